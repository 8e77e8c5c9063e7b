"""A figure drawn anew, upright and in large letters: a telephone shows it without being turned."""

import io
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, QuadMesh
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.ticker import FixedLocator, MaxNLocator
from PIL import Image

from course_utils.plots._canvas import drawn_on

SIZE, DENSITY = (9.0, 11.0), 100
"""Width and height in inches, and pixels to an inch."""
LETTERS = 30.0
"""Size of all letters in points, which is 41.7 pixels."""

_COLOURS = 64
"""As many shades, for a notebook keeps the picture beside the figure."""
_LETTER = 0.225
"""The mean width of a letter in inches."""
_LINE = 0.5
"""The height of a line of text in inches, with the air around it."""
_NUMBERS = 1.1
"""The width of an axis' label and of its numbers in inches."""
_SHORT = 16
"""Letters of a name that has room on the left of a single panel."""
_HEAVIER = 1.6
_GROUND = {"facecolor": "white", "edgecolor": "none", "pad": 2, "alpha": 0.85}


def upright_png(figure: Figure) -> bytes:
    r"""Lay a finished figure out anew, 900×1100 pixels with letters of 41 pixels, and picture it.

    Panels that share named rows stay side by side, and the names move above their rows; all
    other panels move below one another. The figure is changed.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        A figure with one or more panels in a row.

    Returns
    -------
    bytes
        The PNG.

    Examples
    --------
    >>> figure = Figure(figsize=(13, 4))
    >>> _ = figure.subplots(1, 3)
    >>> upright_png(figure)[:4]
    b'\x89PNG'
    """
    figure.set_size_inches(SIZE)
    figure.set_layout_engine("constrained", w_pad=0.06, h_pad=0.06, hspace=0.04)
    axes = figure.axes
    named = _row_names(axes[0])
    columns = len(axes) if named else 1
    width = SIZE[0] / columns
    for ax in axes:
        _enlarge(ax, width)
    heights = _write_legends(figure, width)
    if not named:
        _stack(axes)
    elif columns > 1 or max(map(len, named)) > _SHORT:
        _lift_names(axes, named)
    _share_labels(figure)
    for ax in axes:
        _write_labels(ax, width, above=heights.get(ax, 0))
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=DENSITY)
    small = io.BytesIO()
    with Image.open(stream) as image:
        image.convert("RGB").quantize(_COLOURS).save(small, format="png", optimize=True)
    return small.getvalue()


def _row_names(ax: Axes) -> list[str]:
    """Return the names of the rows of a dot plot; none of a curve's levels, none of a table's."""
    names = [" ".join(label.get_text().split()) for label in ax.get_yticklabels()]
    return names if any(map(str.isalpha, "".join(names))) and not _is_table(ax) else []


def _is_table(ax: Axes) -> bool:
    """Tell whether the panel is a table of shaded cells."""
    return any(isinstance(one, QuadMesh) for one in ax.collections)


def _enlarge(ax: Axes, width: float) -> None:
    """Give a panel of this width large letters, few ticks and heavy lines."""
    if _is_table(ax):
        ax.tick_params(axis="x", rotation=90)
    else:
        ax.tick_params(width=2, length=8)
    ax.tick_params(labelsize=LETTERS)
    few = MaxNLocator(max(2, int(width / 1.4))), MaxNLocator(4, steps=[1, 2, 5, 10])
    for axis, ticks in zip((ax.xaxis, ax.yaxis), few, strict=True):
        if not isinstance(axis.get_major_locator(), FixedLocator) and axis.get_scale() == "linear":
            axis.set_major_locator(ticks)
    for text in ax.texts:
        text.set(fontsize=LETTERS, text=_wrapped(text.get_text(), 0.5 * SIZE[0]))
        if not _is_table(ax):
            text.set_bbox(_GROUND)
    for line in ax.lines:
        line.set(linewidth=_HEAVIER * line.get_linewidth())
        line.set(markersize=_HEAVIER * line.get_markersize())
    for arms in ax.collections:
        if isinstance(arms, LineCollection):
            arms.set_linewidth([_HEAVIER * part for part in np.atleast_1d(arms.get_linewidth())])


