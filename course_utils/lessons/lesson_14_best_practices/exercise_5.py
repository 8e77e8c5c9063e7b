"""Exercise 14.5: the capstone, a pipeline for hidden crashes."""

import numpy as np
import pandas as pd
from imblearn.over_sampling import SMOTE
from imblearn.pipeline import make_pipeline as make_pipeline_with_samplers
from sklearn.compose import make_column_transformer
from sklearn.dummy import DummyClassifier
from sklearn.frozen import FrozenEstimator
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, d2_brier_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler, TargetEncoder
from sklearn.svm import LinearSVC
from sklearn.tree import DecisionTreeClassifier

from course_utils.datasets import load_dataset
from course_utils.evaluation import bootstrap_difference
from course_utils.exercises import Exercise, expect

TRAIN_CRASHES, HIDDEN_CRASHES = 6_000, 5_000
LITTLE, LITTLE_SKILL = 0.02, 0.015  # of average precision; of the Brier skill
WITH_HOLES = ("ageOFocc", "yearVeh", "airbag", "seatbelt")
OTHER_ROWS = (
    "Something in your pipeline looks at the other rows of the batch: whatever is learned from "
    "rows, to fill a hole, too, must be learned in `fit`."
)
WITHOUT_RISKS = (
    "sklearn.linear_model.Perceptron",
    "sklearn.linear_model.RidgeClassifier",
    "sklearn.svm.LinearSVC",
)
RISKS_IF = (  # some have it only when an option is set so
    ("sklearn.svm.SVC", "probability", (True,)),
    ("sklearn.linear_model.SGDClassifier", "loss", ("log_loss", "modified_huber")),
)


def build_pipeline(categorical, numeric):
    """Return an unfitted model that takes tables of `crash_deaths` and gives risks of death.

    It is fitted on the occupants of some crashes and asked about **other crashes**. A table has
    text columns (`categorical`) and number columns (`numeric`); values may be missing in both,
    and texts may be new. Two columns are in neither list and must not reach the model: `crash`,
    the key, and `weight`, the number of people a row stands for, low where a crash was severe.

    It is judged on hidden crashes: average precision not clearly and by more than 0.02 below that
    of a plain reference (a forest fails, and so does boosting with large trees); risks right on
    average, neither too extreme nor too timid; the same risk for a row alone as among others;
    nothing known when labels are shuffled.

    Parameters: `categorical` and `numeric`, lists of column names. Returns: the unfitted model.
    """
    texts = OneHotEncoder(handle_unknown="ignore")
    numbers = make_pipeline(SimpleImputer(), StandardScaler())
    encode = make_column_transformer((texts, categorical), (numbers, numeric))
    return make_pipeline(encode, LogisticRegression(solver="newton-cholesky"))


def check(answer):
    (table, y), (hidden, y_hidden), columns = crashes(np.random.default_rng(14))
    model = fitted(answer, columns, table, y)
    p = risks(model, hidden)
    check_that_rows_differ(p)
    check_that_it_says_the_same_again(model, hidden, p)
    check_calibration(model, y_hidden, p)
    check_columns(model, hidden, p, table.loc[y == 1, "crash"])
    check_among_others(model, hidden, p, answer.rng)
    check_alone(model, hidden, p)
    reference = build_pipeline(*columns).fit(table, y).predict_proba(hidden)[:, 1]
    check_ranking(hidden["crash"], y_hidden, p, reference)
    check_risks(hidden["crash"], y_hidden, p, reference)
    check_shuffled(answer, columns, (table, y), (hidden, y_hidden))


def crashes(rng):
    """Draw crashes to train on and others to hide, with holes and a text that is new."""
    data = load_dataset("crash_deaths")
    codes = pd.factorize(data.groups)[0]
    drawn = rng.permutation(codes.max() + 1)[: TRAIN_CRASHES + HIDDEN_CRASHES]
    known = data.data.drop(columns="yearacc")  # as in the lesson: a future year has no past
    table = known.assign(crash=codes, weight=data.sample_weight)
    for column in WITH_HOLES:
        table[column] = table[column].where(rng.uniform(size=len(table)) > 0.05)
    train = np.isin(codes, drawn[:TRAIN_CRASHES])
    hidden = np.isin(codes, drawn[TRAIN_CRASHES:])
    y, new = data.target.to_numpy(), table[hidden].copy()
    new["occRole"] = new["occRole"].cat.add_categories("child")
    new.iloc[:5, new.columns.get_loc("occRole")] = "child"
    columns = list(data.categorical), [name for name in data.numeric if name != "yearacc"]
    return (table[train], y[train]), (new, y[hidden]), columns


