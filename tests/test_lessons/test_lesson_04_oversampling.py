"""Lesson 4: right answers in other forms pass; odd ones get words that fit."""

import numpy as np
import pandas as pd
import pytest
from imblearn.over_sampling import SMOTE, SMOTENC
from imblearn.pipeline import Pipeline, make_pipeline
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import MinMaxScaler, QuantileTransformer, StandardScaler

from course_utils.lessons import check

# 4.1


def with_a_loop(minority, n_points, k, rng):
    generator = np.random.default_rng(rng)
    search = NearestNeighbors(n_neighbors=k).fit(minority)
    near = search.kneighbors(return_distance=False)
    points = []
    for _ in range(n_points):
        start = generator.integers(len(minority))
        end = generator.choice(near[start])
        gap = generator.random()
        points.append((1 - gap) * minority[start] + gap * minority[end])
    return points


def without_the_row_itself(minority, n_points, k, rng):
    generator = np.random.default_rng(rng)
    near = NearestNeighbors(n_neighbors=k + 1).fit(minority).kneighbors(minority)[1][:, 1:]
    rows = generator.choice(len(minority), size=n_points)
    others = near[rows, generator.integers(0, k, n_points)]
    gaps = generator.random(n_points)[:, None]
    return minority[rows] * (1 - gaps) + minority[others] * gaps


def as_lists(minority, n_points, k, rng):
    return [point.tolist() for point in with_a_loop(minority, n_points, k, rng)]


@pytest.mark.parametrize("answer", [with_a_loop, without_the_row_itself, as_lists])
def test_points_in_another_form_are_right(answer):
    assert check("4.1", answer).outcome == "right"


def forgets_the_generator(minority, n_points, k, rng):
    return without_the_row_itself(minority, n_points, k, None)


def has_a_generator_of_its_own(minority, n_points, k, rng):
    return without_the_row_itself(minority, n_points, k, 0)


def builds_on_one_row(minority, n_points, k, rng):
    generator = np.random.default_rng(rng)
    near = NearestNeighbors(n_neighbors=k).fit(minority).kneighbors(return_distance=False)
    others = near[0, generator.integers(0, k, n_points)]
    return minority[0] + generator.random((n_points, 1)) * (minority[others] - minority[0])


def takes_the_nearest_only(minority, n_points, k, rng):
    return without_the_row_itself(minority, n_points, 1, rng)


def returns_a_single_point(minority, n_points, k, rng):
    return without_the_row_itself(minority, n_points, k, rng)[0]


def stacks_the_rows_on_top(minority, n_points, k, rng):
    return np.vstack([minority, without_the_row_itself(minority, n_points, k, rng)])


def forgets_to_subtract(minority, n_points, k, rng):
    generator = np.random.default_rng(rng)
    near = NearestNeighbors(n_neighbors=k).fit(minority).kneighbors(return_distance=False)
    rows = generator.integers(len(minority), size=n_points)
    others = near[rows, generator.integers(k, size=n_points)]
    return minority[rows] + generator.random((n_points, 1)) * minority[others]


