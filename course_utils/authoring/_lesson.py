"""A lesson's two files: the notebook that people open and the text that reviewers read."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode

from course_utils.authoring._cells import clean, name_cells
from course_utils.errors import CourseError, did_you_mean

CELL_FILTER = "id,slideshow,tags,-all"
NOTEBOOK_FILTER = "kernelspec,jupytext,-all"
_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_NAME = re.compile(r"\d\d_[a-z0-9_]+")


@dataclass(frozen=True)
class Lesson:
    """Where one lesson lies; ``name`` is such as ``03_resampling``."""

    root: Path
    name: str

    @property
    def number(self) -> int:
        """Return the lesson's number, 3 for ``03_resampling``."""
        return int(self.name[:2])

    @property
    def text(self) -> Path:
        """Return the py:percent form."""
        return self.root / "notebooks" / "src" / f"{self.name}.py"

    @property
    def notebook(self) -> Path:
        """Return the notebook."""
        return self.root / "notebooks" / f"{self.name}.ipynb"

    def shown(self, path: Path) -> str:
        """Return a path as a person in the clone would type it."""
        return path.relative_to(self.root).as_posix()

    def refuse(self, what: str) -> CourseError:
        """Return the error that says what is wrong with this lesson."""
        return CourseError(f"Lesson {self.number} ({self.name}): {what}")


def find_lessons(root: Path, numbers: Sequence[int] = ()) -> list[Lesson]:
    """Return the lessons that have a file in the clone, or those asked for."""
    folders = {"*.py": root / "notebooks" / "src", "*.ipynb": root / "notebooks"}
    found = {path.stem for glob, folder in folders.items() for path in folder.glob(glob)}
    lessons: dict[int, Lesson] = {}
    for name in sorted(name for name in found if _NAME.fullmatch(name)):
        lesson = Lesson(root, name)
        if lesson.number in lessons:
            other = lessons[lesson.number].name
            raise lesson.refuse(f"{other!r} has the same number. Give both forms one name.")
        lessons[lesson.number] = lesson
    for number in numbers:
        if number not in lessons:
            known = [f"{known}" for known in lessons] or ["none yet"]
            raise CourseError(
                f"There is no lesson {number!r} in {root / 'notebooks'}. "
                f"{did_you_mean(number, known)}"
            )
    return [lessons[number] for number in numbers or lessons]


def parse_text(text: str) -> NotebookNode:
    """Return the notebook that a py:percent text stands for."""
    return clean(jupytext.reads(text, fmt="py:percent"))


def read_text(lesson: Lesson) -> NotebookNode | None:
    """Return the text form as a notebook with named cells, None when there is no file."""
    if not lesson.text.exists():
        return None
    raw = jupytext.reads(_decoded(lesson, lesson.text), fmt="py:percent")
    for cell in raw.cells:
        if "title" in cell.metadata:
            raise lesson.refuse(
                f"a cell of {lesson.shown(lesson.text)} has the title "
                f"{cell.metadata['title']!r}, which Jupyter does not keep. "
                f"Write it as a comment under the '# %%' line."
            )
    return name_cells(clean(raw), lesson.refuse)


def read_notebook(lesson: Lesson) -> NotebookNode | None:
    """Return the notebook with named cells, None when there is no file."""
    if not lesson.notebook.exists():
        return None
    content = _decoded(lesson, lesson.notebook)
    try:
        if json.loads(content).get("nbformat") != 4:
            raise ValueError("its nbformat is not 4")
        notebook = nbformat.reads(content, as_version=4)
        nbformat.validate(notebook)
    except (ValueError, TypeError, AttributeError, KeyError, nbformat.ValidationError) as error:
        reason = (str(error).strip() or type(error).__name__).splitlines()[0][:120]
        raise lesson.refuse(
            f"{lesson.shown(lesson.notebook)} is not a notebook ({reason}). Restore it with git, "
            f"or delete it and run 'course build {lesson.number}' to write it from the text."
        ) from None
    return name_cells(clean(notebook), lesson.refuse)


def text_of(cells: Sequence[NotebookNode]) -> str:
    """Return the py:percent form of the cells."""
    plain = nbformat.v4.new_notebook(cells=list(cells), metadata=_metadata())
    return str(jupytext.writes(plain, fmt="py:percent"))


def notebook_of(cells: Sequence[NotebookNode], course: Mapping[str, object]) -> str:
    """Return the notebook form of the cells; ``course`` is what a build remembers."""
    for cell in cells:
        cell.id = cell.metadata.id
    whole = nbformat.v4.new_notebook(cells=list(cells), metadata={**_metadata(), "course": course})
    nbformat.validate(whole)
    text: str = nbformat.writes(whole)
    return text.rstrip("\n") + "\n"


def _metadata() -> dict[str, object]:
    filters = {
        "cell_metadata_filter": CELL_FILTER,
        "notebook_metadata_filter": NOTEBOOK_FILTER,
    }
    return {"kernelspec": dict(_KERNEL), "jupytext": filters}


def _decoded(lesson: Lesson, path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise lesson.refuse(
            f"{lesson.shown(path)} cannot be read ({error}). Restore it with git."
        ) from None
