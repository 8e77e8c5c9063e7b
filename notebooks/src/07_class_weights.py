# ---
# jupyter:
#   jupytext:
#     cell_metadata_filter: id,slideshow,tags,-all
#     notebook_metadata_filter: kernelspec,jupytext,-all
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#       jupytext_version: 1.19.6
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" slideshow={"slide_type": "slide"}
# # 7 · Class weights: a prior in disguise
#
# **The question:** *my weighted model says 60 %. Sixty per cent of what?*
#
# About 75 minutes · needs lessons 3, 5 and 6 and a first scikit-learn model
#
# After this lesson you can
#
# - write weights that make all classes count alike (exercise 7.1),
# - foresee what a weight does to a risk (7.2),
# - tell a better model from a moved cut (7.3),
# - take a weight back (7.4), and say from which prior (quiz),
# - do the same with several classes (7.5 starred).

# %% [markdown] id="title-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Ask: who has written `class_weight="balanced"`, and what happened to `predict_proba`?
# The usual answer to the second half is silence. Timing, 75 in all: title and recall 5, snippet 7,
# ratio 3, campaign 5, exercise 7.2 and its run 7, ten people 5, headline and curves 8, ranking 4,
# exercise 7.3 and the cut 8, exercise 7.4 8, correction and scoreboard 7, the road 5, myth and
# exception 6, recap 2. For home: 7.1, 7.5, five classes and the quiz.

# %% id="setup" slideshow={"slide_type": "skip"} tags=["setup"]
import warnings

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.calibration import CalibratedClassifierCV, CalibrationDisplay
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.frozen import FrozenEstimator
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (
    accuracy_score,
    average_precision_score,
    balanced_accuracy_score,
    d2_brier_score,
    recall_score,
    roc_auc_score,
)
from sklearn.model_selection import (
    GroupKFold,
    RepeatedStratifiedKFold,
    StratifiedGroupKFold,
    StratifiedKFold,
    cross_val_predict,
    cross_validate,
    train_test_split,
)
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import (
    FunctionTransformer,
    OneHotEncoder,
    OrdinalEncoder,
    StandardScaler,
)
from sklearn.utils.class_weight import compute_class_weight

from course_utils.datasets import load_dataset
from course_utils.evaluation import fold_interval, prior_correction, scoreboard
from course_utils.lessons import check, hint, solution
from course_utils.plots import plot_intervals, show

pages = load_dataset("page_blocks")  # which blocks of a scanned page are not text?
data = pages.data.assign(target=pages.target)  # what the slide calls `data`
minority = data[data.target == 1]

# %% [markdown] id="helpers" slideshow={"slide_type": "skip"}
# Models, weights, splits, metrics and calibrators below are scikit-learn in the open. Five helpers of the
# course do the rest: `fold_interval` and `scoreboard` put an interval on every score, `prior_correction`
# moves a probability from one prior to another, `plot_intervals` and `show` draw.
# `prior_correction??` in a cell of its own shows a helper's source.
#
# <details><summary><b>Foundations:</b> weights, odds, prior, and what was explained before</summary>
#
# - A **weight** says how much a row counts when a model is fitted. A row of weight 3 counts as three
#   equal rows would. `class_weight=` gives every row of a class the same weight, `sample_weight=` gives
#   each row its own.
# - **Risk**: the predicted probability of the positive class. **Prevalence**, π: the share of positives.
# - **Odds** are positives to negatives: a risk of 0.2 has odds of 1 to 4, that is 0.25. In general
#   odds = p / (1 − p), and back p = odds / (1 + odds).
# - The **prior** is the share of positives that a model takes for granted before it looks at a row.
#   Without weights it is the prevalence of its training rows.
# - $n_0$ and $n_1$ are the numbers of negatives and positives, $n$ is their sum, and $r = n_0 / n_1$.
# - **Calibrated**: of the rows with a risk of 10 %, about 10 % are positive. **Brier skill**: 1 is perfect,
#   0 is giving everybody the prevalence, below 0 is worse. **ROC AUC** and **average precision** judge
#   the ranking only. Lesson 6 takes all of these apart.
# - **Mean risk over prevalence** is the simplest look at calibration: 1 is right on average, 3 says
#   three times too much.
# - [Brackets] hold 95 % intervals over folds, rough ones; two models are compared by the interval of
#   their *difference* on the same folds.
# </details>

# %% [markdown] id="ex-7-recall-prompt" slideshow={"slide_type": "slide"}
# ### Warm-up 7
#
# What you know from earlier lessons. No points; each answer has its reason.
#
# **A.** All positives were kept, and of the negatives one in ten, drawn at random. Trained on that, a model says 0.5 of a row. In the full data, how many such rows are positive?
#
# - **a**: 1 in 2
# - **b**: 1 in 11
# - **c**: 1 in 20
# - **d**: 1 in 10
#
# **B.** Two models have the same ROC AUC and the same average precision. The Brier skill of one is 0.15, of the other −2. What do you know?
#
# - **a**: The second ranks worse.
# - **b**: They rank alike, and the second's probabilities are worse than giving everybody the prevalence.
# - **c**: The second has a bad cut.
# - **d**: One of the four numbers must be wrong.
#
# Put a letter in quotes, such as `"a"`, in place of each `...` in the next cell, and run it (Shift+Enter).

# %% id="ex-7-recall" slideshow={"slide_type": "skip"}
check("7.recall", a=..., b=...)

# %% [markdown] id="outline" slideshow={"slide_type": "slide"}
# ## A published slide, and its code
#
# Slide 7 of the outline that this course takes at its word:
#
# > Many machine learning algorithms allow you to adjust the class weights to give more importance to
# > the minority class during training. This can help improve performance on the minority class.
#
# They do allow it. Which performance improves, and at whose expense? And what does the code that comes
# next take for granted? Take two minutes.

# %% id="published" slideshow={"slide_type": "subslide"} tags=["published"]
snippet = """
from sklearn.linear_model import LogisticRegression

# Compute class weights
class_weights = {0: 1, 1: len(data) / (2 * len(minority))}

# Train model with class weights
model = LogisticRegression(class_weight=class_weights)
model.fit(X, y)
"""

# %% [markdown] id="outline-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* The room finds the missing names and the missing split. Ask: where have you seen
# n / (2 n1) before? In scikit-learn's "balanced". And what does "balanced" give to the other class?
# Usual answer: "1". That is the slide's slip.

# %% [markdown] id="faults" slideshow={"slide_type": "slide"}
# ## Five faults
#
# 1. Four names come from nowhere: `data`, `minority`, `X` and `y`. Slide 3 defines one of them.
# 2. The classes must be called 0 and 1, and 1 must be the rare one.
# 3. No split, no encoding, no scaling.
# 4. **It is not the ratio that it looks like.** "Balanced" is a pair of weights; this is half of it.
# 5. **Nothing looks at the probabilities.** The rest of the lesson is about this.

