"""The learner's attempts, hints and points: one JSON file, written whole, shared by kernels."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from course_utils.errors import CourseError
from course_utils.files import write_whole

VARIABLE = "COURSE_STATE"
FILE_NAME = "course-state.json"
MARKER = ".course-workspace"
_VERSION = 1
_KEPT_ATTEMPTS = 20
_LOCK_SECONDS = 5.0


@dataclass(frozen=True)
class Record:
    """What is known of one exercise.

    Attributes
    ----------
    points : float
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
        return Path(named)
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / MARKER).is_file():
            return folder / FILE_NAME
    import platformdirs

    return Path(platformdirs.user_state_dir("course-utils", appauthor=False)) / FILE_NAME


class Attempts:
    """The state file.

    Every change reads the file anew under a lock and merges, so that two kernels that check
    at the same time lose nothing.

    Parameters
    ----------
    path : pathlib.Path, optional
        The file; by default where `state_path` says, looked up at each use.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._notice = ""

    @property
    def path(self) -> Path:
        """The file in use."""
        return self._path or state_path()

    def records(self) -> dict[str, Record]:
        """Return what is known of each exercise, by id; a damaged file is laid aside."""
        path = self.path
        try:
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return {}
        except UnicodeDecodeError as error:
            return self._lay_aside(path, str(error))
        except OSError as error:
            raise CourseError(
                f"The file of your points '{path}' cannot be read ({error.strerror}). "
                f"Make it yours to read, or set {VARIABLE} to another file."
            ) from error
        try:
            return _parse(text)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            return self._lay_aside(path, str(error))

    def take_notice(self) -> str:
        """Return what the learner must be told about the file, once."""
        notice, self._notice = self._notice, ""
        return notice

    def get(self, exercise: str) -> Record:
        """Return what is known of one exercise."""
        return self.records().get(exercise, Record())

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

        def change(record: Record) -> Record:
            attempts = (*(known for known in record.attempts if known != digest), digest)
            return replace(
                record,
                share=max(record.share, share),
                passed=passed or record.passed,
                attempts=attempts[-_KEPT_ATTEMPTS:],
            )

        return self._change(exercise, change)

    def open_hint(self, exercise: str, depth: int) -> Record:
        """Remember how deep the learner went into the hints."""
        return self._change(
            exercise, lambda record: replace(record, hints=max(record.hints, depth))
        )

    def _change(self, exercise: str, change: Callable[[Record], Record]) -> Record:
        """Read, change and write one record under the lock."""
        with _locked(self.path):
            records = self.records()
            before = records.get(exercise, Record())
            after = change(before)
            if after != before:
                records[exercise] = after
                write_whole(self.path, _dump(records))
        return after

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


def _parse(text: str) -> dict[str, Record]:
    """Return the records of a state file, or raise when it is not one of ours."""
    state = json.loads(text)
    if state["version"] != _VERSION:
        raise ValueError(f"version {state['version']!r} is not known here")
    return {str(name): _record(values) for name, values in state["exercises"].items()}


def _record(values: dict[str, Any]) -> Record:
    """Return one record, its types checked."""
    return Record(
        share=min(max(float(values["share"]), 0.0), 1.0),
        passed=str(values["passed"]),
        attempts=tuple(str(digest) for digest in values["attempts"]),
        hints=int(values["hints"]),
    )


def _dump(records: dict[str, Record]) -> str:
    """Return the text of a state file, the same for the same records."""
    exercises = {name: asdict(records[name]) for name in sorted(records)}
    return json.dumps({"version": _VERSION, "exercises": exercises}, indent=1) + "\n"
