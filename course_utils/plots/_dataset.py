"""The one figure of a data set: how rare its minority is, and what tells it apart."""

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_utils.datasets import Dataset
from course_utils.evaluation import Interval, wilson_interval
from course_utils.plots._balance import plot_class_balance
from course_utils.plots._canvas import Canvas
from course_utils.plots._images import plot_images
from course_utils.plots._intervals import plot_intervals
from course_utils.plots._ridge import Values, draw_ridge, say_spread
from course_utils.plots._style import course_style, title_for

_MOST_LEVELS = 12
_EXAMPLES = 10
_BELOW = 3.4  # inches: twelve levels stand below one another
_BARS = 40


def plot_dataset(dataset: Dataset) -> tuple[Axes, ...]:
    """Draw a data set: its classes above, and below what tells them apart.

    Below stand the two columns that the set names as ``telling``: numbers as distributions by
    class, names as the minority's share at each level. For texts, the shares of texts with
    telling words; for images, the first examples of each class. It fills a figure of its own,
    so that it takes no ``ax``.

    Parameters
    ----------
    dataset : Dataset
        From `load_dataset`, or a generator.

    Returns
    -------
    tuple of matplotlib.axes.Axes
        The classes first.

    Examples
    --------
    >>> from course_utils.datasets import load_dataset
    >>> classes, *below = plot_dataset(load_dataset("crash_deaths"))
    >>> classes.get_title("left")
    'crash_deaths: 26,217 rows'
    >>> [ax.get_title("left") for ax in below]
    ['dvcat', 'ageOFocc']
    """
    with course_style():
        figure = plt.figure(layout="constrained")
        try:
            return _draw(figure, dataset)
        except BaseException:
            plt.close(figure)
            raise


def _draw(figure: Figure, dataset: Dataset) -> tuple[Axes, ...]:
    panels = dataset.telling if isinstance(dataset.data, pd.DataFrame) else [""]
    balance_height = 1.1 + 0.25 * len(dataset.target_names)
    figure.set_size_inches(9, balance_height + _BELOW)
    grid = figure.add_gridspec(2, len(panels), height_ratios=[balance_height, _BELOW])
    classes = figure.add_subplot(grid[0, :])
    classes.set_title(
        title_for(f"{dataset.name}: {len(dataset.target):,} rows", dataset.frame), loc="left"
    )
    plot_class_balance(dataset.target, display_labels=_names(dataset), ax=classes)
    below = [figure.add_subplot(grid[1, place]) for place in range(len(panels))]
    for ax, column in zip(below, panels, strict=True):
        if isinstance(dataset.data, pd.DataFrame):
            _draw_column(ax, dataset, column)
        elif isinstance(dataset.data, pd.Series):
            _draw_words(ax, dataset)
        else:
            _draw_images(ax, dataset)
    return (classes, *below)


def _names(dataset: Dataset) -> list[str]:
    """Return the names of the classes in sorted order of their labels, as figures take them."""
    if len(dataset.target_names) == 2:
        return list(dataset.target_names)
    return [str(label) for label in np.unique(dataset.target)]


def _by_class(dataset: Dataset) -> dict[str, np.ndarray]:
    """Return which rows are of each class, by the name of the class, the largest first."""
    labels = np.asarray(dataset.target)
    masks = {
        name: labels == label
        for name, label in zip(_names(dataset), np.unique(labels), strict=True)
    }
    return dict(sorted(masks.items(), key=lambda item: -int(item[1].sum())))


def _draw_column(ax: Axes, dataset: Dataset, column: str) -> None:
    values, about = dataset.data[column], dataset.columns.loc[column].to_dict()
    ax.set_title(column, loc="left")
    if column in dataset.numeric and values.nunique() > _MOST_LEVELS:
        _draw_numbers(ax, dataset, values.astype(float), _bare(str(about["unit"])) or column)
    else:
        _draw_levels(ax, dataset, values, str(about["type"]))


