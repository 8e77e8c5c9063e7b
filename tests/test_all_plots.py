"""Every plot function keeps the same promises: words, style, axes, input, nothing left behind."""

from functools import partial
from itertools import combinations

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from sklearn.linear_model import LogisticRegression

from course_utils import plots
from course_utils.authoring._card_figures import words_of
from course_utils.datasets import list_datasets, load_dataset
from course_utils.evaluation import Interval
from course_utils.files import shipped_folder
from course_utils.plots import title_for

RNG = np.random.default_rng(0)
Y = np.repeat([0, 1], [170, 30])
X = RNG.normal(size=(200, 2)) + 1.5 * Y[:, None]
P = 1 / (1 + np.exp(3 - 2 * Y - RNG.normal(size=200)))
IMAGES = RNG.random(size=(9, 4, 4))
MODEL = LogisticRegression().fit(X, Y)
CURVE = {10: Interval(0.67, 0.60, 0.74), 100: Interval(0.83, 0.80, 0.86)}
SCORES = {"forest": Interval(0.71, 0.69, 0.73), "linear": Interval(0.73, 0.70, 0.76)}

# How a lesson calls each function on rows; `y`, `X` and `p` are arrays or pandas objects.
ROWS = {
    "plot_calibration": lambda y, X, p, **how: plots.plot_calibration(y, p, **how),
    "plot_class_balance": lambda y, X, p, **how: plots.plot_class_balance(y, **how),
    "plot_costs": lambda y, X, p, **how: plots.plot_costs(
        y, p, cost_fp=1, cost_fn=(5, 15), threshold=0.1, **how
    ),
    "plot_decision_regions": lambda y, X, p, **how: plots.plot_decision_regions(
        MODEL, X, y, response_method="predict", **how
    ),
    "plot_roc_pr": lambda y, X, p, **how: plots.plot_roc_pr(y, p, **how),
    "plot_scores": lambda y, X, p, **how: plots.plot_scores(y, p, threshold=0.1, **how),
}
# The others take what was computed before.
RESULTS = {
    "plot_curves": partial(
        plots.plot_curves, {"forest": CURVE, "linear": CURVE}, xlabel="positives", ylabel="AUC"
    ),
    "plot_images": partial(plots.plot_images, {"T-shirt": IMAGES[:6], "shirt": IMAGES[6:]}),
    "plot_intervals": partial(plots.plot_intervals, {"a": SCORES, "b": SCORES}, xlabel="AUC"),
    "plot_ranks": partial(plots.plot_ranks, {"thyroid": SCORES, "shuttle": SCORES}, score="AUC"),
}
FIGURES = {name: partial(draw, Y, X, P) for name, draw in ROWS.items()} | RESULTS
each_figure = pytest.mark.parametrize("name", sorted(FIGURES))
each_on_rows = pytest.mark.parametrize("name", sorted(ROWS))


def axes_for(name):
    """Return empty axes as a lesson would make them: one, or two for a pair."""
    return plt.subplots(1, 2, layout="constrained")[1] if name == "plot_roc_pr" else plt.gca()


def figure_of(drawn):
    return (drawn[0] if isinstance(drawn, tuple) else drawn).figure


def texts_of(figure):
    """Yield what is written on a figure and can be seen, with its box."""
    figure.draw_without_rendering()
    beyond = set()  # matplotlib keeps labels of ticks beyond the limits, and does not draw them
    for axis in figure.findobj(mpl.axis.Axis):
        low, high = sorted(axis.get_view_interval())
        ticks = [*axis.get_major_ticks(), *axis.get_minor_ticks()]
        beyond |= {tick.label1 for tick in ticks if not low <= tick.get_loc() <= high}
    for text in figure.findobj(mpl.text.Text):
        if text.get_visible() and text.get_text().strip() and text not in beyond:
            yield text, text.get_window_extent()


def test_every_plot_function_is_looked_at():
    assert set(FIGURES) == {name for name in plots.__all__ if name.startswith("plot_")} - {
        "plot_dataset"  # every set is drawn below
    }


@each_figure
def test_figure_comes_back_as_axes_and_is_the_only_one(name):
    drawn = FIGURES[name]()
    assert all(isinstance(ax, Axes) for ax in (drawn if isinstance(drawn, tuple) else [drawn]))
    assert plt.get_fignums() == [figure_of(drawn).number]


@each_figure
def test_words_of_the_figure_have_its_numbers(name):
    words = figure_of(FIGURES[name]()).get_label()
    assert words.endswith(".")
    assert sum(letter.isdigit() for letter in words) > 5


@each_figure
def test_axes_that_are_given_are_drawn_on_and_keep_their_words(name):
    ax = axes_for(name)
    first = ax[0] if isinstance(ax, np.ndarray) else ax
    first.set_title("panel A", loc="left")
    drawn = FIGURES[name](ax=ax)
    assert figure_of(drawn) is first.figure
    alone = figure_of(FIGURES[name]()).get_label()
    assert first.figure.get_label() == f"panel A: {alone}"


@each_figure
def test_axes_of_another_number_are_refused(name):
    figure, ax = plt.subplots(1, 3)
    with pytest.raises(ValueError, match=r"ax must be .* matplotlib Axes"):
        FIGURES[name](ax=(figure, ax))


