"""What each threshold costs, beside flagging nobody and flagging everybody."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray

from course_utils.evaluation import cost_table
from course_utils.plots._canvas import canvas
from course_utils.plots._inputs import Scores, scores_by_method
from course_utils.plots._style import Look, looks_for

Cost = ArrayLike | tuple[ArrayLike, ArrayLike]

_COST = "cost_per_1000"
_TRIVIAL = {"flag none": (0, (5, 2)), "flag all": (0, (1, 1.5))}


def plot_costs(
    y_true: ArrayLike,
    y_score: Scores,
    *,
    cost_fp: Cost,
    cost_fn: Cost,
    cost_tp: Cost = 0,
    cost_tn: Cost = 0,
    threshold: float | None = None,
    unit: str = "",
    name: str = "model",
    roles: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the cost per 1,000 rows over the threshold; a band where costs are a range.

    The numbers are those of ``cost_table``. The lowest point of a curve was found on these
    rows: choose the threshold on others.

    Parameters
    ----------
    y_true : array-like of shape (n,)
        Labels, 1 for the minority and 0 for the majority.
    y_score : array-like of shape (n,), or mapping of str to such arrays
        A finite score for each row, or ``{"method": scores}``.
    cost_fp, cost_fn, cost_tp, cost_tn : float, array-like of shape (n,), or tuple of two
        What each outcome costs: one amount, one for each row, or a tuple ``(low, high)`` of
        these where the cost is known as a range only. The band runs from all low ends to all
        high ends, and the line halves it.
    threshold : float, default=None
        The chosen cut: it is drawn, and its cost stands beside it.
    unit : str, default=''
        The unit of the costs, such as "€".
    name : str, default='model'
        What a single method is called.
    roles : mapping of str to str, default=None
        The role of a method in ``COLOURS``; one that is named like a role has it anyway.
    ax : matplotlib.axes.Axes, default=None
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on.

    Raises
    ------
    ValueError
        When labels, scores or costs do not fit together.

    Examples
    --------
    >>> y, p = [0] * 30 + [1] * 10, [0.1] * 24 + [0.6] * 6 + [0.4] * 2 + [0.8] * 8
    >>> ax = plot_costs(y, p, cost_fp=1, cost_fn=(5, 15), threshold=0.5)
    >>> print(ax.get_figure().get_label())
    Curves of cost per 1,000 rows against the threshold. model: lowest 150.000 at 0.103.
    At threshold 0.500: 650.000 [400.000, 900.000]. flag none: 2500.000 [1250.000, 3750.000].
    flag all: 750.000.
    """
    _, methods = scores_by_method(y_true, y_score, name)
    low, high = _ends({"fp": cost_fp, "fn": cost_fn, "tp": cost_tp, "tn": cost_tn})
    chosen = [] if threshold is None else [threshold]
    curves = {
        method: _curve(y_true, scores, [*_grid(scores), *chosen], low, high)
        for method, scores in methods.items()
    }
    looks = looks_for(curves, roles)
    with canvas(ax, data=y_true) as drawn:
        handles = {}
        for method, curve in curves.items():
            handles[method] = _draw(drawn.ax, curve, looks[method], threshold)
        (trivial, *_) = curves.values()
        for rule, line in _TRIVIAL.items():
            cost = trivial.loc[trivial["rule"] == rule].iloc[0]
            handles[f"{rule}: {_amount(cost, '{:,.0f}')}"] = drawn.ax.axhline(
                cost[_COST], color="black", linestyle=line, linewidth=1.5, zorder=1
            )
        if threshold is not None:
            drawn.ax.axvline(threshold, color="black", linewidth=1, zorder=1)
        drawn.ax.set(xlabel="threshold", ylabel=f"cost per 1,000 rows{unit and f' in {unit}'}")
        drawn.ax.yaxis.set_major_formatter("{x:,.0f}")
        drawn.ax.set_ylim(bottom=min(0, drawn.ax.get_ylim()[0]))
        drawn.name(handles)
        drawn.say(_words(curves, threshold, unit))
    return drawn.ax


