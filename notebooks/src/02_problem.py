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
# # 2 · The problem: ratio, number, overlap
#
# **The question:** *the rarer the class, the worse the model. What is it that hurts?*
#
# About 70 minutes · needs lesson 1 and a first scikit-learn model
#
# After this lesson you can
#
# - tell an experiment on the ratio from one that moves two things at once (exercise 2.1),
# - say what a new ratio does to risks and recall, and what it leaves alone (2.2),
# - say how many positives it takes to measure a recall (2.3),
# - recognise overlap, which no number of rows mends (2.4),
# - name what a learner minimises, and where accuracy enters (quiz).

# %% [markdown] id="title-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Ask: "my class is rare, one in a thousand": what exactly is the trouble with that?
# Collect answers on the board in three columns without naming them: ratio, number, overlap. Usual
# answer: only the first. Timing, 70 in all, with the answers gone through: title and recall 5, outline
# and log-loss 8, colleague and exercise 2.1 12, three things and the hand count 5, exercise 2.2 7,
# headline and whose doing 7, interval 4, panels with exercise 2.4 6, explorer 4, sentence and
# scoreboard 5, myth 4, quiz A and D with the recap 3. For home: exercise 2.3, the small-sample bias,
# quiz C.

# %% id="setup" slideshow={"slide_type": "skip"} tags=["setup"]
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from scipy.special import expit, logit
from scipy.stats import binom, binomtest, norm, spearmanr
from sklearn.base import clone
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (
    accuracy_score,
    average_precision_score,
    log_loss,
    precision_score,
    recall_score,
    roc_auc_score,
)
from sklearn.model_selection import GroupKFold, StratifiedGroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from course_utils.datasets import load_dataset, make_card_fraud
from course_utils.evaluation import fold_interval, scoreboard
from course_utils.lessons import check, hint, solution
from course_utils.plots import explore_learning, plot_curves, show
from course_utils.studies import load_study

crash = load_dataset("crash_deaths")  # who dies in a car crash?
X, died = crash.data, crash.target.to_numpy()

# %% [markdown] id="helpers" slideshow={"slide_type": "skip"}
# Splits, pipelines, models and metrics below are scikit-learn in the open. `load_dataset` and
# `make_card_fraud` bring the data. Helpers of the course do the rest: `fold_interval` and `scoreboard`
# put an interval on a score; `plot_curves`, `show` and `explore_learning` draw. `load_study` reads a
# comparison that takes minutes and was computed before.
# `fold_interval??` in a cell of its own shows a helper's source. Lines that begin with `assert` prove a
# claim of the text; they may be skipped.
#
# <details><summary><b>Foundations:</b> log-loss, odds, and what the brackets hold here</summary>
#
# - **Log-loss.** A model says 0.8 of somebody who dies: it is charged $-\log 0.8$, a little. It says
#   0.01: it is charged $-\log 0.01$, a lot. Of somebody who lives it is charged $-\log(1 - p)$. The
#   mean charge is the log-loss, smaller is better, and on average nobody can do better than to say the
#   true probability.
# - **Odds.** Nine died and three lived: the risk is 9/12, the odds are 9 to 3, or 3. A risk above 0.5 is
#   odds above 1. A logistic regression adds up columns to get the *log* of the odds
#   (`decision_function`); `expit` turns log-odds into a probability, `logit` turns it back.
# - **[Brackets]** hold 95 % intervals. Over folds it is a corrected t interval of five numbers, one
#   for each fold. Where training rows are drawn several times in a fold, the draws of the fold are averaged
#   first. Two things are compared by the interval of their *difference*, on the same folds and draws. Bands
#   in figures are the same intervals.
# - **Deaths of one crash** are tested together (grouped folds, lesson 1). When this lesson draws fewer
#   rows, it draws *training* rows, of the four parts that learn.
#
# The words cut, recall, precision, ROC AUC, average precision and Brier skill are in the glossary at the
# end of lesson 1.
# </details>

# %% [markdown] id="ex-2-recall-prompt" slideshow={"slide_type": "slide"}
# ### Warm-up 2
#
# What you know from earlier lessons. No points; each answer has its reason.
#
# **A.** A model has a ROC AUC of 0.88 and a recall of 0.09 at the cut 0.5. You lower the cut. What happens to the two?
#
# - **a**: both rise
# - **b**: recall rises, ROC AUC stays
# - **c**: recall stays, ROC AUC rises
# - **d**: neither moves: the model is the same
#
# **B.** A dummy gives every row the same score. In table P one row in two is positive, in table Q one in fifty. About which average precision does it get?
#
# - **a**: 0.50 in both
# - **b**: 0.50 in P, 0.02 in Q
# - **c**: 0.50 in P, 0.98 in Q
# - **d**: 0 in both: it knows nothing
#
# Put a letter in quotes, such as `"a"`, in place of each `...` in the next cell, and run it (Shift+Enter).

# %% id="ex-2-recall" slideshow={"slide_type": "skip"}
check("2.recall", a=..., b=...)

# %% [markdown] id="recall-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* By raised hands. Usual wrong answers: A a, "a better cut, a better model"; B a, the
# dummy's ROC AUC carried over.

# %% [markdown] id="outline" slideshow={"slide_type": "slide"}
# ## A published slide
#
# The outline's slide 2 is two sentences:
#
# > Machine learning algorithms are often designed to optimize overall accuracy, which can lead to
# > models that perform well on majority classes but poorly on minority classes. This can be problematic
# > in domains like fraud detection, where accurately identifying rare cases is crucial.
#
# That rare cases can be crucial is true, and lesson 1 put a price on them. The first sentence makes two
# claims that can be tested: that learners optimise **accuracy**, and that **rarity** makes them poor.
# Which would you sign?

# %% [markdown] id="outline-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Vote on each by raised hands and write the counts down. Usual answer: both. The first falls on
# the next slide; the second takes the rest of the lesson.

# %% [markdown] id="logloss-title" slideshow={"slide_type": "slide"}
# ## What does a learner optimise? Shift it and see
#
# A logistic regression of who dies in a crash, fitted. Now shift its intercept: all its risks become
# smaller, or larger. **Which score is best where `fit` stopped?** Log-loss is the mean of −log of the
# probability that was given to what happened; the deaths promised are the sum of all risks.

# %% id="logloss" slideshow={"slide_type": "fragment"} tags=["claim", "hide-input"]
grouped = StratifiedGroupKFold(5, shuffle=True, random_state=0)
folds = list(grouped.split(X, died, crash.groups))  # whole crashes

# Text to columns of 0 and 1, numbers to one scale: learned from each fold's training rows, once.
encode = make_column_transformer(
    (OneHotEncoder(handle_unknown="ignore", sparse_output=False), crash.categorical),
    (make_pipeline(SimpleImputer(), StandardScaler()), crash.numeric),
    verbose_feature_names_out=False,
)
columns = [encode.fit(X.iloc[train]).transform(X) for train, _ in folds]


def risks(model, fold, rows, kept=slice(None)):
    """Return the risks of a fold's test rows by a fresh model that was fitted to some rows."""
    table, test = columns[fold][:, kept], folds[fold][1]
    return clone(model).fit(table[rows], died[rows]).predict_proba(table[test])[:, 1]


def auc_of(model, fold, rows, kept=slice(None)):
    return roc_auc_score(died[folds[fold][1]], risks(model, fold, rows, kept))


def over_folds(values):
    """Average the draws of each fold; return the mean over folds, with its interval."""
    return fold_interval(np.reshape(values, (5, -1)).mean(axis=1), n_train=4, n_test=1)


logistic = LogisticRegression(solver="newton-cholesky")
train = folds[0][0]
score = (
    clone(logistic)
    .fit(columns[0][train], died[train])
    .decision_function(columns[0][train])
)
tried = []
print("on the rows that it was fitted to:")
for shift in (-1, -0.5, 0, 0.5, 1):
    p = expit(score + shift)
    share = p.sum() / died[train].sum()
    tried.append(
        (log_loss(died[train], p), accuracy_score(died[train], p > 0.5), share)
    )
    print(
        f"shift {shift:+4.1f}: log-loss {tried[-1][0]:.3f}, accuracy {tried[-1][1]:.3f}, "
        f"deaths promised {p.sum():5.0f}"
    )
