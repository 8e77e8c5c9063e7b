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
        train, test = tables(answer(X, y, seed))
        expect(
            not answer.mutated, "Your function changes the `X` or `y` it was given; copy first."
        )
        check_test_part(train, test, X.assign(target=y), rare)
        check_training_part(train, test, X.assign(target=y), rare)
    _, other = tables(answer(X, y, seed + 1))
    expect(
        set(other["row"]) != set(test["row"]),
        "Two values of `random_state` give the same test set. Pass `random_state` on.",
    )


def tables(parts):
    """Return the training and the test part, each as one table of numbers."""
    expect(
        type(parts) in (tuple, list)
        and len(parts) == 4
        and all(isinstance(part, pd.DataFrame) for part in parts[:2])
        and all(isinstance(part, pd.Series | np.ndarray) and part.ndim == 1 for part in parts[2:]),
        "Return four things: `X_train, X_test, y_train, y_test`, the first two as DataFrames.",
    )
    X_train, X_test, y_train, y_test = parts
    expect(
        list(X_train.columns) == list(X_test.columns) == ["row", "x"],
        "The columns of `X` must stay as they are, no more and no fewer.",
    )
    expect(
        len(X_train) == len(y_train) > 0 and len(X_test) == len(y_test) > 0,
        "`X_train` must be as long as `y_train`, and `X_test` as long as `y_test`. Is the order "
        "`X_train, X_test, y_train, y_test`?",
    )
    return [
        X.assign(target=np.asarray(y)).apply(pd.to_numeric, errors="coerce")
        for X, y in ((X_train, y_train), (X_test, y_test))
    ]


def are_rows_of(part, source):
    """Tell whether each row stands in the data, with its own feature and label."""
    known = source.set_index("row").reindex(part["row"])
    return bool(np.array_equal(known.to_numpy(), part[["x", "target"]].to_numpy()))


def check_test_part(train, test, source, rare):
    found = float((test["target"] == rare).mean())
    swapped = len(train) == N_ROWS // 4 and (train["target"] == rare).sum() == 10
    expect(
        not swapped or len(test) == N_ROWS // 4,
        "Your training part looks like a test part: return `X_train, X_test, y_train, y_test`.",
    )
    expect(
        found < 0.3,
        f"The test set must look like the real data: 10% of class {rare}, yours has {found:.0%}. "
        "Split before you resample, and leave the test set alone.",
    )
    expect(
        len(test) == N_ROWS // 4,
        f"A quarter of {N_ROWS} rows is {N_ROWS // 4}; your test set has {len(test)} rows.",
    )
    expect(
        round(found * len(test)) == 10,
        f"Your test set has {round(found * len(test))} rows of the rare class, a stratified "
        "quarter has 10. Which argument of `train_test_split` keeps the share?",
    )
    expect(
        are_rows_of(test, source) and test["row"].is_unique,
        "The test set must hold rows of the data as they are, each once, with their own labels.",
    )


def check_training_part(train, test, source, rare):
    expect(
        are_rows_of(train, source),
        "The training set holds rows that are not in the data, or labels of other rows. "
        "Copy or drop rows; resample `X` and `y` together.",
    )
    twins = int(train["row"].isin(test["row"]).sum())
    expect(
        twins == 0,
        f"{twins} training rows also stand in the test set. Split before you resample.",
    )
    counts = [int((train["target"] == label).sum()) for label in (0, 1)]
    expect(
        counts[0] == counts[1],
        f"The training set is not balanced yet: {counts[0]} rows of class 0, {counts[1]} of "
        f"class 1. The rare class is {rare} here.",
    )
    left = train.loc[train["target"] == rare, "row"].nunique()
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
