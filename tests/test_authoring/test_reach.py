"""A lesson runs again when a module that it reaches changed, and not for its neighbours."""

import pytest

from course_utils.authoring._freshness import outputs_digest
from course_utils.authoring._lesson import Lesson
from course_utils.authoring._reach import reached_files

FILES = {
    "__init__.py": "",
    "errors.py": "class Fault(Exception): ...\n",
    "plots/__init__.py": "from toy.plots._bars import bars\nfrom toy.plots._mover import move\n",
    "plots/_bars.py": "from toy.plots._style import COLOUR\n\ndef bars(): ...\n",
    "plots/_style.py": 'COLOUR = "red"\n',
    "plots/_mover.py": "def move():\n    from toy.errors import Fault\n\n    return 'slider'\n",
    "plots/scripts/slider.js": "let colour = 'green'\n",
    "plots/scripts/other.js": "let colour = 'grey'\n",
}


@pytest.fixture
def package(tmp_path):
    for name, content in FILES.items():
        path = tmp_path / "toy" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return tmp_path / "toy"


@pytest.mark.parametrize(
    ("code", "reached"),
    [
        ("from toy.plots import bars", ["plots/_bars.py", "plots/_style.py"]),
        ("from toy.plots import move",
         ["errors.py", "plots/_mover.py", "plots/scripts/slider.js"]),
        ("from toy.plots._style import COLOUR", ["plots/_style.py"]),
        ("%matplotlib inline\nfrom toy.errors import Fault\nFault??", ["errors.py"]),
        ("def f():\n    from toy import errors", ["errors.py"]),
        ("run('toy.plots._style')", ["plots/_style.py"]),
        ("import toy.plots", [name for name in sorted(FILES) if name not in
                              {"__init__.py", "plots/__init__.py", "plots/scripts/other.js"}]),
        ("import numpy", []),
    ],
)  # fmt: skip
def test_code_reaches_what_it_imports_and_what_that_imports(package, code, reached):
    found = [path.relative_to(package).as_posix() for path in reached_files([code], package)]
    assert found == reached


@pytest.mark.parametrize(
    ("file", "again"),
    [
        ("plots/_bars.py", True),
        ("plots/_style.py", True),
        ("plots/_mover.py", False),
        ("plots/scripts/slider.js", False),
        ("errors.py", False),
    ],
)
def test_lesson_runs_again_for_what_it_reaches_only(package, monkeypatch, file, again):
    monkeypatch.setattr("course_utils.authoring._freshness._PACKAGE", package)
    cell = _code("from toy.plots import bars\nbars()")
    lesson = Lesson(package.parent, "03_resampling")
    before = outputs_digest(lesson, [cell], package / "lessons")
    path = package / file
    path.write_text(path.read_text() + "\nx = 1\n")
    assert (outputs_digest(lesson, [cell], package / "lessons") != before) is again


def _code(source):
    from nbformat.v4 import new_code_cell

    return new_code_cell(source)
