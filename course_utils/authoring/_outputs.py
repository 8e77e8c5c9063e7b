"""What must not stay in an output that everybody will see."""

import re
from collections.abc import Iterator, Sequence

from nbformat import NotebookNode

_UNWANTED = {
    "a path of this machine": re.compile(
        r"(?<![\w/:.<-])/(?:home|root|tmp|usr|opt|var|mnt|srv|work|Users|private|Library)/[^\s'\"<]+"
        r"|\b[A-Z]:\\[^\s'\"<]+"
    ),
    "an address in memory": re.compile(r"\bat 0x[0-9a-fA-F]{6,}"),
    "a live timing": re.compile(r"\bWall time: .*|\bCPU times: .*"),
}


def unwanted_outputs(cells: Sequence[NotebookNode]) -> Iterator[str]:
    """Yield a sentence for each error, warning, path, address or timing in the outputs."""
    for cell in cells:
        for output in cell.get("outputs", ()):
            for what, found in _faults(output):
                yield f"cell {cell.metadata.id!r} leaves {what} in its output: {found[:160]!r}."


def output_texts(output: NotebookNode) -> Iterator[str]:
    """Yield the texts of an output, whatever their type."""
    if output.output_type == "stream":
        yield output.text
    for kind, value in output.get("data", {}).items():
        if isinstance(value, str) and not kind.startswith("image/p"):
            yield value


def _faults(output: NotebookNode) -> Iterator[tuple[str, str]]:
    if output.output_type == "error":
        yield "an error", f"{output.ename}: {output.evalue}"
    if output.output_type == "stream" and output.name == "stderr":
        yield "a warning (stderr)", output.text.strip().splitlines()[0]
    for text in output_texts(output):
        for what, pattern in _UNWANTED.items():
            match = pattern.search(text)
            if match:
                yield what, match.group()
