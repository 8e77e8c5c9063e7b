"""One notebook file: what it says, apart from what running it leaves behind."""

import contextlib
import hashlib
import importlib
import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course_utils.errors import CourseError

# For authoring only: in a learner's copy it would pair the notebook with a text form it lacks.
_AUTHORS_METADATA = ("course", "jupytext")


class DamagedNotebook(CourseError):
    """A file named .ipynb that holds no notebook."""


@dataclass(frozen=True)
class LearnerCopy:
    """A lesson as it is laid down: its bytes, and a digest of its cells' types and sources.

    Outputs, execution counts, metadata and the empty cell that JupyterLab adds below the last
    one are what running and saving change by themselves: they do not count in the digest.
    """

    content: bytes
    digest: str


def read_content(path: Path) -> bytes:
    """Return what a file holds, or say in one sentence why it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise CourseError(f"Cannot read '{path}' ({error.strerror}).") from error


def read_notebook(path: Path) -> dict[str, Any]:
    """Return the notebook in a file, or say in one sentence why it holds none."""
    try:
        notebook = json.loads(read_content(path))
    except ValueError as error:
        raise DamagedNotebook(f"'{path}' is not a notebook: it holds no valid JSON.") from error
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise DamagedNotebook(f"'{path}' is not a notebook: it is JSON, but has no cells.")
    if not _is_mapping_of(notebook, "metadata") or not all(map(_is_cell, notebook["cells"])):
        raise DamagedNotebook(
            f"'{path}' is not a notebook: it has cells, but not of a notebook's form."
        )
    return notebook


def _is_mapping_of(holder: dict[str, Any], key: str) -> bool:
    return isinstance(holder.get(key), dict)


def _is_cell(cell: object) -> bool:
    """Tell whether a cell has what is read of one: its type, its source, its metadata."""
    if not isinstance(cell, dict) or not _is_mapping_of(cell, "metadata"):
        return False
    source = cell.get("source")
    lines = source if isinstance(source, list) else [source]
    words = isinstance(cell.get("cell_type"), str) and all(isinstance(x, str) for x in lines)
    return words and isinstance(cell["metadata"].get("slideshow", {}), dict)


def sources_digest(path: Path) -> str:
    """Return a digest of what a notebook says, see `LearnerCopy`."""
    return _digest(read_notebook(path))


def learner_copy(original: Path) -> LearnerCopy:
    """Return a lesson without what belongs to its authors and teachers."""
    notebook = read_notebook(original)
    for key in _AUTHORS_METADATA:
        notebook.get("metadata", {}).pop(key, None)
    notebook["cells"] = [cell for cell in notebook["cells"] if not _is_for_teachers(cell)]
    content = json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
    return LearnerCopy(content.encode(), _digest(notebook))


def _is_for_teachers(cell: dict[str, Any]) -> bool:
    """Tell whether a cell is a speaker's note: it tells what the room will answer."""
    slideshow = cell.get("metadata", {}).get("slideshow", {})
    return bool(slideshow.get("slide_type") == "notes")


def _digest(notebook: dict[str, Any]) -> str:
    cells = [
        (cell.get("cell_type"), "".join(cell.get("source", ""))) for cell in notebook["cells"]
    ]
    written = [cell for cell in cells if cell[1].strip()]
    return hashlib.sha256(json.dumps(written).encode()).hexdigest()


def trust(content: bytes) -> bool:
    """Sign a notebook, so that JupyterLab runs the explorers in its outputs; say if it worked.

    Only a copy exactly as laid down may be signed: JupyterLab itself asks about any other.
    """
    from jupyter_core.paths import jupyter_data_dir

    nbformat: Any = importlib.import_module("nbformat")
    sign: Any = importlib.import_module("nbformat.sign")
    folder = Path(jupyter_data_dir())
    try:
        # On a new machine it is missing, and signatures would be kept in memory only.
        folder.mkdir(parents=True, exist_ok=True)
        notary = sign.NotebookNotary(data_dir=str(folder))
        with contextlib.closing(notary.store):
            notebook = nbformat.reads(content.decode(), as_version=4)
            if not notary.check_signature(notebook):
                notary.sign(notebook)
    except (OSError, sqlite3.Error):
        # A home that cannot be written to costs the explorers until their cells are run.
        return False
    return True
