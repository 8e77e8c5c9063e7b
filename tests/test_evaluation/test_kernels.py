"""The weighted kernels of the bootstrap equal scikit-learn's metrics on the same weights."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import (
    average_precision_score,
    brier_score_loss,
    d2_brier_score,
    roc_auc_score,
)

from course_utils.evaluation import _kernels as kernels

# Few distinct scores make ties; a resample leaves rows out (0) and repeats others.
ROWS = st.lists(
    st.tuples(st.integers(0, 1), st.integers(0, 6), st.integers(0, 3)), min_size=4, max_size=40
).filter(lambda rows: {label for label, _, count in rows if count} == {0, 1})


def unpacked(rows):
    labels, scores, counts = (np.array(column) for column in zip(*rows, strict=True))
    return labels, scores / 7, counts


def binned(labels, scores, counts):
    bins, k = kernels.score_bins(labels, scores)
    positive = labels == 1
    found = np.bincount(bins[positive] // 2, weights=counts[positive], minlength=k)
    others = np.bincount(bins[~positive], weights=counts[~positive], minlength=2 * k + 1)
    return found[None, :].astype(int), others[None, :].astype(int)


@given(ROWS)
def test_ranking_kernels_equal_scikit_learn(rows):
    labels, scores, counts = unpacked(rows)
    pair = binned(labels, scores, counts)
    assert kernels.weighted_average_precision(*pair)[0] == pytest.approx(
        average_precision_score(labels, scores, sample_weight=counts)
    )
    assert kernels.weighted_roc_auc(*pair)[0] == pytest.approx(
        roc_auc_score(labels, scores, sample_weight=counts)
    )


@given(ROWS)
def test_error_kernels_equal_scikit_learn(rows):
    labels, scores, counts = unpacked(rows)
    sums = [
        np.array([float(np.sum(counts * part))]) for part in ((scores - labels) ** 2, labels, 1)
    ]
    assert kernels.NAMED["brier"].resampled(*sums)[0] == pytest.approx(
        brier_score_loss(labels, scores, sample_weight=counts)
    )
    assert kernels.NAMED["brier_skill"].resampled(*sums)[0] == pytest.approx(
        d2_brier_score(labels, scores, sample_weight=counts)
    )


@given(ROWS, st.integers(1, 40))
def test_recall_at_k_is_the_mean_over_orders_of_tied_rows(rows, k):
    labels, scores, counts = unpacked(rows)
    labels, scores = np.repeat(labels, counts), np.repeat(scores, counts)
    k = min(k, labels.size)
    cut = np.sort(scores)[-k]
    above, tied = scores > cut, scores == cut
    # Of the tied rows, those that still fit are any of them, each as likely.
    taken = labels[above].sum() + labels[tied].sum() * (k - above.sum()) / tied.sum()
    measured = kernels.recall_at(k, labels.size).estimate(labels, scores)
    assert measured == pytest.approx(taken / labels.sum())


def test_many_resamples_are_computed_at_once():
    found, others = np.array([[1, 1], [2, 0]]), np.array([[0, 0, 1, 0, 2], [3, 0, 0, 0, 0]])
    assert kernels.weighted_average_precision(found, others) == pytest.approx(
        [(1 + 2 / 3) / 2, 2 / 5]
    )
    assert kernels.weighted_roc_auc(found, others) == pytest.approx([(1 + 2 / 3) / 2, 0])
