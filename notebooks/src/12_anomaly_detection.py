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
# # 12 · Anomaly detection: rank, then cut
#
# **The question:** *my detector flags a tenth of the rows. Who told it to?*
#
# About 75 minutes · needs lessons 3, 6 and 7
#
# After this lesson you can
#
# - foresee what `contamination` does to precision (exercise 12.1),
# - set it where it has an effect (12.2),
# - average detectors whose scores have unlike scales (12.3),
# - take the cut from costs on validation rows (12.4),
# - say what a detector's `predict_proba` is not (12.5 starred, at home).

# %% [markdown] id="title-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Ask: who has fitted an isolation forest, and which share of alarms did it give? The usual
# answer is "about ten per cent, it found them". Timing, 75 in all: title and recall 5, snippet 8, scores
# 5, exercise 12.1 and its run 6, exercise 12.2 8, ten rows 4, clumps 5, families 3, headline 8, middle 3,
# combination with exercise 12.3 10, costs 4, scoreboard 3, recap 3. For home: 12.4, 12.5, time, the quiz.

# %% id="setup" slideshow={"slide_type": "skip"} tags=["setup"]
from contextlib import redirect_stdout
from io import StringIO

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from pyod.models.ecod import ECOD
from pyod.models.iforest import IForest
from pyod.models.knn import KNN
from pyod.models.pca import PCA
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_curve
from sklearn.model_selection import (
    GroupShuffleSplit,
    StratifiedGroupKFold,
    StratifiedKFold,
    train_test_split,
)
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from course_utils.datasets import load_dataset, make_card_fraud
from course_utils.evaluation import fold_interval, scoreboard
from course_utils.lessons import check, hint, solution
from course_utils.plots import plot_ranks, show, title_for
from course_utils.studies import load_study

purchases = make_card_fraud(
    400, 400, 30, random_state=0
)  # SYNTHETIC: 400 customers, 30 days
features = purchases.attrs["features"]
X = purchases[features]  # what the published slide calls `X`

# %% [markdown] id="helpers" slideshow={"slide_type": "skip"}
# Detectors below are PyOD's, splits, scaling and metrics scikit-learn's, all in the open. Five helpers of
# the course do the rest: `fold_interval` and `scoreboard` put an interval on a score; `plot_ranks`, `show`
# and `title_for` draw. `load_study` reads a comparison that was computed once. Lines that begin with
# `assert` prove a claim of the text; they may be skipped.
#
# <details><summary><b>Foundations:</b> outlier, detector, contamination, cut, and the words of earlier lessons</summary>
#
# - An **outlier** or **anomaly** is a row unlike the others. That is a statement about where it lies, not
#   about its label: a fraud may look like any other purchase.
# - A **detector** is fitted *without labels*, to all rows, the rare ones among them. (Lesson 11 fits to
#   normal rows only.) It gives each row an **anomaly score**; the higher, the more unusual.
# - **Contamination** is what PyOD calls the share of outliers that *you* say is in the training rows.
# - A **cut** (PyOD: `threshold_`) is the score above which a row is flagged. The **flag rate** is the share of
#   rows that are flagged.
# - **Average precision (AP)** says how clean the top of the ranking is; a coin gets the share of positives.
#   **ROC AUC**: how often a positive scores above a negative; a coin gets 0.5. **Brier skill**: 0 is giving
#   every row the share of positives, below 0 is worse. Lesson 6 takes them apart.
# - Labels serve here to *judge* the detectors, and later to choose a cut. No detector sees them.
# - [Brackets] hold 95 % intervals over folds, rough ones; two ways are compared by the interval of their
#   *difference* on the same folds.
# </details>

# %% [markdown] id="ex-12-recall-prompt" slideshow={"slide_type": "slide"}
# ### Warm-up 12
#
# What you know from earlier lessons. No points; each answer has its reason.
#
# **A.** A ranking knows nothing; 2 % of the rows are positive. What are its average precision and its ROC AUC, about?
#
# - **a**: 0.5 and 0.5
# - **b**: 0.02 and 0.5
# - **c**: 0.02 and 0.02
# - **d**: 0 and 0
#
# **B.** The rows of `satimage` are pixels beside each other. Why are its folds made of whole tiles?
#
# - **a**: Tiles have equally many positives.
# - **b**: It is faster.
# - **c**: Without labels nothing leaks, but scikit-learn asks for groups.
# - **d**: Neighbouring pixels are alike, so a test row would have twins in training.
#
# Put a letter in quotes, such as `"a"`, in place of each `...` in the next cell, and run it (Shift+Enter).

# %% id="ex-12-recall" slideshow={"slide_type": "skip"}
check("12.recall", a=..., b=...)

# %% [markdown] id="outline" slideshow={"slide_type": "slide"}
# ## A published slide, and its code
#
# Slide 12 of the outline says:
#
# > Anomaly detection techniques can be used to identify instances of the minority class as anomalies or
# > outliers in the data.
#
# They can, where the minority lies outside. And the code that comes next? Take two minutes.

# %% id="published" slideshow={"slide_type": "subslide"} tags=["published"]
snippet = """
from pyod.models.knn import KNNDetector

detector = KNNDetector()
detector.fit(X)

# Predict anomaly scores
anomaly_scores = detector.predict_scores(X)

# Assign minority class label to anomalies
y_pred = np.zeros(len(anomaly_scores))
y_pred[anomaly_scores > threshold] = 1
"""


# %% [markdown] id="outline-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* The room finds `np` and `threshold`. Few doubt the class and the method: they sound right.
# Ask: where would a threshold come from? Usual answer: "from the detector". Hold that thought.

