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
# # 5 · Under-sampling and its price
#
# **The question:** *I have more negatives than I need. Which may I throw away, and what does it cost?*
#
# About 70 minutes · needs lessons 1, 2 and 3
#
# After this lesson you can
#
# - foresee what dropping negatives does at a fixed cut (exercise 5.1),
# - say what each version of NearMiss keeps, by hand and by eye (5.2),
# - undo random under-sampling in the probabilities, and say when counting cannot (5.3),
# - decide whether to drop rows at all (5.4, quiz).

# %% [markdown] id="title-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Ask: who has thrown rows away before a fit, and why? Write the reasons on the board;
# "too many rows" and "the classes were unequal" come up. Only the first survives as a reason to drop
# *many*. Timing, 70 in all with the answers gone through: title and recall 5, snippet, faults and mended
# 8, exercise 5.1 and its run 9, ten rows 6, pictures and exercise 5.2 8, headline and myth 7, counting
# and exercise 5.3 14, reliability 5, cost and exercise 5.4 by raised hands 5, recap 3. For home: the
# reasons of exercise 5.4, the scoreboard and the quiz.

# %% id="setup" slideshow={"slide_type": "skip"} tags=["setup"]
import warnings

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from imblearn.pipeline import make_pipeline
from imblearn.under_sampling import (
    EditedNearestNeighbours,
    NearMiss,
    RandomUnderSampler,
    TomekLinks,
)
from sklearn.calibration import CalibrationDisplay, calibration_curve
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, d2_brier_score, roc_auc_score
from sklearn.model_selection import (
    StratifiedGroupKFold,
    StratifiedKFold,
    cross_val_score,
    train_test_split,
)
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from course_utils.datasets import load_dataset, make_card_fraud
from course_utils.evaluation import bootstrap_difference, fold_interval, scoreboard
from course_utils.lessons import check, hint, solution
from course_utils.plots import plot_intervals, show

soil = load_dataset("satimage")  # which pixels of a satellite image show damp soil?
X, y = soil.data, soil.target  # what the published slide calls `X` and `y`
logistic = LogisticRegression(solver="newton-cholesky")
# NearMiss-3 warns when it finds fewer rows than it was asked for; the tables below count them.
warnings.filterwarnings("ignore", message="The number of the samples to be selected")

# %% [markdown] id="helpers" slideshow={"slide_type": "skip"}
# Samplers, splits, fits and metrics below are imbalanced-learn and scikit-learn in the open.
# `load_dataset` and `make_card_fraud` bring the data. Five helpers of the course do the rest:
# `fold_interval`, `bootstrap_difference` and `scoreboard` put an interval on a score; `plot_intervals`
# and `show` draw. Lines that begin with `assert` prove a claim of the text; they may be skipped.
#
# **Open this first** unless you can say what a paired interval, the Brier skill and the odds are.
#
# <details><summary><b>Foundations:</b> under-sampling, distance, odds, and how to read the intervals</summary>
#
# - To **under-sample** is to drop rows of the majority from the *training* rows. The **minority** is the
#   rare class, here always 1, the positives; the **majority** is the other one, 0, the negatives. A
#   sampler is a step of a pipeline and never touches test rows (lesson 3).
# - The **distance** of two rows is that of school geometry: the root of the sum of squared differences,
#   column by column. A column whose values spread widely therefore counts for more; `StandardScaler`
#   gives each column the same spread first.
# - **Odds** are another way to write a probability: 1 yes to 3 no is a probability of 1/4. Odds of
#   $a : b$ are a probability of $a / (a + b)$.
# - **ROC AUC** says how well positives are ranked above negatives (chance is 0.5), **average precision
#   (AP)** how clean the top of the ranking is (chance is the share of positives). **Brier skill** says
#   how good the probabilities are: 1 is perfect, 0 as good as giving everybody the share of positives,
#   below 0 worse than that.
# - **[Brackets]** hold 95 % intervals. Two models are compared by the interval of their *difference* on
#   the same folds: if it holds 0, these data cannot tell them apart. Five folds give rough intervals.
#   `fold_interval(..., n_train=4, n_test=1)` wants to know how many parts learn and how many test.
# - **Boosting** here is scikit-learn's `HistGradientBoostingClassifier`, which adds small trees one by
#   one; `learning_rate` says how large a step each tree makes. Most models below add forty. Where many
#   rows are at hand, it **stops early**: when rows that it set aside are no longer predicted better.
#
# Every other word stands in the glossary at the end of lesson 1.
# </details>

# %% [markdown] id="ex-5-recall-prompt" slideshow={"slide_type": "slide"}
# ### Warm-up 5
#
# What you know from earlier lessons. No points; each answer has its reason.
#
# **A.** A model is fitted, its cut is fixed, and both stay as they are. Now negatives are dropped at random from the *test* rows. Which of these scores goes up?
#
# - **a**: ROC AUC
# - **b**: average precision
# - **c**: recall at a fixed cut
# - **d**: none of them
#
# **B.** The risks of a model are about right, and at the cut of one half it flags almost nobody. What is to be changed first?
#
# - **a**: the cut: put it where the costs of the two errors say
# - **b**: the learner, since it misses nearly all of the rare class
# - **c**: the training rows: drop negatives until both classes are equal
#
# Put a letter in quotes, such as `"a"`, in place of each `...` in the next cell, and run it (Shift+Enter).

# %% id="ex-5-recall" slideshow={"slide_type": "skip"}
check("5.recall", a=..., b=...)

# %% [markdown] id="recall-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Raised hands. Usual wrong answer to A: "ROC AUC", because something must have become easier.
# Let somebody say what the chance of a random pair has to do with how many pairs there are.

# %% [markdown] id="outline" slideshow={"slide_type": "slide"}
# ## A published slide, and its code
#
# Slide 5 of the outline that this course follows says:
#
# > Undersampling involves removing instances from the majority class to create a more balanced
# > distribution. This can be done randomly or using techniques like NearMiss, which selects majority
# > class instances that are closest to the minority class instances.
#
# Closest in which sense? And why should those be the ones to keep? Then look at the code that belongs to
# it: what is missing? Take two minutes before you read on.

# %% id="published" slideshow={"slide_type": "-"} tags=["published"]
snippet = """
from imblearn.under_sampling import NearMiss

nr = NearMiss()
X_resampled, y_resampled = nr.fit_resample(X, y)
"""

# %% [markdown] id="outline-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Let the room find the faults. "No split" comes at once (they were in lesson 3). Ask:
# closest to which minority row, the nearest, the farthest, the average one? Nobody knows; the slide
# does not say, and the code does not either.

# %% [markdown] id="four-faults" slideshow={"slide_type": "slide"}
# ## It runs on numbers, and warns of nothing
#
# 1. There are three NearMiss methods. The slide names none, and `NearMiss()` silently is **version 1**.
# 2. It measures distances in whatever units the columns have: cents for euros, and other rows stay.
# 3. It refuses text: most tables of a business stop here.
# 4. Nothing was split off (lesson 3 shows how a distance-based sampler then flatters its test).

# %% id="published-run" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
names = {"X": X, "y": y}
exec(snippet, names)  # runs the text with the two names that the slide assumes
print(
    f"satimage: {len(y)} rows, kept {len(names['y_resampled'])}, version {names['nr'].version}"
)
assert names["nr"].version == 1

bank = load_dataset("bank_calls")  # which client will say yes to the bank?
X_bank, _, y_bank, _ = train_test_split(
    bank.data, bank.target, train_size=6_000, stratify=bank.target, random_state=0
)
try:
    exec(snippet, {"X": X_bank, "y": y_bank})
    raise AssertionError(
        "The published snippet copes with text now; say so in the slide."
    )
except ValueError as error:
    print(f"bank_calls: {type(error).__name__}: {error}")

