"""What the card of `caravan` says."""

import pytest

from course_utils.datasets import load_dataset


@pytest.fixture(scope="module")
def caravan():
    return load_dataset("caravan")


def test_neighbours_share_their_area_columns(caravan, says):
    area = [column for column in caravan.data if column.startswith("M")]
    assert says(
        caravan, f"{len(area)} columns about the customer's postcode area, {85 - len(area)} about"
    )
    profile = caravan.data.groupby(area)[area[0]]
    shared = (profile.transform("size") > 1).mean() * 100
    assert says(caravan, f"{shared:.0f} % of the rows share all {len(area)} values")
    assert says(caravan, f"only {profile.ngroups:,} different area profiles")


def test_equal_rows_carry_both_labels(caravan, says):
    repeated = caravan.frame[caravan.data.duplicated(keep=False)]
    both = repeated.groupby(list(caravan.data))["Purchase"].transform("nunique") > 1
    assert says(
        caravan,
        f"{caravan.data.duplicated().sum()} rows have the 85 features of an earlier row, and "
        f"{both.sum()} rows belong to sets of equal rows that carry both labels",
    )


def test_one_in_seventeen_holds_the_policy(caravan):
    assert round(1 / caravan.target.mean()) == 17
    assert caravan.categorical == ["MOSTYPE", "MOSHOOFD"]
