import json
import re
from pathlib import Path
from typing import Any

import pytest

from course_utils.errors import CourseError
from course_utils.exercises import state_path
from course_utils.files import repository
from course_utils.workspace import DamagedNotebook, Workspace, find_workspace
from course_utils.workspace import _workspace as module

LESSON = "03_resampling.ipynb"


def edit(path: Path, source: str, cell: int = 0) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][cell]["source"] = source
    path.write_text(json.dumps(notebook, indent=1), encoding="utf-8")


def source(path: Path, cell: int = 0) -> str:
    return "".join(json.loads(path.read_text(encoding="utf-8"))["cells"][cell]["source"])


def run_in_lab(path: Path) -> None:
    """Do to a copy what JupyterLab does when a learner runs it: everything but sources."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["metadata"]["language_info"] = {"name": "python", "version": "3.11.7"}
    for count, cell in enumerate(notebook["cells"], start=1):
        cell["execution_count"] = count
        cell["metadata"]["trusted"] = True
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "mine"}]
        cell["source"] = "".join(cell["source"]).splitlines(keepends=True)
    notebook["cells"].append({**notebook["cells"][0], "source": [], "outputs": []})
    path.write_text(json.dumps(notebook, indent=1), encoding="utf-8")


def files(workspace: Workspace) -> set[str]:
    return {path.name for path in workspace.folder.iterdir()}


def test_first_opening_lays_down_every_lesson_and_says_where(workspace: Workspace) -> None:
    (message,) = workspace.update()
    assert str(workspace.folder) in message
    assert files(workspace) == {"01_introduction.ipynb", LESSON, ".course-workspace"}


def test_copy_keeps_outputs_and_loses_what_only_authors_need(workspace: Workspace) -> None:
    workspace.update()
    first = json.loads(workspace.copy(1).read_text(encoding="utf-8"))
    third = json.loads(workspace.copy(3).read_text(encoding="utf-8"))
    assert first["cells"][0]["outputs"][0]["data"] == {"text/plain": "2"}
    assert set(third["metadata"]) == {"kernelspec"}


def test_second_opening_writes_nothing_and_says_nothing(workspace: Workspace) -> None:
    workspace.update()
    before = {path: path.stat().st_mtime_ns for path in workspace.folder.iterdir()}
    assert workspace.update() == []
    assert {path: path.stat().st_mtime_ns for path in workspace.folder.iterdir()} == before


def test_unchanged_copy_follows_the_lesson(workspace: Workspace) -> None:
    workspace.update()
    edit(workspace.original(3), "new text")
    assert workspace.update() == []
    assert source(workspace.copy(3)) == "new text"
    assert files(workspace) == {"01_introduction.ipynb", LESSON, ".course-workspace"}


def test_copy_that_was_only_run_follows_the_lesson(workspace: Workspace) -> None:
    workspace.update()
    run_in_lab(workspace.copy(3))
    edit(workspace.original(3), "new text")
    assert workspace.update() == []
    assert source(workspace.copy(3)) == "new text"


def test_copy_that_was_only_run_keeps_its_outputs(workspace: Workspace) -> None:
    workspace.update()
    run_in_lab(workspace.copy(3))
    before = workspace.copy(3).read_bytes()
    assert workspace.update() == []
    assert workspace.copy(3).read_bytes() == before


def test_untouched_copy_gets_new_outputs_of_the_same_text(workspace: Workspace) -> None:
    workspace.update()
    notebook = json.loads(workspace.original(1).read_text(encoding="utf-8"))
    notebook["cells"][0]["outputs"][0]["data"] = {"text/plain": "two"}
    workspace.original(1).write_text(json.dumps(notebook), encoding="utf-8")
    workspace.update()
    assert '"two"' in workspace.copy(1).read_text(encoding="utf-8")


def test_changed_copy_stays_and_the_new_version_lies_beside_it(workspace: Workspace) -> None:
    workspace.update()
    edit(workspace.copy(3), "my answer")
    mine = workspace.copy(3).read_bytes()
    edit(workspace.original(3), "new text")
    (message,) = workspace.update()
    assert workspace.copy(3).read_bytes() == mine
    beside = workspace.folder / "03_resampling.new-2.ipynb"
    assert source(beside) == "new text"
    assert beside.name in message
    assert LESSON in message


def test_learner_is_told_once_of_each_new_version(workspace: Workspace) -> None:
    workspace.update()
    edit(workspace.copy(3), "my answer")
    edit(workspace.original(3), "second text")
    assert len(workspace.update()) == 1
    assert workspace.update() == []
    edit(workspace.original(3), "third text")
    (message,) = workspace.update()
    assert "03_resampling.new-3.ipynb" in message
    assert source(workspace.folder / "03_resampling.new-2.ipynb") == "second text"


def test_changed_copy_of_an_unchanged_lesson_says_nothing(workspace: Workspace) -> None:
    workspace.update()
    edit(workspace.copy(3), "my answer")
    assert workspace.update() == []
    assert len(files(workspace)) == 3


def test_file_of_the_same_name_that_was_there_first_is_not_overwritten(
    workspace: Workspace,
) -> None:
    workspace.folder.mkdir()
    workspace.copy(3).write_text('{"cells": [{"source": "older"}]}', encoding="utf-8")
    assert len(workspace.update()) == 2
    assert source(workspace.copy(3)) == "older"


@pytest.mark.parametrize(
    "marker", ["", "[]", '{"lessons": 3}', '{"lessons": {"03_resampling": 1}}']
)
def test_damaged_marker_costs_no_answer(workspace: Workspace, marker: str) -> None:
    workspace.update()
    edit(workspace.copy(3), "my answer")
    (workspace.folder / ".course-workspace").write_text(marker, encoding="utf-8")
    workspace.update()
    assert source(workspace.copy(3)) == "my answer"
    assert workspace.update() == []


def test_damaged_copy_is_kept_and_named_when_it_is_opened(workspace: Workspace) -> None:
    workspace.update()
    workspace.copy(3).write_text("half a noteb", encoding="utf-8")
    edit(workspace.original(3), "new text")
    workspace.update()
    assert workspace.copy(3).read_text(encoding="utf-8") == "half a noteb"
    with pytest.raises(DamagedNotebook, match="course lab --reset 3"):
        workspace.need_readable(3)
    workspace.need_readable(1)


def test_damaged_original_stops_no_other_lesson(workspace: Workspace) -> None:
    workspace.original(1).write_text("half a noteb", encoding="utf-8")
    told = workspace.update()
    assert workspace.copy(3).exists()
    assert not workspace.copy(1).exists()
    assert sum("Lesson 1 was not renewed" in message for message in told) == 1
    with pytest.raises(DamagedNotebook, match="01_introduction"):
        workspace.need_readable(1)


def test_damaged_original_leaves_the_copy_of_before(workspace: Workspace) -> None:
    workspace.update()
    edit(workspace.copy(1), "my answer")
    workspace.original(1).write_text("half a noteb", encoding="utf-8")
    workspace.update()
    workspace.need_readable(1)
    assert source(workspace.copy(1)) == "my answer"


def test_reset_lays_the_old_copy_aside_each_time(workspace: Workspace) -> None:
    workspace.update()
    for number, answer in enumerate(["first try", "second try"], start=1):
        edit(workspace.copy(3), answer)
        aside = workspace.reset(3)
        assert aside == workspace.folder / f"03_resampling.before-reset-{number}.ipynb"
        assert source(aside) == answer
        assert source(workspace.copy(3)) == "def answer(X):\n    ..."
    assert workspace.update() == []


def test_reset_copy_follows_the_lesson_again(workspace: Workspace) -> None:
    workspace.update()
    edit(workspace.copy(3), "my answer")
    edit(workspace.original(3), "new text")
    workspace.reset(3)
    edit(workspace.original(3), "newer text")
    assert workspace.update() == []
    assert source(workspace.copy(3)) == "newer text"


def test_reset_of_a_lesson_never_opened_lays_it_down(workspace: Workspace) -> None:
    assert workspace.reset(3) is None
    assert source(workspace.copy(3)) == "def answer(X):\n    ..."


@pytest.mark.parametrize("fails_at", range(1, 6))
def test_interruption_at_any_write_loses_nothing(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    workspace.update()
    edit(workspace.copy(3), "my answer")
    edit(workspace.original(3), "new text")
    edit(workspace.original(1), "other text")
    _interrupt_at_write(monkeypatch, fails_at, workspace.update)
    workspace.update()
    assert source(workspace.copy(3)) == "my answer"
    assert source(workspace.copy(1)) == "other text"
    assert files(workspace) == {
        "01_introduction.ipynb",
        LESSON,
        "03_resampling.new-2.ipynb",
        ".course-workspace",
    }
    assert workspace.update() == []


@pytest.mark.parametrize("laid_before", [True, False])
@pytest.mark.parametrize("fails_at", [1, 2, 3, 4, 5])
def test_untouched_copy_stays_ours_when_an_update_is_interrupted(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, fails_at: int, laid_before: bool
) -> None:
    if laid_before:
        workspace.update()
        edit(workspace.original(3), "second version")
        edit(workspace.original(1), "second version")
    _interrupt_at_write(monkeypatch, fails_at, workspace.update)
    edit(workspace.original(3), "third version")
    edit(workspace.original(1), "third version")
    workspace.update()
    assert source(workspace.copy(3)) == source(workspace.copy(1)) == "third version"
    assert files(workspace) == {"01_introduction.ipynb", LESSON, ".course-workspace"}


@pytest.mark.parametrize("fails_at", [1, 2])
def test_interrupted_reset_loses_nothing(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    workspace.update()
    edit(workspace.copy(3), "my answer")
    _interrupt_at_write(monkeypatch, fails_at, lambda: workspace.reset(3))
    workspace.update()
    assert source(workspace.folder / "03_resampling.before-reset-1.ipynb") == "my answer"
    assert source(workspace.copy(3)) == "def answer(X):\n    ..."


def _interrupt_at_write(monkeypatch: pytest.MonkeyPatch, number: int, action: Any) -> None:
    writes = iter(range(1, 100))
    write = module.write_whole

    def write_or_stop(path: Path, content: str | bytes) -> None:
        if next(writes) == number:
            raise KeyboardInterrupt
        write(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(module, "write_whole", write_or_stop)
        try:
            action()
        except KeyboardInterrupt:
            return


def test_folder_that_cannot_be_written_to_gets_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "notebooks").mkdir()
    workspace = Workspace(tmp_path / "file" / "work", tmp_path / "notebooks")
    marker = re.escape(str(workspace.folder / module.MARKER))
    with pytest.raises(CourseError, match=f"Cannot write '{marker}'"):
        workspace.update()


def test_unknown_lesson_names_those_there_are(workspace: Workspace) -> None:
    with pytest.raises(CourseError, match="no lesson 7; the lessons are: 1, 3"):
        workspace.copy(7)


def test_workspace_around_the_current_folder_is_found(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.update()
    (workspace.folder / "notes").mkdir()
    monkeypatch.chdir(workspace.folder / "notes")
    assert find_workspace().folder == workspace.folder


def test_clone_has_its_workspace_in_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    root = repository()
    assert root is not None
    assert find_workspace().folder == root / "work"


def test_installed_course_has_its_workspace_among_the_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(module, "repository", lambda: None)
    assert find_workspace().folder.name == "imbalance-course"


def test_notebook_run_by_another_program_keeps_points_in_the_same_file(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.update()
    monkeypatch.delenv("COURSE_STATE")
    monkeypatch.chdir(workspace.folder)
    assert state_path() == workspace.state