def fitted(answer, columns, table, y):
    """Return the learner's model, fitted."""
    model = answer(*(list(names) for names in columns))
    expect(
        hasattr(type(model), "fit") and hasattr(type(model), "predict_proba"),
        "Return an unfitted model: a pipeline that ends with a classifier.",
    )
    last = (model.class_name, *model.step_classes)[-1]
    expect(
        last not in ("ColumnTransformer", "OneHotEncoder", "StandardScaler"),
        f"Your model ends with a {last}: it prepares the columns, and nothing learns from them. "
        "Which step gives the risks?",
    )
    expect(
        not gives_no_risks(model),
        f"Your model ends with a {last}, which as you set it gives labels and no risks: it has no "
        "`predict_proba`. Nobody can set a cut for costs on it.",
    )
    return model.fit(table, y)


def gives_no_risks(model):
    """Tell whether the last step is one of scikit-learn's that have no `predict_proba`."""
    if any(model.is_a(path) or model.has_step(path) for path in WITHOUT_RISKS):
        return True
    for path, option, with_risks in RISKS_IF:
        if model.is_a(path) or model.has_step(path):
            name = option if model.is_a(path) else f"{model.step_names[-1]}__{option}"
            return model.get_params().get(name) not in with_risks
    return False


def holds_class_weights(model):
    """Tell whether a model of scikit-learn was given class weights, however deep."""
    params = model.get_params() if model.is_a("sklearn.base.BaseEstimator") else {}
    return any(
        name.endswith("class_weight") and value is not None for name, value in params.items()
    )


def risks(model, rows):
    """Return the probabilities of class 1, checked for shape and range."""
    said = model.predict_proba(rows)
    said = said.to_numpy() if type(said) is pd.DataFrame else said
    expect(
        isinstance(said, np.ndarray) and said.dtype.kind == "f",
        "`predict_proba` of your model does not give an array of numbers with a point.",
    )
    expect(
        said.shape == (len(rows), 2),
        f"Asked about {len(rows)} rows, `predict_proba` of your model gives the shape "
        f"{said.shape}, not {(len(rows), 2)}: a row for each row, and two columns.",
    )
    expect(
        bool(np.isfinite(said).all() and (said >= 0).all() and (said <= 1).all()),
        "Some risks are not numbers from 0 to 1.",
    )
    return said[:, 1]


def check_that_rows_differ(p):
    expect(
        np.ptp(p) > 1e-6,
        f"Everybody gets the risk {p[0]:.3f}. On average that may be right, and it ranks nobody: "
        "it is the dummy row of every scoreboard.",
    )
    expect(
        bool(np.any((p > 0) & (p < 1))),
        "All your risks are 0 or 1: these are labels. How sure is the model of each?",
    )


def check_that_it_says_the_same_again(model, hidden, p):
    again = risks(model, hidden)
    worst = int(np.argmax(abs(again - p)))
    expect(
        bool(np.allclose(again, p, rtol=0, atol=1e-6)),
        f"Asked twice about the same rows, your model gives one of them the risk {p[worst]:.6f} "
        f"first and {again[worst]:.6f} then. It answers by chance: what is drawn must be drawn "
        "in `fit`.",
    )


def check_calibration(model, y, p):
    ratio = p.mean() / y.mean()
    told = f"On hidden crashes {y.mean():.3f} die, and your model says {p.mean():.3f} on average. "
    expect(ratio < 1.25, told + why_too_high(model))
    expect(
        ratio > 0.8,
        told + "Does it remember its training rows? Whoever is not among them then seems safe. Or "
        "were rows weighted by `weight`? Then the risks are those of the road, where fewer die. "
        "Or was it stopped too early?",
    )


