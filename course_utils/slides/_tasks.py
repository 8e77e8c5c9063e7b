"""Exercises as a class sees them: the task in full, one question to a slide.

In a notebook the task of a function stands in its docstring, in a cell that is no slide, and a
quiz is one long cell. Both are told here from the cells' ids and text alone: loading the
exercises themselves would cost more time than the whole deck.
"""

import ast
import inspect
import re
from collections.abc import Iterable, Iterator

from course_utils.slides._faults import MAX_LINES
from course_utils.slides._notebook import Cell, is_shown

_PROMPT = re.compile(r"ex-\d+-(\d+|quiz|recall)-prompt")
_INSTRUCTIONS = re.compile(r'hint\("|each `\.\.\.`')
_NEXT_QUESTION = re.compile(r"\n\n(?=\*\*(?:[A-Z]\.|And why\?)\*\*)")


def with_tasks(cells: Iterable[Cell]) -> Iterator[Cell]:
    """Yield the cells, the prompts of exercises as slides of their own."""
    cells = list(cells)
    answers = {cell.get("id"): cell for cell in cells if cell["cell_type"] == "code"}
    told: set[str] = set()
    for cell in cells:
        name = str(cell.get("id", ""))
        if is_shown(cell) and _PROMPT.fullmatch(name):
            answer = answers.get(name.removesuffix("-prompt"))
            yield from _task(cell, answer)
            told.add(name.removesuffix("-prompt"))
        elif name not in told:
            yield cell


def _task(prompt: Cell, answer: Cell | None) -> list[Cell]:
    text = _without_instructions(prompt["source"])
    function = _function(answer["source"]) if answer else None
    if answer is None or function is None:
        return _questions(prompt, text)
    task = f"{text}\n\n{inspect.cleandoc(ast.get_docstring(function) or '')}"
    code = _without_docstring(answer["source"], function)
    return [
        {**prompt, "source": task},
        {**answer, "source": code, "outputs": [], "metadata": _placed("-")},
    ]


def _questions(prompt: Cell, text: str) -> list[Cell]:
    """Return one slide a question; each has the heading of the first."""
    heading = text.partition("\n")[0]
    first, *others = _NEXT_QUESTION.split(text)
    if others and others[0].startswith("**A.**"):
        first = f"{first}\n\n{others.pop(0)}"
    return [{**prompt, "source": first}] + [
        {
            **prompt,
            "id": f"{prompt['id']}-{number}",
            "source": f"{heading}\n\n{question}",
            "metadata": _placed("subslide"),
        }
        for number, question in enumerate(others, 2)
    ]


def _without_instructions(text: str) -> str:
    """Drop the paragraph on how to use the notebook: it names the hints, or each ``...``."""
    parts = text.split("\n\n")
    return "\n\n".join(part for part in parts if not _INSTRUCTIONS.search(part))


def _function(source: str) -> ast.FunctionDef | None:
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return None
    first = body[0] if body else None
    return first if isinstance(first, ast.FunctionDef) and ast.get_docstring(first) else None


def _without_docstring(source: str, function: ast.FunctionDef) -> str:
    """Return the function as code; only its head when it is too long for a slide."""
    lines = source.splitlines()
    docstring = function.body[0]
    head, body = lines[: docstring.lineno - 1], lines[docstring.end_lineno :]
    if len(head) + len(body) > MAX_LINES:
        body = [" " * docstring.col_offset + "..."]
    return "\n".join(head + body)


def _placed(slide_type: str) -> dict[str, object]:
    return {"slideshow": {"slide_type": slide_type}}
