"""The scoreboard: a dummy always, an interval everywhere, three decimals in print."""

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, d2_brier_score, roc_auc_score

from course_utils.evaluation import bootstrap_interval, cost_table, scoreboard


@pytest.fixture(scope="module")
def labels():
    return np.repeat([0, 1], [270, 30])


@pytest.fixture(scope="module")
def model(labels):
    rng = np.random.default_rng(0)
    return 1 / (1 + np.exp(3 - 2 * labels - rng.normal(size=labels.size)))


@pytest.fixture(scope="module")
def board(labels, model):
    scores = {"model": model, "over-sampled": np.sqrt(model)}
    return scoreboard(labels, scores, recall_at_k=60)


def test_scores_are_those_of_scikit_learn(board, labels, model):
    row = board.table.loc["model"]
    assert row["n_pos"] == 30
    assert row["average_precision"] == average_precision_score(labels, model)
    assert row["roc_auc"] == roc_auc_score(labels, model)
    assert row["brier_skill"] == d2_brier_score(labels, model)


def test_dummy_comes_first_and_has_no_skill(board):
    dummy = board.table.iloc[0]
    assert dummy.name == "dummy"
    metrics = ["average_precision", "roc_auc", "brier_skill", "recall_at_60"]
    assert dummy[metrics].tolist() == pytest.approx([0.1, 0.5, 0, 0.2])


def test_balancing_keeps_the_ranking_and_costs_skill(board):
    assert board.intervals("roc_auc")["model"] == board.intervals("roc_auc")["over-sampled"]
    assert board.table.loc["over-sampled", "brier_skill"] < 0


def test_intervals_are_those_of_the_bootstrap(board, labels, model):
    for metric in ("average_precision", "roc_auc", "brier_skill"):
        alone = bootstrap_interval(labels, model, metric)
        assert board.intervals(metric)["model"] == alone


def test_intervals_by_groups_are_those_of_the_bootstrap_by_groups(labels, model):
    groups = np.random.default_rng(4).integers(0, 100, labels.size)
    board = scoreboard(labels, {"model": model, "other": model[::-1]}, groups=groups)
    for metric in ("average_precision", "roc_auc", "brier_skill"):
        alone = bootstrap_interval(labels, model, metric, groups=groups)
        joint = board.intervals(metric)["model"]
        assert (joint.low, joint.high) == pytest.approx((alone.low, alone.high), abs=1e-12)


COSTS = {"cost_fp": 1, "cost_fn": 12}


def test_costs_are_those_of_the_cost_table(labels, model):
    board = scoreboard(labels, {"model": model}, costs=COSTS)
    table = cost_table(labels, model, **COSTS).set_index("rule")["cost_per_1000"]
    cost = board.intervals("cost_per_1000")
    assert cost["model"].estimate == pytest.approx(table["lowest expected cost"])
    assert cost["dummy"].estimate == pytest.approx(min(table["flag none"], table["flag all"]))
    assert cost["model"].low < cost["model"].estimate < cost["model"].high
    assert "cost per 1000" in repr(board).splitlines()[0]


def test_interval_of_the_cost_is_that_of_any_metric(labels, model):
    amounts = np.random.default_rng(0).exponential(12, labels.size)
    costs, thresholds = {"cost_fp": 1, "cost_fn": amounts}, {"model": 0.3}
    board = scoreboard(labels, {"model": model}, costs=costs, thresholds=thresholds)
    paid = np.where(model >= 0.3, 1 - labels, labels * amounts)
    slow = bootstrap_interval(labels, paid, lambda _, cost: 1000 * cost.mean())
    fast = board.intervals("cost_per_1000")["model"]
    assert (fast.estimate, fast.low, fast.high) == pytest.approx(
        (slow.estimate, slow.low, slow.high)
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"costs": {"cost_fp": 1}}, r"must hold 'cost_fp' and 'cost_fn'.*holds \['cost_fp'\]"),
        ({"costs": {**COSTS, "fp": 1}}, r"it holds \['cost_fn', 'cost_fp', 'fp'\]"),
        ({"costs": COSTS, "thresholds": {"mode": 0.1}}, "Did you mean 'model'"),
        ({"thresholds": {"model": 0.1}}, "pass costs too"),
        ({"costs": {"cost_fp": 0, "cost_fn": 1}}, "cost_fp must be above cost_tn"),
    ],
)
def test_costs_that_do_not_fit_are_refused(labels, model, arguments, said):
    with pytest.raises(ValueError, match=said):
        scoreboard(labels, {"model": model}, **arguments)


