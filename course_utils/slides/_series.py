"""`slides/series.md`: the words that go with the upright frames of all lessons."""

from pathlib import Path

from course_utils.files import need_repository, shipped_folder, write_whole
from course_utils.outline import outline_titles, series_text
from course_utils.slides._frames import Portrait, first_sentences, read_portraits

_CAPTION_LENGTH = 160
_HEAD = """\
<!-- Written by `make build` from the outline and the lessons; edit those. -->

# {title}

{description}

{hashtags}

{n_parts}, each of five upright pictures, 1080×1920, which `course slides --portrait` writes to
`slides/build/portrait`. What stands beside a picture's name is its alt text.
"""


def write_series(*, folder: Path | None = None, notebooks: Path | None = None) -> Path:
    """Write the series' text.

    Parameters
    ----------
    folder : pathlib.Path, optional
        Where ``series.md`` goes; ``slides`` of the clone by default.
    notebooks : pathlib.Path, optional
        Where the notebooks are; the course's own by default.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    DeckFault
        When a lesson lacks what a frame is made of; nothing is written then.
    """
    target = (folder or need_repository("course slides --texts") / "slides") / "series.md"
    write_whole(target, series_markdown(notebooks or shipped_folder("notebooks")))
    return target


def series_markdown(notebooks: Path) -> str:
    """Return the series' text: the outline's words, then a part for each lesson that exists.

    Parameters
    ----------
    notebooks : pathlib.Path
        The folder of the notebooks.

    Returns
    -------
    str
        Markdown.
    """
    portraits = read_portraits([], notebooks)
    title, description, hashtags = series_text()
    n_parts = f"{len(portraits)} of {len(outline_titles())} parts"
    head = _HEAD.format(title=title, description=description, hashtags=hashtags, n_parts=n_parts)
    return "\n".join([head, *map(_part, portraits)])


def _part(portrait: Portrait) -> str:
    pictures = "\n".join(
        f"{place}. `{portrait.name}/{place}.png`: {alt}"
        for place, alt in enumerate(alt_texts(portrait), 1)
    )
    return f"## Part {portrait.number}: {portrait.title}\n\n{_caption(portrait)}\n\n{pictures}\n"


def _caption(portrait: Portrait) -> str:
    fact = first_sentences(portrait.fact.plain, _CAPTION_LENGTH)
    asked, myth = portrait.question.plain, portrait.myth.plain
    return f"This part asks: “{asked}” A common belief: {myth} The fact: {fact}"


def alt_texts(portrait: Portrait) -> list[str]:
    """Return the words for each of a lesson's five frames.

    Parameters
    ----------
    portrait : Portrait
        What the frames say.

    Returns
    -------
    list of str
        In the order of the frames.
    """
    return [
        f"{portrait.title}. The question: {portrait.question.plain}",
        f"Myth: {portrait.myth.plain} Fact: {portrait.fact.plain}",
        f"{portrait.figure.heading.plain}. {portrait.figure.alt}",
        f"One line of Python: `{portrait.line.plain}` {portrait.caption.plain}",
        f"Takeaway: {portrait.takeaway.plain}",
    ]
