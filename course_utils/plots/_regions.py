"""Two features, two classes or more, a model's regions, and what a sampler did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike, NDArray

from course_utils.plots._canvas import canvas
from course_utils.plots._inputs import labels_of, names_of_classes
from course_utils.plots._resampled import Fate, tell_fates
from course_utils.plots._style import COLOURS, MARKERS

_ROLES = ("majority", "minority", "leaky", "honest", "highlight", "baseline")


def plot_decision_regions(
    estimator: Any,
    X: ArrayLike | pd.DataFrame,
    y: ArrayLike,
    *,
    X_resampled: ArrayLike | pd.DataFrame | None = None,
    y_resampled: ArrayLike | None = None,
    response_method: str = "auto",
    grid_resolution: int = 200,
    display_labels: Sequence[str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw rows by class, a fitted model's regions below, and what a sampler did to the rows.

    Parameters
    ----------
    estimator : fitted classifier or outlier detector, or None
        Whose regions are drawn, through scikit-learn's ``DecisionBoundaryDisplay``; what a
        detector calls an outlier, −1, is in the minority's colour. None draws the rows alone.
    X : array-like or DataFrame of shape (n, 2)
        Two features.
    y : array-like of shape (n,)
        Labels; with two classes the second in sorted order (1 after 0) is the minority.
    X_resampled, y_resampled : array-like of shape (m, 2) and (m,), default=None
        What the sampler returned. Rows of it that `X` does not have are drawn as new, rows
        that it has more often as copied, and rows that it lacks as removed.
    response_method : {'auto', 'predict', 'predict_proba', 'decision_function'}, default='auto'
        Whether regions are classes or shades of a score.
    grid_resolution : int, default=200
        Points of the grid along each feature.
    display_labels : sequence of str, default=None
        A name for each class, in sorted order of the labels.
    ax : matplotlib.axes.Axes, default=None
        Where to draw; a new figure by default. Axes beside others in a figure of constrained
        layout share one legend below them, which names what is drawn without its count.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on; ``X``'s column names are its labels.

    Raises
    ------
    ValueError
        When there are not two finite features, `y` has one class or does not fit, or only
        one of `X_resampled` and `y_resampled` is given.

    Examples
    --------
    >>> X = [[0.0, 0.0], [1.0, 0.0], [2.0, 1.0], [3.0, 1.0]]
    >>> resampled = [[0.0, 0.0], [1.0, 0.0], [2.0, 1.0], [2.6, 1.0]]
    >>> ax = plot_decision_regions(
    ...     None, X, [0, 0, 1, 1], X_resampled=resampled, y_resampled=[0, 0, 1, 1]
    ... )
    >>> print(ax.get_figure().get_label())
    Scatter of feature 1 (across) and feature 2 (up), by class: 2 rows of class 0,
    1 row of class 1, 1 new row of class 1, 1 removed row of class 1.
    """
    before = _points(X, y, "X", "y")
    after = _resampled(X_resampled, y_resampled)
    classes = np.unique(before.labels)
    names = names_of_classes(classes.tolist(), display_labels)
    fates = tell_fates(before.values, before.labels, *(after or (None, None)))
    with canvas(ax, size=(8, 4.8), data=X) as drawn:
        words = _words(before.columns, fates, dict(zip(classes.tolist(), names, strict=True)))
        if estimator is not None:
            words += _draw_regions(
                drawn.ax, estimator, X, len(classes), response_method, grid_resolution
            )
        handles = {}
        for fate in fates:
            place = int(np.flatnonzero(classes == fate.label)[0])
            text = f"{fate.kind} {names[place]}".strip()
            role = _ROLES[place % len(_ROLES)]
            count = "" if drawn.is_panel else f" ({len(fate.rows):,})"
            handles[text + count] = _scatter(drawn.ax, fate, role)
        drawn.ax.set(xlabel=before.columns[0], ylabel=before.columns[1])
        drawn.name_with_others(handles)
        drawn.say(words)
    return drawn.ax


@dataclass(frozen=True)
class _Points:
    values: NDArray[np.float64]
    labels: NDArray[Any]
    columns: tuple[str, str]


