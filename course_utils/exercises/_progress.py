"""How far a learner has come: points per lesson, what is open, where to go on."""

from collections.abc import Mapping
from dataclasses import dataclass

from course_utils.exercises import _markup as markup
from course_utils.exercises._attempts import Record
from course_utils.exercises._entry import Entry
from course_utils.exercises._stub import TITLES, plural


@dataclass(frozen=True)
class LessonProgress:
    """One lesson's row.

    Attributes
    ----------
    number : int
    title : str
    points, max_points : float
    open : tuple of Entry
        Exercises that give points and are not passed, in their order.
    earlier : tuple of Entry
        Exercises that were passed, and have changed since; their points stay.
    extras : tuple of str
        What was passed without points: quiz, recall, starred tasks.
    """

    number: int
    title: str
    points: float
    max_points: float
    open: tuple[Entry, ...]
    earlier: tuple[Entry, ...]
    extras: tuple[str, ...]

    @property
    def finished(self) -> bool:
        """Whether nothing that gives points is open."""
        return not self.open

    @property
    def remark(self) -> str:
        """What is open, what was passed apart, and what changed since it was passed."""
        parts = [f"open: {', '.join(entry.id for entry in self.open)}" if self.open else "done"]
        if self.extras:
            parts.append(f"also passed: {', '.join(self.extras)}")
        if self.earlier:
            ids = ", ".join(entry.id for entry in self.earlier)
            parts.append(f"passed with an earlier version: {ids}")
        return "; ".join(parts)


@dataclass(frozen=True, repr=False)
class Progress:
    """All lessons' rows, as text for a terminal and as HTML for a notebook."""

    lessons: tuple[LessonProgress, ...]
    notice: str = ""

    @property
    def points(self) -> float:
        """The points earned so far."""
        return sum(row.points for row in self.lessons)

    @property
    def max_points(self) -> float:
        """The points there are."""
        return sum(row.max_points for row in self.lessons)

    @property
    def next(self) -> Entry | None:
        """The first open exercise, or None when all are passed."""
        return next((row.open[0] for row in self.lessons if row.open), None)

    @property
    def advice(self) -> str:
        """Where to go on."""
        if not self.lessons:
            return "There are no lessons here yet."
        if self.next is None:
            return "Every exercise is passed."
        minutes = plural(self.next.minutes, "minute")
        return (
            f"Go on with exercise {self.next.id}, {self.next.title} "
            f"(lesson {self.next.lesson}, about {minutes})."
        )

    @property
    def text(self) -> str:
        """One line a lesson, then where to go on."""
        width = max((len(row.title) for row in self.lessons), default=0)
        lines = [
            f"{row.number:>2}  {row.title:<{width}}  {_points(row):>12}  {row.remark}"
            for row in self.lessons
        ]
        total = f"{self.points:.3g} of {self.max_points:.3g} points. {self.advice}"
        return "\n".join([*lines, total, *([self.notice] if self.notice else [])])

    @property
    def html(self) -> str:
        """The same as HTML."""
        rows = [(str(row.number), row.title, _points(row), row.remark) for row in self.lessons]
        parts = [
            markup.heading(f"Your points: {self.points:.3g} of {self.max_points:.3g}"),
            markup.table(("Lesson", "Title", "Points", "Exercises"), rows) if rows else "",
            markup.paragraphs(self.advice),
            markup.paragraphs(self.notice) if self.notice else "",
        ]
        return markup.box(markup.NEUTRAL, parts)

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html


def lesson_progress(
    number: int, title: str, entries: list[Entry], records: Mapping[str, Record]
) -> LessonProgress:
    """Return one lesson's row from its exercises and what is stored about them."""
    required = [entry for entry in entries if not entry.starred]
    passed = [entry for entry in entries if _passed(entry.id, records)]
    earned = sum(
        entry.points * (1.0 if entry in passed else records.get(entry.id, Record()).share)
        for entry in required
    )
    extras = [f"{entry.id} ★" for entry in passed if entry.starred]
    extras += [kind for kind in TITLES if _passed(f"{number}.{kind}", records)]
    return LessonProgress(
        number=number,
        title=title,
        points=round(earned, 2),
        max_points=sum(entry.points for entry in required),
        open=tuple(entry for entry in required if entry not in passed),
        earlier=tuple(entry for entry in passed if records[entry.id].passed != entry.digest),
        extras=tuple(extras),
    )


def _passed(exercise: str, records: Mapping[str, Record]) -> bool:
    """Tell whether an exercise was ever passed."""
    return exercise in records and records[exercise].passed != ""


def _points(row: LessonProgress) -> str:
    """Return a row's points in words."""
    return f"{row.points:.3g} of {row.max_points:.3g}"
