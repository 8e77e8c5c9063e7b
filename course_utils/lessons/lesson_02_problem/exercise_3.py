"""Exercise 2.3: how many positives a recall needs."""

import itertools
import math
import numbers

import numpy as np
from scipy.stats import binomtest

from course_utils.evaluation import wilson_interval
from course_utils.exercises import Exercise, expect

Z = 1.959964


def positives_needed(recall, half_width):
    """Return how many positives a test set needs so that a recall can be measured.

    Of `n` positives a model finds `k = round(recall * n)`. Wilson's 95 % interval of its recall is
    `binomtest(k, n).proportion_ci(method="wilson")`, with the ends `low` and `high`; its **half
    width** is half the distance between them. Find the smallest whole number `n`, from 1 up,
    whose half width is at most `half_width`.

    Parameters: `recall`, the recall you expect, from 0 to 1, and `half_width`, such as 0.05
    for five points either way. Returns: `n`, the number of positives.
    """
    n = 0
    while True:
        n += 1
        interval = binomtest(round(recall * n), n).proportion_ci(method="wilson")
        if (interval.high - interval.low) / 2 <= half_width:
            return n


def check(answer):
    for recall, half_width in ((0.9, 0.05), (0.8, 0.08), (0.95, 0.08), (1.0, 0.1)):
        check_one(answer, recall, half_width)


def fewest(recall, half_width):
    """Return the right answer, by the course's own interval, which is quicker."""
    return next(n for n in itertools.count(1) if half_width_at(recall, n) <= half_width)


def half_width_at(recall, n):
    interval = wilson_interval(round(recall * n), n)
    return (interval.high - interval.low) / 2


def is_of_the_default(recall, half_width, n):
    """Tell whether `n` is where the interval that scipy gives by default becomes short enough."""

    def half(n):
        interval = binomtest(round(recall * n), n).proportion_ci()
        return (interval.high - interval.low) / 2

    return 2 <= n <= 2_000 and half(n) <= half_width < half(n - 1)


def fewest_without_rounding(recall, half_width):
    def half(n):
        root = math.sqrt(recall * (1 - recall) / n + Z**2 / (4 * n**2))
        return Z / (1 + Z**2 / n) * root

    return next(n for n in itertools.count(1) if half(n) <= half_width)


def check_one(answer, recall, half_width):
    right = fewest(recall, half_width)
    asked = f"A recall of {recall:g}, to ±{half_width:g}"
    seen = whole(answer(recall, half_width))
    expect(
        seen != fewest(recall, half_width / 2),
        f"{asked}: with {seen} positives the *whole* interval is that wide. Half of it is asked "
        "for.",
    )
    expect(
        seen != round(recall * right) or seen == right,
        f"{asked}: {seen} is the number of positives that are *found*. How many are there?",
    )
    textbook = math.ceil(Z**2 * recall * (1 - recall) / half_width**2)
    expect(
        seen == right or seen != textbook,
        f"{asked}: {seen} comes from the formula 1.96 · √(r (1 − r) / n). Near 0 and 1 it gives "
        "intervals that are too short, at a recall of 1 even none; take Wilson's.",
    )
    expect(
        seen == right or not is_of_the_default(recall, half_width, seen),
        f"{asked}: {seen} comes from `proportion_ci()` as it is, which gives Clopper and "
        "Pearson's interval. Ask for Wilson's: `method=\"wilson\"`.",
    )
    expect(
        seen == right or seen != fewest_without_rounding(recall, half_width),
        f"{asked}: {seen} comes from putting the recall itself for k / n. Nobody finds 7.2 "
        "positives: `k` is a whole number, so use `k / n`.",
    )
    expect(seen >= 1, f"{asked}: yours is {seen}. Begin to look at `n = 1`.")
    expect(
        half_width_at(recall, seen) <= half_width,
        f"{asked}: with {seen} positives, {round(recall * seen)} of them found, the half width is "
        f"{half_width_at(recall, seen):.4f}.",
    )
    expect(
        seen == right,
        f"{asked}: {seen} positives are enough, and fewer are too. Begin at the small end, round "
        "`k` as the text says, and stop at the first `n` that will do.",
    )


def whole(value):
    """Return the answer as a whole number, however it is held."""
    if isinstance(value, np.ndarray) and value.ndim == 0 and value.dtype.kind in "iuf":
        value = value.item()
    expect(
        isinstance(value, numbers.Real) and not isinstance(value, bool | np.bool_),
        "Return one whole number, the number of positives.",
    )
    expect(
        abs(value) < 1e6 and value == int(value),
        "Return a whole number of positives; yours is none, or beyond a million.",
    )
    return int(value)


def takes_the_whole_width(recall, half_width):
    return positives_needed(recall, half_width / 2)


def trusts_the_textbook_formula(recall, half_width):
    return math.ceil(Z**2 * recall * (1 - recall) / half_width**2)


def counts_those_that_are_found(recall, half_width):
    return round(recall * positives_needed(recall, half_width))


def rounds_down(recall, half_width):
    n = 0
    while True:
        n += 1
        interval = binomtest(int(recall * n), n).proportion_ci(method="wilson")
        if (interval.high - interval.low) / 2 <= half_width:
            return n


def forgets_the_method(recall, half_width):
    n = 0
    while True:
        n += 1
        interval = binomtest(round(recall * n), n).proportion_ci()
        if (interval.high - interval.low) / 2 <= half_width:
            return n


def takes_the_recall_for_the_share(recall, half_width):
    return fewest_without_rounding(recall, half_width)


def stops_one_too_early(recall, half_width):
    return positives_needed(recall, half_width) - 1


EXERCISE = Exercise(
    solution=positives_needed,
    check=check,
    points=3,
    hints=[
        "There is no need for algebra: try `n = 1`, `n = 2`, … and stop in time. What has to be "
        "computed for one `n`?",
        '`interval = binomtest(round(recall * n), n).proportion_ci(method="wilson")`; compare '
        "`(interval.high - interval.low) / 2` with `half_width`.",
        "Start with `n = 1`; `while` the half width at `n` is larger than `half_width`, add 1; "
        "return `n` after the loop.",
    ],
    mistakes={
        takes_the_whole_width: "Half of it is asked",
        trusts_the_textbook_formula: "comes from the formula",
        counts_those_that_are_found: "that are *found*",
        rounds_down: "and fewer are too",
        forgets_the_method: "Ask for Wilson's",
        takes_the_recall_for_the_share: "`k` is a whole number",
        stops_one_too_early: "the half width is",
    },
    right="At a recall of 0.8, five points either way take about 250 positives *in the test set*; "
    "ten points take about 60. The negatives do not enter at all: with a share of 1 % the first "
    "means 25,000 labelled rows. Half the width asks for four times as many. Positives that come "
    "in groups, as deaths in one crash do, tell less than their number; then bootstrap whole "
    "groups.",
    minutes=10,
)