print(
    f"deaths that happened: {died[train].sum()}; always no has accuracy {1 - died[train].mean():.3f}"
)
losses, accuracies, shares = zip(*tried)
assert np.argmin(losses) == 2 and abs(shares[2] - 1) < 0.001
assert np.ptp(accuracies[:4]) < 0.003 and shares[0] < 0.5 and shares[3] > 1.4
assert abs(accuracies[2] - (1 - died[train].mean())) < 0.002


# %% [markdown] id="logloss-read" slideshow={"slide_type": "fragment"}
# | Learner | What `fit` makes small |
# | --- | --- |
# | logistic regression, boosting, neural network | log-loss |
# | tree, forest | Gini impurity: a squared error in each leaf |
# | support vector machine | hinge loss: a bound above the error rate, so nearly accuracy |
#
# Accuracy enters later, in **`predict`**, which cuts at 0.5.

# %% [markdown] id="logloss-more" slideshow={"slide_type": "skip"}
# `fit` stopped where the **log-loss** is smallest, and there the promised deaths are as many as happened.
# Accuracy hardly notices. Whoever optimised accuracy could promise less than half as many deaths, or nearly
# half as many again, and be as content; saying always no would do as well.
#
# Each row of the training data is charged for its own risk, the rare ones as much as the others. So a
# learner that makes the log-loss small has no wish to give up the rare class. (This does not clear everything that
# is done on the way. A tree looks one cut ahead only, and boosting may stop early by a few rows that it
# kept aside, with fewer positives still.) Nearest neighbours make nothing small; they count.
#
# The 0.5 of `predict` is the best cut for accuracy when the risks are right. Accuracy can also enter when a
# person picks a model, or a `GridSearchCV` picks settings: `score` is accuracy unless told otherwise.

# %% [markdown] id="logloss-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *6 minutes.* Let them guess before the numbers come: which column singles out the line where `fit` stopped?
# Usual wrong answer: accuracy. It is even best elsewhere, by a thousandth, and saying always no is as
# accurate. "Support vector machines?" Nearly: the hinge loss charges rows on the wrong side, or close to the line.
# "And the promised deaths?" Equal by construction, the intercept sees to it. End with quiz B, by raised hands.

# %% [markdown] id="colleague-title" slideshow={"slide_type": "slide"}
# ## A colleague's experiment: "the rarer, the worse"
#
# From the training rows 1,000 are drawn: half of them deaths, then one in ten, then one in a hundred. The
# same logistic regression is fitted, and tested on the same whole test fold. "So imbalance spoils the model."
#
# **What differed between the three tables: the rows in all, the deaths, the ratio, the test rows?**

# %% id="colleague" slideshow={"slide_type": "fragment"} tags=["claim", "hide-input"]
def thousand_rows(fold, share, seed):
    rng = np.random.default_rng((fold, seed))
    dead, alive = (
        rng.permutation(folds[fold][0][died[folds[fold][0]] == label])
        for label in (1, 0)
    )
    n_dead = round(1_000 * share)
    return np.r_[dead[:n_dead], alive[: 1_000 - n_dead]]


by_share = {}
for share, ratio in {0.5: 1, 0.1: 9, 0.01: 99}.items():
    by_share[share] = [
        auc_of(logistic, fold, thousand_rows(fold, share, seed))
        for fold in range(5)
        for seed in range(10)
    ]
    print(
        f"share of deaths {share:4.2f} (survivors to each: {ratio:2}): "
        f"ROC AUC {over_folds(by_share[share])}"
    )
print(
    "the same folds, share 0.10 minus 0.50:",
    over_folds(np.subtract(by_share[0.1], by_share[0.5])),
)
fall = over_folds(np.subtract(by_share[0.01], by_share[0.1]))
print("                share 0.01 minus 0.10:", fall)
assert (
    fall.high < 0 and over_folds(np.subtract(by_share[0.1], by_share[0.5])).low > -0.01
)


# %% [markdown] id="colleague-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Two of the four differed. Let the conclusion stand for a moment: the fall is real. Usual answer:
# "yes, that was shown". Ask: from the first line to the second the ratio grows ninefold; where is the fall? Hardly
# anything, and the deaths went from 500 to 100 on the way.
# The strongest objection: "my table has as many rows as it has. The rarer my class, the fewer positives, so he
# is right for me." The fall is, its cure is not. If the ratio did it, throw negatives away. If the number
# did it, that cures nothing: collect positives, all of them, with a part of the negatives. Then exercise 2.1.

# %% [markdown] id="ex-2-1-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 2.1 · Mend an experiment on the ratio
#
# *3 points; about 8 minutes.*
#
# The next cell runs, and is wrong. What it must do stands below the function's name. Mend it, run it, then run the check below it. Use its parameters and what the lesson imported, none of the notebook's variables. Stuck? Run `hint("2.1")`.

# %% id="ex-2-1" slideshow={"slide_type": "skip"}
def rows_at_share(y, share, rng):
    """Return the rows of a table in which `share` of the rows are positive.

    Between two shares only the ratio may differ. No positive of `y` is left out; of the
    negatives as many are drawn as make the share, to the nearest whole number: at random, none
    of them twice.

    Parameters: `y`, an array of 0 and 1; `share`, at least the share of positives in `y` and
    below 1; and `rng`, a seed or a generator, of which `np.random.default_rng(rng)` makes a
    generator. Returns: an array of row positions, in any order.
    """
    generator = np.random.default_rng(rng)
    positives, negatives = np.flatnonzero(y == 1), np.flatnonzero(y == 0)
    n = round(share * 1_000)
    some = generator.choice(positives, n, replace=False)
    return np.r_[some, generator.choice(negatives, 1_000 - n, replace=False)]


# %% id="ex-2-1-check" slideshow={"slide_type": "skip"}
check("2.1", rows_at_share)

# %% [markdown] id="experiment-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *6 minutes, and 2 to go through.* Usual errors: keeping the positives but dividing by the share without
# taking the positives off; taking the first negatives of the file. "But now the number of rows differs": yes.
# With the deaths held, ratio and survivors are one dial; nobody can hold all three. The headline shows what that
# dial does. Let them guess before: will the fall still be there?

# %% [markdown] id="three-title" slideshow={"slide_type": "slide"}
# ## Three things that hide in one word
#
# | | Which question it answers | Whom it troubles |
# | --- | --- | --- |
# | **ratio** | how many negatives to each positive? | the cut at 0.5, precision, accuracy |
# | **number** | how many positives to learn from, and to measure with? | the learner, and the tester |
# | **overlap** | how alike do the classes look in these columns? | everybody, even the best model |
#
# A class that is rare in a small table has the first two at once, and often the third. To see which one hurts, **move one and
# hold the other two**.

# %% [markdown] id="three-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Go back to the three columns on the board and name them. Ask: which of the three do more rows
# mend? The second. A new measurement? The third. A sampler? None: it moves the ratio, and with it the place of the
# cut, which one can move for nothing. Usual wrong answer: a sampler mends the first.

# %% [markdown] id="hand-title" slideshow={"slide_type": "slide"}
# ## The ratio, by hand: ten deaths, more survivors
#
# Three kinds of people. A model that counts gives each kind its share of deaths:
#
# | kind | died | lived | risk |
# | --- | --- | --- | --- |
# | fast, no belt | 4 | 1 | 0.80 |
# | fast, belt | 3 | 2 | 0.60 |
# | slow | 3 | 7 | 0.30 |
#
# Now the same ten deaths with **twice** as many survivors of each kind. Which risks? How many of the ten are
# above 0.5?

