"""Whether predicted probabilities come true, and on how many rows that is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.transforms import ScaledTranslation, blended_transform_factory
from numpy.typing import ArrayLike, NDArray

from course_utils.evaluation import Interval, wilson_interval
from course_utils.plots._canvas import canvas, drawn_on
from course_utils.plots._inputs import Scores, scores_by_method
from course_utils.plots._style import COLOURS, Look, looks_for

_ZOOM_BELOW = 0.6


def plot_calibration(
    y_true: ArrayLike,
    y_prob: Scores,
    *,
    n_bins: int = 10,
    strategy: Literal["uniform", "quantile"] = "quantile",
    name: str = "model",
    roles: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw reliability curves with Wilson's intervals, and the rows behind each point below.

    Where every probability is small, as with a rare class, the axes end where the data does.

    Parameters
    ----------
    y_true : array-like of shape (n,)
        Labels, 1 for the minority and 0 for the majority.
    y_prob : array-like of shape (n,), or mapping of str to such arrays
        The minority's probability for each row, or ``{"method": probabilities}``.
    n_bins : int, default=10
        How many bins; empty ones have no point.
    strategy : {'quantile', 'uniform'}, default='quantile'
        Bins of equally many rows, or of equal width; the edges are those of scikit-learn's
        ``calibration_curve``.
    name : str, default='model'
        What a single method is called.
    roles : mapping of str to str, default=None
        The role of a method in ``COLOURS``; one that is named like a role has it anyway.
    ax : matplotlib.axes.Axes, default=None
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes of the curves; the strip with the counts is its child.

    Raises
    ------
    ValueError
        When a class has fewer than two rows, or probabilities are missing, do not fit, or lie
        outside 0 to 1.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical
    inference. Journal of the American Statistical Association 22, 209-212.

    Examples
    --------
    >>> y, p = [0] * 95 + [1] * 5 + [0] * 60 + [1] * 40, [0.05] * 100 + [0.2] * 100
    >>> ax = plot_calibration(y, p, n_bins=2, strategy="uniform")
    >>> print(ax.get_figure().get_label())
    Reliability curve, 45 positives in 200 rows. model: mean probability 0.125 where 0.225 are
    positive; observed at predicted 0.225 at 0.125; 200 rows in a bin, the widest interval
    0.225 [0.173, 0.288].
    """
    labels, methods = scores_by_method(y_true, y_prob, name)
    if n_bins < 2:
        raise ValueError(f"n_bins must be 2 or more; it is {n_bins!r}.")
    if strategy not in ("quantile", "uniform"):
        raise ValueError(f"strategy must be 'quantile' or 'uniform'; it is {strategy!r}.")
    curves = {
        method: _bins(labels, _probabilities(values, method), n_bins, strategy)
        for method, values in methods.items()
    }
    looks = looks_for(curves, roles)
    with canvas(ax, size=(8, 5.2), data=y_true) as drawn:
        handles = {method: _draw(drawn.ax, curves[method], looks[method]) for method in curves}
        (handles["came true as predicted"],) = drawn.ax.plot(
            [0, 1], [0, 1], color="black", linestyle=(0, (2, 2)), linewidth=1.5, zorder=1
        )
        _furnish(drawn.ax, curves, looks)
        drawn.name(handles)
        said = [_words(method, methods[method], labels, curves[method]) for method in methods]
        drawn.say(
            f"Reliability curve, {labels.sum():,} positives in {labels.size:,} rows. "
            + " ".join(said)
        )
    return drawn.ax


@dataclass(frozen=True)
class _Bin:
    low: float
    high: float
    predicted: float
    observed: Interval
    n: int


def _probabilities(values: NDArray[np.float64], method: str) -> NDArray[np.float64]:
    if values.min() < 0 or values.max() > 1:
        raise ValueError(
            f"{method!r} must have probabilities from 0 to 1; they run from {values.min():.3f} "
            f"to {values.max():.3f}. Pass predict_proba(X)[:, 1]."
        )
    return values


