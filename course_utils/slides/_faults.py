"""What would make a poor slide, told before a deck is made: which cell, and how to mend it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from course_utils.slides._notebook import (
    SLIDE_TYPES,
    Cell,
    DeckFault,
    Notebook,
    fenced_code,
    has_tag,
    is_shown,
    lesson_number,
    place,
    shows_code,
    slide_type,
    without_code,
)

MAX_LINES = 12
PUBLISHED_LINES = 20
"""The outline's own code is quoted as it stands, however long it is."""
MAX_WIDTH = 88

_REMOTE = r"(?:https?:)?//"
_FETCHED = re.compile(
    rf"""<(?:img|script|link|iframe|video|audio|source|object|embed)\b[^>]*
         \b(?:src|href|data)\s*=\s*["']?{_REMOTE}
       | url\(\s*["']?{_REMOTE} | @import\b""",
    re.VERBOSE | re.IGNORECASE,
)
_MARKDOWN_IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<url>[^)\s]*)")
_LINK = re.compile(r"(?<!!)\[[^\]]+\]\((?P<url>[^)\s]+)")
_LEADS_ON = re.compile(r"https?://|mailto:|\d\d_\w+\.ipynb")
_HTML_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_EMBEDDED = re.compile(r"""\bsrc\s*=\s*["']?data:""", re.IGNORECASE)
_ALT = re.compile(r"""\balt\s*=\s*(?:"[^"]*\S[^"]*"|'[^']*\S[^']*')""", re.IGNORECASE)


def check(notebook: Notebook, path: Path) -> None:
    """Refuse a notebook that would make a poor deck, with one line for each fault."""
    number = lesson_number(path)
    found = [
        f"{place(cell, path)} {fault}."
        for cell in notebook["cells"]
        for fault in _faults(cell, number, path.parent)
    ]
    if not any(is_shown(cell) for cell in notebook["cells"]):
        found.append(f"Lesson {number} has no slide: give its cells slide types in '{path.name}'.")
    if found:
        raise DeckFault("\n".join(found))


def _faults(cell: Cell, number: int, folder: Path) -> Iterator[str]:
    kind = slide_type(cell)
    if kind is None:
        yield (
            "has no slide type: set metadata.slideshow.slide_type to one of "
            + ", ".join(repr(name) for name in SLIDE_TYPES)
        )
    elif kind in ("slide", "subslide") and has_tag(cell, "remove-cell"):
        yield f"starts a {kind} and is tagged 'remove-cell': remove the tag, or make it 'skip'"
    elif is_shown(cell):
        yield from _code_faults(cell, number)
        yield from _output_faults(cell)
        if cell["cell_type"] == "markdown":
            yield from _markdown_faults(cell["source"], folder)


def _code_faults(cell: Cell, number: int) -> Iterator[str]:
    if cell["cell_type"] != "code":
        return
    was_run = cell.get("execution_count") is not None or cell["outputs"]
    if not was_run and cell["source"].strip():
        yield f"was never run: run `course build {number}`"
    elif not shows_code(cell) and not cell["outputs"]:
        yield (
            "shows nothing, its code is hidden and it has no output: make it 'skip', or remove "
            "the tag 'hide-input'"
        )
    if shows_code(cell):
        most = PUBLISHED_LINES if has_tag(cell, "published") else MAX_LINES
        yield from _length_faults(cell["source"], most)


def _length_faults(code: str, most: int) -> Iterator[str]:
    lines = code.strip("\n").splitlines()
    if len(lines) > most:
        yield (
            f"has {len(lines)} lines of code, and a slide holds {most}: split the cell, "
            "make it 'skip', or hide its code with the tag 'hide-input'"
        )
    for position, line in enumerate(lines, 1):
        if len(line) > MAX_WIDTH:
            yield (
                f"has a line of {len(line)} characters (line {position}), and a slide holds "
                f"{MAX_WIDTH}: break the line"
            )


def _output_faults(cell: Cell) -> Iterator[str]:
    for output in cell.get("outputs", []):
        if output["output_type"] == "error":
            yield (
                f"ends in {output['ename']}: print the error as one line instead, "
                "or make the cell 'skip'"
            )
        data = output.get("data", {})
        if "text/html" in data:
            yield from _html_faults(data["text/html"])
        elif any(kind.startswith("image/") for kind in data) and not alt_text(output, cell):
            yield 'draws a figure without alt text: show it with `show(figure, alt="…")`'


def alt_text(output: dict[str, Any], cell: Cell) -> str:
    """Return the words that stand for the output's picture, or nothing."""
    metadata = output.get("metadata", {})
    said = [part.get("alt") for part in metadata.values() if isinstance(part, dict)]
    said += [metadata.get("alt"), cell["metadata"].get("alt")]
    return next((text.strip() for text in said if isinstance(text, str) and text.strip()), "")


def _html_faults(html: str) -> Iterator[str]:
    if _FETCHED.search(html):
        yield "fetches something from the network: put it into the page, a deck is shown offline"
    images = _HTML_IMAGE.findall(html)
    if any(not _EMBEDDED.search(image) for image in images):
        yield "has an <img> whose file a deck cannot take along: write ![alt text](file) instead"
    if any(not _ALT.search(image) for image in images):
        yield 'has an <img> without alt text: say in alt="…" what the picture shows'


def _markdown_faults(text: str, folder: Path) -> Iterator[str]:
    for code in fenced_code(text):
        yield from _length_faults(code, MAX_LINES)
    prose = without_code(text)
    yield from _html_faults(prose)
    yield from _link_faults(prose)
    for image in _MARKDOWN_IMAGE.finditer(prose):
        if not image["alt"].strip():
            yield f"has the picture '{image['url']}' without alt text: write ![alt text](…)"
        if not _is_at_hand(image["url"], folder):
            yield (
                f"shows '{image['url']}', which is no file beside the notebook: "
                "put the picture there, a deck is shown offline"
            )


def _link_faults(prose: str) -> Iterator[str]:
    for link in _LINK.finditer(prose):
        if not _LEADS_ON.match(link["url"]):
            yield (
                f"links to '{link['url']}', which a deck cannot take along: link a lesson's "
                "notebook or a web address, or move the link to a cell that is 'skip'"
            )


def _is_at_hand(url: str, folder: Path) -> bool:
    return url.startswith(("data:", "attachment:")) or (folder / url).is_file()
