"""Exercise 4.3: bring the columns to one scale before distances are measured."""

import numpy as np
from imblearn.over_sampling import SMOTE, RandomOverSampler
from imblearn.pipeline import make_pipeline
from sklearn.dummy import DummyClassifier
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler

from course_utils.exercises import Exercise, expect

N_EACH, N_BETWEEN = 30, 300


def fitted_with_smote(X, y, estimator):
    """Return a fitted pipeline that over-samples with SMOTE and then trains the estimator.

    SMOTE and the estimator must see all columns on one scale, in standard deviations, so that a
    column counts no more because it is written in small units, which make large numbers. New
    rows are given to the pipeline as they were measured.

    Parameters: features `X` and labels `y` (0 or 1), arrays, and an unfitted `estimator`.
    Returns: the fitted pipeline.
    """
    pipeline = make_pipeline(StandardScaler(), SMOTE(random_state=0), estimator)
    return pipeline.fit(X, y)


def people(rng):
    """Return two towns of positives and, between them, the negatives; the second column is vast.

    Columns: kilometres, from 0 to 1, and income in units up to 50,000. In each town the
    positives are spread over all incomes.
    """
    where = np.concatenate([rng.normal(0.0, 0.01, N_EACH), rng.normal(1.0, 0.01, N_EACH)])
    between = rng.uniform(0.15, 0.85, N_BETWEEN)
    income = rng.uniform(0, 50_000, 2 * N_EACH + N_BETWEEN)
    X = np.column_stack([np.concatenate([where, between]), income])
    y = np.repeat([1, 0], [2 * N_EACH, N_BETWEEN])
    order = rng.permutation(len(y))
    return X[order], y[order]


def check(answer):
    X, y = people(answer.rng)
    fitted = answer(X, y, DummyClassifier(strategy="prior"))
    expect(not answer.mutated, "Your function changes the `X` or `y` it was given; copy first.")
    share = called(fitted, "predict_proba", X)
    expect(
        share.ndim == 2 and share.shape == (len(X), 2),
        "Give the `estimator` to the pipeline as its last step; its probabilities are asked for.",
    )
    # The prior model predicts the share of positives it was trained on.
    expect(
        abs(share[0, 1] - 0.5) < 0.01,
        f"The estimator was trained on a table with {share[0, 1]:.0%} positives; after SMOTE it "
        "is half. Where has the sampler gone, or is it another one?",
    )
    fitted = answer(X, y, KNeighborsClassifier(n_neighbors=1))
    check_new_rows(fitted, *people(answer.rng))
    X, y, middles = ladder()
    check_points(answer(X, y, KNeighborsClassifier(n_neighbors=1)), middles)


def ladder():
    """Return positives on the rungs of a ladder, negatives beside the middle between two rungs.

    A nearest neighbour calls these middles negative, unless new points lie between the rungs.
    """
    rungs = np.arange(12.0)
    middles = np.column_stack([np.zeros(11), rungs[:-1] + 0.5])
    far = np.array([(x, y) for x in range(3, 12) for y in range(12)])
    X = np.vstack([np.column_stack([np.zeros(12), rungs]), middles + np.array([0.3, 0.0]), far])
    return X, np.repeat([1, 0], [12, len(X) - 12]), middles


def check_points(fitted, middles):
    expect(
        called(fitted, "predict", middles).mean() > 0.5,
        "Nearly nothing was added *between* two positives. Copies do not lie there; which sampler "
        "stands in your pipeline?",
    )


def check_new_rows(fitted, X, y):
    said = called(fitted, "predict", X)
    expect(
        np.unique(said).size > 1,
        "All new rows get the same answer. They come as they were measured: the pipeline must "
        "scale new rows itself, by what it learned in `fit`.",
    )
    found, alarms = said[y == 1].mean(), said[y == 0].mean()
    expect(
        found > 0.8,
        f"Of new positives {found:.0%} are found, though they live in two towns where nobody else "
        "does. The estimator hears the incomes only. What drowns the kilometres?",
    )
    expect(
        alarms < 0.1,
        "There are two towns of positives, one at kilometre 0, one at kilometre 1, and only "
        f"negatives between. The pipeline calls {alarms:.0%} of those between positive: points "
        "were made from a positive of one town and one of the other. By which column were "
        "neighbours found?",
    )


def called(fitted, method, X):
    """Return what the fitted model says of rows, as an array of numbers."""
    expect(
        hasattr(type(fitted), "fit_resample") and hasattr(type(fitted), "predict"),
        "Return the fitted pipeline, not its scores or its data.",
    )
    said = getattr(fitted, method)(X)
    expect(
        isinstance(said, np.ndarray) and said.dtype.kind in "iuf" and len(said) == len(X),
        "The pipeline's predictions are not one number for each row.",
    )
    return said


def samples_before_it_scales(X, y, estimator):
    pipeline = make_pipeline(SMOTE(random_state=0), StandardScaler(), estimator)
    return pipeline.fit(X, y)


def never_scales(X, y, estimator):
    return make_pipeline(SMOTE(random_state=0), estimator).fit(X, y)


def scales_outside_the_pipeline(X, y, estimator):
    scaled = StandardScaler().fit_transform(X)
    return make_pipeline(SMOTE(random_state=0), estimator).fit(scaled, y)


def drops_the_sampler(X, y, estimator):
    return make_pipeline(StandardScaler(), estimator).fit(X, y)


def copies_rows(X, y, estimator):
    return make_pipeline(StandardScaler(), RandomOverSampler(random_state=0), estimator).fit(X, y)


def returns_the_training_rows(X, y, estimator):
    scaled = StandardScaler().fit_transform(X)
    return SMOTE(random_state=0).fit_resample(scaled, y)


EXERCISE = Exercise(
    solution=fitted_with_smote,
    check=check,
    starter=samples_before_it_scales,
    points=2,
    hints=[
        "The cell runs without a warning. In which units does SMOTE measure who is near whom?",
        "A pipeline runs its steps in order, and each step sees what the step before has made. "
        "Which of the three steps must come before neighbours are looked for?",
        "Scaler, sampler, estimator, in this order, in one `make_pipeline(...)`.",
    ],
    mistakes={
        samples_before_it_scales: "By which column",
        never_scales: "What drowns the kilometres",
        scales_outside_the_pipeline: "scale new rows itself",
        drops_the_sampler: "Where has the sampler gone",
        copies_rows: "which sampler stands",
        returns_the_training_rows: "Return the fitted pipeline",
    },
    right="Scaling after the sampler comes too late: the points have been made by then. On the "
    "two towns of the check, the cell as it was calls about a fifth of the negatives between them "
    "positive. With the scaler first it is fitted to real rows only, too. The scale is a decision "
    "all the same: distances count each column as much as its spread, whether or not it matters "
    "for the label.",
    minutes=7,
)
