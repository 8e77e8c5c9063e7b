"""Exercise 3.2: move the sampler into the pipeline."""

import numpy as np
from imblearn.over_sampling import RandomOverSampler
from imblearn.pipeline import make_pipeline
from sklearn.dummy import DummyClassifier
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline as pipeline_without_samplers
from sklearn.tree import DecisionTreeClassifier

from course_utils.exercises import Exercise, expect

N_ROWS, N_POSITIVES = 400, 40


def balanced_scores(X, y, estimator, scoring):
    """Return the five scores of a classifier that is trained on balanced data.

    The training rows of every fold are balanced by random resampling. The test rows stay as
    they are: no copies, and the share of positives of the real data.

    Parameters: the features `X` and the labels `y` (0 or 1), as arrays, an unfitted
    `estimator`, and the name of a metric, `scoring`, as `cross_val_score` takes it. Returns:
    an array of five scores.
    """
    pipeline = make_pipeline(RandomOverSampler(random_state=0), estimator)
    return cross_val_score(pipeline, X, y, cv=5, scoring=scoring)


def scores_of(answer, *arguments):
    scores = answer(*arguments)
    is_array = isinstance(scores, np.ndarray) and scores.dtype.kind == "f"
    expect(
        is_array and scores.shape == (5,),
        "Return the five scores that `cross_val_score` gives, one for each fold.",
    )
    return scores


def check(answer):
    labels = answer.rng.permutation(np.repeat([0, 1], [N_ROWS - N_POSITIVES, N_POSITIVES]))
    constant = np.zeros((N_ROWS, 1))
    prior = DummyClassifier(strategy="prior")
    check_that_it_runs(answer, constant, labels, prior)

    brier = -float(scores_of(answer, constant, labels, prior, "neg_brier_score").mean())
    expect(
        brier > 0,
        "Asked for `neg_brier_score`, which is never above 0, your function returns positive "
        "numbers. Pass `scoring` on.",
    )
    # A model without information has an average precision equal to the positives' share.
    share = N_POSITIVES / N_ROWS
    seen = float(scores_of(answer, constant, labels, prior, "average_precision").mean())
    expect(
        abs(seen - share) < 0.02,
        f"The data hold {share:.0%} positives, your test folds {seen:.0%}. "
        "Which rows may the sampler touch?",
    )
    # The prior model predicts the share of positives it was trained on: .5 when balanced.
    expect(
        brier > 0.2,
        "Your model was trained on rows that are not balanced yet. Where has the sampler gone?",
    )

    noise = answer.rng.normal(size=(N_ROWS, 8))
    always = DummyClassifier(strategy="constant", constant=1)
    expect(
        scores_of(answer, noise, labels, always, "recall").min() == 1,
        "Given a model that calls every row positive, your function reports a recall below 1. "
        "Score the `estimator` that is passed in.",
    )
    tree = DecisionTreeClassifier(random_state=0)
    auc = float(scores_of(answer, noise, labels, tree, "roc_auc").mean())
    expect(
        auc < 0.75,
        f"On pure noise your mean ROC AUC is {auc:.2f}, and nothing can be learned there. "
        "Some test rows were seen in training.",
    )


def check_that_it_runs(answer, *arguments):
    crash = answer.error(*arguments, "average_precision")
    expect(
        crash is None or "intermediate steps" not in crash.text,
        "scikit-learn's own pipeline refuses the sampler: it has no `transform`. Which library "
        "brings a pipeline that knows samplers?",
    )


def resamples_before_the_folds(X, y, estimator, scoring):
    X_balanced, y_balanced = RandomOverSampler(random_state=0).fit_resample(X, y)
    return cross_val_score(estimator, X_balanced, y_balanced, cv=5, scoring=scoring)


def forgets_to_resample(X, y, estimator, scoring):
    return cross_val_score(estimator, X, y, cv=5, scoring=scoring)


def forgets_the_metric(X, y, estimator, scoring):
    pipeline = make_pipeline(RandomOverSampler(random_state=0), estimator)
    return cross_val_score(pipeline, X, y, cv=5)


def takes_the_wrong_pipeline(X, y, estimator, scoring):
    pipeline = pipeline_without_samplers(RandomOverSampler(random_state=0), estimator)
    return cross_val_score(pipeline, X, y, cv=5, scoring=scoring)


def scores_a_model_of_its_own(X, y, estimator, scoring):
    pipeline = make_pipeline(RandomOverSampler(random_state=0), DecisionTreeClassifier())
    return cross_val_score(pipeline, X, y, cv=5, scoring=scoring)


def returns_the_mean(X, y, estimator, scoring):
    pipeline = make_pipeline(RandomOverSampler(random_state=0), estimator)
    return cross_val_score(pipeline, X, y, cv=5, scoring=scoring).mean()


EXERCISE = Exercise(
    solution=balanced_scores,
    check=check,
    starter=resamples_before_the_folds,
    points=2,
    hints=[
        "The cell runs, and its scores look splendid. Which rows does the sampler see, and which "
        "of them are scored later?",
        "Let `cross_val_score` cut the original `X` and `y`. What it fits in every fold must "
        "resample first and then train: one object that does both.",
        "`make_pipeline(RandomOverSampler(random_state=0), estimator)`, with `make_pipeline` from "
        "`imblearn.pipeline`, is such an object; give it to `cross_val_score` with `X` and `y`.",
    ],
    mistakes={
        resamples_before_the_folds: "your test folds 50%",
        forgets_to_resample: "not balanced yet",
        forgets_the_metric: "Pass `scoring` on",
        takes_the_wrong_pipeline: "Which library",
        scores_a_model_of_its_own: "Score the `estimator`",
        returns_the_mean: "the five scores",
    },
    right="Each fold now resamples its own training rows, and the pipeline skips the sampler when "
    "it predicts. The same pipeline goes into `cross_validate`, `GridSearchCV` or "
    "`TunedThresholdClassifierCV` unchanged: the rule 'split first' is then kept for you.",
    minutes=8,
)
