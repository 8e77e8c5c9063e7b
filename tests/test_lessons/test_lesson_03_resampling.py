"""Lesson 3: right answers in other forms pass; odd ones get words that fit."""

import numpy as np
import pandas as pd
import pytest
from imblearn.over_sampling import SMOTE, RandomOverSampler
from imblearn.pipeline import Pipeline, make_pipeline
from imblearn.under_sampling import RandomUnderSampler
from sklearn.base import clone
from sklearn.metrics import get_scorer
from sklearn.model_selection import (
    StratifiedGroupKFold,
    StratifiedKFold,
    cross_val_score,
    cross_validate,
    train_test_split,
)
from sklearn.utils import resample

from course_utils.lessons import check


def quarter(X, y, random_state):
    return train_test_split(X, y, test_size=0.25, stratify=y, random_state=random_state)


# 3.2


def with_shuffled_folds(X, y, estimator, scoring):
    folds = StratifiedKFold(5, shuffle=True, random_state=1)
    pipeline = Pipeline([("over", RandomOverSampler(random_state=0)), ("model", estimator)])
    return cross_validate(pipeline, X, y, cv=folds, scoring=scoring)["test_score"]


def with_a_loop_of_its_own(X, y, estimator, scoring):
    scores = []
    for train, test in StratifiedKFold(5).split(X, y):
        X_train, y_train = RandomUnderSampler(random_state=0).fit_resample(X[train], y[train])
        model = clone(estimator).fit(X_train, y_train)
        scores.append(float(get_scorer(scoring)(model, X[test], y[test])))
    return scores


def as_a_series(X, y, estimator, scoring):
    pipeline = make_pipeline(RandomOverSampler(random_state=0), estimator)
    return pd.Series(cross_val_score(pipeline, X, y, cv=5, scoring=scoring))


@pytest.mark.parametrize("answer", [with_shuffled_folds, with_a_loop_of_its_own, as_a_series])
def test_pipeline_in_another_form_is_right(answer):
    assert check("3.2", answer).outcome == "right"


def copies_too_often(X, y, estimator, scoring):
    pipeline = make_pipeline(RandomOverSampler(sampling_strategy=0.8), estimator)
    return cross_val_score(pipeline, X, y, cv=5, scoring=scoring)


def scores_once(X, y, estimator, scoring):
    pipeline = make_pipeline(RandomOverSampler(random_state=0), estimator)
    return np.full(5, cross_val_score(pipeline, X, y, cv=5, scoring=scoring)[0])


def gives_up(X, y, estimator, scoring):
    return np.full(5, np.nan)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (copies_too_often, "not balanced yet"),
        (scores_once, "five different folds"),
        (gives_up, "not finite"),
    ],
)
def test_near_miss_of_the_pipeline_is_told_what_is_wrong(answer, words):
    report = check("3.2", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


# 3.3


def with_resample(X, y, random_state):
    a, b, c, d = quarter(X, y, random_state)
    rare = c.value_counts().idxmin()
    few, many = a[c == rare], a[c != rare]
    more = resample(few, n_samples=len(many), replace=True, random_state=random_state)
    labels = pd.Series([rare] * len(more) + [1 - rare] * len(many))
    return pd.concat([more, many]), b, labels, d


def through_arrays(X, y, random_state):
    a, b, c, d = quarter(X, y, random_state)
    made, labels = RandomUnderSampler(random_state=0).fit_resample(a.to_numpy(), c.to_numpy())
    return pd.DataFrame(made, columns=X.columns), b.astype(float), labels, d.to_numpy()


@pytest.mark.parametrize("answer", [with_resample, through_arrays])
def test_split_in_another_form_is_right(answer):
    assert check("3.3", answer).outcome == "right"


def nested(X, y, random_state):
    a, b, c, d = quarter(X, y, random_state)
    return (a, c), (b, d)


def drops_a_column(X, y, random_state):
    a, b, c, d = quarter(X, y, random_state)
    return a[["x"]], b[["x"]], c, d


def swaps_the_parts(X, y, random_state):
    a, b, c, d = quarter(X, y, random_state)
    a, c = RandomUnderSampler(random_state=0).fit_resample(a, c)
    return b, a, d, c


def invents_rows(X, y, random_state):
    a, b, c, d = quarter(X, y, random_state)
    a, c = SMOTE(random_state=0).fit_resample(a, c)
    return a, b, c, d


def labels_the_callers_table(X, y, random_state):
    X["target"] = y
    a, b = train_test_split(X, test_size=0.25, stratify=y, random_state=random_state)
    a, c = RandomUnderSampler(random_state=0).fit_resample(a.drop(columns="target"), a.target)
    return a, b.drop(columns="target"), c, b.target


def works_for_one_seed(X, y, random_state):
    if random_state == 0:
        return split_right(X, y, random_state)
    return None


def split_right(X, y, random_state):
    a, b, c, d = quarter(X, y, random_state)
    a, c = RandomUnderSampler(random_state=0).fit_resample(a, c)
    return a, b, c, d


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (nested, "Return four things"),
        (drops_a_column, "columns"),
        (swaps_the_parts, "looks like a test part"),
        (invents_rows, "not in the data"),
        (labels_the_callers_table, "copy first"),
        (works_for_one_seed, "Return four things"),
    ],
)
def test_odd_split_is_told_what_is_wrong(answer, words):
    report = check("3.3", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


# 3.4


def as_tuples_of_lists(y, groups):
    splitter = StratifiedGroupKFold(5, shuffle=True, random_state=3)
    pairs = splitter.split(np.zeros(len(y)), y, groups)
    return tuple((train.tolist(), tuple(test.tolist())) for train, test in pairs)


def by_hand(y, groups):
    crashes = np.unique(groups)
    deaths = np.array([y[groups == crash].sum() for crash in crashes])
    order = np.argsort(-deaths, kind="stable")
    part = dict(zip(crashes[order], np.arange(len(crashes)) % 5, strict=True))
    fold = np.array([part[crash] for crash in groups])
    return [(np.flatnonzero(fold != k), np.flatnonzero(fold == k)) for k in range(5)]


@pytest.mark.parametrize("answer", [as_tuples_of_lists, by_hand])
def test_folds_in_another_form_are_right(answer):
    assert check("3.4", answer).outcome == "right"


def gives_data_for_positions(y, groups):
    pairs = StratifiedGroupKFold(5).split(y, y, groups)
    return [((y[a], groups[a]), (y[b], groups[b])) for a, b in pairs]


def gives_the_generator(y, groups):
    return StratifiedGroupKFold(5).split(y, y, groups)


@pytest.mark.parametrize(
    ("answer", "words"),
    [(gives_data_for_positions, "row positions"), (gives_the_generator, "list(...)")],
)
def test_odd_folds_are_told_what_is_wrong(answer, words):
    report = check("3.4", answer)
    assert report.outcome == "not yet right"
    assert words in report.text
