"""The README's first command, as a newcomer gives it."""

import shutil

import pytest


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make (Windows)")
def test_make_lab_opens_the_first_lesson_and_stops(root, tmp_path, run):
    done = run(["make", "lab", f"ARGS=--check --work {tmp_path}"], cwd=root, timeout=300)
    assert done.returncode == 0, done.stderr
    assert "opened lesson" in done.stdout
    assert list(tmp_path.glob("*.ipynb"))
