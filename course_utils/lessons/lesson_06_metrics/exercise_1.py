"""Exercise 6.1: score scores where scores are asked for."""

import numbers

import numpy as np
from sklearn.metrics import (
    average_precision_score,
    brier_score_loss,
    d2_brier_score,
    f1_score,
    roc_auc_score,
)
from sklearn.neighbors import KNeighborsClassifier

from course_utils.exercises import Exercise, expect

KEYS = ("roc_auc", "average_precision", "brier_skill", "f1")
N_NEIGHBORS = 10


def test_report(estimator, X_train, y_train, X_test, y_test):
    """Return four metrics of a classifier on the test rows.

    Parameters: an unfitted `estimator` that has `predict` and `predict_proba`, training rows
    and labels, test rows and labels, as arrays; labels are 0 or 1, 1 is the class of
    interest. Returns: a dict with the keys "roc_auc", "average_precision", "brier_skill" and
    "f1". The first two judge the ranking of the test rows, Brier skill (`d2_brier_score` in
    scikit-learn) judges their probabilities, and F1 judges the labels at the cut of the
    estimator's `predict`.
    """
    model = estimator.fit(X_train, y_train)
    y_pred = model.predict(X_test)
    p = model.predict_proba(X_test)[:, 1]
    return {
        "roc_auc": roc_auc_score(y_test, p),
        "average_precision": average_precision_score(y_test, p),
        "brier_skill": d2_brier_score(y_test, p),
        "f1": f1_score(y_test, y_pred),
    }


def neighbourhoods(rng):
    """Return training and test rows whose probabilities by ten neighbours are known."""
    shares = np.array([0, 1, 2, 3, 4, 6, 8])  # of ten; none at one half, where ties are broken
    X_train = np.repeat(np.arange(shares.size) * 100.0, N_NEIGHBORS)
    y_train = (np.tile(np.arange(N_NEIGHBORS), shares.size) < np.repeat(shares, 10)).astype(int)
    order = rng.permutation(X_train.size)
    place = rng.permutation(np.repeat(np.arange(shares.size), [40, 30, 20, 10, 10, 10, 10]))
    p = shares[place] / 10
    y_test = (rng.uniform(size=p.size) < p).astype(int)
    y_test[:2] = [0, 1]  # both classes, come what may
    return X_train[order, None], y_train[order], place[:, None] * 100.0, y_test, p


def check(answer):
    for _ in range(2):
        *rows, y_test, p = neighbourhoods(answer.rng)
        estimator = KNeighborsClassifier(n_neighbors=N_NEIGHBORS)
        check_error(answer.error(estimator, *rows, y_test))
        seen = scores_of(answer(estimator, *rows, y_test))
        check_rankings(seen, y_test, p)
        check_skill(seen["brier_skill"], y_test, p)
        expect(
            near(seen["f1"], f1_score(y_test, p > 0.5)),
            f"F1 is {seen['f1']:.3f}; at the cut of `predict` it is "
            f"{f1_score(y_test, p > 0.5):.3f}. This one metric does judge labels.",
        )


def check_error(crash):
    """Say which output a metric cannot take, where scikit-learn's own words are of shapes."""
    told = "" if crash is None else crash.text
    expect(
        "should be a 1d array" not in told and "multioutput" not in told,
        "`predict_proba` has one column per class, and a metric of two classes wants one number a "
        "row. Which column belongs to class 1?",
    )
    expect(
        "mix of binary and continuous" not in told,
        "F1 takes labels, not probabilities: it needs to know who is flagged. One of the four "
        "metrics keeps the output of `predict`.",
    )


def check_skill(seen, y_test, p):
    expect(
        not near(seen, d2_brier_score(y_test, (p > 0.5).astype(float))),
        "The ranking metrics are right. The Brier skill is still that of labels: it takes each "
        "row for certain. Which output of the model are probabilities?",
    )
    expect(
        not near(seen, brier_score_loss(y_test, p)),
        f"`brier_skill` is {seen:.3f}: that is the Brier score, not the skill. The skill compares "
        "it with the dummy's.",
    )
    right = d2_brier_score(y_test, p)
    expect(near(seen, right), f"The Brier skill is {seen:.3f}, {right:.3f} is right here.")


def check_rankings(seen, y_test, p):
    hard = (p > 0.5).astype(int)
    for key, metric in {
        "roc_auc": roc_auc_score,
        "average_precision": average_precision_score,
    }.items():
        right, value = metric(y_test, p), seen[key]
        expect(
            not near(value, metric(y_test, hard)),
            f"`{key}` is {value:.3f}, which is what the labels of `predict` give. A ranking with "
            "two places only is no ranking: what else can the model tell about a row?",
        )
        expect(
            not near(value, metric(y_test, -p)),
            f"`{key}` is {value:.3f}, that of the ranking upside down. Which column of "
            "`predict_proba` belongs to class 1?",
        )
        expect(near(value, right), f"`{key}` is {value:.3f}, {right:.3f} is right here.")


