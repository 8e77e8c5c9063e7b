"""The scatter tells kept, new, copied and removed rows apart, whichever way rows are held."""

import numpy as np
import pandas as pd
import pytest
from imblearn.over_sampling import SMOTE, RandomOverSampler
from imblearn.under_sampling import RandomUnderSampler
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex
from sklearn.ensemble import IsolationForest

from course_utils.plots import COLOURS, plot_decision_regions
from course_utils.plots._resampled import tell_fates

RNG = np.random.default_rng(0)
X = pd.DataFrame(RNG.normal(size=(60, 2)), columns=["length in cm", "width in cm"])
Y = pd.Series(np.repeat([0, 1], [50, 10]))


def legend_of(ax):
    (legend,) = ax.figure.legends
    return [text.get_text() for text in legend.get_texts()]


@pytest.mark.parametrize(
    ("sampler", "said"),
    [
        (SMOTE(random_state=0), ["class 0 (50)", "class 1 (10)", "new class 1 (40)"]),
        (
            RandomOverSampler(random_state=0),
            ["class 0 (50)", "class 1 (10)", "copied class 1 (40)"],
        ),
        (
            RandomUnderSampler(random_state=0),
            ["class 0 (10)", "removed class 0 (40)", "class 1 (10)"],
        ),
    ],
    ids=lambda value: type(value).__name__,
)
def test_rows_are_counted_by_what_became_of_them(sampler, said):
    X_resampled, y_resampled = sampler.fit_resample(X, Y)
    ax = plot_decision_regions(None, X, Y, X_resampled=X_resampled, y_resampled=y_resampled)
    assert legend_of(ax) == said
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("length in cm", "width in cm")


def test_row_that_repeats_in_the_data_is_not_taken_for_a_copy():
    twice = np.zeros((2, 2))
    fates = tell_fates(twice, np.array([0, 0]), twice, np.array([0, 0]))
    assert [(fate.kind, len(fate.rows)) for fate in fates] == [("", 2)]


def test_same_place_with_another_label_is_new():
    place = np.zeros((1, 2))
    fates = tell_fates(place, np.array([0]), place, np.array([1]))
    assert [(fate.kind, fate.label) for fate in fates] == [("removed", 0), ("new", 1)]


def test_marks_stand_at_the_rows():
    ax = plot_decision_regions(None, X, Y)
    majority, minority = ax.collections
    np.testing.assert_allclose(np.sort(majority.get_offsets(), 0), np.sort(X[Y == 0], 0))
    np.testing.assert_allclose(np.sort(minority.get_offsets(), 0), np.sort(X[Y == 1], 0))
    assert majority.get_facecolor()[0, :3] == pytest.approx(
        [int(COLOURS["majority"][at : at + 2], 16) / 255 for at in (1, 3, 5)]
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"X": np.zeros((60, 3))}, r"X must have two columns .*\(60, 3\)"),
        ({"y": Y[:-1]}, "X has 60 rows and y 59 labels"),
        ({"X_resampled": X}, "Give X_resampled and y_resampled together"),
        ({"display_labels": ["a"]}, "must name the 2 classes"),
    ],
)
def test_what_cannot_be_drawn_gets_one_sentence(change, said):
    arguments = {"estimator": None, "X": X, "y": Y} | change
    with pytest.raises(ValueError, match=said):
        plot_decision_regions(**arguments)


@pytest.mark.parametrize("response_method", ["predict", "decision_function"])
def test_what_a_detector_calls_an_outlier_has_the_colour_of_the_minority(response_method):
    X = np.random.default_rng(0).normal(size=(100, 2))
    detector = IsolationForest(n_estimators=10, random_state=0).fit(X)
    y = np.repeat([0, 1], [90, 10])
    ax = plot_decision_regions(detector, X, y, response_method=response_method)
    shades = next(part for part in ax.collections if part.get_array() is not None).get_cmap()
    assert to_hex(shades(0.0)).upper() == COLOURS["minority"]
    assert to_hex(shades(1.0)).upper() == COLOURS["majority"]


def test_panels_share_one_legend_that_hides_none_of_them():
    figure, axes = plt.subplots(1, 3, figsize=(12, 4), layout="constrained")
    samplers = [RandomUnderSampler(random_state=0), SMOTE(random_state=0), None]
    for ax, sampler in zip(axes, samplers, strict=True):
        after = sampler.fit_resample(X, Y) if sampler else (None, None)
        plot_decision_regions(None, X, Y, X_resampled=after[0], y_resampled=after[1], ax=ax)
    (legend,) = figure.legends
    assert legend_of(axes[0]) == ["class 0", "removed class 0", "class 1", "new class 1"]
    assert [ax.get_legend() for ax in axes] == [None] * 3
    figure.draw_without_rendering()
    box = legend.get_window_extent()
    assert figure.bbox.x0 <= box.x0 < box.x1 <= figure.bbox.x1
    assert all(box.y1 <= ax.get_tightbbox().y0 for ax in axes)


@pytest.mark.parametrize(
    ("columns", "layout", "said"),
    [(1, "constrained", "class 0 (50)"), (2, "tight", "class 0 (50)")],
    ids=["alone", "where no room can be made"],
)
def test_legend_stands_inside_axes_with_its_counts(columns, layout, said):
    figure, axes = plt.subplots(1, columns, layout=layout, squeeze=False)
    plot_decision_regions(None, X, Y, ax=axes[0, 0])
    assert figure.legends == []
    assert axes[0, 0].get_legend().get_texts()[0].get_text() == said
