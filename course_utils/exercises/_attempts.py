"""The learner's attempts, hints and points: one JSON file, written whole, shared by kernels."""

import contextlib
import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from course_utils.errors import CourseError
from course_utils.files import write_whole

VARIABLE = "COURSE_STATE"
FILE_NAME = "course-state.json"
MARKER = ".course-workspace"
_VERSION = 1
_KEPT_ATTEMPTS = 20
_MAX_BYTES = 5 * 2**20
_LOCK_SECONDS = 5.0


@dataclass(frozen=True)
class Record:
    """What is known of one exercise.

    Attributes
    ----------
    share : float
        The best share of the points so far, between 0 and 1.
    passed : str
        The digest of the exercise's file when it was passed; empty before.
    attempts : tuple of str
        One digest for each different real attempt.
    hints : int
        How many hints were opened.
    """

    share: float = 0.0
    passed: str = ""
    attempts: tuple[str, ...] = field(default=())
    hints: int = 0

    def joined(self, later: "Record") -> "Record":
        """Return what is known after something later; the best of both stays.

        Examples
        --------
        >>> Record(share=1.0, attempts=("a", "b")).joined(Record(attempts=("a",), hints=2))
        Record(share=1.0, passed='', attempts=('b', 'a'), hints=2)
        """
        before = (digest for digest in self.attempts if digest not in later.attempts)
        return Record(
            share=max(self.share, later.share),
            passed=later.passed or self.passed,
            attempts=(*before, *later.attempts)[-_KEPT_ATTEMPTS:],
            hints=max(self.hints, later.hints),
        )


def state_path() -> Path:
    """Return the file that holds the state.

    It is what ``COURSE_STATE`` names, else the state of the workspace that the current
    folder lies in, else one in the user's own folder for such files.

    Examples
    --------
    >>> state_path().suffix
    '.json'
    """
    if named := os.environ.get(VARIABLE):
        try:
            return Path(named).expanduser()
        except RuntimeError as error:
            raise CourseError(
                f"{VARIABLE} is '{named}', in the home of nobody; set it to a file of yours."
            ) from error
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / MARKER).is_file():
            return folder / FILE_NAME
    import platformdirs

    return Path(platformdirs.user_state_dir("course-utils", appauthor=False)) / FILE_NAME


