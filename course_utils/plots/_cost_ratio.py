"""The cost explorer: the ratio of two costs sets the threshold, what is flagged, and the bill."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from course_utils.evaluation import checked_scores
from course_utils.plots._cuts import ClassScores
from course_utils.plots._explorer import Explorer

_MOST = 1000
"""The highest ratio that the slider reaches by itself."""


def explore_costs(
    y_true: ArrayLike,
    y_prob: ArrayLike,
    *,
    ratio: float = 10.0,
    title: str = "What a missed positive costs decides where to cut",
    invitation: str = "Raise the cost of a missed positive: which cut stays cheap?",
) -> Explorer:
    """Let a reader move what a missed positive costs, counted in false alarms.

    The ratio of the two costs sets the threshold, 1 / (1 + ratio), that is cheapest if the
    probabilities are right (Elkan 2001, section 1.3, with free correct decisions). What it
    flags and what it costs stand beside flagging nobody, flagging everybody, the cut at
    0.5, and the cut that turns out cheapest on these very rows. Two ratios are marked: 1,
    where 0.5 is right, and negatives per positive, which ``class_weight="balanced"`` takes
    for granted.

    Parameters
    ----------
    y_true : array-like of shape (n,)
        Labels, 1 for the minority.
    y_prob : array-like of shape (n,)
        Probabilities of the minority, from 0 to 1.
    ratio : float, default=10.0
        Where the slider starts: the cost of a missed positive, in false alarms, from 1 to
        1,000.
    title : str
        What it shows; see ``title_for`` where the data is synthetic.
    invitation : str
        What to try first, one sentence beside the title; empty for none.

    Returns
    -------
    Explorer
        Shown as HTML in JupyterLab and in a deck, as a small table elsewhere.

    Raises
    ------
    ValueError
        When labels or probabilities are not what they must be, or a number is out of range.

    References
    ----------
    Elkan, C. (2001). The foundations of cost-sensitive learning. IJCAI, 973-978.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> p = rng.beta(0.5, 9, size=2000)
    >>> y = rng.random(2000) < p
    >>> explore_costs(y.astype(int), p, title="True probabilities")
    True probabilities
    a miss costs flag from of 1,000  cost flag none flag all cut at 0.5 hindsight
               1     0.500      1.0  52.0   52.0     948.0       52.0      52.0
              10     0.091    189.5 368.5  520.0     948.0      515.5     348.5
            18.2     0.052    328.0 458.7  948.0     948.0      939.3     438.7
    """
    labels, scores = checked_scores(y_true, y_prob)
    if not (scores.min() >= 0 and scores.max() <= 1):
        raise ValueError(
            f"y_prob must hold probabilities from 0 to 1; it runs from {scores.min():.3f} to "
            f"{scores.max():.3f}. Pass predict_proba(X)[:, 1]."
        )
    if not 1 <= ratio <= _MOST:
        raise ValueError(
            f"ratio must be from 1 to {_MOST:,}, the cost of a missed positive in false "
            f"alarms; it is {ratio!r}."
        )
    classes = ClassScores.of(labels, scores)
    data = _data(classes, float(ratio))
    return Explorer(("thousand", "costs"), title, data, _still(data), invitation)


def _data(classes: ClassScores, ratio: float) -> dict[str, Any]:
    """Return the cost curve's counts, and those of each ratio's threshold and best cut."""
    balanced = _short(classes.negatives.size / classes.positives.size, 4)
    steps = [_short(step) for step in np.geomspace(1, _MOST, 37)]
    ratios = np.unique([1.0, ratio, balanced, *steps])
    thresholds = 1 / (1 + ratios)
    grid = np.unique([_short(cut) for cut in np.geomspace(thresholds[-1] / 1.2, 1, 60)])
    half, elkan = classes.counts(0.5), classes.counts(thresholds)
    return classes.counts(grid) | {
        "thresholds": grid.tolist(),
        "ratios": ratios.tolist(),
        "start": int(np.searchsorted(ratios, ratio)),
        "equal": int(np.searchsorted(ratios, 1.0)),
        "balanced": int(np.searchsorted(ratios, balanced)),
        "half": [half["tp"], half["fp"]],
        "elkan": list(zip(elkan["tp"], elkan["fp"], strict=True)),
        "best": _best(classes, ratios),
    }


def _best(classes: ClassScores, ratios: NDArray[np.float64]) -> list[list[Any]]:
    """Return the cheapest cut of these rows at each ratio, and what it flags."""
    cuts = np.unique(np.concatenate([classes.positives, classes.negatives]))[::-1]
    counts = classes.counts(cuts)
    # The first cut flags nobody.
    true, false = np.array([0, *counts["tp"]]), np.array([0, *counts["fp"]])
    cheapest = [int(np.argmin(false + ratio * (true[-1] - true))) for ratio in ratios]
    return [
        [_short(cuts[at - 1], 4) if at else None, int(true[at]), int(false[at])] for at in cheapest
    ]


def _short(value: float, digits: int = 3) -> float:
    """Return a number of few significant digits, which needs little room."""
    return float(f"{value:.{digits}g}")


def _still(data: Mapping[str, Any]) -> pd.DataFrame:
    """Return the values at the marked ratios as text, for where nothing can move."""
    positives, negatives = data["n_pos"], data["n_neg"]
    rows = positives + negatives
    table = []
    for at in sorted({data["equal"], data["start"], data["balanced"]}):
        ratio, elkan = data["ratios"][at], data["elkan"][at]
        bills = {
            "cost": elkan,
            "flag none": (0, 0),
            "flag all": (positives, negatives),
            "cut at 0.5": data["half"],
            "hindsight": data["best"][at][1:],
        }
        shown = {
            "a miss costs": f"{ratio:.3g}",
            "flag from": f"{1 / (1 + ratio):.3f}",
            "of 1,000": f"{1000 * sum(elkan) / rows:.1f}",
        }
        for name, (true, false) in bills.items():
            shown[name] = f"{1000 * (false + ratio * (positives - true)) / rows:.1f}"
        table.append(shown)
    return pd.DataFrame(table)
