"""The threshold explorer: one cut moves the confusion matrix, and a point on two curves."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from sklearn.metrics import average_precision_score, roc_auc_score

from course_utils.evaluation import checked_scores
from course_utils.plots._cuts import ClassScores
from course_utils.plots._explorer import Explorer


def explore_threshold(
    y_true: ArrayLike,
    y_score: ArrayLike,
    *,
    cost_fp: float | None = None,
    cost_fn: float | None = None,
    threshold: float = 0.5,
    title: str = "One classifier, another threshold",
    invitation: str = "Move the threshold until recall is 0.9: what happens to precision?",
    n_thresholds: int = 99,
) -> Explorer:
    """Let a reader move the threshold of one classifier.

    The confusion matrix, precision, recall, F1 and the false-positive rate follow, and a
    point wanders along the ROC and the precision-recall curve; the areas under both belong
    to all thresholds and stand still.

    Parameters
    ----------
    y_true : array-like of shape (n,)
        Labels, 1 for the minority.
    y_score : array-like of shape (n,)
        Scores of one classifier; any finite numbers that rank.
    cost_fp, cost_fn : float, default=None
        What a false alarm and a missed positive cost, 0 or more, both in one unit. Given
        together, the cost per 1,000 rows is shown too.
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
        When labels, scores or costs are not what they must be, or a number is out of range.

    Notes
    -----
    The buttons for the highest F1 and the lowest cost choose among the slider's thresholds,
    on the rows given: a threshold for use is chosen on other rows than it is judged on.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> y = np.repeat([0, 1], [950, 50])
    >>> p = 1 / (1 + np.exp(2 - 2 * y - rng.normal(size=1000)))
    >>> explore_threshold(y, p, cost_fp=1, cost_fn=10, title="Fixed classifier")
    Fixed classifier
                  flagged from true pos. false pos. precision recall    F1   FPR cost per 1,000
    0.172 (recall 0.9 or more)        45        297     0.132  0.900 0.230 0.313          347.0
            0.400 (highest F1)        29         42     0.408  0.580 0.479 0.044          252.0
             0.500 (the start)        15         16     0.484  0.300 0.370 0.017          366.0
    """
    labels, scores = checked_scores(y_true, y_score)
    costs = _checked_costs(cost_fp, cost_fn)
    data = ClassScores.of(labels, scores).slider(n_thresholds, threshold) | {
        "costs": costs,
        "auc": f"{roc_auc_score(labels, scores):.3f}",
        "ap": f"{average_precision_score(labels, scores):.3f}",
    }
    return Explorer(("threshold",), title, data, _still(data), invitation)


def _checked_costs(cost_fp: float | None, cost_fn: float | None) -> list[float] | None:
    if cost_fp is None and cost_fn is None:
        return None
    if cost_fp is None or cost_fn is None:
        raise ValueError(
            f"cost_fp and cost_fn belong together; they are {cost_fp!r} and {cost_fn!r}. "
            "Give both, or neither."
        )
    for name, cost in (("cost_fp", cost_fp), ("cost_fn", cost_fn)):
        if not (math.isfinite(cost) and cost >= 0):
            raise ValueError(f"{name} must be a cost of 0 or more, such as 10; it is {cost!r}.")
    return [float(cost_fp), float(cost_fn)]


def _still(data: Mapping[str, Any]) -> pd.DataFrame:
    """Return the values at up to three thresholds as text, for where nothing can move."""
    true, false = np.array(data["tp"]), np.array(data["fp"])
    f1 = 2 * true / (true + false + data["n_pos"])
    # The last threshold that still finds nine in ten.
    found = int(np.flatnonzero(true >= 0.9 * data["n_pos"])[-1])
    notes: dict[int, str] = {found: "recall 0.9 or more", int(np.argmax(f1)): "highest F1"}
    notes[data["start"]] = "the start"
    return pd.DataFrame([_row(data, at, f1[at], notes[at]) for at in sorted(notes)])


def _row(data: Mapping[str, Any], at: int, f1: float, note: str) -> dict[str, str]:
    true, false, positives = data["tp"][at], data["fp"][at], data["n_pos"]
    shown = {
        "flagged from": f"{data['thresholds'][at]:.{data['digits']}f} ({note})",
        "true pos.": f"{true:,}",
        "false pos.": f"{false:,}",
        "precision": f"{true / (true + false):.3f}" if true + false else "undefined",
        "recall": f"{true / positives:.3f}",
        "F1": f"{f1:.3f}",
        "FPR": f"{false / data['n_neg']:.3f}",
    }
    if data["costs"]:
        bill = np.dot(data["costs"], [false, positives - true])
        cost = 1000 * bill / (positives + data["n_neg"])
        shown["cost per 1,000"] = f"{cost:.{1 if cost >= 10 else 3}f}"
    return shown
