"""A course: its lessons, and the calls that a notebook makes."""

from collections.abc import Callable, Mapping
from typing import Any

from course_utils.errors import CourseError
from course_utils.exercises._attempts import Attempts, Record
from course_utils.exercises._catalog import Catalog
from course_utils.exercises._entry import Entry
from course_utils.exercises._exercise import Exercise
from course_utils.exercises._guard import under_nbgrader
from course_utils.exercises._judge import judge
from course_utils.exercises._outcome import Outcome, Verdict
from course_utils.exercises._progress import Progress, lesson_progress
from course_utils.exercises._question import Question
from course_utils.exercises._quiz import judge_quiz, quiz_name
from course_utils.exercises._report import Note, Report
from course_utils.exercises._stub import TITLES, check_source, function_source

ATTEMPTS_BEFORE_SOLUTION = 3


class Course:
    """The lessons below a package, with what a notebook calls.

    Parameters
    ----------
    package : str
        The package whose subpackages ``lesson_NN_name`` are the lessons. Modules are loaded
        when they are asked for.

    Examples
    --------
    >>> course = Course("course_utils.lessons")
    >>> all(isinstance(number, int) for number in course.lessons())
    True
    """

    def __init__(self, package: str) -> None:
        self._catalog = Catalog(package)
        self._attempts = Attempts()

    def lessons(self) -> list[int]:
        """Return the numbers of the lessons that exist."""
        return self._catalog.lessons()

    def title(self, lesson: int) -> str:
        """Return a lesson's title."""
        return self._catalog.title(lesson)

    def exercises(self, lesson: int | None = None) -> list[Entry]:
        """Return the numbered exercises of a lesson, or of all lessons.

        Parameters
        ----------
        lesson : int, optional
            The lesson's number; all lessons when left out.
        """
        lessons = self.lessons() if lesson is None else [lesson]
        return [
            self._catalog.entry(f"{number}.{exercise}")
            for number in lessons
            for exercise in self._catalog.numbers(number)
        ]

    def entry(self, exercise: str | None) -> Entry:
        """Return one numbered exercise, by its id."""
        return self._catalog.entry(exercise)

    def questions(self, lesson: int, kind: str) -> Mapping[str, Question]:
        """Return a lesson's questions of a kind, ``"quiz"`` or ``"recall"``."""
        return self._catalog.questions(lesson, kind)

    def check(self, exercise: str | None = None, /, *answers: Any, **by_key: Any) -> Report:
        """Check an answer and say what is right, what not yet, and where to look.

        Parameters
        ----------
        exercise : str
            The exercise, such as ``"3.1"``, or ``"3.quiz"``.
        *answers
            The function, or the answer (and its reason).
        **by_key
            The answers of a quiz, by question.

        Returns
        -------
        Report
            Shown when it is the cell's last expression.
        """
        if asked := self._asked(exercise):
            return self._check_quiz(*asked, answers, by_key)
        entry = self.entry(exercise)
        verdict = _misuse(entry, answers, by_key) or _verdict(entry, answers)
        passed = entry.digest if verdict.outcome is Outcome.RIGHT else ""
        return Report(
            title=f"Exercise {entry.id}",
            outcome=verdict.outcome,
            points=round(verdict.share * entry.points, 2),
            max_points=entry.points,
            feedback=verdict.text,
            help=_help(entry, verdict.outcome),
            note=self._remember(entry.id, verdict, passed),
        )

    def hint(self, exercise: str | None = None, number: int | None = None, /) -> Note:
        """Show the next hint; each call goes one step deeper.

        Parameters
        ----------
        exercise : str
            The exercise, such as ``"3.1"``.
        number : int, optional
            Which of the three to show; by default the next one.
        """
        if asked := self._asked(exercise):
            title = f"{TITLES[asked[1]]} {asked[0]}"
            return Note(title, "These questions have no hints; each wrong answer has its reason.")
        entry = self.entry(exercise)
        hints = entry.definition.hints
        # True and 2.0 are in a range too.
        if number is not None and (
            type(number) is not int or number not in range(1, len(hints) + 1)
        ):
            raise CourseError(f"There is no hint {number!r}; choose from 1 to {len(hints)}.")
        record, note = self._record(entry.id)
        depth = number or min(record.hints + 1, len(hints))
        unstored = self._try_storing(
            lambda: self._attempts.open_hint(entry.id, depth), "That you saw it was not stored."
        )
        title = f"Exercise {entry.id}, hint {depth} of {len(hints)}"
        return Note(title, f"{hints[depth - 1]} {unstored or note}".strip())

    def solution(self, exercise: str | None = None, /) -> Note:
        """Show the reference solution, after a pass or three real attempts.

        Parameters
        ----------
        exercise : str
            The exercise, such as ``"3.1"``.
        """
        if asked := self._asked(exercise):
            return self._quiz_solution(*asked)
        entry = self.entry(exercise)
        closed = self._closed(entry.id)
        title = f"Exercise {entry.id}, solution"
        if closed:
            return Note(title, f'{closed} Until then, hint("{entry.id}") helps.')
        if isinstance(entry.definition, Exercise):
            source = function_source(entry.definition.solution)
            return Note(title, entry.definition.right, code=source)
        return Note(title, entry.definition.solution_text())

    def progress(self) -> Progress:
        """Show points per lesson, what is open, and where to go on."""
        records = self._attempts.records()
        rows = [
            lesson_progress(number, self.title(number), self.exercises(number), records)
            for number in self.lessons()
        ]
        return Progress(tuple(rows), notice=self._attempts.take_notice())

    def first_open_lesson(self) -> int | None:
        """Return the first lesson with an open exercise, the last lesson when none has.

        Returns
        -------
        int or None
            None when there are no lessons.
        """
        records = self._attempts.records()
        for number in self.lessons():
            row = lesson_progress(number, "", self.exercises(number), records)
            if not row.finished:
                return number
        return max(self.lessons(), default=None)

    def _asked(self, exercise: str | None) -> tuple[int, str, Mapping[str, Question]] | None:
        """Return lesson, kind and questions of a name such as ``"3.quiz"``."""
        name = quiz_name(exercise)
        if name is None or name[0] not in self.lessons():
            return None
        questions = self.questions(*name)
        return (*name, questions) if questions else None

    def _check_quiz(
        self,
        lesson: int,
        kind: str,
        questions: Mapping[str, Question],
        answers: tuple[Any, ...],
        by_key: Mapping[str, Any],
    ) -> Report:
        """Check a quiz; it gives no points."""
        verdict, parts = judge_quiz(questions, answers, by_key)
        passed = verdict.digest if verdict.outcome is Outcome.RIGHT else ""
        return Report(
            title=f"{TITLES[kind]} {lesson}",
            outcome=verdict.outcome,
            points=0,
            max_points=0,
            feedback=verdict.text,
            parts=parts,
            note=self._remember(f"{lesson}.{kind}", verdict, passed),
        )

    def _quiz_solution(self, lesson: int, kind: str, questions: Mapping[str, Question]) -> Note:
        """Show the right options of a quiz."""
        title = f"{TITLES[kind]} {lesson}, solution"
        closed = self._closed(f"{lesson}.{kind}", at=" at all questions")
        if closed:
            return Note(title, closed)
        told = [f"{key}. {question.solution_text()}" for key, question in questions.items()]
        return Note(title, "\n\n".join(told))

    def _closed(self, exercise: str, *, at: str = "") -> str:
        """Say why a solution is not shown yet, or nothing when it is."""
        record, note = self._record(exercise)
        left = ATTEMPTS_BEFORE_SOLUTION - len(record.attempts)
        if record.passed or left <= 0:
            return ""
        attempts = "attempt" if left == 1 else "different attempts"
        return f"It opens after a pass, or after {left} more {attempts}{at}. {note}".strip()

    def _record(self, exercise: str) -> tuple[Record, str]:
        """Return what is stored about an exercise, and what to tell the learner about the file."""
        return self._attempts.get(exercise), self._attempts.take_notice()

    def _remember(self, exercise: str, verdict: Verdict, passed: str) -> str:
        """Store a real attempt; return what to tell the learner when that failed."""
        if not verdict.digest or under_nbgrader():
            return ""
        return self._try_storing(
            lambda: self._attempts.add_attempt(
                exercise, digest=verdict.digest, share=verdict.share, passed=passed
            ),
            "Your points were not stored.",
        )

    def _try_storing(self, store: Callable[[], object], unless: str) -> str:
        """Change the state; a check is worth its report even when nothing can be stored."""
        try:
            store()
        except CourseError as error:
            return f"{unless} {error}"
        return self._attempts.take_notice()


def _verdict(entry: Entry, answers: tuple[Any, ...]) -> Verdict:
    """Return the verdict on well-formed arguments."""
    if isinstance(entry.definition, Exercise):
        return judge(entry.definition, answers[0], name=entry.id)
    return entry.definition.judge(*answers)


def _misuse(entry: Entry, answers: tuple[Any, ...], by_key: Mapping[str, Any]) -> Verdict | None:
    """Return a verdict on a call with the wrong number or kind of arguments."""
    definition = entry.definition
    most = 2 if isinstance(definition, Question) and definition.why is not None else 1
    if 1 <= len(answers) <= most and not by_key:
        return None
    got = f"{len(answers)} answers" if not by_key else f"the names {', '.join(by_key)}"
    got = "no answer" if not answers and not by_key else got
    text = f"`check` got {got}; call it as `{check_source(entry)}`."
    return Verdict(Outcome.NOT_ATTEMPTED if not answers else Outcome.NOT_YET_RIGHT, text)


def _help(entry: Entry, outcome: Outcome) -> str:
    """Say where to find more, or nothing when all is right."""
    return "" if outcome is Outcome.RIGHT else f'Stuck? `hint("{entry.id}")`'
