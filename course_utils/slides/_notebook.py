"""A lesson's notebook as the deck reads it: found, read, its cells named in words."""

import json
import re
import sys
import textwrap
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from course_utils.errors import CourseError, did_you_mean
from course_utils.files import repository

Cell = dict[str, Any]
Notebook = dict[str, Any]

ON_SLIDE = ("slide", "subslide", "fragment", "-")
_FENCE = re.compile(r"^(```+|~~~+)[^\n]*\n(.*?)^\1", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)

HIDES_CODE = ("hide-input", "remove-input")
SLIDE_TYPES = (*ON_SLIDE, "skip", "notes")


class DeckFault(CourseError):
    """A deck cannot be made: which lesson, which cell, and how to mend it."""


def lesson_number(path: Path) -> int:
    """Return the lesson's number, which its notebook's name begins with."""
    return int(path.name[:2])


@contextmanager
def naming(cell: Cell, path: Path) -> Iterator[None]:
    """Put lesson and cell before the words of a fault."""
    try:
        yield
    except DeckFault as fault:
        raise DeckFault(f"{place(cell, path)} {fault}.") from fault


def place(cell: Cell, path: Path) -> str:
    """Return which cell of which lesson this is, in words."""
    return f"Lesson {lesson_number(path)}, cell '{cell.get('id', '?')}'"


@contextmanager
def quick_imports() -> Iterator[None]:
    """Spare jsonschema, which nbformat imports, the grammar of internationalised addresses.

    Compiling it takes one of the three seconds that a deck may take, and the schema of notebooks
    has no such address. jsonschema itself treats the grammar's package as optional.
    """
    grammar = "rfc3987_syntax"
    if grammar in sys.modules:
        yield
        return
    sys.modules[grammar] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[grammar]


def find_notebooks(numbers: Iterable[int], folder: Path) -> list[Path]:
    """Return the notebooks of these lessons; of all lessons when none is named."""
    present = {
        lesson_number(path): path
        for path in sorted(folder.glob("*.ipynb"))
        if re.match(r"\d\d_", path.name)
    }
    wanted = list(numbers) or sorted(present)
    if not present:
        raise DeckFault(f"There is no lesson notebook in '{folder}'. Run `course build` first.")
    for number in wanted:
        if number not in present:
            raise DeckFault(
                f"There is no notebook of lesson {number} in '{folder}'. "
                + did_you_mean(number, map(str, present))
            )
    return [present[number] for number in wanted]


def read_notebook(path: Path) -> Notebook:
    """Return the notebook, or say what is wrong with the file."""
    with quick_imports():
        from nbformat.v4 import reads

    try:
        text = path.read_text(encoding="utf-8")
        content = json.loads(text)
    except ValueError as error:
        raise _damaged(path, f"is not JSON ({error})") from error
    except OSError as error:
        raise _damaged(path, f"cannot be read ({error.strerror})") from error
    if not isinstance(content, dict) or content.get("nbformat") != 4 or "cells" not in content:
        raise _damaged(path, "is not a notebook of nbformat 4")
    if breach := _first_breach(content):
        raise _damaged(path, f"is not a whole notebook ({breach})")
    return cast(Notebook, reads(text))


def _first_breach(content: dict[str, Any]) -> str:
    """Return what of the notebook's schema is not kept and where, or nothing."""
    with quick_imports():
        from nbformat.validator import iter_validate

    minor = content.get("nbformat_minor")
    minor = minor if isinstance(minor, int) else 5  # the schema then tells what it must be
    try:
        error = next(iter_validate(content, version=4, version_minor=minor), None)
    except TypeError:  # nbformat puts the type into a name without looking at it
        return "a cell_type or an output_type is no text"
    if error is None:
        return ""
    where = "/".join(map(str, error.relative_path))
    what = textwrap.shorten(error.message, 100, placeholder=" …")
    return f"{where}: {what}" if where else what


def _damaged(path: Path, what: str) -> DeckFault:
    """Return the fault of a file that no build can mend either, with what does mend it."""
    root = repository()
    file = path.relative_to(root) if root and path.is_relative_to(root) else path
    return DeckFault(
        f"Lesson {lesson_number(path)}: '{path}' {what}. "
        f"Bring it back with 'git checkout -- {file.as_posix()}'."
    )


def slide_type(cell: Cell) -> str | None:
    """Return where the cell goes, or None when its author did not say."""
    slideshow = cell["metadata"].get("slideshow")
    kind = slideshow.get("slide_type") if isinstance(slideshow, dict) else None
    return kind if kind in SLIDE_TYPES else None


def has_tag(cell: Cell, *tags: str) -> bool:
    """Tell whether the cell carries one of the tags."""
    return not set(tags).isdisjoint(cell["metadata"].get("tags", []))


def is_shown(cell: Cell) -> bool:
    """Tell whether the class sees the cell on a slide."""
    return slide_type(cell) in ON_SLIDE and not has_tag(cell, "remove-cell")


def shows_code(cell: Cell) -> bool:
    """Tell whether the class sees the cell's code."""
    return cell["cell_type"] == "code" and not has_tag(cell, *HIDES_CODE)


def fenced_code(text: str) -> list[str]:
    """Return the blocks of code that stand between fences in Markdown."""
    return [block[2] for block in _FENCE.finditer(text)]


def without_code(text: str) -> str:
    """Return the Markdown without its code, in fences or in backticks."""
    return re.sub(r"`[^`\n]+`", "", _FENCE.sub("", text))


def heading_of(cell: Cell) -> str | None:
    """Return the first heading that the class sees in the cell, as written, if it has one."""
    if cell["cell_type"] != "markdown" or not is_shown(cell):
        return None
    found = _HEADING.search(_FENCE.sub("", cell["source"]))
    return found[1] if found else None


def title_of(notebook: Notebook, path: Path) -> str:
    """Return the lesson's title: the first heading on a slide."""
    heading = next(filter(None, map(heading_of, notebook["cells"])), None)
    if heading is None:
        return path.stem[3:].replace("_", " ").capitalize()
    return re.sub(r"[*_`$]", "", heading)