# %% id="published-run" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
try:
    exec(snippet, {})
    raise AssertionError("The published snippet runs in an empty namespace now; say so.")
except NameError as error:
    print(f"in an empty namespace: {type(error).__name__}: {error}")

names = {"data": data, "minority": minority, "X": pages.data, "y": pages.target}
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    exec(snippet, names)
print("with its four names, on page_blocks:", str(caught[0].message).split(" (")[0])
try:
    exec(snippet, names | {"y": pages.target.map({0: "text", 1: "not text"})})
    raise AssertionError("The snippet takes class names now; say so in the text.")
except ValueError as error:
    print("with class names:", error)

r = (len(data) - len(minority)) / len(minority)
ratio = names["class_weights"][1] / names["class_weights"][0]
print(f"negatives per positive: r = {r:.3f}")
print(f"a positive weighs {ratio:.3f} negatives, (r + 1) / 2 = {(r + 1) / 2:.3f}")
assert np.isclose(ratio, (r + 1) / 2)

# %% [markdown] id="faults-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Work fault 4 out on the board: n = n0 + n1, so n / (2 n1) = (r + 1) / 2. For rare
# positives that is about half of r. Fault 5 has no error message.

# %% [markdown] id="mended-title" slideshow={"slide_type": "slide"}
# ## The code, mended. And the model?
#
# Split first, scale in the pipeline, let scikit-learn count the classes. The last line looks at what the
# slide does not: the average risk on the test rows, beside what came.

# %% id="mended" slideshow={"slide_type": "-"} tags=["mended", "claim"]
train, test = train_test_split(data, stratify=data.target, random_state=0)
balanced = LogisticRegression(solver="newton-cholesky", class_weight="balanced")
model = make_pipeline(StandardScaler(), balanced)
model.fit(train.drop(columns="target"), train.target)
said = model.predict_proba(test.drop(columns="target"))[:, 1].mean()
print(f"mean risk {said:.3f}, share of positives {test.target.mean():.3f}")
assert said > 1.5 * test.target.mean()


# %% [markdown] id="mended-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *1 minute.* Every fault of the code is gone, and the average risk is about twice what came true. Ask:
# is that a bug? Usual answer: "it should be tuned". It does what it was told. Set 7.1 for home.

# %% [markdown] id="ex-7-1-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 7.1 · Weights that make every class count alike
#
# *2 points; about 7 minutes.*
#
# The next cell holds a function to write. What it must do stands below the function's name. Replace the `...`, run it, then run the check below it. Use its parameters and what the lesson imported, none of the notebook's variables. Stuck? Run `hint("7.1")`.

# %% id="ex-7-1" slideshow={"slide_type": "skip"}
def balanced_weights(y):
    """Return the class weights that make every class count alike.

    Weighted so, each class has the same total weight, and all rows together weigh as much as
    there are rows. There may be two classes or more, and they may have any names.

    Parameters: `y`, a list of class labels. Returns: a dict from each class to the weight of
    one of its rows, as scikit-learn's `class_weight=` takes it.
    """
    ...


# %% id="ex-7-1-check" slideshow={"slide_type": "skip"}
check("7.1", balanced_weights)


# %% [markdown] id="ratio-title" slideshow={"slide_type": "slide"}
# ## Half of a pair
#
# | | a negative weighs | a positive weighs | ratio | share of positives, by weight |
# | --- | --- | --- | --- | --- |
# | no weights | 1 | 1 | 1 | $\pi$ |
# | the slide | 1 | $n / (2 n_1)$ | $(r + 1) / 2$ | $1 / (3 - 2 \pi)$ |
# | "balanced" | $n / (2 n_0)$ | $n / (2 n_1)$ | $r$ | $1 / 2$ |
#
# The slide took the second weight of the pair and put 1 for the first, which should be about one half.
# Its model is trained as if a good third of the rows were positive, however rare they are.

# %% id="ratio" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
def share_by_weight(y, weights):
    """Return the share of positives that a weighted loss sees: the prior of the model."""
    positive, negative = weights[1] * np.sum(y == 1), weights[0] * np.sum(y == 0)
    return positive / (positive + negative)


def slide_weights(y):
    return {0: 1, 1: len(y) / (2 * np.sum(y == 1))}


for prevalence in (0.5, 0.1, 0.01):
    y_made = np.repeat([0, 1], [round(1_000 * (1 - prevalence)), round(1_000 * prevalence)])
    pair = compute_class_weight("balanced", classes=np.unique(y_made), y=y_made)
    seen = share_by_weight(y_made, slide_weights(y_made)), share_by_weight(y_made, pair)
    print(f"prevalence {prevalence:.3f}: the slide {seen[0]:.3f}, balanced {seen[1]:.3f}")
    assert np.allclose(seen, [1 / (3 - 2 * prevalence), 0.5])

# %% [markdown] id="ratio-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* The last column is the point: a weight is an answer to "how common are positives?", given
# by somebody who was not asked. Is the slide's third wrong and the half right? Neither is the truth;
# which is better depends on costs that nobody named (lesson 9).

# %% [markdown] id="data-read" slideshow={"slide_type": "skip"}
# Two data sets from here on. `bank_calls`: who says yes to the bank? Every third call, to keep this short.
# The file is ordered by date, and "yes" rises from 3 % to 47 % along it; the folds are shuffled, so what
# follows speaks of calls from the same times, not of next month's (lesson 14 splits by time).
# `crash_deaths`: who dies in a car crash? Whole crashes in each fold, as in lesson 3.
#
# Two models: logistic regression, and boosting with small trees, so that it does not over-fit. Three ways
# to weigh. All risks are out of fold.

# %% id="tables" slideshow={"slide_type": "skip"}
bank, crash = load_dataset("bank_calls"), load_dataset("crash_deaths")
columns = {"bank_calls": bank.data[::3], "crash_deaths": crash.data}
labels = {"bank_calls": bank.target.to_numpy()[::3], "crash_deaths": crash.target.to_numpy()}
five = StratifiedKFold(5, shuffle=True, random_state=0)
by_crash = StratifiedGroupKFold(5, shuffle=True, random_state=0)
folds = {
    "bank_calls": list(five.split(columns["bank_calls"], labels["bank_calls"])),
    "crash_deaths": list(by_crash.split(crash.data, crash.target, crash.groups)),
}


def logistic(table, **options):
    encode = make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore"), table.categorical),
        (make_pipeline(SimpleImputer(), StandardScaler()), table.numeric),
    )
    return make_pipeline(encode, LogisticRegression(solver="newton-cholesky", **options))


