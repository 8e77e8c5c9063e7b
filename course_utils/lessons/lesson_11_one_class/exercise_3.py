"""Exercise 11.3: a cut from normal rows and a budget of false alarms."""

import numbers

import numpy as np

from course_utils.exercises import Exercise, expect


def budget_cut(normal_scores, budget):
    """Return the cut that spends a budget of false alarms on normal rows, and no more.

    The scores come from a detector's `decision_function` on normal rows that it did not learn:
    **low is unusual**. A row is flagged when its score is *below* the cut. At most the share
    `budget` of these normal rows may be flagged, and of the cuts that keep to this, the one
    wanted flags most of them. Scores may be equal. For example, ten different scores and a
    budget of 0.15: the cut flags one row.

    Parameters: `normal_scores`, an array of scores in any order; `budget`, a share, 0 or
    more and below 1. Returns: one number.
    """
    ordered = np.sort(normal_scores)
    return ordered[int(budget * len(ordered) + 1e-9)]


CASES = (  # rows, budget, levels; 12 and 13 rows leave nearly one row of the budget unspent
    *((10, 0.15, 0), (20, 0.1, 0), (250, 0.05, 0), (7, 0.3, 0), (40, 0.0, 0), (60, 0.2, 6)),
    *((12, 0.15, 0), (13, 0.3, 0)),
)


def check(answer):
    for n_rows, budget, levels in CASES:
        scores = answer.rng.normal(size=n_rows)
        if levels:  # few different scores: a cut can only fall between them
            scores = answer.rng.permutation(np.arange(n_rows) // (n_rows // levels + 3) - 2.0)
        compare(answer, scores, budget)


def compare(answer, scores, budget):
    cut = cut_of(answer(scores.copy(), budget))
    expect(
        not answer.mutated, "Your function sorts or changes the scores it was given; copy first."
    )
    flagged, allowed = int((scores < cut).sum()), int(budget * scores.size + 1e-9)
    ordered = np.sort(scores)
    most = int((scores < ordered[allowed]).sum())
    told = f"{scores.size} normal rows and a budget of {budget:g} allow {allowed} flagged rows; "
    expect(
        cut != 0 or flagged == most,
        told + f"0 flags {flagged}. 0 is the border that the detector drew, by its `nu`; nobody "
        "told it of your budget.",
    )
    expect(
        flagged <= allowed or flagged < scores.size / 2,
        told
        + f"your cut of {cut:.3f} flags {flagged}. Which end of the scores is the unusual one?",
    )
    tied = " Some scores are equal, and rows with one score are flagged together or not at all."
    expect(
        flagged <= allowed,
        told + f"your cut flags {flagged}. A quantile that falls between two rows, or that counts "
        "from the wrong one, may overspend: count rows instead."
        + (tied if np.unique(scores).size < scores.size else ""),
    )
    expect(
        flagged == most,
        told + f"your cut flags {flagged}, and {most} can be. A row at the cut is not flagged: "
        "with the scores in order, which is the first that must not be below it?",
    )


def cut_of(cut):
    expect(
        isinstance(cut, numbers.Real)
        and not isinstance(cut, bool | np.bool_)
        and (cut == -np.inf or -1e300 < cut < 1e300),
        "Return one number, the cut itself: not the rows below it.",
    )
    return float(cut)


def takes_a_quantile(normal_scores, budget):
    return np.quantile(normal_scores, budget)


def takes_the_lower_quantile(normal_scores, budget):
    return np.quantile(normal_scores, budget, method="lower")


def takes_the_wrong_end(normal_scores, budget):
    return np.quantile(normal_scores, 1 - budget)


def trusts_the_zero_of_the_detector(normal_scores, budget):
    return 0.0


def sorts_in_place(normal_scores, budget):
    normal_scores.sort()
    return normal_scores[int(budget * len(normal_scores) + 1e-9)]


EXERCISE = Exercise(
    solution=budget_cut,
    check=check,
    points=3,
    hints=[
        "Take ten scores in order and a budget of 0.15. How many rows may be flagged? Between "
        "which two scores may the cut lie? What does `np.quantile(scores, 0.15)` say?",
        "A share of rows is a whole number of rows: round it down. The cut may be the score of "
        "the first row that must not be flagged.",
        "`ordered = np.sort(normal_scores)` (a copy), and the position is "
        "`int(budget * len(ordered))`.",
    ],
    mistakes={
        takes_a_quantile: "may overspend",
        takes_the_lower_quantile: "which is the first that must not be below it",
        takes_the_wrong_end: "Which end of the scores",
        trusts_the_zero_of_the_detector: "0 is the border that the detector drew",
        sorts_in_place: "copy first",
    },
    right="No label of a positive was needed, and no `nu`: the cut says how many normal rows a "
    "day you can look at. `np.quantile` interpolates between rows, and may overspend on few; of "
    "its methods only `averaged_inverted_cdf` counts rows. (The solution adds 1e-9 before `int`, "
    "which the check does not ask for: 0.29 * 100 is a little less than 29 in floating point, and "
    "one row is lost.) On *new* normal rows the share is on average a little larger: "
    "(k + 1)/(n + 1), where k of n were flagged here. Who must keep the budget there takes the "
    "score at position floor(b(n + 1)) - 1, which is usually one row earlier; lesson 14 builds on "
    "that.",
    minutes=7,
)
