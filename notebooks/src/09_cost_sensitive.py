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
# # 9 · Costs: in the decision, once
#
# **The question:** *a miss costs more than a false alarm. Where do I tell the model?*
#
# About 75 minutes in class, about 100 alone · needs lessons 1, 3, 6 and 7
#
# After this lesson you can
#
# - take a threshold from a matrix of four costs (exercise 9.1),
# - find where a cost is counted twice, and the price that results (exercise 9.2),
# - add up a bill with an amount for each row (9.3, after class),
# - decide by the amount of each row (9.4),
# - tune a cut for cost, not against it (9.5 starred).

# %% [markdown] id="title-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes, then 3 for the warm-up.* Ask: what does a miss cost at your place, and where in your code does that
# number stand? The usual answer is "in class_weight", or silence. Warm-up: usual errors are A c (odds taken for a
# risk) and B b; do not discuss them longer, 9.2 needs B again. Timing, 74 in all: title and warm-up 5, snippet 5,
# mended and matrix 6, ten clients 3, exercise 9.1 6, predict 2, headline 6, exercise 9.2 7, money 10, exercise 9.4
# 10, band 5, time 4, myth 3, recap 2. For home: 9.3, which is required, and 9.5, the scoreboards, the explorer, the exception, the quiz.

# %% id="setup" slideshow={"slide_type": "skip"} tags=["setup"]
from dataclasses import replace

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import make_scorer, roc_auc_score
from sklearn.model_selection import (
    StratifiedGroupKFold,
    StratifiedKFold,
    TunedThresholdClassifierCV,
    cross_val_predict,
)
from sklearn.naive_bayes import GaussianNB
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import (
    FunctionTransformer,
    OneHotEncoder,
    OrdinalEncoder,
    StandardScaler,
)

from course_utils.datasets import load_dataset, make_card_fraud
from course_utils.evaluation import fold_interval, scoreboard
from course_utils.lessons import check, hint, solution
from course_utils.plots import explore_costs, plot_intervals, show

bank = load_dataset("bank_calls")  # who says yes when the bank calls?

# %% [markdown] id="helpers" slideshow={"slide_type": "skip"}
# Models, splits, weights and tuned thresholds below are scikit-learn in the open. Five helpers of the course
# do the rest: `fold_interval` and `scoreboard` put an interval on every score, `plot_intervals`, `show` and
# `explore_costs` draw. `fold_interval??` in a cell of its own shows a helper's source. Lines that begin
# with `assert` prove a claim of the text; they may be skipped.
#
# <details><summary><b>Foundations:</b> what is new, and what was explained before</summary>
#
# - A **decision** is a yes or no for one row; a **risk** is the predicted probability of the positive class.
#   A model gives risks. Decisions need costs as well.
# - The **cost matrix** says what each of the four outcomes costs: right or wrong alarm, miss, right pass. A
#   gain is a negative cost.
# - **Expected cost**: the average over many rows of the same risk. At a risk of 0.2, one in five is positive.
# - **Cut** or threshold: rows with at least this risk are flagged. **Odds** are p / (1 − p) (lesson 7).
# - **Calibrated**: of the rows with a risk of 10 %, about 10 % are positive (lesson 6).
# - **Worth, ratio, k**: a call costs 1 here and a missed yes is a loss of `worth`. A call that was needed costs 1 as
#   well, so a wrong decision loses worth − 1 on a yes and 1 on a no. This **ratio**, worth − 1 to 1, is lesson 1's
#   k: 1 / worth and 1 / (1 + k) are the same cut. Where right decisions cost nothing, the ratio is the miss itself.
# - **[Brackets]** hold 95 % intervals: over folds, or from drawing whole customers or whole days again, as is said
#   each time. Two rules are compared by the interval of their *difference* on the same rows.
# - The other words stand in the [glossary](01_introduction.ipynb#Glossary) of lesson 1.
# </details>

# %% [markdown] id="ex-9-recall-prompt" slideshow={"slide_type": "slide"}
# ### Warm-up 9
#
# What you know from earlier lessons. No points; each answer has its reason.
#
# **A.** A model's risks are right. A miss costs as much as four false alarms, a right decision nothing. From which risk do you flag?
#
# - **a**: 0.5
# - **b**: 0.2
# - **c**: 0.25
# - **d**: It depends on the prevalence.
#
# **B.** A logistic regression is fitted with `class_weight="balanced"`; one row in ten is positive. Its order of the rows hardly changes. What happens to its risks?
#
# - **a**: They stay.
# - **b**: They are multiplied by 9.
# - **c**: Their sum is halved.
# - **d**: Their odds are multiplied by about 9.
#
# Put a letter in quotes, such as `"a"`, in place of each `...` in the next cell, and run it (Shift+Enter).

# %% id="ex-9-recall" slideshow={"slide_type": "skip"}
check("9.recall", a=..., b=...)

# %% [markdown] id="outline" slideshow={"slide_type": "slide"}
# ## A published slide, and its code
#
# Slide 9 of the outline that this course takes at its word:
#
# > Cost-sensitive learning involves assigning different misclassification costs to different classes, which
# > can help prioritize the correct classification of the minority class.
#
# Costs do differ. What in this code is a cost? Take two minutes.

# %% id="published" slideshow={"slide_type": "-"} tags=["published"]
snippet = """
from sklearn.linear_model import LogisticRegression

# Define class weights
class_weights = {0: 1, 1: 10}  # Higher weight for minority class

# Train model with class weights
model = LogisticRegression(class_weight=class_weights)
model.fit(X, y)
"""

# %% [markdown] id="outline-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* The room finds the missing `X` and `y`, and that it is the code of lesson 7. Ask: where does
# the 10 come from? Usual answer: "from the imbalance". Then it is not a cost.

# %% [markdown] id="faults" slideshow={"slide_type": "slide"}
# ## Four faults, and what may follow
#
# 1. `X` and `y` come from nowhere, and nothing is split, encoded or scaled.
# 2. It is the code of lesson 7: a weight moves the prior and spoils the risks.
# 3. **Nobody said what the 10 is.** No currency, no matrix, no word of what a *right* alarm costs.
# 4. **The decision is hidden.** `predict` cuts at 0.5. Together with the weight that *is* a price, 10 to 1,
#    counted once; but no line says so. Whoever then "also" sets a threshold by cost counts it twice, and no
#    error message tells.

# %% id="published-run" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
try:
    exec(snippet, {})
    raise AssertionError("The published snippet runs by itself now; say so.")
except NameError as error:
    print(f"as published: {type(error).__name__}: {error}")
try:
    exec(snippet, {"X": bank.data, "y": bank.target})
    raise AssertionError("The snippet takes words as columns now; say so in the text.")
except ValueError as error:
    print("on bank_calls:", error)
names = {"X": bank.data[bank.numeric] / bank.data[bank.numeric].std(), "y": bank.target}
exec(snippet, names)
said = names["model"].predict_proba(names["X"])[:, 1].mean()
print(f"with scaled numbers: mean risk {said:.3f}, said yes {bank.target.mean():.3f}")
assert said > 3 * bank.target.mean()

# %% [markdown] id="faults-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Fault 3 is the one to dwell on: costs come from the people who pay, not from the table. Ask
# who that is in the participants' work. Usual wrong answer: "the ratio of the classes will do". Objection: "so a weight of 10 is a decision after all?"
# Yes, and right for whoever has that price. The headline bills it.

# %% [markdown] id="mended-title" slideshow={"slide_type": "slide"}
# ## Mended: costs named, model plain, decision explicit
#
# A call costs 1, whether the client says yes or no. A client who would have said yes and is not called is a
# loss of `worth` calls. We take 8; **the data do not tell, somebody at the bank must**.
# The file is ordered by date, and "yes" is more than ten times as frequent in its last tenth as in its first. These folds are *shuffled*: they
# speak of calls from the same times, and part of what the model knows is *when* a call was made. By time: later.

# %% id="mended" slideshow={"caption": "The cost enters once, in the cut; the model keeps its plain risks.", "frame": "bill = np.where(plain >= 1 / worth, 1, worth * y)  # what each client costs, in calls", "slide_type": "-"} tags=["mended", "claim"]
X, y = bank.data[::4], bank.target.to_numpy()[::4]  # every fourth call, for speed
words = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
scale = StandardScaler()
encode = make_column_transformer((words, bank.categorical), (scale, bank.numeric))
logistic = make_pipeline(encode, LogisticRegression(solver="newton-cholesky"))
five = StratifiedKFold(5, shuffle=True, random_state=0)
plain = cross_val_predict(logistic, X, y, cv=five, method="predict_proba")[:, 1]
worth = 8  # calls; from a risk of 1 / worth on, calling is cheaper
bill = np.where(plain >= 1 / worth, 1, worth * y)  # what each client costs, in calls
print(f"by the model {1000 * bill.mean():.3f} calls per 1,000 clients,", end=" ")
print(f"calling none {1000 * worth * y.mean():.3f}, calling all 1000.000")
assert bill.mean() < min(1, worth * y.mean())

