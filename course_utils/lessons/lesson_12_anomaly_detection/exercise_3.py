"""Exercise 12.3: average the scores of unlike detectors."""

import numpy as np
import pandas as pd

from course_utils.exercises import Exercise, expect

N_TRAIN, N_NEW = 300, 40


def averaged_scores(train_scores, new_scores):
    """Return one score for each new row: the average of detectors with unlike scales.

    Each column holds the scores of one detector. Before they are averaged, each is brought to
    mean 0 and standard deviation 1 **on the training rows**, so that the score of a new row does
    not depend on which other new rows came with it. A detector that gives the same score to all
    training rows knows nothing: it counts as 0 for every row.

    Parameters: `train_scores`, an array with a row per training row and a column per detector;
    `new_scores`, the same for new rows. Returns: an array with one score per new row.
    """
    mean, spread = train_scores.mean(axis=0), train_scores.std(axis=0)
    known = spread > 0
    standard = np.where(known, (new_scores - mean) / np.where(known, spread, 1), 0)
    return standard.mean(axis=1)


def check(answer):
    for n_detectors in (2, 4):
        scale = 10.0 ** answer.rng.permutation(np.arange(n_detectors) * 2)
        train = answer.rng.gamma(1.0, size=(N_TRAIN, n_detectors)) * scale - 3 * scale
        new = answer.rng.gamma(2.0, size=(N_NEW, n_detectors)) * scale - 3 * scale
        compare(answer, train, new)
    constant = train.copy()
    constant[:, 0] = 7.0
    check_constant(answer, constant, new)


def compare(answer, train, new):
    """Meet each known slip with its reason, on one pair of tables."""
    seen = scores_of(answer(train, new), len(new))
    expect(not answer.mutated, "Your function changes the arrays it was given; copy first.")
    right = averaged_scores(train, new)
    expect(
        not near(seen, new.mean(axis=1)),
        f"The detectors' scores spread by {told(train.std(axis=0))}; their plain average follows "
        "the widest and forgets the others. Bring them to one scale first.",
    )
    alone = scores_of(answer(train, new[:1]), 1)
    expect(
        bool(np.allclose(alone[0], seen[0], rtol=1e-6, atol=1e-9)),
        f"The first new row scores {seen[0]:.3f} in a batch of {len(new)} and {alone[0]:.3f} when "
        "it comes alone. A score must not depend on the company: which rows set mean and spread?",
    )
    expect(
        not near(seen, right * new.shape[1]) or new.shape[1] == 1,
        "Your score is the sum of the standardised scores. An average is asked for.",
    )
    expect(
        near(seen, right),
        f"Your first new row scores {seen[0]:.3f}; its standardised scores are "
        f"{told((new[0] - train.mean(axis=0)) / train.std(axis=0))}, and their average is asked "
        "for. (`std` of numpy, which divides by n.)",
    )


def check_constant(answer, train, new):
    with np.errstate(divide="ignore", invalid="ignore"):
        seen = answer(train, new)
    expect(
        not isinstance(seen, np.ndarray | pd.Series) or bool(np.isfinite(np.asarray(seen)).all()),
        "One detector gave 7.0 to all training rows, and your scores are no finite numbers: its "
        "standard deviation is 0. What should such a detector count?",
    )
    expect(
        near(scores_of(seen, len(new)), averaged_scores(train, new)),
        "One detector gave 7.0 to all training rows. It should count as 0 for every new row, and "
        "still be one of the detectors that the average is taken over.",
    )


def near(seen, right):
    return bool(np.allclose(seen, right, rtol=1e-5, atol=1e-7))


def told(values):
    return ", ".join(f"{value:.3g}" for value in values)


def scores_of(scores, n):
    """Return the scores as an array of numbers, however the answer holds them."""
    if isinstance(scores, pd.Series):
        scores = scores.to_numpy()
    if type(scores) in (list, tuple) and all(isinstance(one, float | int) for one in scores):
        scores = np.array(scores, dtype=float)
    expect(
        isinstance(scores, np.ndarray) and scores.shape == (n,) and scores.dtype.kind in "fiu",
        f"Return an array with one score for each of the {n} new rows.",
    )
    expect(
        bool(np.isfinite(scores).all()),
        f"Asked for {n} new rows, some of your scores are not finite numbers. Which division goes "
        "wrong?",
    )
    return scores.astype(float)


def averages_as_they_are(train_scores, new_scores):
    return new_scores.mean(axis=1)


def standardises_on_the_new_rows(train_scores, new_scores):
    spread = new_scores.std(axis=0)
    return ((new_scores - new_scores.mean(axis=0)) / np.where(spread > 0, spread, 1)).mean(axis=1)


def divides_by_zero(train_scores, new_scores):
    with np.errstate(divide="ignore", invalid="ignore"):
        standard = (new_scores - train_scores.mean(axis=0)) / train_scores.std(axis=0)
        return standard.mean(axis=1)


def adds_up(train_scores, new_scores):
    spread = train_scores.std(axis=0)
    standard = (new_scores - train_scores.mean(axis=0)) / np.where(spread > 0, spread, 1)
    return standard.sum(axis=1)


EXERCISE = Exercise(
    solution=averaged_scores,
    check=check,
    starter=averages_as_they_are,
    points=2,
    hints=[
        "The cell runs. Give it two detectors, one with scores near 0.1 and one with scores near "
        "1,000: which of the two does the average follow?",
        "Per column: subtract the mean of the training scores and divide by their standard "
        "deviation (`axis=0`). Then average per row (`axis=1`). What if that deviation is 0?",
        "`spread = train_scores.std(axis=0)`; `np.where(spread > 0, (new_scores - mean) / "
        "np.where(spread > 0, spread, 1), 0)`; then the mean over the columns.",
    ],
    mistakes={
        averages_as_they_are: "follows the widest",
        standardises_on_the_new_rows: "which rows set mean and spread",
        divides_by_zero: "no finite numbers",
        adds_up: "An average is asked for",
    },
    right="A line of `scipy.stats.zscore` or of PyOD's `standardizer` on the new rows looks the "
    "same and is not: a row that comes alone would always score 0. Ranks among the training rows "
    "are the other good way; they do not let one wild score shout down the rest.",
    minutes=8,
)