# %% [markdown] id="faults" slideshow={"slide_type": "slide"}
# ## Six faults
#
# 1. `KNNDetector` does not exist: it is `KNN`.
# 2. `predict_scores` does not exist: it is `decision_function`.
# 3. `np` is not imported.
# 4. No scaling, and a detector of distances listens to the widest column.
# 5. It scores the rows that it was fitted to.
# 6. **`threshold` comes from nowhere.** That is the honest part: no detector knows it. The rest of the lesson
#    is about this.

# %% id="published-run" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
def error_of(text, names):
    try:
        exec(text, names)
    except (ImportError, AttributeError, NameError) as error:
        return f"{type(error).__name__}: {str(error).split(' (')[0]}"
    raise AssertionError("The snippet runs now; say so in the text.")


print("as published:", error_of(snippet, {"X": X}))
named = snippet.replace("KNNDetector", "KNN")
print("with KNN:", error_of(named, {"X": X}))
asked = named.replace("predict_scores", "decision_function")
print("with decision_function:", error_of(asked, {"X": X}))
print("with numpy:", error_of(asked, {"X": X, "np": np}))

# %% [markdown] id="faults-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Four lines, four faults, each behind the one before. Faults 4 and 5 give no message.

# %% [markdown] id="mended-title" slideshow={"slide_type": "slide"}
# ## The same code, mended
#
# Card purchases (SYNTHETIC). Whole customers are kept for the test, because a customer's purchases are
# alike. Scale, fit without labels, score rows that were not fitted. PyOD brings a cut of its own.

# %% id="mended" slideshow={"slide_type": "-"} tags=["mended", "claim"]
by_customer = GroupShuffleSplit(n_splits=1, test_size=0.25, random_state=0)
train, test = next(by_customer.split(X, groups=purchases.customer))
scaler = StandardScaler().fit(X.iloc[train])
X_train, X_test = scaler.transform(X.iloc[train]), scaler.transform(X.iloc[test])
fraud = purchases.fraud.to_numpy()[test]

detector = KNN().fit(X_train)
flagged = detector.decision_function(X_test) > detector.threshold_
print(f"frauds {fraud.mean():.3f}, flagged {flagged.mean():.3f}, ", end="")
print(f"precision {fraud[flagged].mean():.3f}")
assert flagged.mean() > 5 * fraud.mean()

# %% [markdown] id="mended-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Every fault of the code is gone, and it flags many times as many rows as there are frauds. Ask:
# where does the flag rate come from? It is near one in ten, and that number is a default.

# %% [markdown] id="api-title" slideshow={"slide_type": "slide"}
# ## What a fitted detector holds
#
# | Name | What it is |
# | --- | --- |
# | `decision_scores_` | the scores of the training rows |
# | `threshold_` | the value that the share `contamination` of these exceeds |
# | `labels_` | 1 for training rows above it |
# | `decision_function(X)` | scores of other rows; high is unusual |
# | `predict(X)` | 1 above `threshold_`, else 0 |
# | `predict_proba(X)` | the score, stretched to 0 … 1. **Not a probability** |
#
# scikit-learn's detectors have it the other way round: low is unusual, and `predict` says −1 for an outlier.

# %% id="api" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
own = detector.decision_scores_
again = detector.decision_function(X_train)
quantile = np.quantile(own, 1 - detector.contamination)
print("contamination, nobody chose it:", detector.contamination)
print(
    "threshold_ is the quantile of decision_scores_:",
    bool(np.isclose(detector.threshold_, quantile)),
)
print(f"training rows in labels_: {detector.labels_.mean():.3f}")
print(f"training rows in predict(X_train): {detector.predict(X_train).mean():.3f}")
print(
    "decision_function(X_train) is never above decision_scores_:",
    bool((again <= own).all()),
)
stretched = (again - own.min()) / (own.max() - own.min())
assert np.allclose(detector.predict_proba(X_train)[:, 1], stretched.clip(0, 1))
assert np.isclose(detector.threshold_, quantile) and (again <= own).all()
assert detector.predict(X_train).mean() < detector.labels_.mean() - 0.005
detector.contamination = 0.01
assert detector.predict(X_train).mean() > 0.05  # too late: nothing happened

# %% [markdown] id="api-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* Ask why the training rows score lower when they are asked again. Each finds itself as its own
# nearest neighbour, at distance 0. So for training rows `decision_scores_`, for others `decision_function`.
# Then exercise 12.1, 3 minutes. Usual wrong answer: 1, "the ranking is perfect".

# %% [markdown] id="ex-12-1-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 12.1 · Predict the precision of a perfect detector at its default
#
# *1 point; about 3 minutes.*
#
# 5,000 rows, 50 of them outliers. A detector of PyOD is fitted to all of them with its default,
# `contamination=0.1`, and its scores are perfect: every outlier scores above every other row. No two
# scores are equal.
#
# What is the **precision** among the training rows that it flags (`labels_` is 1)? It can be derived
# from what is written here. Answer before you go on.
#
# Replace the `...` by a number. Stuck? Run `hint("12.1")`.

# %% id="ex-12-1" slideshow={"slide_type": "skip"}
answer_12_1 = ...

# %% id="ex-12-1-check" slideshow={"slide_type": "skip"}
check("12.1", answer_12_1)

# %% [markdown] id="perfect-title" slideshow={"slide_type": "slide"}
# ## Run it: a perfect ranking, three contaminations
#
# 5,000 rows, 50 of them far away. The ranking is nearly perfect each time. What moves is the cut:

# %% id="perfect" slideshow={"slide_type": "-"} tags=["claim"]
rng = np.random.default_rng(0)
far = np.repeat([0, 1], [4_950, 50])
table = rng.normal(size=(5_000, 2)) + 30 * far[:, np.newaxis] * rng.normal(
    size=(5_000, 2)
)
for share in (0.1, 0.01, 0.001):
    told = IForest(contamination=share, random_state=0).fit(table)
    labels = told.labels_ == 1
    ap = average_precision_score(far, told.decision_scores_)
    print(f"contamination {share:5}: AP {ap:.3f}, flagged {labels.sum():3}, ", end="")
    print(f"precision {far[labels].mean():.3f}, recall {labels[far == 1].mean():.3f}")
    assert abs(labels.mean() - share) < 0.001 and ap > 0.9


