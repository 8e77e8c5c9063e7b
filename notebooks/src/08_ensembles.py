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
# # 8 · Ensembles: steady, at a price
#
# **The question:** *BalancedBagging beat my forest. Did it?*
#
# About 75 minutes · needs lessons 3, 4, 6 and 7
#
# After this lesson you can
#
# - foresee what an average of balanced trees says (exercise 8.1),
# - build a balanced bagging by hand (8.2),
# - compare a balanced with a plain model fairly (8.3),
# - say when a balanced ensemble is the right choice (8.4).

# %% [markdown] id="title-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Ask: who has an imbalanced-learn ensemble in use, and what was it compared with? The usual
# answer is "with my forest, by `predict`". Timing, 75 in all: title and recall 4, snippet 6, tiles 3, report 4,
# exercise 8.1 and its run 7, ten rows 5, exercise 8.2 and by hand 13, three families 4, headline and ranking
# 8, exercise 8.3 9, costs 4, myth and exception 4, recap 4. For home: 8.4, the scoreboard
# and the quiz.

# %% id="setup" slideshow={"slide_type": "skip"} tags=["setup"]
from itertools import combinations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from imblearn.ensemble import (
    BalancedBaggingClassifier,
    BalancedRandomForestClassifier,
    RUSBoostClassifier,
)
from sklearn.base import clone
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, balanced_accuracy_score
from sklearn.model_selection import (
    StratifiedGroupKFold,
    StratifiedKFold,
    cross_val_predict,
    cross_val_score,
)
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

from course_utils.datasets import load_dataset
from course_utils.evaluation import fold_interval, scoreboard
from course_utils.lessons import check, hint, solution
from course_utils.plots import plot_intervals, show
from course_utils.studies import load_study

soil = load_dataset("satimage")  # which pixels of a satellite image are damp grey soil?
X, y = soil.data, soil.target

# %% [markdown] id="helpers" slideshow={"slide_type": "skip"}
# Ensembles, splits and metrics below are scikit-learn and imbalanced-learn in the open. Four helpers of the
# course do the rest: `fold_interval` and `scoreboard` put an interval on every score, `plot_intervals` and
# `show` draw. `fold_interval??` in a cell of its own shows a helper's source. `load_study` reads a comparison
# that was computed once, because it takes minutes. Lines that begin with `assert` prove a claim of the text;
# they may be skipped.
#
# <details><summary><b>Foundations:</b> tree, ensemble, bagging, boosting, stacking, and what was explained before</summary>
#
# - A **tree** asks yes-or-no questions about columns. Its *leaves* hold training rows; the risk of a new row
#   is the share of positives in its leaf. Grown to the end, a leaf holds one class only.
# - An **ensemble** is a model made of models, its **members**.
# - **Bagging**: each member gets a **bag**, as many rows as there are, drawn *with* putting back (a
#   **bootstrap**: about a third of the rows are missing, others come twice); the ensemble is the mean of the
#   members. A **random forest** is bagged trees that look at a few random columns at each question.
# - **Boosting** builds small trees one after the other, each on what the sum so far gets wrong. **AdaBoost**
#   is the oldest form, in which rows that were wrong weigh more next time.
# - **Stacking**: different members, and a last model, often a logistic regression, that learns how to add up
#   what they say.
# - **Balanced accuracy**: the mean of the two recalls; 0.5 is knowing nothing. **Average precision**, **ROC
#   AUC**, **Brier skill**, **cut**: see the [glossary](01_introduction.ipynb#Glossary). Brier skill below 0 is
#   worse than giving everybody the prevalence.
# - [Brackets] hold 95 % intervals over folds, rough ones; two models are compared by the interval of their
#   *difference* on the same folds.
# </details>

# %% [markdown] id="ex-8-recall-prompt" slideshow={"slide_type": "slide"}
# ### Warm-up 8
#
# What you know from earlier lessons. No points; each answer has its reason.
#
# **A.** A logistic regression with `class_weight="balanced"` says 0.5 of a row. 10 % of all rows are positive. What would it say without the weight, if it fits well?
#
# - **a**: about 0.1
# - **b**: 0.5
# - **c**: about 0.05
# - **d**: about 0.9
#
# **B.** In `satimage` each row is a pixel with its eight neighbours, and rows of one tile overlap. Boosting scores far higher in shuffled folds than in folds of whole tiles. Why?
#
# - **a**: Folds of tiles have too few positives to learn from.
# - **b**: Shuffled folds are stratified better.
# - **c**: Folds of tiles are unfair, since a tile may be unlike the others.
# - **d**: In shuffled folds nearly the same pixels are trained on and tested.
#
# Put a letter in quotes, such as `"a"`, in place of each `...` in the next cell, and run it (Shift+Enter).

# %% id="ex-8-recall" slideshow={"slide_type": "skip"}
check("8.recall", a=..., b=...)

# %% [markdown] id="outline" slideshow={"slide_type": "slide"}
# ## A published slide, and its code
#
# Slide 8 of the outline that this course takes at its word:
#
# > Ensemble methods like bagging, boosting, and stacking can be effective for imbalanced datasets. These
# > methods combine multiple models, which can help capture the minority class better.
#
# They can. Better than what? And what does the code that comes next take for granted? Take two minutes.

# %% id="published" slideshow={"slide_type": "subslide"} tags=["published"]
snippet = """
from imblearn.ensemble import BalancedBaggingClassifier

bbc = BalancedBaggingClassifier(random_state=42)
bbc.fit(X, y)
"""

