"""Weighted metrics of many resamples at once, from one sort.

A resample gives every row a count. Only where the positives stand matters to a metric
that ranks, so the rows fall into ``2 K + 1`` bins: ``K`` ties, one for each distinct score
of a positive, and the stretches of negatives before, between and after them. With the
counts of positives and negatives in those bins, average precision, ROC AUC and recall at
a budget are sums along a row, equal to scikit-learn's with ``sample_weight`` (tested).
"""

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

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class RankMetric:
    """A metric of the order: its value, and its values on binned resamples.

    `estimate` takes labels and scores; `resampled` takes the counts of positives, shape
    (resamples, K), and of negatives, shape (resamples, 2 K + 1), best scores first.
    """

    estimate: Callable[[Ints, Floats], float]
    resampled: Callable[[Ints, Ints], Floats]


@dataclass(frozen=True)
class ErrorMetric:
    """A metric of the squared errors: its value, and its values on resampled sums.

    `resampled` takes, per resample, the sum of squared errors, positives, and rows.
    """

    estimate: Callable[[Ints, Floats], float]
    resampled: Callable[[Floats, Floats, Floats], Floats]


def score_bins(y_true: Ints, y_score: Floats) -> tuple[Ints, int]:
    """Return each row's bin, best scores first, and the number K of ties.

    Odd bins are the ties with a positive, even bins the stretches between them.
    """
    ascending = np.unique(y_score[y_true == 1])
    k = ascending.size
    below = np.searchsorted(ascending, y_score, side="left")
    tied = ascending[np.minimum(below, k - 1)] == y_score
    return np.where(tied, 2 * (k - 1 - below) + 1, 2 * (k - below)).astype(np.int64), k


def weighted_average_precision(positives: Ints, negatives: Ints) -> Floats:
    """Average precision of each resample: Σ (R_k − R_{k−1}) P_k over the ties."""
    found = positives.cumsum(axis=1)
    flagged = found + negatives.cumsum(axis=1)[:, 1::2]
    precision = np.divide(found, flagged, out=np.zeros(found.shape), where=flagged > 0)
    return np.asarray((positives * precision).sum(axis=1) / found[:, -1])


def weighted_roc_auc(positives: Ints, negatives: Ints) -> Floats:
    """ROC AUC of each resample: the share of pairs in the right order, ties by half."""
    total = negatives.sum(axis=1)
    above_or_tied = negatives.cumsum(axis=1)[:, 1::2]
    right = total[:, None] - above_or_tied + 0.5 * negatives[:, 1::2]
    return np.asarray((positives * right).sum(axis=1) / (positives.sum(axis=1) * total))


def weighted_recall(positives: Ints, negatives: Ints, budget: float) -> Floats:
    """Recall among the best `budget` share of rows; a tie at the end shares it evenly."""
    rows = positives.sum(axis=1) + negatives.sum(axis=1)
    tied = positives + negatives[:, 1::2]
    spent = positives.cumsum(axis=1) - positives + negatives.cumsum(axis=1)[:, :-1:2]
    left = budget * rows[:, None] - spent
    taken = np.divide(left, tied, out=np.zeros(tied.shape), where=tied > 0).clip(0, 1)
    return np.asarray((positives * taken).sum(axis=1) / positives.sum(axis=1))


def brier_skill(errors: Floats, positives: Floats, rows: Floats) -> Floats:
    """Share of the dummy's Brier score saved; the dummy says the resample's prevalence."""
    prevalence = positives / rows
    return np.asarray(1 - errors / rows / (prevalence * (1 - prevalence)))


def recall_at(k: int, n: int) -> RankMetric:
    """Return the metric "recall among the `k` best of `n` rows"."""

    def resampled(positives: Ints, negatives: Ints) -> Floats:
        return weighted_recall(positives, negatives, k / n)

    def estimate(y_true: Ints, y_score: Floats) -> float:
        return float(resampled(*bin_counts(y_true, y_score))[0])

    return RankMetric(estimate, resampled)


def bin_counts(y_true: Ints, y_score: Floats) -> tuple[Ints, Ints]:
    """Return the binned rows themselves, as if they were one resample."""
    bins, k = score_bins(y_true, y_score)
    positives = np.bincount(bins[y_true == 1] // 2, minlength=k)
    negatives = np.bincount(bins[y_true == 0], minlength=2 * k + 1)
    return positives[None, :], negatives[None, :]


NAMED: dict[str, RankMetric | ErrorMetric] = {
    "average_precision": RankMetric(average_precision_score, weighted_average_precision),
    "brier": ErrorMetric(brier_score_loss, lambda errors, _, rows: errors / rows),
    "brier_skill": ErrorMetric(d2_brier_score, brier_skill),
    "roc_auc": RankMetric(roc_auc_score, weighted_roc_auc),
}
