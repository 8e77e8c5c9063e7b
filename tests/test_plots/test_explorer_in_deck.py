"""The explorers on a slide of 1280×720 under a heading: whole, large enough, and quiet."""

import nbformat
import pytest

from course_utils.slides import build_decks

pytestmark = pytest.mark.browser

# The smallest text of the slide shown, in pixels of the slide; drawings scale theirs.
SMALLEST = """() => Math.min(
  ...[...Reveal.getCurrentSlide().querySelectorAll(".course-explorer *")]
  .filter((node) => node.getBoundingClientRect().height > 2
    && [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim()))
  .map((node) => {
    const svg = node.closest("svg");
    const scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
    return scale * parseFloat(getComputedStyle(node).fontSize);
  }))"""


@pytest.fixture(scope="module")
def deck_of_explorers(explorers, tmp_path_factory):
    """Return a deck with a slide for each explorer, under a heading of one line."""
    new = nbformat.v4
    cells = [new.new_markdown_cell("# Explorers")]
    for kind, explorer in explorers.items():
        shown = {"text/html": explorer._repr_html_(), "text/plain": repr(explorer)}
        output = new.new_output("execute_result", data=shown, execution_count=1)
        cells += [
            new.new_markdown_cell(f"## Move the {kind}"),
            new.new_code_cell("explore()", execution_count=1, outputs=[output]),
        ]
    for cell in cells:
        is_code = cell["cell_type"] == "code"
        cell["metadata"] = {
            "slideshow": {"slide_type": "-" if is_code else "slide"},
            "tags": ["hide-input"] if is_code else [],
        }
    folder = tmp_path_factory.mktemp("explorers")
    nbformat.write(new.new_notebook(cells=cells), folder / "06_explorers.ipynb")
    return build_decks([6], folder=folder, notebooks=folder)[0]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_explorer_fits_its_slide_in_both_themes(deck_of_explorers, open_deck, explorers, theme):
    deck = open_deck(deck_of_explorers, theme=theme)
    seen = 0
    for where in deck.states():
        assert deck.outside() == [], where
        assert deck.axe() == [], where
        if deck.page.locator("section.present .course-explorer").count():
            seen += 1
            assert deck.page.evaluate(SMALLEST) >= 16, where
    assert seen == len(explorers)
    assert deck.errors == []
    assert deck.fetched == []


def test_arrows_move_the_slider_and_a_clicker_the_slide(deck_of_explorers, open_deck):
    deck = open_deck(deck_of_explorers)
    deck.page.evaluate("Reveal.slide(1)")
    slider = deck.page.locator("section.present input").first
    before = slider.input_value()
    slider.focus()
    deck.page.keyboard.press("ArrowLeft")
    assert slider.input_value() != before
    assert deck.page.evaluate("Reveal.getIndices().h") == 1
    deck.page.keyboard.press("PageDown")
    assert deck.page.evaluate("Reveal.getIndices().h") == 2


def test_handout_shows_every_figure_and_no_control(deck_of_explorers, open_deck, explorers):
    deck = open_deck(deck_of_explorers)
    deck.page.goto(f"{deck_of_explorers.as_uri()}?print-pdf")
    deck.page.wait_for_selector(".pdf-page")
    deck.page.emulate_media(media="print")
    assert deck.page.locator(".course-explorer").count() == len(explorers)
    for explorer in deck.page.locator(".course-explorer").all():
        assert explorer.locator("svg[role=img]").first.is_visible()
    controls = deck.page.locator(".course-explorer :is(input, button)").all()
    assert not any(control.is_visible() for control in controls)
