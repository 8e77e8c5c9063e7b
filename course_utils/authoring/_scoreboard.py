"""The scoreboard of the whole course, gathered from the cells tagged ``scoreboard``."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path

from nbformat import NotebookNode

from course_utils.authoring._lesson import Lesson
from course_utils.files import write_whole

_COLUMNS = ("lesson", "data", "method", "measure", "estimate", "low", "high")
DATA_MARK = "on-"
"""Begins the tag that names a scoreboard's data set, such as ``on-satimage``."""
_SCORE = re.compile(r"(-?[\d.]+|nan)(?: \[(-?[\d.]+), (-?[\d.]+)\])?")
Row = tuple[str, ...]


def update_scoreboard(
    lesson: Lesson, cells: Sequence[NotebookNode], *, write: bool = True
) -> list[Path]:
    """Put the lesson's table into the course's; return the file if it changed.

    Parameters
    ----------
    lesson : Lesson
    cells : sequence of cells
        With their outputs.
    write : bool, default=True
        Whether to write, or only to tell what would be written.

    Raises
    ------
    CourseError
        When the tagged cell names no data set or shows no table of scores.
    """
    path = lesson.root / "data" / "studies" / "scoreboard.csv"
    old = path.read_text("utf-8") if path.exists() else ""
    others = [row for row in _rows(old) if row[0] != str(lesson.number)]
    own = [(str(lesson.number), *scores) for scores in _scores(lesson, cells)]
    rows = sorted(others + own, key=lambda row: int(row[0]))
    new = _text(rows) if rows else ""
    if new == old:
        return []
    if write:
        write_whole(path, new)
    return [path]


def _rows(text: str) -> list[Row]:
    return [tuple(row) for row in csv.reader(io.StringIO(text))][1:]


def _text(rows: Sequence[Row]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([_COLUMNS, *rows])
    return stream.getvalue()


def _scores(lesson: Lesson, cells: Sequence[NotebookNode]) -> Iterator[Row]:
    """Yield data, method, measure, estimate, low, high as the tagged cell printed them."""
    for cell in cells:
        if "scoreboard" not in cell.metadata.get("tags", ()):
            continue
        data = _data_set(lesson, cell)
        table = _table(cell)
        if len(table) < 2:
            raise lesson.refuse(
                f"cell {cell.metadata.id!r} is tagged 'scoreboard' and shows no table. "
                "Let its last expression be the scoreboard."
            )
        measures = table[0][1:]
        for method, *values in table[1:]:
            for measure, value in zip(measures, values, strict=True):
                score = _SCORE.fullmatch(value)
                if score is None:
                    raise lesson.refuse(
                        f"cell {cell.metadata.id!r} is tagged 'scoreboard' and shows {value!r} "
                        f"as the {measure} of {method!r}. "
                        "Show scores such as '0.302' or '0.302 [0.270, 0.338]'."
                    )
                yield (data, method, measure, *(score[group] or "" for group in (1, 2, 3)))


def _data_set(lesson: Lesson, cell: NotebookNode) -> str:
    named = [tag for tag in cell.metadata.tags if tag.startswith(DATA_MARK)]
    if len(named) != 1:
        raise lesson.refuse(
            f"cell {cell.metadata.id!r} is tagged 'scoreboard' and names {len(named)} data sets. "
            f"Tag it with one, such as '{DATA_MARK}crash_deaths'."
        )
    return str(named[0]).removeprefix(DATA_MARK)


def _table(cell: NotebookNode) -> list[list[str]]:
    for output in cell.get("outputs", ()):
        html = output.get("data", {}).get("text/html")
        if html:
            reader = _TableReader()
            reader.feed(html)
            return reader.rows
    return []


class _TableReader(HTMLParser):
    """The texts of a table's cells, row by row."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self._inside = True
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.rows[-1][-1] += data.strip()