# %% [markdown] id="perfect-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Nearly perfect, to be exact: a few of the far rows were drawn near the middle. The AP is the
# same to the last digit. **Contamination is a flag rate that you set.** Then exercise 12.2.

# %% [markdown] id="ex-12-2-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 12.2 · The contamination that was set too late
#
# *2 points; about 8 minutes.*
#
# The next cell runs, and is wrong. What it must do stands below the function's name. Mend it, run it, then run the check below it. Use its parameters and what the lesson imported, none of the notebook's variables. Stuck? Run `hint("12.2")`.

# %% id="ex-12-2" slideshow={"slide_type": "skip"}
def flags_at(X_train, X_new, share):
    """Return which new rows a KNN detector flags that is told this share of outliers.

    The detector is PyOD's `KNN` with its defaults, fitted to `X_train`. Its threshold is such
    that the share `share` of the *training* rows scores above it.

    Parameters: `X_train` and `X_new`, arrays with the same columns; `share`, above 0 and at
    most 0.5. Returns: an array of 0 and 1, one for each new row.
    """
    from pyod.models.knn import KNN

    detector = KNN()
    detector.fit(X_train)
    detector.contamination = share
    return detector.predict(X_new)


# %% id="ex-12-2-check" slideshow={"slide_type": "skip"}
check("12.2", flags_at)

# %% [markdown] id="late-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *8 minutes, alone.* Usual errors: the share of the new rows, and `decision_function(X_train)` for the cut.

# %% [markdown] id="ten-title" slideshow={"slide_type": "slide"}
# ## Ten rows by hand: how a crowd hides
#
# KNN scores a row by the distance to its k-th nearest neighbour. Eight rows stand at 1, 2, … 8, and two
# strangers at 20 and 21.
#
# - k = 1: the stranger at 20 has a neighbour at 21: score 1. So has everybody. **The two hide each other.**
# - k = 2: its second neighbour is at 8: score 12. Now both stand out.
#
# So k must be larger than the crowd that the outliers form. PyOD's default is 5.

# %% id="ten" slideshow={"slide_type": "-"} tags=["claim"]
line = np.array([1, 2, 3, 4, 5, 6, 7, 8, 20, 21], dtype=float).reshape(-1, 1)
for k in (1, 2):
    print(f"k = {k}:", KNN(n_neighbors=k).fit(line).decision_scores_)
assert KNN(n_neighbors=2).fit(line).decision_scores_[8] == 12

# %% [markdown] id="ten-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Let someone work out k = 2 for the row at 1: its second neighbour is at 3, score 2. Ask: what
# if there were two hundred strangers? Turn the slide.

# %% id="crowd-rows" slideshow={"slide_type": "skip"}
shuttle = load_dataset("shuttle")
rows, _, odd, _ = train_test_split(
    shuttle.data,
    shuttle.target,
    train_size=6_000,
    stratify=shuttle.target,
    random_state=0,
)
learn, judge, _, y_judge = train_test_split(rows, odd, stratify=odd, random_state=0)
scaling = StandardScaler().fit(learn)

# %% [markdown] id="crowd-title" slideshow={"slide_type": "slide"}
# ## A believable failure: the crowd in `shuttle`
#
# Sensor readings, 6,000 of them, every fourteenth from an unusual state. KNN with its default leaves
# most of them far down. Is the detector bad, or the k? One split:

# %% id="crowd" slideshow={"slide_type": "-"} tags=["claim"]
ap_by_k = {}
for k in (5, 50, 300):
    knn = KNN(n_neighbors=k).fit(scaling.transform(learn))
    scores = knn.decision_function(scaling.transform(judge))
    ap_by_k[k] = average_precision_score(y_judge, scores)
    print(f"k = {k:3}: AP {ap_by_k[k]:.3f} (a coin gets {y_judge.mean():.3f})")
assert ap_by_k[300] > 0.8 > 0.4 > ap_by_k[5]

# %% [markdown] id="crowd-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* The unusual readings look like each other: a crowd of hundreds. Ask: may I now keep k = 300?
# Without labels nobody would have told you. The ranks on the next slides use defaults, for that reason.

# %% [markdown] id="families" slideshow={"slide_type": "slide"}
# ## Nine detectors, nine ideas of "unusual"
#
# | Detector | A row is unusual when … |
# | --- | --- |
# | KNN | its k-th neighbour is far |
# | LOF | it lies in a thinner place than its neighbours |
# | IForest | few random splits isolate it |
# | ECOD, COPOD | its values lie in the tails of their columns |
# | HBOS | its values fall into low bars of the columns' histograms |
# | PCA | it lies far out on the principal axes |
# | OCSVM | it lies outside a smooth border around most rows (lesson 11) |
# | GMM | a Gaussian (one by default) gives it a low density |
#
# ECOD, COPOD and HBOS look at columns one by one: fast, and blind to values that are unusual only *together*.

