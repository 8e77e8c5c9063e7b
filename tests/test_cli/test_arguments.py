from pathlib import Path

import pytest

from course_utils.cli import _arguments as module
from course_utils.cli._arguments import LESSON
from course_utils.errors import CourseError


@pytest.fixture(autouse=True)
def lessons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "src").mkdir()
    for name in (
        "03_resampling.ipynb",
        "src/03_resampling.py",
        "src/11_one_class.py",
        "notes.ipynb",
    ):
        (tmp_path / name).touch()
    monkeypatch.setattr(module, "shipped_folder", lambda kind: tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "value",
    [
        "3",
        "03",
        "03_resampling",
        "resampling",
        "03_resampling.ipynb",
        "notebooks/03_resampling.ipynb",
        "notebooks/src/03_resampling.py",
        3,
    ],
)
def test_a_lesson_goes_by_its_number_name_or_file(value: object) -> None:
    assert LESSON.convert(value, None, None) == 3


def test_a_lesson_that_has_only_its_text_form_counts() -> None:
    assert LESSON.convert("11", None, None) == 11


@pytest.mark.parametrize(
    ("value", "advice"),
    [
        ("03_resamplin", "Did you mean '03_resampling'?"),
        ("4", "Choose from 3, 11."),
        ("smote", "Choose from '03_resampling', '11_one_class'."),
    ],
)
def test_an_unknown_lesson_is_told_the_nearest_one(value: str, advice: str) -> None:
    with pytest.raises(CourseError) as error:
        LESSON.convert(value, None, None)
    assert str(error.value) == f"There is no lesson {value!r}. {advice}"


def test_an_installation_without_lessons_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(module, "shipped_folder", lambda kind: tmp_path / "empty")
    with pytest.raises(CourseError, match="This installation holds none"):
        LESSON.convert("3", None, None)
