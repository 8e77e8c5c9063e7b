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
# # 5 · Under-sampling: what you pay for fewer rows
#
# **The question:** *I have more negatives than I need. Which may I throw away, and what does it cost?*
#
# About 70 minutes · needs lessons 1 and 3
#
# After this lesson you can
#
# - foresee what dropping negatives does at a fixed cut (exercise 5.1),
# - tell the three versions of NearMiss by hand and by eye (5.2),
# - undo random under-sampling in the probabilities, and say when nobody can (5.3),
# - decide whether to drop rows at all (5.4, quiz).

# %% [markdown] id="title-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Ask: who has thrown rows away before a fit, and why? Write the reasons on the board;
# "too many rows" and "the classes were unequal" come up. Only the first survives the lesson. Timing,
# 70 in all with the answers gone through: title and recall 5, snippet, faults and mended 8, exercise
# 5.1 and its run 8, ten rows 6, pictures and exercise 5.2 7, headline and myth 9, counting and
# exercise 5.3 12, reliability 5, cost 5, recap 5. For home: exercise 5.4, the scoreboard and the quiz.

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
#   column by column. A column with large numbers therefore counts for more; `StandardScaler` gives each
#   column the same spread first.
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
#   one and **stops early**, when rows that it set aside for that are no longer predicted better.
#
# Every other word stands in the glossary at the end of lesson 1.
# </details>

# %% [markdown] id="ex-5-recall-prompt" slideshow={"slide_type": "slide"}
# ### Warm-up 5
#
# What you know from earlier lessons. No points; each answer has its reason.
#
# **A.** Somebody under-samples at random *before* the split. Which of these scores goes up although the model has learned nothing more?
#
# - **a**: ROC AUC
# - **b**: average precision
# - **c**: recall at a fixed cut
# - **d**: none of them
#
# **B.** The risks of a model are about right, and at the cut of one half it flags almost nobody. What is to be changed first?
#
# - **a**: the training rows: drop negatives until both classes are equal
# - **b**: the learner
# - **c**: the cut: put it where the costs of the two errors say
#
# Put a letter in quotes, such as `"a"`, in place of each `...` in the next cell, and run it (Shift+Enter).

# %% id="ex-5-recall" slideshow={"slide_type": "skip"}
check("5.recall", a=..., b=...)

# %% [markdown] id="outline" slideshow={"slide_type": "slide"}
# ## A published slide, and its code
#
# Slide 5 of the outline that this course follows says:
#
# > Undersampling involves removing instances from the majority class to create a more balanced
# > distribution. This can be done randomly or using techniques like NearMiss, which selects majority
# > class instances that are closest to the minority class instances.
#
# Closest in which sense? And why should those be the ones to keep? What else is missing? Take two
# minutes before you read on.

# %% id="published" slideshow={"slide_type": "subslide"} tags=["published"]
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
# ## It runs, and that is the trouble
#
# 1. There are three NearMiss methods. The slide names none, and `NearMiss()` silently is **version 1**.
# 2. It measures distances in whatever units the columns have: cents instead of euros, other rows.
# 3. It refuses text: most tables of a business stop here.
# 4. Nothing was split off (lesson 3 shows how a distance-based sampler then flatters its test).

# %% id="published-run" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
names = {"X": X, "y": y}
exec(snippet, names)  # runs the text with the two names that the slide assumes
print(f"satimage: {len(y)} rows, kept {len(names['y_resampled'])}, version {names['nr'].version}")
assert names["nr"].version == 1

bank = load_dataset("bank_calls")  # which client will say yes to the bank?
X_bank, _, y_bank, _ = train_test_split(
    bank.data, bank.target, train_size=6_000, stratify=bank.target, random_state=0
)
try:
    exec(snippet, {"X": X_bank, "y": y_bank})
    raise AssertionError("The published snippet copes with text now; say so in the slide.")
except ValueError as error:
    print(f"bank_calls: {type(error).__name__}: {error}")

euros = X_bank[bank.numeric]
kept = {}
for unit, factor in {"euros": 1, "cents": 100}.items():
    exec(snippet, names := {"X": euros.assign(balance=factor * euros.balance), "y": y_bank})
    rows = names["nr"].sample_indices_
    kept[unit] = set(rows[y_bank.to_numpy()[rows] == 0])
shared = len(kept["euros"] & kept["cents"]) / len(kept["euros"])
print(f"numbers of bank_calls: share of rows kept in euros that is kept in cents: {shared:.3f}")
assert shared < 0.8

# %% [markdown] id="faults-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Nothing warns. The last line is the one to dwell on: the same clients, the same
# balances, another unit, and many of the rows that stay are others. `bank_calls` is a stratified
# sample of 6,000 rows here.

# %% [markdown] id="mended-title" slideshow={"slide_type": "slide"}
# ## Mended, and scored honestly
#
# Scaled, in a pipeline, with its version named. The rows of `satimage` are pixels of one image, and
# neighbouring pixels are nearly copies: folds keep **tiles** of 8 × 8 pixels together (lesson 3).

