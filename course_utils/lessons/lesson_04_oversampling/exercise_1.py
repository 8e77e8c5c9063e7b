"""Exercise 4.1: make synthetic points by SMOTE's rule."""

import numpy as np
from scipy.stats import chi2, kstest
from sklearn.metrics import pairwise_distances
from sklearn.neighbors import NearestNeighbors

from course_utils.exercises import Exercise, expect

N_ROWS, N_COLUMNS, N_POINTS, K = 24, 4, 600, 4
CLOSE = 1e-6
LUCK = 1e-6  # a right answer fails by bad luck once in a million


def synthetic_points(minority, n_points, k, rng):
    """Return new points made by SMOTE's rule from the rows of the minority class.

    For each point draw three things: a row, each equally likely; one of that row's `k` nearest
    *other* rows by Euclidean distance, each equally likely; and one number, the gap, from 0 to
    1, all values equally likely. The point lies on the straight line from the row to the
    neighbour, at this fraction of the way.

    Parameters: `minority`, an array of shape (n, p) that holds minority rows only, no two of
    them equal; `n_points`; `k`; and `rng`, a seed or a generator, of which
    `np.random.default_rng(rng)` makes a generator. Returns: an array of shape (n_points, p),
    the new points only.
    """
    generator = np.random.default_rng(rng)
    distances = pairwise_distances(minority)
    np.fill_diagonal(distances, np.inf)
    nearest = np.argsort(distances, axis=1)[:, :k]
    rows = generator.integers(len(minority), size=n_points)
    others = nearest[rows, generator.integers(k, size=n_points)]
    gaps = generator.uniform(size=(n_points, 1))
    return minority[rows] + gaps * (minority[others] - minority[rows])


def check(answer):
    minority = answer.rng.normal(size=(N_ROWS, N_COLUMNS)) * [1.0, 2.0, 0.5, 1.0] + 3
    points = points_of(answer(minority, N_POINTS, K, 1), N_POINTS)
    expect(not answer.mutated, "Your function changes the rows it was given; copy first.")
    check_lines(points, minority)
    check_draws(points, minority)
    again = points_of(answer(minority, N_POINTS, K, 1), N_POINTS)
    expect(
        np.array_equal(points, again),
        "The same `rng` twice gives different points. Draw from "
        "`np.random.default_rng(rng)` only.",
    )
    other = points_of(answer(minority, N_POINTS, K, 2), N_POINTS)
    expect(
        not np.array_equal(points, other),
        "Another `rng` gives the very same points. Where does your chance come from?",
    )
    single = points_of(answer(minority, 1, 1, 3), 1)
    check_lines(single, minority, k=1)


def points_of(result, n_points):
    """Return the points as an array of numbers, however the answer holds them."""
    if type(result) in (list, tuple):
        lengths = {len(row) if isinstance(row, list | np.ndarray) else -1 for row in result}
        result = np.array(result) if lengths == {N_COLUMNS} else None
    expect(
        isinstance(result, np.ndarray) and result.dtype.kind == "f",
        f"Asked for {n_points} points with {N_COLUMNS} columns, return an array of numbers of "
        f"shape ({n_points}, {N_COLUMNS}).",
    )
    expect(
        result.shape == (n_points, N_COLUMNS),
        f"Asked for {n_points} points with {N_COLUMNS} columns, return an array of shape "
        f"({n_points}, {N_COLUMNS}), the new points only. Yours has the shape {result.shape}.",
    )
    expect(bool(np.isfinite(result).all()), "Some of your points hold values that are not finite.")
    return result


def on_lines(points, minority):
    """Return, for each point and ordered pair of rows, whether it is on their line, and where.

    The place is 0 at the first row of the pair and 1 at the second.
    """
    steps = minority[None, :, :] - minority[:, None, :]
    lengths = (steps**2).sum(axis=2) + np.eye(len(minority))
    away = points[:, None, :] - minority[None, :, :]
    places = np.einsum("prc,roc->pro", away, steps) / lengths
    off = away[:, :, None, :] - places[..., None] * steps[None]
    on_line = np.sqrt((off**2).sum(axis=3)) < CLOSE
    on_line[:, np.arange(len(minority)), np.arange(len(minority))] = False
    return on_line, places


def neighbours(minority, k):
    """Tell, for each ordered pair of rows, whether the second is a near neighbour of the first."""
    order = NearestNeighbors(n_neighbors=k).fit(minority).kneighbors(return_distance=False)
    near = np.zeros((len(minority), len(minority)), dtype=bool)
    near[np.arange(len(minority))[:, None], order] = True
    return near


def copies_in(points, minority):
    return pairwise_distances(points, minority).min(axis=1) < CLOSE


def check_lines(points, minority, k=K):
    copied = copies_in(points, minority)
    expect(
        copied.mean() < 0.02,
        f"{copied.mean():.0%} of your points are copies of a row. Whom does a row find when it "
        "asks for the nearest row, and is it an *other* one?",
    )
    new = points[~copied]
    outside = ((new < minority.min(axis=0)) | (new > minority.max(axis=0))).any(axis=1)
    on_line, places = on_lines(new, minority)
    missed = ~on_line.any(axis=(1, 2))
    expect(
        not (missed.any() and outside.mean() > 0.5),
        f"{outside.mean():.0%} of your points lie outside the range of the minority rows. Put the "
        "gap 1 into your formula: does it give the neighbour?",
    )
    expect(
        not missed.any(),
        f"{missed.mean():.0%} of your points lie on no straight line between two minority rows. "
        "How many gaps does one point draw, and does it start at the row itself?",
    )
    between = on_line & (places > -CLOSE) & (places < 1 + CLOSE)
    beyond = ~between.any(axis=(1, 2))
    expect(
        not beyond.any(),
        f"{beyond.mean():.0%} of your points lie on the line of two rows, but not between them. "
        "From where to where does the step go?",
    )
    far = ~(between & neighbours(minority, k)).any(axis=(1, 2))
    expect(
        not far.any(),
        f"{far.mean():.0%} of your points join a row with one that is not among its {k} nearest "
        "other rows.",
    )


