"""Ensembles, plain and balanced, on three data sets: quality, time to fit, and size."""

import pickle
from functools import cache
from time import process_time
from typing import Any

import numpy as np
from imblearn.ensemble import (
    BalancedBaggingClassifier,
    BalancedRandomForestClassifier,
    EasyEnsembleClassifier,
    RUSBoostClassifier,
)
from imblearn.pipeline import make_pipeline
from imblearn.under_sampling import RandomUnderSampler
from sklearn.compose import make_column_transformer
from sklearn.ensemble import (
    AdaBoostClassifier,
    BaggingClassifier,
    HistGradientBoostingClassifier,
    RandomForestClassifier,
    StackingClassifier,
)
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (
    average_precision_score,
    balanced_accuracy_score,
    d2_brier_score,
    log_loss,
    roc_auc_score,
    roc_curve,
)
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from course_utils.datasets import load_dataset
from course_utils.studies import Study

FOLDS = 5
SCORES = ("ap", "auc", "brier_skill", "mean_risk", "at_half", "at_own_cut", "cut")
DATA = ("satimage", "bank_calls", "caravan")
METHODS = (
    "logistic regression",
    "bagging",
    "balanced bagging (10)",
    "balanced bagging",
    "forest",
    "forest, large leaves",
    "balanced forest",
    "boosting",
    "balanced boosting",
    "AdaBoost",
    "RUSBoost",
    "EasyEnsemble",
    "stacking",
    "balanced stacking",
)


def compare(*, data: str, method: str, random_state: int) -> list[dict[str, Any]]:
    """Score one method on five folds; a row a fold.

    Four folds learn what is tested. The cut (highest balanced accuracy) and the number of
    boosting rounds (least log-loss) are chosen apart: three of the four learn, and the last of
    them, the one after the tested fold, judges.
    """
    rows = []
    for fold in range(FOLDS):
        try:
            found = score(data, method, fold, random_state)
        except ValueError as error:  # RUSBoost gives up when one of its trees guesses
            if "worse than random" not in str(error):
                raise
            nothing = dict.fromkeys((*SCORES, "fit_seconds", "megabytes"), float("nan"))
            found = {"fold": fold, "refused": True, **nothing}
        rows.append(found)
    return rows


def score(data: str, method: str, fold: int, random_state: int) -> dict[str, Any]:
    y, part = table(data)[1], parts(data, random_state)
    judge, tested = part == (fold + 1) % FOLDS, part == fold
    learn, train = ~judge & ~tested, ~tested
    model, rounds = model_of(data, method, part, learn), None
    if "boosting" in method:
        rounds = best_rounds(model, data, learn, judge, balanced=method.startswith("balanced"))
        model.set_params(max_iter=rounds)
    held, _ = risks(model, data, learn, judge)
    cut = best_cut(y[judge], held)
    model = model_of(data, method, part, train)
    if rounds is not None:
        model.set_params(max_iter=rounds)
    p, costs = risks(model, data, train, tested)
    return {
        "fold": fold,
        "refused": False,
        "ap": average_precision_score(y[tested], p),
        "auc": roc_auc_score(y[tested], p),
        "brier_skill": d2_brier_score(y[tested], p),
        "mean_risk": p.mean() / y[tested].mean(),
        "at_half": balanced_accuracy_score(y[tested], p >= 0.5),
        "at_own_cut": balanced_accuracy_score(y[tested], p >= cut),
        "cut": cut,
        **costs,
    }


@cache
def table(data: str) -> tuple[Any, np.ndarray, np.ndarray | None, Any]:
    """Return features, labels, groups and the columns of a data set (every fourth bank call)."""
    loaded = load_dataset(data)
    every = 4 if data == "bank_calls" else 1
    groups = None if loaded.groups is None else loaded.groups.to_numpy()[::every]
    encode = make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), loaded.categorical),
        (StandardScaler(), loaded.numeric),
    )
    X, y = loaded.data[::every], loaded.target.to_numpy()[::every]
    return X.reset_index(drop=True), y, groups, encode


@cache
def parts(data: str, random_state: int) -> np.ndarray:
    """Return the fold in which each row is tested; the rows of a group share it."""
    X, y, groups, _ = table(data)
    part = np.empty(y.size, dtype=int)
    for fold, (_, tested) in enumerate(splits(X, y, groups, FOLDS, random_state)):
        part[tested] = fold
    return part


def splits(X: Any, y: np.ndarray, groups: np.ndarray | None, n: int, random_state: int) -> Any:
    kind = StratifiedKFold if groups is None else StratifiedGroupKFold
    return list(kind(n, shuffle=True, random_state=random_state).split(X, y, groups))


def risks(
    model: Any, data: str, train: np.ndarray, asked: np.ndarray
) -> tuple[np.ndarray, dict[str, float]]:
    """Fit to the rows of `train`; return the risks of the rows asked for, and what it cost."""
    X, y, _, encode = table(data)
    rows = encode.fit_transform(X[train])
    start = process_time()
    model.fit(rows, y[train])
    costs = {"fit_seconds": process_time() - start, "megabytes": len(pickle.dumps(model)) / 1e6}
    return model.predict_proba(encode.transform(X[asked]))[:, 1], costs


