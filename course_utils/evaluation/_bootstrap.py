"""Bootstrap intervals: by class, or by group where rows belong together."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from course_utils.errors import did_you_mean
from course_utils.evaluation._cells import Floats, Ints
from course_utils.evaluation._inputs import (
    binary_labels,
    finite_scores,
    group_codes,
    probabilities,
    share,
    warn_about_few,
    whole_number,
)
from course_utils.evaluation._interval import Interval
from course_utils.evaluation._kernels import NAMED, RankMetric, SumMetric
from course_utils.evaluation._resampling import Metric, Plan, called_values, resampled_values


def bootstrap_interval(
    y_true: ArrayLike,
    y_score: ArrayLike,
    metric: str | Metric,
    *,
    groups: ArrayLike | None = None,
    n_resamples: int = 1000,
    confidence_level: float = 0.95,
    random_state: int | np.random.Generator | None = 0,
) -> Interval:
    """Return a metric with its percentile bootstrap interval.

    Positives and negatives are resampled apart, so every resample has the prevalence of
    the data. With `groups`, whole groups are drawn, those that hold a positive apart from
    those that hold none; groups of one row each give the same as no groups.

    Coverage of the 95 % interval, simulated (two normal distributions, 2 % positives): with 10,
    25, 50 and 100 positives .89, .90, .91, .92 for average precision (1,000 data sets; small
    samples flatter it, and `logit_interval` covers more) and .86, .90, .94, .92 for ROC AUC
    (400 data sets). By groups of three rows, with so many positive groups, .89, .93, .92, .94
    and .88, .90, .90, .94 (400 data sets).

    Parameters
    ----------
    y_true : array-like of shape (n,)
        Labels, 1 for the minority and 0 for the majority.
    y_score : array-like of shape (n,)
        Scores, the higher the likelier a positive; probabilities for the Brier metrics.
    metric : {'average_precision', 'brier', 'brier_skill', 'roc_auc'} or callable
        A name takes a fast path from one sort (``'brier_skill'`` is scikit-learn's
        ``d2_brier_score``); a callable ``f(y_true, y_score)`` is called on every resample.
    groups : array-like of shape (n,), default=None
        What a row belongs to, such as a crash, a patient or a customer.
    n_resamples : int, default=1000
        How many resamples are drawn.
    confidence_level : float, default=0.95
        The nominal coverage.
    random_state : int, numpy.random.Generator or None, default=0
        The source of the resamples.

    Returns
    -------
    Interval
        The metric on the data as it is, the ends of its interval, and ``n_pos``.

    Raises
    ------
    ValueError
        When fewer than two rows are of one class, a value is missing, lengths differ, or
        the Brier metrics are given scores outside 0 to 1.

    Warns
    -----
    UserWarning
        When fewer than ten positives, or groups that hold one, make the interval say little.

    References
    ----------
    Efron, B. and Tibshirani, R. J. (1993). An Introduction to the Bootstrap, chapters 8, 13.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> y = np.repeat([0, 1], [950, 50])
    >>> print(bootstrap_interval(y, rng.normal(size=1000) + 1.5 * y, "roc_auc"))
    0.813 [0.749, 0.875]
    """
    labels = binary_labels(y_true)
    codes = positive_groups(labels, group_codes(groups, labels.size), stacklevel=3)
    plan = Plan(codes, whole_number(n_resamples, "n_resamples", low=2), random_state)
    (estimate,), (values,) = _values(labels, {"y_score": y_score}, metric, plan)
    return percentile_interval(estimate, values, labels, confidence_level)


def bootstrap_difference(
    y_true: ArrayLike,
    score_a: ArrayLike,
    score_b: ArrayLike,
    metric: str | Metric,
    *,
    groups: ArrayLike | None = None,
    n_resamples: int = 1000,
    confidence_level: float = 0.95,
    random_state: int | np.random.Generator | None = 0,
) -> Interval:
    """Return how much better one model is than another on the same rows, with its interval.

    Both models are scored on every resample, so what rows they both find hard does not
    count as a difference. Intervals of two models that overlap say nothing about it: this one
    does. It holds for these two fitted models and new rows; how much another training set
    would change them is a question for `corrected_difference`.

    Coverage of the 95 % interval, simulated (400 data sets, normal scores that correlate by a
    half, 2 % positives): with 10, 25, 50 and 100 positives .88, .91, .93, .93 for a difference
    of .054 in ROC AUC, .93, .92, .94, .94 for one of .076 in average precision.

    Parameters
    ----------
    y_true : array-like of shape (n,)
        Labels, 1 for the minority and 0 for the majority.
    score_a, score_b : array-like of shape (n,)
        The scores of the two models, the higher the likelier a positive; probabilities for
        the Brier metrics.
    metric : {'average_precision', 'brier', 'brier_skill', 'roc_auc'} or callable
        As for `bootstrap_interval`.
    groups : array-like of shape (n,), default=None
        What a row belongs to; whole groups are then drawn.
    n_resamples : int, default=1000
        How many resamples are drawn.
    confidence_level : float, default=0.95
        The nominal coverage.
    random_state : int, numpy.random.Generator or None, default=0
        The source of the resamples.

    Returns
    -------
    Interval
        The metric of a minus that of b, the ends of its percentile interval, and ``n_pos``.

    Raises
    ------
    ValueError
        As for `bootstrap_interval`.

    Warns
    -----
    UserWarning
        When fewer than ten positives, or groups that hold one, make the interval say little.

    References
    ----------
    Efron, B. and Tibshirani, R. J. (1993). An Introduction to the Bootstrap, chapters 8, 13.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> y = np.repeat([0, 1], [950, 50])
    >>> a = rng.normal(size=1000) + 1.5 * y
    >>> b = a + rng.normal(size=1000)
    >>> print(bootstrap_difference(y, a, b, "roc_auc"))
    0.096 [0.041, 0.151]
    """
    labels = binary_labels(y_true)
    codes = positive_groups(labels, group_codes(groups, labels.size), stacklevel=3)
    # Rows are groups of one here: both models must see the same ones.
    codes = np.arange(labels.size) if codes is None else codes
    plan = Plan(codes, whole_number(n_resamples, "n_resamples", low=2), random_state)
    scores = {"score_a": score_a, "score_b": score_b}
    (a, b), (values_a, values_b) = _values(labels, scores, metric, plan)
    return percentile_interval(a - b, values_a - values_b, labels, confidence_level)


def _values(
    labels: Ints, scores: Mapping[str, ArrayLike], metric: str | Metric, plan: Plan
) -> tuple[list[float], list[Floats]]:
    """Return the metric of each of the scores, on the data and on every resample."""
    if callable(metric):
        checked = [finite_scores(own, labels.size, name=name) for name, own in scores.items()]
        estimates = [float(metric(labels, own)) for own in checked]
        return estimates, [*called_values(labels, checked, metric, plan)]
    named = _named(metric)
    check = probabilities if isinstance(named, SumMetric) else finite_scores
    jobs = {name: (named, check(own, labels.size, name=name)) for name, own in scores.items()}
    estimates = [float(named.estimate(labels, own)) for _, own in jobs.values()]
    return estimates, [*resampled_values(labels, jobs, plan).values()]


def positive_groups(labels: Ints, codes: Ints | None, *, stacklevel: int) -> Ints | None:
    """Check that positives lie in enough groups, and warn where they are few."""
    if codes is None:
        warn_about_few(int(labels.sum()), "positives", stacklevel=stacklevel + 1)
        return None
    holding = {
        what: np.unique(codes[labels == label]).size
        for what, label in {"positive": 1, "negative": 0}.items()
    }
    for what, count in holding.items():
        if count < 2:
            raise ValueError(
                f"All {what}s lie in 1 of the groups; a bootstrap by groups needs two or more "
                f"that hold a {what}. Check that groups names what rows belong to, not the class."
            )
    warn_about_few(holding["positive"], "groups that hold a positive", stacklevel=stacklevel + 1)
    return codes


def percentile_interval(
    estimate: float, values: Floats, labels: Ints, confidence_level: float
) -> Interval:
    """Return the interval between the outer quantiles of the resampled values."""
    outside = (1 - share(confidence_level, "confidence_level")) / 2
    # A resample by groups may hold no negative; the metric is then undefined, not bad.
    finite = values[np.isfinite(values)]
    if not finite.size:
        raise ValueError(
            "The metric is NaN or infinite on every resample; check what it returns for "
            "y_true and y_score as they are."
        )
    low, high = np.quantile(finite, [outside, 1 - outside])
    return Interval(estimate, float(low), float(high), n_pos=int(labels.sum()))


def _named(metric: str) -> RankMetric | SumMetric:
    if isinstance(metric, str) and metric in NAMED:
        return NAMED[metric]
    raise ValueError(
        f"There is no fast path for the metric {metric!r}. {did_you_mean(metric, NAMED)} "
        "Or pass a function f(y_true, y_score)."
    )
