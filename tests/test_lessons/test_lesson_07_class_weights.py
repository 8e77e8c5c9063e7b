"""Lesson 7: right answers in other forms pass; odd ones get words that fit."""

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit, logit
from sklearn.linear_model import LogisticRegression
from sklearn.utils.class_weight import compute_class_weight

from course_utils.evaluation import prior_correction
from course_utils.lessons import check


@pytest.fixture(autouse=True)
def _own_state(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_STATE", str(tmp_path / "state.json"))


# 7.1


def by_counter(y):
    counts = Counter(y)
    return {label: len(y) / (len(counts) * count) for label, count in counts.items()}


def from_the_library(y):
    classes = np.unique(y)
    return dict(zip(classes, compute_class_weight("balanced", classes=classes, y=y), strict=True))


def by_pandas(y):
    share = pd.Series(y).value_counts(normalize=True)
    return (1 / share / len(share)).to_dict()


@pytest.mark.parametrize("answer", [by_counter, from_the_library, by_pandas])
def test_weights_in_another_form_are_right(answer):
    assert check("7.1", answer).outcome == "right"


def as_ratio_only(y):
    counts = Counter(y)
    most = max(counts.values())
    return {label: most / count for label, count in counts.items()}


def normalised_to_one(y):
    weights = by_counter(y)
    return {label: weight / sum(weights.values()) for label, weight in weights.items()}


def keys_as_text(y):
    return {str(label): weight for label, weight in by_counter(y).items()}


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (as_ratio_only, "among how many classes"),
        (normalised_to_one, "among how many classes"),
        (keys_as_text, "no weight for 0"),
    ],
)
def test_near_miss_of_the_weights_is_told_what_is_wrong(answer, words):
    report = check("7.1", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


# 7.2


def test_prediction_is_what_the_model_of_the_exercise_says():
    y = np.repeat([0, 1], [960, 40])
    weights = {0: 1, 1: len(y) / (2 * y.sum())}
    model = LogisticRegression(solver="newton-cholesky", class_weight=weights)
    risk = model.fit(np.zeros((1_000, 1)), y).predict_proba([[0]])[0, 1]
    assert check("7.2", round(risk, 3)).outcome == "right"


@pytest.mark.parametrize(
    ("number", "words"), [(0.5, "both classes weighed"), (0.04, "counts once")]
)
def test_known_wrong_risk_is_met_with_its_reason(number, words):
    assert words in check("7.2", number).text


# 7.4


def by_the_helper(p, from_prior, to_prior):
    return prior_correction(p, from_prior=from_prior, to_prior=to_prior)


def by_bayes(p, from_prior, to_prior):
    positive = p * to_prior / from_prior
    negative = (1 - p) * (1 - to_prior) / (1 - from_prior)
    return (positive / (positive + negative)).tolist()


def by_logits(p, from_prior, to_prior):
    return pd.Series(expit(logit(p) + logit(to_prior) - logit(from_prior)))


@pytest.mark.parametrize("answer", [by_the_helper, by_bayes, by_logits])
def test_correction_in_another_form_is_right(answer):
    assert check("7.4", answer).outcome == "right"


def clipped(p, from_prior, to_prior):
    return by_logits(np.clip(p, 0.01, 0.99), from_prior, to_prior).to_numpy()


def rescaled_to_the_mean(p, from_prior, to_prior):
    return p * to_prior / p.mean()


@pytest.mark.parametrize(
    ("answer", "words"),
    [(clipped, "should stay what they are"), (rescaled_to_the_mean, "Take 0.5 first")],
)
def test_near_miss_of_the_correction_is_told_what_is_wrong(answer, words):
    report = check("7.4", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


# 7.5


def by_log_odds(proba, classes, priors):
    with np.errstate(divide="ignore"):
        adjusted = np.log(proba) - np.log(priors)
    return [classes[place].item() for place in adjusted.argmax(axis=1)]


def by_frame(proba, classes, priors):
    return pd.DataFrame(proba / priors, columns=classes).idxmax(axis=1).to_numpy()


@pytest.mark.parametrize("answer", [by_log_odds, by_frame])
def test_labels_in_another_form_are_right(answer):
    assert check("7.5", answer).outcome == "right"


def divides_the_wrong_way(proba, classes, priors):
    return classes[np.argmax((1 - proba) / (1 - priors), axis=1)]


def test_near_miss_of_the_labels_is_told_how_many_differ():
    report = check("7.5", divides_the_wrong_way)
    assert report.outcome == "not yet right"
    assert "of your labels differ" in report.text
