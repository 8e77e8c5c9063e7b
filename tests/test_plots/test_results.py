"""Figures of classes, scores, curves, ranks and images show what they were given."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from sklearn.metrics import average_precision_score, roc_auc_score

from course_utils.evaluation import Interval
from course_utils.plots import (
    COLOURS,
    plot_class_balance,
    plot_curves,
    plot_images,
    plot_ranks,
    plot_roc_pr,
    plot_scores,
)


def bars_of(ax):
    return [(bar.get_width(), to_hex(bar.get_facecolor()).upper()) for bar in ax.patches]


def test_largest_class_stands_on_top_and_the_rarest_is_the_minority():
    ax = plot_class_balance(list("aaabbbbbc"))
    assert [text.get_text() for text in ax.get_yticklabels()] == ["b", "a", "c"]
    roles = ("majority", "baseline", "minority")
    assert bars_of(ax) == [(n, COLOURS[role]) for n, role in zip((5, 3, 1), roles, strict=True)]


def test_of_equal_classes_one_is_the_minority():
    ax = plot_class_balance([0, 1], display_labels=["no", "yes"])
    assert [text.get_text() for text in ax.get_yticklabels()] == ["no", "yes"]


def test_class_of_one_in_a_thousand_has_a_mark_that_is_seen():
    ax = plot_class_balance([0] * 9990 + [1] * 10)
    mark = ax.lines[-1]
    assert mark.get_xdata().tolist() == [10]
    assert mark.get_markersize() >= 10
    assert not mark.get_clip_on()


@pytest.mark.parametrize("threshold", [-1, 0.1, 0.5, 0.8, 2])
def test_flagged_rows_are_counted_from_the_threshold_on(threshold):
    y, score = [0, 0, 0, 1, 1], [0.1, 0.2, 0.5, 0.5, 0.8]
    ax = plot_scores(y, score, threshold=threshold)
    said = [label.get_text().splitlines()[-1] for label in ax.get_yticklabels()]
    flagged = [
        sum(s >= threshold for s, of in zip(score, y, strict=True) if of == c) for c in (0, 1)
    ]
    assert [int(text.split()[0]) for text in said] == flagged


def test_both_classes_reach_the_same_height_however_rare():
    rng = np.random.default_rng(0)
    y = np.repeat([0, 1], [9900, 100])
    ax = plot_scores(y, rng.normal(size=y.size) + y)
    tops = [patch.get_data().values.max() - patch.get_data().baseline for patch in ax.patches]
    assert np.ravel(tops) == pytest.approx(0.85)


def test_methods_are_named_with_scikit_learn_s_scores():
    y, scores = [0, 0, 0, 1, 1], {"a": [0.1, 0.2, 0.7, 0.4, 0.8], "b": [5, 4, 3, 2, 1]}
    roc, pr = plot_roc_pr(y, scores)
    (legend,) = roc.figure.legends
    names = [text.get_text() for text in legend.get_texts()]
    for name, score in scores.items():
        auc, ap = roc_auc_score(y, score), average_precision_score(y, score)
        assert f"{name}: AUC {auc:.3f}, AP {ap:.3f}" in names
    assert names[-1] == "knowing nothing: AUC 0.500, AP 0.400"
    assert [list(line.get_ydata()) for line in pr.lines][-1] == [0.4, 0.4]


def test_curve_and_band_stand_at_the_numbers():
    ax = plot_curves(
        {10: Interval(0.6, 0.5, 0.7), 100: Interval(0.8, 0.7, 0.85)}, xlabel="n", ylabel="AUC"
    )
    assert ax.lines[0].get_xydata().tolist() == [[10, 0.6], [100, 0.8]]
    (band,) = ax.collections
    assert band.get_datalim(ax.transData).bounds == pytest.approx((10, 0.5, 90, 0.35))


def test_plain_numbers_have_no_band():
    ax = plot_curves({"a": {1: 0.5, 2: 0.6}}, xlabel="n", ylabel="AUC")
    assert not ax.collections
    assert ax.figure.get_label() == "Curves of AUC against n. a: 0.500 at 1, 0.600 at 2."


def test_dates_are_written_as_dates():
    quarters = pd.date_range("2008-04-01", periods=4, freq="QS")
    ax = plot_curves(dict(zip(quarters, (0.7, 0.6, 0.6, 0.5), strict=True)), xlabel="", ylabel="")
    ax.figure.draw_without_rendering()
    labels = [label for label in ax.get_xticklabels() if label.get_text()]
    assert "2009" in " ".join(
        [*(label.get_text() for label in labels), ax.xaxis.get_offset_text().get_text()]
    )
    ends = [label.get_window_extent() for label in labels]
    assert all(one.x1 < other.x0 for one, other in pairwise(ends))


def test_months_stand_in_their_order_and_leave_room_for_one_another():
    months = {f"2008-{month:02d}": 0.7 for month in range(1, 13)}
    ax = plot_curves(months, xlabel="month", ylabel="AUC")
    ax.figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in ax.get_xticklabels()]
    assert all(left.x1 < right.x0 for left, right in pairwise(boxes))
    assert ax.get_xticklabels()[0].get_text() == "2008-01"


@pytest.mark.parametrize("bad", [{}, {"a": {}}, {"a": {1: "0.5"}}, {"a": {1: float("nan")}}])
def test_curves_without_numbers_are_refused(bad):
    with pytest.raises(ValueError, match=r"series must map x|must be an Interval|leave out"):
        plot_curves(bad, xlabel="n", ylabel="AUC")


def test_ranks_share_a_place_and_leave_out_what_is_missing():
    ax = plot_ranks(
        {"one": {"a": 0.5, "b": 0.5, "c": 0.9}, "two": {"a": 0.1, "b": 0.2}}, score="AP"
    )
    assert [text.get_text() for text in ax.get_yticklabels()] == ["c", "b", "a"]
    assert "c, mean rank 1.00: 1 on one (0.900)." in ax.figure.get_label()
    assert "b, mean rank 1.75: 2.5 on one (0.500), 1 on two (0.200)." in ax.figure.get_label()


def test_ranks_and_scores_are_large_and_stand_apart_inside_their_cells():
    scores = {method: 0.9 - place / 10 for place, method in enumerate("abcdefghi")}
    ax = plot_ranks(dict.fromkeys(["one", "two", "three", "four"], scores), score="AP")
    ax.figure.draw_without_rendering()
    row = 72 / ax.figure.dpi * ax.get_window_extent().height / len(scores)
    rank, score = ax.texts[:2]
    assert (rank.get_text(), score.get_text()) == ("1", "0.900")
    assert rank.get_fontsize() > score.get_fontsize() >= 14
    middles = [row * (text.get_position()[1] % 1) for text in (rank, score)]
    halves = [0.73 / 2 * text.get_fontsize() for text in (rank, score)]  # digits' height
    assert middles[0] - halves[0] > 2
    assert middles[1] - halves[1] > middles[0] + halves[0] + 2
    assert middles[1] + halves[1] < row - 2
    assert max(ax.figure.get_size_inches()) <= 12.8


@pytest.mark.parametrize("series", [{}, {"one": {"a": 0.5}}])
def test_ranks_of_one_method_are_refused(series):
    with pytest.raises(ValueError, match="two methods or more"):
        plot_ranks(series, score="AP")


def test_images_stand_in_rows_by_their_group():
    ax = plot_images({"a": np.zeros((3, 4, 4, 1)), "b": np.ones((2, 4, 4, 1))})
    assert [image.get_extent() for image in ax.images][3] == pytest.approx((0, 0.92, 1.92, 1))
    assert [text.get_text() for text in ax.get_yticklabels()] == ["a", "b"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (np.zeros((3, 16)), r"must be of shape \(height, width\).*reshape"),
        ({"a": np.zeros((1, 4, 4)), "b": np.zeros((1, 5, 5))}, "images of one size"),
        (np.full((1, 4, 4), np.nan), "NaN or infinite"),
    ],
)
def test_what_is_no_row_of_images_gets_one_sentence(rows, said):
    with pytest.raises(ValueError, match=said):
        plot_images(rows)
