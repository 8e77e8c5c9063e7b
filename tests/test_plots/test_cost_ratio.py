"""The cost explorer holds the counts of each ratio's threshold, and of the best cut there is."""

import numpy as np
import pytest

from course_utils.plots import explore_costs


def bill(y, flags, ratio):
    return (flags & (y == 0)).sum() + ratio * (~flags & (y == 1)).sum()


def test_each_ratio_flags_from_its_threshold(sample):
    y, p = sample
    data = explore_costs(y, p).data
    for ratio, (tp, fp) in zip(data["ratios"], data["elkan"], strict=True):
        flags = p >= 1 / (1 + ratio)
        assert (tp, fp) == ((flags & (y == 1)).sum(), (flags & (y == 0)).sum())


def test_probability_that_equals_the_threshold_is_flagged():
    y, p = [0, 0, 1, 1, 0, 1], [0.05, 0.1, 0.1, 0.5, 0.5, 0.9]
    data = explore_costs(y, p, ratio=9).data
    assert data["elkan"][data["start"]] == (3, 2)
    assert data["elkan"][data["equal"]] == (2, 1) == tuple(data["half"])


def test_no_cut_of_these_rows_is_cheaper_than_the_best_in_hindsight(sample):
    y, p = (values[:1500] for values in sample)
    data = explore_costs(y, p).data
    cuts = [*np.unique(p), 2.0]
    for ratio, (_, tp, fp) in zip(data["ratios"][::12], data["best"][::12], strict=True):
        assert fp + ratio * (y.sum() - tp) == pytest.approx(
            min(bill(y, p >= c, ratio) for c in cuts)
        )


def test_best_cut_flags_the_rows_that_it_says(sample):
    y, p = sample
    data = explore_costs(y, p).data
    cut, tp, fp = data["best"][data["start"]]
    # Four significant digits are shown, so that a few rows at the cut may fall either way.
    assert abs((p >= cut).sum() - (tp + fp)) <= 10


def test_flagging_nobody_is_the_best_where_nothing_ranks():
    data = explore_costs([0, 0, 0, 0, 1, 1], [0.9, 0.9, 0.8, 0.8, 0.1, 0.1], ratio=1).data
    assert data["best"][data["equal"]] == [None, 0, 0]


def test_marked_ratios_are_equal_costs_and_those_of_balanced_weights(sample):
    y, p = sample
    data = explore_costs(y, p, ratio=25).data
    assert data["ratios"][data["start"]] == 25
    assert data["ratios"][data["equal"]] == 1
    assert data["ratios"][data["balanced"]] == pytest.approx((y == 0).sum() / y.sum(), rel=1e-3)
    assert data["ratios"] == sorted(data["ratios"])


def test_calibrated_probabilities_are_hardly_beaten_by_hindsight(sample):
    y, p = sample
    table = explore_costs(y, p).table
    cost, hindsight = table["cost"].astype(float), table["hindsight"].astype(float)
    assert (hindsight <= cost).all()
    assert (cost < 1.02 * hindsight).all()


def test_table_says_what_each_policy_costs(sample):
    y, p = sample
    row = explore_costs(y, p, ratio=10).table.set_index("a miss costs").loc["10"]
    policies = {
        "cost": p >= 1 / 11,
        "flag none": p > 1,
        "flag all": p >= 0,
        "cut at 0.5": p >= 0.5,
    }
    assert row["flag from"] == "0.091"
    for name, flags in policies.items():
        assert row[name] == f"{1000 * bill(y, flags, 10) / y.size:.1f}"


def test_a_majority_of_positives_has_a_ratio_below_one():
    data = explore_costs([1, 1, 1, 1, 0, 0], [0.9, 0.8, 0.8, 0.7, 0.2, 0.6]).data
    assert data["ratios"][data["balanced"]] == data["ratios"][0] == 0.5


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"y_prob": [0.1, 0.2, 0.3, 1.4]}, "from 0 to 1; it runs from 0.100 to 1.400"),
        ({"y_prob": [-2.0, 0.2, 0.3, 0.4]}, "from 0 to 1; it runs from -2.000 to 0.400"),
        ({"ratio": 0.5}, "ratio must be from 1 to 1,000.* it is 0.5"),
        ({"ratio": float("nan")}, "ratio must be from 1 to 1,000"),
    ],
)
def test_what_cannot_be_explored_gets_one_sentence(change, said):
    with pytest.raises(ValueError, match=said):
        explore_costs(**({"y_true": [0, 0, 1, 1], "y_prob": [0.1, 0.2, 0.3, 0.4]} | change))
