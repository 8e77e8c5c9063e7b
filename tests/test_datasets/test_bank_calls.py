"""What the card of `bank_calls` says, and what its dates rest on."""

import gzip

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import roc_auc_score

from course_utils.datasets import load_dataset
from course_utils.datasets._preparations import bank_calls


@pytest.fixture(scope="module")
def bank():
    return load_dataset("bank_calls")


@pytest.fixture(scope="module")
def dates(bank):
    return pd.to_datetime(bank.time)


def test_a_year_begins_where_the_month_falls_back():
    rows = '"day";"month";"y"\n31;"dec";"no"\n2;"jan";"no"\n1;"nov";"no"\n5;"mar";"yes"\n'
    frame = bank_calls.prepare({"bank.csv.gz": gzip.compress(rows.encode())})
    assert frame["date"].tolist() == ["2008-12-31", "2009-01-02", "2009-11-01", "2010-03-05"]


def test_dates_never_go_back(bank):
    assert bank.time.is_monotonic_increasing
    assert (bank.time.min(), bank.time.max()) == ("2008-05-05", "2010-11-17")


def test_hardly_a_call_falls_on_a_weekend_and_many_would_in_another_year(dates, says, bank):
    def weekend(shift):
        moved = dates + pd.DateOffset(years=shift)
        return moved.dt.day_of_week > 4

    earlier, later = weekend(-1).mean(), weekend(1).mean()
    assert says(bank, f"{weekend(0).sum()} of the 45,211 fall on a weekend")
    assert says(bank, f"it would be {earlier * 100:.0f} % or {later * 100:.0f} %")


def test_no_earlier_call_lies_before_the_first_day(bank, dates):
    called = bank.data["pdays"] >= 0
    earlier = dates[called] - pd.to_timedelta(bank.data.loc[called, "pdays"], unit="D")
    assert earlier.min() == dates.min() == pd.Timestamp(2008, 5, 5)


def test_months_come_in_thirty_runs(dates, says, bank):
    runs = dates.dt.to_period("M").drop_duplicates()
    assert says(bank, f"in {len(runs)} runs")
    missing = pd.period_range(runs.min(), runs.max(), freq="M").difference(pd.PeriodIndex(runs))
    assert missing.astype(str).tolist() == ["2008-09"]


def test_date_is_no_feature(bank):
    assert "date" not in bank.data
    assert "duration" not in bank.frame


def test_share_of_yes_grows_along_the_file(bank, says):
    tenths = bank.target.groupby(np.arange(len(bank.target)) * 10 // len(bank.target)).mean()
    shares = [f"{share:.3f}".lstrip("0") for share in tenths]
    assert says(bank, f"{', '.join(shares[:-1])} and {shares[-1]}")
    assert says(
        bank, f"from {tenths.min() * 100:.0f} % to {tenths.max() * 100:.0f} % along the file"
    )


def test_years_differ_in_number_and_in_yes(bank, dates, says):
    year = bank.target.groupby(dates.dt.year).agg(["size", "mean"])
    said = [f"{row['size']:,.0f}" for _, row in year.iterrows()]
    share = [f"({row['mean'] * 100:.1f} %" for _, row in year.iterrows()]
    assert says(bank, f"the bank made {said[0]} of the calls {share[0]} yes)")
    assert says(bank, f"in 2009 {said[1]} {share[1]}), in 2010 only {said[2]} {share[2]})")
    known = bank.data["previous"] > 0
    assert says(bank, f"Of the rows of 2010 {known[dates.dt.year == 2010].mean() * 100:.0f} % are")
    assert not known[dates < "2008-10-01"].any()
    assert says(bank, f"{known.mean() * 100:.1f} % of the rows are of clients who had been called")


def test_what_single_columns_tell(bank, says):
    alone = {}
    for column, feature in bank.data.items():
        if column in bank.categorical:
            feature = bank.target.groupby(feature, observed=True).transform("mean")
        auc = roc_auc_score(bank.target, feature)
        alone[column] = max(auc, 1 - auc)
    best = max(alone, key=alone.get)
    assert says(
        bank, f"`{best}` is the strongest feature (AUC {alone[best]:.3f})".replace("0.", ".")
    )
    time = roc_auc_score(bank.target, bank.time.rank())
    assert says(bank, f"the date alone ranks with AUC {time:.3f}".replace("0.", "."))
    success = bank.target[bank.data["poutcome"] == "success"]
    assert says(bank, f"{success.mean() * 100:.1f} % yes, but only {len(success):,} rows")


def test_never_called_before_is_a_code(bank, says):
    never = bank.data["pdays"] == -1
    assert says(bank, f"`pdays` is -1 in {never.sum():,} rows")
    assert (never == (bank.data["previous"] == 0)).all()
    unknown = bank.data["poutcome"] == "unknown"
    assert says(bank, f"`unknown` in these and {(unknown & ~never).sum()} more")
    assert (unknown | ~never).all()
    assert bank.data["previous"].nlargest(2).tolist() == [275, 58]


def test_unknown_contact_says_when(bank, dates, says):
    unknown = dates[bank.data["contact"] == "unknown"].dt.year
    early = (unknown == 2008).sum()
    assert says(bank, f"{early:,} rows of 2008 and in {len(unknown) - early} later ones")


def test_repeated_rows_agree_in_the_label(bank, says):
    repeated = bank.data.duplicated()
    assert says(bank, f"{repeated.sum()} rows have the features of an earlier row")
    assert repeated.sum() == bank.frame.drop(columns="date").duplicated().sum()


def test_yes_differs_by_age_and_job(bank, says):
    age = pd.cut(bank.data["age"], [0, 30, 60, 100], right=False)
    young, middle, old = bank.target.groupby(age, observed=True).mean() * 100
    assert says(
        bank, f"{young:.1f} % yes below 30 years, {middle:.1f} % from 30 to 59, {old:.1f} %"
    )
    job = bank.target.groupby(bank.data["job"], observed=True).mean() * 100
    assert says(
        bank, f"{job['student']:.1f} % of students, {job['blue-collar']:.1f} % of blue-collar"
    )


@pytest.mark.slow
def test_duration_was_a_leak(bank, says, raw_members):
    raw = bank_calls.prepare(raw_members("bank_calls"))
    auc = roc_auc_score(raw["y"] == "yes", raw["duration"])
    assert says(bank, f"Alone it ranks with AUC {auc:.3f}".replace("0.", "."))
    assert (raw.loc[raw["duration"] == 0, "y"] == "no").all()


def test_unknown_is_a_level_and_no_missing_value(bank, says):
    unknown = {name: (bank.frame[name] == "unknown").sum() for name in bank.categorical}
    job, education, contact, poutcome = (count for count in unknown.values() if count)
    assert says(bank, f"`job` in {job} rows, of `education` in {education:,}")
    assert says(bank, f"`contact` in {contact:,} and of `poutcome` in {poutcome:,}")
