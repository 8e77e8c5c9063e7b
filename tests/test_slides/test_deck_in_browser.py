"""The sample lesson's deck in a real browser: what the theme and its scripts promise."""

import shutil

import pytest

from course_utils.slides import build_decks

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def path(sample_lesson, tmp_path_factory):
    return build_decks([3], folder=tmp_path_factory.mktemp("deck"), notebooks=sample_lesson)[0]


def show(deck, heading):
    """Go to the slide with this heading."""
    for _ in deck.states():
        if deck.page.evaluate("Reveal.getCurrentSlide().innerText").startswith(heading):
            return
    raise AssertionError(f"no slide begins with {heading!r}")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_state_fits_is_fetched_from_the_file_alone_and_passes_axe(path, open_deck, theme):
    deck = open_deck(path, theme=theme)
    faults = {where: deck.outside() + deck.axe(whole=True) for where in deck.states()}
    assert {where: found for where, found in faults.items() if found} == {}
    assert deck.fetched == []
    assert deck.errors == []


def test_content_too_high_for_its_slide_is_noticed(path, open_deck):
    deck = open_deck(path)
    deck.page.evaluate(
        "Reveal.getCurrentSlide().insertAdjacentHTML('beforeend', '<p>too high</p>'.repeat(15))"
    )
    assert deck.outside()


def test_code_that_runs_a_little_high_is_made_smaller_but_stays_readable(path, open_deck):
    deck = open_deck(path)
    show(deck, "The sampler belongs")
    more = "<div class=cell><pre>one\ntwo\nthree\nfour</pre></div>"
    deck.page.evaluate(
        "more => Reveal.getCurrentSlide().insertAdjacentHTML('beforeend', more)", more
    )
    deck.page.evaluate("Reveal.prev(); Reveal.next()")
    assert deck.outside() == []
    assert 18 <= min(deck.seen()["code"]) < 20


def test_arrow_keys_and_buttons_step_through_fragments(path, open_deck):
    deck = open_deck(path)
    deck.page.keyboard.press("ArrowRight")
    assert deck.page.evaluate("Reveal.getIndices().f") == -1
    deck.page.keyboard.press("ArrowRight")
    assert deck.page.evaluate("Reveal.getIndices().f") == 0
    deck.page.get_by_role("button", name="Next slide").click()
    assert deck.page.evaluate("Reveal.getIndices().f") == 1
    deck.page.get_by_role("button", name="Previous slide").click()
    assert deck.page.evaluate("Reveal.getIndices().f") == 0


def test_theme_follows_the_system_until_the_person_chooses(path, open_deck):
    deck = open_deck(path)
    ground = "getComputedStyle(document.querySelector('.reveal-viewport')).backgroundColor"
    light = deck.page.evaluate(ground)
    deck.page.emulate_media(color_scheme="dark")
    deck.page.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    assert deck.page.evaluate(ground) != light
    deck.page.keyboard.press("d")
    assert deck.page.evaluate(ground) == light
    deck.page.reload()
    deck.page.wait_for_function("Reveal.isReady()")
    assert deck.page.evaluate(ground) == light


def test_contents_lead_to_a_slide_and_leave_the_arrow_keys_alone(path, open_deck):
    deck = open_deck(path)
    contents = deck.page.get_by_role("dialog", name="Contents")
    deck.page.keyboard.press("c")
    assert contents.is_visible()
    assert deck.axe(whole=True) == []
    deck.page.keyboard.press("ArrowRight")
    assert deck.page.evaluate("Reveal.isFirstSlide()")
    contents.get_by_role("link", name="The sampler belongs in the pipeline").click()
    assert not contents.is_visible()
    assert deck.page.evaluate("Reveal.getIndices()") == {"h": 1, "v": 1, "f": None}
    deck.page.get_by_role("button", name="Contents").click()
    deck.page.keyboard.press("Escape")
    assert not contents.is_visible()
    assert not deck.page.evaluate("Reveal.isOverview()")


