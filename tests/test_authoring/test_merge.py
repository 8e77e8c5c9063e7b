"""The two forms of a lesson are merged cell by cell, and nothing is ever lost."""

import nbformat
import pytest
from jupytext.cli import jupytext

from course_utils.errors import CourseError

CELL = '# %% id="{0}" slideshow={{"slide_type": "skip"}}\n{1}\n\n'


def assert_settled(clone):
    """A second build writes nothing, and jupytext finds nothing to synchronise."""
    before = clone.bytes()
    result = clone.build()
    assert (result.written, result.exit_status) == ((), 0), result.messages
    assert clone.bytes() == before


def assert_refused(clone, before, *words):
    result = clone.build()
    assert result.exit_status == 2
    assert result.written == ()
    assert clone.bytes() == before
    message = "\n".join(result.messages)
    for word in words:
        assert word in message
    return message


def test_second_build_writes_nothing(clone):
    assert_settled(clone)


def test_edit_of_the_text_reaches_the_notebook(clone):
    clone.edit_text("# A toy lesson", "# A small lesson")
    clone.build()
    assert clone.cell("title").source == "# A small lesson"
    assert_settled(clone)


def test_edit_of_the_notebook_reaches_the_text_and_keeps_outputs(clone):
    notebook = clone.read()
    clone.cell("title", notebook).source = "# An edited lesson"
    clone.cell("sum", notebook).outputs[0].text = "a result of hours\n"
    clone.save(notebook)
    clone.build()
    assert "# # An edited lesson" in clone.text.read_text()
    assert clone.cell("sum").outputs[0].text == "a result of hours\n"
    assert_settled(clone)


def test_edits_of_different_cells_are_both_kept(clone):
    clone.edit_text("Sums are sums.", "Sums are certain.")
    clone.edit_cell("title", "# Another title")
    clone.build()
    assert clone.cell("recap").source == "Sums are certain."
    assert "# # Another title" in clone.text.read_text()
    assert_settled(clone)


def test_same_edit_on_both_sides_is_no_conflict(clone):
    clone.edit_text("Sums are sums.", "Sums are certain.")
    clone.edit_cell("recap", "Sums are certain.")
    assert clone.build().exit_status == 0
    assert_settled(clone)


def test_conflict_is_refused_with_both_shown(clone):
    clone.edit_text("Sums are sums.", "Sums are certain.")
    clone.edit_cell("recap", "Sums are small.")
    message = assert_refused(clone, clone.bytes(), "'recap' was changed on both sides")
    assert "-Sums are certain." in message
    assert "+Sums are small." in message
    assert "course build 3 --take py" in message


@pytest.mark.parametrize(("side", "kept"), [("py", "certain"), ("ipynb", "small")])
def test_take_settles_a_conflict(clone, side, kept):
    clone.edit_text("Sums are sums.", "Sums are certain.")
    clone.edit_cell("recap", "Sums are small.")
    clone.build(take=side)
    assert clone.cell("recap").source == f"Sums are {kept}."
    assert_settled(clone)


def test_take_of_named_cells_leaves_other_conflicts(clone):
    clone.edit_text("Sums are sums.", "Sums are certain.")
    clone.edit_text("A toy", "A small")
    clone.edit_cell("recap", "Sums are small.")
    clone.edit_cell("title", "# Else")
    before = clone.bytes()
    result = clone.build(take="py", take_cells=["recap"])
    assert result.exit_status == 2
    assert "'title' was changed" in result.messages[0]
    assert "'recap'" not in result.messages[0]
    assert clone.bytes() == before
    assert clone.build(take="py", take_cells=["recap", "title"]).exit_status == 0


def test_take_of_a_cell_that_is_not_there_is_told_the_nearest(clone):
    clone.edit_text("Sums are sums.", "Sums are certain.")
    clone.edit_cell("recap", "Sums are small.")
    before = clone.bytes()
    with pytest.raises(CourseError, match=r"no cell 'recpa' .*The nearest id is 'recap'\."):
        clone.build(take="py", take_cells=["recap", "recpa"])
    assert clone.bytes() == before


def test_deletion_meets_a_change_and_is_refused(clone):
    clone.edit_text('# %% [markdown] id="recap" slideshow={"slide_type": "slide"}\n', "")
    clone.edit_text("# Sums are sums.\n", "")
    clone.edit_cell("recap", "Sums are small.")
    assert_refused(clone, clone.bytes(), "deleted in the py, changed in the ipynb")


