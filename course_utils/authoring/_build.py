"""`course build`: bring texts, notebooks, exercise cells and outputs in line."""

import difflib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from course_utils.authoring._bar import bar_over_steps
from course_utils.authoring._draft import Draft, draft
from course_utils.authoring._generated import generate
from course_utils.authoring._lesson import Lesson, find_lessons, read_notebook, read_text
from course_utils.authoring._lint import lint
from course_utils.authoring._merge import ORDER, Side
from course_utils.authoring._scoreboard import update_scoreboard
from course_utils.errors import CourseError
from course_utils.exercises import Course
from course_utils.files import need_repository

_DISAGREES, _REFUSED = 1, 2


@dataclass(frozen=True)
class BuildResult:
    """What a build did: sentences to print, files written, the command's exit status."""

    messages: tuple[str, ...]
    written: tuple[Path, ...]
    exit_status: int


def build_lessons(
    numbers: Sequence[int] = (),
    *,
    take: Side | None = None,
    take_cells: Iterable[str] = (),
    check: bool = False,
    force: bool = False,
    progress: bool = True,
    root: Path | None = None,
    lessons: str = "course_utils.lessons",
) -> BuildResult:
    """Merge, complete, execute and write lessons; or, with ``check``, only compare.

    Parameters
    ----------
    numbers : sequence of int, default=()
        The lessons; all when empty.
    take : {'py', 'ipynb'}, optional
        Which side wins where both changed a cell.
    take_cells : iterable of str, default=()
        The ids that ``take`` is about; all when empty.
    check : bool, default=False
        Write nothing; say what disagrees and which command mends it.
    force : bool, default=False
        Execute also what did not change.
    progress : bool, default=True
        Show a bar that names lesson and cell, in a terminal.
    root : pathlib.Path, optional
        The clone; by default the one this package lies in.
    lessons : str, default="course_utils.lessons"
        The package of lessons.

    Returns
    -------
    BuildResult
        Exit status 0: all in line; 1: something disagrees; 2: something was refused.

    Raises
    ------
    CourseError
        When there is no such lesson, or no cell of an id in ``take_cells``.

    Examples
    --------
    >>> build_lessons([99]).exit_status
    Traceback (most recent call last):
    ...
    course_utils.errors.CourseError: There is no lesson 99 ...
    """
    root = root or need_repository("course build")
    found, only = find_lessons(root, numbers), frozenset(take_cells)
    _refuse_unknown_cells(found, only)
    course, package = Course(lessons), Path(import_module(lessons).__path__[0])

    def merged(lesson: Lesson) -> Draft:
        groups = generate(course, lesson.number)
        again = force and not check
        return draft(lesson, groups, package, take=take, take_cells=only, force=again)

    results = [
        _check_one(lesson, merged) if check else _build_one(lesson, merged, progress)
        for lesson in found
    ]
    return BuildResult(
        tuple(message for result in results for message in result.messages),
        tuple(path for result in results for path in result.written),
        max((result.exit_status for result in results), default=0),
    )


def _refuse_unknown_cells(lessons: Iterable[Lesson], wanted: frozenset[str]) -> None:
    """Refuse an id that no cell of the lessons has, with the nearest one."""
    if not wanted:
        return
    forms = [read(lesson) for lesson in lessons for read in (read_text, read_notebook)]
    known = [str(cell.metadata.id) for form in forms if form for cell in form.cells]
    for identity in sorted(wanted.difference(known, [ORDER])):
        near = difflib.get_close_matches(identity, known, n=1, cutoff=0)
        raise CourseError(
            f"There is no cell {identity!r} in the lessons to build. "
            + "".join(f"The nearest id is {name!r}." for name in near)
        )


def _build_one(lesson: Lesson, merged: Callable[[Lesson], Draft], progress: bool) -> BuildResult:
    try:
        made = merged(lesson)
        if made.stale:
            n_cells = sum(cell.cell_type == "code" for cell in made.cells)
            first = "starting the kernel"
            with bar_over_steps(lesson.name, n_cells, first=first, shown=progress) as on_step:
                made.run(lambda identity: on_step(f"cell {identity}"))
        made.refuse_unwanted()
        update_scoreboard(lesson, made.cells, write=False)  # refuses before a file is written
        written = made.write() + update_scoreboard(lesson, made.cells)
    except CourseError as error:
        return BuildResult((str(error),), (), _REFUSED)
    told = [f"Wrote {lesson.shown(path)}." for path in written]
    return BuildResult((*told, *lint(lesson, made.cells)), tuple(written), 0)


def _check_one(lesson: Lesson, merged: Callable[[Lesson], Draft]) -> BuildResult:
    try:
        made = merged(lesson)
        found = [*_disagreements(made), *lint(lesson, made.cells, outputs=not made.stale)]
    except CourseError as error:
        return BuildResult((str(error),), (), _REFUSED)
    return BuildResult(tuple(found), (), _DISAGREES if found else 0)


def _disagreements(made: Draft) -> list[str]:
    """Return a sentence for each thing that a build would change, with the command."""
    lesson = made.lesson
    mend = f"run 'course build {lesson.number}'."
    found = [
        f"Lesson {lesson.number}: {lesson.shown(path)} {_how(made.changed_cells(path))}; {mend}"
        for path in made.differing()
    ]
    if made.stale:
        found.append(
            f"Lesson {lesson.number}: code, data or course_utils changed since "
            f"{lesson.shown(lesson.notebook)} was executed; {mend}"
        )
        return found
    made.refuse_unwanted()
    found += [
        f"Lesson {lesson.number}: {lesson.shown(path)} differs from the table of the cell tagged "
        f"'scoreboard'; {mend}"
        for path in update_scoreboard(lesson, made.cells, write=False)
    ]
    return found


def _how(cells: Sequence[str]) -> str:
    if not cells:
        return "is not laid out as a build writes it"
    named = ", ".join(repr(name) for name in cells[:3])
    more = f" and {len(cells) - 3} more" if len(cells) > 3 else ""
    return f"is not as its exercises and its other form say in cell {named}{more}"
