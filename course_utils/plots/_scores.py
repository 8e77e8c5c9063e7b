"""How a model scores the rows of each class, and what a threshold makes of it."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray

from course_utils.evaluation import checked_scores
from course_utils.plots._canvas import canvas
from course_utils.plots._inputs import percent
from course_utils.plots._style import COLOURS


def plot_scores(
    y_true: ArrayLike,
    y_score: ArrayLike,
    *,
    threshold: float | None = None,
    xlabel: str = "score",
    display_labels: Sequence[str] = ("majority", "minority"),
    bins: int = 40,
    ax: Axes | None = None,
) -> Axes:
    """Draw each class's distribution of scores in a row of its own.

    Each row is scaled to its own peak, so that a class of one row in a hundred is seen as
    well as the other: heights compare within a row, never between rows.

    Parameters
    ----------
    y_true : array-like of shape (n,)
        Labels, 1 for the minority and 0 for the majority.
    y_score : array-like of shape (n,)
        A finite score for each row, higher for the minority; a probability, or any other.
    threshold : float, default=None
        The score from which a row is called positive; it is drawn, and what lies at or above
        it is dark and counted.
    xlabel : str, default='score'
        What the score is, with its unit.
    display_labels : sequence of two str, default=('majority', 'minority')
        The names of classes 0 and 1.
    bins : int, default=40
        How many bars a row has.
    ax : matplotlib.axes.Axes, default=None
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on: the majority above, the minority below.

    Raises
    ------
    ValueError
        When a class has fewer than two rows, or a score or the threshold is not finite.

    Examples
    --------
    >>> ax = plot_scores([0, 0, 0, 1, 1], [0.1, 0.2, 0.7, 0.4, 0.8], threshold=0.5)
    >>> print(ax.get_figure().get_label())
    Distributions of score by class, ... At or above 0.500:
    1 of 3 rows of majority (33.3 %), 1 of 2 rows of minority (50.0 %).
    """
    labels, scores = checked_scores(y_true, y_score)
    if threshold is not None and not np.isfinite(threshold):
        raise ValueError(f"threshold must be a number; it is {threshold!r}.")
    edges = np.histogram_bin_edges(scores, bins)
    rows = {name: scores[labels == value] for value, name in enumerate(display_labels)}
    with canvas(ax, size=(8, 3.6), data=y_true) as drawn:
        for place, (values, role) in enumerate(
            zip(rows.values(), ("majority", "minority"), strict=True)
        ):
            draw_row(drawn.ax, values, edges, base=1 - place, role=role, threshold=threshold)
            if threshold is not None:
                flagged = int((values >= threshold).sum())
                drawn.ax.annotate(
                    f"{flagged:,} flagged = {percent(flagged / values.size)}",
                    (1, 1.62 - place),
                    xycoords=("axes fraction", "data"),
                    ha="right",
                )
        _furnish(drawn.ax, rows, threshold)
        drawn.ax.set_xlabel(xlabel)
        drawn.say(_words(rows, xlabel, threshold))
    return drawn.ax


def draw_row(
    ax: Axes,
    values: NDArray[np.float64],
    edges: NDArray[np.float64],
    *,
    base: float,
    role: str,
    threshold: float | None = None,
) -> None:
    """Draw one class's histogram on a base line, .85 high at its peak."""
    counts, _ = np.histogram(values, edges)
    heights = 0.85 * counts / max(counts.max(), 1)
    colour = COLOURS[role]
    ax.stairs(
        heights + base,
        edges,
        baseline=base,
        fill=True,
        color=colour,
        alpha=0.75 if threshold is None else 0.35,
    )
    ax.stairs(heights + base, edges, baseline=base, color=colour, linewidth=1.2)
    if threshold is not None:
        inside = np.concatenate([[threshold], edges[edges > threshold]])
        which = np.searchsorted(edges, inside[:-1], side="right") - 1
        if inside.size > 1 and threshold >= edges[0]:
            ax.stairs(heights[which] + base, inside, baseline=base, fill=True, color=colour)


def _furnish(ax: Axes, rows: dict[str, NDArray[np.float64]], threshold: float | None) -> None:
    ticks = [f"{name}\n{values.size:,} rows" for name, values in rows.items()]
    ax.set_yticks([1.4, 0.4], ticks)
    ax.set_ylim(-0.05, 2)
    ax.tick_params(axis="y", length=0)
    ax.grid(visible=False, axis="y")
    ax.axhline(1, color=COLOURS["baseline"], linewidth=0.8)
    if threshold is not None:
        ax.axvline(threshold, color="black", linestyle="--", linewidth=1.5)
        ax.annotate(
            f"threshold {threshold:.3g}",
            (threshold, 1),
            (4, 3),
            xycoords=("data", "axes fraction"),
            textcoords="offset points",
            annotation_clip=False,
        )


def _words(rows: dict[str, NDArray[np.float64]], xlabel: str, threshold: float | None) -> str:
    said = []
    for name, values in rows.items():
        low, middle, high = np.quantile(values, [0.1, 0.5, 0.9])
        said.append(
            f"{name} ({values.size:,} rows) median {middle:.3f}, "
            f"80 % between {low:.3f} and {high:.3f}"
        )
    words = f"Distributions of {xlabel} by class, each scaled to its own peak: {'; '.join(said)}."
    if threshold is None:
        return words
    flagged = ", ".join(
        f"{int((values >= threshold).sum()):,} of {values.size:,} rows of {name} "
        f"({percent(float((values >= threshold).mean()))})"
        for name, values in rows.items()
    )
    return f"{words} At or above {threshold:.3f}: {flagged}."
