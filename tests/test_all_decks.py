"""Every deck, in a real browser: what a class would see, slide by slide."""

import pytest

from course_utils.files import shipped_folder
from course_utils.slides import build_decks

NOTEBOOKS = sorted(shipped_folder("notebooks").glob("[0-9][0-9]_*.ipynb"))
NUMBERS = [int(path.name[:2]) for path in NOTEBOOKS]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=NUMBERS, ids=[path.stem for path in NOTEBOOKS])
def path(request, tmp_path_factory):
    return build_decks([request.param], folder=tmp_path_factory.mktemp("decks"))[0]


def test_every_state_fits_its_slide_and_nothing_is_fetched(path, open_deck):
    deck = open_deck(path)
    outside = {where: deck.outside() for where in deck.states()}
    assert {where: found for where, found in outside.items() if found} == {}
    assert deck.fetched == []
    assert deck.errors == []


def test_nothing_shown_is_empty_tiny_or_without_alt_text(path, open_deck):
    deck = open_deck(path)
    for where in deck.states():
        seen = deck.seen()
        assert seen["text"] or seen["figures"], f"slide {where} is empty"
        assert min(seen["code"], default=18) >= 18, f"slide {where} has tiny code"
        assert all(figure["height"] >= 200 for figure in seen["figures"]), f"{where}: tiny figure"
        assert seen["nameless"] == 0, f"slide {where} has an image without alt text"


def test_axe_finds_nothing_in_the_light_theme(path, open_deck):
    deck = open_deck(path)
    found = {where: deck.axe(whole=where == "1/0") for where in deck.states()}
    assert {where: lines for where, lines in found.items() if lines} == {}


def test_colours_have_contrast_in_the_dark_theme(path, open_deck):
    deck = open_deck(path, theme="dark")
    found = {where: deck.axe(rules=["color-contrast"]) for where in deck.states()}
    assert {where: lines for where, lines in found.items() if lines} == {}


def test_teacher_finds_notes(path, open_deck):
    deck = open_deck(path)
    assert deck.page.locator("aside.notes").count() >= 3


def test_arrow_keys_go_through_the_whole_deck(path, open_deck):
    deck = open_deck(path)
    steps = len(list(deck.states()))
    deck.page.evaluate("Reveal.slide(0, 0, -1)")
    for _ in range(steps - 1):
        deck.page.keyboard.press("ArrowRight")
    assert deck.page.evaluate("Reveal.isLastSlide()")
