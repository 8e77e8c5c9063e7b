"""The cost curve says what the table of costs says."""

import numpy as np
import pytest

from course_utils.evaluation import cost_table
from course_utils.plots import plot_costs

RNG = np.random.default_rng(0)
Y = (RNG.random(2000) < 0.06).astype(int)
P = 1 / (1 + np.exp(3 - 2 * Y - RNG.normal(size=Y.size)))
AMOUNTS = RNG.gamma(2, 50, size=Y.size)


def cost_at(threshold, **costs):
    return float(cost_table(Y, P, thresholds=threshold, **costs)["cost_per_1000"].iloc[1])


@pytest.mark.parametrize("cost_fn", [20, AMOUNTS], ids=["one amount", "amounts by row"])
def test_curve_and_chosen_point_are_the_table_s(cost_fn):
    ax = plot_costs(Y, P, cost_fp=1, cost_fn=cost_fn, threshold=0.2)
    curve = ax.lines[0]
    at = curve.get_xdata().tolist().index(0.2)
    expected = cost_at(0.2, cost_fp=1, cost_fn=cost_fn)
    assert curve.get_ydata()[at] == pytest.approx(expected)
    assert f"At threshold 0.200: {expected:.3f}." in ax.figure.get_label()


def test_band_runs_between_the_ends_of_the_range():
    ax = plot_costs(Y, P, cost_fp=1, cost_fn=(10, 30), threshold=0.2)
    low, high = (cost_at(0.2, cost_fp=1, cost_fn=end) for end in (10, 30))
    assert f"{(low + high) / 2:.3f} [{low:.3f}, {high:.3f}]" in ax.figure.get_label()
    assert len(ax.collections) == 1


def test_flagging_nobody_and_everybody_stand_in_the_legend():
    ax = plot_costs(Y, P, cost_fp=1, cost_fn=20)
    (legend,) = ax.figure.legends
    names = [text.get_text() for text in legend.get_texts()]
    nobody, everybody = 1000 * 20 * Y.mean(), 1000 * (1 - Y.mean())
    assert names == ["model", f"flag none: {nobody:,.0f}", f"flag all: {everybody:,.0f}"]


@pytest.mark.parametrize(
    ("cost_fn", "said"),
    [((1, 2, 3), "cost_fn must be an amount, .* tuple of 3"), ((3, 1), "from low to high")],
)
def test_range_that_is_none_is_refused(cost_fn, said):
    with pytest.raises(ValueError, match=said):
        plot_costs(Y, P, cost_fp=1, cost_fn=cost_fn)
