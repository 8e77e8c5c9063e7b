"""Exercise 1.2: mend the share of the minority."""

import numpy as np

from course_utils.exercises import Exercise, expect


def minority_share(y):
    """Return the share of the rare class, between 0 and 0.5."""
    _, counts = np.unique(y, return_counts=True)
    return counts.min() / counts.sum()


def check(answer):
    share = answer(np.array([0, 0, 0, 1]))
    expect(isinstance(share, float | int), "Return one number.")
    expect(share == 0.25, f"One row in four is `1`, your function says {share}.")
    expect(answer(np.array([1, 1, 1, 0])) == 0.25, "Now `0` is the rare class: look at the mean.")
    labels = answer.rng.permutation([0] * 90 + [1] * 10)
    expect(np.isclose(answer(labels), 0.1), "Ten of a hundred rows are rare.")


def takes_the_mean(y):
    """Return the share of the rare class, between 0 and 0.5."""
    return float(np.mean(y))


def divides_by_the_other_class(y):
    _, counts = np.unique(y, return_counts=True)
    return counts.min() / counts.max()


EXERCISE = Exercise(
    solution=minority_share,
    check=check,
    points=2,
    starter=takes_the_mean,
    hints=[
        "Try the function on labels where `0` is rare.",
        "`np.unique(y, return_counts=True)` counts whatever labels there are.",
        "Divide the smallest count by the sum of the counts.",
    ],
    mistakes={
        takes_the_mean: "Now `0` is the rare class",
        divides_by_the_other_class: "One row in four",
    },
    right="A share has all rows below the line, a ratio only the other class.",
)
