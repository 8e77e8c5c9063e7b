"""Exercise 14.5: the capstone, a pipeline for hidden crashes."""

import numpy as np
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import d2_brier_score, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler

from course_utils.evaluation import bootstrap_difference
from course_utils.exercises import Exercise, expect

CATEGORICAL, NUMERIC = ["road", "belt"], ["speed", "age", "built"]


def build_pipeline(categorical, numeric):
    """Return an unfitted model that takes raw tables like those of this lesson and gives risks.

    It is fitted on a table of crashes and asked about **other crashes**. Tables are DataFrames
    with text columns and number columns; numbers may be missing, and new rows may hold texts that
    were never seen. About one row in twenty is positive.

    It is judged on hidden crashes: average precision not clearly worse than that of a plain
    reference; risks that are right on average; the same risk for a row alone as among others;
    nothing learned from shuffled labels. Speed is not judged.

    Parameters: `categorical` and `numeric`, lists of column names. Returns: an unfitted model with
    `fit` and `predict_proba`.
    """
    encode = make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore"), categorical),
        (make_pipeline(SimpleImputer(), StandardScaler()), numeric),
    )
    return make_pipeline(encode, LogisticRegression(solver="newton-cholesky"))


def check(answer):
    table, y, _ = crashes(answer.rng, 2_500)
    hidden, y_hidden, groups = crashes(answer.rng, 2_500)
    hidden.loc[hidden.index[:5], "road"] = "ferry"  # never seen
    reference = risks(build_pipeline(CATEGORICAL, NUMERIC).fit(table, y), hidden)
    model = fitted(answer, table, y)
    p = risks(model, hidden)
    check_calibration(y_hidden, p)
    check_ranking(y_hidden, p, reference, groups)
    check_alone(model, hidden, p)
    check_shuffled(answer, table, y, hidden, y_hidden)


def crashes(rng, n_crashes):
    """Draw a table of occupants, their fates, and the crash that each was in."""
    groups = np.repeat(np.arange(n_crashes), rng.integers(1, 4, size=n_crashes))
    n = groups.size
    violence = rng.normal(size=n_crashes)[groups]  # shared by all in one crash
    road = np.array(["town", "country", "motorway"])[
        np.digitize(0.6 * violence + rng.normal(size=n), [-0.4, 0.9])
    ]
    frame = pd.DataFrame(
        {
            "road": road,
            "belt": rng.choice(["worn", "none"], p=[0.75, 0.25], size=n),
            "speed": np.round(45 + 15 * violence + rng.normal(0, 6, size=n)),
            "age": rng.integers(16, 90, size=n).astype(float),
            "built": rng.integers(1980, 2003, size=n).astype(float),
        }
    )
    risk = -6.1 + 1.3 * violence + 1.4 * (frame["belt"] == "none") + 0.035 * (frame["age"] - 16)
    y = (rng.uniform(size=n) < 1 / (1 + np.exp(-risk - 0.8 * (road == "motorway")))).astype(int)
    frame.loc[rng.uniform(size=n) < 0.1, "speed"] = np.nan
    return frame, y, groups


def fitted(answer, table, y):
    """Return the learner's model, fitted."""
    model = answer(list(CATEGORICAL), list(NUMERIC))
    expect(
        hasattr(type(model), "fit") and hasattr(type(model), "predict_proba"),
        "Return an unfitted model: a pipeline that ends with a classifier.",
    )
    return model.fit(table, y)


def risks(model, rows):
    """Return the probabilities of class 1, checked for shape and range."""
    said = model.predict_proba(rows)
    expect(
        isinstance(said, np.ndarray) and said.shape == (len(rows), 2) and said.dtype.kind == "f",
        "`predict_proba` of your model does not give two columns, one row for each row.",
    )
    expect(
        bool(np.isfinite(said).all() and (said >= 0).all() and (said <= 1).all()),
        "Some risks are not numbers from 0 to 1.",
    )
    return said[:, 1]


