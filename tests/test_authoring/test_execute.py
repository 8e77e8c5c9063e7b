"""Lessons are run by a real kernel; only these tests start one."""

import os
import signal
import subprocess
import sys
import textwrap

import pytest

SLOW_CELL = "import time\nprint('started')\ntime.sleep(60)"


@pytest.fixture
def lesson(unbuilt):
    """An unbuilt lesson whose cell ``sum`` can be replaced."""

    def build(source, **options):
        unbuilt.edit_text("print(1 + 1)", source)
        return unbuilt.build(**options)

    unbuilt.build_with = build
    return unbuilt


def test_lesson_is_run_in_a_place_of_its_own(lesson, monkeypatch, capfd):
    monkeypatch.setenv("COURSE_STATE", str(lesson.root / "state.json"))
    monkeypatch.setenv("WANTED", sys.executable)
    result = lesson.build_with(
        textwrap.dedent("""\
        import os
        import sys
        print("one", flush=True)
        print("two", os.environ["OMP_NUM_THREADS"], len(os.listdir()))
        print(sys.executable == os.environ["WANTED"])""")
    )
    assert result.exit_status == 0, result.messages
    (output,) = lesson.cell("sum").outputs
    assert output.text == "one\ntwo 1 0\nTrue\n"
    assert "execution" not in lesson.cell("sum").metadata
    assert "not attempted" in str(lesson.cell("ex-3-1-check").outputs).lower()
    assert not (lesson.root / "state.json").exists()
    before = lesson.bytes()
    assert lesson.build(force=True).written == ()
    assert lesson.bytes() == before
    assert capfd.readouterr() == ("", "")


def test_failing_cell_is_named_with_its_line_and_nothing_is_written(lesson):
    text = lesson.text.read_text()
    result = lesson.build_with("x = 1\ny = x / 0\nprint(y)")
    assert result.exit_status == 2
    (message,) = result.messages
    assert "Lesson 3 (03_toy): cell 'sum', line 2 (y = x / 0)" in message
    assert message.endswith("ZeroDivisionError: division by zero. Nothing was written.")
    assert lesson.text.read_text() == text.replace("print(1 + 1)", "x = 1\ny = x / 0\nprint(y)")
    assert not lesson.notebook.exists()


def test_warning_is_refused_and_nothing_is_written(lesson):
    result = lesson.build_with("import warnings\nwarnings.warn('old')")
    assert result.exit_status == 2
    assert "cell 'sum' leaves a warning (stderr) in its output" in result.messages[0]
    assert not lesson.notebook.exists()


def test_dead_kernel_is_told_in_a_sentence(lesson):
    result = lesson.build_with("import os\nos._exit(1)")
    assert "the kernel died in cell 'sum'" in result.messages[0]
    assert not lesson.notebook.exists()


@pytest.mark.slow
def test_interrupted_build_leaves_the_files_as_they_were(lesson):
    lesson.edit_text("print(1 + 1)", SLOW_CELL)
    before = lesson.text.read_bytes()
    code = f"""
import sys
from pathlib import Path
from course_utils.authoring import build_lessons
sys.path.insert(0, {str(lesson.root)!r})
from course_utils.authoring import _draft
run = _draft.execute
def execute(lesson, cells, on_cell):
    run(lesson, cells, lambda identity: print(identity, flush=True))
_draft.execute = execute
build_lessons(root=Path({str(lesson.root)!r}), lessons="toy_lessons", progress=False)
"""
    build = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    for line in build.stdout:
        if line.strip() == "sum":
            break
    os.kill(build.pid, signal.SIGINT)
    _, errors = build.communicate(timeout=30)
    assert build.returncode != 0
    assert "KeyboardInterrupt" in errors
    assert lesson.text.read_bytes() == before
    assert [path.name for path in lesson.notebook.parent.iterdir()] == ["src"]
