"""Lesson 14: right answers in other forms pass; odd ones get words that fit."""

import math
from dataclasses import replace
from importlib import import_module

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from sklearn.metrics import brier_score_loss

from course_utils.exercises import NotYetRight
from course_utils.exercises._judge import judge
from course_utils.lessons import check
from course_utils.lessons.lesson_14_best_practices import exercise_1, exercise_4
from course_utils.lessons.lesson_14_best_practices.exercise_4 import card_faults, honest_card

# 14.1


def test_report_has_six_faults_and_says_so():
    assert len(exercise_1.EXERCISE.right) == 6
    assert set(exercise_1.EXERCISE.options) == {str(line) for line in range(1, 13)}


def test_marking_every_line_of_the_report_earns_nothing():
    report = check("14.1", set(range(1, 13)))
    assert report.outcome == "not yet right"
    assert report.points == 0


# 14.2


def by_the_distribution_function(differences, n_train, n_test):
    n = len(differences)
    error = np.std(differences, ddof=1) * math.sqrt(1 / n + n_test / n_train)
    return 1 - stats.t.cdf(np.mean(differences) / error, n - 1)


def as_an_array(differences, n_train, n_test):
    return np.array([by_the_distribution_function(differences, n_train, n_test)])


@pytest.mark.parametrize("answer", [by_the_distribution_function, as_an_array])
def test_corrected_p_in_another_form_is_right(answer):
    assert check("14.2", answer).outcome == "right"


def forgets_one_over_j(differences, n_train, n_test):
    t = np.mean(differences) / np.sqrt(np.var(differences, ddof=1) * n_test / n_train)
    return stats.t.sf(t, len(differences) - 1)


