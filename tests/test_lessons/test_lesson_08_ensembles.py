"""Lesson 8: right answers in other forms pass; odd ones get words that fit."""

import numpy as np
import pandas as pd
import pytest
from imblearn.ensemble import BalancedBaggingClassifier, EasyEnsembleClassifier
from imblearn.under_sampling import RandomUnderSampler
from sklearn.base import clone
from sklearn.metrics import balanced_accuracy_score, roc_curve

from course_utils.lessons import check

# 8.1


def test_prediction_is_what_the_library_says_of_the_table():
    kind = np.repeat([1, 0], [200, 800]).reshape(-1, 1)
    label = np.repeat([1, 0, 1, 0], [40, 160, 60, 740])
    bags = BalancedBaggingClassifier(n_estimators=200, bootstrap=False, random_state=0)
    risk = bags.fit(kind, label).predict_proba([[1]])[0, 1]
    assert check("8.1", round(risk, 2)).outcome == "right"


@pytest.mark.parametrize("number", [0.69, 0.692, 0.695, 0.7])
def test_prediction_of_the_formula_and_of_the_exact_mean_are_right(number):
    assert check("8.1", number).outcome == "right"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0.2, "come down"),
        (0.5, "One half of *all*"),
        (0.64, "the right side"),
        (0.714, "of how many"),
    ],
)
def test_known_wrong_average_is_met_with_its_reason(number, words):
    assert words in check("8.1", number).text


# 8.2


def by_a_sampler(X, y, X_new, estimator, n_bags, random_state):
    state, total = np.random.RandomState(random_state), 0
    for _ in range(n_bags):
        X_bag, y_bag = RandomUnderSampler(random_state=state).fit_resample(X, y)
        total = total + clone(estimator).fit(X_bag, y_bag).predict_proba(X_new)[:, 1]
    return pd.Series(total / n_bags)


def fits_one_object_and_asks_at_once(X, y, X_new, estimator, n_bags, random_state):
    rng = np.random.default_rng(random_state)
    labels, counts = np.unique(y, return_counts=True)
    is_rare = y == labels[np.argmin(counts)]
    said = np.zeros((n_bags, len(X_new)))
    for row in said:
        drawn = rng.permutation(np.flatnonzero(~is_rare))[: is_rare.sum()]
        bag = np.r_[np.flatnonzero(is_rare), drawn]
        row[:] = estimator.fit(X[bag], y[bag]).predict_proba(X_new)[:, 1]
    return said.mean(axis=0).tolist()


def draws_a_seed_for_each_bag(X, y, X_new, estimator, n_bags, random_state):
    rare = np.bincount(y).argmin()
    risks = []
    for bag in range(n_bags):
        rng = np.random.default_rng([random_state, bag])
        drawn = rng.permutation(np.flatnonzero(y != rare))[: (y == rare).sum()]
        rows = rng.permutation(np.r_[np.flatnonzero(y == rare), drawn])
        risks.append(clone(estimator).fit(X[rows], y[rows]).predict_proba(X_new))
    return np.mean(risks, axis=0)[:, 1]


@pytest.mark.parametrize("answer", [by_a_sampler, draws_a_seed_for_each_bag])
def test_balanced_bags_in_another_form_are_right(answer):
    assert check("8.2", answer).outcome == "right"


def by_easy_ensemble(X, y, X_new, estimator, n_bags, random_state):
    bags = EasyEnsembleClassifier(n_bags, estimator, random_state=random_state)
    return bags.fit(X, y).predict_proba(X_new)[:, 1]


def by_the_library_as_it_comes(X, y, X_new, estimator, n_bags, random_state):
    bags = BalancedBaggingClassifier(estimator, n_estimators=n_bags, random_state=random_state)
    return bags.fit(X, y).predict_proba(X_new)[:, 1]


def seeds_inside_the_loop(X, y, X_new, estimator, n_bags, random_state):
    risks = []
    for _ in range(n_bags):
        sampler = RandomUnderSampler(random_state=random_state)
        X_bag, y_bag = sampler.fit_resample(X, y)
        risks.append(clone(estimator).fit(X_bag, y_bag).predict_proba(X_new)[:, 1])
    return np.mean(risks, axis=0)


def fits_once_to_all_bags(X, y, X_new, estimator, n_bags, random_state):
    rng = np.random.default_rng(random_state)
    rare_label = int((y == 1).sum() <= (y == 0).sum())
    rare, common = np.flatnonzero(y == rare_label), np.flatnonzero(y != rare_label)
    drawn = [rng.choice(common, size=len(rare), replace=False) for _ in range(n_bags)]
    rows = np.concatenate([*[rare] * n_bags, *drawn])
    return clone(estimator).fit(X[rows], y[rows]).predict_proba(X_new)[:, 1]


