"""Lesson 12: right answers in other forms pass; odd ones get words that fit."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import rankdata, zscore
from sklearn.metrics import roc_curve
from sklearn.preprocessing import StandardScaler

from course_utils.lessons import check

# 12.1


@pytest.mark.parametrize("answer", [0.1, 1, 0.004, 0.96])
def test_a_number_of_the_prompt_is_not_the_precision(answer):
    assert check("12.1", answer).outcome == "not yet right"


# 12.2


def with_a_fit_for_each_share(X_train, X_new, shares):
    from pyod.models.knn import KNN

    return [KNN(contamination=share).fit(X_train).predict(X_new).tolist() for share in shares]


def with_a_cut_between_two_rows(X_train, X_new, shares):
    from pyod.models.knn import KNN

    detector = KNN().fit(X_train)
    cuts = [np.quantile(detector.decision_scores_, 1 - s, method="midpoint") for s in shares]
    return pd.DataFrame([detector.decision_function(X_new) > cut for cut in cuts])


def with_a_row_of_the_order(X_train, X_new, shares):
    from pyod.models.knn import KNN

    detector = KNN().fit(X_train)
    ordered = np.sort(detector.decision_scores_)
    cuts = [ordered[-round(share * len(ordered))] for share in shares]
    return np.array([detector.decision_function(X_new) >= cut for cut in cuts])


@pytest.mark.parametrize(
    "answer", [with_a_fit_for_each_share, with_a_cut_between_two_rows, with_a_row_of_the_order]
)
def test_a_share_of_the_training_rows_in_another_form_is_right(answer):
    assert check("12.2", answer).outcome == "right"


def fits_the_new_rows(X_train, X_new, shares):
    from pyod.models.knn import KNN

    return np.array([KNN(contamination=share).fit(X_new).labels_ for share in shares])


def cuts_the_stretched_score(X_train, X_new, shares):
    from pyod.models.knn import KNN

    stretched = KNN().fit(X_train).predict_proba(X_new)[:, 1]
    return np.array([(stretched > 1 - share).astype(int) for share in shares])


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (fits_the_new_rows, "Which rows should it learn"),
        (cuts_the_stretched_score, "How many training rows lie above it"),
    ],
)
def test_a_share_of_something_else_is_named(answer, words):
    report = check("12.2", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


# 12.3


def known(train_scores):
    return np.ptp(train_scores, axis=0) > 0


def with_a_fitted_scaler(train_scores, new_scores):
    standard = StandardScaler().fit(train_scores).transform(new_scores)
    standard[:, ~known(train_scores)] = 0
    return standard.mean(axis=1).tolist()


def with_the_spread_of_pandas(train_scores, new_scores):
    train = pd.DataFrame(train_scores)
    standard = (pd.DataFrame(new_scores) - train.mean()) / train.std()
    standard.loc[:, ~known(train_scores)] = 0
    return standard.mean(axis=1)


def with_lowest_and_highest(train_scores, new_scores):
    low, reach = train_scores.min(axis=0), np.ptp(train_scores, axis=0)
    placed = (new_scores - low) / np.where(reach > 0, reach, 1)
    return np.where(reach > 0, placed, 0).mean(axis=1)


def with_places_among_the_training_rows(train_scores, new_scores):
    pairs = zip(np.sort(train_scores.T), new_scores.T, strict=True)
    places = np.column_stack([np.searchsorted(known_places, new) for known_places, new in pairs])
    return np.where(known(train_scores), places, 0).mean(axis=1)


@pytest.mark.parametrize(
    "answer",
    [
        with_a_fitted_scaler,
        with_the_spread_of_pandas,
        with_lowest_and_highest,
        with_places_among_the_training_rows,
    ],
)
def test_any_scale_of_the_training_rows_is_right(answer):
    assert check("12.3", answer).outcome == "right"


def with_zscore(train_scores, new_scores):
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.nan_to_num(zscore(new_scores, axis=0)).mean(axis=1)


def with_ranks(train_scores, new_scores):
    return rankdata(new_scores, axis=0).mean(axis=1)


@pytest.mark.parametrize("answer", [with_zscore, with_ranks])
def test_a_one_liner_on_the_new_rows_is_told_of_the_company(answer):
    report = check("12.3", answer)
    assert report.outcome == "not yet right"
    assert "which rows set the scale" in report.text


def with_a_small_number_below(train_scores, new_scores):
    spread = train_scores.std(axis=0) + 1e-9
    return ((new_scores - train_scores.mean(axis=0)) / spread).mean(axis=1)


def leaves_the_constant_out(train_scores, new_scores):
    keep = known(train_scores)
    train, new = train_scores[:, keep], new_scores[:, keep]
    return ((new - train.mean(axis=0)) / train.std(axis=0)).mean(axis=1)


def looks_at_nothing(train_scores, new_scores):
    return np.zeros(len(new_scores))


def turns_it_round(train_scores, new_scores):
    return -((new_scores - train_scores.mean(axis=0)) / train_scores.std(axis=0)).mean(axis=1)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (with_a_small_number_below, "One detector gave 7.0 to all"),
        (leaves_the_constant_out, "You leave it out"),
        (looks_at_nothing, "no higher than a usual row"),
        (turns_it_round, "High is unusual"),
    ],
)
def test_an_average_that_breaks_a_rule_is_told_which(answer, words):
    report = check("12.3", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


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
