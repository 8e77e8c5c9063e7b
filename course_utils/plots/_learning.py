"""The learning explorer: overlap and number of positives against a score, with its band."""

from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from course_utils.evaluation import checked_scores
from course_utils.plots._explorer import Explorer
from course_utils.plots._measured import MeasuredGrid, need_columns

_BINS = 32
_AXES = {
    "n_positives": "positives in the training set",
    "prevalence": "share of positives",
}


def explore_learning(
    results: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    along: Literal["n_positives", "prevalence"] = "n_positives",
    metric: str = "average precision",
    band: str = "band",
    baseline: float | None = None,
    title: str = "How many positives does each learner need?",
    invitation: str = "Add positives, then lower the overlap: which helps whom?",
) -> Explorer:
    """Let a reader move the overlap of two classes, and the number of positives.

    Nothing is fitted here: a lesson stores what it measured. For the overlap chosen, the
    scores of both classes are drawn, and each learner's curve with its band.

    Parameters
    ----------
    results : pandas.DataFrame
        One row for each overlap, place along the axis, and learner: ``overlap``,
        ``n_positives`` (or ``prevalence``), ``learner``, ``score``, ``low``, ``high``; the
        last three from 0 to 1. Up to four learners; with ``along="prevalence"`` these may
        be several metrics of one learner.
    scores : pandas.DataFrame
        Scores of one learner at each overlap: ``overlap``, ``y_true`` (0 and 1),
        ``y_score`` (any finite number; log-odds spread rare classes better than
        probabilities).
    along : {"n_positives", "prevalence"}, default="n_positives"
        What the second slider moves.
    metric : str, default="average precision"
        What ``score`` is.
    band : str, default="band"
        What ``low`` and ``high`` are, such as "95 % interval" or "lowest to highest of 5".
    baseline : float, default=None
        The dummy's score, a dotted line and a row of the table.
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
        When a column or a row is missing, or a value is out of range.

    Examples
    --------
    >>> results = pd.DataFrame(
    ...     [(o, n, "forest", 0.9 - o / 2 - 1 / n, 0.5 - o / 2, 1 - o / 2)
    ...      for o in (0.2, 0.6) for n in (10, 100)],
    ...     columns=["overlap", "n_positives", "learner", "score", "low", "high"],
    ... )
    >>> rng = np.random.default_rng(0)
    >>> scores = pd.DataFrame({"overlap": np.repeat([0.2, 0.6], 200), "y_true": [0, 1] * 200})
    >>> scores["y_score"] = rng.normal(scores["y_true"] * (3 - 4 * scores["overlap"]))
    >>> explore_learning(results, scores, title="A forest")
    A forest
    overlap positives in the training set                 forest
        0.2                            10 0.700 (0.400 to 0.900)
        0.2                           100 0.790 (0.400 to 0.900)
        0.6                            10 0.500 (0.200 to 0.700)
        0.6                           100 0.590 (0.200 to 0.700)
    """
    if along not in _AXES:
        raise ValueError(f"along must be 'n_positives' or 'prevalence'; it is {along!r}.")
    if baseline is not None and not 0 <= baseline <= 1:
        raise ValueError(f"baseline must be a score from 0 to 1, or None; it is {baseline!r}.")
    grid = MeasuredGrid.of(results, along)
    ends, hills = _hills(scores, grid.overlaps)
    data = {
        "overlaps": grid.overlaps,
        "places": grid.places,
        "names": grid.learners,
        "scores": grid.numbers.round(3).tolist(),
        "share": along == "prevalence",
        "axis": _AXES[along],
        "metric": metric,
        "band": band,
        "baseline": baseline,
        "low": 0.5 if min(grid.numbers.min(), 1 if baseline is None else baseline) >= 0.5 else 0,
        "ends": ends,
        "shapes": (1000 * hills).round().astype(int).tolist(),
        "shared": hills.min(axis=1).sum(axis=-1).round(2).tolist(),
        "start": [(len(grid.overlaps) - 1) // 2, (len(grid.places) - 1) // 2],
    }
    return Explorer(("learning",), title, data, _still(grid, along), invitation)


def _still(grid: MeasuredGrid, along: str) -> pd.DataFrame:
    """Return the corners of the grid as text, for where nothing can move."""
    rows = []
    for o, n in [(0, 0), (0, -1), (-1, 0), (-1, -1)]:
        place = grid.places[n]
        row = {
            "overlap": f"{grid.overlaps[o]:g}",
            _AXES[along]: f"{100 * place:.3g} %" if along == "prevalence" else f"{place:,}",
        }
        for name, (score, low, high) in zip(grid.learners, grid.numbers[o, ..., n], strict=True):
            row[name] = f"{score:.3f} ({low:.3f} to {high:.3f})"
        rows.append(row)
    return pd.DataFrame(rows)


def _hills(scores: pd.DataFrame, overlaps: list[float]) -> tuple[list[str], NDArray[np.float64]]:
    """Return the ends of the axis, and each class's share of rows by overlap, class and bin."""
    need_columns(scores, "scores", ["overlap", "y_true", "y_score"])
    given = sorted(scores["overlap"].unique().tolist())
    if given != overlaps:
        raise ValueError(
            f"scores has the overlaps {given}, results has {overlaps}; they must be the same."
        )
    parts = [_by_class(part, overlap) for overlap, part in scores.groupby("overlap")]
    inner = [np.quantile(part, [0.005, 0.995]) for pair in parts for part in pair]
    low, high = float(np.min(inner)), float(np.max(inner))
    if low == high:
        raise ValueError(f"y_score in scores is {low!r} nearly everywhere; it must rank the rows.")
    edges = np.linspace(low, high, _BINS + 1)
    shares = [[_shares(part, edges) for part in pair] for pair in parts]
    return [f"{end:.2g}".replace("-", "−") for end in (low, high)], np.array(shares)


def _by_class(part: pd.DataFrame, overlap: object) -> tuple[NDArray[np.float64], ...]:
    try:
        labels, scores = checked_scores(part["y_true"], part["y_score"])
    except ValueError as error:
        raise ValueError(f"scores at overlap {overlap!r}: {error}") from None
    return scores[labels == 0], scores[labels == 1]


def _shares(part: NDArray[np.float64], edges: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.histogram(part.clip(edges[0], edges[-1]), edges)[0] / part.size
