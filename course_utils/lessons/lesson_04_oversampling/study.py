"""Over-sampling on `crash_deaths`: six methods, two learners, four splits by crash."""

from functools import cache
from typing import Any

import numpy as np
from imblearn.over_sampling import SMOTE, BorderlineSMOTE, RandomOverSampler
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, f1_score, precision_recall_curve
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from course_utils.datasets import load_dataset
from course_utils.studies import Study

SPLITS, FOLDS = 4, 5
METHODS = (
    "as they are",
    "class weights",
    "copies",
    "SMOTE",
    "BorderlineSMOTE",
    "SMOTE, real values",
)


def compare(*, learner: str, method: str, fold: int, random_state: int) -> dict[str, Any]:
    """Score one learner, taught with one method, on the people of one fold.

    Four folds learn what is tested. The cut is chosen apart: three of the four learn, and the
    last of them, the one after the tested fold, says at which cut F1 is highest.
    """
    died, part = load_dataset("crash_deaths").target.to_numpy(), parts(random_state)
    judge, tested = (fold + 1) % FOLDS, part == fold
    p = risks(learner, method, part, random_state, away=(fold,))
    cut = best_cut(
        died[part == judge], risks(learner, method, part, random_state, away=(fold, judge))
    )
    return {
        "ap": average_precision_score(died[tested], p),
        "f1_half": f1_score(died[tested], p > 0.5),
        "f1_tuned": f1_score(died[tested], p >= cut),
        "cut": cut,
    }


@cache
def parts(random_state: int) -> np.ndarray:
    """Return the fold in which each person is tested; the people of a crash share it."""
    crash = load_dataset("crash_deaths")
    deadly = crash.target.groupby(crash.groups).max()
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=random_state)
    part = np.empty(len(crash.target), dtype=int)
    for fold, (_, crashes) in enumerate(folds.split(deadly, deadly)):
        part[crash.groups.isin(deadly.index[crashes])] = fold
    return part


def risks(
    learner: str, method: str, part: np.ndarray, random_state: int, away: tuple[int, ...]
) -> np.ndarray:
    """Learn from the people outside these folds; return the risks of those in the last one."""
    crash = load_dataset("crash_deaths")
    people, died = crash.data, crash.target.to_numpy()
    train = ~np.isin(part, away)
    encode = make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), crash.categorical),
        (make_pipeline(SimpleImputer(), StandardScaler()), crash.numeric),
    )
    real = encode.fit_transform(people[train])
    rows, labels = resampled(real, died[train], method, random_state)
    if method == "SMOTE, real values":
        sizes = [len(known) for known in encode.named_transformers_["onehotencoder"].categories_]
        rows = np.vstack([real, snapped(rows[len(real) :], real, sizes)])
    model = learner_of(learner, "balanced" if method == "class weights" else None)
    asked = encode.transform(people[part == away[-1]])
    return model.fit(rows, labels).predict_proba(asked)[:, 1]


def resampled(
    rows: np.ndarray, labels: np.ndarray, method: str, random_state: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return the training rows and labels as the method makes them."""
    samplers = {
        "copies": RandomOverSampler(random_state=random_state),
        "SMOTE": SMOTE(random_state=random_state),
        "SMOTE, real values": SMOTE(random_state=random_state),
        "BorderlineSMOTE": BorderlineSMOTE(random_state=random_state),
    }
    return samplers[method].fit_resample(rows, labels) if method in samplers else (rows, labels)


def snapped(made: np.ndarray, real: np.ndarray, sizes: list[int]) -> np.ndarray:
    """Move each value of synthetic rows to the nearest that a real row has.

    The columns begin with the one-hot columns, `sizes` for each category: of these the largest
    becomes 1, the others 0.
    """
    made, start = made.copy(), 0
    for size in sizes:
        block = made[:, start : start + size]
        made[:, start : start + size] = np.eye(size)[block.argmax(axis=1)]
        start += size
    for column in range(start, made.shape[1]):
        known = np.unique(real[:, column])
        after = np.clip(np.searchsorted(known, made[:, column]), 1, len(known) - 1)
        below, above = known[after - 1], known[after]
        nearer_below = made[:, column] - below < above - made[:, column]
        made[:, column] = np.where(nearer_below, below, above)
    return made


def learner_of(name: str, class_weight: str | None) -> Any:
    if name == "boosting":
        return HistGradientBoostingClassifier(
            max_iter=60,
            max_leaf_nodes=8,
            early_stopping=False,
            random_state=0,
            class_weight=class_weight,
        )
    return LogisticRegression(solver="newton-cholesky", class_weight=class_weight)


def best_cut(labels: np.ndarray, p: np.ndarray) -> float:
    """Return the cut with the highest F1."""
    precision, recall, cuts = precision_recall_curve(labels, p)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    return float(cuts[np.argmax(f1[:-1])])


STUDIES = {
    "oversampling": Study(
        compare,
        {
            "learner": ["logistic regression", "boosting"],
            "method": METHODS,
            "fold": range(FOLDS),
        },
        random_states=range(SPLITS),
        quick={"learner": "logistic regression", "method": "as they are"},
    )
}
