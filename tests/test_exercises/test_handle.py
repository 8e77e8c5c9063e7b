import numpy as np
import pytest
from imblearn.over_sampling import SMOTE, RandomOverSampler
from imblearn.pipeline import Pipeline
from sklearn.base import BaseEstimator, clone
from sklearn.cluster import KMeans
from sklearn.ensemble import IsolationForest
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC

from course_utils.exercises._answer import Answer
from course_utils.exercises._faults import (
    AnswerCrashed,
    CheckBreaksContract,
    UnsuitableResult,
)
from course_utils.exercises._handle import Handle

CHANCE = np.random.default_rng(0)
X = CHANCE.normal(size=(40, 2))
Y = (np.arange(40) < 10).astype(int)


def pipeline():
    steps = [
        ("scale", StandardScaler()),
        ("smote", SMOTE(random_state=0)),
        ("none", "passthrough"),
    ]
    return Pipeline([*steps, ("model", LogisticRegression())])


@pytest.fixture
def handle():
    return Answer(pipeline)()


def test_methods_give_what_the_model_itself_gives(handle):
    own = pipeline().fit(X, Y)
    assert handle.fit(X, Y) is handle
    np.testing.assert_array_equal(handle.predict(X), own.predict(X))
    np.testing.assert_array_equal(handle.predict_proba(X), own.predict_proba(X))
    np.testing.assert_array_equal(handle.decision_function(X), own.decision_function(X))
    np.testing.assert_array_equal(handle.classes_, [0, 1])
    assert handle.score(X, Y) == own.score(X, Y)


def test_fit_takes_parameters_of_the_fit():
    handle = Answer(LogisticRegression)()
    weight = np.where(Y == 1, 9.0, 1.0)
    own = LogisticRegression().fit(X, Y, sample_weight=weight)
    handle.fit(X, Y, sample_weight=weight)
    np.testing.assert_array_equal(handle.predict_proba(X), own.predict_proba(X))


def test_samplers_transformers_and_detectors_have_their_methods():
    resampled, labels = Answer(lambda: RandomOverSampler(random_state=0))().fit_resample(X, Y)
    assert len(resampled) == len(labels) == 60
    scaler = Answer(StandardScaler)()
    np.testing.assert_allclose(scaler.fit_transform(X).mean(axis=0), 0, atol=1e-9)
    np.testing.assert_allclose(scaler.transform(X).std(axis=0), 1)
    detector = Answer(lambda: IsolationForest(n_estimators=5, random_state=0))()
    assert set(detector.fit_predict(X)) == {-1, 1}
    assert detector.score_samples(X).shape == (40,)
    clusters = Answer(lambda: KMeans(2, n_init=1, random_state=0))()
    assert clusters.fit(X).predict(X).shape == (40,)


def test_facts_tell_the_class_and_the_steps(handle):
    assert handle.class_name == "Pipeline"
    assert "sklearn.base.BaseEstimator" in handle.bases
    assert handle.step_names == ("scale", "smote", "none", "model")
    assert handle.step_classes == ("StandardScaler", "SMOTE", "passthrough", "LogisticRegression")
    assert repr(handle) == "<Handle on a Pipeline>"


def test_class_is_asked_for_by_the_path_it_is_imported_from(handle):
    assert handle.is_a("imblearn.pipeline.Pipeline")
    assert handle.is_a("sklearn.pipeline.Pipeline")
    assert not handle.is_a("sklearn.linear_model.LogisticRegression")
    assert handle.has_step("sklearn.linear_model.LogisticRegression")
    assert handle.has_step("imblearn.base.SamplerMixin")
    assert handle.step_index("imblearn.over_sampling.SMOTE") == 1
    assert handle.step_index("imblearn.under_sampling.RandomUnderSampler") is None
    with pytest.raises(CheckBreaksContract, match=r"There is no class 'sklearn\.Pipe'"):
        handle.is_a("sklearn.Pipe")
    with pytest.raises(CheckBreaksContract, match="There is no class 'Pipeline'"):
        handle.has_step("Pipeline")