def prefers_the_first_rows(minority, n_points, k, rng):
    generator = np.random.default_rng(rng)
    near = NearestNeighbors(n_neighbors=k).fit(minority).kneighbors(return_distance=False)
    rows = generator.integers(len(minority), size=(2, n_points)).min(axis=0)
    others = near[rows, generator.integers(k, size=n_points)]
    gaps = generator.random((n_points, 1))
    return minority[rows] + gaps * (minority[others] - minority[rows])


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (stacks_the_rows_on_top, "Yours has the shape (624, 4)"),
        (forgets_to_subtract, "does it give the neighbour"),
        (prefers_the_first_rows, "far more often"),
        (forgets_the_generator, "The same `rng` twice"),
        (has_a_generator_of_its_own, "Another `rng`"),
        (builds_on_one_row, "Draw the row anew"),
        (takes_the_nearest_only, "Draw the neighbour among all 4"),
        (returns_a_single_point, "return an array of shape"),
    ],
)
def test_near_miss_of_the_points_is_told_what_is_wrong(answer, words):
    report = check("4.1", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


# 4.3


def with_another_scaler(X, y, estimator):
    steps = [("scale", MinMaxScaler()), ("sample", SMOTE(random_state=1)), ("model", estimator)]
    return Pipeline(steps).fit(X, y)


def with_a_second_scaler(X, y, estimator):
    steps = (StandardScaler(), SMOTE(random_state=0), StandardScaler(), estimator)
    return make_pipeline(*steps).fit(X, y)


def with_ranks(X, y, estimator):
    steps = (QuantileTransformer(n_quantiles=50), SMOTE(random_state=0), estimator)
    return make_pipeline(*steps).fit(X, y)


@pytest.mark.parametrize("answer", [with_another_scaler, with_a_second_scaler, with_ranks])
def test_pipeline_in_another_form_is_right(answer):
    assert check("4.3", answer).outcome == "right"


def forgets_to_fit(X, y, estimator):
    return make_pipeline(StandardScaler(), SMOTE(random_state=0), estimator)


def returns_predictions(X, y, estimator):
    pipeline = make_pipeline(StandardScaler(), SMOTE(random_state=0), estimator)
    return pipeline.fit(X, y).predict(X)


@pytest.mark.parametrize(
    ("answer", "words"),
    [(forgets_to_fit, "fit"), (returns_predictions, "Return the fitted pipeline")],
)
def test_odd_pipeline_is_told_what_is_wrong(answer, words):
    report = check("4.3", answer)
    assert report.outcome != "right"
    assert words in report.text


# 4.4


def by_places(X, y, categorical, ratio, random_state):
    places = [X.columns.get_loc(name) for name in categorical]
    sampler = SMOTENC(places, sampling_strategy=ratio, random_state=random_state, k_neighbors=3)
    more, labels = sampler.fit_resample(X, y)
    return [more, labels.to_numpy()]


def shuffled(X, y, categorical, ratio, random_state):
    counts = {1: int(ratio * (y == 0).sum())}
    sampler = SMOTENC(categorical, sampling_strategy=counts, random_state=random_state)
    more, labels = sampler.fit_resample(X, y)
    order = np.random.default_rng(0).permutation(len(more))
    return more.iloc[order], labels.iloc[order]


def scales_and_scales_back(X, y, categorical, ratio, random_state):
    numbers = [name for name in X if name not in categorical]
    scaler, scaled = StandardScaler(), X.copy()
    scaled[numbers] = scaler.fit_transform(X[numbers])
    sampler = SMOTENC(categorical, sampling_strategy=ratio, random_state=random_state)
    more, labels = sampler.fit_resample(scaled, y)
    more[numbers] = scaler.inverse_transform(more[numbers])
    return pd.concat([X, more.iloc[len(X) :]], ignore_index=True), labels


@pytest.mark.parametrize("answer", [by_places, shuffled, scales_and_scales_back])
def test_mixed_table_in_another_form_is_right(answer):
    assert check("4.4", answer).outcome == "right"


def returns_the_new_rows_only(X, y, categorical, ratio, random_state):
    sampler = SMOTENC(categorical, sampling_strategy=ratio, random_state=random_state)
    more, labels = sampler.fit_resample(X, y)
    return more.iloc[len(X) :], labels.iloc[len(X) :]


def drops_the_categories(X, y, categorical, ratio, random_state):
    sampler = SMOTE(sampling_strategy=ratio, random_state=random_state)
    return sampler.fit_resample(X.drop(columns=categorical), y)


def writes_one_category(X, y, categorical, ratio, random_state):
    sampler = SMOTENC(categorical, sampling_strategy=ratio, random_state=random_state)
    more, labels = sampler.fit_resample(X, y)
    more.loc[len(X) :, "city"] = "Bonn"
    return more, labels


def joins_the_labels(X, y, categorical, ratio, random_state):
    sampler = SMOTENC(categorical, sampling_strategy=ratio, random_state=random_state)
    more, labels = sampler.fit_resample(X, y)
    return pd.concat([more, labels], axis=1)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (returns_the_new_rows_only, "Over-sampling drops none"),
        (drops_the_categories, "must have the columns"),
        (writes_one_category, "the same category"),
        (joins_the_labels, "Return two things"),
    ],
)
def test_odd_mixed_table_is_told_what_is_wrong(answer, words):
    report = check("4.4", answer)
    assert report.outcome == "not yet right"
    assert words in report.text
