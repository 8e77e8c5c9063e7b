"""What the card of `crash_deaths` says."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import roc_auc_score

from course_utils.datasets import load_dataset
from course_utils.datasets._readers import read_xz_pickle


@pytest.fixture(scope="module")
def crash():
    return load_dataset("crash_deaths")


def test_prevalence_is_that_of_the_sampling_design(crash, says):
    weighted = np.average(crash.target, weights=crash.sample_weight)
    assert says(crash, f"{crash.target.mean() * 100:.1f} % is a property of the sampling design")
    said = f"{weighted * 100:.2f}".lstrip("0")
    assert says(crash, f"weighted by it the prevalence is {said} %, about eight times smaller")
    assert 8 < crash.target.mean() / weighted < 8.5
    assert roc_auc_score(crash.target, -crash.sample_weight) > 0.7


def test_weighted_prevalence_is_uncertain_by_the_sampling_units(crash, says):
    rows = pd.DataFrame({"w": crash.sample_weight, "dead": crash.sample_weight * crash.target})
    units = rows.groupby(crash.groups.str.split(":").str[1]).sum().to_numpy()
    drawn = np.random.default_rng(0).integers(0, len(units), (2000, len(units)))
    weights, dead = units[drawn].sum(axis=1).T
    low, high = (
        f"{end * 100:.1f}".lstrip("0") for end in np.quantile(dead / weights, [0.025, 0.975])
    )
    assert says(crash, f"the {len(units)} sampling units (below) are drawn anew")
    assert says(crash, f"wanders from {low} % to {high} % (95 % of the draws)")


def test_sample_drifts_and_the_population_does_not(crash, says):
    share = crash.target.groupby(crash.time).mean() * 100
    assert share.is_monotonic_decreasing
    assert says(crash, f"falls from {share[1997]:.1f} % (1997) to {share[2002]:.1f} % (2002)")
    weighted = (crash.sample_weight * crash.target).groupby(crash.time).sum()
    weighted = weighted / crash.sample_weight.groupby(crash.time).sum() * 100
    low, high = (f"{value:.2f}".lstrip("0") for value in (weighted.min(), weighted.max()))
    assert says(crash, f"between {low} % and {high} %")


def test_occupants_share_vehicles_and_crashes(crash, says):
    frame = crash.frame.assign(dead=crash.target)
    vehicle = frame.groupby(["crash", "vehicle"])["dead"]
    shared = vehicle.transform("size") > 1, frame.groupby("crash")["dead"].transform("size") > 1
    assert says(
        crash,
        f"{shared[0].mean() * 100:.0f} % of the rows share a vehicle and "
        f"{shared[1].mean() * 100:.0f} % a crash with another row",
    )
    cars = vehicle.agg(["size", "sum"]).query("size == 2 and sum > 0")["sum"]
    both = cars[cars == 2].sum() / cars.sum() * 100
    assert says(
        crash,
        f"Of the dead who had someone beside them, {both:.0f} % had someone beside them who died",
    )
    units = frame["crash"].str.split(":").str[1].nunique()
    assert says(crash, f"{units} primary sampling units")


def test_split_by_year_keeps_crashes_whole(crash, says):
    assert crash.time.is_monotonic_increasing
    assert (crash.time.groupby(crash.groups).nunique() == 1).all()
    last = crash.target[crash.time == 2002]
    assert says(crash, f"2002 has {len(last):,} rows, {last.sum()} of them dead")


def test_columns_are_as_told(crash, says):
    model_year = crash.data.groupby("airbag", observed=True)["yearVeh"].mean()
    assert 8 < model_year["airbag"] - model_year["none"] < 9
    assert (crash.data["deploy"] == (crash.data["abcat"] == "deploy")).all()
    assert crash.frame.isna().sum().sum() == crash.data["yearVeh"].isna().sum() == 1
    assert says(crash, "The one missing model year is still missing")
    assert crash.data["ageOFocc"].min() == 16


def test_death_differs_by_sex_and_age(crash, says):
    sex = crash.target.groupby(crash.data["sex"], observed=True).mean() * 100
    assert says(crash, f"{sex['f']:.1f} % of the women died and {sex['m']:.1f} % of the men")
    age = pd.cut(crash.data["ageOFocc"], [0, 25, 65, 120], right=False)
    young, middle, old = crash.target.groupby(age, observed=True).mean() * 100
    assert says(
        crash,
        f"{young:.1f} % of those below 25 years, {middle:.1f} % from 25 to 64 and "
        f"{old:.1f} % from 65 on",
    )


@pytest.mark.slow
def test_label_and_severity_code_disagree(crash, says, raw_members):
    raw = read_xz_pickle(raw_members("crash_deaths"))
    killed, dead = raw["injSeverity"] == 4, raw["dead"] == "dead"
    assert says(crash, f'{(killed & ~dead).sum()} people coded "killed" count as alive')
    assert says(crash, f"{(~killed & dead).sum()} of the dead carry another code")
