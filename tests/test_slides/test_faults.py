"""What is refused before a deck is made: lesson, cell and mend in one sentence."""

import pytest

from course_utils.slides import DeckFault, build_decks

PICTURE = {"image/png": "iVBORw0KGgo=", "text/plain": "<Figure>"}


@pytest.fixture
def refused(tmp_path, deck_cells, notebook_file):
    """Return a function that builds a lesson of a title and one cell, and returns the refusal."""

    def build(cell):
        notebook_file(tmp_path / "04_lesson.ipynb", [deck_cells.markdown("# Title"), cell])
        with pytest.raises(DeckFault) as refusal:
            build_decks([4], folder=tmp_path / "out", notebooks=tmp_path)
        assert not (tmp_path / "out").exists()
        text = str(refusal.value)
        assert text.startswith(f"Lesson 4, cell '{cell['id']}' ")
        assert text.endswith(".")
        return text

    return build


def test_cell_without_a_slide_type(refused, deck_cells):
    cell = deck_cells.markdown("Text", name="lost")
    del cell["metadata"]["slideshow"]
    assert "no slide type" in refused(cell)


def test_slide_type_that_does_not_exist(refused, deck_cells):
    assert "'subslide'" in refused(deck_cells.markdown("Text", "sub-slide", name="odd"))


def test_removed_cell_that_starts_a_slide(refused, deck_cells):
    cell = deck_cells.markdown("## Text", "slide", tags=["remove-cell"])
    assert "'remove-cell'" in refused(cell)


def test_thirteen_lines_of_code(refused, deck_cells):
    text = refused(deck_cells.code("\n".join(["x = 1"] * 13)))
    assert "13 lines" in text
    assert "hide-input" in text


def test_line_of_89_characters_in_code_or_in_a_fence(refused, deck_cells):
    line = "x" * 89
    assert "89 characters" in refused(deck_cells.code(line))
    assert "89 characters" in refused(deck_cells.markdown(f"```python\n{line}\n```", "-"))


def test_hidden_code_may_be_long_but_must_show_something(refused, deck_cells):
    cell = deck_cells.code("\n".join(["x = 1"] * 40), tags=["hide-input"])
    assert "shows nothing" in refused(cell)


def test_code_that_was_never_run(refused, deck_cells):
    cell = deck_cells.code("x = 1")
    cell["execution_count"] = None
    assert "course build 4" in refused(cell)


def test_figure_without_alt_text(refused, deck_cells):
    cell = deck_cells.code("draw()", outputs=[deck_cells.shown(PICTURE)])
    assert "without alt text" in refused(cell)


@pytest.mark.parametrize("alt", ["", "   "])
def test_empty_alt_text_counts_as_none(refused, deck_cells, alt):
    output = deck_cells.shown(PICTURE, **{"image/png": {"alt": alt}})
    assert "without alt text" in refused(deck_cells.code("draw()", outputs=[output]))


def test_alt_text_of_the_cell_serves_too(tmp_path, deck_cells, notebook_file):
    cell = deck_cells.code("draw()", outputs=[deck_cells.shown(PICTURE)], alt="A falling curve.")
    notebook_file(tmp_path / "04_lesson.ipynb", [deck_cells.markdown("# Title"), cell])
    (path,) = build_decks([4], folder=tmp_path / "out", notebooks=tmp_path)
    assert 'alt="A falling curve."' in path.read_text(encoding="utf-8")


def test_traceback_on_a_slide(refused, deck_cells):
    output = {"output_type": "error", "ename": "NameError", "evalue": "pd", "traceback": []}
    assert "ends in NameError" in refused(deck_cells.code("pd", outputs=[output]))


@pytest.mark.parametrize(
    "html",
    [
        '<script src="https://example.org/a.js"></script>',
        "<style>@import 'a.css'</style>",
        "<div style='background: url(//example.org/a.png)'></div>",
    ],
)
def test_output_that_needs_the_network(refused, deck_cells, html):
    cell = deck_cells.code("show()", outputs=[deck_cells.shown({"text/html": html})])
    assert "from the network" in refused(cell)


def test_link_that_leads_nowhere_from_a_deck(refused, deck_cells):
    said = refused(deck_cells.markdown("See [the card](../data/caravan.md).", "-"))
    assert "links to '../data/caravan.md'" in said


def test_link_to_further_reading_is_no_fault(tmp_path, lesson):
    notebooks = lesson("# Reading\n\n[Elkan, 2001](https://example.org/elkan)\n", number=4)
    assert build_decks([4], folder=tmp_path / "out", notebooks=notebooks)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("![](plan.png)", "without alt text"),
        ("![A plan](plan.png)", "no file beside the notebook"),
        ('<img src="plan.png" alt="A plan">', "cannot take along"),
    ],
)
def test_picture_that_cannot_be_seen_by_all(refused, deck_cells, text, words):
    assert words in refused(deck_cells.markdown(text, "-"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A price of $5 or $6.", "dollar sign"),
        ("$\\foo{x}$", "\\foo"),
        ("$$\\frac{1}{$$", "cannot be drawn"),
    ],
)
def test_formula_that_cannot_be_drawn(refused, deck_cells, text, words):
    assert words in refused(deck_cells.markdown(text, "-"))


def test_all_faults_of_a_lesson_are_told_at_once(tmp_path, deck_cells, notebook_file):
    cells = [
        deck_cells.code("x" * 90, name="wide"),
        deck_cells.code("draw()", outputs=[deck_cells.shown(PICTURE)], name="blind"),
    ]
    notebook_file(tmp_path / "04_lesson.ipynb", cells)
    with pytest.raises(DeckFault, match=r"cell 'wide' (.|\n)*cell 'blind'"):
        build_decks([4], folder=tmp_path / "out", notebooks=tmp_path)


def test_lesson_of_prose_alone_has_no_deck(tmp_path, deck_cells, notebook_file):
    notebook_file(tmp_path / "04_lesson.ipynb", [deck_cells.markdown("Prose", "skip")])
    with pytest.raises(DeckFault, match="Lesson 4 has no slide"):
        build_decks([4], folder=tmp_path / "out", notebooks=tmp_path)
