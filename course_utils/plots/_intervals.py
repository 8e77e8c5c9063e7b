"""The course's main figure: scores with their intervals, one row per method."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.container import ErrorbarContainer

from course_utils.evaluation import Interval
from course_utils.plots._canvas import canvas
from course_utils.plots._inputs import Measured, measured_series, score_words, wrapped
from course_utils.plots._style import Look, looks_for

Series = Mapping[str, Interval]

_NAME_CHARACTERS = 32


def plot_intervals(
    series: Measured | Mapping[str, Measured],
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
    series : mapping of str to Interval or float, or mapping of str to such mappings
        ``{"method": interval}``, a plain number having no arms, or several series side by side,
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
        When there is nothing to draw, a value is neither an Interval nor a number, or a role
        does not exist.

    Examples
    --------
    >>> leaky = {"forest": Interval(0.995, 0.990, 0.999)}
    >>> honest = {"forest": Interval(0.711, 0.690, 0.732)}
    >>> ax = plot_intervals({"leaky": leaky, "honest": honest}, xlabel="ROC AUC")
    >>> [text.get_text() for text in ax.get_yticklabels()]
    ['forest']
    """
    parts = measured_series(series, "methods")
    looks = looks_for(parts, roles)
    methods = list(dict.fromkeys(method for part in parts.values() for method in part))
    lines = sum(wrapped(method, _NAME_CHARACTERS).count("\n") for method in methods)
    natural = 1.5 + 0.2 * len(methods) * len(parts) + 0.15 * len(methods) + 0.1 * lines
    # Many rows move together before the figure outgrows a slide.
    height = min(natural, max(5.5, 1.5 + 0.24 * len(methods) + 0.15 * lines))
    with canvas(ax, size=(8, height)) as drawn:
        drawn.ax.set_xlabel(xlabel)
        handles = _draw_all(drawn.ax, parts, methods, looks)
        line = None if reference is None else (reference, reference_label)
        if reference is not None:
            handles[reference_label] = drawn.ax.axvline(
                reference, color="black", linestyle="--", linewidth=1.5, zorder=1
            )
        drawn.name(handles)
        drawn.say(_words(parts, xlabel, line))
    return drawn.ax


def _draw_all(
    ax: Axes,
    parts: Mapping[str, Series],
    methods: Sequence[str],
    looks: Mapping[str, Look],
) -> dict[str, Any]:
    """Draw every series, one line per method; return what the legend may name."""
    shifts = np.linspace(-0.18, 0.18, len(parts)) if len(parts) > 1 else np.zeros(1)
    handles: dict[str, Any] = {}
    for (name, part), shift in zip(parts.items(), shifts, strict=True):
        places = [methods.index(method) + shift for method in part]
        handles[name] = _draw(ax, part, places, looks[name])
    ax.set_yticks(range(len(methods)), [wrapped(method, _NAME_CHARACTERS) for method in methods])
    ax.set_ylim(len(methods) - 0.5, -0.5)
    ax.grid(visible=False, axis="y")
    return handles


def _words(parts: Mapping[str, Series], xlabel: str, reference: tuple[float, str] | None) -> str:
    """Say in words what is drawn: every method's score with its interval."""
    arms = any(one.low < one.high for part in parts.values() for one in part.values())
    said = [f"Dot plot of {xlabel}{' with intervals' if arms else ''}."]
    for name, part in parts.items():
        scores = ", ".join(
            f"{method} {score_words(interval)}" for method, interval in part.items()
        )
        said.append(f"{name}: {scores}." if name else f"{scores}.")
    if reference is not None:
        said.append(f"The line at {reference[0]:.3f} is {reference[1]}.")
    return " ".join(said)


def _draw(ax: Axes, part: Series, places: Sequence[float], look: Look) -> ErrorbarContainer:
    estimates = np.array([interval.estimate for interval in part.values()])
    ends = np.array([[interval.low, interval.high] for interval in part.values()])
    # A bootstrap interval need not hold its estimate: an end on the wrong side has no arm.
    arms = ((ends - estimates[:, None]) * (-1, 1)).clip(min=0).T
    return ax.errorbar(
        estimates,
        places,
        xerr=arms,
        fmt=look.marker,
        color=look.colour,
        elinewidth=2.5,
        markersize=9,
        markeredgecolor="white",
        # A cross is thin: an edge would cut through the bar and make it look dashed.
        markeredgewidth=0 if look.marker in "PX" else 0.8,
    )
