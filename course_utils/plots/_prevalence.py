"""The prevalence explorer: the same classifier, another share of positives in the test set."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from course_utils.evaluation import checked_scores
from course_utils.plots._explorer import Explorer

_BALANCED = 0.5


def explore_prevalence(
    y_true: ArrayLike,
    y_score: ArrayLike,
    *,
    prevalence: float | None = None,
    threshold: float = 0.5,
    title: str = "The same classifier on test sets with more or fewer positives",
    n_thresholds: int = 99,
) -> Explorer:
    """Let a reader move the test set's prevalence, and the threshold, of one classifier.

    Recall and false-positive rate belong to the classifier and its threshold; precision
    and F1 move with the share of positives. A 50 % test set, which resampling before the
    split makes, is one of two marked places.

    Parameters
    ----------
    y_true : array-like of shape (n,)
        Labels of the test set, 1 for the minority.
    y_score : array-like of shape (n,)
        Scores of one classifier on it.
    prevalence : float, default=None
        The share of positives where the classifier is used; by default that of `y_true`.
    threshold : float, default=0.5
        Where the threshold starts; rows that score so much or more are flagged.
    title : str
        What it shows; see ``title_for`` where the data is synthetic.
    n_thresholds : int, default=99
        About how many thresholds the slider has; they divide both classes evenly.

    Returns
    -------
    Explorer
        Shown as HTML in JupyterLab and in a deck, as a small table elsewhere.

    Raises
    ------
    ValueError
        When labels or scores are not what they must be, or a number is out of range.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> y = np.repeat([0, 1], [950, 50])
    >>> p = 1 / (1 + np.exp(2 - 2 * y - rng.normal(size=1000)))
    >>> explore_prevalence(y, p, title="Fixed classifier, threshold 0.5")
    Fixed classifier, threshold 0.5
    positives in the test set precision recall    F1 false-positive rate
                        0.1 %     0.018  0.300 0.033               0.017
         5 % (as in the data)     0.484  0.300 0.370               0.017
                         50 %     0.947  0.300 0.456               0.017
    """
    labels, scores = checked_scores(y_true, y_score)
    if n_thresholds < 2:
        raise ValueError(f"n_thresholds must be 2 or more; it is {n_thresholds!r}.")
    if not np.isfinite(threshold):
        raise ValueError(f"threshold must be a number; it is {threshold!r}.")
    natural = float(labels.mean()) if prevalence is None else prevalence
    if not 0 < natural < 1:
        raise ValueError(f"prevalence must lie between 0 and 1, such as 0.05; it is {natural!r}.")
    natural = float(f"{natural:.6g}")
    positives, negatives = np.sort(scores[labels == 1]), np.sort(scores[labels == 0])
    thresholds, digits = _thresholds(positives, negatives, n_thresholds, threshold)
    shares = np.unique([natural, *(float(f"{p:.3g}") for p in np.geomspace(0.001, _BALANCED, 61))])
    start = int(np.searchsorted(thresholds, round(threshold, digits)))
    data = {
        "n_pos": positives.size,
        "n_neg": negatives.size,
        "thresholds": thresholds.tolist(),
        "digits": digits,
        "tp": _at_or_above(positives, thresholds).tolist(),
        "fp": _at_or_above(negatives, thresholds).tolist(),
        "start": start,
        "prevalences": shares.tolist(),
        "natural": int(np.searchsorted(shares, natural)),
        "balanced": int(np.searchsorted(shares, _BALANCED)),
    }
    recall, fpr = data["tp"][start] / positives.size, data["fp"][start] / negatives.size
    return Explorer("prevalence", title, data, _still(natural, recall, fpr))


def _thresholds(
    positives: NDArray[np.float64], negatives: NDArray[np.float64], n: int, start: float
) -> tuple[NDArray[np.float64], int]:
    """Return thresholds that split both classes into even shares, and their decimals."""
    wanted = [np.quantile(part, np.linspace(0, 1, n // 2)) for part in (positives, negatives)]
    grid = np.concatenate([*wanted, [start]])
    # About 500 steps over the range can be told apart; further decimals are only noise.
    spread = float(np.ptp(grid))
    digits = int(np.clip(np.ceil(2.7 - np.log10(spread)), 0, 8)) if spread > 0 else 3
    return np.unique(grid.round(digits)), digits


def _at_or_above(
    ordered: NDArray[np.float64], thresholds: NDArray[np.float64]
) -> NDArray[np.int64]:
    return ordered.size - np.searchsorted(ordered, thresholds, side="left")


def _still(natural: float, recall: float, fpr: float) -> pd.DataFrame:
    """Return the values at three prevalences as text, for where nothing can move."""
    rows = []
    for share in sorted({0.001, natural, _BALANCED}):
        flagged = share * recall + (1 - share) * fpr
        precision = f"{share * recall / flagged:.3f}" if flagged else "undefined"
        note = " (as in the data)" if share == natural else ""
        rows.append(
            {
                "positives in the test set": f"{100 * share:.3g} %{note}",
                "precision": precision,
                "recall": f"{recall:.3f}",
                "F1": f"{2 * share * recall / (share + flagged):.3f}",
                "false-positive rate": f"{fpr:.3f}",
            }
        )
    return pd.DataFrame(rows)
