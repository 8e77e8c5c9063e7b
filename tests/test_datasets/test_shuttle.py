"""What the card of `shuttle` says: why scores on it are nearly perfect."""

import pytest
from sklearn.ensemble import IsolationForest
from sklearn.metrics import roc_auc_score
from sklearn.neighbors import LocalOutlierFactor
from sklearn.preprocessing import StandardScaler

from course_utils.datasets import load_dataset


@pytest.fixture(scope="module")
def shuttle():
    return load_dataset("shuttle")


def test_one_cut_finds_nearly_all_outliers(shuttle, says):
    found = shuttle.data["f1"] > 68
    assert not (found & (shuttle.target == 0)).any()
    assert says(
        shuttle,
        f"alone finds {found.sum():,} of the {shuttle.target.sum():,} outliers without one false",
    )


def test_what_single_columns_tell(shuttle, says):
    f1, f7, f9 = (roc_auc_score(shuttle.target, shuttle.data[name]) for name in ("f1", "f7", "f9"))
    assert says(
        shuttle,
        f"`f9` has an AUC of {f9:.3f}, `f7` of {1 - f7:.3f} (low values are outliers) and `f1` of "
        f"{f1:.3f}".replace("0.", "."),
    )


def test_order_shows_no_trace_of_time(shuttle):
    assert max(abs(column.autocorr()) for _, column in shuttle.data.items()) < 0.01


def test_columns_follow_from_each_other(shuttle, says):
    data = shuttle.data
    assert ((data["f3"] - data["f1"] - data["f7"]).abs() <= 1).all()
    near = ((data["f8"] - data["f7"] - data["f9"]).abs() <= 1).mean() * 100
    assert says(shuttle, f"`f9` is `f8` - `f7` up to 1 in {near:.0f} %")


def test_tails_are_long(shuttle, says):
    assert shuttle.data["f2"].abs().quantile(0.99) == 8
    assert says(shuttle, f"its largest value is {shuttle.data['f2'].max():,}")


def test_rest_is_the_commonest_state(shuttle, says):
    normal, dropped = (shuttle.target == 0).sum(), 58_000 - len(shuttle.target)
    assert says(shuttle, f"{normal:,} are in state 1 and the {dropped:,} of state 4")


def test_no_reading_is_there_twice(shuttle, says):
    assert not shuttle.data.duplicated().any()
    assert says(shuttle, "No row repeats another's features")


@pytest.mark.slow
def test_near_neighbours_find_less_than_a_forest(shuttle):
    sample = shuttle.data.sample(12_000, random_state=0)
    target, scaled = shuttle.target[sample.index], StandardScaler().fit_transform(sample)
    near = LocalOutlierFactor().fit(scaled).negative_outlier_factor_
    forest = IsolationForest(random_state=0).fit(scaled).score_samples(scaled)
    assert roc_auc_score(target, -near) < 0.6
    assert roc_auc_score(target, -forest) > 0.99