def best_rounds(
    model: Any, data: str, learn: np.ndarray, judge: np.ndarray, *, balanced: bool
) -> int:
    """Return the number of rounds with the least log-loss on the judging fold."""
    X, y, _, encode = table(data)
    model.fit(encode.fit_transform(X[learn]), y[learn])
    weight = np.where(y[judge] == 1, (y[judge] == 0).sum() / y[judge].sum(), 1.0)
    losses = [
        log_loss(y[judge], p[:, 1], sample_weight=weight if balanced else None)
        for p in model.staged_predict_proba(encode.transform(X[judge]))
    ]
    return int(np.argmin(losses)) + 1


def best_cut(labels: np.ndarray, p: np.ndarray) -> float:
    """Return the cut with the highest balanced accuracy."""
    false_alarms, recall, cuts = roc_curve(labels, p)
    return float(min(cuts[np.argmax(recall - false_alarms)], 1.0))


def few_rows(*, data: str, method: str, random_state: int) -> list[dict[str, Any]]:
    """Score and time one method on the same five folds; a row a fold.

    The forest with few rows gives each tree as many rows as a balanced tree sees, drawn from all
    rows alike. For boosting the search for the number of rounds is timed as well.
    """
    y, part = table(data)[1], parts(data, random_state)
    rows = []
    for fold in range(FOLDS):
        judge, tested = part == (fold + 1) % FOLDS, part == fold
        if method == "forest, few rows":
            share = 2 * y[~tested].mean()
            model = RandomForestClassifier(max_samples=share, random_state=0)
        else:
            model = model_of(data, method, part, ~tested)
        start = process_time()
        if method == "boosting":
            rounds = best_rounds(model, data, ~judge & ~tested, judge, balanced=False)
            model.set_params(max_iter=rounds)
        search = {"search_seconds": process_time() - start}
        p, costs = risks(model, data, ~tested, tested)
        found = {
            "ap": average_precision_score,
            "auc": roc_auc_score,
            "brier_skill": d2_brier_score,
        }
        scores = {name: metric(y[tested], p) for name, metric in found.items()}
        rows.append({"fold": fold, **scores, **search, **costs})
    return rows


def model_of(data: str, method: str, part: np.ndarray, train: np.ndarray) -> Any:
    """Return the method's unfitted model; a stack is given its folds of the training rows."""
    if method.endswith("stacking"):
        X, y, groups, _ = table(data)
        folds = splits(X[train], y[train], None if groups is None else groups[train], 3, 0)
        return stack(folds, balanced=method.startswith("balanced"))
    return {
        "logistic regression": LogisticRegression(solver="newton-cholesky"),
        "bagging": BaggingClassifier(n_estimators=50, random_state=0),
        "balanced bagging (10)": BalancedBaggingClassifier(random_state=0),
        "balanced bagging": BalancedBaggingClassifier(n_estimators=50, random_state=0),
        "forest": RandomForestClassifier(random_state=0),
        "forest, large leaves": RandomForestClassifier(min_samples_leaf=20, random_state=0),
        "balanced forest": BalancedRandomForestClassifier(random_state=0),
        "boosting": booster(),
        "balanced boosting": booster(class_weight="balanced"),
        "AdaBoost": AdaBoostClassifier(random_state=0),
        "RUSBoost": RUSBoostClassifier(random_state=0),
        "EasyEnsemble": EasyEnsembleClassifier(random_state=0),
    }[method]


def booster(**options: Any) -> HistGradientBoostingClassifier:
    """Return boosting with small trees; how many is chosen on rows held back."""
    small = {"learning_rate": 0.05, "max_leaf_nodes": 8, "max_iter": 200}
    return HistGradientBoostingClassifier(early_stopping=False, random_state=0, **small, **options)


def stack(folds: list[Any], *, balanced: bool) -> StackingClassifier:
    """Return three learners and a logistic regression that is fitted to their risks."""
    members = {
        "forest": RandomForestClassifier(random_state=0),
        "boosting": booster().set_params(max_iter=60),
        "logistic": LogisticRegression(solver="newton-cholesky"),
    }
    if balanced:
        members = {
            name: make_pipeline(RandomUnderSampler(random_state=0), member)
            for name, member in members.items()
        }
    last = LogisticRegression(
        solver="newton-cholesky", class_weight="balanced" if balanced else None
    )
    return StackingClassifier(list(members.items()), final_estimator=last, cv=folds)


STUDIES = {
    "ensembles": Study(
        compare,
        {"data": DATA, "method": METHODS},
        random_states=range(2),
        measured=["fit_seconds", "megabytes"],
        quick={"data": "satimage", "method": "logistic regression"},
    ),
    "ensembles_few_rows": Study(
        few_rows,
        {"data": DATA, "method": ("forest, few rows", "balanced forest", "boosting")},
        random_states=range(2),
        measured=["search_seconds", "fit_seconds", "megabytes"],
        quick={"data": "satimage", "method": "forest, few rows"},
    ),
}