# %% [markdown] id="hand-answer" slideshow={"slide_type": "fragment"}
# The risks become 4/6 = 0.67, 3/7 = 0.43 and 3/17 = 0.18, and recall at the cut 0.5 falls from 7/10 to 4/10. Nobody
# who died has changed, and the **order of the kinds is the same**: in each of them the odds, died to lived, were
# divided by two.

# %% id="hand" slideshow={"slide_type": "fragment"} tags=["claim", "hide-input"]
dead, alive = np.array([4, 3, 3]), np.array([1, 2, 7])
for times in (1, 2, 20):
    risk = np.repeat(dead / (dead + times * alive), dead + times * alive)
    fate = np.concatenate(
        [np.repeat([1, 0], pair) for pair in zip(dead, times * alive)]
    )
    auc, recall = roc_auc_score(fate, risk), recall_score(fate, risk > 0.5)
    ap = average_precision_score(fate, risk)
    print(
        f"survivors × {times:2}: recall (cut 0.5) {recall:.1f}, ROC AUC {auc:.3f}, AP {ap:.3f}"
    )
    assert np.isclose(auc, 0.725)
    assert np.isclose(recall, {1: 0.7, 2: 0.4, 20: 0}[times])

# %% [markdown] id="hand-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Do the second row together before the answer comes. Ask: is the new risk of 0.43 wrong? Usual answer: yes, it is
# biased by the survivors. It is right: of seven such people three die. Then exercise 2.2.

# %% [markdown] id="ex-2-2-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 2.2 · Predict the recall after a new fit
#
# *2 points; about 5 minutes.*
#
# A table of 100 people who died and 200 who lived. The columns tell three kinds of people apart, and
# a model gives each kind its share of deaths as the risk:
#
# | kind | died | lived | risk |
# | --- | --- | --- | --- |
# | fast, no belt | 45 | 10 | 0.82 |
# | fast, belt | 30 | 40 | 0.43 |
# | slow | 25 | 150 | 0.14 |
#
# At the cut 0.5 it finds 45 of the 100 deaths: recall 0.45.
#
# Now half of those who lived are thrown away, of each kind alike. The model is **fitted again**, to
# the rows that are left: each kind gets its new share of deaths. The cut stays at 0.5. What is the
# recall now?
#
# Replace the `...` by a number. Stuck? Run `hint("2.2")`.

# %% id="ex-2-2" slideshow={"slide_type": "skip"}
answer_2_2 = ...

# %% id="ex-2-2-check" slideshow={"slide_type": "skip"}
check("2.2", answer_2_2)


# %% [markdown] id="refit-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes, and 2 to go through.* Usual wrong answers: 0.45, "recall does not depend on the share", which is true
# of the old model only; 0.9, doubled. Ask afterwards: and the ROC AUC? The same, the order has not changed.

# %% [markdown] id="runs-title" slideshow={"slide_type": "skip"}
# ### The colleague's experiment, mended
#
# `draw` does with two numbers what your function of exercise 2.1 does with a share: it takes so many deaths, and so many
# survivors to each of them (a share of 0.1 is 9 survivors to each death). First only the **ratio** moves: all
# deaths, and 1, 2, 5, 10 or 20 survivors to each. The test folds are thinned in the same five ways, and each
# model is tested in all of them. Then only the **number** moves. Forests are slow, so that part was computed
# before, on folds of whole crashes too.

# %% id="runs" slideshow={"slide_type": "skip"} tags=["hide-input"]
def draw(rows, n_deaths, per_death, seed):
    """Return rows with so many deaths, and so many survivors to each of them."""
    rng = np.random.default_rng(seed)
    dead, alive = (rng.permutation(rows[died[rows] == label]) for label in (1, 0))
    assert n_deaths <= dead.size and n_deaths * per_death <= alive.size
    return np.r_[dead[:n_deaths], alive[: n_deaths * per_death]]


ratios = (1, 2, 5, 10, 20)
n_train, n_test = (min(died[part].sum() for part in parts) for parts in zip(*folds))
records = []
for fold, (train, test) in enumerate(folds):
    for ratio in ratios:
        p = np.zeros(len(died))
        p[test] = risks(logistic, fold, draw(train, n_train, ratio, fold))
        for tested in ratios:
            rows = draw(test, n_test, tested, fold)
            auc, ap = (
                roc_auc_score(died[rows], p[rows]),
                average_precision_score(died[rows], p[rows]),
            )
            records.append(
                (ratio, tested, auc, ap, recall_score(died[rows], p[rows] > 0.5))
            )
measures = ["ROC AUC", "average precision", "recall"]
runs = pd.DataFrame(records, columns=["trained", "tested", *measures])
print(f"in training {n_train} deaths, in each test fold {n_test}, at every ratio")

learners = {
    0: "logistic regression",
    20: "forest, 20 rows in a leaf",
    0.02: "forest, 2 % of the rows in a leaf",
}
auc = {  # by learner and number of deaths: five folds, five draws each
    (learners[leaf], deaths): part.pivot(
        index="fold", columns="random_state", values="auc"
    ).to_numpy()
    for (leaf, deaths), part in load_study("crash_deaths_by_number").groupby(
        ["leaf", "deaths"]
    )
}
numbers = sorted({deaths for _, deaths in auc})

# %% [markdown] id="headline-title" slideshow={"slide_type": "slide"}
# ## More survivors: same ranking. Fewer deaths: worse

# %% id="headline" slideshow={"slide_type": "-"} tags=["headline", "hide-input"]
alike = runs[runs["trained"] == runs["tested"]].groupby("trained")
left = {
    "logistic regression": {ratio: over_folds(part["ROC AUC"]) for ratio, part in alike}
}
right = {
    name: {n: over_folds(auc[name, n]) for n in numbers} for name in learners.values()
}
with plt.rc_context({"font.size": 14, "axes.labelsize": 14, "xtick.labelsize": 13}):
    figure, axes = plt.subplots(
        1, 2, figsize=(13, 5), sharey=True, layout="constrained"
    )
    plot_curves(
        left,
        xlabel=f"survivors to each death, in training and in the test\n({n_train} deaths in training)",
        ylabel="ROC AUC",
        xscale="log",
        roles={"logistic regression": "majority"},
        ax=axes[0],
    )
    plot_curves(
        right,
        xlabel="deaths in training, 10 survivors to each\n(tested on the whole fold)",
        ylabel="ROC AUC",
        xscale="log",
        roles=dict(zip(learners.values(), ("majority", "honest", "minority"))),
        ax=axes[1],
    )
axes[0].set_title("only the ratio moves")
axes[1].set(title="only the number moves", ylabel="")
axes[0].set_ylim(0.55, 0.95)
show(figure, alt="Left the ratio of the classes moves, right the number of deaths.", upright=True)


# %% id="headline-claims" slideshow={"slide_type": "skip"} tags=["claim"]
# The claims of this section, proved again at every run.
def over_draws(n_deaths, per_death):
    """Return the ROC AUC of logistic regressions by fold, ten draws each."""
    return np.array(
        [
            [
                auc_of(logistic, fold, draw(train, n_deaths, per_death, (fold, seed)))
                for seed in range(10)
            ]
            for fold, (train, _) in enumerate(folds)
        ]
    )


extremes = {ratio: part[measures].to_numpy() for ratio, part in alike}
change = dict(zip(measures, map(over_folds, (extremes[20] - extremes[1]).T)))
print("20 survivors to each death minus 1, in training and in the test:")
print("  " + ", ".join(f"{name} {difference}" for name, difference in change.items()))
assert -0.02 < change["ROC AUC"].low < 0 < change["ROC AUC"].high < 0.02
assert change["recall"].high < -0.6 and change["average precision"].high < -0.4

few, most = numbers[0], numbers[-1]
print(f"ROC AUC with {most} deaths minus with fewer, 10 survivors to each:")
for name in learners.values():
    gains = {n: over_folds(auc[name, most] - auc[name, n]) for n in (few, 50)}
    print(f"  {name:33} with {few} {gains[few]}, with 50 {gains[50]}")
    assert gains[few].low > 0.02
    if name == "logistic regression":
        assert gains[50].high < gains[few].low  # most of the way
