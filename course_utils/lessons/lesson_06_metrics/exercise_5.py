"""Exercise 6.5: macro and micro recall."""

import numbers

import numpy as np
from sklearn.metrics import balanced_accuracy_score, recall_score

from course_utils.exercises import Exercise, expect


def macro_and_micro_recall(y_true, y_pred):
    """Return the macro and the micro recall of a classifier with any number of classes.

    The recall of a class is the share of its rows that get its name. Macro recall is the mean
    of the recalls of the classes that occur in `y_true`, each class counting alike. Micro
    recall pools all rows first: the rows that get their own name, out of all. Write the two
    means out, without scikit-learn's metrics.

    Parameters: `y_true` and `y_pred`, two arrays of class names of equal length; the names are
    words or numbers, such as 1.5. `y_pred` may hold a name that `y_true` does not, and the
    other way round. Returns: a pair, `(macro, micro)`.
    """
    hit = y_true == y_pred
    recalls = [hit[y_true == name].mean() for name in np.unique(y_true)]
    return np.mean(recalls), hit.mean()


def check(answer):
    names = np.array(list("ABCDEFGHIJ"))
    for _ in range(3):
        sizes = answer.rng.permutation([400, 300, 100, 60, 40, 30, 20, 20, 15, 5])
        y_true = answer.rng.permutation(np.repeat(names, sizes))
        guess = answer.rng.choice(names[:9], size=y_true.size)
        y_pred = np.where(answer.rng.uniform(size=y_true.size) < 0.5, y_true, guess)
        y_pred[y_true == "J"] = "A"
        compare(pair(answer(y_true, y_pred)), y_true, y_pred)
    y_true, y_pred = np.array(list("AAAABB")), np.array(list("AAACBB"))
    seen, _ = pair(answer(y_true, y_pred))
    expect(
        abs(seen - 2 / 3 * 0.875) > 1e-9,
        "A class that `y_pred` names and `y_true` never holds counts as one with recall 0 in your "
        "mean. It has no rows, so it has no recall.",
    )
    compare((seen, 5 / 6), y_true, y_pred)
    grades, guess = np.repeat([1.0, 1.5, 2.5], [6, 3, 3]), np.full(12, 1.5)
    crash = answer.error(grades, guess)
    expect(
        crash is None or "continuous is not supported" not in crash.text,
        "scikit-learn's metrics take classes named 1.0, 1.5 and 2.5 for measurements and refuse "
        "them. Write the two means out: it takes three lines, and then you know what they count.",
    )
    compare(pair(answer(grades, guess)), grades, guess)
    seen = pair(answer(np.arange(12) % 3, np.zeros(12, dtype=int)))
    expect(
        max(abs(seen[0] - 1 / 3), abs(seen[1] - 1 / 3)) < 1e-9,
        "Class names may be numbers too: with 0, 1 and 2 your function goes wrong.",
    )


def compare(seen, y_true, y_pred):
    macro, micro = seen
    right_macro, right_micro = balanced_accuracy(y_true, y_pred), float((y_true == y_pred).mean())
    expect(
        abs(macro - right_micro) > 1e-9 or abs(micro - right_macro) > 1e-9,
        "Macro and micro have changed places. Return the mean over classes first.",
    )
    expect(
        abs(micro - right_micro) < 1e-9,
        f"Micro recall is {micro:.3f}, {right_micro:.3f} is right: rows that get their own name, "
        "out of all rows.",
    )
    expect(
        abs(macro - right_micro) > 1e-9,
        "Weighted by the classes' sizes the mean recall is the micro recall again. In macro "
        "recall a class of five counts as much as one of four hundred.",
    )
    shares, _ = macro_precision(y_true, y_pred)
    expect(
        abs(macro - shares) > 1e-9 or abs(macro - right_macro) < 1e-9,
        "That is macro precision: you divide by the rows that *get* a name. Recall divides by "
        "those that *have* it.",
    )
    expect(
        abs(macro - right_macro) < 1e-9,
        f"Macro recall is {macro:.3f}, {right_macro:.3f} is right: one recall for each class in "
        "`y_true`, a class that is never found included, and their plain mean.",
    )


