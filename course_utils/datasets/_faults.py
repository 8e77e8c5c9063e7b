"""What can be wrong with the course's data.

The tree::

    CourseError
    ├── UnknownDataset     no set of that name
    ├── DamagedFile        a file is missing, or is not the one that was committed
    ├── SourceTableFault   data/sources.toml does not say what it must
    ├── SourceMoved        the pinned archive could not be had
    ├── SourceChanged      the archive holds something else than was expected
    └── BadArgument        a generator is asked for what it cannot make
"""

from dataclasses import dataclass

from course_utils.errors import CourseError


class UnknownDataset(CourseError):
    """There is no data set of that name."""


@dataclass(frozen=True)
class Mend:
    """What mends a file: a sentence, and the command in it, where one helps."""

    sentence: str
    command: str = ""


class DamagedFile(CourseError):
    """A file of the data folder is missing, or is not the one that was committed.

    ``what`` was found and its ``mend`` are kept apart for those who show the command on a line
    of its own.
    """

    def __init__(self, what: str, mend: Mend) -> None:
        super().__init__(what, mend)
        self.what, self.mend = what, mend

    def __str__(self) -> str:
        return f"{self.what} {self.mend.sentence}"


class SourceTableFault(CourseError):
    """The table of sources lacks an entry, or has one that means nothing."""


class SourceMoved(CourseError):
    """A pinned archive could not be had; the committed file stays in use."""


class SourceChanged(CourseError):
    """A pinned archive or its content differs from what the table of sources expects."""


class BadArgument(CourseError):
    """An argument of a generator asks for what it cannot make."""
