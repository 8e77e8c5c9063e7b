from pathlib import Path

import pytest

from course_utils import lessons
from course_utils.errors import CourseError
from course_utils.workspace import Workspace, check_lab, open_author_lab
from course_utils.workspace import _lab as module


class Starts:
    """Stands for the server: remembers how it was to be started."""

    def __init__(self, root: Path, opens: str, **options: object) -> None:
        self.root, self.opens, self.options = root, opens, options


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Starts]:
    servers: list[Starts] = []
    monkeypatch.setattr(module, "LabServer", Starts)
    monkeypatch.setattr(module, "_run", lambda server, what, say: servers.append(server))
    return servers


def test_check_opens_the_lesson_through_the_servers_own_api(workspace: Workspace) -> None:
    said: list[str] = []
    check_lab(workspace, 3, say=said.append)
    assert "opened lesson 3, '03_resampling.ipynb', 2 cells" in said[-1]


def test_without_a_number_the_first_unfinished_lesson_opens(
    workspace: Workspace, started: list[Starts], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lessons.course, "first_open_lesson", lambda: 3)
    module.open_lab(workspace, browser=False, say=print)
    assert started[0].opens == "03_resampling.ipynb"


def test_installation_without_lessons_says_so(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "work", tmp_path)
    with pytest.raises(CourseError, match="There are no lessons in"):
        module.open_lab(workspace, browser=False, say=print)


def test_reset_says_where_the_old_copy_lies(workspace: Workspace, started: list[Starts]) -> None:
    workspace.update()
    said: list[str] = []
    module.open_lab(workspace, 3, reset=True, browser=False, say=said.append)
    assert said == [
        "Your old copy of lesson 3 lies aside as '03_resampling.before-reset-1.ipynb'."
    ]


def test_authors_open_the_courses_own_notebooks_and_earn_no_points(
    started: list[Starts], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "03_resampling.ipynb").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(module, "need_repository", lambda command: tmp_path)
    open_author_lab(3, browser=False, say=print)
    (server,) = started
    assert (server.root, server.opens) == (tmp_path, "notebooks/03_resampling.ipynb")
    environment = server.options["environment"]
    assert isinstance(environment, dict)
    assert str(tmp_path) not in environment["COURSE_STATE"]


def test_authors_of_an_installed_course_are_told_to_clone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("course_utils.files.repository", lambda: None)
    with pytest.raises(CourseError, match=r"'course lab --author'.*Clone the repository"):
        open_author_lab(3, say=print)


@pytest.mark.parametrize(
    ("environment", "opens"),
    [({}, False), ({"DISPLAY": ":0"}, True), ({"DISPLAY": ":0", "SSH_CONNECTION": "a"}, False)],
)
def test_browser_opens_where_there_is_a_display(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], opens: bool
) -> None:
    monkeypatch.setattr(module.sys, "platform", "linux")
    monkeypatch.setattr(module.os, "environ", environment)
    assert module._wants_browser(None) is opens