def boosting(table, **options):
    codes = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=np.nan)
    encode = make_column_transformer((codes, table.categorical), remainder="passthrough")
    small = {"max_iter": 60, "max_leaf_nodes": 6, "early_stopping": False}
    trees = HistGradientBoostingClassifier(**small, random_state=0, **options)
    return make_pipeline(encode, trees)


risk = {}
for name, table in {"bank_calls": bank, "crash_deaths": crash}.items():
    X, y = columns[name], labels[name]
    weights = {"no weights": None, "the slide's": slide_weights(y), "balanced": "balanced"}
    for learner, make in {"logistic": logistic, "boosting": boosting}.items():
        for way, class_weight in weights.items():
            risk[name, learner, way] = cross_val_predict(
                make(table, class_weight=class_weight),
                X,
                y,
                cv=folds[name],
                method="predict_proba",
            )[:, 1]
pairs = list(dict.fromkeys(key[:2] for key in risk))  # data set and learner


def by_fold(metric, name, p):
    """Return a metric of out-of-fold risks, one value per fold."""
    y = labels[name]
    return np.array([metric(y[rows], p[rows]) for _, rows in folds[name]])


def over_folds(values):
    return fold_interval(values, n_train=4, n_test=1)


# %% [markdown] id="failure-title" slideshow={"slide_type": "slide"}
# ## A bank plans a campaign
#
# A colleague weights the classes, and recall soars. The call centre takes the model over, adds up its
# risks, and plans the desk for so many new deposits per thousand calls. How many come?

# %% id="failure" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
y = labels["bank_calls"]
plain = risk["bank_calls", "logistic", "no weights"]
weighted = risk["bank_calls", "logistic", "balanced"]
for name, p in {"no weights": plain, "balanced": weighted}.items():
    print(f"{name:10}  recall at 0.5: {recall_score(y, p >= 0.5):.3f}", end="   ")
    print(f"planned per 1,000 calls: {1_000 * p.mean():3.0f} deposits")
print(f"{'':10}  {'':20}   came:                    {1_000 * y.mean():3.0f}")
assert recall_score(y, weighted >= 0.5) > 3 * recall_score(y, plain >= 0.5)
assert weighted.mean() > 3 * y.mean() and abs(plain.mean() / y.mean() - 1) < 0.02

# %% [markdown] id="failure-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* Let the room guess before the numbers. Both sentences are true: recall is more than three
# times as high, and the plan is more than three times too high. Ask which of them stands in the
# report. Usual wrong answer to "why": "the model over-fits". It does not; next slide.

# %% [markdown] id="ex-7-2-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 7.2 · Predict the risk of a weighted model that knows nothing
#
# *1 point; about 5 minutes.*
#
# 1,000 rows, 40 of them positive. The only column is the same number in every row, so **nothing
# can be learned from it** and every row gets the same risk. A logistic regression without weights
# gives 0.04 to each: log-loss is least at the share of positives.
#
# Now it is fitted with the weights of the slide, `{0: 1, 1: len(data) / (2 * len(minority))}`. The
# loss counts each row as many times as it weighs.
#
# Which risk does `predict_proba` give to every row, to three decimals? It can be derived from what
# is written here. Answer before you run the next cell.
#
# Replace the `...` by a number. Stuck? Run `hint("7.2")`.

# %% id="ex-7-2" slideshow={"slide_type": "skip"}
answer_7_2 = ...

# %% id="ex-7-2-check" slideshow={"slide_type": "skip"}
check("7.2", answer_7_2)

# %% [markdown] id="nothing-title" slideshow={"slide_type": "slide"}
# ## Run it: a model with nothing to learn
#
# And the second question, before you go on: with columns to learn from, will the mean risk of a weighted
# model be higher than this, the same, or lower?

# %% id="nothing" slideshow={"slide_type": "-"} tags=["claim"]
y_made = np.repeat([0, 1], [960, 40])
nothing = np.zeros((1_000, 1))
for name, class_weight in {
    "no weights": None,
    "the slide's": slide_weights(y_made),
    "balanced": "balanced",
}.items():
    model = LogisticRegression(class_weight=class_weight)
    p = model.fit(nothing, y_made).predict_proba(nothing)[:, 1]
    print(f"{name:12} says {p[0]:.3f} of every row")
assert np.isclose(p[0], 0.5, atol=1e-4)

# %% [markdown] id="nothing-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes, after 5 for the exercise.* Usual wrong answers: 0.5 ("balanced, isn't it") and 0.04 ("the
# data did not change"). The second question: lower. What the model knows lets it give most negatives
# a low risk, and most rows are negatives; the ten people show it.

# %% [markdown] id="ten-title" slideshow={"slide_type": "slide"}
# ## Ten people by hand
#
# Two of ten died, so $r = 4$; "balanced" weighs a death 2.5 and a survivor 0.625.
#
# | | fast: 2 people | slow: 8 people | mean risk |
# | --- | --- | --- | --- |
# | died : lived | 1 : 1 | 1 : 7 | |
# | **risk without weights** | 1/2 | 1/8 | 0.2, as many as died |
# | by weight | 2.5 : 0.625 = 4 : 1 | 2.5 : 4.375 = 4 : 7 | |
# | **risk, balanced** | 4/5 | 4/11 | 0.451 |
#
# **All odds are multiplied by one number, the ratio of the weights.** The order stays. Divide the odds by
# 4, and the risks are back: 4 : 7 becomes 1 : 7.

# %% id="ten" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
fast = np.array([[1], [1], [0], [0], [0], [0], [0], [0], [0], [0]])
died = np.array([1, 0, 1, 0, 0, 0, 0, 0, 0, 0])
free = {"solver": "newton-cholesky", "C": 1e9, "tol": 1e-9}  # next to no regularisation, as by hand
model = LogisticRegression(class_weight="balanced", **free).fit(fast, died)
p = model.predict_proba(fast)[:, 1]
odds = p / (1 - p) / 4
print(f"balanced:  fast {p[0]:.3f}, slow {p[2]:.3f}, mean {p.mean():.3f}")
print(f"odds / 4:  fast {(odds / (1 + odds))[0]:.3f}, slow {(odds / (1 + odds))[2]:.3f}", end="")
print(f", mean {(odds / (1 + odds)).mean():.3f}")
assert np.allclose(p[[0, 2]], [4 / 5, 4 / 11], atol=1e-6)
assert np.allclose((odds / (1 + odds))[[0, 2]], [1 / 2, 1 / 8], atol=1e-6)


# %% [markdown] id="ten-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* On the board first. Point out that risks are not multiplied: 1/2 becomes 4/5, 1/8 nearly
# triples. Ask for the mean when nobody knows who was fast: one half. Knowing more lowers it, and it
# stays far above 0.2.

