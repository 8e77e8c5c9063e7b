"""Lesson 2's slow comparisons: forests, by the number of deaths and by that of survivors."""

from functools import cache

import numpy as np
from sklearn.compose import make_column_transformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from course_utils.datasets import load_dataset
from course_utils.studies import Study

_PER_DEATH = 10
_DEATHS = 900  # of about 940 in four fifths of the crashes
_MANY = 20


def auc_by_deaths(*, learner, leaf, deaths, random_state):
    """Return the ROC AUC by fold, trained with so many deaths and ten survivors to each."""
    model = (
        LogisticRegression(solver="newton-cholesky")
        if learner == "logistic regression"
        else RandomForestClassifier(50, min_samples_leaf=leaf, random_state=0)
    )
    return [
        {"fold": fold, "auc": _auc(model, fold, deaths, _PER_DEATH, random_state)}
        for fold in range(5)
    ]


def auc_by_ratio(*, trees, leaf, random_state):
    """Return a forest's ROC AUC by fold, trained with 1 and with 20 survivors to each death."""
    model = RandomForestClassifier(trees, min_samples_leaf=leaf, random_state=0)
    return [
        {
            "fold": fold,
            "with_1": _auc(model, fold, _DEATHS, 1, random_state),
            "with_20": _auc(model, fold, _DEATHS, _MANY, random_state),
        }
        for fold in range(5)
    ]


def _auc(model, fold, n_deaths, per_death, random_state):
    died, folds = _crashes()
    train, test, columns = folds[fold]
    rng = np.random.default_rng((fold, random_state))
    dead, alive = (rng.permutation(train[died[train] == label]) for label in (1, 0))
    rows = np.r_[dead[:n_deaths], alive[: n_deaths * per_death]]
    p = model.fit(columns[rows], died[rows]).predict_proba(columns[test])[:, 1]
    return roc_auc_score(died[test], p)


@cache
def _crashes():
    """Return the labels, and of each fold the training rows, the test rows and the columns."""
    crash = load_dataset("crash_deaths")
    died = crash.target.to_numpy()
    encode = make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), crash.categorical),
        (make_pipeline(SimpleImputer(), StandardScaler()), crash.numeric),
    )
    folds = GroupKFold(5, shuffle=True, random_state=0).split(crash.data, died, crash.groups)
    return died, [
        (train, test, encode.fit(crash.data.iloc[train]).transform(crash.data))
        for train, test in folds
    ]


_DIAL = [10, 50, 200, _DEATHS]
STUDIES = {
    "crash_deaths_by_number": Study(
        auc_by_deaths,
        [
            {"learner": ["logistic regression"], "leaf": [0], "deaths": _DIAL},
            {"learner": ["forest"], "leaf": [20, 0.02], "deaths": _DIAL},
        ],
        random_states=range(5),
        quick={"learner": "logistic regression"},
    ),
    "crash_deaths_by_ratio": Study(
        auc_by_ratio,
        [{"trees": [20], "leaf": [20]}, {"trees": [20, 100, 300], "leaf": [1]}],
        quick={"trees": 20, "leaf": 20},
    ),
}
