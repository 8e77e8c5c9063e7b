"""What a threshold does, row by row: counts, shares with their intervals, and costs."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_utils.evaluation._cells import Floats, Ints
from course_utils.evaluation._costs import Costs
from course_utils.evaluation._inputs import (
    binary_labels,
    checked_scores,
    finite_scores,
    probabilities,
    share,
    warn_about_few,
)
from course_utils.evaluation._interval import decimals, wilson_ends
from course_utils.evaluation._table import ScoreTable


def threshold_table(
    y_true: ArrayLike,
    y_score: ArrayLike,
    thresholds: ArrayLike | None = None,
    *,
    confidence_level: float = 0.95,
) -> ScoreTable:
    """Return what every threshold flags, finds and misses, a row per threshold.

    A row is flagged when its score is the threshold or higher. Choose a threshold on other
    rows than those it is judged on: the best of many cuts looks better than it is.

    Parameters
    ----------
    y_true : array-like of shape (n,)
        Labels, 1 for the minority and 0 for the majority.
    y_score : array-like of shape (n,)
        Scores, the higher the likelier a positive; they need not be probabilities.
    thresholds : float or array-like of shape (m,), default=None
        In the unit of the scores, in the order of the rows wanted; every distinct score,
        from the lowest, when it is None.
    confidence_level : float, default=0.95
        Of Wilson's intervals for precision and recall.

    Returns
    -------
    ScoreTable
        A data frame with the columns ``threshold``; the counts ``flagged``, ``tp``, ``fp``,
        ``fn``, ``tn``; ``precision`` and ``recall``, each with ``_low`` and ``_high``;
        ``f1``; ``false_positive_rate``. Shares run from 0 to 1. Where nothing is flagged
        there is no precision: it is NaN, not 0 or 1.

    Raises
    ------
    ValueError
        When fewer than two rows are of one class, a value is missing, or lengths differ.

    Warns
    -----
    UserWarning
        When there are fewer than ten positives.

    See Also
    --------
    sklearn.metrics.confusion_matrix_at_thresholds : The counts alone, at every score.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical
    inference. Journal of the American Statistical Association 22, 209-212.

    Examples
    --------
    >>> y = [0] * 30 + [1] * 10
    >>> p = [0.1] * 24 + [0.6] * 6 + [0.4] * 2 + [0.8] * 8
    >>> table = threshold_table(y, p, [0.3, 0.5, 0.7])
    >>> table[["threshold", "flagged", "tp", "fp", "recall", "f1"]]
    threshold  flagged  tp  fp  recall    f1
        0.300       16  10   6   1.000 0.769
        0.500       14   8   6   0.800 0.667
        0.700        8   8   0   0.800 0.889
    >>> float(table.loc[2, "precision_low"].round(3))
    0.676
    """
    labels, scores = checked_scores(y_true, y_score)
    level = share(confidence_level, "confidence_level")
    warn_about_few(int(labels.sum()), "positives")
    cuts = np.unique(scores) if thresholds is None else checked_cuts(thresholds)
    counts = _counts(labels, scores, cuts)
    tp, fp, fn = counts["tp"], counts["fp"], counts["fn"]
    return ScoreTable(
        {
            "threshold": cuts,
            **counts,
            **_wilson("precision", tp, tp + fp, level),
            **_wilson("recall", tp, tp + fn, level),
            "f1": 2 * tp / (2 * tp + fp + fn),
            "false_positive_rate": fp / (fp + counts["tn"]),
        }
    )


def cost_table(
    y_true: ArrayLike,
    y_score: ArrayLike,
    *,
    cost_fp: ArrayLike,
    cost_fn: ArrayLike,
    cost_tp: ArrayLike = 0,
    cost_tn: ArrayLike = 0,
    thresholds: Mapping[str, float] | ArrayLike | None = None,
) -> ScoreTable:
    """Return what every threshold costs, beside flagging nothing and flagging everything.

    Parameters
    ----------
    y_true : array-like of shape (n,)
        Labels, 1 for the minority and 0 for the majority.
    y_score : array-like of shape (n,)
        Scores, the higher the likelier a positive; probabilities when `thresholds` is None.
    cost_fp, cost_fn : float or array-like of shape (n,)
        What a false alarm and a missed positive cost: one amount, or one for each row, such
        as the amount of a payment.
    cost_tp, cost_tn : float or array-like of shape (n,), default=0
        What a right alarm (a call, a review) and a right pass cost; a gain is negative.
    thresholds : mapping of str to float, float or array-like of shape (m,), default=None
        The cuts, chosen on other rows; a mapping names them. When it is None, each row is
        flagged when that is expected to cost less at its probability: with one amount for
        all rows, at Elkan's threshold ``(fp - tn) / (fp - tn + fn - tp)``.

    Returns
    -------
    ScoreTable
        A data frame with a row "flag none", a row per threshold, and a row "flag all", and the
        columns ``rule``; ``threshold`` (NaN where it differs from row to row); the counts
        ``flagged``, ``tp``, ``fp``, ``fn``, ``tn``; ``cost`` and ``cost_per_1000`` rows, in
        the unit of the costs; ``savings``, the share of the cheaper of the two trivial rules'
        cost that is saved: 0 is as good, 1 is free, below 0 is dearer (NaN where that rule
        costs nothing, or gains).

    Raises
    ------
    ValueError
        When labels, scores or costs do not fit together, or when no threshold follows from
        the costs because an error costs no more than the right decision.

    Warns
    -----
    UserWarning
        When there are fewer than ten positives.

    References
    ----------
    Elkan, C. (2001). The foundations of cost-sensitive learning. IJCAI, 973-978.

    Examples
    --------
    >>> y = [0] * 30 + [1] * 10
    >>> p = [0.1] * 24 + [0.6] * 6 + [0.4] * 2 + [0.8] * 8
    >>> table = cost_table(y, p, cost_fp=1, cost_fn=10, thresholds={"predict": 0.5})
    >>> table[["rule", "threshold", "flagged", "cost_per_1000", "savings"]]
        rule  threshold  flagged  cost_per_1000  savings
    flag none       inf        0       2500.000   -2.333
      predict     0.500       14        650.000    0.133
     flag all      -inf       40        750.000    0.000
    """
    labels = binary_labels(y_true)
    scores = (probabilities if thresholds is None else finite_scores)(y_score, labels.size)
    costs = Costs.checked(labels.size, fp=cost_fp, fn=cost_fn, tp=cost_tp, tn=cost_tn)
    warn_about_few(int(labels.sum()), "positives")
    rules, cuts, ranked = _rules(thresholds, scores, costs)
    rules, cuts = ["flag none", *rules, "flag all"], np.array([np.inf, *cuts, -np.inf])
    totals = costs.totals(labels, ranked, cuts)
    trivial = min(totals[0], totals[-1])
    return ScoreTable(
        {
            "rule": rules,
            "threshold": cuts if ranked is scores else np.where(np.isinf(cuts), cuts, np.nan),
            **_counts(labels, ranked, cuts),
            "cost": totals,
            "cost_per_1000": 1000 * totals / labels.size,
            "savings": 1 - totals / trivial if trivial > 0 else np.full(totals.size, np.nan),
        }
    )


def _rules(
    thresholds: Mapping[str, float] | ArrayLike | None, scores: Floats, costs: Costs
) -> tuple[list[str], Floats, Floats]:
    """Return the rules' names, their cuts, and the scores that the cuts apply to."""
    if thresholds is None:
        name = "lowest expected cost"
        if costs.by_row:
            return [name], np.zeros(1), costs.expected_gain(scores)
        return [name], np.array([costs.threshold()]), scores
    if isinstance(thresholds, Mapping):
        return list(thresholds), checked_cuts(list(thresholds.values())), scores
    cuts = checked_cuts(thresholds)
    return [f"score ≥ {decimals(cut)}" for cut in cuts.tolist()], cuts, scores


