"""Exercise cells are written from exercise files, and only from there."""

import nbformat
import pytest

FILES = "toy_lessons/lesson_03_toy/exercise_1.py"


def test_cells_stand_around_the_place_that_the_author_chose(clone):
    ids = clone.ids()
    place = ids.index("ex-3-1-prompt")
    assert ids[place : place + 3] == ["ex-3-1-prompt", "ex-3-1", "ex-3-1-check"]
    assert ids[place - 1] == "sum"


def test_exercise_without_a_place_stands_before_the_recap(clone):
    second = clone.exercise.read_text().replace("3.1", "3.2").replace("double", "twice")
    clone.write(clone.lesson / "exercise_2.py", second)
    clone.build()
    ids = clone.ids()
    place = ids.index("recap")
    assert ids[place - 3 : place] == ["ex-3-2-prompt", "ex-3-2", "ex-3-2-check"]


def test_learner_sees_signature_and_docstring_and_no_solution(clone):
    source = clone.cell("ex-3-1").source
    assert source == 'def double(x):\n    """Return twice `x`."""\n    ...'
    assert "2 * x" not in clone.notebook.read_text()


def test_changed_exercise_changes_only_its_cell(clone):
    before = {cell.id: cell for cell in clone.read().cells}
    clone.write(clone.exercise, clone.exercise.read_text().replace("Return twice", "Give twice"))
    clone.build()
    after = {cell.id: cell for cell in clone.read().cells}
    changed = [name for name in after if after[name].source != before[name].source]
    assert changed == ["ex-3-1"]
    assert list(after) == list(before)
    assert clone.build().written == ()


def test_removed_exercise_takes_its_cells_along(clone):
    clone.exercise.unlink()
    assert clone.build().exit_status == 0
    assert not [name for name in clone.ids() if name.startswith("ex-3-1")]


@pytest.mark.parametrize(
    ("forms", "edited"),
    [
        (["text"], "notebooks/src/03_toy.py"),
        (["notebook"], "notebooks/03_toy.ipynb"),
        (["text", "notebook"], "notebooks/src/03_toy.py and notebooks/03_toy.ipynb"),
    ],
)
def test_hand_edit_of_a_generated_cell_is_refused_with_the_file_to_edit(clone, forms, edited):
    if "text" in forms:
        clone.edit_text("    ...", "    return 2 * x")
    if "notebook" in forms:
        clone.edit_cell("ex-3-1", "def double(x):\n    return 2 * x")
    before = clone.bytes()
    result = clone.build()
    assert result.exit_status == 2
    assert f"'ex-3-1' is generated, and was edited in {edited}. " in result.messages[0]
    assert FILES in result.messages[0]
    assert clone.bytes() == before


def test_emptied_generated_cell_gets_its_text_back(clone):
    clone.edit_cell("ex-3-1", "")
    assert clone.build().exit_status == 0
    assert clone.cell("ex-3-1").source.startswith("def double")


def test_deleted_generated_cell_comes_back_beside_its_siblings(clone):
    notebook = clone.read()
    notebook.cells = [cell for cell in notebook.cells if cell.id != "ex-3-1-check"]
    clone.save(notebook)
    before = clone.ids()
    clone.build()
    assert clone.ids()[before.index("ex-3-1") + 1] == "ex-3-1-check"


def test_take_of_the_other_side_drops_a_hand_edit(clone):
    clone.edit_cell("ex-3-1", "def double(x):\n    return 2 * x")
    assert clone.build(take="ipynb").exit_status == 2
    assert clone.build(take="py").exit_status == 0
    assert clone.cell("ex-3-1").source.endswith("...")


def test_cell_that_no_exercise_writes_is_named(clone):
    notebook = clone.read()
    notebook.cells.append(nbformat.v4.new_code_cell("", metadata={"id": "ex-3-7"}))
    clone.save(notebook)
    result = clone.build()
    assert result.exit_status == 2
    assert "'ex-3-7'" in result.messages[0]
    assert "no exercise writes it" in result.messages[0]


def test_exercise_with_points_is_gradable_by_nbgrader(clone):
    answer, check = clone.cell("ex-3-1").metadata, clone.cell("ex-3-1-check").metadata
    assert answer["nbgrader"]["solution"] is True
    assert (check["nbgrader"]["points"], check["nbgrader"]["locked"]) == (2, True)
    assert (check["editable"], check["deletable"]) == (False, False)
    assert "nbgrader" not in clone.text.read_text()


@pytest.mark.parametrize("identity", ["ex-3-quiz", "ex-3-quiz-prompt", "ex-3-1-prompt"])
def test_what_gives_no_points_is_not_graded(clone, identity):
    assert "nbgrader" not in clone.cell(identity).metadata


def test_starred_exercise_is_not_graded(clone):
    starred = clone.exercise.read_text().replace(
        "EXERCISE = Exercise(", "EXERCISE = Exercise(\n    starred=True,"
    )
    clone.write(clone.exercise, starred)
    clone.build()
    assert "nbgrader" not in clone.cell("ex-3-1-check").metadata
    assert clone.cell("ex-3-1-check").metadata["deletable"] is False


def test_prompts_are_slides_and_code_is_not(clone):
    types = {
        cell.id: cell.metadata.slideshow.slide_type
        for cell in clone.read().cells
        if cell.id.startswith("ex-")
    }
    assert types == {
        "ex-3-1-prompt": "slide",
        "ex-3-1": "skip",
        "ex-3-1-check": "skip",
        "ex-3-quiz-prompt": "slide",
        "ex-3-quiz": "skip",
    }
