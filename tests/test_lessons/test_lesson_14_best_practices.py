"""Lesson 14: right answers in other forms pass; odd ones get words that fit."""

import math

import numpy as np
import pandas as pd
import pytest
from imblearn.pipeline import make_pipeline as with_samplers
from imblearn.under_sampling import RandomUnderSampler
from scipy import stats
from scipy.special import expit, logit
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, RidgeClassifier
from sklearn.model_selection import TunedThresholdClassifierCV
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import (
    FunctionTransformer,
    OneHotEncoder,
    OrdinalEncoder,
    StandardScaler,
    TargetEncoder,
)

from course_utils.evaluation import corrected_difference
from course_utils.exercises._judge import judge
from course_utils.lessons import check
from course_utils.lessons.lesson_14_best_practices import exercise_1, exercise_5
from course_utils.lessons.lesson_14_best_practices.exercise_4 import card_faults, honest_card

# 14.1


def test_report_has_six_faults_and_says_so():
    assert len(exercise_1.EXERCISE.right) == 6
    assert set(exercise_1.EXERCISE.options) == {str(line) for line in range(1, 13)}


def test_marking_every_line_of_the_report_earns_nothing():
    report = check("14.1", set(range(1, 13)))
    assert report.outcome == "not yet right"
    assert report.points == 0


# 14.2


def by_the_course(differences, n_train, n_test):
    zeros = np.zeros(len(differences))
    return corrected_difference(differences, zeros, n_train=n_train, n_test=n_test).p_one_sided


def by_the_distribution_function(differences, n_train, n_test):
    n = len(differences)
    error = np.std(differences, ddof=1) * math.sqrt(1 / n + n_test / n_train)
    return 1 - stats.t.cdf(np.mean(differences) / error, n - 1)


def as_an_array(differences, n_train, n_test):
    return np.array([by_the_course(differences, n_train, n_test)])


@pytest.mark.parametrize("answer", [by_the_course, by_the_distribution_function, as_an_array])
def test_corrected_p_in_another_form_is_right(answer):
    assert check("14.2", answer).outcome == "right"


def forgets_one_over_j(differences, n_train, n_test):
    t = np.mean(differences) / np.sqrt(np.var(differences, ddof=1) * n_test / n_train)
    return stats.t.sf(t, len(differences) - 1)


