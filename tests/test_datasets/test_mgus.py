"""What the card of `mgus` says: the rule that lesson 14 lets learners find."""

import pandas as pd
import pytest
from sklearn.metrics import roc_auc_score

from course_utils.datasets import load_dataset


@pytest.fixture(scope="module")
def mgus():
    return load_dataset("mgus")


@pytest.fixture(scope="module")
def ratio(mgus):
    return mgus.data["kappa"] / mgus.data["lambda"]


def test_two_lines_find_all_but_one_with_no_false_alarm(mgus, ratio, says):
    found = (ratio < 0.26) | (ratio > 1.65)
    assert (found & (mgus.target == 1)).sum() == 114
    assert (found & (mgus.target == 0)).sum() == 0
    assert says(mgus, "finds 114 of the 115 with no false alarm")
    assert says(mgus, f"{(ratio > 1.65).sum()} above 1.65, {(ratio < 0.26).sum()} below .26")


@pytest.mark.parametrize("column", ["kappa", "lambda", "flc.grp"])
def test_what_single_columns_tell(mgus, says, column):
    auc = 1 - roc_auc_score(mgus.target, mgus.data[column])
    assert says(mgus, f"`{column}` (AUC {auc:.3f})".replace("0.", "."))
    assert (auc > 0.9) == (column == "flc.grp")


def test_no_marked_person_has_too_much_of_a_chain(mgus, ratio, says):
    assert mgus.data.loc[ratio > 1.65, "kappa"].max() < 1.94
    assert mgus.data.loc[ratio < 0.26, "lambda"].max() < 2.63
    lowest = (mgus.data.loc[mgus.target == 1, "flc.grp"] == 1).sum()
    assert says(mgus, f"{lowest} of the 115 are in the lowest tenth of kappa + lambda")


def test_marked_share_falls_with_age(mgus, says):
    age = pd.cut(mgus.data["age"], [50, 60, 70, 80, 120], right=False)
    share = mgus.target.groupby(age, observed=True).mean()
    assert share.is_monotonic_decreasing
    oldest = f"{share.iloc[-1] * 100:.1f}".lstrip("0")
    assert says(mgus, f"{share.iloc[0] * 100:.1f} % in the fifties, {oldest} % from 80 years on")


def test_tenths_were_cut_from_the_sum(mgus):
    total = (mgus.data["kappa"] + mgus.data["lambda"]).groupby(mgus.data["flc.grp"])
    assert (total.max().iloc[:-1].to_numpy() < total.min().iloc[1:].to_numpy()).all()
    assert total.min().iloc[-1] == pytest.approx(4.72)


def test_marked_share_and_missing_creatinine_move_with_the_year(mgus, says):
    share = mgus.target.groupby(mgus.time).mean() * 100
    first = f"{share[1995]:.1f}".lstrip("0")
    assert says(mgus, f"from {first} % (1995) to {share[1997]:.1f} % (1997)")
    assert not mgus.target[mgus.time > 2000].any()
    early = mgus.time.isin([1996, 1997]).mean() * 100
    assert says(mgus, f"{early:.0f} % of the samples are of 1996 and 1997")
    assert says(mgus, f"{mgus.target[mgus.time == 1997].sum()} of the 115 of 1997 alone")
    missing = mgus.data["creatinine"].isna().groupby(mgus.time).mean() * 100
    assert says(
        mgus, f"{missing[2002]:.0f} % of the rows of 2002 and {missing[2003]:.0f} % of 2003"
    )


def test_file_is_sorted(mgus, says):
    tenth = len(mgus.target) // 10
    first, last = mgus.target.iloc[:tenth].sum(), mgus.target.iloc[-tenth:].sum()
    assert says(mgus, f"its first tenth holds {first} of the 115, its last {last}")


def test_the_future_is_gone(mgus):
    assert not {"futime", "death", "chapter"} & set(mgus.frame)