def check_draws(points, minority):
    on_line, places = on_lines(points, minority)
    near = on_line & neighbours(minority, K)
    started = near.any(axis=(0, 2)).sum()
    expect(
        started == N_ROWS,
        f"In {N_POINTS} points only {started} of {N_ROWS} rows were built on. Draw the row anew, "
        "from all of them, for each point.",
    )
    used = near.any(axis=0).sum()
    expect(
        used > 0.7 * N_ROWS * K,
        f"Of {N_ROWS * K} pairs of a row and a near neighbour only {used} were used. Draw the "
        f"neighbour among all {K}.",
    )
    # Where two rows are near neighbours of each other, nobody can tell which one was drawn first.
    known = neighbours(minority, K) & ~neighbours(minority, K).T
    counts, expected = (near & known).sum(axis=0)[known], N_POINTS / (N_ROWS * K)
    expect(
        chi2.sf(((counts - expected) ** 2).sum() / expected, len(counts)) > LUCK,
        "Some pairs of a row and a neighbour are used far more often than others. Draw both so "
        "that each is equally likely.",
    )
    expect(
        kstest(places[near & known], "uniform").pvalue > LUCK,
        "Your gaps are not spread evenly from 0 to 1: some parts of the lines stay empty, or get "
        "too many points. Draw each gap anew.",
    )


def draws_a_gap_for_each_column(minority, n_points, k, rng):
    generator = np.random.default_rng(rng)
    distances = pairwise_distances(minority)
    np.fill_diagonal(distances, np.inf)
    nearest = np.argsort(distances, axis=1)[:, :k]
    rows = generator.integers(len(minority), size=n_points)
    others = nearest[rows, generator.integers(k, size=n_points)]
    gaps = generator.uniform(size=(n_points, minority.shape[1]))
    return minority[rows] + gaps * (minority[others] - minority[rows])


def takes_a_row_for_its_own_neighbour(minority, n_points, k, rng):
    generator = np.random.default_rng(rng)
    nearest = np.argsort(pairwise_distances(minority), axis=1)[:, :k]
    rows = generator.integers(len(minority), size=n_points)
    others = nearest[rows, generator.integers(k, size=n_points)]
    gaps = generator.uniform(size=(n_points, 1))
    return minority[rows] + gaps * (minority[others] - minority[rows])


def joins_any_two_rows(minority, n_points, k, rng):
    generator = np.random.default_rng(rng)
    pairs = [generator.choice(len(minority), size=2, replace=False) for _ in range(n_points)]
    first, second = minority[np.array(pairs)].swapaxes(0, 1)
    return first + generator.uniform(size=(n_points, 1)) * (second - first)


def steps_away_from_the_neighbour(minority, n_points, k, rng):
    generator = np.random.default_rng(rng)
    distances = pairwise_distances(minority)
    np.fill_diagonal(distances, np.inf)
    nearest = np.argsort(distances, axis=1)[:, :k]
    rows = generator.integers(len(minority), size=n_points)
    others = nearest[rows, generator.integers(k, size=n_points)]
    gaps = generator.uniform(size=(n_points, 1))
    return minority[rows] + gaps * (minority[rows] - minority[others])


def goes_half_the_way_at_most(minority, n_points, k, rng):
    generator = np.random.default_rng(rng)
    distances = pairwise_distances(minority)
    np.fill_diagonal(distances, np.inf)
    nearest = np.argsort(distances, axis=1)[:, :k]
    rows = generator.integers(len(minority), size=n_points)
    others = nearest[rows, generator.integers(k, size=n_points)]
    gaps = generator.uniform(0, 0.5, size=(n_points, 1))
    return minority[rows] + gaps * (minority[others] - minority[rows])


EXERCISE = Exercise(
    solution=synthetic_points,
    check=check,
    points=3,
    hints=[
        "Begin with one point: a row `a`, a neighbour `b`, a gap `g`. Which formula gives `a` "
        "for g = 0 and `b` for g = 1?",
        "`pairwise_distances(minority)` from scikit-learn gives all distances; a row's distance "
        "to itself is 0, so it would be its own nearest row. `np.argsort(distances, axis=1)` "
        "sorts each row's neighbours, nearest first.",
        "`generator = np.random.default_rng(rng)`. Call the table of neighbours `nearest`: its "
        "columns `1` to `k` of `np.argsort(...)`, since column 0 is the row itself. In a loop, "
        "draw a row `i`, then one of `nearest[i]`, then one gap. Without a loop, draw "
        "all at once, with gaps of shape `(n_points, 1)`: one gap serves all columns of a point.",
    ],
    mistakes={
        draws_a_gap_for_each_column: "no straight line",
        takes_a_row_for_its_own_neighbour: "copies of a row",
        joins_any_two_rows: "not among its 4 nearest",
        steps_away_from_the_neighbour: "not between them",
        goes_half_the_way_at_most: "not spread evenly",
    },
    right="That is all of SMOTE: the rest of its code counts how many points are needed. Each "
    "point lies between two rows that you had, and no row of the majority was asked whether it "
    "lives there.",
    minutes=10,
)
