"""Exercise 1.4: describe how the classes of a table are balanced."""

import numpy as np
import pandas as pd

from course_utils.exercises import Exercise, expect

KEYS = ("counts", "minority", "share", "dummy_accuracy")


def describe_imbalance(y):
    """Return a dict with four keys that describes the labels `y` of a table:

    - `"counts"`: a dict from each label to its number of rows,
    - `"minority"`: a sorted list of the labels of the smallest class, or of several equally small,
    - `"share"`: the smallest class's share of the rows (of one, if several), between 0 and 1,
    - `"dummy_accuracy"`: the accuracy of naming the most frequent label every time.

    `y` is a Series of numbers or texts, of two classes or more, in any order and with any index.
    It may be categorical; a category that no row has is no class. Raise a `ValueError` when `y`
    holds one class only: there is nothing to balance.
    """
    counts = y.value_counts()
    counts = counts[counts > 0]  # a category without rows is no class
    if len(counts) < 2:
        raise ValueError(f"y holds one class only: {list(counts.index)}")
    smallest = counts.min()
    return {
        "counts": counts.to_dict(),
        "minority": sorted(counts[counts == smallest].index),
        "share": smallest / counts.sum(),
        "dummy_accuracy": counts.max() / counts.sum(),
    }


def check(answer):
    for labels, counts in (
        ([0, 1], [190, 10]),
        ([0, 1], [8, 72]),
        (["no", "yes"], [47, 3]),
        (["glide", "spin", "crash"], [60, 30, 10]),
        (["a", "b", "c"], [80, 10, 10]),
        ([1, 2, 3], [5, 5, 5]),
    ):
        y = series(labels, counts, answer.rng)
        check_one(described(answer(y)), dict(zip(labels, counts, strict=True)))
        expect(not answer.mutated, "Your function changes the `y` it was given; copy first.")
    alone = answer.error(series(["no"], [20], answer.rng))
    expect(
        alone is not None,
        "Given twenty labels that are all `'no'`, your function returns something. A test fold "
        "without positives looks like that; let it raise a `ValueError`.",
    )
    expect(
        "ValueError" in alone.bases,
        f"Given one class only, your function stops with a {alone.type}, by accident it seems. "
        "Count the classes and `raise ValueError(...)` with a sentence.",
    )
    y = series(["no", "yes"], [30, 6], answer.rng)
    found = described(answer(y.astype(pd.CategoricalDtype(["maybe", "no", "yes"]))))
    expect(
        "maybe" not in found["counts"] and "maybe" not in found["minority"],
        'Given 30 "no", 6 "yes" and a category "maybe" that no row has, your function counts '
        '"maybe" as a class. Leave out what has no rows.',
    )
    check_one(found, {"no": 30, "yes": 6})


def series(labels, counts, rng):
    """Return labels in a random order, under an index that does not start at 0."""
    order = rng.permutation(np.repeat(np.arange(len(labels)), counts))
    index = rng.permutation(np.arange(1_000, 1_000 + order.size))
    return pd.Series([labels[which] for which in order], index=index, name="label")


def described(result):
    """Return the answer's four values in plain types, however it holds them."""
    expect(
        isinstance(result, dict) and set(KEYS) <= set(result),
        'Return a dict with the keys "counts", "minority", "share" and "dummy_accuracy".',
    )
    counts, minority = result["counts"], result["minority"]
    if isinstance(counts, pd.Series) and counts.index.is_unique:
        counts = counts.to_dict()
    if isinstance(minority, np.ndarray | pd.Index | pd.Series):
        minority = minority.tolist()
    expect(
        isinstance(counts, dict) and all(is_number(count) for count in counts.values()),
        '`"counts"` must be a dict from each label to its number of rows, such as '
        "`{0: 90, 1: 10}`.",
    )
    expect(
        isinstance(minority, list | tuple),
        '`"minority"` must be a list of labels, also when there is one only, such as `[1]`.',
    )
    for key in ("share", "dummy_accuracy"):
        expect(is_number(result[key]), f'`"{key}"` must be one number between 0 and 1.')
    return {**result, "counts": counts, "minority": list(minority)}


def is_number(value):
    return isinstance(value, int | float) and not isinstance(value, bool)