class Attempts:
    """The state file.

    Every change reads the file anew under a lock and joins it, so that two kernels that check
    at the same time lose nothing. What cannot be stored is known as long as the kernel runs,
    and goes into the file once that can be written.

    Parameters
    ----------
    path : pathlib.Path, optional
        The file; by default where `state_path` says, looked up at each use.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._notice = ""
        self._unstored: dict[str, Record] = {}

    @property
    def path(self) -> Path:
        """The file in use."""
        return self._path or state_path()

    def records(self) -> dict[str, Record]:
        """Return what is known of each exercise, by id; a damaged file is laid aside."""
        return _joined(self._stored(), self._unstored)

    def take_notice(self) -> str:
        """Return what the learner must be told about the file, once."""
        notice, self._notice = self._notice, ""
        return notice

    def get(self, exercise: str) -> Record:
        """Return what is known of one exercise; a file that cannot be read gives a notice."""
        try:
            records = self.records()
        except CourseError as error:
            self._notice, records = str(error), self._unstored
        return records.get(exercise, Record())

    def add_attempt(self, exercise: str, *, digest: str, share: float, passed: str = "") -> Record:
        """Remember a real attempt; the best share and an earlier pass stay.

        Parameters
        ----------
        exercise : str
            The id.
        digest : str
            Tells this attempt from others; the same one twice counts once.
        share : float
            The part of the points that it earned.
        passed : str, default=""
            The digest of the exercise's file when the attempt was right.
        """
        return self._add(exercise, Record(share, passed, (digest,)))

    def open_hint(self, exercise: str, depth: int) -> Record:
        """Remember how deep the learner went into the hints."""
        return self._add(exercise, Record(hints=depth))

    def _add(self, exercise: str, later: Record) -> Record:
        """Join one record to the file under the lock."""
        self._unstored = _joined(self._unstored, {exercise: later})
        path = self._regular_path()
        with _locked(path):
            stored = self._stored()
            records = _joined(stored, self._unstored)
            if records != stored:
                write_whole(path, _dump(records))
        self._unstored = {}
        return records[exercise]

    def _regular_path(self) -> Path:
        """Return the file, or refuse what exists and is none: a folder, a pipe, a device."""
        path = self.path
        with contextlib.suppress(OSError):  # Whoever opens it says more.
            if not stat.S_ISREG(path.stat().st_mode):
                raise CourseError(
                    f"The file of your points '{path}' cannot be read: it is no regular file. "
                    f"Set {VARIABLE} to another file."
                )
        return path

    def _stored(self) -> dict[str, Record]:
        """Return the file's records."""
        path = self._regular_path()
        try:
            with path.open("rb") as file:
                content = file.read(_MAX_BYTES + 1)
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise CourseError(
                f"The file of your points '{path}' cannot be read ({error.strerror}). "
                f"Make it yours to read, or set {VARIABLE} to another file."
            ) from error
        try:
            return _parse(content)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            return self._lay_aside(path, str(error))

    def _lay_aside(self, path: Path, reason: str) -> dict[str, Record]:
        """Move a damaged file out of the way, keep it, and say so once."""
        number = 1
        while (aside := path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")).exists():
            number += 1
        try:
            path.replace(aside)
        except FileNotFoundError:  # Another kernel was faster, and says so.
            return {}
        except OSError as error:
            raise CourseError(
                f"The file of your points '{path}' cannot be read ({reason}) "
                f"nor moved ({error.strerror}). Move it away, then check again."
            ) from error
        self._notice = (
            f"The file of your points was damaged; it was laid aside as '{aside}', "
            "and counting starts anew. Run your checks again to get your points back."
        )
        return {}


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the lock beside the file; a lock that nobody gives back ends in a sentence."""
    import filelock

    lock = path.with_name(f".{path.name}.lock")
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(lock, timeout=_LOCK_SECONDS):
            yield
    except filelock.Timeout as error:
        raise CourseError(
            f"Another program has held '{lock}' for {_LOCK_SECONDS:.0f} seconds. "
            "Close other notebooks of the course, then check again."
        ) from error
    except OSError as error:
        raise CourseError(
            f"Cannot write beside '{path}' ({error.strerror}). "
            f"Check that the folder is yours to write in, or set {VARIABLE} to another file."
        ) from error


def _joined(first: Mapping[str, Record], later: Mapping[str, Record]) -> dict[str, Record]:
    """Return the records of both, those of one exercise joined."""
    news = {name: first.get(name, Record()).joined(record) for name, record in later.items()}
    return {**first, **news}


def _parse(content: bytes) -> dict[str, Record]:
    """Return the records of a state file, or raise when it is not one of ours."""
    if len(content) > _MAX_BYTES:
        raise ValueError(f"it has over {_MAX_BYTES // 2**20} MB")
    state = json.loads(content.decode("utf-8"))
    if state["version"] != _VERSION:
        raise ValueError(f"version {state['version']!r} is not known here")
    return {str(name): _record(values) for name, values in state["exercises"].items()}


def _record(values: dict[str, Any]) -> Record:
    """Return one record, its types and sizes checked."""
    share, passed, hints = values["share"], values["passed"], values["hints"]
    attempts = values["attempts"]
    if (
        type(share) not in (int, float)
        or not 0 <= share <= 1
        or type(hints) is not int
        or hints < 0
        or type(attempts) is not list
        or not all(type(text) is str for text in (passed, *attempts))
    ):
        raise ValueError("a record is none of ours")
    return Record(share, passed, tuple(attempts), hints)


def _dump(records: dict[str, Record]) -> str:
    """Return the text of a state file, the same for the same records."""
    exercises = {name: asdict(records[name]) for name in sorted(records)}
    return json.dumps({"version": _VERSION, "exercises": exercises}, indent=1) + "\n"
