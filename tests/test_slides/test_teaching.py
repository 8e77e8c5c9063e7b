"""The teacher's guide: made from title cards and notes, and kept as it would be made."""

import pytest

from course_utils.files import repository
from course_utils.slides import DeckFault, teaching_guide

CARD = "# Resampling\n\nAbout 65 minutes · needs lesson 1\n\n- split first (exercise 3.1)"
TITLE_NOTE = (
    "*2 minutes.* Ask: who resampled last week? Nobody: go on. Timing: all in one go 65. "
    "For home: 3.2 and the quiz."
)
TASK = "### Exercise 3.{} · Split\n\n*2 points; about 8 minutes.*\n\nReplace the `...`."


@pytest.fixture
def taught(tmp_path, deck_cells, notebook_file):
    """Return a function that writes a lesson of these title card and note, and its guide."""

    def guide(card=CARD, note=TITLE_NOTE):
        text = deck_cells.markdown
        cells = [
            text(card, name="title"),
            text(note, "notes", tags=["remove-cell"], name="title-notes"),
            text("## Two `folds` | one", name="folds"),
            text('Go on. Usual answer: "both". Last.', "notes", tags=["remove-cell"], name="n"),
            text(TASK.format(1), name="ex-3-1-prompt"),
            text(TASK.format(2), name="ex-3-2-prompt"),
        ]
        notebook_file(tmp_path / "03_resampling.ipynb", cells)
        return teaching_guide(tmp_path)

    return guide


def test_committed_guide_is_what_the_lessons_make():
    committed = (repository() / "slides" / "TEACHING.md").read_text("utf-8")
    assert committed == teaching_guide(), "Run `make build`."


def test_slide_has_its_minutes_the_question_and_the_usual_answer(taught):
    rows = [line for line in taught().splitlines() if line.startswith("| ")]
    assert "| Resampling | 2 minutes | Ask: who resampled last week? |" in rows
    assert r'| Two `folds` \| one |  | Usual answer: "both". |' in rows


def test_timing_stands_above_the_slides_and_the_minutes_are_added_up(taught):
    guide = taught()
    assert "Timing: all in one go 65. For home: 3.2 and the quiz." in guide
    assert "65 minutes in all" in guide


def test_exercise_says_where_its_answer_is_and_whether_it_is_for_home(taught):
    guide = taught()
    worth = "2 points; about 8 minutes"
    assert f"- **3.1** Split ({worth}; in class): `exercise_1.py`" in guide
    assert f"- **3.2** Split ({worth}; home): `exercise_2.py`" in guide
    assert "`course_utils/lessons/lesson_03_resampling/`" in guide


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"card": "# Resampling\n\nNo time is named."}, "does not say how long it takes"),
        ({"note": "*2 minutes.* Ask who is here."}, "no note with the timing"),
    ],
)
def test_lesson_that_cannot_be_planned_is_named(taught, wrong, said):
    with pytest.raises(DeckFault, match=f"^Lesson 3.*{said}"):
        taught(**wrong)
