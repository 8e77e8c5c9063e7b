"""What became of each row when a sampler ran: kept, removed, copied, or new."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Fate:
    """Rows of one class that share a fate, and how many rows the whole figure has."""

    label: Any
    kind: str
    rows: NDArray[np.float64]
    n_rows: int


def tell_fates(
    X: NDArray[np.float64],
    y: NDArray[Any],
    X_resampled: NDArray[np.float64] | None,
    y_resampled: NDArray[Any] | None,
) -> list[Fate]:
    """Compare rows before and after, by value and label; empty fates are left out.

    Rows are told apart by their values, since samplers do not keep an index: a row that
    stands there more often than before was copied, and is both kept and copied.

    Parameters
    ----------
    X, y : array of shape (n, 2) and (n,)
        The rows before.
    X_resampled, y_resampled : array of shape (m, 2) and (m,), or None
        The rows after; None when nothing was resampled.

    Returns
    -------
    list of Fate
        By class in sorted order: kept (its kind is the empty text), new, copied, removed.

    Examples
    --------
    >>> X, y = np.array([[0.0, 0.0], [1.0, 1.0]]), np.array([0, 1])
    >>> [(fate.kind, fate.label) for fate in tell_fates(X, y, X[[1, 1]], y[[1, 1]])]
    [('removed', np.int64(0)), ('', np.int64(1)), ('copied', np.int64(1))]
    """
    if X_resampled is None or y_resampled is None:
        X_resampled, y_resampled = X, y
    fates = []
    for label in np.unique(np.concatenate([y, y_resampled])):
        before, after = X[y == label], X_resampled[y_resampled == label]
        rows, codes = np.unique(np.vstack([before, after]), axis=0, return_inverse=True)
        codes = codes.ravel()
        was = np.bincount(codes[: len(before)], minlength=len(rows))
        now = np.bincount(codes[len(before) :], minlength=len(rows))
        kinds = {
            "": np.minimum(was, now),
            "new": np.where(was == 0, now, 0),
            "copied": np.where(was > 0, now - was, 0).clip(min=0),
            "removed": (was - now).clip(min=0),
        }
        fates += [
            Fate(label, kind, np.repeat(rows, times, axis=0), max(len(X), len(X_resampled)))
            for kind, times in kinds.items()
            if times.any()
        ]
    return fates
