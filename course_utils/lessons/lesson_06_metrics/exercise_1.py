"""Exercise 6.1: average precision by hand."""

import numbers

import numpy as np
from sklearn.metrics import auc, average_precision_score, precision_recall_curve, roc_auc_score

from course_utils.exercises import Exercise, expect


def area_by_hand(y_true, y_score):
    """Return the average precision of a ranking.

    Go through the different values of `y_score` from the highest down. At each, flag every
    row that scores so much or more: rows with equal scores are flagged together, whatever
    their order. Average precision is the sum, over these cuts, of the precision times what
    recall has gained since the cut before (since 0 at the first).

    Parameters: `y_true`, an array of 0 and 1 with a positive or more, and `y_score`, an array
    of as many numbers, in any order. Returns: a number between 0 and 1.
    """
    area, last_recall = 0.0, 0.0
    for cut in np.unique(y_score)[::-1]:
        flagged = y_score >= cut
        precision = y_true[flagged].mean()
        recall = y_true[flagged].sum() / y_true.sum()
        area += precision * (recall - last_recall)
        last_recall = recall
    return area


TEN = np.array([1, 0, 1, 0, 0, 1, 0, 0, 0, 0])
FALLING = np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0])


def check(answer):
    seen = number(answer(TEN, FALLING))
    expect(not answer.mutated, "Your function changes the arrays it was given; copy first.")
    expect(
        not near(seen, roc_auc_score(TEN, FALLING)),
        "That is the ROC AUC of these ten rows: it compares pairs. Here precision is asked for.",
    )
    precision, recall, _ = precision_recall_curve(TEN, FALLING)
    expect(
        not near(seen, auc(recall, precision)),
        "That is the area under straight lines between the points. Average precision is made of "
        "steps: the precision at a cut times what recall gained there.",
    )
    expect(
        not near(seen, every_row(TEN, FALLING)),
        "That is the mean of the precision over all rows. How much recall is gained at a row "
        "that is negative?",
    )
    expect(
        not near(seen, average_precision_score(TEN, -FALLING)),
        "Your cuts go up from the lowest score. Who is flagged first?",
    )
    expect(
        near(seen, average_precision_score(TEN, FALLING)),
        f"Ten rows, the first, third and sixth of the ranking positive: yours is {seen:.3f}. "
        "Write down precision and recall at these three ranks, then compare.",
    )
    check_order_and_ties(answer)


def check_order_and_ties(answer):
    order = answer.rng.permutation(10)
    expect(
        near(number(answer(TEN[order], FALLING[order])), average_precision_score(TEN, FALLING)),
        "The same ten rows in another order give another number. The rows need not come sorted.",
    )
    moved = number(answer(TEN, FALLING * 3 - 20))
    expect(
        near(moved, average_precision_score(TEN, FALLING)),
        "Scores need not lie between 0 and 1: the same ranking with other numbers gives another "
        "result.",
    )
    alike = number(answer(TEN, np.full(10, 0.5)))
    expect(
        near(alike, 0.3),
        f"Ten equal scores, three positives: yours is {alike:.3f}. There is one cut only, and it "
        "flags all ten rows. Equal scores are flagged together.",
    )
    for _ in range(5):
        y_true = np.append(answer.rng.permutation(np.repeat([0, 1], [30, 9])), 1)
        y_score = answer.rng.integers(0, 8, size=40) + 2.0 * y_true
        seen, right = number(answer(y_true, y_score)), average_precision_score(y_true, y_score)
        expect(
            near(seen, right),
            f"Forty rows with many equal scores: yours is {seen:.3f}, {right:.3f} is right. "
            "Equal scores are flagged together, before precision is taken.",
        )


def near(seen, right):
    return abs(seen - right) < 1e-6


def number(value):
    """Return the answer as a finite number, however it is held."""
    if isinstance(value, np.ndarray) and value.ndim == 0 and value.dtype.kind in "fiu":
        value = value.item()
    expect(
        isinstance(value, numbers.Real) and not isinstance(value, bool | np.bool_),
        "Return one number, the average precision.",
    )
    expect(
        -1e-9 <= value <= 1 + 1e-9,
        "Your number is not between 0 and 1. Is a sum too large, or is a division by 0 in it?",
    )
    return float(value)


def row_by_row(y_true, y_score):
    ranked = y_true[np.argsort(-y_score, kind="stable")]
    precision = np.cumsum(ranked) / np.arange(1, len(ranked) + 1)
    return precision[ranked == 1].mean()


def every_row(y_true, y_score):
    ranked = y_true[np.argsort(-y_score, kind="stable")]
    return (np.cumsum(ranked) / np.arange(1, len(ranked) + 1)).mean()


def by_trapezoids(y_true, y_score):
    precision, recall, _ = precision_recall_curve(y_true, y_score)
    return auc(recall, precision)


def of_pairs(y_true, y_score):
    return roc_auc_score(y_true, y_score)


def trusts_the_order(y_true, y_score):
    precision = np.cumsum(y_true) / np.arange(1, len(y_true) + 1)
    return (precision * y_true).sum() / y_true.sum()


def from_below(y_true, y_score):
    return area_by_hand(y_true, -y_score)


EXERCISE = Exercise(
    solution=area_by_hand,
    check=check,
    points=3,
    hints=[
        "Do it on paper first, for a ranking 1, 0, 1: recall moves at two of the three ranks. "
        "What are precision and recall there?",
        "Loop over `np.unique(y_score)[::-1]`, the different scores from the highest down; "
        "`y_score >= cut` are the flagged rows.",
        "In the loop: `precision = y_true[flagged].mean()`, "
        "`recall = y_true[flagged].sum() / y_true.sum()`; add `precision * (recall - last)` and "
        "remember the recall.",
    ],
    mistakes={
        row_by_row: "There is one cut only",
        every_row: "mean of the precision over all rows",
        by_trapezoids: "made of steps",
        of_pairs: "compares pairs",
        trusts_the_order: "need not come sorted",
        from_below: "Who is flagged first",
    },
    right="Without ties this is the mean of the precisions at the ranks of the positives, as on "
    "the slide. Ties matter more than they seem: a tree with few leaves, or a score that was "
    "rounded, gives many rows the same score, and a number that depends on the order of the "
    "rows is none. scikit-learn's `average_precision_score` does the same as yours.",
    minutes=10,
)
