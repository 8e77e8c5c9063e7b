"""Exercise 7.1: weights that make every class count alike."""

import numbers

import numpy as np
from sklearn.utils.class_weight import compute_class_weight

from course_utils.exercises import Exercise, expect


def balanced_weights(y):
    """Return the class weights that make every class count alike.

    Weighted so, each class has the same total weight, and all rows together weigh as much as
    there are rows. There may be two classes or more, and they may have any names. Count them
    yourself, or call `compute_class_weight` and find out how it wants its arguments.

    Parameters: `y`, a list of class labels. Returns: a dict from each class to the weight of
    one of its rows, as scikit-learn's `class_weight=` takes it.
    """
    classes, counts = np.unique(y, return_counts=True)
    weights = len(y) / (len(classes) * counts)
    return dict(zip(classes.tolist(), weights.tolist(), strict=True))


def check(answer):
    for sizes in ({0: 90, 1: 10}, {0: 8, 1: 32}, {"text": 70, "line": 25, "picture": 5}):
        y = shuffled(answer, sizes)
        crash = answer.error(y)
        expect(
            crash is None or "has no attribute" not in crash.text,
            f"`y` is a list, and a list cannot do that ({crash and crash.text}). "
            "`np.asarray(y)` makes an array of it.",
        )
        expect(
            crash is None or "classes" not in crash.text or "ndarray" not in crash.text,
            "`compute_class_weight` wants its `classes` as an array, not as a list or a set. "
            "Which function of numpy returns the different labels as one?",
        )
        returned = answer(y)
        expect(
            returned is not None or not answer.printed,
            "Your function prints its result and returns nothing. Put `return` in place of "
            "`print`.",
        )
        weights = weights_of(returned, sizes)
        expect(not answer.mutated, "Your function changes the `y` it was given; copy first.")
        compare(weights, sizes)
    compare_sizes(answer)


def shuffled(answer, sizes):
    labels = [label for label, size in sizes.items() for _ in range(size)]
    return [labels[place] for place in answer.rng.permutation(len(labels))]


def compare(weights, sizes):
    n, k = sum(sizes.values()), len(sizes)
    told = ", ".join(f"{size} of {label!r}" for label, size in sizes.items())
    totals = {label: size * weights[label] for label, size in sizes.items()}
    shown = ", ".join(f"{label!r} {total:.1f}" for label, total in totals.items())
    shares = {label: size / n for label, size in sizes.items()}
    expect(
        any(abs(weights[label] - share) > 1e-6 for label, share in shares.items()),
        f"{told}: your weights are the shares of the classes, so the large class weighs even "
        "more. Which rows should weigh more?",
    )
    expect(
        max(totals.values()) - min(totals.values()) < 1e-6 * n,
        f"{told}: weight times rows is {shown} in your version. Every class should weigh alike: "
        "a rare class is made heavier, and what about the common one?",
    )
    total = sum(totals.values())
    expect(
        k == 2 or abs(total - n * k / 2) > 1e-6 * n,
        f"{told}: the classes weigh alike, each {total / k:.1f}, which is half of the {n} rows. "
        f"That is right for two classes; here are {k}.",
    )
    expect(
        abs(total - n) < 1e-6 * n,
        f"{told}: the classes weigh alike, {total / k:.1f} each. Shared among {k} classes, the "
        f"weight of {n} rows would be {n / k:.1f} each.",
    )


def compare_sizes(answer):
    sizes = {3: 1, 7: 49}
    compare(weights_of(answer(shuffled(answer, sizes)), sizes), sizes)
    y = ["yes"] * 12
    weights = weights_of(answer(y), {"yes": 12})
    expect(
        abs(weights["yes"] - 1) < 1e-6,
        f"With one class only, each row weighs {weights['yes']:.3f} in your version. The total of "
        "12 rows is 12.",
    )


def weights_of(weights, sizes):
    """Return the weights by class, however the answer holds its numbers."""
    expect(
        isinstance(weights, dict),
        "Return a dict from class to weight, such as `{0: …, 1: …}`: that is what "
        "`class_weight=` takes.",
    )
    found = {}
    for label in sizes:
        names = [name for name in weights if type(name) in (int, str) and name == label]
        names += [name for name in weights if isinstance(name, np.integer) and name == label]
        expect(
            len(names) == 1,
            f"The classes of `y` are {list(sizes)}; your dict has no weight for {label!r}. Take "
            "the classes from `y`.",
        )
        value = weights[names[0]]
        expect(
            isinstance(value, numbers.Real)
            and not isinstance(value, bool | np.bool_)
            and -1e9 < value < 1e9,
            f"The weight of {label!r} is not one finite number.",
        )
        found[label] = float(value)
    expect(
        len(weights) == len(sizes),
        f"`y` has {len(sizes)} classes, your dict has {len(weights)} entries.",
    )
    return found


def leaves_the_majority_at_one(y):
    classes, counts = np.unique(y, return_counts=True)
    weights = len(y) / (len(classes) * counts)
    weights[np.argmax(counts)] = 1.0
    return dict(zip(classes.tolist(), weights.tolist(), strict=True))


def forgets_the_number_of_classes(y):
    classes, counts = np.unique(y, return_counts=True)
    return dict(zip(classes.tolist(), (len(y) / counts).tolist(), strict=True))


def believes_in_zero_and_one(y):
    y = np.array(y)
    return {label: len(y) / (2 * max(int((y == label).sum()), 1)) for label in (0, 1)}


def believes_in_two_classes(y):
    classes, counts = np.unique(y, return_counts=True)
    return dict(zip(classes.tolist(), (len(y) / (2 * counts)).tolist(), strict=True))


def gives_the_classes_as_a_list(y):
    classes = sorted(set(y))
    weights = compute_class_weight("balanced", classes=classes, y=y)
    return dict(zip(classes, weights.tolist(), strict=True))


def returns_the_array(y):
    return compute_class_weight("balanced", classes=np.unique(y), y=y)


def weighs_by_frequency(y):
    classes, counts = np.unique(y, return_counts=True)
    return dict(zip(classes.tolist(), (counts / len(y)).tolist(), strict=True))


def takes_the_list_for_an_array(y):
    return {label: len(y) / (2 * (y == label).sum()) for label in (0, 1)}


EXERCISE = Exercise(
    solution=balanced_weights,
    check=check,
    points=2,
    hints=[
        "Take ten rows, two of them rare. All together shall weigh 10, both classes alike: how "
        "much does each class weigh, and so each of its rows?",
        "`np.unique(y, return_counts=True)` gives the classes and how many rows each has. A class "
        "may spend the rows divided by the number of classes.",
        "`weights = len(y) / (len(classes) * counts)`; then "
        "`dict(zip(classes.tolist(), weights.tolist()))`.",
    ],
    mistakes={
        leaves_the_majority_at_one: "what about the common one",
        forgets_the_number_of_classes: "Shared among 2 classes",
        believes_in_zero_and_one: "Take the classes from `y`",
        believes_in_two_classes: "That is right for two classes",
        gives_the_classes_as_a_list: "wants its `classes` as an array",
        returns_the_array: "Return a dict",
        weighs_by_frequency: "Which rows should weigh more",
        takes_the_list_for_an_array: "`np.asarray(y)` makes an array",
    },
    right='This is what `class_weight="balanced"` does, and what '
    '`compute_class_weight("balanced", classes=np.unique(y), y=y)` returns as an array, in the '
    "order of `classes`. Whether it should be done is another question: the rest of the lesson.",
    minutes=7,
)
