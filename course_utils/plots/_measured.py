"""Stored scores on a grid: by overlap, learner, and place along an axis."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

_NUMBERS = ["score", "low", "high"]
_MOST_LEARNERS = 4


@dataclass(frozen=True)
class MeasuredGrid:
    """Scores with their bands; ``numbers`` is (overlap, learner, score-low-high, place)."""

    overlaps: list[float]
    learners: list[str]
    places: list[float]
    numbers: NDArray[np.float64]

    @classmethod
    def of(cls, results: pd.DataFrame, along: str) -> "MeasuredGrid":
        """Read a tidy table with one row for each combination, or say what is wrong with it."""
        need_columns(results, "results", ["overlap", along, "learner", *_NUMBERS])
        _check_numbers(results, along)
        learners = results["learner"].unique().tolist()
        if len(learners) > _MOST_LEARNERS:
            raise ValueError(
                f"results has {len(learners)} learners; at most {_MOST_LEARNERS} lines can be "
                "told apart. Leave some out."
            )
        overlaps, places = (sorted(results[name].unique().tolist()) for name in ("overlap", along))
        axes = [overlaps, learners, places]
        table = results.set_index(["overlap", "learner", along])[_NUMBERS]
        whole = pd.MultiIndex.from_product(axes)
        once = len(table) == len(whole) and not table.index.has_duplicates
        if not once or min(len(overlaps), len(places)) < 2:
            raise ValueError(
                f"results has {len(table)} rows for {len(overlaps)} overlaps, {len(learners)} "
                f"learners and {len(places)} values of {along}; it needs one row for each "
                "combination, and two or more overlaps and values."
            )
        shape = [len(axis) for axis in axes]
        cube = table.loc[whole].to_numpy(np.float64).reshape(*shape, len(_NUMBERS))
        return cls(overlaps, [str(name) for name in learners], places, cube.swapaxes(2, 3))


def need_columns(frame: object, name: str, columns: Sequence[str]) -> None:
    """Say which columns a table lacks."""
    missing = [column for column in columns if column not in getattr(frame, "columns", ())]
    if missing:
        raise ValueError(
            f"{name} must be a DataFrame with the columns {', '.join(columns)}; it lacks "
            f"{', '.join(missing)}."
        )


def _check_numbers(results: pd.DataFrame, along: str) -> None:
    given = results[["overlap", along, *_NUMBERS]]
    numbers = given.apply(pd.to_numeric, errors="coerce").to_numpy(np.float64)
    _, place, score, low, high = numbers.T
    fine = np.isfinite(numbers).all(axis=1) & (place > 0)
    fine &= (low >= 0) & (low <= score) & (score <= high) & (high <= 1)
    if not fine.all():
        first = ", ".join(f"{name} {value}" for name, value in given[~fine].iloc[0].items())
        raise ValueError(
            f"results has {(~fine).sum()} rows that cannot be drawn; the first is {first}. "
            f"Needed are numbers, {along} above 0, and 0 ≤ low ≤ score ≤ high ≤ 1."
        )
