"""Exercise 3.3: split, then balance the training set only."""

import numpy as np
import pandas as pd
from imblearn.under_sampling import RandomUnderSampler
from sklearn.model_selection import train_test_split
from sklearn.utils import resample

from course_utils.exercises import Exercise, expect

N_ROWS = 400


def split_and_resample(X, y, random_state):
    """Split off a test set, then balance the training set by random resampling.

    The test set is a stratified quarter of all rows and stays as it is. In the training set,
    random over- or under-sampling makes both classes equally large. The rare class may be
    0 or 1: find out which.

    Parameters: a DataFrame `X`, a Series `y` of 0 and 1, and a `random_state` to pass on.
    Returns: `X_train, X_test, y_train, y_test`, in this order.
    """
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.25, stratify=y, random_state=random_state
    )
    sampler = RandomUnderSampler(random_state=random_state)
    X_train, y_train = sampler.fit_resample(X_train, y_train)
    return X_train, X_test, y_train, y_test


def check(answer):
    for seed, rare in ((0, 1), (1, 1), (2, 0)):
        labels = answer.rng.permutation(np.repeat([1 - rare, rare], [N_ROWS - 40, 40]))
        X = pd.DataFrame({"row": np.arange(N_ROWS), "x": answer.rng.normal(size=N_ROWS)})
        y = pd.Series(labels, name="target")
        parts = answer(X, y, seed)
        expect(
            type(parts) in (tuple, list)
            and [np.ndim(part) for part in parts] == [2, 2, 1, 1]
            and all(isinstance(part, pd.DataFrame) for part in parts[:2]),
            "Return four things: `X_train, X_test, y_train, y_test`, the first two as DataFrames.",
        )
        check_test_part(parts, X, labels, rare)
        check_training_part(parts, labels, rare)
    others = answer(X, y, seed + 1)
    expect(
        set(others[1]["row"]) != set(parts[1]["row"]),
        "Two values of `random_state` give the same test set. Pass `random_state` on.",
    )


def check_test_part(parts, X, labels, rare):
    _, X_test, _, y_test = parts
    rows, given = np.asarray(X_test["row"]), np.asarray(y_test)
    found = float(np.mean(given == rare))
    expect(
        found < 0.3,
        f"The test set must look like the real data: 10% of class {rare}, yours has {found:.0%}. "
        "Split before you resample, and leave the test set alone.",
    )
    expect(
        len(X_test) == len(y_test) == N_ROWS // 4,
        f"A quarter of {N_ROWS} rows is {N_ROWS // 4}; your test set has {len(X_test)} rows.",
    )
    expect(
        round(found * len(y_test)) == 10,
        f"Your test set has {round(found * len(y_test))} rows of the rare class, a stratified "
        "quarter has 10. Which argument of `train_test_split` keeps the share?",
    )
    expect(
        np.unique(rows).size == rows.size
        and np.isin(rows, np.arange(N_ROWS)).all()
        and (labels[rows] == given).all()
        and np.array_equal(np.asarray(X_test["x"]), np.asarray(X["x"])[rows]),
        "The test set must hold rows of the data as they are, each once, with their own labels.",
    )


def check_training_part(parts, labels, rare):
    X_train, X_test, y_train, _ = parts
    expect(
        list(X_train.columns) == list(X_test.columns) == ["row", "x"]
        and len(X_train) == len(y_train),
        "The columns must stay as they are, and `X_train` must be as long as `y_train`.",
    )
    rows = np.asarray(X_train["row"])
    twins = np.isin(rows, np.asarray(X_test["row"])).sum()
    expect(
        twins == 0,
        f"{twins} training rows also stand in the test set. Split before you resample.",
    )
    expect(
        np.isin(rows, np.arange(N_ROWS)).all() and (labels[rows] == np.asarray(y_train)).all(),
        "The training set holds rows that are not in the data, or labels of other rows. "
        "Copy or drop rows; resample `X` and `y` together.",
    )
    counts = [int(np.sum(np.asarray(y_train) == label)) for label in (0, 1)]
    expect(
        counts[0] == counts[1],
        f"The training set is not balanced yet: {counts[0]} rows of class 0, {counts[1]} of "
        f"class 1. The rare class is {rare} here.",
    )
    left = np.unique(rows[np.asarray(y_train) == rare]).size
    expect(
        left >= 27,
        f"Only {left} of the 30 rare training rows are left; they are those you need most.",
    )


def resamples_before_the_split(X, y, random_state):
    X, y = RandomUnderSampler(random_state=random_state).fit_resample(X, y)
    return train_test_split(X, y, test_size=0.25, stratify=y, random_state=random_state)


def forgets_to_resample(X, y, random_state):
    return train_test_split(X, y, test_size=0.25, stratify=y, random_state=random_state)


def forgets_to_stratify(X, y, random_state):
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.25, random_state=random_state
    )
    sampler = RandomUnderSampler(random_state=random_state)
    X_train, y_train = sampler.fit_resample(X_train, y_train)
    return X_train, X_test, y_train, y_test


def fixes_the_seed(X, y, random_state):
    return split_and_resample(X, y, random_state=0)


def believes_that_one_is_rare(X, y, random_state):
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.25, stratify=y, random_state=random_state
    )
    train = X_train.assign(target=y_train)
    majority, minority = train[train.target == 0], train[train.target == 1]
    size = min(len(majority), len(minority))
    majority = resample(majority, replace=False, n_samples=size, random_state=random_state)
    train = pd.concat([majority, minority])
    return train.drop(columns="target"), X_test, train.target, y_test


EXERCISE = Exercise(
    solution=split_and_resample,
    check=check,
    points=3,
    hints=[
        "Two steps. Which one must not see the test rows?",
        "`train_test_split(..., stratify=y)` first; then give only the training part to a "
        "sampler's `fit_resample`. A sampler finds the rare class by counting.",
        "After the split: `sampler = RandomUnderSampler(random_state=random_state)` and "
        "`X_train, y_train = sampler.fit_resample(X_train, y_train)`.",
    ],
    mistakes={
        resamples_before_the_split: "Split before you resample, and leave the test set alone",
        forgets_to_resample: "not balanced yet",
        forgets_to_stratify: "Which argument of `train_test_split`",
        fixes_the_seed: "Pass `random_state` on",
        believes_that_one_is_rare: "The rare class is 0 here",
    },
    right="The test set is as rare as the world, and the sampler has never seen it. "
    "Under-sampling and over-sampling pass alike: one drops majority rows, the other repeats rare "
    "ones. Samplers return one class after the other; shuffle before a model that learns in the "
    "order of the rows. In daily work an imbalanced-learn pipeline does both, in every fold.",
    minutes=10,
)
