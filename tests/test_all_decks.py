"""Every deck, in a real browser: what a class would see, slide by slide."""

from dataclasses import dataclass, field

import pytest

from course_utils.files import shipped_folder
from course_utils.slides import build_decks, build_overview

NOTEBOOKS = sorted(shipped_folder("notebooks").glob("[0-9][0-9]_*.ipynb"))
NAMES = [*(path.stem for path in NOTEBOOKS), "overview"]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=NAMES)
def path(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("decks")
    if request.param == "overview":
        return build_overview(folder=folder)
    return build_decks([int(request.param[:2])], folder=folder)[0]


@dataclass
class Walk:
    """What was seen on one way through a deck, by state: "3/1" is slide 3's first fragment."""

    deck: object
    ended: bool = False
    outside: dict = field(default_factory=dict)
    seen: dict = field(default_factory=dict)
    faults: dict = field(default_factory=dict)


@pytest.fixture(scope="module")
def walk(path, new_deck):
    """Go through the deck once, by the arrow key, and look at everything on the way."""
    deck = new_deck(path)
    walk = Walk(deck)
    for where in deck.states("ArrowRight"):
        walk.outside[where], walk.seen[where] = deck.outside(), deck.seen()
        if deck.shows_whole_slide():
            walk.faults[where] = deck.axe(whole=not walk.faults, contrast=deck.looks_new())
    walk.ended = deck.page.evaluate("Reveal.isLastSlide()")
    yield walk
    deck.close()


def test_every_state_fits_its_slide_and_nothing_is_fetched(walk):
    assert {where: found for where, found in walk.outside.items() if found} == {}
    assert walk.deck.fetched == []
    assert walk.deck.errors == []


def test_nothing_shown_is_empty_tiny_or_without_alt_text(walk):
    for where, seen in walk.seen.items():
        assert seen["text"] or seen["figures"], f"slide {where} is empty"
        assert min(seen["code"], default=18) >= 18, f"slide {where} has tiny code"
        assert all(figure["height"] >= 200 for figure in seen["figures"]), f"{where}: tiny figure"
        ratios = [figure["wider"] for figure in seen["figures"]]
        assert ratios == pytest.approx([1] * len(ratios), abs=0.02), (
            f"{where}: bands or distortion"
        )
        assert seen["nameless"] == 0, f"slide {where} has an image without alt text"


def test_axe_finds_nothing_in_the_light_theme(walk):
    assert {where: lines for where, lines in walk.faults.items() if lines} == {}


def test_colours_have_contrast_in_the_dark_theme(path, open_deck):
    deck = open_deck(path, theme="dark")
    found = {
        where: deck.axe(rules=["color-contrast"])
        for where in deck.whole_slides()
        if deck.looks_new()
    }
    assert found
    assert {where: lines for where, lines in found.items() if lines} == {}


def test_explorer_of_the_lesson_moves(walk):
    """Whether the numbers that it moves to are right, the explorers' own tests tell."""
    page = walk.deck.page
    explorer = page.locator(".course-explorer").first
    if explorer.count() == 0:
        pytest.skip("the lesson has no explorer")
    page.evaluate(
        "Reveal.slide(...Object.values(Reveal.getIndices("
        "document.querySelector('.course-explorer').closest('section'))))"
    )
    before = explorer.inner_text()
    explorer.locator("input[type=range]").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert explorer.inner_text() != before
    assert walk.deck.errors == []


def test_teacher_finds_notes(walk):
    assert walk.deck.page.locator("aside.notes").count() >= 3


def test_arrow_keys_go_through_the_whole_deck(walk):
    slides = {where.partition("/")[0] for where in walk.seen}
    assert len(slides) == walk.deck.page.evaluate("Reveal.getTotalSlides()")
    assert walk.ended
