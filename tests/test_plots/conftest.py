"""One sample of every explorer, for the tests over all of them."""

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit

from course_utils.plots import (
    explore_costs,
    explore_learning,
    explore_prevalence,
    explore_threshold,
)

OVERLAPS, COUNTS, LEARNERS = (0.1, 0.3, 0.5, 0.7), (10, 25, 100, 700), ("boosting", "forest")


@pytest.fixture(scope="session")
def sample():
    """Return labels and the true probabilities of 26,000 rows, 5 % positive."""
    rng = np.random.default_rng(0)
    log_odds = rng.normal(-3.9, 1.6, 26_000)
    return (rng.random(log_odds.size) < expit(log_odds)).astype(int), expit(log_odds)


def measure(along="n_positives", places=COUNTS):
    """Return a table as a lesson stores it; scores grow with the place and fall with overlap."""
    rows = [
        (overlap, place, learner, score, score - 0.1, score + 0.05)
        for overlap in OVERLAPS
        for i, place in enumerate(places)
        for j, learner in enumerate(LEARNERS)
        for score in [0.8 - 0.6 * overlap + 0.04 * i - 0.05 * j]
    ]
    return pd.DataFrame(rows, columns=["overlap", along, "learner", "score", "low", "high"])


@pytest.fixture(scope="session")
def results():
    return measure()


@pytest.fixture(scope="session")
def results_by_prevalence():
    return measure("prevalence", (0.001, 0.01, 0.1, 0.5))


@pytest.fixture(scope="session")
def scores():
    rng = np.random.default_rng(1)
    overlap = np.repeat(OVERLAPS, 1000)
    y = np.tile(np.repeat([0, 1], [900, 100]), len(OVERLAPS))
    drawn = rng.normal(y * 4 * (1 - overlap))
    return pd.DataFrame({"overlap": overlap, "y_true": y, "y_score": drawn})


@pytest.fixture(scope="session")
def explorers(sample, results, scores):
    """Return one explorer of each kind, on data as large as a lesson's."""
    return {
        "threshold": explore_threshold(*sample, cost_fp=1, cost_fn=10, threshold=0.3),
        "prevalence": explore_prevalence(*sample, threshold=0.3, title="A 50 % test set"),
        "costs": explore_costs(*sample),
        "learning": explore_learning(results, scores, baseline=0.1),
    }


KINDS = ("threshold", "prevalence", "costs", "learning")


@pytest.fixture(params=KINDS)
def explorer(request, explorers):
    return explorers[request.param]
