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
# - say what more negatives do to risks, recall and ranking (2.2),
# - say how many positives it takes to measure a recall (2.3),
# - recognise overlap, which no sampler mends (2.4),
# - name what a learner minimises, and where accuracy enters (quiz).

# %% [markdown] id="title-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Ask: "my class is rare, one in a thousand": what exactly is the trouble with that?
# Collect answers on the board in three columns without naming them: ratio, number, overlap. Most will
# be in the first. Timing, 70 in all, with the answers gone through: title and recall 5, outline and
# log-loss 7, colleague and exercise 2.1 12, three things and the hand count 6, exercise 2.2 7,
# headline and whose fault 9, interval 4, overlap and explorer 7, panels and exercise 2.4 6, sentence
# and scoreboard 4, myth and recap 3. For home: exercise 2.3, the small-sample bias, the quiz.

# %% id="setup" slideshow={"slide_type": "skip"} tags=["setup"]
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from scipy.special import expit, logit
from scipy.stats import binom, binomtest, norm
from sklearn.base import clone
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
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

crash = load_dataset("crash_deaths")  # who dies in a car crash?
X, died = crash.data, crash.target.to_numpy()

# %% [markdown] id="helpers" slideshow={"slide_type": "skip"}
# Splits, pipelines, models and metrics below are scikit-learn in the open. `load_dataset` and
# `make_card_fraud` bring the data. Helpers of the course do the rest: `fold_interval` and `scoreboard`
# put an interval on a score; `plot_curves`, `show` and `explore_learning` draw.
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
#   odds above 1.
# - **[Brackets]** hold 95 % intervals. Over folds it is a corrected t interval: of a handful of numbers,
#   or, when each fold is drawn several times, of some more, none of which are independent. Two things
#   are compared by the interval of their *difference*, taken on the same folds. Bands of figures are the
#   same intervals.
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
# The outline's slide 2 has no code either, only two sentences:
#
# > Machine learning algorithms are often designed to optimize overall accuracy, which can lead to
# > models that perform well on majority classes but poorly on minority classes. This can be problematic
# > in domains like fraud detection, where accurately identifying rare cases is crucial.
#
# That rare cases can be crucial is true, and lesson 1 put a price on them. The first sentence makes two
# claims that can be tested: that learners optimise **accuracy**, and that **rarity** makes them poor.
# Which would you sign?

# %% [markdown] id="outline-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Vote on each by raised hands and write the counts down. Most sign both. The first falls on
# the next slide; the second takes the rest of the lesson.

# %% [markdown] id="logloss-title" slideshow={"slide_type": "slide"}
# ## What does a learner optimise? Shift it and see
#
# A logistic regression of who dies in a crash, fitted. Now make all its risks smaller or larger, by
# shifting the intercept. **Which score is best where `fit` stopped?** (Measured on the rows it was
# fitted to: that is what `fit` looks at.)

# %% id="logloss" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
grouped = StratifiedGroupKFold(5, shuffle=True, random_state=0)
folds = list(grouped.split(X, died, crash.groups))  # whole crashes


def learner(model, drop=()):
    """Return an unfitted pipeline: encode the columns, but for some, then the model."""
    named = [name for name in crash.categorical if name not in drop]
    numbers = make_pipeline(SimpleImputer(), StandardScaler())
    encode = make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore"), named), (numbers, crash.numeric)
    )
    return make_pipeline(encode, model)


def predicted(model, rows, test):
    """Return the risks of the test rows by a fresh model that was fitted to some rows."""
    return clone(model).fit(X.iloc[rows], died[rows]).predict_proba(X.iloc[test])[:, 1]


def auc_of(model, rows, test):
    return roc_auc_score(died[test], predicted(model, rows, test))


def over_folds(values):
    """Return the mean with its interval; of five parts four learn and one tests."""
    return fold_interval(np.asarray(values), n_train=4, n_test=1)


logistic = learner(LogisticRegression(solver="newton-cholesky"))
train = folds[0][0]
score = clone(logistic).fit(X.iloc[train], died[train]).decision_function(X.iloc[train])
tried = {}
for shift in (-1, -0.5, 0, 0.5, 1):
    p = expit(score + shift)
    tried[shift] = (
        log_loss(died[train], p),
        accuracy_score(died[train], p > 0.5),
        p.sum(),
    )
    print(
        "intercept {:+.1f}: log-loss {:.3f}, accuracy {:.3f}, deaths promised {:5.0f}".format(
            shift, *tried[shift]
        )
    )
print(f"deaths that happened: {died[train].sum()}")
losses, accuracies, promised = zip(*tried.values())
assert np.argmin(losses) == 2 and abs(promised[2] - died[train].sum()) < 1
assert np.ptp(accuracies[:4]) < 0.003 and promised[3] > 2 * promised[0]