# %% id="mended" slideshow={"slide_type": "-"} tags=["mended", "claim"]
tiles = StratifiedGroupKFold(5, shuffle=True, random_state=0)
soil_folds = list(tiles.split(X, y, soil.groups))
choices = {
    "NearMiss-1": NearMiss(version=1, n_neighbors=3),
    "random": RandomUnderSampler(random_state=0),
}
for name, sampler in choices.items():
    model = make_pipeline(StandardScaler(), sampler, logistic)
    aucs = cross_val_score(model, X, y, cv=soil_folds, scoring="roc_auc")
    interval = fold_interval(aucs, n_train=4, n_test=1)
    print(f"ROC AUC, logistic regression, {name:10} {interval}")
    assert (aucs.mean() < 0.45) == (interval.low < 0.5) == (name == "NearMiss-1")

# %% [markdown] id="mended-read" slideshow={"slide_type": "skip"}
# The mended code has no fault left, and its model ranks **no better than a coin**; in these folds damp
# soil even gets the lower scores on average. (The interval reaches 0.5, so *worse* than a coin is not
# proved.) A random choice of as many rows does far better. So the method itself needs a look. First, what
# does dropping rows do when chance does it?

# %% [markdown] id="mended-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Ask: how can a fitted model rank no better than a coin, or even the wrong way round? Leave the why open: the ten rows and the pictures answer it.

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
# `"same"`, or go `"down"`? It can be derived: think of a group of clients who look alike, of whom
# one in four says yes.
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
# change". Draw the group of four on the board and strike out no after no.

# %% [markdown] id="flagged-title" slideshow={"slide_type": "slide"}
# ## Run it: the same clients, the same cut, other probabilities
#
# 6,000 calls of a bank, drawn at random; five stratified folds. (The file is ordered by date, and "yes"
# rises from 3 % to 47 % along it: shuffled folds hide that. They will do to compare samplers, not to
# promise next month's score.)

# %% id="trials" slideshow={"slide_type": "skip"}
samplers = {
    "none": None,
    "random": RandomUnderSampler(random_state=0),
    "Tomek links": TomekLinks(),
    "ENN": EditedNearestNeighbours(),
    "NearMiss-1": NearMiss(version=1),
    "NearMiss-2": NearMiss(version=2),
    "NearMiss-3": NearMiss(version=3),
}
boosting = HistGradientBoostingClassifier(
    early_stopping=True, n_iter_no_change=5, max_leaf_nodes=15, random_state=0
)
learners = {"logistic regression": logistic, "boosting": boosting}


def trial(data, X, y, folds):
    """Score each learner after each sampler, fold by fold, and keep what it said of each row.

    It does what a pipeline of encoder, sampler and learner does in each fold, but encodes and
    samples once for both learners.
    """
    scores, said = [], {}
    for fold, (train, test) in enumerate(folds):
        encode = make_column_transformer(
            (OneHotEncoder(handle_unknown="ignore", sparse_output=False), data.categorical),
            (StandardScaler(), data.numeric),
        )
        X_train, X_test = encode.fit_transform(X.iloc[train]), encode.transform(X.iloc[test])
        y_train, y_test = y.to_numpy()[train], y.to_numpy()[test]
        for sampler_name, sampler in samplers.items():
            X_kept, y_kept = X_train, y_train
            if sampler is not None:
                X_kept, y_kept = sampler.fit_resample(X_train, y_train)
            beta = (y_kept == 0).sum() / (y_train == 0).sum()  # share of the negatives kept
            for learner_name, learner in learners.items():
                p = learner.fit(X_kept, y_kept).predict_proba(X_test)[:, 1]
                score = {
                    "learner": learner_name,
                    "sampler": sampler_name,
                    "fold": fold,
                    "rows kept": len(y_kept),
                    "beta": beta,
                    "ROC AUC": roc_auc_score(y_test, p),
                    "AP": average_precision_score(y_test, p),
                }
                scores.append(score)
                said.setdefault((learner_name, sampler_name), np.zeros(len(y)))[test] = p
    return pd.DataFrame(scores).set_index(["learner", "sampler", "fold"]).sort_index(), said


five = StratifiedKFold(5, shuffle=True, random_state=0)
bank_folds = list(five.split(X_bank, y_bank))
bank_scores, bank_said = trial(bank, X_bank, y_bank, bank_folds)

# %% id="flagged" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
said_yes = y_bank.to_numpy() == 1
for name in ("none", "random"):
    p = bank_said["logistic regression", name]
    print(
        f"{name:7} flagged: {(p > 0.5).mean():.3f}, recall: {(p > 0.5)[said_yes].mean():.3f}, "
        f"precision: {said_yes[p > 0.5].mean():.3f}, mean probability: {p.mean():.3f}"
    )
print(f"share of clients who said yes: {said_yes.mean():.3f}")
plain, thinned = (bank_said["logistic regression", name] for name in ("none", "random"))
assert (thinned > 0.5).mean() > 4 * (plain > 0.5).mean()
assert thinned.mean() > 2.5 * said_yes.mean() and abs(plain.mean() - said_yes.mean()) < 0.01

