"""Bootstrap intervals: the fast path, groups, coverage, and what is refused."""

import numpy as np
import pytest
from scipy.stats import norm
from sklearn.metrics import (
    average_precision_score,
    brier_score_loss,
    d2_brier_score,
    recall_score,
    roc_auc_score,
)

from course_utils.evaluation import _draws, bootstrap_difference, bootstrap_interval

METRICS = {
    "average_precision": average_precision_score,
    "brier": brier_score_loss,
    "brier_skill": d2_brier_score,
    "roc_auc": roc_auc_score,
}


def sample(n_pos, n_neg, *, seed=0, separation=1.5):
    rng = np.random.default_rng(seed)
    y = np.repeat([0, 1], [n_neg, n_pos])
    return y, 1 / (1 + np.exp(2 - rng.normal(size=y.size) - separation * y))


def ends(interval):
    return interval.low, interval.high


@pytest.mark.parametrize("name", METRICS)
@pytest.mark.parametrize("grouped", [False, True])
def test_fast_path_agrees_with_calling_scikit_learn_on_each_resample(name, grouped):
    y, p = sample(30, 120)
    groups = np.random.default_rng(1).integers(0, 60, y.size) if grouped else None
    fast = bootstrap_interval(y, p, name, groups=groups, n_resamples=4000)
    slow = bootstrap_interval(y, p, METRICS[name], groups=groups, n_resamples=250, random_state=1)
    assert fast.estimate == pytest.approx(METRICS[name](y, p))
    assert slow.estimate == fast.estimate
    # 250 resamples place an end within about a seventh of the width.
    assert ends(fast) == pytest.approx(ends(slow), abs=0.2 * (slow.high - slow.low))


def test_rows_repeated_in_groups_are_no_new_evidence():
    y, p = sample(40, 400)
    groups = np.repeat(np.arange(y.size), 4)
    once = bootstrap_interval(y, p, "roc_auc", n_resamples=2000)
    by_group = bootstrap_interval(
        np.repeat(y, 4), np.repeat(p, 4), "roc_auc", groups=groups, n_resamples=2000
    )
    by_row = bootstrap_interval(np.repeat(y, 4), np.repeat(p, 4), "roc_auc", n_resamples=2000)
    assert ends(by_group) == pytest.approx(ends(once), abs=0.01)
    # Four copies taken for evidence halve the width.
    ratio = (by_row.high - by_row.low) / (by_group.high - by_group.low)
    assert ratio == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize("name", ["average_precision", "roc_auc"])
def test_rows_counted_in_joined_cells_give_the_interval_of_rows_drawn_one_by_one(name):
    y, p = sample(3000, 3000)
    joined = bootstrap_interval(y, p, name, n_resamples=2000)
    by_row = bootstrap_interval(y, p, METRICS[name], n_resamples=300)
    assert joined.estimate == by_row.estimate
    # 300 resamples place an end within about a seventh of the width.
    assert ends(joined) == pytest.approx(ends(by_row), abs=0.2 * (by_row.high - by_row.low))


def test_rows_may_stand_in_any_order():
    y, p = sample(20, 200)
    order = np.random.default_rng(3).permutation(y.size)
    assert bootstrap_interval(y[order], p[order], "average_precision") == bootstrap_interval(
        y, p, "average_precision"
    )


def test_only_the_order_of_scores_matters_to_a_ranking_metric():
    y, p = sample(20, 200)
    for name in ("average_precision", "roc_auc"):
        assert bootstrap_interval(y, np.log(p), name) == bootstrap_interval(y, p, name)


def test_blocks_in_memory_draw_as_many_resamples(monkeypatch):
    y, p = sample(20, 200)
    monkeypatch.setattr(_draws, "_COUNTS_AT_ONCE", 500)
    whole = bootstrap_interval(y, p, "roc_auc", n_resamples=2000)
    monkeypatch.undo()
    assert ends(whole) == pytest.approx(
        ends(bootstrap_interval(y, p, "roc_auc", n_resamples=2000)), abs=0.01
    )