def spends_no_degree_on_the_mean(differences, n_train, n_test):
    variance = np.var(differences, ddof=1) * (1 / len(differences) + n_test / n_train)
    return stats.t.sf(np.mean(differences) / np.sqrt(variance), len(differences))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (forgets_one_over_j, "1/J is missing"),
        (spends_no_degree_on_the_mean, "spent on the mean"),
        (lambda differences, n_train, n_test: 0.04, "is not the corrected one"),
        (lambda differences, n_train, n_test: math.nan, "not a finite number"),
    ],
)
def test_near_miss_of_the_corrected_p_is_told_what_is_wrong(answer, words):
    report = check("14.2", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


# 14.3


def by_counting(p_held, y_held, p_new, level):
    """Leave a label out when too few held-out rows are as strange, counting the new one."""
    sets = []
    for label in (0, 1):
        own = np.abs(label - p_held[y_held == label])
        strange = np.abs(label - p_new)
        less = (own[None, :] < strange[:, None]).sum(axis=1)
        sets.append(less < np.ceil(level * (own.size + 1)))
    return np.column_stack(sets)


def by_the_inverted_distribution(p_held, y_held, p_new, level):
    limits = []
    for label in (0, 1):
        own = np.abs(label - p_held[y_held == label])
        share = np.ceil(level * (own.size + 1)) / own.size
        limits.append(np.quantile(own, share, method="inverted_cdf") if share <= 1 else np.inf)
    return np.column_stack([p_new <= limits[0], 1 - p_new <= limits[1]])


def as_lists_of_lists(p_held, y_held, p_new, level):
    return by_counting(p_held, y_held, p_new, level).tolist()


def on_the_side_of_p(p_held, y_held, p_new, level):
    """Turn the limit of label 1 back into a probability, where rounding could cost a row."""
    sets = by_counting(p_held, y_held, p_new, level)
    own = np.sort(1 - p_held[y_held == 1])
    place = math.ceil(level * (own.size + 1))
    if place <= own.size:
        sets[:, 1] = p_new >= 1 - own[place - 1]
    return sets


def by_surprise(p_held, y_held, p_new, level):
    held, new = (-np.log(np.column_stack([1 - p, p])) for p in (p_held, p_new))
    limits = []
    for label in (0, 1):
        own = np.sort(held[y_held == label, label])
        limits.append([*own, np.inf][min(math.ceil(level * (own.size + 1)), own.size + 1) - 1])
    return new <= np.array(limits)


def as_a_frame(p_held, y_held, p_new, level):
    return pd.DataFrame(by_counting(p_held, y_held, p_new, level), columns=["no", "yes"])


@pytest.mark.parametrize(
    "answer",
    [
        by_counting,
        by_the_inverted_distribution,
        as_lists_of_lists,
        on_the_side_of_p,
        by_surprise,
        as_a_frame,
    ],
)
def test_sets_in_another_form_are_right(answer):
    assert check("14.3", answer).outcome == "right"


def swaps_the_columns(p_held, y_held, p_new, level):
    return by_counting(p_held, y_held, p_new, level)[:, ::-1]


def keeps_what_is_strange(p_held, y_held, p_new, level):
    return ~by_counting(p_held, y_held, p_new, level)


def always_says_either(p_held, y_held, p_new, level):
    return np.ones((len(p_new), 2), dtype=bool)


def averages_at_the_right_share(p_held, y_held, p_new, level):
    columns = []
    for label in (0, 1):
        own = np.abs(label - p_held[y_held == label])
        share = min(np.ceil(level * (own.size + 1)) / own.size, 1)
        columns.append(np.abs(label - p_new) <= np.quantile(own, share))
    return np.column_stack(columns)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (averages_at_the_right_share, 'with method "linear"'),
        (swaps_the_columns, "changed places"),
        (keeps_what_is_strange, "left out"),
        (always_says_either, "would be right"),
    ],
)
def test_near_miss_of_the_sets_is_told_what_is_wrong(answer, words):
    report = check("14.3", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


def test_promise_is_kept_for_both_classes_on_fresh_rows():
    rng = np.random.default_rng(0)
    kept = []
    for _ in range(300):
        y = np.repeat([0, 1], [100, 40])
        p, p_new = rng.beta(1 + 2 * y, 8 - 4 * y), rng.beta(1 + 2 * y, 8 - 4 * y)
        sets = by_counting(p, y, p_new, 0.9)
        kept.append([sets[y == label, label].mean() for label in (0, 1)])
    assert (np.mean(kept, axis=0) > 0.895).all()


# 14.4


def by_rounding(rows, positives, flagged, found, stated):
    right = {
        "prevalence": positives / rows,
        "recall": found / positives,
        "precision": found / flagged,
        "false positive rate": 1 - (rows - positives - flagged + found) / (rows - positives),
    }
    return tuple(name for name in right if stated[name] != round(right[name], 3))


def test_card_checked_by_rounding_is_right():
    assert check("14.4", by_rounding).outcome == "right"


@pytest.mark.parametrize("seed", range(50))
def test_honest_card_has_no_fault_and_a_spoilt_one_has_its_own(seed):
    counts, stated = honest_card(np.random.default_rng(seed))
    assert card_faults(*counts, stated) == []
    stated["recall"] = round(stated["recall"] + 0.002, 3)
    assert card_faults(*counts, stated) == ["recall"]


def test_empty_list_for_every_card_is_not_enough():
    assert "you do not find" in check("14.4", lambda *card: []).text


# 14.5


def slow_trees(**others):
    return HistGradientBoostingClassifier(
        learning_rate=0.05, max_iter=60, max_leaf_nodes=7, random_state=0, **others
    )


def slow_boosting(categorical, numeric):
    codes = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=np.nan)
    encode = make_column_transformer((codes, categorical), ("passthrough", numeric))
    return make_pipeline(encode, slow_trees())


def boosting_on_categories(categorical, numeric):
    chosen = make_column_transformer(
        ("passthrough", [*categorical, *numeric]), verbose_feature_names_out=False
    )
    by_type = slow_trees(categorical_features="from_dtype")
    return make_pipeline(chosen.set_output(transform="pandas"), by_type)


def tamed_forest(categorical, numeric):
    encode = make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore"), categorical), (SimpleImputer(), numeric)
    )
    return make_pipeline(encode, RandomForestClassifier(60, min_samples_leaf=20, random_state=0))


def rare_texts_together(categorical, numeric):
    texts = OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=5)
    numbers = make_pipeline(SimpleImputer(strategy="median", add_indicator=True), StandardScaler())
    encode = make_column_transformer((texts, categorical), (numbers, numeric))
    return make_pipeline(encode, LogisticRegression())


def shares_of_deaths_as_codes(categorical, numeric):
    numbers = make_pipeline(SimpleImputer(), StandardScaler())
    codes = TargetEncoder(random_state=0)
    encode = make_column_transformer((codes, categorical), (numbers, numeric))
    return make_pipeline(encode, LogisticRegression(solver="newton-cholesky"))


def tuned_cut(categorical, numeric):
    return TunedThresholdClassifierCV(exercise_5.build_pipeline(categorical, numeric), cv=3)


def weights_that_are_calibrated_again(categorical, numeric):
    return CalibratedClassifierCV(exercise_5.weighs_the_classes(categorical, numeric), cv=3)


def machine_that_learns_to_give_risks(categorical, numeric):
    return CalibratedClassifierCV(exercise_5.gives_labels_only(categorical, numeric), cv=3)


