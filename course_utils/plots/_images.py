"""Images in labelled rows: examples of a class, or what an augmentation makes of them."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray

from course_utils.plots._canvas import canvas

_GAP = 0.08


def plot_images(rows: ArrayLike | Mapping[str, ArrayLike], *, ax: Axes | None = None) -> Axes:
    """Draw images side by side, a labelled row for each group of them.

    Parameters
    ----------
    rows : array-like of shape (n, height, width) or (n, height, width, 3), or mapping to such
        ``{"T-shirt": images, "shirt": images}``, or one unnamed row. All images have one
        size. Grey ones are drawn dark on white, from the smallest value of all to the largest;
        colours run from 0 to 255 (integers) or 0 to 1.
    ax : matplotlib.axes.Axes, default=None
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on; its unit is one image.

    Raises
    ------
    ValueError
        When there is nothing to draw, sizes differ, or a pixel is not finite.

    Examples
    --------
    >>> ax = plot_images({"blank": np.zeros((3, 4, 4)), "full": np.ones((2, 4, 4))})
    >>> ax.get_figure().get_label()
    'Images of 4 × 4 pixels in rows: 3 of blank (mean pixel 0.000), 2 of full (mean pixel 1.000).'
    """
    images = _images(rows)
    longest = max(map(len, images.values()))
    low = min(float(row.min()) for row in images.values())
    high = max(float(row.max()) for row in images.values())
    with canvas(ax, size=(8, 0.3 + 7.0 * len(images) / max(longest, 5))) as drawn:
        for place, row in enumerate(images.values()):
            for column, image in enumerate(row):
                extent = (column, column + 1 - _GAP, place + 1 - _GAP, place)
                drawn.ax.imshow(image, cmap="gray_r", vmin=low, vmax=high, extent=extent)
        drawn.ax.set(xlim=(-_GAP, longest), ylim=(len(images), -_GAP), xticks=[], aspect="equal")
        drawn.ax.set_yticks([place + 0.5 - _GAP / 2 for place in range(len(images))], images)
        drawn.ax.tick_params(length=0)
        drawn.ax.spines[:].set_visible(False)
        drawn.ax.grid(visible=False)
        drawn.say(_words(images))
    return drawn.ax


def _images(rows: ArrayLike | Mapping[str, ArrayLike]) -> dict[str, NDArray[np.float64]]:
    """Return the rows by name, as numbers that imshow takes."""
    named = rows if isinstance(rows, Mapping) else {"": rows}
    images = {str(name): np.asarray(row) for name, row in named.items()}
    shapes = {row.shape[1:] for row in images.values()}
    if len(shapes) != 1 or not all(len(row) for row in images.values()):
        raise ValueError(
            "rows must hold images of one size in every row; their shapes are "
            f"{[row.shape for row in images.values()]!r}."
        )
    (shape,) = shapes
    if len(shape) == 3 and shape[2] == 1:
        images = {name: row[..., 0] for name, row in images.items()}
    elif len(shape) != 2 and shape[2:] != (3,):
        raise ValueError(
            f"An image must be of shape (height, width) or (height, width, 3); it is {shape!r}. "
            "Reshape flat pixels with X.reshape(-1, height, width)."
        )
    if not all(np.isfinite(row).all() for row in images.values()):
        raise ValueError("rows has pixels that are NaN or infinite; mend them first.")
    return images


def _words(images: Mapping[str, NDArray[np.float64]]) -> str:
    height, width = next(iter(images.values())).shape[1:3]
    said = [
        f"{len(row)}{f' of {name}' if name else ''} (mean pixel {row.mean():.3f})"
        for name, row in images.items()
    ]
    return f"Images of {width} × {height} pixels in rows: {', '.join(said)}."
