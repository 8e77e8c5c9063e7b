"""Lesson 6: right answers in other forms pass; odd ones get words that fit."""

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.metrics import (
    average_precision_score,
    balanced_accuracy_score,
    d2_brier_score,
    f1_score,
    roc_auc_score,
)
from sklearn.utils import resample

from course_utils.evaluation import bootstrap_interval
from course_utils.lessons import check

# 6.1


def with_a_clone_and_one_more_key(estimator, X_train, y_train, X_test, y_test):
    model = clone(estimator).fit(X_train, y_train)
    p = pd.Series(model.predict_proba(X_test)[:, list(model.classes_).index(1)])
    return {
        "f1": float(f1_score(y_test, p >= 0.5)),
        "roc_auc": roc_auc_score(y_test, p),
        "average_precision": average_precision_score(y_test, p),
        "brier_skill": 1 - np.mean((p - y_test) ** 2) / y_test.var(),
        "n": len(p),
    }


def test_report_in_another_form_is_right():
    assert check("6.1", with_a_clone_and_one_more_key).outcome == "right"


def gives_a_tuple(estimator, X_train, y_train, X_test, y_test):
    p = estimator.fit(X_train, y_train).predict_proba(X_test)[:, 1]
    return roc_auc_score(y_test, p), average_precision_score(y_test, p)


def skill_without_a_reference(estimator, X_train, y_train, X_test, y_test):
    report = with_a_clone_and_one_more_key(estimator, X_train, y_train, X_test, y_test)
    return report | {"brier_skill": 0.5 * report["brier_skill"]}


