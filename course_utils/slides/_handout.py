"""Decks on paper: a PDF with a page for each slide, with the teacher's notes below if wanted."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from course_utils.files import write_whole
from course_utils.slides._browser import open_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def print_handouts(
    decks: Iterable[Path],
    *,
    notes: bool = False,
    say: Callable[[str], None] = lambda line: None,
) -> list[Path]:
    """Print decks to PDF beside them: tagged, with an outline, a page for each slide.

    Parameters
    ----------
    decks : iterable of pathlib.Path
        Decks that `build_decks` wrote.
    notes : bool, default=False
        Whether the teacher's notes stand below each slide. A page is then upright, and the file's
        name ends in ``_notes``; without notes it is 16:9.
    say : callable, optional
        Called with the name of each file that was written.

    Returns
    -------
    list of pathlib.Path
        The handouts, in the order of the decks.

    Raises
    ------
    CourseError
        When there is no browser to print with; the message names what to install.
    """
    handouts = []
    with open_browser("A handout") as browser:
        for deck in decks:
            handout = deck.with_name(f"{deck.stem}_notes.pdf" if notes else f"{deck.stem}.pdf")
            write_whole(handout, _print(browser, deck, notes=notes))
            say(str(handout))
            handouts.append(handout)
    return handouts


def _print(browser: "Browser", deck: Path, *, notes: bool) -> bytes:
    context = browser.new_context(viewport={"width": 1280, "height": 720}, offline=True)
    page = context.new_page()
    page.goto(f"{deck.resolve().as_uri()}?print-pdf{'&notes' if notes else ''}")
    # deck.js says so when the last page is laid out.
    page.wait_for_selector("html[data-printable]", state="attached", timeout=120_000)
    pdf = page.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
    context.close()
    return pdf
