"""Tables of thresholds and of costs: each cell counted again, the trivial rules beside it."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import (
    confusion_matrix,
    confusion_matrix_at_thresholds,
    f1_score,
    precision_score,
    recall_score,
)

from course_utils.evaluation import cost_table, threshold_table, wilson_interval

Y = np.repeat([0, 1], [90, 30])
P = 1 / (1 + np.exp(1 - 2 * Y - np.random.default_rng(0).normal(size=120)))


def test_every_distinct_score_gives_the_counts_of_scikit_learn():
    table = threshold_table(Y, P.round(2)).sort_values("threshold", ascending=False)
    tn, fp, fn, tp, cuts = confusion_matrix_at_thresholds(Y, P.round(2))
    # scikit-learn adds a cut above every score, at which nothing is flagged.
    expected = np.column_stack([cuts, tn, fp, fn, tp])[np.isfinite(cuts)]
    assert table[["threshold", "tn", "fp", "fn", "tp"]].to_numpy() == pytest.approx(expected)


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.7])
def test_shares_are_those_of_the_labels_that_the_cut_gives(cut):
    (row,) = threshold_table(Y, P, cut).to_dict("records")
    flagged = cut <= P
    assert row["flagged"] == flagged.sum()
    assert row["precision"] == pytest.approx(precision_score(Y, flagged))
    assert row["recall"] == pytest.approx(recall_score(Y, flagged))
    assert row["f1"] == pytest.approx(f1_score(Y, flagged))
    assert row["false_positive_rate"] == pytest.approx(flagged[Y == 0].mean())
    alone = wilson_interval(row["tp"], row["flagged"])
    assert (row["precision_low"], row["precision_high"]) == pytest.approx((alone.low, alone.high))


def test_precision_of_no_alarm_is_unknown_rather_than_perfect():
    table = threshold_table(Y, P, [2.0])
    assert table.loc[0, ["precision", "precision_low", "precision_high"]].isna().all()
    assert table.loc[0, ["recall", "f1"]].tolist() == [0, 0]
    assert "nan [" not in repr(table)


def test_thresholds_keep_the_order_in_which_they_were_asked():
    assert threshold_table(Y, P, [0.9, 0.1, 0.5])["threshold"].tolist() == [0.9, 0.1, 0.5]


def test_print_rounds_and_values_do_not():
    table = threshold_table(Y, P, 1 / 3)
    precision = wilson_interval(int(table["tp"].iloc[0]), int(table["flagged"].iloc[0]))
    assert f" {precision} " in repr(table)
    assert f"<td>{precision}</td>" in table._repr_html_()
    assert "0.333" in repr(table)
    assert table["threshold"].iloc[0] == 1 / 3
    assert "<th></th>" not in table._repr_html_()


def test_part_of_a_table_prints_as_the_whole_does():
    part = threshold_table(Y, P, [0.25, 0.5]).set_index("threshold")[["recall"]]
    assert repr(part).splitlines()[0].split() == ["threshold", "recall"]
    assert "0.250" in repr(part)


def test_long_table_is_printed_in_part():
    table = threshold_table(Y, P)
    assert len(table) == 120
    assert "..." in repr(table)
    assert len(repr(table).splitlines()) < 20


@given(st.lists(st.floats(-0.5, 1.5), min_size=1, max_size=5))
def test_cost_is_counts_times_costs(cuts):
    table = cost_table(Y, P, cost_fp=2, cost_fn=7, cost_tp=1.5, cost_tn=-0.25, thresholds=cuts)
    expected = 2 * table["fp"] + 7 * table["fn"] + 1.5 * table["tp"] - 0.25 * table["tn"]
    assert table["cost"].tolist() == pytest.approx(expected.tolist())
    assert table["cost_per_1000"].tolist() == pytest.approx((expected / 0.12).tolist())


def test_first_row_flags_none_and_last_row_all():
    table = cost_table(Y, P, cost_fp=1, cost_fn=10)
    assert table["rule"].tolist() == ["flag none", "lowest expected cost", "flag all"]
    assert table[["tp", "fp", "fn", "tn"]].to_numpy()[[0, -1]].tolist() == [
        [0, 0, 30, 90],
        [30, 90, 0, 0],
    ]
    assert table["cost"].tolist()[::2] == [300, 90]


def test_savings_are_against_the_cheaper_trivial_rule():
    table = cost_table(Y, P, cost_fp=1, cost_fn=10).set_index("rule")
    assert table.loc["flag all", "savings"] == 0
    assert table.loc["flag none", "savings"] == pytest.approx(1 - 300 / 90)
    best = table.loc["lowest expected cost"]
    assert best["savings"] == pytest.approx(1 - best["cost"] / 90)


def test_savings_against_a_rule_that_costs_nothing_are_unknown():
    assert cost_table(Y, P, cost_fp=0, cost_fn=1, thresholds=[0.5])["savings"].isna().all()


@given(st.integers(0, 99))
def test_rows_may_stand_in_any_order(seed):
    order = np.random.default_rng(seed).permutation(120)
    amounts = np.linspace(1, 60, 120)
    there = cost_table(Y, P, cost_fp=5, cost_fn=amounts)
    back = cost_table(Y[order], P[order], cost_fp=5, cost_fn=amounts[order])
    assert back["cost"].tolist() == pytest.approx(there["cost"].tolist())
    pd.testing.assert_frame_equal(threshold_table(Y[order], P[order]), threshold_table(Y, P))


@given(st.floats(0.05, 0.95))
def test_swapped_classes_swap_the_counts(cut):
    there = threshold_table(Y, P, cut).iloc[0]
    # What is flagged at its own score or above is passed below it.
    back = threshold_table(1 - Y, -P, np.nextafter(-cut, 1)).iloc[0]
    assert back[["tn", "tp", "fn", "fp"]].tolist() == there[["tp", "tn", "fp", "fn"]].tolist()


@given(st.lists(st.floats(0.05, 0.95), min_size=1, max_size=4))
def test_only_the_order_of_scores_and_cuts_matters_to_the_counts(cuts):
    columns = ["flagged", "tp", "precision", "recall_low", "f1"]
    there = threshold_table(Y, P, cuts)[columns]
    pd.testing.assert_frame_equal(
        threshold_table(Y, 2 * P - 1, 2 * np.array(cuts) - 1)[columns], there
    )


@pytest.mark.parametrize(
    ("costs", "threshold"),
    [
        ({"cost_fp": 1, "cost_fn": 10}, 1 / 11),
        # A call costs also when it succeeds: (5 - 0) / (5 - 0 + 50 - 5).
        ({"cost_fp": 5, "cost_fn": 50, "cost_tp": 5}, 0.1),
    ],
)
def test_threshold_follows_from_the_four_costs(costs, threshold):
    row = cost_table(Y, P, **costs).iloc[1]
    assert row["threshold"] == pytest.approx(threshold)
    assert row["flagged"] == (threshold <= P).sum()


def test_amounts_by_row_flag_each_row_at_its_own_threshold():
    amounts = np.random.default_rng(1).exponential(20, size=120)
    row = cost_table(Y, P, cost_fp=5, cost_fn=amounts, cost_tp=5).iloc[1]
    flagged = P * (amounts - 5) >= (1 - P) * 5
    paid = np.where(flagged, 5, np.where(Y == 1, amounts, 0))
    assert row["cost"] == pytest.approx(paid.sum())
    (tn, fp), (fn, tp) = confusion_matrix(Y, flagged)
    assert row[["tp", "fp", "fn", "tn"]].tolist() == [tp, fp, fn, tn]
    assert np.isnan(row["threshold"])


@given(st.integers(1, 50), st.integers(1, 50))
def test_row_at_its_threshold_is_flagged_whether_amounts_are_one_or_by_row(fp, fn):
    p = np.full(120, fp / (fp + fn))
    for cost_fn in (fn, [fn] * 120):
        assert cost_table(Y, p, cost_fp=fp, cost_fn=cost_fn)["flagged"].iloc[1] == 120


def test_rule_that_costs_nothing_costs_nothing_to_the_last_digit():
    table = cost_table(Y, P, cost_fp=0.1, cost_fn=0, thresholds=[0.5])
    assert table["cost"].iloc[0] == 0
    assert table["savings"].isna().all()


def test_transposed_table_still_names_its_rows():
    table = threshold_table(Y, P, [0.25, 0.5])[["threshold", "recall"]].T
    assert [line.split()[1:2] for line in repr(table).splitlines()[1:]] == [["0.250"], ["0.967"]]


def test_equal_amounts_by_row_are_one_amount():
    scalar = cost_table(Y, P, cost_fp=1, cost_fn=10)
    by_row = cost_table(Y, P, cost_fp=1, cost_fn=pd.Series([10] * 120, index=range(500, 620)))
    columns = ["flagged", "tp", "cost", "savings"]
    assert by_row[columns].to_numpy() == pytest.approx(scalar[columns].to_numpy())


def test_named_thresholds_name_their_rows():
    table = cost_table(Y, P, cost_fp=1, cost_fn=3, thresholds={"predict": 0.5, "tuned": 0.3})
    assert table["rule"].tolist() == ["flag none", "predict", "tuned", "flag all"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"cost_fp": -1}, r"cost_fp must be above cost_tn.*they are -1\.0 and 0\.0"),
        ({"cost_tp": 12}, r"cost_fn must be above cost_tp.*they are 10\.0 and 12\.0"),
        ({"cost_fn": [1, 2]}, r"one for each of the 120 rows of y_true; its shape is \(2,\)"),
        ({"cost_fn": [np.nan] + [1] * 119}, "cost_fn has 1 amount that is NaN"),
        ({"cost_fn": "ten"}, "cost_fn must hold amounts; it is 'ten'"),
        ({"thresholds": ["high"]}, "thresholds must be numbers"),
        ({"thresholds": [0.5, np.nan]}, "1 of them are NaN"),
        ({"y_score": 3 * P}, "must hold probabilities from 0 to 1"),
    ],
)
def test_costs_that_cannot_be_get_one_sentence(change, said):
    arguments = {"y_true": Y, "y_score": P, "cost_fp": 1, "cost_fn": 10} | change
    with pytest.raises(ValueError, match=said):
        cost_table(**arguments)


def test_scores_need_no_scale_when_thresholds_are_given():
    logits = np.log(P / (1 - P))
    named = cost_table(Y, logits, cost_fp=1, cost_fn=10, thresholds=[0.0])
    assert named["cost"].tolist() == pytest.approx(
        cost_table(Y, P, cost_fp=1, cost_fn=10, thresholds=[0.5])["cost"].tolist()
    )
