"""What the card of `default` says."""

import pytest
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.metrics import confusion_matrix, roc_auc_score

from course_utils.datasets import load_dataset


@pytest.fixture(scope="module")
def default():
    return load_dataset("default")


def test_discriminant_analysis_finds_what_the_card_says(default, says):
    X = default.data.assign(student=default.data["student"] == "Yes")[["balance", "student"]]
    predicted = LinearDiscriminantAnalysis().fit(X, default.target).predict(X)
    (right, alarms), (missed, hits) = confusion_matrix(default.target, predicted)
    assert (right, alarms, missed, hits) == (9644, 23, 252, 81)
    assert says(default, f"finds {hits} of the 333 with {alarms} false alarms")
    assert says(default, f"an error rate of {(alarms + missed) / 100:.2f} %")


def test_students_default_more_often_and_at_the_same_balance_less_often(default, says):
    share = default.target.groupby(default.data["student"], observed=True).mean() * 100
    assert says(default, f"({share['Yes']:.2f} % against {share['No']:.2f} %)")
    between = default.frame[default.data["balance"].between(1500, 2000)]
    owing = (between["default"] == "Yes").groupby(between["student"], observed=True).mean()
    assert owing["Yes"] < owing["No"]


def test_balance_does_the_work(default, says):
    balance = default.data["balance"]
    assert not default.target[balance < 500].any()
    assert 0.74 < default.target[balance > 2000].mean() < 0.78
    assert says(default, f"{(balance == 0).sum()} customers have a `balance` of exactly 0")
    auc = roc_auc_score(default.target, balance)
    assert says(default, f"`balance` (AUC {auc:.3f})".replace("0.", "."))
    income = 1 - roc_auc_score(default.target, default.data["income"])
    assert says(default, f"hardly better than chance (AUC {income:.3f})".replace("0.", "."))
