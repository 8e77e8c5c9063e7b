"""The learner's folder: copies of the lessons that updates never overwrite."""

import hashlib
import json
import os
import shlex
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from course_utils.errors import CourseError
from course_utils.files import repository, shipped_folder, write_whole
from course_utils.workspace._notebook import (
    DamagedNotebook,
    LearnerCopy,
    learner_copy,
    read_content,
    sources_digest,
    trust,
)

MARKER = ".course-workspace"
_ABOUT = (
    "Written by 'course lab': each lesson as it was laid down, to tell your changes from ours."
)
_Record = dict[str, str]


def find_workspace(folder: Path | None = None) -> "Workspace":
    """Return the workspace to use: the one asked for, the one around here, or the usual one.

    Parameters
    ----------
    folder : pathlib.Path, optional
        The folder asked for. Without it: the current folder or a parent that holds a workspace;
        else ``work`` in a clone, or ``imbalance-course`` among the person's documents.

    Returns
    -------
    Workspace
        It need not exist yet.

    Raises
    ------
    CourseError
        When the folder asked for is a file.

    Examples
    --------
    >>> find_workspace(Path("lessons")).folder.name
    'lessons'
    """
    if folder is not None:
        wanted = folder.expanduser().absolute()
        if wanted.exists() and not wanted.is_dir():
            raise CourseError(
                f"'{folder}' is a file, and your copies of the lessons need a folder. "
                "Name one after --work; it is made when it does not exist."
            )
        return Workspace(wanted)
    here = Path.cwd()
    for candidate in (here, *here.parents):
        if (candidate / MARKER).is_file():
            return Workspace(candidate)
    root = repository()
    if root is not None:
        return Workspace(root / "work")
    import platformdirs

    return Workspace(platformdirs.user_documents_path() / "imbalance-course")