def why_too_high(model):
    moved = "; the risks of the world that it was trained in are not those of this one."
    if model.has_step("imblearn.base.SamplerMixin"):
        return "What in your pipeline shifts the prior? It holds a sampler" + moved
    if holds_class_weights(model):
        return "What in your pipeline shifts the prior? Look for weights" + moved
    return (
        "No step is a sampler, and none was seen with class weights. Is the classifier too sure, "
        "as naive Bayes and a net that was stopped early are? Does it draw a balanced sample "
        "inside, as a balanced forest does? Is column 1 the risk of death, column 0 the rest?"
    )


def check_columns(model, hidden, p, keys_of_deaths):
    """Move what must not reach the model, and see whether the risks move."""
    severe = hidden.assign(weight=hidden["weight"].min())
    expect(
        bool(np.allclose(risks(model, severe), p, rtol=0, atol=1e-6)),
        "When only `weight` is changed, your risks change. The design drew severe crashes more "
        "often, so a low weight tells how a crash ended. Which columns do the lists name? (A "
        'column transformer with `remainder="passthrough"` lets through what no list names.)',
    )
    deadly = hidden.assign(crash=np.resize(keys_of_deaths.to_numpy(), len(hidden)))
    expect(
        bool(np.allclose(risks(model, deadly), p, rtol=0, atol=1e-6)),
        "When only the key `crash` is changed to that of a training crash with a death, your "
        "risks change. The key tells who died among the training rows, and nothing of new "
        "crashes.",
    )


def check_ranking(crash, y, p, reference):
    """Compare with the reference, paired: both are scored on the same crashes, drawn again."""
    behind = bootstrap_difference(
        y, p, reference, "average_precision", groups=crash, n_resamples=300
    )
    expect(
        behind.high >= 0 or behind.estimate > -LITTLE,
        f"On hidden crashes your average precision is {average_precision_score(y, p):.3f}, that "
        f"of a plain reference {average_precision_score(y, reference):.3f}; the difference, "
        f"{behind}, is clear. Does every column reach the model, in a form that it can use? Or "
        "are its trees too large for a few hundred deaths, or is it held back too much?",
    )


def check_risks(crash, y, p, reference):
    """Compare the Brier skills, paired, and say where the risks go wrong."""
    behind = bootstrap_difference(y, p, reference, "brier_skill", groups=crash, n_resamples=300)
    top = reference >= np.quantile(reference, 0.9)
    expect(
        behind.high >= 0 or behind.estimate > -LITTLE_SKILL,
        f"The Brier skill on hidden crashes is {d2_brier_score(y, p):.3f}, that of the reference "
        f"{d2_brier_score(y, reference):.3f}; the difference, {behind}, is clear. Where risks are "
        f"highest, in a tenth, {y[top].mean():.3f} die, and your model says {p[top].mean():.3f}; "
        f"of the others {y[~top].mean():.3f}, and it says {p[~top].mean():.3f}. Are its risks too "
        "extreme, or too timid?",
    )