def test_both_ways_of_drawing_draw_as_many_units_as_there_are():
    rng = np.random.default_rng(0)
    # Few large cells take the multinomial, many small ones single draws.
    for sizes in (np.array([500, 0, 300]), np.ones(50, np.int64), np.array([], np.int64)):
        drawn = _draws._draw(sizes, 200, rng)
        assert (drawn.sum(axis=1) == sizes.sum()).all()
        assert (drawn[:, sizes == 0] == 0).all()
        assert drawn.mean(axis=0) == pytest.approx(sizes, rel=0.35)


def test_interval_covers_the_truth_about_as_often_as_it_says():
    truth, hits = norm.cdf(1.5 / np.sqrt(2)), 0
    for seed in range(120):
        y, p = sample(50, 950, seed=seed)
        interval = bootstrap_interval(y, p, "roc_auc", n_resamples=300, random_state=seed)
        hits += interval.low <= truth <= interval.high
    assert 0.88 <= hits / 120 <= 0.98


def test_any_metric_of_labels_and_scores_can_be_passed():
    y, p = sample(30, 300)
    recall = bootstrap_interval(
        y, p, lambda y_true, y_score: recall_score(y_true, y_score >= 0.5), n_resamples=200
    )
    assert recall.low < recall.estimate < recall.high
    assert recall.n_pos == 30


@pytest.mark.parametrize("metric", ["average_precision", roc_auc_score])
def test_model_does_not_differ_from_itself(metric):
    y, p = sample(30, 300)
    difference = bootstrap_difference(y, p, p.copy(), metric, n_resamples=50)
    assert (difference.estimate, *ends(difference)) == (0, 0, 0)
    assert difference.n_pos == 30


def test_swapped_models_change_the_sign_only():
    y, a = sample(40, 400)
    b = sample(40, 400, seed=1)[1]
    forth, back = (bootstrap_difference(y, *pair, "roc_auc") for pair in ((a, b), (b, a)))
    assert (back.low, back.high) == pytest.approx((-forth.high, -forth.low))


def test_pairing_narrows_what_two_intervals_say():
    y, a = sample(60, 600)
    b = a + np.random.default_rng(2).normal(scale=0.05, size=a.size)
    one, other = (bootstrap_interval(y, p, "roc_auc") for p in (a, b))
    difference = bootstrap_difference(y, a, b, "roc_auc")
    assert difference.estimate == pytest.approx(one.estimate - other.estimate)
    assert difference.high - difference.low < 0.6 * (one.high - one.low)


@pytest.mark.parametrize("grouped", [False, True])
def test_difference_agrees_with_calling_scikit_learn_on_each_resample(grouped):
    y, a = sample(30, 200)
    b = sample(30, 200, seed=5)[1]
    groups = np.random.default_rng(1).integers(0, 80, y.size) if grouped else None
    fast, slow = (
        bootstrap_difference(y, a, b, metric, groups=groups, n_resamples=300)
        for metric in ("average_precision", average_precision_score)
    )
    # The same resamples: only the way of computing differs.
    assert ends(fast) == pytest.approx(ends(slow))


def test_difference_covers_the_truth_about_as_often_as_it_says():
    truth, hits = norm.cdf(1.5 / np.sqrt(2)) - norm.cdf(1 / np.sqrt(2)), 0
    y = np.repeat([0, 1], [450, 50])
    for seed in range(120):
        shared, own = np.random.default_rng(seed).normal(size=(2, y.size))
        a, b = shared + 1.5 * y, (shared + own) / np.sqrt(2) + y
        interval = bootstrap_difference(y, a, b, "roc_auc", n_resamples=300, random_state=seed)
        hits += interval.low <= truth <= interval.high
    assert 0.87 <= hits / 120 <= 0.99


def test_scores_that_do_not_pair_are_named():
    y, p = sample(30, 300)
    with pytest.raises(ValueError, match="score_b must be one score for each of the 330 rows"):
        bootstrap_difference(y, p, p[1:], "roc_auc")