# %% [markdown] id="outline-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* The room finds the missing split. Ask: how many trees is that? Usual answer: a hundred, as in a
# forest. It is ten. And which method in the sentence is this? Bagging; boosting and stacking have no code.

# %% [markdown] id="faults" slideshow={"slide_type": "slide"}
# ## Five faults
#
# 1. `X` and `y` come from nowhere.
# 2. Nothing was split off: what can it be scored on?
# 3. Ten trees, by default. An average of ten is not yet steady.
# 4. Each tree is balanced, so `predict` cuts at 0.5 *of another world*, and the risks are shifted.
# 5. **It is compared with nothing.** "Better" needs a second model. The rest of the lesson is about this.
#
# Run on `satimage`; prevalence is the share of positives.

# %% id="published-run" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
try:
    exec(snippet, {})
    raise AssertionError(
        "The published snippet runs in an empty namespace now; say so."
    )
except NameError as error:
    print(f"in an empty namespace: {type(error).__name__}: {error}")

names = {"X": X, "y": y}
exec(snippet, names)
bbc = names["bbc"]
own_rows = balanced_accuracy_score(y, bbc.predict(X))
print(f"with X and y of satimage: {len(bbc.estimators_)} trees")
print(f"balanced accuracy on the rows it was fitted to: {own_rows:.3f}")
bag = bbc.estimators_[0][0].sample_indices_
print(
    f"the first tree: {len(bag)} rows of {len(y)}, {y.mean():.3f} of all are positive"
)
assert len(bbc.estimators_) == 10 and own_rows > 0.95 and len(bag) < len(y) / 4

# %% [markdown] id="faults-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* The last line is the idea: a tree sees less than a quarter of the rows, and half of those are
# positive. Ask which fault gives no message. Three, four and five.

# %% [markdown] id="mended-title" slideshow={"slide_type": "slide"}
# ## Mended: tiles held back, fifty trees, risks looked at
#
# A row is a pixel with its eight neighbours, so rows of one **tile** of the image overlap. Whole tiles go to
# one side of the split. The last line is what the slide does not look at.

# %% id="mended" slideshow={"slide_type": "-"} tags=["mended", "claim"]
by_tile = StratifiedGroupKFold(5, shuffle=True, random_state=0)
folds = list(by_tile.split(X, y, soil.groups))
train, test = folds[0]
bags = BalancedBaggingClassifier(n_estimators=50, random_state=42)
bags.fit(X.iloc[train], y.iloc[train])
p = bags.predict_proba(X.iloc[test])[:, 1]
print(
    f"balanced accuracy at 0.5: {balanced_accuracy_score(y.iloc[test], p >= 0.5):.3f}"
)
print(f"mean risk {p.mean():.3f}, share of positives {y.iloc[test].mean():.3f}")
assert p.mean() > 1.5 * y.iloc[test].mean()

# %% [markdown] id="mended-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *1 minute.* The score on tiles that it has not seen is far below that on its own rows, and the mean risk is
# about twice what came. Ask: do fifty trees not average that out? Keep the answers for exercise 8.1.

# %% [markdown] id="tiles-title" slideshow={"slide_type": "slide"}
# ## Why by tile: the same booster, two ways to split
#
# In shuffled folds nearly the same pixels are trained on and tested: a leak by group, as in lesson 3.
# Everything below is split by tile.

# %% id="tiles" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
boosting = HistGradientBoostingClassifier(
    learning_rate=0.05, max_leaf_nodes=8, early_stopping=False, random_state=0
)
shuffled = StratifiedKFold(5, shuffle=True, random_state=0)
found = {}
for name, cv in {"shuffled": shuffled, "by tile": folds}.items():
    found[name] = cross_val_score(boosting, X, y, cv=cv, scoring="average_precision")
    print(
        f"average precision, {name:8}: {fold_interval(found[name], n_train=4, n_test=1)}"
    )
assert found["shuffled"].mean() > found["by tile"].mean() + 0.05

# %% [markdown] id="tiles-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Published scores on this set are mostly of the first kind. The second interval is wide: tiles
# differ, and some hold hardly any damp soil. Usual wrong answer: "then the first is the better estimate". It
# is a narrow interval around another question.

# %% [markdown] id="failure-title" slideshow={"slide_type": "slide"}
# ## A report: "BalancedBagging beats the forest"
#
# A colleague compares the slide's ensemble with a plain random forest, both by `predict`, on tiles held
# back. Balanced accuracy:

# %% id="failure" slideshow={"slide_type": "fragment"} tags=["claim", "hide-input"]
models = {
    "logistic regression": make_pipeline(
        StandardScaler(), LogisticRegression(solver="newton-cholesky")
    ),
    "forest": RandomForestClassifier(n_estimators=50, random_state=0),
    "boosting": boosting,
    "balanced bagging (10)": BalancedBaggingClassifier(random_state=42),
    "balanced bagging": BalancedBaggingClassifier(n_estimators=50, random_state=42),
    "balanced forest": BalancedRandomForestClassifier(n_estimators=50, random_state=0),
}
risk = {
    name: cross_val_predict(model, X, y, cv=folds, method="predict_proba")[:, 1]
    for name, model in models.items()
}
report = {}
for name in ("forest", "balanced bagging (10)"):
    report[name] = balanced_accuracy_score(y, risk[name] >= 0.5)
    print(f"{name:21} {report[name]:.3f}")
assert report["balanced bagging (10)"] > report["forest"] + 0.05

