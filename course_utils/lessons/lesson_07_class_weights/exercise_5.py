"""Exercise 7.5: several classes, every class alike."""

import numpy as np
import pandas as pd

from course_utils.evaluation import prior_correction
from course_utils.exercises import Exercise, expect


def balanced_labels(proba, classes, priors):
    """Return for each row the class that is likeliest if all classes were equally common.

    A plain model, fitted where the classes have the shares `priors`, gives the probabilities
    `proba`. Correct them to equal shares, then name the likeliest class of each row.

    Parameters: `proba`, an array with a row per case and a column per class; `classes`, the
    names of the columns, an array; `priors`, the shares of the classes in the same order, an
    array. Returns: an array of class names, one per row.
    """
    return classes[np.argmax(proba / priors, axis=1)]


def check(answer):
    proba = np.array(
        [[0.80, 0.15, 0.05], [0.60, 0.25, 0.15], [0.97, 0.02, 0.01], [0.30, 0.50, 0.20]]
    )
    classes, priors = np.array(["text", "line", "picture"]), np.array([0.90, 0.07, 0.03])
    compare(answer, proba, classes, priors)
    for k in (2, 4, 6):
        priors = answer.rng.dirichlet(np.full(k, 0.8)) * 0.9 + 0.1 / k
        # More classes than letters would be no trouble; fewer rows than classes would.
        proba = answer.rng.dirichlet(3 * priors + 0.2, size=40)
        classes = answer.rng.permutation(np.array(list("uvwxyz")))[:k]
        compare(answer, proba, classes, priors)
    compare(answer, proba, np.arange(6) * 10, priors)


def compare(answer, proba, classes, priors):
    seen = labels_of(answer(proba, classes, priors), len(proba))
    expect(not answer.mutated, "Your function changes the arrays it was given; copy first.")
    equal = np.full(len(classes), 1 / len(classes))
    right = classes[prior_correction(proba, from_prior=priors, to_prior=equal).argmax(axis=1)]
    told = f"{len(classes)} classes, {len(proba)} rows: "
    places = np.argmax(proba / priors, axis=1)
    expect(
        not same(seen, places) or same(right, places),
        "These are the numbers of the columns. `classes` knows their names.",
    )
    likeliest, multiplied = classes[proba.argmax(axis=1)], classes[(proba * priors).argmax(axis=1)]
    expect(
        not same(seen, likeliest) or same(right, likeliest),
        told + "you name the likeliest class as it stands, which is mostly the common one. Where "
        "do the shares enter?",
    )
    expect(
        not same(seen, multiplied) or same(right, multiplied),
        told
        + "your correction makes common classes commoner still. It goes from `priors` to equal "
        "shares.",
    )
    wrong = int((np.asarray(seen) != right).sum()) if seen.dtype.kind == right.dtype.kind else 0
    expect(
        same(seen, right),
        told + f"{wrong or len(right)} of your labels differ. Each column is brought from its own "
        "share to one that is the same for all; then compare within the row.",
    )


def same(seen, right):
    return seen.dtype.kind == right.dtype.kind and bool(np.array_equal(seen, right))


def labels_of(labels, n):
    """Return the labels as an array, however the answer holds them."""
    if isinstance(labels, pd.Series):
        labels = labels.to_numpy()
    if type(labels) in (list, tuple) and all(type(label) in (str, int) for label in labels):
        labels = np.array(labels)
    expect(
        isinstance(labels, np.ndarray) and labels.shape == (n,),
        f"Return an array with one class name for each of the {n} rows.",
    )
    if labels.dtype.kind == "O" and all(type(label) is str for label in labels):
        labels = labels.astype(str)
    expect(
        labels.dtype.kind in ("U", "i", "u"),
        f"Return an array with one class name for each of the {n} rows.",
    )
    return labels.astype(int) if labels.dtype.kind in "iu" else labels


def ignores_the_priors(proba, classes, priors):
    return classes[np.argmax(proba, axis=1)]


def multiplies_by_the_priors(proba, classes, priors):
    return classes[np.argmax(proba * priors, axis=1)]


def returns_column_numbers(proba, classes, priors):
    return np.argmax(proba / priors, axis=1)


def subtracts_the_priors(proba, classes, priors):
    return classes[np.argmax(proba - priors, axis=1)]


EXERCISE = Exercise(
    solution=balanced_labels,
    check=check,
    points=1,
    starred=True,
    hints=[
        "With two classes: a plain risk that lies above the prevalence is called positive. Say "
        "that for each class: when is a probability high *for this class*?",
        "Correcting from `priors` to equal shares multiplies column k by (1 / K) / priors[k]; "
        "then each row is brought to sum 1. What of this changes which column is largest?",
        "`np.argmax(…, axis=1)` finds the column, `classes[…]` its name; divide by the shares "
        "first.",
    ],
    mistakes={
        ignores_the_priors: "Where do the shares enter",
        multiplies_by_the_priors: "commoner still",
        returns_column_numbers: "numbers of the columns",
        subtracts_the_priors: "brought from its own",
    },
    right="Dividing by the share and taking the largest maximises the mean of the classes' "
    "recalls, if the probabilities are right: macro recall, bought with micro recall (lesson 6). "
    "In deep learning the same is called logit adjustment, log p minus log prior (Menon et al. "
    "2021). No refit is needed, and the probabilities stay what they were.",
    minutes=7,
)
