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
# - write weights that make all classes count alike (exercise 7.1, at home),
# - foresee what a weight does to a risk (7.2),
# - tell a better model from a moved cut (7.3),
# - take a weight back, and say from which prior (7.4),
# - do the same with several classes (7.5 starred, at home).

# %% [markdown] id="title-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Ask: who has written `class_weight="balanced"`, and what happened to `predict_proba`?
# The usual answer to the second half is silence. Timing, 75 in all: title and recall 4, snippet 6,
# campaign 4, exercise 7.2 and its run 7, half a pair 2, ten people 5, headline and curves 7, ranking 3,
# exercise 7.3 and the cut 8, exercise 7.4 with its answers 10, correction 4, the road 5, myth and
# exception 5, recap 3; two to spare. For home: 7.1, 7.5, the scoreboard, five classes and the quiz.

# %% id="setup" slideshow={"slide_type": "skip"} tags=["setup"]
import warnings

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.calibration import CalibratedClassifierCV, CalibrationDisplay
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
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
# `prior_correction??` in a cell of its own shows a helper's source. Lines that begin with `assert` prove a
# claim of the text; they may be skipped.
#
# **Open this first** unless you can say what odds, a prior and the Brier skill are.
#
# <details><summary><b>Foundations:</b> weights, odds, prior, boosting, and what was explained before</summary>
#
# - A **weight** says how much a row counts when a model is fitted. A row of weight 3 counts as three
#   equal rows would. `class_weight=` gives every row of a class the same weight, `sample_weight=` gives
#   each row its own.
# - **Risk**: the predicted probability of the positive class. **Prevalence**, π: the share of positives.
# - **Odds** are positives to negatives: a risk of 0.2 has odds of 1 to 4, that is 0.25. In general
#   odds = p / (1 − p), and back p = odds / (1 + odds).
# - The **prior** is the share of positives that a model takes for granted before it looks at a row.
#   Without weights it is the prevalence of its training rows.
# - n₀ and n₁ are the numbers of negatives and positives, n is their sum, and r = n₀ / n₁ is the number of
#   negatives per positive.
# - **Calibrated**: of the rows with a risk of 10 %, about 10 % are positive. **Brier skill**: 1 is perfect,
#   0 is giving everybody the prevalence, below 0 is worse. **ROC AUC** and **average precision** judge
#   the ranking only. Lesson 6 takes all of these apart.
# - **Mean risk over prevalence** is the simplest look at calibration: 1 is right on average, 3 means that
#   risks are three times too high on average.
# - **Boosting** adds up many small decision trees, each fitted to what the sum so far gets wrong.
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
# - **b**: 1 in 10
# - **c**: 1 in 20
# - **d**: 1 in 11
#
# **B.** Two models have the same ROC AUC and the same average precision. The Brier skill of one is 0.15, of the other −2. What do you know?
#
# - **a**: The second ranks worse.
# - **b**: They rank about as well, and the second's probabilities are worse than giving everybody the prevalence.
# - **c**: The second has a bad cut.
# - **d**: One of the four numbers must be wrong.
#
# Put a letter in quotes, such as `"a"`, in place of each `...` in the next cell, and run it (Shift+Enter).

# %% id="ex-7-recall" slideshow={"slide_type": "skip"}
check("7.recall", a=..., b=...)

# %% [markdown] id="outline" slideshow={"slide_type": "slide"}
# ## A published slide, and its code
#
# Slide 7 of the outline says:
#
# > Many machine learning algorithms allow you to adjust the class weights to give more importance to
# > the minority class during training. This can help improve performance on the minority class.
#
# They do. Which performance improves, at whose expense? What does the code take for granted?

# %% id="published" slideshow={"slide_type": "-"} tags=["published"]
snippet = """
from sklearn.linear_model import LogisticRegression

# Compute class weights
class_weights = {0: 1, 1: len(data) / (2 * len(minority))}

# Train model with class weights
model = LogisticRegression(class_weight=class_weights)
model.fit(X, y)
"""

# %% [markdown] id="outline-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes, two of them for pairs.* The room finds the missing names and the missing split. Ask: where have you seen
# n / (2 n1) before? In scikit-learn's "balanced". And what does "balanced" give to the other class?
# Usual answer: "1". That is the slide's slip.

# %% [markdown] id="faults" slideshow={"slide_type": "slide"}
# ## Five faults
#
# 1. Four names come from nowhere: `data`, `minority`, `X` and `y`.
# 2. The classes must be called 0 and 1, and 1 must be the rare one.
# 3. No split, no encoding, no scaling.
# 4. **It is not the ratio that it looks like.** "Balanced" is a pair of weights; this is half of it.
# 5. **Nothing looks at the probabilities.** The rest of the lesson is about this.
#
# Run on `page_blocks`: blocks of scanned pages, positive is what is *not* text. r is the number of
# negatives per positive.

# %% id="published-run" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
try:
    exec(snippet, {})
    raise AssertionError(
        "The published snippet runs in an empty namespace now; say so."
    )
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
# *2 minutes.* Work fault 4 out on the board: n = n₀ + n₁, so n / (2 n₁) = (r + 1) / 2. For rare
# positives that is about half of r. Ask which fault gives no error message. The fifth.

# %% [markdown] id="mended-title" slideshow={"slide_type": "slide"}
# ## The code, mended. And the model?
#
# `page_blocks` again: split first, scale in the pipeline, let scikit-learn count the classes. The last line
# looks at what the slide does not: the average risk on the test rows, and how many of them are positive.

# %% id="mended" slideshow={"caption": "The lesson proves it at every run: the mean risk of the balanced model is more than twice the share of positives.", "frame": "assert said > 2 * test.target.mean()", "slide_type": "-"} tags=["mended", "claim"]
train, test = train_test_split(data, stratify=data.target, random_state=0)
balanced = LogisticRegression(solver="newton-cholesky", class_weight="balanced")
model = make_pipeline(StandardScaler(), balanced)
model.fit(train.drop(columns="target"), train.target)
said = model.predict_proba(test.drop(columns="target"))[:, 1].mean()
print(f"mean risk {said:.3f}, share of positives {test.target.mean():.3f}")
assert said > 2 * test.target.mean()