# %% [markdown] id="failure-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Believable, and it stands in many reports. Let the room say what it would ask. Usual: "more
# trees", "another seed". Wanted: at which cut? and what of the ranking, and the risks? Do not answer yet.

# %% [markdown] id="ex-8-1-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 8.1 · Predict what the average of balanced trees says
#
# *1 point; about 5 minutes.*
#
# 1,000 training rows, 100 of them positive. One kind of row occurs 200 times; these 200 look all
# alike, and 40 of them are positive. The other 800 rows look quite different from them.
#
# A balanced bagging is fitted: each of its 50 trees sees **all 100 positives and 100 of the 900
# negatives**, drawn at random, for each tree anew. A tree gives a row the share of positives among
# those of its training rows that look alike. `predict_proba` is the mean of the 50 trees.
#
# Which risk does the ensemble give to a row of that kind, to two decimals, on average over the
# draws? It can be derived from what is written here. Answer before you run the next cell.
#
# Replace the `...` by a number. Stuck? Run `hint("8.1")`.

# %% id="ex-8-1" slideshow={"slide_type": "skip"}
answer_8_1 = ...

# %% id="ex-8-1-check" slideshow={"slide_type": "skip"}
check("8.1", answer_8_1)

# %% [markdown] id="foresee-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* Usual wrong answers: 0.2, since errors average out, and 0.5, since all is balanced. Hint to give: how
# many of the 160 does one tree see? Collect numbers before you turn on.

# %% [markdown] id="average-title" slideshow={"slide_type": "slide"}
# ## Run it: the mean is steady, and as wrong as its members
#
# The table of exercise 8.1, fitted: fifty trees that draw their negatives apart.

# %% id="average" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
kind = np.repeat([1, 0], [200, 800]).reshape(-1, 1)
label = np.repeat([1, 0, 1, 0], [40, 160, 60, 740])
fifty = BalancedBaggingClassifier(n_estimators=50, bootstrap=False, random_state=0)
fifty.fit(kind, label)
single = [member.predict_proba([[1]])[0, 1] for member in fifty.estimators_]
print(f"single trees: from {min(single):.3f} to {max(single):.3f}")
print(f"their mean:   {fifty.predict_proba([[1]])[0, 1]:.3f}")
print(f"in the table: {label[kind.ravel() == 1].mean():.3f}")
assert min(single) > 0.5 and abs(np.mean(single) - 0.692) < 0.015

# %% [markdown] id="average-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* The lowest of the fifty is far above the table. That answers the last line of lesson 7: the crowd
# does not repair what each of them does. Usual wrong answer: "more trees, then". A hundred thousand
# would say the same, more exactly.

# %% [markdown] id="ten-title" slideshow={"slide_type": "slide"}
# ## Ten rows by hand: all 28 bags
#
# Two rows of kind A, one positive; eight of kind B, one positive. A bag holds both positives and two of the
# eight negatives: 28 bags are possible.
#
# | | bags | risk of A | risk of B |
# | --- | --- | --- | --- |
# | the negative of A is in the bag | 7 of 28 | 1/2 | 1/2 |
# | it is not | 21 of 28 | 1 | 1/3 |
# | **mean of all 28** | | 0.875 | 0.375 |
# | plain | | 1/2 | 1/8 |
#
# Lesson 7's odds times four give 4/5 and 4/11. Tiny bags go a little further; **none of it averages out**.

# %% id="ten" slideshow={"slide_type": "fragment"} tags=["claim", "hide-input"]
kinds = np.array(list("AABBBBBBBB"))
positive = np.array([1, 0, 1, 0, 0, 0, 0, 0, 0, 0])
rows = []
for drawn in combinations(np.flatnonzero(positive == 0), 2):
    bag = np.concatenate([np.flatnonzero(positive), drawn])
    rows.append([positive[bag][kinds[bag] == which].mean() for which in "AB"])
mean_a, mean_b = np.mean(rows, axis=0)
print(f"{len(rows)} bags: A {mean_a:.3f}, B {mean_b:.3f}, ", end="")
print(f"all ten rows {0.2 * mean_a + 0.8 * mean_b:.3f}, positive {positive.mean():.3f}")
assert np.allclose([mean_a, mean_b], [0.875, 0.375])


# %% [markdown] id="ten-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* On the board: how many pairs can be drawn from eight? In how many is the negative of A? Then the
# two columns. Usual wrong answer: 1/2 for A, "since all is balanced". In three quarters of the bags A's only
# negative is missing.

# %% [markdown] id="ex-8-2-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 8.2 · A balanced bagging by hand
#
# *3 points; about 10 minutes.*
#
# The next cell holds a function to write. What it must do stands below the function's name. Replace the `...`, run it, then run the check below it. Use its parameters and what the lesson imported, none of the notebook's variables. Stuck? Run `hint("8.2")`.

# %% id="ex-8-2" slideshow={"slide_type": "skip"}
def balanced_bags(X, y, X_new, estimator, n_bags, random_state):
    """Return the risk of each new row: the mean of models fitted to balanced bags.

    Each bag holds *every* row of the rarer class and as many rows of the other, drawn at random
    without putting any back; each bag draws anew. The rarer class may be 0 or 1. Fit a `clone` of
    the estimator to each bag and take the mean of what the clones say.

    Parameters: `X`, `y` and `X_new`, arrays, `y` of 0 and 1; `estimator`, unfitted, with
    `predict_proba`; `n_bags`, a whole number; `random_state`, a whole number from which all draws
    follow. Returns: an array, for each new row the probability of class 1.
    """
    ...


# %% id="ex-8-2-check" slideshow={"slide_type": "skip"}
check("8.2", balanced_bags)

