"""Lesson 2: right answers in other forms pass; odd ones get words that fit."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest

from course_utils.evaluation import wilson_interval
from course_utils.lessons import check

# 2.1


def with_permutation(y, share, rng):
    generator = np.random.default_rng(rng)
    negatives = generator.permutation(np.flatnonzero(y == 0))
    n_positives = np.count_nonzero(y)
    n_rows = n_positives / share
    return np.concatenate([negatives[: int(n_rows - n_positives + 0.5)], np.where(y == 1)[0]])


def as_a_mask(y, share, rng):
    generator = np.random.default_rng(rng)
    keep = y == 1
    negatives = np.where(y == 0)[0]
    odds = (1 - share) / share
    keep[generator.choice(negatives, round(y.sum() * odds), replace=False)] = True
    return keep


def with_pandas(y, share, rng):
    labels = pd.Series(y)
    dead, alive = labels[labels == 1], labels[labels == 0]
    n = round(len(dead) / share) - len(dead)
    drawn = alive.sample(n, random_state=np.random.default_rng(rng))
    return pd.concat([dead, drawn]).index


def as_a_list(y, share, rng):
    return [int(row) for row in with_permutation(y, share, rng)]


@pytest.mark.parametrize("answer", [with_permutation, as_a_mask, with_pandas, as_a_list])
def test_rows_at_a_share_in_another_form_are_right(answer):
    report = check("2.1", answer)
    assert report.outcome == "right", report.text


def keeps_a_tenth_of_the_positives(y, share, rng):
    generator = np.random.default_rng(rng)
    positives, negatives = np.flatnonzero(y == 1), np.flatnonzero(y == 0)
    few = generator.choice(positives, positives.size // 10, replace=False)
    n = round(few.size * (1 - share) / share)
    return np.r_[few, generator.choice(negatives, n, replace=False)]


def forgets_the_positives(y, share, rng):
    rows = with_permutation(y, share, rng)
    return rows[y[rows] == 0]


def turns_the_ratio_round(y, share, rng):
    generator = np.random.default_rng(rng)
    positives, negatives = np.flatnonzero(y == 1), np.flatnonzero(y == 0)
    n = round(positives.size * share / (1 - share))
    return np.r_[positives, generator.choice(negatives, n, replace=False)]


def returns_rows_and_labels(y, share, rng):
    rows = with_permutation(y, share, rng)
    return rows, y[rows]


def sorts_the_labels_it_was_given(y, share, rng):
    rows = with_permutation(y, share, rng)
    y.sort()
    return rows


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (keeps_a_tenth_of_the_positives, "60 positives"),
        (forgets_the_positives, "0 positives"),
        (turns_the_ratio_round, "negatives"),
        (returns_rows_and_labels, "one array"),
        (sorts_the_labels_it_was_given, "copy first"),
    ],
)
def test_near_miss_of_the_rows_is_told_what_is_wrong(answer, words):
    report = check("2.1", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


# 2.2


def test_recall_after_the_new_fit_follows_from_the_table():
    died, lived = np.array([45, 30, 25]), np.array([10, 40, 150]) / 2
    flagged = died / (died + lived) > 0.5
    assert died[flagged].sum() / died.sum() == 0.75
    assert check("2.2", 0.75).outcome == "right"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (0.45, "the old model"),
        (0.9, "twice the recall"),
        (0.6, "new risk of"),
        (75, "not a percentage"),
        (0.35, "paper"),
    ],
)
def test_wrong_recall_is_told_where_it_comes_from(answer, words):
    report = check("2.2", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


# 2.3


def with_the_formula_of_wilson(recall, half_width):
    z, n = 1.959963984540054, 0
    while True:
        n += 1
        p = round(recall * n) / n
        half = z / (1 + z**2 / n) * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
        if half <= half_width:
            return np.int64(n)


def among_many(recall, half_width):
    widths = []
    for n in range(1, 3_000):
        interval = wilson_interval(round(recall * n), n)
        widths.append((interval.high - interval.low) / 2)
    return float(np.argmax(np.array(widths) <= half_width) + 1)


@pytest.mark.parametrize("answer", [with_the_formula_of_wilson, among_many])
def test_positives_counted_in_another_way_are_right(answer):
    report = check("2.3", answer)
    assert report.outcome == "right", report.text


def halves_until_it_fits(recall, half_width):
    n = 2_048
    while True:
        interval = wilson_interval(round(recall * n // 2), n // 2)
        if (interval.high - interval.low) / 2 > half_width:
            return n
        n //= 2


def one_too_many(recall, half_width):
    return with_the_formula_of_wilson(recall, half_width) + 1


def with_the_exact_interval(recall, half_width):
    ns = range(1, 1_000)
    ends = [binomtest(round(recall * n), n).proportion_ci(method="exact") for n in ns]
    return next(n for n, end in zip(ns, ends, strict=True) if end.high - end.low <= 2 * half_width)


def rows_at_one_per_cent(recall, half_width):
    return int(100 * with_the_formula_of_wilson(recall, half_width))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (halves_until_it_fits, "fewer are too"),
        (one_too_many, "fewer are too"),
        (with_the_exact_interval, "Ask for Wilson's"),
        (rows_at_one_per_cent, "fewer are too"),
        (lambda recall, half_width: [33], "one whole number"),
        (lambda recall, half_width: 0, "Begin to look"),
        (lambda recall, half_width: 33.5, "whole number"),
    ],
)
def test_near_miss_of_the_positives_is_told_what_is_wrong(answer, words):
    report = check("2.3", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


# 2.4


def test_hard_panel_needs_its_reason():
    assert check("2.4", "b", "r").outcome == "right"
    assert check("2.4", "b", "s").outcome == "not yet right"
    assert check("2.4", "a", "r").outcome == "not yet right"


# the quiz


def test_interval_of_ten_in_twelve_is_as_the_quiz_says():
    interval = wilson_interval(10, 12)
    assert (round(interval.low, 2), round(interval.high, 2)) == (0.55, 0.95)