euros = X_bank[bank.numeric]
kept = {}
for unit, factor in {"euros": 1, "cents": 100}.items():
    exec(
        snippet,
        names := {"X": euros.assign(balance=factor * euros.balance), "y": y_bank},
    )
    rows = names["nr"].sample_indices_
    kept[unit] = set(rows[y_bank.to_numpy()[rows] == 0])
shared = len(kept["euros"] & kept["cents"]) / len(kept["euros"])
print(
    f"bank_calls, numbers only: {100 * shared:.1f} % of the negatives kept in euros stay in cents"
)
assert shared < 0.8

# %% [markdown] id="faults-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Ask: which fault would you have noticed at work? (The text; only that one stops.) Usual wrong
# answer: "the missing version", but nothing warns of it. The last line is the one to dwell on: the same clients, the same
# balances, another unit, and many of the rows that stay are others. `bank_calls` is a stratified
# sample of 6,000 rows here.

# %% [markdown] id="mended-title" slideshow={"slide_type": "slide"}
# ## Mended, and no better than a coin
#
# Scaled, in a pipeline, with its version named. `satimage`: 6,435 pixels of one satellite image, one in
# ten shows damp soil; which? Neighbouring pixels are nearly copies: folds keep **tiles** of 8 × 8 pixels
# together.

# %% id="mended" slideshow={"caption": "Only the sampler changes from model to model: NearMiss, or a random draw of the same size, on the same folds.", "frame": "model = make_pipeline(StandardScaler(), sampler, logistic)", "slide_type": "-"} tags=["mended"]
tiles = StratifiedGroupKFold(5, shuffle=True, random_state=0)
soil_folds = list(tiles.split(X, y, soil.groups))
aucs = {}
for sampler in (NearMiss(version=1), RandomUnderSampler(random_state=0)):
    name = type(sampler).__name__
    model = make_pipeline(StandardScaler(), sampler, logistic)
    aucs[name] = cross_val_score(model, X, y, cv=soil_folds, scoring="roc_auc")
    interval = fold_interval(aucs[name], n_train=4, n_test=1)
    print(f"ROC AUC, logistic regression, {name:18} {interval}")

# %% id="mended-gap" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
gap = fold_interval(aucs["NearMiss"] - aucs["RandomUnderSampler"], n_train=4, n_test=1)
print(f"{'the difference, fold by fold':48} {gap}")
assert gap.high < 0

# %% [markdown] id="mended-read" slideshow={"slide_type": "skip"}
# The mended code has no fault left, and its model ranks **no better than a coin**; in these folds damp
# soil even gets the lower scores on average. (The interval reaches 0.5, so *worse* than a coin is not
# proved.) A random choice of as many rows does far better, fold by fold. So the method itself needs a
# look. First, what does dropping rows do when chance does it?

# %% [markdown] id="mended-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* The tiles stay together as lesson 3 kept the people of one crash together. Ask: how can a fitted
# model rank no better than a coin, or even the wrong way round? Leave the why open: the ten rows and the pictures answer it.

# %% [markdown] id="ex-5-1-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 5.1 · Predict how the share of flagged rows moves
#
# *1 point; about 4 minutes.*
#
# In a table of 10,000 calls one client in ten says yes. A logistic regression, fitted to all
# training rows, flags a client when it gives a probability above one half.
#
# Now negatives are dropped **at random** from the training rows until both classes are equally
# large, and the same model is fitted again. The test rows stay as they are, and so does the cut of
# one half.
# What happens to the **share of test rows that are flagged**: does it go `"up"`, stay about the
# `"same"`, or go `"down"`? It can be derived: think of twelve clients who look alike, of whom
# three say yes.
#
# Choose one of `"up"`, `"same"`, `"down"`.
#
# Replace the `...` by your choice in quotes. Stuck? Run `hint("5.1")`.

# %% id="ex-5-1" slideshow={"slide_type": "skip"}
answer_5_1 = ...

# %% id="ex-5-1-check" slideshow={"slide_type": "skip"}
check("5.1", answer_5_1)

# %% [markdown] id="predict-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Collect answers by raised hands. Usual wrong answer: "same, the test rows did not
# change". Draw the twelve clients on the board and strike out no after no.

# %% [markdown] id="flagged-title" slideshow={"slide_type": "slide"}
# ## Run it: the same clients, the same cut, other probabilities
#
# `bank_calls`: 6,000 calls of a bank, drawn at random; who will say yes? Five stratified folds. The file is ordered by date, and "yes"
# becomes far more frequent along it; shuffled folds hide that. So these scores compare samplers. They
# promise nothing about next month.

# %% id="trials" slideshow={"slide_type": "skip"}
samplers = {
    "none": [None],
    "random": [
        RandomUnderSampler(random_state=draw) for draw in range(5)
    ],  # luck averages out
    "Tomek links": [TomekLinks()],
    "ENN": [EditedNearestNeighbours()],
    "NearMiss-1": [NearMiss(version=1)],
    "NearMiss-2": [NearMiss(version=2)],
    "NearMiss-3": [NearMiss(version=3)],
}
boosting = (
    HistGradientBoostingClassifier(  # leaves small enough for a table of 82 rows, too
        max_iter=40,
        max_leaf_nodes=8,
        min_samples_leaf=5,
        early_stopping=False,
        random_state=0,
    )
)
learners = {"logistic regression": logistic, "boosting": boosting}


def trial(data, X, y, folds):
    """Score each learner after each sampler, fold by fold, and keep what it said of each row.

    It does what a pipeline of encoder, sampler and learner does in each fold, but encodes and
    samples once for both learners. Scores are means over a sampler's draws; what was said of the
    rows is that of the first draw, and the average of the draws.
    """
    scores, said = [], {}
    for fold, (train, test) in enumerate(folds):
        encode = make_column_transformer(
            (
                OneHotEncoder(handle_unknown="ignore", sparse_output=False),
                data.categorical,
            ),
            (StandardScaler(), data.numeric),
        )
        X_train, X_test = (
            encode.fit_transform(X.iloc[train]),
            encode.transform(X.iloc[test]),
        )
        y_train, y_test = y.to_numpy()[train], y.to_numpy()[test]
        for name, draw, sampler in [
            (n, d, one) for n in samplers for d, one in enumerate(samplers[n])
        ]:
            X_kept, y_kept = X_train, y_train
            if sampler is not None:
                X_kept, y_kept = sampler.fit_resample(X_train, y_train)
            for learner_name, learner in learners.items():
                p = learner.fit(X_kept, y_kept).predict_proba(X_test)[:, 1]
                score = {
                    "learner": learner_name,
                    "sampler": name,
                    "fold": fold,
                    "rows kept": len(y_kept),
                    "beta": (y_kept == 0).sum()
                    / (y_train == 0).sum(),  # share of negatives kept
                    "ROC AUC": roc_auc_score(y_test, p),
                    "AP": average_precision_score(y_test, p),
                }
                scores.append(score)
                average = said.setdefault(
                    (learner_name, f"{name}, averaged"), np.zeros(len(y))
                )
                average[test] += p / len(samplers[name])
                if draw == 0:
                    said.setdefault((learner_name, name), np.zeros(len(y)))[test] = p
    return pd.DataFrame(scores).groupby(["learner", "sampler", "fold"]).mean(), said


five = StratifiedKFold(5, shuffle=True, random_state=0)
bank_folds = list(five.split(X_bank, y_bank))
bank_scores, bank_said = trial(bank, X_bank, y_bank, bank_folds)

# %% id="flagged" slideshow={"slide_type": "fragment"} tags=["claim", "hide-input"]
# In the last slide the interval reached one half, so "worse than a coin" is not proved:
assert fold_interval(aucs["NearMiss"], n_train=4, n_test=1).high > 0.5
said_yes = y_bank.to_numpy() == 1
plain, thinned = (bank_said["logistic regression", name] for name in ("none", "random"))
highest = np.argsort(-plain)[: (thinned > 0.5).sum()]  # the plain model flags as many
flags = {"none": plain > 0.5, "random": thinned > 0.5}
flags["none, the cut moved"] = np.isin(np.arange(len(plain)), highest)
for name, flag in flags.items():
    print(
        f"{name:20} flagged: {flag.mean():.3f}, recall: {flag[said_yes].mean():.3f}, "
        f"precision: {said_yes[flag].mean():.3f}"
    )