fixed, grown = (auc[learners[leaf], few] for leaf in (20, 0.02))
shrunk = over_folds(grown - fixed)
behind = over_folds(auc["logistic regression", few] - fixed)
later = over_folds(auc[learners[0.02], most] - auc[learners[20], most])
print(
    "forest, 2 % of the rows in a leaf minus 20 rows:\n"
    f"  {few} deaths {shrunk}, {most} deaths {later}"
)
print(f"logistic regression minus forest, 20 rows in a leaf: {few} deaths {behind}")
assert (
    shrunk.low > 0
    and behind.low > 0
    and shrunk.estimate > behind.estimate / 2
    and later.high < 0
)

ten = {times: over_draws(10, times) for times in (1, 10, 95, 1_000)}
two_hundred = {times: over_draws(200, times) for times in (1, 95)}
print("logistic regression, ROC AUC:")
for times, values in ten.items():
    print(f"  10 deaths, {times:5,} survivors to each {over_folds(values)}")
differences = {
    "10 deaths, 10 survivors to each minus 1": ten[10] - ten[1],
    "10 deaths, 1,000 survivors to each minus 10": ten[1_000] - ten[10],
    "200 deaths minus 10, 95 survivors to each": two_hundred[95] - ten[95],
    "200 deaths with 1 survivor minus 10 with 1,000": two_hundred[1] - ten[1_000],
}
for name, values in differences.items():
    print(f"  {name:47} {over_folds(values)}")
helped, more, number, instead = map(over_folds, differences.values())
assert (
    helped.low > 0
    and more.low < 0
    and more.high < 0.04
    and number.low > 0
    and instead.low > 0
)

test, (rows_1, rows_20) = (
    folds[0][1],
    (draw(folds[0][0], n_train, ratio, 0) for ratio in (1, 20)),
)
scores = [
    clone(logistic).fit(columns[0][rows], died[rows]) for rows in (rows_1, rows_20)
]
scores = [fitted.decision_function(columns[0][test]) for fitted in scores]
slope, order = np.polyfit(*scores, 1)[0], spearmanr(*scores).statistic
print(
    f"log-odds after 20 survivors against those after 1: slope {slope:.3f}, rank correlation {order:.3f}"
)
assert 0.8 < slope < 1 and order > 0.97

# %% [markdown] id="headline-read" slideshow={"slide_type": "skip"}
# **Left, the ratio.** The deaths are the same everywhere; each step adds survivors. The ROC AUC is a flat
# line, and its change is not distinguishable from none. (Recall at the cut 0.5 and average precision do fall, by
# the first line above. The next slide asks why.)
#
# **Right, the number.** The ratio is the same everywhere. With ten deaths every learner ranks worse. Logistic
# regression has one coefficient a column and is most of the way with fifty. The forest with twenty
# rows in a leaf loses most, and that is its setting: twenty are right for ten thousand rows and wrong for a
# hundred. With leaves that shrink with the table a forest wins back most of its lag; with many rows it is then
# a little behind. **When rows get fewer, choose the settings anew.**
#
# **And the survivors?** With ten deaths, ten survivors to each rank better than one: survivors are rows to learn
# from as well. A thousand to each help hardly more, if at all. Ten thousand survivors do not stand in
# for deaths: two hundred deaths with one survivor each rank better.
#
# So the colleague's fall is one of the number. About as rare as in his last table, with two hundred deaths in
# place of ten, the same model ranks better (above); and from his first table to his second, with deaths
# enough, the ratio grew ninefold and hardly anything fell.
#
# <details><summary><b>Deeper:</b> the ratio is one number in the intercept, nearly</summary>
#
# By Bayes' rule the odds of dying for somebody with columns $x$ are
# $$\frac{p(x)}{1 - p(x)} = \frac{\pi}{1 - \pi} \cdot \frac{f_1(x)}{f_0(x)},$$
# where $\pi$ is the share of positives and $f_1$, $f_0$ say how usual $x$ is among positives and among
# negatives. With $r$ times as many negatives, *drawn alike*, $f_1$ and $f_0$ stay and the first factor is
# divided by $r$. On the scale of the log-odds every true score moves by $-\log r$. A score that moves by the same
# amount for everybody ranks as before. What moves with the ratio is the *place of the cut*, the precision, and
# whatever is made of them. Lesson 5 and lesson 7 use the same shift to lead risks back.
#
# A logistic regression follows exactly, by its intercept alone, if its form is right and it is not
# penalised. Real ones follow nearly: in the last line above the scores after 20 survivors grow a little more
# slowly than those after one (a slope below 1), and still rank people almost alike. Owen (2007) lets the negatives
# grow without end: the intercept runs away, the other coefficients tend to a limit that is of use.
#
# "Drawn alike" is a condition. If the additional negatives are other people, from quiet rural roads say,
# then $f_0$ changes and the ranking with it; that is no longer a matter of the ratio.
# </details>

# %% [markdown] id="headline-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* Left panel first: what moves, what does not? Then the right one: what did the colleague plot? Usual
# wrong answer: "the flat line shows that imbalance is harmless". It shows that it does not touch *the ranking* of
# *this* learner; an exception comes at the end. "The forest is bad, then?" No: its leaves were chosen for
# another table.

# %% [markdown] id="fault-title" slideshow={"slide_type": "slide"}
# ## Recall and average precision fell: whose doing?
#
# The same logistic regressions, crossed: trained with 1 or with 20 survivors to a death, **tested** with 1 or
# with 20. The ranking stayed, by the last slide. Was it the training, or the test?

# %% id="fault" slideshow={"slide_type": "fragment"} tags=["claim", "hide-input"]
crossed = runs[runs["trained"].isin([1, 20]) & runs["tested"].isin([1, 20])]
by_fold = {  # five folds each
    (name, *pair): part[name].to_numpy()
    for name in ("recall", "average precision")
    for pair, part in crossed.groupby(["trained", "tested"])
}
table = (
    crossed.groupby(["trained", "tested"])[["recall", "average precision"]]
    .mean()
    .unstack()
)
for one in (1, 20):  # by the training, then by the test, the other one held
    assert (
        over_folds(by_fold["recall", 20, one] - by_fold["recall", 1, one]).high < -0.5
    )
    assert np.array_equal(by_fold["recall", one, 20], by_fold["recall", one, 1])
    trained = over_folds(
        by_fold["average precision", 20, one] - by_fold["average precision", 1, one]
    )
    assert trained.low > -0.02 and trained.high < 0.03
    assert (
        over_folds(
            by_fold["average precision", one, 20] - by_fold["average precision", one, 1]
        ).high
        < -0.4
    )
table.index = [f"trained with {ratio}" for ratio in table.index]
table.columns = [
    f"{'recall' if name == 'recall' else 'AP'}, tested with {ratio}"
    for name, ratio in table.columns
]
table.map("{:.3f}".format)

# %% [markdown] id="fault-read" slideshow={"slide_type": "fragment"}
# **Recall** changes from row to row: the *training* moved the risks, and with them who stands above 0.5. **Average
# precision** changes from column to column: in the *test* twenty times as many people can stand wrongly near the
# top. The model has not become worse; the task has become harder. Lesson 6 takes it apart.

# %% [markdown] id="fault-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Ask for a guess before the table comes. Usual wrong answer: the model trained on balanced data has the
# better average precision on rare data. Twenty times the false alarms is a real cost all the same. What does not follow
# is that the training data should be changed.

# %% [markdown] id="interval-title" slideshow={"slide_type": "slide"}
# ## Few positives hurt twice: in learning, in measuring
#
# A test finds 80 % of the positives. How well is that known? **Only the positives count**: a recall from
# ten of them stays a guess, in however large a table. Wilson's 95 % intervals:

# %% id="interval" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
sizes = np.array([10, 25, 50, 100, 250, 1_000])
ends = [binomtest(round(0.8 * n), n).proportion_ci(method="wilson") for n in sizes]
low, high = np.transpose(ends)
with plt.rc_context({"font.size": 14}):
    figure, ax = plt.subplots(figsize=(10, 4), layout="constrained")
ax.errorbar(
    range(6),
    [0.8] * 6,
    [0.8 - low, high - 0.8],
    fmt="o",
    color="#0072B2",
    ms=9,
    capsize=6,
    lw=3,
)
ax.set_xticks(range(6), [f"{n:,}" for n in sizes])
ax.set(
    xlabel="positives in the test set, of which 80 % were found",
    ylabel="recall",
    ylim=(0, 1),
)
ax.grid(axis="y", alpha=0.4)
said = ", ".join(
    f"{n} positives {a:.3f} to {b:.3f}" for n, a, b in zip(sizes, low, high)
)
show(figure, alt=f"Six dots at a recall of 0.8 with their intervals: {said}.")
assert high[0] - low[0] > 0.4 and high[-1] - low[-1] < 0.06


# %% [markdown] id="interval-read" slideshow={"slide_type": "skip"}
# Two models whose recalls on 25 positives are ten points apart may well be equally good. So before any
# remedy is tried, ask whether the test could tell that it helped: on the same rows and paired, a
# difference is known better than either recall, and yet a handful of positives seldom decides anything.
#
# <details><summary><b>Deeper:</b> where Wilson's half width comes from</summary>
#
# Of $n$ positives a share $\hat p$ is found, the truth is $p$. Then $\hat p$ scatters about $p$ with the
# standard deviation $\sqrt{p(1-p)/n}$. Keep every $p$ that is not too far from what was seen,
# $$|\hat p - p| \le z \sqrt{p (1 - p) / n}, \qquad z = 1.96.$$
# Squared, this is a quadratic inequality in $p$. Its two roots are the ends of the interval:
# $$\frac{\hat p + \frac{z^2}{2n}}{1 + \frac{z^2}{n}} \;\pm\; \frac{z}{1 + \frac{z^2}{n}} \sqrt{\frac{\hat p (1 - \hat p)}{n} + \frac{z^2}{4 n^2}}.$$
# The second term is the half width (Wilson 1927). For large $n$ it is about
# $z \sqrt{\hat p (1 - \hat p) / n}$, the usual textbook formula, which puts $\hat p$ for $p$ under the root
# at once. So the number of positives goes with $1 / h^2$: half the width takes four times as many. At
# $\hat p = 1$ the textbook's interval has no width at all; Wilson's is $z^2 / (n + z^2)$ wide.
#
# Both take the positives to be independent. Two deaths in one crash are not, and then whole groups are to
# be drawn anew (`scoreboard(…, groups=…)`).
# </details>

# %% [markdown] id="interval-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* First a guess: positives are 1 %, the recall is 0.8; how many labelled rows for ±5 points? Then
# ask how many positives the participants' own test sets hold, and let them find their row.
# Usual wrong answer: "I have 100,000 rows". Exercise 2.3 is for home; usual errors there: the whole width
# for the half, and the textbook formula.

# %% [markdown] id="ex-2-3-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 2.3 · How many positives a recall needs
#
# *3 points; about 10 minutes.*
#
# The next cell holds a function to write. What it must do stands below the function's name. Replace the `...`, run it, then run the check below it. Use its parameters and what the lesson imported, none of the notebook's variables. Stuck? Run `hint("2.3")`.

# %% id="ex-2-3" slideshow={"slide_type": "skip"}
def positives_needed(recall, half_width):
    """Return how many positives a test set needs so that a recall can be measured.

    Of `n` positives a model finds `k = round(recall * n)`. Wilson's 95 % interval of its recall is
    `binomtest(k, n).proportion_ci(method="wilson")`, with the ends `low` and `high`; its **half
    width** is half the distance between them. Find the smallest whole number `n`, from 1 up,
    whose half width is at most `half_width`.

    Parameters: `recall`, the recall you expect, from 0 to 1, and `half_width`, such as 0.05
    for five points either way. Returns: `n`, the number of positives.
    """
    ...


# %% id="ex-2-3-check" slideshow={"slide_type": "skip"}
check("2.3", positives_needed)

# %% [markdown] id="needed-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *For home, 10 minutes.* Usual errors: the whole width for the half; the textbook formula; `proportion_ci()` without
# its method. In class: compare the guess made before the figure with what the function says for 0.8 and 0.05.

# %% [markdown] id="panels-title" slideshow={"slide_type": "slide"}
# ## Four tables: which of them would worry you?

# %% id="panels" slideshow={"slide_type": "-"} tags=["hide-input"]
# Positives, negatives, distance of the two centres in standard deviations.
tables = {"a": (15, 1_500, 6), "b": (200, 200, 0.7), "c": (6, 6, 6), "d": (60, 600, 3)}
rng = np.random.default_rng(5)
figure, axes = plt.subplots(1, 4, figsize=(13, 5), layout="constrained")
for ax, (name, (n_pos, n_neg, distance)) in zip(axes, tables.items()):
    step = distance / np.sqrt(2)
    ax.plot(*rng.normal(size=(2, n_neg)), "o", color="#0072B2", ms=4, alpha=0.35)
    ax.plot(
        *rng.normal(step, size=(2, n_pos)),
        "^",
        color="#D55E00",
        ms=7,
        alpha=0.6,
        mec="none",
    )
    ax.set_title(f"{name}: {n_pos} and {n_neg:,}", fontsize=16)
    ax.set(xticks=[], yticks=[])
    ax.set_box_aspect(1.25)
    ax.set_aspect("equal", adjustable="datalim")
figure.suptitle(
    "SYNTHETIC data, two columns each. Above each panel: how many positives (triangles)\n"
    "and how many negatives (dots) it has",
    fontsize=15,
)
said = "; ".join(
    f"panel {name}, {n_pos} positives and {n_neg} negatives, the centres of the two clouds {distance} "
    "standard deviations apart"
    for name, (n_pos, n_neg, distance) in tables.items()
)
show(figure, alt=f"Four scatter plots of two columns: {said}.")

# %% [markdown] id="panels-first-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* A vote on the picture alone, one hand each, before the exercise is read. Usual answer: a, "the most
# imbalanced".

# %% [markdown] id="ex-2-4-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 2.4 · Choose the panel that stays hard
#
# *2 points; about 5 minutes.*
#
# The figure before this exercise shows four tables, two columns each. Above each panel stands how
# many positives and how many negatives it has.
#
# You are given a hundred times as many rows of each kind, the ratio as it is, and the best model
# there can be. In which panel does its ROC AUC stay lowest? Choose by the figure, then say why.
#
# - **a**: panel a, with 15 positives and 1,500 negatives
# - **b**: panel b, with 200 and 200
# - **c**: panel c, with 6 and 6
# - **d**: panel d, with 60 and 600
#
# **And why?** Why does it stay lowest there?
#
# - **p**: Its two columns would have to be brought to one scale first.
# - **q**: It has too few rows to learn from.
# - **r**: The points of both classes lie in the same place.
# - **s**: Its classes are of equal size, so that there is no class to prefer.
#
# Replace the `...` by your choice in quotes. Stuck? Run `hint("2.4")`.

# %% id="ex-2-4" slideshow={"slide_type": "skip"}
answer_2_4 = ...
why_2_4 = ...

# %% id="ex-2-4-check" slideshow={"slide_type": "skip"}
check("2.4", answer_2_4, why_2_4)

# %% id="panels-truth" slideshow={"slide_type": "skip"} tags=["claim"]
# Two round clouds of equal spread at a distance d: the best ROC AUC there can be is Φ(d / √2).
best = {
    name: norm.cdf(distance / np.sqrt(2)) for name, (*_, distance) in tables.items()
}
print(
    "best ROC AUC there can be:",
    ", ".join(f"{name} {value:.3f}" for name, value in best.items()),
)
assert min(best, key=best.get) == "b" and sorted(best.values())[1] > 0.95

