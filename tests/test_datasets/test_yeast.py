"""What the card of `yeast` and `yeast_me2` says."""

import pytest
from sklearn.metrics import roc_auc_score

from course_utils.datasets import load_dataset


@pytest.fixture(scope="module")
def yeast():
    return load_dataset("yeast")


@pytest.fixture(scope="module")
def auc(yeast):
    """Measure how well one score tells one place, as the card writes it."""

    def measure(site, score):
        value = roc_auc_score(yeast.target == site, yeast.data[score])
        return f"{max(value, 1 - value):.2f}".lstrip("0")

    return measure


def test_one_file_answers_two_questions(yeast):
    assert ((yeast.target == "ME2") == (load_dataset("yeast_me2").target == 1)).all()


def test_names_that_occur_twice_have_the_same_scores_and_place(yeast, says):
    frame = yeast.frame
    twice = frame[frame["name"].duplicated(keep=False)].groupby("name")
    assert (twice[[*yeast.feature_names, "site"]].nunique() == 1).all().all()
    assert says(yeast, f"{twice.ngroups} names occur twice, with the same scores")
    others = yeast.data.duplicated().sum() - twice.ngroups
    assert says(yeast, f"Another {others} rows repeat the scores of an earlier row")


def test_equal_scores_have_equal_labels_and_none_is_me2(yeast, says):
    alike = yeast.frame[yeast.data.duplicated(keep=False)]
    assert (alike.groupby(yeast.feature_names)["site"].nunique() == 1).all()
    assert "ME2" not in set(alike["site"])
    repeats = yeast.data.duplicated().sum()
    assert says(yeast, f"{repeats} rows have the scores of an earlier row, always with the same")


def test_what_single_scores_tell(yeast, auc, says):
    assert says(yeast, f"`alm` has an AUC of {auc('ME3', 'alm')} for ME3")
    assert auc("ME1", "mcg") == auc("ME1", "gvh")
    assert says(yeast, f"`mcg` and `gvh` of {auc('ME1', 'mcg')} for ME1")
    assert max(yeast.feature_names, key=lambda score: auc("ME2", score)) == "mcg"
    assert says(yeast, f"For ME2 the best is `mcg`, with {auc('ME2', 'mcg')}")


def test_two_scores_hardly_vary(yeast, says):
    told = yeast.data["erl"] == 1
    right = (yeast.target[told] == "ERL").sum()
    assert right == (yeast.target == "ERL").sum()
    assert says(yeast, f"1 for all {right} rows of ERL and for {told.sum() - right} others")
    signal = (yeast.data["pox"] > 0).sum()
    assert says(yeast, f"constant but for {told.sum()} and {signal} rows")
