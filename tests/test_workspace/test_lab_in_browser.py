"""Each lesson as a learner meets it: in JupyterLab, in a browser, with no network beyond it."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from course_utils.files import shipped_folder
from course_utils.lessons import course
from course_utils.workspace import LabServer, Workspace
from course_utils.workspace import _lab as lab

pytestmark = pytest.mark.browser

LESSONS = sorted(shipped_folder("notebooks").glob("[0-9][0-9]_*.ipynb"))
# A machine may be busy: wait long, and fail on what is wrong instead of on the clock.
PATIENCE, PATIENCE_FOR_A_LESSON = 180_000, 900_000
# Looked for at each frame, which is the default, the end costs as much as the lesson.
SELDOM = 500

THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
EXPLORER = """<p class="explorer">not live</p>
<script>document.querySelector(".explorer").textContent = "live"</script>"""


@pytest.fixture(scope="module")
def course_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabServer]:
    """Serve all lessons: to start JupyterLab for each would cost a minute in all."""
    with start(Workspace(tmp_path_factory.mktemp("course") / "work"), 1) as server:
        yield server


class OpenLesson:
    """A lesson in a page of the browser, and all that went wrong in it."""

    def __init__(self, browser: Any, server: LabServer, name: str = "") -> None:
        self.page = browser.new_page(
            viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
        )
        self.page.set_default_timeout(PATIENCE)
        self.faults: list[str] = []
        self.home, token = server.url.partition("/lab")[0], server.url.partition("?")[2]
        self.sessions = f"{self.home}/api/sessions", token
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", lambda request: self._note_request(request.url))
        self.server = server
        self.open(name or server.opens)

    def open(self, name: str) -> None:
        """Open a notebook of the server's folder, without the tabs that were open before."""
        self.server.opens = name
        self.page.goto(f"{self.server.url}&reset")
        self.page.wait_for_selector(".jp-CodeCell")
        # The notebook's own indicator says idle before a kernel is there.
        self.page.wait_for_selector("#jp-main-statusbar >> text=| Idle")

    def _note_request(self, url: str) -> None:
        if not url.startswith((self.home, self.home.replace("http", "ws"), "data:", "blob:")):
            self.faults.append(f"asks {url}")

    def wait_until_drawn(self, path: Path) -> None:
        """Wait until every cell that has outputs in the file shows them: cells come one by one."""
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        self.page.wait_for_function(
            """count => document.querySelectorAll(
                '.jp-CodeCell:has(.jp-OutputArea-output)').length === count""",
            arg=sum(bool(cell.get("outputs")) for cell in cells),
            polling=SELDOM,
        )

    def run_all(self) -> None:
        """Run every cell through the menu, and wait until all are done or one has failed."""
        self.page.click("text=Run >> nth=0")
        self.page.click('li[data-command="runmenu:run-all"]')
        # textContent: what is scrolled out of view has no innerText.
        self.page.wait_for_function(
            """() => document.querySelector('[data-mime-type="application/vnd.jupyter.error"]')
            || document.querySelector('.jp-Notebook-ExecutionIndicator[data-status=idle]')
            && [...document.querySelectorAll('.jp-CodeCell')].every(cell =>
                !cell.querySelector('.jp-InputArea-editor')?.textContent.trim()
                || /[0-9]/.test(cell.querySelector('.jp-InputPrompt').textContent))""",
            timeout=PATIENCE_FOR_A_LESSON,
            polling=SELDOM,
        )

    def wait_until_saved(self, path: Path, n_cells: int) -> None:
        """Wait until a notebook of so many cells lies on the disk; Jupyter writes it whole."""
        for _ in range(PATIENCE // SELDOM):
            if len(json.loads(path.read_text(encoding="utf-8"))["cells"]) == n_cells:
                return
            self.page.wait_for_timeout(SELDOM)
        raise AssertionError(f"no notebook of {n_cells} cells was saved")

    @property
    def theme(self) -> str:
        is_light = self.page.get_attribute("body", "data-jp-theme-light") == "true"
        return "light" if is_light else "dark"

    def use_the_other_theme(self) -> None:
        """Change it; the server remembers the choice, so the next lesson opens in it."""
        before = self.theme
        other = "dark" if before == "light" else "light"
        self.page.click("text=Settings >> nth=0")
        self.page.hover("li[data-type=submenu]:has-text('Theme') >> nth=0")
        command = "li[data-command='apputils:change-theme']"
        self.page.click(f"{command}:has-text('{THEMES[other]}') >> nth=0")
        light = str(other == "light").lower()
        self.page.wait_for_selector(f"body[data-jp-theme-light={light}]", state="attached")

    def move_explorer(self) -> None:
        """Move the lesson's explorer by a key, if there is one, and see that it answers."""
        slider = self.page.locator(".course-explorer input[type=range]").first
        if slider.count() == 0:
            return
        explorer = self.page.locator(".course-explorer").first
        before = explorer.text_content()
        slider.focus()
        self.page.keyboard.press("ArrowRight")
        self.page.keyboard.press("ArrowRight")
        assert explorer.text_content() != before

    def close(self) -> None:
        """Close the page and end its kernel, which would live as long as the server."""
        address, token = self.sessions
        for session in self.page.request.get(f"{address}?{token}").json():
            self.page.request.delete(f"{address}/{session['id']}?{token}")
        self.page.close()

    def outputs(self, selector: str) -> list[str]:
        """Return the text of the outputs that match."""
        nodes = self.page.query_selector_all(f".jp-OutputArea-output{selector}")
        return [node.text_content() for node in nodes]

    def photograph(self, name: str) -> None:
        """Keep pictures of the whole lesson in the folder that COURSE_SCREENSHOTS names."""
        folder = os.environ.get("COURSE_SCREENSHOTS")
        if not folder:
            return
        notebook = self.page.query_selector(".jp-WindowedPanel-outer")
        self.page.set_viewport_size({"width": 1280, "height": 1700})
        for number in range(100):
            notebook.evaluate("(node, number) => node.scrollTo(0, number * 1500)", number)
            self.page.wait_for_timeout(500)
            self.page.screenshot(path=Path(folder, f"{name}-{number:02}.png"))
            if notebook.evaluate("n => n.scrollTop + n.clientHeight >= n.scrollHeight - 1"):
                return


def start(workspace: Workspace, number: int) -> LabServer:
    return lab._prepare(workspace, number, port=None, browser=False, say=lambda line: None)[1]


def exercises_of(lesson: Path) -> str:
    """Write a copy with nothing to compute, the imports and the exercises, and return its name."""
    notebook = json.loads(lesson.read_text(encoding="utf-8"))
    notebook["cells"] = [
        cell
        for cell in notebook["cells"]
        if "setup" in cell["metadata"].get("tags", []) or cell["id"].startswith("ex-")
    ]
    copy = lesson.with_name(f"exercises-{lesson.name}")
    copy.write_text(json.dumps(notebook), encoding="utf-8")
    return copy.name


def assert_clean(opened: OpenLesson, lesson: Path) -> None:
    """No error, no warning, and each exercise with its quiz says that it waits for an answer."""
    reports = [text for text in opened.outputs("") if "not attempted" in text]
    assert len(reports) > len(course.exercises(int(lesson.name[:2])))
    assert opened.outputs('[data-mime-type="application/vnd.jupyter.error"]') == []
    assert opened.outputs('[data-mime-type="application/vnd.jupyter.stderr"]') == []


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_lesson_opens_as_it_was_made_and_its_exercises_run_in_both_themes(
    browser: Any, course_lab: LabServer, lesson: Path
) -> None:
    opened = OpenLesson(browser, course_lab, lesson.name)
    opened.wait_until_drawn(lesson)
    assert_clean(opened, lesson)
    opened.move_explorer()
    opened.open(exercises_of(course_lab.root / lesson.name))
    opened.run_all()
    assert_clean(opened, lesson)
    opened.use_the_other_theme()
    assert opened.faults == []
    opened.close()


@pytest.mark.slow  # nbval runs the same cells without a browser
@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_lesson_runs_from_top_to_bottom_in_both_themes(
    browser: Any, course_lab: LabServer, lesson: Path
) -> None:
    opened = OpenLesson(browser, course_lab, lesson.name)
    opened.run_all()
    opened.photograph(f"{lesson.stem}-{opened.theme}")
    assert_clean(opened, lesson)
    opened.move_explorer()
    opened.use_the_other_theme()
    opened.photograph(f"{lesson.stem}-{opened.theme}")
    assert opened.faults == []
    opened.close()


def test_explorer_is_live_before_any_cell_is_run(browser: Any, workspace: Workspace) -> None:
    write_explorer(workspace.original(3))
    with start(workspace, 3) as server:
        opened = OpenLesson(browser, server)
        opened.page.wait_for_selector(".explorer")
        assert opened.page.text_content(".explorer") == "live"
        assert opened.page.query_selector("text=/news|Jupytext|nbgrader/i") is None
        assert opened.faults == []
        opened.close()


def test_copy_that_was_run_and_saved_in_lab_still_follows_the_lesson(
    browser: Any, workspace: Workspace
) -> None:
    with start(workspace, 1) as server:
        pairing = workspace.folder / "jupytext.toml"
        pairing.write_text('formats = "ipynb,py:percent"', encoding="utf-8")
        opened = OpenLesson(browser, server)
        opened.run_all()
        opened.page.click(".jp-CodeCell .jp-InputArea-editor")
        # Runs the last cell again and adds an empty one below it.
        opened.page.keyboard.press("Shift+Enter")
        opened.page.wait_for_selector(".jp-Cell >> nth=1")
        opened.page.keyboard.press("Control+s")
        opened.wait_until_saved(workspace.copy(1), 2)
        opened.close()
    assert list(workspace.folder.glob("*.py")) == []
    edit(workspace.original(1), "2 + 2")
    assert workspace.update() == []
    assert '"2 + 2"' in workspace.copy(1).read_text(encoding="utf-8")


def edit(path: Path, source: str) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][0]["source"] = source
    path.write_text(json.dumps(notebook), encoding="utf-8")


def write_explorer(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][0]["outputs"] = [
        {
            "output_type": "execute_result",
            "data": {"text/html": EXPLORER, "text/plain": "an explorer"},
            "metadata": {},
            "execution_count": 1,
        }
    ]
    path.write_text(json.dumps(notebook), encoding="utf-8")
