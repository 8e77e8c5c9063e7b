"""A toy course, and a state file of its own for every test."""

import sys
from pathlib import Path

import pytest

from course_utils.exercises import Course

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch):
    path = tmp_path / "state" / "course-state.json"
    monkeypatch.setenv("COURSE_STATE", str(path))
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    return path


@pytest.fixture
def course():
    return Course("toy_course")


@pytest.fixture
def write_course(tmp_path, monkeypatch):
    """Return a function that writes a course package and returns it; names are used once."""

    def write(name, files):
        (tmp_path / name).mkdir()
        for path, text in files.items():
            file = tmp_path / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
            (file.parent / "__init__.py").touch()
        (tmp_path / name / "__init__.py").touch()
        monkeypatch.syspath_prepend(tmp_path)
        return Course(name)

    return write