print(f"mean probability: none {plain.mean():.3f}, random {thinned.mean():.3f}")
first, *_, last = np.array_split(bank.target, 10)
print(
    f"share of yes: {said_yes.mean():.3f}; in the first tenth of the file {first.mean():.3f}, ",
    end="",
)
print(f"in the last {last.mean():.3f}")
assert (
    flags["random"].mean() > 4 * flags["none"].mean()
    and (thinned > plain).mean() > 0.99
)
assert (
    thinned.mean() > 2.5 * said_yes.mean()
    and abs(plain.mean() - said_yes.mean()) < 0.01
)
recall = {name: flag[said_yes].mean() for name, flag in flags.items()}
assert (
    abs(recall["random"] - recall["none, the cut moved"])
    < 0.03
    < recall["random"] - recall["none"]
)
assert last.mean() > 10 * first.mean()

# %% [markdown] id="flagged-read" slideshow={"slide_type": "skip"}
# Recall has risen a good deal, and precision has fallen. Did the model learn more about those who say yes?
# No: take the model that saw all rows and let it flag as many clients as the other one, those with its
# highest scores (third line). Its recall is about the same. All that the dropping did *here* was to push the
# probabilities up, nearly all of them; their mean is now several times the share of yes.

# %% [markdown] id="flagged-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Many a report ends with the second line: "recall rose!" Ask what the plain model would
# reach if it flagged as many rows, before they look at the third. (About the same; lesson 4 tunes the cut.) Ask what the mean
# probability should be. (The share of yes.)

# %% [markdown] id="ten-title" slideshow={"slide_type": "slide"}
# ## NearMiss by hand: ten rows on a line
#
# Three minority rows, at 2, 3 and 10. Three of the seven majority rows shall stay. With two neighbours:
#
# - **NearMiss-1** keeps the smallest mean distance to the two *nearest* minority rows,
# - **NearMiss-2** the smallest mean distance to the two *farthest* ones,
# - **NearMiss-3** first lets each minority row short-list its two nearest majority rows, then keeps, of
#   these, the *largest* mean distance to the two nearest minority rows.

# %% id="ten" slideshow={"slide_type": "fragment"} tags=["claim", "hide-input"]
rare, common = (
    np.array([2.0, 3.0, 10.0]),
    np.array([0.2, 1.0, 4.0, 5.5, 6.5, 9.0, 14.0]),
)
distance = np.sort(np.abs(common[:, None] - rare), axis=1)
nearest, farthest = distance[:, :2].mean(axis=1), distance[:, 1:].mean(axis=1)
short_list = np.unique(np.argsort(np.abs(rare[:, None] - common), axis=1)[:, :2])
by_hand = {
    "NearMiss-1": np.argsort(nearest, kind="stable")[:3],
    "NearMiss-2": np.argsort(farthest, kind="stable")[:3],
    "NearMiss-3": short_list[np.argsort(-nearest[short_list], kind="stable")[:3]],
}
ten = pd.DataFrame(
    {"mean to nearest two": nearest, "mean to farthest two": farthest}, index=common
)
ten["short-listed"] = ["yes" if row in short_list else "" for row in range(7)]
for version, (name, rows) in enumerate(by_hand.items(), start=1):
    ten[name] = ["stays" if row in rows else "" for row in range(7)]
    sampler = NearMiss(version=version, n_neighbors=2, n_neighbors_ver3=2)
    left, labels = sampler.fit_resample(
        np.r_[rare, common][:, None], np.repeat([1, 0], [3, 7])
    )
    assert set(left[labels == 0, 0]) == set(common[rows])  # imbalanced-learn agrees
ten.set_axis([f"row at {place:g}" for place in common])

# %% [markdown] id="ten-read" slideshow={"slide_type": "skip"}
# So "closest to the minority" holds for version 1 in one sense and for version 2 in another. Version 3
# ends with the opposite: of the rows on its short-list it keeps the *farthest*. Look at what is lost.
# Version 1 keeps the negatives that have *several* minority rows near and drops every ordinary one. (The
# row at 9 has a minority row as near as anybody, and is dropped: its second is far away.) Version 2 keeps
# the middle of the line. The row at 14, the only one that tells what lies out there, is dropped by all
# three.

# %% [markdown] id="ten-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *6 minutes.* Do the row at 4 aloud: distances 1, 2 and 6; mean of the nearest two 1.5, of the farthest
# two 4. Let the room do the row at 9. Then ask: which training set would you rather learn from? Usual
# wrong answer: version 1, "the hard cases are the interesting ones". They are, but only beside the
# easy ones.

# %% [markdown] id="pictures-title" slideshow={"slide_type": "slide"}
# ## The same in two dimensions: which panel is NearMiss-2?
#
# Two patches of the minority (triangles, made up), and 360 majority rows all around (dots). Each panel is
# one version with its default, three neighbours: filled dots stay, open dots are dropped.

# %% id="pictures" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
rng = np.random.default_rng(4)
patches = [rng.normal(centre, 0.45, (20, 2)) for centre in ([-2, 0], [2, 0])]
flat = pd.DataFrame(np.vstack([*patches, rng.uniform([-4.5, -3], [4.5, 3], (360, 2))]))
flat.columns, triangle = (
    ["first feature", "second feature"],
    np.repeat([1, 0], [40, 360]),
)
with plt.rc_context({"font.size": 14}):
    figure, axes = plt.subplots(1, 3, figsize=(13, 4.7), layout="constrained")
described = []
for letter, ax, version in zip(
    "ABC", axes, np.random.default_rng(0).permutation([1, 2, 3])
):
    left, labels = NearMiss(version=version).fit_resample(flat, triangle)
    for group, look in {
        0: {"s": 16, "facecolors": "none", "edgecolors": "#0072B2", "alpha": 0.5},
        1: {"s": 40, "color": "#D55E00", "marker": "^"},
    }.items():
        ax.scatter(*flat[triangle == group].to_numpy().T, **look)
    ax.scatter(*left[labels == 0].to_numpy().T, s=42, color="#0072B2")
    ax.set(xticks=[], yticks=[])
    ax.set_title(f"Panel {letter}", loc="left", fontsize=16)
    stay = left[labels == 0].to_numpy()
    assert len(stay) == 40
    places = {"left": [-2, 0], "right": [2, 0], "middle": [0, 0]}
    near = [
        f"{(np.hypot(*(stay - place).T) < 1).sum()} within 1 of the {name}"
        for name, place in places.items()
    ]
    described.append(f"Panel {letter} keeps of the majority {', '.join(near)}.")
words = "The minority has a left patch around (-2, 0) and a right one around (2, 0)."
show(figure, alt=f"Three panels with the same rows. {words} {' '.join(described)}")

# %% [markdown] id="ex-5-2-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 5.2 · Find NearMiss-2 among three pictures
#
# *2 points; about 5 minutes.*
#
# The three panels show the same rows. In each another version of NearMiss chose the 40 majority
# rows that stay (filled dots). **Which panel is NearMiss-2?** Choose, then say why.
#
# - **a**: panel A
# - **b**: panel B
# - **c**: panel C
#
# **And why?** What makes these rows the choice of version 2?
#
# - **p**: They have the smallest distance to their nearest minority rows.
# - **q**: Even their farthest minority rows are not very far away.
# - **r**: They are the rows that a classifier finds hardest to tell apart.
# - **s**: They lie as far from the minority as possible.
#
# Replace the `...` by your choice in quotes. Stuck? Run `hint("5.2")`.

# %% id="ex-5-2" slideshow={"slide_type": "skip"}
answer_5_2 = ...
why_5_2 = ...

