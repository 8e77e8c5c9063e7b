"""The prevalence explorer: the same classifier, another share of positives in the test set."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from course_utils.evaluation import checked_scores
from course_utils.plots._cuts import ClassScores
from course_utils.plots._explorer import Explorer

_BALANCED = 0.5


def explore_prevalence(
    y_true: ArrayLike,
    y_score: ArrayLike,
    *,
    prevalence: float | None = None,
    threshold: float = 0.5,
    title: str = "The same classifier on test sets with more or fewer positives",
    invitation: str = "Move the share to 50 %: which numbers follow, which stay?",
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
        Where the threshold starts, rounded to the slider's decimals; rows that score so
        much or more are flagged.
    title : str
        What it shows; see ``title_for`` where the data is synthetic.
    invitation : str
        What to try first, one sentence beside the title; empty for none.
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
    natural = float(labels.mean()) if prevalence is None else prevalence
    if not 0 < natural < 1:
        raise ValueError(f"prevalence must lie between 0 and 1, such as 0.05; it is {natural!r}.")
    natural = float(f"{natural:.6g}")
    cuts = ClassScores.of(labels, scores).slider(n_thresholds, threshold)
    shares = np.unique([natural, *(float(f"{p:.3g}") for p in np.geomspace(0.001, _BALANCED, 61))])
    data = cuts | {
        "prevalences": shares.tolist(),
        "natural": int(np.searchsorted(shares, natural)),
        "balanced": int(np.searchsorted(shares, _BALANCED)),
    }
    start = cuts["start"]
    recall, fpr = data["tp"][start] / data["n_pos"], data["fp"][start] / data["n_neg"]
    table = _still(natural, recall, fpr)
    return Explorer(("thousand", "prevalence"), title, data, table, invitation)


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
