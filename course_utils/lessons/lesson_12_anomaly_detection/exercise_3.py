"""Exercise 12.3: average the scores of unlike detectors."""

import numpy as np
import pandas as pd

from course_utils.exercises import Exercise, expect

N_TRAIN, N_NEW = 300, 40


def averaged_scores(train_scores, new_scores):
    """Return one score for each new row: the average of detectors that count in unlike units.

    - Units do not count: if one detector's scores were all multiplied by 1,000, or all raised by
      5, nothing would change.
    - Company does not count: a row scores the same whether it comes alone or with others.
    - A detector that gives the same score to all training rows knows nothing. It counts as 0 for
      every new row, and is still one of those that the average is taken over.

    Parameters: `train_scores`, an array with a row per training row and a column per detector;
    `new_scores`, the same for new rows, high is unusual. Returns: an array with one score per new
    row.
    """
    mean, spread = train_scores.mean(axis=0), train_scores.std(axis=0)
    known = np.ptp(train_scores, axis=0) > 0
    standard = np.where(known, (new_scores - mean) / np.where(known, spread, 1), 0)
    return standard.mean(axis=1)


def check(answer):
    for n_detectors in (2, 4):
        values = answer.rng.gamma(1.0, size=N_TRAIN) - 3
        scale = 10.0 ** answer.rng.permutation(np.arange(n_detectors) * 2)
        train = np.column_stack([answer.rng.permutation(values) for _ in scale]) * scale
        new = (answer.rng.gamma(2.0, size=(N_NEW, n_detectors)) - 3) * scale
        check_company(answer, train, new)
        check_average(answer, train, new)
        check_units(answer, train, scale, np.quantile(values, [0.3, 0.95]))
        check_units(answer, train, scale, np.quantile(values, [0.01, 0.4]))
        check_rise(answer, train, new)
    for constant in (7.0, 0.1):
        check_constant(answer, train, new, constant)


def check_company(answer, train, new):
    """The same row, in a batch and alone."""
    with np.errstate(divide="ignore", invalid="ignore"):
        seen, alone = numbers_of(answer(train, new), N_NEW), answer(train, new[:1])
    expect(not answer.mutated, "Your function changes the arrays it was given; copy first.")
    alone = numbers_of(alone, 1)
    expect(
        bool(np.isclose(alone[0], seen[0], rtol=1e-6, atol=1e-9)),
        f"The first new row scores {seen[0]:.3f} in a batch of {N_NEW} and {alone[0]:.3f} when it "
        "comes alone. A score must not depend on the company: which rows set the scale?",
    )
    finite(seen)


def check_units(answer, train, scale, values):
    """Rows that one detector alone finds stranger: each detector must move the score as much."""
    usual, strange = values
    rows = usual * scale + np.diag(scale * (strange - usual))
    flat, *rises = numbers_of(answer(train, np.vstack([usual * scale, rows])), len(rows) + 1)
    rises = np.array(rises) - flat
    if np.allclose(rises, rises.mean(), rtol=1e-6, atol=1e-9) and rises.mean() > 1e-9:
        return
    expect(
        bool(np.ptp(rises) > 1e-9 or abs(rises.mean()) > 1e-9),
        "A row that one detector finds strange scores no higher than a usual row. What becomes of "
        "`new_scores` in your function?",
    )
    expect(
        bool((rises > 0).all()),
        "One detector's score goes up and the others stay: your score should go up, and does not "
        f"always ({told(rises)} more). High is unusual in every column; the lowest is most usual.",
    )
    expect(
        False,
        "Rows that one detector alone finds equally strange: the score rises by "
        f"{told(rises)}, detector by detector. They differ in their units only (their scores "
        f"spread by {told(train.std(axis=0))}), so the average follows the widest.",
    )