# %% id="ex-5-2-check" slideshow={"slide_type": "skip"}
check("5.2", answer_5_2, why_5_2)

# %% [markdown] id="pictures-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *8 minutes with exercise 5.2.* Stay on the page with the panels and read the options aloud; two at a
# table. Then ask which training set is the worst to learn from. (C: nothing says where the patches end.
# The next cell measures it.) Usual wrong answer: B, "near the minority" (that is version 1; A is version 3).

# %% id="plane" slideshow={"slide_type": "skip"} tags=["claim"]
plane = rng.uniform([-4.5, -3], [4.5, 3], (4_000, 2))  # new majority rows, all around
called = {}
for name in ["random", "NearMiss-1", "NearMiss-2", "NearMiss-3"]:
    kept_rows, kept_labels = samplers[name][0].fit_resample(flat.to_numpy(), triangle)
    called[name] = boosting.fit(kept_rows, kept_labels).predict(plane).mean()
    print(
        f"after {name:10} boosting calls this share of the plane positive: {called[name]:.3f}"
    )
assert max(called, key=called.get) == "NearMiss-2" and called["NearMiss-2"] > 0.6

# %% [markdown] id="headline-title" slideshow={"slide_type": "slide"}
# ## NearMiss never helps the ranking, and often ruins it
#
# Average precision minus that of *all rows*, on the same folds; *random*: classes made equal by chance alone.
# Third table, `yeast_me2`: which of 1,484 proteins sit in a membrane? 51 do. (**Tomek links** and **ENN** clean:
# they drop negatives beside positives, and change little.)

# %% id="satimage" slideshow={"slide_type": "skip"}
soil_scores, soil_said = trial(soil, X, y, soil_folds)
protein = load_dataset("yeast_me2")
yeast_folds = list(five.split(protein.data, protein.target))
yeast_scores, _ = trial(protein, protein.data, protein.target, yeast_folds)
tables = {"satimage": soil_scores, "bank_calls": bank_scores, "yeast_me2": yeast_scores}
versions = ["NearMiss-1", "NearMiss-2", "NearMiss-3"]


def gain(scores, learner, name, base, metric):
    """Return the interval of the difference of two samplers over the same folds."""
    metric_of = scores[metric]
    difference = metric_of.loc[learner, name] - metric_of.loc[learner, base]
    return fold_interval(difference, n_train=4, n_test=1)


paired = pd.DataFrame(
    {
        (table, learner): {
            name: gain(scores, learner, name, "none", "AP")
            for name in samplers
            if name != "none"
        }
        for table, scores in tables.items()
        for learner in learners
    }
)

# %% id="headline" slideshow={"slide_type": "-"} tags=["headline", "hide-input"]
with plt.rc_context({"font.size": 14, "xtick.labelsize": 13, "axes.labelsize": 14}):
    figure, axes = plt.subplots(
        1, 3, figsize=(13, 4.6), sharex=True, sharey=True, layout="constrained"
    )
    for ax, table in zip(axes, tables):
        plot_intervals(
            {
                learner: dict(paired.loc[["random", *versions], (table, learner)])
                for learner in learners
            },
            xlabel="AP minus that of all rows",
            reference=0,
            reference_label="no change",
            ax=ax,
        )
        ax.get_legend().remove()
        ax.set_xlabel("")
        ax.set_title(table, loc="left", fontsize=16)
    marks, names = axes[0].get_legend_handles_labels()
    figure.legend(marks, names, loc="outside upper center", ncols=3, frameon=False)
    axes[1].set_xlabel("AP minus that of all rows")
show(
    figure,
    alt="Satimage, bank_calls, yeast_me2: two learners after four ways to drop rows.",
    upright=True,
)


# %% [markdown] id="headline-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* Ask: where does a dot stand clearly right of zero? Then go down: random (the mean of five
# draws) loses a little everywhere; version 1 hurts everywhere (Tomek links and ENN, in the notebook, move little);
# version 2 leaves logistic regression on satimage alone and ruins boosting. Usual wrong answer: "then take
# version 2 with a linear model": nobody knows that beforehand, and see the other tables. Objections. "Five
# folds!" Right: the arms say what cannot be told. "All at half and half!" Tried with three negatives per
# positive as well: nothing becomes clearly better than random. "Draw several samples and average!" That
# works; the next cells measure it, a later lesson builds on it.

# %% id="paired" slideshow={"slide_type": "skip"}
def starred(interval):
    """Return the interval as text, with a star when it does not hold 0."""
    return f"{interval} *" if interval.low > 0 or interval.high < 0 else str(interval)


for metric in ("ROC AUC", "AP"):
    level = (
        soil_scores[metric].groupby(["sampler", "learner"], sort=False).mean().unstack()
    )
    print(
        f"satimage, mean {metric}:",
        level.loc[list(samplers)].round(3).to_string(),
        sep="\n",
    )
paired.map(starred).T  # AP minus that of all rows; a star: the interval does not hold 0

# %% id="paired-claims" slideshow={"slide_type": "skip"} tags=["claim"]
for table, scores in tables.items():
    kept = scores["rows kept"].groupby("sampler").mean()
    print(
        f"{table:10} training rows:",
        ", ".join(f"{name} {kept[name]:.0f}" for name in samplers),
    )

better, worse, cases = 0, 0, 0
for scores in tables.values():
    for learner in learners:
        for name in versions:
            against_random = gain(scores, learner, name, "random", "AP")
            cases, better = cases + 1, better + (against_random.low > 0)
            worse += against_random.high < 0
print(f"NearMiss against a random sample of as many rows, AP, {cases} cases:")
print(
    f"clearly better {better}, clearly worse {worse}, cannot be told {cases - better - worse}"
)
assert better == 0 and worse > cases / 2

for learner in learners:  # version 1 hurts everywhere
    assert all(paired[table, learner]["NearMiss-1"].high < 0 for table in tables)
assert all(
    paired["bank_calls", learner][name].high < 0
    for learner in learners
    for name in versions
)
linear_2 = gain(soil_scores, "logistic regression", "NearMiss-2", "random", "ROC AUC")
print(f"satimage, logistic regression, NearMiss-2 minus random, ROC AUC: {linear_2}")
assert linear_2.low < 0 < linear_2.high  # here version 2 does no harm that shows
assert paired["satimage", "boosting"]["NearMiss-2"].high < -0.2  # and here it does
assert (
    not paired.loc[versions]
    .map(lambda interval: interval.estimate >= 0)
    .to_numpy()
    .any()
)
clear = paired.loc["random"].map(lambda interval: interval.high < 0)
assert (paired.loc["random"].map(lambda interval: interval.estimate) < 0).all()
assert (
    clear["bank_calls", "boosting"]
    and clear["yeast_me2", "boosting"]
    and clear.sum() < 4
)
dropped = 1 - bank_scores["beta"].groupby("sampler").mean()
print(f"bank_calls, share of the negatives dropped: ENN {dropped['ENN']:.3f}, ", end="")
print(f"Tomek links {dropped['Tomek links']:.3f}")
assert 0.15 < dropped["ENN"] < 0.25 and dropped["Tomek links"] < 0.05
cleaned = paired.loc[["Tomek links", "ENN"]]
assert cleaned.map(lambda interval: abs(interval.estimate)).to_numpy().max() < 0.06
assert not cleaned.map(lambda interval: interval.high < 0).to_numpy().any()
averaged = np.array(
    [
        average_precision_score(
            y.iloc[test], soil_said["boosting", "random, averaged"][test]
        )
        for _, test in soil_folds
    ]
)
for name, means in {"one draw": "random", "all rows": "none"}.items():
    step = averaged - soil_scores["AP"].loc["boosting", means].to_numpy()
    step = fold_interval(step, n_train=4, n_test=1)
    print(
        f"satimage, boosting, five random samples averaged, AP minus that of {name}: {step}"
    )
    assert step.estimate > 0 if name == "one draw" else step.low < 0 < step.high


