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
    precision_recall_curve,
    roc_auc_score,
)
from sklearn.utils import resample

from course_utils.lessons import check


@pytest.fixture(autouse=True)
def _own_state(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_STATE", str(tmp_path / "state.json"))


# 6.1


def from_the_library(y_true, y_score):
    return average_precision_score(y_true, y_score)


def from_the_curve(y_true, y_score):
    precision, recall, _ = precision_recall_curve(y_true, y_score)
    return np.array(-np.sum(np.diff(recall) * precision[:-1]))


def by_pandas(y_true, y_score):
    levels = pd.Series(y_true).groupby(y_score).agg(["sum", "size"])[::-1].cumsum()
    gained = levels["sum"].diff().fillna(levels["sum"]) / y_true.sum()
    return float((gained * levels["sum"] / levels["size"]).sum())


@pytest.mark.parametrize("answer", [from_the_library, from_the_curve, by_pandas])
def test_average_precision_in_another_form_is_right(answer):
    assert check("6.1", answer).outcome == "right"


def rounds_the_scores(y_true, y_score):
    return average_precision_score(y_true, np.clip(y_score, 0, 1))


def gives_a_percentage(y_true, y_score):
    return 100 * average_precision_score(y_true, y_score)


@pytest.mark.parametrize(
    ("answer", "words"),
    [(rounds_the_scores, "need not lie between"), (gives_a_percentage, "not between 0 and 1")],
)
def test_near_miss_of_average_precision_is_told_what_is_wrong(answer, words):
    report = check("6.1", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


# 6.2


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
    assert check("6.2", with_a_clone_and_one_more_key).outcome == "right"


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
    report = check("6.2", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


def test_skill_of_the_exercise_is_that_of_the_library():
    y, p = np.array([0, 0, 1, 1]), np.array([0.1, 0.4, 0.3, 0.9])
    assert np.isclose(d2_brier_score(y, p), 1 - np.mean((p - y) ** 2) / y.var())


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


@pytest.mark.parametrize("answer", [by_resample, by_places])
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


# 6.5


def with_the_library(y_true, y_pred):
    return balanced_accuracy_score(y_true, y_pred), np.mean(y_true == y_pred)


def by_crosstab(y_true, y_pred):
    frame = pd.DataFrame({"true": y_true, "hit": y_true == y_pred})
    return [float(frame.groupby("true").hit.mean().mean()), float(frame.hit.mean())]


@pytest.mark.filterwarnings("ignore:y_pred contains classes not in y_true")
@pytest.mark.parametrize("answer", [with_the_library, by_crosstab])
def test_macro_and_micro_in_another_form_are_right(answer):
    assert check("6.5", answer).outcome == "right"