# %% [markdown] id="sets-read" slideshow={"slide_type": "skip"}
# **Four sets, one protocol.** Each detector has its defaults and is fitted, without labels, to four folds as
# they come, rare rows included; it ranks the fifth. Numeric columns only, gaps filled with medians,
# standardised on the training rows. Five folds, twice dealt anew:
#
# - `shuttle`, 6,000 readings drawn at random each time;
# - `thyroid`, six measured columns of the laboratory reports (seldom ordered TBG is left out, and so are the
#   yes-or-no columns);
# - `satimage`, folds of whole tiles: neighbouring pixels are alike and would leak;
# - `card_fraud`, SYNTHETIC purchases by `make_card_fraud(400, 400, 30)`, folds of whole customers, and a new
#   world for each dealing.
#
# <details><summary><b>Deeper:</b> how ECOD and COPOD see a row</summary>
#
# Both ask per column how rare a value as low, or as high, is among the training rows: an empirical tail share.
# Minus its logarithm is large in a tail, and is summed over the columns: of low tail, high tail and the side that
# the column's skewness points to, ECOD takes the largest; COPOD takes that side, or the mean of both if that is
# larger. A sum of logarithms treats columns as if they were independent, so a usual height with a usual weight is
# never unusual together. Nothing is tuned, and the cost
# grows with rows times columns.
# </details>
#
# That is minutes of computing, so it was done once, by `study.py` in this lesson's folder. The next cell
# computes one fold of it again in the open.

# %% id="live-fold" slideshow={"slide_type": "skip"} tags=["claim"]
thyroid = load_dataset("thyroid")
numbers = thyroid.data[[name for name in thyroid.numeric if name != "TBG"]].to_numpy(
    dtype=float
)
ill = thyroid.target.to_numpy()
folds = StratifiedKFold(5, shuffle=True, random_state=0)
learn, judge = next(folds.split(numbers, ill))
encode = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
X_learn, X_judge = (
    encode.fit_transform(numbers[learn]),
    encode.transform(numbers[judge]),
)
study = load_study("detectors")
once = study[(study.data == "thyroid") & (study.fold == 0) & (study.random_state == 0)]
stored = once.set_index("detector").ap
for made in (KNN(), ECOD(), IForest(random_state=0), PCA(random_state=0)):
    name = type(made).__name__
    ap = average_precision_score(
        ill[judge], made.fit(X_learn).decision_function(X_judge)
    )
    print(f"{name:7} AP {ap:.3f}, in the study {stored[name]:.3f}")
    assert abs(ap - stored[name]) < 5e-4

# %% [markdown] id="headline-title" slideshow={"slide_type": "slide"}
# ## No detector leads everywhere

# %% id="headline" slideshow={"slide_type": "-"} tags=["headline", "hide-input"]
ap = study.pivot(
    index=["data", "random_state", "fold"], columns="detector", values="ap"
)
sets = ["shuttle", "thyroid", "satimage", "card_fraud"]
single = [name for name in study.detector.unique() if not name.startswith("mean")]
series = {
    name: {one: fold_interval(ap.loc[name, one], n_train=4, n_test=1) for one in single}
    for name in sets
}
ax = plot_ranks(series, score="average precision, ten folds")
ax.set_title(
    title_for("the column card_fraud", purchases), loc="right", fontsize=12, pad=24
)
show(ax.figure, alt="Nine detectors on four sets.")

# %% id="headline-claims" slideshow={"slide_type": "skip"} tags=["claim"]
share = study.groupby("data").share.mean()
coin = ", ".join(f"{name} {share[name]:.3f}" for name in sets)
print("share of positives, what a coin gets:", coin)


def gain(name, better, base, scores=ap):
    """Return the paired difference over the ten folds, with its interval."""
    return fold_interval(
        scores.loc[name, better] - scores.loc[name, base], n_train=4, n_test=1
    )


print("average precision, paired over the ten folds:")
leaders = {"shuttle": "IForest", "thyroid": "ECOD", "card_fraud": "KNN"}
ahead = {}
for name, leader in leaders.items():
    assert ap.loc[name, single].mean().idxmax() == leader
    for rival in ("IForest", "ECOD", "KNN", "PCA", "COPOD"):
        if rival != leader:
            ahead[name, rival] = gain(name, leader, rival)
            print(f"  {name:10} {leader:7} minus {rival:7} {ahead[name, rival]}")
assert ahead["shuttle", "KNN"].low > 0.5 and ahead["shuttle", "ECOD"].low > 0
assert min(pair.low for (name, _), pair in ahead.items() if name == "thyroid") > 0
assert ahead["card_fraud", "PCA"].low > 0 > ahead["card_fraud", "IForest"].low
assert gain("shuttle", "PCA", "KNN").low > 0.5  # the two change places
assert (
    ap.loc["satimage", single].mean().max() < share["satimage"]
)  # nobody beats a coin

# %% [markdown] id="headline-read" slideshow={"slide_type": "skip"}
# Isolation leads on `shuttle`, tails on `thyroid`, distances on `card_fraud`. KNN and PCA change places: the
# first is far behind on `shuttle` and clearly ahead on the purchases. Read the pairs, not the ranks alone: ECOD's
# lead in the laboratory is clear against all that are listed. On `shuttle` COPOD keeps up with IForest, and on
# the purchases these ten folds cannot tell KNN from IForest, COPOD or, just, ECOD. IForest has the best mean
# rank. That is a fair first try and no promise: four sets are four observations, and the ten folds of a set
# are one set, not ten.
#
# And on `satimage` nobody beats a coin. So does the outline's sentence hold? Only where rare means outlying.

# %% [markdown] id="headline-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *8 minutes.* Read the columns, not the mean. Ask: which would you take for your own data? Usual wrong answer:
# "the best mean rank". Better: ask where your rare rows lie, and get a few labels to find out. Point at
# `satimage`: rank 1 there is below the coin's value.

# %% [markdown] id="middle-title" slideshow={"slide_type": "slide"}
# ## Why `satimage` fails: the rare class lies in the middle
#
# Damp grey soil is a shade between the others. Share of the rare class by distance from the centre of all
# rows (standardised), from the nearest fifth to the farthest:

# %% id="middle" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
shares, soil = {}, load_dataset("satimage")
for name, rare, columns in [
    ("satimage", soil.target, soil.data),
    ("shuttle", odd, rows),
]:
    away = np.linalg.norm(StandardScaler().fit_transform(columns), axis=1)
    fifth = pd.qcut(away, 5, labels=False)
    shares[name] = rare.groupby(fifth).mean().to_numpy()
    print(f"{name:9}", [f"{part:.3f}" for part in shares[name]])