# %% [markdown] id="headline-title" slideshow={"slide_type": "slide"}
# ## Mean risk over prevalence: the weight shows up in every model
#
# Right on average is 1. Two data sets, two learners, three ways to weigh:

# %% id="headline" slideshow={"slide_type": "-"} tags=["headline", "claim", "hide-input"]
def inflation(y, p):
    return p.mean() / y.mean()


ways = {"no weights": "honest", "the slide's": "highlight", "balanced": "leaky"}
series = {
    way: {
        f"{learner}, {name}": over_folds(by_fold(inflation, name, risk[name, learner, way]))
        for name, learner in pairs
    }
    for way in ways
}
ax = plot_intervals(
    series,
    xlabel="mean risk over prevalence, five folds, 95 % interval",
    roles=ways,
    reference=1,
    reference_label="right on average",
)
show(ax.figure, alt="Out-of-fold risks of two learners on two data sets.")
for row in series["no weights"]:
    none, slide, full = (series[way][row] for way in ways)
    assert none.low < 1 < none.high < 1.1 < 2 < slide.low < slide.high < full.low

# %% [markdown] id="headline-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* Without weights every model is right on average, boosting too. Ask why the crashes are
# inflated more than the calls: there the ratio r is larger. The largest that is possible is one half
# over the prevalence, the model that knows nothing.

# %% [markdown] id="curves-title" slideshow={"slide_type": "slide"}
# ## Of the rows with this risk, how many said yes?
#
# Reliability curves of logistic regression on `bank_calls`, ten bins of equally many calls; on the
# diagonal, risks come true.

# %% id="curves" slideshow={"slide_type": "-"} tags=["hide-input"]
figure, ax = plt.subplots(figsize=(7, 4.2), layout="constrained")
shown = {way: risk["bank_calls", "logistic", way] for way in ways}
shown["balanced, corrected"] = prior_correction(
    shown["balanced"], from_prior=0.5, to_prior=y.mean()
)
looks = [("-", "P", "#00865F"), ("--", "D", "#E69F00"), ("-.", "X", "#CC79A7"), (":", "o", "#0072B2")]
for (way, p), (line, marker, colour) in zip(shown.items(), looks):
    look = {"linestyle": line, "marker": marker, "color": colour}
    CalibrationDisplay.from_predictions(
        y, p, n_bins=10, strategy="quantile", ax=ax, name=way, **look
    )
ax.set(xlabel="predicted risk, mean of a tenth of the calls", ylabel="share that said yes")
ax.legend(loc="upper left")
told = "; ".join(f"{way}, mean risk {p.mean():.3f}" for way, p in shown.items())
show(
    figure,
    alt=f"Reliability curves on {len(y)} calls, {y.mean():.3f} of them yes. {told}. Without weights "
    "and corrected, the curves lie near the diagonal; the slide's weights and balanced lie far below.",
)

# %% [markdown] id="curves-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Read one point aloud: "balanced" says 0.6, and how many said yes? The dotted curve is a
# promise: one line takes the shift back. That is exercise 7.4.

# %% [markdown] id="ranking-title" slideshow={"slide_type": "slide"}
# ## And the ranking?
#
# Weighted minus plain, on the same folds. If all odds were multiplied by one number, the order would not
# change at all. The weighted fit is a fit of its own, so it changes a little:

# %% id="ranking" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
metrics = {"average precision": average_precision_score, "ROC AUC": roc_auc_score}
gain = {
    (f"{way} minus no weights", title): {
        f"{learner}, {name}": over_folds(
            by_fold(metric, name, risk[name, learner, way])
            - by_fold(metric, name, risk[name, learner, "no weights"])
        )
        for name, learner in pairs
    }
    for way in list(ways)[1:]
    for title, metric in metrics.items()
}
for part in gain.values():
    for row, change in part.items():
        assert abs(change.estimate) < 0.015 and change.low < 0.003, (row, change)
pd.DataFrame(gain).map(str)

# %% [markdown] id="ranking-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Nothing is gained, in sixteen comparisons; if anything, a trace of average precision is lost. A sceptic: "with my
# data it rose". Keep the objection for the exception: there it does rise, and we see why.

# %% [markdown] id="ex-7-3-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 7.3 · Weighted at 0.5 against plain at the prevalence
#
# *2 points; about 6 minutes.*
#
# A rescue service compares two logistic regressions on the same 10,000 test rows, 450 of them
# deaths:
#
# | model | cut | rows flagged | deaths found | ROC AUC |
# | --- | --- | --- | --- | --- |
# | plain | 0.5 | 90 | 45 | 0.880 |
# | `class_weight="balanced"` | 0.5 | 2,250 | 368 | 0.880 |
# | plain | 0.045 | 2,290 | 372 | 0.880 |
#
# Nearly every row gets the same label from the last two lines. The report: *"The weights taught the
# model to see deaths: eight times as many. We take it, and multiply its risks by what a flight
# saves."* **What do you tell them?**
#
# - **a**: Agreed: the weighted model has learned what the plain one missed.
# - **b**: It is the plain model's list at another cut. Take the plain model, at the cut you need.
# - **c**: Take the weighted model: 0.5 is the natural cut, and a cut of 0.045 is arbitrary.
# - **d**: Take the plain model at 0.5: half of its alarms are true.
#
# **And why?** Why do the last two lines flag nearly the same rows?
#
# - **p**: The weights multiply all odds by negatives per positive, so what lies above 0.5 afterwards lay above the prevalence before.
# - **q**: It is chance: other test rows would tell them apart.
# - **r**: Both have the same ROC AUC, and models of equal ROC AUC flag the same rows.
# - **s**: Both were fitted to the same rows, so they must agree.
#
# Replace the `...` by your choice in quotes. Stuck? Run `hint("7.3")`.

# %% id="ex-7-3" slideshow={"slide_type": "skip"}
answer_7_3 = ...
why_7_3 = ...

# %% id="ex-7-3-check" slideshow={"slide_type": "skip"}
check("7.3", answer_7_3, why_7_3)

# %% [markdown] id="cut-title" slideshow={"slide_type": "slide"}
# ## Weighted at 0.5 is plain at the prevalence
#
# Multiply the odds by $r = (1 - \pi) / \pi$: the risk that becomes one half is $\pi$. The share of rows
# with the same label, and the recall:

