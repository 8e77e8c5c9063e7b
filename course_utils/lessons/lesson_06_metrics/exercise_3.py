"""Exercise 6.3: an interval from a stratified bootstrap."""

import numbers

import numpy as np
from scipy.spatial.distance import sqeuclidean
from sklearn.metrics import average_precision_score, roc_auc_score

from course_utils.exercises import Exercise, expect

MANY, FEW = 2_000, 20


def stratified_interval(y_true, y_score, metric, n_resamples, rng):
    """Return a 95 % interval of a metric from a stratified bootstrap.

    Each resample draws with replacement as many positives as there are, from the positives,
    and as many negatives as there are, from the negatives. The metric is computed on each;
    the interval goes from the 2.5 to the 97.5 percentile of these values (their mean ± 1.96
    standard deviations will do too). Write the loop, without `bootstrap_interval`.

    Parameters: `y_true`, an array of 0 and 1 that holds both, be it one positive only;
    `y_score`, an array of as many scores; `metric`, a function that is called as
    `metric(y_true, y_score)`; `n_resamples`, a whole number; and `rng`, a seed or a
    generator, of which `np.random.default_rng(rng)` makes a generator. Returns: a pair,
    `(low, high)`.
    """
    generator = np.random.default_rng(rng)
    positives, negatives = np.flatnonzero(y_true == 1), np.flatnonzero(y_true == 0)
    values = []
    for _ in range(n_resamples):
        rows = np.concatenate(
            [
                generator.choice(positives, size=positives.size),
                generator.choice(negatives, size=negatives.size),
            ]
        )
        values.append(metric(y_true[rows], y_score[rows]))
    low, high = np.percentile(values, [2.5, 97.5])
    return low, high


def labels_and_scores(rng, n_pos, n_neg):
    y_true = rng.permutation(np.repeat([1, 0], [n_pos, n_neg]))
    return y_true, rng.normal(size=y_true.size) + 1.2 * y_true


def check(answer):
    y_true, y_score = labels_and_scores(answer.rng, 40, 360)
    check_error(answer, y_true, y_score)
    check_what_is_drawn(answer, y_true, y_score)
    # The sum of squared errors: both classes enter, and it takes microseconds.
    low, high = pair(answer(y_true, y_score, sqeuclidean, MANY, 1))
    expect(not answer.mutated, "Your function changes the arrays it was given; copy first.")
    check_width(y_true, y_score, low, high)
    first, again = (pair(answer(y_true, y_score, roc_auc_score, FEW, 1)) for _ in range(2))
    expect(
        again == first,
        "The same `rng` twice gives two different intervals. Draw from "
        "`np.random.default_rng(rng)` only.",
    )
    other = pair(answer(y_true, y_score, roc_auc_score, FEW, 2))
    expect(
        other != first,
        "Another `rng` gives the very same interval. Where does your chance come from?",
    )
    ap = pair(answer(y_true, y_score, average_precision_score, FEW, 1))
    expect(
        ap != first,
        "For two different metrics your interval is the same. Use the `metric` that is passed in.",
    )


def check_error(answer, y_true, y_score):
    """Say what is behind two errors that are not the learner's own words."""
    crash = answer.error(y_true, y_score, roc_auc_score, FEW, 0)
    expect(
        crash is None or "continuous format" not in crash.text,
        "Labels and scores have changed places: the call is `metric(y_true, y_score)`.",
    )
    one = labels_and_scores(answer.rng, 1, 60)
    crash = answer.error(*one, roc_auc_score, FEW, 0)
    expect(
        crash is None or "two or more of each" not in crash.text,
        "With one positive `bootstrap_interval` gives up, and rightly: one positive tells nothing "
        "of how positives vary. Write the resampling out here; after it you know what the "
        "function does.",
    )


