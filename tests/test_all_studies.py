"""Every stored study: complete, of the present code, and one call of it found again."""

from pathlib import Path

import pytest

from course_utils.authoring._studies import check_study, find_studies
from course_utils.studies import load_study

ROOT = Path(__file__).parents[1]
STUDIES = find_studies(ROOT, (), "course_utils.lessons")
over_studies = pytest.mark.parametrize("study", STUDIES, ids=lambda study: study.name)
# A quarter of a minute each; another study samples the same function, or the one beneath it.
SLOW = ("detectors_by_world", "one_class_one_draw")
SAMPLED = [
    pytest.param(study, id=study.name, marks=[pytest.mark.slow] if study.name in SLOW else [])
    for study in STUDIES
]


def test_every_table_is_of_a_study_or_gathered_from_the_lessons():
    files = {path.name for path in (ROOT / "data" / "studies").glob("*.csv")}
    assert files == {"scoreboard.csv", *(study.path.name for study in STUDIES)}


@pytest.mark.parametrize("study", SAMPLED)
def test_sampled_call_gives_the_stored_numbers_again(study):
    assert list(check_study(study)) == []


@over_studies
def test_measured_columns_are_there(study):
    frame = load_study(study.name)
    assert {*study.study.measured} <= {*frame.columns}
    assert frame.attrs["made_with"]
