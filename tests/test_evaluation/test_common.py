"""What every function that takes labels and scores accepts and refuses."""

import inspect
import warnings

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import average_precision_score

from course_utils import evaluation
from course_utils.evaluation import (
    bootstrap_difference,
    bootstrap_interval,
    checked_scores,
    cost_table,
    delong_interval,
    logit_interval,
    scoreboard,
    threshold_table,
)

Y = np.repeat([0, 1], [80, 20])
P = 1 / (1 + np.exp(1 - Y - np.random.default_rng(0).normal(size=100)))


def ends(interval):
    return interval.estimate, interval.low, interval.high


# Each takes labels and scores, and returns something that can be compared.
CALLS = {
    "bootstrap_interval": lambda y, p: ends(
        bootstrap_interval(y, p, "average_precision", n_resamples=20)
    ),
    "bootstrap_interval of a function": lambda y, p: ends(
        bootstrap_interval(y, p, average_precision_score, n_resamples=20)
    ),
    "bootstrap_difference": lambda y, p: ends(
        bootstrap_difference(y, p, p, "roc_auc", n_resamples=20)
    ),
    "checked_scores": lambda y, p: np.concatenate(checked_scores(y, p)),
    "cost_table": lambda y, p: cost_table(y, p, cost_fp=1, cost_fn=5)["cost"].tolist(),
    "delong_interval": lambda y, p: ends(delong_interval(y, p)),
    "logit_interval": lambda y, p: ends(logit_interval(y, p)),
    "scoreboard": lambda y, p: scoreboard(y, {"m": p}, n_resamples=20).table.to_numpy(),
    "threshold_table": lambda y, p: threshold_table(y, p)["recall_low"].tolist(),
}
PROBABILITIES_ONLY = ["cost_table", "scoreboard"]
every_function = pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)


def test_no_function_of_labels_is_left_out():
    taking = {
        name
        for name in evaluation.__all__
        if "y_true" in inspect.signature(getattr(evaluation, name)).parameters
    }
    assert taking == {name.split()[0] for name in CALLS}


@every_function
@pytest.mark.parametrize(
    ("y", "p", "said"),
    [
        ([0] * 100, P, "0 positives and 100 negatives; two or more of each are needed"),
        ([1] * 100, P, "100 positives and 0 negatives; two or more of each are needed"),
        ([1] + [0] * 99, P, "1 positives and 99 negatives; two or more of each are needed"),
        (Y + 1, P, r"must hold 0 \(majority\) and 1 \(minority\); it holds (1, )?2"),
        (np.where(Y == 1, np.nan, Y), P, "20 missing values"),
        (Y, np.where(Y == 1, np.nan, P), "20 values that are NaN or infinite"),
        (Y, np.where(Y == 1, np.inf, P), "20 values that are NaN or infinite"),
        (Y, P[:99], "one score for each of the 100 rows of y_true"),
        (Y, np.column_stack([1 - P, P]), r"predict_proba\(X\)\[:, 1\]"),
        (Y, ["high"] * 100, "must hold numbers; it holds 'high'"),
        ([], [], "0 positives and 0 negatives"),
        (["no", 1, 0, None] * 25, P, "it holds 'no', 0, 1"),
        ([[0, 1], [1]], P, r"it holds \[0, 1\], \[1\]"),
        (Y[:, None], P, r"its shape is \(100, 1\)\. Flatten a column with np\.ravel"),
        (Y, P[:, None], r"its shape is \(100, 1\)\. Flatten a column with np\.ravel"),
        (Y, [[0.5]] * 99 + [[0.5, 0.5]], r"must hold numbers; it holds \[0\.5\]"),
    ],
)
def test_what_cannot_be_scored_gets_one_sentence(call, y, p, said):
    with pytest.raises(ValueError, match=said) as caught:
        call(y, p)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", PROBABILITIES_ONLY)
def test_margins_are_refused_where_probabilities_are_meant(name):
    with pytest.raises(ValueError, match="must hold probabilities from 0 to 1; it runs from -"):
        CALLS[name](Y, 4 * P - 2)


@every_function
def test_few_positives_warn_and_many_do_not(call):
    y = np.where(np.arange(100) >= 94, Y, 0)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        call(Y, P)
        assert caught == []
        call(y, P)
    if call is not CALLS["checked_scores"]:
        (warning,) = caught
        assert "With 6 positives" in str(warning.message)
        assert warning.filename == __file__


@every_function
@pytest.mark.parametrize(
    "given",
    [
        lambda y, p: (y.tolist(), p.tolist()),
        lambda y, p: (y.astype(bool), p),
        lambda y, p: (y.astype(float), p),
        lambda y, p: (pd.Series(y, index=range(900, 1000)), pd.Series(p, index=range(100)[::-1])),
        lambda y, p: (pd.Series(y).astype("category"), pd.Series(p).astype("Float64")),
        lambda y, p: (pd.Series(y).astype("Int64"), p),
        lambda y, p: (pd.Series(y).astype("boolean"), p),
        lambda y, p: (y.astype(object), p.astype(object)),
    ],
    ids=["lists", "bool", "float", "odd index", "categories", "Int64", "boolean", "object"],
)
def test_labels_and_scores_come_in_many_forms(call, given):
    assert np.asarray(call(*given(Y, P))) == pytest.approx(np.asarray(call(Y, P)))


@every_function
def test_arguments_are_left_as_they_were(call):
    y, p = Y.copy(), P.copy()
    call(y, p)
    assert (y == Y).all()
    assert (p == P).all()
