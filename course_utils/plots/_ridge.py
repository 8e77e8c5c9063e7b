"""Distributions of one number by class, a row for each class, each scaled to its own peak."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from course_utils.plots._inputs import wrapped
from course_utils.plots._style import COLOURS

Values = NDArray[np.float64]

_PEAK = 0.85
_ROWS_WITH_COUNTS = 3


def draw_ridge(
    ax: Axes,
    rows: Mapping[str, Values],
    roles: Sequence[str],
    edges: Values,
    *,
    threshold: float | None = None,
) -> None:
    """Draw a histogram for each class on a base line of its own, the first on top.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw; a row is one unit high, and its peak .85.
    rows : mapping of str to array
        The values of each class.
    roles : sequence of str
        The role of each class in ``COLOURS``.
    edges : array
        The edges of the bars; values beyond them are not drawn.
    threshold : float, default=None
        What lies at or above it is dark, the rest pale.
    """
    bases = range(len(rows) - 1, -1, -1)
    for base, values, role in zip(bases, rows.values(), roles, strict=True):
        counts, _ = np.histogram(values, edges)
        tops = base + _PEAK * counts / max(counts.max(), 1)
        alpha = 0.75 if threshold is None else 0.35
        ax.stairs(tops, edges, baseline=base, fill=True, color=COLOURS[role], alpha=alpha)
        ax.stairs(tops, edges, baseline=base, color=COLOURS[role], linewidth=1.2)
        if threshold is not None:
            _darken(ax, tops, edges, base, COLOURS[role], threshold)
        ax.axhline(base, color=COLOURS["baseline"], linewidth=0.8)
    few = len(rows) <= _ROWS_WITH_COUNTS
    names = [
        wrapped(name, 20) + (f"\n{part.size:,} rows" if few else "") for name, part in rows.items()
    ]
    ax.set_yticks([base + _PEAK / 2 for base in bases], names)
    ax.set_ylim(-0.03, len(rows))
    ax.tick_params(axis="y", length=0)
    ax.grid(visible=False, axis="y")


def _darken(
    ax: Axes, tops: Values, edges: Values, base: float, colour: str, threshold: float
) -> None:
    """Draw the bars from the threshold on once more, in full colour."""
    inside = np.concatenate([[max(threshold, edges[0])], edges[edges > threshold]])
    if inside.size > 1:
        which = np.searchsorted(edges, inside[:-1], side="right") - 1
        ax.stairs(tops[which], inside, baseline=base, fill=True, color=colour)


def say_spread(name: str, values: Values) -> str:
    """Say in words where the values of a class lie."""
    low, middle, high = np.quantile(values, [0.1, 0.5, 0.9])
    return (
        f"{name} ({values.size:,} rows) median {middle:.3f}, 80 % between {low:.3f} and {high:.3f}"
    )
