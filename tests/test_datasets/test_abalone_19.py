"""What the card of `abalone_19` says."""

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from course_utils.datasets import load_dataset


@pytest.fixture(scope="module")
def abalone():
    return load_dataset("abalone_19")


def test_nineteen_is_one_step_of_a_ladder(abalone, says):
    rings = abalone.frame["rings"]
    assert says(abalone, f"Rings run from {rings.min()} to {rings.max()}")
    assert says(
        abalone, f"{(rings == 18).sum()} animals have 18 rings and {(rings == 20).sum()} have 20"
    )


def test_animals_of_one_catch_stand_together(abalone, says):
    alike = {name: abalone.frame[name].autocorr() for name in ("length", "rings")}
    assert says(
        abalone,
        f"{alike['length']:.2f} for length and {alike['rings']:.2f} for rings".replace("0.", "."),
    )
    first, second, *_ = np.array_split(abalone.target.to_numpy(), 4)
    assert second.sum() == 0
    assert says(
        abalone,
        f"of the {abalone.target.sum()} positives {first.sum()} stand in the first quarter of the "
        "file and none in the second",
    )


def test_no_feature_gives_the_class_away(abalone, says):
    aucs = abalone.data[abalone.numeric].apply(lambda size: roc_auc_score(abalone.target, size))
    assert says(abalone, f"(best AUC {aucs.max():.2f}, `{aucs.idxmax()}`)".replace("0.", "."))
    assert abalone.data[abalone.numeric].corr().min().min() > 0.77


def test_some_values_cannot_be_right(abalone, says):
    frame, height = abalone.frame, abalone.frame["height"].sort_values()
    assert (height == 0).sum() == 2
    assert height.iloc[-2] > 2 * height.iloc[-3]
    assert (frame["shucked_weight"] > frame["whole_weight"]).sum() == 4
    inside = frame["shucked_weight"] + frame["viscera_weight"] + frame["shell_weight"]
    heavier = (inside > frame["whole_weight"]).sum()
    assert says(abalone, f"in {heavier} meat, gut and shell weigh more than the whole")


def test_infants_are_hardly_nineteen(abalone, says):
    infants = (abalone.data.loc[abalone.target == 1, "sex"] == "I").sum()
    assert says(abalone, f"{infants} of the {abalone.target.sum()} positives carry it")


def test_no_animal_is_there_twice(abalone, says):
    assert not abalone.data.duplicated().any()
    assert says(abalone, "No row repeats another's features")