# %% [markdown] id="mended-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Three lines: the risk, the price, the decision with its bill. The bill is a number per client.
# Ask why calling all costs 1,000: every client costs one call and nobody is missed.

# %% [markdown] id="matrix" slideshow={"slide_type": "slide"}
# ## The cost matrix, and the threshold that follows
#
# | | would say yes | would say no | expected at risk p |
# | --- | --- | --- | --- |
# | **call** | 1 ($c_{\mathrm{TP}}$) | 1 ($c_{\mathrm{FP}}$) | 1 |
# | **do not** | 8 ($c_{\mathrm{FN}}$) | 0 ($c_{\mathrm{TN}}$) | 8 p |
#
# Calling is cheaper from 8 p = 1, that is p = 1/8. In general (Elkan 2001) look *down a column*: the wrong decision
# loses 8 − 1 = 7 on a yes, 1 − 0 = 1 on a no.
#
# $$p^* = \frac{c_{\mathrm{FP}} - c_{\mathrm{TN}}}{(c_{\mathrm{FP}} - c_{\mathrm{TN}}) + (c_{\mathrm{FN}} - c_{\mathrm{TP}})} = \frac{1}{1 + 7}$$
#
# **No prevalence in it:** that is in p already. With k = 7 it is lesson 1's 1 / (1 + k).

# %% [markdown] id="matrix-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Fill the matrix with the room, column by column. Usual wrong answer: 1 / (1 + 8), which
# forgets that a successful call costs a call too. Ask what happens if the call for a yes earns something:
# put a gain in as a negative cost, nothing else changes.

# %% [markdown] id="ten-title" slideshow={"slide_type": "slide"}
# ## Ten clients by hand
#
# | | risk | clients | say yes | calling them costs | not calling |
# | --- | --- | --- | --- | --- | --- |
# | A | 1/2 | 2 | 1 | 2 | 8 |
# | B | 1/4 | 4 | 1 | 4 | 8 |
# | C | 0 | 4 | 0 | 4 | 0 |
#
# Four rules: cut at 0.5, cut at 1/8, call all, call none. **Which bill has each?** And which other cuts cost as
# little as 1/8?

# %% id="ten" slideshow={"slide_type": "fragment"} tags=["claim", "hide-input"]
p_ten = np.repeat([1 / 2, 1 / 4, 0], [2, 4, 4])
yes = np.array([1, 0, 1, 0, 0, 0, 0, 0, 0, 0])
ten = {"0.5": 0.5, "1/8": 1 / 8, "1/4": 1 / 4, "0.001": 0.001, "all": 0, "none": 2}
bill_ten = {rule: np.where(p_ten >= c, 1, 8 * yes).sum() for rule, c in ten.items()}
print("cut    bill in calls")
for rule, calls_ten in bill_ten.items():
    print(f"{rule:5}  {calls_ten:2}")
assert bill_ten["1/8"] == bill_ten["1/4"] == bill_ten["0.001"] == 6

# %% [markdown] id="ten-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* On the board first, then turn on. Cuts as good as 1/8 here: all from just above 0 to 1/4, since only
# the side counts on which a client falls. So a cost known roughly may be good enough; we come back to that.

# %% [markdown] id="ex-9-1-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 9.1 · Predict the threshold from four costs
#
# *1 point; about 5 minutes.*
#
# A machine may be about to fail. Opening it costs 300. If it was about to fail, it is also repaired:
# 1,000 in all. A machine that fails unopened costs 4,300. One that is left alone and runs on costs
# nothing.
#
# | | about to fail | sound |
# | --- | --- | --- |
# | **opened** | 1,000 | 300 |
# | **left alone** | 4,300 | 0 |
#
# From which probability of failure is opening the cheaper decision, to three decimals? The
# probabilities are right.
#
# Replace the `...` by a number. Stuck? Run `hint("9.1")`.

# %% id="ex-9-1" slideshow={"slide_type": "skip"}
answer_9_1 = ...

# %% id="ex-9-1-check" slideshow={"slide_type": "skip"}
check("9.1", answer_9_1)

# %% [markdown] id="threshold-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *6 minutes with the answer* (0.083). Down the columns: 300 − 0 and 4,300 − 1,000; 300 of 3,600.
# Usual wrong answer: 300 / 4,600, which forgets what a success costs; then 300 / 1,300, along a row.

# %% [markdown] id="where-title" slideshow={"slide_type": "slide"}
# ## Three places for a cost. Predict, then run
#
# - **in the cut**: plain model, cut at 1 / worth;
# - **in a tuned cut**: `TunedThresholdClassifierCV` looks for the cut that costs least on held-out training rows;
# - **in the weights**: a yes weighs worth − 1, and `predict` cuts at 0.5.
#
# Beside them, for comparison: the plain model at 0.5; the slide's weight of **10** at 0.5; `"balanced"` at 0.5; **both**
# (weights worth − 1 *and* the cut 1 / worth); calling all; calling none.
#
# A deposit is worth 4 calls, 8, or 20. Which rules are alike, and which is the dearest?

# %% id="rules" slideshow={"slide_type": "skip"}
folds = list(five.split(X, y))


def by_fold(bill, folds=folds):
    """Return the bill per 1,000 rows in each fold."""
    return np.array([1000 * bill[tested].mean() for _, tested in folds])


def over_folds(values):
    return fold_interval(values, n_train=4, n_test=1)


def calls(called, worth):
    return np.where(called, 1, worth * y)


def weighted(class_weight):
    model = clone(logistic).set_params(logisticregression__class_weight=class_weight)
    return cross_val_predict(model, X, y, cv=folds, method="predict_proba")[:, 1]


def tuned(model, worth):
    """Return the calls by a cut tuned inside the training rows of each fold, and the cuts."""

    def gain(labels, called):  # a score: higher is better, hence the minus
        return -np.mean(np.where(called == 1, 1, worth * labels))

    inner = StratifiedKFold(3, shuffle=True, random_state=0)
    chosen = TunedThresholdClassifierCV(model, scoring=make_scorer(gain), cv=inner)
    called, found = np.empty(len(y), dtype=bool), []
    for trained, tested in folds:
        chosen.fit(X.iloc[trained], y[trained])
        called[tested] = chosen.predict(X.iloc[tested]) == 1
        found.append(chosen.best_threshold_)
    return called, found


balanced, ten_to_one = weighted("balanced"), weighted({0: 1, 1: 10})


def rules(worth):
    heavy = weighted({0: 1, 1: worth - 1})
    return {
        "call none": plain > 1,
        "call all": plain >= 0,
        "plain at 0.5": plain >= 0.5,
        "cut": plain >= 1 / worth,
        "tuned cut": tuned(logistic, worth)[0],
        "weights at 0.5": heavy >= 0.5,
        "10 at 0.5": ten_to_one >= 0.5,
        "balanced at 0.5": balanced >= 0.5,
        "both": heavy >= 1 / worth,
        "balanced and cut": balanced >= 1 / worth,
    }


bills = {
    worth: {name: by_fold(calls(flags, worth)) for name, flags in rules(worth).items()}
    for worth in (4, 8, 20)
}

# %% [markdown] id="where-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Collect guesses: most expect "both" to be the most careful and so the best. `make_scorer` turns a
# function of labels and decisions into what the search maximises; hence the minus in `tuned`. Exercise 9.5 is about it.

# %% [markdown] id="headline-title" slideshow={"slide_type": "slide"}
# ## The same cost, put in different places
#
# Bill minus that of the plain model cut at 1 / worth, same folds; a panel for each worth of a deposit, in calls, with the bill of
# that cut above it. Right of the line is dearer.

# %% id="headline" slideshow={"slide_type": "-"} tags=["headline", "claim", "hide-input"]
shown = {
    "tuned cut": "tuned cut",
    "weights at 0.5": "weights, cut at 0.5",
    "10 at 0.5": "weight 10, cut at 0.5",
    "balanced at 0.5": "balanced, cut at 0.5",
    "both": "both: weights and cut",
    "plain at 0.5": "plain, cut at 0.5",
    "call all": "call all",
    "call none": "call none",
}
extra = {
    worth: {
        name: over_folds(bills[worth][name] - bills[worth]["cut"]) for name in shown
    }
    for worth in (4, 8, 20)
}
dearer = "calls per 1,000 clients more than the cut at 1 / worth, 95 % interval"
open_frame = {"axes.spines.right": False, "axes.spines.top": False, "axes.grid": True}
with plt.rc_context({"font.size": 14, "grid.color": "#DDDDDD", **open_frame}):
    figure, axes = plt.subplots(
        1, 3, figsize=(13, 5.1), sharex=True, sharey=True, layout="constrained"
    )
    for ax, (worth, part), role in zip(
        axes, extra.items(), ("honest", "highlight", "leaky")
    ):
        title = f"worth {worth}: the cut costs {bills[worth]['cut'].mean():,.0f}"
        plot_intervals(
            {title: {shown[name]: found for name, found in part.items()}},
            xlabel=dearer,
            roles={title: role},
            reference=0,
            reference_label="plain, cut at 1 / worth",
            ax=ax,
        )
        ax.set_title(title, fontsize=15)
        ax.set_xlabel("")
        ax.tick_params(labelsize=14)
        ax.get_legend().remove()
    figure.supxlabel(dearer, fontsize=14)
    ax.set_xlim(-60, 700)
    for name in ("plain at 0.5", "call none"):
        far, row = extra[20][name], list(shown).index(name)
        ax.annotate(f"{far.estimate:,.0f} →", (690, row), ha="right", va="center")
        assert far.low > 700  # off the panel, hence the number in it