# %% [markdown] id="logloss-read" slideshow={"slide_type": "skip"}
# `fit` stopped where the **log-loss** is smallest, and there the promised deaths are as many as happened.
# Accuracy hardly notices. Whoever optimised accuracy could promise half or twice as many deaths and be
# as content.
#
# | Learner | What `fit` makes small | Is it accuracy? |
# | --- | --- | --- |
# | logistic regression, boosting, neural network | log-loss (also called cross-entropy) | no |
# | tree, forest | Gini impurity, a squared error in each leaf; or entropy, a log-loss | no |
# | nearest neighbours | nothing; it counts | no |
# | support vector machine | hinge loss, a bound above the error rate | nearly |
#
# Each row of the training data is charged for its own risk, the rare ones as much as the others. So a
# learner of this kind has no wish to give up the rare class. Accuracy enters later, **in `predict`**,
# which cuts at 0.5: the best cut for accuracy when the risks are right. (It can also enter when a person
# picks a model, or a `GridSearchCV` picks settings, by accuracy, as `score` does unless told otherwise.)

# %% [markdown] id="logloss-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* Cover the middle line and let them guess which column singles it out. A sceptic: "support
# vector machines?" Nearly: the hinge loss bounds the error rate. "And the promised deaths?" Equal by
# construction, the intercept sees to it; that is the point: it is built to promise the right number.

# %% [markdown] id="colleague-title" slideshow={"slide_type": "slide"}
# ## A colleague's experiment: "the rarer, the worse"
#
# From the training rows 1,000 are drawn: half of them deaths, then one in ten, then one in a hundred.
# The same logistic regression; tested each time on the **same** whole test fold, so that only the
# training differs. "So imbalance spoils the model." Was that shown? Exercise 2.1 has the function that
# drew the rows.

# %% id="colleague" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
def thousand_rows(train, share, seed):
    rng = np.random.default_rng(seed)
    dead, alive = (train[died[train] == label] for label in (1, 0))
    n_dead = round(1_000 * share)
    dead = rng.choice(dead, n_dead, replace=False)
    return np.r_[dead, rng.choice(alive, 1_000 - n_dead, replace=False)]


draws = [(*pair, seed) for pair in folds for seed in range(2)]  # ten for each share
by_share = {}
for share in (0.5, 0.1, 0.01):
    tables = [(thousand_rows(train, share, seed), test) for train, test, seed in draws]
    by_share[share] = np.array([auc_of(logistic, *table) for table in tables])
    print(f"share of deaths {share:4.2f}: ROC AUC {over_folds(by_share[share])}")
fall = over_folds(by_share[0.01] - by_share[0.5])
print(f"one in a hundred minus one in two, on the same folds: {fall}")
assert fall.high < 0


# %% [markdown] id="colleague-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Let the conclusion stand for a moment: it looks convincing, and the fall is real. Ask: how
# many deaths were in the last training table? Ten. Then exercise 2.1.

# %% [markdown] id="ex-2-1-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 2.1 · Mend an experiment on the ratio
#
# *3 points; about 8 minutes.*
#
# The next cell runs, and is wrong. What it must do stands below the function's name. Mend it, run it, then run the check below it. Use its parameters and what the lesson imported, none of the notebook's variables. Stuck? Run `hint("2.1")`.

