"""The learning explorer shows what a lesson measured, and refuses what has holes."""

import numpy as np
import pytest

from course_utils.plots import explore_learning


def test_every_number_measured_is_where_its_sliders_stand(results, scores):
    data = explore_learning(results.sample(frac=1, random_state=0), scores).data
    for row in results.itertuples():
        o, n = data["overlaps"].index(row.overlap), data["places"].index(row.n_positives)
        numbers = data["scores"][o][data["names"].index(row.learner)]
        assert [series[n] for series in numbers] == pytest.approx(
            [row.score, row.low, row.high], abs=5e-4
        )


def test_learners_keep_the_order_that_they_are_given_in(results, scores):
    backwards = results.iloc[::-1]
    assert explore_learning(results, scores).data["names"] == ["boosting", "forest"]
    assert explore_learning(backwards, scores).data["names"] == ["forest", "boosting"]


def test_each_class_fills_its_hill(results, scores):
    for pair in explore_learning(results, scores).data["shapes"]:
        assert [sum(hill) for hill in pair] == pytest.approx([1000, 1000], abs=16)


def test_shared_area_grows_with_the_overlap(results, scores):
    shared = explore_learning(results, scores).data["shared"]
    assert shared == sorted(shared)
    # Two normal hills 3.6 apart share 2 * Phi(-1.8) = .072 of their area, 1.2 apart .549.
    assert (shared[0], shared[-1]) == (
        pytest.approx(0.07, abs=0.03),
        pytest.approx(0.55, abs=0.05),
    )


def test_prevalence_may_stand_in_place_of_the_number(results_by_prevalence, scores):
    explorer = explore_learning(results_by_prevalence, scores, along="prevalence", metric="score")
    assert explorer.data["share"]
    assert explorer.data["axis"] == "share of positives"
    assert explorer.table["share of positives"].tolist() == ["0.1 %", "50 %"] * 2


def test_axis_starts_at_chance_where_no_score_lies_below(results, scores):
    high = results.assign(**{name: results[name] / 4 + 0.6 for name in ("score", "low", "high")})
    assert explore_learning(results, scores).data["low"] == 0
    assert explore_learning(high, scores).data["low"] == 0.5
    assert explore_learning(high, scores, baseline=0.1).data["low"] == 0


def test_table_shows_the_corners(results, scores):
    table = explore_learning(results, scores).table
    assert table["overlap"].tolist() == ["0.1", "0.1", "0.7", "0.7"]
    assert table["positives in the training set"].tolist() == ["10", "700"] * 2
    assert table["boosting"].iloc[0] == "0.740 (0.640 to 0.790)"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda t: t.drop(columns="low"), "results must be a DataFrame .* it lacks low"),
        (lambda t: t.to_numpy(), "results must be a DataFrame .* it lacks overlap, n_positives"),
        (lambda t: t.iloc[1:], "results has 31 rows for 4 overlaps, 2 learners and 4 values"),
        (lambda t: t[t["overlap"] == 0.1], "8 rows for 1 overlaps"),
        (lambda t: t.iloc[:0], "results has 0 rows"),
        (lambda t: t.assign(score=np.nan), "results has 32 rows that cannot be drawn"),
        (lambda t: t.assign(high=t["low"]), "0 ≤ low ≤ score ≤ high ≤ 1"),
        (lambda t: t.assign(overlap="much"), "the first is overlap much, n_positives 10"),
        (lambda t: t.assign(n_positives=t["n_positives"] - 10), "n_positives above 0"),
        (lambda t: t.assign(learner=range(len(t))), "32 learners; at most 4 lines"),
    ],
)
def test_results_that_cannot_be_drawn_get_one_sentence(results, scores, spoil, said):
    with pytest.raises(ValueError, match=said):
        explore_learning(spoil(results), scores)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda s: s.drop(columns="y_true"), "scores must be a DataFrame .* it lacks y_true"),
        (lambda s: s[s["overlap"] != 0.3], r"scores has the overlaps \[0.1, 0.5, 0.7\]"),
        (lambda s: s.assign(y_true=0), "scores at overlap 0.1: y_true has 0 positives"),
        (lambda s: s.assign(y_score=np.nan), "scores at overlap 0.1: y_score has 1000 values"),
        (lambda s: s.assign(y_score=0.5), "y_score in scores is 0.5 nearly everywhere"),
    ],
)
def test_scores_that_cannot_be_drawn_get_one_sentence(results, scores, spoil, said):
    with pytest.raises(ValueError, match=said):
        explore_learning(results, spoil(scores))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"along": "n"}, "along must be 'n_positives' or 'prevalence'; it is 'n'"),
        ({"along": "prevalence"}, "it lacks prevalence"),
        ({"baseline": 5}, "baseline must be a score from 0 to 1, or None; it is 5"),
    ],
)
def test_options_out_of_range_get_one_sentence(results, scores, change, said):
    with pytest.raises(ValueError, match=said):
        explore_learning(results, scores, **change)
