"""`course build`: bring texts, notebooks, exercise cells and outputs in line."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from course_utils.authoring._draft import Draft, draft
from course_utils.authoring._generated import generate
from course_utils.authoring._lesson import find_lessons
from course_utils.authoring._lint import lint
from course_utils.authoring._merge import Side
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

    Examples
    --------
    >>> build_lessons([99]).exit_status
    Traceback (most recent call last):
    ...
    course_utils.errors.CourseError: There is no lesson 99 ...
    """
    root = root or need_repository("course build")
    course, package = Course(lessons), Path(import_module(lessons).__path__[0])
    messages: list[str] = []
    written: list[Path] = []
    status = 0
    for lesson in find_lessons(root, numbers):
        try:
            made = draft(
                lesson,
                generate(course, lesson.number),
                package,
                take=take,
                take_cells=take_cells,
                force=force and not check,
            )
            if check:
                found = _disagreements(made)
            else:
                with _bar(made, progress) as on_cell:
                    written += _bring_in_line(made, on_cell)
                found = []
        except CourseError as error:
            messages.append(str(error))
            status = _REFUSED
            continue
        messages += found + list(lint(lesson, made.cells, outputs=not made.stale))
        status = max(status, _DISAGREES if found else 0)
    if check and messages:
        status = max(status, _DISAGREES)
    messages += [f"Wrote {path.relative_to(root).as_posix()}." for path in written]
    return BuildResult(tuple(messages), tuple(written), status)


def _bring_in_line(made: Draft, on_cell: Callable[[str], None]) -> list[Path]:
    if made.stale:
        made.run(on_cell)
    made.refuse_unwanted()
    return made.write() + update_scoreboard(made.lesson, made.cells)


def _disagreements(made: Draft) -> list[str]:
    """Return a sentence for each thing that a build would change, with the command."""
    lesson = made.lesson
    mend = f"run 'course build {lesson.number}'."
    found = [
        f"Lesson {lesson.number}: {lesson.shown(path)} is not as its exercises and its other "
        f"form say{_where(made.changed_cells(path))}; {mend}"
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


def _where(cells: Sequence[str]) -> str:
    named = ", ".join(repr(name) for name in cells[:3])
    more = f" and {len(cells) - 3} more" if len(cells) > 3 else ""
    return f" (cell {named}{more})" if cells else ""


@contextmanager
def _bar(made: Draft, progress: bool) -> Iterator[Callable[[str], None]]:
    """Show a bar over the lesson's code cells while they run."""
    if not made.stale:
        yield lambda identity: None
        return
    columns = (
        TextColumn("[bold]{task.fields[lesson]}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
    )
    total = sum(cell.cell_type == "code" for cell in made.cells)
    with Progress(*columns, console=Console(stderr=True), disable=not progress) as bar:
        task = bar.add_task("starting the kernel", total=total, lesson=made.lesson.name)
        started: list[str] = []

        def on_cell(identity: str) -> None:
            bar.update(task, description=f"cell {identity}", completed=len(started), refresh=True)
            started.append(identity)

        yield on_cell
        bar.update(task, description="done", completed=total)