def check_average(answer, train, new):
    """Each detector asked alone: the average of these is asked for."""
    both = numbers_of(answer(train, new), N_NEW)
    columns = [[j] for j in range(train.shape[1])]
    alone = [numbers_of(answer(train[:, j], new[:, j]), N_NEW) for j in columns]
    each = told([one[0] for one in alone])
    expect(
        not np.allclose(both, np.sum(alone, axis=0), rtol=1e-5, atol=1e-8)
        or np.allclose(both, 0, atol=1e-8),
        f"Asked one by one, the detectors give the first new row {each}; together {both[0]:.3g}, "
        "which is their sum. A sum grows with the number of detectors. An average is asked for.",
    )
    wanted = np.mean(alone, axis=0)
    row = int(np.argmax(np.abs(both - wanted)))
    each = told([one[row] for one in alone])
    expect(
        bool(np.allclose(both, wanted, rtol=1e-5, atol=1e-8)),
        f"Asked one by one, the detectors give new row {row} {each}. Together they give "
        f"{both[row]:.3g}, and the average would be {wanted[row]:.3g}. Has each column a mean and "
        "a spread of its own? How do you join the columns?",
    )


def check_rise(answer, train, new):
    """One detector's scores, all higher by as much."""
    rise = np.append(5 * train[:, 0].std(), np.zeros(train.shape[1] - 1))
    before = numbers_of(answer(train, new), N_NEW)
    after = numbers_of(answer(train + rise, new + rise), N_NEW)
    expect(
        bool(np.allclose(before, after, rtol=1e-6, atol=1e-8)),
        f"One detector's scores were all raised by {rise[0]:.3g}, of training and new rows alike, "
        f"and your first new row scores {after[0]:.3g} instead of {before[0]:.3g}. What do you "
        "subtract?",
    )


def check_constant(answer, train, new, constant):
    """A detector that says one thing to all training rows, and something else to new rows."""
    n_detectors = train.shape[1]
    dull = np.full((len(train), 1), constant)
    odd = np.full((len(new), 1), constant + 1.2)
    base = numbers_of(answer(train, new), N_NEW)
    with np.errstate(divide="ignore", invalid="ignore"):
        seen = numbers_of(answer(np.hstack([train, dull]), np.hstack([new, odd])), N_NEW)
    said = f"One detector gave {constant} to all {N_TRAIN} training rows"
    expect(
        bool(np.isfinite(seen).all()),
        f"{said}, and your scores are no finite numbers: the spread of its scores is 0. What "
        "should such a detector count?",
    )
    should = base * n_detectors / (n_detectors + 1)
    counted = (seen - should) * (n_detectors + 1)
    expect(
        bool(np.allclose(seen, should, rtol=1e-5, atol=1e-7)) or np.abs(counted).max() < 1e6,
        f"{said}, and your first new row scores {seen[0]:.3g}. "
        + (
            "The standard deviation of equal numbers need not be exactly 0: here it is "
            f"{dull.std():.2g}, a rounding error. How else can you see that all are equal?"
            if dull.std() > 0
            else "The spread of its scores is 0, and you divide by a tiny number in its place: "
            f"being 1.2 higher then counts as {counted[0]:.3g}. It should count as 0."
        ),
    )
    expect(
        not np.allclose(seen, base, rtol=1e-5, atol=1e-7),
        f"{said}. You leave it out; it should count as 0 and still be one of the "
        f"{n_detectors + 1} that the average is taken over.",
    )
    expect(
        bool(np.allclose(seen, should, rtol=1e-5, atol=1e-7)),
        f"{said}, and {constant + 1.2:.1f} to the new ones. Yours counts that as "
        f"{counted[0]:.3g} for the first new row; it should count as 0, whatever it says.",
    )


def told(values):
    return ", ".join(f"{value:.3g}" for value in values)