@pytest.mark.parametrize(
    ("answer", "words"),
    [(gives_a_tuple, "Return a dict"), (skill_without_a_reference, "is right here")],
)
def test_near_miss_of_the_report_is_told_what_is_wrong(answer, words):
    report = check("6.1", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


def test_skill_of_the_exercise_is_that_of_the_library():
    y, p = np.array([0, 0, 1, 1]), np.array([0.1, 0.4, 0.3, 0.9])
    assert np.isclose(d2_brier_score(y, p), 1 - np.mean((p - y) ** 2) / y.var())


# 6.2


@pytest.mark.parametrize("answer", [0.008, 8 / 1007, np.float64(0.0079), 0.00794])
def test_precision_may_be_rounded(answer):
    assert check("6.2", answer).outcome == "right"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (0.889, "the precision of the test"),
        (8 / 9, "the precision of the test"),
        (0.8, "That is the recall"),
        (0.9, "does not say"),
        (0.001, "flagging everybody"),
        (0.0008, "flagging everybody"),
        (0.79, "does not follow"),
        (7.94, "not a percentage"),
    ],
)
def test_wrong_precision_is_told_where_it_comes_from(answer, words):
    report = check("6.2", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


# 6.3


def by_resample(y_true, y_score, metric, n_resamples, rng):
    generator = np.random.default_rng(rng)
    values = []
    for _ in range(n_resamples):
        seed = int(generator.integers(2**31))
        y, s = resample(y_true, y_score, stratify=y_true, random_state=seed)
        values.append(float(metric(y, s)))
    return [float(end) for end in np.quantile(values, [0.025, 0.975])]


def by_places(y_true, y_score, metric, n_resamples, rng):
    generator = np.random.default_rng(rng)
    order = np.argsort(y_true, kind="stable")
    y, s, n_neg = y_true[order], y_score[order], int((y_true == 0).sum())
    values = np.empty(n_resamples)
    for place in range(n_resamples):
        rows = np.r_[
            generator.integers(0, n_neg, n_neg), generator.integers(n_neg, y.size, y.size - n_neg)
        ]
        values[place] = metric(y[rows], s[rows])
    return np.percentile(values, [2.5, 97.5])


def by_standard_deviation(y_true, y_score, metric, n_resamples, rng):
    generator = np.random.default_rng(rng)
    values = []
    for _ in range(n_resamples):
        rows = np.concatenate(
            [generator.choice(np.flatnonzero(y_true == k), (y_true == k).sum()) for k in (0, 1)]
        )
        values.append(metric(y_true[rows], y_score[rows]))
    return np.mean(values) - 1.96 * np.std(values), np.mean(values) + 1.96 * np.std(values)


@pytest.mark.parametrize("answer", [by_resample, by_places, by_standard_deviation])
def test_bootstrap_in_another_form_is_right(answer):
    assert check("6.3", answer).outcome == "right"


def resamples_the_positives_only(y_true, y_score, metric, n_resamples, rng):
    generator = np.random.default_rng(rng)
    positives, negatives = np.flatnonzero(y_true == 1), np.flatnonzero(y_true == 0)
    values = []
    for _ in range(n_resamples):
        rows = np.r_[generator.choice(positives, positives.size), negatives]
        values.append(metric(y_true[rows], y_score[rows]))
    return tuple(np.percentile(values, [2.5, 97.5]))


def forgets_its_metric(y_true, y_score, metric, n_resamples, rng):
    return by_places(y_true, y_score, roc_auc_score, n_resamples, rng)


def test_bootstrap_of_one_class_only_is_too_narrow():
    report = check("6.3", resamples_the_positives_only)
    assert report.outcome == "not yet right"
    assert "wide" in report.text


def test_bootstrap_of_another_metric_is_not_right():
    assert check("6.3", forgets_its_metric).outcome == "not yet right"


def asks_the_course(y_true, y_score, metric, n_resamples, rng):
    seen = bootstrap_interval(y_true, y_score, metric, n_resamples=n_resamples, random_state=rng)
    return seen.low, seen.high


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_bootstrap_of_the_course_is_kindly_refused():
    report = check("6.3", asks_the_course)
    assert report.outcome == "not yet right"
    assert "Write the resampling out" in report.text


# 6.4


def test_jobs_are_judged_by_set_and_reason():
    assert check("6.4", {"a", "c", "e"}, "p").outcome == "right"
    halves = [check("6.4", {"a", "c", "e"}, reason).points for reason in ("q", "r", "s")]
    assert halves == [1, 1, 1]
    assert check("6.4", {"a", "c", "e", "d"}, "q").points < 1


# Quiz


@pytest.mark.parametrize(
    ("scores", "area"),
    [
        ([0.9, 0.6, 0.6, 0.6], 0.833),
        ([0.9, 0.8, 0.7, 0.6], 1),
        ([0.9, 0.6, 0.5, 0.8], 0.806),
    ],
)
def test_areas_of_the_quiz_are_those_of_the_library(scores, area):
    assert average_precision_score([1, 1, 1, 0], scores) == pytest.approx(area, abs=5e-4)


# 6.5


def by_loop(y_true, y_pred):
    recalls = {}
    for name in set(y_true.tolist()):
        mine = [guess == name for true, guess in zip(y_true, y_pred, strict=True) if true == name]
        recalls[name] = sum(mine) / len(mine)
    return sum(recalls.values()) / len(recalls), (y_true == y_pred).sum() / len(y_true)


def by_crosstab(y_true, y_pred):
    frame = pd.DataFrame({"true": y_true, "hit": y_true == y_pred})
    return [float(frame.groupby("true").hit.mean().mean()), float(frame.hit.mean())]


@pytest.mark.parametrize("answer", [by_loop, by_crosstab])
def test_macro_and_micro_in_another_form_are_right(answer):
    assert check("6.5", answer).outcome == "right"


def with_the_library(y_true, y_pred):
    return balanced_accuracy_score(y_true, y_pred), np.mean(y_true == y_pred)


@pytest.mark.filterwarnings("ignore:y_pred contains classes not in y_true")
def test_library_is_kindly_refused_where_the_means_are_to_be_written():
    report = check("6.5", with_the_library)
    assert report.outcome == "not yet right"
    assert "Write the two means out" in report.text
