from types import SimpleNamespace

import pytest

from course_utils import lessons
from course_utils.workspace import Workspace, status


@pytest.fixture(autouse=True)
def two_of_five_points(monkeypatch: pytest.MonkeyPatch) -> None:
    done = SimpleNamespace(text="2 of 5 points.", next=SimpleNamespace(lesson=3))
    monkeypatch.setattr(lessons, "progress", lambda: done, raising=False)


def test_status_names_points_folder_and_next_command(workspace: Workspace) -> None:
    workspace.update()
    points, _, folder, command = status(workspace).splitlines()
    assert points == "2 of 5 points."
    assert str(workspace.folder) in folder
    assert command.endswith(f"course lab 3 --work {workspace.folder}")


def test_status_before_the_first_lesson_says_where_copies_will_lie(workspace: Workspace) -> None:
    assert f"'course lab --work {workspace.folder}' will lay" in status(workspace)
    assert not workspace.folder.exists()


def test_usual_folder_needs_no_option(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.update()
    monkeypatch.chdir(workspace.folder)
    assert status(workspace).endswith("course lab 3")