# %% [markdown] id="flagged-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Many a report ends with the second line: "recall rose!" Ask what the plain model would
# reach if it flagged as many rows. (About the same; lesson 4 tunes the cut.) Ask what the mean
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

# %% id="ten" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
rare, common = np.array([2.0, 3.0, 10.0]), np.array([0.0, 1.0, 4.0, 5.5, 6.5, 9.0, 14.0])
distance = np.sort(np.abs(common[:, None] - rare), axis=1)
nearest, farthest = distance[:, :2].mean(axis=1), distance[:, 1:].mean(axis=1)
short_list = np.unique(np.argsort(np.abs(rare[:, None] - common), axis=1)[:, :2])
by_hand = {
    "NearMiss-1": np.argsort(nearest, kind="stable")[:3],
    "NearMiss-2": np.argsort(farthest, kind="stable")[:3],
    "NearMiss-3": short_list[np.argsort(-nearest[short_list], kind="stable")[:3]],
}
ten = pd.DataFrame({"mean to nearest two": nearest, "mean to farthest two": farthest}, index=common)
ten["short-listed"] = ["yes" if row in short_list else "" for row in range(7)]
for version, (name, rows) in enumerate(by_hand.items(), start=1):
    ten[name] = ["stays" if row in rows else "" for row in range(7)]
    sampler = NearMiss(version=version, n_neighbors=2, n_neighbors_ver3=2)
    left, labels = sampler.fit_resample(np.r_[rare, common][:, None], np.repeat([1, 0], [3, 7]))
    assert set(left[labels == 0, 0]) == set(common[rows])  # imbalanced-learn agrees
ten.rename_axis("row at")

# %% [markdown] id="ten-read" slideshow={"slide_type": "skip"}
# So "closest to the minority" holds for version 1 in one sense and for version 2 in another. Version 3
# ends with the opposite: of the rows on its short-list it keeps the *farthest*. Look at what is lost:
# version 1 keeps the negatives that look most like positives and drops every ordinary one; version 2
# keeps the middle of the line; the row at 14, the only one that tells what lies out there, is dropped
# by all three. (Two rows tie in the first column; the sampler then takes the one that comes first.)

# %% [markdown] id="ten-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *6 minutes.* Do the row at 4 aloud: distances 1, 2 and 6; mean of the nearest two 1.5, of the farthest
# two 4. Let the room do the row at 9. Then ask: which training set would you rather learn from? Usual
# wrong answer: version 1, "the hard cases are the interesting ones". They are, but only beside the
# easy ones.

# %% [markdown] id="pictures-title" slideshow={"slide_type": "slide"}
# ## The same in two dimensions
#
# Two patches of the minority (made up), and 360 majority rows all around. Each panel is one version.

# %% id="pictures" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
rng = np.random.default_rng(4)
patches = [rng.normal(centre, 0.45, (20, 2)) for centre in ([-2, 0], [2, 0])]
flat = pd.DataFrame(np.vstack([*patches, rng.uniform([-4.5, -3], [4.5, 3], (360, 2))]))
flat.columns, triangle = ["first feature", "second feature"], np.repeat([1, 0], [40, 360])
figure, axes = plt.subplots(1, 3, figsize=(12, 4.6), layout="constrained", sharey=True)
described = []
for letter, ax, version in zip("ABC", axes, np.random.default_rng(0).permutation([1, 2, 3])):
    left, labels = NearMiss(version=version).fit_resample(flat, triangle)
    for group, look in {
        0: {"s": 12, "facecolors": "none", "edgecolors": "#0072B2", "alpha": 0.4},
        1: {"s": 30, "color": "#D55E00", "marker": "^"},
    }.items():
        ax.scatter(*flat[triangle == group].to_numpy().T, **look)
    ax.scatter(*left[labels == 0].to_numpy().T, s=34, color="#0072B2")
    ax.set_xlabel("first feature")
    ax.set_title(f"Panel {letter}", loc="left")
    stay = left[labels == 0].to_numpy()
    assert len(stay) == 40
    places = {"left": [-2, 0], "right": [2, 0], "middle": [0, 0]}
    near = [
        f"{(np.hypot(*(stay - place).T) < 1).sum()} within 1 of the {name}"
        for name, place in places.items()
    ]
    described.append(f"Panel {letter} keeps of the majority {', '.join(near)}.")
axes[0].set_ylabel("second feature")
words = "The minority has a left patch around (-2, 0) and a right one around (2, 0)."
show(figure, alt=f"Three panels with the same rows. {words} {' '.join(described)}")

