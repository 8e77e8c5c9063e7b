"""The four costs of a decision: one amount each, or one for each row."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_utils.evaluation._cells import Floats, Ints
from course_utils.evaluation._inputs import by_name


@dataclass(frozen=True)
class Costs:
    """What the four outcomes cost, as numbers or as one number for each row."""

    fp: Floats
    fn: Floats
    tp: Floats
    tn: Floats

    @classmethod
    def checked(
        cls, n: int, *, fp: ArrayLike, fn: ArrayLike, tp: ArrayLike = 0, tn: ArrayLike = 0
    ) -> "Costs":
        """Return the costs when each is one finite amount, or one for each of `n` rows."""
        given = {"cost_fp": fp, "cost_fn": fn, "cost_tp": tp, "cost_tn": tn}
        return cls(*(_amounts(cost, n, name) for name, cost in given.items()))

    @classmethod
    def named(cls, n: int, costs: Mapping[str, ArrayLike]) -> "Costs":
        """Return the costs from the keyword arguments of `cost_table`."""
        allowed = {f"cost_{outcome}" for outcome in ("fp", "fn", "tp", "tn")}
        if not {"cost_fp", "cost_fn"} <= by_name(costs, "costs").keys() <= allowed:
            raise ValueError(
                "costs must hold 'cost_fp' and 'cost_fn', and may hold 'cost_tp' and 'cost_tn'; "
                f"it holds {sorted(costs, key=str)}."
            )
        return cls.checked(n, **{name[5:]: cost for name, cost in costs.items()})

    @property
    def by_row(self) -> bool:
        """Whether any cost differs from row to row."""
        return any(cost.ndim for cost in (self.fp, self.fn, self.tp, self.tn))

    def threshold(self) -> float:
        """Return the probability from which flagging is expected to cost less (Elkan, 2001)."""
        alarm, miss = float(self.fp - self.tn), float(self.fn - self.tp)
        if alarm <= 0 or miss <= 0:
            wrong, right = ("cost_fp", "cost_tn") if alarm <= 0 else ("cost_fn", "cost_tp")
            values = vars(self)
            raise ValueError(
                f"{wrong} must be above {right}, so that an error costs more than the right "
                f"decision; they are {float(values[wrong[5:]])!r} and "
                f"{float(values[right[5:]])!r}. Check the signs, or pass thresholds."
            )
        return alarm / (alarm + miss)

    def expected_gain(self, p: Floats) -> Floats:
        """Return what flagging each row is expected to save, at its probability."""
        alarm, both = self.fp - self.tn, self.fp - self.tn + self.fn - self.tp
        # Through the threshold, so that a probability that equals it gains 0 to the last digit.
        cut = np.divide(alarm, both, out=np.zeros_like(both), where=both != 0)
        return np.where(both != 0, both * (p - cut), -alarm)

    def worth_flagging(self, p: Floats) -> NDArray[np.bool_]:
        """Tell which rows are expected to cost less when they are flagged."""
        return self.expected_gain(p) >= 0 if self.by_row else p >= self.threshold()

    def by_decision(self, labels: Ints) -> tuple[Floats, Floats]:
        """Return what each row costs when it is passed, and when it is flagged."""
        passed = np.where(labels == 1, self.fn, self.tn)
        return passed, np.where(labels == 1, self.tp, self.fp)

    def totals(self, labels: Ints, scores: Floats, cuts: Floats) -> Floats:
        """Return what all rows cost together at each cut."""
        passed, flagged = self.by_decision(labels)
        order = np.argsort(scores)
        below = np.cumsum([0, *passed[order]])
        above = np.cumsum([0, *flagged[order][::-1]])[::-1]
        cut = np.searchsorted(scores[order], cuts)
        return np.asarray(below[cut] + above[cut])


def _amounts(cost: ArrayLike, n: int, name: str) -> Floats:
    try:
        amounts = np.asarray(cost, dtype=np.float64)
    except (TypeError, ValueError):
        raise ValueError(f"{name} must hold amounts; it is {cost!r}.") from None
    if amounts.shape not in ((), (n,)):
        raise ValueError(
            f"{name} must be one amount, or one for each of the {n} rows of y_true; "
            f"its shape is {amounts.shape}."
        )
    bad = int(np.sum(~np.isfinite(amounts)))
    if bad:
        raise ValueError(
            f"{name} has {bad} {'amount that is' if bad == 1 else 'amounts that are'} NaN or "
            "infinite; give every row an amount."
        )
    return amounts