# %% [markdown] id="bags-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *10 minutes.* Usual errors: one draw for all bags, rows drawn with putting back, and the library's class, which
# loses a third of the rare rows from each bag. Hint to give: which rows are in *every* bag?

# %% [markdown] id="hand-title" slideshow={"slide_type": "slide"}
# ## Balanced bagging: ten lines, then the library's one
#
# Exercise 8.2 on tiles held back, with trees, beside imbalanced-learn's `BalancedBaggingClassifier`. The
# library draws a bootstrap of all rows first and balances that; on real data it makes little difference.

# %% id="hand" slideshow={"slide_type": "-"} tags=["claim"]
X_train, y_train = X.iloc[train].to_numpy(), y.iloc[train].to_numpy()
rng, collected, ap = np.random.default_rng(0), [], {}
rare, common = np.flatnonzero(y_train == 1), np.flatnonzero(y_train == 0)
for _ in range(50):
    drawn = rng.choice(common, size=len(rare), replace=False)
    bag = np.concatenate([rare, drawn])
    tree = DecisionTreeClassifier(random_state=0).fit(X_train[bag], y_train[bag])
    collected.append(tree.predict_proba(X.iloc[test].to_numpy())[:, 1])
by_hand = np.mean(collected, axis=0)
for name, risks in {"by hand": by_hand, "library": p, "one tree": collected[0]}.items():
    ap[name] = average_precision_score(y.iloc[test], risks)
    print(f"{name:8}: mean risk {risks.mean():.3f}, average precision {ap[name]:.3f}")

# %% id="hand-claims" slideshow={"slide_type": "skip"} tags=["claim"]
print(f"correlation of the two risks: {np.corrcoef(by_hand, p)[0, 1]:.3f}")
assert (
    abs(ap["by hand"] - ap["library"]) < 0.05 and ap["one tree"] < ap["by hand"] - 0.05
)
assert np.corrcoef(by_hand, p)[0, 1] > 0.95

# %% [markdown] id="hand-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Here is what an ensemble is good for: look at the last line, one tree. The mean ranks far
# better. Then the mean risk: the same in all three. Say both sentences: averaging steadies, balancing shifts.

# %% [markdown] id="families-title" slideshow={"slide_type": "slide"}
# ## Three families, each plain and balanced
#
# | | members | the mean, or sum | its balanced form |
# | --- | --- | --- | --- |
# | **bagging** | deep trees on bags | takes chance away | each bag balanced: BalancedBagging, BalancedRandomForest |
# | **boosting** | small trees, one after another | fits what is left | class weights; RUSBoost (each round balanced); EasyEnsemble (a bagging of AdaBoosts, each on a balanced bag) |
# | **stacking** | different learners | learned by a last model | members on balanced rows, the last one weighted |
#
# Next: each pair on three data sets, in a **stored study**: five folds dealt twice, whole tiles together. The
# cut of each model, and the rounds of boosting, were chosen on rows held back from training.

# %% id="study" slideshow={"slide_type": "skip"} tags=["hide-input"]
study = load_study("ensembles")
sets = list(dict.fromkeys(study["data"]))
pairs = {
    "bagging": ("balanced bagging", "bagging"),
    "forest": ("balanced forest", "forest"),
    "boosting": ("balanced boosting", "boosting"),
    "EasyEnsemble, AdaBoost": ("EasyEnsemble", "AdaBoost"),
    "RUSBoost, AdaBoost": ("RUSBoost", "AdaBoost"),
    "stacking": ("balanced stacking", "stacking"),
}
by_fold = study.set_index(["data", "method", "random_state", "fold"]).sort_index()


def gain(name, better, base, score):
    """Return the paired interval of a difference over the folds where both could be fitted."""
    change = by_fold.loc[(name, better), score] - by_fold.loc[(name, base), score]
    return fold_interval(change.dropna(), n_train=4, n_test=1)


# %% [markdown] id="families-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Bagging and boosting are cures for opposite ills: unsteady members, and members too simple.
# Neither ill is imbalance. Ask: which column of the table knows that a class is rare? Only the last.

# %% [markdown] id="headline-title" slideshow={"slide_type": "slide"}
# ## Balanced minus plain: what is won at 0.5 is won by a cut

# %% id="headline" slideshow={"slide_type": "-"} tags=["headline", "claim", "hide-input"]
figure, axes = plt.subplots(1, 3, figsize=(11, 4.5), layout="constrained", sharey=True)
roles = {"both at 0.5": "leaky", "each at its own cut": "honest"}
columns = dict(zip(roles, ("at_half", "at_own_cut")))
shown = {}
for ax, name in zip(axes, sets):
    shown[name] = {
        title: {pair: gain(name, *both, column) for pair, both in pairs.items()}
        for title, column in columns.items()
    }
    plot_intervals(shown[name], xlabel=name, roles=roles, reference=0, ax=ax)
    ax.set_xlim(-0.35, 0.45)
marks = axes[0].containers
for ax in axes:
    ax.get_legend().remove()
figure.legend(
    marks, roles, loc="outside upper center", ncols=2, frameon=False, fontsize=13
)
figure.supxlabel(
    "balanced accuracy, balanced minus plain, ten folds, paired 95 % interval"
)
show(
    figure,
    alt="Three panels, one a data set; six pairs of ensembles, balanced minus plain.",
)
for name, (half, tuned) in {
    name: parts.values() for name, parts in shown.items()
}.items():
    for pair in pairs:
        assert tuned[pair].low < 0.02 and tuned[pair].estimate < 0.06, (name, pair)
        if name != "satimage" and pair != "RUSBoost, AdaBoost":
            assert half[pair].low > 0.05, (name, pair)