def test_few_positives_are_warned_about():
    y, p = sample(6, 60)
    with pytest.warns(UserWarning, match="With 6 positives the interval says little") as caught:
        bootstrap_interval(y, p, "roc_auc")
    assert caught[0].filename == __file__


@pytest.mark.parametrize("metric", ["roc_auc", "brier_skill"])
def test_resamples_by_groups_without_a_negative_are_left_out_in_silence(metric):
    y, p = np.repeat([1, 0], [20, 40]), np.linspace(0, 1, 60)
    # The negatives lie in two of twenty groups: one resample in eight holds none.
    groups = np.concatenate([np.arange(20), np.arange(40) % 2])
    interval = bootstrap_interval(y, p, metric, groups=groups)
    assert np.isfinite(ends(interval)).all()


def test_groups_of_mixed_labels_are_the_groups_of_their_numbers():
    y, p = sample(30, 90)
    numbers = np.arange(120) // 2
    mixed = [int(number) if number < 30 else f"g{number}" for number in numbers]
    there, back = (bootstrap_interval(y, p, "roc_auc", groups=g) for g in (numbers, mixed))
    assert ends(there) == ends(back)


def test_few_groups_with_positives_are_warned_about():
    y, p = sample(40, 60)
    groups = np.where(y == 1, np.arange(100) % 5, np.arange(100))
    with pytest.warns(UserWarning, match="With 5 groups that hold a positive"):
        bootstrap_interval(y, p, "roc_auc", groups=groups)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"y_true": [0] * 40}, "0 positives and 40 negatives; two or more of each"),
        ({"y_true": ["no", "yes"] * 20}, "it holds 'no', 'yes'"),
        ({"y_true": [1.0, float("nan")] * 20}, "20 missing values; drop those rows"),
        ({"y_true": [[0, 1]] * 20}, r"its shape is \(20, 2\)"),
        ({"y_score": [0.1] * 39}, "one score for each of the 40 rows"),
        ({"y_score": [[0.4, 0.6]] * 40}, r"predict_proba\(X\)\[:, 1\]"),
        ({"y_score": [float("nan")] + [0.1] * 39}, "1 value that is NaN or infinite"),
        ({"y_score": ["high"] * 40}, "must hold numbers; it holds 'high'"),
        ({"y_score": [1.5] * 40, "metric": "brier"}, r"runs from 1\.500 to 1\.500"),
        ({"metric": "roc_acu"}, "Did you mean 'roc_auc'"),
        ({"metric": 7}, "no fast path for the metric 7"),
        ({"metric": ["roc_auc"]}, r"no fast path for the metric \['roc_auc'\]"),
        ({"metric": lambda y, p: np.nan}, "NaN or infinite on every resample"),
        ({"random_state": "a"}, "random_state must be a whole number from 0.*; it is 'a'"),
        ({"random_state": -1}, "random_state must be a whole number from 0.*; it is -1"),
        ({"groups": ["a", float("nan")] * 20}, "groups has 20 missing values"),
        ({"groups": [0] * 39 + [1]}, "All negatives lie in 1 of the groups"),
        ({"confidence_level": "95%"}, "confidence_level must lie between 0 and 1.*; it is '95%'"),
        ({"groups": [1, 2]}, "one group for each of the 40 rows"),
        ({"groups": [None] * 40}, "groups has 40 missing values"),
        ({"groups": [0, 1] * 20}, "All positives lie in 1 of the groups"),
        ({"n_resamples": 1}, "n_resamples must be 2 or more"),
        ({"confidence_level": 1}, "confidence_level must lie between 0 and 1"),
    ],
)
def test_what_cannot_be_scored_gets_one_sentence(change, said):
    arguments = {"y_true": [0, 1] * 20, "y_score": [0.2, 0.6] * 20, "metric": "roc_auc"} | change
    with pytest.raises(ValueError, match=said) as caught:
        bootstrap_interval(**arguments)
    assert "\n" not in str(caught.value)
