"""Intervals by a formula, where nothing needs to be resampled."""

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats
from scipy.special import expit, logit
from sklearn.metrics import average_precision_score

from course_utils.evaluation._cells import Floats, Ints
from course_utils.evaluation._inputs import checked_scores, share, warn_about_few
from course_utils.evaluation._interval import Interval, wilson_ends


def delong_interval(
    y_true: ArrayLike, y_score: ArrayLike, *, confidence_level: float = 0.95
) -> Interval:
    """Return ROC AUC with DeLong's interval, on the logit scale.

    The variance is DeLong's, from mid-ranks; the interval is symmetric in the AUC's logit, so
    that it stays within 0 and 1. Rows must be independent of each other: where they belong
    together, `bootstrap_interval` takes their groups.

    Coverage of the 95 % interval, simulated (2,000 data sets, two normal distributions, 2 %
    positives): with 10, 25, 50 and 100 positives .89, .93, .94, .94 at an AUC of .86, and .85,
    .89, .92, .93 at .95.

    Parameters
    ----------
    y_true : array-like of shape (n,)
        Labels, 1 for the minority and 0 for the majority.
    y_score : array-like of shape (n,)
        Scores, the higher the likelier a positive; only their order matters.
    confidence_level : float, default=0.95
        The nominal coverage.

    Returns
    -------
    Interval
        ROC AUC, from 0 to 1, the ends of its interval, and ``n_pos``. An AUC of 0 or 1 has no
        variance to go by: its other end is then Wilson's, for as many trials as the smaller
        class has rows.

    Raises
    ------
    ValueError
        When fewer than two rows are of one class, a value is missing, or lengths differ.

    Warns
    -----
    UserWarning
        When there are fewer than ten positives.

    References
    ----------
    DeLong, E. R., DeLong, D. M. and Clarke-Pearson, D. L. (1988). Comparing the areas under
    two or more correlated receiver operating characteristic curves. Biometrics 44, 837-845.
    Sun, X. and Xu, W. (2014). Fast implementation of DeLong's algorithm. IEEE Signal Processing
    Letters 21, 1389-1393 (the mid-ranks).
    Pepe, M. S. (2003). The Statistical Evaluation of Medical Tests for Classification and
    Prediction. Oxford University Press (the logit scale).

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> y = np.repeat([0, 1], [950, 50])
    >>> print(delong_interval(y, rng.normal(size=1000) + 1.5 * y))
    0.813 [0.744, 0.867]
    """
    labels, scores = checked_scores(y_true, y_score)
    level = share(confidence_level, "confidence_level")
    n_pos = int(labels.sum())
    warn_about_few(n_pos, "positives")
    above, below = _placements(labels, scores)
    variance = above.var(ddof=1) / above.size + below.var(ddof=1) / below.size
    auc, trials = float(above.mean()), min(n_pos, labels.size - n_pos)
    if auc in (0, 1):
        return _wilson(auc, trials, level, n_pos)
    return _on_logit_scale(auc, float(np.sqrt(variance)), level, n_pos)


def logit_interval(
    y_true: ArrayLike, y_score: ArrayLike, *, confidence_level: float = 0.95
) -> Interval:
    """Return average precision with its interval on the logit scale.

    Average precision is treated as a share of the positives, whose logit has the standard
    error ``1 / sqrt(n_pos * ap * (1 - ap))``. That errs on the wide side, the more the higher
    average precision is; it takes no notice of how many negatives there are. Rows must be
    independent of each other.

    Coverage of the 95 % interval, simulated (2,000 data sets, two normal distributions, 2 %
    positives): with 10, 25, 50 and 100 positives .94, .95, .95, .96 where average precision is
    .19, and .99, .98, .98, .97 where it is .76. It keeps its promise where the bootstrap's
    falls short. With 10, 25 and 50 positives .99, .99 and 1.00 where it is .98 (600 data sets).

    Parameters
    ----------
    y_true : array-like of shape (n,)
        Labels, 1 for the minority and 0 for the majority.
    y_score : array-like of shape (n,)
        Scores, the higher the likelier a positive; only their order matters.
    confidence_level : float, default=0.95
        The nominal coverage.

    Returns
    -------
    Interval
        Average precision, above 0 and at most 1, the ends of its interval, and ``n_pos``. Where
        less than one positive's worth is missing, ``n_pos * (1 - ap) < 1``, that standard error
        runs off, up to an interval of 0 to 1; the ends are then Wilson's, for the same share.

    Raises
    ------
    ValueError
        When fewer than two rows are of one class, a value is missing, or lengths differ.

    Warns
    -----
    UserWarning
        When there are fewer than ten positives.

    References
    ----------
    Boyd, K., Eng, K. H. and Page, C. D. (2013). Area under the precision-recall curve: point
    estimates and confidence intervals. ECML PKDD, 451-466.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> y = np.repeat([0, 1], [950, 50])
    >>> print(logit_interval(y, rng.normal(size=1000) + 1.5 * y))
    0.244 [0.145, 0.381]
    """
    labels, scores = checked_scores(y_true, y_score)
    level = share(confidence_level, "confidence_level")
    n_pos = int(labels.sum())
    warn_about_few(n_pos, "positives")
    # A perfect ranking's steps may add up to a last digit less than 1.
    ap = round(float(average_precision_score(labels, scores)), 12)
    if n_pos * (1 - ap) < 1:
        return _wilson(ap, n_pos, level, n_pos)
    return _on_logit_scale(ap, float(np.sqrt(ap * (1 - ap) / n_pos)), level, n_pos)


def _placements(labels: Ints, scores: Floats) -> tuple[Floats, Floats]:
    """Return the share of negatives below each positive, and of positives above each negative.

    Ties count by half.
    """
    ranks = stats.rankdata(scores)
    positives, negatives = scores[labels == 1], scores[labels == 0]
    above = (ranks[labels == 1] - stats.rankdata(positives)) / negatives.size
    below = 1 - (ranks[labels == 0] - stats.rankdata(negatives)) / positives.size
    return above, below


def _wilson(estimate: float, trials: int, level: float, n_pos: int) -> Interval:
    low, high = wilson_ends(np.array(estimate * trials), np.array(trials), level)
    return Interval(estimate, float(low), float(high), n_pos=n_pos)


def _on_logit_scale(estimate: float, error: float, level: float, n_pos: int) -> Interval:
    """Return the interval that is symmetric in the logit."""
    half = stats.norm.ppf((1 + level) / 2) * error / (estimate * (1 - estimate))
    low, high = expit(logit(estimate) + np.array([-half, half]))
    return Interval(estimate, float(low), float(high), n_pos=n_pos)