def _write_legends(figure: Figure, width: float) -> dict[Axes, float]:
    """Write one legend above the figure, or, where panels name other things, one above each.

    Returned are the heights in points that the panels' own legends take.
    """
    own = {ax: legend for ax in figure.axes if (legend := ax.get_legend())}
    entries = [_entries(legend, figure.axes) for legend in figure.legends]
    entries += [_entries(legend, [ax]) for ax, legend in own.items()]
    for legend in [*figure.legends, *own.values()]:
        legend.remove()
    if all(named.keys() == entries[0].keys() for named in entries):
        for named in entries[:1]:
            _write_legend(figure, named, SIZE[0], loc="outside upper center")
        return {}
    for ax, named in zip(own, entries, strict=True):
        _write_legend(ax, named, width, loc="lower left", bbox_to_anchor=(0, 1))
    rows = {ax: len(ax.get_legend_handles_labels()[1]) for ax in own}
    return {ax: 72 * (_LINE * count + 0.2) for ax, count in rows.items()}


def _entries(legend: Legend, axes: Iterable[Axes]) -> dict[str, Any]:
    """Return what a legend names on these axes, by its name."""
    drawn = {
        text: handle
        for ax in axes
        for handle, text in zip(*ax.get_legend_handles_labels(), strict=True)
    }
    return {text.get_text(): drawn[text.get_text()] for text in legend.get_texts()}


def _write_legend(on: Figure | Axes, named: dict[str, Any], width: float, **where: Any) -> None:
    """Write a legend in as many columns as this width in inches holds."""
    longest = max(map(len, named)) * _LETTER + 0.85
    look: dict[str, Any] = {"fontsize": LETTERS, "frameon": False, "handlelength": 1.2}
    look |= {"handletextpad": 0.4, "columnspacing": 0.6, "borderpad": 0.1, "labelspacing": 0.2}
    columns = max(1, int(width / longest))
    on.legend(list(named.values()), list(named), ncols=columns, **look, **where)


def _lift_names(axes: Sequence[Axes], names: Sequence[str]) -> None:
    """Write the name of each row above it, across all panels."""
    several = len(axes[0].containers) > 1
    for ax in axes:
        ax.tick_params(axis="y", left=False, labelleft=False)
        ax.patch.set_visible(False)
        ax.spines[["left", "right", "top"]].set_visible(False)  # names would cut them
    first = axes[0]
    first.set_zorder(2)
    height = SIZE[1] - 3
    top = -0.18 * several
    pitch = height / len(names)
    first.set_ylim(len(names) - 0.5, top - (0.16 + _LINE) / pitch)
    for row, name in enumerate(names):
        first.annotate(
            name,
            (0, row + top),
            xycoords=first.get_yaxis_transform(),
            xytext=(4, 11),
            textcoords="offset points",
            ha="left",
            va="bottom",
            fontsize=LETTERS,
            bbox=_GROUND,
            annotation_clip=False,
        ).set_in_layout(False)


def _stack(axes: Sequence[Axes]) -> None:
    """Move panels below one another."""
    grid = drawn_on(axes[0]).add_gridspec(len(axes), 1)
    for row, ax in enumerate(axes):
        ax.set_subplotspec(grid[row])
        ax.tick_params(labelleft=True)


def _share_labels(figure: Figure) -> None:
    """Write a label that all panels share once, in the middle."""
    for of_axes, of_figure in (("xlabel", "supxlabel"), ("ylabel", "supylabel")):
        labels = {getattr(ax, f"get_{of_axes}")() for ax in figure.axes} - {""}
        if len(labels) == 1:
            getattr(figure, of_figure)(*labels)
            for ax in figure.axes:
                ax.set(**{of_axes: ""})
    if words := figure.get_supxlabel():
        figure.supxlabel(_wrapped(words, SIZE[0]), fontsize=LETTERS)
    if words := figure.get_supylabel():
        figure.supylabel(_wrapped(words, SIZE[1]), fontsize=LETTERS)
    if words := figure.get_suptitle():
        figure.suptitle(_wrapped(words, SIZE[0]), fontsize=LETTERS)


def _write_labels(ax: Axes, width: float, *, above: float) -> None:
    """Write a panel's titles and labels in large letters; ``above`` points are its legend's."""
    room = width - (_NUMBERS if ax.get_yticklabels() else 0)
    ax.set_xlabel(_wrapped(ax.get_xlabel(), room), fontsize=LETTERS)
    ax.set_ylabel(ax.get_ylabel(), fontsize=LETTERS)
    for place in ("left", "center", "right"):
        if words := ax.get_title(place):
            ax.set_title(
                _wrapped(words, width),
                loc=place,
                fontsize=LETTERS,
                fontweight="normal",
                pad=8 + above,
            )


def _wrapped(text: str, width: float) -> str:
    return textwrap.fill(" ".join(text.split()), int(width / _LETTER), break_long_words=False)