# %% [markdown] id="panels-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes, and 2 to go through.* Usual wrong answers: a, "the most imbalanced"; c, "the fewest rows". Let
# whoever chose c say what a hundred times as many rows would look like. Turn back to the figure while they choose.

# %% [markdown] id="explorer-title" slideshow={"slide_type": "slide"}
# ## Overlap: the best model there can be, and its limits
#
# The **true probability** of fraud, scored: no learner, no small number to blame. Move one dial at a time.

# %% id="explorer" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
# A large table for each overlap; rarer frauds are counted as parts of one, all alike.
overlaps, shares = (0.1, 0.3, 0.5, 0.7, 0.9), (0.01, 0.03, 0.1, 0.3)
metrics = {
    "ROC AUC": roc_auc_score,
    "average precision": average_precision_score,
    "recall (cut 0.5)": lambda y, p, sample_weight: recall_score(
        y, p > 0.5, sample_weight=sample_weight
    ),
}
grid, hills = [], []
for overlap in overlaps:
    made = make_card_fraud(
        500, 500, 60, prevalence=0.3, overlap=overlap, random_state=0
    )
    fraud, customer = made["fraud"].to_numpy(), made["customer"].to_numpy()
    log_odds = logit(made["fraud_probability"].to_numpy().clip(1e-4, 1 - 1e-4))
    for share in shares:
        counted = (
            share / (1 - share) / (fraud.mean() / (1 - fraud.mean()))
        )  # of each fraud
        p, weight = expit(log_odds + np.log(counted)), np.where(fraud == 1, counted, 1)
        parts = [customer % 5 == part for part in range(5)]
        for name, metric in metrics.items():
            by_part = [
                metric(fraud[part], p[part], sample_weight=weight[part])
                for part in parts
            ]
            whole = metric(fraud, p, sample_weight=weight)
            grid.append((overlap, share, name, whole, min(by_part), max(by_part)))
        if share == 0.1:
            moved = log_odds + np.log(counted)
            hills.append(
                pd.DataFrame({"overlap": overlap, "y_true": fraud, "y_score": moved})
            )
worlds = pd.DataFrame(
    grid, columns=["overlap", "prevalence", "learner", "score", "low", "high"]
)
truth = worlds.pivot(index=["overlap", "prevalence"], columns="learner", values="score")
for share in shares:  # along the overlap all three fall
    assert (truth.xs(share, level="prevalence").diff().dropna() < 0).all(axis=None)
for overlap in overlaps:  # along the share the ranking stays
    assert np.ptp(truth.loc[overlap, "ROC AUC"]) < 1e-9
missed = 1 - truth["recall (cut 0.5)"]
assert missed[0.1, 0.01] > 2 * missed[0.1, 0.3] and missed[0.1, 0.01] < 0.15
assert missed[0.7, 0.01] > 0.95 and truth.loc[(0.9, 0.01), "ROC AUC"] < 0.75
explore_learning(
    worlds,
    pd.concat(hills),
    along="prevalence",
    metric="score of the true probability",
    band="lowest to highest of five fifths",
    title="SYNTHETIC data: the true probability, by overlap and by share of frauds",
    invitation="Move the share: which line stays? Then move the overlap.",
)

# %% [markdown] id="explorer-read" slideshow={"slide_type": "skip"}
# `make_card_fraud` makes SYNTHETIC purchases and keeps the true probability of fraud given their columns (lesson
# 1): the best model there can be. To make frauds rarer, each is counted as a part of one, as if they were
# dropped at random, and the true odds go down alike.
#
# Move the **overlap**: all three lines fall, and nobody is to blame, no learner and no small number. Move the
# **share**: the ROC AUC stays to the last digit, as it did on the left of the headline. What it costs at the cut 0.5
# depends on the overlap. With little of it, one fraud in a hundred purchases is as rare as in many a horror story
# and most frauds still stand above 0.5, though twice as many are missed as before. With much overlap
# the same step leaves hardly any above the cut, and average precision collapses.
#
# The hills are the log-odds of the true probability, drawn where frauds are one in ten; when the share moves, their
# shapes stay and all of them would slide to one side. Bands go from the lowest to the highest of five fifths
# of the customers.

# %% [markdown] id="explorer-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Begin at overlap 0.1 and move the share from end to end: "is this data set imbalanced?" Usual answer:
# yes, so it must be hard. The ranking stays and most frauds are found; the misses grow. Then overlap 0.7,
# and the same walk. Last, hold the share and move the overlap: what would you buy, more rows, a better model, or a new
# column? Usual wrong answer: a better model. This is the best one.

# %% [markdown] id="bias-title" slideshow={"slide_type": "skip"}
# <details><summary><b>Deeper:</b> few positives bias a logistic regression, by half a positive</summary>
#
# Lesson 1 said that with enough positives a model's risks need not be biased. With few, the *coefficients*
# of a logistic regression are, even when the model is right. Take the simplest one: an intercept only,
# $k$ positives among $n$ rows, and $\hat\beta_0 = \log \frac{k}{n-k}$. The expected value of a curved
# function is not the function of the expected value; to second order, with
# $g(p) = \log \frac{p}{1-p}$ and $g''(p) = \frac{2p - 1}{p^2 (1-p)^2}$,
# $$E[\hat\beta_0] - \beta_0 \approx \tfrac12 g''(\pi) \frac{\pi (1-\pi)}{n} = \frac{\pi - \frac12}{n\,\pi(1-\pi)} \approx -\frac{1}{2 n \pi}.$$
# The last step holds for a rare class, and $n\pi$ is the expected **number of positives**. The ratio has
# dropped out: ten positives among 200 rows or among 2,000, the log-odds come out too low by about 0.05;
# with a hundred positives by 0.005. King and Zeng (2001) made this bias known as that of "rare events", and
# correct for it; it is one of *few* events.
#
# Firth (1993) removes the leading term by adding half the log of the determinant of the information to the
# log-likelihood. For an intercept alone that means: add half a positive and half a negative,
# $\log \frac{k + 1/2}{n - k + 1/2}$. It also keeps coefficients finite when one column parts the classes
# without error, as easily happens with few positives. Beware: his risks then add up to more than the
# positives there were ($k + \frac12$ of $n + 1$); the plain ones add up to $k$. Less biased coefficients are
# not the same as less biased risks (Puhr et al. 2017 repair that). scikit-learn's default penalty is
# something else again: it shrinks coefficients towards 0 and leaves the intercept free.
# </details>

# %% id="bias" slideshow={"slide_type": "skip"} tags=["claim"]
# The bias of an intercept, exactly: the mean over all tables with a positive or more.
print("positives  share  bias of the log-odds  −1/(2·positives)  after Firth")
for expected in (10, 100):
    for share in (0.05, 0.005):
        n = round(expected / share)
        k = np.arange(1, n)
        weight = binom.pmf(k, n, share) / (1 - binom.pmf([0, n], n, share).sum())
        plain = weight @ np.log(k / (n - k)) - logit(share)
        firth = weight @ np.log((k + 0.5) / (n - k + 0.5)) - logit(share)
        print(
            f"{expected:9} {share:6.3f} {plain:21.3f} "
            f"{-1 / (2 * expected):17.3f} {round(firth, 3) + 0:12.3f}"
        )
        assert abs(plain + 1 / (2 * expected)) < 0.1 / expected and abs(firth) < 0.001

# %% [markdown] id="mended-title" slideshow={"slide_type": "slide"}
# ## The sentence, mended
#
# > Most learners fit **probabilities**; accuracy enters when `predict` cuts them at one half. A larger
# > **ratio** leaves few above that cut and makes each alarm less often right; the ranking it leaves alone, unless the
# > model over-fits. **Few positives** make a class hard to learn and its recall hard to measure. **Overlap** makes it
# > hard for everybody. In fraud detection all three meet, so say which one you are fighting.
#
# Frauds, one in a hundred, customers never seen. Boosting and the true probability, cut in two places:

