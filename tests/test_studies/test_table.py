import pandas as pd
import pytest

from course_utils.errors import CourseError
from course_utils.studies import StudyTable, _table, load_study, read_table

TABLE = StudyTable(
    rows=[
        {"method": "none", "random_state": "0", "ap": "0.25", "seconds": "1.5"},
        {"method": "NA, # 2", "random_state": "0", "ap": "nan", "seconds": "2.5"},
    ],
    code="12ab",
    measured=("seconds",),
    made_with=("Python 3.13.5; 2 processors, Linux x86_64",),
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(_table, "shipped_folder", lambda kind: tmp_path)
    (tmp_path / "studies").mkdir()
    text = TABLE.text("Written by 'course build --studies 5'.")
    (tmp_path / "studies" / "coins.csv").write_text(text, encoding="utf-8")
    return tmp_path / "studies"


def test_file_comes_back_as_it_was_written(folder):
    assert read_table(folder / "coins.csv") == TABLE
    assert read_table(folder / "dice.csv") == StudyTable()


def test_lesson_gets_a_frame_with_types_and_the_names_of_methods_whole(folder):
    frame = load_study("coins")
    assert frame["method"].tolist() == ["none", "NA, # 2"]
    assert frame["ap"].isna().tolist() == [False, True]
    assert pd.api.types.is_integer_dtype(frame["random_state"])
    assert frame.attrs == {
        "made_with": ["Python 3.13.5; 2 processors, Linux x86_64"],
        "measured": ["seconds"],
    }


def test_unknown_study_is_answered_with_the_nearest(folder):
    with pytest.raises(CourseError, match=r"There is no study 'coin'. Did you mean 'coins'\?"):
        load_study("coin")