# %% id="ex-2-1" slideshow={"slide_type": "skip"}
def rows_at_share(y, share, rng):
    """Return the rows of a table in which `share` of the rows are positive.

    Between two shares only the ratio may differ. So each table holds **all positives** of `y`,
    and as many negatives as make the share, to the nearest whole number: drawn at random, none
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
# taking the positives off; taking the first negatives of the file.

# %% [markdown] id="three-title" slideshow={"slide_type": "slide"}
# ## Three things that hide in one word
#
# | | Which question it answers | Whom it troubles |
# | --- | --- | --- |
# | **ratio** | how many negatives to each positive? | the cut at 0.5, precision, accuracy |
# | **number of positives** | how much is there to learn from, and to measure with? | the learner, and the tester |
# | **overlap** | how alike do positives and negatives look in these columns? | everybody, even the best model |
#
# A class that is rare in a small table has the first two at once, and often the third. To see which one hurts, **move one and
# hold the other two**.

# %% [markdown] id="three-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Go back to the three columns on the board and name them. Ask which of the three more data
# would mend (the second), a sampler (none of the last two), a new measurement (the third).

# %% [markdown] id="hand-title" slideshow={"slide_type": "slide"}
# ## The ratio, by hand: ten deaths, more survivors
#
# Three kinds of people. A model that counts gives each kind its share of deaths. Then the same ten deaths
# with **twice** as many survivors of each kind:
#
# | kind | died | lived | risk | lived, twice | risk |
# | --- | --- | --- | --- | --- | --- |
# | fast, no belt | 4 | 1 | 0.80 | 2 | 0.67 |
# | fast, belt | 3 | 2 | **0.60** | 4 | **0.43** |
# | slow | 3 | 7 | 0.30 | 14 | 0.18 |
#
# Recall at 0.5 falls from 7/10 to 4/10. Nobody who died has changed, and the **order of the kinds is the
# same**: in each of them the odds, died to lived, were divided by two.

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
        f"survivors × {times:2}: recall at 0.5 {recall:.1f}, ROC AUC {auc:.3f}, AP {ap:.3f}"
    )
    assert np.isclose(auc, 0.725)
    assert np.isclose(recall, {1: 0.7, 2: 0.4, 20: 0}[times])

# %% [markdown] id="hand-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Do the second row together. Ask: is the new risk of 0.43 wrong? Usual answer: yes, it is
# biased by the survivors. It is right: of seven such people three die. Then exercise 2.2.

# %% [markdown] id="ex-2-2-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 2.2 · Predict the recall after a new fit
#
# *2 points; about 5 minutes.*
#
# A table of 100 people who died and 100 who lived. The columns tell three kinds of people apart, and
# a model gives each kind its share of deaths as the risk:
#
# | kind | died | lived | risk |
# | --- | --- | --- | --- |
# | fast, no belt | 45 | 5 | 0.90 |
# | fast, belt | 30 | 20 | 0.60 |
# | slow | 25 | 75 | 0.25 |
#
# At the cut 0.5 it finds 75 of the 100 deaths: recall 0.75.
#
# A second table has the same deaths and, of each kind, **three times as many** who lived: half the
# share of deaths, a quarter instead of one half. The old model, left as it is, still finds 75 of
# 100. Now the model is **fitted again**, to the second table: each kind gets its new share of
# deaths. The cut stays at 0.5. Which recall?
#
# Replace the `...` by a number. Stuck? Run `hint("2.2")`.

# %% id="ex-2-2" slideshow={"slide_type": "skip"}
answer_2_2 = ...

# %% id="ex-2-2-check" slideshow={"slide_type": "skip"}
check("2.2", answer_2_2)


# %% [markdown] id="refit-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes, and 2 to go through.* Usual wrong answers: 0.75, "recall does not depend on the share",
# which is true of the old model only; 0.375, half.

# %% id="runs" slideshow={"slide_type": "skip"}
def draw(rows, n_deaths, per_death, seed):
    """Return rows with so many deaths, and so many survivors to each of them."""
    rng = np.random.default_rng(seed)
    dead, alive = (rng.permutation(rows[died[rows] == label]) for label in (1, 0))
    assert n_deaths <= dead.size and n_deaths * per_death <= alive.size
    return np.r_[dead[:n_deaths], alive[: n_deaths * per_death]]


# Only the ratio moves: all deaths, and 1 to 20 survivors to each; the test fold is thinned alike.
ratios = (1, 2, 5, 10, 20)
n_train, n_test = (min(died[part].sum() for part in parts) for parts in zip(*folds))
records = []
for fold, (train, test) in enumerate(folds):
    seen = {ratio: draw(test, n_test, ratio, fold) for ratio in ratios}
    for ratio in ratios:
        p = np.zeros(len(died))
        p[test] = predicted(logistic, draw(train, n_train, ratio, fold), test)
        for tested, rows in seen.items():
            scores = (
                roc_auc_score(died[rows], p[rows]),
                average_precision_score(died[rows], p[rows]),
            )
            records.append(
                (ratio, tested, *scores, recall_score(died[rows], p[rows] > 0.5))
            )
measures = ["ROC AUC", "average precision", "recall at 0.5"]
runs = pd.DataFrame(records, columns=["trained", "tested", *measures])
print(f"in training {n_train} deaths, in each test fold {n_test}, at every ratio")

# Only the number moves: 10 survivors to each death; tested on the whole test fold, drawn twice.
forest = learner(
    RandomForestClassifier(n_estimators=20, min_samples_leaf=20, random_state=0)
)
numbers = (10, 50, 200, int(n_train))
learners = {"logistic regression": logistic, "forest": forest}
auc = {
    (name, number): np.array(
        [
            auc_of(model, draw(train, number, 10, (fold, seed)), test)
            for fold, (train, test) in enumerate(folds)
            for seed in range(2)
        ]
    )
    for name, model in learners.items()
    for number in numbers
}

# %% [markdown] id="headline-title" slideshow={"slide_type": "slide"}
# ## Left the ratio moves, right the number of positives

# %% id="headline" slideshow={"slide_type": "-"} tags=["headline", "hide-input"]
alike = runs[runs["trained"] == runs["tested"]].groupby("trained")
left = {
    name: {ratio: over_folds(part[name]) for ratio, part in alike} for name in measures
}
right = {name: {n: over_folds(auc[name, n]) for n in numbers} for name in learners}
with plt.rc_context({"font.size": 14, "axes.labelsize": 14, "xtick.labelsize": 13}):
    figure, axes = plt.subplots(1, 2, figsize=(13, 5), layout="constrained")
    plot_curves(
        left,
        xlabel=f"survivors to each death ({n_train} deaths in training)",
        ylabel="score of a logistic regression",
        xscale="log",
        roles=dict(zip(measures, ("majority", "highlight", "minority"))),
        ax=axes[0],
    )
    plot_curves(
        right,
        xlabel="deaths in training (10 survivors to each)",
        ylabel="ROC AUC",
        xscale="log",
        roles={"logistic regression": "majority", "forest": "honest"},
        ax=axes[1],
    )
axes[0].set_ylim(0, 1)
axes[1].set_ylim(0.55, 0.95)
show(figure, alt="Left the ratio of the classes moves, right the number of deaths.")

# %% id="headline-claims" slideshow={"slide_type": "skip"} tags=["claim"]
# The claims of this section, proved again at every run.
extremes = {ratio: part[measures].to_numpy() for ratio, part in alike}
change = dict(zip(measures, map(over_folds, (extremes[20] - extremes[1]).T)))
for name, difference in change.items():
    print(f"{name:18} at 20 survivors to a death minus at 1: {difference}")
assert -0.02 < change["ROC AUC"].low < 0 < change["ROC AUC"].high < 0.02
assert change["recall at 0.5"].high < -0.6 and change["average precision"].high < -0.4
for name in learners:
    gain = over_folds(auc[name, numbers[-1]] - auc[name, 10])
    later = over_folds(auc[name, numbers[-1]] - auc[name, 200])
    print(f"{name:20} from 10 deaths to all: {gain}, from 200 to all: {later}")
    assert gain.low > 0.02
more = [
    [auc_of(logistic, draw(train, 10, ratio, (fold, seed)), test) for ratio in (1, 20)]
    for fold, (train, test) in enumerate(folds)
    for seed in range(3)
]
more = over_folds(np.diff(more).ravel())
print(f"logistic regression, 10 deaths, 20 survivors to each minus 1: {more}")
assert more.low > 0  # more negatives are more to learn from
lead = {
    n: over_folds(auc["logistic regression", n] - auc["forest", n])
    for n in (10, numbers[-1])
}
for n, difference in lead.items():
    print(f"logistic regression minus forest, {n:3} deaths: {difference}")
assert lead[10].low > 0 and abs(lead[numbers[-1]].estimate) < 0.01

# %% [markdown] id="headline-read" slideshow={"slide_type": "skip"}
# **Left, the ratio.** The deaths are the same everywhere; each step adds survivors. The ROC AUC is a flat
# line, and its change is not distinguishable from none. Recall at 0.5 falls from most deaths to few, as in
# the count by hand. Average precision falls too; the next slide asks why.
#
# **Right, the number.** The ratio is the same everywhere. With ten deaths both learners rank worse, and
# their bands are wide: *which* ten deaths were drawn matters. How much is lost depends on the learner.
# Logistic regression has one coefficient a column and is nearly there with fifty. The forest, whose leaves
# hold twenty rows or more, is much worse with ten deaths and no worse in the end. And when deaths are few,
# more survivors *help*: with ten deaths, twenty survivors to each rank better than one (the line in the
# cell above). The survivors are rows to learn from as well.
#
# So the colleague's fall was the fall on the right. It had been drawn with the ratio on the axis.
#
# <details><summary><b>Deeper:</b> the ratio is one number in the intercept</summary>
#
# By Bayes' rule the odds of dying for somebody with columns $x$ are
# $$\frac{p(x)}{1 - p(x)} = \frac{\pi}{1 - \pi} \cdot \frac{f_1(x)}{f_0(x)},$$
# where $\pi$ is the share of positives and $f_1$, $f_0$ say how usual $x$ is among positives and among
# negatives. With $r$ times as many negatives, *drawn alike*, $f_1$ and $f_0$ stay and the first factor is
# divided by $r$. On the scale of the log-odds every score moves by $-\log r$. A logistic regression can
# follow exactly: its intercept moves, its coefficients stay. Any score that moves by the same amount for
# everybody ranks as before. What moves with the ratio is the *place of the cut*, the precision, and
# whatever is made of them. Lesson 5 and lesson 7 use the same shift to lead risks back.
#
# "Drawn alike" is a condition. If the additional negatives are other people, from quiet rural roads say,
# then $f_0$ changes and the ranking with it; that is no longer a matter of the ratio.
# </details>

# %% [markdown] id="headline-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* Left panel first, right panel covered: which line would your boss look at? Then the right
# one: what did the colleague plot? Usual wrong answer: "the flat line shows that imbalance is harmless".
# It shows that it does not touch *the ranking* of *this* learner; an exception comes at the end.

# %% [markdown] id="fault-title" slideshow={"slide_type": "slide"}
# ## Average precision fell: by the training, or by the test?
#
# The same runs, crossed: trained with 1 or with 20 survivors to a death, **tested** with 1 or with 20.

# %% id="fault" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
crossed = runs[runs["trained"].isin([1, 20]) & runs["tested"].isin([1, 20])]
table = crossed.groupby(["trained", "tested"])["average precision"].mean().unstack()
assert (table[1] - table[20]).min() > 0.4 and (
    table.loc[1] - table.loc[20]
).abs().max() < 0.03
print("trained with 20 minus trained with 1, on the same test rows:")
for tested in (1, 20):
    part = crossed[crossed["tested"] == tested].set_index("trained")
    gain = {
        name: over_folds(part.loc[20, name].to_numpy() - part.loc[1, name].to_numpy())
        for name in measures[:2]
    }
    print(
        f"  tested with {tested:2}:",
        ", ".join(f"{name} {one}" for name, one in gain.items()),
    )
    assert all(
        one.low > -0.01 and one.high > 0 for one in gain.values()
    )  # the survivors do no harm
table.index = [f"trained with {ratio}" for ratio in table.index]
table.columns = [f"tested with {ratio}" for ratio in table.columns]
table.map("{:.3f}".format)

# %% [markdown] id="fault-read" slideshow={"slide_type": "-"}
# Read down: nothing happens. Read across: it collapses. **The model has not become worse; the task has
# become harder**: the same ranking, with twenty times as many people who can be wrongly near its top.
# Precision, and average precision with it, is a number about a world as much as about a model.

# %% [markdown] id="fault-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Ask for a guess of the empty table first. Usual wrong answer: the model trained on balanced
# data does better on rare data. It matters in practice all the same: twenty times the false alarms is a
# real cost. What does not follow is that the training data should be changed.

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
    range(6), [0.8] * 6, [0.8 - low, high - 0.8], fmt="o", color="#0072B2", ms=9, capsize=6, lw=3
)
ax.set_xticks(range(6), [f"{n:,}" for n in sizes])
ax.set(xlabel="positives in the test set, of which 80 % were found", ylabel="recall", ylim=(0, 1))
ax.grid(axis="y", alpha=0.4)
said = ", ".join(f"{n} positives {a:.3f} to {b:.3f}" for n, a, b in zip(sizes, low, high))
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
# *4 minutes.* Ask how many positives the participants' own test sets hold, and let them find their row.
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

# %% id="worlds" slideshow={"slide_type": "skip"}
# Purchases by overlap and share of frauds; 30,000 each. No model: the true probability is scored.
overlaps, shares = (0.1, 0.3, 0.5, 0.7, 0.9), (0.01, 0.03, 0.1, 0.3)
metrics = {
    "ROC AUC": roc_auc_score,
    "average precision": average_precision_score,
    "recall at 0.5": lambda y, p: recall_score(y, p > 0.5),
}
grid, hills = [], []
for overlap in overlaps:
    for share in shares:
        made = make_card_fraud(
            500, 500, 60, prevalence=share, overlap=overlap, random_state=0
        )
        fraud, truth = made["fraud"].to_numpy(), made["fraud_probability"].to_numpy()
        parts = [made["customer"].to_numpy() % 5 == part for part in range(5)]
        for name, metric in metrics.items():
            by_part = [metric(fraud[part], truth[part]) for part in parts]
            ends = min(by_part), max(by_part)
            grid.append((overlap, share, name, metric(fraud, truth), *ends))
        if share == 0.1:
            log_odds = logit(truth.clip(1e-4, 1 - 1e-4))
            hills.append(
                pd.DataFrame({"overlap": overlap, "y_true": fraud, "y_score": log_odds})
            )
worlds = pd.DataFrame(
    grid, columns=["overlap", "prevalence", "learner", "score", "low", "high"]
)


# %% [markdown] id="overlap-title" slideshow={"slide_type": "slide"}
# ## Overlap: what even the best model cannot tell apart
#
# `make_card_fraud` makes SYNTHETIC purchases and keeps the **true probability** of fraud given their
# columns (lesson 1): the best model there can be. So nothing here is the fault of a learner, or of few
# positives. Three purchases in a hundred are frauds, and the classes look more and more alike:

# %% id="overlap" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
def of_truth(along, at):
    """Return the scores of the true probability along one dial, the other one held."""
    part = worlds[
        worlds[{"overlap": "prevalence", "prevalence": "overlap"}[along]] == at
    ]
    return part.pivot(index=along, columns="learner", values="score")[list(metrics)]


alone = of_truth("overlap", 0.03)
assert alone.loc[0.1].min() > 0.9 and alone.loc[0.9, "ROC AUC"] < 0.75
assert (alone.diff().dropna() < 0).all(axis=None)
alone.columns.name = None
alone.index = [f"overlap {overlap}" for overlap in alone.index]
print(
    "card_fraud (SYNTHETIC), three frauds in a hundred: scores of the true probability"
)
alone.map("{:.3f}".format)

# %% [markdown] id="overlap-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Every column of the table falls, with no learner anywhere. Ask: what would you buy, more
# rows, a better model, or a new column? Usual wrong answer: a better model. This is the best one.

# %% [markdown] id="explorer-title" slideshow={"slide_type": "slide"}
# ### Move the overlap and the share, each alone

# %% id="explorer" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
flat = of_truth("prevalence", 0.1)
assert np.ptp(flat["ROC AUC"]) < 0.02  # the ranking does not follow the share
middle = of_truth("prevalence", 0.7)
assert middle.loc[0.3, "recall at 0.5"] > 4 * middle.loc[0.01, "recall at 0.5"]
explore_learning(
    worlds,
    pd.concat(hills),
    along="prevalence",
    metric="score of the true probability",
    band="lowest to highest of five fifths",
    title="SYNTHETIC data: the best model there can be, by overlap and by share of frauds",
    invitation="Move the share: which line follows? Then move the overlap.",
)

# %% [markdown] id="explorer-read" slideshow={"slide_type": "skip"}
# Move the share of frauds with little overlap: hardly anything happens, though one in a hundred is as rare
# as in many a horror story. A rare class that looks different is easy. With much overlap the same step
# empties the cut at 0.5 and pulls average precision down, while the ROC AUC moves far less. (That it moves
# at all is partly chance, and partly that the share is no clean dial here: one column counts the frauds at a
# terminal, so what it says changes along. On the left of the headline, where survivors were drawn alike,
# the line was flat.) Bands go from the lowest to the highest of five fifths of the customers.

# %% [markdown] id="explorer-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Begin at overlap 0.1 and move the share from end to end: "is this data set imbalanced?"
# Yes, and nobody is harmed. Then overlap 0.7, and the same walk.

# %% [markdown] id="panels-title" slideshow={"slide_type": "slide"}
# ## Four tables: which is the hard one?

# %% id="panels" slideshow={"slide_type": "-"} tags=["hide-input"]
# Positives, negatives, distance of the two centres in standard deviations.
tables = {"a": (15, 1_500, 6), "b": (200, 200, 0.7), "c": (6, 6, 6), "d": (60, 600, 3)}
rng = np.random.default_rng(5)
with plt.rc_context({"font.size": 14, "axes.titlesize": 16}):
    figure, axes = plt.subplots(1, 4, figsize=(13, 3.6), layout="constrained")
for ax, (name, (n_pos, n_neg, distance)) in zip(axes, tables.items()):
    step = distance / np.sqrt(2)
    ax.plot(*rng.normal(size=(2, n_neg)), "o", color="#0072B2", ms=4, alpha=0.35)
    ax.plot(
        *rng.normal(step, size=(2, n_pos)),
        "^",
        color="#D55E00",
        ms=7,
        mec="white",
        mew=0.5,
    )
    ax.set(
        title=f"panel {name}",
        xlabel="first column",
        xticks=[],
        yticks=[],
        aspect="equal",
    )
axes[0].set_ylabel("second column")
figure.suptitle(
    "SYNTHETIC data: positives are triangles, negatives are dots", fontsize=14
)
said = "; ".join(
    f"panel {name}, {n_pos} positives and {n_neg} negatives, the centres of the two clouds {distance} "
    "standard deviations apart"
    for name, (n_pos, n_neg, distance) in tables.items()
)
show(figure, alt=f"Four scatter plots of two columns: {said}.")

# %% [markdown] id="ex-2-4-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 2.4 · Choose the panel that stays hard
#
# *2 points; about 5 minutes.*
#
# The figure shows four tables, two columns each. Positives and negatives:
#
# | panel | positives | negatives |
# | --- | --- | --- |
# | a | 15 | 1,500 |
# | b | 200 | 200 |
# | c | 6 | 6 |
# | d | 60 | 600 |
#
# You are given a hundred times as many rows of each kind, the ratio as it is, and the best model
# there can be. In which panel does its ROC AUC stay lowest? Choose by the figure, then say why.
#
# - **a**: panel a
# - **b**: panel b
# - **c**: panel c
# - **d**: panel d
#
# **And why?** Why does it stay lowest there?
#
# - **p**: It has the most positives, and a model is distracted by them.
# - **q**: It has too few rows to learn from.
# - **r**: Where the points of both classes lie in the same place, the columns do not tell them apart, however many rows there are.
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
# *4 minutes, and 2 to go through.* Usual wrong answers: a, "the most imbalanced"; c, "the fewest rows". Let
# whoever chose c say what a hundred times as many rows would look like.

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
            f"{expected:9} {share:6.3f} {plain:21.3f} {-1 / (2 * expected):17.3f} {round(firth, 3) + 0:12.3f}"
        )
        assert abs(plain + 1 / (2 * expected)) < 0.1 / expected and abs(firth) < 0.001

# %% [markdown] id="mended-title" slideshow={"slide_type": "slide"}
# ## The sentence, mended
#
# > Most learners fit **probabilities**; accuracy enters when `predict` cuts them at one half. A larger
# > **ratio** empties that cut and makes each alarm less often right; the ranking of a sound model it leaves
# > alone. **Few positives** make a class hard to learn and its recall hard to measure. **Overlap** makes it
# > hard for everybody. In fraud detection all three meet, so say which one you are fighting.
#
# Frauds, one in a hundred, boosting, customers never seen: the same scores, cut in two places.

# %% id="mended" slideshow={"slide_type": "-"} tags=["mended", "claim", "hide-input"]
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
budget = np.sort(p)[
    -2 * fraud.sum()
]  # flag twice as many purchases as there are frauds
print("card_fraud (SYNTHETIC)    recall  precision  flagged")
for name, flagged in {"above 0.5": p > 0.5, "the highest scores": p >= budget}.items():
    recall, right = recall_score(fraud, flagged), precision_score(fraud, flagged)
    print(f"{name:24} {recall:7.3f} {right:10.3f} {flagged.sum():8,}")
print(f"frauds: {fraud.sum():,}; ROC AUC {roc_auc_score(fraud, p):.3f}")
assert recall_score(fraud, p >= budget) > 1.5 * recall_score(fraud, p > 0.5)


# %% [markdown] id="mended-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Put the sentence beside the two votes. "Optimise accuracy": no, `predict` does. "Poor on the
# minority": the cut, by the ratio; the ranking, by small numbers; the rest, by overlap. Whether twice as
# many alarms as frauds is right is a matter of what an alarm costs (lesson 1).

# %% [markdown] id="board-title" slideshow={"slide_type": "slide"}
# ## Scoreboard: the three, one at a time, on real data
#
# Tested on all rows, whole crashes kept together. **Ratio**: trained with one survivor to each death.
# **Number**: trained on one row in twenty, the ratio as it is. **Overlap**: the column with the speed of the
# crash is missing.

# %% id="board" slideshow={"slide_type": "-"} tags=["scoreboard", "claim", "hide-input"]
def out_of_fold(model, rows_of=lambda train: train):
    p = np.zeros(len(died))
    for train, test in folds:
        p[test] = predicted(model, rows_of(train), test)
    return p


def few(train):
    return draw(train, n_train // 20, 20, 0)


def balanced(train):
    return draw(train, n_train, 1, 0)


blind = learner(LogisticRegression(solver="newton-cholesky"), drop=["dvcat"])
methods = {
    "logistic regression": out_of_fold(logistic),
    "logistic, ratio 1 to 1": out_of_fold(logistic, balanced),
    "logistic, few positives": out_of_fold(logistic, few),
    "logistic, more overlap": out_of_fold(blind),
    "forest": out_of_fold(forest),
    "forest, few positives": out_of_fold(forest, few),
}
board = scoreboard(
    died, methods, groups=crash.groups, recall_at_k=1_000, n_resamples=200
)
board


# %% id="board-claims" slideshow={"slide_type": "skip"} tags=["claim"]
def auc_by_fold(name):
    return np.array(
        [roc_auc_score(died[test], methods[name][test]) for _, test in folds]
    )


lost = {}
for name in methods:
    if "," in name:
        whole = "forest" if name.startswith("forest") else "logistic regression"
        lost[name] = over_folds(auc_by_fold(name) - auc_by_fold(whole))
print(
    "ROC AUC minus that of the same learner with all rows and columns, on the same folds:"
)
for name, difference in lost.items():
    print(f"  {name:24} {difference}")
assert abs(lost["logistic, ratio 1 to 1"].estimate) < 0.005
assert board.intervals("brier_skill")["logistic, ratio 1 to 1"].high < 0
assert lost["forest, few positives"].high < 0
for name in ("logistic, few positives", "forest, few positives"):
    assert (
        over_folds(auc_by_fold("logistic, more overlap") - auc_by_fold(name)).high < 0
    )

# %% [markdown] id="board-read" slideshow={"slide_type": "skip"}
# **Ratio**: the ranking is the same, the Brier skill is far below zero: trained in a world where every
# second person dies, the model says so, and its risks are wrong for the table as it is. (Lesson 3 meets this
# row again, lessons 5 and 7 lead such risks back.) **Number**: both learners lose
# something. **Overlap**: one column less, and more is lost than by any of the others, with all the rows in the
# world. That is why a new measurement so often beats a new method.

# %% [markdown] id="board-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* One row, one trouble. Ask before you show it: which row will be the worst by ROC AUC? Usual
# answer: few positives. And by Brier skill: the balanced one.

# %% [markdown] id="myth" slideshow={"slide_type": "slide"}
# ## Myth and fact
#
# **Myth:** "The ratio is the problem: at 1 to 100 no model can learn."
#
# **Fact:** The ratio moves the risks, and with them the cut and the precision. What is hard to learn from is a
# small *number*, and what nobody can learn is *overlap*. More negatives are more to learn from.
#
# **The honest exception:** a learner that over-fits. Trees that are grown until every leaf is pure, with 1 and
# with 20 survivors to each death, tested on the same rows; and the same forest with twenty rows in a leaf:

# %% id="exception" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
grown = learner(RandomForestClassifier(n_estimators=20, random_state=0))
moved = {}
for name, model in {
    "forest, pure leaves": grown,
    "forest, leaves of 20": forest,
}.items():
    by_ratio = [
        [auc_of(model, draw(train, n_train, ratio, fold), test) for ratio in (1, 20)]
        for fold, (train, test) in enumerate(folds)
    ]
    few_survivors, many = np.transpose(by_ratio)
    moved[name] = over_folds(many - few_survivors)
    print(
        f"{name:21} ROC AUC {few_survivors.mean():.3f} with 1, {many.mean():.3f} with 20: {moved[name]}"
    )
assert moved["forest, pure leaves"].high < 0 < moved["forest, leaves of 20"].high

# %% [markdown] id="exception-read" slideshow={"slide_type": "skip"}
# Here the ratio does harm a ranking, and the interval says so clearly. A pure leaf says 0 or 1 and nothing
# between; the more survivors, the more often a leaf around a death holds that death alone, and the forest's
# score is a coarse count of such leaves. (More trees make it finer and the loss smaller.) Dropping survivors
# would help this forest. So would leaves of twenty, which use all survivors and rank better than either.
# Lesson 3 meets the same forest on other data. **When fewer negatives help, ask what the model does wrong
# with many.**

# %% [markdown] id="myth-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Do not skip the exception: `RandomForestClassifier()` as it comes is what many participants
# use, and they have seen under-sampling help. The repair is one argument.

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
# - **d**: Nowhere, unless one asks for it.
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

# %% [markdown] id="recap" slideshow={"slide_type": "slide"} tags=["takeaway"]
# ## Recap and decision card
#
# Most learners minimise log-loss or something like it; accuracy enters in the 0.5 of `predict`. The ratio
# divides everybody's odds by the same number: the ranking stays, recall at 0.5 and precision fall. Few
# positives make any learner worse, some much more than others, and make recall hard to measure. Overlap limits
# even the true probability. An experiment shows which of the three hurts only if it holds the other two.
#
# | When you see | Do |
# | --- | --- |
# | low recall at 0.5, a good ranking | the ratio: choose the cut, leave the data |
# | a learning curve that still rises | few positives: collect more, or take a simpler learner |
# | fewer than about 250 positives in the test | give the interval of the recall; ±5 points are seldom to be had |
# | good learners that agree, and more rows change nothing | overlap: look for better columns |
# | "the rarer, the worse" | count the positives |
#
# **Next:** nearly every tutorial balances the data anyway, and its scores shoot up. May one believe them?

# %% [markdown] id="recap-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *1 minute.* Leave the card on screen. Answers: recall b, b; 2.2 .45; 2.4 b, r; quiz b, b, c, c. Next lesson:
# scores that rise when the data are balanced, and why most of the rise is not real. Split first.

# %% [markdown] id="reading" slideshow={"slide_type": "skip"}
# ## Further reading
#
# - Japkowicz, N. and Stephen, S. (2002). *The class imbalance problem: a systematic study.* Intelligent Data
#   Analysis 6, 429-449. Varies how complicated the concept is, how large the training set, and how imbalanced,
#   each apart from the others, as this lesson tries to. (Read: the abstract.)
# - Denil, M. and Trappenberg, T. (2010). *Overlap versus imbalance.* Canadian AI, LNAI 6085. Imbalance can be
#   healed with larger training sets, overlap is of another kind and the more serious of the two for how
#   complicated a model becomes; and the two act together. (Read: the abstract.)
# - King, G. and Zeng, L. (2001). *Logistic regression in rare events data.* Political Analysis 9, 137-163. Says
#   that logistic regression can underestimate rare probabilities, and how to correct it; and that one may
#   collect all events and a fraction of the others, and save nearly all of the work. (Read: the abstract.)
# - Firth, D. (1993). *Bias reduction of maximum likelihood estimates.* Biometrika 80, 27-38. The correction of the
#   Deeper block. (Known from others' descriptions; the half that is added was derived and checked above.)
# - Puhr, R. et al. (2017). *Firth's logistic regression with rare events: accurate effect estimates and
#   predictions?* Statistics in Medicine 36. Firth's risks are pulled towards one half, the more so the
#   rarer the class; two simple repairs. (Read: the abstract.)
# - van Smeden, M. et al. (2016). *No rationale for 1 variable per 10 events criterion for binary logistic
#   regression analysis.* BMC Medical Research Methodology 16, 163. How many positives one needs is not
#   settled by ten for each column; the evidence for that rule is weak.
#
# **Next:** lesson 3. My score shot up when I balanced the data. May I believe it?
