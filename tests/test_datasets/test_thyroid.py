"""What the card of `thyroid` says: the rule behind the label, and what a gap means."""

import pytest
from sklearn.metrics import roc_auc_score

from course_utils.datasets import load_dataset
from course_utils.datasets._preparations import thyroid as preparation


@pytest.fixture(scope="module")
def thyroid():
    return load_dataset("thyroid")


def test_file_without_header_gets_its_names_and_gaps():
    row = b"hypothyroid,72,?,f,f,f,f,f,f,f,f,f,f,f,y,30,y,0.60,y,15,y,1.48,y,10,n,?\n"
    frame = preparation.prepare({"hypothyroid.data.txt": row})
    assert frame.loc[0, ["class", "age", "TSH", "FTI"]].tolist() == ["hypothyroid", 72, 30, 10]
    assert frame[["sex", "TBG"]].isna().all(axis=None)
    assert frame.shape == (1, 26)


@pytest.mark.parametrize("column", ["TSH", "TT4", "FTI"])
def test_one_number_nearly_gives_the_answer(thyroid, says, column):
    auc = roc_auc_score(thyroid.target, thyroid.data[column].fillna(thyroid.data[column].mean()))
    assert says(thyroid, f"`{column}` (AUC {max(auc, 1 - auc):.3f})".replace("0.", "."))


@pytest.mark.parametrize("test", preparation.TESTS)
def test_measured_flag_is_the_missing_indicator(thyroid, test):
    assert ((thyroid.data[f"{test}_measured"] == "n") == thyroid.data[test].isna()).all()


def test_label_can_nearly_be_recomputed_from_two_numbers(thyroid, says):
    found = (thyroid.data["TSH"] > 6) & (thyroid.data["FTI"] < 65)
    hits, alarms = (found & (thyroid.target == 1)).sum(), found & (thyroid.target == 0)
    assert says(thyroid, f"finds {hits} of the 151, with {alarms.sum()} false alarms")
    sender = thyroid.data.loc[alarms, ["on_thyroxine", "on_antithyroid_medication"]] == "t"
    operated = thyroid.data.loc[alarms, "thyroid_surgery"] == "t"
    assert sender["on_thyroxine"].sum() == 4
    treated = (sender["on_antithyroid_medication"] | operated) & ~sender["on_thyroxine"]
    assert treated.sum() == 4


def test_who_was_not_tested_is_negative(thyroid, says):
    untested, no_tsh = thyroid.data["FTI"].isna(), thyroid.data["TSH"].isna()
    assert says(thyroid, f"All {untested.sum()} rows without FTI are negative")
    assert thyroid.target[untested].sum() == 0
    assert says(thyroid, f"of the {no_tsh.sum()} without TSH one is positive")
    assert thyroid.target[no_tsh].sum() == 1
    only = untested & no_tsh & thyroid.data["TBG"].notna()
    assert says(thyroid, f"{only.sum()} of the {untested.sum()} have only TBG measured")


def test_index_is_the_quotient_of_two_other_columns(thyroid, says):
    known = thyroid.data[thyroid.data["T4U"] > 0].dropna(subset=["TT4", "FTI"])
    near = (known["TT4"] / known["T4U"] - known["FTI"]).abs() <= 1
    assert says(thyroid, f"to within 1 in {near.mean() * 100:.0f} % of the rows")
    zeros = (thyroid.data[["FTI", "T4U"]] == 0).sum()
    assert says(thyroid, f"FTI is 0 in {zeros['FTI']} rows and T4U in {zeros['T4U']}")


def test_positives_come_first(thyroid):
    assert thyroid.target.iloc[:151].all()
    assert not thyroid.target.iloc[151:].any()


def test_repeated_rows_look_like_repeated_reports(thyroid, says):
    twins = thyroid.data.duplicated(keep=False)
    five = (thyroid.data.loc[twins, preparation.TESTS].notna().sum(axis=1) == 5).sum()
    assert says(thyroid, f"{thyroid.data.duplicated().sum()} rows have the features of an earlier")
    assert says(
        thyroid, f"Of the {twins.sum()} rows that have a twin {five} share five test results"
    )
    conflicts = thyroid.data.duplicated().sum() - thyroid.frame.duplicated().sum()
    assert conflicts == 1


def test_groups_and_rare_flags(thyroid, says):
    X, y = thyroid.data, thyroid.target
    share = y.groupby(X["sex"], observed=True).mean() * 100
    women = (X["sex"] == "F").mean() * 100
    assert says(
        thyroid,
        f"{women:.0f} % are women; {share['F']:.1f} % of them are positive, and "
        f"{share['M']:.1f} % of the men",
    )
    assert says(thyroid, f"Sex is missing in {X['sex'].isna().sum()} rows")
    assert says(thyroid, f"in pregnancy ({(X['pregnant'] == 't').sum()} rows)")
    assert says(thyroid, f"({(X['age'] < 16).sum()} rows are under 16)")
    assert (X["lithium"] == "t").sum() == 2
    tumour = X["tumor"] == "t"
    assert says(thyroid, f"none of the {tumour.sum()} with a tumour is positive")
    assert not y[tumour].any()
    assert says(thyroid, f"TSH is 0 in {(X['TSH'] == 0).sum()} rows")
    asked = y.groupby(X["query_hypothyroid"], observed=True).mean() * 100
    assert says(thyroid, f"{asked['t']:.1f} % positive against {asked['f']:.1f} %")