def _points(X: Any, y: Any, name: str, y_name: str) -> _Points:
    labels = labels_of(y)
    values = np.asarray(X, dtype=float)
    if values.ndim != 2 or values.shape[1] != 2:
        raise ValueError(f"{name} must have two columns to be drawn; its shape is {values.shape}.")
    if len(values) != len(labels):
        raise ValueError(f"{name} has {len(values)} rows and {y_name} {len(labels)} labels.")
    if not np.isfinite(values).all():
        gaps = int((~np.isfinite(values)).any(axis=1).sum())
        raise ValueError(f"{name} has {gaps} rows with NaN or infinite values; drop them first.")
    across, up = getattr(X, "columns", ("feature 1", "feature 2"))
    return _Points(values, labels, (str(across), str(up)))


def _resampled(X: Any, y: Any) -> tuple[NDArray[np.float64], NDArray[Any]] | None:
    if (X is None) != (y is None):
        raise ValueError("Give X_resampled and y_resampled together: both come from the sampler.")
    if X is None:
        return None
    points = _points(X, y, "X_resampled", "y_resampled")
    return points.values, points.labels


def _draw_regions(
    ax: Axes, estimator: Any, X: Any, n_classes: int, response_method: str, grid_resolution: int
) -> str:
    """Draw the regions and return what there is to say about them."""
    from sklearn.base import is_outlier_detector
    from sklearn.inspection import DecisionBoundaryDisplay

    ends = [COLOURS[role] for role in _ROLES[:n_classes]]
    if is_outlier_detector(estimator):
        ends.reverse()  # it scores what is usual high, and calls it 1
    shades: dict[str, Any] = (
        {"cmap": LinearSegmentedColormap.from_list("classes", [ends[0], "white", ends[1]])}
        if n_classes == 2
        else {"multiclass_colors": ends}
    )
    display = DecisionBoundaryDisplay.from_estimator(
        estimator,
        X,
        response_method=response_method,
        grid_resolution=grid_resolution,
        eps=0.3,
        ax=ax,
        alpha=0.3,
        **shades,
    )
    ax.grid(visible=False)
    return _say_regions(type(estimator).__name__, display.response)


def _say_regions(model: str, response: NDArray[Any]) -> str:
    if response.ndim == 2 and len(values := np.unique(response)) <= len(_ROLES):
        shares = ", ".join(f"class {value} {np.mean(response == value):.3f}" for value in values)
        return f" Shares of the area by the prediction of {model}: {shares}."
    if response.ndim == 2:
        return f" The shade is the score of {model}, {response.min():.3f} to {response.max():.3f}."
    return (
        f" The shade is the probability of the likeliest of {response.shape[2]} classes, {model}."
    )


def _scatter(ax: Axes, fate: Fate, role: str) -> Any:
    """Draw rows of one class and one fate; return a handle that a legend can show large."""
    colour = COLOURS[role]
    pale = tuple(0.45 + 0.55 * part for part in to_rgb(colour))
    size = float(np.clip(16000 / fate.n_rows, 7, 55)) * (1 if role == "majority" else 1.4)
    # Dense rows keep their colour only without an edge.
    white: dict[str, Any] = {"edgecolors": "white", "linewidths": 0.5 if size > 15 else 0}
    kinds: dict[str, tuple[str, dict[str, Any]]] = {
        "": (MARKERS[role], {"facecolors": colour, "s": size, "zorder": 4} | white),
        "new": ("P", {"facecolors": pale, "edgecolors": "black", "s": 0.8 * size, "zorder": 3}),
        "copied": ("o", {"facecolors": "none", "edgecolors": "black", "s": 3 * size, "zorder": 5}),
        "removed": (MARKERS[role], {"facecolors": "none", "edgecolors": colour, "s": 0.5 * size}),
    }
    marker, looks = kinds[fate.kind]
    looks = {"linewidths": 0.7, "zorder": 2} | looks
    alpha = 0.5 if fate.kind == "removed" else 0.9
    ax.scatter(fate.rows[:, 0], fate.rows[:, 1], marker=marker, alpha=alpha, **looks)
    return Line2D(
        [],
        [],
        linestyle="none",
        marker=marker,
        markerfacecolor=looks["facecolors"],
        markeredgecolor=looks["edgecolors"],
        markersize=10,
        alpha=alpha,
    )


def _words(columns: tuple[str, str], fates: Sequence[Fate], names: Mapping[Any, str]) -> str:
    said = []
    for fate in fates:
        kind = f"{fate.kind} " if fate.kind else ""
        rows = "row" if len(fate.rows) == 1 else "rows"
        said.append(f"{len(fate.rows):,} {kind}{rows} of {names[fate.label]}")
    return f"Scatter of {columns[0]} (across) and {columns[1]} (up), by class: {', '.join(said)}."
