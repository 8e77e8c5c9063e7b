"""What a learner sees after a check, a hint or a solution."""

import re
from dataclasses import dataclass

from course_utils.exercises import _markup as markup
from course_utils.exercises._guard import under_nbgrader
from course_utils.exercises._outcome import Outcome, Part
from course_utils.exercises._stub import plural


@dataclass(frozen=True, repr=False)
class Report:
    """The outcome of a check, readable in JupyterLab, in a terminal and by nbgrader.

    Nothing in it depends on the time or on earlier attempts, so that a notebook's outputs
    can be compared.

    Attributes
    ----------
    title : str
        Such as ``"Exercise 3.1"``.
    outcome : Outcome
        One of 'not attempted', 'crashed', 'not yet right', 'right'.
    points, max_points : float
        What was earned and what there is; both 0 for a quiz and for starred tasks.
    feedback : str
        What was seen, and where to look.
    parts : tuple of Part
        A quiz's questions, one line each.
    help : str
        Where to find more, such as the call of a hint.
    note : str
        What went wrong around the check, such as a state file that cannot be written.
    """

    title: str
    outcome: Outcome
    points: float
    max_points: float
    feedback: str
    parts: tuple[Part, ...] = ()
    help: str = ""
    note: str = ""

    @property
    def text(self) -> str:
        """The report as plain text, one line or, for a quiz, one line a question."""
        sign = markup.SIGNS[self.outcome]
        first = f"{sign} {self.title}: {self._words()}. {self.feedback}".rstrip()
        lines = [" ".join(part for part in (first, self.help, self.note) if part)]
        for part in self.parts:
            lines.append(f"  {markup.SIGNS[part.outcome]} {part.label}: {_part_words(part)}")
        return "\n".join(_one_line(line) for line in lines)

    def __repr__(self) -> str:
        if under_nbgrader():
            return repr(float(min(max(self.points, 0.0), self.max_points)))
        return self.text

    def _repr_html_(self) -> str:
        heading = markup.heading(
            f"{self.title}: {self.outcome}", outcome=self.outcome, aside=self._points()
        )
        parts = [
            f'<div style="margin-top: 0.3em">{markup.sign(part.outcome)} '
            f"<strong>{markup.inline(part.label)}</strong>: "
            f"{markup.inline(_part_words(part))}</div>"
            for part in self.parts
        ]
        before, after = markup.paragraphs(self.feedback), (self.help, self.note)
        return markup.box(
            markup.COLOURS[self.outcome],
            [heading, before, *parts, *(markup.paragraphs(text) for text in after)],
        )

    def _points(self) -> str:
        """Return the points in words, or nothing where there are none to earn."""
        if not self.max_points:
            return ""
        return f"{self.points:.3g} of {plural(self.max_points, 'point')}"

    def _words(self) -> str:
        """Return outcome and points in words."""
        return ", ".join(words for words in (str(self.outcome), self._points()) if words)


@dataclass(frozen=True, repr=False)
class Note:
    """A hint or a solution.

    Attributes
    ----------
    title : str
        Such as ``"Exercise 3.1, hint 1 of 3"``.
    message : str
        What it says.
    code : str
        Source to show below it, or nothing.
    """

    title: str
    message: str
    code: str = ""

    @property
    def text(self) -> str:
        """The note as plain text."""
        first = f"{self.title}: {self.message}"
        return f"{first}\n\n{self.code}" if self.code else first

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        parts = [markup.heading(self.title), markup.paragraphs(self.message)]
        if self.code:
            parts.append(markup.code_block(self.code))
        return markup.box(markup.NEUTRAL, parts)


def _part_words(part: Part) -> str:
    """Return one question's outcome and feedback."""
    return f"{part.outcome}. {part.text}".strip()


def _one_line(text: str) -> str:
    """Return a text on one line; the indent of a part stays."""
    indent = "  " if text.startswith("  ") else ""
    return indent + re.sub(r"\s+", " ", text.strip())
