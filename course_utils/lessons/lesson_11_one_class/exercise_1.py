"""Exercise 11.1: mend the relabelling."""

import numpy as np
import pandas as pd
from sklearn.neighbors import LocalOutlierFactor
from sklearn.svm import OneClassSVM

from course_utils.exercises import Exercise, expect

N_NORMAL, N_ODD = 40, 60


def outlier_labels(detector, X_majority, X):
    """Return 1 for the rows of `X` that are unlike the majority, and 0 for the others.

    The detector learns `X_majority` and nothing else; then it judges the rows of `X`. It may be
    any detector of scikit-learn, such as `OneClassSVM`, or `LocalOutlierFactor(novelty=True)`,
    which compares a row with its nearest neighbours.

    Parameters: an unfitted `detector`; `X_majority` and `X`, arrays with the same columns.
    Returns: an array of 0 and 1, one for each row of `X`.
    """
    return (detector.fit(X_majority).predict(X) == -1).astype(int)


def check(answer):
    for detector in (
        OneClassSVM(nu=0.05, gamma=0.5),
        LocalOutlierFactor(n_neighbors=10, novelty=True),
    ):
        compare(answer, detector)


def compare(answer, detector):
    name = type(detector).__name__
    X_majority = answer.rng.normal(size=(200, 2))
    odd = answer.rng.permutation(np.repeat([False, True], [N_NORMAL, N_ODD]))
    # Near the middle every detector says inlier; the odd rows form a crowd far away.
    X = 0.3 * answer.rng.normal(size=(odd.size, 2)) + 20 * odd[:, np.newaxis]
    crash = answer.error(detector, X_majority, X)
    expect(
        crash is None or "fit_predict" not in crash.text,
        f"`{name}` here has no `fit_predict`, and it should not be used: it would learn from the "
        "very rows that it judges. Learn from one table, judge the other.",
    )
    labels = labels_of(answer(detector, X_majority, X), odd.size)
    expect(not answer.mutated, "Your function changes the arrays it was given; copy first.")
    tell(name, labels, odd)


def tell(name, labels, odd):
    """Meet each known slip with its reason."""
    told = f"{N_ODD} of {odd.size} rows lie far from the majority. With `{name}` "
    expect(
        not (labels == 1).all(),
        told + "every row gets the label 1 in your version. What do the inliers hold before you "
        "put 1 for the outliers?",
    )
    expect(
        not (labels == 0).all(),
        told + "every row gets the label 0 in your version. Two replacements, one after the "
        "other: what does the second one meet?",
    )
    expect(
        not np.array_equal(labels, ~odd),
        told + "these get the label 0 in your version, and the others 1. Which sign does "
        "scikit-learn give to an outlier?",
    )
    expect(
        np.array_equal(labels, odd),
        told + f"your version flags {int(labels.sum())}, of which {int(labels[odd].sum())} lie "
        "far away. Which table did the detector learn from? And is it the one you were given?",
    )


def labels_of(labels, n_rows):
    """Return the labels as whole numbers, however the answer holds them."""
    if isinstance(labels, pd.Series):
        labels = labels.to_numpy()
    if type(labels) in (list, tuple) and all(type(one) in (int, float, bool) for one in labels):
        labels = np.array(labels)
    expect(
        isinstance(labels, np.ndarray)
        and labels.shape == (n_rows,)
        and labels.dtype.kind in "fiub",
        f"Return an array of {n_rows} labels, one for each row of `X`.",
    )
    values = sorted(float(value) for value in np.unique(labels))
    expect(
        set(values) <= {0, 1},
        f"Your labels hold {', '.join(f'{value:g}' for value in values[:4])}; they should be 0 "
        "(like the majority) and 1 (unlike it).",
    )
    return labels.astype(int)


def relabels_as_published(detector, X_majority, X):
    detector.fit(X_majority)
    labels = detector.predict(X)
    labels[labels == -1] = 1
    return labels


def relabels_one_after_the_other(detector, X_majority, X):
    labels = detector.fit(X_majority).predict(X)
    labels[labels == -1] = 1
    labels[labels == 1] = 0
    return labels


def takes_one_for_the_outlier(detector, X_majority, X):
    return (detector.fit(X_majority).predict(X) == 1).astype(int)


def learns_the_rows_it_judges(detector, X_majority, X):
    return (detector.fit(X).predict(X) == -1).astype(int)


def fits_and_predicts_in_one(detector, X_majority, X):
    if isinstance(detector, OneClassSVM):
        return (detector.fit(X_majority).predict(X) == -1).astype(int)
    return (detector.fit_predict(X) == -1).astype(int)


def keeps_the_signs(detector, X_majority, X):
    return detector.fit(X_majority).predict(X)


EXERCISE = Exercise(
    solution=outlier_labels,
    check=check,
    starter=relabels_as_published,
    points=1,
    hints=[
        "Print the different values of `labels` before and after the line that replaces. What "
        "happened to the rows that were 1 from the start?",
        "Do not replace in place: ask each row one question, whether `predict` said -1.",
        "`predict(X) == -1` is an array of True and False; `.astype(int)` makes 1 and 0 of it.",
    ],
    mistakes={
        relabels_as_published: "What do the inliers hold",
        relabels_one_after_the_other: "what does the second one meet",
        takes_one_for_the_outlier: "Which sign does scikit-learn give",
        learns_the_rows_it_judges: "Which table did the detector learn from",
        fits_and_predicts_in_one: "should not be used",
        keeps_the_signs: "they should be 0",
    },
    right="One comparison, and no row is touched twice. `fit_predict` would be shorter, and "
    "wrong: it learns from the rows it judges, and where most of these are odd, the odd ones "
    "become the majority.",
    minutes=4,
)