show(
    figure,
    alt="Where the cost is put, bank calls, shuffled folds; a panel for each worth.",
    upright=True,
)
four, eight, twenty = extra.values()
assert four["both"].low > 80 and eight["both"].low > 250
assert four["plain at 0.5"].low > 0 and eight["plain at 0.5"].low > 0
assert twenty["plain at 0.5"].low > 0
assert four["balanced at 0.5"].low > 0 and twenty["balanced at 0.5"].low > 0
assert eight["balanced at 0.5"].low < 0 < eight["balanced at 0.5"].high < 30
assert four["10 at 0.5"].low > 0 and eight["10 at 0.5"].low > 0
for name in ("both", "call all"):
    assert twenty[name].low < 0 < twenty[name].high
dearest = [
    max(costs, key=lambda rule: costs[rule].mean()) for costs in bills.values()
]
assert dearest == ["call all", "call all", "call none"]

# %% [markdown] id="headline-read" slideshow={"slide_type": "skip"}
# **Cut, tuned cut, weights:** put once, no place is shown to be cheaper than another. The bills are apart by a few per cent at
# most (printed after exercise 9.2).
#
# - **The slide's 10** is a price of 10 to 1, put once: clearly dearer where the price is 3, 7 or 19 to 1.
# - **"Balanced"** is clearly dearer at 4 and at 20, not at 8. There the negatives per yes (between 7 and 8) happen to lie near 7, the ratio of a
#   worth of 8. That is luck: it answers a question about the table, not about costs.
# - **Both** is dear at 4 and at 8. Exercise 9.2 asks why. At 20 its interval holds 0, and so does that of calling all: these rows
#   cannot tell.
# - **The dearest** of all is calling everybody at 4 and at 8, and calling nobody at 20.
#
# So which of the three? The cut: the risks stay right, and when the price changes tomorrow, one number changes and
# nothing is fitted again.

# %% [markdown] id="headline-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *6 minutes.* Go down the rows. Ask why "balanced" is not clearly dearer in the middle panel only. Usual wrong answer: "8 is a
# good number". The negatives per yes lie between 7 and 8, and a worth of 8 is a ratio of 7: near enough. Objection: "if cut and weights are alike,
# which do I take?" The cut: risks stay right, costs may change. Then "both": ask for the factor, and let exercise 9.2 answer.

# %% [markdown] id="ex-9-2-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 9.2 · An audit: cost-sensitive throughout?
#
# *2 points; about 5 minutes.*
#
# A miss costs as much as 20 false alarms, right decisions cost nothing, and the model fits
# well. The report says: *"We are cost-sensitive throughout."*
#
# **Mark the two lines by which the cost enters the decision, and so is counted twice.**
#
# ```python
# 1  model = LogisticRegression(class_weight={0: 1, 1: 20})
# 2  model.fit(X_train, y_train)
# 3  p = model.predict_proba(X_test)[:, 1]
# 4  cut = 1 / (1 + 20)
# 5  flagged = p >= cut
# 6  bill = np.where(flagged, 1 - y_test, 20 * y_test).sum()
# ```
#
# **And why?** As it stands, the code decides as a plain model would if a miss cost how many false alarms?
#
# - **p**: 20
# - **q**: 21
# - **r**: 40
# - **s**: 400
#
# Replace the `...` by a set of line numbers, such as `{1, 2}`. Stuck? Run `hint("9.2")`.

# %% id="ex-9-2" slideshow={"slide_type": "skip"}
answer_9_2 = ...
why_9_2 = ...

# %% id="ex-9-2-check" slideshow={"slide_type": "skip"}
check("9.2", answer_9_2, why_9_2)

# %% [markdown] id="twice-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *7 minutes with the answer.* The code is one page back: return to it after reading the question. Usual errors: line 6 is marked because a 20 stands in it (a bill must hold the
# cost), and r, adding instead of multiplying. Hint to give: take a row with plain odds of 1 to 20. Answer: lines 1 and 4, s; the next table
# checks it on the calls.

# %% id="savings" slideshow={"slide_type": "skip"} tags=["claim", "hide-input"]
print(f"negatives per yes {(1 - y.mean()) / y.mean():.3f}")
for name in ("tuned cut", "weights at 0.5"):
    apart = [
        100 * max(-part[name].low, part[name].high) / bills[worth]["cut"].mean()
        for worth, part in zip(bills, (four, eight, twenty))
    ]
    print(
        f"{name}: apart by at most",
        *(f"{share:.3f} %" for share in apart),
        "of the bill",
    )
    assert max(apart) < 8 and all(
        part[name].low < 0 < part[name].high for part in extra.values()
    )
saved = {}
for worth, costs in bills.items():
    trivial = min(costs["call none"], costs["call all"], key=np.mean)
    saved[f"worth {worth}"] = {
        name: over_folds(trivial - cost)
        for name, cost in costs.items()
        if not name.startswith("call")
    }
    squared = by_fold(calls(plain >= 1 / (1 + (worth - 1) ** 2), worth))
    apart = over_folds(costs["both"] - squared)
    print(
        f"worth {worth}: both minus a plain cut at the ratio {(worth - 1) ** 2} to 1: {apart}"
    )
    assert apart.low > -30 and apart.high < 30
assert saved["worth 4"]["cut"].low > 0 and saved["worth 8"]["cut"].low > 0
assert all(part.low < 0 for part in saved["worth 20"].values())
said_yes = bank.target.to_numpy()
whole = cross_val_predict(
    logistic, bank.data, said_yes, cv=five, method="predict_proba"
)[:, 1]
spared = over_folds(
    by_fold(
        1 - np.where(whole >= 1 / 20, 1, 20 * said_yes),
        list(five.split(bank.data, said_yes)),
    )
)
print(f"worth 20, the whole file: the cut saves {spared} against calling all")
assert spared.low > 0
for part in ("worth 4", "worth 8"):
    assert max(saved[part][name].high for name in ("both", "balanced and cut")) < 0
print(
    "saved against the cheaper of calling none and calling all, calls per 1,000 clients:"
)
pd.DataFrame(saved).map(str)

# %% [markdown] id="twice-read" slideshow={"slide_type": "skip"}
# **Weights and the formula's cut together** decide as if the ratio were squared: on these calls "both" and a plain cut at the
# squared ratio cost nearly the same. In the table both pairs that count twice (the last two rows) are clearly dearer at 4 and
# at 8 than doing without a model. At 20 no rule is clearly better than the cheaper of the two trivial ones *on these rows*, a quarter of
# the file. On the whole file the cut is (printed): what was missing were rows, not a gain.

# %% [markdown] id="board-title" slideshow={"slide_type": "skip"}
# ## Scoreboard: calls, a deposit worth 8
#
# Cost per 1,000 clients, in calls. Each model is cut where that is cheapest *if its risks are right*; the dummy
# then does the cheaper of calling none and all. The weighted model's risks are wrong, and its bill shows it.
#
# Is all this true of logistic regression only? Two other models are beside it: boosting that stops early, and a forest. Both are
# **cheaper than logistic regression** at the same cut of 1/8. For both, neither weights at 0.5 nor a cut tuned on the
# other folds can be told from the cut, and weights and cut together are as wrong as before: nearly as dear as a plain cut at the squared ratio (all printed). The balanced
# model is no match for plain boosting at a tuned cut of its own either.

# %% id="board" slideshow={"slide_type": "skip"} tags=["scoreboard", "on-bank_calls", "claim", "hide-input"]
price = {"cost_fp": 1, "cost_tp": 1, "cost_fn": 8}
codes = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)
numbers = make_column_transformer((codes, bank.categorical), remainder="passthrough")
rivals = {
    "boosting, stops early": HistGradientBoostingClassifier(
        learning_rate=0.2, max_leaf_nodes=8, early_stopping=True, random_state=0
    ),
    "forest": RandomForestClassifier(
        50, min_samples_leaf=10, max_samples=0.5, random_state=0
    ),
}


def rival_risk(model, class_weight=None):
    model = make_pipeline(numbers, clone(model).set_params(class_weight=class_weight))
    return cross_val_predict(model, X, y, cv=folds, method="predict_proba")[:, 1]


def tuned_elsewhere(risks, worth):
    """Return the calls by the cut that is cheapest on the other folds' risks."""
    called, tried = np.empty(len(y), dtype=bool), np.geomspace(0.02, 0.9, 80)
    for others, tested in folds:
        paid = [
            np.where(risks[others] >= cut, 1, worth * y[others]).sum() for cut in tried
        ]
        called[tested] = risks[tested] >= tried[np.argmin(paid)]
    return called


