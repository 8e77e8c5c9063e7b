"""The threshold explorer holds true counts, and areas that scikit-learn confirms."""

import numpy as np
import pytest
from sklearn.metrics import (
    average_precision_score,
    confusion_matrix,
    f1_score,
    precision_score,
    recall_score,
    roc_auc_score,
)

from course_utils.plots import explore_prevalence, explore_threshold


def test_counts_at_every_threshold_are_those_of_scikit_learn(sample):
    y, p = (values[:3000] for values in sample)
    data = explore_threshold(y, p).data
    for threshold, tp, fp in zip(data["thresholds"], data["tp"], data["fp"], strict=True):
        (_, false), (_, true) = confusion_matrix(y, p >= threshold)
        assert (tp, fp) == (true, false)


@pytest.mark.parametrize("decimals", [1, 2, 5])
@pytest.mark.parametrize("explore", [explore_threshold, explore_prevalence])
def test_tied_scores_are_counted_as_scikit_learn_does(sample, explore, decimals):
    y, p = sample[0][:2000], sample[1][:2000].round(decimals)
    data = explore(y, p, threshold=0.1).data
    for threshold, tp, fp in zip(data["thresholds"], data["tp"], data["fp"], strict=True):
        (_, false), (_, true) = confusion_matrix(y, p >= threshold)
        assert (tp, fp) == (true, false)


@pytest.mark.parametrize("score", [2 / 3, 0.1 + 0.2, -2 / 3, 1e-9, 1e9 / 7])
def test_lowest_threshold_flags_every_row_however_it_is_rounded(score):
    data = explore_threshold([0, 0, 0, 1, 1], [score] * 5, threshold=0.9).data
    assert (data["tp"][0], data["fp"][0]) == (2, 3)


def test_areas_are_those_of_all_rows_and_not_of_the_thresholds_shown(sample):
    data = explore_threshold(*sample, n_thresholds=5).data
    assert data["auc"] == f"{roc_auc_score(*sample):.3f}"
    assert data["ap"] == f"{average_precision_score(*sample):.3f}"


def test_table_says_what_scikit_learn_says(sample):
    y, p = sample
    table = explore_threshold(y, p, cost_fp=2, cost_fn=30, threshold=0.3).table
    start = table[table["flagged from"].str.endswith("(the start)")].iloc[0]
    flags = p >= 0.3
    for name, score in (
        ("precision", precision_score),
        ("recall", recall_score),
        ("F1", f1_score),
    ):
        assert start[name] == f"{score(y, flags):.3f}"
    bill = 2 * (flags & (y == 0)).sum() + 30 * (~flags & (y == 1)).sum()
    assert start["cost per 1,000"] == f"{1000 * bill / y.size:.1f}"


def test_small_costs_are_not_rounded_away(sample):
    table = explore_threshold(*sample, cost_fp=0.001, cost_fn=0.02).table
    assert all(0 < float(cost) < 2 and len(cost) == 5 for cost in table["cost per 1,000"])


def test_table_marks_recall_and_f1(sample):
    table = explore_threshold(*sample).table.set_index("flagged from")
    notes = table.index.str.extract(r"\((.*)\)")[0].tolist()
    assert sorted(notes) == ["highest F1", "recall 0.9 or more", "the start"]
    assert float(table.filter(like="recall 0.9", axis=0)["recall"].iloc[0]) >= 0.9
    assert table["F1"].max() == table.filter(like="highest F1", axis=0)["F1"].iloc[0]


def test_cost_is_left_out_when_none_is_given(sample):
    explorer = explore_threshold(*sample)
    assert explorer.data["costs"] is None
    assert "cost per 1,000" not in explorer.table


def test_decision_values_have_a_threshold_of_their_own():
    explorer = explore_threshold([0, 0, 0, 1, 1], [-3.0, -1, 2, 1, 4], threshold=0)
    data = explorer.data
    assert data["thresholds"][data["start"]] == 0
    assert (data["tp"][data["start"]], data["fp"][data["start"]]) == (2, 1)


def test_nothing_flagged_has_no_precision(sample):
    table = explore_threshold(*sample, threshold=2).table
    start = table[table["flagged from"].str.endswith("(the start)")].iloc[0]
    assert (start["precision"], start["F1"]) == ("undefined", "0.000")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"cost_fp": 1}, "cost_fp and cost_fn belong together; they are 1 and None"),
        (
            {"cost_fp": -1, "cost_fn": 2},
            "cost_fp must be a cost of 0 or more, such as 10; it is -1",
        ),
        ({"cost_fp": 1, "cost_fn": np.inf}, "cost_fn must be a cost of 0 or more"),
        ({"threshold": float("nan")}, "threshold must be a number"),
        ({"n_thresholds": 1}, "n_thresholds must be 2 or more"),
    ],
)
def test_what_cannot_be_explored_gets_one_sentence(change, said):
    with pytest.raises(ValueError, match=said):
        explore_threshold([0, 0, 1, 1], [0.1, 0.2, 0.3, 0.4], **change)
