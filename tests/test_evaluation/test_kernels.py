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
from course_utils.evaluation._cells import Cells

RANKING = (
    (kernels.weighted_average_precision, average_precision_score),
    (kernels.weighted_roc_auc, roc_auc_score),
)

# Few distinct scores make ties; a resample leaves rows out (0) and repeats others.
ROWS = st.lists(
    st.tuples(st.integers(0, 1), st.integers(0, 6), st.integers(0, 3)), min_size=4, max_size=40
).filter(lambda rows: {label for label, _, count in rows if count} == {0, 1})


def unpacked(rows):
    labels, scores, counts = (np.array(column) for column in zip(*rows, strict=True))
    return labels, scores / 7, counts


def counted(labels, scores, counts):
    """Cut the rows into cells; count each row as often as its resample does."""
    cells = Cells.of(labels, scores)
    positive, k = labels == 1, cells.positives.size
    found = np.bincount(cells.row[positive], weights=counts[positive], minlength=k)
    passed = np.bincount(cells.row[~positive], weights=counts[~positive], minlength=k)
    return cells, found[:, None], passed[:, None]


@given(ROWS)
def test_ranking_kernels_equal_scikit_learn(rows):
    labels, scores, counts = unpacked(rows)
    for kernel, metric in RANKING:
        (value,) = kernel(*counted(labels, scores, counts))
        assert value == pytest.approx(metric(labels, scores, sample_weight=counts))


@given(ROWS)
def test_sum_kernels_equal_scikit_learn(rows):
    labels, scores, counts = unpacked(rows)
    for name, metric in (("brier", brier_score_loss), ("brier_skill", d2_brier_score)):
        named = kernels.NAMED[name]
        sums = counts @ named.columns(labels, scores)
        (value,) = named.resampled(sums[:, None])
        assert value == pytest.approx(metric(labels, scores, sample_weight=counts))


@pytest.mark.parametrize("share", [0.02, 0.5])
@pytest.mark.parametrize("decimals", [2, 12])
def test_many_rows_are_joined_into_few_cells_at_no_loss(share, decimals):
    rng = np.random.default_rng(0)
    labels = (rng.random(60_000) < share).astype(int)
    scores = (rng.normal(size=labels.size) + 1.5 * labels).round(decimals)
    counts = rng.poisson(1, labels.size)
    cells, *pair = counted(labels, scores, counts)
    assert cells.positives.size < 1100
    for kernel, metric in RANKING:
        (value,) = kernel(cells, *pair)
        assert value == pytest.approx(metric(labels, scores, sample_weight=counts), abs=1e-4)
    # The data itself is a resample too.
    recall = kernels.recall_at(3000, labels.size)
    (value,) = recall.resampled(cells, cells.positives[:, None], cells.negatives[:, None])
    assert value == pytest.approx(recall.estimate(labels, scores), abs=1e-3)


@given(ROWS, st.integers(1, 40))
def test_recall_at_k_is_the_mean_over_orders_of_tied_rows(rows, k):
    labels, scores, counts = unpacked(rows)
    labels, scores = np.repeat(labels, counts), np.repeat(scores, counts)
    k = min(k, labels.size)
    cut = np.sort(scores)[-k]
    above, tied = scores > cut, scores == cut
    # Of the tied rows, those that still fit are any of them, each as likely.
    taken = labels[above].sum() + labels[tied].sum() * (k - above.sum()) / tied.sum()
    recall = kernels.recall_at(k, labels.size)
    cells = Cells.of(labels, scores)
    (value,) = recall.resampled(cells, cells.positives[:, None], cells.negatives[:, None])
    assert value == pytest.approx(taken / labels.sum())
    assert recall.estimate(labels, scores) == pytest.approx(taken / labels.sum())


def test_many_resamples_are_computed_at_once():
    labels, scores = np.array([1, 0, 1, 0, 0]), np.array([5, 4, 3, 2, 1])
    cells = Cells.of(labels, scores)
    found, passed = np.array([[1, 0], [1, 2], [0, 0]]), np.array([[0, 0], [1, 3], [2, 0]])
    assert kernels.weighted_average_precision(cells, found, passed) == pytest.approx(
        [(1 + 2 / 3) / 2, 2 / 5]
    )
    assert kernels.weighted_roc_auc(cells, found, passed) == pytest.approx([(1 + 2 / 3) / 2, 0])