# %% id="mended" slideshow={"caption": "Flagging the highest scores instead of those above 0.5 finds more, and the ratio stays as it was.", "frame": "highest = scores >= np.sort(scores)[-k]", "slide_type": "-"} tags=["mended", "claim", "hide-input"]
made = make_card_fraud(500, 500, 60, prevalence=0.01, overlap=0.5, random_state=0)
fraud, customers = made["fraud"].to_numpy(), made["customer"]
boosting = HistGradientBoostingClassifier(
    learning_rate=0.1,
    max_iter=50,
    max_leaf_nodes=6,
    early_stopping=False,
    random_state=0,
)
p = cross_val_predict(
    boosting,
    made[made.attrs["features"]],
    fraud,
    groups=customers,
    cv=GroupKFold(5),
    method="predict_proba",
)[:, 1]
truth = made["fraud_probability"].to_numpy()
k = 2 * fraud.sum()  # flag twice as many purchases as there are frauds
print(f"{'card_fraud (SYNTHETIC)':34} {'recall':>6} {'precision':>10} {'flagged':>8}")
recalls = {}
for name, scores in {"boosting": p, "true probability": truth}.items():
    highest = scores >= np.sort(scores)[-k]
    print(f"{name}, ROC AUC {roc_auc_score(fraud, scores):.3f}")
    for cut, flagged in {
        "above 0.5": scores > 0.5,
        f"the {k} highest (two per fraud)": highest,
    }.items():
        recalls[name, cut] = recall_score(fraud, flagged)
        right = precision_score(fraud, flagged)
        print(
            f"  {cut:32} {recalls[name, cut]:6.3f} {right:10.3f} {flagged.sum():8,}"
        )
    assert (
        highest.sum() < 1.1 * k
        and recall_score(fraud, highest) > 1.5 * recalls[name, "above 0.5"]
    )
assert recalls["true probability", "above 0.5"] < 0.4  # nobody's fault


# %% [markdown] id="mended-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Put the sentence beside the two votes. "Optimise accuracy": no, `predict` does. "Poor on the
# minority": the cut, by the ratio; the ranking, by small numbers; the rest, by overlap. Usual wrong answer to "why
# does boosting find so few at 0.5?": it was spoiled by the imbalance. The true probability finds hardly more. Whether two
# alarms for each fraud are right is a matter of what an alarm costs (lesson 1).

# %% [markdown] id="board-title" slideshow={"slide_type": "slide"}
# ## Scoreboard: the three, one at a time, on real data
#
# **Ratio**: one survivor to each death in training. **Number**: one row in twenty, the ratio as it is.
# **Overlap**: without the column that holds the speed. Tested on all rows, whole crashes.

# %% id="board" slideshow={"slide_type": "-"} tags=["scoreboard", "on-crash_deaths", "claim", "hide-input"]
def out_of_fold(rows_of, kept=slice(None)):
    p = np.zeros(len(died))
    for fold, (train, test) in enumerate(folds):
        p[test] = risks(logistic, fold, rows_of(train), kept)
    return p


def everything(train):
    return train


def balanced(train):
    return draw(train, n_train, 1, 0)