def check_what_is_drawn(answer, y_true, y_score):
    share, flat = y_true.mean(), np.zeros(y_true.size)
    low, high = pair(answer(y_true, flat, average_precision_score, FEW, 0))
    # Equal scores have the share of positives as their average precision.
    expect(
        near(low, high) or abs((low + high) / 2 - share) > 0.1,
        f"Your resamples hold different shares of positives, from {low:.3f} to {high:.3f}; in the "
        f"data it is {share:.3f}. Draw the two classes apart.",
    )
    expect(
        near(low, share) and near(high, share),
        f"The share of positives in your resamples is {low:.3f}, in the data {share:.3f}. How "
        "many of each class are drawn?",
    )
    low, high = pair(answer(y_true, y_true.astype(float), roc_auc_score, FEW, 0))
    expect(
        near(low, 1) and near(high, 1),
        "Scores that separate the classes perfectly must do so in every resample; yours do not. "
        "A row's label and its score are drawn together, by one index.",
    )


def check_width(y_true, y_score, low, high):
    estimate = float(sqeuclidean(y_true, y_score))
    wanted = stratified_interval(y_true, y_score, sqeuclidean, 2 * MANY, 0)
    wide = wanted[1] - wanted[0]
    expect(
        high - low > 1e-6 * wide or not near(low, estimate),
        f"Your interval has no width: {low:.3f} to {high:.3f}. Can a row be drawn twice?",
    )
    expect(
        high - low > 1e-6 * wide,
        "Every one of your resamples is the same. Make the generator once, before the loop: made "
        "anew from one seed, it draws the same rows again.",
    )
    expect(
        high > wanted[0],
        f"Both ends, {low:.3f} and {high:.3f}, are among the smallest values. `np.percentile` "
        "counts from 0 to 100, `np.quantile` from 0 to 1.",
    )
    expect(
        low < estimate < high,
        f"The metric on trial is the sum of squared errors, {estimate:.3f} on the data. Your "
        f"interval, {low:.3f} to {high:.3f}, does not hold it.",
    )
    expect(
        high - low > 0.6 * wide,
        f"For the sum of squared errors your interval is {high - low:.3f} wide, about {wide:.3f} "
        "is right: much too narrow. It is the scatter of the values that counts, not that of "
        "their mean, and each resample is as large as the data.",
    )
    expect(
        high - low > 0.895 * wide,
        f"Your interval is {high - low:.3f} wide, about {wide:.3f} is right. Which percentiles "
        "leave 95 % of the values between them?",
    )
    expect(
        high - low < 1.25 * wide
        and abs(low - wanted[0]) < 0.25 * wide
        and abs(high - wanted[1]) < 0.25 * wide,
        f"Your interval is {low:.3f} to {high:.3f}; about {wanted[0]:.3f} to {wanted[1]:.3f} is "
        "right.",
    )


def near(seen, right):
    return abs(seen - right) < 1e-9


def pair(value):
    """Return the two ends as finite numbers, however the answer holds them."""
    if isinstance(value, np.ndarray) and value.shape == (2,) and value.dtype.kind in "fiu":
        value = value.tolist()
    expect(
        type(value) in (tuple, list)
        and len(value) == 2
        and all(
            isinstance(end, numbers.Real) and not isinstance(end, bool | np.bool_) for end in value
        ),
        "Return a pair of numbers, `(low, high)`.",
    )
    low, high = value
    expect(
        -1e9 < low < 1e9 and -1e9 < high < 1e9,
        "An end of your interval is not a finite number of reasonable size.",
    )
    expect(low <= high, "Return the lower end first.")
    return float(low), float(high)


def draws_all_rows_alike(y_true, y_score, metric, n_resamples, rng):
    generator = np.random.default_rng(rng)
    values = []
    for _ in range(n_resamples):
        rows = generator.choice(y_true.size, size=y_true.size)
        values.append(metric(y_true[rows], y_score[rows]))
    return tuple(np.percentile(values, [2.5, 97.5]))


def balances_the_classes(y_true, y_score, metric, n_resamples, rng):
    generator = np.random.default_rng(rng)
    positives, negatives = np.flatnonzero(y_true == 1), np.flatnonzero(y_true == 0)
    values = []
    for _ in range(n_resamples):
        halves = [generator.choice(part, size=200) for part in (positives, negatives)]
        rows = np.concatenate(halves)
        values.append(metric(y_true[rows], y_score[rows]))
    return tuple(np.percentile(values, [2.5, 97.5]))


