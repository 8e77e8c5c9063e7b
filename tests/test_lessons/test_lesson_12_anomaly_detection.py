"""Lesson 12: right answers in other forms pass; odd ones get words that fit."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import rankdata, zscore
from sklearn.metrics import roc_curve
from sklearn.preprocessing import StandardScaler

from course_utils.lessons import check

# 12.2


def with_a_quantile_of_its_own(X_train, X_new, share):
    from pyod.models.knn import KNN

    detector = KNN().fit(X_train)
    cut = np.quantile(detector.decision_scores_, 1 - share)
    return (detector.decision_function(X_new) > cut).tolist()


def sets_it_before_the_fit(X_train, X_new, share):
    from pyod.models.knn import KNN

    detector = KNN()
    detector.contamination = share
    return pd.Series(detector.fit(X_train).predict(X_new))


@pytest.mark.parametrize("answer", [with_a_quantile_of_its_own, sets_it_before_the_fit])
def test_contamination_in_another_form_is_right(answer):
    assert check("12.2", answer).outcome == "right"


# 12.3


def with_a_fitted_scaler(train_scores, new_scores):
    standard = StandardScaler().fit(train_scores).transform(new_scores)
    standard[:, train_scores.std(axis=0) == 0] = 0
    return standard.mean(axis=1).tolist()


def test_average_with_a_fitted_scaler_is_right():
    assert check("12.3", with_a_fitted_scaler).outcome == "right"


def with_zscore(train_scores, new_scores):
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.nan_to_num(zscore(new_scores, axis=0)).mean(axis=1)


def with_ranks(train_scores, new_scores):
    return rankdata(new_scores, axis=0).mean(axis=1)


@pytest.mark.parametrize("answer", [with_zscore, with_ranks])
def test_a_one_liner_on_the_new_rows_is_told_of_the_company(answer):
    report = check("12.3", answer)
    assert report.outcome == "not yet right"
    assert "which rows set mean and spread" in report.text


# 12.4


def with_roc_curve(scores, y, cost_fp, cost_fn):
    fpr, tpr, cuts = roc_curve(y, scores)
    cost = cost_fp * fpr * (y == 0).sum() + cost_fn * (1 - tpr) * (y == 1).sum()
    return cuts[np.argmin(cost)]


def with_a_cut_between_the_scores(scores, y, cost_fp, cost_fn):
    known = np.unique(scores)
    cuts = [known[0] - 1, *(known[1:] + known[:-1]) / 2, known[-1] + 1]
    costs = [
        cost_fp * np.sum((scores >= cut) & (y == 0)) + cost_fn * np.sum((scores < cut) & (y == 1))
        for cut in cuts
    ]
    return cuts[int(np.argmin(costs))]


@pytest.mark.parametrize("answer", [with_roc_curve, with_a_cut_between_the_scores])
def test_cheapest_cut_in_another_form_is_right(answer):
    assert check("12.4", answer).outcome == "right"


def flags_all(scores, y, cost_fp, cost_fn):
    return -np.inf


def knows_only_silence(scores, y, cost_fp, cost_fn):
    return np.inf


@pytest.mark.parametrize("answer", [flags_all, knows_only_silence])
def test_a_cut_without_a_choice_is_not_yet_right(answer):
    assert check("12.4", answer).outcome == "not yet right"
