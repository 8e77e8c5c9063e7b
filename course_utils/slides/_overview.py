"""The overview deck: the outline's fourteen slides as measured, a talk of half an hour."""

from pathlib import Path
from typing import Any

from course_utils.files import need_repository, shipped_folder, write_whole
from course_utils.outline import outline_titles
from course_utils.slides._deck import export_deck, shared_parts
from course_utils.slides._faults import MAX_LINES, MAX_WIDTH, check
from course_utils.slides._frames import Portrait, read_portrait
from course_utils.slides._notebook import Cell, find_notebooks, read_notebook

MAX_LINES_IN_ALL = 16
"""Of code and of what it prints, below a heading and a sentence."""
TITLE = "Fourteen slides, as measured"
_OPENING = """\
# {title}

**The question:** *what does the outline say of imbalanced data, and what is left of it when it \
is run?*

{minutes} minutes · {lessons}: a corrected statement, its figure, and the corrected code
"""
_OPENING_NOTES = """\
*1 minute.* Two minutes for each lesson: read the statement, let the room look at the figure, say \
what the line of code does. Each slide's measurements, exceptions and exercises are in its \
lesson; key C leads to the decks. Ask: which of the fourteen titles do you use already?
"""
_CLOSING = """\
## Where to go on

These were {lessons} facts of {lessons} lessons. Each lesson has

- what was measured, on open data, with intervals,
- the honest exception, where the myth is right,
- exercises that check an answer and say what is wrong with it.

Key C leads to all decks; the lessons lie in the folder `notebooks`.

**Begin with the lesson whose fact surprised you most.**
"""
_LINE_NOTES = (
    "*Half a minute.* Read the sentence, then the line that does it; the rest is at home."
)
_FIGURE_NOTES = "*1 minute.* Say which axis is which before you say what the figure shows."
_CLOSING_NOTES = (
    "*1 minute.* Ask each of them: which of your models would you look at again, and why?"
)


def build_overview(*, folder: Path | None = None, notebooks: Path | None = None) -> Path:
    """Build the overview deck from tagged cells of the lessons, as committed; no cell is run.

    Parameters
    ----------
    folder : pathlib.Path, optional
        Where the deck goes; ``slides/build`` of the clone by default.
    notebooks : pathlib.Path, optional
        Where the notebooks are; the course's own by default.

    Returns
    -------
    pathlib.Path
        The deck.

    Raises
    ------
    DeckFault
        When a lesson lacks a fact, a headline figure or a line of mended code.
    """
    target = folder or need_repository("course slides overview") / "slides" / "build"
    paths = find_notebooks([], notebooks or shipped_folder("notebooks"))
    titles, cells = outline_titles(), list[Cell]()
    for path in paths:
        notebook = read_notebook(path)
        check(notebook, path)
        cells += _lesson(read_portrait(path, titles))
    opening = _OPENING.format(
        title=TITLE, minutes=2 * len(paths) + 2, lessons=f"{len(paths)} lessons"
    )
    cells = [
        _markdown("title", opening, "slide"),
        _markdown("title-notes", _OPENING_NOTES, "notes"),
        *cells,
        _markdown("closing", _CLOSING.format(lessons=len(paths)), "slide"),
        _markdown("closing-notes", _CLOSING_NOTES, "notes"),
    ]
    shared = shared_parts(paths[0].parent)
    html = export_deck(
        {**notebook, "cells": cells}, paths[0], {**shared, "title": TITLE, "lesson": None}
    )
    write_whole(target / "overview.html", html)
    return target / "overview.html"


def _lesson(portrait: Portrait) -> list[Cell]:
    """Return the three slides of a lesson: what holds, its figure, the mended code."""
    number, title = portrait.number, f"## {portrait.number} · {portrait.title}"
    figure, code = portrait.figure, portrait.mended
    shown = f"## {number} · {figure.heading.markdown}"
    return [
        _markdown(f"{number}-fact", f"{title}\n\n{_claim(portrait)}", "slide"),
        _markdown(f"{number}-fact-notes", _fact_notes(portrait), "notes"),
        _markdown(f"{number}-figure-title", shown, "subslide"),
        _code(f"{number}-figure", figure.cell, source="", outputs=[figure.output]),
        _markdown(f"{number}-figure-notes", _FIGURE_NOTES, "notes"),
        _markdown(
            f"{number}-line", f"{title}: in code\n\n{portrait.caption.markdown}", "subslide"
        ),
        _code(f"{number}-code", code, source=_fitting(code, portrait), outputs=_streams(code)),
        _markdown(f"{number}-line-notes", _LINE_NOTES, "notes"),
    ]


def _claim(portrait: Portrait) -> str:
    return (
        f"**Myth:** {portrait.myth.markdown}\n\n**Fact:** {portrait.fact.markdown}\n\n"
        f"**To take home:** {portrait.takeaway.markdown}"
    )


def _fact_notes(portrait: Portrait) -> str:
    asked = portrait.question.markdown
    return f"*Half a minute.* Ask: {asked} Hands up for the myth; then read the fact."


def _fitting(cell: Cell, portrait: Portrait) -> str:
    """Return the mended code; only the line that says most when all is too much for a slide."""
    lines = cell["source"].strip("\n").splitlines()
    printed = "".join(output["text"] for output in _streams(cell)).splitlines()
    fits = (
        len(lines) <= MAX_LINES
        and len(lines) + len(printed) <= MAX_LINES_IN_ALL
        and all(len(line) <= MAX_WIDTH for line in lines)
    )
    return "\n".join(lines) if fits else portrait.line.plain


def _streams(cell: Cell) -> list[dict[str, Any]]:
    """Return what the cell prints; a table or a figure of its own has its place in the lesson."""
    return [output for output in cell["outputs"] if output["output_type"] == "stream"]


def _markdown(name: str, source: str, slide_type: str) -> Cell:
    tags = ["remove-cell"] if slide_type == "notes" else []
    metadata = {"slideshow": {"slide_type": slide_type}, "tags": tags}
    return {"cell_type": "markdown", "id": name, "metadata": metadata, "source": source}


def _code(name: str, cell: Cell, *, source: str, outputs: list[Any]) -> Cell:
    kept = {key: value for key, value in cell["metadata"].items() if key == "alt"}
    tags = [] if source else ["hide-input"]
    metadata = {**kept, "slideshow": {"slide_type": "-"}, "tags": tags}
    return {**cell, "id": name, "metadata": metadata, "source": source, "outputs": outputs}
