"""Exercise 5.3: undo random under-sampling, and refuse to undo anything else."""

import numpy as np
import pandas as pd

from course_utils.exercises import Exercise, expect

RANDOM = "RandomUnderSampler"


def undo_undersampling(p, y, y_kept, sampler):
    """Return the probabilities as they would be had no negative been dropped.

    Parameters: `p`, an array of probabilities of class 1 that a model gives to new rows (from 0
    to 1, both may occur); the model was trained on the rows that a sampler kept. `y` and
    `y_kept`, the labels (0 or 1) of the training rows before and after: all positives were
    kept, of the negatives a part; both are arrays. `sampler`, the name of the sampler's class as
    text, such as `"RandomUnderSampler"`.

    Returns: an array as long as `p`. Raises: a `ValueError` whose text names the sampler, for
    every sampler that does not drop by chance alone, also for one that you do not know.
    """
    if sampler != "RandomUnderSampler":
        raise ValueError(f"{sampler} does not drop rows at random: no correction is known.")
    beta = np.sum(np.asarray(y_kept) == 0) / np.sum(np.asarray(y) == 0)
    p = np.asarray(p, dtype=float)
    return beta * p / (beta * p + (1 - p))


def check(answer):
    for n_negatives, n_kept, n_positives in ((900, 100, 100), (950, 285, 50), (600, 600, 80)):
        y = answer.rng.permutation(np.repeat([0, 1], [n_negatives, n_positives]))
        y_kept = np.repeat([0, 1], [n_kept, n_positives])
        p = answer.rng.uniform(0.05, 0.95, size=40)
        seen = probabilities(answer(p, y, y_kept, RANDOM), p.size)
        expect(not answer.mutated, "Your function changes the arrays it was given; copy first.")
        check_values(seen, p, y, y_kept)
    ends = np.array([0.0, 1.0, 0.5])
    seen = probabilities(answer(ends, y, np.repeat([0, 1], [60, 80]), RANDOM), 3)
    expect(
        abs(seen[0]) < 1e-9 and abs(seen[1] - 1) < 1e-9,
        f"A probability of 0 becomes {seen[0]:.3f} and one of 1 becomes {seen[1]:.3f}. Who is "
        "certain stays certain, whatever was dropped.",
    )
    check_guard(answer, y)


def check_values(seen, p, y, y_kept):
    """Compare with the right probabilities, and name the known ways to miss them."""
    n_negatives, n_kept, n_positives = (y == 0).sum(), (y_kept == 0).sum(), y.sum()
    beta = n_kept / n_negatives
    right = corrected(p, beta)
    expect(bool(np.isfinite(seen).all()), "Some of your probabilities are not finite numbers.")
    said = f"{n_kept} of {n_negatives} negatives were kept; for {p[0]:.3f} you return"
    known = {
        "You multiply the probability. Dropping negatives changes the odds, p : (1 - p).": p
        * beta,
        "It went the wrong way: negatives are missing in training, so the model's "
        "probabilities are too high.": corrected(p, 1 / beta),
        "You took the share of all rows that were kept. Which rows were dropped?": corrected(
            p, len(y_kept) / len(y)
        ),
        "These are odds, not a probability: odds of a : b are a probability of a / (a + b).": (
            beta * p / (1 - p)
        ),
        "You took the share of positives. What counts is how many of the negatives are left.": (
            corrected(p, n_positives / len(y))
        ),
    }
    for feedback, wrong in known.items():
        if not np.allclose(wrong, right, atol=1e-3):
            expect(not np.allclose(seen, wrong, atol=1e-6), f"{said} {seen[0]:.3f}. {feedback}")
    expect(
        np.allclose(seen, right, atol=1e-6),
        f"{said} {seen[0]:.3f}, which is not right. Take {1000 * p[0]:.0f} positives and "
        f"{1000 - 1000 * p[0]:.0f} negatives that were kept: how many negatives were there "
        "before?",
    )


def check_guard(answer, y):
    y_kept = np.repeat([0, 1], [y.sum(), y.sum()])
    p = answer.rng.uniform(0.05, 0.95, size=5)
    # Whatever is not random is refused: also samplers that this lesson does not name.
    made_up = f"Sampler{answer.rng.integers(100, 1000)}"
    for sampler in ("NearMiss", "TomekLinks", "ClusterCentroids", made_up):
        crash = answer.error(p, y, y_kept, sampler)
        expect(
            crash is not None,
            f"For {sampler} your function ends without an error. Does it drop negatives by chance "
            "alone? If you cannot say yes, `raise` a ValueError; do not return it. And do not "
            "list the samplers that you refuse: name the one that you accept.",
        )
        expect(
            crash.type == "ValueError",
            f"For {sampler} your function ends with a {crash.type}. Raise a `ValueError` instead.",
        )
        expect(
            sampler in crash.text,
            f"Your `ValueError` does not name the sampler, {sampler}: its reader wants to know "
            "what to change.",
        )


