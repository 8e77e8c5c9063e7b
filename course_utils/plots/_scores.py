"""How a model scores the rows of each class, and what a threshold makes of it."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from course_utils.evaluation import checked_scores
from course_utils.plots._canvas import canvas
from course_utils.plots._inputs import percent
from course_utils.plots._ridge import Values, draw_ridge, say_spread


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
        draw_ridge(drawn.ax, rows, ("majority", "minority"), edges, threshold=threshold)
        drawn.ax.set_xlabel(xlabel)
        if threshold is not None:
            _draw_threshold(drawn.ax, rows, threshold)
        drawn.say(_words(rows, xlabel, threshold))
    return drawn.ax


def _draw_threshold(ax: Axes, rows: Mapping[str, Values], threshold: float) -> None:
    """Draw the cut, and write below each class's name how much of it is flagged."""
    ax.axvline(threshold, color="black", linestyle="--", linewidth=1.5)
    ax.set_xlabel(f"{ax.get_xlabel()}\n(dashed: threshold {threshold:.3g})")
    names = []
    for label, values in zip(ax.get_yticklabels(), rows.values(), strict=True):
        flagged = int((values >= threshold).sum())
        names.append(f"{label.get_text()}\n{flagged:,} flagged = {percent(flagged / values.size)}")
    ax.set_yticks(ax.get_yticks(), names)


def _words(rows: Mapping[str, Values], xlabel: str, threshold: float | None) -> str:
    said = "; ".join(say_spread(name, values) for name, values in rows.items())
    words = f"Distributions of {xlabel} by class, each scaled to its own peak: {said}."
    if threshold is None:
        return words
    flagged = ", ".join(
        f"{int((values >= threshold).sum()):,} of {values.size:,} rows of {name} "
        f"({percent(float((values >= threshold).mean()))})"
        for name, values in rows.items()
    )
    return f"{words} At or above {threshold:.3f}: {flagged}."