# %% id="cut" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
rows = {}
for name, learner in pairs:
    y = labels[name]
    plain, weighted = (risk[name, learner, way] for way in ("no weights", "balanced"))
    moved, half = plain >= y.mean(), weighted >= 0.5
    rows[f"{learner}, {name}"] = {
        "same label": np.mean(moved == half),
        "recall, plain at 0.5": recall_score(y, plain >= 0.5),
        "weighted at 0.5": recall_score(y, half),
        "plain at the prevalence": recall_score(y, moved),
    }
    assert np.mean(moved == half) > 0.95
    assert abs(recall_score(y, half) - recall_score(y, moved)) < 0.03
    assert recall_score(y, half) > 2 * recall_score(y, plain >= 0.5)
pd.DataFrame(rows).T.round(3)


# %% [markdown] id="cut-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes, after 6 for the exercise.* The recall that weights bring is the recall of another cut. So
# is the slide's "improve performance": it holds at 0.5, and costs the risks. Is the prevalence the
# right cut, then? Only if a miss costs r false alarms. Lesson 9 asks for the costs first.

# %% [markdown] id="ex-7-4-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 7.4 · Bring a risk back to the prior that holds
#
# *2 points; about 8 minutes.*
#
# The next cell runs, and is wrong. What it must do stands below the function's name. Mend it, run it, then run the check below it. Use its parameters and what the lesson imported, none of the notebook's variables. Stuck? Run `hint("7.4")`.

# %% id="ex-7-4" slideshow={"slide_type": "skip"}
def corrected_risk(p, from_prior, to_prior):
    """Return risks moved from the prior a model has seen to the prior that holds.

    A model was fitted where the share of positives, by weight, was `from_prior`; in the world
    it is `to_prior`. The positives look the same in both, and so do the negatives. Then the
    odds p / (1 - p) of every row change by one and the same factor, the odds of `to_prior`
    over the odds of `from_prior`.

    Parameters: `p`, an array of risks from 0 to 1, both included; `from_prior` and `to_prior`,
    two shares between 0 and 1. Returns: an array of as many risks.
    """
    return p * to_prior / from_prior


# %% id="ex-7-4-check" slideshow={"slide_type": "skip"}
check("7.4", corrected_risk)

# %% [markdown] id="back-title" slideshow={"slide_type": "slide"}
# ## Taken back, on real data
#
# "Balanced", corrected by `prior_correction(p, from_prior=0.5, to_prior=π)`, π from the training folds.
# The differences to the plain model are on the same folds:

# %% id="back" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
rows, corrected = {}, {}
for name, learner in pairs:
    y, plain = labels[name], risk[name, learner, "no weights"]
    weighted = risk[name, learner, "balanced"]
    p = np.empty_like(weighted)
    for trained, tested in folds[name]:
        p[tested] = prior_correction(
            weighted[tested], from_prior=0.5, to_prior=y[trained].mean()
        )
    corrected[name, learner] = p
    rows[f"{learner}, {name}"] = {
        ("mean risk / π", "corrected"): over_folds(by_fold(inflation, name, p)),
        ("mean risk / π", "minus plain"): over_folds(
            by_fold(inflation, name, p) - by_fold(inflation, name, plain)
        ),
        ("Brier skill", "weighted"): over_folds(by_fold(d2_brier_score, name, weighted)),
        ("Brier skill", "corrected"): over_folds(by_fold(d2_brier_score, name, p)),
        ("Brier skill", "minus plain"): over_folds(
            by_fold(d2_brier_score, name, p) - by_fold(d2_brier_score, name, plain)
        ),
    }
back = pd.DataFrame(rows).T
for row, cells in back.iterrows():
    assert cells["Brier skill", "weighted"].high < 0 < cells["Brier skill", "corrected"].low
    assert -0.03 < cells["Brier skill", "minus plain"].estimate < 0  # nearly all, never more
    if row.startswith("boosting"):
        assert cells["mean risk / π", "minus plain"].high < -0.03  # taken back too far
assert back.loc["logistic, crash_deaths"]["mean risk / π", "minus plain"].low > 0.02
back.map(str)

# %% [markdown] id="back-read" slideshow={"slide_type": "skip"}
# Read the Brier skill first: far below zero with weights, and nearly what the plain model has once
# corrected; never more than that. The mean risk is a finer test. Logistic regression comes back to about 1,
# a little above on the crashes. **Boosting is taken back too far**: its corrected risks are too low on
# average, by several per cent, although without weights it was right. The correction undoes a shift of the
# prior and nothing else; whatever else the weighted fit did differently stays in (the Deeper block says
# what). So the simplest way to have right risks is not to weigh in the first place. Where a weighted model is what you
# were handed, correct it, then look at mean risk and the reliability curve on rows it has not seen.
#
# Lesson 5's correction is the same one: to keep a share β of the negatives is to divide their weight by
# 1/β, so all odds were multiplied by 1/β.

# %% [markdown] id="back-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Two columns, two messages: Brier hides what mean risk shows. Ask why one should weigh and
# then correct at all. Usual answer: "to get the better ranking". There was none to get, three slides
# ago. The good reason: the model is somebody else's.

# %% [markdown] id="board-title" slideshow={"slide_type": "slide"}
# ## Scoreboard: deaths in crashes
#
# Recall at 1000: the deaths found among the thousand highest scores. **Read Brier skill against the rest:
# weights spoil one column and leave the others.**

# %% id="board" slideshow={"slide_type": "-"} tags=["scoreboard", "claim", "hide-input"]
methods = {}
for learner, title in {"logistic": "logistic regression", "boosting": "boosting"}.items():
    methods[title] = risk["crash_deaths", learner, "no weights"]
    methods[f"{title}, balanced"] = risk["crash_deaths", learner, "balanced"]
    methods[f"{title}, corrected"] = corrected["crash_deaths", learner]
board = scoreboard(
    labels["crash_deaths"], methods, groups=crash.groups, recall_at_k=1_000, n_resamples=500
)
for title, skill in board.intervals("brier_skill").items():
    assert title == "dummy" or (skill.high < -1 if "balanced" in title else skill.low > 0.1)
board

# %% [markdown] id="board-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* The intervals are a bootstrap of crashes for the models as they are; for differences see
# the slides before. Ask which row to deploy. The first of each three: nothing to explain, nothing to
# take back.

# %% [markdown] id="road-title" slideshow={"slide_type": "slide"}
# ## Weights that belong there: from the sample to the road
#
# Severe crashes were drawn more often into `crash_deaths`; `sample_weight` says for how many people on
# the road each row stands (its card tells how). By weight, far fewer die. Three models, judged *on the
# road*; 27 regions were sampled, and the intervals draw these anew.

