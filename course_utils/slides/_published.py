"""The outline's code on a slide: as code, under a heading, not as the text that a lesson runs.

A lesson holds the published snippet as a string, to run it in a namespace of its own. A class
is to read it, so the deck shows what is inside the string, in colour.
"""

import ast
from collections.abc import Iterable, Iterator

from course_utils.slides._notebook import Cell, has_tag, is_shown, slide_type

HEADING = "## The code, as published"


def with_published(cells: Iterable[Cell]) -> Iterator[Cell]:
    """Yield the cells, the published snippets as the code that they hold."""
    for cell in cells:
        snippet = _snippet(cell) if is_shown(cell) and has_tag(cell, "published") else None
        if snippet is None:
            yield cell
            continue
        if slide_type(cell) in ("slide", "subslide"):
            yield {
                **cell,
                "id": f"{cell['id']}-heading",
                "cell_type": "markdown",
                "source": HEADING,
                "outputs": [],
            }
            cell = {**cell, "metadata": {**cell["metadata"], "slideshow": {"slide_type": "-"}}}
        yield {**cell, "source": snippet}


def _snippet(cell: Cell) -> str | None:
    """Return the text that a cell keeps as its first string, or None for a cell without one."""
    try:
        body = ast.parse(cell["source"]).body
    except SyntaxError:
        return None
    first = body[0] if body else None
    value = first.value if isinstance(first, ast.Assign) else None
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return value.value.strip("\n")
    return None
