"""A figure laid out anew for a telephone: upright, in large letters, nothing lost or cut."""

import itertools
from io import BytesIO

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.text import Text
from PIL import Image

from course_utils.evaluation import Interval
from course_utils.plots import plot_curves, plot_intervals, plot_ranks, use_course_style
from course_utils.plots._upright import DENSITY, LETTERS, upright_png

ROWS = ("balanced bagging", "one that has a long name", "forest")


@pytest.fixture(autouse=True)
def course_style():
    with plt.rc_context():
        use_course_style()
        yield
    plt.close("all")


def dots(titles, *, alike=True):
    """Return panels side by side, of rows with names; each may name its series otherwise."""
    figure, axes = plt.subplots(1, len(titles), figsize=(13, 4), sharey=True, squeeze=False)
    for ax, title in zip(axes[0], titles, strict=True):
        score = {row: Interval(0.7, 0.6, 0.8) for row in ROWS}
        series = {"plain" if alike else f"plain {title}": score, "balanced": score}
        plot_intervals(series, xlabel="average precision", ax=ax)
        ax.set_title(title)
    return figure


def curves():
    figure, axes = plt.subplots(1, 2, figsize=(13, 4), sharey=True)
    for ax, xlabel in zip(axes, ("survivors to each death", "deaths in training"), strict=True):
        plot_curves({1: 0.5, 10: 0.7}, xlabel=xlabel, ylabel="ROC AUC", xscale="log", ax=ax)
    axes[1].set_ylabel("")
    axes[1].annotate("a long note that a narrow panel would not hold", (2, 0.6))
    return figure


def table():
    scores = {"KNN": 0.2, "ECOD": 0.4, "IForest": 0.5}
    return plot_ranks({"shuttle": scores, "satimage": scores}, score="average precision").figure


FIGURES = {
    "one panel of rows": lambda: dots(["satimage"]),
    "three panels of rows": lambda: dots(["satimage", "bank_calls", "caravan"]),
    "panels with legends of their own": lambda: dots(["one", "other"], alike=False),
    "curves": curves,
    "a table": table,
}


@pytest.fixture(params=FIGURES.values(), ids=FIGURES)
def figure(request):
    return request.param()


def written(figure):
    """Return every text that is shown, where it is shown."""
    figure.draw_without_rendering()
    shown = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text()]
    return [(text, text.get_window_extent()) for text in shown]


def test_every_letter_is_at_least_forty_pixels_high(figure):
    upright_png(figure)
    assert LETTERS / 72 * DENSITY >= 40
    small = [text.get_text() for text, _ in written(figure) if text.get_fontsize() < LETTERS]
    assert small == []


def test_picture_is_upright_and_nothing_reaches_its_edge(figure):
    picture = Image.open(BytesIO(upright_png(figure)))
    assert picture.size == (900, 1100)
    grey = np.asarray(picture.convert("L"))
    edge = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    assert edge.min() > 250


def test_no_word_of_the_figure_is_lost(figure):
    words = {word for text, _ in written(figure) for word in text.get_text().split()}
    upright_png(figure)
    left = {word for text, _ in written(figure) for word in text.get_text().split()}
    numbers = {word for word in words if word.strip("−+.0123456789") == ""}
    assert words - numbers <= left


def test_names_stand_above_their_rows_once_for_all_panels():
    figure = dots(["satimage", "bank_calls", "caravan"])
    upright_png(figure)
    places = {text.get_text(): place for text, place in written(figure)}
    boxes = [ax.get_window_extent() for ax in figure.axes]
    assert boxes[0].y0 == boxes[1].y0 == boxes[2].y0
    names = [places[row] for row in ROWS]
    assert all(above.y0 > below.y1 for above, below in itertools.pairwise(names))
    marks = figure.axes[0].transData.transform([(0.7, row - 0.18) for row in range(3)])
    for name, (_, mark), row in zip(names, marks, ROWS, strict=True):
        assert mark < name.y0, f"the name {row!r} covers its mark"
    said = [text for text, _ in written(figure) if text.get_text() == ROWS[1]]
    assert len(said) == 1


def test_short_names_of_a_single_panel_stay_at_its_left():
    figure, ax = plt.subplots()
    plot_intervals({"forest": 0.5, "boosting": 0.6}, xlabel="recall", ax=ax)
    upright_png(figure)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["forest", "boosting"]
    assert ax.yaxis.get_tick_params()["labelleft"]


def test_curves_move_below_one_another_and_each_has_its_labels():
    figure = curves()
    upright_png(figure)
    upper, lower = figure.axes
    assert upper.get_window_extent().y0 > lower.get_window_extent().y1
    assert lower.get_xlabel() == "deaths in training"
    assert figure.get_supylabel() == "ROC AUC"


def test_legend_that_is_the_same_in_all_panels_is_written_once_above_them():
    figure = dots(["satimage", "bank_calls"])
    upright_png(figure)
    assert [ax.get_legend() for ax in figure.axes] == [None, None]
    (legend,) = figure.legends
    assert [text.get_text() for text in legend.get_texts()] == ["plain", "balanced"]


def test_legend_and_title_of_a_panel_do_not_cover_one_another():
    figure = dots(["one", "other"], alike=False)
    upright_png(figure)
    places = {text.get_text(): place for text, place in written(figure)}
    for ax in figure.axes:
        legend = ax.get_legend().get_window_extent()
        assert legend.y0 >= ax.get_window_extent().y1 - 2
        assert places[ax.get_title("left")].y0 >= legend.y1 - 2
