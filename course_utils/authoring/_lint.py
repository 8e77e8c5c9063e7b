"""What every lesson keeps to, as sentences that name lesson, cell and mend."""

import ast
import re
from collections.abc import Iterator, Sequence

from nbformat import NotebookNode

from course_utils.authoring._cells import is_generated
from course_utils.authoring._lesson import Lesson
from course_utils.authoring._outputs import output_texts
from course_utils.authoring._scoreboard import DATA_MARK
from course_utils.errors import did_you_mean
from course_utils.outline import published_snippet

SLIDE_TYPES = ("slide", "subslide", "fragment", "skip", "notes", "-")
TAGS = (
    *("setup", "published", "mended", "claim", "headline", "takeaway", "scoreboard"),
    *("remove-cell", "hide-input", "remove-input", "nbval-ignore-output"),
)
CODE_LINES, CODE_WIDTH = 12, 88
PUBLISHED_LINES = 20
"""The outline's own code is quoted as it stands, however long it is."""
HAND_WRITTEN = 45
HELPERS = 5
_ALWAYS_ALLOWED = {
    *("check", "hint", "solution", "progress"),
    *("load_dataset", "list_datasets", "load_study", "make_card_fraud"),
}
_MODELS = ("Classifier", "Regressor", "Forest")
_BYTES = 1_500_000
_CODE_SPAN = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_DISPLAY_MATH = re.compile(r"\$\$.*?\$\$", re.DOTALL)
_INLINE_MATH = re.compile(r"(?<!\\)\$((?:\\.|[^$\\])*)(?<!\\)\$(\d?)")
Cells = Sequence[NotebookNode]


def lint(lesson: Lesson, cells: Cells, *, outputs: bool = True) -> Iterator[str]:
    """Yield a sentence for each thing in a lesson that its author should mend.

    Parameters
    ----------
    lesson : Lesson
    cells : sequence of cells
    outputs : bool, default=True
        Whether the outputs are of these cells, and so may be judged.
    """
    for cell in cells:
        for sentence in _cell_faults(cell):
            yield f"Lesson {lesson.number}, cell {cell.metadata.id!r}: {sentence}"
    for sentence in _lesson_faults(lesson, cells):
        yield f"Lesson {lesson.number}: {sentence}"
    if outputs:
        for sentence in _run_faults(lesson.number, cells):
            yield f"Lesson {lesson.number}: {sentence}"


def _cell_faults(cell: NotebookNode) -> Iterator[str]:
    slide_type = cell.metadata.get("slideshow", {}).get("slide_type")
    tags = cell.metadata.get("tags", [])
    if slide_type not in SLIDE_TYPES:
        yield f"has the slide_type {slide_type!r}; choose one of {', '.join(SLIDE_TYPES)}."
    if slide_type == "notes" and ("remove-cell" not in tags or cell.cell_type != "markdown"):
        yield "is a speaker's note; make it markdown and tag it 'remove-cell'."
    for tag in _unread(tags):
        yield f"has the tag {tag!r}, which nothing reads. {did_you_mean(tag, TAGS)}"
    if cell.cell_type == "markdown":
        yield from _prose_faults(cell.source)
    elif cell.cell_type == "code":
        yield from _code_faults(cell, slide_type, tags)


def _unread(tags: Sequence[str]) -> Iterator[str]:
    """Yield the tags that nothing reads; a data set is named beside 'scoreboard' only."""
    for tag in set(tags).difference(TAGS):
        if not (tag.startswith(DATA_MARK) and "scoreboard" in tags):
            yield tag


def _prose_faults(source: str) -> Iterator[str]:
    prose = _DISPLAY_MATH.sub("", _CODE_SPAN.sub("", source))
    for match in _INLINE_MATH.finditer(prose):
        inside, digit = match.groups()
        if digit or inside != inside.strip() or "\n\n" in inside:
            yield f"reads {match.group()!r} as mathematics; write '\\$' for a dollar sign."
            break
    if "![](" in prose or re.search(r"<img(?![^>]*\balt=\"[^\"])", prose):
        yield "has a picture without alt text; write what it shows."