assert shown["bank_calls"]["each at its own cut"]["RUSBoost, AdaBoost"].high < 0

# %% [markdown] id="headline-read" slideshow={"slide_type": "skip"}
# At 0.5 the balanced form leads nearly everywhere. That is no wonder: a plain model with right risks gives few
# rows of a rare class more than one half. Give each model its own cut, and the dots move to about zero. A few
# hundredths either way cannot be excluded, least of all on `satimage`, whose tiles differ; a lead like that of
# the crosses can, in most rows. Where a lead is left, look at the exception below. **RUSBoost stands apart**:
# it often stops after a tree or two (see below), and then no cut helps it.
#
# Two cautions. `bank_calls` is ordered by date and "yes" rises steeply along the file; its folds are shuffled, so
# these numbers speak of calls from the same times, not of next month's (lesson 14 splits by time). And the cut
# was tuned on one fold, so with few positives, as in `caravan`, it is itself unsteady: for both forms alike.

# %% [markdown] id="headline-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* First the crosses, then the dots. Ask what would have to be seen for "balancing helps". Usual
# wrong answer: the left ones, "it is the default, after all". A gain that a cut gives as well is a cut. Point
# at the width on `satimage`: tiles differ, so these folds cannot exclude a few hundredths.

# %% [markdown] id="ranking-title" slideshow={"slide_type": "slide"}
# ## The ranking, and the risks
#
# The same pairs, scores that know no cut of 0.5. **Average precision moves little, and both ways. The risks
# suffer** in every pair whose plain form had good ones.

# %% id="ranking" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
figure, axes = plt.subplots(1, 2, figsize=(11, 4.6), layout="constrained", sharey=True)
looks = dict(zip(sets, ("highlight", "majority", "minority")))
ranked = {}
for ax, (score, title) in zip(
    axes, {"ap": "average precision", "brier_skill": "Brier skill"}.items()
):
    ranked[score] = {
        name: {pair: gain(name, *both, score) for pair, both in pairs.items()}
        for name in sets
    }
    plot_intervals(
        ranked[score],
        xlabel=f"{title}, balanced minus plain",
        roles=looks,
        reference=0,
        ax=ax,
    )
marks = axes[0].containers
for ax in axes:
    ax.get_legend().remove()
figure.legend(
    marks, sets, loc="outside upper center", ncols=3, frameon=False, fontsize=13
)
show(
    figure,
    alt="Two panels; six pairs of ensembles on three data sets, balanced minus plain.",
)
for name in sets:
    for pair in ("bagging", "forest", "boosting", "stacking"):
        assert abs(ranked["ap"][name][pair].estimate) < 0.08, (name, pair)
        lost = ranked["brier_skill"][name][pair]
        assert lost.estimate < -0.2 and (lost.high < 0 or name == "satimage"), (
            name,
            pair,
        )


# %% [markdown] id="ranking-read" slideshow={"slide_type": "skip"}
# In average precision balanced bagging, forests and boosting are about as good as their plain forms: a little
# better on one set, a little worse on another, mostly within chance. The Brier skill falls, by more
# where positives are rarer (on `satimage`, whose tiles differ, two intervals just include zero):
# each member says how the world would be if half of the rows were positive, and the mean says so too. The one
# pair out of line is AdaBoost's: its own risks huddle around one half, balanced or not (Deeper 3), so there was
# little to lose, and where RUSBoost comes out "better" it is because its risks say next to nothing.

# %% [markdown] id="ranking-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Left: who gains and who loses depends on the data set. Ask which dots lie clearly on one side. Right: all risks are shifted. Usual wrong answer: "so correct them". One can
# (lesson 7), and for trees it over-corrects.

# %% [markdown] id="ex-8-3-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 8.3 · Compare two models fairly, each at its own cut
#
# *2 points; about 9 minutes.*
#
# The next cell runs, and is wrong. What it must do stands below the function's name. Mend it, run it, then run the check below it. Use its parameters and what the lesson imported, none of the notebook's variables. Stuck? Run `hint("8.3")`.

# %% id="ex-8-3" slideshow={"slide_type": "skip"}
def fair_gain(y_held, plain_held, balanced_held, y_test, plain_test, balanced_test):
    """Return how much the balanced model gains over the plain one, each at its own cut.

    The gain is balanced accuracy of the balanced model minus that of the plain model, on the test
    rows. A model flags a row when its score is at least the model's cut. Its cut is the one with
    the highest balanced accuracy on the rows held back, where neither model was fitted. Any score
    may be a cut: scores may be tiny, or squeezed together.

    Parameters: labels (0 or 1) and the scores of both models, arrays, for the rows held back and
    for the test rows. Returns: one number.
    """
    plain = balanced_accuracy_score(y_test, plain_test >= 0.5)
    return balanced_accuracy_score(y_test, balanced_test >= 0.5) - plain


# %% id="ex-8-3-check" slideshow={"slide_type": "skip"}
check("8.3", fair_gain)

# %% [markdown] id="fair-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *9 minutes.* Usual errors: one cut for both, the best cut of the test rows, and a grid of hundredths where all
# scores lie within a hundredth. Ask: which rows may say where to cut?

# %% [markdown] id="cost-title" slideshow={"slide_type": "slide"}
# ## What a fit costs: seconds and megabytes
#
# `bank_calls`, every fourth call; seconds of processor time and the size of the pickled model, measured
# once in the study. **Balancing makes deep trees cheap. It does not make them better.**

