"""From a lesson's notebook, as committed, to one HTML file that is opened from disk."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from course_utils.files import need_repository, shipped_folder, write_whole
from course_utils.outline import outline_titles
from course_utils.slides._faults import alt_text, check
from course_utils.slides._formula import mathml, to_html
from course_utils.slides._notebook import (
    HIDES_CODE,
    Cell,
    Notebook,
    find_notebooks,
    is_shown,
    lesson_number,
    naming,
    read_notebook,
    slide_type,
    title_of,
    without_code,
)
from course_utils.slides._published import with_published
from course_utils.slides._reveal import reveal_files
from course_utils.slides._tasks import with_tasks

COURSE = "Solve imbalanced datasets in Python"


def build_decks(
    numbers: Iterable[int], *, folder: Path | None = None, notebooks: Path | None = None
) -> list[Path]:
    """Build the decks of these lessons from their committed outputs; no cell is run.

    All decks are made before the first is written, so a fault in one leaves every file as it was.

    Parameters
    ----------
    numbers : iterable of int
        The lessons; none means all that exist.
    folder : pathlib.Path, optional
        Where the decks go; ``slides/build`` of the clone by default.
    notebooks : pathlib.Path, optional
        Where the notebooks are; the course's own by default.

    Returns
    -------
    list of pathlib.Path
        The decks, in the order of the numbers.

    Raises
    ------
    DeckFault
        When a lesson has no notebook, or its notebook would make a poor deck.

    Examples
    --------
    >>> build_decks([99])
    Traceback (most recent call last):
        ...
    course_utils.slides._notebook.DeckFault: There is no ...
    """
    target = folder or need_repository("course slides") / "slides" / "build"
    paths = find_notebooks(numbers, notebooks or shipped_folder("notebooks"))
    shared = shared_parts(paths[0].parent)
    decks = {target / f"{path.stem}.html": _make_deck(path, shared) for path in paths}
    for deck, html in decks.items():
        write_whole(deck, html)
    return list(decks)


def shared_parts(notebooks: Path) -> dict[str, Any]:
    """Return what every deck carries: reveal.js, the course's name, links to all decks."""
    return {**reveal_files(), "course": COURSE, "decks": _all_decks(notebooks)}


def _all_decks(notebooks: Path) -> list[dict[str, Any]]:
    """Return number, title and file name of every lesson's deck, for the links between them."""
    titles = outline_titles()
    return [
        {
            "number": (number := lesson_number(path)),
            "title": titles.get(number, path.stem[3:]),
            "file": f"{path.stem}.html",
        }
        for path in find_notebooks([], notebooks)
    ]


def _make_deck(path: Path, shared: dict[str, Any]) -> str:
    number = lesson_number(path)
    notebook = read_notebook(path)
    check(notebook, path)
    course = {**shared, "title": title_of(notebook, path), "lesson": number}
    notebook["cells"] = with_published(with_tasks(notebook["cells"]))
    return export_deck(notebook, path, course)


def export_deck(notebook: Notebook, path: Path, course: dict[str, Any]) -> str:
    """Return a deck's HTML; local pictures and faults are those of the notebook at the path."""
    return _export({**notebook, "cells": arrange(notebook["cells"])}, path, course)


def arrange(cells: Iterable[Cell]) -> list[Cell]:
    """Return the cells of the slides, each slide's notes right behind its first cell.

    A note that followed a fragment would otherwise belong to the fragment only, and the speaker
    view would be empty until it is shown.
    """
    slides: list[tuple[list[Cell], list[Cell]]] = []
    early: list[Cell] = []
    for cell in cells:
        if is_shown(cell):
            if not slides or slide_type(cell) in ("slide", "subslide"):
                slides.append(([], early))
                early = []
            slides[-1][0].append(cell)
        elif slide_type(cell) == "notes":
            (slides[-1][1] if slides else early).append(cell)
    for position, (shown, _) in enumerate(slides):
        _raise_headings(shown, top=1 if position == 0 else 2)
    return [cell for shown, notes in slides for cell in (shown[0], *notes, *shown[1:])]


def _raise_headings(slide: list[Cell], *, top: int) -> None:
    """Let the slide's first heading be its title, whatever its level in the lesson."""
    text = "\n".join(map(_prose, slide))
    first = re.search(r"^(#{1,6})\s", without_code(text), re.MULTILINE)
    for cell in slide:
        cell["metadata"]["raised"] = len(first[1]) - top if first else 0


def _prose(cell: Cell) -> str:
    """Return the Markdown of a cell: its own, or what its code displays."""
    if cell["cell_type"] == "markdown":
        return str(cell["source"])
    shown = (output.get("data", {}) for output in cell.get("outputs", []))
    return "\n".join(data["text/markdown"] for data in shown if "text/markdown" in data)


def _export(notebook: Notebook, path: Path, course: dict[str, Any]) -> str:
    import nbformat
    from nbconvert.exporters.slides import SlidesExporter
    from traitlets.config import Config

    hidden = {"enabled": True, "remove_input_tags": list(HIDES_CODE)}
    exporter = SlidesExporter(  # type: ignore[no-untyped-call]
        config=Config(TagRemovePreprocessor=hidden, CoalesceStreamsPreprocessor={"enabled": True}),
        template_name="course_reveal",
        extra_template_basedirs=[str(shipped_folder("theme"))],
    )
    for name, function in _filters(path).items():
        exporter.register_filter(name, function)  # type: ignore[no-untyped-call]
    node = nbformat.from_dict(notebook)
    html, _ = exporter.from_notebook_node(node, {"course": course})
    return str(html)


def _filters(path: Path) -> dict[str, Callable[..., str]]:
    """Return what the template calls; a fault in a text names its cell."""

    def markdown2html(text: str, cell: Cell) -> str:
        with naming(cell, path):
            html = to_html(
                text,
                folder=path.parent,
                attachments=cell.get("attachments", {}),
                raised=cell["metadata"].get("raised", 0),
            )
        return to_decks(without_empty_headers(html))

    def latex2html(text: str, cell: Cell) -> str:
        with naming(cell, path):
            return mathml(text.strip().strip("$"), display="block")

    return {
        "alt_text": alt_text,
        "latex2html": latex2html,
        "markdown2html": markdown2html,
        "without_empty_headers": without_empty_headers,
    }


def to_decks(html: str) -> str:
    """Let links to other lessons lead to their decks, which lie beside this one.

    Examples
    --------
    >>> to_decks('<a href="04_oversampling.ipynb#SMOTE">lesson 4</a>')
    '<a href="04_oversampling.html">lesson 4</a>'
    """
    return re.sub(r'(href="\d\d_\w+)\.ipynb(?:#[^"]*)?"', r'\1.html"', html)


def without_empty_headers(html: str) -> str:
    """Make a table's empty corner a plain cell; a screen reader would announce a nameless header.

    Examples
    --------
    >>> without_empty_headers("<tr><th></th><th>recall</th></tr>")
    '<tr><td></td><th>recall</th></tr>'
    """
    return re.sub(r"<th([^>]*)>\s*</th>", r"<td\1></td>", html)
