"""`course lab`: a lesson, opened in JupyterLab."""

import os
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from course_utils.errors import CourseError
from course_utils.files import need_repository
from course_utils.workspace._server import LabServer
from course_utils.workspace._workspace import Workspace, use_state

_Say = Callable[[str], object]
# A learner's notebooks are not paired with a text form; the authors' are.
_LEARNER_OPTIONS = ("--ServerApp.jpserver_extensions=jupyterlab_jupytext=False",)


def open_lab(
    workspace: Workspace,
    number: int | None = None,
    *,
    reset: bool = False,
    port: int | None = None,
    browser: bool | None = None,
    say: _Say,
) -> None:
    """Bring the learner's copies up to date and open a lesson, until JupyterLab ends.

    Parameters
    ----------
    workspace : Workspace
        Where the copies lie.
    number : int, optional
        The lesson; without it, the first one that is not finished.
    reset : bool, default=False
        Whether to lay the old copy aside and start the lesson afresh.
    port : int, optional
        Where to listen; without it, at the first free port from 8888 on.
    browser : bool, optional
        Whether to open a browser; without it, where there is a display.
    say : callable
        Called with each line for the person.
    """
    lesson, server = _prepare(workspace, number, reset=reset, port=port, browser=browser, say=say)
    _run(server, f"Lesson {lesson}", say)


def check_lab(
    workspace: Workspace, number: int | None = None, *, port: int | None = None, say: _Say
) -> None:
    """Start JupyterLab, open a lesson through its API, and stop: the test of the first command.

    Parameters
    ----------
    workspace : Workspace
        Where the copies lie.
    number : int, optional
        The lesson; without it, the first one that is not finished.
    port : int, optional
        Where to listen; without it, at the first free port from 8888 on.
    say : callable
        Called with each line for the person.

    Raises
    ------
    CourseError
        When the server does not start or does not hand out the lesson.
    """
    lesson, server = _prepare(workspace, number, port=port, browser=False, say=say)
    with server:
        contents = server.ask(f"contents/{server.opens}?type=notebook")
        cells = len(contents["content"]["cells"])
        version = server.ask("")["version"]
    say(f"JupyterLab (server {version}) opened lesson {lesson}, '{server.opens}', {cells} cells.")


def open_author_lab(
    number: int | None = None,
    *,
    port: int | None = None,
    browser: bool | None = None,
    say: _Say,
) -> None:
    """Open the course's own notebooks, paired with their text form, until JupyterLab ends.

    Parameters
    ----------
    number : int, optional
        The lesson to open; without it, the first.
    port : int, optional
        Where to listen; without it, at the first free port from 8888 on.
    browser : bool, optional
        Whether to open a browser; without it, where there is a display.
    say : callable
        Called with each line for the person.
    """
    root = need_repository("course lab --author")
    lessons = Workspace(root / "work", root / "notebooks")
    original = lessons.original(
        number if number is not None else min(lessons.lessons(), default=1)
    )
    with tempfile.TemporaryDirectory() as folder:
        server = LabServer(
            root,
            original.relative_to(root).as_posix(),
            port=port,
            browser=_wants_browser(browser),
            # An author who tries an exercise earns no points.
            environment={"COURSE_STATE": str(Path(folder) / "course-state.json")},
        )
        _run(server, "The course's own notebooks, paired with notebooks/src,", say)


def _prepare(
    workspace: Workspace,
    number: int | None,
    *,
    port: int | None,
    browser: bool | None,
    say: _Say,
    reset: bool = False,
) -> tuple[int, LabServer]:
    use_state(workspace)
    if number is None:
        number = _first_open_lesson(workspace)
    copy = workspace.copy(number)
    # Before any file is written, so that a port in use is all the person hears about.
    server = LabServer(
        workspace.folder,
        copy.name,
        port=port,
        browser=_wants_browser(browser),
        settings=("learner", "everyone"),
        options=_LEARNER_OPTIONS,
        # Open tabs are remembered here; those of the person's other projects are not opened.
        environment={"JUPYTERLAB_WORKSPACES_DIR": str(workspace.folder / ".jupyterlab")},
    )
    if reset:
        aside = workspace.reset(number)
        if aside is not None:
            say(f"Your old copy of lesson {number} lies aside as '{aside.name}'.")
    for message in workspace.update():
        say(message)
    workspace.need_readable(number)
    return number, server


def _first_open_lesson(workspace: Workspace) -> int:
    from course_utils.lessons import course

    lessons = workspace.lessons()
    if not lessons:
        raise CourseError(
            f"There are no lessons in '{workspace.originals}'. "
            "Install the course again, or work in a clone of its repository."
        )
    number = course.first_open_lesson()
    return number if number in lessons else min(lessons)


def _run(server: LabServer, what: str, say: _Say) -> None:
    signal.signal(signal.SIGTERM, _leave)
    say("JupyterLab is starting …")
    how = "Save your notebook, then stop with Ctrl-C."
    try:
        with server:
            say(f"{what} is open at\n\n    {server.url}\n\n{how}")
            server.wait()
    except KeyboardInterrupt:
        say("")


def _leave(signum: int, _: object) -> NoReturn:
    raise SystemExit(128 + signum)


def _wants_browser(asked: bool | None) -> bool:
    if asked is not None:
        return asked
    if "SSH_CONNECTION" in os.environ:
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"))
