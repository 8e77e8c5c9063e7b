"""Lesson 5: right answers in other forms pass; odd ones get words that fit."""

import numpy as np
import pandas as pd
import pytest
from imblearn.under_sampling import NearMiss

from course_utils.lessons import check
from course_utils.lessons.lesson_05_undersampling import exercise_1, exercise_2, exercise_3


def test_prediction_of_the_share_flagged_follows_from_its_group_of_twelve():
    beta, risk = 1 / 9, 0.25
    seen = risk / (risk + beta * (1 - risk))
    assert risk < 0.5 < seen
    assert exercise_1.EXERCISE.right == "up"


def test_panel_that_is_right_is_the_one_of_version_two():
    """The lesson deals the versions out to the panels with the same seed."""
    versions = np.random.default_rng(0).permutation([1, 2, 3])
    panel = dict(zip(versions.tolist(), "abc", strict=True))
    assert panel[2] == exercise_2.EXERCISE.right
    assert (panel[3], panel[1]) == ("a", "b")
    assert "Panel A is version 3" in exercise_2.EXERCISE.right_text


def test_version_two_keeps_the_middle_of_two_patches():
    rng = np.random.default_rng(4)
    patches = [rng.normal(centre, 0.45, (20, 2)) for centre in ([-2, 0], [2, 0])]
    X = np.vstack([*patches, rng.uniform([-4.5, -3], [4.5, 3], (360, 2))])
    y = np.repeat([1, 0], [40, 360])
    middle = {}
    for version in (1, 2, 3):
        left, labels = NearMiss(version=version).fit_resample(X, y)
        middle[version] = (np.abs(left[labels == 0, 0]) < 1).mean()
    assert middle[2] > 0.9
    assert max(middle[1], middle[3]) < 0.1


# 5.3


def refuse(sampler):
    if sampler != "RandomUnderSampler":
        raise ValueError(f"The correction does not hold for {sampler}.")


def as_published(p, y, y_kept, sampler):
    refuse(sampler)
    beta = (y_kept == 0).sum() / (y == 0).sum()
    return beta * p / ((beta - 1) * p + 1)


def through_the_odds(p, y, y_kept, sampler):
    refuse(sampler)
    beta = np.mean(y_kept == 0) * len(y_kept) / (np.mean(y == 0) * len(y))
    return 1 / (1 + (1 / np.clip(p, 1e-12, None) - 1) / beta)


def as_a_list(p, y, y_kept, sampler):
    refuse(sampler)
    beta = list(y_kept).count(0) / list(y).count(0)
    return [float(beta * value / (beta * value + 1 - value)) for value in p]


def as_a_series(p, y, y_kept, sampler):
    refuse(sampler)
    counts, kept = pd.Series(y).value_counts(), pd.Series(y_kept).value_counts()
    beta, p = kept[0] / counts[0], pd.Series(p)
    return beta * p / (beta * p + 1 - p)


def by_the_priors(p, y, y_kept, sampler):
    refuse(sampler)
    positive, negative = y.mean() / y_kept.mean(), (1 - y.mean()) / (1 - y_kept.mean())
    return p * positive / (p * positive + (1 - p) * negative)


@pytest.mark.parametrize(
    "answer", [as_published, through_the_odds, as_a_list, as_a_series, by_the_priors]
)
def test_correction_in_another_form_is_right(answer):
    assert check("5.3", answer).outcome == "right"


def gives_two_columns(p, y, y_kept, sampler):
    refuse(sampler)
    p = as_published(p, y, y_kept, sampler)
    return np.column_stack([1 - p, p])


def raises_the_wrong_error(p, y, y_kept, sampler):
    if sampler != "RandomUnderSampler":
        raise TypeError(sampler)
    return as_published(p, y, y_kept, sampler)


def does_not_name_the_sampler(p, y, y_kept, sampler):
    if sampler != "RandomUnderSampler":
        raise ValueError("not random")
    return as_published(p, y, y_kept, sampler)


def warns_instead(p, y, y_kept, sampler):
    if sampler != "RandomUnderSampler":
        return p
    return as_published(p, y, y_kept, sampler)


def returns_the_error(p, y, y_kept, sampler):
    if sampler != "RandomUnderSampler":
        return ValueError(f"{sampler} does not drop by chance.")
    return as_published(p, y, y_kept, sampler)


def changes_its_argument(p, y, y_kept, sampler):
    refuse(sampler)
    p[:] = as_published(p, y, y_kept, sampler)
    return p


def returns_none(p, y, y_kept, sampler):
    refuse(sampler)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (gives_two_columns, "one probability for each"),
        (raises_the_wrong_error, "a TypeError"),
        (does_not_name_the_sampler, "does not name the sampler"),
        (warns_instead, "by chance alone"),
        (returns_the_error, "do not return it"),
        (changes_its_argument, "copy first"),
    ],
)
def test_odd_correction_is_told_what_is_wrong(answer, words):
    report = check("5.3", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


def test_correction_of_the_solution_stays_a_probability():
    p = np.linspace(0, 1, 100_001)
    y, y_kept = np.repeat([0, 1], [238_206, 2_392]), np.repeat([0, 1], [2_392, 2_392])
    seen = exercise_3.undo_undersampling(p, y, y_kept, "RandomUnderSampler")
    assert seen.min() >= 0
    assert seen.max() <= 1


def test_forgotten_return_is_not_right():
    assert check("5.3", returns_none).outcome != "right"