def check_one(found, counts):
    """Compare one description with the counts that the labels were made of."""
    n, told = sum(counts.values()), f"Labels with the counts {counts}"
    expect(
        sum(found["counts"].values()) != 1,
        f"{told}: yours are {str(found['counts'])[:80]}, which are shares. Count the rows.",
    )
    expect(
        found["counts"] == counts,
        f"{told}: yours are {str(found['counts'])[:80]}. Count each label, whatever its name.",
    )
    smallest = min(counts.values())
    rarest = sorted(label for label, count in counts.items() if count == smallest)
    got = found["minority"]
    expect(
        len(got) >= len(rarest),
        f"{told}: {len(rarest)} classes are equally small, and you name {len(got)}.",
    )
    expect(
        got != rarest[::-1] or got == rarest,
        f"{told}: the right labels, but the list is not sorted.",
    )
    expect(
        got == rarest, f"{told}: you call {str(got)[:60]} the minority. Which class is smallest?"
    )
    check_shares(found, counts, n, told)


def check_shares(found, counts, n, told):
    share, dummy = found["share"], found["dummy_accuracy"]
    expect(
        share <= 1 and dummy <= 1,
        f"{told}: a share and an accuracy are fractions, at most 1; yours are {share:.3g} and "
        f"{dummy:.3g}.",
    )
    expect(
        abs(share - min(counts.values()) / n) < 1e-3,
        f"{told}: your share is {share:.3f}. It is the share of one class, the smallest, in all "
        f"{n} rows.",
    )
    expect(
        abs(dummy - max(counts.values()) / n) < 1e-3,
        f"{told}: your dummy accuracy is {dummy:.3f}. Naming the most frequent label every time "
        "is right on how many rows?",
    )


def believes_that_one_is_rare(y):
    counts = y.value_counts()
    if len(counts) < 2:
        raise ValueError("one class only")
    return {
        "counts": counts.to_dict(),
        "minority": [1],
        "share": float((y == 1).mean()),
        "dummy_accuracy": float((y != 1).mean()),
    }


def counts_an_empty_category(y):
    counts = y.value_counts()
    if y.nunique() < 2:
        raise ValueError("one class only")
    return {
        "counts": counts.to_dict(),
        "minority": sorted(counts[counts == counts.min()].index),
        "share": counts.min() / len(y),
        "dummy_accuracy": counts.max() / len(y),
    }


def takes_the_first_of_equals(y):
    described = describe_imbalance(y)
    return described | {"minority": [y.value_counts().idxmin()]}


def thinks_in_two_classes(y):
    described = describe_imbalance(y)
    return described | {"dummy_accuracy": 1 - described["share"]}


def adds_up_all_but_the_largest(y):
    described = describe_imbalance(y)
    return described | {"share": 1 - described["dummy_accuracy"]}


def says_nothing_of_one_class(y):
    counts = y.value_counts()
    return {
        "counts": counts.to_dict(),
        "minority": sorted(counts[counts == counts.min()].index),
        "share": counts.min() / len(y),
        "dummy_accuracy": counts.max() / len(y),
    }


def names_the_label_without_a_list(y):
    described = describe_imbalance(y)
    return described | {"minority": y.value_counts().idxmin()}


EXERCISE = Exercise(
    solution=describe_imbalance,
    check=check,
    points=3,
    hints=[
        "Count first: everything else follows from the counts. Which method of a Series counts "
        "its values?",
        "`counts = y.value_counts()`. Its `min()` and `max()` divided by `len(y)` give two of the "
        "four; comparing it with its own minimum finds the smallest classes, one or several.",
        "`counts = counts[counts > 0]` drops empty categories. Then "
        "`counts[counts == counts.min()].index` holds the smallest labels, and `len(counts) < 2` "
        "is the case for `raise ValueError(...)`.",
    ],
    mistakes={
        believes_that_one_is_rare: "Which class is smallest",
        takes_the_first_of_equals: "classes are equally small",
        counts_an_empty_category: "Leave out what has no rows",
        thinks_in_two_classes: "on how many rows",
        adds_up_all_but_the_largest: "the share of one class",
        says_nothing_of_one_class: "without positives looks like that",
        names_the_label_without_a_list: "must be a list of labels",
    },
    right="Run it on every table before anything else: it tells which label is rare (not always "
    "1), and which accuracy a model gets for nothing. With three classes the second is no longer "
    "one minus the first. `DummyClassifier(strategy='prior')` of scikit-learn scores the same.",
    minutes=10,
)
