"""Labels against detectors, and normal rows among which positives hide: three data sets."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import clone
from sklearn.covariance import EllipticEnvelope
from sklearn.ensemble import IsolationForest, RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.kernel_approximation import Nystroem
from sklearn.linear_model import LogisticRegression, SGDOneClassSVM
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import OneClassSVM

from course_utils.datasets import load_dataset
from course_utils.studies import Study

FOLDS, DRAWS = 5, 4
SINGLE_DRAWS = 20

DETECTORS = {
    "one-class SVM": OneClassSVM(nu=0.1),
    "its fast form": make_pipeline(
        Nystroem(gamma=0.1, n_components=100, random_state=0),
        SGDOneClassSVM(nu=0.1, random_state=0),
    ),
    "isolation forest": IsolationForest(random_state=0),
    # Half of the rows, the default, may lie in a plane where columns follow from each other.
    "elliptic envelope": EllipticEnvelope(support_fraction=0.9, random_state=0),
}
LEARNERS = {
    "logistic regression": LogisticRegression(solver="newton-cholesky"),
    "forest": RandomForestClassifier(50, random_state=0),
}


def with_labels(
    *, data: str, labels: int, others: str, learner: str, random_state: int
) -> list[dict[str, Any]]:
    """Score a learner that was given so many labelled positives, fold by fold.

    Scores are means over draws of the positives that have a label. The other positives of the
    training folds stay among the negatives (`others` is "left in") or are taken out ("removed").
    """
    rows, y, folds = table(data, random_state)
    found = []
    for fold, (train, test) in enumerate(folds):
        scores = []
        for known in drawn(train, y, labels, (random_state, fold)):
            labelled = np.isin(train, known)
            used = train if others == "left in" else train[(y[train] == 0) | labelled]
            model = prepared(LEARNERS[learner]).fit(rows[used], np.isin(used, known))
            scores.append(judged(y[test], model.predict_proba(rows[test])[:, 1]))
        means = {name: float(np.mean([score[name] for score in scores])) for name in scores[0]}
        found.append({"fold": fold} | means)
    return found


def drawn(
    train: NDArray[np.int64], y: NDArray[np.int64], labels: int, seed: tuple[int, int]
) -> Iterator[NDArray[np.int64]]:
    """Yield the positives that have a label, drawn several times."""
    positives, rng = train[y[train] == 1], np.random.default_rng(seed)
    for _ in range(DRAWS):
        yield rng.permutation(positives)[:labels]


def without_labels(
    *, data: str, detector: str, hidden: float, random_state: int
) -> list[dict[str, Any]]:
    """Score a detector taught with normal rows, among which this share of the positives hides."""
    rows, y, folds = table(data, random_state)
    found = []
    for fold, (train, test) in enumerate(folds):
        rng = np.random.default_rng((random_state, fold))
        normal, positives = train[y[train] == 0], rng.permutation(train[y[train] == 1])
        used = np.r_[normal, positives[: round(hidden * positives.size)]]
        model = prepared(DETECTORS[detector]).fit(rows[used])
        score = -model.decision_function(rows[test])  # the library's score is low for outliers
        flagged = model.predict(rows[test]) == -1
        told = {
            "recall": flagged[y[test] == 1].mean(),
            "false_alarms": flagged[y[test] == 0].mean(),
        }
        found.append(
            {"fold": fold, "contamination": y[used].mean()} | judged(y[test], score) | told
        )
    return found


def one_draw(*, data: str, labels: int, others: str, random_state: int) -> list[dict[str, Any]]:
    """Compare single draws of labelled positives, as a user has one, with two detectors.

    Logistic regression learns each draw; `behind` is the share of draws whose average precision
    is below that of the detector, taught on the same terms.
    """
    rows, y, folds = table(data, random_state)
    found = []
    for fold, (train, test) in enumerate(folds):
        rng, aps = np.random.default_rng((9, random_state, fold)), []
        normal = train[y[train] == 0]
        for _ in range(SINGLE_DRAWS):
            known = rng.permutation(train[y[train] == 1])[:labels]
            used = train if others == "left in" else np.r_[normal, known]
            model = prepared(LEARNERS["logistic regression"]).fit(rows[used], np.isin(used, known))
            aps.append(judged(y[test], model.predict_proba(rows[test])[:, 1])["ap"])
        for name in ("isolation forest", "elliptic envelope"):
            rival = prepared(DETECTORS[name]).fit(rows[train if others == "left in" else normal])
            ap = judged(y[test], -rival.decision_function(rows[test]))["ap"]
            found.append({"fold": fold, "rival": name, "behind": (np.array(aps) < ap).mean()})
    return found


def larger_leaves(*, data: str, leaf: int, random_state: int) -> list[dict[str, Any]]:
    """Score a forest of such leaves that has ten labels, the other positives left in."""
    rows, y, folds = table(data, random_state)
    forest, found = clone(LEARNERS["forest"]).set_params(min_samples_leaf=leaf), []
    for fold, (train, test) in enumerate(folds):
        aps = []
        for known in drawn(train, y, 10, (random_state, fold)):
            model = prepared(forest).fit(rows[train], np.isin(train, known))
            aps.append(judged(y[test], model.predict_proba(rows[test])[:, 1])["ap"])
        found.append({"fold": fold, "ap": float(np.mean(aps))})
    return found


def larger_samples(*, data: str, max_samples: int, random_state: int) -> list[dict[str, Any]]:
    """Score an isolation forest whose trees see so many rows, all positives among them."""
    rows, y, folds = table(data, random_state)
    found = []
    for fold, (train, test) in enumerate(folds):
        seen = min(max_samples, train.size)
        forest = IsolationForest(max_samples=seen, random_state=0)
        score = -prepared(forest).fit(rows[train]).decision_function(rows[test])
        found.append({"fold": fold, "seen": seen, "ap": judged(y[test], score)["ap"]})
    return found


def sign_turned(
    *, data: str, detector: str, others: str, random_state: int
) -> list[dict[str, Any]]:
    """Score a detector with its sign turned: the most ordinary rows come first.

    It learns the normal rows (`others` is "removed"), or all rows of the training folds ("left
    in"). `coin` is the share of positives among the test rows.
    """
    rows, y, folds = table(data, random_state)
    found = []
    for fold, (train, test) in enumerate(folds):
        used = train if others == "left in" else train[y[train] == 0]
        score = prepared(DETECTORS[detector]).fit(rows[used]).decision_function(rows[test])
        found.append({"fold": fold, "coin": y[test].mean()} | judged(y[test], score))
    return found


def prepared(model: Any) -> Pipeline:
    """Return a model behind imputing and scaling."""
    return make_pipeline(SimpleImputer(strategy="median"), StandardScaler(), clone(model))


def judged(y: NDArray[np.int64], score: NDArray[np.float64]) -> dict[str, float]:
    return {"ap": average_precision_score(y, score), "auc": roc_auc_score(y, score)}


@cache
def table(data: str, random_state: int = 0) -> tuple[Any, Any, list[Any]]:
    """Return rows of numbers, labels, and five folds; those of satimage are cut by tile."""
    known = load_dataset(data)
    rows = known.data[known.numeric].drop(columns="TBG", errors="ignore").to_numpy(float)
    y = known.target.to_numpy()
    if data == "shuttle":  # one row in eight, to keep it short
        some = np.random.default_rng(0).permutation(y.size)[::8]
        rows, y = rows[some], y[some]
    options = {"n_splits": FOLDS, "shuffle": True, "random_state": random_state}
    if known.groups is None:
        return rows, y, list(StratifiedKFold(**options).split(rows, y))
    return rows, y, list(StratifiedGroupKFold(**options).split(rows, y, known.groups))


_DATA = ["shuttle", "thyroid", "satimage"]
STUDIES = {
    "one_class_labels": Study(
        with_labels,
        {
            "data": _DATA,
            "labels": [2, 5, 10, 20, 50, 100],
            "others": ["removed", "left in"],
            "learner": list(LEARNERS),
        },
        random_states=range(2),
        quick={"data": "thyroid", "learner": "logistic regression"},
    ),
    "one_class_hidden": Study(
        without_labels,
        {"data": _DATA, "detector": list(DETECTORS), "hidden": [0.0, 0.25, 0.5, 1.0]},
        random_states=range(2),
        quick={"data": "thyroid", "detector": "one-class SVM"},
    ),
    "one_class_one_draw": Study(
        one_draw,
        {"data": ["thyroid"], "labels": [2, 5, 10], "others": ["removed", "left in"]},
        random_states=range(2),
        quick={"labels": 5},
    ),
    "one_class_leaves": Study(
        larger_leaves,
        {"data": ["shuttle", "thyroid"], "leaf": [1, 5, 20, 50]},
        random_states=range(1),
        quick={"data": "thyroid", "leaf": 50},
    ),
    "one_class_samples": Study(
        larger_samples,
        {"data": ["shuttle", "thyroid"], "max_samples": [256, 1_024, 4_096]},
        random_states=range(1),
        quick={"data": "thyroid", "max_samples": 256},
    ),
    "one_class_turned": Study(
        sign_turned,
        {"data": ["satimage"], "detector": list(DETECTORS), "others": ["removed", "left in"]},
        random_states=range(2),
        quick={"detector": "its fast form"},
    ),
}