risk = {name: rival_risk(model) for name, model in rivals.items()}
rows = {}
for name, model in rivals.items():
    heavy = rival_risk(model, {0: 1, 1: 7})
    cut = by_fold(calls(risk[name] >= 1 / 8, 8))
    by_tuning = by_fold(calls(tuned_elsewhere(risk[name], 8), 8))
    squared = by_fold(calls(risk[name] >= 1 / 50, 8))
    rows[name] = {
        "cut 1/8, minus logistic's": over_folds(cut - bills[8]["cut"]),
        "tuned minus cut": over_folds(by_tuning - cut),
        "weights at 0.5 minus cut": over_folds(by_fold(calls(heavy >= 0.5, 8)) - cut),
        "both minus cut": over_folds(by_fold(calls(heavy >= 1 / 8, 8)) - cut),
        "cut 1/50 minus cut": over_folds(squared - cut),
        "tuned, minus balanced logistic tuned": over_folds(
            by_tuning - by_fold(calls(tuned_elsewhere(balanced, 8), 8))
        ),
    }
    own = rows[name]
    assert own["cut 1/8, minus logistic's"].high < 0
    assert own["tuned minus cut"].low < 0 < own["tuned minus cut"].high
    assert own["weights at 0.5 minus cut"].low < 0 < own["weights at 0.5 minus cut"].high
    assert own["both minus cut"].low > 200
    assert own["both minus cut"].estimate > 0.8 * own["cut 1/50 minus cut"].estimate
assert (
    rows["boosting, stops early"]["tuned, minus balanced logistic tuned"].high < 0
)
print("calls per 1,000 clients, differences on the same folds, worth 8")
print(pd.DataFrame(rows).map(str).to_string())
methods = {"logistic regression": plain, **risk, "logistic, balanced": balanced}
board = scoreboard(y, methods, costs=price, n_resamples=500)
cost = board.intervals("cost_per_1000")
assert cost["logistic regression"].high < cost["logistic, balanced"].low
board

# %% [markdown] id="money" slideshow={"slide_type": "slide"}
# ## Money: every payment has a price of its own
#
# SYNTHETIC card payments (`make_card_fraud`). Flag one: somebody calls the owner, **5 in money**, fraud or
# not, and the fraud is stopped. A missed fraud costs **its amount**.
#
# | | fraud | no fraud | expected at risk p |
# | --- | --- | --- | --- |
# | **call** | 5 | 5 | 5 |
# | **let through** | amount | 0 | p · amount |
#
# Call when p · amount ≥ 5: **a cut of 5 / amount for each payment**. For 500 a risk of one in a hundred is enough;
# for 4 no risk is.
#
# Its rivals: **one cut** for all payments, from the mean amount or tuned for money on the training customers; **balanced** weights at 0.5; **weights**, each
# row weighs what is at stake in it (`sample_weight`), cut at 0.5; **both**, these weights and 5 / amount.

# %% id="money-data" slideshow={"slide_type": "skip"}
FEE = 5  # money, for a call
made = make_card_fraud(n_customers=1000, n_days=60, random_state=0)
X_pay, fraud = made[made.attrs["features"]], made.fraud.to_numpy()
amount, customer = made.amount.to_numpy(), made.customer.to_numpy()
by_customer = StratifiedGroupKFold(5, shuffle=True, random_state=0)
# New customers in each fold.
pay_folds = list(by_customer.split(X_pay, fraud, customer))


def features(table):
    """Return what a straight line can use: logarithms, the night, a terminal far off."""
    return pd.DataFrame(
        {
            "amount": np.log(table.amount),
            "unusual": np.log(table.amount / table.usual_amount),
            "night": (table.hour < 6).astype(float),
            "distance": np.log1p(table.distance),
            "away": (table.distance > 5).astype(float),
            "cases": table.terminal_cases,
            "any case": (table.terminal_cases > 0).astype(float),
        }
    )


line = make_pipeline(
    FunctionTransformer(features),
    StandardScaler(),
    LogisticRegression(solver="newton-cholesky"),
)


def pay_risk(model, row_weight=None):
    """Return each payment's risk from a model that has not seen its customer."""
    passed = (
        {} if row_weight is None else {"logisticregression__sample_weight": row_weight}
    )
    return cross_val_predict(
        model, X_pay, fraud, cv=pay_folds, method="predict_proba", params=passed
    )[:, 1]


