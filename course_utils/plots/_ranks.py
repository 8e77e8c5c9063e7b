"""Which method leads on which data set: ranks in a table, with the scores behind them."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from course_utils.evaluation import Interval
from course_utils.plots._canvas import canvas
from course_utils.plots._inputs import as_interval, score_words
from course_utils.plots._style import COLOURS

_SHADES = LinearSegmentedColormap.from_list("ranks", [COLOURS["majority"], "#F4F8FB"])
_MEAN = "mean rank"
_RANKS, _SCORES, _LABELS = 18, 14, 14
"""Sizes of letters in points, for a room; a table as wide as a slide is shown a little smaller."""


def plot_ranks(
    series: Mapping[str, Mapping[str, Interval | float]],
    *,
    score: str,
    ax: Axes | None = None,
) -> Axes:
    """Draw a table of ranks: a column per data set, a row per method, the best mean rank on top.

    The rank stands in words, and the score below it, so that the shade (darker is better) is
    never needed.

    Parameters
    ----------
    series : mapping of str to mapping of str to Interval or float
        ``{"data set": {"method": interval}}``: the higher the better. A method may be
        missing from a set; its cell is then empty and does not count.
    score : str
        What is compared, such as "average precision".
    ax : matplotlib.axes.Axes, default=None
        Where to draw; a new figure, large enough for the table, by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on.

    Raises
    ------
    ValueError
        When a set has fewer than two methods, or a value is not a number.

    Examples
    --------
    >>> ax = plot_ranks(
    ...     {"shuttle": {"KNN": 0.72, "ECOD": 0.99}, "satimage": {"KNN": 0.51, "ECOD": 0.14}},
    ...     score="average precision",
    ... )
    >>> print(ax.get_figure().get_label())
    Table of ranks by average precision, 1 is best.
    KNN, mean rank 1.50: 2 on shuttle (0.720), 1 on satimage (0.510).
    ECOD, mean rank 1.50: 1 on shuttle (0.990), 2 on satimage (0.140).
    """
    scores = _checked(series)
    values = {
        name: {method: cell.estimate for method, cell in part.items()}
        for name, part in scores.items()
    }
    ranks = pd.DataFrame(values).rank(ascending=False)
    ranks = ranks.loc[ranks.mean(axis=1).sort_values(kind="stable").index]
    size = (1.7 + 2.4 * (len(ranks.columns) + 0.5), 0.85 + 0.5 * len(ranks))
    with canvas(ax, size=size) as drawn:
        _draw(drawn.ax, scores, ranks)
        drawn.ax.set_xlabel(f"rank (1 is best) and {score}", fontsize=_LABELS)
        drawn.say(_words(scores, ranks, score))
    return drawn.ax


def _checked(
    series: Mapping[str, Mapping[str, Interval | float]],
) -> dict[str, dict[str, Interval]]:
    """Return every score as an interval, for two methods or more on each set."""
    if not series or any(len(part) < 2 for part in series.values()):
        raise ValueError(
            "series must map each data set to two methods or more, {'set': {'method': score}}; "
            f"it is {series!r}."
        )
    return {
        name: {
            method: as_interval(value, f"of {method!r} on {name!r}")
            for method, value in part.items()
        }
        for name, part in series.items()
    }


def _draw(ax: Axes, scores: dict[str, dict[str, Interval]], ranks: pd.DataFrame) -> None:
    import seaborn as sns

    shown = ranks.assign(**{_MEAN: ranks.mean(axis=1)})
    unshaded = shown.isna().assign(**{_MEAN: True})
    sns.heatmap(
        shown,
        mask=unshaded,
        cmap=_SHADES,
        vmin=1,
        vmax=len(ranks),
        cbar=False,
        linewidths=2,
        ax=ax,
    )
    ax.tick_params(length=0, rotation=0, labelsize=_LABELS)
    ax.tick_params(axis="x", labeltop=True, labelbottom=False)
    ax.set_ylabel("")
    ax.grid(visible=False)
    columns = list(map(str, ranks.columns))
    for up, (method, row) in enumerate(ranks.iterrows()):
        for name, rank in row.dropna().items():
            words = score_words(scores[str(name)][str(method)])
            ink = _ink(_SHADES((rank - 1) / (len(ranks) - 1)))
            _write(ax, columns.index(str(name)), up, f"{rank:g}", words, ink)
        _write(ax, len(ranks.columns), up, f"{row.mean():.2f}", "", "black")


def _write(ax: Axes, across: int, up: int, rank: str, score: str, ink: str) -> None:
    """Write a rank in large digits, and its score below in small ones."""
    place: dict[str, Any] = {"ha": "center", "va": "center_baseline", "color": ink}
    ax.text(
        across + 0.5, up + (0.29 if score else 0.5), rank, fontsize=_RANKS, weight="bold", **place
    )
    ax.text(across + 0.5, up + 0.74, score, fontsize=_SCORES, **place)


def _ink(shade: tuple[float, ...]) -> str:
    """Return what is better read on a shade: white or black."""
    linear = [((part + 0.055) / 1.055) ** 2.4 for part in shade[:3]]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "white" if luminance < 0.18 else "black"


def _words(scores: dict[str, dict[str, Interval]], ranks: pd.DataFrame, score: str) -> str:
    said = []
    for method, row in ranks.iterrows():
        places = ", ".join(
            f"{rank:g} on {name} ({score_words(scores[str(name)][str(method)])})"
            for name, rank in row.dropna().items()
        )
        said.append(f"{method}, mean rank {row.mean():.2f}: {places}.")
    return f"Table of ranks by {score}, 1 is best. {' '.join(said)}"
