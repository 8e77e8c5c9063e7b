"""Where a figure is drawn, in which style, and where its words and its legend go."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_utils.plots._style import course_style, title_for

SIZE = (8.0, 4.0)
"""Width and height of a figure in inches; at 100 dots an inch it fills half a slide."""

_LEGEND_CHARACTERS = 64


@dataclass(frozen=True)
class Canvas:
    """The axes that a plot function draws on, and whether their figure is its own."""

    axes: tuple[Axes, ...]
    owned: bool

    @property
    def ax(self) -> Axes:
        """The first of the axes, for figures that have one."""
        return self.axes[0]

    @property
    def figure(self) -> Figure:
        """The figure that all axes belong to, whose label holds the words."""
        return drawn_on(self.ax)

    def name(self, handles: Mapping[str, Any]) -> None:
        """Add the legend: below a figure of ours, inside axes that were given.

        Parameters
        ----------
        handles : mapping of str to artist
            What is drawn, by its name; a single thing or an empty name needs no legend.
        """
        if len(handles) < 2:
            return
        named = {text: handle for text, handle in handles.items() if text}
        one_line = sum(len(text) + 6 for text in named) <= _LEGEND_CHARACTERS
        columns = len(named) if one_line else 2
        if max(map(len, named)) > _LEGEND_CHARACTERS // 2:
            columns = 1
        if self.owned:
            self.figure.legend(
                list(named.values()), list(named), ncols=columns, loc="outside lower center"
            )
        else:
            self.ax.legend(list(named.values()), list(named), loc="best", fontsize="small")

    def say(self, words: str) -> None:
        """Add the figure's numbers in words to its label, where ``show`` finds them.

        The words of axes that have a title already begin with it, so that panels are told
        apart.
        """
        title = self.ax.get_title("left") or self.ax.get_title()
        parts = [str(self.figure.get_label()), f"{title}:" if title else "", words]
        self.figure.set_label(" ".join(filter(None, parts)))


def drawn_on(ax: Axes) -> Figure:
    """Return the figure that axes stand on, whichever subfigure they are in."""
    figure = ax.get_figure(root=True)
    if figure is None:
        raise ValueError("ax was taken off its figure; make new ones with plt.subplots().")
    return figure


@contextmanager
def canvas(
    ax: Any, *, columns: int = 1, size: tuple[float, float] = SIZE, data: Any = None
) -> Iterator[Canvas]:
    """Give the axes to draw on: the given ones as they are, or new ones in the course's style.

    A new figure is closed again when drawing fails.

    Parameters
    ----------
    ax : matplotlib.axes.Axes, sequence of them, or None
        What the caller was given.
    columns : int, default=1
        How many axes are needed, side by side.
    size : (float, float), default=(8, 4)
        Width and height of a new figure in inches.
    data : object with ``attrs``, default=None
        What is drawn; synthetic data is marked in the title.
    """
    if ax is not None:
        given = Canvas(_checked(ax, columns), owned=False)
        yield given
        _mark(given.ax, data)
        return
    with course_style():
        figure, axes = plt.subplots(1, columns, figsize=size, layout="constrained", squeeze=False)
        try:
            yield Canvas(tuple(axes[0]), owned=True)
            _mark(axes[0, 0], data)
        except BaseException:
            plt.close(figure)
            raise


def _checked(ax: Any, columns: int) -> tuple[Axes, ...]:
    axes = (ax,) if isinstance(ax, Axes) else tuple(getattr(ax, "flat", ax))
    if len(axes) != columns or not all(isinstance(one, Axes) for one in axes):
        needed = "one matplotlib Axes" if columns == 1 else f"{columns} matplotlib Axes"
        raise ValueError(
            f"ax must be {needed}, such as the second value of plt.subplots(1, {columns}); "
            f"it is {ax!r}."
        )
    return axes


def _mark(ax: Axes, data: Any) -> None:
    """Say in the title that the data is synthetic, unless it says so."""
    title = ax.get_title("left")
    if not title.startswith("SYNTHETIC"):
        marked = title_for(title, data).removesuffix(": ")
        ax.set_title(marked, loc="left")