def returns_the_other_class(X, y, X_new, estimator, n_bags, random_state):
    return 1 - by_a_sampler(X, y, X_new, estimator, n_bags, random_state)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (fits_one_object_and_asks_at_once, "Fit a `clone(estimator)` to each bag"),
        (fits_once_to_all_bags, "models that saw unlike rows"),
        (seeds_inside_the_loop, "Draw anew for each bag"),
        (returns_the_other_class, "column of class 1"),
        (by_easy_ensemble, "Write the loop yourself"),
        (by_the_library_as_it_comes, "Write the loop yourself"),
    ],
)
def test_near_miss_of_the_bags_is_told_what_is_wrong(answer, words):
    report = check("8.2", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


# 8.3


def by_the_roc_curve(y_held, plain_held, balanced_held, y_test, plain_test, balanced_test):
    found = []
    for held, test in ((plain_held, plain_test), (balanced_held, balanced_test)):
        false_alarms, recall, cuts = roc_curve(y_held, held, drop_intermediate=False)
        found.append(
            balanced_accuracy_score(y_test, test >= cuts[np.argmax(recall - false_alarms)])
        )
    return np.float64(found[1] - found[0])


def between_two_scores(y_held, plain_held, balanced_held, y_test, plain_test, balanced_test):
    found = []
    for held, test in ((plain_held, plain_test), (balanced_held, balanced_test)):
        scores = np.unique(held)
        cuts = [scores[0] - 1, *(scores[1:] + scores[:-1]) / 2]
        values = [balanced_accuracy_score(y_held, held > cut) for cut in cuts]
        middle = cuts[int(np.argmax(values))]
        above = scores[scores > middle].min()
        found.append(balanced_accuracy_score(y_test, test >= above))
    return found[1] - found[0]


@pytest.mark.parametrize("answer", [by_the_roc_curve, between_two_scores])
def test_fair_gain_in_another_form_is_right(answer):
    assert check("8.3", answer).outcome == "right"


def returns_the_pair(y_held, plain_held, balanced_held, y_test, plain_test, balanced_test):
    return 0.7, 0.8


def cuts_at_the_prevalence(y_held, plain_held, balanced_held, y_test, plain_test, balanced_test):
    plain = balanced_accuracy_score(y_test, plain_test >= y_held.mean())
    return balanced_accuracy_score(y_test, balanced_test >= 0.5) - plain


@pytest.mark.parametrize(
    ("answer", "words"),
    [(returns_the_pair, "one number"), (cuts_at_the_prevalence, "lesson 7's rule")],
)
def test_near_miss_of_the_gain_is_told_what_is_wrong(answer, words):
    report = check("8.3", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


def risks_by_bag(X, y, X_new, estimator, n_bags, parts):
    """Return what each bag's model says: all rare rows, and those that `parts` gives of others."""
    rare = int((y == 1).sum() <= (y == 0).sum())
    few, many = np.flatnonzero(y == rare), np.flatnonzero(y != rare)
    said = []
    for number in range(n_bags):
        bag = np.append(few, parts(many, number)[: len(few)])
        said.append(clone(estimator).fit(X[bag], y[bag]).predict_proba(X_new)[:, 1])
    return np.array(said)


def seeds_each_bag(X, y, X_new, estimator, n_bags, random_state):
    def parts(many, number):
        return np.random.RandomState(random_state * 1_000 + number).permutation(many)

    return risks_by_bag(X, y, X_new, estimator, n_bags, parts).mean(axis=0)


def test_bags_with_a_seed_each_are_right():
    report = check("8.2", seeds_each_bag)
    assert report.outcome == "right", report.text


def adds_the_risks_up(X, y, X_new, estimator, n_bags, random_state):
    return n_bags * seeds_each_bag(X, y, X_new, estimator, n_bags, random_state)


def takes_windows_of_one_shuffle(X, y, X_new, estimator, n_bags, random_state):
    def parts(many, number):
        shuffled = np.random.default_rng(random_state).permutation(many)
        return np.roll(shuffled, -number * (y.size - many.size))

    return risks_by_bag(X, y, X_new, estimator, n_bags, parts).mean(axis=0)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (adds_the_risks_up, "Is that a sum?"),
        (takes_windows_of_one_shuffle, "parts of one shuffle"),
    ],
)
def test_sum_and_windows_of_one_shuffle_are_named(answer, words):
    report = check("8.2", answer)
    assert report.outcome == "not yet right"
    assert words in report.text
