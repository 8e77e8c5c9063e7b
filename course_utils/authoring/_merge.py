"""The three-way merge of a lesson's two forms, cell by cell.

The base is what the last build wrote: an id and a digest for each cell, in order. A cell
changed on one side is taken from there; changed on both sides and differently, it is refused.
"""

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from nbformat import NotebookNode

from course_utils.authoring._cells import digest

Side = Literal["py", "ipynb"]
Cells = Sequence[NotebookNode]


@dataclass(frozen=True)
class Conflict:
    """A cell that both sides changed; None on the side that deleted it."""

    identity: str
    text: NotebookNode | None
    notebook: NotebookNode | None

    def __str__(self) -> str:
        """Return both forms of the cell, as a diff."""
        if self.identity == ORDER:
            return "the cells were put in another order on both sides."
        what = {
            (True, False): "deleted in the py, changed in the ipynb",
            (False, True): "changed in the py, deleted in the ipynb",
        }.get((self.text is None, self.notebook is None), "changed on both sides")
        lines = difflib.unified_diff(
            _lines(self.text), _lines(self.notebook), "py", "ipynb", lineterm=""
        )
        return "\n".join([f"cell {self.identity!r} was {what}:", *lines])


ORDER = "(order)"


def merge(
    base: Mapping[str, str],
    text: Cells,
    notebook: Cells,
    take: Callable[[str], Side | None] = lambda identity: None,
) -> tuple[list[NotebookNode], list[Conflict]]:
    """Return the merged cells, and the conflicts that are left.

    Parameters
    ----------
    base : mapping of str to str
        Id and digest of each cell of the last build, in its order.
    text, notebook : sequences of cells
        The two sides.
    take : callable
        Says which side wins a conflict in a cell, if any.
    """
    left = {cell.metadata.id: cell for cell in text}
    right = {cell.metadata.id: cell for cell in notebook}
    chosen: dict[str, NotebookNode] = {}
    conflicts = []
    for identity in {**left, **right}:
        ours, theirs = left.get(identity), right.get(identity)
        side = _changed_side(base.get(identity), ours, theirs) or take(identity)
        if side is None:
            conflicts.append(Conflict(identity, ours, theirs))
            continue
        cell = ours if side == "py" else theirs
        if cell is not None:
            chosen[identity] = cell
    order = _order(list(base), list(left), list(right), take(ORDER))
    if order is None:
        conflicts.append(Conflict(ORDER, None, None))
        order = list({**left, **right})
    return [chosen[identity] for identity in order if identity in chosen], conflicts


def _changed_side(
    base: str | None, text: NotebookNode | None, notebook: NotebookNode | None
) -> Side | None:
    ours = None if text is None else digest(text)
    theirs = None if notebook is None else digest(notebook)
    if ours in (theirs, base):
        return "ipynb"
    return "py" if theirs == base else None


def _order(
    base: list[str], text: list[str], notebook: list[str], take: Side | None
) -> list[str] | None:
    """Return all ids in order; None when both sides moved cells and differently."""
    common = set(text) & set(notebook)
    shared = [[name for name in names if name in common] for names in (text, notebook)]
    was = [name for name in base if name in common]
    now = [[name for name in names if name in was] for names in shared]
    if shared[0] == shared[1] or now[0] == was:
        return _woven(notebook, text)
    if now[1] == was or take == "py":
        return _woven(text, notebook)
    return _woven(notebook, text) if take == "ipynb" else None


def _woven(first: list[str], second: list[str]) -> list[str]:
    """Return ``first`` with the ids that only ``second`` has, each behind its neighbour there."""
    woven = list(first)
    behind = -1
    for name in second:
        if name in woven:
            behind = woven.index(name)
        else:
            behind += 1
            woven.insert(behind, name)
    return woven


def _lines(cell: NotebookNode | None) -> list[str]:
    if cell is None:
        return []
    shown = {key: value for key, value in cell.metadata.items() if key != "id"}
    return [f"[{cell.cell_type}] {shown}", *cell.source.splitlines()]
