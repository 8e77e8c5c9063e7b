"""Exercise 12.2: the contamination that was set too late."""

import numpy as np
import pandas as pd

from course_utils.exercises import Exercise, expect

N_TRAIN, N_NEW = 400, 300


def flags_at(X_train, X_new, share):
    """Return which new rows a KNN detector flags that is told this share of outliers.

    The detector is PyOD's `KNN` with its defaults, fitted to `X_train`. Its threshold is such
    that the share `share` of the *training* rows scores above it.

    Parameters: `X_train` and `X_new`, arrays with the same columns; `share`, above 0 and at
    most 0.5. Returns: an array of 0 and 1, one for each new row.
    """
    from pyod.models.knn import KNN

    detector = KNN(contamination=share)
    return detector.fit(X_train).predict(X_new)


def check(answer):
    from pyod.models.knn import KNN

    for share in (0.02, 0.3, 0.05):
        X_train = answer.rng.normal(size=(N_TRAIN, 3))
        X_new = answer.rng.normal(size=(N_NEW, 3)) * 1.5
        seen = flags_of(answer(X_train, X_new, share))
        expect(not answer.mutated, "Your function changes the arrays it was given; copy first.")
        compare(seen, KNN().fit(X_train), X_train, X_new, share)


def compare(seen, known, X_train, X_new, share):
    """Meet each known slip with its reason, on one pair of tables."""
    scores = known.decision_function(X_new)
    told = f"Asked for a share of {share:g}, your function flags {int(seen.sum())} of {N_NEW} rows"
    expect(
        not np.array_equal(seen, scores > known.threshold_),
        f"{told}: as many as with 0.1, the default. When is the threshold computed?",
    )
    expect(
        not np.array_equal(seen, scores > np.quantile(scores, 1 - share)),
        f"{told}: exactly that share of the *new* rows. Were all of them outliers, it would "
        "flag no more. On which rows is the share meant?",
    )
    again = known.decision_function(X_train)
    expect(
        not np.array_equal(seen, scores > np.quantile(again, 1 - share)),
        f"{told}. You asked the detector for the scores of its own training rows; there each row "
        "is its own nearest neighbour. Where does a fitted detector keep their scores?",
    )
    right = scores > np.quantile(known.decision_scores_, 1 - share)
    expect(
        not np.array_equal(seen, 1 - right),
        f"{told}, those that score low. In PyOD a high score is an outlier, and its label is 1.",
    )
    expect(
        np.array_equal(seen, right),
        f"{told}; {int(right.sum())} score above the value that a share of {share:g} of the "
        "training rows exceeds.",
    )


def flags_of(flags):
    """Return the flags as an array of 0 and 1, however the answer holds them."""
    if isinstance(flags, pd.Series):
        flags = flags.to_numpy()
    if type(flags) in (list, tuple) and all(type(flag) in (int, bool) for flag in flags):
        flags = np.array(flags)
    expect(
        isinstance(flags, np.ndarray) and flags.shape == (N_NEW,) and flags.dtype.kind in "biuf",
        f"Return an array of 0 and 1, one for each of the {N_NEW} new rows.",
    )
    expect(
        bool(np.isin(flags, (0, 1)).all()),
        "Your array holds other values than 0 and 1. Are these scores? Which of them are flagged?",
    )
    return flags.astype(int)


def sets_it_after_the_fit(X_train, X_new, share):
    from pyod.models.knn import KNN

    detector = KNN()
    detector.fit(X_train)
    detector.contamination = share
    return detector.predict(X_new)


def takes_the_share_of_the_new_rows(X_train, X_new, share):
    from pyod.models.knn import KNN

    scores = KNN().fit(X_train).decision_function(X_new)
    return (scores > np.quantile(scores, 1 - share)).astype(int)


def asks_for_the_training_rows_again(X_train, X_new, share):
    from pyod.models.knn import KNN

    detector = KNN().fit(X_train)
    cut = np.quantile(detector.decision_function(X_train), 1 - share)
    return (detector.decision_function(X_new) > cut).astype(int)


def returns_the_scores(X_train, X_new, share):
    from pyod.models.knn import KNN

    return KNN(contamination=share).fit(X_train).decision_function(X_new)


EXERCISE = Exercise(
    solution=flags_at,
    check=check,
    starter=sets_it_after_the_fit,
    points=2,
    hints=[
        "The cell runs, and `share` has no effect. Ask the detector for `threshold_` before and "
        "after the line that sets the share.",
        "`threshold_` is computed in `fit`, from the scores of the training rows. So the share "
        "must be there before; or take the threshold from `decision_scores_` yourself.",
        "`KNN(contamination=share)` knows the share from the start; fit that.",
    ],
    mistakes={
        sets_it_after_the_fit: "When is the threshold computed",
        takes_the_share_of_the_new_rows: "On which rows is the share meant",
        asks_for_the_training_rows_again: "its own nearest neighbour",
        returns_the_scores: "Are these scores",
    },
    right="The scores are the same for every share: only the threshold moves. So a second fit is "
    "not even needed: a quantile of `decision_scores_` does it. And on new rows the flagged share "
    "may be any: it is tied to the training rows.",
    minutes=8,
)
