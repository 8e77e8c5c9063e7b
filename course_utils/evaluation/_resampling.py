"""Values of metrics on the same resamples, drawn once for all of them."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from course_utils.evaluation._cells import Cells, Floats, Ints
from course_utils.evaluation._draws import cell_draws, unit_draws
from course_utils.evaluation._kernels import RankMetric, SumMetric

Key = TypeVar("Key", bound=Hashable)
Jobs = Mapping[Key, tuple[RankMetric | SumMetric, Floats]]
Ranked = Mapping[Key, tuple[RankMetric, Floats]]
Summed = Mapping[Key, tuple[SumMetric, Floats]]
Metric = Callable[[Ints, Floats], float]


@dataclass(frozen=True)
class Plan:
    """What is resampled, rows or the groups that `codes` number, how often, by which chance."""

    codes: Ints | None
    n_resamples: int
    random_state: int | np.random.Generator | None

    def units(self, labels: Ints) -> tuple[Ints, Iterator[NDArray[np.float32]]]:
        """Return the group of each row, and the draws of groups block by block."""
        codes = np.arange(labels.size) if self.codes is None else self.codes
        return codes, unit_draws(labels, codes, self.n_resamples, self.rng())

    def rng(self) -> np.random.Generator:
        """Return the source of chance, from its start if it was given by a number."""
        try:
            return np.random.default_rng(self.random_state)
        except (TypeError, ValueError):
            raise ValueError(
                "random_state must be a whole number from 0, such as 0, a numpy Generator or "
                f"None; it is {self.random_state!r}."
            ) from None


def resampled_values(labels: Ints, jobs: Jobs[Key], plan: Plan) -> dict[Key, Floats]:
    """Return each job's metric, of its scores, on every resample.

    With groups all jobs see the same resamples. Without, a metric of the order needs no rows,
    only counts in its own cells. Either way a metric's values are those that it has alone.
    """
    ranked = {k: (m, scores) for k, (m, scores) in jobs.items() if isinstance(m, RankMetric)}
    summed = {k: (m, scores) for k, (m, scores) in jobs.items() if isinstance(m, SumMetric)}
    values: dict[Key, list[Floats]] = {key: [] for key in jobs}
    if plan.codes is None:
        for key, block in _from_cells(labels, ranked, plan):
            values[key].append(block)
        ranked = {}
    if ranked or summed:
        for key, block in _from_units(labels, ranked, summed, plan):
            values[key].append(block)
    return {key: np.concatenate(blocks) for key, blocks in values.items()}


def called_values(labels: Ints, scores: list[Floats], metric: Metric, plan: Plan) -> Floats:
    """Return any metric of each of the scores on the same resamples, row by row."""
    rows, values = np.arange(labels.size), []
    codes, draws = plan.units(labels)
    for drawn in draws:
        for times in drawn.T.astype(np.int64):
            picked = np.repeat(rows, times[codes])
            values.append([float(metric(labels[picked], each[picked])) for each in scores])
    return np.array(values).T


def _from_cells(labels: Ints, jobs: Ranked[Key], plan: Plan) -> Iterator[tuple[Key, Floats]]:
    """Yield values block by block, each array of scores with draws of its own."""
    for scores, metrics in _by_scores(jobs):
        cells = Cells.of(labels, scores)
        for counts in cell_draws(cells, plan.n_resamples, plan.rng()):
            for key, metric in metrics.items():
                yield key, metric.resampled(cells, *counts)


def _from_units(
    labels: Ints, ranked: Ranked[Key], summed: Summed[Key], plan: Plan
) -> Iterator[tuple[Key, Floats]]:
    """Yield values block by block, all from the same draws of groups."""
    codes, draws = plan.units(labels)
    ranks = [
        (metrics, *_incidence(labels, scores, codes)) for scores, metrics in _by_scores(ranked)
    ]
    columns = [metric.columns(labels, scores) for metric, scores in summed.values()]
    sums = np.array([np.bincount(codes, weights=col) for part in columns for col in part.T])
    ends = np.cumsum([part.shape[1] for part in columns])[:-1]
    for drawn in draws:
        for metrics, cells, incidence in ranks:
            found, passed = np.vsplit(incidence @ drawn, 2)
            for key, metric in metrics.items():
                yield key, metric.resampled(cells, found, passed)
        parts: list[Floats] = np.split(sums @ drawn, ends) if summed else []
        for (key, (total, _)), part in zip(summed.items(), parts, strict=True):
            yield key, total.resampled(part)


def _by_scores(jobs: Ranked[Key]) -> Iterator[tuple[Floats, dict[Key, RankMetric]]]:
    """Yield each array of scores with the metrics that are asked of it."""
    arrays = {id(scores): scores for _, scores in jobs.values()}
    for identity, scores in arrays.items():
        yield scores, {key: job[0] for key, job in jobs.items() if id(job[1]) == identity}


def _incidence(labels: Ints, scores: Floats, codes: Ints) -> tuple[Cells, sparse.csr_array]:
    """Return the cells, and how many rows of each group (column) fall into each of them.

    The rows of the matrix are the cells of positives, then those of negatives.
    """
    cells = Cells.of(labels, scores)
    k = cells.positives.size
    places = (np.where(labels == 1, cells.row, k + cells.row), codes)
    shape = (2 * k, int(codes.max()) + 1)
    ones = np.ones(labels.size, np.float32)
    return cells, sparse.coo_array((ones, places), shape=shape).tocsr()