def corrected(p, beta):
    return beta * p / (beta * p + (1 - p))


def probabilities(seen, n_rows):
    """Return the answer's probabilities as an array, however it holds them."""
    if isinstance(seen, pd.Series):
        seen = seen.to_numpy()
    if type(seen) in (list, tuple) and all(type(value) in (int, float) for value in seen):
        seen = np.array(seen, dtype=float)
    expect(
        isinstance(seen, np.ndarray) and seen.shape == (n_rows,) and seen.dtype.kind in "fiu",
        f"Return one probability for each of the {n_rows} values of `p`, as an array.",
    )
    return seen.astype(float)


def multiplies_the_probability(p, y, y_kept, sampler):
    if sampler != RANDOM:
        raise ValueError(sampler)
    return p * (y_kept == 0).sum() / (y == 0).sum()


def goes_the_wrong_way(p, y, y_kept, sampler):
    if sampler != RANDOM:
        raise ValueError(sampler)
    return corrected(p, (y == 0).sum() / (y_kept == 0).sum())


def takes_all_rows(p, y, y_kept, sampler):
    if sampler != RANDOM:
        raise ValueError(sampler)
    return corrected(p, len(y_kept) / len(y))


def stops_at_the_odds(p, y, y_kept, sampler):
    if sampler != RANDOM:
        raise ValueError(sampler)
    return (y_kept == 0).sum() / (y == 0).sum() * p / (1 - p)


def takes_the_prevalence(p, y, y_kept, sampler):
    if sampler != RANDOM:
        raise ValueError(sampler)
    return corrected(p, y.mean())


def divides_by_zero(p, y, y_kept, sampler):
    if sampler != RANDOM:
        raise ValueError(sampler)
    with np.errstate(all="ignore"):
        odds = (y_kept == 0).sum() / (y == 0).sum() * p / (1 - p)
        return odds / (1 + odds)


def lists_those_it_knows(p, y, y_kept, sampler):
    if sampler in ("NearMiss", "TomekLinks", "EditedNearestNeighbours", "ClusterCentroids"):
        raise ValueError(f"{sampler} does not drop by chance.")
    return corrected(p, (y_kept == 0).sum() / (y == 0).sum())


def has_no_guard(p, y, y_kept, sampler):
    return corrected(p, (y_kept == 0).sum() / (y == 0).sum())


def knows_only_near_miss(p, y, y_kept, sampler):
    if sampler == "NearMiss":
        raise ValueError(f"{sampler} chooses rows by distance.")
    return corrected(p, (y_kept == 0).sum() / (y == 0).sum())


EXERCISE = Exercise(
    solution=undo_undersampling,
    check=check,
    points=3,
    hints=[
        "Count: of rows that look alike, the model saw a positives and b negatives and says "
        "a / (a + b). If a share β of the negatives was kept, how many negatives were there?",
        "There were b / β, so the true probability is a / (a + b / β). Put p for a and 1 - p for "
        "b. β is a share of the negatives: `(y_kept == 0).sum() / (y == 0).sum()`.",
        '`beta * p / (beta * p + (1 - p))`. Before it: `if sampler != "RandomUnderSampler": raise '
        "ValueError(...)` with the sampler's name in the text.",
    ],
    mistakes={
        multiplies_the_probability: "changes the odds",
        goes_the_wrong_way: "went the wrong way",
        takes_all_rows: "Which rows were dropped",
        stops_at_the_odds: "These are odds",
        takes_the_prevalence: "share of positives",
        divides_by_zero: "stays certain",
        has_no_guard: "For NearMiss your function ends without an error",
        knows_only_near_miss: "For TomekLinks your function ends without an error",
        lists_those_it_knows: "name the one that you accept",
    },
    right="Negatives that were dropped by chance can be put back by counting: the order of the "
    "rows stays, and the probabilities fit again as far as the model fitted (look at the "
    "calibration curve). And the function says when it does not apply, instead of returning a "
    "number that looks like a probability.",
    minutes=10,
)
