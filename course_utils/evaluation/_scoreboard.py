"""The scoreboard: a row per method, an interval with every score, always a dummy."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from course_utils.errors import did_you_mean
from course_utils.evaluation._bootstrap import percentile_interval, positive_groups
from course_utils.evaluation._cells import Floats, Ints
from course_utils.evaluation._costs import Costs
from course_utils.evaluation._inputs import (
    binary_labels,
    by_name,
    group_codes,
    probabilities,
    whole_number,
)
from course_utils.evaluation._interval import Interval, decimals
from course_utils.evaluation._kernels import NAMED, RankMetric, SumMetric, mean_of, recall_at
from course_utils.evaluation._resampling import Plan, resampled_values
from course_utils.evaluation._table import html, printed
from course_utils.evaluation._thresholds import checked_cuts

DUMMY = "dummy"
_TITLES = {
    "average_precision": "average precision",
    "brier_skill": "Brier skill",
    "roc_auc": "ROC AUC",
}
Job = tuple[RankMetric | SumMetric, Floats]


@dataclass(frozen=True)
class Scoreboard:
    """Scores of several methods on the same rows, with their intervals.

    Printed, it shows three decimals; its `table` holds the unrounded numbers.

    Parameters
    ----------
    table : pandas.DataFrame
        A row per method (the index), the dummy first, with ``n_pos`` and, for a metric
        ``m``, the columns ``m``, ``m_low`` and ``m_high``.
    caption : str
        What the intervals are and what the dummy says, in one line.

    Examples
    --------
    >>> y = np.repeat([0, 1], [80, 20])
    >>> board = scoreboard(y, {"perfect": y})
    >>> print(board.intervals("roc_auc")["perfect"])
    1.000 [1.000, 1.000]
    >>> float(board.table.loc["perfect", "average_precision"])
    1.0
    """

    table: pd.DataFrame
    caption: str

    @property
    def metrics(self) -> list[str]:
        """The metrics' names, in the order of the columns.

        Examples
        --------
        >>> scoreboard([0, 0, 1, 1] * 5, {}).metrics
        ['average_precision', 'roc_auc', 'brier_skill']
        """
        return [column[:-4] for column in self.table.columns if column.endswith("_low")]

    def intervals(self, metric: str) -> dict[str, Interval]:
        """Return every method's interval of one metric, ready for ``plot_intervals``.

        Parameters
        ----------
        metric : str
            One of `metrics`.

        Returns
        -------
        dict of str to Interval
            In the order of the table.

        Raises
        ------
        ValueError
            When the scoreboard has no such metric.

        Examples
        --------
        >>> board = scoreboard([0, 0, 0, 1] * 10, {})
        >>> print(board.intervals("average_precision")["dummy"])
        0.250 [0.250, 0.250]
        """
        if metric not in self.metrics:
            known = ", ".join(repr(name) for name in self.metrics)
            raise ValueError(f"The scoreboard has no metric {metric!r}; choose from {known}.")
        columns = [metric, f"{metric}_low", f"{metric}_high", "n_pos"]
        rows = self.table[columns].itertuples(name=None)
        return {
            method: Interval(float(estimate), float(low), float(high), n_pos=int(n_pos))
            for method, estimate, low, high, n_pos in rows
        }

    def __repr__(self) -> str:
        return f"{self._printed().to_string(index=False)}\n{self.caption}"

    def _repr_html_(self) -> str:
        return f"{html(self._printed())}\n<p>{self.caption}</p>"

    def _printed(self) -> pd.DataFrame:
        titles = {name: _TITLES.get(name, name.replace("_", " ")) for name in self.metrics}
        return printed(self.table.drop(columns="n_pos")).rename(columns=titles)


def scoreboard(
    y_true: ArrayLike,
    scores: Mapping[str, ArrayLike],
    *,
    groups: ArrayLike | None = None,
    recall_at_k: int | None = None,
    costs: Mapping[str, ArrayLike] | None = None,
    thresholds: Mapping[str, float] | None = None,
    n_resamples: int = 1000,
    random_state: int = 0,
) -> Scoreboard:
    """Score several methods on the same test rows, each score with a 95 % interval.

    A row ``dummy`` is always added: it gives every row the prevalence of `y_true`. Each
    interval stands for its own method; whether two methods differ is a question for
    `bootstrap_difference` or `corrected_difference`, not for whether their intervals overlap.

    Parameters
    ----------
    y_true : array-like of shape (n,)
        Labels, 1 for the minority and 0 for the majority.
    scores : mapping of str to array-like of shape (n,)
        The minority's probability by method, such as ``{"SMOTE": p_smote}``.
    groups : array-like of shape (n,), default=None
        What a row belongs to; the intervals then come from a bootstrap by groups.
    recall_at_k : int, default=None
        Adds recall among the `recall_at_k` highest scores, for a budget of so many alerts;
        a tie at the end shares what is left evenly.
    costs : mapping of str to float or array-like of shape (n,), default=None
        Adds ``cost_per_1000`` rows: ``cost_fp`` and ``cost_fn``, and ``cost_tp`` and
        ``cost_tn`` where they are not 0, as in `cost_table`.
    thresholds : mapping of str to float, default=None
        With `costs`: by method, from which probability its rows are flagged. Choose them on
        other rows than these. A method without one flags a row when that is expected to cost
        less, which is right for calibrated probabilities; so does the dummy, which thereby
        costs what the cheaper of flagging none and all does, if the costs are equal for all rows.
    n_resamples : int, default=1000
        Resamples behind each interval.
    random_state : int, default=0
        The source of the resamples.

    Returns
    -------
    Scoreboard
        Average precision, ROC AUC and Brier skill (scikit-learn's ``d2_brier_score``: 0 is
        as good as the dummy, 1 perfect, below 0 worse) of each method, with intervals.

    Raises
    ------
    ValueError
        When a method's scores are not probabilities, one for each row, or costs or
        thresholds are not those of `cost_table`.

    Warns
    -----
    UserWarning
        When fewer than ten positives, or groups that hold one, make the intervals say little.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> y = np.repeat([0, 1], [180, 20])
    >>> p = 1 / (1 + np.exp(3 - 2 * y - rng.normal(size=200)))
    >>> scoreboard(y, {"a model": p})
     method    average precision              ROC AUC          Brier skill
      dummy 0.100 [0.100, 0.100] 0.500 [0.500, 0.500] 0.000 [0.000, 0.000]
    a model 0.684 [0.521, 0.845] 0.920 [0.862, 0.970] 0.305 [0.194, 0.417]
    20 positives; 95 % bootstrap intervals; the dummy gives every row the prevalence, 0.100.
    """
    labels = binary_labels(y_true)
    codes = positive_groups(labels, group_codes(groups, labels.size), stacklevel=3)
    resamples = whole_number(n_resamples, "n_resamples", low=2)
    prevalence = float(labels.mean())
    rows = {DUMMY: np.full(labels.size, prevalence), **_checked(scores, labels.size)}
    jobs = _jobs(labels, rows, recall_at_k) | _cost_jobs(labels, rows, costs, thresholds)
    values = resampled_values(labels, jobs, Plan(codes, resamples, random_state))
    table = pd.DataFrame({"n_pos": int(labels.sum())}, index=pd.Index(rows, name="method"))
    for (method, name), (metric, own) in jobs.items():
        estimate = float(metric.estimate(labels, own))
        cell = percentile_interval(estimate, values[method, name], labels, 0.95)
        columns = [name, f"{name}_low", f"{name}_high"]
        table.loc[method, columns] = [cell.estimate, cell.low, cell.high]
    kind = "bootstrap intervals" if groups is None else "intervals from a bootstrap by groups"
    return Scoreboard(
        table,
        f"{labels.sum()} positives; 95 % {kind}; "
        f"the dummy gives every row the prevalence, {decimals(prevalence)}.",
    )


def _checked(scores: Mapping[str, ArrayLike], n: int) -> dict[str, Floats]:
    if DUMMY in by_name(scores, "scores"):
        raise ValueError("scores must not hold 'dummy': the scoreboard adds that row itself.")
    return {
        method: probabilities(values, n, name=f"scores[{method!r}]")
        for method, values in scores.items()
    }


def _jobs(labels: Ints, rows: Mapping[str, Floats], k: int | None) -> dict[tuple[str, str], Job]:
    names = ("average_precision", "roc_auc", "brier_skill")
    metrics = {name: NAMED[name] for name in names}
    if k is not None:
        n = labels.size
        metrics[f"recall_at_{k}"] = recall_at(whole_number(k, "recall_at_k", low=1, high=n), n)
    return {
        (method, name): (metric, values)
        for name, metric in metrics.items()
        for method, values in rows.items()
    }


def _cost_jobs(
    labels: Ints,
    rows: Mapping[str, Floats],
    costs: Mapping[str, ArrayLike] | None,
    thresholds: Mapping[str, float] | None,
) -> dict[tuple[str, str], Job]:
    """Return, by method, what each row costs, to be averaged."""
    named = {} if thresholds is None else by_name(thresholds, "thresholds")
    cuts = dict(zip(named, checked_cuts([*named.values()]), strict=True))
    if costs is None:
        if cuts:
            raise ValueError("thresholds serve the costs only; pass costs too, or neither.")
        return {}
    unknown = next((method for method in cuts if method not in rows), None)
    if unknown is not None:
        raise ValueError(f"thresholds has no method {unknown!r}. {did_you_mean(unknown, rows)}")
    amounts = Costs.named(labels.size, costs)
    passed, flagged = amounts.by_decision(labels)
    return {
        (method, "cost_per_1000"): (
            mean_of(1000),
            np.where(
                values >= cuts[method] if method in cuts else amounts.worth_flagging(values),
                flagged,
                passed,
            ),
        )
        for method, values in rows.items()
    }
