"""Exercise 12.2: one fit, several shares."""

import numpy as np
import pandas as pd

from course_utils.exercises import Exercise, expect

N_TRAIN, N_NEW = 400, 300


def flags_at(X_train, X_new, shares):
    """Return which new rows are flagged, a row of flags for each share.

    The detector is PyOD's `KNN` with its defaults. Fit it once, as a fit may take an hour, to
    `X_train` as it is (in one scale). For each of `shares` the cut lies where that share of the
    *training* rows scores above it.

    Parameters: `X_train` and `X_new`, arrays with the same columns; `shares`, a list of numbers
    above 0 and at most 0.5. Returns: an array of 0 and 1, one row per share, one column per new
    row.
    """
    from pyod.models.knn import KNN

    detector = KNN().fit(X_train)
    cuts = np.quantile(detector.decision_scores_, 1 - np.array(shares))
    return (detector.decision_function(X_new) > cuts[:, np.newaxis]).astype(int)


def check(answer):
    from pyod.models.knn import KNN

    for shares in ([0.02, 0.3, 0.05], [0.25]):
        X_train = answer.rng.normal(size=(N_TRAIN, 3))
        X_new = answer.rng.normal(size=(N_NEW, 3)) * 1.5
        seen = flags_of(answer(X_train, X_new, shares), len(shares))
        expect(not answer.mutated, "Your function changes what it was given; copy first.")
        detector = KNN().fit(X_train)
        for share, flags in zip(shares, seen, strict=True):
            compare(flags, detector, X_train, X_new, share)


def compare(seen, known, X_train, X_new, share):
    """Meet each known slip with its reason, for one share."""
    told = f"Asked for a share of {share:g}, your function flags {int(seen.sum())} of {N_NEW} rows"
    right = between(known.decision_function(X_new), known.decision_scores_, share, seen)
    for flags, words in slips(known, X_train, X_new, share):
        expect(right or not np.array_equal(seen, flags), told + words)
    expect(
        right,
        f"{told}. Count: how many of the {N_TRAIN} *training* rows score above your cut, by "
        f"`decision_scores_`? {share:g} of them should.",
    )


def slips(known, X_train, X_new, share):
    """Yield the flags that a known slip gives, and what to say to it."""
    scores, own, kind = known.decision_function(X_new), known.decision_scores_, type(known)
    yield scores > known.threshold_, ": as many as with 0.1. When is `threshold_` computed?"
    yield (
        scores > np.quantile(scores, 1 - share),
        ": exactly that share of the *new* rows. Were all of them outliers, it would flag no "
        "more. On which rows is the share meant?",
    )
    yield (
        scores > np.quantile(known.decision_function(X_train), 1 - share),
        ". You asked the detector for the scores of its own training rows; there each row is its "
        "own nearest neighbour. Where does a fitted detector keep their scores?",
    )
    yield (
        scores <= np.quantile(own, 1 - share),
        ", those that score low. In PyOD a high score is an outlier, and its label is 1.",
    )
    yield (
        known.predict_proba(X_new)[:, 1] > 1 - share,
        ": those whose `predict_proba` is above 1 minus the share. That number is a place between "
        "the lowest and the highest score. How many training rows lie above it?",
    )
    yield (
        kind(contamination=share).fit(X_new).labels_ == 1,
        ", as a detector does that was fitted to the *new* rows. Which rows should it learn?",
    )
    yield (
        scaled(kind, X_train, X_new, share),
        ", as after scaling the columns. That is often wise, but here they have one scale, and "
        "the task says: to `X_train` as it is.",
    )


def between(scores, own, share, seen):
    """Tell whether the flags are those of a cut that the right number of training rows exceeds."""
    ordered, above = np.sort(own), round(share * len(own))
    low, high = ordered[-above - 1], ordered[-above]
    flagged, quiet = scores[seen == 1], scores[seen == 0]
    least, most = flagged.min(initial=np.inf), quiet.max(initial=-np.inf)
    return bool(most < least and least >= low and most <= high)


def scaled(kind, X_train, X_new, share):
    mean, spread = X_train.mean(axis=0), X_train.std(axis=0)
    detector = kind(contamination=share).fit((X_train - mean) / spread)
    return detector.predict((X_new - mean) / spread) == 1


def flags_of(flags, n_shares):
    """Return the flags as an array of 0 and 1, however the answer holds them."""
    if isinstance(flags, pd.DataFrame):
        flags = flags.to_numpy()
    if type(flags) in (list, tuple) and len({np.shape(row) for row in flags}) == 1:
        flags = np.array([np.asarray(row) for row in flags])
    expect(
        isinstance(flags, np.ndarray)
        and flags.shape == (n_shares, N_NEW)
        and flags.dtype.kind in "biuf",
        f"Return an array of {n_shares} rows, one per share, with a 0 or 1 for each of the "
        f"{N_NEW} new rows.",
    )
    expect(
        bool(np.isin(flags, (0, 1)).all()),
        "Your array holds other values than 0 and 1. Are these scores? Which of them are flagged?",
    )
    return flags.astype(int)


def sets_a_share_that_nobody_reads(X_train, X_new, shares):
    from pyod.models.knn import KNN

    detector = KNN().fit(X_train)
    flags = []
    for share in shares:
        detector.contamination = share
        flags.append(detector.predict(X_new))
    return np.array(flags)


def takes_the_share_of_the_new_rows(X_train, X_new, shares):
    from pyod.models.knn import KNN

    scores = KNN().fit(X_train).decision_function(X_new)
    return np.array([(scores > np.quantile(scores, 1 - share)).astype(int) for share in shares])


def asks_for_the_training_rows_again(X_train, X_new, shares):
    from pyod.models.knn import KNN

    detector = KNN().fit(X_train)
    again, scores = detector.decision_function(X_train), detector.decision_function(X_new)
    return np.array([(scores > np.quantile(again, 1 - share)).astype(int) for share in shares])


def scales_first(X_train, X_new, shares):
    from pyod.models.knn import KNN

    return np.array([scaled(KNN, X_train, X_new, share).astype(int) for share in shares])


def returns_the_scores(X_train, X_new, shares):
    from pyod.models.knn import KNN

    scores = KNN().fit(X_train).decision_function(X_new)
    return np.array([scores for _ in shares])


EXERCISE = Exercise(
    solution=flags_at,
    check=check,
    starter=sets_a_share_that_nobody_reads,
    points=2,
    hints=[
        "The cell runs, and all its rows of flags are alike. Print `detector.threshold_` in the "
        "loop: what does a new share do to it?",
        "`threshold_` is computed in `fit`, from the scores of the training rows. You can compute "
        "such a cut yourself: where does a fitted detector keep those scores?",
        "`np.quantile(detector.decision_scores_, 1 - share)` is the cut. A new row is flagged "
        "when its `decision_function` is above it.",
    ],
    mistakes={
        sets_a_share_that_nobody_reads: "When is `threshold_` computed",
        takes_the_share_of_the_new_rows: "On which rows is the share meant",
        asks_for_the_training_rows_again: "its own nearest neighbour",
        scales_first: "after scaling the columns",
        returns_the_scores: "Are these scores",
    },
    right="The scores are the same for every share: only the cut moves, so one fit is enough "
    "(a new fit for each share gives the same flags, and takes its hour each time). And on new "
    "rows the flagged share may be any: it is tied to the training rows.",
    minutes=8,
)