# %% id="cost" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
columns = {
    "ap": "average precision",
    "brier_skill": "Brier skill",
    "fit_seconds": "seconds",
    "megabytes": "MB",
}
costs = {
    name: by_fold.loc[name]
    .groupby("method")[list(columns)]
    .mean()
    .rename(columns=columns)
    for name in sets
}
table = costs["bank_calls"].sort_values("average precision", ascending=False)
assert table.loc["balanced bagging", "seconds"] < table.loc["bagging", "seconds"] / 2
assert table.loc["boosting", "seconds"] < table.loc["stacking", "seconds"] / 3
some = ["boosting", "forest", "bagging", "EasyEnsemble", "stacking"]
some += ["balanced boosting", "balanced forest", "balanced bagging"]
table[table.index.isin(some)].round(3)

# %% id="costs" slideshow={"slide_type": "skip"} tags=["hide-input"]
print("made with", "; ".join(study.attrs["made_with"]))
pd.concat(costs, axis=1)[sets].swaplevel(axis=1)[
    ["average precision", "seconds", "MB"]
].round(3)

# %% [markdown] id="cost-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Compare bagging with balanced bagging, then look for the best buy. Ask which one to try first on
# new data. Boosting with small trees, stopped in time: among the best here, and cheap. EasyEnsemble and
# stacking cost most; the notebook has all fourteen and the other two sets, where the forest is ahead on one.

# %% [markdown] id="rusboost-read" slideshow={"slide_type": "skip"}
# **RUSBoost may stop after one tree, or refuse.** In each round imbalanced-learn's class grows a small tree on
# a few drawn rows and judges it on all rows by their present weights. A tree that is no better than a guess
# there ends the boosting; if it is the first, `fit` ends with an error. Below: how many of fifty trees it grew,
# and how often it refused in the study. With a tree or two it has only a few different risks to offer, whatever
# the cut.

# %% id="rusboost" slideshow={"slide_type": "skip"} tags=["claim", "hide-input"]
grown = []
for trained, _ in folds:
    rus = RUSBoostClassifier(n_estimators=50, random_state=0)
    grown.append(len(rus.fit(X.iloc[trained], y.iloc[trained]).estimators_))
print("satimage, trees grown in five folds:", grown)
tries = study[study["method"] == "RUSBoost"].groupby("data", sort=False)["refused"]
for name, count in tries.sum().items():
    print(f"{name}: refused in {count} of {tries.size()[name]} folds")
assert min(grown) < 5 and tries.sum().sum() > 0

# %% [markdown] id="board-title" slideshow={"slide_type": "skip"}
# ## Scoreboard: damp grey soil
#
# Out of fold, by tile; the intervals are a bootstrap of tiles. **Read Brier skill against the rest.**

# %% id="board" slideshow={"slide_type": "skip"} tags=["scoreboard", "on-satimage", "claim", "hide-input"]
board = scoreboard(y, risk, groups=soil.groups, recall_at_k=500, n_resamples=500)
skill = board.intervals("brier_skill")
assert all(skill[name].high < 0.3 for name in risk if name.startswith("balanced"))
assert skill["forest"].low > 0.1
board

# %% [markdown] id="board-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *For home.* Ask which row to deploy if a percentage is told, and which if a list is worked off.

# %% [markdown] id="myth" slideshow={"slide_type": "slide"}
# ## Myth and fact
#
# **Myth:** "BalancedBagging beats a plain forest on imbalanced data."
#
# **Fact:** At a cut of 0.5 it does, because it lives in a world that is half positive. Each at its own cut the
# lead is gone or within chance; on two of three sets the slide's ten trees rank *worse*; the risks are spoilt.
#
# **The honest exceptions:** members that over-fit, and a fit that must be cheap.

# %% id="myth-run" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
titles = {
    "at_half": "bal. acc. at 0.5",
    "at_own_cut": "own cut",
    "ap": "average precision",
}
rivals = {
    f"{name}, {size} trees": {
        title: gain(
            name, f"balanced bagging{' (10)' if size == 10 else ''}", "forest", score
        )
        for score, title in (titles | {"brier_skill": "Brier skill"}).items()
    }
    for name in sets
    for size in (10, 50)
}
print("balanced bagging minus plain forest")
for name in ("satimage", "bank_calls"):
    assert rivals[f"{name}, 10 trees"]["average precision"].high < 0
assert all(
    row["own cut"].low < 0 < row["bal. acc. at 0.5"].low for row in rivals.values()
)
pd.DataFrame(rivals).T.map(str)

# %% [markdown] id="exception-title" slideshow={"slide_type": "subslide"}
# ### The exception: full-grown trees on few positives
#
# `caravan`, 348 positives. A plain forest of full-grown trees over-fits here. *Large leaves*: the same forest with
# twenty rows in each leaf. Boosting stops in time. Ten folds, paired.

# %% id="exception" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
contrasts = {
    "balanced forest − forest": ("balanced forest", "forest"),
    "large leaves − forest": ("forest, large leaves", "forest"),
    "large leaves − balanced forest": (
        "forest, large leaves",
        "balanced forest",
    ),
    "EasyEnsemble − boosting": ("EasyEnsemble", "boosting"),
    "balanced boosting − boosting": ("balanced boosting", "boosting"),
}
won = {
    question: {
        title: gain("caravan", *both, score)
        for score, title in {
            "ap": "average precision",
            "auc": "ROC AUC",
            "brier_skill": "Brier skill",
        }.items()
    }
    for question, both in contrasts.items()
}
helps, leaves, more, easy, weights = won.values()
assert helps["average precision"].low > 0 and leaves["ROC AUC"].low > 0
assert helps["Brier skill"].high < -1 and leaves["Brier skill"].low > 0
for contrast in (more, easy, weights):
    assert contrast["average precision"].low < 0 < contrast["average precision"].high
