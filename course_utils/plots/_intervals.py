"""The course's main figure: scores with their intervals, one row per method."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from functools import partial
from typing import Any

import numpy as np
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.container import ErrorbarContainer

from course_utils.evaluation import Interval
from course_utils.plots._style import COLOURS, MARKERS, course_style

Series = Mapping[str, Interval]

_LEGEND_CHARACTERS = 64
_SPARE_ROLES = ("majority", "minority", "highlight", "baseline")


def plot_intervals(
    series: Series | Mapping[str, Series],
    *,
    xlabel: str,
    roles: Mapping[str, str] | None = None,
    reference: float | None = None,
    reference_label: str = "reference",
    ax: Axes | None = None,
) -> Axes:
    """Draw scores as dots with their intervals, one line per method.

    Parameters
    ----------
    series : mapping of str to Interval, or mapping of str to such mappings
        ``{"method": interval}``, or several series side by side,
        ``{"leaky": {"method": interval}, "honest": {"method": interval}}``; a method may be
        missing from a series.
    xlabel : str
        What is measured, with its unit.
    roles : mapping of str to str, default=None
        The role of a series in ``COLOURS``, such as ``{"before the split": "leaky"}``; a
        series named like a role has it anyway.
    reference : float, default=None
        A line to compare with: the truth, or the dummy's score.
    reference_label : str, default='reference'
        The line's name.
    ax : matplotlib.axes.Axes, default=None
        Where to draw; a new figure, tall enough for the rows, by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on.

    Raises
    ------
    ValueError
        When there is nothing to draw, or a role does not exist.

    Examples
    --------
    >>> leaky = {"forest": Interval(0.995, 0.990, 0.999)}
    >>> honest = {"forest": Interval(0.711, 0.690, 0.732)}
    >>> ax = plot_intervals({"leaky": leaky, "honest": honest}, xlabel="ROC AUC")
    >>> [text.get_text() for text in ax.get_yticklabels()]
    ['forest']
    >>> plt.close(ax.figure)
    """
    parts = _parts(series)
    looks = _looks(list(parts), roles or {})
    methods = list(dict.fromkeys(method for part in parts.values() for method in part))
    # A figure of ours is drawn in the course's style; an axes that is given keeps its own.
    with course_style() if ax is None else nullcontext():
        if ax is None:
            height = 1.5 + 0.2 * len(methods) * len(parts) + 0.15 * len(methods)
            figure, ax = plt.subplots(figsize=(8, height), layout="constrained")
            figure.set_label(  # what `show` adds to the alternative text
                describe_intervals(
                    series, xlabel=xlabel, reference=reference, reference_label=reference_label
                )
            )
            legend = partial(figure.legend, loc="outside lower center")
        else:
            legend = partial(ax.legend, loc="best")
        ax.set_xlabel(xlabel)
        handles = _draw_all(ax, parts, methods, looks)
        if reference is not None:
            handles[reference_label] = ax.axvline(
                reference, color="black", linestyle="--", linewidth=1.5, zorder=1
            )
        _name(handles, legend)
    return ax


def _draw_all(
    ax: Axes,
    parts: Mapping[str, Series],
    methods: Sequence[str],
    looks: Mapping[str, tuple[str, str]],
) -> dict[str, Any]:
    """Draw every series, one line per method; return what the legend may name."""
    shifts = np.linspace(-0.18, 0.18, len(parts)) if len(parts) > 1 else np.zeros(1)
    handles: dict[str, Any] = {}
    for (name, part), shift in zip(parts.items(), shifts, strict=True):
        places = [methods.index(method) + shift for method in part]
        handles[name] = _draw(ax, part, places, *looks[name])
    ax.set_yticks(range(len(methods)), methods)
    ax.set_ylim(len(methods) - 0.5, -0.5)
    ax.grid(visible=False, axis="y")
    return handles


def _name(handles: dict[str, Any], legend: Callable[..., Any]) -> None:
    """Add the legend where two things or more are drawn; an unnamed series stays out of it."""
    if len(handles) < 2:
        return
    handles.pop("", None)
    one_line = sum(len(name) + 6 for name in handles) <= _LEGEND_CHARACTERS
    legend(handles.values(), handles.keys(), ncols=len(handles) if one_line else 2)


def describe_intervals(
    series: Series | Mapping[str, Series],
    *,
    xlabel: str,
    reference: float | None = None,
    reference_label: str = "reference",
) -> str:
    """Say in words what ``plot_intervals`` draws, to begin an alternative text with.

    Parameters
    ----------
    series, xlabel, reference, reference_label
        As in ``plot_intervals``.

    Returns
    -------
    str
        Every method's score with its interval, at three decimals.

    Examples
    --------
    >>> describe_intervals({"forest": Interval(0.711, 0.690, 0.732)}, xlabel="ROC AUC")
    'Dot plot of ROC AUC with intervals. forest 0.711 [0.690, 0.732].'
    """
    said = [f"Dot plot of {xlabel} with intervals."]
    for name, part in _parts(series).items():
        scores = ", ".join(f"{method} {interval}" for method, interval in part.items())
        said.append(f"{name}: {scores}." if name else f"{scores}.")
    if reference is not None:
        said.append(f"The line at {reference:.3f} is {reference_label}.")
    return " ".join(said)


def _parts(series: Series | Mapping[str, Series]) -> dict[str, Series]:
    """Return the series by name; a single one has no name."""
    flat = {key: value for key, value in series.items() if isinstance(value, Interval)}
    parts: dict[str, Any] = {"": flat} if flat else dict(series)
    held = [
        value for part in parts.values() if isinstance(part, Mapping) for value in part.values()
    ]
    mixed = bool(flat) and len(flat) < len(series)
    if mixed or not held or not all(isinstance(value, Interval) for value in held):
        raise ValueError(
            "series must map methods to Intervals, or names to such mappings; "
            f"it holds {list(series)!r}."
        )
    return parts


def _looks(names: Sequence[str], roles: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Give each series the colour and marker of its role, or of one that is left."""
    spare = iter(_SPARE_ROLES * len(names))
    looks = {}
    for name in names:
        role = roles.get(name, name if name in COLOURS else next(spare))
        if role not in COLOURS:
            known = ", ".join(repr(known) for known in COLOURS)
            raise ValueError(f"There is no role {role!r} for {name!r}; choose from {known}.")
        looks[name] = (COLOURS[role], MARKERS[role])
    return looks


def _draw(
    ax: Axes, part: Series, places: Sequence[float], colour: str, marker: str
) -> ErrorbarContainer:
    estimates = np.array([interval.estimate for interval in part.values()])
    ends = np.array([[interval.low, interval.high] for interval in part.values()])
    # A bootstrap interval need not hold its estimate: an end on the wrong side has no arm.
    arms = ((ends - estimates[:, None]) * (-1, 1)).clip(min=0).T
    return ax.errorbar(
        estimates,
        places,
        xerr=arms,
        fmt=marker,
        color=colour,
        elinewidth=2.5,
        markersize=9,
        markeredgecolor="white",
        markeredgewidth=0.8,
    )
