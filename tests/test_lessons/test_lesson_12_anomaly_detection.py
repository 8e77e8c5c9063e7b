"""Lesson 12: right answers in other forms pass; odd ones get words that fit."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import rankdata, zscore
from sklearn.metrics import roc_curve
from sklearn.preprocessing import StandardScaler

from course_utils.lessons import check
from course_utils.lessons.lesson_12_anomaly_detection.exercise_2 import CODE

# 12.1


@pytest.mark.parametrize("answer", [0.1, 1, 0.004, 0.96])
def test_a_number_of_the_prompt_is_not_the_precision(answer):
    assert check("12.1", answer).outcome == "not yet right"


# 12.2


def test_each_line_of_12_2_does_what_its_feedback_says():
    from pyod.models.knn import KNN

    rng = np.random.default_rng(0)
    names = {
        "KNN": KNN,
        "np": np,
        "X_train": rng.normal(size=(400, 3)),
        "X_new": 1.5 * rng.normal(size=(300, 3)),
    }
    exec(CODE, names)
    own, scores = names["detector"].decision_scores_, names["scores"]
    flagged = {share: scores > np.quantile(own, 1 - share / 100) for share in (1, 2, 3, 5, 10, 20)}
    right = {n for n, flags in flagged.items() if np.array_equal(names[f"flags_{n}"], flags)}
    assert right == {3, 5}
    assert np.array_equal(names["flags_1"], names["flags_5"])  # nobody reads the new share


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ({4, 5, 9, 7}, "the quantile that 3 % of them exceed"),
        ({4, 6, 9, 11}, "The cut is what is wrong, in line 5"),
    ],
)
def test_a_line_that_only_suffers_is_told_so(marked, words):
    report = check("12.2", marked)
    assert report.outcome == "not yet right"
    assert words in report.text


# 12.3


def known(train_scores):
    return np.ptp(train_scores, axis=0) > 0


def with_a_fitted_scaler(train_scores, new_scores):
    standard = StandardScaler().fit(train_scores).transform(new_scores)
    standard[:, ~known(train_scores)] = 0
    return standard.mean(axis=1).tolist()


def with_the_spread_of_pandas(train_scores, new_scores):
    train = pd.DataFrame(train_scores)
    standard = (pd.DataFrame(new_scores) - train.mean()) / train.std()
    standard.loc[:, ~known(train_scores)] = 0
    return standard.mean(axis=1)


def with_lowest_and_highest(train_scores, new_scores):
    low, reach = train_scores.min(axis=0), np.ptp(train_scores, axis=0)
    placed = (new_scores - low) / np.where(reach > 0, reach, 1)
    return np.where(reach > 0, placed, 0).mean(axis=1)


def with_places_among_the_training_rows(train_scores, new_scores):
    pairs = zip(np.sort(train_scores.T), new_scores.T, strict=True)
    places = np.column_stack([np.searchsorted(known_places, new) for known_places, new in pairs])
    return np.where(known(train_scores), places, 0).mean(axis=1)


@pytest.mark.parametrize(
    "answer",
    [
        with_a_fitted_scaler,
        with_the_spread_of_pandas,
        with_lowest_and_highest,
        with_places_among_the_training_rows,
    ],
)
def test_any_scale_of_the_training_rows_is_right(answer):
    assert check("12.3", answer).outcome == "right"


def with_zscore(train_scores, new_scores):
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.nan_to_num(zscore(new_scores, axis=0)).mean(axis=1)


def with_ranks(train_scores, new_scores):
    return rankdata(new_scores, axis=0).mean(axis=1)


@pytest.mark.parametrize("answer", [with_zscore, with_ranks])
def test_a_one_liner_on_the_new_rows_is_told_of_the_company(answer):
    report = check("12.3", answer)
    assert report.outcome == "not yet right"
    assert "which rows set the scale" in report.text


def with_a_small_number_below(train_scores, new_scores):
    spread = train_scores.std(axis=0) + 1e-9
    return ((new_scores - train_scores.mean(axis=0)) / spread).mean(axis=1)


def leaves_the_constant_out(train_scores, new_scores):
    keep = known(train_scores)
    train, new = train_scores[:, keep], new_scores[:, keep]
    return ((new - train.mean(axis=0)) / train.std(axis=0)).mean(axis=1)


def looks_at_nothing(train_scores, new_scores):
    return np.zeros(len(new_scores))


def turns_it_round(train_scores, new_scores):
    return -((new_scores - train_scores.mean(axis=0)) / train_scores.std(axis=0)).mean(axis=1)


def with_the_median(train_scores, new_scores):
    return np.median(with_a_fitted_scaler_and_no_mean(train_scores, new_scores), axis=1)


def with_a_fitted_scaler_and_no_mean(train_scores, new_scores):
    standard = StandardScaler().fit(train_scores).transform(new_scores)
    standard[:, ~known(train_scores)] = 0
    return standard


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (with_a_small_number_below, "being 1.2 higher then counts as 1.2e+09"),
        (leaves_the_constant_out, "You leave it out"),
        (looks_at_nothing, "no higher than a usual row"),
        (turns_it_round, "High is unusual"),
        (with_the_median, "How do you join the columns"),
    ],
)
def test_an_average_that_breaks_a_rule_is_told_which(answer, words):
    report = check("12.3", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


# 12.4


def with_roc_curve(scores, y, cost_fp, cost_fn):
    fpr, tpr, cuts = roc_curve(y, scores)
    cost = cost_fp * fpr * (y == 0).sum() + cost_fn * (1 - tpr) * (y == 1).sum()
    return cuts[np.argmin(cost)]


def with_a_cut_between_the_scores(scores, y, cost_fp, cost_fn):
    known = np.unique(scores)
    cuts = [known[0] - 1, *(known[1:] + known[:-1]) / 2, np.inf]
    costs = [
        cost_fp * np.sum((scores >= cut) & (y == 0)) + cost_fn * np.sum((scores < cut) & (y == 1))
        for cut in cuts
    ]
    return cuts[int(np.argmin(costs))]


@pytest.mark.parametrize("answer", [with_roc_curve, with_a_cut_between_the_scores])
def test_cheapest_cut_in_another_form_is_right(answer):
    assert check("12.4", answer).outcome == "right"


@pytest.mark.parametrize("steps", [50, 100, 101, 200, 500, 1000])
def test_even_steps_between_the_scores_miss_the_cheapest_cut(steps):
    def with_steps(scores, y, cost_fp, cost_fn):
        cuts = np.append(np.linspace(scores.min(), scores.max(), steps), np.inf)
        flagged = scores >= cuts[:, np.newaxis]
        cost = cost_fp * (flagged & (y == 0)).sum(axis=1)
        return cuts[np.argmin(cost + cost_fn * (~flagged & (y == 1)).sum(axis=1))]

    assert check("12.4", with_steps).outcome == "not yet right"


@pytest.mark.parametrize("kind", ["quicksort", "stable"])
def test_a_running_sum_may_not_stop_between_equal_scores(kind):
    def with_sums(scores, y, cost_fp, cost_fn):
        order = np.argsort(-scores, kind=kind)
        found = np.append(0, np.cumsum(y[order]))
        cost = cost_fp * (np.arange(len(y) + 1) - found) + cost_fn * (y.sum() - found)
        return np.append(np.inf, scores[order])[np.argmin(cost)]

    assert "all of them or none" in check("12.4", with_sums).text


def flags_all(scores, y, cost_fp, cost_fn):
    return -np.inf


def knows_only_silence(scores, y, cost_fp, cost_fn):
    return np.inf


@pytest.mark.parametrize("answer", [flags_all, knows_only_silence])
def test_a_cut_without_a_choice_is_not_yet_right(answer):
    assert check("12.4", answer).outcome == "not yet right"


def divides_without_centring(train_scores, new_scores):
    known = np.ptp(train_scores, axis=0) > 0
    return (known * new_scores / np.where(known, train_scores.std(axis=0), 1)).mean(axis=1)


def divides_by_the_highest(train_scores, new_scores):
    known = np.ptp(train_scores, axis=0) > 0
    highest = np.where(known, np.abs(train_scores).max(axis=0), 1)
    return (known * new_scores / highest).mean(axis=1)


def takes_one_scale_for_all(train_scores, new_scores):
    return ((new_scores - train_scores.mean()) / train_scores.std()).mean(axis=1)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (divides_without_centring, "What do you subtract?"),
        (divides_by_the_highest, "What do you subtract?"),
        (takes_one_scale_for_all, "Has each column a mean and a spread of its own?"),
    ],
)
def test_scale_must_forget_the_level_of_each_detector(answer, words):
    report = check("12.3", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


def bills_of(cuts, scores, y, cost_fp, cost_fn):
    flagged = scores >= np.array(cuts)[:, np.newaxis]
    return cost_fp * (flagged & (y == 0)).sum(axis=1) + cost_fn * (~flagged & (y == 1)).sum(axis=1)


def never_tries_the_highest(scores, y, cost_fp, cost_fn):
    cuts = np.append(np.unique(scores)[:-1], np.inf)
    return cuts[np.argmin(bills_of(cuts, scores, y, cost_fp, cost_fn))]


def stands_just_above_all(scores, y, cost_fp, cost_fn):
    cuts = np.append(np.unique(scores), scores.max() + 1)
    return cuts[np.argmin(bills_of(cuts, scores, y, cost_fp, cost_fn))]


def counts_in_whole_costs(scores, y, cost_fp, cost_fn):
    cuts = np.append(np.unique(scores), np.inf)
    return cuts[np.argmin(bills_of(cuts, scores, y, int(cost_fp), int(cost_fn)))]


def returns_the_place(scores, y, cost_fp, cost_fn):
    cuts = np.append(np.unique(scores), np.inf)
    return int(np.argmin(bills_of(cuts, scores, y, cost_fp, cost_fn)))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (never_tries_the_highest, "Do you try every score as a cut"),
        (stands_just_above_all, "To flag nothing, return `np.inf`"),
        (counts_in_whole_costs, "A false alarm costs 0.5"),
        (returns_the_place, "Is it a place in the order"),
    ],
)
def test_cut_that_is_left_out_or_no_cut_is_named(answer, words):
    report = check("12.4", answer)
    assert report.outcome == "not yet right"
    assert words in report.text
