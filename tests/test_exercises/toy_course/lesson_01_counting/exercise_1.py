"""Exercise 1.1: how many majority rows come with each minority row."""

from collections import Counter

from course_utils.exercises import Exercise, expect


def imbalance_ratio(y):
    """Return the size of the largest class divided by that of the smallest.

    The labels may be numbers or text, and any of them may be the rare one.
    """
    counts = Counter(y)
    return max(counts.values()) / min(counts.values())


def check(answer):
    ratio = answer([0] * 9 + [1])
    expect(isinstance(ratio, float | int), "Return one number; see what your function returns.")
    expect(ratio >= 1, "Nine rows to one is a ratio above 1: which class is counted on top?")
    expect(ratio == 9, f"For nine `0` and one `1`, your function says {ratio}.")
    expect(answer([1] * 6 + [0] * 2) == 3, "It works when `1` is rare. What if `0` is?")
    expect(answer(["no"] * 4 + ["yes"]) == 4, "Labels may be text.")


def counts_upside_down(y):
    counts = Counter(y)
    return min(counts.values()) / max(counts.values())


def believes_that_one_is_rare(y):
    counts = Counter(y)
    return counts[0] / counts[1]


EXERCISE = Exercise(
    solution=imbalance_ratio,
    check=check,
    points=2,
    hints=[
        "What does a class need before two classes can be compared?",
        "`Counter(y).values()` holds the counts.",
        "Divide `max(...)` of the counts by `min(...)` of them.",
    ],
    mistakes={
        counts_upside_down: "which class is counted on top",
        believes_that_one_is_rare: "What if `0` is?",
    },
    right="The ratio needs no label to be named. `np.unique(y, return_counts=True)` does as well.",
    minutes=5,
)