@pytest.mark.parametrize(
    "answer",
    [
        slow_boosting,
        boosting_on_categories,
        tamed_forest,
        rare_texts_together,
        shares_of_deaths_as_codes,
        tuned_cut,
        weights_that_are_calibrated_again,
        machine_that_learns_to_give_risks,
    ],
)
def test_pipeline_of_another_kind_is_right(answer):
    assert check("14.5", answer).outcome == "right"


@pytest.mark.parametrize("secret", ["one", "two", "three"])
@pytest.mark.parametrize("answer", [slow_boosting, rare_texts_together])
def test_pipeline_that_is_right_is_so_on_other_hidden_crashes(answer, secret):
    assert judge(exercise_5.EXERCISE, answer, name=secret).outcome == "right"


def with_unknown_texts_refused(categorical, numeric):
    encode = make_column_transformer((OneHotEncoder(), categorical), (SimpleImputer(), numeric))
    return make_pipeline(encode, LogisticRegression(solver="newton-cholesky"))


def with_missing_numbers(categorical, numeric):
    texts = OneHotEncoder(handle_unknown="ignore")
    encode = make_column_transformer((texts, categorical), (StandardScaler(), numeric))
    return make_pipeline(encode, LogisticRegression())


def with_all_that_is_left(categorical, numeric):
    texts = OneHotEncoder(handle_unknown="ignore")
    return make_pipeline(
        make_column_transformer((texts, categorical), remainder="passthrough"), slow_trees()
    )


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (with_unknown_texts_refused, "unknown categories"),
        (with_missing_numbers, "NaN"),
        (with_all_that_is_left, "could not convert string"),
    ],
)
def test_pipeline_that_cannot_take_the_table_is_shown_the_error(answer, words):
    report = check("14.5", answer)
    assert report.outcome == "crashed"
    assert words in report.text


def with_the_weight_in_trees(categorical, numeric):
    return slow_boosting(categorical, [*numeric, "weight"])


def with_ranks_in_the_batch(categorical, numeric):
    texts = OneHotEncoder(handle_unknown="ignore")
    ranks = FunctionTransformer(lambda columns: columns.rank(pct=True).fillna(0.5))
    encode = make_column_transformer((texts, categorical), (ranks, numeric))
    return make_pipeline(encode, LogisticRegression(solver="newton-cholesky"))


def with_a_nearest_neighbour_that_says_yes_or_no(categorical, numeric):
    return make_pipeline(
        exercise_5.build_pipeline(categorical, numeric)[0], KNeighborsClassifier(1)
    )


def with_fewer_negatives(categorical, numeric):
    encode, classifier = (
        step for _, step in exercise_5.build_pipeline(categorical, numeric).steps
    )
    return with_samplers(encode, RandomUnderSampler(random_state=0), classifier)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (with_the_weight_in_trees, "only `weight` is changed"),
        (with_ranks_in_the_batch, "looks at the other rows"),
        (with_a_nearest_neighbour_that_says_yes_or_no, "these are labels"),
        (with_fewer_negatives, "It holds a sampler"),
        (lambda categorical, numeric: RidgeClassifier(), "no `predict_proba`"),
        (lambda categorical, numeric: [*categorical, *numeric], "Return an unfitted model"),
        (lambda categorical, numeric: LogisticRegression, "Return an object of it"),
    ],
)
def test_near_miss_of_the_pipeline_is_told_what_is_wrong(answer, words):
    report = check("14.5", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


class Rule(ClassifierMixin, BaseEstimator):
    """Risks by hand from speed and belt; nothing is learned in `fit`."""

    def fit(self, X, y):
        self.classes_ = np.array([0, 1])
        return self

    def predict_proba(self, X):
        shares = {"1-9km/h": 0.004, "10-24": 0.009, "25-39": 0.037, "40-54": 0.116, "55+": 0.278}
        risk = logit(X["dvcat"].astype(str).map(shares).fillna(0.045)) - 0.6
        risk += 0.9 * (X["seatbelt"] == "none") + 0.03 * (X["ageOFocc"].fillna(37) - 37)
        return np.column_stack([expit(-risk), expit(risk)])


def test_rule_that_knows_the_fates_without_labels_is_found_out():
    assert "Fitted on shuffled labels" in check("14.5", lambda categorical, numeric: Rule()).text


def test_hidden_crashes_are_others_and_have_holes_and_a_new_text():
    (table, y), (hidden, y_hidden), (categorical, numeric) = exercise_5.crashes(
        np.random.default_rng(0)
    )
    assert not set(table["crash"]) & set(hidden["crash"])
    for part, labels in ((table, y), (hidden, y_hidden)):
        assert 0.03 < labels.mean() < 0.06
        assert part[categorical].isna().any().sum() == part[["airbag", "seatbelt"]].shape[1]
        assert part[numeric].isna().any().sum() == part[["ageOFocc", "yearVeh"]].shape[1]
    assert set(hidden["occRole"]) - set(table["occRole"]) == {"child"}
    assert not {"crash", "weight"} & {*categorical, *numeric}
