"""How many rows each class has."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from course_utils.plots._canvas import canvas
from course_utils.plots._inputs import labels_of, names_of_classes, percent, wrapped
from course_utils.plots._style import COLOURS, MARKERS


def plot_class_balance(
    y: ArrayLike, *, display_labels: Sequence[str] | None = None, ax: Axes | None = None
) -> Axes:
    """Draw the number of rows of each class as bars from zero, with counts and shares.

    A marker stands at the end of each bar, so that a class of one row in a thousand is seen.

    Parameters
    ----------
    y : array-like of shape (n,)
        Labels of two classes or more, numbers or text.
    display_labels : sequence of str, default=None
        A name for each class, in sorted order of the labels, such as a data set's
        ``target_names``.
    ax : matplotlib.axes.Axes, default=None
        Where to draw; a new figure, tall enough for the classes, by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on: the largest class on top, the smallest in the minority's colour.

    Raises
    ------
    ValueError
        When `y` has one class or missing values, or the names do not fit the classes.

    Examples
    --------
    >>> ax = plot_class_balance([0] * 980 + [1] * 20, display_labels=["stayed", "left"])
    >>> ax.get_figure().get_label()
    'Bars of rows by class, 1,000 in all: stayed 980 = 98.0 %, left 20 = 2.0 %, 1 in 50.'
    """
    labels = labels_of(y)
    classes, counts = np.unique(labels, return_counts=True)
    names = names_of_classes(classes.tolist(), display_labels)
    # Of two classes that are equally large the later one is the minority, as 1 is after 0.
    order = np.argsort(-counts, kind="stable")
    said = [_said(count, labels.size) for count in counts]
    with canvas(ax, size=(8, 1.3 + 0.5 * len(classes)), data=y) as drawn:
        for place, which in enumerate(order):
            role = _role(place, len(classes))
            _draw(drawn.ax, place, counts[which], role, said[which])
        drawn.ax.set_yticks(range(len(classes)), [wrapped(names[which], 24) for which in order])
        drawn.ax.set_ylim(len(classes) - 0.4, -0.6)
        # Room on the right for the words beside the longest bar.
        drawn.ax.set_xlim(0, counts.max() * 1.45)
        ticks = [tick for tick in drawn.ax.get_xticks() if tick <= counts.max()]
        drawn.ax.set_xticks(ticks, [f"{tick:,.0f}" for tick in ticks])
        drawn.ax.grid(visible=False, axis="y")
        drawn.ax.set_xlabel("rows")
        each = ", ".join(f"{names[which]} {said[which]}" for which in order)
        drawn.say(f"Bars of rows by class, {labels.size:,} in all: {each}.")
    return drawn.ax


def _said(count: int, n: int) -> str:
    share = count / n
    odds = f", 1 in {n / count:,.0f}" if share < 0.25 else ""
    return f"{count:,} = {percent(share)}{odds}"


def _role(place: int, n_classes: int) -> str:
    if place == n_classes - 1:
        return "minority"
    return "majority" if place == 0 else "baseline"


def _draw(ax: Axes, place: int, count: int, role: str, text: str) -> None:
    ax.barh(place, count, height=0.55, color=COLOURS[role])
    ax.plot(
        count,
        place,
        MARKERS[role],
        color=COLOURS[role],
        mec="white",
        ms=11,
        clip_on=False,
        zorder=3,
    )
    ax.annotate(
        text, (count, place), (12, 0), textcoords="offset points", va="center", fontsize="medium"
    )
