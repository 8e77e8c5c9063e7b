"""What the card of `page_blocks` and `page_blocks_five` says."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from course_utils.datasets import load_dataset
from course_utils.datasets._preparations import page_blocks as preparation

KEEL = b"""@relation page-blocks
@data
6, 3, 18, 500.0, 0.5, 0.944, 2.25, 9, 17, 4, 1
6, 7, 42, 1.167, 0.405, 0.881, 4.25, 1, 737, 4, 1
3, 304, 912, 101.33, 0.555, 0.686, 42.17, 506, 626, 12, 2
"""


@pytest.fixture(scope="module")
def blocks():
    return load_dataset("page_blocks")


def test_rows_that_contradict_themselves_are_mended_and_no_others():
    frame = preparation.prepare({"page-blocks.dat": KEEL})
    assert frame["eccen"].tolist() == [0.5, 1.167, 101.33]
    assert frame["blackpix"].tolist() == [9, 17, 506]
    assert frame["blackand"].tolist() == [17, 37, 626]
    assert frame["block"].tolist() == ["text", "text", "horizontal line"]


def test_measures_agree_with_those_they_follow_from(blocks):
    frame = blocks.frame
    assert (frame["area"] == frame["height"] * frame["length"]).all()
    for name, over, under in [
        ("eccen", "length", "height"),
        ("p_black", "blackpix", "area"),
        ("p_and", "blackand", "area"),
        ("mean_tr", "blackpix", "wb_trans"),
    ]:
        # The source rounds to three decimals, and what is large or a mean to two.
        assert ((frame[name] - frame[over] / frame[under]).abs() < 0.0051).all(), name


def test_one_file_answers_two_questions(blocks, says):
    five = load_dataset("page_blocks_five")
    counts = five.target.value_counts()
    assert ((five.target != "text") == (blocks.target == 1)).all()
    assert says(
        blocks,
        f"text ({counts['text']:,} rows), horizontal line ({counts['horizontal line']}), graphic "
        f"({counts['graphic']}), vertical line ({counts['vertical line']}) and picture "
        f"({counts['picture']})",
    )
    lines = counts["horizontal line"] + counts["vertical line"]
    assert 0.7 < lines / blocks.target.sum() < 0.8


def test_ink_tells_pictures_from_graphics(blocks, says):
    ink = blocks.frame.groupby("block", observed=True)["p_black"].median() * 100
    assert says(blocks, f"blocks of class 3 are at least {ink['picture']:.0f} % black")
    assert says(blocks, f"of class 5 at least {ink['graphic']:.0f} %")


def test_equal_rows_carry_unlike_labels(blocks, says):
    repeated = blocks.frame[blocks.data.duplicated(keep=False)].assign(binary=blocks.target)
    binary, five = (
        (repeated.groupby(blocks.feature_names)[question].transform("nunique") > 1).sum()
        for question in ("binary", "block")
    )
    assert says(blocks, f"{blocks.data.duplicated().sum()} rows have the features of an earlier")
    assert says(blocks, f"{binary} rows for two classes, {five} for five")


def test_tail_and_single_column(blocks, says):
    runs = blocks.data["mean_tr"]
    assert says(blocks, f"the largest `mean_tr` is {runs.max() / runs.median():,.0f} times its")
    auc = roc_auc_score(blocks.target, runs)
    assert says(blocks, f"`mean_tr` alone has an AUC of {auc:.2f}".replace("0.", "."))


def test_logarithms_help_a_linear_model_and_class_weights_do_not(blocks, says):
    def reaches(data, class_weight=None):
        logistic = LogisticRegression(solver="newton-cholesky", class_weight=class_weight)
        model, folds = (
            make_pipeline(StandardScaler(), logistic),
            StratifiedKFold(5, shuffle=True, random_state=0),
        )
        scores = cross_val_score(model, data, blocks.target, cv=folds, scoring="average_precision")
        return f"{scores.mean():.2f}".lstrip("0")

    plain, weighted = reaches(blocks.data), reaches(blocks.data, "balanced")
    logarithms = reaches(np.log1p(blocks.data))
    assert says(blocks, f"reaches an average precision of {plain} on `page_blocks`")
    assert says(blocks, f"with class weights {weighted} too")
    assert says(blocks, f"on the logarithms of the features {logarithms}.")
