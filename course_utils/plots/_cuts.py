"""The thresholds of an explorer's slider, and what each of them flags."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class ClassScores:
    """The scores of both classes, in order.

    Rows that score as much as a threshold or more are flagged.
    """

    positives: NDArray[np.float64]
    negatives: NDArray[np.float64]

    @classmethod
    def of(cls, labels: NDArray[np.int64], scores: NDArray[np.float64]) -> "ClassScores":
        """Sort checked scores by class."""
        return cls(np.sort(scores[labels == 1]), np.sort(scores[labels == 0]))

    def counts(self, thresholds: ArrayLike) -> dict[str, Any]:
        """Return the size of the classes, and the true and false positives at thresholds."""
        parts = {"pos": self.positives, "neg": self.negatives}
        sizes = {f"n_{name}": part.size for name, part in parts.items()}
        above = [part.size - np.searchsorted(part, thresholds) for part in parts.values()]
        return sizes | {"tp": above[0].tolist(), "fp": above[1].tolist()}

    def slider(self, n_thresholds: int, threshold: float) -> dict[str, Any]:
        """Return the data of a slider over about `n_thresholds`, one of them `threshold`.

        They divide both classes into even shares, and the lowest flags every row; ``start``
        is the place of `threshold`.
        """
        if n_thresholds < 2:
            raise ValueError(f"n_thresholds must be 2 or more; it is {n_thresholds!r}.")
        if not np.isfinite(threshold):
            raise ValueError(f"threshold must be a number; it is {threshold!r}.")
        shares = np.linspace(0, 1, n_thresholds // 2)
        wanted = [np.quantile(part, shares) for part in (self.positives, self.negatives)]
        grid = np.concatenate([*wanted, [threshold]])
        digits = _digits(grid)
        lowest = grid.min().round(digits)
        # Rounded up, it would leave the lowest rows out.
        if lowest > grid.min():
            lowest = (lowest - 10.0**-digits).round(digits)
        thresholds = np.unique([lowest, *grid.round(digits)])
        return self.counts(thresholds) | {
            "thresholds": thresholds.tolist(),
            "digits": digits,
            "start": int(np.searchsorted(thresholds, round(threshold, digits))),
        }


def _digits(grid: NDArray[np.float64]) -> int:
    """Return as few decimals as keep nine in ten of these numbers apart."""
    spread = float(np.ptp(grid))
    # About 500 steps over the range; more only where many numbers share a small part of it.
    digits = int(np.clip(np.ceil(2.7 - np.log10(spread)), 0, 8)) if spread > 0 else 3
    apart = np.unique(grid).size
    while digits < 8 and np.unique(grid.round(digits)).size < 0.9 * apart:
        digits += 1
    return digits