def check_among_others(model, hidden, p, rng):
    """Ask about half of the rows, in another order: no risk may move."""
    half = rng.permutation(len(hidden))[: len(hidden) // 2]
    there = risks(model, hidden.iloc[half])
    moved = abs(there - p[half]) > 1e-6
    worst = int(np.argmax(abs(there - p[half])))
    expect(
        not moved.any(),
        f"Asked about half of the hidden rows in another order, your model changes "
        f"{moved.mean():.1%} of the risks, one of them from {p[half[worst]]:.6f} to "
        f"{there[worst]:.6f}. {OTHER_ROWS}",
    )


def check_alone(model, hidden, p):
    """Ask about single rows: one with a hole in each column that has some, and the oldest."""
    some = [int(np.flatnonzero(hidden[column].isna())[0]) for column in WITH_HOLES]
    some.append(int(np.argmax(hidden["ageOFocc"].fillna(0))))
    alone = np.array([risks(model, hidden.iloc[[row]])[0] for row in some])
    worst = int(np.argmax(abs(alone - p[some])))
    expect(
        bool(np.allclose(alone, p[some], rtol=0, atol=1e-6)),
        f"A row among others gets the risk {p[some[worst]]:.6f}, alone {alone[worst]:.6f}. "
        f"{OTHER_ROWS}",
    )


def check_shuffled(answer, columns, train, hidden):
    """Fit on shuffled labels: whoever still knows the true fates was told before."""
    table, y = (part[:2_000] for part in train)
    model = fitted(answer, columns, table, answer.rng.permutation(y))
    skill = d2_brier_score(hidden[1], risks(model, hidden[0]))
    expect(
        skill < 0.04,
        "Fitted on shuffled labels, from which nothing can be learned, your model still has a "
        f"Brier skill of {skill:.3f} on hidden crashes. It was fitted before, on rows that it "
        "should not have seen: return it unfitted.",
    )


def weighs_the_classes(categorical, numeric):
    plain = build_pipeline(categorical, numeric)
    return plain.set_params(logisticregression__class_weight="balanced")


def draws_new_positives(categorical, numeric):
    encode, classifier = (step for _, step in build_pipeline(categorical, numeric).steps)
    return make_pipeline_with_samplers(encode, SMOTE(random_state=0), classifier)


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


def fills_holes_from_the_batch(categorical, numeric):
    def filled(columns):
        return columns.fillna(columns.mean()).fillna(0)

    numbers = make_pipeline(FunctionTransformer(filled), StandardScaler())
    texts = OneHotEncoder(handle_unknown="ignore")
    encode = make_column_transformer((texts, categorical), (numbers, numeric))
    return make_pipeline(encode, LogisticRegression(solver="newton-cholesky"))


def takes_the_row_before(categorical, numeric):
    filled = FunctionTransformer(lambda table: table.ffill().bfill())
    return make_pipeline(filled, build_pipeline(categorical, numeric))


def lets_a_tree_remember(categorical, numeric):
    encode = build_pipeline(categorical, numeric)[0]
    return make_pipeline(encode, DecisionTreeClassifier(random_state=0))


def takes_the_survey_weight(categorical, numeric):
    return build_pipeline(categorical, [*numeric, "weight"])


def learns_the_keys(categorical, numeric):
    encode = make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore"), categorical),
        (make_pipeline(SimpleImputer(), StandardScaler()), numeric),
        (TargetEncoder(random_state=0), ["crash"]),
    )
    return make_pipeline(encode, LogisticRegression(solver="newton-cholesky"))


def was_fitted_before(categorical, numeric):
    data = load_dataset("crash_deaths")
    return FrozenEstimator(build_pipeline(categorical, numeric).fit(data.data, data.target))


def gives_labels_only(categorical, numeric):
    return make_pipeline(build_pipeline(categorical, numeric)[0], LinearSVC())


def says_the_same_of_all(categorical, numeric):
    return DummyClassifier(strategy="prior")


EXERCISE = Exercise(
    solution=build_pipeline,
    check=check,
    starred=True,
    points=3,
    hints=[
        "This lesson built one: two kinds of columns, each prepared in its way, then a "
        "classifier. Go through the docstring and ask which step answers each clause.",
        "`make_column_transformer` with a `OneHotEncoder` that ignores unknown texts for "
        "`categorical`, and a `SimpleImputer` before a `StandardScaler` for `numeric`. What it "
        "is not told about, it drops.",
        "`make_pipeline(encode, LogisticRegression(solver='newton-cholesky'))`, with `encode` as "
        "in `logistic` of this lesson. No weights, no sampler: the risks must be right.",
    ],
    mistakes={
        weighs_the_classes: "Look for weights",
        draws_new_positives: "It holds a sampler",
        forgets_the_texts: "Does every column reach the model",
        scales_by_the_batch: "looks at the other rows of the batch",
        fills_holes_from_the_batch: "to fill a hole, too",
        takes_the_row_before: "in another order",
        lets_a_tree_remember: "too large for a few hundred deaths",
        takes_the_survey_weight: "only `weight` is changed",
        learns_the_keys: "only the key `crash`",
        was_fitted_before: "It was fitted before",
        gives_labels_only: "labels and no risks",
        says_the_same_of_all: "Everybody gets the risk",
    },
    right="It takes a raw table, copes with what it has never seen, ranks not clearly worse than "
    "the reference on crashes that it did not know, and its risks come true on average. Nothing "
    "in it needs to know the rarity of the class. What is left is yours: the "
    "question, the costs, and somebody to watch it.",
    minutes=20,
)