def balanced_accuracy(y_true, y_pred):
    """Return the mean recall of the classes of `y_true`, whatever their names are."""
    names, codes = np.unique(y_true, return_inverse=True)
    found = np.where(y_true == y_pred, codes, -1)
    labels = np.arange(names.size)
    return float(recall_score(codes, found, labels=labels, average="macro"))


def pair(value):
    """Return the two numbers, however the answer holds them."""
    if isinstance(value, np.ndarray) and value.shape == (2,) and value.dtype.kind in "fiu":
        value = value.tolist()
    expect(
        type(value) in (tuple, list)
        and len(value) == 2
        and all(
            isinstance(part, numbers.Real) and not isinstance(part, bool | np.bool_)
            for part in value
        ),
        "Return a pair of numbers, `(macro, micro)`.",
    )
    macro, micro = value
    expect(
        not np.isnan(macro),
        "Your macro recall is nan: a class without rows in `y_true` was divided by 0.",
    )
    expect(
        0 <= macro <= 1 and 0 <= micro <= 1,
        "A recall lies between 0 and 1; one of your two does not.",
    )
    return float(macro), float(micro)


def over_predicted_classes_too(y_true, y_pred):
    names = np.unique(np.concatenate([y_true, y_pred]))
    recalls = [
        recall_score(y_true, y_pred, labels=[name], average="macro", zero_division=0)
        for name in names
    ]
    return np.mean(recalls), np.mean(y_true == y_pred)


def macro_precision(y_true, y_pred):
    hit = y_true == y_pred
    shares = [
        hit[y_pred == name].mean() if (y_pred == name).any() else 0 for name in np.unique(y_true)
    ]
    return np.mean(shares), hit.mean()


def weighted_by_size(y_true, y_pred):
    return recall_score(y_true, y_pred, average="weighted"), np.mean(y_true == y_pred)


def divides_by_nothing(y_true, y_pred):
    names = np.unique(np.concatenate([y_true, y_pred]))
    hit, counts = y_true == y_pred, np.array([(y_true == name).sum() for name in names])
    found = np.array([hit[y_true == name].sum() for name in names])
    with np.errstate(invalid="ignore"):
        return np.mean(found / counts), hit.mean()


def asks_the_library(y_true, y_pred):
    names = np.unique(y_true)
    return recall_score(y_true, y_pred, labels=names, average="macro"), np.mean(y_true == y_pred)


def micro_first(y_true, y_pred):
    return np.mean(y_true == y_pred), balanced_accuracy_score(y_true, y_pred)


EXERCISE = Exercise(
    solution=macro_and_micro_recall,
    check=check,
    points=1,
    starred=True,
    hints=[
        "Two orders of the same steps: average within each class and then over classes, or over "
        "all rows at once.",
        "`hit = y_true == y_pred` says for each row whether it got its own name. Its mean over "
        "all rows is one of the two numbers; over one class's rows it is its recall.",
        "`[hit[y_true == name].mean() for name in np.unique(y_true)]`, and the mean of this list.",
    ],
    mistakes={
        over_predicted_classes_too: "has no rows, so it has no recall",
        macro_precision: "macro precision",
        weighted_by_size: "the micro recall again",
        micro_first: "changed places",
        divides_by_nothing: "macro recall is nan",
        asks_the_library: "Write the two means out",
    },
    right="With one label per row micro recall is accuracy, and so are micro precision and micro "
    "F1: four names for one number. Macro recall is scikit-learn's `balanced_accuracy_score`; "
    '`recall_score(average="macro")` also counts a class that only `y_pred` names, with recall 0.',
    minutes=8,
)