auc = study[study.data == "satimage"].groupby("detector").auc.mean()[single]
print(f"ROC AUC of the nine detectors on satimage: {auc.min():.3f} to {auc.max():.3f}")
assert auc.max() < 0.5 and shares["satimage"][-1] < shares["satimage"].max() / 5
assert shares["shuttle"][-1] == shares["shuttle"].max()

# %% [markdown] id="middle-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Ask: then why not turn the scores round? Because you would need labels to know that you must.
# With labels, train a classifier (lesson 11 shows from how many on).

# %% [markdown] id="mix-title" slideshow={"slide_type": "slide"}
# ## Cannot choose? Average unlike detectors
#
# Four with different ideas, chosen before any score was seen: KNN, IForest, ECOD, PCA. Three ways to average:
# scores as they are, standardised by the training rows, and by their ranks among the test rows. Average
# precision of ten folds:

# %% id="mix" slideshow={"slide_type": "-"} tags=["hide-input"]
four = ["KNN", "IForest", "ECOD", "PCA"]
ways = ["mean of 4, raw", "mean of 4, standardised", "mean of 4, ranks"]
found = ap[four + ways].groupby("data").mean().loc[sets].T.rename_axis(None)
print(found.to_string(float_format="{:.3f}".format))

# %% id="mix-claims" slideshow={"slide_type": "skip"} tags=["claim"]
print("average precision, mean of 4, standardised, minus …")
for name in sets:
    best, worst = found.loc[four, name].idxmax(), found.loc[four, name].idxmin()
    for rival in (best, worst, ways[0]):
        print(f"  {name:10} {rival:15} {gain(name, ways[1], rival)}")
    assert (
        found.loc[ways[1], name] <= found.loc[best, name]
    )  # never above the best of the four
assert gain("shuttle", ways[1], "KNN").low > 0.4  # insurance against the worst
assert gain("shuttle", ways[1], ways[2]).low > 0  # ranks let KNN spoil the mean
assert (
    abs(gain("shuttle", ways[0], "PCA").estimate) < 1e-3
)  # raw: the widest scale is heard alone
assert (
    gain("card_fraud", ways[1], ways[0]).low > 0
    and gain("thyroid", ways[1], ways[0]).low > 0
)
try:
    with redirect_stdout(StringIO()):  # it prints a wish before it fails
        from pyod.models.combination import average
    raise AssertionError("pyod.models.combination can be imported now; say so.")
except ModuleNotFoundError as error:
    print(f"pyod.models.combination: {type(error).__name__}: {error}")


# %% [markdown] id="mix-read" slideshow={"slide_type": "skip"}
# **An average is insurance.** It never beats the best of its four, and on `shuttle` and `thyroid` it is far above the worst. Standardised
# scores beat the raw average on two sets: as they are, PCA's scores spread so much wider than the others' that
# the "average" is nearly PCA alone. Ranks forget how far out a row lies, so one bad
# voter counts as much as a good one; on `shuttle` that costs. On `satimage` four wrong rankings average to a wrong
# one: insurance does not cover a wrong question.
#
# PyOD has a module for this, `pyod.models.combination`, with `average`, `maximization`, `aom` and `moa`. In
# PyOD 3.6.7 it needs a further package, `combo`, which does not come with it: without that the import prints
# a wish and fails (last line above). And its `average` is a plain mean: bringing the scores to one scale stays with you.

# %% [markdown] id="mix-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes, then 6 for the exercise.* Ask before you show it: which of the three ways would you take? Usual
# answer: "ranks, they are robust". On `shuttle` they lose clearly to standardised scores. Usual errors in the
# exercise: mean and spread from the new rows, and a spread of 0.

# %% [markdown] id="ex-12-3-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 12.3 · Average the scores of unlike detectors
#
# *2 points; about 8 minutes.*
#
# The next cell runs, and is wrong. What it must do stands below the function's name. Mend it, run it, then run the check below it. Use its parameters and what the lesson imported, none of the notebook's variables. Stuck? Run `hint("12.3")`.

# %% id="ex-12-3" slideshow={"slide_type": "skip"}
def averaged_scores(train_scores, new_scores):
    """Return one score for each new row: the average of detectors with unlike scales.

    Each column holds the scores of one detector. Before they are averaged, each is brought to
    mean 0 and standard deviation 1 **on the training rows**, so that the score of a new row does
    not depend on which other new rows came with it. A detector that gives the same score to all
    training rows knows nothing: it counts as 0 for every row.

    Parameters: `train_scores`, an array with a row per training row and a column per detector;
    `new_scores`, the same for new rows. Returns: an array with one score per new row.
    """
    return new_scores.mean(axis=1)


# %% id="ex-12-3-check" slideshow={"slide_type": "skip"}
check("12.3", averaged_scores)


# %% [markdown] id="ex-12-4-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 12.4 · The cut that costs least on validation rows
#
# *3 points; about 10 minutes.*
#
# The next cell holds a function to write. What it must do stands below the function's name. Replace the `...`, run it, then run the check below it. Use its parameters and what the lesson imported, none of the notebook's variables. Stuck? Run `hint("12.4")`.

# %% id="ex-12-4" slideshow={"slide_type": "skip"}
def cheapest_cut(scores, y, cost_fp, cost_fn):
    """Return the cut at which the validation rows cost least.

    A row is flagged when its score is the cut or higher. Each false alarm costs `cost_fp`, each
    outlier that is not flagged costs `cost_fn`. When flagging nothing costs least, return
    `np.inf`. Where two cuts cost the same, either is right.

    Parameters: `scores`, an array, the higher the more unusual; `y`, an array of 0 and 1 (1 is
    an outlier), of equal length; two costs above 0. Returns: a number.
    """
    ...


