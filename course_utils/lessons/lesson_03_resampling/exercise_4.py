"""Exercise 3.4: keep every crash on one side of the split."""

import numpy as np
from sklearn.model_selection import GroupKFold, StratifiedGroupKFold, StratifiedKFold

from course_utils.exercises import Exercise, expect

N_FOLDS = 5


def crash_folds(y, groups):
    """Return five folds that never cut a crash in two.

    All rows of a crash (equal values in `groups`) lie on the same side of every fold, each
    row is tested once, and deaths are spread over the folds as evenly as crashes allow.

    Parameters: labels `y` (0 or 1) and `groups`, two arrays of equal length. Returns: a list
    of five pairs `(train, test)`, each an array of row positions. (There are no features
    here: a splitter's `split` looks only at the length of its first argument.)
    """
    splitter = StratifiedGroupKFold(n_splits=5, shuffle=True, random_state=0)
    return list(splitter.split(y, y, groups))


def crashes(rng):
    """Return labels and crash numbers: crashes of one to six people, one in five with deaths."""
    sizes = np.repeat([6, 4, 3, 2, 1], [20, 20, 20, 40, 100])
    groups = np.repeat(np.arange(sizes.size), sizes)
    # Every fifth of the largest crashes has the deaths: dealing crashes out by size alone
    # puts them all into one fold.
    with_deaths = np.arange(0, 60, N_FOLDS)
    y = (np.isin(groups, with_deaths) & (np.arange(groups.size) % 2 == 0)).astype(int)
    names = rng.permutation(sizes.size) if rng is not None else np.arange(sizes.size)
    return y, names[groups]


def check(answer):
    for rng in (None, answer.rng, answer.rng):
        y, groups = crashes(rng)
        order = np.arange(y.size) if rng is None else rng.permutation(y.size)
        y, groups = y[order], groups[order]
        folds = folds_of(answer(y, groups))
        expect(not answer.mutated, "Your function changes the arrays it was given; copy first.")
        check_sides(folds, y.size)
        check_spread(folds, y, groups)


def folds_of(folds):
    """Return the folds as pairs of arrays of positions, however the answer holds them."""
    expect(
        type(folds) in (list, tuple)
        and len(folds) == N_FOLDS
        and all(type(pair) in (list, tuple) and len(pair) == 2 for pair in folds)
        and all(are_positions(side) for pair in folds for side in pair),
        "Return a list of five pairs `(train, test)`, each side an array of row positions.",
    )
    return [tuple(np.asarray(side) for side in pair) for pair in folds]


def are_positions(side):
    if isinstance(side, np.ndarray):
        return side.ndim == 1 and side.size > 0 and side.dtype.kind in "iu"
    return type(side) in (list, tuple) and side and all(type(row) is int for row in side)


def check_sides(folds, n_rows):
    everything = np.arange(n_rows)
    trained, tested = (np.sort(np.concatenate(sides)) for sides in zip(*folds, strict=True))
    expect(
        not np.array_equal(trained, everything) or np.array_equal(tested, everything),
        "Each row is trained on once and tested four times. Is the training side first in every "
        "pair?",
    )
    expect(
        np.array_equal(tested, everything),
        f"Each of the {n_rows} rows must be tested once; your folds test "
        f"{np.unique(tested).size} different rows, {tested.size} in all.",
    )
    for train, test in folds:
        expect(
            np.array_equal(np.sort(np.concatenate([train, test])), everything),
            "In each fold, the rows that are not tested are the training rows, each once.",
        )


def check_spread(folds, y, groups):
    cut = sum(np.intersect1d(groups[train], groups[test]).size for train, test in folds)
    expect(
        cut == 0,
        f"Your folds cut crashes in two {cut} times: people of the same crash stand on both "
        "sides. Who is kept together by your splitter?",
    )
    deaths = [int(y[test].sum()) for _, test in folds]
    expect(
        min(deaths) >= 0.5 * y.sum() / N_FOLDS,
        f"Crashes are whole, but the folds test {deaths} deaths; about {y.sum() // N_FOLDS} each "
        "would be even, and a fold without deaths has no ROC AUC. What can be stratified as well?",
    )
    sizes = [test.size for _, test in folds]
    expect(
        min(sizes) >= 0.5 * y.size / N_FOLDS,
        f"The folds test {sizes} rows; they should be of about equal size.",
    )


def keeps_rows_apart_not_crashes(y, groups):
    return list(StratifiedKFold(n_splits=5, shuffle=True, random_state=0).split(y, y))


def forgets_the_deaths(y, groups):
    return list(GroupKFold(n_splits=5).split(y, y, groups))


def puts_the_test_side_first(y, groups):
    splitter = StratifiedGroupKFold(n_splits=5, shuffle=True, random_state=0)
    return [(test, train) for train, test in splitter.split(y, y, groups)]


EXERCISE = Exercise(
    solution=crash_folds,
    check=check,
    points=2,
    hints=[
        "Two wishes at once: whole crashes, and deaths in every fold. scikit-learn's "
        "`model_selection` has a splitter whose name says both.",
        "`StratifiedGroupKFold(n_splits=5, shuffle=True, random_state=0)`; its `split` takes "
        "`X`, `y` and `groups`, and anything as long as `y` will do for `X`.",
        "`split` gives its pairs one by one; `list(splitter.split(y, y, groups))` collects them.",
    ],
    mistakes={
        keeps_rows_apart_not_crashes: "cut crashes in two",
        forgets_the_deaths: "What can be stratified as well",
        puts_the_test_side_first: "Is the training side first",
    },
    right="Whole crashes on either side, deaths in every fold. Give such folds to "
    "`cross_validate` as `cv=`, or pass the splitter itself and `groups=`. Ask of every data "
    "set what its rows share: patient, customer, machine, day.",
    minutes=8,
)
