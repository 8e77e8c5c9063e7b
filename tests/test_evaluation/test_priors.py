"""Prior correction against Bayes' rule, and the minimum of average precision."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit, logit
from scipy.stats import norm
from sklearn.metrics import average_precision_score

from course_utils.evaluation import expected_min_ap, prior_correction

PRIOR = st.floats(0.001, 0.999)
P = st.floats(0.001, 0.999)


def posterior(x, prior):
    """P(minority | x) of two normal distributions."""
    one, zero = prior * norm.pdf(x, 1.5), (1 - prior) * norm.pdf(x)
    return one / (one + zero)


@given(st.floats(-3, 4), PRIOR, PRIOR)
def test_correction_gives_the_posterior_under_the_other_prior(x, seen, true):
    corrected = prior_correction(posterior(x, seen), from_prior=seen, to_prior=true)
    assert corrected == pytest.approx(posterior(x, true), abs=1e-9)


@given(P, PRIOR, PRIOR)
def test_correction_is_king_and_zengs_shift_of_the_intercept(p, seen, true):
    shift = np.log((1 - true) / true * seen / (1 - seen))
    corrected = prior_correction(p, from_prior=seen, to_prior=true)
    assert corrected == pytest.approx(expit(logit(p) - shift), abs=1e-9)


@given(P, st.floats(0.01, 1), st.floats(0.001, 0.5))
def test_kept_share_of_the_majority_is_a_change_of_prior(p, beta, prevalence):
    after = prevalence / (prevalence + beta * (1 - prevalence))
    by_prior = prior_correction(p, from_prior=after, to_prior=prevalence)
    assert prior_correction(p, beta=beta) == pytest.approx(by_prior)
    assert by_prior == pytest.approx(beta * p / (beta * p - p + 1))


@given(P, PRIOR, PRIOR)
def test_two_columns_agree_with_one(p, seen, true):
    both = prior_correction([[1 - p, p]], from_prior=[1 - seen, seen], to_prior=[1 - true, true])
    assert both[0, 1] == pytest.approx(prior_correction(p, from_prior=seen, to_prior=true))


@given(P, PRIOR, PRIOR)
def test_way_back_ends_where_it_began(p, seen, true):
    there = prior_correction(p, from_prior=seen, to_prior=true)
    assert prior_correction(there, from_prior=true, to_prior=seen) == pytest.approx(p)


def test_several_classes_follow_bayes_rule():
    means, x = np.array([0, 1, 3]), np.linspace(-1, 4, 7)[:, None]
    seen, true = np.full(3, 1 / 3), np.array([0.9, 0.08, 0.02])
    joint = {name: prior * norm.pdf(x, means) for name, prior in {"s": seen, "t": true}.items()}
    p, expected = (joint[name] / joint[name].sum(axis=1, keepdims=True) for name in "st")
    assert prior_correction(p, from_prior=seen, to_prior=true) == pytest.approx(expected)


def test_certain_rows_stay_certain():
    assert prior_correction([0.0, 1.0], from_prior=0.5, to_prior=0.01).tolist() == [0, 1]


def test_pandas_keeps_its_index_and_columns():
    frame = pd.DataFrame({"no": [0.4, 0.9], "yes": [0.6, 0.1]}, index=["a", "b"])
    priors = {"from_prior": [0.5, 0.5], "to_prior": [0.9, 0.1]}
    corrected = prior_correction(frame, **priors)
    assert corrected.index.equals(frame.index)
    assert corrected.columns.equals(frame.columns)
    column = prior_correction(frame["yes"], from_prior=0.5, to_prior=0.1)
    pd.testing.assert_series_equal(column, corrected["yes"])


def test_priors_by_name_are_put_in_the_order_of_the_columns():
    frame = pd.DataFrame({"no": [0.4], "yes": [0.6]})
    # value_counts puts the commonest class first, whatever the columns' order.
    counted = pd.Series(["yes"] * 3 + ["no"]).value_counts(normalize=True)
    by_name = prior_correction(frame, from_prior=counted, to_prior={"yes": 0.5, "no": 0.5})
    by_place = prior_correction(frame, from_prior=[0.25, 0.75], to_prior=[0.5, 0.5])
    pd.testing.assert_frame_equal(by_name, by_place)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"p": 1.2, "beta": 0.5}, r"runs from 1\.200 to 1\.200"),
        ({"p": [0.1, np.nan], "beta": 0.5}, "p has 1 missing value"),
        ({"p": ["high"], "beta": 0.5}, "p must hold probabilities; it is"),
        ({"p": [[0.1, 0.2]], "from_prior": [0.5] * 2, "to_prior": [0.5] * 2}, "add up to 1"),
        ({"p": [[0.1]], "beta": 0.5}, r"its shape is \(1, 1\)"),
        ({"p": [[0.4, 0.6]], "beta": 0.5}, r"Pass p\[:, 1\]"),
        ({"p": 0.5}, "Give from_prior and to_prior, or beta alone"),
        ({"p": 0.5, "beta": 0.5, "to_prior": 0.5}, "or beta alone; given were"),
        ({"p": 0.5, "from_prior": 0.5}, "to_prior must be one prevalence"),
        ({"p": 0.5, "beta": "0.5"}, "beta must be above 0 and at most 1"),
        ({"p": [[0.4, 0.6]], "from_prior": "ab", "to_prior": [0.5] * 2}, "must hold numbers"),
        ({"p": 0.5, "beta": 0}, "beta must be above 0 and at most 1"),
        ({"p": 0.5, "from_prior": 0.5, "to_prior": 4}, "between 0 and 1"),
        ({"p": 0.5, "from_prior": [0.5, 0.5], "to_prior": 0.1}, "must be one prevalence"),
        ({"p": [[0.4, 0.6]], "from_prior": [1 / 3] * 3, "to_prior": [0.5] * 2}, "2 priors"),
        (
            {"p": [[0.4, 0.6]], "from_prior": {"no": 0.5, "yes": 0.5}, "to_prior": [0.5] * 2},
            "columns of p",
        ),
    ],
)
def test_what_is_no_prior_gets_one_sentence(arguments, said):
    with pytest.raises(ValueError, match=said):
        prior_correction(**arguments)


@given(st.integers(1, 30), st.integers(1, 60))
def test_worst_ranking_has_the_minimum_of_average_precision(n_pos, n_neg):
    y = np.repeat([1, 0], [n_pos, n_neg])
    worst = average_precision_score(y, np.arange(y.size))
    assert expected_min_ap(n_pos=n_pos, n=y.size) == pytest.approx(worst)


@pytest.mark.parametrize("prevalence", [0.5, 0.1, 0.01])
def test_minimum_tends_to_boyds_formula(prevalence):
    n = 1_000_000
    exact = expected_min_ap(n_pos=int(prevalence * n), n=n)
    assert expected_min_ap(prevalence) == pytest.approx(exact, rel=1e-3)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({}, "Give the prevalence alone, or n_pos and n"),
        ({"prevalence": 0.5, "n_pos": 3, "n": 6}, "Give the prevalence alone"),
        ({"n_pos": 3}, "Give the prevalence alone"),
        ({"prevalence": "half"}, "prevalence must lie between 0 and 1"),
        ({"prevalence": 1.0}, "prevalence must lie between 0 and 1"),
        ({"n_pos": 6, "n": 6}, "n_pos must be from 1 to 5; it is 6"),
    ],
)
def test_minimum_of_no_data_is_refused(arguments, said):
    with pytest.raises(ValueError, match=said):
        expected_min_ap(**arguments)