def _ends(costs: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return all low ends and all high ends; a cost that is no range is both."""
    for name, cost in costs.items():
        if isinstance(cost, tuple) and len(cost) != 2:
            raise ValueError(
                f"cost_{name} must be an amount, an array of them, or a tuple (low, high); "
                f"it is a tuple of {len(cost)}."
            )
    both = {
        f"cost_{name}": cost if isinstance(cost, tuple) else (cost, cost)
        for name, cost in costs.items()
    }
    for name, (low, high) in both.items():
        if np.any(np.asarray(low) > np.asarray(high)):
            raise ValueError(f"{name} must run from low to high; it is {(low, high)!r}.")
    return (
        {name: low for name, (low, _) in both.items()},
        {name: high for name, (_, high) in both.items()},
    )


def _grid(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return thresholds that divide both the rows and the range of the scores evenly."""
    quantiles = np.quantile(scores, np.linspace(0, 1, 101))
    return np.concatenate([quantiles, np.linspace(scores.min(), scores.max(), 101)])


def _curve(
    y_true: ArrayLike,
    scores: NDArray[np.float64],
    thresholds: list[float],
    low: dict[str, Any],
    high: dict[str, Any],
) -> pd.DataFrame:
    """Return the table of costs with the ends of its band, by threshold."""
    cuts = np.unique(thresholds)
    tables = [cost_table(y_true, scores, **costs, thresholds=cuts) for costs in (low, high)]
    ends = np.array([table[_COST] for table in tables])
    return pd.DataFrame(
        {
            "rule": tables[0]["rule"],
            "threshold": tables[0]["threshold"],
            _COST: ends.mean(axis=0),
            "low": ends.min(axis=0),
            "high": ends.max(axis=0),
        }
    )


def _draw(ax: Axes, curve: pd.DataFrame, look: Look, threshold: float | None) -> Any:
    inside = curve[np.isfinite(curve["threshold"])]
    (line,) = ax.plot(
        inside["threshold"], inside[_COST], color=look.colour, linestyle=look.line, zorder=3
    )
    if (inside["low"] < inside["high"]).any():
        ends = (inside["threshold"], inside["low"], inside["high"])
        ax.fill_between(*ends, color=look.colour, alpha=0.18, linewidth=0)
    if threshold is not None:
        cost = float(inside.loc[inside["threshold"] == threshold, _COST].iloc[0])
        ax.plot(threshold, cost, look.marker, color=look.colour, mec="white", ms=10, zorder=4)
        ax.annotate(f"{cost:,.0f}", (threshold, cost), (8, 8), textcoords="offset points")
    return line


def _words(curves: Mapping[str, pd.DataFrame], threshold: float | None, unit: str) -> str:
    said = [f"Curves of cost per 1,000 rows{unit and f' in {unit}'} against the threshold."]
    for method, curve in curves.items():
        inside = curve[np.isfinite(curve["threshold"])]
        lowest = inside.loc[inside[_COST].idxmin()]
        said.append(f"{method}: lowest {_amount(lowest)} at {lowest['threshold']:.3f}.")
        if threshold is not None:
            chosen = inside.loc[inside["threshold"] == threshold].iloc[0]
            said.append(f"At threshold {threshold:.3f}: {_amount(chosen)}.")
    (trivial, *_) = curves.values()
    for rule in _TRIVIAL:
        said.append(f"{rule}: {_amount(trivial[trivial['rule'] == rule].iloc[0])}.")
    return " ".join(said)


def _amount(row: "pd.Series[Any]", style: str = "{:.3f}") -> str:
    cost, low, high = (style.format(row[column]) for column in (_COST, "low", "high"))
    return cost if low == high else f"{cost} [{low}, {high}]"