# %% [markdown] id="mended-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *1 minute.* Every fault of the code is gone, and the average risk is more than twice what came true. Ask:
# is that a bug? Usual answer: "it should be tuned". It does what it was told. Turn on past exercise 7.1,
# which is for home.

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
    there are rows. There may be two classes or more, and they may have any names. Count them
    yourself, or call `compute_class_weight` and find out how it wants its arguments.

    Parameters: `y`, a list of class labels. Returns: a dict from each class to the weight of
    one of its rows, as scikit-learn's `class_weight=` takes it.
    """
    ...


# %% id="ex-7-1-check" slideshow={"slide_type": "skip"}
check("7.1", balanced_weights)

# %% [markdown] id="weigh-alike-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *For home, 7 minutes.* Usual errors: weight 1 for the common class, as on the slide, and
# `compute_class_weight` with `classes` as a list. Hint to give: how much may each class weigh in all?

# %% [markdown] id="data-read" slideshow={"slide_type": "skip"}
# The mended model says more than twice as many as came. That is no bug: it is what the weight was asked to
# do, and the next slides show why.
#
# Two more data sets. `bank_calls`: who says *yes*, I take the deposit, when the bank calls? Every fourth
# call, to keep this short. The file is ordered by date and "yes" rises steeply along it (the cell prints
# from what to what); the folds are shuffled, so what follows speaks of calls from the same times, not of next month's (lesson 14 splits by
# time). `crash_deaths`: who dies in a car crash? Whole crashes in each fold, as in lesson 3.
#
# Two models: logistic regression, and boosting with small trees, so that it does not over-fit. Three ways
# to weigh, of which boosting takes two. All risks are out of fold: each row's risk comes from a model that has not seen it.

# %% id="tables" slideshow={"slide_type": "skip"}
bank, crash = load_dataset("bank_calls"), load_dataset("crash_deaths")
last = len(bank.target) // 10  # the last tenth of the file
print(f"yes in the first tenth of the calls: {bank.target[:last].mean():.3f}, ", end="")
print(f"in the last: {bank.target[-last:].mean():.3f}")
assert bank.target[-last:].mean() > 10 * bank.target[:last].mean()
columns = {"bank_calls": bank.data[::4], "crash_deaths": crash.data}
labels = {
    "bank_calls": bank.target.to_numpy()[::4],
    "crash_deaths": crash.target.to_numpy(),
}
five = StratifiedKFold(5, shuffle=True, random_state=0)
crashes = pd.factorize(crash.groups, sort=True)[0]  # numbers split faster than names
by_crash = StratifiedGroupKFold(5, shuffle=True, random_state=0)
folds = {
    "bank_calls": list(five.split(columns["bank_calls"], labels["bank_calls"])),
    "crash_deaths": list(by_crash.split(crash.data, crash.target, crashes)),
}


def slide_weights(y):
    return {0: 1, 1: len(y) / (2 * np.sum(y == 1))}


def logistic(table, **options):
    encode = make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore"), table.categorical),
        (make_pipeline(SimpleImputer(), StandardScaler()), table.numeric),
    )
    return make_pipeline(
        encode, LogisticRegression(solver="newton-cholesky", **options)
    )


def boosting(table, **options):
    codes = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=np.nan)
    encode = make_column_transformer(
        (codes, table.categorical), remainder="passthrough"
    )
    small = {"max_iter": 60, "max_leaf_nodes": 6, "early_stopping": False}
    trees = HistGradientBoostingClassifier(**small, random_state=0, **options)
    return make_pipeline(encode, trees)


risk = {}
for name, table in {"bank_calls": bank, "crash_deaths": crash}.items():
    X, y = columns[name], labels[name]
    # Folds are stratified: counted within each, the slide's weights would be the same.
    weights = {
        "no weights": None,
        "the slide's": slide_weights(y),
        "balanced": "balanced",
    }
    for learner, make in {"logistic": logistic, "boosting": boosting}.items():
        if learner == "boosting":  # two ways will do, to keep this short
            del weights["the slide's"]
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


def one_legend(figure, axes, names):
    for ax in axes:
        ax.get_legend().remove()
    for ax in figure.axes:  # for the last row of seats
        ax.tick_params(labelsize=15)
        ax.xaxis.label.set_size(15)
    marks = axes[0].containers
    figure.legend(marks, names, loc="outside upper center", ncols=2, frameon=False, fontsize=15)


# %% [markdown] id="failure-title" slideshow={"slide_type": "slide"}
# ## A bank plans a campaign
#
# A colleague weights the classes, and recall soars. The call centre takes the model over, adds up its
# risks, and plans so many new deposits per thousand calls of the same months. How many come?

# %% id="failure" slideshow={"slide_type": "fragment"} tags=["claim", "hide-input"]
y = labels["bank_calls"]
plain = risk["bank_calls", "logistic", "no weights"]
weighted = risk["bank_calls", "logistic", "balanced"]
planned = {
    f"{name}:\nrecall {recall_score(y, p >= 0.5):.3f} at 0.5": 1_000 * p.mean()
    for name, p in {"no weights": plain, "balanced": weighted}.items()
}
figure, ax = plt.subplots(figsize=(9, 2.9), layout="constrained")
bars = ax.barh(
    list(planned), list(planned.values()), height=0.55, color=["#00865F", "#CC79A7"]
)
ax.bar_label(bars, fmt="%.0f", padding=6, fontsize=14)
ax.axvline(
    1_000 * y.mean(),
    color="black",
    linestyle="--",
    label=f"came: {1_000 * y.mean():.0f}",
)
ax.set(
    xlabel=f"planned deposits per 1,000 calls ({len(y):,} calls, out of fold)",
    xlim=(0, 480),
)
ax.invert_yaxis()
ax.legend(loc="upper right")
told = ", ".join(
    f"{name} {count:.0f}".replace("\n", " ") for name, count in planned.items()
)
show(
    figure,
    alt=f"Planned deposits per 1,000 calls: {told}. Came: {1_000 * y.mean():.0f}.",
)
assert recall_score(y, weighted >= 0.5) > 3 * recall_score(y, plain >= 0.5)
assert weighted.mean() > 3 * y.mean() and abs(plain.mean() / y.mean() - 1) < 0.02

# %% [markdown] id="failure-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Say what the data are: calls of a bank, about one in nine says yes; each risk comes from a
# model that has not seen the call. Let the room guess, then turn on. Both stories are true: recall is more
# than three times as high, and the plan is more than three times too high. Ask which of them stands in
# the report. Usual wrong answer to "why": "the model over-fits". It does not; the next two pages show it.
# Objection: "next month?" Right: yes rises along the file, so next month's plan would be off without
# weights too (lesson 14). Here the weight alone makes the error.

# %% [markdown] id="ex-7-2-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 7.2 · Predict the risk of a model that knows nothing
#
# *1 point; about 5 minutes.*
#
# 1,000 rows, 40 of them positive. The only column is the same number in every row, so **nothing
# can be learned from it** and every row gets the same risk. A logistic regression without weights
# gives 0.04 to each: log-loss is least at the share of positives.
#
# Now it is fitted with the weights of the slide: a negative weighs 1, and a positive n / (2 n₁),
# that is 1,000 / (2 · 40). The loss counts each row as many times as it weighs.
#
# Which risk does `predict_proba` give to every row, to three decimals? It can be derived from what
# is written here. Answer before you go on.
#
# Replace the `...` by a number. Stuck? Run `hint("7.2")`.

# %% id="ex-7-2" slideshow={"slide_type": "skip"}
answer_7_2 = ...

# %% id="ex-7-2-check" slideshow={"slide_type": "skip"}
check("7.2", answer_7_2)

# %% [markdown] id="foresee-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* Usual wrong answers: 0.5 ("balanced, isn't it") and 0.04 ("the data did not change"). Hint
# to give: think of copies of rows. Collect numbers before you turn on.

# %% [markdown] id="nothing-title" slideshow={"slide_type": "slide"}
# ## Run it: a model with nothing to learn
#
# The risk is the **share of positives, by weight**. A model is right on average in the world that its
# weights describe; this one was told of another world.

# %% id="nothing" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
y_made, nothing = np.repeat([0, 1], [960, 40]), np.zeros((1_000, 1))
ways = {
    "no weights": None,
    "the slide's": slide_weights(y_made),
    "balanced": "balanced",
}
says = {}
for name, class_weight in ways.items():
    model = LogisticRegression(class_weight=class_weight)
    says[name] = model.fit(nothing, y_made).predict_proba(nothing)[0, 1]
    print(f"{name:12} says {says[name]:.3f} of every row")
assert np.allclose(list(says.values()), [0.04, 500 / 1_460, 0.5], atol=1e-4)


# %% [markdown] id="nothing-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Go through 7.2: 40 · 12.5 = 500 of 1,460. Then ask: with columns to learn from, will the mean
# risk of the balanced model be higher than here, the same, or lower? Keep the votes for the ten people.

# %% [markdown] id="ratio-title" slideshow={"slide_type": "slide"}
# ## Half of a pair
#
# | | a negative weighs | a positive weighs | ratio | positives by weight: w₁n₁ / (w₁n₁ + w₀n₀) |
# | --- | --- | --- | --- | --- |
# | no weights | 1 | 1 | 1 | π |
# | the slide | 1 | n / (2 n₁) | (r + 1) / 2 | 1 / (3 − 2π) |
# | "balanced" | n / (2 n₀) | n / (2 n₁) | r | 1 / 2 |
#
# The slide took one weight of the pair and put 1 for the other, which should be about one half. Its
# positives weigh n / 2 together, its negatives n₀ = (1 − π) n. The share is ½ / (½ + 1 − π), **a good third,
# however rare they are**.

# %% id="ratio" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
def share_by_weight(y, weights):
    """Return the share of positives that a weighted loss sees: the prior of the model."""
    positive, negative = weights[1] * np.sum(y == 1), weights[0] * np.sum(y == 0)
    return positive / (positive + negative)


for prevalence in (0.1, 0.01):
    y_made = np.repeat(
        [0, 1], [round(1_000 * (1 - prevalence)), round(1_000 * prevalence)]
    )
    pair = compute_class_weight("balanced", classes=np.unique(y_made), y=y_made)
    seen = share_by_weight(y_made, slide_weights(y_made)), share_by_weight(y_made, pair)
    print(
        f"prevalence {prevalence:.3f}: the slide {seen[0]:.3f}, balanced {seen[1]:.3f}"
    )
    assert np.allclose(seen, [1 / (3 - 2 * prevalence), 0.5])

# %% [markdown] id="ratio-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* The last column is the point: a weight is an answer to "how common are positives?", given
# by somebody who was not asked. Ask: is the slide's third wrong and the half right? Usual answer: yes.
# Neither is the truth; which is better depends on costs that nobody named (lesson 9).

# %% [markdown] id="ten-title" slideshow={"slide_type": "slide"}
# ## Ten people by hand
#
# Two of ten died, so r = 4; "balanced" weighs a death 2.5 and a survivor 0.625.
#
# | | fast: 2 people | slow: 8 people | mean risk |
# | --- | --- | --- | --- |
# | died : lived | 1 : 1 | 1 : 7 | |
# | **risk without weights** | 1/2 | 1/8 | 0.2, as many as died |
# | by weight | 2.5 : 0.625 = 4 : 1 | 2.5 : 4.375 = 4 : 7 | |
# | **risk, balanced** | ? | ? | ? |
#
# **All odds are multiplied by one number, the ratio of the weights.** The order stays. Divide the odds by
# 4, and the risks are back: 4 : 7 becomes 1 : 7.
#
# Which risks go with 4 : 1 and 4 : 7? And their mean: with nothing known it was 0.5. Is it higher now, the
# same, or lower?

# %% id="ten" slideshow={"slide_type": "fragment"} tags=["claim", "hide-input"]
fast = np.array([[1], [1], [0], [0], [0], [0], [0], [0], [0], [0]])
died = np.array([1, 0, 1, 0, 0, 0, 0, 0, 0, 0])
free = {
    "solver": "newton-cholesky",
    "C": 1e9,
    "tol": 1e-9,
}  # next to no regularisation, as by hand
model = LogisticRegression(class_weight="balanced", **free).fit(fast, died)
p = model.predict_proba(fast)[:, 1]
odds = p / (1 - p) / 4
print(f"balanced:  fast 4/5 = {p[0]:.3f}, slow 4/11 = {p[2]:.3f}, mean {p.mean():.3f}")
back = odds / (1 + odds)
print(f"odds / 4:  fast 1/2 = {back[0]:.3f}, slow 1/8  = {back[2]:.3f}, mean {back.mean():.3f}")
print("Lower with something known, since most people are slow; still far too high.")
assert 0.2 < p.mean() < 0.5
assert np.allclose(p[[0, 2]], [4 / 5, 4 / 11], atol=1e-6)
assert np.allclose(back[[0, 2]], [1 / 2, 1 / 8], atol=1e-6)


# %% [markdown] id="ten-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* On the board first; the computer's answer comes when you turn on. Point out that risks are
# not multiplied: 1/2 becomes 4/5, 1/8 nearly triples. Usual wrong answers: "four times the risk" (ask what
# four times 1/2 would be), and for the mean "the same, a half is a half". It is lower: what the model knows
# lets it give most negatives a low risk, and most rows are negatives.

# %% [markdown] id="headline-title" slideshow={"slide_type": "slide"}
# ## Mean risk over prevalence, in every model
#
# Lessons 1 and 6 saw weighted models promise too much. Today: why, how much, and the way back. Deaths are
# rarer than deposits, so their r is larger, and so is the excess.

# %% id="headline" slideshow={"slide_type": "-"} tags=["headline", "claim", "hide-input"]
def inflation(y, p):
    return p.mean() / y.mean()


roles = {"no weights": "honest", "the slide's": "highlight", "balanced": "leaky"}
series = {
    way: {
        f"{learner}, {name}": over_folds(
            by_fold(inflation, name, risk[name, learner, way])
        )
        for name, learner in pairs
        if (name, learner, way) in risk
    }
    for way in roles
}
titles = dict(zip(roles, ("no weights", "slide's weights", "balanced")))
ax = plot_intervals(
    {titles[way]: part for way, part in series.items()},
    xlabel="mean risk over prevalence, five folds, 95 % interval",
    roles={titles[way]: role for way, role in roles.items()},
    reference=1,
    reference_label="right on average",
)
for marks in ax.containers:
    marks.lines[0].set_markersize(11)
ax.tick_params(labelsize=12)
ax.xaxis.label.set_size(12)
show(ax.figure, alt="Out-of-fold risks of two learners on two data sets.", upright=True)
for row, full in series["balanced"].items():
    none, slide = series["no weights"][row], series["the slide's"].get(row)
    assert none.low < 1 < none.high < 1.1 < 2 < full.low
    assert full.high < 0.5 / labels[row.split(", ")[1]].mean()
    assert slide is None or 2 < slide.low < slide.high < full.low

# %% [markdown] id="headline-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* The room knows from lesson 6 that weights inflate; new is how far, and that it hits every
# learner (at most one half over π). Ask why the crashes are inflated more than the calls. Usual wrong answer: "they are harder". There
# r is larger. Say that "right on average" without weights is no merit: a fit to log-loss is right on
# average in the world that its weights describe, and so it is *wrong* on average in any other.

# %% [markdown] id="curves-title" slideshow={"slide_type": "slide"}
# ## Sixty per cent of what?
#
# Calibration curves (lesson 6) of logistic regression on `bank_calls`. On the diagonal, risks come true.
# **A balanced model speaks of a world in which half of the calls are yes.**

# %% id="curves" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
figure, ax = plt.subplots(figsize=(9, 4.2), layout="constrained")
looks = [("-", "P", "#00865F"), ("--", "D", "#E69F00"), ("-.", "X", "#CC79A7")]
for way, (line, marker, colour) in zip(roles, looks):
    display = CalibrationDisplay.from_predictions(
        y,
        risk["bank_calls", "logistic", way],
        n_bins=10,
        strategy="quantile",
        ax=ax,
        name=way,
        linestyle=line,
        marker=marker,
        color=colour,
    )
place = np.abs(display.prob_pred - 0.6).argmin()  # the last drawn is "balanced"
says, came = display.prob_pred[place], display.prob_true[place]
told = f"balanced says {says:.3f},\n{came:.3f} said yes"
ax.annotate(
    told, (says, came), (0.62, 0.04), arrowprops={"arrowstyle": "->"}, fontsize=14
)
ax.set_xlabel("predicted risk, mean of a tenth of the calls", fontsize=14)
ax.set_ylabel("share that said yes", fontsize=14)
ax.set(xlim=(0, 0.9), ylim=(0, 0.7))
ax.tick_params(labelsize=14)
ax.lines[0].set_label("calibrated")  # the diagonal is drawn first
ax.legend(loc="upper left", fontsize=13)
show(
    figure,
    alt=f"Calibration curves on {len(y)} calls, {y.mean():.3f} of them yes. Without weights the curve "
    f"lies near the diagonal; the slide's weights and balanced lie far below it: where {told}.",
)
assert 0.5 < says < 0.7 and came < says / 2

# %% [markdown] id="curves-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* The question of the title card. Read the marked point aloud: the model says about sixty, and
# about one call in five is a yes. Usual wrong answer: "it is badly fitted". It is right, of a world that was
# made up. Can one go back? That is exercise 7.4.

# %% [markdown] id="ranking-title" slideshow={"slide_type": "slide"}
# ## The ranking hardly moves
#
# Weighted minus plain on the same folds. Odds multiplied by one number keep their order. A weighted fit is a
# fit of its own, so a little changes; no gain shows. Where five folds say little, as for boosting on
# crashes, a small gain or loss could hide.

# %% id="ranking" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
metrics = {"average precision": average_precision_score, "ROC AUC": roc_auc_score}
gain = {
    title: {
        f"{way} minus plain": {
            f"{learner}, {name}": over_folds(
                by_fold(metric, name, risk[name, learner, way])
                - by_fold(metric, name, risk[name, learner, "no weights"])
            )
            for name, learner in pairs
            if (name, learner, way) in risk
        }
        for way in ("the slide's", "balanced")
    }
    for title, metric in metrics.items()
}
figure, axes = plt.subplots(1, 2, figsize=(11, 4), layout="constrained", sharey=True)
for ax, (title, parts) in zip(axes, gain.items()):
    colours = dict(zip(parts, ["highlight", "leaky"]))
    plot_intervals(
        parts, xlabel=f"change of {title}", roles=colours, reference=0, ax=ax
    )
    ax.set(xlim=(-0.04, 0.04), xticks=[-0.02, 0, 0.02])
    for part in parts.values():
        for row, change in part.items():
            assert change.low < 0.001 and change.high < 0.035, (row, change)
one_legend(figure, axes, list(parts))
show(figure, alt="Two panels, weighted minus plain.")

# %% [markdown] id="ranking-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Twelve comparisons, none a clear gain. Ask: is anything lost? If so,
# a trace of average precision. Usual wrong answer: "equal, then". The folds cannot say that: for
# boosting on crashes up to about a twelfth of the average precision could hide. A sceptic: "with my data it
# rose". Keep the objection for the exception: there ROC AUC does rise, and we see why. "So if I only rank, or
# tune the cut, weights do no harm?" Right, and no good; lesson 6 does so. "XGBoost's manual recommends
# `scale_pos_weight`": for ranking; for probabilities it advises against. "Networks need weights to train at
# all": that is about optimisation; correct their risks afterwards.

# %% [markdown] id="ex-7-3-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 7.3 · A better model, or a moved cut?
#
# *2 points; about 6 minutes.*
#
# Two rescue services (made up) each compare logistic regressions on 10,000 test rows of their own,
# 450 of them deaths. Deaths found, of so many rows flagged:
#
# | service | plain, cut 0.5 | `"balanced"`, cut 0.5 | plain, cut 0.045 | ROC AUC, plain | balanced |
# | --- | --- | --- | --- | --- | --- |
# | A | 45 of 90 | 368 of 2,250 | 372 of 2,290 | 0.880 | 0.880 |
# | B | 38 of 90 | 380 of 2,250 | 330 of 2,300 | 0.846 | 0.907 |
#
# The 95 % interval of the difference in ROC AUC, paired, is [-0.004, 0.005] in A and [0.045, 0.077]
# in B. Both report: *"The weights taught the model to see deaths."* **Who is right?**
#
# - **a**: Both: deaths found rose eightfold and more.
# - **b**: Neither: weights never do more than move the cut.
# - **c**: A has only moved its cut. B's weighted model does rank better: B should ask what its plain model could not fit.
# - **d**: A is right, since it lost nothing in ROC AUC. B's gain is that of a lower cut.
#
# **And why?** Why do the second and third column of A come out so much alike?
#
# - **p**: The weights multiply all risks by 0.5 / 0.045, so 0.045 becomes 0.5.
# - **q**: Both have the same ROC AUC, and models of equal ROC AUC flag the same rows.
# - **r**: The weights multiply all odds by 9,550 / 450, so what lies above 0.5 afterwards lay above 0.045 before.
# - **s**: Both were fitted to the same rows, so they must agree.
#
# Replace the `...` by your choice in quotes. Stuck? Run `hint("7.3")`.

# %% id="ex-7-3" slideshow={"slide_type": "skip"}
answer_7_3 = ...
why_7_3 = ...

# %% id="ex-7-3-check" slideshow={"slide_type": "skip"}
check("7.3", answer_7_3, why_7_3)

# %% [markdown] id="services-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *6 minutes.* Usual errors: "both", from the eightfold recall; and p as the reason, the multiplied risk.
# Hint to give: which lines flag as many rows? Answer: c, r.

# %% [markdown] id="cut-title" slideshow={"slide_type": "slide"}
# ## Weighted at 0.5 is plain at the prevalence
#
# Multiply the odds by r = (1 − π) / π: the risk that becomes one half is π. The share of rows with the same
# label, and the recall. (Whether π is the cut that you *want* depends on costs: lesson 9.)

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
# *2 minutes.* The recall that weights bring is the recall of another cut. So is the slide's "improve
# performance": it holds at 0.5, and costs the risks. Ask: is the prevalence the right cut, then? Usual wrong
# answer: yes. Only if a miss costs r false alarms; lesson 9 asks for the costs first.

# %% [markdown] id="ex-7-4-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 7.4 · Take the weights back
#
# *2 points; about 8 minutes.*
#
# The next cell runs, and is wrong. What it must do stands below the function's name. Mend it, run it, then run the check below it. Use its parameters and what the lesson imported, none of the notebook's variables. Stuck? Run `hint("7.4")`.

# %% id="ex-7-4" slideshow={"slide_type": "skip"}
def unweighted_risk(p, class_weight, n_negatives, n_positives):
    """Return the risks that a weighted model would have given without its weights.

    The model was fitted with `class_weight` to `n_negatives` rows of class 0 and `n_positives`
    of class 1. Bring its risks back to the share of positives among these rows. You may count
    in odds, or call `prior_correction`: then say which prior the weighted model has seen.

    Parameters: `p`, an array of risks from 0 to 1, both included; `class_weight`, a dict with
    any weights, such as `{0: 1, 1: 12.5}`; `n_negatives` and `n_positives`, whole numbers.
    Returns: an array of as many risks.
    """
    return p * class_weight[0] / class_weight[1]


# %% id="ex-7-4-check" slideshow={"slide_type": "skip"}
check("7.4", unweighted_risk)

# %% [markdown] id="take-back-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *8 minutes, and 2 to go through it.* Usual errors: one half taken for granted as the prior, and the factor
# multiplied onto the risk. Hint to give: the ten people, backwards. Show both ways on the board: odds times
# w₀ / w₁, or `from_prior` = w₁n₁ / (w₁n₁ + w₀n₀).

# %% [markdown] id="back-title" slideshow={"slide_type": "slide"}
# ## Taken back: logistic nearly, boosting too far
#
# "Balanced", corrected by `prior_correction(p, from_prior=0.5, to_prior=π)`, π from the training folds.
# Left: is the mean right again? Right: Brier skill, corrected minus plain.

# %% id="back" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
corrected, mean_risk, lost = {}, {"no weights": {}, "balanced, corrected": {}}, {}
shift = {}
for name, learner in pairs:
    y, plain = labels[name], risk[name, learner, "no weights"]
    weighted = risk[name, learner, "balanced"]
    p = np.empty_like(weighted)
    for trained, tested in folds[name]:
        p[tested] = prior_correction(
            weighted[tested], from_prior=0.5, to_prior=y[trained].mean()
        )
    corrected[name, learner], row = p, f"{learner}, {name}"
    means = {"no weights": plain, "balanced, corrected": p}
    for way, risks in means.items():
        mean_risk[way][row] = over_folds(by_fold(inflation, name, risks))
    shift[row] = over_folds(
        by_fold(inflation, name, p) - by_fold(inflation, name, plain)
    )
    skills = [by_fold(d2_brier_score, name, risks) for risks in (weighted, p, plain)]
    lost[row] = over_folds(skills[1] - skills[2])
    assert over_folds(skills[0]).high < 0 < over_folds(skills[1]).low
    assert (
        lost[row].high < 0.01 and lost[row].estimate > -0.03
    )  # most comes back, never more
    if learner == "boosting":
        assert shift[row].high < -0.03  # taken back too far
assert shift["logistic, crash_deaths"].low > 0.02
figure, axes = plt.subplots(1, 2, figsize=(11, 4.1), layout="constrained", sharey=True)
looks = {"no weights": "honest", "balanced, corrected": "majority"}
plot_intervals(
    mean_risk, xlabel="mean risk over prevalence", roles=looks, reference=1, ax=axes[0]
)
plot_intervals(
    lost, xlabel="Brier skill, corrected minus plain", reference=0, ax=axes[1]
)
axes[0].set_xticks([0.9, 1, 1.1])
axes[1].set_xticks([-0.02, -0.01, 0])
one_legend(figure, axes, list(mean_risk))
show(figure, alt="Two panels about the corrected risks.")

# %% [markdown] id="back-read" slideshow={"slide_type": "skip"}
# With weights the Brier skill was far below zero in all four; corrected it is nearly that of the plain
# model, clearly a little less in two of the four and in none clearly more. The mean risk shows what is left.
# Logistic regression comes back to about 1 on the calls, and **a little too high on the crashes**. **Boosting
# is taken back too far**: its risks are too low on average, by several per cent. The correction undoes a
# shift of the prior and nothing else; whatever else the weighted fit did differently stays in. In short: if
# the weighted model is too timid or does not fit, its odds do not average what they should, and dividing them
# does not mend that (the Deeper block shows it on the ten people). So the simplest way to right risks is not
# to weigh in the first place. Where a weighted model is what you were handed, correct it, then look at mean
# risk *and* the calibration curve on rows it has not seen.
#
# Lesson 5's correction is the same one: to keep a share β of the negatives is to divide their weight by
# 1/β, so all odds were multiplied by 1/β.

# %% [markdown] id="back-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Left panel: boosting is below 1. Why? It is timid, it keeps its odds close to 1, and timid odds
# average too little (Deeper). Logistic regression on crashes is above 1: the line does not fit, and the
# weighted one misfits elsewhere. Right panel: the loss in Brier skill is small, and clear in two. Ask why one
# should weigh and then correct at all. Usual answer: "to get the better ranking". There was none to get.
# The good reason: the model is somebody else's.

# %% [markdown] id="board-title" slideshow={"slide_type": "skip"}
# ## Scoreboard: deaths in crashes
#
# Recall at 1000: the deaths found among the thousand highest scores. **Read Brier skill against the rest:
# weights spoil one column and leave the others.**

# %% id="board" slideshow={"slide_type": "skip"} tags=["scoreboard", "on-crash_deaths", "claim", "hide-input"]
methods = {}
for learner, title in {
    "logistic": "logistic regression",
    "boosting": "boosting",
}.items():
    methods[title] = risk["crash_deaths", learner, "no weights"]
    methods[f"{learner}, balanced"] = risk["crash_deaths", learner, "balanced"]
    methods[f"{learner}, corrected"] = corrected["crash_deaths", learner]
board = scoreboard(
    labels["crash_deaths"],
    methods,
    groups=crash.groups,
    recall_at_k=1_000,
    n_resamples=500,
)
for title, skill in board.intervals("brier_skill").items():
    assert title == "dummy" or (
        skill.high < -1 if "balanced" in title else skill.low > 0.1
    )
board

# %% [markdown] id="board-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *For home.* The intervals are a bootstrap of crashes for the models as they are; for differences see
# the pages before. Ask which row to deploy. The first of each three: nothing to explain, nothing to
# take back.

# %% [markdown] id="road-title" slideshow={"slide_type": "slide"}
# ## Weights that belong there: from the sample to the road
#
# Severe crashes were drawn more often into `crash_deaths` (tow-away crashes known to the police).
# `sample_weight` says for how many people on the road each row stands, and by weight far fewer die. Three
# models judged *on the road*. Will the prior correction do?

# %% id="road" slideshow={"slide_type": "fragment"} tags=["claim", "hide-input"]
X, y, stands_for = crash.data, labels["crash_deaths"], crash.sample_weight.to_numpy()
on_the_road = np.average(y, weights=stands_for)
sampled = risk["crash_deaths", "logistic", "no weights"]
fit_weight = {"logisticregression__sample_weight": stands_for / stands_for.mean()}
surveyed = cross_val_predict(
    logistic(crash, tol=1e-9),
    X,
    y,
    cv=folds["crash_deaths"],
    method="predict_proba",
    params=fit_weight,
)[:, 1]
trials = {
    "as sampled": sampled,
    "prior corrected": prior_correction(
        sampled, from_prior=y.mean(), to_prior=on_the_road
    ),
    "fitted with sample_weight": surveyed,
}
fast, slow = X.dvcat.isin(["40-54", "55+"]), X.dvcat.isin(["1-9km/h", "10-24"])
speeds = {
    "all crashes": fast | ~fast,
    "40 km/h and more": fast,
    "25 to 39": ~fast & ~slow,
}
speeds["below 25 km/h"] = slow
region = pd.factorize(crash.groups.str.split(":").str[1], sort=True)[0]
drawn = np.random.default_rng(0).integers(
    27, size=(2_000, 27)
)  # 27 regions, drawn again


def by_draw(values):
    return np.bincount(region, stands_for * values, minlength=27)[drawn].sum(axis=1)


figure, ax = plt.subplots(figsize=(11, 3.9), layout="constrained")
looks, told, ratio, skill = zip("DsP", ["#E69F00", "#CC79A7", "#00865F"]), [], {}, {}
for (name, p), (marker, colour), lift in zip(trials.items(), looks, (-0.2, 0, 0.2)):
    found = []
    for rows in speeds.values():
        low, high = np.quantile(by_draw(p * rows) / by_draw(y * rows), [0.025, 0.975])
        found.append(
            [np.sum((stands_for * p)[rows]) / np.sum((stands_for * y)[rows]), low, high]
        )
    ratio[name] = middle, low, high = np.transpose(found)
    arms, places = (
        np.array([middle - low, high - middle]).clip(min=0),
        np.arange(4) + lift,
    )
    ax.errorbar(
        middle, places, xerr=arms, fmt=marker, color=colour, markersize=8, label=name
    )
    lines = zip(speeds, middle, low, high)
    told.append(
        name + ": " + ", ".join("{} {:.3f} [{:.3f}, {:.3f}]".format(*x) for x in lines)
    )
    died = by_draw(y)
    skill[name] = 1 - by_draw((y - p) ** 2) / (died * (1 - died / by_draw(1)))
ax.axvline(1, color="black", linestyle="--")
ax.set(xscale="log")
ax.set_xlabel("mean risk over deaths on the road (logarithmic axis)", fontsize=14)
ax.set_xticks([0.25, 0.5, 1, 2, 4, 8], ["0.25", "0.5", "1", "2", "4", "8"])
ax.set_yticks(range(4), list(speeds))
ax.tick_params(labelsize=14)
ax.minorticks_off()
ax.invert_yaxis()
figure.legend(loc="outside upper center", ncols=3, frameon=False, fontsize=14)
show(figure, alt=f"Mean risk over deaths on the road, by speed. {'; '.join(told)}.")

features = {"in fast crashes": fast, "without a belt": X.seatbelt == "none"}
shares = {}
for title, has in features.items():
    for group, rows in {"survivors": y == 0, "deaths": y == 1}.items():
        weighed = np.average(has[rows], weights=stands_for[rows])
        shares[title, group] = has[rows].mean(), weighed
alive, dead = (shares["in fast crashes", group] for group in ("survivors", "deaths"))
print("in fast crashes, sample and road:", end=" ")
print("survivors {:.3f} and {:.3f}, deaths {:.3f} and {:.3f}".format(*alive, *dead))
assert 2.5 < np.divide(*shares["in fast crashes", "survivors"]) < 3.5
assert all(0.85 < np.divide(*shares[title, "deaths"]) < 1.2 for title in features)
assert np.divide(*shares["without a belt", "survivors"]) > 1.3
assert ratio["as sampled"][1][0] > 2 and ratio["prior corrected"][2][0] < 0.8
assert ratio["fitted with sample_weight"][1][3] > 1  # slow crashes stay too high
gains = {
    name: skill["fitted with sample_weight"] - skill[name] for name in list(trials)[:2]
}
ends = {name: np.quantile(gain, [0.025, 0.975]) for name, gain in gains.items()}
assert ends["as sampled"][0] > 0 > ends["prior corrected"][0]

# %% [markdown] id="road-read" slideshow={"slide_type": "skip"}
# The model as sampled overstates the risk on the road several times. Here is a real shift of the prior, the
# kind that correction is made for. Yet the prior correction alone goes wrong the other way: its risks are too
# *low*, most of all in fast crashes. It may only be used when positives look the same in both worlds, and
# negatives too. The dead do, nearly, in speed and in belts. The survivors do not: crashes were drawn by
# severity, and the survivors of the sample were in fast crashes about three times as often as those of the
# road (and more often without a belt). More has shifted than the prior, and only the weight of each row knows
# it.
#
# Fitted with `sample_weight`, the mean over *all* crashes is right. That proves little: such a fit is right
# on average in the world that its weights describe, whatever its columns. So look closer, at the speeds: fast
# and middle are right within wide intervals, **slow crashes stay too high**, for few deaths on the road
# happen there and the line does not fit them. In Brier skill on the road it beats the model as sampled;
# whether it beats the corrected one, 27 regions cannot tell. Each interval comes from drawing the 27 regions
# again with replacement. (`print(crash.DESCR)` in a cell of its own shows how the sample was drawn.)
#
# So weights are the right tool when they *describe the world you predict for*. "Balanced" describes none. A
# class weight can: where the classes themselves were sampled at known rates, π in the world over π in the
# sample leads back, and so does the prior correction.

# %% [markdown] id="road-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* Ask before you turn on: we know both priors, so will the correction do? Most say yes. The
# line below the figure shows why not. This is the check for every prior correction: is it only the share
# of the classes that differs? Point at the last row: a right mean over all is no proof, slow crashes are
# still too high.

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
# a weight is the only way to move the cut; and weights that describe the world, as on the road.

# %% [markdown] id="exception-title" slideshow={"slide_type": "subslide"}
# ### A model that does not fit: weights raise the ROC AUC
#
# `page_blocks`, sizes with very long tails: a straight line cannot fit both classes, and weights decide where
# it fits. Ten folds, paired. `log1p`: the logarithms of the columns, one line of code.

# %% id="exception" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
ten = RepeatedStratifiedKFold(n_splits=5, n_repeats=2, random_state=0)


def linear(*steps, class_weight=None, C=1.0):
    model = LogisticRegression(solver="newton-cholesky", class_weight=class_weight, C=C)
    return make_pipeline(*steps, StandardScaler(), model)


logs = FunctionTransformer(np.log1p)
scoring = {
    "ROC AUC": "roc_auc",
    "AP": "average_precision",
    "Brier skill": "d2_brier_score",
}
runs = {
    name: cross_validate(model, pages.data, pages.target, cv=ten, scoring=scoring)
    for name, model in {
        "plain": linear(),
        "balanced": linear(class_weight="balanced"),
        "log1p": linear(logs),
        "log1p, balanced": linear(logs, class_weight="balanced"),
    }.items()
}
contrasts = {
    "Do weights help? (balanced minus plain)": ("balanced", "plain"),
    "Does log1p? (log1p minus plain)": ("log1p", "plain"),
    "More than weights? (log1p minus balanced)": ("log1p", "balanced"),
    "Weights on top? (both minus log1p)": ("log1p, balanced", "log1p"),
}
won = {
    question: {
        title: over_folds(runs[better][f"test_{title}"] - runs[base][f"test_{title}"])
        for title in scoring
    }
    for question, (better, base) in contrasts.items()
}
first, line, second, third = won.values()
assert line["ROC AUC"].low > 0 and line["AP"].low > 0 and line["Brier skill"].low > 0
assert first["ROC AUC"].low > 0 and first["AP"].low < 0 < first["AP"].high
assert (
    second["ROC AUC"].low > 0
    and second["AP"].low > 0
    and second["Brier skill"].low > 0.2
)
assert third["AP"].high < 0 and abs(third["ROC AUC"].estimate) < 0.01
assert first["Brier skill"].high < -0.2 and third["Brier skill"].high < -0.1
pd.DataFrame(won).T.map(str)

# %% [markdown] id="exception-read" slideshow={"slide_type": "skip"}
# Weights raise the ROC AUC here, and that is no chance; average precision does not move clearly, and the Brier
# skill falls. (Lesson 4 meets the same table from the side of costs: weights make a tuned cut cheaper here,
# too.) The gain tells that the *model* is wrong: with the right curve through the data, and enough rows,
# weights could not improve its order. One line of features wins more, in all three numbers; on top of it
# weights add next to nothing to ROC AUC and take a little average precision away. (The blocks come from 54
# documents and nobody knows which from which, so folds share documents; that flatters every row of this
# table.) As in lesson 3: ask what the remedy repairs, and whether that can be repaired directly.

# %% [markdown] id="myth-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes with the exception.* Read the myth aloud. Then the table: first row, weights do help ROC AUC; the
# sceptic of the ranking slide was right. Then the second row and the third. Ask: what would you look at when
# weights raise your ranking? Usual wrong answer: "stronger weights". The features, and whether the model can
# bend.

# %% [markdown] id="deeper" slideshow={"slide_type": "skip"}
# <details><summary><b>Deeper 1:</b> the derivation</summary>
#
# By Bayes, the odds of a row $x$ are
# $\frac{P(1|x)}{P(0|x)} = \frac{\pi}{1 - \pi} \cdot \frac{f_1(x)}{f_0(x)}$: prior odds times a ratio that
# compares how often positives and negatives look like $x$. Weights $w_0, w_1$ put
# $w_1 n_1 : w_0 n_0$ in the place of the prior odds and leave $f_0, f_1$ alone. So weighted odds are plain
# odds times $w_1 / w_0$. Taking logarithms, $\log (w_1 / w_0)$ is added to the log-odds; a logistic
# regression does that with its constant term, the intercept (King and Zeng 2001). For $K$ classes each
# column is multiplied by new prior over old prior, and the row brought to sum 1 (Saerens et al. 2002).
# Assumed are unchanged $f_0, f_1$, and a model flexible enough to fit the odds. A model that is not has
# another best fit in each world: the exception above.
#
# **Regularisation.** `C` is weighed against the *sum* of the weighted losses. "Balanced" keeps the sum of
# the weights at $n$, the slide's pair makes it larger, so it also regularises less.
# </details>
#
# <details><summary><b>Deeper 2:</b> why the mean risk is not right again</summary>
#
# Among the ten people, the balanced world gave the seven slow survivors odds of 4/7 and the fast one odds
# of 4. Over these eight negatives the odds average (7 · 4/7 + 4) / 8 = 1, and that is so for every right
# model of a balanced world. A **timid** model keeps its odds close to 1: say it gives their square roots,
# 0.76 and 2. They average 0.91, less than 1. Divided by the ratio of the weights, they end below the truth.
# A model that is **too bold**, or does not fit, gives some negatives much too high odds: their average lies
# above 1, and so does the corrected mean.
#
# The next cell prints this average, and a slope: how the log-odds would have to be stretched to fit rows that
# the model has not seen (above 1 means timid). Boosting with few small trees is timid. Logistic regression on
# the crashes is not, its line just does not fit. The cell then tries two other tree models on one fold. Large
# boosted trees go lower still, *already on their own training rows*, and further on new ones. A forest
# of full-grown trees loses most of it. So the size of the error hangs on the settings of the trees, and
# either direction may occur: Phelps et al. (2024) find that for forests after under-sampling the corrected
# prevalence depends on the columns tried per split and on the sampling rate, show that trees can lean
# towards the *minority*, and advise to learn the calibration.
# </details>
#
# <details><summary><b>Deeper 3:</b> the same shift in other libraries</summary>
#
# Read in documentation or source in 2026, not run here:
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
# </details>
#
# <details><summary><b>Deeper 4:</b> calibrators</summary>
#
# They learn the way back from rows that the model has not seen. `CalibratedClassifierCV` has
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
learn, hold = next(inner.split(X_train, y_train, crashes[trained]))
model = boosting(crash, class_weight="balanced").fit(
    X_train.iloc[learn], y_train[learn]
)
found = {"balanced": risk["crash_deaths", "boosting", "balanced"][tested]}
found["prior corrected"] = corrected["crash_deaths", "boosting"][tested]
for method in (
    "sigmoid",
    "isotonic",
    "temperature",
):  # on crashes held back from the model
    calibrator = CalibratedClassifierCV(FrozenEstimator(model), method=method)
    calibrator.fit(X_train.iloc[hold], y_train[hold])
    found[f"calibrated, {method}"] = calibrator.predict_proba(X.iloc[tested])[:, 1]
found["no weights"] = risk["crash_deaths", "boosting", "no weights"][tested]

large = boosting(crash, class_weight="balanced")
large[-1].set_params(
    max_iter=100, max_leaf_nodes=31
)  # scikit-learn's default size: over-fits
codes = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=np.nan)
encode = make_column_transformer((codes, crash.categorical), remainder="passthrough")
forest = make_pipeline(
    encode, RandomForestClassifier(50, class_weight="balanced", random_state=0)
)
on_train = {}
for name, model in {"large trees": large, "forest": forest}.items():
    model.fit(X_train, y_train)
    for rows, keep in {"train": trained, "test": tested}.items():
        p = model.predict_proba(X.iloc[keep])[:, 1]
        p = prior_correction(p, from_prior=0.5, to_prior=y_train.mean())
        if rows == "train":
            on_train[name] = inflation(y_train, p)
    found[f"{name}, prior corrected"] = p
print(f"one fold, {y_test.sum()} deaths in {len(y_test)} rows")
for name, p in found.items():
    print(f"{name:28} mean risk / prevalence {inflation(y_test, p):.3f}", end="   ")
    print(f"Brier skill {d2_brier_score(y_test, p):.3f}")
assert inflation(y_test, found["calibrated, temperature"]) > 5
for method in ("sigmoid", "isotonic"):
    assert 0.8 < inflation(y_test, found[f"calibrated, {method}"]) < 1.2
print("large trees, corrected, on their own training rows:", end=" ")
print(f"{on_train['large trees']:.3f}")
assert (
    inflation(y_test, found["large trees, prior corrected"])
    < on_train["large trees"]
    < 0.85
)
assert inflation(y_test, found["forest, prior corrected"]) < 0.4

print("out of fold, balanced, in the balanced world:")
for name, learner in pairs:
    y_all, p = labels[name], risk[name, learner, "balanced"]
    slopes = []
    for _, rows in folds[name]:
        log_odds = np.log(p[rows] / (1 - p[rows]))[:, None]
        again = LogisticRegression(
            class_weight="balanced", C=1e6, solver="newton-cholesky"
        )
        slopes.append(again.fit(log_odds, y_all[rows]).coef_[0, 0])
    slope = over_folds(slopes)
    mean_odds = over_folds(by_fold(lambda y, p: (p / (1 - p))[y == 0].mean(), name, p))
    print(f"{learner}, {name:13} mean odds of negatives {mean_odds}, slope {slope}")
    if learner == "boosting":
        assert mean_odds.high < 1 < slope.estimate
    assert (name, learner) != ("crash_deaths", "logistic") or mean_odds.low > 1


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

# %% [markdown] id="labels-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *For home, 7 minutes.* Usual errors: the plain `argmax`, and multiplying by the priors instead of dividing.
# Turn on to the recap.

# %% [markdown] id="classes-title" slideshow={"slide_type": "skip"}
# ## Five classes: weights, or the plain model corrected to equal shares
#
# `page_blocks_five`, logistic regression on logarithms. Macro recall averages the classes, micro recall the
# rows (lesson 6). Both ways buy macro recall with micro recall. With scikit-learn's usual penalty, `C=1`, the
# weighted fit loses fewer rows than the correction; with hardly any penalty, `C=10,000`, that lead mostly
# goes. So it was largely the penalty: it shrinks what the plain fit learns of a class with few rows, and a
# weighted class resists it. In macro recall these folds cannot tell the two ways apart. Ten folds, paired:

# %% id="classes" slideshow={"slide_type": "skip"} tags=["claim", "hide-input"]
blocks = load_dataset("page_blocks_five")
recalls = {"macro": balanced_accuracy_score, "micro": accuracy_score}
scores = {}
for trained, tested in ten.split(blocks.data, blocks.target):
    X_train, y_train = blocks.data.iloc[trained], blocks.target.iloc[trained]
    X_test, y_test = blocks.data.iloc[tested], blocks.target.iloc[tested]
    for C in (1, 10_000):
        plain = linear(logs, C=C).fit(X_train, y_train)
        heavy = linear(logs, C=C, class_weight="balanced").fit(X_train, y_train)
        shares = y_train.value_counts(normalize=True)[plain.classes_].to_numpy()
        equal = prior_correction(
            plain.predict_proba(X_test), from_prior=shares, to_prior=np.full(5, 1 / 5)
        )
        named = {"plain": plain.predict(X_test), "balanced": heavy.predict(X_test)}
        named["corrected"] = plain.classes_[equal.argmax(axis=1)]
        for way, labels_named in named.items():
            for title, recall in recalls.items():
                scores.setdefault((C, way, title), []).append(
                    recall(y_test, labels_named)
                )
lead = {}
for C in (1, 10_000):
    for better, base in [
        ("corrected", "plain"),
        ("balanced", "plain"),
        ("balanced", "corrected"),
    ]:
        for title in recalls:
            change = np.subtract(scores[C, better, title], scores[C, base, title])
            lead[C, better, base, title] = change
            print(
                f"C={C:6,}  {better:9} minus {base:9}  {title} recall {over_folds(change)}"
            )
            if base == "plain":
                interval = over_folds(change)
                assert interval.low > 0 if title == "macro" else interval.high < 0
leads = [lead[C, "balanced", "corrected", "micro"] for C in (1, 10_000)]
assert over_folds(leads[0]).low > 0 and over_folds(leads[0] - leads[1]).low > 0

# %% [markdown] id="classes-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *For home.* Several classes, the same trade: small classes are found more often, and more rows are wrong.
# The corrected plain model needs no second fit and still has its probabilities.

# %% [markdown] id="ex-7-quiz-prompt" slideshow={"slide_type": "slide"}
# ### Quiz 7
#
# Four questions on this lesson. They give no points; each answer has its reason.
#
# **A.** One row in twenty is positive: 19 negatives to each. How many times as much as a negative does a positive weigh under the slide's weights, and under "balanced"?
#
# - **a**: 19 and 19
# - **b**: 9.5 and 19
# - **c**: 10 and 19
# - **d**: 10 and 10
#
# **B.** A logistic regression fits well. With `class_weight="balanced"` it says 0.5 of a patient; 2 % of all patients are ill. What is this patient's risk?
#
# - **a**: 0.5
# - **b**: 0.04
# - **c**: 0.01
# - **d**: 0.02
#
# **C.** The training rows were under-sampled to half and half. On them a model is fitted with `class_weight="balanced"`. What does the weight do, and which prior has the model seen?
#
# - **a**: It does nothing, and the prior is one half.
# - **b**: It does nothing, and the prior is that of the full data before the under-sampling.
# - **c**: It doubles the effect, and the prior is above one half.
# - **d**: It undoes the under-sampling.
#
# **D.** Where is a class weight the right tool?
#
# - **a**: Where the risk is multiplied with money.
# - **b**: Where the average precision of logistic regression or boosting must rise.
# - **c**: Where only `predict` can be called: the weight says how many false alarms a miss costs.
# - **d**: Wherever less than a tenth of the rows are positive.
#
# Put a letter in quotes, such as `"a"`, in place of each `...` in the next cell, and run it (Shift+Enter).

# %% id="ex-7-quiz" slideshow={"slide_type": "skip"}
check("7.quiz", a=..., b=..., c=..., d=...)

# %% [markdown] id="recap" slideshow={"slide_type": "slide"} tags=["takeaway"]
# ## Recap and decision card
#
# A class weight changes the share of positives that a model takes for granted. All odds are multiplied by
# the ratio of the weights, so the order hardly moves and the risks grow. **Sixty per cent, balanced, is sixty
# per cent of a world that is half positive.** The recall that is won at 0.5 is won as well by moving the cut.
# The shift can be divided out again, as far as nothing but the prior has shifted.
#
# | When you see | Do |
# | --- | --- |
# | weights, and risks that are shown, added or multiplied | take the weights out |
# | a weighted model that is somebody else's | correct from w₁n₁ / (w₁n₁ + w₀n₀); check mean risk and curve |
# | a weighted tree model, corrected | expect a wrong mean risk; calibrate on held-out rows |
# | "recall rose" | compare with the plain model at a lower cut |
# | weights that raise the ranking | look for what the model cannot fit |
# | a sample that is not the population | weigh rows (or classes) by what they stand for |
#
# **Next:** ensembles balance every member. Is the average of shifted models still shifted?
# ([lesson 8](08_ensembles.ipynb))

# %% [markdown] id="recap-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Leave the card on screen. Closing question: where in your project is a weighted risk added
# up or multiplied? Answers: recall d, b; 7.2 0.342; 7.3 c, r; quiz c, d, a, c. Next lesson: ensembles
# that balance every member.

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
#   models.* JAMIA 29, 1525-1534. For logistic regression after over-
#   and under-sampling and SMOTE, which shift the prior as weights do: risks strongly overestimated, no
#   higher ROC AUC, and moving the threshold does as well.
# - Carriero, A. et al. (2025). *The harms of class imbalance corrections for machine learning based
#   prediction models: a simulation study.* Statistics in Medicine (arXiv 2404.19494). Of
#   corrections in general; its abstract does not name class weights. Without correction calibration was equal or better in every scenario, and re-calibrating did not always repair it.
# - Phelps, N., Lizotte, D. J. and Woolford, D. G. (2024). *Challenges in the calibration of tree-based
#   models for imbalanced classification.* arXiv 2412.16209. After under-sampling, a
#   forest corrected by formula gives prevalences that depend on its settings and on the sampling rate,
#   and trees can lean towards the minority (abstract read); calibrators that learn suit them better.
# - Menon, A. K. et al. (2021). *Long-tail learning via logit adjustment.* ICLR. Exercise 7.5 for deep
#   networks, after training or inside the loss.
# - scikit-learn, reference page of `CalibratedClassifierCV`. It prefers the sigmoid for badly calibrated
#   models on very imbalanced data, because it has an intercept. (The slide gives
#   "scikit-learn documentation" as the source of its code; the pair of weights stands there, not its half.)
#
# **Next:** lesson 8. Ensembles balance each of their members. Does the crowd repair what each of them
# does to the risks?
