"""Resamples drawn as counts: how often each row, group or cell is taken."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from course_utils.evaluation._cells import Cells, Ints

_COUNTS_AT_ONCE = 1 << 18
"""Counts of cells held at a time: what is then computed with them stays in the cache."""

_UNITS_AT_ONCE = 1 << 21
"""Counts of rows or groups held at a time."""


def cell_draws(
    cells: Cells, n_resamples: int, rng: np.random.Generator
) -> Iterator[tuple[Ints, Ints]]:
    """Yield how many positives and negatives fall into each cell, shape (cells, resamples).

    Rows are drawn one by one, positives and negatives apart, without ever being listed.
    """
    for size in _blocks(n_resamples, cells.positives.size, _COUNTS_AT_ONCE):
        yield (_draw(cells.positives, size, rng).T, _draw(cells.negatives, size, rng).T)


def unit_draws(
    labels: Ints, codes: Ints, n_resamples: int, rng: np.random.Generator
) -> Iterator[NDArray[np.float32]]:
    """Yield how often each group is drawn, shape (groups, resamples).

    Groups that hold a positive are drawn apart from those that hold none. Single precision
    is exact up to 16 million rows.
    """
    holds_positive = np.bincount(codes, weights=labels) > 0
    strata = [np.flatnonzero(holds_positive), np.flatnonzero(~holds_positive)]
    for size in _blocks(n_resamples, holds_positive.size, _UNITS_AT_ONCE):
        drawn = np.empty((size, holds_positive.size), np.float32)
        for stratum in strata:
            drawn[:, stratum] = _draw(np.ones(stratum.size, np.int64), size, rng)
        yield np.ascontiguousarray(drawn.T)


def _draw(sizes: Ints, n_resamples: int, rng: np.random.Generator) -> Ints:
    """Draw as many units as there are, with replacement; count them by cell."""
    total, held = int(sizes.sum()), np.flatnonzero(sizes)
    counts = np.zeros((n_resamples, sizes.size), np.int64)
    # numpy's multinomial costs one binomial per cell, drawing units one random integer each.
    if held.size * 8 < total:
        counts[:, held] = rng.multinomial(total, sizes[held] / total, size=n_resamples)
        return counts
    cell = np.repeat(np.arange(sizes.size), sizes)
    single = held.size == total == sizes.size
    for row in counts if total else ():
        picked = rng.integers(0, total, total)
        row += np.bincount(picked if single else cell[picked], minlength=sizes.size)
    return counts


def _blocks(n_resamples: int, width: int, at_once: int) -> Iterator[int]:
    """Split the resamples into blocks that fit in memory."""
    block = max(1, at_once // width)
    for start in range(0, n_resamples, block):
        yield min(block, n_resamples - start)