def by_group(difference, group):
    """Return a mean difference per 1,000 rows; its interval draws whole groups again."""
    code = pd.factorize(group)[0]
    sums, size = np.bincount(code, difference), np.bincount(code)
    drawn = np.random.default_rng(0).integers(size.size, size=(2_000, size.size))
    means = 1000 * sums[drawn].sum(axis=1) / size[drawn].sum(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return replace(over_folds(means), estimate=1000 * difference.mean(), low=low, high=high)


p_pay = pay_risk(line)
# At stake in a payment: the amount minus the fee if it is a fraud, the fee if it is none.
stakes = np.where(fraud == 1, np.maximum(amount - FEE, 0), FEE)
p_stakes = pay_risk(line, stakes / stakes.mean())
heavy_line = clone(line).set_params(logisticregression__class_weight="balanced")
p_balanced = pay_risk(heavy_line)

# %% [markdown] id="money-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Let the room fill the matrix. Ask for the cut at 50 (0.1) and at 4 (none). Usual wrong answer:
# "take the average amount": next figure. Customers are kept together, since they can be known again.

# %% [markdown] id="money-result-title" slideshow={"slide_type": "slide"}
# ## What each rule costs, in money
#
# Bill minus that of the plain model cut at 5 / amount, on the same payments. Right of the line is dearer. The intervals draw whole
# *customers* again. **Amount alone:** flag above one limit, no model. **Truth** is the simulator's own probability.

# %% id="money-result" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
true_p = made.fraud_probability.to_numpy()
mean_cut, tuned_cut, limit = np.empty((3, len(fraud)))
tried, tried_limits = np.geomspace(0.002, 0.5, 80), np.geomspace(20, 2_000, 80)
for trained, tested in pay_folds:  # cuts and limit from the training customers alone
    mean_cut[tested] = FEE / amount[trained][fraud[trained] == 1].mean()
    inner = StratifiedGroupKFold(3, shuffle=True, random_state=0)
    known = X_pay.iloc[trained], fraud[trained], customer[trained]
    p_in = cross_val_predict(
        line, *known[:2], cv=list(inner.split(*known)), method="predict_proba"
    )[:, 1]
    lost = fraud[trained] * amount[trained]
    tuned_cut[tested] = tried[
        np.argmin([np.where(p_in >= cut, FEE, lost).sum() for cut in tried])
    ]
    limit[tested] = tried_limits[
        np.argmin(
            [
                np.where(amount[trained] >= top, FEE, lost).sum()
                for top in tried_limits
            ]
        )
    ]
decided = {
    "let all through": p_pay > 1,
    "call about all": p_pay >= 0,
    "plain at 0.5": p_pay >= 0.5,
    "amount alone": amount >= limit,
    "balanced at 0.5": p_balanced >= 0.5,
    "one cut, mean amount": p_pay >= mean_cut,
    "one cut, tuned": p_pay >= tuned_cut,
    "cut 5 / amount": p_pay * amount >= FEE,
    "weights at 0.5": p_stakes >= 0.5,
    "both": p_stakes * amount >= FEE,
    "truth, cut 5 / amount": true_p * amount >= FEE,
}
paid = {name: np.where(flags, FEE, fraud * amount) for name, flags in decided.items()}


def dearer_by(name, other="cut 5 / amount"):
    return by_group(paid[name] - paid[other], customer)


more = {name: dearer_by(name) for name in paid}
near = [
    "amount alone",
    "balanced at 0.5",
    "one cut, mean amount",
    "one cut, tuned",
    "weights at 0.5",
    "both",
]
ax = plot_intervals(
    {name: more[name] for name in [*near, "truth, cut 5 / amount"]},
    xlabel="money per 1,000 payments more than the cut 5 / amount, 95 % interval",
    reference=0,
    reference_label="plain, cut 5 / amount",
)
ax.set_title("SYNTHETIC data: card payments, a call costs 5", loc="left")
ax.figure.legends[0].remove()  # the label of the axis says it
ax.figure.set_size_inches(9.5, 3.5)
show(
    ax.figure,
    alt="SYNTHETIC data: what each rule costs in money more than the cut 5 / amount.",
)
own, twice = decided["cut 5 / amount"], decided["both"]
fees, missed = 1000 * FEE * own.mean(), 1000 * (fraud * amount * ~own).mean()
for name in ("let all through", "plain at 0.5"):
    print(f"{name:15} costs more by {more[name]}")
best_single = by_fold(paid["one cut, tuned"] - paid["cut 5 / amount"], pay_folds)
print(f"one cut, tuned: over folds, each fitted anew, more by {over_folds(best_single)}")
for name in ("plain at 0.5", "amount alone", "balanced at 0.5"):
    assert more[name].low > 0
assert more["one cut, mean amount"].low > 0 and more["one cut, tuned"].low > 0
assert dearer_by("one cut, tuned", "one cut, mean amount").high < 0
assert over_folds(best_single).low < 0 < over_folds(best_single).high
assert dearer_by("plain at 0.5", "amount alone").low > 0
spared = dearer_by("let all through", "amount alone").estimate
assert spared > 0.8 * more["let all through"].estimate
bill_own = 1000 * paid["cut 5 / amount"].mean()
assert -0.08 * bill_own < more["weights at 0.5"].low
assert more["weights at 0.5"].high < 0.08 * bill_own
assert more["both"].low > 0 and dearer_by("both", "weights at 0.5").low > 0
assert -0.1 * bill_own < more["truth, cut 5 / amount"].estimate
assert more["truth, cut 5 / amount"].high < 0
assert twice.mean() > 3 * own.mean() and 0.3 < fees / (fees + missed) < 0.7

# %% [markdown] id="money-read" slideshow={"slide_type": "skip"}
# **The amount alone** surprises: one limit, no model, saves most of what can be saved, and is far cheaper than the model cut at 0.5.
# **Risk and amount together** save clearly more than either.
#
# **One cut from the mean amount** is the wrong one cut. **One cut tuned for money** is clearly cheaper than that, and still clearly dearer than
# 5 / amount: with these models a cut for each payment saves. It also needs no search, and a new fee changes one number. These intervals speak of
# the models as they were fitted. Over folds, where each model is fitted anew, the interval of this difference is wider and holds 0 (printed): that
# such models save in general is not shown; that these did, is.
#
# **Weights by what is at stake** did as well *instead* of the cut, even a little better (the interval ends just below 0): the line then learns, from the amount among its columns, where
# money is at risk. **Both** is dearer than either, and calls several times as often. The **truth** is cheaper still, by a few per cent
# of the bill: the line comes so near because its columns were made for this simulator; do not expect that in life.

# %% [markdown] id="money-result-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *6 minutes.* From top to bottom. Ask before: how far does one come with the amount and no model at all? Usual answer: "not far". It
# saves most of the money, and beats the model at 0.5. Then: what does a cut for each payment save against one *tuned* cut? Less than most
# think; clear for these models, not over folds. Then "both". Usual wrong
# answer: "both is safest". Objections: "weights did as well, why not those?" They must be fitted again when the fee changes, and
# their risks are wrong for every other use. "A false alarm annoys people." Right; put a price on it, in the matrix.
# Exercise 9.3 is for after class: turn on to 9.4.

# %% [markdown] id="pay-board-title" slideshow={"slide_type": "skip"}
# ## Scoreboard: money, SYNTHETIC payments
#
# Cost per 1,000 payments, each cut at its own 5 / amount; intervals by customer. Cut in this way, weighted
# models count the cost twice. The **dummy** gives every payment the same risk, the prevalence. So it calls about every payment above one
# amount, the fee divided by the prevalence: a limit without a model. Above the table: what each rule saves against letting all through, what the bill
# is made of (fees and missed amounts are each a good part of it), how often the rules call, and where the single cuts and limits lie.

# %% id="pay-board" slideshow={"slide_type": "skip"} tags=["scoreboard", "on-card_fraud", "claim", "hide-input"]
print("SYNTHETIC: saved against letting all through, money per 1,000 payments")
spared = {name: str(dearer_by("let all through", name)) for name in decided}
del spared["let all through"]
print(pd.Series(spared).to_string())
print(f"cut 5 / amount costs {bill_own:.3f}: ", end="")
print(f"fees {fees:.3f}, missed amounts {missed:.3f}")
print(
    f"calls per 1,000 payments: {1000 * own.mean():.3f}, both {1000 * twice.mean():.3f}"
)
print("tuned cuts", *sorted(f"{cut:.3f}" for cut in set(tuned_cut)), end="; ")
print("from the mean amount", *sorted(f"{cut:.3f}" for cut in set(mean_cut)))
print("limits of the amount", *sorted(f"{top:.3f}" for top in set(limit)), end="; ")
print(f"the dummy's {FEE / fraud.mean():.3f}")
methods = {
    "logistic regression": p_pay,
    "logistic, weighted by stakes": p_stakes,
    "logistic, balanced": p_balanced,
}
price = {"cost_fp": FEE, "cost_tp": FEE, "cost_fn": amount}
pay_board = scoreboard(fraud, methods, groups=customer, costs=price, n_resamples=500)
cost = pay_board.intervals("cost_per_1000")
assert cost["logistic regression"].high < cost["logistic, weighted by stakes"].low
pay_board


# %% [markdown] id="ex-9-3-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 9.3 · The bill of a day, with amounts
#
# *2 points; about 7 minutes.*
#
# The next cell holds a function to write. What it must do stands below the function's name. Replace the `...`, run it, then run the check below it. Use its parameters and what the lesson imported, none of the notebook's variables. Stuck? Run `hint("9.3")`.

# %% id="ex-9-3" slideshow={"slide_type": "skip"}
def day_bill(fraud, flagged, amount, fee):
    """Return what a day's decisions cost in money, all payments together.

    A flagged payment costs the `fee` of a call to the card's owner, fraud or not; the call
    stops a fraud. A fraud that is not flagged costs its own amount. Nothing else costs
    anything. There are days without a fraud, and days on which nothing is flagged.

    Parameters: `fraud` and `flagged`, arrays of 0 and 1; `amount`, an array of amounts in the
    same order; `fee`, a number. Returns: one number.
    """
    ...


# %% id="ex-9-3-check" slideshow={"slide_type": "skip"}
check("9.3", day_bill)


# %% [markdown] id="ex-9-4-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 9.4 · Decide about each payment
#
# *2 points; about 8 minutes.*
#
# The next cell runs, and is wrong. What it must do stands below the function's name. Mend it, run it, then run the check below it. Use its parameters and what the lesson imported, none of the notebook's variables. Stuck? Run `hint("9.4")`.

# %% id="ex-9-4" slideshow={"slide_type": "skip"}
def flag_payments(estimator, X, y, X_new, amount_new, fee):
    """Return which of the new payments to flag, so that the expected cost is lowest.

    A flagged payment costs `fee`, fraud or not; a missed fraud costs its own amount. Of two
    decisions that cost the same, flag. `estimator` has `predict_proba` and suits the data;
    fit it to `X` and `y`. Some payments are for less than the fee, some for nothing.

    Parameters: an unfitted `estimator`; `X`, an array, and `y`, 0 or 1, the known payments;
    `X_new`, an array, and `amount_new`, the payments to decide on; `fee`, a number above 0.
    Returns: an array of True and False, one for each new payment.
    """
    weights = np.where(y == 1, np.mean(amount_new) / fee, 1)
    model = estimator.fit(X, y, sample_weight=weights)
    return model.predict_proba(X_new)[:, 1] >= fee / np.mean(amount_new)


# %% id="ex-9-4-check" slideshow={"slide_type": "skip"}
check("9.4", flag_payments)

# %% [markdown] id="flag-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *10 minutes with the answer, alone or in pairs.* The starter does two things wrong: one cut from the mean amount, and the
# cost once more in the weights. Usual errors after that: the weights stay; fee / (fee + amount), which forgets that a call costs the fee
# for a fraud too. Hint to give: what is lost on average if this one payment is let through? Answer: no weights, p · amount ≥ fee.
# In 9.3, for home, the usual error: the fee for false alarms only.

# %% [markdown] id="explorer-title" slideshow={"slide_type": "slide"}
# ## Move the cost: threshold, calls and bill move along
#
# The slider sets what a miss costs *more* than a right call, in needless calls: the ratio, worth − 1. Right calls are free in this
# picture, so each bill is lower than before by the share that says yes; differences stay. *Of 1,000*: flagged; *hindsight*: the
# cheapest cut, once the answers are known. From which ratio is calling everybody about as cheap as the model?

# %% id="explorer" slideshow={"slide_type": "subslide"} tags=["hide-input"]
explore_costs(
    y,
    plain,
    ratio=7,
    title="Who says yes? Logistic regression, shuffled folds",
    invitation="From which ratio is calling everybody about as cheap?",
)

# %% [markdown] id="explorer-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *After class, or 4 minutes in place of the band.* Ask before moving: where is 0.5 right? At a ratio of 1. Where is "balanced" right?
# At negatives per positive, marked. Then move to the right until flag-all is as cheap; from there on the two differ by less than these
# rows can tell. The notebook prints the ratio with the regrets; on the whole file it is higher. Usual wrong answer: "the model is always better", or "at the prevalence".

# %% [markdown] id="band-title" slideshow={"slide_type": "slide"}
# ## "Between 4 and 16 calls": choose by regret
#
# Nobody knows the worth of a deposit exactly. **Regret** is what a cut costs more than the cut for the true worth. The band holds
# every worth from 4 to 16. Which cut would you take, if it may be any of them?

# %% id="band" slideshow={"slide_type": "-"} tags=["hide-input"]
cuts = np.geomspace(1 / 32, 0.6, 80)
worths = np.linspace(4, 16, 25)  # 4, 4.5, ... 16: each of them may be true
called = np.array([1000 * (plain >= cut).mean() for cut in cuts])
lost = np.array([1000 * (y * (plain < cut)).mean() for cut in cuts])  # missed yes
costs = {
    true_worth: called
    + true_worth * lost
    - 1000 * calls(plain >= 1 / true_worth, true_worth).mean()
    for true_worth in worths
}
worse = np.maximum(costs[4], costs[16])
chosen = cuts[worse.argmin()]
with plt.rc_context({"font.size": 15}):
    figure, ax = plt.subplots(figsize=(12.5, 4.8), layout="constrained")
    every = list(costs.values())
    band = np.min(every, axis=0), np.max(every, axis=0)
    name = "any worth from 4 to 16"
    ax.fill_between(cuts, *band, color="#E69F00", alpha=0.25, linewidth=0, label=name)
    for true_worth, style, colour in ((4, "-", "#00865F"), (16, "--", "#0072B2")):
        name = f"a yes is worth {true_worth} calls"
        ax.plot(cuts, costs[true_worth], style, color=colour, linewidth=3, label=name)
    name = "the worse of 4 and 16 is least here"
    ax.plot(chosen, worse.min(), "o", color="black", markersize=9, zorder=3, label=name)
    ax.legend(loc="upper center", bbox_to_anchor=(0.45, 1), fontsize=14, frameon=False)
ax.set_xscale("log")
ax.set_xticks([1 / 16, 1 / 8, 1 / 4, 1 / 2], ["1/16", "1/8", "1/4", "1/2"])
ax.minorticks_off()
ax.tick_params(labelsize=15)
ax.set(xlabel="cut", ylabel="regret, calls per 1,000 clients", ylim=(-40, 500))
show(
    figure,
    alt="Regret over the cut, a band for every worth from 4 to 16 calls. The lines of 4 and of 16 are its upper edge; each "
    f"is near 0 at its own 1 / worth. They cross at a cut of {chosen:.3f}, at {worse.min():.0f} calls per 1,000: there the "
    f"band is lowest. At a cut of 1/16 its upper edge is at {np.interp(1 / 16, cuts, band[1]):.0f}, at 1/4 at "
    f"{np.interp(1 / 4, cuts, band[1]):.0f}.",
)
assert 1 / 11 < chosen < 1 / 7
assert np.all(band[1] <= worse + 30)  # the two ends bound the band from above


# %% id="regret" slideshow={"slide_type": "skip"} tags=["claim", "hide-input"]
def percent(guess, truth):
    """Return the regret in per cent of the bill of the cut for the true worth, paired."""
    best = by_fold(calls(plain >= 1 / truth, truth))
    return over_folds(
        100 * (by_fold(calls(plain >= 1 / guess, truth)) - best) / best.mean()
    )


regret = {
    f"cut for {guess}": {
        f"true worth {truth}": percent(guess, truth) for truth in (4, 8, 16)
    }
    for guess in (4, 8, 16, 2)
}
twofold = [
    regret["cut for 8"]["true worth 4"],
    regret["cut for 8"]["true worth 16"],
    regret["cut for 4"]["true worth 8"],
    regret["cut for 16"]["true worth 8"],
]
assert all(5 < part.estimate < 25 and part.high < 30 for part in twofold)
fourfold = regret["cut for 16"]["true worth 4"], regret["cut for 4"]["true worth 16"]
assert all(part.low > 30 for part in fourfold)


def billed(guess, truth):
    return by_fold(calls(plain >= 1 / guess, truth))


print("too high minus too low by a factor of two, same truth, calls per 1,000:", end=" ")
for truth in (8, 4):
    gap = over_folds(billed(2 * truth, truth) - billed(truth / 2, truth))
    print(f"worth {truth} {gap}", end="; " if truth == 8 else "\n")
    assert gap.low > 0
gap = over_folds(
    (billed(16, 4) - billed(4, 4)) - (billed(4, 16) - billed(16, 16))
)
print(f"regret of 16 where 4 is true minus regret of 4 where 16 is true: {gap}")
assert gap.low < 0 < gap.high
rated = {"cut for 8": plain >= 1 / 8, "cut at 0.5": plain >= 0.5}
rated |= {"call all": plain >= 0, "call none": plain > 1}
both_ends = {
    name: {f"worth {truth}": over_folds(by_fold(calls(flags, truth))) for truth in (4, 16)}
    for name, flags in rated.items()
}
low_end, high_end = both_ends["cut for 8"].values()
widest = max(part.high - part.low for part in (low_end, high_end))
assert high_end.low - low_end.high > 2 * widest
print("the bill at both ends, calls per 1,000 clients")
print(pd.DataFrame(both_ends).T.map(str).to_string())
ahead = [w for w in range(2, 41) if over_folds(1000 - billed(w, w)).low > 0]
assert ahead == list(range(2, max(ahead) + 1)) and 10 < max(ahead) < 20
print(f"explorer: cheaper than calling all, clearly, up to a ratio of {max(ahead) - 1}")
print("regret: dearer than the cut for the true worth, per cent of its bill")
print("(a cut for 2 is 0.5):")
pd.DataFrame(regret).T.map(str)

# %% [markdown] id="band-read" slideshow={"slide_type": "skip"}
# The bill itself rises with the worth, whatever the cut: a rule such as "the smallest bill at the worse end" would always plan for 16. The regret
# asks better: *how much do I lose by not knowing?* The cut whose larger regret is smallest (**minimax regret**) lies near 1/8 here, the
# geometric middle of the two ends. (Where the band falls a little below 0, a cut beside 1 / worth was cheaper on these rows, by luck.)
#
# On these calls a guess that is off by a factor of two costs roughly a tenth to a quarter of the bill (table, per cent); off by a factor of
# four it is dear in both directions. At the same truth, and by a factor of two, guessing too *high* was the dearer side. Which way a fourfold
# guess is dearer *in calls* these folds cannot tell (the per cents are of two different bills).
#
# If you have an opinion about how likely each worth is, there is a simpler rule: the expected bill is a straight line in the
# worth, so only the **mean** of your opinion counts; put it into the formula. Report the bill at both ends in either case. If one
# rule beats another at both ends, nobody has to know the cost more exactly.
#
# <details><summary><b>The explorer's question:</b> from which ratio is calling everybody about as cheap?</summary>
#
# The last ratio at which the model is *clearly* cheaper on these rows is printed above. Beyond it the model's bill is still the lower one
# for a while, but the interval of the difference holds 0. So "about as cheap" means "these rows cannot tell": on the whole
# file the model is still clearly cheaper at a worth of 20 (after exercise 9.2).
# </details>

# %% [markdown] id="band-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* Ask for a cut before the dot is explained. Usual wrong reaction: "then we cannot decide"; or "plan for 16, to be safe",
# which is dear if 4 is true. The bill at 4 and at 16 is what the *company* does not know; the brackets in the tables (for home) are what
# the *folds* do not know. Ask which is larger. Answer: the first, by far. More rows would not help; a word with the people who pay would.

# %% [markdown] id="later-title" slideshow={"slide_type": "slide"}
# ## By time, once: yesterday's risks, tomorrow's bill
#
# Train on the first 80 % of the calls, decide about the last 20 %. Last column, in hindsight: the risks moved to the later share of yes (lesson 7). **Will 1 / worth still be the cheap cut?**

# %% id="later" slideshow={"slide_type": "fragment"} tags=["claim", "hide-input"]
last = int(0.8 * len(bank.target))
before, after = slice(None, last), slice(last, None)
model = clone(logistic).fit(bank.data[before], bank.target[before])
p_later = model.predict_proba(bank.data[after])[:, 1]
y_later = bank.target.to_numpy()[after]
day = pd.factorize(bank.time[after])[0]  # whole days are drawn again


def odds(share):
    return share / (1 - share)


rise = odds(y_later.mean()) / odds(bank.target[before].mean())
raised = rise * odds(p_later)
mended_p = raised / (1 + raised)  # lesson 7's correction of the level, in hindsight


def later_bill(risks, cut, worth):
    return np.where(risks >= cut, 1, worth * y_later)


by_time = {}
for worth in (4, 8, 20):
    elkan = later_bill(p_later, 1 / worth, worth)
    more = {
        "minus 0.5": elkan - later_bill(p_later, 0.5, worth),
        "minus calling all": elkan - 1,
        "level mended, minus calling all": later_bill(mended_p, 1 / worth, worth) - 1,
    }
    more = {name: by_group(difference, day) for name, difference in more.items()}
    by_time[f"worth {worth}"] = {
        name: f"{part.estimate:,.0f} [{part.low:,.0f}, {part.high:,.0f}]"
        for name, part in more.items()
    }
    half, all_called, after_mending = more.values()
    assert half.high < 0  # clearly cheaper than 0.5
    if worth > 4:
        assert all_called.low > 0  # clearly dearer than calling all
    if worth == 8:
        assert after_mending.low > 0  # still dearer, by a little
    if worth == 20:
        assert after_mending.low > -5 and after_mending.high < 25  # about equal
print("cut at 1 / worth minus another rule, calls per 1,000 clients of the last fifth")
print("(above 0: dearer; 95 % intervals over days)")
pd.DataFrame(by_time).T


# %% id="stale" slideshow={"slide_type": "skip"} tags=["claim", "hide-input"]
def slope_of(risks, labels):
    """Return the slope of the log-odds: 1 is right, below 1 too sure."""
    stretch = LogisticRegression(C=1e6, solver="newton-cholesky")
    return stretch.fit(np.log(odds(risks))[:, None], labels).coef_[0, 0]


def inside(part):
    """Return risks from shuffled folds inside one part of the file."""
    return cross_val_predict(
        logistic, bank.data[part], said_yes[part], cv=five, method="predict_proba"
    )[:, 1]


own_times, refitted = inside(before), inside(after)
own_auc = roc_auc_score(said_yes[before], own_times)
drawn = np.random.default_rng(0).integers(day.max() + 1, size=(100, day.max() + 1))
times = [np.bincount(days, minlength=day.max() + 1)[day] for days in drawn]
auc = {
    name: np.array([roc_auc_score(y_later, risks, sample_weight=n) for n in times])
    for name, risks in (("stale", p_later), ("refitted", refitted))
}
tenths = [part.mean() for part in np.array_split(said_yes, 10)]
fifths = np.array_split(np.arange(len(said_yes)), 5)
each_fifth = [roc_auc_score(said_yes[part], whole[part]) for part in fifths]
whole_auc = roc_auc_score(said_yes, whole)
slopes = slope_of(own_times, said_yes[before]), slope_of(p_later, y_later)
low, high = np.quantile(auc["stale"], [0.025, 0.975])
gain_low, gain_high = np.quantile(auc["refitted"] - auc["stale"], [0.025, 0.975])
print("yes in each tenth of the file", *(f"{share:.3f}" for share in tenths))
print(f"level: yes later {y_later.mean():.3f}, mean risk {p_later.mean():.3f}")
print(f"spread: slope on its own times {slopes[0]:.3f}, later {slopes[1]:.3f}")
print(f"order: ROC AUC on its own times {own_auc:.3f}, ", end="")
print(f"later {roc_auc_score(y_later, p_later):.3f} [{low:.3f}, {high:.3f}]")
print(f"fitted inside the last fifth {roc_auc_score(y_later, refitted):.3f}, ", end="")
print(f"more by [{gain_low:.3f}, {gain_high:.3f}] over days")
print(f"whole file, shuffled folds {whole_auc:.3f}, inside each fifth of it", end=" ")
print(*(f"{part:.3f}" for part in each_fifth))
assert tenths[-1] > 10 * tenths[0]
assert p_later.mean() < 0.7 * y_later.mean() and slopes[1] < 0.7 < 0.9 < slopes[0]
assert low < own_auc < high and gain_low > 0
assert max(each_fifth) < whole_auc and sorted(each_fifth)[2] < whole_auc - 0.1
for worth in (8, 20):
    best = min(
        later_bill(p_later, cut, worth).mean() for cut in np.unique(p_later.round(3))
    )
    # Calls per client: no cut of these risks is clearly better than calling all.
    assert best > 0.98

# %% [markdown] id="later-read" slideshow={"slide_type": "skip"}
# It still beats 0.5. But where a deposit is worth 8 calls or 20, **calling everybody would have been cheaper**. The formula did not
# fail; the risks did, in two ways (printed): their *level* (mean risk is about half of what came true) and their *spread* (a
# slope far below 1: too sure in both directions). Mending the level alone, with the answer in hand, mends most of
# the bill: at 8 calling everybody stays a little cheaper, at 20 the two are about equal.
#
# No change of their *order* is shown: the ROC AUC is what it was on the model's own times, though a few hundredths could hide. A model fitted inside the last fifth orders it
# better, in part because it can tell early weeks from late ones there. The shuffled folds of the whole file do the same: their ROC AUC is
# higher than inside any fifth of the file, since much of what they know is *when* a call was made.
#
# Elkan's threshold needs risks that are right *where the decision is made*. The intervals draw whole days again, as if days were
# independent, and speak of these days only: "yes" goes on changing inside them. What to do about drift: lesson 14.

# %% [markdown] id="later-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Ask before turning on. Most say yes, since the costs are the same. The costs are; the risks are stale. Objection: "tune
# the cut, then". On which rows? The old ones say what the old risks say; and with these risks *no* cut, even in hindsight, saves two per cent against calling all
# at 8 or 20. "Correct the prior, then": right, that is most of it; the last column, the level mended, shows how much is left.

# %% [markdown] id="myth" slideshow={"slide_type": "slide"}
# ## Myth and fact
#
# **Myth:** "0.5 is neutral", and its twin: "`class_weight="balanced"` makes a model cost-sensitive."
#
# **Fact:** 0.5 takes for granted that both errors cost the same; "balanced", that a miss costs as many false
# alarms as there are negatives per positive. Both are prices that nobody named. **Name them, and put them into
# the decision, once.**
#
# **The honest exception:** a model whose risks are wrong needs a *tuned* cut (or calibration), not Elkan's.

# %% [markdown] id="myth-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes; the exception for home.* Read the myths aloud. Ask for which costs each is true. Then: when would
# you tune? When the calibration curve is bad and rows are many.

# %% [markdown] id="exception-title" slideshow={"slide_type": "subslide"}
# ### Risks that are wrong: naive Bayes
#
# It treats columns as independent and is far too sure of itself. Its cut is tuned, or its risks are
# calibrated and cut by the formula; beside it logistic regression, whose risks are about right. Paired, same folds.

# %% id="exception" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
naive = make_pipeline(clone(encode), GaussianNB())
p_naive = cross_val_predict(naive, X, y, cv=folds, method="predict_proba")[:, 1]
shuffled = StratifiedKFold(3, shuffle=True, random_state=0)
calibrated = CalibratedClassifierCV(naive, method="isotonic", cv=shuffled, ensemble=False)
p_calibrated = cross_val_predict(calibrated, X, y, cv=folds, method="predict_proba")[:, 1]
tuned_naive, calibrated_naive = "naive Bayes, tuned cut", "naive Bayes, calibrated"
tuned_line = "logistic regression, tuned cut"
gain, ends, apart = {tuned_naive: {}, calibrated_naive: {}, tuned_line: {}}, [], []
for worth in (4, 8, 20):
    flags, found = tuned(naive, worth)
    by_tuning = by_fold(calls(flags, worth))
    by_formula = by_fold(calls(p_naive >= 1 / worth, worth))
    by_calibration = by_fold(calls(p_calibrated >= 1 / worth, worth))
    apart.append(over_folds(by_calibration - by_tuning))
    gain[tuned_naive][f"worth {worth}"] = over_folds(by_tuning - by_formula)
    gain[calibrated_naive][f"worth {worth}"] = over_folds(by_calibration - by_formula)
    gain[tuned_line][f"worth {worth}"] = over_folds(
        bills[worth]["tuned cut"] - bills[worth]["cut"]
    )
    ends.append(f"{min(found):.3g} to {max(found):.3g}")
ax = plot_intervals(
    gain,
    xlabel="calls per 1,000 more than the formula's cut on raw risks, 95 % interval",
    roles={tuned_naive: "leaky", calibrated_naive: "highlight", tuned_line: "honest"},
    reference=0,
    reference_label="the formula's cut",
)
ax.figure.set_size_inches(9.5, 3.6)
show(
    ax.figure,
    alt="What tuning or calibrating saves, for risks that are wrong and for risks that are right.",
)
naive_slope = slope_of(np.clip(p_naive, 1e-6, 1 - 1e-6), y)
print(f"naive Bayes: mean risk {p_naive.mean():.3f}, said yes {y.mean():.3f}; ", end="")
print(f"slope of the log-odds {naive_slope:.3f} (1 is right)")
print("its tuned cuts at worth 4, 8, 20:", "; ".join(ends))
first, second, third = gain[tuned_naive].values()
assert naive_slope < 0.2 and np.allclose(by_tuning, 1_000)  # worth 20: calls everybody
assert first.high < 0 and third.high < 0 and second.low < 0 < second.high
assert all(part.low < 0 < part.high for part in gain[tuned_line].values())
first, second, third = gain[calibrated_naive].values()
assert first.high < 0 and third.high < 0 and second.low < 0 < second.high
assert all(part.low < 0 < part.high for part in apart)  # not told from tuning


# %% [markdown] id="exception-read" slideshow={"slide_type": "skip"}
# For naive Bayes tuning saves calls at 4 and at 20, clearly. At 20 the tuned cut calls everybody, and at 4 it sits at the upper end of what was tried:
# with such risks there is little to choose. At 8 the *bills* are alike, though the tuned cuts wander from fold to fold. **Calibrated** instead (isotonic; its
# inner folds are shuffled, since the file is ordered by date), the formula's cut could not be told from tuning at any worth: one fit serves all
# prices. For logistic regression tuning changes nothing that could be seen: where risks are right, the formula needs no search and no rows. Tuning has two prices: it needs
# positives to tune on, and it must be done again whenever the costs change. The formula takes new costs at once.

# %% [markdown] id="deeper" slideshow={"slide_type": "skip"}
# <details><summary><b>Deeper 1:</b> the derivation, and when there is no threshold</summary>
#
# At risk $p$ an alarm costs $(1 - p)\,c_{\mathrm{FP}} + p\,c_{\mathrm{TP}}$ on average, a pass $(1 - p)\,c_{\mathrm{TN}} + p\,c_{\mathrm{FN}}$. The
# alarm is cheaper when $(1 - p)(c_{\mathrm{FP}} - c_{\mathrm{TN}}) \le p\,(c_{\mathrm{FN}} - c_{\mathrm{TP}})$. If both brackets are positive, this is
# $p \ge p^*$ of the slide. If one is not, there is no trade: a payment below the fee has
# $c_{\mathrm{FN}} - c_{\mathrm{TP}} = \text{amount} - 5 < 0$, and passing is right at every risk. Elkan (2001) calls a matrix
# reasonable when a wrong label costs more than the right one. Divide all four costs by the same number, or add the same number
# to both cells of a *column* of the slide's table: no decision changes. So one ratio decides, here 7 to 1.
# </details>
#
# <details><summary><b>Deeper 2:</b> why weights at 0.5 are the same, and both is the square</summary>
#
# A weight ratio $w$ multiplies the odds by $w$ (lesson 7). Cut at 0.5, that is odds of 1, plain odds must reach
# $1/w$: with $w = (c_{\mathrm{FN}} - c_{\mathrm{TP}}) / (c_{\mathrm{FP}} - c_{\mathrm{TN}})$ this is $p^*$. Do both, and plain odds must reach
# $1/w^2$. With a weight for each row, each row counts by its *stake* in the log loss; a model that can
# bend freely then ends at the same decisions at 0.5. One that cannot is bent towards the rows where money is: that may be
# better or worse than right risks and a cut; on our payments the two bills were nearly the same.
# </details>
#
# <details><summary><b>Deeper 3:</b> amounts in <code>TunedThresholdClassifierCV</code></summary>
#
# A scorer may ask for a column of its own: with `sklearn.set_config(enable_metadata_routing=True)`,
# `make_scorer(gain).set_score_request(amount=True)` hands `amount` on to `gain`, and
# `tuned.fit(X, y, amount=amount)` tunes *one* cut for money. scikit-learn's gallery shows it on card
# frauds. It is still one cut for all payments; 5 / amount is one for each.
# </details>

# %% [markdown] id="ex-9-5-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 9.5 · A scorer that looks for the dearest cut ★
#
# *No points, for those who want more; about 8 minutes.*
#
# The next cell runs, and is wrong. What it must do stands below the function's name. Mend it, run it, then run the check below it. Use its parameters and what the lesson imported, none of the notebook's variables. Stuck? Run `hint("9.5")`.

# %% id="ex-9-5" slideshow={"slide_type": "skip"}
def cheapest_cut(estimator, X, y, cost_fp, cost_fn):
    """Return the cut of an estimator's probability that costs least in cross-validation.

    `TunedThresholdClassifierCV` tries cuts on rows held back from the estimator and keeps the
    one with the highest score. The score must come from the two costs: a false alarm costs
    `cost_fp`, a miss `cost_fn`, a right decision nothing. The estimator's probabilities may be
    wrong.

    Parameters: an unfitted `estimator` with `predict_proba`; `X` and `y` (0 or 1), arrays; two
    numbers. Returns: one number, the cut.
    """
    def cost(labels, called):
        return np.mean(np.where(labels == 1, cost_fn * (called == 0), cost_fp * (called == 1)))

    tuned = TunedThresholdClassifierCV(estimator, scoring=make_scorer(cost), cv=5)
    return float(tuned.fit(X, y).best_threshold_)


# %% id="ex-9-5-check" slideshow={"slide_type": "skip"}
check("9.5", cheapest_cut)

# %% [markdown] id="scorer-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *For home, 8 minutes.* Usual errors: a plain function as `scoring`, and a cost that is maximised. Answer: `greater_is_better=False`, or minus the cost.
# In class turn on to the recap, five pages from here.

# %% [markdown] id="ex-9-quiz-prompt" slideshow={"slide_type": "slide"}
# ### Quiz 9
#
# Four questions on this lesson. They give no points; each answer has its reason.
#
# **A.** A colleague says: `class_weight="balanced"` makes the model cost-sensitive. At which costs are its decisions at 0.5 about right?
#
# - **a**: At any costs: it finds the best compromise.
# - **b**: When both errors cost the same.
# - **c**: When a miss costs as many false alarms as there are negatives per positive.
# - **d**: At none.
#
# **B.** A call costs 6 and is made for frauds and for false alarms; it stops a fraud. A missed fraud costs its amount. A payment of 60 has a risk of 0.12. And one of 40 with the same risk?
#
# - **a**: Call about the payment of 60, let the one of 40 through.
# - **b**: Let both through: 0.12 is far below 0.5.
# - **c**: Call about both: fraud is dear.
# - **d**: Call about the one of 40 only.
#
# **C.** You know only that a miss costs between 5 and 20 false alarms. What do you report?
#
# - **a**: Nothing, before the costs are known.
# - **b**: Only the cost at 12.5, the middle.
# - **c**: The cut with the highest F1, which needs no costs.
# - **d**: The costs at both ends, for a cut from the middle and for its rivals.
#
# **D.** A naive Bayes model ranks well and is far too sure of itself. Costs are known. What do you do about its cut?
#
# - **a**: Take Elkan's threshold: it is optimal.
# - **b**: Tune the cut for cost on held-out rows, or calibrate first.
# - **c**: Weigh the classes by cost and take Elkan's threshold.
# - **d**: Leave it at 0.5, since its probabilities are wrong.
#
# Put a letter in quotes, such as `"a"`, in place of each `...` in the next cell, and run it (Shift+Enter).

# %% id="ex-9-quiz" slideshow={"slide_type": "skip"}
check("9.quiz", a=..., b=..., c=..., d=...)

# %% [markdown] id="recap" slideshow={"slide_type": "slide"} tags=["takeaway"]
# ## Recap and decision card
#
# A model gives risks; a decision needs costs too. From right risks, the cut follows from four costs, and needs no
# prevalence. Put the cost into the cut or into the weights; the formula's cut on a weighted model counts it twice. With amounts, each row has
# its cut. Costs that are known roughly: report both ends, choose by regret.
#
# | When you see | Do |
# | --- | --- |
# | a weight of 10 | ask: 10 what? Who pays? |
# | weights *and* the formula's cut | drop one, or tune the cut on the weighted model's risks |
# | `"balanced"` called cost-sensitive | compare its ratio with the costs |
# | an average amount | decide by p · amount, row by row |
# | risks that are wrong | tune the cut for cost, or calibrate |
# | costs known roughly | bill at both ends; the cut whose larger regret is smallest |
# | a model for tomorrow | check level, slope and order on the latest rows |
#
# **Next:** [lesson 10](10_augmentation.ipynb). Costs say what to do with the positives you have; can one make more of them?

# %% [markdown] id="recap-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Leave the card on screen. Closing question: who in your house can name the four costs? "May I tune a cut on a weighted
# model?" Yes: 9.5 does, and lessons 4 and 7 found it cheaper where the plain model fits badly; what counts twice is the *formula's* cut. Answers:
# recall b, d; 9.1 0.083; 9.2 lines 1 and 4, s; quiz c, a, d, b. Next lesson: data augmentation.

# %% [markdown] id="reading" slideshow={"slide_type": "skip"}
# ## Further reading
#
# - Elkan, C. (2001). *The foundations of cost-sensitive learning.* IJCAI, 973-978. The threshold from four costs,
#   reasonable cost matrices, and the advice to learn from the data as they are and to decide by risks and costs.
# - Margineantu, D. D. and Dietterich, T. G. (2000). *Bootstrap methods for the cost-sensitive evaluation of
#   classifiers.* ICML. An interval for the expected cost of one classifier and for the *difference* of two;
#   without such a test, it says, it is difficult to tell which is better.
# - Sheng, V. S. and Ling, C. X. (2006). *Thresholding for making classifiers cost-sensitive.* AAAI. A cut tuned on
#   training rows beats the theoretical one on almost all of their data sets. Here it does for naive Bayes at two of three
#   worths; for logistic regression no gain is shown.
# - Correa Bahnsen, A. et al. (2013). *Cost sensitive credit card fraud detection using Bayes minimum risk.* ICMLA.
#   Decisions by the cost of each payment, on real payments; improvements of up to 23 % in cost (from its abstract).
# - scikit-learn, *Post-tuning the decision threshold for cost-sensitive learning* (gallery). Credit with a cost of
#   5 to 1, and card frauds with amounts. (The slide gives "scikit-learn documentation" as the source of its code;
#   there, on the page of `LogisticRegression`, `class_weight` holds "weights associated with classes", no costs.)
#
# **Next:** [lesson 10](10_augmentation.ipynb). Costs say what to do with the positives you have; can one make more of them?
