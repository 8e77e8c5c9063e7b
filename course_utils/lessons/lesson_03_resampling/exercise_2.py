"""Exercise 3.2: move the sampler into the pipeline."""

import numpy as np
import pandas as pd
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


def check(answer):
    labels = answer.rng.permutation(np.repeat([0, 1], [N_ROWS - N_POSITIVES, N_POSITIVES]))
    constant = np.zeros((N_ROWS, 1))
    prior = DummyClassifier(strategy="prior")
    check_that_it_runs(answer, constant, labels, prior)

    brier = -scores_of(answer, constant, labels, prior, "neg_brier_score").mean()
    expect(
        0 < brier < 1,
        "Asked for `neg_brier_score`, which lies between -1 and 0 here, your function returns "
        f"{-brier:.3f} on average. Pass `scoring` on, and return what `cross_val_score` gives.",
    )
    # A model without information has an average precision equal to the positives' share.
    share = N_POSITIVES / N_ROWS
    seen = scores_of(answer, constant, labels, prior, "average_precision").mean()
    expect(
        abs(seen - share) < 0.02,
        f"The data hold {share:.0%} positives, your test folds {seen:.0%}. "
        "Which rows may the sampler touch?",
    )
    # The prior model predicts the share of positives it was trained on: .5 when balanced.
    expect(
        abs(brier - 0.25) < 0.01,
        "Your model was trained on rows that are not balanced yet. Where has the sampler gone?",
    )
    check_on_noise(answer, labels)


def check_that_it_runs(answer, *arguments):
    crash = answer.error(*arguments, "average_precision")
    said = crash.text if crash is not None else ""
    expect(
        "intermediate steps" not in said or "fit_resample" not in said,
        "A pipeline runs its steps in order, and the estimator comes last.",
    )
    expect(
        "intermediate steps" not in said,
        "scikit-learn's own pipeline refuses the sampler: it has no `transform`. Which library "
        "brings a pipeline that knows samplers?",
    )


def check_on_noise(answer, labels):
    noise = answer.rng.normal(size=(N_ROWS, 8))
    always = DummyClassifier(strategy="constant", constant=1)
    expect(
        scores_of(answer, noise, labels, always, "recall").min() == 1,
        "Given a model that calls every row positive, your function reports a recall below 1. "
        "Score the `estimator` that is passed in.",
    )
    tree = DecisionTreeClassifier(random_state=0)
    aucs = scores_of(answer, noise, labels, tree, "roc_auc")
    expect(
        aucs.mean() < 0.75,
        f"On pure noise your mean ROC AUC is {aucs.mean():.2f}, and nothing can be learned there. "
        "Some test rows were seen in training.",
    )
    expect(np.ptp(aucs) > 0, f"All five folds score {aucs[0]:.3f}: are they five different folds?")


def scores_of(answer, *arguments):
    """Return five finite scores as an array, however the answer holds them."""
    scores = answer(*arguments)
    if isinstance(scores, pd.Series):
        scores = scores.to_numpy()
    if type(scores) in (list, tuple) and all(type(score) is float for score in scores):
        scores = np.array(scores)
    expect(
        isinstance(scores, np.ndarray) and scores.shape == (5,) and scores.dtype.kind == "f",
        "Return the five scores that `cross_val_score` gives, one for each fold.",
    )
    expect(bool(np.isfinite(scores).all()), "Some of your five scores are not finite numbers.")
    return scores


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


def puts_the_sampler_last(X, y, estimator, scoring):
    pipeline = make_pipeline(estimator, RandomOverSampler(random_state=0))
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
        puts_the_sampler_last: "the estimator comes last",
        scores_a_model_of_its_own: "Score the `estimator`",
        returns_the_mean: "the five scores",
    },
    right="Each fold now resamples its own training rows, and the pipeline skips the sampler when "
    "it predicts. The same pipeline goes into `cross_validate`, `GridSearchCV` or "
    "`TunedThresholdClassifierCV` unchanged: the rule 'split first' is then kept for you.",
    minutes=8,
)
