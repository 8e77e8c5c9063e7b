"""Simulate how often each interval holds the truth, and keep the table: interval_coverage.md.

Run by hand, `python benchmarks/interval_coverage.py`; it takes a quarter of an hour. The
docstrings of `course_utils.evaluation` quote the table; a test repeats a small part of it.
"""

import argparse
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import integrate
from scipy.stats import norm
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import RepeatedStratifiedKFold

from course_utils.evaluation import (
    Interval,
    bootstrap_difference,
    bootstrap_interval,
    corrected_difference,
    delong_interval,
    fold_interval,
    logit_interval,
    wilson_interval,
)

RESULTS = Path(__file__).with_name("interval_coverage.md")
POSITIVES = (10, 25, 50, 100)
PREVALENCE = 0.02
RESAMPLES = 400
QUICK = 5
"""So many times more data sets serve an interval that is a formula."""

Draw = Callable[[np.random.Generator, int], Interval]
Truth = Callable[[int], float]


def main() -> None:
    """Simulate, print and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=int, default=400, help="data sets per cell")
    parser.add_argument("--only", default="", help="print the rows that begin so, write nothing")
    sets, only = vars(parser.parse_args()).values()
    titles = ["Interval", "Data sets", *(f"{n} positives" for n in POSITIVES)]
    lines = [f"| {' | '.join(titles)} |", "| --- |" + " ---: |" * (len(titles) - 1)]
    warnings.simplefilter("ignore", UserWarning)  # Few positives are the point.
    for name, draw, truth in cases():
        if not name.startswith(only):
            continue
        own = sets if "bootstrap" in name or "folds" in name else QUICK * sets
        cells = [coverage(draw, truth, n_pos, own) for n_pos in POSITIVES]
        lines.append(f"| {name} | {own} | {' | '.join(cells)} |")
        print(lines[-1], flush=True)
    if not only:
        RESULTS.write_text(page(lines), encoding="utf-8")


def coverage(draw: Draw, truth: Truth, n_pos: int, sets: int) -> str:
    """Return the share of intervals that hold the truth, and their mean width."""
    true = truth(n_pos)
    intervals = [draw(np.random.default_rng([n_pos, seed]), n_pos) for seed in range(sets)]
    held = np.mean([each.low <= true <= each.high for each in intervals])
    width = np.mean([each.high - each.low for each in intervals])
    return f"{held:.3f} ({width:.3f})"


def cases() -> Iterator[tuple[str, Draw, Truth]]:
    """Yield each interval's name, a draw of it, and the truth by number of positives."""
    auc, ap, high = true_auc(1.5), true_average_precision(1.5), true_average_precision(3)
    yield "Wilson, recall .8", recall, always(0.8)
    yield f"DeLong, ROC AUC {auc:.3f}", on_rows(delong_interval, 1.5), always(auc)
    yield "DeLong, ROC AUC 0.950", on_rows(delong_interval, 2.326), always(true_auc(2.326))
    yield f"logit, average precision {ap:.3f}", on_rows(logit_interval, 1.5), always(ap)
    yield f"logit, average precision {high:.3f}", on_rows(logit_interval, 3), always(high)
    truths = {"ROC AUC": ("roc_auc", auc), "average precision": ("average_precision", ap)}
    for title, (metric, true) in truths.items():
        yield f"bootstrap, {title} {true:.3f}", on_rows(bootstrap, 1.5, metric), always(true)
    for title, (metric, true) in truths.items():
        yield f"bootstrap by groups, {title} {true:.3f}", on_groups(metric), always(true)
    gains = auc - true_auc(1.2), ap - true_average_precision(1.2)
    for (title, (metric, _)), gain in zip(truths.items(), gains, strict=True):
        yield f"bootstrap of a difference, {title} {gain:.3f}", on_pairs(metric), always(gain)
    yield "folds, ROC AUC", folds, lambda n_pos: mean_auc(n_pos, 5)
    yield "folds, difference", folds_apart, lambda n_pos: mean_auc(n_pos, 5) - mean_auc(n_pos, 10)


def always(value: float) -> Truth:
    return lambda _: value


def true_auc(separation: float) -> float:
    return float(norm.cdf(separation / np.sqrt(2)))


def true_average_precision(separation: float) -> float:
    """Integrate precision over recall, for two normal distributions."""

    def at(cut: float) -> float:
        found, passed = norm.sf(cut - separation), norm.sf(cut)
        precision = PREVALENCE * found / (PREVALENCE * found + (1 - PREVALENCE) * passed)
        return float(precision * norm.pdf(cut - separation))

    return float(integrate.quad(at, -8, 12, limit=500)[0])