def numbers_of(scores, n):
    """Return the scores as an array of numbers, however the answer holds them."""
    if isinstance(scores, pd.Series):
        scores = scores.to_numpy()
    if type(scores) in (list, tuple) and all(isinstance(one, float | int) for one in scores):
        scores = np.array(scores, dtype=float)
    rows = "the new row" if n == 1 else f"each of the {n} new rows"
    expect(
        isinstance(scores, np.ndarray) and scores.shape == (n,) and scores.dtype.kind in "fiu",
        f"Return an array with one score for {rows}.",
    )
    return scores.astype(float)


def finite(scores):
    expect(
        bool(np.isfinite(scores).all()),
        "Some of your scores are not finite numbers. Which division goes wrong?",
    )


def averages_as_they_are(train_scores, new_scores):
    return new_scores.mean(axis=1)


def standardises_on_the_new_rows(train_scores, new_scores):
    spread = new_scores.std(axis=0)
    return ((new_scores - new_scores.mean(axis=0)) / np.where(spread > 0, spread, 1)).mean(axis=1)


def divides_by_zero(train_scores, new_scores):
    with np.errstate(divide="ignore", invalid="ignore"):
        standard = (new_scores - train_scores.mean(axis=0)) / train_scores.std(axis=0)
        return standard.mean(axis=1)


def believes_in_a_spread_of_zero(train_scores, new_scores):
    mean, spread = train_scores.mean(axis=0), train_scores.std(axis=0)
    known = spread > 0
    return np.where(known, (new_scores - mean) / np.where(known, spread, 1), 0).mean(axis=1)


def adds_up(train_scores, new_scores):
    spread = train_scores.std(axis=0)
    standard = (new_scores - train_scores.mean(axis=0)) / np.where(spread > 0, spread, 1)
    return standard.sum(axis=1)


def standardised(train_scores, new_scores):
    known = np.ptp(train_scores, axis=0) > 0
    spread = np.where(known, train_scores.std(axis=0), 1)
    return np.where(known, (new_scores - train_scores.mean(axis=0)) / spread, 0)


def takes_the_highest(train_scores, new_scores):
    return standardised(train_scores, new_scores).max(axis=1)


def forgets_the_side(train_scores, new_scores):
    return np.abs(standardised(train_scores, new_scores)).mean(axis=1)


def adds_a_tiny_number(train_scores, new_scores):
    spread = train_scores.std(axis=0) + 1e-12
    return ((new_scores - train_scores.mean(axis=0)) / spread).mean(axis=1)


EXERCISE = Exercise(
    solution=averaged_scores,
    check=check,
    starter=averages_as_they_are,
    points=2,
    hints=[
        "The cell runs. Give it two detectors, one with scores near 0.1 and one with scores near "
        "1,000: which of the two does the average follow?",
        "What may you know about a detector's unit when a single new row comes? Its scores of the "
        "training rows: their mean and spread, or their order. What if they are all equal?",
        "Per column: subtract the mean of the training scores, divide by their standard deviation "
        "(`axis=0`). Where `np.ptp(train_scores, axis=0)`, highest minus lowest, is 0, take 0 "
        "instead (`np.where`). Then the mean over the columns (`axis=1`).",
    ],
    mistakes={
        averages_as_they_are: "follows the widest",
        standardises_on_the_new_rows: "which rows set the scale",
        divides_by_zero: "no finite numbers",
        believes_in_a_spread_of_zero: "a rounding error",
        adds_up: "An average is asked for",
        takes_the_highest: "How do you join the columns",
        forgets_the_side: "High is unusual in every column",
        adds_a_tiny_number: "you divide by a tiny number",
    },
    right="Any scale that is taken from the training rows does it: standard deviations, lowest "
    "and highest, places in their order. `scipy.stats.zscore` of the new rows looks the same and "
    "is not: a row that comes alone has no spread. Which scale ranks best is another question; on "
    "`shuttle` places in the order lost. (One rule PyOD's ECOD breaks by itself: its scores "
    "depend on the company.)",
    minutes=8,
)