def spends_no_degree_on_the_mean(differences, n_train, n_test):
    variance = np.var(differences, ddof=1) * (1 / len(differences) + n_test / n_train)
    return stats.t.sf(np.mean(differences) / np.sqrt(variance), len(differences))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (forgets_one_over_j, "1/J is missing"),
        (spends_no_degree_on_the_mean, "spent on the mean"),
        (lambda differences, n_train, n_test: 0.04, "is not the corrected one"),
        (lambda differences, n_train, n_test: math.nan, "not a finite number"),
    ],
)
def test_near_miss_of_the_corrected_p_is_told_what_is_wrong(answer, words):
    report = check("14.2", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


# 14.3


def by_counting(p_held, y_held, p_new, level):
    """Leave a label out when too few held-out rows are as strange, counting the new one."""
    sets = []
    for label in (0, 1):
        own = np.abs(label - p_held[y_held == label])
        strange = np.abs(label - p_new)
        less = (own[None, :] < strange[:, None]).sum(axis=1)
        sets.append(less < np.ceil(level * (own.size + 1)))
    return np.column_stack(sets)


def by_the_inverted_distribution(p_held, y_held, p_new, level):
    limits = []
    for label in (0, 1):
        own = np.abs(label - p_held[y_held == label])
        share = np.ceil(level * (own.size + 1)) / own.size
        limits.append(np.quantile(own, share, method="inverted_cdf") if share <= 1 else np.inf)
    return np.column_stack([p_new <= limits[0], 1 - p_new <= limits[1]])


def as_lists_of_lists(p_held, y_held, p_new, level):
    return by_counting(p_held, y_held, p_new, level).tolist()


def on_the_side_of_p(p_held, y_held, p_new, level):
    """Turn the limit of label 1 back into a probability, where rounding could cost a row."""
    sets = by_counting(p_held, y_held, p_new, level)
    own = np.sort(1 - p_held[y_held == 1])
    place = math.ceil(level * (own.size + 1))
    if place <= own.size:
        sets[:, 1] = p_new >= 1 - own[place - 1]
    return sets


def by_surprise(p_held, y_held, p_new, level):
    held, new = (-np.log(np.column_stack([1 - p, p])) for p in (p_held, p_new))
    limits = []
    for label in (0, 1):
        own = np.sort(held[y_held == label, label])
        limits.append([*own, np.inf][min(math.ceil(level * (own.size + 1)), own.size + 1) - 1])
    return new <= np.array(limits)


def as_a_frame(p_held, y_held, p_new, level):
    return pd.DataFrame(by_counting(p_held, y_held, p_new, level), columns=["no", "yes"])


@pytest.mark.parametrize(
    "answer",
    [
        by_counting,
        by_the_inverted_distribution,
        as_lists_of_lists,
        on_the_side_of_p,
        by_surprise,
        as_a_frame,
    ],
)
def test_sets_in_another_form_are_right(answer):
    assert check("14.3", answer).outcome == "right"


def swaps_the_columns(p_held, y_held, p_new, level):
    return by_counting(p_held, y_held, p_new, level)[:, ::-1]


def keeps_what_is_strange(p_held, y_held, p_new, level):
    return ~by_counting(p_held, y_held, p_new, level)


def always_says_either(p_held, y_held, p_new, level):
    return np.ones((len(p_new), 2), dtype=bool)


def averages_at_the_right_share(p_held, y_held, p_new, level):
    columns = []
    for label in (0, 1):
        own = np.abs(label - p_held[y_held == label])
        share = min(np.ceil(level * (own.size + 1)) / own.size, 1)
        columns.append(np.abs(label - p_new) <= np.quantile(own, share))
    return np.column_stack(columns)


def steps_back_at_the_end_only(p_held, y_held, p_new, level):
    """Index with the place as if it counted from zero, but for the last one."""
    columns = []
    for label in (0, 1):
        own = np.sort(np.abs(label - p_held[y_held == label]))
        place = math.ceil(level * (own.size + 1))
        limit = own[place if place < own.size else place - 1]
        columns.append(np.abs(label - p_new) <= limit)
    return np.column_stack(columns)


def measures_held_deaths_by_p(p_held, y_held, p_new, level):
    held = np.where(y_held == 1, 1 - p_held, p_held)
    return by_counting(held, y_held, p_new, level)


def finds_a_low_p_strange_for_both(p_held, y_held, p_new, level):
    columns = []
    for label in (0, 1):
        own = np.sort(1 - p_held[y_held == label])
        columns.append(1 - p_new <= own[math.ceil(level * (own.size + 1)) - 1])
    return np.column_stack(columns)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (averages_at_the_right_share, "as `np.quantile` puts it"),
        (steps_back_at_the_end_only, "next value after the place, except at the end"),
        (measures_held_deaths_by_p, "in different ways"),
        (finds_a_low_p_strange_for_both, "For label 0 a *high* p is strange"),
        (swaps_the_columns, "changed places"),
        (keeps_what_is_strange, "left out"),
        (always_says_either, "would be right"),
    ],
)
def test_near_miss_of_the_sets_is_told_what_is_wrong(answer, words):
    report = check("14.3", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


def test_promise_is_kept_for_both_classes_on_fresh_rows():
    rng = np.random.default_rng(0)
    kept = []
    for _ in range(300):
        y = np.repeat([0, 1], [100, 40])
        p, p_new = rng.beta(1 + 2 * y, 8 - 4 * y), rng.beta(1 + 2 * y, 8 - 4 * y)
        sets = by_counting(p, y, p_new, 0.9)
        kept.append([sets[y == label, label].mean() for label in (0, 1)])
    assert (np.mean(kept, axis=0) > 0.895).all()


# 14.4


def by_rounding(rows, positives, flagged, found, miss, brier, stated):
    alarms, share = flagged - found, positives / rows
    dummy = (positives * (1 - share) ** 2 + (rows - positives) * share**2) / rows
    right = {
        "prevalence": positives / rows,
        "recall": found / positives,
        "precision": found / flagged,
        "false positive rate": 1 - (rows - positives - flagged + found) / (rows - positives),
        "cost per 1,000": (alarms + miss * positives - miss * found) / rows * 1_000,
        "Brier skill": (dummy - brier) / dummy,
    }
    faults = [name for name in right if stated[name] != round(right[name], 3)]
    middle, low, high = stated["average precision"]
    if middle < low or high < middle:
        faults.append("average precision")
    return tuple(faults)


def as_an_array_of_names(*card):
    return np.array(by_rounding(*card))


@pytest.mark.parametrize("answer", [by_rounding, as_an_array_of_names])
def test_card_checked_by_rounding_is_right(answer):
    assert check("14.4", answer).outcome == "right"


def test_asking_for_equal_numbers_is_known_where_one_share_happens_to_be_equal():
    exact = next(
        seed
        for seed in range(2_000)
        if honest_card(np.random.default_rng(seed))[1]["recall"] == 0.5
    )
    counts, stated = honest_card(np.random.default_rng(exact))
    faults = set(exercise_4.asks_for_equal_numbers(*counts, stated))
    assert "recall" not in faults
    with pytest.raises(NotYetRight, match="hardly ever"):
        exercise_4.meet_slips(faults, counts, stated)


@pytest.mark.parametrize("seed", range(50))
def test_honest_card_has_no_fault_and_a_spoilt_one_has_its_own(seed):
    counts, stated = honest_card(np.random.default_rng(seed))
    assert card_faults(*counts, stated) == []
    stated["recall"] = round(stated["recall"] + 0.002, 3)
    assert card_faults(*counts, stated) == ["recall"]


def test_dummy_that_is_compared_with_need_not_be_written_as_the_solution_writes_it():
    rows, positives = 5_000, 200
    labels = np.repeat([1, 0], [positives, rows - positives])
    everybody = np.full(rows, positives / rows)
    brier = brier_score_loss(labels, np.repeat([0.3, 0.02], [positives, rows - positives]))
    skill = exercise_4.exact_numbers(rows, positives, 400, 100, 20, brier)["Brier skill"]
    assert skill == pytest.approx(1 - brier / brier_score_loss(labels, everybody))


def test_empty_list_for_every_card_is_not_enough():
    assert "You do not find" in check("14.4", lambda *card: []).text


# all functions but the capstone


@pytest.mark.parametrize("secret", ["one", "two", "three", "four", "five"])
@pytest.mark.parametrize("number", [2, 3, 4])
def test_solution_and_mistakes_are_told_apart_under_any_secret(number, secret):
    name = f"course_utils.lessons.lesson_14_best_practices.exercise_{number}"
    exercise = replace(import_module(name).EXERCISE, starter=None)
    assert judge(exercise, exercise.solution, name=secret).outcome == "right"
    for mistake, words in exercise.mistakes.items():
        assert words in judge(exercise, mistake, name=secret).text