def check_calibration(y, p):
    ratio = p.mean() / y.mean()
    told = f"On hidden crashes {y.mean():.3f} die, and your model says {p.mean():.3f} on average. "
    expect(ratio < 1.33, told + "What in your pipeline shifts the prior?")
    expect(
        ratio > 0.75,
        told + "Does it remember its training rows? Whoever is not among them then seems safe.",
    )


def check_ranking(y, p, reference, groups):
    gap = bootstrap_difference(
        y, p, reference, "average_precision", groups=groups, n_resamples=200
    )
    skill = d2_brier_score(y, p)
    expect(
        gap.high >= 0,
        f"Average precision on hidden crashes, yours minus that of a plain reference: {gap}. The "
        "interval lies below 0. Does every column reach the model, "
        "in a form that it can use? Or does the model remember its training rows?",
    )
    expect(
        skill > 0,
        f"The Brier skill on hidden crashes is {skill:.3f}: giving everybody the share of deaths "
        "would do better. Does the model remember its training rows?",
    )


def check_alone(model, hidden, p):
    some = [0, 7, 40, 300]
    alone = np.array([risks(model, hidden.iloc[[row]])[0] for row in some])
    expect(
        bool(np.allclose(alone, p[some], rtol=0, atol=1e-6)),
        f"A row among others gets the risk {p[some[1]]:.3f}, alone {alone[1]:.3f}. Something in "
        "your pipeline looks at the other rows of the batch: whatever is learned from rows must "
        "be learned in `fit`.",
    )


def check_shuffled(answer, table, y, hidden, y_hidden):
    model = fitted(answer, table, answer.rng.permutation(y))
    auc = roc_auc_score(answer.rng.permutation(y_hidden), risks(model, hidden))
    expect(
        0.38 < auc < 0.62,
        f"With shuffled labels, where nothing can be known, your model reaches a ROC AUC of "
        f"{auc:.3f}. From where does it know the labels?",
    )


def weighs_the_classes(categorical, numeric):
    encode = make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore"), categorical),
        (make_pipeline(SimpleImputer(), StandardScaler()), numeric),
    )
    balanced = LogisticRegression(solver="newton-cholesky", class_weight="balanced")
    return make_pipeline(encode, balanced)


def forgets_the_texts(categorical, numeric):
    prepare = make_column_transformer((SimpleImputer(), numeric))
    return make_pipeline(prepare, StandardScaler(), LogisticRegression())


def scales_by_the_batch(categorical, numeric):
    def scaled(columns):
        return np.nan_to_num((columns - columns.mean()) / (columns.std() + 1e-9))

    encode = make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore"), categorical),
        (FunctionTransformer(scaled), numeric),
    )
    return make_pipeline(encode, LogisticRegression())


def lets_trees_remember(categorical, numeric):
    encode = make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), categorical),
        remainder="passthrough",
    )
    large = HistGradientBoostingClassifier(
        max_iter=300, learning_rate=0.3, early_stopping=False, random_state=0
    )
    return make_pipeline(encode, large)


EXERCISE = Exercise(
    solution=build_pipeline,
    check=check,
    starred=True,
    points=3,
    hints=[
        "This lesson built one: two kinds of columns, each prepared in its way, then a "
        "classifier. Go through the docstring and ask which step answers each clause.",
        "`make_column_transformer` with a `OneHotEncoder` that ignores unknown texts for "
        "`categorical`, and a `SimpleImputer` before a `StandardScaler` for `numeric`.",
        "`make_pipeline(encode, LogisticRegression(solver='newton-cholesky'))`, with `encode` as "
        "in `logistic` of this lesson. No weights, no sampler: the risks must be right.",
    ],
    mistakes={
        weighs_the_classes: "shifts the prior",
        forgets_the_texts: "Does every column reach the model",
        scales_by_the_batch: "looks at the other rows of the batch",
        lets_trees_remember: "seems safe",
    },
    right="It takes a raw table, copes with what it has never seen, ranks as well as the "
    "reference on crashes that it did not know, and its risks come true on average. Nothing in it "
    "knows the rarity of the class, and nothing needs to. What is left is yours: the question, "
    "the costs, and somebody to watch it.",
    minutes=20,
)
