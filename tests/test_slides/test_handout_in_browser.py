"""Handouts, printed by a browser of their own: it cannot run beside the one tests share."""

import re
import shutil

import pytest

from course_utils.errors import CourseError
from course_utils.slides import _browser, build_decks, print_handouts

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def path(sample_lesson, tmp_path_factory):
    return build_decks([3], folder=tmp_path_factory.mktemp("deck"), notebooks=sample_lesson)[0]


@pytest.mark.parametrize("notes", [False, True])
def test_handout_has_a_tagged_page_for_each_slide_and_an_outline(path, tmp_path, notes):
    copy = shutil.copy(path, tmp_path / "03_resampling.html")
    said = []
    (handout,) = print_handouts([copy], notes=notes, say=said.append)
    assert handout.name == ("03_resampling_notes.pdf" if notes else "03_resampling.pdf")
    assert said == [str(handout)]
    pdf = handout.read_bytes()
    slides = path.read_text("utf-8").count('<section class="sheet')
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == slides
    assert b"/MarkInfo" in pdf
    assert b"/Outlines" in pdf
    width, height = map(float, re.search(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf).groups())
    assert width / height == pytest.approx(1280 / 1040 if notes else 16 / 9, abs=0.01)


def test_machine_without_a_browser_says_what_to_install(path, tmp_path, monkeypatch):
    copy = shutil.copy(path, tmp_path / "03_resampling.html")
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(_browser, "_CHANNELS", ("no-such-channel",))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    with pytest.raises(CourseError, match="apt install chromium"):
        print_handouts([copy])
    assert list(tmp_path.glob("*.pdf")) == []