def _bins(
    labels: NDArray[np.int64], values: NDArray[np.float64], n_bins: int, strategy: str
) -> list[_Bin]:
    """Return the bins that hold rows; with ties, quantiles fall together and bins are fewer."""
    shares = np.linspace(0, 1, n_bins + 1)
    edges = np.percentile(values, 100 * shares) if strategy == "quantile" else shares
    which = np.searchsorted(edges[1:-1], values)
    bins = []
    for place in np.unique(which):
        inside = which == place
        n = int(inside.sum())
        bins.append(
            _Bin(
                float(edges[place]),
                float(edges[place + 1]),
                float(values[inside].mean()),
                wilson_interval(int(labels[inside].sum()), n),
                n,
            )
        )
    return bins


def _draw(ax: Axes, bins: list[_Bin], look: Look) -> object:
    observed = np.array([one.observed.estimate for one in bins])
    ends = np.array([[one.observed.low, one.observed.high] for one in bins])
    drawn = ax.errorbar(
        [one.predicted for one in bins],
        observed,
        yerr=(abs(ends - observed[:, None])).T,
        color=look.colour,
        marker=look.marker,
        linestyle=look.line,
        elinewidth=1.5,
        markeredgecolor="white",
        markeredgewidth=0.8,
    )
    return drawn.lines[0]


def _furnish(ax: Axes, curves: Mapping[str, list[_Bin]], looks: Mapping[str, Look]) -> None:
    """Set the limits, and draw the strip with the rows of each bin below the curves."""
    every = [one for bins in curves.values() for one in bins]
    end = max(max(one.predicted, one.observed.high) for one in every)
    end = 1.0 if end > _ZOOM_BELOW else 1.08 * end
    ax.set(xlim=(-0.02 * end, end * 1.02), ylim=(-0.02 * end, end * 1.02))
    ax.set_ylabel("share of positives")
    ax.tick_params(labelbottom=False)
    strip = _strip_below(ax)
    for method, bins in curves.items():
        strip.vlines(
            [one.predicted for one in bins],
            0,
            [one.n for one in bins],
            color=looks[method].colour,
            linewidth=4,
        )
    _count_axis(strip, max(one.n for one in every), min(one.n for one in every))


def _strip_below(ax: Axes) -> Axes:
    """Return small axes of fixed height below others, with the same x."""
    # Across in shares of the axes, up in inches from their foot: the layout then needs no
    # second pass to find the room.
    foot: Any = ax.transAxes
    inches = drawn_on(ax).dpi_scale_trans + ScaledTranslation(0, 0, foot)
    place = blended_transform_factory(ax.transAxes, inches)
    return ax.inset_axes((0, -1.0, 1, 0.85), transform=place, sharex=ax)


def _count_axis(strip: Axes, most: int, fewest: int) -> None:
    # Bins of equal width hold nearly all rows in the first: only a log scale shows the others.
    if most > 20 * fewest:
        strip.set_yscale("log")
        strip.set_ylim(0.7, most * 3)
    else:
        strip.set_ylim(0, most * 1.25)
    strip.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    strip.spines[["top", "right"]].set_visible(False)
    strip.grid(color=COLOURS["baseline"], alpha=0.2)
    strip.set(xlabel="mean predicted probability in the bin", ylabel="rows")


def _words(
    method: str, values: NDArray[np.float64], labels: NDArray[np.int64], bins: list[_Bin]
) -> str:
    points = ", ".join(f"{one.observed.estimate:.3f} at {one.predicted:.3f}" for one in bins)
    widest = max(bins, key=lambda one: one.observed.high - one.observed.low)
    sizes = [one.n for one in bins]
    rows = " to ".join(f"{n:,}" for n in sorted({min(sizes), max(sizes)}))
    return (
        f"{method}: mean probability {values.mean():.3f} where {labels.mean():.3f} are positive; "
        f"observed at predicted {points}; {rows} rows in a bin, "
        f"the widest interval {widest.observed}."
    )