# %% id="road" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
X, y, stands_for = crash.data, labels["crash_deaths"], crash.sample_weight.to_numpy()
on_the_road = np.average(y, weights=stands_for)
sampled = risk["crash_deaths", "logistic", "no weights"]
fit_weight = {"logisticregression__sample_weight": stands_for / stands_for.mean()}
surveyed = cross_val_predict(
    logistic(crash), X, y, cv=folds["crash_deaths"], method="predict_proba", params=fit_weight
)[:, 1]
trials = {
    "as sampled": sampled,
    "prior corrected": prior_correction(sampled, from_prior=y.mean(), to_prior=on_the_road),
    "fitted with sample_weight": surveyed,
}
region = pd.factorize(crash.groups.str.split(":").str[1])[0]
drawn = np.random.default_rng(0).integers(27, size=(2_000, 27))
print(f"deaths: {y.mean():.4f} of the rows, {on_the_road:.4f} on the road")
ends = {}
for name, p in trials.items():
    totals = [np.bincount(region, stands_for * v)[drawn].sum(axis=1) for v in (p, y)]
    ends[name] = np.quantile(totals[0] / totals[1], [0.025, 0.975])
    mean_risk = np.average(p, weights=stands_for) / on_the_road
    print(f"{name:26} mean risk / deaths on the road {mean_risk:.3f}", end=" ")
    print("[{:.3f}, {:.3f}]".format(*ends[name]))
severe = X.dvcat.isin(["40-54", "55+"]).to_numpy()
shares = {}
for group, rows in {"survivors": y == 0, "deaths": y == 1}.items():
    shares[group] = severe[rows].mean(), np.average(severe[rows], weights=stands_for[rows])
    print(f"in fast crashes: {shares[group][0]:.3f} of the sample's {group}", end="")
    print(f", {shares[group][1]:.3f} of the road's")
assert shares["survivors"][0] > 2 * shares["survivors"][1]
assert shares["deaths"][0] < 1.2 * shares["deaths"][1]
assert ends["as sampled"][0] > 2 and ends["prior corrected"][1] < 0.8
assert ends["fitted with sample_weight"][0] < 1 < ends["fitted with sample_weight"][1]

# %% [markdown] id="road-read" slideshow={"slide_type": "skip"}
# The model as sampled overstates the risk on the road several times. Here is a real shift of the prior,
# the kind that weights and correction are made for. Yet the prior correction alone goes wrong the other
# way: its risks are too *low*. It may only be used when positives look the same in both worlds, and
# negatives too. The dead do, nearly. The survivors do not: crashes were drawn by severity, and the survivors of
# the sample were in fast crashes three times as often as those of the road. More has shifted than the prior, and only the weight of
# each row knows it. Fitted with `sample_weight`, the mean risk agrees with the road, within a wide
# interval. Lesson 3's warning was this one.
#
# So weights are the right tool when they *describe the world you predict for*. A class weight describes
# none.

# %% [markdown] id="road-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* Ask before the numbers: we know both priors, so will the correction do? Most say yes. The
# last two lines show why not. This is the check for every prior correction: is it only the share of
# the classes that differs?

# %% [markdown] id="myth" slideshow={"slide_type": "slide"}
# ## Myth and fact
#
# **Myth:** "I have only weighted the classes. `predict_proba` still gives probabilities."
#
# **Fact:** It gives the probabilities of a world in which half of the rows are positive (with the slide's
# weights, a third). The ranking is that of the plain model, or nearly; mean risk is several times too high.
# The recall that was won is that of a lower cut.
#
# **The honest exceptions:** a model that does not fit; a program that offers `predict` and nothing else, where
# a weight is the only way to move the cut; and weights that describe the world, as on the last slide.

# %% [markdown] id="exception-title" slideshow={"slide_type": "subslide"}
# ### A model that does not fit: there weights do raise the ranking
#
# `page_blocks`, logistic regression on sizes with very long tails: a straight line cannot fit both classes,
# and weights decide where it fits. Ten folds, paired. `log1p`: the logarithms of the columns, one line.

# %% id="exception" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
ten = RepeatedStratifiedKFold(n_splits=5, n_repeats=2, random_state=0)


def linear(*steps, class_weight=None):
    model = LogisticRegression(solver="newton-cholesky", class_weight=class_weight)
    return make_pipeline(*steps, StandardScaler(), model)


logs = FunctionTransformer(np.log1p)
scoring = {"ROC AUC": "roc_auc", "AP": "average_precision", "Brier skill": "d2_brier_score"}
runs = {
    name: cross_validate(model, pages.data, pages.target, cv=ten, scoring=scoring)
    for name, model in {
        "plain": linear(),
        "balanced": linear(class_weight="balanced"),
        "log1p": linear(logs),
        "log1p, balanced": linear(logs, class_weight="balanced"),
    }.items()
}
contrasts = [("balanced", "plain"), ("log1p", "balanced"), ("log1p, balanced", "log1p")]
won = {
    f"{better} minus {base}": {
        title: over_folds(runs[better][f"test_{title}"] - runs[base][f"test_{title}"])
        for title in scoring
    }
    for better, base in contrasts
}
first, second, third = won.values()
assert first["ROC AUC"].low > 0 and first["AP"].low < 0 < first["AP"].high
assert second["ROC AUC"].low > 0 and second["AP"].low > 0 and second["Brier skill"].low > 0.2
assert third["AP"].high < 0 and abs(third["ROC AUC"].estimate) < 0.01
assert first["Brier skill"].high < -0.2 and third["Brier skill"].high < -0.1
pd.DataFrame(won).T.map(str)

# %% [markdown] id="exception-read" slideshow={"slide_type": "skip"}
# Weights raise the ROC AUC here, and that is no chance; average precision does not move clearly, and the Brier
# skill falls. The gain tells that the *model* is wrong: with the right curve through the data the weights
# could not improve its order. One line of features wins more, in all three numbers, and on top of it
# weights add next to nothing to ROC AUC and take a little average precision away. (The blocks come from 54 documents and nobody knows which from
# which, so folds share documents; that flatters every row of this table.) As in lesson 3: ask what the
# remedy repairs, and whether that can be repaired directly.

# %% [markdown] id="myth-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *6 minutes with the exception.* Read the myth aloud. Then the table: first row, weights do help ROC
# AUC. Let the sceptic enjoy it, then read the second row. Ask: what would you look at when weights raise
# your ranking? The features, and whether the model can bend.

