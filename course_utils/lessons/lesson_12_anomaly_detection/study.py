"""Lesson 12's slow comparisons: rankings, cuts by cost, and seconds as rows grow."""

import time
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score, roc_curve
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from course_utils.datasets import load_dataset, make_card_fraud
from course_utils.studies import Study

FOLDS, ROWS = 5, 6_000
DETECTORS = ("KNN", "LOF", "IForest", "ECOD", "COPOD", "HBOS", "PCA", "OCSVM", "GMM")
UNLIKE = ("KNN", "IForest", "ECOD", "PCA")  # four unlike ideas of what is unusual


def detector_of(name: str, seed: int) -> Any:
    """Return an unfitted detector of PyOD, with its defaults and the seed where it draws."""
    from pyod.models.copod import COPOD
    from pyod.models.ecod import ECOD
    from pyod.models.gmm import GMM
    from pyod.models.hbos import HBOS
    from pyod.models.iforest import IForest
    from pyod.models.knn import KNN
    from pyod.models.lof import LOF
    from pyod.models.ocsvm import OCSVM
    from pyod.models.pca import PCA

    made = {kind.__name__: kind for kind in (KNN, LOF, ECOD, COPOD, HBOS, OCSVM)}
    seeded = {kind.__name__: kind for kind in (IForest, GMM, PCA)}
    return seeded[name](random_state=seed) if name in seeded else made[name]()


def compare(*, data: str, fold: int, random_state: int) -> list[dict[str, Any]]:
    """Fit each detector without labels to four folds, and rank the rows of the fifth."""
    X, y, folds = table(data, random_state)
    train, test = folds[fold]
    encode = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    X_train, X_test = encode.fit_transform(X[train]), encode.transform(X[test])
    learned, scores = {}, {}
    for name in DETECTORS:
        detector = detector_of(name, 10 * random_state + fold).fit(X_train)
        learned[name], scores[name] = detector.decision_scores_, detector.decision_function(X_test)
    scores |= combined(learned, scores)
    return [
        {
            "detector": name,
            "ap": average_precision_score(y[test], score),
            "auc": roc_auc_score(y[test], score),
            "share": y[test].mean(),
        }
        for name, score in scores.items()
    ]


def combined(
    learned: dict[str, np.ndarray], scores: dict[str, np.ndarray]
) -> dict[str, np.ndarray]:
    """Average the four unlike detectors: raw, standardised, by rank among training rows."""
    raw = np.column_stack([scores[name] for name in UNLIKE])
    known = np.column_stack([learned[name] for name in UNLIKE])
    standard = (raw - known.mean(axis=0)) / known.std(axis=0)
    ordered = np.sort(known, axis=0)
    places = np.column_stack(
        [np.searchsorted(a, b, side="right") for a, b in zip(ordered.T, raw.T, strict=True)]
    )
    return {
        "mean of 4, raw": raw.mean(axis=1),
        "mean of 4, standardised": standard.mean(axis=1),
        "mean of 4, ranks": places.mean(axis=1),
    }


@cache
def table(data: str, random_state: int) -> tuple[np.ndarray, np.ndarray, list[Any]]:
    """Return columns, labels and folds; of shuttle 6,000 rows, and groups never cut in two."""
    if data == "card_fraud":
        made = make_card_fraud(400, 400, 30, random_state=random_state)
        X, y, groups = made[made.attrs["features"]], made["fraud"], made["customer"]
    else:
        whole = load_dataset(data)
        numeric = [name for name in whole.numeric if name != "TBG"]  # known of few patients
        X, y, groups = whole.data[numeric], whole.target, whole.groups
    if len(y) > ROWS and groups is None:
        X, _, y, _ = train_test_split(X, y, train_size=ROWS, stratify=y, random_state=random_state)
    splitter = StratifiedKFold if groups is None else StratifiedGroupKFold
    folds = splitter(FOLDS, shuffle=True, random_state=random_state)
    keys = None if groups is None else pd.factorize(groups, sort=True)[0]
    X, y = X.to_numpy(dtype=float), y.to_numpy()
    return X, y, list(folds.split(X, y, keys))


def by_k(*, data: str, k: int, random_state: int) -> dict[str, Any]:
    """Return KNN's average precision with the k-th neighbour, the mean over five folds."""
    from pyod.models.knn import KNN

    X, y, folds = table(data, random_state)
    found = []
    for train, test in folds:
        scaling = StandardScaler().fit(X[train])
        knn = KNN(n_neighbors=k).fit(scaling.transform(X[train]))
        scores = knn.decision_function(scaling.transform(X[test]))
        found.append(average_precision_score(y[test], scores))
    return {"ap": np.mean(found)}