def few(train, seed=0):
    return draw(train, n_train // 20, 20, seed)


no_speed = ~np.char.startswith(encode.get_feature_names_out().astype(str), "dvcat")
methods = {
    "logistic regression": out_of_fold(everything),
    "ratio 1 to 1": out_of_fold(balanced),
    "few positives": out_of_fold(few),
    "more overlap": out_of_fold(everything, no_speed),
}
board = scoreboard(
    died, methods, groups=crash.groups, recall_at_k=1_000, n_resamples=200
)
board


# %% id="board-claims" slideshow={"slide_type": "fragment"} tags=["claim", "hide-input"]
def by_fold(p, metric=roc_auc_score):
    return np.array([metric(died[test], p[test]) for _, test in folds])


whole, blind = methods["logistic regression"], methods["more overlap"]
draws = [out_of_fold(lambda train, seed=seed: few(train, seed)) for seed in range(5)]
few_auc, few_ap = (
    np.mean([by_fold(p, metric) for p in draws], axis=0)
    for metric in (roc_auc_score, average_precision_score)
)
lost = {
    "ratio 1 to 1": by_fold(methods["ratio 1 to 1"]) - by_fold(whole),
    "few positives, five draws": few_auc - by_fold(whole),
    "more overlap": by_fold(blind) - by_fold(whole),
    "more overlap, ratio 1 to 1": by_fold(out_of_fold(balanced, no_speed))
    - by_fold(whole),
}
print("ROC AUC minus that of the logistic regression, on the same folds:")
for name, values in lost.items():
    print(f"  {name:28} {over_folds(values)}")
ratio, number, overlap, both = map(over_folds, lost.values())
assert ratio.low > -0.01 and ratio.high < 0.01 and number.high < 0
assert over_folds(few_ap - by_fold(whole, average_precision_score)).high < 0
assert over_folds(by_fold(blind) - few_auc).high < 0
assert over_folds(lost["more overlap, ratio 1 to 1"] - lost["more overlap"]).high < 0.01
assert board.intervals("brier_skill")["ratio 1 to 1"].high < 0


# %% [markdown] id="board-read" slideshow={"slide_type": "skip"}
# **Ratio**: the ranking is the same, and the Brier skill is far below zero: trained in a world where every second
# person dies, the model says so, and its risks are wrong for the table as it is. (Lesson 3 meets this row again;
# lessons 5 and 7 lead such risks back.) **Number**: one row in twenty, and the ranking is a little worse, in ROC AUC
# and in average precision. **Overlap**: one column less, and the ranking loses most, with all the rows there are.
# Balancing the classes does not bring it back. Lessons 4 and 5 try other samplers.

# %% [markdown] id="board-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* One row, one trouble. Ask before the differences come: which row loses most ROC AUC? Usual
# answer: few positives. Why can a Brier skill below zero stand beside the best ROC AUC? Trained where every second
# person dies, it says so; the order is untouched. Compare rows by the differences, not by the brackets of the board.

# %% [markdown] id="myth" slideshow={"slide_type": "slide"}
# ## Myth and fact
#
# **Myth:** "The ratio is the problem: at 1 to 100 no model can learn."
#
# **Fact:** The ratio moves the risks, and with them the cut and the precision. What is hard to learn from is a
# small *number*, and what nobody can learn is *overlap*.
#
# **The honest exception:** a model that over-fits, such as a forest whose leaves are all pure, as they are by default.

# %% id="exception" slideshow={"slide_type": "fragment"} tags=["claim", "hide-input"]
def row(name, one, more, ratio, gain):
    """Print a learner's two scores and the interval of their difference, in columns."""
    middle, low, high = (round(end, 3) + 0 for end in (gain.estimate, gain.low, gain.high))
    between = f"{middle:6.3f} [{low:6.3f}, {high:6.3f}]"  # + 0: no -0.000
    print(f"  {name:32} {one.mean():6.3f} {more.mean():6.3f} ({ratio})   {between}")


print("ROC AUC, trained with 1 and with more survivors to each death, on the same test rows:")
print(f"  {'':32} with 1  with more    more minus 1")
values = [two_hundred[1], two_hundred[95]]
ranked = over_folds(values[1] - values[0])
row("logistic regression, 200 deaths", *values, 95, ranked)
assert ranked.low > -0.01
forests, moved = (
    load_study("crash_deaths_by_ratio").set_index(["leaf", "trees"]).sort_index(),
    {},
)
for leaf, trees in [(1, 20), (1, 100), (1, 300), (20, 20)]:
    one, many = forests.loc[(leaf, trees), ["with_1", "with_20"]].to_numpy().T
    moved[leaf, trees] = over_folds(many - one)
    name = f"{trees} trees, " + ("pure leaves" if leaf == 1 else "20 rows in a leaf")
    row(name, one, many, 20, moved[leaf, trees])
default, repaired = (forests.loc[place] for place in [(1, 100), (20, 20)])
better = over_folds(repaired["with_20"].to_numpy() - default["with_1"].to_numpy())
print(f"20 rows in a leaf (with 20) minus 100 trees, pure leaves (with 1): {better}")
assert moved[1, 20].high < 0 and moved[1, 100].high < 0 and better.low > 0
assert moved[20, 20].low > -0.02

# %% [markdown] id="exception-read" slideshow={"slide_type": "skip"}
# Two hundred deaths rank no worse among ninety-five survivors each than among one. But in a forest with pure leaves
# the ratio does harm the ranking, and the interval says so clearly for 20 trees and for the default of 100. A pure leaf
# says 0 or 1 and nothing between, and the forest's score is a count of such leaves. More trees make the
# count finer and the loss smaller. Dropping survivors would help this forest. So would leaves of twenty rows, which use
# all survivors and rank better than the default forest with survivors dropped. Lesson 3 has this forest in
# full. **When fewer negatives help, ask what the model does wrong with many.**

# %% [markdown] id="myth-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Ask for the sign before the numbers come: more survivors, does the forest rank better or worse? Usual
# wrong answer: "it never harms, you showed it", or "always". Do not skip the exception: `RandomForestClassifier()` as it
# comes is what many participants use, and they have seen under-sampling help. The repair is one argument.

# %% [markdown] id="ex-2-quiz-prompt" slideshow={"slide_type": "slide"}
# ### Quiz 2
#
# Four questions on this lesson. They give no points; each answer has its reason.
#
# **A.** A blog takes 5,000 rows with 20 % positives, then 5,000 with 0.2 %. The ROC AUC of its model falls. What does that show?
#
# - **a**: The ratio spoils the ranking.
# - **b**: Nothing about the ratio alone: the positives fell from 1,000 to 10 as well.
# - **c**: ROC AUC depends on the share of positives in the test set.
# - **d**: The model should have been fitted to balanced classes.
#
# **B.** Where does accuracy enter when a logistic regression is fitted and used?
#
# - **a**: In `fit`: the coefficients are those with the highest accuracy.
# - **b**: In `predict`: the cut 0.5 gives the highest accuracy, if the risks are right.
# - **c**: In `predict_proba`: a risk is the accuracy of its row.
# - **d**: In `fit`: it stops when the accuracy no longer rises.
#
# **C.** In a test set of 4,000 rows with 12 positives a model finds 10 of the 12. What can be said about its recall?
#
# - **a**: 0.83, give or take one point: there are 4,000 rows.
# - **b**: Nothing: the classes must be balanced first.
# - **c**: 0.83, and the interval goes from about 0.55 to about 0.95.
# - **d**: It is between 0.81 and 0.85, by 0.83 times one minus 0.83, divided by 12.
#
# **D.** 40,000 positives, as many negatives. Logistic regression, a forest and boosting all reach a ROC AUC of about 0.62; ten times fewer rows gave the same. What helps?
#
# - **a**: more rows of the same kind
# - **b**: a balancing method
# - **c**: columns that tell the classes apart
# - **d**: a lower cut
#
# Put a letter in quotes, such as `"a"`, in place of each `...` in the next cell, and run it (Shift+Enter).

# %% id="ex-2-quiz" slideshow={"slide_type": "skip"}
check("2.quiz", a=..., b=..., c=..., d=...)

# %% [markdown] id="quiz-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* A and D in class, by raised hands; B was asked after the log-loss; C is for home. Usual wrong
# answers: A a, although the colleague did the same; D b, balancing what is balanced.

# %% [markdown] id="recap" slideshow={"slide_type": "slide"} tags=["takeaway"]
# ## Recap and decision card
#
# Most learners minimise log-loss or something like it; accuracy enters in the 0.5 of `predict`. The ratio
# divides everybody's odds by the same number: the ranking stays, recall at 0.5 and precision fall. Few
# positives make every learner worse, and make recall hard to measure. Overlap limits
# even the true probability. An experiment shows which of the three hurts only if it holds the other two.
#
# | When you see | Do |
# | --- | --- |
# | low recall at 0.5, a good ranking | the ratio: choose the cut, leave the data |
# | more rows still raise the score | few positives: collect more; choose the settings anew |
# | a recall near 0.8 from fewer than about 250 positives | its interval is wider than ±5 points: give it |
# | good learners that agree, and more rows change nothing | overlap: look for better columns |
# | "the rarer, the worse" | count the positives |
#
# **Next:** nearly every tutorial balances the data, and its scores shoot up. True? ([lesson 3](03_resampling.ipynb))

# %% [markdown] id="recap-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *1 minute.* Leave the card on screen. Answers: recall b, b; 2.1 all positives, $(1 - s)/s$ negatives to each;
# 2.2 .75; 2.3 a loop from 1; 2.4 b, r; quiz b, b, c, c. Next lesson:
# scores that rise when the data are balanced, and why most of the rise is not real. Split first.

# %% [markdown] id="reading" slideshow={"slide_type": "skip"}
# ## Further reading
#
# - Japkowicz, N. and Stephen, S. (2002). *The class imbalance problem: a systematic study.* Intelligent Data
#   Analysis 6, 429-449. Varies how complicated the concept is, how large the training set, and how imbalanced,
#   each apart from the others, as this lesson tries to. (Read: the abstract.)
# - Denil, M. and Trappenberg, T. (2010). *Overlap versus imbalance.* Canadian AI, LNAI 6085. Imbalance can be
#   healed with larger training sets, overlap is of another kind, the more serious for how complicated a model
#   becomes, and with it more training data can even make a classifier worse. They find that the two act together
#   and cannot be understood one by one, which limits what this lesson's "one at a time" shows. (Read: the
#   abstract.)
# - King, G. and Zeng, L. (2001). *Logistic regression in rare events data.* Political Analysis 9, 137-163. Says
#   that logistic regression can underestimate rare probabilities, and how to correct it; and that one may
#   collect all events and a fraction of the others, and save nearly all of the work. (Read: the abstract.)
# - Owen, A. B. (2007). *Infinitely imbalanced logistic regression.* Journal of Machine Learning Research 8,
#   761-773. See the Deeper block on the ratio. (Read: the abstract.)
# - Wang, H. (2020). *Logistic regression for massive data with rare events.* ICML. The variance of the coefficients goes
#   with the number of events, not with that of the rows. (Read: the abstract.)
# - Firth, D. (1993). *Bias reduction of maximum likelihood estimates.* Biometrika 80, 27-38. The correction of the
#   Deeper block. (Known from others' descriptions; the half that is added was derived and checked above.)
# - Puhr, R. et al. (2017). *Firth's logistic regression with rare events: accurate effect estimates and
#   predictions?* Statistics in Medicine 36. Firth's risks are pulled towards one half, the more so the
#   rarer the class; two simple repairs. (Read: the abstract.)
# - van Smeden, M. et al. (2016). *No rationale for 1 variable per 10 events criterion for binary logistic
#   regression analysis.* BMC Medical Research Methodology 16, 163. How many positives one needs is not
#   settled by ten for each column; the evidence for that rule is weak.
# - van Smeden, M. et al. (2019). *Sample size for binary logistic prediction models: beyond events per variable
#   criteria.* Statistical Methods in Medical Research 28, 2455-2474. What a new patient's prediction is worth depends on the
#   number of columns, the rows in all and the share of events, rather than on events for each column. (Read:
#   the abstract.)
# - Wilson, E. B. (1927). *Probable inference, the law of succession, and statistical inference.* Journal of the
#   American Statistical Association 22, 209-212. And Nadeau, C. and Bengio, Y. (2003). *Inference for the
#   generalization error.* Machine Learning 52, 239-281. The intervals of one share, and of scores over folds.
#   (Known from others' descriptions.)
#
# **Next:** [lesson 3](03_resampling.ipynb). My score shot up when I balanced the data. May I believe it?
