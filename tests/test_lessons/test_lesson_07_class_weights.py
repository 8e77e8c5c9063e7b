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
        (as_ratio_only, "Shared among 2 classes"),
        (normalised_to_one, "Shared among 2 classes"),
        (keys_as_text, "no weight for 0"),
    ],
)
def test_near_miss_of_the_weights_is_told_what_is_wrong(answer, words):
    report = check("7.1", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


def test_printing_the_weights_is_told_from_returning_them():
    def printed(y):
        print(by_counter(y))

    assert "returns nothing" in check("7.1", printed).text


# 7.2


def test_prediction_is_what_the_model_of_the_exercise_says():
    y = np.repeat([0, 1], [960, 40])
    weights = {0: 1, 1: len(y) / (2 * y.sum())}
    model = LogisticRegression(solver="newton-cholesky", class_weight=weights)
    risk = model.fit(np.zeros((1_000, 1)), y).predict_proba([[0]])[0, 1]
    assert check("7.2", round(risk, 3)).outcome == "right"


@pytest.mark.parametrize(
    ("number", "words"),
    [(0.5, "both classes weighed"), (0.04, "counts once"), (0.34, "Give three")],
)
def test_known_wrong_risk_is_met_with_its_reason(number, words):
    assert words in check("7.2", number).text


# 7.3


@pytest.mark.parametrize(
    ("service", "found", "flagged", "auc"),
    [
        ("A", (45, 368, 372), (90, 2_250, 2_290), 0.88),
        ("B", (38, 380, 330), (90, 2_250, 2_300), 0.9),
    ],
)
def test_lines_of_the_question_can_come_from_one_test_set(service, found, flagged, auc):
    for deaths, rows in zip(found, flagged, strict=True):
        assert deaths <= min(rows, 450)
        recall, false_alarms = deaths / 450, (rows - deaths) / 9_550
        # A ROC curve through one point has at least the area of the two lines to it.
        assert (1 + recall - false_alarms) / 2 < auc + 0.01, service


# 7.4


def from_the_prior_seen(p, class_weight, n_negatives, n_positives):
    positive, negative = class_weight[1] * n_positives, class_weight[0] * n_negatives
    return prior_correction(
        p,
        from_prior=positive / (positive + negative),
        to_prior=n_positives / (n_negatives + n_positives),
    )


def by_counting(p, class_weight, n_negatives, n_positives):
    positive, negative = p / class_weight[1], (1 - p) / class_weight[0]
    return (positive / (positive + negative)).tolist()


def by_logits(p, class_weight, n_negatives, n_positives):
    return pd.Series(expit(logit(p) - np.log(class_weight[1] / class_weight[0])))


@pytest.mark.parametrize("answer", [from_the_prior_seen, by_counting, by_logits])
def test_weights_taken_back_in_another_form_are_right(answer):
    assert check("7.4", answer).outcome == "right"


def clipped(p, class_weight, n_negatives, n_positives):
    risks = by_logits(np.clip(p, 0.01, 0.99), class_weight, n_negatives, n_positives)
    return risks.to_numpy()


def rescaled_to_the_prevalence(p, class_weight, n_negatives, n_positives):
    return p * n_positives / (n_negatives + n_positives) / p.mean()


def swaps_the_priors(p, class_weight, n_negatives, n_positives):
    positive, negative = class_weight[1] * n_positives, class_weight[0] * n_negatives
    share = n_positives / (n_negatives + n_positives)
    return prior_correction(p, from_prior=share, to_prior=positive / (positive + negative))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (clipped, "should stay what they are"),
        (rescaled_to_the_prevalence, "Take 0.5 first"),
        (swaps_the_priors, "goes the other way"),
    ],
)
def test_near_miss_of_taking_back_is_told_what_is_wrong(answer, words):
    report = check("7.4", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


def test_weights_are_taken_back_as_a_fitted_model_says():
    rng = np.random.default_rng(0)
    y = np.repeat([0, 1], [3_000, 300])
    x = rng.normal(size=(y.size, 1)) + y[:, None]
    free = {"solver": "newton-cholesky", "C": 1e6}
    plain = LogisticRegression(**free).fit(x, y).predict_proba(x)[:, 1]
    weights = {0: 0.7, 1: 9}
    weighted = LogisticRegression(class_weight=weights, **free).fit(x, y).predict_proba(x)[:, 1]
    back = from_the_prior_seen(weighted, weights, 3_000, 300)
    assert abs(back - plain).mean() < 0.01 < abs(weighted - plain).mean()


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
