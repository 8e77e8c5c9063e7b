"""Show a figure with its alternative text, where the deck and the handout read it."""

import io
from base64 import b64encode
from dataclasses import dataclass
from typing import Any

from matplotlib import pyplot as plt
from matplotlib.figure import Figure

from course_utils.plots._upright import upright_png

_DENSITY = 1.6
"""Pixels of the image per pixel of the page, so that a projector shows it sharp."""


def show(figure: Figure, *, alt: str, upright: bool | Figure = False) -> None:
    """Display a figure with its alternative text, and close it.

    The text goes into the output's metadata (``image/png``, ``alt``), where decks read it,
    and stands as the output's plain text, so that a terminal shows it and a changed number
    in it is noticed when the notebook is tested.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The figure; it is closed afterwards, so that it is not shown twice.
    alt : str
        What a reader learns from the figure who cannot see it: kind, axes, and the finding.
        Compose it from computed numbers, at three decimals. A figure of a plot
        function has its numbers in words as its label, which are added.
    upright : bool or matplotlib.figure.Figure, default=False
        Whether to keep an upright picture in large letters too (``image/png``, ``upright``
        in the metadata, which no page shows): a lesson's upright frame is made of it. A
        figure is pictured in place of this one, which says too much for a telephone; its
        label is its alternative text.

    Raises
    ------
    ValueError
        When `alt` is empty, or the label of the figure to be pictured upright.

    Examples
    --------
    >>> figure, ax = plt.subplots()
    >>> _ = ax.plot([0, 1], [0, 1])
    >>> show(figure, alt="A straight line from 0 to 1.")
    A straight line from 0 to 1.
    """
    words = " ".join(str(alt).split())
    if words and figure.get_label():
        words = f"{words} {figure.get_label()}"
    if not words:
        raise ValueError(
            f"alt is {alt!r}; say in a sentence what a reader learns from the figure."
        )
    if isinstance(upright, Figure) and not upright.get_label():
        raise ValueError(
            "upright is a figure without a label; say with upright.set_label(…) what it shows."
        )
    from IPython.display import display

    display(_Picture(figure, words, upright))  # type: ignore[no-untyped-call]
    plt.close(figure)
    if isinstance(upright, Figure):
        plt.close(upright)


@dataclass(frozen=True)
class _Picture:
    """What IPython asks for the picture, and a terminal for its words."""

    figure: Figure
    alt: str
    upright: bool | Figure

    def __repr__(self) -> str:
        return self.alt

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
        width, height = (round(size * self.figure.dpi) for size in self.figure.get_size_inches())
        stream = io.BytesIO()
        # Without the writer's name and version the file depends on the figure alone.
        self.figure.savefig(
            stream, format="png", dpi=self.figure.dpi * _DENSITY, metadata={"Software": None}
        )
        told = {"alt": self.alt, "width": width, "height": height, **self._upright()}
        return {"image/png": stream.getvalue(), "text/plain": self.alt}, {"image/png": told}

    def _upright(self) -> dict[str, Any]:
        """Return the upright picture and its words; the figure is changed."""
        if self.upright is False:
            return {}
        other = self.upright if isinstance(self.upright, Figure) else None
        words = str(other.get_label()) if other else self.alt
        png = b64encode(upright_png(other or self.figure)).decode()
        return {"upright": {"alt": words, "png": png}}
