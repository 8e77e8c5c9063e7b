"""A score along something: positives, prevalence, rows kept, a threshold, time."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

from course_utils.evaluation import Interval
from course_utils.plots._canvas import canvas
from course_utils.plots._inputs import Measured, measured_series, score_words
from course_utils.plots._style import Look, looks_for

_MOST_TICKS = 8


def plot_curves(
    series: Measured | Mapping[str, Measured],
    *,
    xlabel: str,
    ylabel: str,
    xscale: str = "linear",
    yscale: str = "linear",
    roles: Mapping[str, str] | None = None,
    reference: float | None = None,
    reference_label: str = "reference",
    ax: Axes | None = None,
) -> Axes:
    """Draw scores along something, one line per method, with a band where there are intervals.

    Learning curves, a metric against prevalence or against the number of labels, drift over
    time. Whatever does not change along the way, such as a detector that needs no labels, is
    a series of equal values, or the reference.

    Parameters
    ----------
    series : mapping of x to Interval or float, or mapping of str to such mappings
        ``{"forest": {10: interval, 100: interval}}``, or one method alone,
        ``{10: interval, 100: interval}``. An ``x`` is a number, a date, or text; text stands
        in the order in which it comes.
    xlabel, ylabel : str
        What the axes show, with units.
    xscale, yscale : {'linear', 'log'}, default='linear'
        The scales; on a log scale of x the values themselves are the ticks, if they are few.
    roles : mapping of str to str, default=None
        The role of a series in ``COLOURS``; a series named like a role has it anyway.
    reference : float, default=None
        A level to compare with: chance, the prevalence, the truth.
    reference_label : str, default='reference'
        The level's name.
    ax : matplotlib.axes.Axes, default=None
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on.

    Raises
    ------
    ValueError
        When there is nothing to draw, a value is neither an Interval nor a number, or a role
        does not exist.

    Examples
    --------
    >>> forest = {10: Interval(0.67, 0.60, 0.74), 100: Interval(0.83, 0.80, 0.86)}
    >>> linear = {10: Interval(0.85, 0.80, 0.90), 100: Interval(0.88, 0.87, 0.89)}
    >>> ax = plot_curves(
    ...     {"forest": forest, "linear": linear},
    ...     xlabel="positives in training", ylabel="ROC AUC", xscale="log",
    ... )
    >>> [text.get_text() for text in ax.get_xticklabels()]
    ['10', '100']
    """
    curves = measured_series(series, "x")
    looks = looks_for(curves, roles)
    with canvas(ax) as drawn:
        handles = {name: _draw(drawn.ax, curves[name], looks[name]) for name in curves}
        if reference is not None:
            handles[reference_label] = drawn.ax.axhline(
                reference, color="black", linestyle=(0, (2, 2)), linewidth=1.5, zorder=1
            )
        drawn.ax.set(xlabel=xlabel, ylabel=ylabel, yscale=yscale)
        _set_ticks(drawn.ax, curves, xscale)
        drawn.name(handles)
        level = "" if reference is None else f" The level {reference:.3f} is {reference_label}."
        drawn.say(_words(curves, f"{ylabel} against {xlabel}") + level)
    return drawn.ax


def _draw(ax: Axes, curve: dict[Any, Interval], look: Look) -> Any:
    x = list(curve)
    low, high = ([getattr(point, end) for point in curve.values()] for end in ("low", "high"))
    (line,) = ax.plot(
        x,
        [point.estimate for point in curve.values()],
        color=look.colour,
        linestyle=look.line,
        # Points that are dense need no markers of their own.
        marker=look.marker,
        markevery=max(1, len(x) // 12),
        markeredgecolor="white",
        markeredgewidth=0.8,
    )
    if low != high:
        ax.fill_between(x, low, high, color=look.colour, alpha=0.18, linewidth=0)
    return line


def _set_ticks(ax: Axes, curves: dict[str, dict[Any, Interval]], xscale: str) -> None:
    """Thin out names, and write the values where a log scale would write powers of ten."""
    values = list(dict.fromkeys(x for curve in curves.values() for x in curve))
    if all(isinstance(x, str) for x in values):
        # Setting a scale, even the linear one, would take the names off the axis.
        ax.set_xticks(range(0, len(values), 1 + (len(values) - 1) // _MOST_TICKS))
        return
    if all(isinstance(x, date) for x in values):
        locator = AutoDateLocator(maxticks=_MOST_TICKS)  # type: ignore[no-untyped-call]
        ax.xaxis.set_major_locator(locator)
        formatter = ConciseDateFormatter(locator)  # type: ignore[no-untyped-call]
        ax.xaxis.set_major_formatter(formatter)
        return
    ax.set_xscale(xscale)
    if xscale == "log" and len(values) <= _MOST_TICKS:
        ax.set_xticks(sorted(values), [f"{value:,g}" for value in sorted(values)])
        ax.set_xticks([], minor=True)


def _words(curves: dict[str, dict[Any, Interval]], what: str) -> str:
    said = []
    for name, curve in curves.items():
        points = list(curve.items())
        step = max(1, -(-len(points) // _MOST_TICKS))
        shown = points[::step] + (points[-1:] if (len(points) - 1) % step else [])
        values = ", ".join(f"{score_words(point)} at {_place(x)}" for x, point in shown)
        said.append(f"{name}: {values}." if name else f"{values}.")
    return f"Curves of {what}. {' '.join(said)}"


def _place(x: Any) -> str:
    return f"{x:,g}" if isinstance(x, int | float | np.number) else str(x)