# %% [markdown] id="ex-5-2-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 5.2 · Find NearMiss-2 among three pictures
#
# *2 points; about 5 minutes.*
#
# The three panels above show the same rows: two patches of the minority (triangles) in a sea of
# majority rows. In each panel another version of NearMiss chose which 40 majority rows stay (filled
# dots); all others were removed (open dots). **Which panel is NearMiss-2?** Choose, then say
# why.
#
# - **a**: panel A
# - **b**: panel B
# - **c**: panel C
#
# **And why?** What makes these rows the choice of version 2?
#
# - **p**: They have the smallest distance to their nearest minority rows.
# - **q**: Even their farthest minority rows are not very far: they lie between the patches.
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
# *7 minutes with exercise 5.2.* Two at a table. Then ask which classifier each panel would give: in A
# and B the model sees no majority row away from the patches and may call the whole outside positive.
# Usual wrong answer: B, "near the minority" (that is version 1; A is version 3).

# %% [markdown] id="headline-title" slideshow={"slide_type": "slide"}
# ## On real data: NearMiss ranks worse, how much depends
#
# Two more samplers join. **Tomek links** drop a negative when it and a positive are each other's
# nearest neighbour. **ENN** (edited nearest neighbours) drops a negative when any of its three nearest
# neighbours is a positive. Both clean; neither balances.

# %% id="satimage" slideshow={"slide_type": "skip"}
soil_scores, soil_said = trial(soil, X, y, soil_folds)
protein = load_dataset("yeast_me2")  # which of these proteins sit in a membrane? 51 positives
yeast_folds = list(five.split(protein.data, protein.target))
yeast_scores, _ = trial(protein, protein.data, protein.target, yeast_folds)

# %% id="headline" slideshow={"slide_type": "-"} tags=["headline", "hide-input"]
figure, axes = plt.subplots(1, 2, figsize=(12, 5.4), layout="constrained", sharey=True)
levels = {"ROC AUC": 0.5, "AP": y.mean()}  # what knowing nothing gets
for ax, (metric, level) in zip(axes, levels.items()):
    series = {
        learner: {
            name: fold_interval(soil_scores.loc[(learner, name), metric], n_train=4, n_test=1)
            for name in samplers
        }
        for learner in learners
    }
    label = f"{metric}, five folds by tile"
    plot_intervals(
        series, xlabel=label, reference=level, reference_label="knowing nothing", ax=ax
    )
axes[1].get_legend().remove()  # it is the left panel's, and would hide a dot
show(figure, alt="Damp soil in a satellite image: two learners after seven ways to drop rows.")

# %% [markdown] id="headline-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* Go down the rows. Top four: nothing moves in ROC AUC; in AP boosting loses a little by
# random dropping. Then NearMiss: 1 ruins both learners, 2 ruins boosting and leaves logistic regression
# alone, 3 hurts boosting less. Ask why. (A linear model can only tilt one plane; boosting believes
# in the empty places that the sampler made.) These arms are no comparison: the paired table is.

# %% [markdown] id="paired-title" slideshow={"slide_type": "slide"}
# ## The same folds, paired, on three tables
#
# Average precision minus that of *none*. An interval that holds 0 tells nothing apart. (Tomek links and
# ENN: the next cell of the notebook.)

# %% id="paired" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
tables = {"satimage": soil_scores, "bank_calls": bank_scores, "yeast_me2": yeast_scores}


def gain(scores, learner, name, base, metric):
    """Return the interval of the difference of two samplers over the same folds."""
    metric_of = scores[metric]
    difference = metric_of.loc[learner, name] - metric_of.loc[learner, base]
    return fold_interval(difference, n_train=4, n_test=1)


paired = pd.DataFrame(
    {
        (table, learner): {
            name: gain(scores, learner, name, "none", "AP") for name in samplers if name != "none"
        }
        for table, scores in tables.items()
        for learner in learners
    }
)
versions = ["NearMiss-1", "NearMiss-2", "NearMiss-3"]
paired.loc[["random", *versions]].map(str)

# %% id="paired-claims" slideshow={"slide_type": "skip"} tags=["claim"]
for table, scores in tables.items():
    kept = scores["rows kept"].groupby("sampler").mean()
    print(f"{table:10} training rows:", ", ".join(f"{name} {kept[name]:.0f}" for name in samplers))

better, worse, cases = 0, 0, 0
for scores in tables.values():
    for learner in learners:
        for name in versions:
            against_random = gain(scores, learner, name, "random", "AP")
            cases, better = cases + 1, better + (against_random.low > 0)
            worse += against_random.high < 0
print(f"NearMiss against a random sample of as many rows, AP, {cases} cases:")
print(f"clearly better {better}, clearly worse {worse}, cannot be told {cases - better - worse}")
assert better == 0 and worse >= 9

for learner in learners:  # version 1 hurts everywhere, beyond doubt in the two larger tables
    assert all(paired[table, learner]["NearMiss-1"].estimate < -0.05 for table in tables)
    assert all(paired[t, learner]["NearMiss-1"].high < 0 for t in ("satimage", "bank_calls"))
