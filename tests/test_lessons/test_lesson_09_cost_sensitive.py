"""Lesson 9: right answers in other forms pass; odd ones get words that fit."""

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.metrics import make_scorer
from sklearn.model_selection import TunedThresholdClassifierCV, cross_val_predict

from course_utils.evaluation import cost_table
from course_utils.lessons import check

# 9.1


def test_threshold_is_where_both_decisions_cost_the_same():
    p = 1 / 12
    assert np.isclose(p * 1_000 + (1 - p) * 300, p * 4_300)
    assert check("9.1", round(p, 3)).outcome == "right"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (300 / 4_600, "opening *save*"),
        (300 / 4_300, "within"),
        (0.5, "wrong decision lose"),
        (300 / 1_300, "down a column"),
        (700 / 5_000, "down a column"),
        (300 / 3_900, "fee and the repair already"),
    ],
)
def test_known_wrong_threshold_is_met_with_its_reason(number, words):
    assert words in check("9.1", round(number, 3)).text


# 9.2


def test_marks_and_the_price_that_results_are_judged_apart():
    assert check("9.2", {1, 4}, "s").outcome == "right"
    assert "*multiply* the odds" in check("9.2", {1, 4}, "r").text
    assert "A bill must hold the cost" in check("9.2", {1, 6}, "s").text


# 9.3


def by_loop(fraud, flagged, amount, fee):
    total = 0
    for is_fraud, is_flagged, lost in zip(fraud, flagged, amount, strict=True):
        if is_flagged:
            total += fee
        elif is_fraud:
            total += lost
    return total


def by_product(fraud, flagged, amount, fee):
    return (flagged * fee + (1 - flagged) * fraud * amount).sum()


@pytest.mark.parametrize("answer", [by_loop, by_product])
def test_bill_in_another_form_is_right(answer):
    assert check("9.3", answer).outcome == "right"


def from_the_library(fraud, flagged, amount, fee):
    table = cost_table(
        fraud, flagged, cost_fp=fee, cost_tp=fee, cost_fn=amount, thresholds={"rule": 0.5}
    )
    return float(table.loc[table["rule"] == "rule", "cost"].iloc[0])


def per_payment(fraud, flagged, amount, fee):
    return by_product(fraud, flagged, amount, fee) / len(fraud)


def by_masks_of_integers(fraud, flagged, amount, fee):
    return fee * flagged.sum() + amount[~flagged & fraud].sum()


def average_of_the_missed(fraud, flagged, amount, fee):
    missed = (fraud == 1) & (flagged == 0)
    with np.errstate(invalid="ignore"):
        return fee * flagged.sum() + missed.sum() * np.float64(amount[missed].sum()) / missed.sum()


