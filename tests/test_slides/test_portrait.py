"""Upright frames and the series without a browser: what they say, and what is refused."""

import pytest
from bs4 import BeautifulSoup

from course_utils.files import shipped_folder
from course_utils.outline import series_text
from course_utils.slides import DeckFault, build_portraits, write_series
from course_utils.slides._frames import first_sentences, read_portraits
from course_utils.slides._portrait import NO_BREAK, code_html, frames_html
from course_utils.slides._series import series_markdown

LINE = "model = make_pipeline(sampler, logistic)  # `fit` only"
CLAIM = """\
## Myth and fact

**Myth:** "Balance first,
then split."

**Fact:** split first; the *test set* keeps its rarity. `resample` draws copies.

**The honest exception:** none."""
TAKEAWAY = "## Recap\n\nCopies leak. Split first ([lesson 2](02_problem.ipynb)).\n\n| When | Do |"


@pytest.fixture
def cells(deck_cells):
    """Return the cells that the frames are made of, by what they give."""
    png = deck_cells.figure()
    upright = {"alt": "Falls\nsteeply.", "png": png}
    shown = deck_cells.shown(
        {"image/png": png}, **{"image/png": {"alt": "Falls.", "upright": upright}}
    )
    mended = deck_cells.code(f"if True:\n    {LINE}", name="mended", tags=["mended"])
    mended["metadata"]["slideshow"] |= {"frame": LINE, "caption": "It acts in `fit` only."}
    title = "# 4 · Title\n\n**The question:** *may I\nbelieve it?*\n"
    return {
        "question": deck_cells.markdown(title, name="title"),
        "heading": deck_cells.markdown("## It falls", name="heading"),
        "figure": deck_cells.code("draw()", name="figure", tags=["headline"], outputs=[shown]),
        "line": mended,
        "fact": deck_cells.markdown(CLAIM, name="myth"),
        "takeaway": deck_cells.markdown(TAKEAWAY, name="recap", tags=["takeaway"]),
    }


@pytest.fixture
def folder(tmp_path, cells, notebook_file):
    notebook_file(tmp_path / "04_oversampling.ipynb", list(cells.values()))
    return tmp_path


@pytest.fixture
def refused(tmp_path, cells, notebook_file):
    """Return a function that builds the changed cells and returns the refusal."""

    def build():
        notebook_file(tmp_path / "04_oversampling.ipynb", list(cells.values()))
        with pytest.raises(DeckFault) as refusal:
            build_portraits([], folder=tmp_path / "out", notebooks=tmp_path)
        with pytest.raises(DeckFault):
            write_series(folder=tmp_path / "out", notebooks=tmp_path)
        assert not (tmp_path / "out").exists()
        text = str(refusal.value)
        assert text.startswith("Lesson 4")
        assert text.endswith(".")
        assert "\n" not in text
        return text

    return build


def test_five_frames_say_what_the_cells_say(folder):
    (portrait,) = read_portraits([4], folder)
    page = BeautifulSoup(frames_html(portrait), "html.parser")
    title, claim, shown, line, takeaway = page.select(".frame")
    assert title.h1.text == "Oversampling Techniques"
    assert title.select_one(".words").text.strip() == "May I believe it?"
    assert claim.select_one(".said").text.strip() == '"Balance first, then split."'
    fact = "Split first; the test set keeps its rarity. resample draws copies."
    assert claim.select_one(".words").text.strip() == fact
    assert shown.figcaption.text.strip() == "It falls"
    assert shown.img["alt"] == "Falls steeply."
    code = line.select_one("pre").text.replace(NO_BREAK, " ").strip()
    assert code == LINE
    assert line.select_one(".words code").text == "fit"
    assert takeaway.select_one(".words").text.strip() == "Copies leak. Split first (lesson 2)."
    assert "Lesson 4 of" in takeaway.text
    assert page.select("script[src], link, a[href]") == []


def test_series_has_the_outlines_words_and_a_caption_and_alt_texts_for_each_part(folder):
    text = series_markdown(folder)
    assert all(words in text for words in series_text())
    part = text.partition("## Part 4: Oversampling Techniques")[2]
    assert "“May I believe it?”" in part
    assert "The fact: Split first; the test set keeps its rarity." in part
    assert part.count("`04_oversampling/") == 5
    assert "`04_oversampling/3.png`: It falls. Falls steeply." in part


def test_committed_series_is_what_would_be_made():
    root = shipped_folder("notebooks").parent
    committed = (root / "slides" / "series.md").read_text(encoding="utf-8")
    made = series_markdown(shipped_folder("notebooks"))
    assert committed == made, "slides/series.md is not what the lessons say: run `make build`"


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("question", "no question"),
        ("fact", "no fact"),
        ("figure", "no headline figure"),
        ("line", "no line of code"),
        ("takeaway", "no takeaway"),
    ],
)
def test_lesson_that_lacks_a_part_is_told_which_and_how_to_mend_it(refused, cells, part, words):
    del cells[part]
    text = refused()
    assert words in text
    assert ": " in text


@pytest.mark.parametrize("line", ["model = other()", "", f"{LINE} more"])
def test_line_that_does_not_occur_in_its_cell_is_refused(refused, cells, line):
    cells["line"]["metadata"]["slideshow"]["frame"] = line
    text = refused()
    assert "cell 'mended'" in text
    assert repr(line) in text


def test_line_without_a_caption_is_refused(refused, cells):
    del cells["line"]["metadata"]["slideshow"]["caption"]
    assert "no caption" in refused()


def test_headline_without_an_upright_picture_or_without_any_is_refused(refused, cells):
    output = cells["figure"]["outputs"][0]
    for part, nothing in (("alt", " "), ("png", "")):
        output["metadata"]["image/png"]["upright"][part] = nothing
        assert "with alt text" in refused()
    output["metadata"]["image/png"].pop("upright")
    assert "upright=True" in refused()
    del output["data"]["image/png"]
    assert "no headline figure" in refused()


def test_one_lesson_at_fault_keeps_all_pictures_from_being_made(folder, deck_cells, notebook_file):
    notebook_file(folder / "05_lesson.ipynb", [deck_cells.markdown("# Title", name="title")])
    with pytest.raises(DeckFault, match="Lesson 5 has no"):
        build_portraits([], folder=folder / "out", notebooks=folder)
    assert not (folder / "out").exists()


def test_lesson_without_a_notebook_is_told_by_name(folder):
    with pytest.raises(DeckFault, match="no notebook of lesson 10"):
        build_portraits([10], folder=folder / "out", notebooks=folder)


@pytest.mark.parametrize(
    ("text", "length", "first"),
    [
        ("One of 0.5. Two, i.e. More. Three.", 27, "One of 0.5. Two, i.e. More."),
        ("A long first sentence. Second.", 3, "A long first sentence."),
        ("**Bold end.** `code` begins. Third!", 30, "**Bold end.** `code` begins."),
        ('He said "no." Then yes', 99, 'He said "no." Then yes'),
    ],
)
def test_no_sentence_is_cut(text, length, first):
    assert first_sentences(text, length) == first


def test_code_keeps_its_text_and_breaks_where_a_person_would():
    html = code_html("past, present = year < now, f(a - b)[-1]  # both at once")
    text = BeautifulSoup(html, "html.parser").text
    assert f"year{NO_BREAK}<{NO_BREAK}now, " in text
    assert f"a{NO_BREAK}-{NO_BREAK}b" in text
    assert "  # both at once" in text
