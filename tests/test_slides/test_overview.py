"""The overview: the outline's titles, each with a statement, a figure and code of its lesson."""

import os

import pytest
from bs4 import BeautifulSoup

from course_utils.files import shipped_folder
from course_utils.outline import outline_titles
from course_utils.slides import DeckFault, build_overview, fresh_deck

TITLE_CARD = "# Counting\n\n**The question:** *how many are rare?*\n\nAbout 5 minutes"
FACT = "## Myth and fact\n\n**Myth:** Ratios matter.\n\n**Fact:** Numbers do. Look."
RECAP = "## Recap\n\nCount the positives."
PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)

ALT = {"alt": "A dot.", "upright": {"alt": "A dot.", "png": PNG}}


def frame(line, caption="It counts.", slide_type="-"):
    return {"slideshow": {"slide_type": slide_type, "frame": line, "caption": caption}}


@pytest.fixture
def overview(tmp_path, deck_cells, notebook_file):
    """Return a function that builds the overview of one lesson whose mended cell is this."""

    def build(mended="positives = y.sum()", printed="12\n", line="positives = y.sum()"):
        text, code = deck_cells.markdown, deck_cells.code
        picture = deck_cells.shown({"image/png": PNG}, **{"image/png": ALT})
        stream = {"output_type": "stream", "name": "stdout", "text": printed}
        made = code(mended, tags=["mended", "hide-input"], name="mended", outputs=[stream])
        made["metadata"] |= frame(line)
        cells = [
            text(TITLE_CARD, name="title"),
            made,
            text("## A dot", name="dot-title"),
            code("show()", tags=["headline", "hide-input"], name="dot", outputs=[picture]),
            text(FACT, name="myth"),
            text(RECAP, tags=["takeaway"], name="recap"),
        ]
        notebook_file(tmp_path / "03_resampling.ipynb", cells)
        return build_overview(folder=tmp_path, notebooks=tmp_path)

    return build


def sheets(path):
    found = BeautifulSoup(path.read_text("utf-8"), "html.parser").select("section.sheet")
    return [" ".join(sheet.get_text().split()) for sheet in found]


def test_fresh_overview_is_built_again_only_when_a_lesson_of_it_is_newer(overview, tmp_path):
    path = overview()
    assert fresh_deck("overview", folder=tmp_path, notebooks=tmp_path) == path
    path.write_text("as it was", "utf-8")
    assert fresh_deck("overview", folder=tmp_path, notebooks=tmp_path).read_text() == "as it was"
    later = path.stat().st_mtime + 10
    os.utime(tmp_path / "03_resampling.ipynb", (later, later))
    assert "<h2" in fresh_deck("overview", folder=tmp_path, notebooks=tmp_path).read_text()


def test_each_lesson_has_its_slides_under_the_title_of_the_outline(tmp_path):
    lessons = [int(p.name[:2]) for p in shipped_folder("notebooks").glob("[0-9][0-9]_*.ipynb")]
    found = BeautifulSoup(build_overview(folder=tmp_path).read_text("utf-8"), "html.parser")
    opening, *stacks, closing = found.select(".slides > section")
    assert "minutes" in opening.text
    assert "Where to go on" in closing.text
    assert [stack.h2.text for stack in stacks] == [
        f"{number} · {outline_titles()[number]}" for number in sorted(lessons)
    ]
    assert all(stack.select_one(".figure img")["alt"] for stack in stacks)
    assert all(stack.select_one(".code") for stack in stacks)


def test_lesson_gives_its_statement_its_line_and_what_it_prints(overview):
    opening, claim, figure, code, closing = sheets(overview())
    assert "4 minutes · 1 lessons" in opening
    assert "Myth: Ratios matter. Fact: Numbers do. Look. To take home: Count" in claim
    assert "3 · A dot" in figure
    assert "It counts." in code
    assert "positives = y.sum()" in code
    assert "12" in code
    assert "1 facts of 1 lessons" in closing


@pytest.mark.parametrize(
    ("mended", "printed"),
    [("positives = y.sum()\n" + "print(1)\n" * 13, "1\n"), ("positives = y.sum()", "1\n" * 20)],
)
def test_code_too_long_for_a_slide_is_told_by_its_line(overview, mended, printed):
    code = sheets(overview(mended, printed))[3]
    assert "positives = y.sum()" in code
    assert "print(1)" not in code


def test_line_that_the_cell_does_not_hold_is_refused_and_nothing_is_written(overview, tmp_path):
    with pytest.raises(DeckFault, match="Lesson 3, cell 'mended'"):
        overview(line="negatives = 0")
    assert not (tmp_path / "overview.html").exists()