def test_split_in_lab_gives_the_clone_a_name_of_its_own(clone):
    notebook = clone.read()
    position = clone.ids().index("sum")
    half = nbformat.from_dict({**notebook.cells[position], "id": "9f1c", "outputs": []})
    half.source, half.execution_count = "print(2 + 2)", None
    new = nbformat.v4.new_markdown_cell("What is *new* here?")
    notebook.cells[position + 1 : position + 1] = [half, new]
    clone.save_in_lab(notebook)
    assert clone.build().exit_status == 0
    assert clone.ids()[position : position + 3] == ["sum", "print-2-2", "what-is-new-here"]
    assert_settled(clone)


def test_deletion_in_the_text_and_addition_in_the_notebook_are_both_kept(clone):
    clone.edit_text('# %% id="sum" slideshow={"slide_type": "slide"}\nprint(1 + 1)\n', "")
    notebook = clone.read()
    notebook.cells.append(nbformat.v4.new_markdown_cell("Further reading"))
    clone.save(notebook)
    clone.build()
    assert "sum" not in clone.ids()
    assert clone.ids()[-1] == "further-reading"
    assert_settled(clone)


def test_reorder_in_the_text_reaches_the_notebook(clone):
    recap = '# %% [markdown] id="recap" slideshow={"slide_type": "slide"}\n# Sums are sums.\n'
    clone.edit_text(recap, "")
    clone.edit_text('# %% id="sum"', recap + '\n# %% id="sum"')
    clone.build()
    assert clone.ids()[1:4] == ["setup", "recap", "sum"]
    assert_settled(clone)


def test_new_cells_on_both_sides_keep_their_neighbours(clone):
    clone.edit_text('# %% id="sum"', CELL.format("early", "x = 1") + '# %% id="sum"')
    notebook = clone.read()
    late = nbformat.v4.new_markdown_cell("Late", metadata={"id": "late"})
    notebook.cells.insert(clone.ids().index("recap"), late)
    clone.save(notebook)
    clone.build()
    ids = clone.ids()
    assert ids[ids.index("early") + 1] == "sum"
    assert ids[ids.index("late") + 1] == "recap"
    assert_settled(clone)


def test_two_different_orders_are_refused(clone):
    notebook = clone.read()
    notebook.cells.insert(0, notebook.cells.pop())
    clone.save(notebook)
    title = '# %% [markdown] id="title" slideshow={"slide_type": "slide"}\n# # A toy lesson\n\n'
    clone.edit_text(title, "")
    clone.edit_text('# %% id="sum"', title + '# %% id="sum"')
    assert_refused(clone, clone.bytes(), "another order on both sides")
    clone.build(take="py")
    assert clone.ids()[:2] == ["setup", "title"]


def test_lost_text_is_written_anew(clone):
    text = clone.text.read_text()
    clone.text.unlink()
    assert clone.build().written == (clone.text,)
    assert clone.text.read_text() == text


def test_save_in_lab_reaches_the_build(clone):
    notebook = clone.read()
    clone.cell("sum", notebook).source = "print(2 + 3)"
    notebook.metadata["language_info"] = {"name": "python", "version": "3.11.7"}
    clone.cell("sum", notebook).metadata["execution"] = {"iopub.status.busy": "2026"}
    clone.save_in_lab(notebook)
    assert clone.build().exit_status == 0
    assert "language_info" not in clone.read().metadata
    assert "execution" not in clone.cell("sum").metadata
    assert clone.cell("sum").outputs[0].text == "ran print(2 + 3)\n"
    assert_settled(clone)


def test_interrupted_write_is_mended_by_the_next_build(clone):
    clone.edit_text("Sums are sums.", "Sums are certain.")
    old_notebook = clone.notebook.read_bytes()
    clone.build()
    clone.notebook.write_bytes(old_notebook)  # as if the second file had not been written
    assert clone.build().exit_status == 0
    assert clone.cell("recap").source == "Sums are certain."
    assert_settled(clone)


@pytest.mark.parametrize("newest", ["text", "notebook"])
def test_jupytext_sync_after_a_build_changes_no_byte(clone, newest):
    before = clone.bytes()
    getattr(clone, newest).touch()
    jupytext(["--sync", str(clone.notebook), "--quiet"])
    assert clone.bytes() == before
