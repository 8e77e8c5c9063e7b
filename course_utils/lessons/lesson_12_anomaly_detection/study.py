"""Lesson 12's slow comparisons: detectors on four sets, and their time as rows grow."""

import time
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import rankdata
from sklearn.impute import SimpleImputer
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from course_utils.datasets import load_dataset, make_card_fraud
from course_utils.studies import Study

FOLDS, ROWS = 5, 6_000
SETS = ("shuttle", "thyroid", "satimage", "card_fraud")
DETECTORS = ("KNN", "LOF", "IForest", "ECOD", "COPOD", "HBOS", "PCA", "OCSVM", "GMM")
UNLIKE = ("KNN", "IForest", "ECOD", "PCA")  # chosen by their ideas, before any score was seen


def detector_of(name: str) -> Any:
    """Return an unfitted detector of PyOD, with its defaults and a seed where it draws."""
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
    return seeded[name](random_state=0) if name in seeded else made[name]()


def compare(*, data: str, fold: int, random_state: int) -> list[dict[str, Any]]:
    """Fit each detector without labels to four folds, and rank the rows of the fifth."""
    X, y, folds = table(data, random_state)
    train, test = folds[fold]
    encode = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    X_train, X_test = encode.fit_transform(X[train]), encode.transform(X[test])
    learned, scores = {}, {}
    for name in DETECTORS:
        detector = detector_of(name).fit(X_train)
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
    """Average the four unlike detectors: as they are, standardised, and by rank."""
    raw = np.column_stack([scores[name] for name in UNLIKE])
    known = np.column_stack([learned[name] for name in UNLIKE])
    standard = (raw - known.mean(axis=0)) / known.std(axis=0)
    return {
        "mean of 4, raw": raw.mean(axis=1),
        "mean of 4, standardised": standard.mean(axis=1),
        "mean of 4, ranks": rankdata(raw, axis=0).mean(axis=1),
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


def seconds(*, detector: str, rows: int, random_state: int) -> dict[str, Any]:
    """Time one detector on so many readings of `shuttle`, fitting and then ranking as many."""
    shuttle = load_dataset("shuttle")
    X = StandardScaler().fit_transform(shuttle.data.sample(2 * rows, random_state=random_state))
    made = detector_of(detector).fit(X[:100])  # some compile themselves at the first fit
    start = time.perf_counter()
    made.fit(X[:rows])
    fitted = time.perf_counter()
    scores = made.decision_function(X[rows:])
    return {
        "flagged": int((scores > made.threshold_).sum()),
        "fit_seconds": fitted - start,
        "score_seconds": time.perf_counter() - fitted,
    }


STUDIES = {
    "detectors": Study(
        compare,
        {"data": SETS, "fold": range(FOLDS)},
        random_states=range(2),
        quick={"data": "thyroid"},
    ),
    "detector_seconds": Study(
        seconds,
        {"detector": DETECTORS, "rows": [1_000, 2_000, 4_000, 8_000, 16_000]},
        measured=["fit_seconds", "score_seconds"],
        quick={"rows": 1_000},
    ),
}