def with_labels(*, random_state: int) -> list[dict[str, Any]]:
    """Return the average precision of two classifiers, which have the labels of four folds."""
    X, y, folds = table("card_fraud", random_state)
    made = {
        "logistic regression": make_pipeline(
            StandardScaler(), LogisticRegression(solver="newton-cholesky")
        ),
        "boosting": HistGradientBoostingClassifier(  # small trees: chosen in worlds 10 to 12
            max_iter=60,
            learning_rate=0.05,
            max_leaf_nodes=6,
            min_samples_leaf=40,
            random_state=0,
        ),
    }
    train, test = folds[0]
    risks = {
        name: model.fit(X[train], y[train]).predict_proba(X[test])[:, 1]
        for name, model in made.items()
    }
    return [
        {"model": name, "ap": average_precision_score(y[test], risk)}
        for name, risk in risks.items()
    ]


def bills(*, data: str, detector: str, random_state: int) -> list[dict[str, Any]]:
    """Cut a ranking in four ways; three folds are learned from, one chooses, one is billed."""
    X, y, folds = table(data, random_state)
    parts, rows = [test for _, test in folds], []
    for fold, test in enumerate(parts):
        chosen = parts[(fold + 1) % FOLDS]
        learned = np.setdiff1d(np.arange(len(y)), np.r_[test, chosen])
        scaling = StandardScaler().fit(X[learned])
        made = detector_of(detector, 10 * random_state + fold).fit(scaling.transform(X[learned]))
        seen = made.decision_function(scaling.transform(X[chosen]))
        new = made.decision_function(scaling.transform(X[test]))
        cuts = {
            "silence": np.inf,
            "default": made.threshold_,
            "true share": np.quantile(made.decision_scores_, 1 - y[chosen].mean()),
        }
        for miss in (5, 20, 50):
            cuts["validation"] = cheapest(y[chosen], seen, miss)
            rows += [billed(y[test], new >= cut, miss, way) for way, cut in cuts.items()]
    return rows


def cheapest(y: np.ndarray, scores: np.ndarray, miss: int) -> float:
    """Return the cut that costs least, a false alarm costing 1."""
    fpr, tpr, cuts = roc_curve(y, scores, drop_intermediate=False)
    return float(cuts[np.argmin(fpr * (y == 0).sum() + miss * (1 - tpr) * y.sum())])


def billed(y: np.ndarray, flagged: np.ndarray, miss: int, way: str) -> dict[str, Any]:
    """Return the cost per 1,000 rows, and the share that is flagged."""
    cost = (flagged & (y == 0)).sum() + miss * (~flagged & (y == 1)).sum()
    return {"miss": miss, "way": way, "bill": 1_000 * cost / len(y), "flagged": flagged.mean()}


def seconds(*, detector: str, rows: int, random_state: int) -> dict[str, Any]:
    """Time the processor on so many readings of `shuttle`: fitting, and then ranking as many."""
    shuttle = load_dataset("shuttle")
    X = StandardScaler().fit_transform(shuttle.data.sample(2 * rows, random_state=random_state))
    made = detector_of(detector, 0).fit(X[:100])  # some compile themselves at the first fit
    start = time.process_time()
    made.fit(X[:rows])
    fitted = time.process_time()
    scores = made.decision_function(X[rows:])
    return {
        "flagged": int((scores > made.threshold_).sum()),
        "fit_seconds": fitted - start,
        "score_seconds": time.process_time() - fitted,
    }


STUDIES = {
    "detectors": Study(
        compare,
        {"data": ["shuttle", "thyroid", "satimage"], "fold": range(FOLDS)},
        random_states=range(2),
        quick={"data": "thyroid"},
    ),
    "detectors_by_world": Study(
        compare,
        {"data": ["card_fraud"], "fold": [0]},
        random_states=range(6),
        quick={"fold": 0},
    ),
    "detector_k": Study(
        by_k,
        {"data": ["shuttle", "card_fraud"], "k": [5, 150]},
        random_states=range(4),
        quick={"data": "shuttle", "k": 5},
    ),
    "detector_rivals": Study(with_labels, {}, random_states=range(6)),
    "detector_bills": Study(
        bills,
        [
            {"data": ["card_fraud"], "detector": ["KNN", "IForest"]},
            {"data": ["shuttle"], "detector": ["IForest"]},
        ],
        random_states=range(6),
        quick={"data": "shuttle"},
    ),
    "detector_seconds": Study(
        seconds,
        {"detector": DETECTORS, "rows": [1_000, 2_000, 4_000, 16_000]},
        random_states=range(3),
        measured=["fit_seconds", "score_seconds"],
        quick={"rows": 1_000},
    ),
}