def tears_pairs_apart(y_true, y_score, metric, n_resamples, rng):
    generator = np.random.default_rng(rng)
    values = [
        metric(y_true, generator.choice(y_score, size=y_score.size)) for _ in range(n_resamples)
    ]
    return tuple(np.percentile(values, [2.5, 97.5]))


def draws_without_replacement(y_true, y_score, metric, n_resamples, rng):
    generator = np.random.default_rng(rng)
    values = []
    for _ in range(n_resamples):
        rows = generator.permutation(y_true.size)
        values.append(metric(y_true[rows], y_score[rows]))
    return tuple(np.percentile(values, [2.5, 97.5]))


def takes_the_error_of_the_mean(y_true, y_score, metric, n_resamples, rng):
    values = resampled(y_true, y_score, metric, n_resamples, rng)
    half = 1.96 * np.std(values) / np.sqrt(n_resamples)
    return metric(y_true, y_score) - half, metric(y_true, y_score) + half


def leaves_five_percent_on_each_side(y_true, y_score, metric, n_resamples, rng):
    values = resampled(y_true, y_score, metric, n_resamples, rng)
    return tuple(np.percentile(values, [5, 95]))


def seeds_by_itself(y_true, y_score, metric, n_resamples, rng):
    return stratified_interval(y_true, y_score, metric, n_resamples, 0)


def seeds_inside_the_loop(y_true, y_score, metric, n_resamples, rng):
    positives, negatives = np.flatnonzero(y_true == 1), np.flatnonzero(y_true == 0)
    values = []
    for _ in range(n_resamples):
        generator = np.random.default_rng(rng)
        parts = [generator.choice(part, size=part.size) for part in (positives, negatives)]
        rows = np.concatenate(parts)
        values.append(metric(y_true[rows], y_score[rows]))
    return tuple(np.percentile(values, [2.5, 97.5]))


def takes_shares_for_percentiles(y_true, y_score, metric, n_resamples, rng):
    values = resampled(y_true, y_score, metric, n_resamples, rng)
    return tuple(np.percentile(values, [0.025, 0.975]))


def swaps_labels_and_scores(y_true, y_score, metric, n_resamples, rng):
    return stratified_interval(y_true, y_score, lambda y, s: metric(s, y), n_resamples, rng)


def resampled(y_true, y_score, metric, n_resamples, rng):
    generator = np.random.default_rng(rng)
    positives, negatives = np.flatnonzero(y_true == 1), np.flatnonzero(y_true == 0)
    values = []
    for _ in range(n_resamples):
        parts = [generator.choice(part, size=part.size) for part in (positives, negatives)]
        rows = np.concatenate(parts)
        values.append(metric(y_true[rows], y_score[rows]))
    return values


EXERCISE = Exercise(
    solution=stratified_interval,
    check=check,
    points=3,
    hints=[
        "A resample is a list of row numbers, drawn with replacement. Where are the numbers of "
        "the positives, where those of the negatives?",
        "`np.flatnonzero(y_true == 1)` are the positives' row numbers; "
        "`generator.choice(them, size=them.size)` draws as many with replacement.",
        "In a loop: join both draws by `np.concatenate` into `rows`, append "
        "`metric(y_true[rows], y_score[rows])`; after it `np.percentile(values, [2.5, 97.5])`.",
    ],
    mistakes={
        draws_all_rows_alike: "Draw the two classes apart",
        balances_the_classes: "How many of each class are drawn",
        tears_pairs_apart: "drawn together, by one index",
        draws_without_replacement: "no width",
        takes_the_error_of_the_mean: "not that of their mean",
        leaves_five_percent_on_each_side: "leave 95 %",
        seeds_by_itself: "very same interval",
        seeds_inside_the_loop: "once, before the loop",
        takes_shares_for_percentiles: "counts from 0 to 100",
        swaps_labels_and_scores: "changed places",
    },
    right="Drawing by class keeps the prevalence, which AP and precision hang on, and no resample "
    "is ever without positives. `bootstrap_interval` of this course does the same, faster, and "
    "draws whole groups where rows belong together. With few positives such an interval is too "
    "narrow, that of AP by a little even with a hundred (`bootstrap_interval??` tells how often "
    "it holds the truth); no bootstrap makes up for rows that were never seen.",
    minutes=10,
)