@each_figure
def test_settings_of_the_notebook_stay_as_they_were(name):
    before = dict(mpl.rcParams)
    FIGURES[name]()
    assert dict(mpl.rcParams) == before


@each_figure
def test_figure_is_in_the_style_of_the_course(name):
    figure = figure_of(FIGURES[name]())
    assert mpl.colors.to_hex(figure.get_facecolor()) == "#ffffff"
    assert min(text.get_fontsize() for text, _ in texts_of(figure)) >= 11
    assert not any(ax.spines["top"].get_visible() for ax in figure.axes)
    # Two figures of this height do not fit a slide, one does.
    assert figure.get_figheight() <= 5.5


@each_figure
def test_axes_say_what_they_show(name):
    ax = figure_of(FIGURES[name]()).axes[0]
    if name != "plot_images":
        assert any(one.get_xlabel() for one in [ax, *ax.child_axes])
    assert ax.get_ylabel() or [label for label in ax.get_yticklabels() if label.get_text()]


def clashes(figure):
    """Return the texts that reach over the figure's edge, and the pairs that overlap."""
    texts = list(texts_of(figure))
    outside = [
        text.get_text()
        for text, box in texts
        if not all(figure.bbox.padded(1).contains(*corner) for corner in box.corners())
    ]
    overlaps = [
        (one.get_text(), other.get_text())
        for (one, box), (other, other_box) in combinations(texts, 2)
        if box.padded(-1).overlaps(other_box.padded(-1))
    ]
    return outside, overlaps


@each_figure
def test_nothing_is_written_over_something_or_over_the_edge(name):
    assert clashes(figure_of(FIGURES[name]())) == ([], [])


@pytest.mark.parametrize("name", list_datasets()["name"])
def test_data_set_has_its_figure_in_its_card(name):
    dataset = load_dataset(name)
    figure = figure_of(plots.plot_dataset(dataset))
    words = figure.get_label()
    assert clashes(figure) == ([], [])
    assert min(text.get_fontsize() for text, _ in texts_of(figure)) >= 11
    assert words_of(shipped_folder("data") / "cards" / "figures" / f"{name}.png") == words
    assert f"![{words}](figures/{name}.png)" in dataset.DESCR
    assert words.startswith("SYNTHETIC") == dataset.frame.attrs["synthetic"]
    # Without telling columns or words a set's figure shows its classes only.
    assert dataset.telling or dataset.data.ndim == 3


def test_pictures_of_cards_are_small_and_each_is_of_a_set():
    pictures = list(shipped_folder("data").glob("cards/figures/*"))
    assert {picture.stem for picture in pictures} == set(list_datasets()["name"])
    assert max(picture.stat().st_size for picture in pictures) < 60_000


@each_on_rows
def test_pandas_gives_the_same_figure(name):
    index = RNG.permutation(Y.size)
    frame = pd.DataFrame(X, columns=["feature 1", "feature 2"], index=index)
    model_sees_names = name == "plot_decision_regions"
    if model_sees_names:
        frame.columns = ["feature 1", "feature 2"]
    arrays = figure_of(ROWS[name](Y, X, P)).get_label()
    with_pandas = (pd.Series(Y, index=index), X if model_sees_names else frame)
    assert figure_of(ROWS[name](*with_pandas, pd.Series(P, index=index))).get_label() == arrays


@each_on_rows
def test_one_class_is_refused_in_a_sentence_and_leaves_no_figure(name):
    with pytest.raises(ValueError, match=r"needed") as caught:
        ROWS[name](np.zeros(200, int), X, P)
    assert "\n" not in str(caught.value)
    assert plt.get_fignums() == []


@each_on_rows
def test_gaps_are_refused_in_a_sentence_and_leave_no_figure(name):
    y, gaps, p = Y.astype(float), X.copy(), P.copy()
    y[0], gaps[0, 0], p[0] = (np.nan,) * 3
    with pytest.raises(ValueError, match=r"NaN|missing") as caught:
        ROWS[name](y if name == "plot_class_balance" else Y, gaps, p)
    assert "\n" not in str(caught.value)
    assert plt.get_fignums() == []


@each_on_rows
def test_synthetic_rows_are_named_so_in_the_title(name):
    y, frame = pd.Series(Y), pd.DataFrame(X)
    y.attrs["synthetic"] = frame.attrs["synthetic"] = True
    figure = figure_of(ROWS[name](y, frame, P))
    assert figure.axes[0].get_title("left") == title_for("", y) == "SYNTHETIC data"
    assert figure.get_label().startswith("SYNTHETIC data: ")


def test_panels_of_synthetic_rows_are_named_so_once_above_all():
    made = pd.Series(Y)
    made.attrs["synthetic"] = True
    figure, axes = plt.subplots(1, 2)
    for ax in axes:
        ax.set_title("panel", loc="left")
        plots.plot_scores(made, P, ax=ax)
    assert figure.get_suptitle() == "SYNTHETIC data"
    assert [ax.get_title("left") for ax in axes] == ["panel", "panel"]
    assert figure.get_label().startswith("SYNTHETIC data. panel: ")
    assert figure.get_label().count("SYNTHETIC") == 1


def test_figure_that_cannot_be_drawn_is_closed():
    with pytest.raises(ValueError, match="X has 2 features"):
        plots.plot_decision_regions(LogisticRegression().fit(P[:, None], Y), X, Y)
    assert plt.get_fignums() == []