def labels(n_pos: int) -> NDArray[np.int64]:
    return np.repeat([0, 1], [round(n_pos / PREVALENCE) - n_pos, n_pos])


def recall(rng: np.random.Generator, n_pos: int) -> Interval:
    return wilson_interval(int(rng.binomial(n_pos, 0.8)), n_pos)


def bootstrap(y: NDArray[np.int64], scores: NDArray[np.float64], metric: str) -> Interval:
    return bootstrap_interval(y, scores, metric, n_resamples=RESAMPLES)


def on_rows(interval: Callable[..., Interval], separation: float, *metric: str) -> Draw:
    def draw(rng: np.random.Generator, n_pos: int) -> Interval:
        y = labels(n_pos)
        return interval(y, rng.normal(size=y.size) + separation * y, *metric)

    return draw


def on_groups(metric: str) -> Draw:
    """Three rows a group, which share their label and half of their score's variance."""

    def draw(rng: np.random.Generator, n_pos: int) -> Interval:
        y = labels(n_pos)
        groups = np.repeat(np.arange(y.size), 3)
        shared, own = rng.normal(size=y.size)[groups], rng.normal(size=groups.size)
        scores = (shared + own) / np.sqrt(2) + 1.5 * y[groups]
        return bootstrap_interval(y[groups], scores, metric, groups=groups, n_resamples=RESAMPLES)

    return draw


def on_pairs(metric: str) -> Draw:
    """Two models, 1.5 and 1.2 apart, whose scores share half of their variance."""

    def draw(rng: np.random.Generator, n_pos: int) -> Interval:
        y = labels(n_pos)
        shared, a, b = rng.normal(size=(3, y.size))
        score_a, score_b = (shared + a) / np.sqrt(2) + 1.5 * y, (shared + b) / np.sqrt(2) + 1.2 * y
        return bootstrap_difference(y, score_a, score_b, metric, n_resamples=RESAMPLES)

    return draw


def features(
    rng: np.random.Generator, n_pos: int, width: int = 10
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return a table with one positive in ten, 1.5 apart in the first column only."""
    y = np.repeat([0, 1], [9 * n_pos, n_pos])
    X = rng.normal(size=(y.size, width))
    X[:, 0] += 1.5 * y
    return X, y


def fold_scores(rng: np.random.Generator, n_pos: int) -> NDArray[np.float64]:
    """Return ROC AUC over twice five folds of a model of 5 columns and one of 10."""
    X, y = features(rng, n_pos)
    splits = RepeatedStratifiedKFold(n_splits=5, n_repeats=2, random_state=0).split(X, y)
    scores = []
    for train, test in splits:
        models = [LinearDiscriminantAnalysis().fit(X[train, :k], y[train]) for k in (5, 10)]
        scores.append(
            [
                roc_auc_score(y[test], model.decision_function(X[test, :k]))
                for model, k in zip(models, (5, 10), strict=True)
            ]
        )
    return np.array(scores).T


def folds(rng: np.random.Generator, n_pos: int) -> Interval:
    return fold_interval(fold_scores(rng, n_pos)[0], n_train=8 * n_pos, n_test=2 * n_pos)


def folds_apart(rng: np.random.Generator, n_pos: int) -> Interval:
    few, many = fold_scores(rng, n_pos)
    return corrected_difference(few, many, n_train=8 * n_pos, n_test=2 * n_pos)


def mean_auc(n_pos: int, width: int) -> float:
    """Return the mean over training sets of a fold's size of the fitted model's true AUC."""
    found = []
    for seed in range(500):
        X, y = features(np.random.default_rng([1, n_pos, seed]), n_pos * 4 // 5, width)
        (w,) = LinearDiscriminantAnalysis().fit(X, y).coef_
        found.append(norm.cdf(1.5 * w[0] / np.linalg.norm(w) / np.sqrt(2)))
    return float(np.mean(found))


def page(lines: list[str]) -> str:
    return "\n".join(
        [
            "# How often the 95 % intervals hold the truth",
            "",
            "Written by `python benchmarks/interval_coverage.py`; in brackets the mean width.",
            "A coverage of 0.95 is known to ±0.022 from 400 data sets, ±0.014 from 1000,",
            "±0.010 from 2000.",
            f"{RESAMPLES} resamples.",
            "",
            "Scores are normal, positives 1.5 standard deviations higher unless a row's AUC or",
            "average precision says otherwise, 2 % of the rows positive. Groups hold three rows,",
            "and so many groups are positive. Difference: 1.5 against 1.2, scores correlated by",
            "a half. Folds: twice five, linear discriminant analysis on 5 columns, or on 5",
            "against 10; one row in ten positive; the truth is the mean over training sets.",
            "",
            *lines,
            "",
        ]
    )


if __name__ == "__main__":
    main()
