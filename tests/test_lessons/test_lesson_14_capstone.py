"""Lesson 14's capstone: any sound pipeline passes; each unsound one is told why."""

import numpy as np
import pandas as pd
import pytest
from imblearn.pipeline import make_pipeline as with_samplers
from imblearn.under_sampling import RandomUnderSampler
from scipy.special import expit, logit
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, RidgeClassifier, SGDClassifier
from sklearn.model_selection import TunedThresholdClassifierCV
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import (
    FunctionTransformer,
    OneHotEncoder,
    OrdinalEncoder,
    StandardScaler,
    TargetEncoder,
)
from sklearn.svm import SVC

from course_utils.lessons import check
from course_utils.lessons.lesson_14_best_practices import exercise_5


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
        rare_texts_together,
        shares_of_deaths_as_codes,
        tuned_cut,
        weights_that_are_calibrated_again,
        machine_that_learns_to_give_risks,
    ],
)
def test_pipeline_of_another_kind_is_right(answer):
    assert check("14.5", answer).outcome == "right"


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("answer", [slow_boosting, rare_texts_together])
def test_pipeline_that_is_right_is_so_on_other_hidden_crashes(answer, seed):
    (table, y), (hidden, y_hidden), columns = exercise_5.crashes(np.random.default_rng(seed))
    mine, reference = (
        build(*columns).fit(table, y).predict_proba(hidden)[:, 1]
        for build in (answer, exercise_5.build_pipeline)
    )
    exercise_5.check_ranking(hidden["crash"], y_hidden, mine, reference)


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
    ],
)
def test_pipeline_that_cannot_take_the_table_is_shown_the_error(answer, words):
    report = check("14.5", answer)
    assert report.outcome == "crashed"
    assert words in report.text


def with_three_columns(categorical, numeric):
    return exercise_5.build_pipeline(["dvcat", "seatbelt"], ["ageOFocc"])


def with_an_untamed_forest(categorical, numeric):
    encode = tamed_forest(categorical, numeric)[0]
    return make_pipeline(encode, RandomForestClassifier(60, random_state=0))


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


class Changed(ClassifierMixin, BaseEstimator):
    """The reference, with its risks or its table changed by a function."""

    def __init__(self, model, change=lambda p: p, prepare=lambda table: table, weigh=False):
        self.model, self.change, self.prepare, self.weigh = model, change, prepare, weigh

    def fit(self, X, y):
        weights = {"logisticregression__sample_weight": X["weight"]} if self.weigh else {}
        self.model_ = clone(self.model).fit(self.prepare(X), y, **weights)
        self.classes_ = self.model_.classes_
        return self

    def predict_proba(self, X):
        p = np.clip(self.change(self.model_.predict_proba(self.prepare(X))[:, 1]), 0, 1)
        return np.column_stack([1 - p, p])


def clips_at_the_quantiles_of_the_batch(categorical, numeric):
    def clipped(table):
        low, high = table[numeric].quantile(0.01), table[numeric].quantile(0.99)
        return table.assign(**table[numeric].clip(low, high, axis=1))

    return Changed(exercise_5.build_pipeline(categorical, numeric), prepare=clipped)


def answers_by_chance(categorical, numeric):
    model, rng = exercise_5.build_pipeline(categorical, numeric), np.random.default_rng(0)
    return Changed(model, lambda p: p * rng.uniform(0.9, 1.1, p.size))


def thinks_all_a_third_too_high(categorical, numeric):
    return Changed(exercise_5.build_pipeline(categorical, numeric), lambda p: 1.33 * p)


def sharpens_the_risks(categorical, numeric):
    return Changed(exercise_5.build_pipeline(categorical, numeric), lambda p: 3.3 * p**1.6)


def shrinks_the_risks(categorical, numeric):
    return Changed(exercise_5.build_pipeline(categorical, numeric), lambda p: 0.5 * p + 0.0225)


def weighs_the_rows_by_the_survey(categorical, numeric):
    return Changed(exercise_5.build_pipeline(categorical, numeric), weigh=True)


def naive_bayes(categorical, numeric):
    texts = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    encode = make_column_transformer((texts, categorical), (SimpleImputer(), numeric))
    return make_pipeline(encode, GaussianNB())


def with_the_columns_exchanged(categorical, numeric):
    return Changed(exercise_5.build_pipeline(categorical, numeric), lambda p: 1 - p)


def machine_without_risks(categorical, numeric):
    return make_pipeline(exercise_5.build_pipeline(categorical, numeric)[0], SVC())


def hinge_loss(categorical, numeric):
    return make_pipeline(exercise_5.build_pipeline(categorical, numeric)[0], SGDClassifier())


def encodes_only(categorical, numeric):
    return exercise_5.build_pipeline(categorical, numeric)[0]


def leaves_rows_with_holes_out(categorical, numeric):
    model = exercise_5.build_pipeline(categorical, numeric)

    class Whole(Changed):
        def predict_proba(self, X):
            return super().predict_proba(X[X["ageOFocc"].notna()])

    return Whole(model)


class AsAFrame(Changed):
    def predict_proba(self, X):
        return pd.DataFrame(super().predict_proba(X))


def test_two_columns_of_a_frame_are_right():
    def answer(categorical, numeric):
        return AsAFrame(exercise_5.build_pipeline(categorical, numeric))

    assert check("14.5", answer).outcome == "right"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (with_the_weight_in_trees, "only `weight` is changed"),
        (with_all_that_is_left, "lets through what no list names"),
        (with_three_columns, "the difference"),
        (tamed_forest, "the difference"),
        (with_an_untamed_forest, "too large for a few hundred deaths"),
        (clips_at_the_quantiles_of_the_batch, "in another order"),
        (answers_by_chance, "by chance"),
        (thinks_all_a_third_too_high, "No step is a sampler"),
        (sharpens_the_risks, "too extreme"),
        (shrinks_the_risks, "too timid"),
        (weighs_the_rows_by_the_survey, "weighted by `weight`"),
        (naive_bayes, "naive Bayes"),
        (with_the_columns_exchanged, "column 1 the risk"),
        (machine_without_risks, "labels and no risks"),
        (hinge_loss, "labels and no risks"),
        (encodes_only, "prepares the columns"),
        (leaves_rows_with_holes_out, "gives the shape"),
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


def test_rule_that_knows_the_fates_without_labels_is_found_out(monkeypatch):
    monkeypatch.setattr(exercise_5, "LITTLE", 0.1)  # by hand it ranks a little worse
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