assert all(paired["bank_calls", learner][name].high < 0 for learner in learners for name in versions)
linear_2 = gain(soil_scores, "logistic regression", "NearMiss-2", "random", "ROC AUC")
print(f"satimage, logistic regression, NearMiss-2 minus random, ROC AUC: {linear_2}")
assert linear_2.low < 0 < linear_2.high  # here version 2 does no harm that shows
assert paired["satimage", "boosting"]["NearMiss-2"].high < -0.2  # and here it does
assert (paired.loc["random"].map(lambda interval: interval.estimate) < 0).all()
assert paired["satimage", "boosting"]["random"].high < 0
cleaned = paired.loc[["Tomek links", "ENN"]].map(lambda interval: abs(interval.estimate))
assert cleaned.to_numpy().max() < 0.04
paired.loc[["Tomek links", "ENN"]].map(str)


# %% [markdown] id="paired-read" slideshow={"slide_type": "skip"}
# Read it by method.
#
# - **Random.** Average precision falls in all six columns; the fall is beyond doubt for boosting on
#   satimage. On its own no other column proves it, and with 51 positives (yeast_me2) hardly anything
#   can be proved. The rows that were dropped knew something.
# - **Tomek links and ENN.** Hardly anything, in either direction. Tomek links drop a few rows; ENN drops
#   up to a fifth of them, those beside positives, and pays for it in the probabilities (scoreboard below).
# - **NearMiss-1.** Worse in all six, clearly so in the two larger tables.
# - **NearMiss-2 and 3.** It depends. With logistic regression on satimage version 2 is as good as
#   random; with boosting on the same folds it is ruinous. That cannot be known beforehand, and in none of
#   the cases did any version do clearly better than a random sample of the same size, which costs no
#   distance at all.
#
# Why learners differ: NearMiss changes where negatives *are*. A linear model only tilts one plane
# through all columns. Boosting learns every region by itself, also the regions that the sampler swept
# empty, and there it says "positive".

# %% [markdown] id="paired-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* The paired intervals are what counts; do not compare the arms of the last figure. A
# sceptic: "five folds!" Right: the table says what it cannot tell. The tally against random is in the
# next cell.

# %% [markdown] id="myth" slideshow={"slide_type": "slide"}
# ## Myth and fact
#
# **Myth:** "NearMiss keeps the informative rows."
#
# **Fact:** It keeps rows by distance and knows nothing of information. In none of our cases were its rows
# clearly better to learn from than as many drawn by lot; in most they were clearly worse. A model needs
# ordinary negatives to learn what ordinary is.
#
# **The twin myth:** "Under-sampling helps the rare class." At random it adds no row of the rare class. It
# drops knowledge about the other one and moves the cut.
#
# **The honest exception** is the cost of a fit, when rows are too many. We come to it.

# %% [markdown] id="myth-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *1 minute.* Read the myth aloud and let the room answer it with the figure. Lead over: the random
# sample lost little in its ranking. What of its probabilities?

# %% [markdown] id="count-title" slideshow={"slide_type": "slide"}
# ## What random dropping does to a probability
#
# Of clients who look alike, 10 say yes and 90 no. One negative in nine is kept, by lot.
#
# | | yes | no | share of yes |
# | --- | --- | --- | --- |
# | in the world | 10 | 90 | 1 in 10 |
# | in the training rows | 10 | about 10 | 1 in 2 |
#
# The model learns the second line and says one half. The odds went from 1 : 9 to 1 : 1. **In every such
# group the lot drops the same share of negatives**, so the way back is the same for every row.