def test_every_interval_holds_its_estimate(board):
    for metric in board.metrics:
        for interval in board.intervals(metric).values():
            assert interval.low - 1e-9 <= interval.estimate <= interval.high + 1e-9


def test_groups_widen_what_repeated_rows_narrow(labels, model):
    repeated = {"model": np.repeat(model, 3)}
    y, groups = np.repeat(labels, 3), np.repeat(np.arange(labels.size), 3)
    by_row = scoreboard(y, repeated).intervals("roc_auc")["model"]
    grouped = scoreboard(y, repeated, groups=groups)
    by_group = grouped.intervals("roc_auc")["model"]
    assert by_group.high - by_group.low > 1.4 * (by_row.high - by_row.low)
    assert "bootstrap by groups" in repr(grouped)


def test_print_has_three_decimals_and_says_what_the_intervals_are(board):
    lines = repr(board).splitlines()
    assert lines[0].split("  ")[-1].strip() == "recall at 60"
    zeros, fifths = "0.000 [0.000, 0.000]", "0.200 [0.200, 0.200]"
    assert " ".join(lines[1].split()) == (
        f"dummy 0.100 [0.100, 0.100] 0.500 [0.500, 0.500] {zeros} {fifths}"
    )
    assert lines[-1].startswith("30 positives; 95 % bootstrap intervals")


def test_html_says_the_same_and_has_no_empty_header(board):
    html = board._repr_html_()
    for cell in board.intervals("brier_skill").values():
        assert f"<td>{cell}</td>" in html
    assert "<th></th>" not in html
    assert board.caption in html


def test_method_names_are_escaped_in_html(labels, model):
    assert "<b>" not in scoreboard(labels, {"<b>": model})._repr_html_()


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ({"margin": [3.0] * 300}, r"scores\['margin'\] must hold probabilities from 0 to 1"),
        ({"short": [0.1]}, r"scores\['short'\] must be one score for each of the 300 rows"),
        ({"dummy": [0.1] * 300}, "adds that row itself"),
    ],
)
def test_faulty_method_is_named(labels, scores, said):
    with pytest.raises(ValueError, match=said):
        scoreboard(labels, scores)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"scores": [0.1] * 300}, "scores must be given by name.*; its type is list"),
        ({"costs": 5}, "costs must be given by name.*; its type is int"),
        ({"thresholds": 0.5}, "thresholds must be given by name.*; its type is float"),
        ({"thresholds": {"model": np.nan}}, "1 of them are NaN"),
        ({"thresholds": {"model": "half"}}, "thresholds must be numbers"),
        ({"thresholds": {"model": [0.5] * 300}}, "one number or one list of numbers"),
    ],
)
def test_what_is_not_given_by_name_or_is_no_number_is_refused(labels, model, arguments, said):
    given = {"scores": {"model": model}, "costs": {"cost_fp": 1, "cost_fn": 5}} | arguments
    with pytest.raises(ValueError, match=said):
        scoreboard(labels, **given)


def test_budget_beyond_the_rows_is_refused(labels):
    with pytest.raises(ValueError, match="recall_at_k must be from 1 to 300; it is 301"):
        scoreboard(labels, {}, recall_at_k=301)


def test_metric_that_was_not_scored_is_refused(board):
    with pytest.raises(ValueError, match="no metric 'f1'; choose from 'average_precision'"):
        board.intervals("f1")