# %% [markdown] id="deeper" slideshow={"slide_type": "skip"}
# <details><summary><b>Deeper:</b> the derivation, why boosting is corrected too far, other libraries, calibrators</summary>
#
# **Derivation.** By Bayes, the odds of a row $x$ are
# $\frac{P(1|x)}{P(0|x)} = \frac{\pi}{1 - \pi} \cdot \frac{f_1(x)}{f_0(x)}$: prior odds times a ratio that
# compares how often positives and negatives look like $x$. Weights $w_0, w_1$ put
# $w_1 n_1 : w_0 n_0$ in the place of the prior odds and leave $f_0, f_1$ alone. So weighted odds are plain
# odds times $w_1 / w_0$; on the logit scale, $\log (w_1 / w_0)$ is added. For logistic regression that is a
# shift of the intercept (King and Zeng 2001). For $K$ classes each column is multiplied by new prior over
# old prior, and the row brought to sum 1 (Saerens et al. 2002). Assumed are unchanged $f_0, f_1$, and a
# model flexible enough to fit the odds. A model that is not has another best fit in each world: the
# exception above.
#
# **Where the mean risk goes.** Corrected from one half, a rare row's risk is about $\pi$ times the odds
# that the balanced model gives, and the true odds of that world average 1 over the negatives. Odds that are too timid
# (pulled towards 1, as few small trees do) average less than 1, since the mean of a square root is at most the root of the mean.
# A model that over-fits has learned its heavy positives one by one, and gives new rows, which resemble
# none of them, too low odds. Both kinds are taken back too far; the next cell shows the second. Phelps et al.
# (2024) find trouble with analytic correction of tree models too, and advise to learn the calibration.
#
# **Regularisation.** `C` is weighed against the *sum* of the weighted losses. "Balanced" keeps the sum of
# the weights at $n$, the slide's pair makes it larger, so it also regularises less.
#
# **The same shift by other names** (read in documentation or source in 2026, not run here):
#
# | Library | Setting | A positive weighs, in negatives |
# | --- | --- | --- |
# | scikit-learn | `class_weight="balanced"` | $r$ |
# | scikit-learn | `sample_weight` in `fit` | what you pass; multiplied with a class weight |
# | XGBoost | `scale_pos_weight=v` | $v$; for right probabilities its notes on tuning say not to re-balance |
# | LightGBM | `is_unbalance=True` | $r$ (not together with the next) |
# | LightGBM | `scale_pos_weight=v` | $v$; both settings are documented to spoil the probabilities |
# | CatBoost | `auto_class_weights="Balanced"` | $r$; with `"SqrtBalanced"` $\sqrt{r}$ |
#
# To correct, take `from_prior` = $w_1 n_1 / (w_1 n_1 + w_0 n_0)$; it is one half only for a ratio of $r$.
#
# **Calibrators** learn the way back from rows that the model has not seen. `CalibratedClassifierCV` has
# three: `"sigmoid"` fits a slope and an intercept to the scores, `"isotonic"` any rising curve (it needs many rows: with
# much less than a thousand it over-fits, says its documentation), `"temperature"` (since scikit-learn
# 1.8) divides the log-odds by one number. The last has no intercept, and a prior shift *is* an intercept: for
# two classes it cannot take one back. Give it rows held back from the model (below, by a `FrozenEstimator`),
# or folds that shuffle and keep groups whole; its default does neither.
# </details>

# %% id="deeper-run" slideshow={"slide_type": "skip"} tags=["claim"]
trained, tested = folds["crash_deaths"][0]
X_train, y_train, y_test = X.iloc[trained], y[trained], y[tested]
inner = GroupKFold(3, shuffle=True, random_state=0)
learn, hold = next(inner.split(X_train, y_train, crash.groups.iloc[trained]))
model = boosting(crash, class_weight="balanced").fit(X_train.iloc[learn], y_train[learn])
found = {"balanced": risk["crash_deaths", "boosting", "balanced"][tested]}
found["prior corrected"] = corrected["crash_deaths", "boosting"][tested]
for method in ("sigmoid", "isotonic", "temperature"):  # on crashes held back from the model
    calibrator = CalibratedClassifierCV(FrozenEstimator(model), method=method)
    calibrator.fit(X_train.iloc[hold], y_train[hold])
    found[f"calibrated, {method}"] = calibrator.predict_proba(X.iloc[tested])[:, 1]
found["no weights"] = risk["crash_deaths", "boosting", "no weights"][tested]

deep = boosting(crash, class_weight="balanced")
deep[-1].set_params(max_iter=100, max_leaf_nodes=31)  # scikit-learn's default size: over-fits
p = deep.fit(X_train, y_train).predict_proba(X.iloc[tested])[:, 1]
found["over-fitted, prior corrected"] = prior_correction(
    p, from_prior=0.5, to_prior=y_train.mean()
)
print(f"one fold, {y_test.sum()} deaths in {len(y_test)} rows")
for name, p in found.items():
    print(f"{name:28} mean risk / prevalence {inflation(y_test, p):.3f}", end="   ")
    print(f"Brier skill {d2_brier_score(y_test, p):.3f}")
assert inflation(y_test, found["calibrated, temperature"]) > 5
for method in ("sigmoid", "isotonic"):
    assert 0.8 < inflation(y_test, found[f"calibrated, {method}"]) < 1.2
assert inflation(y_test, found["over-fitted, prior corrected"]) < inflation(
    y_test, found["prior corrected"]
)


# %% [markdown] id="ex-7-5-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 7.5 · Several classes, every class alike ★
#
# *No points, for those who want more; about 7 minutes.*
#
# The next cell holds a function to write. What it must do stands below the function's name. Replace the `...`, run it, then run the check below it. Use its parameters and what the lesson imported, none of the notebook's variables. Stuck? Run `hint("7.5")`.

# %% id="ex-7-5" slideshow={"slide_type": "skip"}
def balanced_labels(proba, classes, priors):
    """Return for each row the class that is likeliest if all classes were equally common.

    A plain model, fitted where the classes have the shares `priors`, gives the probabilities
    `proba`. Correct them to equal shares, then name the likeliest class of each row.

    Parameters: `proba`, an array with a row per case and a column per class; `classes`, the
    names of the columns, an array; `priors`, the shares of the classes in the same order, an
    array. Returns: an array of class names, one per row.
    """
    ...


# %% id="ex-7-5-check" slideshow={"slide_type": "skip"}
check("7.5", balanced_labels)

# %% [markdown] id="classes-title" slideshow={"slide_type": "slide"}
# ## Five classes: weights, or the plain model corrected to equal shares
#
# `page_blocks_five`, logistic regression on logarithms. Macro recall averages the classes, micro recall the
# rows (lesson 6). Both ways buy macro recall with micro recall; the weighted fit loses fewer rows here, so
# weighting and correcting are not quite the same thing. Ten folds, paired:

