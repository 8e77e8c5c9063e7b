"""Folds share training rows: the corrected interval is wider than the naive one."""

import numpy as np
import pytest
from scipy import stats
from sklearn.datasets import make_moons
from sklearn.model_selection import RepeatedStratifiedKFold, cross_val_score
from sklearn.svm import SVC

from course_utils.evaluation import corrected_difference, fold_interval

SCORES = np.array([0.71, 0.69, 0.74, 0.70, 0.72])


def test_published_example_of_scikit_learn_comes_out():
    # "Statistical comparison of models using grid search": t .750, one-sided p .227.
    X, y = make_moons(noise=0.352, random_state=1, n_samples=100)
    folds = RepeatedStratifiedKFold(n_splits=10, n_repeats=10, random_state=0)
    rbf, linear = (
        cross_val_score(SVC(kernel=kernel, random_state=0), X, y, scoring="roc_auc", cv=folds)
        for kernel in ("rbf", "linear")
    )
    test = corrected_difference(rbf, linear, n_train=90, n_test=10)
    assert f"{test.t:.3f} {test.p_one_sided:.3f}" == "0.750 0.227"
    assert test.low < 0 < test.high


def test_swapped_models_change_the_sign_only():
    other = SCORES - [0.04, 0.01, 0.03, 0.05, 0.02]
    forth = corrected_difference(SCORES, other, n_train=80, n_test=20)
    back = corrected_difference(other, SCORES, n_train=80, n_test=20)
    assert back.t == pytest.approx(-forth.t)
    assert (back.low, back.high) == pytest.approx((-forth.high, -forth.low))
    assert back.p_one_sided == pytest.approx(1 - forth.p_one_sided)
    assert back.p_two_sided == pytest.approx(forth.p_two_sided)


def test_small_test_parts_give_students_interval():
    corrected = fold_interval(SCORES, n_train=10**9, n_test=1)
    naive = stats.t.interval(0.95, 4, SCORES.mean(), stats.sem(SCORES))
    assert (corrected.low, corrected.high) == pytest.approx(naive, abs=1e-6)


def test_shared_training_rows_widen_the_interval():
    corrected = fold_interval(SCORES, n_train=80, n_test=20)
    low, high = stats.t.interval(0.95, 4, SCORES.mean(), stats.sem(SCORES))
    # sqrt((1/5 + 1/4) / (1/5)) = 1.5
    assert corrected.high - corrected.low == pytest.approx(1.5 * (high - low))


def test_equal_models_are_no_evidence():
    test = corrected_difference(SCORES, SCORES, n_train=80, n_test=20)
    assert (test.t, test.p_two_sided) == (0, 1)
    assert str(test) == "0.000 [0.000, 0.000], two-sided p = 1.000"


def test_constant_gain_on_every_fold_is_certain():
    test = corrected_difference([0.75, 0.5, 1.0], [0.5, 0.25, 0.75], n_train=80, n_test=20)
    assert str(test) == "0.250 [0.250, 0.250], two-sided p < 0.001"


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        ([0.7], [0.6], "two or more folds"),
        ([0.7, 0.8, 0.9], [0.6, 0.7], "scores_a has 3 folds and scores_b has 2"),
        ([0.7, float("nan")], [0.6, 0.7], "scores_a has 1 missing score"),
        ([0.7, "best"], [0.6, 0.7], "scores_a must hold numbers"),
    ],
)
def test_scores_that_do_not_pair_are_refused(a, b, said):
    with pytest.raises(ValueError, match=said):
        corrected_difference(a, b, n_train=80, n_test=20)


def test_share_for_a_row_count_is_refused():
    with pytest.raises(ValueError, match=r"n_test must be a whole number; it is 0\.2"):
        fold_interval(SCORES, n_train=80, n_test=0.2)
