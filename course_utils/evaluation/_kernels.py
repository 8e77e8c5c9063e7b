"""Metrics of many resamples at once: sums over counts, equal to scikit-learn's (tested)."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import (
    average_precision_score,
    brier_score_loss,
    d2_brier_score,
    roc_auc_score,
)

from course_utils.evaluation._cells import Cells, Floats, Ints

Counts = NDArray[np.floating] | NDArray[np.integer]


@dataclass(frozen=True)
class RankMetric:
    """A metric of the order: its value, and its values on resampled counts.

    `estimate` takes labels and scores; `resampled` takes the cells and, both of shape
    (cells, resamples), the counts of positives and of negatives.
    """

    estimate: Callable[[Ints, Floats], float]
    resampled: Callable[[Cells, Counts, Counts], Floats]


@dataclass(frozen=True)
class SumMetric:
    """A metric of sums over rows: its value, and its values on resampled sums.

    `columns` takes labels and scores and returns what is summed, shape (n, q); `resampled`
    takes the sums, shape (q, resamples).
    """

    estimate: Callable[[Ints, Floats], float]
    columns: Callable[[Ints, Floats], Floats]
    resampled: Callable[[Floats], Floats]


def weighted_average_precision(cells: Cells, positives: Counts, negatives: Counts) -> Floats:
    """Average precision of each resample: Σ (R_k − R_{k−1}) P_k over the cells."""
    found = positives.cumsum(axis=0)
    total = found[-1].astype(np.float64)
    # Of a cell's own rows, those count that are flagged with a positive of it.
    later = (1 - cells.found)[:, None] * positives
    flagged = found + negatives.cumsum(axis=0) - later - (1 - cells.above)[:, None] * negatives
    found = found - later
    precision = np.divide(found, flagged, out=np.zeros(found.shape), where=flagged > 0)
    return np.asarray(np.einsum("kr,kr->r", positives, precision) / total)


def weighted_roc_auc(cells: Cells, positives: Counts, negatives: Counts) -> Floats:
    """ROC AUC of each resample: the share of pairs in the right order, ties by half."""
    passed = negatives.cumsum(axis=0)
    total = passed[-1].astype(np.float64)
    right = total - passed + cells.right[:, None] * negatives
    return _defined(np.einsum("kr,kr->r", positives, right), positives.sum(axis=0) * total)


def weighted_recall(cells: Cells, positives: Counts, negatives: Counts, budget: float) -> Floats:
    """Recall among the best `budget` share of rows; a tie at the end shares it evenly."""
    rows = positives + negatives
    ahead = cells.lead[:, None] * negatives
    left = budget * rows.sum(axis=0) - (rows.cumsum(axis=0) - rows) - ahead
    spread = rows - ahead
    taken = np.divide(left, spread, out=np.zeros(spread.shape), where=spread > 0).clip(0, 1)
    return np.asarray(np.einsum("kr,kr->r", positives, taken) / positives.sum(axis=0))


def recall_at(k: int, n: int) -> RankMetric:
    """Return the metric "recall among the `k` best of `n` rows"."""

    def resampled(cells: Cells, positives: Counts, negatives: Counts) -> Floats:
        return weighted_recall(cells, positives, negatives, k / n)

    def estimate(y_true: Ints, y_score: Floats) -> float:
        cut = np.partition(y_score, n - k)[n - k]
        above, tied = y_score > cut, y_score == cut
        share = (k - above.sum()) / tied.sum()
        return float((y_true[above].sum() + share * y_true[tied].sum()) / y_true.sum())

    return RankMetric(estimate, resampled)


def mean_of(factor: float) -> SumMetric:
    """Return the metric "`factor` times the mean of the values", whatever the labels."""
    return SumMetric(
        lambda _, values: float(factor * values.mean()),
        lambda _, values: np.column_stack([values, np.ones(values.size)]),
        lambda sums: factor * sums[0] / sums[1],
    )


def _errors(y_true: Ints, y_prob: Floats) -> Floats:
    """Return the squared errors, the positives, and the rows, to be summed."""
    return np.column_stack([(y_prob - y_true) ** 2, y_true, np.ones(y_true.size)])


def _brier_skill(sums: Floats) -> Floats:
    """Share of the dummy's Brier score saved; the dummy says the resample's prevalence."""
    errors, positives, rows = sums
    prevalence = positives / rows
    return 1 - _defined(errors / rows, prevalence * (1 - prevalence))


def _defined(part: Counts, whole: Counts) -> Floats:
    """Divide, with NaN where a resample by groups holds one class only."""
    return np.asarray(np.divide(part, whole, out=np.full(whole.shape, np.nan), where=whole > 0))


NAMED: dict[str, RankMetric | SumMetric] = {
    "average_precision": RankMetric(average_precision_score, weighted_average_precision),
    "brier": SumMetric(brier_score_loss, _errors, lambda sums: sums[0] / sums[2]),
    "brier_skill": SumMetric(d2_brier_score, _errors, _brier_skill),
    "roc_auc": RankMetric(roc_auc_score, weighted_roc_auc),
}