# %% [markdown] id="paired-read" slideshow={"slide_type": "skip"}
# The two that clean: **Tomek links** drop a negative when it and a positive are each other's nearest
# neighbour. **ENN** (edited nearest neighbours) drops it when *any* of its three nearest neighbours is a
# positive, imbalanced-learn's strict default. Neither balances. Now read figure and table by method.
#
# - **Random.** On average over five draws, average precision falls in all six cases. For boosting on
#   bank_calls and on yeast_me2 the fall is beyond doubt; elsewhere five folds do not prove it. The rows that were
#   dropped knew something. Several random samples, a model for each, and the mean of what they say win the
#   loss back here (last line above): together they saw more rows. A later lesson builds on that.
# - **Tomek links and ENN.** Little in either direction, and no clear loss. Tomek links drop a few rows; ENN drops
#   about a fifth of the negatives of bank_calls, those beside positives, and pays for it in the
#   probabilities (scoreboard below).
# - **NearMiss-1.** Clearly worse in all six.
# - **NearMiss-2 and 3.** It depends. With logistic regression on satimage version 2 cannot be told from
#   random; with boosting on the same folds it is ruinous. Nobody knows that beforehand. And nowhere did a
#   version do clearly better than a random sample of the same size, which costs no distance at all.
#
# Why learners differ is probably this: NearMiss changes where negatives *are*. A linear model only tilts
# one plane through all columns. Boosting learns every region by itself, also the regions that the sampler
# swept empty: in the two patches above, most of the plane after version 2. (The 18 comparisons share rows and folds: they are no 18 independent proofs.)

# %% [markdown] id="myth" slideshow={"slide_type": "slide"}
# ## Myth and fact
#
# **Myth:** "NearMiss keeps the informative rows."
#
# **Fact:** It keeps rows by distance and knows nothing of information. In none of our 18 cases were its rows
# clearly better to learn from than as many drawn at random; in most they were clearly worse. A model needs
# ordinary negatives to learn what ordinary is.
#
# **The twin myth:** "Under-sampling helps the rare class." At random it adds no row of the rare class. It
# drops knowledge about the other one and moves the cut.
#
# **The honest exception** is the cost of a fit, when rows are too many. We come to it.

# %% [markdown] id="myth-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Read the myth aloud and let the room answer it with the figure; the tally against random is
# in the notebook. Lead over: the random sample lost little in its ranking. What of its probabilities?

# %% [markdown] id="count-title" slideshow={"slide_type": "slide"}
# ## What random dropping does to a probability
#
# It is the shift of lesson 2, the other way round. Two groups of clients; one negative in nine is kept.
#
# | | yes | no | odds | share of yes |
# | --- | --- | --- | --- | --- |
# | first group, in the world | 10 | 90 | 1 : 9 | 1 in 10 |
# | … in the training rows | 10 | about 10 | 1 : 1 | 1 in 2 |
# | second group, in the world | 9 | 9 | 1 : 1 | 1 in 2 |
# | … in the training rows | 9 | about 1 | 9 : 1 | 9 in 10 |
#
# The model learns what the training rows say. **In each group chance drops the same share of negatives**,
# so the odds move by the same factor everywhere, and the way back is the same for every row.

# %% [markdown] id="count-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Ask for the way back before you set exercise 5.3. Usual wrong answer: divide the
# probability by nine. Read the second group from below: the model says 0.9, nine yes for one no that was
# kept, so nine yes for nine no in the world: one half, not a tenth.

# %% [markdown] id="ex-5-3-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 5.3 · Undo random under-sampling, and refuse to undo anything else
#
# *3 points; about 10 minutes.*
#
# The next cell holds a function to write. What it must do stands below the function's name. Replace the `...`, run it, then run the check below it. Use its parameters and what the lesson imported, none of the notebook's variables. Stuck? Run `hint("5.3")`.

# %% id="ex-5-3" slideshow={"slide_type": "skip"}
def undo_undersampling(p, y, y_kept, sampler):
    """Return the probabilities as they would be had no negative been dropped.

    Parameters: `p`, an array of probabilities of class 1 that a model gives to new rows (from 0
    to 1, both may occur); the model was trained on the rows that a sampler kept. `y` and
    `y_kept`, the labels (0 or 1) of the training rows before and after: all positives were
    kept, of the negatives a part; both are arrays. `sampler`, the name of the sampler's class as
    text, such as `"RandomUnderSampler"`.

    Returns: an array as long as `p`. Raises: a `ValueError` whose text names the sampler, for
    every sampler that does not drop by chance alone, also for one that you do not know.
    """
    ...


# %% id="ex-5-3-check" slideshow={"slide_type": "skip"}
check("5.3", undo_undersampling)


# %% [markdown] id="function-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *11 minutes, alone, answers included.* Usual errors: multiplying the probability instead of the odds, taking the share of
# *all* rows that were kept, a guard that refuses NearMiss only.

# %% [markdown] id="reliability-title" slideshow={"slide_type": "slide"}
# ## Counting undoes a random sample, not NearMiss
#
# Logistic regression on the bank's calls. On the dotted line, a risk of 0.2 comes true 2 times in 10. In
# brackets: the mean risk, divided by the share of yes.

# %% id="reliability" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
def undone(p, beta):
    """Return probabilities with the negatives put back (exercise 5.3, without its guard)."""
    return beta * p / (beta * p + (1 - p))  # these brackets: never above 1 by rounding


risks = {}
for name in ["random", *versions]:
    raw = bank_said["logistic regression", name]
    betas = bank_scores.loc[("logistic regression", name), "beta"]
    risks[name], risks[f"{name}, corrected"] = raw, np.zeros(len(raw))
    for beta, (_, test) in zip(betas, bank_folds):
        risks[f"{name}, corrected"][test] = undone(raw[test], beta)
shown = [
    "random",
    "random, corrected",
    "NearMiss-3, corrected",
    "NearMiss-2, corrected",
]
with plt.rc_context({"font.size": 14, "axes.labelsize": 14, "xtick.labelsize": 13}):
    figure, ax = plt.subplots(figsize=(13, 4.8), layout="constrained")
told = []
ends_at = {  # where each curve's name stands, seen from its right end
    "random": {"xytext": (0, 10), "ha": "center", "va": "bottom"},
    "random, corrected": {"xytext": (12, -4), "ha": "left", "va": "top"},
    "NearMiss-3, corrected": {"xytext": (-6, 8), "ha": "right", "va": "bottom"},
    "NearMiss-2, corrected": {"xytext": (16, -34), "ha": "right", "va": "top"},
}
for name, colour in zip(shown, ("#C65000", "#00805C", "#0072B2", "#A84A80")):
    ratio = risks[name].mean() / y_bank.mean()
    CalibrationDisplay.from_predictions(
        y_bank,
        risks[name],
        n_bins=10,
        strategy="quantile",
        name=name,
        color=colour,
        ax=ax,
    )
    happened, promised = calibration_curve(
        y_bank, risks[name], n_bins=10, strategy="quantile"
    )
    ends = [
        f"{happened[end]:.3f} came, {promised[end]:.3f} promised" for end in (0, -1)
    ]
    words = f"{name} ({ratio:.3f})"
    if name == "NearMiss-2, corrected":
        words = words.replace(", ", ",\n")
    ax.annotate(
        words,
        (promised[-1], happened[-1]),
        textcoords="offset points",
        color=colour,
        fontsize=14,
        **ends_at[name],
    )
    told.append(f"{name}: lowest tenth {ends[0]}; highest tenth {ends[1]}.")
assert (
    happened[0] > promised[0] and happened[-1] < promised[-1]
)  # NearMiss-2: no one factor
ax.set(
    xlabel="risk that the model gives (ten groups)", ylabel="share of yes in the group"
)
ax.set(xlim=(-0.01, 0.92), ylim=(0, 0.55))
ax.annotate(
    "NearMiss-2:\nleft end above,\nright end below",
    (0.03, 0.105),
    (0.0, 0.19),
    fontsize=14,
    arrowprops={"arrowstyle": "->"},
)
for line, marker in zip(ax.get_lines()[1:], "soD^"):
    line.set_marker(marker)
