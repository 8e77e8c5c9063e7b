"""ROC and precision-recall curves side by side, each with what knowing nothing gives."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray

from course_utils.plots._canvas import Canvas, canvas
from course_utils.plots._inputs import Scores, scores_by_method
from course_utils.plots._style import looks_for


def plot_roc_pr(
    y_true: ArrayLike,
    y_score: Scores,
    *,
    name: str = "model",
    roles: Mapping[str, str] | None = None,
    ax: Sequence[Axes] | None = None,
) -> tuple[Axes, Axes]:
    """Draw ROC and precision-recall curves of one method or several, with their baselines.

    The curves are those of scikit-learn's ``RocCurveDisplay`` and
    ``PrecisionRecallDisplay``.

    Parameters
    ----------
    y_true : array-like of shape (n,)
        Labels, 1 for the minority and 0 for the majority.
    y_score : array-like of shape (n,), or mapping of str to such arrays
        A finite score for each row, or ``{"method": scores}``.
    name : str, default='model'
        What a single method is called.
    roles : mapping of str to str, default=None
        The role of a method in ``COLOURS``; one that is named like a role has it anyway.
    ax : sequence of two matplotlib.axes.Axes, default=None
        Where to draw; a new figure by default.

    Returns
    -------
    tuple of two matplotlib.axes.Axes
        ROC, then precision-recall.

    Raises
    ------
    ValueError
        When a class has fewer than two rows, or scores are missing or do not fit.

    Examples
    --------
    >>> roc, pr = plot_roc_pr([0, 0, 0, 1, 1], [0.1, 0.2, 0.7, 0.4, 0.8])
    >>> print(pr.get_figure().get_label())
    ROC and precision-recall curves, 2 positives in 5 rows. model: ROC AUC 0.833, average
    precision 0.833. Baselines: the diagonal (0.500) and the prevalence (0.400).
    """
    from sklearn.metrics import average_precision_score, roc_auc_score

    labels, methods = scores_by_method(y_true, y_score, name)
    looks = looks_for(methods, roles)
    with canvas(ax, columns=2, size=(9, 4.4), data=y_true) as drawn:
        handles, said = {}, []
        for method, scores in methods.items():
            style = {"color": looks[method].colour, "linestyle": looks[method].line}
            auc, ap = roc_auc_score(labels, scores), average_precision_score(labels, scores)
            handles[f"{method}: AUC {auc:.3f}, AP {ap:.3f}"] = _draw(drawn, labels, scores, style)
            said.append(f"{method}: ROC AUC {auc:.3f}, average precision {ap:.3f}.")
        prevalence = float(labels.mean())
        handles[f"knowing nothing: AUC 0.500, AP {prevalence:.3f}"] = _furnish(
            drawn.axes, prevalence
        )
        drawn.name(handles)
        drawn.say(
            f"ROC and precision-recall curves, {labels.sum():,} positives in {labels.size:,} "
            f"rows. {' '.join(said)} Baselines: the diagonal (0.500) and the prevalence "
            f"({prevalence:.3f})."
        )
    return drawn.axes[0], drawn.axes[1]


def _draw(
    drawn: Canvas,
    labels: NDArray[np.int64],
    scores: NDArray[np.float64],
    style: Mapping[str, object],
) -> object:
    from sklearn.metrics import PrecisionRecallDisplay, RocCurveDisplay

    roc, pr = drawn.axes
    display = RocCurveDisplay.from_predictions(labels, scores, ax=roc, curve_kwargs=style)
    PrecisionRecallDisplay.from_predictions(
        labels, scores, ax=pr, curve_kwargs=style, drop_intermediate=True
    )
    return display.line_


def _furnish(axes: tuple[Axes, ...], prevalence: float) -> object:
    """Draw both baselines, and name the axes in plain words."""
    roc, pr = axes
    style: dict[str, Any] = {
        "color": "black",
        "linestyle": (0, (2, 2)),
        "linewidth": 1.5,
        "zorder": 1,
    }
    (line,) = roc.plot([0, 1], [0, 1], **style)
    pr.plot([0, 1], [prevalence, prevalence], **style)
    roc.set(xlabel="false-positive rate", ylabel="recall (true-positive rate)")
    pr.set(xlabel="recall", ylabel="precision")
    for ax in axes:
        if (legend := ax.get_legend()) is not None:
            legend.remove()  # one legend names the methods of both
    return line
