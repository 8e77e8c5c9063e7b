"""Exercise 14.2: the corrected one-sided t test."""

import numbers

import numpy as np
from scipy import stats

from course_utils.exercises import Exercise, expect


def corrected_p(differences, n_train, n_test):
    """Return the one-sided p of a paired t test over folds, corrected for shared rows.

    `differences` holds, for each of J folds, the score of model A minus that of model B. How
    likely are differences with such a mean, or a larger one, if A is *not* better? Take the t
    test with the variance of the mean after Nadeau and Bengio, s² (1/J + n_test / n_train), where
    s² is the unbiased variance of the differences, and J - 1 degrees of freedom.

    Parameters: `differences`, an array of J numbers that are not all equal; `n_train` and
    `n_test`, the numbers of rows that a fold trains on and tests on. Returns: p, a number from 0
    to 1. Write the formula out: NumPy and `stats.t`, SciPy's t distribution, are enough.
    """
    n_folds = len(differences)
    variance = np.var(differences, ddof=1) * (1 / n_folds + n_test / n_train)
    t = np.mean(differences) / np.sqrt(variance)
    return stats.t.sf(t, n_folds - 1)


def check(answer):
    for n_folds, n_train, n_test, mean in (
        (10, 90, 10, 0.8),
        (6, 400, 200, -0.5),
        (25, 80, 20, 1.1),
    ):
        noise = answer.rng.normal(size=n_folds)
        spread = (noise - noise.mean()) / noise.std(ddof=1)
        compare(answer, 0.02 * (spread + mean), n_train, n_test)


def compare(answer, differences, n_train, n_test):
    """Meet each known slip with its reason."""
    p = number(answer(differences, n_train, n_test))
    expect(not answer.mutated, "Your function changes the `differences` it was given.")
    right = tail(differences, 1 / len(differences) + n_test / n_train)
    if abs(p - right) < 1e-9:
        return
    for wrong, feedback in slips(differences, n_train, n_test).items():
        expect(abs(p - wrong) > 1e-9, feedback)
    expect(
        False,
        f"For {len(differences)} differences with mean {np.mean(differences):.4f}, n_train = "
        f"{n_train} and n_test = {n_test} your p is {p:.4f}; that is not the corrected one. Print "
        "t first: the mean divided by the root of the corrected variance.",
    )


def slips(differences, n_train, n_test):
    """Return what known slips give for these differences, with what there is to say."""
    n_folds, ratio = len(differences), n_test / n_train
    factor = 1 / n_folds + ratio
    right = tail(differences, factor)
    biased = factor * (n_folds - 1) / n_folds
    t = np.mean(differences) / np.sqrt(np.var(differences, ddof=1) * factor)
    return {
        tail(differences, 1 / n_folds): "This p takes the folds for independent experiments: the "
        "variance is divided by J, and nothing is added for the rows that they share.",
        2 * min(right, 1 - right): "This p asks whether the models *differ*, in either direction. "
        "Asked is whether A is better.",
        1 - right: "This p is that of the other tail: it is small when A is *worse*.",
        tail(differences, biased): "The variance of the differences is divided by J. Which `ddof` "
        "makes it the unbiased one?",
        tail(differences, 1 / n_folds + 1 / ratio): "n_test and n_train have changed places: "
        "added is n_test / n_train, not n_train / n_test.",
        tail(differences, 1 / n_folds + n_test / (n_train + n_test)): "You add the share of rows "
        "that are tested. Added is n_test divided by n_train.",
        tail(differences, ratio): "You add nothing for the number of folds: 1/J is missing.",
        float(stats.norm.sf(t)): "This p comes from the normal distribution. With so few folds s "
        "is itself uncertain; which distribution knows that?",
        float(stats.t.sf(t, n_folds)): "J degrees of freedom; one was spent on the mean.",
        float(t): "This is t. Asked for is p, the tail beyond it.",
    }


def tail(differences, factor):
    variance = np.var(differences, ddof=1) * factor
    return float(stats.t.sf(np.mean(differences) / np.sqrt(variance), len(differences) - 1))


def number(value):
    """Return p as a number, however the answer holds it."""
    if isinstance(value, np.ndarray) and value.size == 1 and value.dtype.kind in "fi":
        value = value.item()
    expect(
        isinstance(value, numbers.Real) and not isinstance(value, bool | np.bool_),
        "Return one number, p.",
    )
    expect(-1e9 < value < 1e9, "Your p is not a finite number of reasonable size.")
    return float(value)


def takes_folds_for_experiments(differences, n_train, n_test):
    return stats.ttest_1samp(differences, 0, alternative="greater").pvalue


def asks_two_sided(differences, n_train, n_test):
    variance = np.var(differences, ddof=1) * (1 / len(differences) + n_test / n_train)
    return 2 * stats.t.sf(abs(np.mean(differences)) / np.sqrt(variance), len(differences) - 1)


def takes_the_other_tail(differences, n_train, n_test):
    variance = np.var(differences, ddof=1) * (1 / len(differences) + n_test / n_train)
    return stats.t.cdf(np.mean(differences) / np.sqrt(variance), len(differences) - 1)


def takes_the_biased_variance(differences, n_train, n_test):
    variance = np.var(differences) * (1 / len(differences) + n_test / n_train)
    return stats.t.sf(np.mean(differences) / np.sqrt(variance), len(differences) - 1)


def swaps_train_and_test(differences, n_train, n_test):
    return corrected_p(differences, n_test, n_train)


def adds_the_share_of_tested_rows(differences, n_train, n_test):
    return corrected_p(differences, n_train + n_test, n_test)


def takes_the_normal_distribution(differences, n_train, n_test):
    variance = np.var(differences, ddof=1) * (1 / len(differences) + n_test / n_train)
    return stats.norm.sf(np.mean(differences) / np.sqrt(variance))


def returns_t(differences, n_train, n_test):
    variance = np.var(differences, ddof=1) * (1 / len(differences) + n_test / n_train)
    return np.mean(differences) / np.sqrt(variance)


EXERCISE = Exercise(
    solution=corrected_p,
    check=check,
    points=2,
    hints=[
        "Three steps: the variance of the mean, t, and the tail of the t distribution beyond t.",
        "`np.var(differences, ddof=1)` is s²; multiply it by `1 / J + n_test / n_train`; t is the "
        "mean divided by the root of that.",
        "`stats.t.sf(t, J - 1)` is the share of the t distribution above t.",
    ],
    mistakes={
        takes_folds_for_experiments: "takes the folds for independent experiments",
        asks_two_sided: "in either direction",
        takes_the_other_tail: "the other tail",
        takes_the_biased_variance: "Which `ddof`",
        swaps_train_and_test: "changed places",
        adds_the_share_of_tested_rows: "share of rows that are tested",
        takes_the_normal_distribution: "normal distribution",
        returns_t: "This is t",
    },
    right="Run the next cell: on scikit-learn's example a p that looked like proof becomes one "
    "that says nothing. `corrected_difference` of this course returns the same p with an "
    "interval. With a test set of its own for each fold, n_test / n_train would not be needed; "
    "with folds of one table it is what keeps repetition from passing for evidence.",
    minutes=8,
)