def _draw_numbers(ax: Axes, dataset: Dataset, values: "pd.Series[float]", unit: str) -> None:
    known = values.notna().to_numpy()
    rows = {
        name: np.asarray(values[mask & known], dtype=np.float64)
        for name, mask in _by_class(dataset).items()
        if (mask & known).any()
    }
    roles = ["majority", *["baseline"] * (len(rows) - 2), "minority"]
    edges, scale = _edges(rows)
    draw_ridge(ax, rows, roles, edges)
    ax.set(xlabel=unit, xscale=scale)
    missing = f" {(~known).sum():,} rows have no value." if not known.all() else ""
    said = "; ".join(say_spread(name, part) for name, part in rows.items())
    if len(rows) > 2:
        middles = (f"{name} {np.median(part):.3f}" for name, part in rows.items())
        said = f"medians {', '.join(middles)}"
    Canvas((ax,), owned=False).say(f"distributions in {unit} by class: {said}.{missing}")


def _bare(unit: str) -> str:
    """Return a unit without the brackets around it, if there are any."""
    return unit[1:-1] if unit.startswith("(") and unit.endswith(")") else unit


def _edges(rows: Mapping[str, Values]) -> tuple[Values, str]:
    """Return the edges of the bars, and the scale on which they are of equal width.

    They hold the middle 99 % of every class: one extreme row would squeeze the rest into a
    bar. Sizes and concentrations that span a factor of thirty stand on a log scale.
    """
    ends = np.array([np.quantile(part, [0.005, 0.995]) for part in rows.values()])
    low, high = float(ends[:, 0].min()), float(ends[:, 1].max())
    if low > 0 and high > 30 * low:
        return np.geomspace(low, high, _BARS + 1), "log"
    return np.linspace(low, high, _BARS + 1), "linear"


def _draw_levels(ax: Axes, dataset: Dataset, values: "pd.Series[Any]", kind: str) -> None:
    """Draw the minority's share at each level: in the order of the levels, or by their size."""
    counts = values.value_counts()
    if values.dtype == "category":
        counts = counts.reindex(values.cat.categories)
    elif kind == "integer":
        counts = counts.sort_index()
    minority = np.asarray(dataset.target == 1)
    shares = {}
    for level, count in counts[counts > 0].head(_MOST_LEVELS).items():
        positives = int(minority[np.asarray(values == level)].sum())
        shares[f"{level} ({count:,})"] = wilson_interval(positives, int(count))
    plot_intervals(
        shares,
        xlabel=f"share of {dataset.target_names[1]}",
        reference=float(minority.mean()),
        reference_label="the share in all rows",
        ax=ax,
    )
    _say_line(ax)


def _say_line(ax: Axes) -> None:
    """Explain the dashed line below the axes: a legend would lie on the dots of a small panel."""
    if (legend := ax.get_legend()) is not None:
        legend.remove()
    ax.set_xlabel(f"{ax.get_xlabel()}\n(dashed: in all rows)")


def _draw_words(ax: Axes, dataset: Dataset) -> None:
    """Draw for each telling word the share of texts that have it, by class."""
    series: dict[str, dict[str, Interval]] = {}
    for name, mask in _by_class(dataset).items():
        texts = dataset.data[mask]
        series[name] = {
            word: wilson_interval(
                int(texts.str.contains(rf"\b{re.escape(word)}\b", case=False).sum()), len(texts)
            )
            for word in dataset.telling
        }
    majority, minority = series
    plot_intervals(
        series,
        xlabel="share of texts with the word",
        roles={majority: "majority", minority: "minority"},
        ax=ax,
    )


def _draw_images(ax: Axes, dataset: Dataset) -> None:
    rows = {name: dataset.data[mask][:_EXAMPLES] for name, mask in _by_class(dataset).items()}
    plot_images(rows, ax=ax)
