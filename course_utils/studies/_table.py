"""The file of a study: a head that says how it was made, and a table in CSV."""

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from course_utils.errors import CourseError, did_you_mean
from course_utils.files import shipped_folder

_CODE, _MEASURED, _MADE = "# code: ", "# measured, not proved again: ", "# made with: "

Row = dict[str, str]


@dataclass(frozen=True)
class StudyTable:
    """A study's file: rows of text, and of what code and machines they are.

    Parameters
    ----------
    rows : list of dict, default=[]
        All with the same columns, in the same order.
    code : str, default=""
        The digest of the code that made them.
    measured : tuple of str, default=()
        The columns that are as a machine gave them.
    made_with : tuple of str, default=()
        Versions and machines.
    """

    rows: list[Row] = field(default_factory=list)
    code: str = ""
    measured: tuple[str, ...] = ()
    made_with: tuple[str, ...] = ()

    @property
    def columns(self) -> list[str]:
        """The names of the columns, in order."""
        return list(self.rows[0]) if self.rows else []

    def text(self, first_line: str) -> str:
        """Return the file: one content has one text."""
        stream = io.StringIO()
        head = [f"# {first_line}", f"{_CODE}{self.code}"]
        head += [f"{_MEASURED}{', '.join(self.measured)}"] if self.measured else []
        stream.writelines(f"{line}\n" for line in head)
        stream.writelines(f"{_MADE}{line}\n" for line in self.made_with)
        table = csv.DictWriter(stream, self.columns, lineterminator="\n")
        table.writeheader()
        table.writerows(self.rows)
        return stream.getvalue()


def read_table(path: Path) -> StudyTable:
    """Read a study's file; one that does not exist has no rows.

    Parameters
    ----------
    path : pathlib.Path
        The file in ``data/studies``.
    """
    return _table(*_parted(path.read_text("utf-8"))) if path.exists() else StudyTable()


def _table(head: list[str], body: str) -> StudyTable:
    """Return what a file's head and its table say."""

    def said(mark: str) -> list[str]:
        return [line.removeprefix(mark) for line in head if line.startswith(mark)]

    measured = "".join(said(_MEASURED))
    return StudyTable(
        rows=list(csv.DictReader(io.StringIO(body))),
        code="".join(said(_CODE)),
        measured=tuple(filter(None, measured.split(", "))),
        made_with=tuple(said(_MADE)),
    )


def load_study(name: str) -> pd.DataFrame:
    """Load a comparison that was computed once and is kept with the course.

    Parameters
    ----------
    name : str
        The study's name.

    Returns
    -------
    pandas.DataFrame
        One row a result: arguments, ``random_state``, results. ``attrs["made_with"]`` lists
        versions and machines, ``attrs["measured"]`` the columns that hold measured times.

    Raises
    ------
    CourseError
        When there is no study of that name; the nearest one is named.

    Examples
    --------
    >>> load_study("scoreboard").columns.tolist()
    ['lesson', 'data', 'method', 'measure', 'estimate', 'low', 'high']
    """
    folder = shipped_folder("data") / "studies"
    known = sorted(path.stem for path in folder.glob("*.csv"))
    if name not in known:
        raise CourseError(f"There is no study {name!r}. {did_you_mean(name, known)}")
    head, body = _parted((folder / f"{name}.csv").read_text("utf-8"))
    # A method may be called "none" or "NA": only nan and what is left empty is missing.
    frame = pd.read_csv(io.StringIO(body), keep_default_na=False, na_values=["nan", ""])
    table = _table(head, body)
    frame.attrs.update(made_with=list(table.made_with), measured=list(table.measured))
    return frame


def _parted(text: str) -> tuple[list[str], str]:
    """Return the lines of the head, and the table below."""
    lines = text.splitlines(keepends=True)
    n_head = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return [line.rstrip("\n") for line in lines[:n_head]], "".join(lines[n_head:])
