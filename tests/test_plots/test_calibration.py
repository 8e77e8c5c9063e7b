"""The reliability curve is scikit-learn's, with what each point rests on."""

import numpy as np
import pytest
from sklearn.calibration import calibration_curve

from course_utils.evaluation import wilson_interval
from course_utils.plots import plot_calibration
from course_utils.plots._calibration import _bins

RNG = np.random.default_rng(0)
Y = (RNG.random(3000) < 0.06).astype(int)
P = 1 / (1 + np.exp(3 - 2 * Y - RNG.normal(size=Y.size)))


@pytest.mark.parametrize("strategy", ["uniform", "quantile"])
@pytest.mark.parametrize("decimals", [8, 1], ids=["distinct", "ties"])
def test_points_are_those_of_scikit_learn(strategy, decimals):
    p = P.round(decimals)
    bins = _bins(Y, p, 10, strategy)
    observed, predicted = calibration_curve(Y, p, n_bins=10, strategy=strategy)
    np.testing.assert_allclose([one.observed.estimate for one in bins], observed)
    np.testing.assert_allclose([one.predicted for one in bins], predicted)
    assert sum(one.n for one in bins) == Y.size


def test_arms_are_wilsons_intervals():
    ax = plot_calibration(Y, P, n_bins=5)
    (container,) = ax.containers
    _, _, (arms,) = container.lines
    for segment, one in zip(arms.get_segments(), _bins(Y, P, 5, "quantile"), strict=True):
        wilson = wilson_interval(round(one.observed.estimate * one.n), one.n)
        assert segment[:, 1] == pytest.approx([wilson.low, wilson.high])


def test_axes_end_where_small_probabilities_do():
    rare = RNG.random(3000) / 20
    assert plot_calibration((RNG.random(3000) < rare).astype(int), rare).get_xlim()[1] < 0.15
    assert plot_calibration(Y, 0.1 + 0.8 * Y).get_xlim()[1] > 1


def test_rows_of_nearly_empty_bins_are_seen_on_a_log_scale():
    (strip,) = plot_calibration(Y, P, strategy="uniform").child_axes
    assert strip.get_yscale() == "log"
    (strip,) = plot_calibration(Y, P).child_axes
    assert strip.get_yscale() == "linear"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"y_prob": P * 2}, r"'model' must have probabilities from 0 to 1; they run from"),
        ({"y_prob": {}}, "There is no method"),
        ({"n_bins": 1}, "n_bins must be 2 or more"),
        ({"strategy": "kmeans"}, "strategy must be 'quantile' or 'uniform'; it is 'kmeans'"),
    ],
)
def test_what_is_no_probability_gets_one_sentence(change, said):
    with pytest.raises(ValueError, match=said):
        plot_calibration(**{"y_true": Y, "y_prob": P} | change)
