"""Exercise 2.3: a pipeline that scales inside the folds."""

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from course_utils.exercises import Exercise, expect


def build_model():
    """Return an unfitted pipeline that scales, then fits a logistic regression."""
    return make_pipeline(StandardScaler(), LogisticRegression())


def check(answer):
    X = answer.rng.normal(size=(60, 2)) * [1, 1000]
    y = (X[:, 0] + X[:, 1] / 1000 > 0).astype(int)
    model = answer()
    expect(hasattr(model, "is_a"), "Return a model, not its result.")
    expect(model.is_a("sklearn.pipeline.Pipeline"), "A pipeline has two steps; what predicts?")
    model.fit(X, y)
    shifted = model.predict_proba(X * [1, 0.001])[:, 1]
    expect(shifted.max() < 0.9999, "Is the second column scaled?")
    expect(np.mean(model.predict(X) == y) > 0.9, "It hardly finds a line that is there.")


def forgets_the_scaler():
    return make_pipeline(LogisticRegression(C=1e6, max_iter=5000))


def returns_the_scaler_only():
    return StandardScaler()


EXERCISE = Exercise(
    solution=build_model,
    check=check,
    starred=True,
    hints=["What belongs together?", "`make_pipeline` chains them.", "Scaler, then model."],
    mistakes={
        forgets_the_scaler: "Is the second column scaled",
        returns_the_scaler_only: "A pipeline has two steps",
    },
    right="Inside a pipeline the scaler sees the training rows of each fold only.",
)