# %% id="ex-12-4-check" slideshow={"slide_type": "skip"}
check("12.4", cheapest_cut)


# %% [markdown] id="cost-title" slideshow={"slide_type": "slide"}
# ## Three cuts: the default, the true share, the validation cost
#
# A false alarm costs 1, a miss 20. Three folds fit the detector without labels, one chooses the cut, one is
# billed. `contamination` is once the default and once **exactly the share of positives** in the validation
# fold, which nobody would know. Cost per 1,000 rows:

# %% id="cost-run" slideshow={"slide_type": "skip"}
def bills(columns, y, groups, made):
    """Return the cost per 1,000 rows of each fold, by the way in which the cut was found."""
    splitter = StratifiedGroupKFold(5, shuffle=True, random_state=0)
    parts = [tested for _, tested in splitter.split(columns, y, groups)]
    found = {
        "default 0.1": [],
        "true share": [],
        "validation cost": [],
        "flag none": [],
    }
    for fold, tested in enumerate(parts):
        chosen = parts[(fold + 1) % 5]
        learned = np.setdiff1d(np.arange(len(y)), np.r_[tested, chosen])
        scaling = StandardScaler().fit(columns[learned])
        made.fit(scaling.transform(columns[learned]))
        seen = made.decision_function(scaling.transform(columns[chosen]))
        new = made.decision_function(scaling.transform(columns[tested]))
        fpr, tpr, cuts = roc_curve(y[chosen], seen)
        n_pos, n_neg = y[chosen].sum(), (1 - y[chosen]).sum()
        cut = {"default 0.1": made.threshold_, "flag none": np.inf}
        cut["true share"] = np.quantile(made.decision_scores_, 1 - y[chosen].mean())
        cut["validation cost"] = cuts[np.argmin(fpr * n_neg + 20 * (1 - tpr) * n_pos)]
        for way, value in cut.items():
            flagged = new >= value
            bill = (flagged & (y[tested] == 0)).sum() + 20 * (
                ~flagged & (y[tested] == 1)
            ).sum()
            found[way].append(1_000 * bill / len(tested))
    return found


billed = {
    "card_fraud": bills(
        X.to_numpy(), purchases.fraud.to_numpy(), purchases.customer, KNN()
    ),
    "shuttle": bills(
        rows.to_numpy(dtype=float),
        odd.to_numpy(),
        np.arange(len(odd)),
        IForest(random_state=0),
    ),
}

# %% id="cost" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
dearer = {}
for name, found in billed.items():
    print(
        "KNN on card_fraud, SYNTHETIC:"
        if name == "card_fraud"
        else "IForest on shuttle:"
    )
    for way, values in found.items():
        over = np.subtract(values, found["validation cost"])
        dearer[name, way] = fold_interval(over, n_train=3, n_test=1)
        cost = fold_interval(values, n_train=3, n_test=1).estimate
        more = "" if way == "validation cost" else f"  dearer by {dearer[name, way]}"
        print(f"  {way:16} {cost:9.3f}{more}")
assert dearer["card_fraud", "true share"].low > 0  # even the true share is no cut
assert (
    dearer["card_fraud", "true share"].estimate
    > dearer["card_fraud", "default 0.1"].estimate
)
for name, found in billed.items():
    kept = np.subtract(found["flag none"], found["true share"]) / found["flag none"]
    saved = fold_interval(kept, n_train=3, n_test=1)
    print(f"{name:10} the true share saves, of what silence costs: {saved}")
    assert saved.low > 0.9 if name == "shuttle" else saved.high < 0.6
for way in ("default 0.1", "true share"):
    assert dearer["shuttle", way].low < 0 < dearer["shuttle", way].high

# %% [markdown] id="cost-read" slideshow={"slide_type": "skip"}
# On the purchases the cut from validation costs is the cheapest. **The true share is the dearest of the three**:
# knowing how many frauds there are does not say how many rows are worth an alarm, when a miss costs twenty
# times as much and the ranking is far from perfect. The default happens to lie nearer. The price of the
# validation cut are labels, here of some two thousand rows with some two dozen frauds; with fewer it wanders.
#
# <details><summary><b>Deeper:</b> why the true share is no cut</summary>
#
# Go down the ranking. The next row is worth an alarm if its expected saving is more than its expected price: with
# a risk $p$ among rows of about this score, $p \cdot c_{FN} > (1 - p) \cdot c_{FP}$, that is
# $p > c_{FP} / (c_{FP} + c_{FN})$, here 1 in 21. So the best flag rate is the share of rows whose risk is above that
# value. It depends on the costs and on how fast the risk falls down the ranking. The share of positives is the
# *mean* of the risk over all rows; it fixes neither. The two agree where the ranking is perfect: then the risk falls
# from 1 to 0 just where the positives end, whatever the costs. That is nearly so on `shuttle`.
# </details>

# %% [markdown] id="cost-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Ask for a bet: true share or default, which is cheaper? Nearly everybody bets on the true share.
# Set exercise 12.4 for home: it is the third cut, by hand.

# %% [markdown] id="board-title" slideshow={"slide_type": "slide"}
# ## Scoreboard: `predict_proba` is not a probability
#
# SYNTHETIC purchases, five folds of whole customers. KNN and IForest by their `predict_proba`; KNN once more
# with a calibrator fitted to training scores and labels (lesson 7); logistic regression, which has all labels.