# %% [markdown] id="count-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Ask for the way back before you set exercise 5.3. Usual wrong answer: divide the
# probability by nine. Take the group where the model says 0.9: nine yes for one no that was kept, so
# nine yes for nine no in the world: one half, not a tenth.

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
    kept, of the negatives a part. `sampler`, the name of the sampler's class as text, such as
    `"RandomUnderSampler"`.

    Returns: an array as long as `p`. Raises: a `ValueError` whose text names the sampler, when
    the correction means nothing for it.
    """
    ...


# %% id="ex-5-3-check" slideshow={"slide_type": "skip"}
check("5.3", undo_undersampling)


# %% [markdown] id="function-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *9 minutes, alone.* Usual errors: multiplying the probability instead of the odds, taking the share of
# *all* rows that were kept, a guard that refuses NearMiss only.

# %% [markdown] id="reliability-title" slideshow={"slide_type": "slide"}
# ## Undone for a random sample, not for NearMiss
#
# Logistic regression on the bank's calls. On the dotted line, a risk of 0.2 comes true 2 times in 10.

# %% id="reliability" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
def undone(p, beta):
    """Return probabilities with the negatives put back (exercise 5.3, without its guard)."""
    return beta * p / (beta * p + 1 - p)


risks = {}
for name in ["random", *versions]:
    raw = bank_said["logistic regression", name]
    betas = bank_scores.loc[("logistic regression", name), "beta"]
    risks[name], risks[f"{name}, corrected"] = raw, np.zeros(len(raw))
    for beta, (_, tested) in zip(betas, bank_folds):
        risks[f"{name}, corrected"][tested] = undone(raw[tested], beta)
shown = ["random", "random, corrected", "NearMiss-2, corrected"]
figure, ax = plt.subplots(figsize=(8, 5), layout="constrained")
told = []
for name, colour in zip(shown, ("#D55E00", "#009E73", "#CC79A7")):
    CalibrationDisplay.from_predictions(
        y_bank, risks[name], n_bins=10, strategy="quantile", name=name, color=colour, ax=ax
    )
    happened, promised = calibration_curve(y_bank, risks[name], n_bins=10, strategy="quantile")
    told.append(f"{name}: of the highest tenth {happened[-1]:.3f}, promised {promised[-1]:.3f}.")
ax.set(xlabel="risk that the model gives (ten groups)", ylabel="share of yes in the group")
for line, marker in zip(ax.get_lines()[1:], "so^"):
    line.set_marker(marker)
ax.legend(loc="upper left")
show(figure, alt=f"Reliability curves. {' '.join(told)}")


# %% id="reliability-claims" slideshow={"slide_type": "skip"} tags=["claim"]
def skill_by_fold(p):
    answers = y_bank.to_numpy()
    return np.array([d2_brier_score(answers[test], p[test]) for _, test in bank_folds])


risks = {"none": bank_said["logistic regression", "none"]} | risks
for name, p in risks.items():
    skill, ratio = skill_by_fold(p), p.mean() / y_bank.mean()
    print(f"{name:22} mean risk / share of yes: {ratio:.3f}, Brier skill {skill.mean():.3f}")

print("\nBrier skill, minus the corrected random sample:")
mended_skill = skill_by_fold(risks["random, corrected"])
for name in ["none", *(f"{version}, corrected" for version in versions)]:
    gap = fold_interval(skill_by_fold(risks[name]) - mended_skill, n_train=4, n_test=1)
    print(f"  {name:22} {gap}")
    assert abs(gap.estimate) < 0.03 if name == "none" else gap.high < 0
assert skill_by_fold(risks["random"]).mean() < -0.5 < 0.1 < mended_skill.mean()
assert abs(risks["random, corrected"].mean() / y_bank.mean() - 1) < 0.1

# %% [markdown] id="reliability-read" slideshow={"slide_type": "skip"}
# After random dropping the risks are far too high: the mean risk is several times the share of yes, and
# the Brier skill lies below zero. The correction brings both back, nearly to the level of the model that
# saw all rows. The order of the rows does not change, so neither does ROC AUC nor AP: what the ranking
# lost by seeing fewer rows stays lost.
#
# For NearMiss the same formula is applied to the same share of negatives, and the curve stays wrong. Its
# rows are no fair sample: near the minority most negatives stayed, far from it none. One factor for all
# cannot lead back, and no other single factor could. Version 3 shows the trap: its corrected *mean* risk
# comes close, and the risks are poor all the same.
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
# And the model must have learned $p_s$ well. A model that is too sure of itself is corrected too far:
# the correction repairs the sampling, not the model. Lesson 7 has the same formula for class weights.
# </details>

# %% [markdown] id="reliability-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* Point first at the random curve below the line (risks too high), then at the corrected
# one on it, then at NearMiss-2. Ask: could another factor save it? (No: one factor bends the whole curve
# one way.) Usual wrong answer: "a larger correction".

# %% [markdown] id="board-title" slideshow={"slide_type": "slide"}
# ## Scoreboard: boosting on damp soil, by tile
#
# Intervals are bootstrapped by tile. Recall at 600: the damp pixels among the 600 highest scores.

# %% id="board" slideshow={"slide_type": "-"} tags=["scoreboard", "claim", "hide-input"]
methods = {f"boosting, {name}": soil_said["boosting", name] for name in samplers}
corrected = np.zeros(len(y))
for beta, (_, tested) in zip(soil_scores.loc[("boosting", "random"), "beta"], soil_folds):
    corrected[tested] = undone(soil_said["boosting", "random"][tested], beta)
methods["boosting, random, corrected"] = corrected
board = scoreboard(y, methods, groups=soil.groups, recall_at_k=600, n_resamples=500)
skill = board.intervals("brier_skill")
assert all(skill[f"boosting, {version}"].high < 0 for version in versions)
board

# %% id="board-claims" slideshow={"slide_type": "skip"} tags=["claim"]
print("Brier skill, the difference of two lines of the scoreboard:")
pairs = [("random", "none"), ("random, corrected", "random"), ("random, corrected", "none")]
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
    expected = {"random": -1, "random, corrected": 1 if base == "random" else 0, "ENN": -1}
    if expected.get(name, 0):
        assert step.low * expected[name] > 0 and step.high * expected[name] > 0

# %% [markdown] id="board-read" slideshow={"slide_type": "skip"}
# Each score here pools the rows of five folds, while the paired table takes the mean over folds: the two
# differ a little. Random under-sampling keeps most of the ranking and loses the probabilities; the
# correction brings most of those back. ENN costs Brier skill too: it drops the negatives near positives,
# and the model is then too sure there. All intervals are those of one image: its damp pixels form a dozen
# patches of ground (the data card shows them), and another image may say otherwise.

# %% [markdown] id="board-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes, or for home.* Look at the Brier column only: which rows lie below zero? Ask which line they
# would put into production.

# %% [markdown] id="cost-title" slideshow={"slide_type": "slide"}
# ## The honest exception: when rows are too many (SYNTHETIC)
#
# 300,000 made-up card purchases, one in a hundred a fraud. All frauds are kept, and of the other
# purchases a part by lot; probabilities are corrected. One fifth of the customers tests.

# %% id="cost-data" slideshow={"slide_type": "skip"}
fraud = make_card_fraud(3_000, 1_000, 100, random_state=0)
purchases, is_fraud = fraud[fraud.attrs["features"]], fraud.fraud.to_numpy()
tested = (fraud.customer % 5 == 0).to_numpy()  # no customer on both sides
positives = np.flatnonzero(~tested & (is_fraud == 1))
negatives = np.random.default_rng(0).permutation(np.flatnonzero(~tested & (is_fraud == 0)))
patient = HistGradientBoostingClassifier(
    learning_rate=0.05, max_iter=200, max_leaf_nodes=15, early_stopping=True, random_state=0
)
risk, rows = {}, {}
shares = {"all": 1.0, "1 in 10": 0.1, "1 in 30": 1 / 30, "equal classes": None}
for name, share in shares.items():
    n_kept = len(positives) if share is None else round(share * len(negatives))
    chosen = np.concatenate([positives, negatives[:n_kept]])
    patient.fit(purchases.iloc[chosen], is_fraud[chosen])
    p = patient.predict_proba(purchases[tested])[:, 1]
    risk[name] = undone(p, n_kept / len(negatives))
    rows[name] = {"rows": len(chosen), "trees": patient.n_iter_}

# %% id="cost" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
truth, customers = is_fraud[tested], fraud.customer[tested].to_numpy()
cost = pd.DataFrame(rows).T.rename_axis("other purchases kept")
cost["megabytes"] = (cost["rows"] * purchases.shape[1] * 8 / 1e6).round(1)
cost["AP"] = [f"{average_precision_score(truth, p):.3f}" for p in risk.values()]
compared = {"average_precision": "AP minus all", "brier_skill": "Brier skill minus all"}
price = {
    (metric, name): bootstrap_difference(
        truth, p, risk["all"], metric, groups=customers, n_resamples=500
    )
    for metric in compared
    for name, p in risk.items()
    if name != "all"
}
for metric, title in compared.items():
    cost[title] = [str(price.get((metric, name), "")) for name in risk]
print(f"distances NearMiss would measure here: {len(positives) * len(negatives):,}")
for metric in compared:  # a tenth: no loss that shows; equal classes: a loss
    assert price[metric, "1 in 10"].low < 0 < price[metric, "1 in 10"].high
    assert price[metric, "equal classes"].high < 0
assert price["brier_skill", "1 in 30"].high < 0
assert cost["rows"]["1 in 10"] < 0.12 * cost["rows"]["all"]
cost

# %% id="hasty" slideshow={"slide_type": "skip"} tags=["claim"]
hasty = HistGradientBoostingClassifier(early_stopping=True, random_state=0)  # the default steps
hasty_risk = {}
for beta in (1.0, 0.1):
    chosen = np.concatenate([positives, negatives[: round(beta * len(negatives))]])
    p = hasty.fit(purchases.iloc[chosen], is_fraud[chosen]).predict_proba(purchases[tested])[:, 1]
    hasty_risk[beta] = undone(p, beta)
for metric in compared:
    trap = bootstrap_difference(
        truth, hasty_risk[0.1], hasty_risk[1.0], metric, groups=customers, n_resamples=500
    )
    print(f"default boosting, {metric}, 1 in 10 minus all: {trap}")
    assert trap.low > 0

# %% [markdown] id="cost-read" slideshow={"slide_type": "skip"}
# With a tenth of the other purchases the fit reads about a ninth of the rows and holds a ninth of the
# memory, and no loss shows: the interval holds 0, and bounds what could have been lost. At one in thirty
# the probabilities suffer. **With equal classes the loss is plain in both.** So the advice "balance to half and half" drops far too much: what a fit can
# do with is *several negatives for each positive*, and the correction afterwards.
#
# Two warnings. The intervals bootstrap the customers of one split and one draw of negatives. And the
# learner must be fair to the large table: the last cell repeats the comparison with scikit-learn's
# default settings, and there a tenth of the rows does clearly *better* than all of them. It looks like a
# discovery. Smaller steps, as in the table above, take it away: what under-sampling seemed to add, it
# repaired. (Lesson 3 met the same with a forest.)
#
# The table counts rows and bytes, not seconds, because a clock belongs to a machine. Put `%%time` on top
# of the cell `patient.fit` to see what a fit costs on yours. For boosting, work grows with rows times trees; for
# logistic regression with rows times columns squared. NearMiss must first measure the distance from every
# negative to every positive, Tomek links and ENN search neighbours among all rows: on a large table the
# clever choice of rows can cost more than the fit that it was to save.

# %% [markdown] id="cost-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* This is the good reason from the first minute. Ask: how many negatives per positive would
# you keep? Usual answer: one. Let them read the last line. The number of distances makes the point about
# NearMiss by itself. Set exercise 5.4 for home.

# %% [markdown] id="ex-5-4-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 5.4 · Tomek links, random, or none for three goals
#
# *2 points; about 6 minutes.*
#
# A team (made up) has 4,000,000 rows, 40,000 of them positive. The random sample's Brier skill is
# raw, then corrected as in 5.3. Which choice serves the three goals? **Choose, then say why.**
#
# | training rows | rows kept | AP | AP minus *none* | Brier skill |
# | --- | --- | --- | --- | --- |
# | none dropped | 4,000,000 | 0.48 | | 0.31 |
# | Tomek links | 3,990,000 | 0.48 | 0.00 [-0.01, 0.01] | 0.31 |
# | random, 1 negative in 10 kept | 436,000 | 0.47 | -0.01 [-0.02, 0.00] | -0.53, corrected 0.29 |
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
# - **p**: A balanced training set is better; only its price differs.
# - **q**: Tomek links have the best average precision of the three.
# - **r**: What dropping rows saves, against what it costs in ranking and probability: it is worth it where rows are too many, and nowhere else.
# - **s**: The random sample has the worst Brier skill, so it serves no goal.
#
# Replace the `...` by your choice in quotes. Stuck? Run `hint("5.4")`.

# %% id="ex-5-4" slideshow={"slide_type": "skip"}
answer_5_4 = ...
why_5_4 = ...

# %% id="ex-5-4-check" slideshow={"slide_type": "skip"}
check("5.4", answer_5_4, why_5_4)

# %% [markdown] id="ex-5-quiz-prompt" slideshow={"slide_type": "slide"}
# ### Quiz 5
#
# Four questions on this lesson. They give no points; each answer has its reason.
#
# **A.** One negative in ten was kept at random, all positives were kept. The model gives a new row 0.5. What is its risk in the world?
#
# - **a**: 0.5
# - **b**: 0.05
# - **c**: about 0.09
# - **d**: about 0.91
#
# **B.** Which majority rows does `NearMiss()` keep, with nothing in the brackets?
#
# - **a**: a random half of them
# - **b**: those with the smallest mean distance to their three nearest minority rows
# - **c**: those with the smallest mean distance to their three farthest minority rows
# - **d**: those that a classifier gets wrong
#
# **C.** A colleague applies the correction to scores of a NearMiss-3 model. The mean risk now fits the share of positives. Are the risks right?
#
# - **a**: Yes: the mean fits, so the correction worked.
# - **b**: Yes, since the number of dropped rows was put right.
# - **c**: No: the negatives that are left are no fair sample, so no single factor leads back; high and low risks may both be wrong.
# - **d**: It cannot be known without new data.
#
# **D.** 2,000 rows, 60 positives, a fit takes a second. Someone wants to under-sample to half and half, “so that the model sees the rare class”. What do you say?
#
# - **a**: Good: a model needs equal classes.
# - **b**: Use NearMiss, it keeps the informative rows.
# - **c**: There is no cost to save, and 1,880 rows of knowledge about negatives to lose; move the cut instead.
# - **d**: Use Tomek links, they balance more gently.
#
# Put a letter in quotes, such as `"a"`, in place of each `...` in the next cell, and run it (Shift+Enter).

# %% id="ex-5-quiz" slideshow={"slide_type": "skip"}
check("5.quiz", a=..., b=..., c=..., d=...)

# %% [markdown] id="recap" slideshow={"slide_type": "slide"} tags=["takeaway"]
# ## Recap and decision card
#
# Dropping negatives at random pushes every probability up, so more rows are flagged at the same cut. That
# can be undone by counting; what the ranking lost cannot. NearMiss chooses rows by distance: nothing leads
# back from its probabilities, and it never ranked clearly better than a lot here. Tomek links and ENN
# clean a little and balance nothing. Drop rows when they are too many, keep several negatives per
# positive, and correct.
#
# | When | Do |
# | --- | --- |
# | the fit is affordable | keep all rows, move the cut |
# | rows are too many | drop negatives by lot, keep several per positive |
# | … and a probability is shown | correct it by the share of negatives kept |
# | single negatives are doubtful | Tomek links, in the pipeline, if at all |
# | somebody proposes NearMiss | which version, scaled how, better than a lot? |

# %% [markdown] id="recap-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Back to the reasons on the board: which are left? Answers: recall b, c; 5.1 up; 5.2 c, q;
# 5.4 a, r; quiz c, b, c, c. Next lesson: each metric has another winner. Which may be believed?

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
# - Tomek, I. (1976). *Two modifications of CNN.* IEEE Transactions on Systems, Man, and Cybernetics 6,
#   769-772, and Wilson, D. (1972). *Asymptotic properties of nearest neighbor rules using edited data*,
#   same journal, 408-421. Where Tomek links and ENN come from (as cited by the libraries' pages).
# - imbalanced-learn user guide, *Under-sampling*: the source that the slide names.
#
# **Next:** lesson 6. Ranking, probability, cut: which number tells which, and how sure is it?