pd.DataFrame(won).T.map(str)

# %% [markdown] id="exception-read" slideshow={"slide_type": "skip"}
# Here balancing does raise the average precision of a forest of full-grown trees: with so few positives each
# leaf of the plain forest remembers single rows, and trees on a tenth of the rows differ more, so that
# their mean is steadier. Larger leaves repair the same directly; between the two repairs these folds find no
# clear difference in ranking, and only one of them keeps the risks. And against a
# booster that stops in time neither EasyEnsemble nor class weights show a gain. As in lesson 3: ask what the
# remedy repairs, and whether that can be repaired directly.
#
# The other good reason is the cost of a fit, and it is a real one: where the negatives are millions, balanced
# bags are a way to use all of them, a few for each tree.

# %% [markdown] id="myth-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes with the exception.* Read the myth aloud, then the first column against the second. Do not skip
# the exception: whoever has seen a balanced forest win will otherwise discount the rest. Ask what it repaired.

# %% [markdown] id="ex-8-4-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 8.4 · When is a balanced ensemble the right choice?
#
# *2 points; about 6 minutes.*
#
# Three teams (made up), one table: 400,000 rows, 4,000 positive; own cuts from rows held back.
#
# | | forest, 400,000 rows a tree | balanced, 8,000 a tree | difference, paired |
# | --- | --- | --- | --- |
# | balanced accuracy at 0.5 | 0.56 | 0.80 | 0.24 [0.22, 0.26] |
# | ... each at its own cut | 0.80 | 0.80 | 0.00 [-0.01, 0.01] |
# | average precision | 0.41 | 0.39 | -0.02 [-0.04, 0.00] |
# | Brier skill | 0.22 | -1.90 | -2.12 [-2.20, -2.04] |
#
# Team 1 tells each customer a risk in percent. Team 2 fits every hour, on 100,000 rows a tree at
# most, and works off a list from the top. Team 3 fits once a year and flags above a cut it may
# choose. **Who balances?**
#
# - **a**: All three: at 0.5 it gains 0.24.
# - **b**: Teams 2 and 3.
# - **c**: Team 2 only.
# - **d**: None: its Brier skill is below zero.
#
# **And why?** What decides?
#
# - **p**: The balanced forest finds more positives, which the plain one cannot.
# - **q**: Balancing makes each tree cheap; it costs the risks, and a little of the ranking cannot be ruled out.
# - **r**: Averaging takes the shift of the single trees away.
# - **s**: With 1 % of positives a plain forest cannot learn.
#
# Replace the `...` by your choice in quotes. Stuck? Run `hint("8.4")`.

# %% id="ex-8-4" slideshow={"slide_type": "skip"}
answer_8_4 = ...
why_8_4 = ...

# %% id="ex-8-4-check" slideshow={"slide_type": "skip"}
check("8.4", answer_8_4, why_8_4)

# %% [markdown] id="choose-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *For home, 6 minutes.* Usual error: team 3 as well, for the first line of the table. Answer: c, q.

# %% [markdown] id="deeper" slideshow={"slide_type": "skip"}
# <details><summary><b>Deeper 1:</b> what a mean takes away, and what it keeps</summary>
#
# Write a member's risk for one row as truth plus a shift $b$ that all members share plus a chance part of
# variance $\sigma^2$; let $\rho$ be the correlation of the chance parts of two members. The mean of $B$
# members has the shift $b$ still, and the variance $\rho \sigma^2 + \frac{1 - \rho}{B} \sigma^2$. More members
# make the second term small. The first falls when members differ more: other rows, other columns. The squared
# error is variance plus $b^2$. So an ensemble of balanced trees improves the ranking as any ensemble does and
# keeps the shift, and with it a Brier skill that no number of trees repairs.
#
# A balanced bag adds a little variance of its own, since each tree sees few negatives, and lowers $\rho$, since
# two trees see mostly different ones. Which wins depends on the data; that is why the ranking goes both ways.
# </details>
#
# <details><summary><b>Deeper 2:</b> why the mean of small bags overshoots the formula</summary>
#
# Among the ten rows kind A ends at 0.875, lesson 7's factor gives 0.8. A tree's risk is $a / (a + N)$ with a
# random number $N$ of negatives, and this function is convex in $N$: its mean is larger than its value at the
# mean of $N$ (Jensen). With many rows in a leaf $N$ hardly varies and the two agree, as in exercise 8.1. In a
# full-grown tree leaves are small, so correcting the mean by `prior_correction` is off: lesson 7.
# </details>
#
# <details><summary><b>Deeper 3:</b> AdaBoost's and RUSBoost's "probabilities"</summary>
#
# AdaBoost adds up votes of $\pm 1$ with weights; `predict_proba` sends that sum through a logistic function
# after dividing by the number of classes minus one and by the total weight. So its risks huddle around one
# half, in plain AdaBoost too: its Brier skill is below zero *without* any balancing, and RUSBoost may even come
# out better than it there. Rank by it, cut it on rows held back, or calibrate it; never read it as a risk.
# </details>
#
# <details><summary><b>Deeper 4:</b> how the study was made fair</summary>
#
# Fold $k$ is tested. On fold $k + 1$ the cut is chosen and, for boosting, the number of rounds by least
# log-loss (weighted where the model is); then the model is fitted anew to all four folds. The cut comes from a
# model of three folds, so it is not the best one for the final model: the same for all rivals. A stack gets its
# own inner folds, by tile where there are tiles; the default would shuffle neighbours apart. Preparation:
# one-hot columns and scaling for all alike. Not tuned: the depth of trees, the rates; a plain forest and its
# balanced form have the same settings. A different choice of the metric for the cut (F1, costs) would give
# other numbers and, by lesson 7's argument, no other lesson.
# </details>

