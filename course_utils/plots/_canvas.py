"""Where a figure is drawn, in which style, and where its words and its legend go."""

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from course_utils.plots._style import course_style, title_for

SIZE = (8.0, 4.0)
"""Width and height of a figure in inches; at 100 dots an inch it fills half a slide."""

_LEGEND_CHARACTERS = 64
_SHARED = "legend of all panels"


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
        for text, handle in named.items():
            handle.set_label(text)  # so that a legend can be written anew
        if self.owned:
            self._name_below(named)
        else:
            # Dense points may lie below: the letters need a ground of their own.
            ground: dict[str, Any] = {"frameon": True, "framealpha": 0.85, "edgecolor": "none"}
            self.ax.legend(list(named.values()), list(named), loc="best", **ground)

    @property
    def is_panel(self) -> bool:
        """Whether given axes stand beside others in a figure that can make room below them."""
        layout = self.figure.get_layout_engine()
        return (
            not self.owned
            and len(self.figure.axes) > 1
            and isinstance(layout, ConstrainedLayoutEngine)
        )

    def name_with_others(self, handles: Mapping[str, Any]) -> None:
        """Add to the one legend that panels share, below them; without panels, have one's own.

        Parameters
        ----------
        handles : mapping of str to artist
            What is drawn, by its name, which means the same in each panel.
        """
        if not self.is_panel:
            self.name(handles)
            return
        named: dict[str, Any] = {}
        for legend in [one for one in self.figure.legends if one.get_gid() == _SHARED]:
            texts = (text.get_text() for text in legend.get_texts())
            named |= zip(texts, legend.legend_handles, strict=True)
            legend.remove()
        self._name_below(named | dict(handles))

    def _name_below(self, named: Mapping[str, Any]) -> None:
        """Write a legend below the axes, in as few rows as the figure's width allows."""
        room = int(_LEGEND_CHARACTERS * self.figure.get_figwidth() / SIZE[0])
        rows = 1
        if sum(len(text) + 6 for text in named) > room:
            rows = math.ceil(len(named) / max(1, room // max(map(len, named))))
        self.figure.legend(
            list(named.values()),
            list(named),
            ncols=math.ceil(len(named) / rows),
            loc="outside lower center",
        ).set_gid(_SHARED)

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
        _mark(given.figure, given.ax, data)
        yield given
        return
    with course_style():
        figure, axes = plt.subplots(1, columns, figsize=size, layout="constrained", squeeze=False)
        try:
            axes[0, 0].set_title(title_for("", data), loc="left")
            yield Canvas(tuple(axes[0]), owned=True)
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


def _mark(figure: Figure, ax: Axes, data: Any) -> None:
    """Say that the data is synthetic: above the panels once, or in the title of single axes."""
    if not title_for("", data):
        return
    if len(figure.axes) == 1:
        if not ax.get_title("left").startswith("SYNTHETIC"):
            ax.set_title(title_for(ax.get_title("left"), data), loc="left")
    elif not any(title.startswith("SYNTHETIC") for title in _titles(figure)):
        figure.suptitle(title_for(figure.get_suptitle(), data), fontweight="bold")
        figure.set_label(" ".join(filter(None, ["SYNTHETIC data.", str(figure.get_label())])))


def _titles(figure: Figure) -> list[str]:
    return [figure.get_suptitle(), *(ax.get_title("left") for ax in figure.axes)]