ax.get_legend().remove()  # each curve has its name at its end
show(figure, alt=f"Calibration curves. {' '.join(told)}")

# %% id="reliability-claims" slideshow={"slide_type": "skip"} tags=["claim"]
answers = y_bank.to_numpy()


def skill_by_fold(p):
    return np.array([d2_brier_score(answers[test], p[test]) for _, test in bank_folds])


def recalibrated(p):
    """Learn on the other folds, where nothing was dropped, what a score is worth (lesson 7)."""
    scores, learned = np.log(p / (1 - p)).reshape(-1, 1), np.zeros(len(p))
    for train, test in bank_folds:
        logistic.fit(scores[train], answers[train])
        learned[test] = logistic.predict_proba(scores[test])[:, 1]
    return learned


risks = {"none": bank_said["logistic regression", "none"]} | risks
for name, p in risks.items():
    skill, ratio = skill_by_fold(p), p.mean() / answers.mean()
    print(
        f"{name:22} mean risk / share of yes: {ratio:.3f}, Brier skill {skill.mean():.3f}"
    )

print("\nBrier skill, minus the corrected random sample:")
mended_skill = skill_by_fold(risks["random, corrected"])
for name in ["none", *(f"{version}, corrected" for version in versions)]:
    gap = fold_interval(skill_by_fold(risks[name]) - mended_skill, n_train=4, n_test=1)
    print(f"  {name:22} {gap}")
    assert abs(gap.estimate) < 0.03 if name == "none" else gap.high < 0
assert skill_by_fold(risks["random"]).mean() < -0.5 < 0.1 < mended_skill.mean()
assert abs(risks["random, corrected"].mean() / answers.mean() - 1) < 0.1

print(
    "\nBrier skill with the best of forty factors, with a calibrator, and corrected minus calibrator:"
)
for name in versions:
    best = max(
        skill_by_fold(undone(risks[name], b)).mean() for b in np.geomspace(1e-3, 3, 40)
    )
    calibrated = recalibrated(risks[name])
    skill = skill_by_fold(calibrated)
    gap = fold_interval(
        skill_by_fold(risks[f"{name}, corrected"]) - skill, n_train=4, n_test=1
    )
    print(f"  {name:10} {best:7.3f} {skill.mean():7.3f}   {gap}")
    assert (
        (best < 0 and gap.high < 0) if name != "NearMiss-3" else gap.low < 0 < gap.high
    )
    assert skill.mean() > 0 and abs(calibrated.mean() / answers.mean() - 1) < 0.05
    assert (
        fold_interval(skill - mended_skill, n_train=4, n_test=1).high < 0
    )  # the ranking is lost

# %% [markdown] id="reliability-read" slideshow={"slide_type": "skip"}
# After random dropping the risks are far too high: the mean risk is several times the share of yes, and
# the Brier skill lies below zero. The correction brings both back, nearly to the level of the model that
# saw all rows. The order of the rows does not change, so neither does ROC AUC nor AP: what the ranking
# lost by seeing fewer rows, no correction brings back.
#
# For NearMiss the same formula is applied with the same share of negatives, and for versions 1 and 2 the
# risks stay wrong. Their rows are no fair sample: which negatives stayed depends on where they lie. In the
# figure the left end of the curve lies above the line and the right end below it. A factor that lowers the
# right end also lowers the left: the best of forty factors, chosen with the answers in hand, still leaves
# the skill below zero. Version 3 fares otherwise: its corrected risks are about as good as a calibrator
# makes them. What it lacks is ranking.
#
# So no counting leads back from NearMiss. A **calibrator**, a small model that learns from rows nobody
# dropped what a score is worth, can lead back to honest risks, not to the lost ranking: lesson 7.
#
# And a warning about the good news: counting is exact for the true risk. For a *fitted* model it is a hope,
# which came true here. The table about cost, below, has a model for which it does not. Correct first, then
# look at the calibration curve.
#
# (`prior_correction(p, beta=...)` of `course_utils.evaluation` does the same for your own projects.)
#
# <details><summary><b>Deeper:</b> the formula, who it is for, and where it ends</summary>
#
# Let a row be positive with probability $p$ in the world. All positives are kept, a negative with
# probability $\beta$, *whatever its features*. Among kept rows with these features the share of positives
# is
#
# $$p_s = \frac{p}{p + \beta (1 - p)}, \qquad\text{and solved for } p:\qquad
# p = \frac{\beta p_s}{(\beta - 1)\, p_s + 1}.$$
#
# In odds: $p / (1 - p) = \beta \cdot p_s / (1 - p_s)$. The function grows with $p_s$, so no two rows
# change places (Dal Pozzolo et al. 2015). A cut at one half of $p_s$ is a cut at $\beta / (1 + \beta)$ of
# $p$: about the share of positives, when the classes were made equal.
#
# Words to weigh: *whatever its features*. Random under-sampling grants that. NearMiss, Tomek links and
# ENN keep a negative with a probability that depends on where it lies: $\beta$ is a function of the
# features there, and nobody knows it. (If it is known, as in a survey, each row gets its own weight.)
#
# And the model must have learned $p_s$ well. A model that cannot take the shape of the truth settles on a
# compromise, and on thinned rows that is another compromise than on all rows; the factor does not undo the
# difference. (Fithian and Hastie, below, is about just that.) Lesson 7 has the same formula for weights.
# </details>

# %% [markdown] id="reliability-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* Point first at the random curve below the line (risks too high), then at the corrected
# one on it, then at NearMiss-2. Ask: could another factor save it? (No: it would have to raise the left end
# and lower the right.) Usual wrong answer: "a larger correction".

# %% [markdown] id="board-title" slideshow={"slide_type": "skip"}
# ## Scoreboard: boosting on damp soil, by tile
#
# Intervals are bootstrapped by tile. Recall at 600: the share of all damp pixels that is among the 600
# highest scores.

# %% id="board" slideshow={"slide_type": "skip"} tags=["scoreboard", "on-satimage", "claim", "hide-input"]
methods = {f"boosting, {name}": soil_said["boosting", name] for name in samplers}
corrected = np.zeros(len(y))
for beta, (_, test) in zip(soil_scores.loc[("boosting", "random"), "beta"], soil_folds):
    corrected[test] = undone(soil_said["boosting", "random"][test], beta)
methods["boosting, random, corrected"] = corrected
board = scoreboard(y, methods, groups=soil.groups, recall_at_k=600, n_resamples=500)
skill = board.intervals("brier_skill")
assert all(skill[f"boosting, {version}"].high < 0 for version in versions)
board

# %% id="board-claims" slideshow={"slide_type": "skip"} tags=["claim"]
print("Brier skill, the difference of two lines of the scoreboard:")
pairs = [
    ("random", "none"),
    ("random, corrected", "random"),
    ("random, corrected", "none"),
]
for name, base in [*pairs, ("ENN", "none"), ("Tomek links", "none")]:
    step = bootstrap_difference(
        y,
        methods[f"boosting, {name}"],
        methods[f"boosting, {base}"],
        "brier_skill",
        groups=soil.groups,
        n_resamples=500,
    )
    print(f"  {name} minus {base}: {step}")
    expected = {
        "random": -1,
        "random, corrected": 1 if base == "random" else 0,
        "ENN": -1,
    }
    if expected.get(name, 0):
        assert step.low * expected[name] > 0 and step.high * expected[name] > 0
ratio = {
    name: methods[f"boosting, {name}"].mean() / y.mean() for name in ("none", "ENN")
}
print(
    f"mean risk / share of damp pixels: none {ratio['none']:.3f}, ENN {ratio['ENN']:.3f}"
)
assert abs(ratio["none"] - 1) < 0.1 < ratio["ENN"] - 1

