"""Lesson 11: right answers in other forms pass; odd ones get words that fit."""

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.svm import OneClassSVM

from course_utils.lessons import check

# 11.1


def by_score(detector, X_majority, X):
    return (detector.fit(X_majority).decision_function(X) < 0).tolist()


def by_where(detector, X_majority, X):
    return pd.Series(np.where(clone(detector).fit(X_majority).predict(X) == -1, 1, 0))


def by_arithmetic(detector, X_majority, X):
    return (1 - detector.fit(X_majority).predict(X)) / 2


@pytest.mark.parametrize("answer", [by_score, by_where, by_arithmetic])
def test_labels_in_another_form_are_right(answer):
    assert check("11.1", answer).outcome == "right"


def learns_both_tables(detector, X_majority, X):
    return (detector.fit(np.vstack([X_majority, X])).predict(X) == -1).astype(int)


def uses_a_detector_of_its_own(detector, X_majority, X):
    return (OneClassSVM(nu=0.9).fit(X).predict(X) == -1).astype(int)


@pytest.mark.parametrize("answer", [learns_both_tables, uses_a_detector_of_its_own])
def test_labels_from_the_wrong_table_are_asked_what_was_learnt(answer):
    report = check("11.1", answer)
    assert report.outcome == "not yet right"
    assert "Which table did the detector learn from" in report.text


def test_the_short_way_of_the_library_fails():
    def in_one_word(detector, X_majority, X):
        return (detector.fit_predict(X) == -1).astype(int)

    assert check("11.1", in_one_word).outcome == "not yet right"


# 11.2


@pytest.mark.parametrize("number", [8, 10, 12])
def test_share_of_what_looks_normal_is_right_to_about_four(number):
    assert check("11.2", number).outcome == "right"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (100, "both columns together"),
        (0, "less often than normal rows"),
        (90, "inside the border"),
        *((number, "What is their distance") for number in (5, 15, 20, 33, 62, 80)),
    ],
)
def test_known_wrong_number_of_flagged_positives_is_met_with_its_reason(number, words):
    assert words in check("11.2", number).text


def test_the_detector_of_the_prompt_does_what_the_answer_says():
    rng = np.random.default_rng(3)
    normal, new, odd = (
        np.c_[rng.normal(0, 10_000, n), rng.normal(middle, 1, n)]
        for n, middle in ((4_000, 0), (4_000, 0), (4_000, 5))
    )
    detector = OneClassSVM(nu=0.1).fit(normal)
    flagged = [(detector.predict(rows) == -1).mean() for rows in (normal, new, odd)]
    assert flagged == pytest.approx([0.1, 0.1, 0.1], abs=0.02)


# 11.3


def without_a_hair(normal_scores, budget):
    return np.sort(normal_scores)[int(budget * len(normal_scores))]


def test_the_hair_that_the_solution_adds_is_not_asked_for():
    assert check("11.3", without_a_hair).outcome == "right"


def by_partition(normal_scores, budget):
    k = int(np.floor(round(budget * len(normal_scores), 6)))
    return np.partition(normal_scores, k)[k]


def by_trying(normal_scores, budget):
    allowed = [cut for cut in normal_scores if np.mean(normal_scores < cut) <= budget + 1e-12]
    return float(max(allowed))


def by_the_higher_of_two_rows(normal_scores, budget):
    ordered = sorted(normal_scores)
    k = int(budget * len(ordered) + 1e-9)
    return ordered[0] - 1 if k == 0 else ordered[k]


@pytest.mark.parametrize("answer", [by_partition, by_trying, by_the_higher_of_two_rows])
def test_cut_in_another_form_is_right(answer):
    assert check("11.3", answer).outcome == "right"


COUNTS_ROWS = "averaged_inverted_cdf"
OTHERS = [
    *("linear", "lower", "higher", "nearest", "midpoint", "hazen", "median_unbiased", "weibull"),
    *("normal_unbiased", "inverted_cdf", "interpolated_inverted_cdf", "closest_observation"),
]


@pytest.mark.parametrize("method", [COUNTS_ROWS, *OTHERS])
def test_of_the_quantiles_of_the_library_only_one_counts_rows(method):
    def one_line(normal_scores, budget):
        return np.quantile(normal_scores, budget, method=method)

    outcome = check("11.3", one_line).outcome
    assert outcome == ("right" if method == COUNTS_ROWS else "not yet right")


def one_row_too_many(normal_scores, budget):
    return np.sort(normal_scores)[int(budget * len(normal_scores) + 1e-9) + 1]


def test_one_row_too_many_is_told_to_count():
    assert "overspend" in check("11.3", one_row_too_many).text


def test_a_mask_instead_of_a_cut_is_told_apart():
    def mask(normal_scores, budget):
        return normal_scores < np.sort(normal_scores)[int(budget * len(normal_scores) + 1e-9)]

    assert "not the rows below it" in check("11.3", mask).text


# the quiz


def test_a_tenth_of_new_normal_rows_is_flagged_as_the_quiz_says():
    rng = np.random.default_rng(5)
    detector = OneClassSVM(nu=0.1).fit(rng.normal(size=(4_000, 6)))
    new = [rng.normal(size=(9_000, 6)), rng.normal(8, 1, size=(1_000, 6))]
    alarms = sum((detector.predict(rows) == -1).sum() for rows in new)
    assert alarms == pytest.approx(1_900, abs=120)


# 11.4


@pytest.mark.parametrize(("auc", "interval"), [(0.31, (0.22, 0.42)), (0.98, (0.84, 1.00))])
def test_the_intervals_of_the_prompt_follow_from_hanley_and_mcneil(auc, interval):
    n, m = 20, 400
    first, second = auc / (2 - auc), 2 * auc**2 / (1 + auc)
    spread = auc * (1 - auc) + (n - 1) * (first - auc**2) + (m - 1) * (second - auc**2)
    half = 1.96 * np.sqrt(spread / (n * m)) / (auc * (1 - auc))
    ends = 1 / (1 + np.exp(-(np.log(auc / (1 - auc)) + np.array([-half, half]))))
    assert np.round(ends, 2) == pytest.approx(interval)


@pytest.mark.parametrize("plan", ["a", "b", "c"])
def test_one_plan_for_both_plants_or_a_turned_sign_without_a_test_is_wrong(plan):
    assert check("11.4", plan, "r").outcome != "right"


def test_a_turned_sign_is_met_as_a_candidate():
    assert "a candidate" in check("11.4", "a", "r").text


def test_two_plans_and_their_reason_are_right():
    assert check("11.4", "d", "r").outcome == "right"
