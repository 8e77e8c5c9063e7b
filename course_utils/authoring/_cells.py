"""A cell's identity and its content, the two things that a merge compares."""

import hashlib
import json
import re
from collections.abc import Callable

from nbformat import NotebookNode

from course_utils.errors import CourseError

SHOWN = ("id", "slideshow", "tags")
_KEPT = (*SHOWN, "jupyter")
_IDENTITY = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_GENERATED = re.compile(r"ex-\d+-.+")


def is_generated(identity: str) -> bool:
    """Tell whether an id belongs to the cells that exercises write.

    Examples
    --------
    >>> is_generated("ex-3-1-check"), is_generated("extra")
    (True, False)
    """
    return _GENERATED.fullmatch(identity) is not None


def slug(source: str) -> str:
    """Return an id made of a cell's first words.

    Examples
    --------
    >>> slug("## What a 50 % test set does to precision, in one figure")
    'what-a-50-test-set'
    """
    words = re.findall(r"[a-z0-9]+", source.lower().replace("'", ""))
    return "-".join(words[:5])[:40].strip("-") or "cell"


def digest(cell: NotebookNode) -> str:
    """Return a short digest of what both forms of a cell show: type, source, slide type, tags."""
    shown = {key: cell.metadata[key] for key in SHOWN[1:] if cell.metadata.get(key)}
    content = json.dumps([cell.cell_type, cell.source, shown], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def clean(notebook: NotebookNode) -> NotebookNode:
    """Return the notebook with what both forms can hold: no edge lines, no run times."""
    for cell in notebook.cells:
        cell.source = "\n".join(cell.source.splitlines()).strip("\n")
        if not cell.source.strip():
            cell.source = ""
        cell.metadata = NotebookNode(
            {key: _sorted(cell.metadata[key]) for key in _KEPT if cell.metadata.get(key)}
        )
    return notebook


def _sorted(value: object) -> object:
    """Return a dictionary in the order in which a notebook keeps it, anything else as it is."""
    return NotebookNode(sorted(value.items())) if isinstance(value, dict) else value


def name_cells(notebook: NotebookNode, refuse: Callable[[str], CourseError]) -> NotebookNode:
    """Give each cell an id of its own; a clone (a split, a copy) gets a new one."""
    seen: set[str] = set()
    kept = {cell.metadata.get("id") for cell in notebook.cells}
    for cell in notebook.cells:
        identity = cell.metadata.get("id")
        if identity is not None and not _IDENTITY.fullmatch(str(identity)):
            raise refuse(
                f"a cell has the id {identity!r}. "
                f"Use letters, digits, '-' and '_', at most 64, such as {slug(str(identity))!r}."
            )
        if identity is None or identity in seen:
            identity = _unused(slug(cell.source), seen | kept)
        seen.add(identity)
        cell.metadata["id"] = identity
    return notebook


def _unused(wanted: str, taken: set[str]) -> str:
    wanted = f"cell-{wanted}" if is_generated(wanted) else wanted
    candidates = [wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in candidates if name not in taken)
