"""Intervals by a formula: against the definition, another library, and simulated truth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate
from scipy.special import logit
from scipy.stats import norm
from sklearn.metrics import average_precision_score, roc_auc_score

from course_utils.evaluation import delong_interval, logit_interval

# Few distinct scores make ties.
ROWS = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 6)), min_size=24, max_size=60).filter(
    lambda rows: 10 <= sum(label for label, _ in rows) <= len(rows) - 10
)


def unpacked(rows):
    return np.array([label for label, _ in rows]), np.array([score for _, score in rows])


def sample(n_pos, *, seed=0, separation=1.5):
    rng = np.random.default_rng(seed)
    y = np.repeat([0, 1], [9 * n_pos, n_pos])
    return y, rng.normal(size=y.size) + separation * y


@given(ROWS)
def test_delongs_variance_is_that_of_all_pairs(rows):
    y, score = unpacked(rows)
    interval = delong_interval(y, score)
    assert interval.estimate == pytest.approx(roc_auc_score(y, score))
    # The definition, pair by pair.
    positive, negative = score[y == 1][:, None], score[y == 0]
    right = (positive > negative) + 0.5 * (positive == negative)
    variance = right.mean(1).var(ddof=1) / len(right) + right.mean(0).var(ddof=1) / len(right.T)
    if 0 < interval.estimate < 1:
        half = norm.ppf(0.975) * np.sqrt(variance) / (interval.estimate * (1 - interval.estimate))
        center = logit(interval.estimate)
        assert logit([interval.low, interval.high]) == pytest.approx(
            [center - half, center + half], abs=1e-7
        )


@given(ROWS)
def test_swapped_classes_and_scores_leave_the_auc_and_its_interval(rows):
    y, score = unpacked(rows)
    there, back = delong_interval(y, score), delong_interval(1 - y, -score)
    assert (back.estimate, back.low, back.high) == pytest.approx(
        (there.estimate, there.low, there.high)
    )


@given(ROWS)
def test_reversed_scores_mirror_the_auc(rows):
    y, score = unpacked(rows)
    there, back = delong_interval(y, score), delong_interval(y, -score)
    assert (back.low, back.high) == pytest.approx((1 - there.high, 1 - there.low))


@pytest.mark.parametrize("interval", [delong_interval, logit_interval])
@given(rows=ROWS, seed=st.integers(0, 99))
def test_only_the_order_of_scores_matters_and_not_that_of_rows(interval, rows, seed):
    y, score = unpacked(rows)
    order = np.random.default_rng(seed).permutation(y.size)
    there, back = interval(y, score), interval(y[order], np.exp(score[order]))
    assert (back.low, back.high) == pytest.approx((there.low, there.high))


def test_logit_interval_is_boyds():
    y, score = sample(50)
    interval = logit_interval(y, score, confidence_level=0.9)
    ap = average_precision_score(y, score)
    half = norm.ppf(0.95) / np.sqrt(50 * ap * (1 - ap))
    assert interval.estimate == pytest.approx(ap)
    assert logit([interval.low, interval.high]) == pytest.approx(
        [logit(ap) - half, logit(ap) + half]
    )
    assert interval.n_pos == 50


@pytest.mark.parametrize("interval", [delong_interval, logit_interval])
def test_perfect_ranking_of_few_rows_is_not_certain(interval):
    y = np.repeat([0, 1], [90, 20])
    assert str(interval(y, y)) == "1.000 [0.839, 1.000]"


@pytest.mark.parametrize("n_pos", [13, 19, 23, 50])
def test_perfect_ranking_counts_as_perfect_whatever_its_steps_add_up_to(n_pos):
    y = np.repeat([0, 1], [100, n_pos])
    there, tied = logit_interval(y, np.arange(y.size)), logit_interval(y, y)
    assert (there.estimate, there.low, there.high) == (1, tied.low, 1)


def test_one_false_alarm_does_not_make_a_near_perfect_ranking_say_nothing():
    y = np.repeat([0, 1], [1000, 50])
    score = np.where(np.arange(1050) == 999, 1001.5, np.arange(1050.0))
    assert str(logit_interval(y, score)) == "0.999 [0.927, 1.000]"


def test_constant_score_has_an_auc_of_a_half_for_certain():
    assert str(delong_interval(np.repeat([0, 1], 20), np.ones(40))) == "0.500 [0.500, 0.500]"


@pytest.mark.parametrize("n_pos", [25, 50, 100])
def test_delong_covers_the_truth_about_as_often_as_it_says(n_pos):
    truth, sets = norm.cdf(1.5 / np.sqrt(2)), 400
    intervals = [delong_interval(*sample(n_pos, seed=seed)) for seed in range(sets)]
    held = np.mean([each.low <= truth <= each.high for each in intervals])
    # .93 to .95 by benchmarks/interval_coverage.md; three standard errors of 400 sets.
    assert held == pytest.approx(0.945, abs=0.035)


def test_logit_interval_covers_the_truth_about_as_often_as_it_says():
    def precision(cut):
        found = 0.1 * norm.sf(cut - 1.5)
        return found / (found + 0.9 * norm.sf(cut)) * norm.pdf(cut - 1.5)

    truth, _ = integrate.quad(precision, -8, 12)
    intervals = [logit_interval(*sample(50, seed=seed)) for seed in range(400)]
    held = np.mean([each.low <= truth <= each.high for each in intervals])
    # Never too narrow: it covers .94 to .99 by the table.
    assert 0.93 < held <= 1
