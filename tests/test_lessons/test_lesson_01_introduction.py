"""Lesson 1: right answers in other forms pass; odd ones get words that fit."""

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from sklearn.dummy import DummyClassifier

from course_utils.lessons import check

# 1.1


@pytest.mark.parametrize("answer", [0.955, 1 - 1180 / 26217, np.float64(0.955), 0.9545])
def test_accuracy_of_always_no_may_be_rounded(answer):
    assert check("1.1", answer).outcome == "right"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (0.045, "on whom it is wrong"),
        (0.5, "A coin"),
        (0, "It finds no death"),
        (95.5, "not a percentage"),
        (25037, "or a count"),
        (0.95, "give three"),
        (0.96, "give three"),
        (0.9, "does not follow"),
    ],
)
def test_wrong_accuracy_is_told_where_it_comes_from(answer, words):
    report = check("1.1", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


# 1.2


def test_statements_of_the_matrix_are_what_its_cells_say():
    lived, died = (885, 70), (15, 30)
    n = sum(lived) + sum(died)
    assert died[1] / sum(died) == 2 / 3
    assert died[1] / (lived[1] + died[1]) == 0.3
    assert sum(lived) / n > (lived[0] + died[1]) / n
    assert check("1.2", ["e", "a", "b"]).outcome == "right"


def test_part_of_the_statements_earns_a_part():
    report = check("1.2", {"a", "b"})
    assert report.outcome == "not yet right"
    assert 0 < report.points < report.max_points
    assert "1 still to find" in report.text


def test_whoever_marks_the_false_alarms_alone_as_errors_is_shown_the_other_cell():
    assert "which other cell" in check("1.2", {"a", "b", "c", "e"}).text.lower()


# 1.3


def test_only_one_problem_meets_both_conditions():
    problems = {
        "a": (20, 1, 1),
        "b": (450, 200, 1),
        "c": (6, 200, 1),
        "d": (1, 100, 1),
        "e": (300, 1, 20),
        "f": (150, 4, 1),
    }
    both = {
        key
        for key, (positives, miss, alarm) in problems.items()
        if positives < 50 and positives * miss > (1_000 - positives) * alarm
    }
    assert both == {"c"}
    assert check("1.3", "c", "s").outcome == "right"
    assert check("1.3", "c", "p").outcome == "not yet right"


# 1.4


def with_a_counter(y):
    counts = Counter(y)
    if len(counts) == 1:
        raise ValueError("one class")
    few, many = min(counts.values()), max(counts.values())
    return {
        "counts": counts,
        "minority": tuple(sorted(label for label, count in counts.items() if count == few)),
        "share": few / len(y),
        "dummy_accuracy": many / len(y),
    }


def with_numpy(y):
    labels, counts = np.unique(y.to_numpy(), return_counts=True)
    if labels.size < 2:
        raise ValueError("one class")
    return {
        "counts": dict(zip(labels.tolist(), counts.tolist(), strict=True)),
        "minority": labels[counts == counts.min()],
        "share": np.float32(counts.min() / counts.sum()),
        "dummy_accuracy": counts.max() / counts.sum(),
        "n": len(y),
    }


def with_a_dummy(y):
    y = y.cat.remove_unused_categories() if y.dtype == "category" else y
    counts = y.value_counts()
    if y.nunique() == 1:
        raise ValueError("one class")
    dummy = DummyClassifier(strategy="most_frequent").fit(y.to_frame(), y)
    return {
        "counts": counts,
        "minority": counts.index[counts == counts.min()].sort_values(),
        "share": y.value_counts(normalize=True).min(),
        "dummy_accuracy": dummy.score(y.to_frame(), y),
    }


@pytest.mark.parametrize("answer", [with_a_counter, with_numpy, with_a_dummy])
def test_description_in_another_form_is_right(answer):
    report = check("1.4", answer)
    assert report.outcome == "right", report.text


def in_per_cent(y):
    found = with_numpy(y)
    return found | {"share": 100 * found["share"]}


def unsorted(y):
    found = with_numpy(y)
    return found | {"minority": found["minority"][::-1]}


def indexes_by_position(y):
    return with_numpy(y[: len(y)]) | {"share": float(y[0] == 1)}


def stops_by_accident(y):
    counts = y.value_counts()
    assert len(counts) > 1
    return with_numpy(y)


def shares_instead_of_counts(y):
    return with_numpy(y) | {"counts": y.value_counts(normalize=True).to_dict()}


def forgets_a_key(y):
    found = with_numpy(y)
    del found["share"]
    return found


def names_every_category(y):
    every = y.cat.categories.tolist() if y.dtype == "category" else y.unique().tolist()
    return with_numpy(y) | {"counts": {label: int((y == label).sum()) for label in every}}


def gives_a_set(y):
    found = with_numpy(y)
    return found | {"minority": {str(label) for label in found["minority"]}}


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (in_per_cent, "fractions, at most 1"),
        (unsorted, "not sorted"),
        (indexes_by_position, "KeyError"),
        (stops_by_accident, "by accident"),
        (shares_instead_of_counts, "which are shares"),
        (forgets_a_key, "the keys"),
        (gives_a_set, "list"),
        (names_every_category, "no row has"),
    ],
)
def test_near_miss_of_the_description_is_told_what_is_wrong(answer, words):
    report = check("1.4", answer)
    assert report.outcome != "right"
    assert words in report.text


def test_labels_reach_the_answer_as_a_series():
    kinds = set()

    def looks(y):
        kinds.add(type(y))
        return with_numpy(y)

    check("1.4", looks)
    assert kinds == {pd.Series}