# %% [markdown] id="board-read" slideshow={"slide_type": "skip"}
# Each score here pools the rows of five folds, and "random" is one draw, while the paired table takes means
# over folds and draws: the two differ a little. (Each fold has a correction factor of its own; that is why
# even the pooled average precision may move a little by the correction. Within a fold no two rows change
# places.) Random under-sampling keeps most of the ranking and loses the probabilities; the correction brings
# most of those back. ENN costs Brier skill too: it drops negatives near positives, and the risks come out
# too high. All intervals are those of one image: its damp pixels form a few patches of ground (the data
# card shows them), and another image may say otherwise.

# %% [markdown] id="cost-title" slideshow={"slide_type": "slide"}
# ## The honest exception: when rows are too many (SYNTHETIC)
#
# 300,000 made-up card purchases, one in a hundred a fraud: a stand-in for a table a hundred times as
# large. All frauds are kept, of the others a part at random (so many per fraud); probabilities are corrected.
# One fifth of the customers tests. Boosting (of three draws the middle one; m: millions), last column logistic
# regression.

# %% id="cost-data" slideshow={"slide_type": "skip"}
fraud = make_card_fraud(3_000, 1_000, 100, random_state=0)
purchases, is_fraud = fraud[fraud.attrs["features"]], fraud.fraud.to_numpy()
held_out = (fraud.customer % 5 == 0).to_numpy()  # no customer on both sides
positives, negatives = (
    np.flatnonzero(~held_out & (is_fraud == label)) for label in (1, 0)
)
patient = HistGradientBoostingClassifier(
    learning_rate=0.05,
    max_iter=200,
    max_leaf_nodes=15,
    early_stopping=True,
    random_state=0,
)


def risk_after(model, n_kept, draw=0):
    """Fit on all frauds and on `n_kept` other purchases, and return the corrected risks."""
    kept = np.random.default_rng(draw).permutation(negatives)[:n_kept]
    chosen = np.concatenate([positives, kept])
    model.fit(purchases.iloc[chosen], is_fraud[chosen])
    return undone(
        model.predict_proba(purchases[held_out])[:, 1], n_kept / len(negatives)
    )


