"""The short series: five upright pictures for each lesson, and the words beside them."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from course_utils.files import need_repository, shipped_folder, write_whole
from course_utils.outline import outline_titles
from course_utils.slides._browser import open_browser
from course_utils.slides._deck import COURSE
from course_utils.slides._frames import Portrait, read_portraits
from course_utils.slides._notebook import DeckFault
from course_utils.slides._reveal import font_faces
from course_utils.slides._series import alt_texts, write_series

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDTH, HEIGHT = 1080, 1920
NO_BREAK, WORD_JOINER = "\N{NO-BREAK SPACE}", "\N{WORD JOINER}"


def build_portraits(
    numbers: Iterable[int], *, folder: Path | None = None, notebooks: Path | None = None
) -> list[Path]:
    """Picture lessons as five upright frames each, and write the text of the series.

    All pictures are made before the first is written, so a fault in one lesson leaves every
    file as it was.

    Parameters
    ----------
    numbers : iterable of int
        The lessons; none means all that exist.
    folder : pathlib.Path, optional
        Where ``build/portrait`` and ``series.md`` go; ``slides`` of the clone by default.
    notebooks : pathlib.Path, optional
        Where the notebooks are; the course's own by default.

    Returns
    -------
    list of pathlib.Path
        The folders of the pictures, ``1.png`` to ``5.png``, in the order of the numbers.

    Raises
    ------
    DeckFault
        When a lesson has no notebook, lacks what a frame is made of, or says more than fits.
    CourseError
        When there is no browser; the message names what to install.

    Examples
    --------
    >>> build_portraits([99])
    Traceback (most recent call last):
        ...
    course_utils.slides._notebook.DeckFault: There is no ...
    """
    target = folder or need_repository("course slides --portrait") / "slides"
    source = notebooks or shipped_folder("notebooks")
    portraits = read_portraits(numbers, source)
    with open_browser("A portrait") as browser:
        made = {portrait.name: take_pictures(browser, portrait) for portrait in portraits}
    write_series(folder=target, notebooks=source)
    for name, pictures in made.items():
        for place, png in enumerate(pictures, 1):
            write_whole(target / "build" / "portrait" / name / f"{place}.png", png)
    return [target / "build" / "portrait" / name for name in made]


def take_pictures(browser: "Browser", portrait: Portrait) -> list[bytes]:
    """Return the PNG of each of a lesson's frames; nothing is fetched on the way.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
        A running browser.
    portrait : Portrait
        What the frames say.

    Returns
    -------
    list of bytes
        Five pictures of 1080×1920 pixels.

    Raises
    ------
    DeckFault
        When a text is too long for its frame at the least size.
    """
    page = open_frames(browser, portrait)
    try:
        return picture_frames(page)
    finally:
        page.context.close()


def picture_frames(page: "Page") -> list[bytes]:
    """Return the PNG of each frame on the page that `open_frames` returned."""
    return [frame.screenshot() for frame in page.locator(".frame").all()]


def open_frames(browser: "Browser", portrait: Portrait) -> "Page":
    """Return a page with a lesson's frames, one below the other, each text as large as fits.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
        A running browser.
    portrait : Portrait
        What the frames say.

    Returns
    -------
    playwright.sync_api.Page
        The page, offline, whose context the caller closes.

    Raises
    ------
    DeckFault
        When a text is too long for its frame at the least size.
    """
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, offline=True)
    page = context.new_page()
    page.set_content(frames_html(portrait))
    full: list[int] = page.evaluate("document.fonts.ready.then(fitText)")
    if full:
        context.close()
        words = _sources(portrait)[full[0]]
        raise DeckFault(
            f"{words} says more than its upright frame {full[0] + 1} holds: "
            "make its first sentence, or its line for the frame, shorter."
        )
    return page


def _sources(portrait: Portrait) -> list[str]:
    """Return the cell that each frame is made of, in words."""
    told = (portrait.question, portrait.fact, portrait.figure.heading, portrait.line)
    return [words.place for words in (*told, portrait.takeaway)]


def frames_html(portrait: Portrait) -> str:
    """Return the page with a lesson's five frames, which needs no network.

    Parameters
    ----------
    portrait : Portrait
        What the frames say.

    Returns
    -------
    str
        HTML.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(shipped_folder("theme"))
    theme = Environment(loader=loader, undefined=StrictUndefined, autoescape=True)
    return theme.get_template("course_portrait/frames.html.j2").render(
        lesson=portrait,
        line_html=code_html(portrait.line.plain),
        alts=alt_texts(portrait),
        of=len(outline_titles()),
        course=COURSE,
        fonts_css=font_faces(),
    )


def code_html(line: str) -> str:
    """Return the code in colour, which breaks as code that was laid out by hand.

    That is behind a comma, behind the first bracket that opens, and, where no comma stands
    outside of brackets, between operands there; a product or a quotient stays together.

    Parameters
    ----------
    line : str
        A line of Python.

    Returns
    -------
    str
        HTML.

    Examples
    --------
    >>> html = code_html("risk = np.mean(a - b, 2 * c)  # of all")
    >>> html.count(NO_BREAK), "(</span><wbr>" in html
    (4, True)
    """
    from nbconvert.filters import Highlight2HTML

    code, mark, comment = line.partition("  #")
    head, bracket, inside = code.partition("(")
    inside = re.sub(r"(?<!,) ", NO_BREAK, inside)
    if "," in head:
        head = re.sub(r"(?<!,)(?<! =) ", NO_BREAK, head)
    code = re.sub(r" ([*/%]) ", rf"{NO_BREAK}\1{NO_BREAK}", head + bracket + inside)
    html = str(Highlight2HTML()(code + mark + comment))  # type: ignore[no-untyped-call]
    html = html.replace("-</span><", f"-</span>{WORD_JOINER}<")  # the minus of a number
    return html if inside.startswith(")") else html.replace("(</span>", "(</span><wbr>", 1)
