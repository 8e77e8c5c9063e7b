"""The dot plot: every number at its place, series told apart by more than colour."""

import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex

from course_utils.evaluation import Interval, scoreboard
from course_utils.plots import COLOURS, MARKERS, plot_intervals

LEAKY = {"forest": Interval(0.995, 0.99, 0.999), "linear": Interval(0.73, 0.70, 0.76)}
HONEST = {"forest": Interval(0.711, 0.69, 0.732)}


def drawn(ax):
    """Return each series' dots and the ends of its arms."""
    series = []
    for container in ax.containers:
        dots, _, (arms,) = container.lines
        ends = [(segment[0, 0], segment[1, 0]) for segment in arms.get_segments()]
        series.append((dots, ends))
    return series


def test_dots_and_arms_stand_at_the_numbers():
    ax = plot_intervals({"leaky": LEAKY, "honest": HONEST}, xlabel="ROC AUC")
    (leaky, leaky_ends), (honest, honest_ends) = drawn(ax)
    assert leaky.get_xdata().tolist() == [0.995, 0.73]
    assert leaky_ends == [pytest.approx((0.99, 0.999)), pytest.approx((0.70, 0.76))]
    assert honest.get_xdata().tolist() == [0.711]
    assert honest_ends == [pytest.approx((0.69, 0.732))]
    assert ax.get_xlabel() == "ROC AUC"


def test_method_missing_from_a_series_keeps_its_line():
    ax = plot_intervals({"honest": HONEST, "leaky": LEAKY}, xlabel="ROC AUC")
    names = [text.get_text() for text in ax.get_yticklabels()]
    assert names == ["forest", "linear"]
    (honest, _), (leaky, _) = drawn(ax)
    assert [round(y) for y in honest.get_ydata()] == [0]
    assert [round(y) for y in leaky.get_ydata()] == [0, 1]


def test_first_method_stands_on_top():
    ax = plot_intervals(LEAKY, xlabel="ROC AUC")
    bottom, top = ax.get_ylim()
    assert bottom > top


def test_series_differ_in_colour_and_marker_by_their_role():
    roles = {"before the split": "leaky"}
    ax = plot_intervals({"before the split": LEAKY, "honest": HONEST}, xlabel="AUC", roles=roles)
    for (dots, _), role in zip(drawn(ax), ("leaky", "honest"), strict=True):
        assert to_hex(dots.get_color()).upper() == COLOURS[role]
        assert dots.get_marker() == MARKERS[role]


def test_series_without_a_role_never_look_alike():
    series = dict.fromkeys("abc", HONEST)
    looks = {
        (dots.get_color(), dots.get_marker())
        for dots, _ in drawn(plot_intervals(series, xlabel="AUC"))
    }
    assert len(looks) == 3


def test_reference_is_drawn_and_named():
    ax = plot_intervals(HONEST, xlabel="AUC", reference=0.5, reference_label="chance")
    assert [list(line.get_xdata()) for line in ax.lines][-1] == [0.5, 0.5]
    (legend,) = ax.figure.legends
    assert [text.get_text() for text in legend.get_texts()] == ["chance"]


def test_axes_that_are_given_are_drawn_on():
    _, ax = plt.subplots()
    assert plot_intervals({"leaky": LEAKY, "honest": HONEST}, xlabel="AUC", ax=ax) is ax
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["leaky", "honest"]


def test_estimate_outside_its_interval_is_drawn():
    ax = plot_intervals({"a": Interval(0.5, 0.52, 0.6)}, xlabel="AUC")
    assert drawn(ax)[0][1] == [pytest.approx((0.5, 0.6))]


def test_scoreboard_is_drawn_and_told_as_it_is():
    y = np.repeat([0, 1], [40, 20])
    board = scoreboard(y, {"perfect": y}, n_resamples=20)
    series = board.intervals("roc_auc")
    ax = plot_intervals(series, xlabel="ROC AUC", reference=0.5)
    assert drawn(ax)[0][0].get_xdata().tolist() == [0.5, 1]
    assert ax.figure.get_label() == (
        "Dot plot of ROC AUC. dummy 0.500, perfect 1.000. The line at 0.500 is reference."
    )


def test_words_name_every_series():
    words = plot_intervals({"leaky": LEAKY, "honest": HONEST}, xlabel="ROC AUC").figure.get_label()
    assert "leaky: forest 0.995 [0.990, 0.999], linear 0.730 [0.700, 0.760]." in words
    assert words.endswith("honest: forest 0.711 [0.690, 0.732].")


def test_plain_number_is_a_dot_without_arms():
    words = plot_intervals({"forest": 0.711, "dummy": 0.5}, xlabel="ROC AUC").figure.get_label()
    assert words == "Dot plot of ROC AUC. forest 0.711, dummy 0.500."


def test_pandas_series_is_drawn_like_a_mapping():
    column = pd.Series({"forest": 0.711, "dummy": 0.5})
    words = plot_intervals({"AUC": column}, xlabel="ROC AUC").figure.get_label()
    assert words == "Dot plot of ROC AUC. AUC: forest 0.711, dummy 0.500."
    assert plot_intervals(column, xlabel="ROC AUC").figure.get_label() in words.replace(
        "AUC: ", ""
    )


@pytest.mark.parametrize("series", [{}, {"a": {}}, {"a": {}, "b": {}}])
def test_nothing_to_draw_is_refused(series):
    with pytest.raises(ValueError, match="series must map methods to Intervals or numbers"):
        plot_intervals(series, xlabel="AUC")


@pytest.mark.parametrize("value", [None, "0.5", float("nan"), {"m": 0.5}])
def test_what_is_no_score_is_refused_by_its_name(value):
    with pytest.raises(ValueError, match=r"The value at 'b'"):
        plot_intervals({"a": Interval(0, 0, 0), "b": value}, xlabel="AUC")


def test_unknown_role_is_refused_with_those_that_exist():
    with pytest.raises(ValueError, match=r"no role 'good' for 'a'. Choose from 'baseline'"):
        plot_intervals({"a": LEAKY}, xlabel="AUC", roles={"a": "good"})


@pytest.mark.parametrize(
    "names", [("leaky", "honest"), ("split late", "in folds"), ("scored before the split",) * 2]
)
def test_legend_stays_inside_the_figure(names):
    names = [f"{name}{' again' * number}" for number, name in enumerate(names)]
    series = dict(zip(names, (LEAKY, HONEST), strict=True))
    ax = plot_intervals(
        series,
        xlabel="ROC AUC",
        roles=dict.fromkeys(names, "leaky"),
        reference=0.5,
        reference_label="a dummy that knows the share",
    )
    figure = ax.figure
    figure.draw_without_rendering()
    box = figure.legends[0].get_window_extent()
    assert box.x0 >= 0
    assert box.x1 <= figure.bbox.x1


def test_course_style_ends_with_the_figure():
    before = plt.rcParams["font.size"], plt.rcParams["axes.spines.top"]
    ax = plot_intervals(LEAKY, xlabel="ROC AUC")
    assert not ax.spines["top"].get_visible()
    assert (plt.rcParams["font.size"], plt.rcParams["axes.spines.top"]) == before