# %% id="classes" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
blocks = load_dataset("page_blocks_five")
recalls = {"macro": balanced_accuracy_score, "micro": accuracy_score}
changes = {(way, title): [] for way in ("corrected", "balanced") for title in recalls}
for trained, tested in ten.split(blocks.data, blocks.target):
    X_train, y_train = blocks.data.iloc[trained], blocks.target.iloc[trained]
    X_test, y_test = blocks.data.iloc[tested], blocks.target.iloc[tested]
    plain = linear(logs).fit(X_train, y_train)
    shares = y_train.value_counts(normalize=True)[plain.classes_].to_numpy()
    equal = prior_correction(
        plain.predict_proba(X_test), from_prior=shares, to_prior=[1 / len(shares)] * len(shares)
    )
    named = {
        "corrected": plain.classes_[equal.argmax(axis=1)],
        "balanced": linear(logs, class_weight="balanced").fit(X_train, y_train).predict(X_test),
    }
    for way, title in changes:
        base = recalls[title](y_test, plain.predict(X_test))
        changes[way, title].append(recalls[title](y_test, named[way]) - base)
table = {key: over_folds(values) for key, values in changes.items()}
for (way, title), change in table.items():
    print(f"{way:10} minus plain, {title} recall: {change}")
    assert change.low > 0 if title == "macro" else change.high < 0
rest = {
    title: over_folds(np.subtract(changes["balanced", title], changes["corrected", title]))
    for title in recalls
}
for title, change in rest.items():
    print(f"balanced minus corrected, {title} recall: {change}")
assert rest["macro"].low < 0 < rest["macro"].high and rest["micro"].low > 0

# %% [markdown] id="classes-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes, if there is time.* Several classes, the same trade: small classes are found more often, and
# more rows are wrong. In macro recall the corrected plain model does about what the weights do, without
# a second fit, and it still has its probabilities; it misplaces more rows than the weighted one. Ask
# why: some classes have few rows, and a linear model fits them differently when they weigh more.

# %% [markdown] id="ex-7-quiz-prompt" slideshow={"slide_type": "slide"}
# ### Quiz 7
#
# Four questions on this lesson. They give no points; each answer has its reason.
#
# **A.** One row in twenty is positive: 19 negatives to each. How many times as much as a negative does a positive weigh under the slide's weights, and under "balanced"?
#
# - **a**: 19 and 19
# - **b**: 10 and 19
# - **c**: 9.5 and 19
# - **d**: 10 and 10
#
# **B.** A logistic regression fits well. With `class_weight="balanced"` it says 0.5 of a patient, where 2 % are ill. What is the patient's risk?
#
# - **a**: 0.5
# - **b**: 0.02
# - **c**: 0.01
# - **d**: 0.04
#
# **C.** The training rows were under-sampled to half and half. On them a model is fitted with `class_weight="balanced"`. What does the weight do, and which prior has the model seen?
#
# - **a**: It does nothing, and the prior is one half.
# - **b**: It does nothing, and the prior is that of the data.
# - **c**: It doubles the effect, and the prior is above one half.
# - **d**: It undoes the under-sampling.
#
# **D.** Where is a class weight the right tool?
#
# - **a**: Where the risk is multiplied with money.
# - **b**: Where only `predict` can be called, and a miss costs about as many false alarms as there are negatives to a positive.
# - **c**: Wherever less than a tenth of the rows are positive.
# - **d**: Where the average precision of logistic regression or boosting must rise.
#
# Put a letter in quotes, such as `"a"`, in place of each `...` in the next cell, and run it (Shift+Enter).

# %% id="ex-7-quiz" slideshow={"slide_type": "skip"}
check("7.quiz", a=..., b=..., c=..., d=...)

# %% [markdown] id="recap" slideshow={"slide_type": "slide"} tags=["takeaway"]
# ## Recap and decision card
#
# A class weight changes the share of positives that a model takes for granted. All odds are multiplied by
# the ratio of the weights, so the order hardly moves and the risks grow. What is won at the cut of 0.5 is
# won as well by moving the cut. The shift can be divided out again, as far as nothing but the prior has
# shifted. The slide's weight is half of "balanced", and neither was chosen for a reason.
#
# | When you see | Do |
# | --- | --- |
# | weights, and risks that are shown, added or multiplied | take the weights out |
# | a weighted model that is somebody else's | correct from $w_1 n_1 / (w_1 n_1 + w_0 n_0)$, then check mean risk |
# | a weighted tree model, corrected | expect too low risks; calibrate on held-out rows (not by temperature) |
# | "recall rose" | compare with the plain model at a lower cut |
# | weights that raise the ranking | look for what the model cannot fit |
# | a sample that is not the population | weigh each row by what it stands for |

# %% [markdown] id="recap-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Leave the card on screen. Closing question: where in your project is a weighted risk added
# up or multiplied? Answers: recall b, b; 7.2 0.342; 7.3 b, p; quiz b, b, a, b. Next lesson: ensembles
# that balance every member. Is the average of many shifted models still shifted?

# %% [markdown] id="reading" slideshow={"slide_type": "skip"}
# ## Further reading
#
# - King, G. and Zeng, L. (2001). *Logistic regression in rare events data.* Political Analysis 9,
#   137-163. Collect all events and a part of the non-events, then correct the prior or weigh. The
#   reference page of scikit-learn's `compute_class_weight` says that "balanced" is inspired by it; there
#   the weights lead back to the population, here away from it.
# - Saerens, M., Latinne, P. and Decaestecker, C. (2002). *Adjusting the outputs of a classifier to new a
#   priori probabilities: a simple procedure.* Neural Computation 14, 21-41. The correction for several
#   classes, and a way to estimate the new prior from unlabelled rows.
# - van den Goorbergh, R. et al. (2022). *The harm of class imbalance corrections for risk prediction
#   models.* JAMIA 29, 1525-1534. For logistic regression: risks strongly overestimated, no higher ROC AUC,
#   and moving the threshold does as well.
# - Carriero, A. et al. (2025). *The harms of class imbalance corrections for machine learning based
#   prediction models: a simulation study.* Statistics in Medicine (arXiv 2404.19494). Without correction
#   calibration was equal or better in every scenario, and re-calibrating did not always repair it.
# - Phelps, N., Lizotte, D. J. and Woolford, D. G. (2024). *Challenges in the calibration of tree-based
#   models for imbalanced classification.* arXiv 2412.16209. Analytic correction of forests after
#   under-sampling gives wrong prevalences; calibrators that learn suit them better.
# - Menon, A. K. et al. (2021). *Long-tail learning via logit adjustment.* ICLR. Exercise 7.5 for deep
#   networks, after training or inside the loss.
# - scikit-learn, reference page of `CalibratedClassifierCV`. It prefers the sigmoid for badly calibrated
#   models on very imbalanced data, because it has an intercept. (The slide gives
#   "scikit-learn documentation" as the source of its code; the pair of weights stands there, not its half.)
#
# **Next:** lesson 8. Ensembles balance each of their members. Does the crowd repair what each of them
# does to the risks?
