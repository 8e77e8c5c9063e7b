"""`course build --studies`: compute what lessons declare in a study.py, and prove it again."""

import math
import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from course_utils.authoring._bar import bar_over_steps
from course_utils.authoring._build import BuildResult
from course_utils.authoring._execute import QUIET_NETWORKS
from course_utils.authoring._lesson import Lesson, find_lessons
from course_utils.authoring._study_rows import Row, StudyRows, shown
from course_utils.files import need_repository, write_whole
from course_utils.studies import Study, StudyTable, read_table

_DISAGREES = 1
_THREE_DECIMALS = 5e-4
_TAKEN = ("scoreboard",)


@dataclass(frozen=True)
class LessonStudy:
    """A study, the lesson that declares it, and the file that holds what it gave."""

    name: str
    lesson: Lesson
    study: Study

    @property
    def path(self) -> Path:
        """The file of its table."""
        return self.lesson.root / "data" / "studies" / f"{self.name}.csv"

    @property
    def command(self) -> str:
        """What a person types to bring the table in line."""
        return f"course build --studies {self.lesson.number}"

    def write(self, table: StudyTable) -> bool:
        """Write the table unless the file holds it; tell whether it was written."""
        text = table.text(f"Written by '{self.command}'; read with load_study({self.name!r}).")
        if self.path.exists() and self.path.read_bytes() == text.encode():
            return False
        write_whole(self.path, text)
        return True


def build_studies(
    numbers: Sequence[int] = (),
    *,
    check: bool = False,
    force: bool = False,
    progress: bool = True,
    root: Path | None = None,
    lessons: str = "course_utils.lessons",
) -> BuildResult:
    """Compute the calls of studies that are missing or of other code; with ``check``, compare.

    A table is written after each call: an interrupted build goes on where it was.

    Parameters
    ----------
    numbers : sequence of int, default=()
        The lessons whose studies are meant; all when empty.
    check : bool, default=False
        Write nothing; say what a build would change, and compute one call of each study again.
    force : bool, default=False
        Compute every call.
    progress : bool, default=True
        Show a bar that names the call.
    root : pathlib.Path, optional
        The clone; by default the one this package lies in.
    lessons : str, default="course_utils.lessons"
        The package of lessons.

    Returns
    -------
    BuildResult
        Exit status 0: all in line; 1: something disagrees.

    Raises
    ------
    CourseError
        When there is no such lesson, or two studies have one name.
    """
    os.environ.update(QUIET_NETWORKS)  # before the first study imports Keras
    found = find_studies(root or need_repository("course build --studies"), numbers, lessons)
    if check:
        told = [sentence for one in found for sentence in check_study(one)]
        return BuildResult(tuple(told), (), _DISAGREES if told else 0)
    written = [one for one in found if _build_one(one, force=force, progress=progress)]
    told = [f"Wrote {one.lesson.shown(one.path)}." for one in written]
    return BuildResult(tuple(told), tuple(one.path for one in written), 0)


def find_studies(root: Path, numbers: Sequence[int], lessons: str) -> list[LessonStudy]:
    """Return what the lessons declare in the dict ``STUDIES`` of their ``study.py``."""
    folder = Path(import_module(lessons).__path__[0])
    found: dict[str, LessonStudy] = {}
    for lesson in find_lessons(root, numbers):
        module = f"lesson_{lesson.name}.study"
        if not folder.joinpath(*module.split(".")).with_suffix(".py").exists():
            continue
        for name, study in import_module(f"{lessons}.{module}").STUDIES.items():
            if name in (*_TAKEN, *found):
                raise lesson.refuse(f"another table is named {name!r}; give its study another.")
            found[name] = LessonStudy(name, lesson, study)
    return list(found.values())


def check_study(one: LessonStudy) -> Iterator[str]:
    """Yield what is wrong with a stored study; one of its quick calls is computed again.

    Parameters
    ----------
    one : LessonStudy

    Yields
    ------
    str
        A sentence with the command that mends it.
    """
    stored = read_table(one.path)
    rows = StudyRows(one.study, stored)
    name, file, mend = f"Study {one.name!r}:", one.lesson.shown(one.path), f"run '{one.command}'."
    if stored.rows and stored.code != rows.code:
        yield f"{name} its code changed since {file} was computed; {mend}"
    elif rows.missing:
        yield f"{name} {len(rows.missing)} of {len(rows.calls)} calls are missing; {mend}"
    elif rows.table() != stored:
        yield f"{name} {file} is not as the study declares it; {mend}"
    else:
        quick = [call for call in rows.calls.values() if one.study.is_quick(call)]
        call = random.Random(stored.text("")).choice(quick)  # another when the table changes
        for column, kept, now in _differences(one.study, rows.of(call), one.study.rows(**call)):
            yield (
                f"{name} {shown(call)} gives {column} = {now}, and {file} holds {kept}. "
                f"Find out why; '{one.command} --force' computes every call."
            )


def _differences(
    study: Study, kept: Sequence[Row], now: Sequence[Row]
) -> Iterator[tuple[str, str, str]]:
    """Yield column, stored and new value where three decimals differ; measured ones may."""
    if len(kept) != len(now):
        yield "number of rows", str(len(kept)), str(len(now))
        return
    for old, new in zip(kept, now, strict=True):
        for column in {**old, **new}:
            values = old.get(column, "nothing"), new.get(column, "nothing")
            if column not in study.measured and not _agree(*values):
                yield column, *values


def _agree(kept: str, now: str) -> bool:
    if kept == now:
        return True
    try:
        numbers = float(kept), float(now)
    except ValueError:
        return False
    return math.isclose(*numbers, rel_tol=_THREE_DECIMALS, abs_tol=_THREE_DECIMALS)


def _build_one(one: LessonStudy, *, force: bool, progress: bool) -> bool:
    """Compute what is missing, written as it comes; tell whether the file changed."""
    rows = StudyRows(one.study, read_table(one.path), again=force)
    changed = False
    waiting, total = rows.missing, len(rows.calls)
    with bar_over_steps(one.name, total, done=total - len(waiting), shown=progress) as on_call:
        for call in waiting:
            on_call(shown(call))
            rows.compute(call)
            changed |= one.write(rows.table())
    return one.write(rows.table()) or changed  # calls that are declared no more