# %% id="board" slideshow={"slide_type": "-"} tags=["scoreboard", "on-card_fraud", "claim", "hide-input"]
y = purchases.fraud.to_numpy()
names = [
    "KNN, as it says",
    "IForest, as it says",
    "KNN, calibrated",
    "logistic regression",
]
said = {name: np.empty(len(y)) for name in names}
splitter = StratifiedGroupKFold(5, shuffle=True, random_state=0)
for learned, tested in splitter.split(X, y, purchases.customer):
    scaling = StandardScaler().fit(X.iloc[learned])
    a, b = scaling.transform(X.iloc[learned]), scaling.transform(X.iloc[tested])
    knn, forest = KNN().fit(a), IForest(random_state=0).fit(a)
    said[names[0]][tested] = knn.predict_proba(b)[:, 1]
    said[names[1]][tested] = forest.predict_proba(b)[:, 1]
    curve = LogisticRegression(solver="newton-cholesky")
    curve.fit(np.log(knn.decision_scores_)[:, None], y[learned])
    log_scores = np.log(knn.decision_function(b))[:, None]
    said[names[2]][tested] = curve.predict_proba(log_scores)[:, 1]
    linear = LogisticRegression(solver="newton-cholesky").fit(a, y[learned])
    said[names[3]][tested] = linear.predict_proba(b)[:, 1]
board = scoreboard(y, said, groups=purchases.customer, recall_at_k=200, n_resamples=500)
board

# %% id="board-claims" slideshow={"slide_type": "skip"} tags=["claim"]
skill = board.intervals("brier_skill")
for name in names:
    print(
        f"{name:20} mean of what it says over prevalence {said[name].mean() / y.mean():.3f}"
    )
inflated = {name: said[name].mean() / y.mean() for name in names}
assert skill["IForest, as it says"].high < 0 and inflated["IForest, as it says"] > 10
assert inflated["KNN, as it says"] > 2 and 0.8 < inflated["KNN, calibrated"] < 1.2
assert skill["KNN, calibrated"].low > 0

# %% [markdown] id="board-read" slideshow={"slide_type": "skip"}
# Two detectors of about the same ranking, and what they say differs many times over. IForest as it stands is far
# worse than giving every purchase the share of frauds. KNN comes out just above 0 by luck: its farthest training
# row is so far away that nearly everybody is pressed towards 0, which suits a rare class; on average it still says
# more than twice too much. Neither has seen a label: both stretch a score between the lowest and the highest of the
# training rows. `method="unify"` is another curve through the same scores. The calibrator needs labels, and its mean
# is right. (Each fold stretches on its own scale, so the pooled ranking of KNN moves a little, too; within a fold the
# order is the same.) Logistic regression, with every label, does not rank clearly better here: its straight lines do
# not fit frauds that are unusual in several ways.

# %% [markdown] id="board-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Read the Brier column, then the ratio below it. Ask: which of the two "probabilities" of 0.3 would you
# show to a customer? Exercise 12.5, for home, is about what one absurd row does to `predict_proba`.

# %% [markdown] id="ex-12-5-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 12.5 · What predict_proba of a detector says ★
#
# *No points, for those who want more; about 5 minutes.*
#
# A detector of PyOD is fitted to a week of payments. Its `predict_proba` says 0.62 of a payment. A
# week later one absurd payment has joined the training rows, ten times as far out as any other; the
# detector is fitted again, and says 0.07 of the same payment. A colleague asks: *"Has the payment
# become less suspicious?"* **What do you say?** Choose, then say why.
#
# - **a**: Yes: its probability of fraud fell from 62 % to 7 %.
# - **b**: No: the number is its place between the lowest and the highest training score, and the highest has moved.
# - **c**: It cannot be said before the probabilities are rounded at 0.5.
# - **d**: Yes: the detector has learned from a fraud.
#
# **And why?** What would make a probability of fraud out of the score?
#
# - **p**: `predict_proba(X, method="unify")`: it uses the error function.
# - **q**: The right `contamination`, since that is the share of frauds.
# - **r**: Labelled rows: a calibrator that is fitted to scores and labels.
# - **s**: Standardised columns, so that all scores are comparable.
#
# Replace the `...` by your choice in quotes. Stuck? Run `hint("12.5")`.

# %% id="ex-12-5" slideshow={"slide_type": "skip"}
answer_12_5 = ...
why_12_5 = ...

# %% id="ex-12-5-check" slideshow={"slide_type": "skip"}
check("12.5", answer_12_5, why_12_5)

# %% [markdown] id="time-title" slideshow={"slide_type": "slide"}
# ## What a detector costs as rows grow
#
# `shuttle`, so many rows to fit and as many to score, one thread. Measured once, on the machine that the
# study names; the shape travels, the seconds do not.

# %% id="time" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
timed = load_study("detector_seconds")
timed["seconds"] = timed.fit_seconds + timed.score_seconds
seconds = timed.pivot(index="rows", columns="detector", values="seconds")
growth = seconds.loc[16_000] / seconds.loc[4_000]
figure, ax = plt.subplots(figsize=(9, 4.6), layout="constrained")
for place, name in enumerate(seconds.loc[16_000].sort_values(ascending=False).index):
    style = ["-", "--", ":"][place % 3]
    ax.plot(seconds.index, seconds[name], style, marker="osv^D"[place % 5], label=name)
ax.set(
    xscale="log",
    yscale="log",
    xlabel="rows fitted, and as many scored",
    ylabel="seconds",
)
ax.set_xticks(seconds.index, [f"{count:,}" for count in seconds.index])
ax.minorticks_off()
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
slowest = seconds.loc[16_000].nlargest(2).index
show(
    figure,
    alt="Seconds against rows, both on logarithmic scales, a line per detector. "
    f"The slowest at 16,000 rows are {' and '.join(slowest)}; HBOS and PCA stay lowest.",
)
assert "OCSVM" in slowest and growth["OCSVM"] > 8 > growth["HBOS"]

# %% [markdown] id="time-read" slideshow={"slide_type": "skip"}
# OCSVM grows with the square of the rows: four times the rows, more than eight times the time. Trees, histograms and
# axes grow in step with the rows or slower. KNN and LOF search neighbours, and grow faster than the rows here. For a million rows begin with IForest, HBOS or ECOD, or fit to a sample,
# and compare the top rows of two samples.

