"""One sample of every explorer, and a page to open them on, for the tests over all of them."""

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

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Explorers</title>
<style>:root {{ color-scheme: light dark; }} body {{ font: 14px sans-serif; margin: 1em; }}</style>
</head><body><main><h1>Explorers</h1>{}</main></body></html>"""

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


@pytest.fixture
def open_page(browser, tmp_path):
    """Return a function that opens explorers on a page, which notes its faults and requests."""
    contexts = []

    def open_one(*explorers, **options):
        file = tmp_path / "page.html"
        body = "".join(explorer._repr_html_() for explorer in explorers)
        file.write_text(PAGE.format(body), encoding="utf-8")
        contexts.append(browser.new_context(offline=True, **options))
        page = contexts[-1].new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("request", lambda request: page.faults.append(request.url))
        page.goto(file.as_uri())
        page.faults.remove(file.as_uri())
        return page

    yield open_one
    for context in contexts:
        context.close()
