"""JupyterLab keeps both forms of a lesson in step, and leaves a learner's copy alone."""

import os
import shutil

import pytest
from jupytext import TextFileContentsManager


@pytest.fixture
def lab(clone):
    """The contents manager that JupyterLab uses, in the clone's folder."""
    manager = TextFileContentsManager()
    manager.root_dir = str(clone.root)
    return manager


def test_save_updates_the_text_and_the_build_agrees(clone, lab):
    model = lab.get("notebooks/03_toy.ipynb")
    clone.cell("title", model["content"]).source = "# Saved in Lab"
    lab.save(model, "notebooks/03_toy.ipynb")
    assert "# # Saved in Lab" in clone.text.read_text()
    assert clone.build().exit_status == 0
    assert clone.cell("title").source == "# Saved in Lab"
    assert clone.cell("ex-3-1").metadata["nbgrader"]["solution"] is True
    assert clone.build().written == ()


def test_save_without_a_change_leaves_the_text(clone, lab):
    before = clone.text.read_bytes()
    lab.save(lab.get("notebooks/03_toy.ipynb"), "notebooks/03_toy.ipynb")
    assert clone.text.read_bytes() == before


def test_lesson_with_new_outputs_and_an_older_text_opens(clone, lab):
    os.utime(clone.text, (1, 1))
    content = lab.get("notebooks/03_toy.ipynb")["content"]
    assert clone.cell("sum", content).outputs


def test_copy_of_a_learner_is_not_paired(clone, lab):
    work = clone.root / "work"
    work.mkdir()
    shutil.copy(clone.notebook, work)
    lab.save(lab.get("work/03_toy.ipynb"), "work/03_toy.ipynb")
    assert [path.name for path in work.glob("[!.]*")] == ["03_toy.ipynb"]