@dataclass(frozen=True)
class Workspace:
    """A folder with the learner's copies of the lessons, their points, and a marker file.

    The marker keeps a digest of each lesson as it was laid down. What is about to be laid down is
    recorded first, so that after an interruption a copy of ours is known for ours, whatever the
    lesson has become since.

    Parameters
    ----------
    folder : pathlib.Path
        Where the copies lie.
    originals : pathlib.Path
        Where the lessons' notebooks are shipped.

    Examples
    --------
    >>> Workspace(Path("work")).state.name
    'course-state.json'
    """

    folder: Path
    originals: Path = field(default_factory=lambda: shipped_folder("notebooks"))

    @property
    def state(self) -> Path:
        """The file that holds attempts and points."""
        return self.folder / "course-state.json"

    @property
    def exists(self) -> bool:
        """Whether lessons were laid down here."""
        return (self.folder / MARKER).is_file()

    def lessons(self) -> dict[int, Path]:
        """Return the shipped notebook of each lesson, by number."""
        found = sorted(self.originals.glob("[0-9][0-9]_*.ipynb"))
        return {int(path.name[:2]): path for path in found}

    def original(self, number: int) -> Path:
        """Return the shipped notebook of a lesson."""
        lessons = self.lessons()
        if number not in lessons:
            there = ", ".join(str(lesson) for lesson in lessons) or "none"
            raise CourseError(f"There is no lesson {number}; the lessons are: {there}.")
        return lessons[number]

    def copy(self, number: int) -> Path:
        """Return the place of the learner's copy of a lesson."""
        return self.folder / self.original(number).name

    def command(self, words: str) -> str:
        """Return a command of the course as it is typed for this workspace.

        Examples
        --------
        >>> find_workspace().command("lab 3")
        'course lab 3'
        """
        if find_workspace().folder == self.folder:
            return f"course {words}"
        return f"course {words} --work {shell_word(self.folder)}"

    def update(self) -> list[str]:
        """Lay down or renew every copy that the learner has not changed.

        A lesson whose shipped notebook is damaged keeps its copy; the others are renewed.

        Returns
        -------
        list of str
            What the learner should be told, each once.
        """
        before = self._records()
        records = dict(before)
        messages = [] if self.exists else [f"Your copies of the lessons are in '{self.folder}'."]
        for number, original in self.lessons().items():
            try:
                record, message = self._renew(number, original, before.get(original.stem, {}))
            except DamagedNotebook as error:
                messages.append(
                    f"Lesson {number} was not renewed: {error} 'course doctor' knows the mend."
                )
                continue
            records[original.stem] = record
            messages += [message] if message else []
        if records != before or not self.exists:
            self._write_records(records)
        return messages

    def reset(self, number: int) -> Path | None:
        """Lay the learner's copy aside and the lesson as shipped in its place.

        Returns
        -------
        pathlib.Path or None
            Where the old copy lies now; None when there was none.
        """
        original, copy = self.original(number), self.copy(number)
        fresh = learner_copy(original)
        aside = None
        if copy.exists():
            aside = next(self._free_names(original.stem, "before-reset", 1))
            try:
                copy.rename(aside)
            except OSError as error:
                raise CourseError(
                    f"Cannot rename '{copy}' ({error.strerror}). "
                    "Close the programs that use it and check that the folder is yours."
                ) from error
        write_whole(copy, fresh.content)
        records = self._records()
        records[original.stem] = _record(fresh)
        self._write_records(records)
        return aside

    def need_readable(self, number: int) -> None:
        """Say how to go on when the learner's copy of a lesson is missing or no notebook."""
        if not self.copy(number).exists():
            learner_copy(self.original(number))  # says why it could not be laid down
        try:
            sources_digest(self.copy(number))
        except DamagedNotebook as error:
            raise DamagedNotebook(
                f"{error} '{self.command(f'lab --reset {number}')}' lays it aside and starts "
                "afresh."
            ) from error

    def _renew(self, number: int, original: Path, record: _Record) -> tuple[_Record, str | None]:
        """Bring one copy in line; return its new record and what to tell."""
        copy = self.folder / original.name
        fresh = learner_copy(original)
        mine = _digest_if_readable(copy) if copy.exists() else None
        untouched = mine is not None and record.get("file") == _sha256(read_content(copy))
        if mine is not None and not untouched and mine == fresh.digest:
            # Our text with the outputs of the learner's own run: leave them.
            return _record(fresh), None
        if mine is None or untouched or mine in (record.get("laid"), record.get("coming")):
            if mine is None or read_content(copy) != fresh.content:
                coming = {**record, "coming": fresh.digest}
                self._write_records({**self._records(), original.stem: coming})
            self._lay(copy, fresh)
            return _record(fresh), None
        if fresh.digest in (record.get("laid"), record.get("offered")):
            return record, None
        beside = self._lay_beside(original.stem, fresh)
        told = (
            f"Lesson {number} has a new version. Your copy '{copy.name}' stays as it is; the new "
            f"one lies beside it: '{beside.name}'."
        )
        return {**record, "offered": fresh.digest}, told

    def _lay(self, copy: Path, fresh: LearnerCopy) -> None:
        if not copy.exists() or read_content(copy) != fresh.content:
            write_whole(copy, fresh.content)
        trust(fresh.content)

    def _lay_beside(self, stem: str, fresh: LearnerCopy) -> Path:
        for path in self.folder.glob(f"{stem}.new-*.ipynb"):
            # Laid by a run that was interrupted before it could record it.
            if _digest_if_readable(path) == fresh.digest:
                return path
        beside = next(self._free_names(stem, "new", 2))
        self._lay(beside, fresh)
        return beside

    def _free_names(self, stem: str, word: str, first: int) -> Iterator[Path]:
        number = first
        while True:
            path = self.folder / f"{stem}.{word}-{number}.ipynb"
            if not path.exists():
                yield path
            number += 1

    def _records(self) -> dict[str, _Record]:
        try:
            marker = json.loads((self.folder / MARKER).read_text(encoding="utf-8"))
            return {name: dict(record) for name, record in marker["lessons"].items()}
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            # Without a marker every copy that differs counts as the learner's: nothing is lost.
            return {}

    def _write_records(self, records: dict[str, _Record]) -> None:
        content = {"about": _ABOUT, "lessons": records}
        write_whole(self.folder / MARKER, json.dumps(content, indent=1) + "\n")


def use_state(workspace: Workspace) -> None:
    """Let this process and its kernels keep points in the workspace, unless told otherwise."""
    os.environ.setdefault("COURSE_STATE", str(workspace.state))


def shell_word(word: object) -> str:
    """Return a word as this system's shell takes it.

    Examples
    --------
    >>> shell_word("lesson_3")
    'lesson_3'
    """
    return subprocess.list2cmdline([str(word)]) if os.name == "nt" else shlex.quote(str(word))


def _record(copy: LearnerCopy) -> _Record:
    return {"laid": copy.digest, "file": _sha256(copy.content)}


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _digest_if_readable(path: Path) -> str:
    """Return the digest of a copy; a damaged one has none, and so is never taken for ours."""
    try:
        return sources_digest(path)
    except DamagedNotebook:
        return ""
