"""Exercise 2.1: mend an experiment on the ratio."""

import numpy as np
import pandas as pd

from course_utils.exercises import Exercise, expect

N_POSITIVES, N_NEGATIVES = 600, 5_400


def rows_at_share(y, share, rng):
    """Return the rows of a table in which `share` of the rows are positive.

    Between two shares only the ratio may differ. No positive of `y` is left out; of the
    negatives as many are drawn as make the share, to the nearest whole number: at random, none
    of them twice.

    Parameters: `y`, an array of 0 and 1; `share`, at least the share of positives in `y` and
    below 1; and `rng`, a seed or a generator, of which `np.random.default_rng(rng)` makes a
    generator. Returns: an array of row positions, in any order.
    """
    generator = np.random.default_rng(rng)
    positives, negatives = np.flatnonzero(y == 1), np.flatnonzero(y == 0)
    n_negatives = round(positives.size * (1 - share) / share)
    return np.r_[positives, generator.choice(negatives, n_negatives, replace=False)]


def check(answer):
    y = answer.rng.permutation(np.repeat([1, 0], [N_POSITIVES, N_NEGATIVES]))
    for share in (0.1, 0.5, 0.2):
        check_one(positions(answer(y, share, 1), y), y, share)
        expect(not answer.mutated, "Your function changes the `y` it was given; copy first.")
    first, again, other = (np.sort(positions(answer(y, 0.5, seed), y)) for seed in (1, 1, 2))
    expect(
        np.array_equal(first, again),
        "The same `rng` twice gives two different tables. Draw from `np.random.default_rng(rng)` "
        "only.",
    )
    expect(
        not np.array_equal(first, other),
        "Another `rng` gives the very same rows. The negatives must be drawn at random: a file "
        "may be sorted by date, or by severity.",
    )
    shorter = y[: 2 * N_POSITIVES]
    check_one(positions(answer(shorter, 0.25, 3), shorter), shorter, 0.25)


def positions(rows, y):
    """Return the answer's row positions as an array, however it holds them."""
    if isinstance(rows, list | tuple) and all(isinstance(row, int | np.integer) for row in rows):
        rows = np.array(rows)
    rows = rows.to_numpy() if isinstance(rows, pd.Index | pd.Series) else rows
    expect(
        isinstance(rows, np.ndarray) and rows.ndim == 1 and rows.size > 0,
        "Return one array of row positions, such as `np.array([4, 0, 7])`.",
    )
    if rows.dtype.kind == "b" and rows.size == y.size:
        return np.flatnonzero(rows)  # a mask says the same
    expect(
        rows.dtype.kind in "iu",
        "Row positions are whole numbers; yours are of another type.",
    )
    expect(
        rows.size <= 2 or not set(rows.tolist()) <= {0, 1},
        "These look like labels, 0 and 1. Return the positions of the rows, not what is in them.",
    )
    expect(
        rows.min() >= 0 and rows.max() < y.size,
        f"Your positions go from {rows.min()} to {rows.max()}; `y` has rows 0 to {y.size - 1}.",
    )
    return rows


def check_one(rows, y, share):
    expect(
        np.unique(rows).size == rows.size,
        f"At the share {share:g} some rows are taken more than once. A copy is no new row.",
    )
    n_positives, all_of_them = int(y[rows].sum()), int(y.sum())
    expect(
        n_positives == all_of_them,
        f"At the share {share:g} your table holds {n_positives} positives, and `y` has "
        f"{all_of_them}. When the share changes, what else changes with it?",
    )
    n_negatives, wanted = rows.size - n_positives, round(all_of_them * (1 - share) / share)
    expect(
        abs(n_negatives - wanted) <= 1,
        f"For the share {share:g} you take {n_negatives} negatives; of your {rows.size} rows "
        f"{n_positives / rows.size:.3f} are positive.",
    )


def keeps_the_number_of_rows(y, share, rng):
    generator = np.random.default_rng(rng)
    positives, negatives = np.flatnonzero(y == 1), np.flatnonzero(y == 0)
    n = round(share * 1_000)
    some = generator.choice(positives, n, replace=False)
    return np.r_[some, generator.choice(negatives, 1_000 - n, replace=False)]


def counts_the_positives_twice(y, share, rng):
    generator = np.random.default_rng(rng)
    positives, negatives = np.flatnonzero(y == 1), np.flatnonzero(y == 0)
    n_negatives = min(round(positives.size / share), negatives.size)
    return np.r_[positives, generator.choice(negatives, n_negatives, replace=False)]


def takes_the_first_negatives(y, share, rng):
    positives, negatives = np.flatnonzero(y == 1), np.flatnonzero(y == 0)
    return np.r_[positives, negatives[: round(positives.size * (1 - share) / share)]]


def draws_some_twice(y, share, rng):
    generator = np.random.default_rng(rng)
    positives, negatives = np.flatnonzero(y == 1), np.flatnonzero(y == 0)
    return np.r_[
        positives, generator.choice(negatives, round(positives.size * (1 - share) / share))
    ]


def returns_the_labels(y, share, rng):
    return y[rows_at_share(y, share, rng)]


def draws_from_elsewhere(y, share, rng):
    return rows_at_share(y, share, None)


EXERCISE = Exercise(
    solution=rows_at_share,
    check=check,
    starter=keeps_the_number_of_rows,
    points=3,
    hints=[
        "Run the function for two shares and count the positives in what it returns. An "
        "experiment on the ratio must leave them as they are.",
        "Take all positives. If they are to be the share *s* of the table, the negatives are the "
        "share 1 − *s*: how many are there to each positive?",
        "`n_negatives = round(positives.size * (1 - share) / share)`; then one "
        "`generator.choice(..., replace=False)`, of the negatives only.",
    ],
    mistakes={
        keeps_the_number_of_rows: "what else changes with it",
        counts_the_positives_twice: "of your",
        takes_the_first_negatives: "the very same rows",
        draws_some_twice: "more than once",
        returns_the_labels: "look like labels",
        draws_from_elsewhere: "two different tables",
    },
    right="See it at work: `[died[rows_at_share(died, share, 0)].sum() for share in (0.5, 0.1, "
    "0.05)]` is the same number of deaths three times. Now a difference between two shares is a "
    "difference of the ratio (and of the number of negatives: with the positives held, the two "
    "are one dial). The figure after exercise 2.2 draws its rows in this way. Will the "
    "colleague's fall still be there? Guess before you scroll.",
    minutes=8,
)