# %% [markdown] id="ex-8-quiz-prompt" slideshow={"slide_type": "slide"}
# ### Quiz 8
#
# Four questions on this lesson. They give no points; each answer has its reason.
#
# **A.** Fifty balanced trees each give risks that are about three times too high. What does their mean give?
#
# - **a**: Right risks: errors cancel in a mean.
# - **b**: Risks three times too high, with less chance in them.
# - **c**: Risks that are too low, since fifty trees are cautious.
# - **d**: It cannot be said.
#
# **B.** A report: BalancedBagging reaches a balanced accuracy of 0.80, a plain forest 0.62, both by `predict`. What is missing before one may say that it is better?
#
# - **a**: More trees in the forest.
# - **b**: The ROC AUC of the balanced bagging.
# - **c**: The forest at a cut of its own, chosen on other rows, and a paired interval.
# - **d**: The accuracy of both.
#
# **C.** In a stack, what may the last model be fitted to?
#
# - **a**: Risks of the members for rows that those members were not fitted to.
# - **b**: Risks of the members for their own training rows.
# - **c**: Risks of the members for the test rows.
# - **d**: The labels of the members.
#
# **D.** What does a balanced ensemble buy that moving the cut does not?
#
# - **a**: Recall.
# - **b**: Better probabilities.
# - **c**: Balanced accuracy at a tuned cut, always.
# - **d**: Cheap members: each sees few rows. Sometimes a better ranking than trees that over-fit.
#
# Put a letter in quotes, such as `"a"`, in place of each `...` in the next cell, and run it (Shift+Enter).

# %% id="ex-8-quiz" slideshow={"slide_type": "skip"}
check("8.quiz", a=..., b=..., c=..., d=...)

# %% [markdown] id="recap" slideshow={"slide_type": "slide"} tags=["takeaway"]
# ## Recap and decision card
#
# An ensemble takes away chance and keeps what its members have in common. Balanced members have a shifted
# prior in common, so the mean is shifted as well. At a cut of 0.5 that looks like a gain; each at its own
# cut, hardly anything of it is left. The risks are lost, and the ranking moves little and both ways. **The
# good reasons are cheap trees, and members that over-fit.**
#
# | When you see | Do |
# | --- | --- |
# | "balanced beats plain", by `predict` | give each its own cut, chosen on rows held back |
# | one interval beside another | ask for the paired difference |
# | a weak baseline | add boosting that stops in time, and a plain forest |
# | ten trees | take fifty and more |
# | millions of negatives, hourly fits | balanced bagging, for the order |
# | a balanced forest that ranks better | try larger leaves first |
# | groups in the data | keep them together, inside a stack too |
#
# **Next:** all cuts here were tuned for balanced accuracy. Who says that this is what a mistake costs?
# ([lesson 9](09_cost_sensitive.ipynb))

# %% [markdown] id="recap-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Leave the card on screen. Closing question: what was your last "better model" compared with, and
# at which cut? Answers: recall a, d; 8.1 0.69; 8.4 c, q; quiz b, c, a, d. Next lesson: costs.

# %% [markdown] id="reading" slideshow={"slide_type": "skip"}
# ## Further reading
#
# - Breiman, L. (1996). *Bagging predictors.* Machine Learning 24, 123-140. Bags and their mean; the gain is for
#   learners that are unsteady.
# - Chen, C., Liaw, A. and Breiman, L. (2004). *Using random forest to learn imbalanced data.* Report 666,
#   Statistics, University of California, Berkeley. The balanced and the weighted forest (as cited by
#   imbalanced-learn, whose class draws in its own way).
# - Liu, X.-Y., Wu, J. and Zhou, Z.-H. (2009). *Exploratory undersampling for class-imbalance learning.* IEEE
#   Transactions on Systems, Man, and Cybernetics B 39, 539-550. EasyEnsemble: several AdaBoosts, each on all
#   positives and a draw of the negatives.
# - Seiffert, C. et al. (2010). *RUSBoost: a hybrid approach to alleviating class imbalance.* IEEE Transactions on
#   Systems, Man, and Cybernetics A 40, 185-197. On 15 data sets better than AdaBoost alone and about as good as
#   SMOTEBoost while faster (abstract read). Our three sets do not show the first.
# - Elor, Y. and Averbuch-Elor, H. (2022). *To SMOTE, or not to SMOTE?* arXiv 2201.08528. Balancing helps weak
#   classifiers and not the strong ones (abstract read); EasyEnsemble and its kind are no part of that claim here.
# - imbalanced-learn, user guide, *Ensemble of samplers*. Its comparison of a bagging with a balanced bagging is
#   by `predict` and balanced accuracy: exercise 8.3. (The slide gives "imbalanced-learn documentation" as the
#   source of its code; the class's own page has it.)
#
# **Next:** [lesson 9](09_cost_sensitive.ipynb). Every cut here was tuned for balanced accuracy. What does a mistake cost?
