"""A clone with one toy lesson, and a kernel that is only played."""

import shutil
import sys
from pathlib import Path

import jupytext
import nbformat
import pytest

from course_utils.authoring import build_lessons

TEXT = """\
# %% [markdown] id="title" slideshow={"slide_type": "slide"}
# # A toy lesson

# %% id="setup" slideshow={"slide_type": "skip"} tags=["setup"]
from toy_lessons import check

# %% id="sum" slideshow={"slide_type": "slide"}
print(1 + 1)

# %% id="ex-3-1"

# %% [markdown] id="recap" slideshow={"slide_type": "slide"}
# Sums are sums.
"""
EXERCISE = '''\
"""Exercise 3.1: double a number."""

from course_utils.exercises import Exercise, expect


def double(x):
    """Return twice `x`."""
    return 2 * x


def check(answer):
    expect(answer(3) != 9, "That is a square.")
    expect(answer(3) == 6, "Three twice is six.")


def squares(x):
    return x * x


def returns_it(x):
    return x


EXERCISE = Exercise(
    solution=double,
    check=check,
    mistakes={squares: "a square", returns_it: "Three twice"},
    hints=["Look at the sign.", "Use a product.", "2 times x."],
    right="It holds for every number.",
)
'''
QUESTIONS = '''\
"""Questions of the toy lesson."""

from course_utils.exercises import Question

QUIZ = {
    "a": Question(
        prompt="One and one?",
        options={"a": "two", "b": "three"},
        right="a",
        feedback={"b": "Count again."},
    )
}
'''


class Clone:
    """A clone in a temporary folder; what tests do to it, in words."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.text = root / "notebooks" / "src" / "03_toy.py"
        self.notebook = root / "notebooks" / "03_toy.ipynb"
        self.lesson = root / "toy_lessons" / "lesson_03_toy"
        self.exercise = self.lesson / "exercise_1.py"
        self.write(self.text, TEXT)
        self.write(self.exercise, EXERCISE)
        self.write(self.lesson / "questions.py", QUESTIONS)
        self.write(self.lesson / "__init__.py", '"""Lesson 3: a toy."""\n')
        self.write(
            root / "toy_lessons" / "__init__.py",
            "from course_utils.exercises import Course\n\ncheck = Course(__name__).check\n",
        )
        shutil.copy(Path(__file__).parents[2] / "jupytext.toml", root)

    def write(self, path: Path, content: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)

    def forget(self) -> None:
        """Let Python see changed exercise files."""
        for name in [name for name in sys.modules if name.startswith("toy_lessons")]:
            del sys.modules[name]
        shutil.rmtree(self.lesson / "__pycache__", ignore_errors=True)

    def build(self, *numbers: int, **options):
        self.forget()
        options = {"root": self.root, "lessons": "toy_lessons", "progress": False, **options}
        return build_lessons(numbers, **options)

    def edit_text(self, old: str, new: str) -> None:
        text = self.text.read_text()
        assert old in text
        self.text.write_text(text.replace(old, new))

    def read(self):
        return nbformat.read(self.notebook, as_version=4)

    def save(self, notebook) -> None:
        """Write the notebook only, as an editor that knows nothing of the text does."""
        nbformat.write(notebook, self.notebook)

    def save_in_lab(self, notebook) -> None:
        """Write both forms, as JupyterLab with pairing does."""
        self.save(notebook)
        jupytext.write(notebook, self.text, fmt="py:percent")

    def edit_cell(self, identity: str, source: str) -> None:
        notebook = self.read()
        self.cell(identity, notebook).source = source
        self.save(notebook)

    def cell(self, identity: str, notebook=None):
        cells = (notebook or self.read()).cells
        return next(cell for cell in cells if cell.id == identity)

    def ids(self) -> list[str]:
        return [cell.id for cell in self.read().cells]

    def bytes(self) -> tuple[bytes, bytes]:
        return self.text.read_bytes(), self.notebook.read_bytes()


def play(lesson, cells, on_cell=lambda identity: None):
    """Stand for a kernel: count the cells, and print what each one is."""
    for count, cell in enumerate((c for c in cells if c.cell_type == "code"), start=1):
        on_cell(cell.metadata.id)
        text = f"ran {cell.source[:20]}\n"
        cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text=text)]
        cell.execution_count = count


@pytest.fixture
def unbuilt(tmp_path, monkeypatch):
    """A clone whose lesson has only its text; it is built with a real kernel."""
    monkeypatch.syspath_prepend(tmp_path)
    clone = Clone(tmp_path)
    yield clone
    clone.forget()


@pytest.fixture
def clone(unbuilt, monkeypatch):
    """A clone whose lesson is built, its kernel only played."""
    monkeypatch.setattr("course_utils.authoring._draft.execute", play)
    result = unbuilt.build()
    assert result.exit_status == 0, result.messages
    return unbuilt
