"""Rows in the order of their scores, cut into cells that a resample only has to count.

Only where the positives stand matters to a metric that ranks. So the rows fall into cells, best
scores first: one for each distinct score of a positive together with the negatives above it
(those above have a cell of their own where negatives share the score). A resample is then the
counts of positives and negatives in each cell, and a metric a sum over cells.

Beyond a thousand cells, neighbours are joined until none holds more than 1/128 of the rows above
it. What happens inside a joined cell is taken from the data, where every resample would differ a
little; that moves average precision and ROC AUC by less than 0.0001 (tested).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MOST_CELLS = 1000
"""With more, neighbours are joined."""

_ROWS_ABOVE = 128
"""A joined cell holds at most the rows above it divided by this."""


@dataclass(frozen=True)
class Cells:
    """The cell of each row, and what a cell looks like inside; K cells, best scores first.

    `row` is each row's cell, shape (n,); `positives` and `negatives` are the counts of the data
    itself. The rest are shares of a cell's own rows, shape (K,): on average over the positives
    in it, the share of its positives (`found`) and of its negatives (`above`) that are flagged
    with one, and of the negatives that one beats (`right`); and the share of the negatives
    above all its positives (`lead`).
    """

    row: Ints
    positives: Ints
    negatives: Ints
    found: Floats
    above: Floats
    right: Floats
    lead: Floats

    @classmethod
    def of(cls, labels: Ints, scores: Floats) -> "Cells":
        """Cut the rows into cells."""
        bins, ties = _score_bins(labels, scores)
        width = 2 * ties + 1
        positives = np.bincount(bins[labels == 1], minlength=width)
        negatives = np.bincount(bins[labels == 0], minlength=width)
        cell = _joined(positives, negatives)
        k = int(cell[-1]) + 1
        p = np.bincount(cell, weights=positives, minlength=k).astype(np.int64)
        n = np.bincount(cell, weights=negatives, minlength=k).astype(np.int64)

        def mean(share: Floats) -> Floats:
            total = np.bincount(cell, weights=positives * share, minlength=k)
            return _ratio(total, p)

        # Counts within the cell, up to and with each bin.
        found = np.cumsum(positives) - (np.cumsum(p) - p)[cell]
        passed = np.cumsum(negatives) - (np.cumsum(n) - n)[cell]
        above = _ratio(passed, n[cell])
        tied = _ratio(negatives, n[cell])
        first = np.full(k, np.inf)
        holding = np.flatnonzero(positives)
        np.minimum.at(first, cell[holding], (above - tied)[holding])
        lead = np.where(np.isinf(first), 0, first)
        return cls(
            cell[bins],
            p,
            n,
            mean(_ratio(found, p[cell])),
            mean(above),
            mean(1 - above + tied / 2),
            lead,
        )


def _score_bins(labels: Ints, scores: Floats) -> tuple[Ints, int]:
    """Return each row's bin, best scores first, and the number K of ties.

    Odd bins are the scores of positives, even bins the stretches of negatives between them.
    """
    ascending = np.unique(scores[labels == 1])
    k = ascending.size
    below = np.searchsorted(ascending, scores, side="left")
    tied = ascending[np.minimum(below, k - 1)] == scores
    return np.where(tied, 2 * (k - 1 - below) + 1, 2 * (k - below)).astype(np.int64), k


def _joined(positives: Ints, negatives: Ints) -> Ints:
    """Return each bin's cell."""
    closes = np.ones(positives.size, bool)
    # A stretch needs a cell of its own only above negatives that share a positive's score.
    closes[:-1:2] = (negatives[:-1:2] > 0) & (negatives[1::2] > 0)
    cell = np.concatenate([[0], np.cumsum(closes[:-1])])
    if cell[-1] < MOST_CELLS:
        return cell
    rows = np.bincount(cell, weights=positives + negatives)
    before = (np.cumsum(rows) - rows)[cell]
    level = np.where(
        before < _ROWS_ABOVE,
        before,
        _ROWS_ABOVE * (1 + np.log(np.maximum(before, _ROWS_ABOVE) / _ROWS_ABOVE)),
    )
    return np.unique(np.floor(level), return_inverse=True)[1]


def _ratio(part: NDArray[np.generic], whole: NDArray[np.generic]) -> Floats:
    """Divide, with 0 where there is nothing to divide by."""
    return np.divide(part, whole, out=np.zeros(part.shape), where=whole > 0)  # type: ignore[operator]