def near(seen, right):
    return abs(seen - right) < 1e-6


def scores_of(report):
    """Return the four numbers of a report, however the answer holds them."""
    expect(
        isinstance(report, dict) and set(KEYS) <= set(report),
        'Return a dict with the keys "roc_auc", "average_precision", "brier_skill" and "f1".',
    )
    for key in KEYS:
        value = report[key]
        expect(
            isinstance(value, numbers.Real)
            and not isinstance(value, bool | np.bool_)
            and -1e6 < value < 1e6,
            f"`{key}` is not one finite number.",
        )
    return {key: float(report[key]) for key in KEYS}


def scores_labels(estimator, X_train, y_train, X_test, y_test):
    model = estimator.fit(X_train, y_train)
    y_pred = model.predict(X_test)
    return {
        "roc_auc": roc_auc_score(y_test, y_pred),
        "average_precision": average_precision_score(y_test, y_pred),
        "brier_skill": d2_brier_score(y_test, y_pred),
        "f1": f1_score(y_test, y_pred),
    }


def takes_the_first_column(estimator, X_train, y_train, X_test, y_test):
    model = estimator.fit(X_train, y_train)
    p = model.predict_proba(X_test)[:, 0]
    return {
        "roc_auc": roc_auc_score(y_test, p),
        "average_precision": average_precision_score(y_test, p),
        "brier_skill": d2_brier_score(y_test, p),
        "f1": f1_score(y_test, model.predict(X_test)),
    }


def forgets_the_brier_skill(estimator, X_train, y_train, X_test, y_test):
    model = estimator.fit(X_train, y_train)
    y_pred, p = model.predict(X_test), model.predict_proba(X_test)[:, 1]
    return {
        "roc_auc": roc_auc_score(y_test, p),
        "average_precision": average_precision_score(y_test, p),
        "brier_skill": d2_brier_score(y_test, y_pred),
        "f1": f1_score(y_test, y_pred),
    }


def flags_by_another_cut(estimator, X_train, y_train, X_test, y_test):
    p = estimator.fit(X_train, y_train).predict_proba(X_test)[:, 1]
    return {
        "roc_auc": roc_auc_score(y_test, p),
        "average_precision": average_precision_score(y_test, p),
        "brier_skill": d2_brier_score(y_test, p),
        "f1": f1_score(y_test, p > y_test.mean()),
    }


def takes_both_columns(estimator, X_train, y_train, X_test, y_test):
    model = estimator.fit(X_train, y_train)
    p = model.predict_proba(X_test)
    return {
        "roc_auc": roc_auc_score(y_test, p),
        "average_precision": average_precision_score(y_test, p),
        "brier_skill": d2_brier_score(y_test, p),
        "f1": f1_score(y_test, model.predict(X_test)),
    }


def gives_f1_probabilities(estimator, X_train, y_train, X_test, y_test):
    p = estimator.fit(X_train, y_train).predict_proba(X_test)[:, 1]
    return {
        "roc_auc": roc_auc_score(y_test, p),
        "average_precision": average_precision_score(y_test, p),
        "brier_skill": d2_brier_score(y_test, p),
        "f1": f1_score(y_test, p),
    }


def returns_the_brier_score(estimator, X_train, y_train, X_test, y_test):
    model = estimator.fit(X_train, y_train)
    p = model.predict_proba(X_test)[:, 1]
    return {
        "roc_auc": roc_auc_score(y_test, p),
        "average_precision": average_precision_score(y_test, p),
        "brier_skill": brier_score_loss(y_test, p),
        "f1": f1_score(y_test, model.predict(X_test)),
    }


EXERCISE = Exercise(
    solution=test_report,
    check=check,
    starter=scores_labels,
    points=2,
    hints=[
        "The cell runs, and all four numbers come out. Read the docstring again: which of the "
        "four metrics is about labels?",
        "`predict` has compared each probability with 0.5 and thrown it away. "
        "`predict_proba` keeps it, in one column per class.",
        "`p = model.predict_proba(X_test)[:, 1]`, and `p` in place of `y_pred` in three lines.",
    ],
    mistakes={
        scores_labels: "what the labels of `predict` give",
        takes_the_first_column: "upside down",
        forgets_the_brier_skill: "takes each row for certain",
        takes_both_columns: "one column per class",
        gives_f1_probabilities: "F1 takes labels",
        returns_the_brier_score: "the Brier score, not the skill",
        flags_by_another_cut: "does judge labels",
    },
    right="Ranking metrics and probability metrics take scores, decision metrics take labels at a "
    "named cut. In scikit-learn's own tools the scorer's name does it for you: "
    '`scoring="roc_auc"` asks the model for scores, `scoring="f1"` for labels.',
    minutes=6,
)
