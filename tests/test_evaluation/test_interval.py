"""Shares of few trials, and how an interval is printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from course_utils.evaluation import Interval, wilson_interval


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_agrees_with_statsmodels(trial):
    k, n = trial
    interval = wilson_interval(k, n, confidence_level=0.9)
    assert (interval.low, interval.high) == pytest.approx(
        proportion_confint(k, n, alpha=0.1, method="wilson"), abs=1e-12
    )
    assert interval.low <= interval.estimate <= interval.high


@given(st.integers(0, 60))
def test_missing_positives_mirrors_finding_them(k):
    found, missed = wilson_interval(k, 60), wilson_interval(60 - k, 60)
    assert found.low == pytest.approx(1 - missed.high, abs=1e-12)


def test_interval_prints_three_decimals_and_no_negative_zero():
    assert str(Interval(-0.00004, -0.12345, 0.9)) == "0.000 [-0.123, 0.900]"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((5, 4), r"k must be from 0 to 4; it is 5\."),
        ((-1, 4), r"k must be from 0 to 4; it is -1\."),
        ((0, 0), r"n must be 1 or more; it is 0\."),
        ((0.8, 4), r"k must be a whole number; it is 0\.8\."),
        ((True, 4), r"k must be a whole number; it is True\."),
    ],
)
def test_counts_that_cannot_be_are_refused(arguments, said):
    with pytest.raises(ValueError, match=said):
        wilson_interval(*arguments)


def test_confidence_in_percent_is_refused():
    with pytest.raises(ValueError, match=r"between 0 and 1, such as 0\.95 for 95 %; it is 95"):
        wilson_interval(1, 2, confidence_level=95)


def test_interval_at_the_end_of_a_cell_shows_three_decimals():
    assert repr({"recall": Interval(2 / 3, 0.1, 0.9)}) == "{'recall': 0.667 [0.100, 0.900]}"