def test_last_slide_leads_to_the_next_lesson(tmp_path, sample_lesson, open_deck):
    for name in ("03_resampling.ipynb", "04_oversampling.ipynb"):
        shutil.copy(sample_lesson / "03_resampling.ipynb", tmp_path / name)
    deck = open_deck(build_decks([], folder=tmp_path, notebooks=tmp_path)[0])
    following = deck.page.get_by_role("link", name="Lesson 4: Oversampling Techniques")
    assert not following.is_visible()
    assert len(list(deck.states())) > 1  # on to the last
    assert following.bounding_box()["y"] > 680
    following.click()
    deck.page.wait_for_url("**/04_oversampling.html*")


def test_speaker_view_shows_the_notes_of_a_slide_before_its_fragments(path, open_deck):
    deck = open_deck(path)
    deck.page.keyboard.press("ArrowRight")
    with deck.page.expect_popup() as opened:
        deck.page.keyboard.press("s")
    notes = opened.value.locator(".speaker-controls-notes .value")
    notes.get_by_text("Write the numbers on the board first.").wait_for(timeout=20_000)
    assert deck.errors == []


def test_explorer_is_live_and_its_slider_keeps_the_arrow_keys(path, open_deck):
    deck = open_deck(path)
    show(deck, "Move the prevalence")
    where = deck.page.evaluate("Reveal.getIndices()")
    deck.page.locator(".sample-explorer input").focus()
    for _ in range(5):
        deck.page.keyboard.press("ArrowRight")
    assert deck.page.locator(".sample-explorer output").inner_text() == "0.308"
    assert deck.page.evaluate("Reveal.getIndices()") == where


@pytest.mark.parametrize("key", ["PageDown", "ArrowRight"])
def test_clicker_turns_the_slide_after_a_slider_was_moved(path, open_deck, key):
    deck = open_deck(path)
    show(deck, "Move the prevalence")
    where = deck.page.evaluate("Reveal.getIndices()")
    slider = deck.page.locator(".sample-explorer input")
    if key == "PageDown":  # by keyboard: the slider keeps the arrows, a clicker sends PageDown
        slider.focus()
    else:
        slider.click()
        deck.page.wait_for_function("document.activeElement === document.body")
    deck.page.keyboard.press(key)
    assert deck.page.evaluate("Reveal.getIndices()") != where


def test_folded_block_opens_inside_its_slide(path, open_deck):
    deck = open_deck(path)
    show(deck, "Myth and fact")
    answer = deck.page.get_by_text("It cannot remember single rows.", exact=True)
    assert not answer.is_visible()
    deck.page.locator("section.present summary").click()
    assert answer.is_visible()
    assert deck.outside() == []


def test_formula_is_drawn_as_a_fraction(path, open_deck):
    deck = open_deck(path)
    show(deck, "Precision depends")
    box = deck.page.locator("section.present math[display=block] mfrac").bounding_box()
    assert box["height"] > 40


def test_paper_is_light_with_a_page_for_each_slide(path, open_deck):
    deck = open_deck(path, theme="dark")
    slides = deck.page.evaluate("Reveal.getTotalSlides()")
    deck.page.goto(f"{path.as_uri()}?print-pdf")
    deck.page.wait_for_selector(".pdf-page")
    deck.page.emulate_media(media="print")
    assert deck.page.locator(".pdf-page").count() == slides
    ground = "getComputedStyle(document.querySelector('.pdf-page')).backgroundColor"
    assert deck.page.evaluate(ground) == "rgb(255, 255, 255)"
    title = deck.page.locator("h2", has_text="Honest precision").bounding_box()
    assert title["x"] == pytest.approx(72, abs=1)


def test_notes_stand_below_their_slide_on_paper(path, open_deck):
    deck = open_deck(path)
    deck.page.goto(f"{path.as_uri()}?print-pdf&notes")
    deck.page.wait_for_selector("html[data-printable]", state="attached")
    page = deck.page.locator(".pdf-page", has_text="Precision depends on the prevalence")
    assert page.locator(".notes-below").inner_text() == "Write the numbers on the board first."


def test_text_without_contrast_would_be_found(path, open_deck):
    deck = open_deck(path, theme="dark")
    slides = deck.whole_slides()
    next(slides)  # the title stands on a picture, of which axe says nothing
    next(slides)
    deck.page.evaluate("Reveal.getCurrentSlide().querySelector('h2').style.color = '#333333'")
    assert deck.axe(rules=["color-contrast"]) != []