def checked_cuts(thresholds: ArrayLike) -> Floats:
    """Return one threshold or several as an array."""
    try:
        cuts = np.atleast_1d(np.asarray(thresholds, dtype=np.float64))
    except (TypeError, ValueError):
        raise ValueError(f"thresholds must be numbers; they are {thresholds!r}.") from None
    if cuts.ndim != 1 or np.isnan(cuts).any():
        raise ValueError(
            "thresholds must be one number or one list of numbers without NaN; "
            f"their shape is {cuts.shape}, {np.isnan(cuts).sum()} of them are NaN."
        )
    return cuts


def _counts(labels: Ints, scores: Floats, cuts: Floats) -> dict[str, NDArray[np.int64]]:
    """Count what is flagged and what is right at each cut."""
    positives, negatives = np.sort(scores[labels == 1]), np.sort(scores[labels == 0])
    fn, tn = np.searchsorted(positives, cuts), np.searchsorted(negatives, cuts)
    tp, fp = positives.size - fn, negatives.size - tn
    return {"flagged": tp + fp, "tp": tp, "fp": fp, "fn": fn, "tn": tn}


def _wilson(name: str, k: Ints, n: Ints, level: float) -> dict[str, Floats]:
    estimate = np.divide(k, n, out=np.full(k.size, np.nan), where=n > 0)
    low, high = wilson_ends(k, n, level)
    return {name: estimate, f"{name}_low": low, f"{name}_high": high}