# %% [markdown] id="time-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *For home, or 2 minutes.* Steepness is what counts on two logarithmic scales: slope 1 is in step with the rows,
# slope 2 is the square.

# %% [markdown] id="myth" slideshow={"slide_type": "slide"}
# ## Myth and fact
#
# **Myth:** "Contamination is learned: the detector finds how many outliers there are."
#
# **Fact:** It is a flag rate, and you set it; the default is 0.1. The purchases show that not even the true share
# makes the right cut: that follows from costs.
#
# **The honest exception:** on `shuttle` the outliers stand far apart. The default, the true share and the validation
# cut each save nearly all of what silence costs, and five folds cannot tell their bills apart (see the cut by cost,
# above). When there is a gap in the scores, many cuts fall into it.

# %% [markdown] id="myth-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* PyOD's issue tracker has the question since 2019 (number 144): why give the contamination, if
# finding it is the job? Read the exception aloud; look at a histogram of scores for a gap before you believe in one.

# %% [markdown] id="ex-12-quiz-prompt" slideshow={"slide_type": "slide"}
# ### Quiz 12
#
# Four questions on this lesson. They give no points; each answer has its reason.
#
# **A.** `KNN(contamination=0.05)` was fitted. You call `predict` on 10,000 new rows. How many does `predict` flag?
#
# - **a**: 500
# - **b**: As many as there are outliers.
# - **c**: At most 500.
# - **d**: Those above the value that 5 % of the *training* scores exceed: any number from none to all.
#
# **B.** Why does `decision_function(X_train)` of a KNN detector differ from its `decision_scores_`?
#
# - **a**: When the training rows are asked again, each finds itself as its own nearest neighbour.
# - **b**: It is a rounding error.
# - **c**: `decision_scores_` are probabilities.
# - **d**: The detector is random.
#
# **C.** On a benchmark of twelve sets detector A has the best mean rank. You have a new set, no labels, and time for one. What do you know?
#
# - **a**: A will be the best on your set.
# - **b**: A will at least beat a coin on your set.
# - **c**: A did well on average. Whether it looks where your rare class lies is open.
# - **d**: The contamination to use.
#
# **D.** A miss costs 50 times a false alarm, and you have 400 labelled validation rows. Where does the cut of a detector come from?
#
# - **a**: `contamination=1/51`
# - **b**: The cut that costs least on the validation rows, reported on others.
# - **c**: `predict_proba` above 1/51
# - **d**: `threshold_`, since it was learned from the data.
#
# Put a letter in quotes, such as `"a"`, in place of each `...` in the next cell, and run it (Shift+Enter).

# %% id="ex-12-quiz" slideshow={"slide_type": "skip"}
check("12.quiz", a=..., b=..., c=..., d=...)

# %% [markdown] id="recap" slideshow={"slide_type": "slide"} tags=["takeaway"]
# ## Recap and decision card
#
# A detector gives an order of rows by how unusual they are, and nothing else. Which idea of unusual fits depends on
# where the rare rows lie: the leader of one set is near the end on another. `contamination` sets the flag rate of the
# training rows, before the fit. The average of unlike detectors is insurance, once their scores have one scale. The
# cut comes from costs on labelled rows.
#
# | When you see | Do |
# | --- | --- |
# | `contamination=` left at its default | read it as "flag a tenth", and ask why |
# | it was set after `fit` | refit, or take a quantile of `decision_scores_` |
# | `predict_proba` of a detector | use it as a score; calibrate with labels |
# | outliers that may come in crowds | try a k larger than the crowd, or IForest |
# | no labels at all | average unlike detectors, standardised; look at the top rows by hand |
# | some labels | judge the ranking, choose the cut by cost, try a classifier |
# | a ranking below a coin | the rare class lies inside: detectors are the wrong tool |
#
# **Next:** text and images. What does the field know that a table does not?

# %% [markdown] id="recap-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Leave the card on screen. Closing question: who in your project chose the flag rate? Answers: recall
# b, d; 12.1 0.1; 12.5 b, r; quiz d, a, c, b. Next lesson, 13: domains, text and images.

# %% [markdown] id="reading" slideshow={"slide_type": "skip"}
# ## Further reading
#
# - Han, S., Hu, X., Huang, H., Jiang, M. and Zhao, Y. (2022). *ADBench: anomaly detection benchmark.* NeurIPS,
#   data sets and benchmarks. 30 algorithms on 57 sets: of the unsupervised ones none is statistically better than
#   the others (abstract and summaries read).
# - Kriegel, H.-P., Kröger, P., Schubert, E. and Zimek, A. (2011). *Interpreting and unifying outlier scores.*
#   SIAM International Conference on Data Mining. Scores of unlike detectors differ in scale, range and meaning; the
#   authors bring them to one scale before they combine them. PyOD's `method="unify"` cites it.
# - Aggarwal, C. C. and Sathe, S. (2015). *Theoretical foundations and algorithms for outlier ensembles.* SIGKDD
#   Explorations 17, 24-47. What the average of scores and what their maximum trades, in bias and variance.
# - Zimek, A., Campello, R. J. G. B. and Sander, J. (2014). *Ensembles for unsupervised outlier detection:
#   challenges and research questions.* SIGKDD Explorations 15, 11-22. Diverse members, and how to combine them
#   without labels.
# - PyOD, issue 144 (2019): a user asks why the contamination must be given if finding it is the job. The
#   maintainer's answer: it marks the top share of the scores; take `decision_function` to do it yourself. (The slide
#   gives "PyOD documentation" as the source of its code; the names `KNNDetector` and `predict_scores` do not stand in
#   PyOD 3.6.7.)
#
# **Next:** lesson 13. Text and images: what does the field know that a table does not?
