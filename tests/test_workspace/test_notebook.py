import json
from pathlib import Path

import nbformat
import pytest
from nbformat.sign import NotebookNotary

from course_utils.errors import CourseError
from course_utils.workspace import DamagedNotebook, Workspace
from course_utils.workspace._notebook import learner_copy, read_notebook, trust


def is_trusted(content: bytes, home: Path) -> bool:
    with NotebookNotary(data_dir=str(home / "data")) as notary:
        return bool(notary.check_signature(nbformat.reads(content.decode(), as_version=4)))


def test_copy_as_laid_down_is_trusted_so_that_explorers_run(
    workspace: Workspace, own_jupyter_home: Path
) -> None:
    workspace.update()
    assert is_trusted(workspace.copy(1).read_bytes(), own_jupyter_home)


def test_copy_that_someone_changed_is_not_trusted_by_us(
    workspace: Workspace, own_jupyter_home: Path
) -> None:
    workspace.update()
    changed = workspace.copy(1).read_bytes().replace(b'"2"', b'"<script>"')
    workspace.copy(1).write_bytes(changed)
    workspace.update()
    assert not is_trusted(changed, own_jupyter_home)


def test_home_that_cannot_be_written_to_costs_only_the_signature(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "file" / "data"))
    assert not trust(learner_copy(workspace.original(1)).content)
    workspace.update()
    assert workspace.copy(1).exists()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no valid JSON"),
        (b"\xff\xfe", "no valid JSON"),
        (b"[1]", "no cells"),
        (b'{"cells": [], "nbformat": 4}', "not of a notebook's form"),
        (b'{"cells": [1, 2], "metadata": {}}', "not of a notebook's form"),
        (
            b'{"cells": [{"cell_type": "code", "metadata": {}, "source": ["a", 5]}], '
            b'"metadata": {}}',
            "not of a notebook's form",
        ),
        (b"{}", "cells"),
    ],
)
def test_file_that_is_no_notebook_is_named_with_the_reason(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "03_resampling.ipynb"
    path.write_bytes(content)
    with pytest.raises(DamagedNotebook, match=f"03_resampling.ipynb.*{reason}"):
        read_notebook(path)


def test_folder_in_place_of_a_notebook_is_named(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="Cannot read"):
        read_notebook(tmp_path)


def test_copy_keeps_letters_beyond_ascii_readable(workspace: Workspace) -> None:
    notebook = json.loads(workspace.original(1).read_text(encoding="utf-8"))
    notebook["cells"][0]["source"] = "'naïve ≥ ½'"
    workspace.original(1).write_text(json.dumps(notebook), encoding="utf-8")
    assert "naïve ≥ ½" in learner_copy(workspace.original(1)).content.decode()


def test_copy_has_no_speaker_notes_which_tell_what_the_room_will_answer(
    workspace: Workspace,
) -> None:
    notebook = json.loads(workspace.original(1).read_text(encoding="utf-8"))
    note = {"slideshow": {"slide_type": "notes"}, "tags": ["remove-cell"]}
    notebook["cells"] += [{"cell_type": "markdown", "metadata": note, "source": "Most say 3."}]
    workspace.original(1).write_text(json.dumps(notebook), encoding="utf-8")
    workspace.update()
    assert len(read_notebook(workspace.copy(1))["cells"]) == 1
    assert workspace.update() == []
