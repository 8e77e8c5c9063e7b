"""What the five upright frames of a lesson say: read from its cells, never typed twice."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from course_utils.outline import outline_titles
from course_utils.slides._formula import to_html
from course_utils.slides._notebook import (
    Cell,
    DeckFault,
    find_notebooks,
    has_tag,
    heading_of,
    lesson_number,
    naming,
    place,
    read_notebook,
    title_of,
)

CLAIM_LENGTH, TAKEAWAY_LENGTH = 320, 290
"""Characters that a frame holds, in letters for a telephone; whole sentences up to there."""
_QUESTION = re.compile(r"\*\*The question:\*\*\s*\*([^*]+)\*")
_CLAIM = re.compile(
    r"\*\*Myth:\*\*\s*(?P<myth>.+?)\s*\*\*Fact:\*\*\s*(?P<fact>.+?)"
    r"(?=\n\s*\n|\s*\*\*[^*\n]+:\*\*|\s*\Z)",
    re.DOTALL,
)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_ABBREVIATED = r"(?<!e\.g\.)(?<!i\.e\.)(?<!vs\.)(?<!cf\.)"
_SENTENCE = re.compile(rf"\S.*?(?:[.!?]{_ABBREVIATED}[*\"”')]*(?=\s+[*\"“('`]*[A-Z`−\d])|$)")


@dataclass(frozen=True)
class Words:
    """A text of a frame: as written, for the picture, for the ear, and where it comes from."""

    markdown: str
    html: str
    plain: str
    place: str


@dataclass(frozen=True)
class Figure:
    """The headline figure: its cell and output, base64 of its upright PNG, its words."""

    cell: Cell
    output: Cell
    png: str
    heading: Words
    alt: str


@dataclass(frozen=True)
class Portrait:
    """What the frames of one lesson say; ``name`` is such as ``03_resampling``.

    ``mended`` is the cell that the line of code and its caption are taken from.
    """

    name: str
    number: int
    title: str
    question: Words
    myth: Words
    fact: Words
    figure: Figure
    mended: Cell
    line: Words
    caption: Words
    takeaway: Words


def read_portraits(numbers: Iterable[int], notebooks: Path) -> list[Portrait]:
    """Return what the frames of these lessons say; of all that exist when none is named.

    Parameters
    ----------
    numbers : iterable of int
        The lessons.
    notebooks : pathlib.Path
        The folder of the notebooks.

    Returns
    -------
    list of Portrait
        In the order of the numbers.

    Raises
    ------
    DeckFault
        When a lesson has no notebook, or lacks what a frame is made of; one sentence names
        lesson, cell and mend.
    """
    titles = outline_titles()
    return [read_portrait(path, titles) for path in find_notebooks(numbers, notebooks)]


def read_portrait(path: Path, titles: dict[int, str]) -> Portrait:
    """Return what the frames of the lesson in this notebook say.

    Parameters
    ----------
    path : pathlib.Path
        The notebook.
    titles : dict of int to str
        The outline's titles.

    Returns
    -------
    Portrait
        Its words and its figure.

    Raises
    ------
    DeckFault
        As for `read_portraits`.
    """
    notebook = read_notebook(path)
    cells: list[Cell] = notebook["cells"]
    number = lesson_number(path)
    myth, fact = _claim(cells, path)
    mended = _mended(cells, path)
    line, caption = _line(mended, path)
    return Portrait(
        name=path.stem,
        number=number,
        title=titles.get(number) or title_of(notebook, path),
        question=_question(cells, path),
        myth=myth,
        fact=fact,
        figure=_figure(cells, path),
        mended=mended,
        line=line,
        caption=caption,
        takeaway=_takeaway(cells, path),
    )


def _question(cells: list[Cell], path: Path) -> Words:
    for cell in cells:
        found = _QUESTION.search(cell["source"]) if cell["cell_type"] == "markdown" else None
        if found:
            return _words(found[1], cell, path)
    raise _missing(path, "no question", "write '**The question:** *…*' on the title card")


def _claim(cells: list[Cell], path: Path) -> tuple[Words, Words]:
    for cell in cells:
        found = _CLAIM.search(cell["source"]) if cell["cell_type"] == "markdown" else None
        if found:
            fact = first_sentences(found["fact"], CLAIM_LENGTH)
            return _words(found["myth"], cell, path), _words(fact, cell, path)
    raise _missing(path, "no fact", "write '**Myth:** …' and '**Fact:** …' into one cell")


def _figure(cells: list[Cell], path: Path) -> Figure:
    heading: Words | None = None
    for cell in cells:
        if titled := heading_of(cell):
            heading = _words(titled, cell, path)
        if has_tag(cell, "headline") and cell["cell_type"] == "code":
            for output in cell["outputs"]:
                if "image/png" in output.get("data", {}):
                    heading = heading or _words(title_of({"cells": cells}, path), cell, path)
                    return _upright(output, heading, cell, path)
    raise _missing(
        path, "no headline figure", "tag the cell that draws it 'headline', and let it show a PNG"
    )


def _upright(output: Cell, heading: Words, cell: Cell, path: Path) -> Figure:
    kept = output["metadata"].get("image/png", {}).get("upright", {})
    png, alt = kept.get("png"), _collapsed(kept.get("alt", ""))
    if not png or not alt:
        raise DeckFault(
            f"{place(cell, path)} keeps no upright picture of its figure, with alt text: "
            'show it with `show(figure, alt="…", upright=True)`.'
        )
    return Figure(cell=cell, output=output, png=png, heading=heading, alt=alt)


def _mended(cells: list[Cell], path: Path) -> Cell:
    """Return the cell that names a line of its code for the frame."""
    for cell in cells:
        named = cell["metadata"].get("slideshow")
        if isinstance(named, dict) and "frame" in named:
            return cell
    raise _missing(
        path,
        "no line of code for its frame",
        "give the cell tagged 'mended' the keys 'frame' (one of its lines) and 'caption' in its "
        "slideshow metadata",
    )


def _line(cell: Cell, path: Path) -> tuple[Words, Words]:
    """Return the line of code that a cell names for the frame, and its caption."""
    named = cell["metadata"]["slideshow"]
    line, caption = (str(named.get(key, "")).strip() for key in ("frame", "caption"))
    if line not in map(str.strip, cell["source"].splitlines()) or not line:
        raise DeckFault(
            f"{place(cell, path)} names {line!r} as its line for the frame, and no line of "
            "the cell reads so: copy the line into 'frame' of the cell's slideshow metadata."
        )
    if not caption:
        raise DeckFault(
            f"{place(cell, path)} has a line for the frame and no caption: say in one "
            "sentence what the line does, as 'caption' of the cell's slideshow metadata."
        )
    return Words(f"`{line}`", line, line, place(cell, path)), _words(caption, cell, path)


def _takeaway(cells: list[Cell], path: Path) -> Words:
    for cell in cells:
        if has_tag(cell, "takeaway") and cell["cell_type"] == "markdown":
            paragraphs = re.split(r"\n\s*\n", re.sub(r"^#.*$", "", cell["source"], flags=re.M))
            text = next((part for part in paragraphs if part.strip()), "")
            if text:
                return _words(first_sentences(text, TAKEAWAY_LENGTH), cell, path)
    raise _missing(path, "no takeaway", "tag the recap's cell 'takeaway', a paragraph first")


def first_sentences(text: str, length: int) -> str:
    """Return as many first sentences as the length holds, one at least, none cut.

    Parameters
    ----------
    text : str
        Markdown.
    length : int
        In characters.

    Returns
    -------
    str
        The sentences, on one line.

    Examples
    --------
    >>> first_sentences("Split first. Then resample, e.g. by SMOTE. And look.", 45)
    'Split first. Then resample, e.g. by SMOTE.'
    >>> first_sentences("**A long one.** Another.", 5)
    '**A long one.**'
    """
    taken, *others = [found[0].strip() for found in _SENTENCE.finditer(_collapsed(text))]
    for sentence in others:
        if len(taken) + 1 + len(sentence) > length:
            break
        taken = f"{taken} {sentence}"
    return taken


def _words(text: str, cell: Cell, path: Path) -> Words:
    text = _LINK.sub(r"\1", _collapsed(text))
    text = text[:1].upper() + text[1:]
    with naming(cell, path):
        html = to_html(text, folder=path.parent, attachments={})
    return Words(text, html, re.sub(r"\*+|`", "", text), place(cell, path))


def _collapsed(text: str) -> str:
    return " ".join(text.split())


def _missing(path: Path, what: str, mend: str) -> DeckFault:
    return DeckFault(f"Lesson {lesson_number(path)} has {what}: {mend}.")