def _code_faults(cell: NotebookNode, slide_type: str | None, tags: Sequence[str]) -> Iterator[str]:
    if re.search(r"^\s*from .+ import \*", cell.source, re.MULTILINE):
        yield "imports '*'; import by name."
    on_slide = slide_type not in ("skip", "notes") and not {"hide-input", "remove-input"} & {*tags}
    lines = cell.source.splitlines()
    most = PUBLISHED_LINES if "published" in tags else CODE_LINES
    if on_slide and len(lines) > most:
        yield (
            f"shows {len(lines)} lines of code on a slide; at most {most}. "
            "Split it, or tag it 'hide-input'."
        )
    if on_slide and any(len(line) > CODE_WIDTH for line in lines):
        yield f"shows a line of more than {CODE_WIDTH} characters on a slide; break it."
    if _threaded_forest(cell.source):
        yield (
            "gives a model n_jobs; threads add up in any order, and the last digits decide ties. "
            "Leave it out, so that the printed scores repeat."
        )
    yield from _figure_faults(cell)


def _threaded_forest(source: str) -> bool:
    return any(
        isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", "")).endswith(_MODELS)
        and any(keyword.arg == "n_jobs" for keyword in node.keywords)
        for node in _nodes(source)
    )


def _figure_faults(cell: NotebookNode) -> Iterator[str]:
    for output in cell.get("outputs", ()):
        for kind in ("image/png", "image/svg+xml"):
            alt = output.get("metadata", {}).get(kind, {}).get("alt", "")
            if kind in output.get("data", {}) and not alt.strip():
                yield "shows a figure without alt text; use show(figure, alt=...)."
        for text in output_texts(output):
            if re.search(r"<img(?![^>]*\balt=['\"][^'\"])", text):
                yield "shows a picture without alt text in its HTML."


def _lesson_faults(lesson: Lesson, cells: Cells) -> Iterator[str]:
    written = [
        cell
        for cell in cells
        if not is_generated(cell.metadata.id)
        and cell.metadata.get("slideshow", {}).get("slide_type") != "notes"
    ]
    if len(written) > HAND_WRITTEN:
        yield f"has {len(written)} hand-written cells; at most {HAND_WRITTEN}."
    helpers = helper_names(cells)
    if len(helpers) > HELPERS:
        yield (
            f"imports {len(helpers)} helpers of course_utils ({', '.join(helpers)}); "
            f"at most {HELPERS} beside check, hint, solution and what brings data."
        )
    yield from _published_faults(lesson, cells)
    if lesson.notebook.exists() and lesson.notebook.stat().st_size > _BYTES:
        yield (
            f"its notebook has {lesson.notebook.stat().st_size:,} bytes; at most {_BYTES:,}. "
            "Draw fewer or smaller figures."
        )


def helper_names(cells: Cells) -> list[str]:
    """Return the names of course_utils that a lesson's code imports, beside the usual ones."""
    names: set[str] = set()
    for cell in cells:
        if cell.cell_type == "code":
            for node in _nodes(cell.source):
                if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
                    "course_utils"
                ):
                    names.update(alias.name for alias in node.names)
    return sorted(names - _ALWAYS_ALLOWED)


def _nodes(source: str) -> Iterator[ast.AST]:
    try:
        yield from ast.walk(ast.parse(source))
    except SyntaxError:  # a magic; the kernel judges it
        return


def _run_faults(number: int, cells: Cells) -> Iterator[str]:
    counts = [cell.execution_count for cell in cells if cell.cell_type == "code" and cell.source]
    if counts != list(range(1, len(counts) + 1)):
        yield (
            "its cells were not run once each from top to bottom; "
            f"run 'course build {number} --force'."
        )


def _published_faults(lesson: Lesson, cells: Cells) -> Iterator[str]:
    snippet = published_snippet(lesson.number, lesson.root)
    published = [cell for cell in cells if "published" in cell.metadata.get("tags", ())]
    if snippet and not any(snippet in cell.source for cell in published):
        yield (
            f"no cell tagged 'published' holds the code of slide {lesson.number} of "
            "slides/outline.md as it stands there; copy it unchanged."
        )
