"""The prevalence explorer holds true counts, and shows them without a script too."""

import numpy as np
import pytest
from sklearn.metrics import confusion_matrix, f1_score, precision_score, recall_score

from course_utils.plots import explore_prevalence


def test_counts_at_every_threshold_are_those_of_scikit_learn(sample):
    y, p = sample
    data = explore_prevalence(y, p).data
    for threshold, tp, fp in zip(data["thresholds"], data["tp"], data["fp"], strict=True):
        (_, false), (_, true) = confusion_matrix(y, p >= threshold)
        assert (tp, fp) == (true, false)


def test_thresholds_divide_both_classes_evenly(sample):
    data = explore_prevalence(*sample).data
    assert 90 <= len(data["thresholds"]) <= 100
    for counts, whole in ((data["tp"], data["n_pos"]), (data["fp"], data["n_neg"])):
        assert max(-np.diff(counts)) <= 0.05 * whole
        assert counts[-1] <= 0.05 * whole


@pytest.mark.parametrize("scale", [1e-5, 1, 1e4])
def test_scores_of_any_size_give_as_many_thresholds(sample, scale):
    y, p = sample
    data = explore_prevalence(y, p * scale, threshold=0.2 * scale).data
    assert len(data["thresholds"]) > 80
    assert data["thresholds"][data["start"]] == pytest.approx(0.2 * scale)


def test_marked_places_are_the_data_and_a_balanced_test_set(sample):
    y, p = sample
    data = explore_prevalence(y, p, threshold=0.3).data
    assert data["prevalences"][data["natural"]] == pytest.approx(y.mean(), rel=1e-5)
    assert data["prevalences"][data["balanced"]] == 0.5
    assert data["thresholds"][data["start"]] == 0.3
    assert data["prevalences"] == sorted(data["prevalences"])


def test_prevalence_of_the_population_can_be_given(sample):
    data = explore_prevalence(*sample, prevalence=0.00054).data
    assert data["prevalences"][data["natural"]] == data["prevalences"][0] == 0.00054


def test_table_beside_the_script_says_what_scikit_learn_says(sample):
    y, p = sample
    # Every positive counted as often as makes half of the weight.
    weight = np.where(y == 1, (y == 0).sum() / y.sum(), 1.0)
    flags = p >= 0.3
    table = explore_prevalence(y, p, threshold=0.3).table
    for row, sample_weight in ((1, None), (2, weight)):
        scores = [
            score(y, flags, sample_weight=sample_weight)
            for score in (precision_score, recall_score, f1_score)
        ]
        shown = table.loc[row, ["precision", "recall", "F1"]].tolist()
        assert shown == [f"{score:.3f}" for score in scores]


def test_precision_of_no_alerts_is_undefined():
    explorer = explore_prevalence([0, 0, 0, 1, 1], [0.1, 0.2, 0.3, 0.3, 0.4], threshold=0.9)
    assert explorer.table["precision"].tolist() == ["undefined"] * 3
    assert explorer.table["F1"].tolist() == ["0.000"] * 3


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"prevalence": 5}, "prevalence must lie between 0 and 1"),
        ({"threshold": float("nan")}, "threshold must be a number"),
        ({"n_thresholds": 1}, "n_thresholds must be 2 or more"),
    ],
)
def test_what_cannot_be_explored_gets_one_sentence(change, said):
    arguments = {"y_true": [0, 0, 1, 1], "y_score": [0.1, 0.2, 0.3, 0.4]} | change
    with pytest.raises(ValueError, match=said):
        explore_prevalence(**arguments)
