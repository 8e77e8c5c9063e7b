"""A plot as facts: what a check may know of the Axes that an answer returned.

matplotlib itself is never imported here; the learner's side reads what an Axes tells.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

from course_utils.exercises._faults import CheckBreaksContract, DamagedMessage, UnsuitableResult
from course_utils.exercises._wire import Node, Place, say_place

if TYPE_CHECKING:
    import numpy as np

_INSTEAD: Final = {
    "get_title": "title",
    "get_xlabel": "xlabel",
    "get_ylabel": "ylabel",
    "get_xlim": "xlim",
    "get_ylim": "ylim",
    "get_xscale": "xscale",
    "get_yscale": "yscale",
    "get_legend": "legend",
    "get_legend_handles_labels": "legend",
    "get_lines": "lines",
    "collections": "points",
    "patches": "bars",
    "containers": "bars",
}
_TEXTS = ("title", "xlabel", "ylabel", "xscale", "yscale")


@dataclass(frozen=True, eq=False)
class Marks:
    """A line, or the points of a scatter, in the order in which they were drawn.

    Parameters
    ----------
    label : str
        Its entry in a legend; empty when it has none.
    x, y : ndarray
        Where it goes through.
    """

    label: str
    x: np.ndarray[Any, Any]
    y: np.ndarray[Any, Any]


@dataclass(frozen=True)
class Bar:
    """One bar: its group's label, its lower left corner and its size."""

    label: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, eq=False)
class AxesFacts:
    """What a check may know of an Axes.

    Parameters
    ----------
    title, xlabel, ylabel : str
        Its texts.
    xscale, yscale : str
        ``linear``, ``log``, …
    xlim, ylim : tuple of float
        Its limits.
    legend : tuple of str or None
        The legend's entries; None without a legend.
    lines, points : tuple of Marks
        The lines, and the scatters.
    bars : tuple of Bar
        The bars, a histogram's too.
    """

    title: str
    xlabel: str
    ylabel: str
    xscale: str
    yscale: str
    xlim: tuple[float, float]
    ylim: tuple[float, float]
    legend: tuple[str, ...] | None
    lines: tuple[Marks, ...]
    points: tuple[Marks, ...]
    bars: tuple[Bar, ...]

    def __getattr__(self, name: str) -> Any:
        """Tell an author which fact to ask for; an Axes itself does not cross."""
        if name.startswith("_"):
            raise AttributeError(name)
        allowed = ", ".join(fact.name for fact in fields(AxesFacts))
        instead = f"Use .{_INSTEAD[name]}. " if name in _INSTEAD else ""
        raise CheckBreaksContract(
            f"A check knows facts of an Axes, not the Axes: .{name} is none of them. "
            f"{instead}There are {allowed}."
        )


def write_axes(value: Any, place: Place, walk: Callable[[Any, Place], Node]) -> Node | None:
    """Return the node of an Axes, or of a Figure that holds one; None for anything else."""
    figures, axes = sys.modules.get("matplotlib.figure"), sys.modules.get("matplotlib.axes")
    if figures is not None and isinstance(value, figures.Figure):
        if len(value.axes) != 1:
            what = f"a Figure with {len(value.axes)} Axes"
            raise UnsuitableResult(say_place(place), what, "Return the one Axes with the plot.")
        value = value.axes[0]
    if axes is None or not isinstance(value, axes.Axes):
        return None
    return {"kind": "axes", "facts": walk(_facts(value), (*place, "the plot"))}


def read_axes(node: Node, read: Callable[[Node], Any]) -> AxesFacts:
    """Return the facts of a node, or refuse the message."""
    facts = read(node.get("facts"))
    try:
        legend = facts["legend"]
        return AxesFacts(
            **{name: _text(facts[name]) for name in _TEXTS},
            xlim=_pair(facts["xlim"]),
            ylim=_pair(facts["ylim"]),
            legend=None if legend is None else tuple(map(_text, legend)),
            lines=tuple(map(_marks, facts["lines"])),
            points=tuple(map(_marks, facts["points"])),
            bars=tuple(Bar(_text(label), *map(float, sizes)) for label, *sizes in facts["bars"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise DamagedMessage("The facts of a plot are none.") from None


def _facts(axes: Any) -> Mapping[str, Any]:
    legend = axes.get_legend()
    titles = [axes.get_title(loc=place) for place in ("center", "left", "right")]
    scatters = [part for part in axes.collections if type(part).__name__ == "PathCollection"]
    return {
        "title": next((title for title in titles if title), ""),
        "xlabel": axes.get_xlabel(),
        "ylabel": axes.get_ylabel(),
        "xscale": axes.get_xscale(),
        "yscale": axes.get_yscale(),
        "xlim": tuple(map(float, axes.get_xlim())),
        "ylim": tuple(map(float, axes.get_ylim())),
        "legend": None if legend is None else [text.get_text() for text in legend.get_texts()],
        "lines": [
            (_label(line), *(_numbers(line.get_data(orig=False)[i]) for i in (0, 1)))
            for line in axes.get_lines()
        ],
        "points": [
            (_label(part), *(_numbers(part.get_offsets()[:, i]) for i in (0, 1)))
            for part in scatters
        ],
        "bars": _bars(axes),
    }


def _bars(axes: Any) -> list[tuple[Any, ...]]:
    labels = {id(bar): _label(group) for group in axes.containers for bar in group.get_children()}
    return [
        (
            labels.get(id(patch), ""),
            *map(float, (*patch.get_xy(), patch.get_width(), patch.get_height())),
        )
        for patch in axes.patches
        if type(patch).__name__ == "Rectangle"
    ]


def _label(artist: Any) -> str:
    label = str(artist.get_label() or "")
    return "" if label.startswith("_") else label  # matplotlib's own names for what has none


def _numbers(values: Any) -> np.ndarray[Any, Any]:
    import numpy as np

    return np.ma.filled(np.ma.asarray(values, dtype=float), np.nan)


def _marks(part: Any) -> Marks:
    label, x, y = part
    if x.ndim != 1 or x.shape != y.shape or x.dtype != float or y.dtype != float:
        raise ValueError("no marks")
    return Marks(_text(label), x, y)


def _text(value: Any) -> str:
    if type(value) is not str:
        raise TypeError("no text")
    return value


def _pair(value: Any) -> tuple[float, float]:
    low, high = value
    return float(low), float(high)