n_all = len(negatives)
kept_of = {"all": n_all, "1 in 10": n_all // 10, "1 in 30": n_all // 30}
kept_of["equal classes"] = len(positives)
draws, trees = {}, {}
for name, n_kept in kept_of.items():
    draws[name] = [
        risk_after(patient, n_kept, draw) for draw in range(1 if n_kept == n_all else 3)
    ]
    trees[name] = patient.n_iter_  # of the last draw
line = make_pipeline(StandardScaler(), logistic)
linear = {name: risk_after(line, n_kept) for name, n_kept in kept_of.items()}

# %% id="cost" slideshow={"slide_type": "fragment"} tags=["claim", "hide-input"]
truth, customers = is_fraud[held_out], fraud.customer[held_out].to_numpy()
ap = {
    name: [average_precision_score(truth, p) for p in three]
    for name, three in draws.items()
}
risk = {
    name: three[np.argsort(ap[name])[len(three) // 2]] for name, three in draws.items()
}
cost = pd.DataFrame({"per fraud": pd.Series(kept_of) / len(positives)}).round(1)
cost["training rows"] = pd.Series(kept_of) + len(positives)
cost["rows × trees, m"] = (cost["training rows"] * pd.Series(trees) / 1e6).round(1)
compared = {
    ("AP minus all", "average_precision"): risk,
    ("Brier skill minus all", "brier_skill"): risk,
    ("the same, logistic", "brier_skill"): linear,
}
price = {}
for (title, metric), arms in compared.items():
    for name in list(arms)[1:]:
        price[title, name] = bootstrap_difference(
            truth, arms[name], arms["all"], metric, groups=customers, n_resamples=300
        )
    cost[title] = [str(price.get((title, name), "")) for name in arms]
for title in ("AP minus all", "Brier skill minus all"):
    assert (
        price[title, "1 in 10"].low < 0 < price[title, "1 in 10"].high
    )  # no loss that shows
    assert price[title, "equal classes"].high < 0  # a loss
assert max(ap["equal classes"]) < min(ap["1 in 30"] + ap["1 in 10"] + ap["all"])
worst = max(d2_brier_score(truth, p) for p in draws["equal classes"])
assert worst < d2_brier_score(truth, risk["all"])
assert price["Brier skill minus all", "1 in 30"].high < 0
assert all(price["the same, logistic", name].high < 0 for name in list(kept_of)[1:])
cost.drop(columns="training rows")

# %% id="hasty" slideshow={"slide_type": "skip"} tags=["claim"]
for name, values in ap.items():
    print(f"boosting, {name}, AP of each draw:", *(f"{value:.3f}" for value in values))
hasty = HistGradientBoostingClassifier(
    early_stopping=True, random_state=0
)  # learning_rate=0.1
hasty_risk = {name: risk_after(hasty, kept_of[name]) for name in ("all", "1 in 10")}
for metric in ("average_precision", "brier_skill"):
    trap = bootstrap_difference(
        truth,
        hasty_risk["1 in 10"],
        hasty_risk["all"],
        metric,
        groups=customers,
        n_resamples=300,
    )
    print(f"default boosting, {metric}, 1 in 10 minus all: {trap}")
    assert trap.low > 0
tilt = bootstrap_difference(
    truth,
    linear["equal classes"],
    linear["all"],
    "average_precision",
    groups=customers,
    n_resamples=300,
)
print(f"logistic regression, average precision, equal classes minus all: {tilt}")
assert tilt.low > 0
for name in ("all", "equal classes"):
    ratio = linear[name].mean() / truth.mean()
    print(
        f"logistic regression, {name}: mean corrected risk / share of fraud {ratio:.3f}"
    )
print(
    f"gigabytes of distances that NearMiss-2 would hold: {len(positives) * n_all * 8 / 1e9:.1f}"
)

# %% [markdown] id="cost-read" slideshow={"slide_type": "skip"}
# **Boosting.** With a tenth of the other purchases, about ten for each fraud, the fit reads little more
# than a tenth of the rows, and no loss shows: the interval holds 0, and bounds what could have been lost. At
# one in thirty, about three for each fraud, the probabilities suffer. **With equal classes the loss is plain in both**, in
# each of three draws. So the advice "balance to half and half" drops far too much. Here *about ten
# negatives per positive* were enough and about three were too few. On your table, add more until nothing
# moves.
#
# **Logistic regression.** Here the corrected risks are clearly worse than those of all rows, already with
# ten per fraud. Frauds are not to be told from the rest by one plane; on thinned rows the best plane is
# another one, and a factor does not turn it back. (For ranking, that other plane is even a little better,
# as the last cell prints: a model too simple for its data can gain by a thinned table.) So the rule has a
# second half: correct, *then look at the calibration curve*, and promise no risk that nobody looked at.
#
# Two warnings. The intervals bootstrap the customers of one split. And the learner must be fair to the
# large table: the last cell repeats the comparison for boosting with scikit-learn's default settings, and
# there a tenth of the rows does clearly *better* than all of them. It looks like a discovery. A smaller
# `learning_rate`, 0.05 instead of 0.1 as in the table above, takes it away: what under-sampling seemed to
# add, it repaired. (Lesson 3 met the same with a forest.)
#
# The table counts rows and the work of boosting, not seconds, because a clock belongs to a machine. Put `%%time` above
# the cell that holds `hasty =` and you see what two fits and their intervals take on yours. For
# boosting, work and memory grow with rows (times trees, or columns); for logistic regression with rows times columns squared. And
# choosing rows costs as well: NearMiss-2 measures the distance from every negative to every positive (last
# line), Tomek links and ENN look for the nearest neighbours of all rows. On a large table the clever choice
# can cost more than the fit that it was to save: timed once while this was written, Tomek links took many
# times as long here as boosting on all rows.

# %% [markdown] id="cost-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* This is the good reason from the first minute. Ask: how many negatives per positive would
# you keep? Usual answer: one. Let them read the last line, then the last column: for the logistic
# regression the correction fails.
# The memory that NearMiss-2 asks for (next cell) makes its point by itself. Objections. "240,000 rows are not
# many!" Right, it is a stand-in. "At work a tenth of the rows did *better*": so it does here with the default
# settings (next cell); dropping repaired over-eager steps, and a smaller learning_rate does that as well.

# %% [markdown] id="ex-5-4-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 5.4 · Tomek links, random, or none for three goals
#
# *2 points; about 6 minutes.*
#
# Made up: 4,000,000 rows, 40,000 positive. Which choice serves the three goals?
# **Choose, then say why.**
#
# | training rows | rows kept | AP | AP minus none | Brier skill |
# | --- | --- | --- | --- | --- |
# | none dropped | 4,000,000 | 0.48 | | 0.31 |
# | Tomek links | 3,990,000 | 0.48 | 0.00 [-0.01, 0.01] | 0.31 |
# | random, 1 in 10 negatives | 436,000 | 0.47 | -0.01 [-0.02, 0.00] | -0.53, corrected (5.3) 0.29 |
#
# 1. Each customer is told the risk in percent. Training may take all night.
# 2. The model is fitted anew every hour, where half a million rows fit. A list is worked off from
#    the top.
# 3. Some negatives right beside a positive are mislabelled: remove the most doubtful, leave the
#    rest.
#
# - **a**: 1 none, 2 random, 3 Tomek
# - **b**: 1 random, 2 random, 3 none
# - **c**: 1 none, 2 Tomek, 3 random
#
# **And why?** What decides?
#
# - **p**: What the dropping is for, against what it costs in ranking and probability.
# - **q**: Whether the interval of AP minus none holds 0: if it does, fewer rows are free.
# - **r**: How near the kept rows come to equal classes; only the price differs.
# - **s**: Whether the raw Brier skill is below 0: such a sample is of no use.
#
# Replace the `...` by your choice in quotes. Stuck? Run `hint("5.4")`.

# %% id="ex-5-4" slideshow={"slide_type": "skip"}
answer_5_4 = ...
why_5_4 = ...

# %% id="ex-5-4-check" slideshow={"slide_type": "skip"}
check("5.4", answer_5_4, why_5_4)

# %% [markdown] id="choice-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *The choice by raised hands, 2 minutes; the reasons for home.* Usual wrong answer: c, Tomek links where rows
# are too many, because their average precision is "the best". Add: a doubtful row is not yet a wrong one;
# look at a few before you drop them all. The quiz is for home as well.

# %% [markdown] id="ex-5-quiz-prompt" slideshow={"slide_type": "slide"}
# ### Quiz 5
#
# Four questions on this lesson. They give no points; each answer has its reason.
#
# **A.** One negative in ten was kept at random, all positives were kept. The model gives a new row 0.5. What is its risk in the world?
#
# - **a**: 0.5
# - **b**: about 0.09
# - **c**: 0.05
# - **d**: about 0.91
#
# **B.** Which majority rows does `NearMiss()` keep, with nothing in the brackets?
#
# - **a**: those with the smallest mean distance to their three nearest minority rows
# - **b**: a random half of them
# - **c**: those with the smallest mean distance to their three farthest minority rows
# - **d**: those that a classifier gets wrong
#
# **C.** A colleague multiplies the odds of a NearMiss-2 model by one factor, chosen so that the mean risk fits the share of positives. Are the risks right now?
#
# - **a**: Yes: the mean fits, so high and low risks fit as well.
# - **b**: Yes, since the number of dropped rows was put right.
# - **c**: It cannot be known before next year's rows have come in.
# - **d**: No: the negatives that stayed are no fair sample; no one factor leads back.
#
# **D.** 2,000 rows, 60 positives, a fit takes a second. Someone wants to under-sample to half and half, "so that the model sees the rare class". What do you say?
#
# - **a**: Good: a model needs equal classes before it can learn the rare one.
# - **b**: Use NearMiss, which keeps the informative rows instead of any.
# - **c**: There is no cost to save: keep the 1,940 negatives, move the cut.
# - **d**: Use Tomek links, which balance more gently than a random draw.
#
# Put a letter in quotes, such as `"a"`, in place of each `...` in the next cell, and run it (Shift+Enter).

# %% id="ex-5-quiz" slideshow={"slide_type": "skip"}
check("5.quiz", a=..., b=..., c=..., d=...)

# %% [markdown] id="recap" slideshow={"slide_type": "slide"} tags=["takeaway"]
# ## Recap and decision card
#
# Dropping negatives at random pushes the probabilities up, so more rows are flagged at the same cut. Counting
# undoes that, exactly for the true risk and roughly for a fitted model; what the ranking of one sample lost,
# no correction brings back. NearMiss chooses rows by distance: no counting leads back, and it never ranked clearly better here than a
# random draw. Drop rows when they are too many, keep far more than one negative per positive, and correct.
#
# | When | Do |
# | --- | --- |
# | the fit is affordable | keep all rows, move the cut |
# | rows are too many | drop negatives at random; start at ten per positive, add until nothing moves |
# | … and a probability is shown | correct by the share kept, then look at the calibration curve |
# | single negatives are doubtful | Tomek links, in the pipeline, if at all |
# | somebody proposes NearMiss | which version, scaled how, better than a random draw? |
#
# **Next:** ROC AUC saw hardly any harm, Brier skill a disaster. Whom to believe? ([lesson 6](06_metrics.ipynb))

# %% [markdown] id="recap-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Back to the reasons on the board: which are left? Answers: recall b, a; 5.1 up; 5.2 c, q;
# 5.4 a, p; quiz b, a, d, c.

# %% [markdown] id="reading" slideshow={"slide_type": "skip"}
# ## Further reading
#
# - Mani, I. and Zhang, I. (2003). *kNN approach to unbalanced data distributions: a case study involving
#   information extraction.* ICML workshop on learning from imbalanced datasets. The paper to which
#   imbalanced-learn refers for NearMiss. (We could not read it; the methods above are described from the
#   library's code.)
# - Dal Pozzolo, A. et al. (2015). *Calibrating probability with undersampling for unbalanced
#   classification.* IEEE Symposium Series on Computational Intelligence, 159-166. Random under-sampling
#   leaves the ranking of the true probabilities as it was and shifts the probabilities; the formula above,
#   and the cut to use after it.
# - Wang, H. (2020). *Logistic regression for massive data with rare events.* ICML. What a table knows
#   about rare events grows with the number of events, not of rows; keeping a small part of the other rows
#   may lose nothing in the limit. Copying the events costs time and may lose precision.
# - Fithian, W. and Hastie, T. (2014). *Local case-control sampling: efficient subsampling in imbalanced
#   data sets.* Annals of Statistics 42, 1693-1724. Keeps by preference the rows that surprise a first,
#   rough model, *with a known probability*, and corrects for it exactly: what NearMiss would need.
# - Phelps, N., Lizotte, D. and Woolford, D. (2024). *Using Platt's scaling for calibration after
#   undersampling: limitations and how to address them.* arXiv 2410.18144 (abstract read). A calibrator of
#   two numbers is not to be used there without thought; a more flexible one did well in their study.
# - Tomek, I. (1976). *Two modifications of CNN.* IEEE Transactions on Systems, Man, and Cybernetics 6,
#   769-772, and Wilson, D. (1972). *Asymptotic properties of nearest neighbor rules using edited data*,
#   same journal, 408-421. Where Tomek links and ENN come from (as cited by the libraries' pages).
#   Imbalanced-learn's default drops a row when *any* neighbour disagrees; `kind_sel="mode"` asks for a
#   majority of them and drops far fewer.
# - imbalanced-learn user guide, *Under-sampling*: the source that the slide names.
#
# **Next:** [lesson 6](06_metrics.ipynb). Ranking, probability, cut: which number tells which, and how sure is it?