def test_model_without_steps_has_none():
    handle = Answer(LogisticRegression)()
    assert handle.step_names == handle.step_classes == ()
    assert not handle.has_step("imblearn.base.SamplerMixin")


def test_parameters_are_plain_or_told_as_text():
    handle = Answer(lambda: LogisticRegression(C=0.5, random_state=np.random.RandomState(0)))()
    params = handle.get_params()
    assert params["C"] == 0.5
    assert params["random_state"].startswith("RandomState(")
    nested = Answer(pipeline)().get_params()
    assert nested["smote__random_state"] == 0
    assert nested["model"].class_name == "LogisticRegression"
    assert "smote__random_state" not in Answer(pipeline)().get_params(deep=False)


def test_handle_may_be_sent_back_and_is_the_same_model():
    def fits_or_predicts(X, y=None, model=None):
        return LogisticRegression().fit(X, y) if model is None else model.predict(X)

    answer = Answer(fits_or_predicts)
    model = answer(X, Y)
    np.testing.assert_array_equal(answer(X, model=model), model.predict(X))


def test_models_are_found_inside_of_collections():
    models = Answer(lambda: {"linear": LogisticRegression(), "all": [pipeline()]})()
    assert models["linear"].is_a("sklearn.linear_model.LogisticRegression")
    assert models["all"][0].class_name == "Pipeline"


def test_handle_of_another_answer_is_refused(handle):
    with pytest.raises(
        CheckBreaksContract, match=r"of another answer\. Send it to the answer that"
    ):
        Answer(lambda model: 1)(handle)


def test_model_that_cannot_do_what_is_asked_is_the_learners_crash():
    unfitted = Answer(LogisticRegression)()
    with pytest.raises(AnswerCrashed, match="NotFittedError: This LogisticRegression"):
        unfitted.predict(X)
    with pytest.raises(AnswerCrashed, match=r"AttributeError: .* no attribute 'predict_proba'"):
        Answer(LinearSVC)().predict_proba(X)


class Broken(BaseEstimator):
    def fit(self, X, y=None):
        return self

    def predict(self, X):
        return (row for row in X)


def test_model_of_the_learner_is_a_model_too():
    handle = Answer(Broken)()
    assert handle.class_name == "Broken"
    with pytest.raises(UnsuitableResult, match="a generator"):
        handle.fit(X).predict(X)


@pytest.mark.parametrize(
    ("use", "instead"),
    [
        (lambda handle: handle.steps, r"Use \.step_names, \.step_classes, \.has_step"),
        (lambda handle: handle.named_steps["smote"], r"Use \.step_names"),
        (lambda handle: handle[0], r"Use \.step_names"),
        (lambda handle: handle.coef_, "Use predictions for hidden rows"),
        (lambda handle: handle.set_params(C=1), "Use an estimator of the check's own"),
        (lambda handle: handle.predict_log_proba(X), r"Use \.predict_proba"),
        (lambda handle: handle.anything, r"Use its predictions, or \.fit, .*\.predict,"),
        (lambda handle: handle == handle, "Compare their predictions"),
        (lambda handle: handle != 1, "Compare their predictions"),
        (clone, "__sklearn_clone__"),
        (lambda handle: cross_val_score(handle, X, Y), "__sklearn"),
    ],
)
def test_what_a_handle_cannot_do_breaks_the_contract_and_says_what_can(handle, use, instead):
    with pytest.raises(CheckBreaksContract, match=instead):
        use(handle)


def test_handle_is_never_an_estimator_of_the_checks_own(handle):
    assert isinstance(handle, Handle)
    assert not isinstance(handle, BaseEstimator)


@pytest.mark.slow
def test_keras_model_is_fitted_and_asked_like_another():
    def network():
        import keras

        network = keras.Sequential([keras.layers.Input((2,)), keras.layers.Dense(1, "sigmoid")])
        network.compile(loss="binary_crossentropy")
        return network

    handle = Answer(network)()
    assert handle.fit(X, Y, epochs=1, verbose=0) is handle
    assert handle.predict(X).shape == (40, 1)
    assert handle.is_a("keras.Model")