def fee_only_where_it_was_no_fraud_and_all_amounts(fraud, flagged, amount, fee):
    return (flagged * (1 - fraud) * fee + fraud * amount).sum()


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (from_the_library, "your function stops"),
        (per_payment, "Right per payment"),
        (by_masks_of_integers, "again and again"),
        (average_of_the_missed, "on a day"),
        (fee_only_where_it_was_no_fraud_and_all_amounts, "Which payments cost the fee"),
    ],
)
def test_near_miss_of_the_bill_is_told_what_is_wrong(answer, words):
    report = check("9.3", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


# 9.4


def by_cut(estimator, X, y, X_new, amount_new, fee):
    p = clone(estimator).fit(X, y).predict_proba(X_new)[:, 1]
    cut = np.divide(fee, amount_new, out=np.full(len(p), np.inf), where=amount_new > 0)
    return pd.Series(p >= cut)


def by_comparing_both_decisions(estimator, X, y, X_new, amount_new, fee):
    risks = estimator.fit(X, y).predict_proba(X_new)[:, 1]
    return [bool(fee <= p * lost) for p, lost in zip(risks, amount_new, strict=True)]


@pytest.mark.parametrize("answer", [by_cut, by_comparing_both_decisions])
def test_decisions_in_another_form_are_right(answer):
    assert check("9.4", answer).outcome == "right"


def twice_with_the_known_rows(estimator, X, y, X_new, amount_new, fee):
    model = estimator.fit(X, y, sample_weight=np.where(y == 1, 20, 1))
    return model.predict_proba(X_new)[:, 1] * amount_new >= fee


def lets_ties_through(estimator, X, y, X_new, amount_new, fee):
    return estimator.fit(X, y).predict_proba(X_new)[:, 1] * amount_new > fee


def by_the_lessons_fee_over_amount(estimator, X, y, X_new, amount_new, fee):
    return estimator.fit(X, y).predict_proba(X_new)[:, 1] >= 5 / np.maximum(amount_new, 1e-9)


def by_the_first_column(estimator, X, y, X_new, amount_new, fee):
    return estimator.fit(X, y).predict_proba(X_new)[:, 0] * amount_new >= fee


def by_risks_of_another_model(estimator, X, y, X_new, amount_new, fee):
    p = np.minimum(1.15 * estimator.fit(X, y).predict_proba(X_new)[:, 1], 1)
    return p * amount_new >= fee


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (twice_with_the_known_rows, "in your model and in your cut"),
        (lets_ties_through, "both decisions cost the same"),
        (by_the_lessons_fee_over_amount, "Where does `fee` enter"),
        (by_the_first_column, "Which column of `predict_proba`"),
        (by_risks_of_another_model, "Or are the risks not those of"),
    ],
)
def test_near_miss_of_the_decisions_is_told_what_is_wrong(answer, words):
    report = check("9.4", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


# 9.5


def by_gain(estimator, X, y, cost_fp, cost_fn):
    def gain(labels, called):
        return -(cost_fn * ((labels == 1) & (called == 0)) + cost_fp * ((labels == 0) & called))

    scorer = make_scorer(lambda labels, called: gain(labels, called).sum())
    tuned = TunedThresholdClassifierCV(estimator, scoring=scorer, cv=3, thresholds=200)
    return tuned.fit(X, y).best_threshold_


def by_hand(estimator, X, y, cost_fp, cost_fn):
    p = cross_val_predict(estimator, X, y, cv=5, method="predict_proba")[:, 1]
    cuts = np.unique(p.round(3))
    bills = [np.where(y == 1, cost_fn * (p < cut), cost_fp * (p >= cut)).sum() for cut in cuts]
    return cuts[np.argmin(bills)]


@pytest.mark.parametrize("answer", [by_gain, by_hand])
def test_cheap_cut_in_another_form_is_right(answer):
    assert check("9.5", answer).outcome == "right"


def on_known_rows(estimator, X, y, cost_fp, cost_fn):
    p = clone(estimator).fit(X, y).predict_proba(X)[:, 1]
    cuts = np.unique(p.round(3))
    bills = [np.where(y == 1, cost_fn * (p < cut), cost_fp * (p >= cut)).sum() for cut in cuts]
    return cuts[np.argmin(bills)]


def test_cut_tried_on_the_rows_of_the_fit_is_told_so():
    report = check("9.5", on_known_rows)
    assert report.outcome == "not yet right"
    assert "on those the estimator was fitted to" in report.text


def for_f1(estimator, X, y, cost_fp, cost_fn):
    tuned = TunedThresholdClassifierCV(estimator, scoring="f1", cv=5)
    return float(tuned.fit(X, y).best_threshold_)


def test_cut_for_another_score_is_asked_where_the_costs_are():
    report = check("9.5", for_f1)
    assert report.outcome == "not yet right"
    assert "Where do the costs enter" in report.text


def guards_against_small_amounts(estimator, X, y, X_new, amount_new, fee):
    p = estimator.fit(X, y).predict_proba(X_new)[:, 1]
    return p >= fee / np.maximum(amount_new, 1)


def test_floor_under_the_amounts_is_found_where_the_fee_is_small():
    report = check("9.4", guards_against_small_amounts)
    assert report.outcome == "not yet right"
    assert "the call costs 0.5" in report.text
