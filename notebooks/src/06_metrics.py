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
# # 6 · Evaluation metrics: the question first
#
# **The question:** *three models, and each is the best by some metric. Which metric may I believe?*
#
# About 90 minutes · needs lessons 1 to 5
#
# After this lesson you can
#
# - give each metric what it judges: labels, scores or probabilities (exercise 6.1),
# - say what becomes of a precision where positives are rarer (6.2),
# - put an interval on any metric (6.3),
# - name the metric that a job asks for, accuracy and ROC AUC included (6.4),
# - work out average precision by hand, ties and all (quiz); tell macro from micro (6.5 starred).

# %% [markdown] id="title-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Ask: which number stood on the last report about a rare class that you
# saw, and what was done because of it? The usual answer names the number and not the decision. Timing,
# 90 in all, with the answers gone through: title and warm-up 5, snippet and faults 7, four questions 4,
# mended 2, exercise 6.1 7, wrong winner 6, ten rows 7, exercise 6.2 6, headline 6, table 5, explorer 6,
# calibration 6, interval 4, twin 6, exercise 6.4 10, card 3. For home: 6.3, the scoreboard, several
# classes, 6.5 and the quiz.

# %% id="setup" slideshow={"slide_type": "skip"} tags=["setup"]
import warnings

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from scipy.integrate import quad
from scipy.stats import binomtest, norm
from sklearn.calibration import calibration_curve
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (
    DetCurveDisplay,
    accuracy_score,
    average_precision_score,
    balanced_accuracy_score,
    brier_score_loss,
    d2_brier_score,
    f1_score,
    log_loss,
    matthews_corrcoef,
    precision_recall_curve,
    precision_score,
    recall_score,
    roc_auc_score,
)
from sklearn.model_selection import (
    RepeatedStratifiedKFold,
    StratifiedGroupKFold,
    StratifiedKFold,
    cross_val_predict,
    cross_validate,
)
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler

from course_utils.datasets import load_dataset
from course_utils.evaluation import bootstrap_interval, fold_interval, scoreboard
from course_utils.lessons import check, hint, solution
from course_utils.plots import explore_threshold, show

# %% [markdown] id="helpers" slideshow={"slide_type": "skip"}
# Models, splits and metrics below are scikit-learn in the open. Five helpers of the course do the rest:
# `bootstrap_interval`, `fold_interval` and `scoreboard` put an interval on every score;
# `explore_threshold` and `show` draw. `fold_interval??` in a cell of its own shows a helper's source.
#
# Lines that begin with `assert` prove a claim of the text; they may be skipped. The words of lessons 1 to
# 5, from cut and recall to Brier skill and log-loss, stand in the
# [glossary](01_introduction.ipynb#Glossary).
#
# <details><summary><b>Foundations:</b> what is new in this lesson</summary>
#
# - A **score** puts rows in order; a **probability** is a score that claims to be the chance of being
#   positive; **labels** are what a cut makes of it. Rows that score *so much or more* are flagged. (Lesson
#   1 flagged above the cut; where many rows score alike, the difference matters.)
# - With the four counts TP, FP, FN, TN: recall, or TPR, is TP / (TP + FN), precision TP / (TP + FP), FPR
#   FP / (FP + TN), and F1 2 TP / (2 TP + FP + FN). **Fβ** counts recall β times as important as precision.
# - **Balanced accuracy**: the mean of TPR and 1 − FPR. **MCC** is the correlation of labels and truth, from
#   −1 to 1. **At k**: of the k highest scores.
# - **[Brackets]**, as in lesson 1: a bootstrap interval draws other *test* rows for the same fitted models;
#   how much other training rows would change them is not in it. Intervals over the folds, which compare two
#   models by their *difference*, take in some of that. Rows of one crash stay in one fold throughout.
# </details>

# %% [markdown] id="ex-6-recall-prompt" slideshow={"slide_type": "slide"}
# ### Warm-up 6
#
# What you know from earlier lessons. No points; each answer has its reason.
#
# **A.** A test set was balanced to half and half by dropping negatives at random. Which two numbers does that flatter?
#
# - **a**: recall and false-positive rate
# - **b**: precision and average precision
# - **c**: ROC AUC and recall
# - **d**: none: the dropped rows were drawn at random
#
# **B.** A model was trained on under-sampled data. Its ranking is nearly as before. What happened to its probabilities?
#
# - **a**: They are too high.
# - **b**: They are too low.
# - **c**: They are nearly as before, like the ranking.
#
# Put a letter in quotes, such as `"a"`, in place of each `...` in the next cell, and run it (Shift+Enter).

# %% id="ex-6-recall" slideshow={"slide_type": "skip"}
check("6.recall", a=..., b=...)

# %% [markdown] id="recall-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* By raised hands. Usual wrong answers: A d, "they were dropped at random,
# so nothing changes"; B c, since the ranking is as before.

# %% [markdown] id="outline" slideshow={"slide_type": "slide"}
# ## A published slide, and its code
#
# Slide 6 of the outline says:
#
# > Traditional evaluation metrics like accuracy can be misleading for imbalanced datasets. Instead,
# > metrics like precision, recall, F1-score, and area under the ROC curve (AUC-ROC) are more
# > appropriate.
#
# More appropriate *for what*? And what is wrong with the code that comes next? Take two minutes.

# %% id="published" slideshow={"slide_type": "-"} tags=["published"]
snippet = """
from sklearn.metrics import precision_score, recall_score, f1_score, roc_auc_score

precision = precision_score(y_true, y_pred)
recall = recall_score(y_true, y_pred)
f1 = f1_score(y_true, y_pred)
auc = roc_auc_score(y_true, y_pred)
"""

# %% [markdown] id="outline-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* The code runs, prints four numbers, and looks tidy; that is the trouble.
# The room finds "no data, no model" and "no interval". Ask: what does the area under a curve need that
# `y_pred` does not have? Usual wrong answer: "it is fine, scikit-learn would complain otherwise".

# %% id="crash" slideshow={"slide_type": "skip"}
crash = load_dataset("crash_deaths")  # who dies in a car crash? One row per occupant
X, y = crash.data, crash.target.to_numpy()
by_crash = StratifiedGroupKFold(5, shuffle=True, random_state=0)
folds = list(by_crash.split(X, y, crash.groups))
encode = make_column_transformer(
    (OneHotEncoder(handle_unknown="ignore"), crash.categorical),
    (make_pipeline(SimpleImputer(), StandardScaler()), crash.numeric),
)
codes = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=np.nan)
columns = make_column_transformer((codes, crash.categorical), remainder="passthrough")
boosting = HistGradientBoostingClassifier(
    max_iter=60, max_leaf_nodes=6, early_stopping=False, random_state=0
)


def logistic(**options):
    return make_pipeline(
        encode, LogisticRegression(solver="newton-cholesky", **options)
    )


models = {
    "plain": logistic(),  # logistic regression
    "weighted": logistic(class_weight="balanced"),  # the same, with class weights
    "boosting": make_pipeline(columns, boosting),
}
probability = {
    name: cross_val_predict(model, X, y, cv=folds, method="predict_proba")[:, 1]
    for name, model in models.items()
}
p = probability["plain"]  # out of fold, as are the others


def by_fold(metric):
    """Return the interval of a number that is computed on the rows of each fold."""
    return fold_interval([metric(rows) for _, rows in folds], n_train=4, n_test=1)


def dots(intervals, xlabel, line):
    """Draw estimates with their intervals, one line each, and their numbers above."""
    middle = np.array([interval.estimate for interval in intervals.values()])
    ends = np.array([[interval.low, interval.high] for interval in intervals.values()])
    arms = np.abs(ends - middle[:, None]).T
    names = list(intervals)
    figure, ax = plt.subplots(
        figsize=(7.6, 0.9 + 0.6 * len(names)), layout="constrained"
    )
    ax.axvline(line, color="#6B6B6B", linestyle="--")
    ax.errorbar(middle, names, xerr=arms, fmt="o", ms=8, capsize=5, color="#0072B2")
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1}
    for interval, (name, place) in zip(intervals.values(), zip(names, middle)):
        ax.annotate(
            str(interval),
            (place, name),
            (0, 9),
            textcoords="offset points",
            ha="center",
            fontsize=11,
            bbox=box,
        )
    ax.tick_params(labelsize=12)
    ax.margins(x=0.3)
    ax.set_xlabel(xlabel, fontsize=12)
    ax.set_ylim(len(names) - 0.6, -0.75)
    told = "; ".join(f"{name} {interval}" for name, interval in intervals.items())
    show(figure, alt=f"{xlabel}, with intervals: {told}. The line is at {line:.3f}.")


# %% [markdown] id="faults" slideshow={"slide_type": "slide"}
# ## The snippet runs. Five faults all the same
#
# 1. **The area under a curve is computed from labels.** What comes out is balanced accuracy.
# 2. Precision and F1 hang on a cut of 0.5 that nobody chose, and on the prevalence.
# 3. No baseline and no interval: is the number good, and is it sure?
# 4. It takes for granted that the classes are called 0 and 1, and that somebody is flagged.
# 5. Nothing looks at the probabilities.

# %% id="published-run" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
names = {"y_true": y, "y_pred": (p >= 0.5).astype(int)}
exec(snippet, names)
print(f"as published: no error, and 'auc' = {names['auc']:.3f}")
print(
    f"balanced accuracy of the same labels: {balanced_accuracy_score(y, names['y_pred']):.3f}"
)
print(f"ROC AUC of the scores: {roc_auc_score(y, p):.3f}")
assert np.isclose(
    names["auc"], balanced_accuracy_score(y, names["y_pred"]), rtol=0, atol=1e-12
)
assert roc_auc_score(y, p) - names["auc"] > 0.3

words = np.where(y == 1, "died", "lived")
try:
    exec(snippet, {"y_true": words, "y_pred": words})
    raise AssertionError("The snippet takes words now; say so in the text.")
except ValueError as error:
    print("with class names:", str(error).split(".")[0])
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    exec(snippet, {"y_true": y, "y_pred": np.zeros_like(y)})
print("when nobody is flagged:", str(caught[0].message).split(" due")[0])

# %% [markdown] id="faults-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Stay with the first three printed lines. Why exactly balanced accuracy?
# Labels have one cut, so the ROC curve has one corner, and the area under (0, 0), (FPR, TPR), (1, 1) is
# (TPR + 1 − FPR) / 2. Draw the two triangles on the board. Usual wrong answer: "then the AUC was always
# that": it was an area over all cuts, and here there is one.

# %% [markdown] id="questions" slideshow={"slide_type": "slide"}
# ## Four questions, four kinds of metric
#
# | The question | Ask | It takes | A dummy gets | Moves with π |
# | --- | --- | --- | --- | --- |
# | Are&nbsp;decisions&nbsp;good? | cost; precision, recall; F1, MCC | labels&nbsp;at&nbsp;a&nbsp;cut | precision: π; MCC:&nbsp;0 | all but recall |
# | Are&nbsp;rows&nbsp;in&nbsp;order? | ROC AUC | scores | 0.5 | no, if each class stays&nbsp;as&nbsp;it&nbsp;is |
# | Is&nbsp;the&nbsp;top&nbsp;clean? | AP, precision or recall at k | scores | AP: about π | yes |
# | Are&nbsp;the&nbsp;risks&nbsp;right? | Brier skill, log-loss, calibration&nbsp;curve | probabilities | Brier skill: 0 | yes |
#
# **Average precision** (AP): the precision down to each positive of the ranking, averaged. **Brier
# skill**: how much smaller the squared error of the probabilities is than the dummy's. Both are worked
# out below. (Lesson 1 asked three: order, probabilities, cut. The top of the list is new.) No metric is good or bad. It answers a question, and somebody has to ask it first.

# %% [markdown] id="questions-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Let participants put their own last metric into a row. Ask: what was done
# with the output? A list worked off from the top, a yes or no, or a number that is multiplied with
# money? Usual wrong answer: "all of it", which means that nobody had asked.

# %% [markdown] id="mended-title" slideshow={"slide_type": "slide"}
# ## Mended: labels, scores and probabilities, each judged as what it is

# %% id="mended" slideshow={"caption": "Every score gets an interval, and whole crashes are drawn anew, since people in one crash belong together.", "frame": "score = bootstrap_interval(y, p, name, groups=crash.groups, n_resamples=500)", "slide_type": "-"} tags=["mended"]
flagged = (p >= 0.2).astype(int)
everybody, dummy = np.ones_like(y), np.full(len(y), y.mean())
print("labels at 0.2 [95 %] beside flagging everybody; then scores beside the dummy")
for metric in (precision_score, recall_score, f1_score):
    score = bootstrap_interval(y, flagged, metric, groups=crash.groups, n_resamples=200)
    print(f"  {metric.__name__:17} {score}   {metric(y, everybody):.3f}")
scored = {"roc_auc": roc_auc_score, "average_precision": average_precision_score}
for name, metric in (scored | {"brier_skill": d2_brier_score}).items():
    score = bootstrap_interval(y, p, name, groups=crash.groups, n_resamples=500)
    print(f"  {name:17} {score}   {metric(y, dummy):.3f}")


# %% [markdown] id="mended-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Three kinds of input, each beside what knowing nothing gets, whole crashes
# drawn anew. The cut of 0.2 is right when a miss costs as much as four false alarms (lesson 1: 1 / (1 + k)).
# The last number of a line is what flagging everybody gets, or the dummy. Ask: which of the six numbers hang on the 0.2? Usual wrong answer: all; it is the first
# three.

# %% [markdown] id="ex-6-1-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 6.1 · Score scores where scores are asked for
#
# *2 points; about 6 minutes.*
#
# The next cell runs, and is wrong. What it must do stands below the function's name. Mend it, run it, then run the check below it. Use its parameters and what the lesson imported, none of the notebook's variables. Stuck? Run `hint("6.1")`.

# %% id="ex-6-1" slideshow={"slide_type": "skip"}
def test_report(estimator, X_train, y_train, X_test, y_test):
    """Return four metrics of a classifier on the test rows.

    Parameters: an unfitted `estimator` that has `predict` and `predict_proba`, training rows
    and labels, test rows and labels, as arrays; labels are 0 or 1, 1 is the class of
    interest. Returns: a dict with the keys "roc_auc", "average_precision", "brier_skill" and
    "f1". The first two judge the ranking of the test rows, Brier skill (`d2_brier_score` in
    scikit-learn) judges their probabilities, and F1 judges the labels at the cut of the
    estimator's `predict`.
    """
    model = estimator.fit(X_train, y_train)
    y_pred = model.predict(X_test)
    return {
        "roc_auc": roc_auc_score(y_test, y_pred),
        "average_precision": average_precision_score(y_test, y_pred),
        "brier_skill": d2_brier_score(y_test, y_pred),
        "f1": f1_score(y_test, y_pred),
    }


# %% id="ex-6-1-check" slideshow={"slide_type": "skip"}
check("6.1", test_report)

# %% [markdown] id="report-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes alone, 2 together.* Usual errors: Brier skill left on labels, since no
# warning comes; `predict_proba` without its column; F1 of probabilities, which scikit-learn refuses.

# %% [markdown] id="failure-title" slideshow={"slide_type": "slide"}
# ## What it costs: the wrong winner
#
# Three models, out of fold, whole crashes: logistic regression (*plain*), the same with class weights
# (*weighted*; lesson 1 called it balanced) and *boosting* (lesson 4). A colleague scores labels, and
# chooses. **Your vote, before you go on:** how much of the lead will be left when scores are scored?

# %% id="reported" slideshow={"slide_type": "-"} tags=["hide-input"]
for name, scores in probability.items():
    print(f"{name:9} 'AUC' of labels at 0.5: {roc_auc_score(y, scores >= 0.5):.3f}")

# %% id="failure" slideshow={"slide_type": "fragment"} tags=["claim", "hide-input"]
weighted = probability["weighted"]


def as_many(rows):
    """Return labels of the plain model that flag as many rows as the weighted one's."""
    count = (weighted[rows] >= 0.5).sum()
    return p[rows] >= np.sort(p[rows])[-count]


def over_plain(metric, scores):
    """Return the gain of a model's scores over the plain one's, paired by fold."""
    return by_fold(
        lambda rows: metric(y[rows], scores[rows]) - metric(y[rows], p[rows])
    )


def of_labels(rows):
    return roc_auc_score(y[rows], weighted[rows] >= 0.5)


gain = {
    "labels, both cut at 0.5": by_fold(
        lambda rows: of_labels(rows) - roc_auc_score(y[rows], p[rows] >= 0.5)
    ),
    "labels, both flag as many": by_fold(
        lambda rows: of_labels(rows) - roc_auc_score(y[rows], as_many(rows))
    ),
    "scores": over_plain(roc_auc_score, weighted),
}
dots(gain, "weighted minus plain", 0)
at_half, alike, of_scores = gain.values()
assert at_half.low > 0.2 and alike.high < 0.01
assert of_scores.low < 0 < of_scores.high < 0.01

# %% [markdown] id="failure-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Take the vote on the three printed lines, then show the picture. Usual
# wrong answer: "so weights do help". They move rows over 0.5; a lower cut of the plain model does the
# same (lesson 1, the sentence mended), and the second line shows that nothing is left then. Ask who has seen a paper in which balancing
# "raised the AUC", and of what the AUC was taken.

# %% [markdown] id="winners-title" slideshow={"slide_type": "subslide"}
# ### Three models, three winners
#
# That weights at 0.5 are a lower cut, lesson 1 has shown; new is that an "AUC" of labels rewards it. The
# order of the rows hardly differs. What differs is the cut, the size of the probabilities, and a little
# chance. So the winner is chosen by whoever chooses the metric.

# %% id="winners" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
judged = {
    **{
        f"{name}, cut at 0.5": lambda q, metric=metric: metric(y, q >= 0.5)
        for name, metric in {
            "accuracy": accuracy_score,
            "recall": recall_score,
            "F1": f1_score,
        }.items()
    },
    "ROC AUC": lambda q: roc_auc_score(y, q),
    "average precision": lambda q: average_precision_score(y, q),
    "Brier skill": lambda q: d2_brier_score(y, q),
}
winners = pd.DataFrame(
    {
        name: {title: metric(q) for title, metric in judged.items()}
        for name, q in probability.items()
    }
)
winners["best"] = winners.idxmax(axis="columns")
assert set(winners.best) == set(models)
assert (
    np.ptp(winners.loc["ROC AUC", list(models)]) < 0.01
)  # the order is nearly the same
winners.round(3)

# %% [markdown] id="winners-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Ask each third of the room to argue for one model from its own row. Usual
# wrong answer: "count the wins". The gaps of the two rankings are chance (the scoreboard, for home, has
# the intervals). Those in recall, F1 and Brier skill are not: they come from the cut, and from the size
# of the probabilities.

# %% [markdown] id="hand-title" slideshow={"slide_type": "slide"}
# ## Ten rows by hand
#
# From the highest score down; 1 is positive:
#
# | rank | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 |
# | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
# | class | **1** | 0 | 0 | **1** | 0 | **1** | 0 | 0 | 0 | 0 |
#
# **ROC AUC**: for each positive, which share of the negatives stands below? Take the mean. **Average
# precision**: at each positive, which share of the rows so far is positive? Take the mean.
#
# And what if ranks 3 to 5 have **one and the same score**? Then they are flagged together, or not at all.

# %% id="hand" slideshow={"slide_type": "fragment"} tags=["claim", "hide-input"]
ranking = np.array([1, 0, 0, 1, 0, 1, 0, 0, 0, 0])
n_neg = (ranking == 0).sum()
ranks = np.flatnonzero(ranking) + 1
below = np.array([(ranking[rank:] == 0).sum() for rank in ranks]) / n_neg
precision = np.array([ranking[:rank].mean() for rank in ranks])
print("ranks of the positives  ", ranks)
print("share of negatives below", below.round(3), f"mean {below.mean():.3f} = ROC AUC")
print(
    "precision down to there ", precision.round(3), f"mean {precision.mean():.3f} = AP"
)
falling = -np.arange(1, 11)  # any scores in this order
assert np.isclose(below.mean(), roc_auc_score(ranking, falling))
assert np.isclose(precision.mean(), average_precision_score(ranking, falling))

tied = np.where((falling <= -3) & (falling >= -5), -3, falling)
together = ranking[:5].mean()  # the fourth row's precision: rank 5 is flagged with it
with_tie = np.mean([precision[0], together, precision[2]])
print(f"ranks 3 to 5 alike: the second precision is {together:.3f}, AP {with_tie:.3f}")
print(f"ROC AUC counts a tie as half a pair: {roc_auc_score(ranking, tied):.3f}")
assert np.isclose(with_tie, average_precision_score(ranking, tied))
assert np.isclose(roc_auc_score(ranking, tied), below.mean())  # half above, half below

# %% [markdown] id="hand-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *7 minutes.* On paper or on the board, before the result is shown. Usual error: rows
# with equal scores are taken one by one, in the order of the table; then the number depends on how the
# table was sorted. Scores that were rounded, or a tree with few leaves, tie whole crowds.

# %% [markdown] id="ex-6-2-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 6.2 · Predict a precision where positives are rarer
#
# *2 points; about 5 minutes.*
#
# A model and its cut were tested where every second row is positive. The cut flags 80 % of the
# positives (its **recall**) and 10 % of the negatives (its **false-positive rate**). So 8 of 9
# alarms were true: a **precision** of 0.889.
#
# The same model with the same cut is put to work where **one row in a thousand** is positive. Within
# each class nothing has changed: positives look like those of the test, and so do negatives.
#
# Which precision will it have there? Give a fraction with three decimals, before you go on.
#
# Replace the `...` by a number. Stuck? Run `hint("6.2")`.

# %% id="ex-6-2" slideshow={"slide_type": "skip"}
answer_6_2 = ...

# %% id="ex-6-2-check" slideshow={"slide_type": "skip"}
check("6.2", answer_6_2)

# %% [markdown] id="precision-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes alone, 2 together.* Usual wrong answers: 0.889, "nothing about the model has
# changed"; and 0.8, which is the recall. Let somebody count in rows, not in shares.

# %% [markdown] id="headline-title" slideshow={"slide_type": "slide"}
# ## Each class as it was: ROC AUC stays, AP melts

# %% id="headline" slideshow={"slide_type": "-"} tags=["headline", "claim", "hide-input"]
# Scores: negatives around 0, positives around `shift`, both normal with spread 1.
shift = norm.ppf(0.9) * 2**0.5  # the distance that makes the ROC AUC .9
grid = np.geomspace(0.5, 0.001, 40)
prevalences = (0.5, 0.1, 0.01, 0.001)


def mean_over_positives(of_score):
    """Return the mean of a function of the score over all positives, by an integral."""
    return quad(lambda s: norm.pdf(s - shift) * of_score(s), -8, 12, limit=200)[0]


def precision_at(cut, prevalence):
    """Return precision when all scores from the cut up are flagged (sf: share above)."""
    found = prevalence * norm.sf(cut - shift)
    return found / (found + (1 - prevalence) * norm.sf(cut))


def ap_in_theory(prevalence):
    return mean_over_positives(lambda s: precision_at(s, prevalence))


auc, ap = {}, {}
for prevalence in prevalences:
    rng = np.random.default_rng(6)
    n, n_pos = 100_000, int(100_000 * prevalence)
    drawn = np.repeat([1, 0], [n_pos, n - n_pos])
    scores = rng.normal(size=n) + shift * drawn
    for found, name in ((auc, "roc_auc"), (ap, "average_precision")):
        found[prevalence] = bootstrap_interval(drawn, scores, name, n_resamples=200)
theory = {prevalence: ap_in_theory(prevalence) for prevalence in prevalences}


def draw(ax, intervals, style, **look):
    """Draw estimates with their intervals against prevalence."""
    middle = np.array([interval.estimate for interval in intervals.values()])
    ends = np.array([[interval.low, interval.high] for interval in intervals.values()])
    arms = np.abs(ends - middle[:, None]).T
    ax.errorbar(list(intervals), middle, arms, fmt=style, capsize=5, ms=6, **look)


figure, ax = plt.subplots(figsize=(8, 4), layout="constrained")
draw(ax, auc, "o-", color="#0072B2")
draw(ax, ap, "^", color="#D55E00")
ax.plot(grid, [ap_in_theory(prevalence) for prevalence in grid], color="#D55E00")
ax.plot(grid, grid, ":", color="#6B6B6B")
for words, place, colour in (
    ("ROC AUC", (0.02, 0.93), "#0072B2"),
    ("average precision: line in theory, marks simulated", (0.05, 0.52), "#D55E00"),
    ("AP of knowing nothing", (0.48, 0.03), "#6B6B6B"),
):
    ax.annotate(words, place, color=colour, ha="left", fontsize=12)
ax.set(xscale="log", xlabel="prevalence, from common to rare", ylabel="score")
ax.set(xlim=(0.65, 0.0007), ylim=(0, 1))
ax.set_xticks(prevalences, [f"{prevalence:g}" for prevalence in prevalences])
ax.minorticks_off()
ax.tick_params(labelsize=12)
told = "; ".join(
    f"at {prevalence:g} ROC AUC {auc[prevalence]}, AP {ap[prevalence]}, "
    f"in theory {theory[prevalence]:.3f}"
    for prevalence in prevalences
)
show(
    figure,
    alt=f"One classifier at four prevalences: {told}. The AP of knowing nothing is the prevalence.",
    upright=True,
)
lifts = "  ".join(f"{theory[part] / part:.3f} at {part:g}" for part in prevalences)
print("AP in theory / prevalence:", lifts)
for prevalence in prevalences:
    assert auc[prevalence].low < 0.9 < auc[prevalence].high
    assert ap[prevalence].low < theory[prevalence] < ap[prevalence].high
assert theory[0.5] > 0.85 and theory[0.001] < 0.05
assert theory[0.001] / 0.001 > 5 * theory[0.5] / 0.5  # as a multiple of its baseline
assert auc[0.001].high - auc[0.001].low > 5 * (auc[0.5].high - auc[0.5].low)

# %% [markdown] id="headline-read" slideshow={"slide_type": "skip"}
# ROC AUC compares one positive with one negative; how many there are of each does not enter. Average
# precision asks how clean the list is, and with a thousand negatives to one positive it is not. So
#
# - an average precision means nothing without its baseline beside it, the prevalence;
# - two average precisions are compared on the same rows, not across prevalences. The printed line
#   divides each by its baseline, and these *multiples grow* while AP itself melts: neither says that the
#   classifier has become better or worse;
# - a ROC AUC can be carried to another place *as long as each class looks there as it does here*. Often
#   it does not: where the easy cases are missing it falls, and where they come back it rises (the
#   last line printed with the scoreboard below shows that);
# - it tells nothing about the alarms you will have there.
#
# On the right the interval of ROC AUC is widest, with as many rows as on the left: few positives carry it.

# %% [markdown] id="headline-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *6 minutes.* Hide the figure and ask: what happens to ROC AUC and to AP when positives
# become rarer, up, same or down? Usual wrong answer: "both fall". Ask which line a vendor would print and
# which one the people who work off the alarms would. Then: is the classifier worse on the right? No. The
# job is harder.

# %% [markdown] id="table-title" slideshow={"slide_type": "slide"}
# ## "ROC AUC 0.90, so it can be used"
#
# The same classifier, cut where it finds six positives in ten; the rest is lesson 3's formula for
# precision and its like. Which rows stand still? (➤: what you need to count alarms.)

# %% id="table" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
tpr = 0.6  # the cut finds six positives in ten
fpr, pi = norm.sf(shift - norm.ppf(tpr)), np.array(prevalences)
tp, fn, fp, tn = pi * tpr, pi * (1 - tpr), (1 - pi) * fpr, (1 - pi) * (1 - fpr)


def skill_in_theory(prevalence):
    """Return the Brier skill of the true probabilities, the best that there can be."""

    def risk(s):
        found = prevalence * norm.pdf(s - shift)
        return found / (found + (1 - prevalence) * norm.pdf(s))

    return 1 - (1 - mean_over_positives(risk)) / (1 - prevalence)


table = pd.DataFrame(
    {
        "➤ recall": tpr,
        "false-positive rate": fpr,
        "balanced accuracy": (tpr + 1 - fpr) / 2,
        "➤ precision": tp / (tp + fp),
        "➤ false alarms to one true": fp / tp,
        "F1": 2 * tp / (2 * tp + fp + fn),
        "F1 of flagging everybody": 2 * pi / (1 + pi),
        "MCC": (tp * tn - fp * fn)
        / np.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)),
        "accuracy": tp + tn,
        "Brier skill, at its best": [skill_in_theory(part) for part in pi],
    },
    index=pd.Index([f"{part:g}" for part in pi], name="prevalence"),
)
alarms, first, last = "➤ false alarms to one true", table.iloc[0], table.iloc[-1]
assert first["➤ precision"] > 0.85 and last[alarms] > 50
assert first.F1 > 0.7 and last.F1 < 0.05  # F1 is not proof against prevalence
assert first["F1 of flagging everybody"] > 0.6 and last.MCC < 0.1
assert np.ptp(table.accuracy) > 0.1  # accuracy moves too, towards 1 - FPR
assert np.ptp(table["Brier skill, at its best"]) > 0.3
table.T.map(lambda value: f"{value:.0f}" if value >= 10 else f"{value:.3f}")

# %% [markdown] id="table-read" slideshow={"slide_type": "skip"}
# Recall, false-positive rate and what is made of them alone stand still. Whatever mixes the classes
# moves: precision, **F1**, MCC, accuracy, Brier skill. F1 is often recommended "for imbalanced data"; it
# is not proof against prevalence, flagging everybody gets a high one where classes are equal, and it
# never looks at the true negatives. Balanced accuracy stands still, which is the reason to use it and
# the reason not to: it is the same where nearly all alarms are true and where nearly all are false.
#
# **Myth:** "A ROC AUC of 0.90 means that the model can be used." **Fact:** usable is a question to
# precision at the recall that you need. Another shape of scores, or another recall, gives another
# number, and ROC AUC does not tell which; whether it is much depends on what an alarm costs.

# %% [markdown] id="table-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* Ask: which single row would you report? Usual wrong answer: F1; point at
# its row, then at the one below. MCC? It moves as well (Chicco and Jurman 2020 prefer it to F1 and
# accuracy, for it looks at all four cells). What stands still is made of recall and false-positive rate
# only: both together describe a test wherever it is used, and neither counts alarms.

# %% [markdown] id="explorer-title" slideshow={"slide_type": "slide"}
# ## Two curves hold every cut. You will use one
#
# **ROC**: recall against false-positive rate; excellent. **Precision-recall**: precision against recall;
# modest. One model, the same rows. Move its cut (the slider says *threshold*); a false alarm costs 1 and a
# missed death 20.

# %% id="explorer" slideshow={"slide_type": "-"} tags=["hide-input"]
explore_threshold(
    y, p, cost_fp=1, cost_fn=20, title="Who dies? Logistic regression, by crash"
)

# %% [markdown] id="explorer-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *6 minutes.* One model, the same rows: on the left curve it looks excellent, on the
# right one modest, and neither is wrong. Raise the cut until about a hundred rows are flagged: where is
# the point on either curve? On the ROC it is squeezed into the corner, on the other it stands where the
# list begins. Then the cut that finds nine deaths in ten; read precision. Then "highest F1" and "lowest
# cost": two cuts. F1 has a price list of its own, and it is not yours. Usual wrong answer: "the best cut
# is the corner of the ROC curve"; the curve knows no costs.

# %% [markdown] id="calibration-title" slideshow={"slide_type": "slide"}
# ## Are the probabilities right?
#
# The **calibration curve** of lesson 5. **Calibrated**: of rows with a risk of 10 %, about 10 % are
# positive. **Brier score**: mean of (p−y)². **Brier skill**: 1 − Brier score / the dummy's, π(1−π).

# %% id="calibration" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
figure, axes = plt.subplots(1, 2, figsize=(9.6, 3.9), layout="constrained")
looks = {"plain": ("o-", "#0072B2"), "weighted": ("s--", "#D55E00")}
happened = {}
for name, (style, colour) in looks.items():
    risk = probability[name]
    died, said = calibration_curve(y, risk, n_bins=10, strategy="quantile")
    happened[name] = died - said
    for ax in axes:
        ax.plot(said, died, style, color=colour, label=name)
    brier = np.mean((risk - y) ** 2)
    skill = 1 - brier / (y.mean() * (1 - y.mean()))
    assert np.isclose(brier, brier_score_loss(y, risk))
    assert np.isclose(skill, d2_brier_score(y, risk))
    print(f"{name:8} mean risk / prevalence {risk.mean() / y.mean():.3f}, ", end="")
    print(f"Brier {brier:.3f} (dummy {np.mean((dummy - y) ** 2):.3f}), ", end="")
    print(f"skill {skill:.3f}")
for ax, end in zip(axes, (1, 0.3)):
    ax.plot([0, 1], [0, 1], ":", color="#6B6B6B", label="calibrated")
    ax.set(xlim=(-0.02 * end, end), ylim=(-0.02 * end, end))
    ax.set_xlabel("predicted risk, by tenths of the rows", fontsize=14)
    ax.tick_params(labelsize=13)
axes[0].set_ylabel("share that died", fontsize=14)
axes[0].set_title("all risks", fontsize=14)
axes[1].set_title("the lower left corner, larger", fontsize=14)
axes[0].legend(loc="upper left", fontsize=13)
show(
    figure,
    alt="Calibration curves. The plain model lies close to the diagonal, the weighted one far "
    "below it: its risks are too high everywhere.",
)
assert 0.9 < p.mean() / y.mean() < 1.1 and weighted.mean() / y.mean() > 5
assert d2_brier_score(y, weighted) < 0 < d2_brier_score(y, p)
assert np.abs(happened["plain"]).max() < 0.03  # close to the diagonal
assert (happened["weighted"] < 0).all()  # too high everywhere

# %% [markdown] id="calibration-read" slideshow={"slide_type": "skip"}
# The two models rank alike, so no ranking metric sees any of this. The plain model says what happens; the
# weighted one promises several times as many deaths as there were.
#
# Brier skill mixes two things: how far apart the risks of the rows are, minus how wrong they are. At a
# few positives in a hundred nobody gets near 1, since hardly any risk is near 1; a low skill is no sign
# of bad probabilities. *Whether they are right* is answered by the curve, and by mean risk over
# prevalence. A raw Brier score sounds small for everybody, the dummy included: that is why the skill is
# reported.

# %% [markdown] id="calibration-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *6 minutes.* Two models, the same ROC AUC. Ask who in the room uses `predict_proba` as a
# probability, and whether the training was weighted. Usual wrong answer to the printed Brier scores:
# "so small an error is excellent". The dummy's is hardly larger.

# %% [markdown] id="interval-title" slideshow={"slide_type": "slide"}
# ## Put an interval on it
#
# Lesson 2 had it for recall; now for any metric. **Bootstrap**: draw as many rows as there are, *with
# replacement*; compute the metric; do it a few hundred times. The interval holds the middle 95 % of these
# values. Here whole crashes are drawn.
#
# What widens it: fewer survivors to test on, or fewer deaths?

# %% id="interval" slideshow={"slide_type": "fragment"} tags=["claim", "hide-input"]
rng = np.random.default_rng(1)
deaths, survivors = (rng.permutation(np.flatnonzero(y == k)) for k in (1, 0))
sure = {}
for every_death in (1, 10):  # keep each row, or one in ten
    for every_survivor in (1, 10):
        dead, alive = deaths[::every_death], survivors[::every_survivor]
        rows = np.sort(np.concatenate([dead, alive]))
        name = f"{len(dead)} deaths, {len(alive)} survivors"
        sure[name] = bootstrap_interval(
            y[rows], p[rows], "roc_auc", groups=crash.groups.iloc[rows], n_resamples=500
        )
dots(sure, "ROC AUC", roc_auc_score(y, p))
width = [interval.high - interval.low for interval in sure.values()]
assert width[1] < 1.5 * width[0]  # a tenth of the survivors costs little
assert width[2] > 2 * width[0]  # a tenth of the deaths costs much


# %% [markdown] id="interval-read" slideshow={"slide_type": "skip"}
# Where few positives stand, the interval is wide, however many rows there are. (The dots move by the
# chance of which rows were kept; watch the widths.) Rows of one crash were drawn together; it makes little
# difference here, and one cannot know that beforehand.

# %% [markdown] id="interval-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Vote first, then turn on: the positives carry it. Ask: how many positives has your test set? Usual wrong answer: the number
# of its rows. The dots jump by chance; watch the widths. The width goes about with one over the root of
# the number of positives. For ROC AUC ten times as many negatives hardly help; precision and AP hang on
# the negatives at the top of the list too. Exercise 6.3 is for home.

# %% [markdown] id="ex-6-3-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 6.3 · An interval from a stratified bootstrap
#
# *3 points; about 10 minutes.*
#
# The next cell holds a function to write. What it must do stands below the function's name. Replace the `...`, run it, then run the check below it. Use its parameters and what the lesson imported, none of the notebook's variables. Stuck? Run `hint("6.3")`.

# %% id="ex-6-3" slideshow={"slide_type": "skip"}
def stratified_interval(y_true, y_score, metric, n_resamples, rng):
    """Return a 95 % interval of a metric from a stratified bootstrap.

    Each resample draws with replacement as many positives as there are, from the positives,
    and as many negatives as there are, from the negatives. The metric is computed on each;
    the interval goes from the 2.5 to the 97.5 percentile of these values (their mean ± 1.96
    standard deviations will do too). Write the loop, without `bootstrap_interval`.

    Parameters: `y_true`, an array of 0 and 1 that holds both, be it one positive only;
    `y_score`, an array of as many scores; `metric`, a function that is called as
    `metric(y_true, y_score)`; `n_resamples`, a whole number; and `rng`, a seed or a
    generator, of which `np.random.default_rng(rng)` makes a generator. Returns: a pair,
    `(low, high)`.
    """
    ...


# %% id="ex-6-3-check" slideshow={"slide_type": "skip"}
check("6.3", stratified_interval)

# %% [markdown] id="bootstrap-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# For home, 10 minutes. Usual errors: all rows drawn alike, so that the prevalence moves;
# labels and scores drawn apart; the generator made anew in the loop.

# %% [markdown] id="board-title" slideshow={"slide_type": "skip"}
# ## Scoreboard: one column per question
#
# *Plain* and *weighted* stand here under the names that they have on the other boards, logistic regression
# and "logistic, balanced". The differences are paired, fold by fold. A difference whose interval only just holds 0 is not *no* difference; the data cannot tell.
#
# How often somebody dies is the design's number here, not the road's: the survey over-drew bad crashes
# (see [lesson 1](01_introduction.ipynb); `print(crash.DESCR)` shows the data card). The last line weights
# each row by the people it stands for: deaths become far rarer and AP falls, yet ROC AUC *rises*. Among
# the living the survey had over-drawn the hard cases, so each class does not look as it did.

# %% id="board" slideshow={"slide_type": "skip"} tags=["scoreboard", "on-crash_deaths", "claim"]
titles = {"plain": "logistic regression", "weighted": "logistic, balanced"}
methods = {titles.get(name, name): q for name, q in probability.items()}
board = scoreboard(y, methods, groups=crash.groups, recall_at_k=1_000, n_resamples=500)
for metric, title in {
    roc_auc_score: "ROC AUC",
    average_precision_score: "AP",
    d2_brier_score: "Brier skill",
}.items():
    for name in ("weighted", "boosting"):
        gain = over_plain(metric, probability[name])
        print(f"{title:11} {name} minus plain: {gain}")
        if (title, name) == ("Brier skill", "weighted"):
            assert gain.high < -1  # probabilities spoilt
        else:
            assert abs(gain.estimate) < 0.02 and gain.low < 0  # no clear gain
people = crash.sample_weight.to_numpy()
print(f"log-loss: plain {log_loss(y, p):.3f}, weighted {log_loss(y, weighted):.3f}")
print(
    f"weighted to the road, roughly, since the weights vary much: "
    f"prevalence {np.average(y, weights=people):.3f}, "
    f"AP {average_precision_score(y, p, sample_weight=people):.3f}, "
    f"ROC AUC {roc_auc_score(y, p, sample_weight=people):.3f}"
)
assert np.average(y, weights=people) < 0.01
assert average_precision_score(y, p, sample_weight=people) < 0.6 * (
    average_precision_score(y, p)
)
assert roc_auc_score(y, p, sample_weight=people) > roc_auc_score(y, p) + 0.03
board

# %% [markdown] id="twin-title" slideshow={"slide_type": "slide"}
# ## Myth: "on rare classes AP is always the better metric"
#
# **Fact:** it answers another question: how clean is the top of the list *at this prevalence*? One model:
# does it rank fast crashes better (40 km/h and more at impact; more people die) or slow ones? The
# differences are paired by fold; "both at 5 %" weights rows as if so many died (lesson 3's `ap_at`).

# %% id="twin" slideshow={"slide_type": "fragment"} tags=["claim", "hide-input"]
fast = X.dvcat.isin(["40-54", "55+"]).to_numpy()  # impact speed in km/h


def ap_at(prevalence):
    """Return average precision with rows weighted to one prevalence, as a metric."""

    def metric(y_true, scores):
        share = y_true.mean()
        weight = np.where(
            y_true == 1, prevalence / share, (1 - prevalence) / (1 - share)
        )
        return average_precision_score(y_true, scores, sample_weight=weight)

    return metric


def fast_minus_slow(metric):
    parts = fast, ~fast
    return by_fold(
        lambda rows: -np.diff(
            [metric(y[rows][part[rows]], p[rows][part[rows]]) for part in parts]
        )[0]
    )


gaps = {
    title: fast_minus_slow(metric)
    for title, metric in {
        "AP as it is": average_precision_score,
        "AP, both at 5 %": ap_at(0.05),
        "AP, both at 0.1 %": ap_at(0.001),
        "ROC AUC": roc_auc_score,
    }.items()
}
print(f"died in fast crashes {y[fast].mean():.3f}, in slow {y[~fast].mean():.3f};", end="")
print(
    f" ROC AUC {roc_auc_score(y[fast], p[fast]):.3f} and "
    f"{roc_auc_score(y[~fast], p[~fast]):.3f}, of all {roc_auc_score(y, p):.3f}"
)
dots(gaps, "fast minus slow", 0)
as_it_is, at_five, at_a_thousandth, of_auc = gaps.values()
assert as_it_is.low > 0 > of_auc.high and at_five.high < 0
assert at_a_thousandth.low < 0 < at_a_thousandth.high
assert roc_auc_score(y, p) > max(
    roc_auc_score(y[part], p[part]) for part in (fast, ~fast)
)

# %% [markdown] id="twin-read" slideshow={"slide_type": "skip"}
# Where does a list of a hundred names hold most deaths? Among fast crashes: average precision as it is.
# Where does the model tell the dead from the living? ROC AUC, over all pairs. Both are right, and only
# one of them was asked. Weighting both parts to one prevalence makes AP comparable, and leaves it a
# question about *that* prevalence: at a few in a hundred slow crashes win, at one in a thousand nobody
# clearly does. And the ROC AUC of a part hangs on its mix of cases: where all risks are much alike, any
# model orders badly. That is why all crashes together score higher than either part.
#
# McDermott et al. (2024) looked where the myth comes from and found it often without a citation, or with
# one that does not support it; they also show that choosing by AP can favour the group in which positives
# are common.

# %% [markdown] id="twin-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *6 minutes.* Let the room choose before the picture. Usual answer: "in fast ones, AP is
# far higher". More people die there, so any list is cleaner. Over all pairs slow crashes are ordered
# better; at the top of a list at 5 % too; at the very top of a list at one in a thousand one cannot tell.
# AP at a common prevalence still is a question about *that* prevalence. Two objections. "How can the AUC
# of all beat both parts?" Pairs across the parts are the easy ones: a death at high speed against a
# survivor at low speed. "So the model is worse in fast crashes?" The AUC of a subgroup depends on its
# case mix: the narrower the spread of risks, the harder the ordering, for any model.

# %% [markdown] id="classes-title" slideshow={"slide_type": "skip"}
# ## Several classes: no single number
#
# `yeast`: where in the cell does a protein belong? Ten places, from hundreds of rows down to a handful. One
# recall per class, and lesson 2's interval (Wilson) around it.
#
# **Micro** pools the rows, so the large classes decide; with one label per row it is accuracy. **Macro**
# averages the classes, so a row of ERL weighs as much as many rows of CYT, and a wide interval of one
# class goes into the mean like the narrow ones. Look for VAC in the figure: would either average have told
# you? So look at the classes first, then choose the average that the job asks for. The same two words
# stand before precision, F1 and AP; "macro F1" even has two definitions (see Opitz and Burst below).

# %% id="classes" slideshow={"slide_type": "skip"} tags=["claim"]
yeast = load_dataset("yeast")
five = StratifiedKFold(5, shuffle=True, random_state=0)


def ten_class(**options):
    model = LogisticRegression(solver="newton-cholesky", **options)
    return make_pipeline(StandardScaler(), model)


site = cross_val_predict(ten_class(), yeast.data, yeast.target, cv=five)
hit = pd.Series(site == yeast.target)
found = (
    hit.groupby(yeast.target.to_numpy()).agg(["sum", "size"]).sort_values("size")[::-1]
)
ends = [
    binomtest(int(row["sum"]), int(row["size"])).proportion_ci(method="wilson")
    for _, row in found.iterrows()
]
macro, micro = recall_score(yeast.target, site, average="macro"), hit.mean()
recall = (found["sum"] / found["size"]).to_numpy()
low, high = np.array(ends).T
figure, ax = plt.subplots(figsize=(8, 4.4), layout="constrained")
names = [f"{name} ({row['size']})" for name, row in found.iterrows()]
ax.errorbar(
    recall,
    names,
    xerr=[recall - low, high - recall],
    fmt="o",
    capsize=4,
    color="#0072B2",
)
ax.axvline(
    micro,
    color="#6B6B6B",
    linestyle="--",
    label=f"micro recall = accuracy, {micro:.3f}",
)
ax.axvline(macro, color="#D55E00", linestyle=":", label=f"macro recall, {macro:.3f}")
ax.set(
    xlabel="recall, 95 % interval (rows of the class in brackets)", xlim=(-0.02, 1.02)
)
ax.invert_yaxis()
ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2)
told = "; ".join(f"{name} {part:.3f}" for name, part in zip(names, recall))
show(
    figure,
    alt=f"Recall of each of ten classes, from the largest to the smallest: {told}. "
    f"Macro {macro:.3f}, micro {micro:.3f}.",
)
assert np.isclose(micro, recall_score(yeast.target, site, average="micro"))
assert np.isclose(micro, accuracy_score(yeast.target, site))
assert (high - low)[-1] > 3 * (high - low)[0]  # five rows against hundreds
assert recall[list(found.index).index("VAC")] == 0

# %% [markdown] id="exception-title" slideshow={"slide_type": "skip"}
# ## The honest exception: accuracy, when the job asks for it
#
# `page_blocks_five`: is a block of a scanned page text, a line, a picture or a graphic? Nearly all is text.
# Two jobs: a clerk corrects every wrong block by hand, in the same time each; an archive has to find the
# pictures *and* the graphics *and* the lines. Plain or weighted?

# %% id="exception" slideshow={"slide_type": "skip"} tags=["claim"]
pages = load_dataset("page_blocks_five")
ten = RepeatedStratifiedKFold(n_splits=5, n_repeats=2, random_state=0)
scoring = {"accuracy": "accuracy", "macro recall": "recall_macro"}
runs = {
    name: cross_validate(
        ten_class(**options), pages.data, pages.target, cv=ten, scoring=scoring
    )
    for name, options in {"plain": {}, "weighted": {"class_weight": "balanced"}}.items()
}
change = {}
for title in scoring:
    plain, other = (runs[name][f"test_{title}"] for name in ("plain", "weighted"))
    change[title] = fold_interval(other - plain, n_train=4, n_test=1)
    print(f"{title:12} plain {plain.mean():.3f}, weighted {other.mean():.3f}, ", end="")
    print(f"weighted minus plain {change[title]}")
print(f"always 'text': accuracy {pages.target.value_counts(normalize=True).max():.3f}")
assert change["accuracy"].high < 0 < change["macro recall"].low

# %% [markdown] id="exception-read" slideshow={"slide_type": "skip"}
# Each metric crowns another model, clearly, and each is right for one of the two. For the clerk every
# error costs the same: accuracy *is* the cost, up to a factor, and the plain model is better, imbalanced
# or not. For the archive each class counts alike: macro recall, and the weighted one (lesson 7 asks
# whether that takes a weight). Accuracy is the
# wrong number when errors differ in price, which with rare classes they mostly do; imbalance alone is no
# reason against it.
#
# <details><summary><b>Deeper:</b> AP as a weighted sum, and its minimum</summary>
#
# **AP is a weighted sum.** With the cuts $t_1 > t_2 > \dots$ at the different scores,
# $\text{AP} = \sum_i (R_i - R_{i-1})\, P_i$: precision, weighted by what recall gains. For continuous
# scores that is the mean of the precision at the score of a random positive, the integral of the cell
# `headline`. ROC AUC is the mean of $1 - \text{FPR}$ there: the same positives, the same cuts, and
# precision in its place. Straight lines between the points of a precision-recall curve are wrong, since
# precision does not move in straight lines (Davis and Goadrich 2006).
#
# **The worst AP is not 0.** With all positives at the bottom it is about
# $1 + (1 - \pi) \ln(1 - \pi) / \pi$ (Boyd et al. 2012; `expected_min_ap` of `course_utils.evaluation`, for counts too). At $\pi = 0.5$ that is near 0.31, so an AP of 0.6
# is no achievement there; for rare classes it is about $\pi / 2$.
#
# </details>
#
# <details><summary><b>Deeper:</b> lift, DET curves, and what F1 optimises</summary>
#
# **Lift** is precision over prevalence: how many times more positives a flagged row holds than a random
# one. It is read at a depth, such as the top 1 %, and its maximum is $1 / \pi$.
#
# **DET curves** plot misses against false alarms on normal-quantile axes: two normal score distributions
# of equal spread give a straight line, and the corner that matters at low prevalence is spread out.
#
# **F1** is greatest at a cut of half the greatest F1 itself, when probabilities are calibrated (Lipton
# et al. 2014); around it F1 is flat, so the cut found on data is only near to that. So it asks for a cut below 0.5 whenever it cannot be perfect; the price list behind it is
# the data's, not yours.
# </details>

# %% id="deeper-run" slideshow={"slide_type": "skip"} tags=["claim"]
k = int(0.01 * len(y))
top = np.argsort(-p, kind="stable")[:k]
print(
    f"lift in the top 1 %: {y[top].mean() / y.mean():.3f}, at most {1 / y.mean():.3f}"
)
worst = average_precision_score(y, np.linspace(0, 0.5, len(y)) - y)
share = y.mean()
boyd = 1 + (1 - share) * np.log(1 - share) / share
print(f"worst average precision: {worst:.3f}, Boyd et al.: {boyd:.3f}")
assert np.isclose(worst, boyd, atol=1e-4)

# F1 at every cut there is (the explorer looks at about a hundred of them).
precisions, recalls, cuts = precision_recall_curve(y, p)
f1 = 2 * precisions * recalls / np.maximum(precisions + recalls, 1e-12)
best = f1.argmax()
print(
    f"greatest F1: {f1[best]:.3f}, at the cut {cuts[best]:.3f}; half of it: {f1[best] / 2:.3f}"
)
assert abs(cuts[best] - f1[best] / 2) < 0.06

figure, ax = plt.subplots(figsize=(5.5, 4), layout="constrained")
for name, rows in {"fast crashes": fast, "slow crashes": ~fast}.items():
    DetCurveDisplay.from_predictions(y[rows], p[rows], ax=ax, name=name)
ax.set(xlabel="false-positive rate", ylabel="false-negative rate")
show(
    figure,
    alt="DET curves of the plain model: two falling lines, that of slow crashes below, so with "
    "fewer errors of either kind.",
)

# Mend one mistake: let a positive and the negative just above it change places.
before = np.array([0, 1, 0, 1, 0, 0, 0, 0, 1, 0])
gained = []
for rank in np.flatnonzero((before[:-1] == 0) & (before[1:] == 1)):
    after = before.copy()
    after[[rank, rank + 1]] = 1, 0
    areas = (roc_auc_score, average_precision_score)
    gained.append([metric(after, falling) - metric(before, falling) for metric in areas])
    print(f"ranks {rank + 1} and {rank + 2} mended: ", end="")
    print("ROC AUC +{:.3f}, average precision +{:.3f}".format(*gained[-1]))
auc_gain, ap_gain = np.array(gained).T
assert np.allclose(auc_gain, auc_gain[0])  # every pair counts alike
assert ap_gain[0] > 3 * ap_gain[1] / 2 > 3 * ap_gain[2]  # the top counts most

# %% [markdown] id="ex-6-4-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 6.4 · The metric for five jobs
#
# *2 points; about 7 minutes.*
#
# Five jobs, and for each the metric that somebody proposes. **Which proposals answer the job's
# question?** Give every one that does, as a set; then the one letter that says what is wrong with
# the others.
#
# - **a**: A clinic can see 200 people a month and invites those with the highest scores; it wants to find as many of the ill as it can. Proposed: recall among the 200 highest scores.
# - **b**: An insurer's premium is the predicted risk times the sum insured. Proposed: ROC AUC.
# - **c**: One model, unchanged, runs in ten hospitals; in some 1 % are ill, in others 20 %. Where does it most often put a well person above an ill one? Proposed: ROC AUC, the lowest is the worst.
# - **d**: A payment is stopped or let through. A missed fraud costs 100 euros, a false alarm costs 1. Proposed: F1 at the cut that will be used.
# - **e**: Letters go to one of ten departments, of very different size. Whichever department it is, a wrong letter costs two minutes. Proposed: accuracy.
#
# **And why?** What is wrong with the others?
#
# - **p**: The metric can get better while the job is done worse, since what the job pays for is not in it.
# - **q**: The metric moves with the share of positives, so it misleads where positives are rare.
# - **r**: The metric looks at the order of the rows only, while the job needs a probability.
# - **s**: The metric looks at one cut only, while the job needs the ranking as a whole.
#
# Replace the `...` by a set, such as `{"a", "b"}`. Stuck? Run `hint("6.4")`.

# %% id="ex-6-4" slideshow={"slide_type": "skip"}
answer_6_4 = ...
why_6_4 = ...

# %% id="ex-6-4-check" slideshow={"slide_type": "skip"}
check("6.4", answer_6_4, why_6_4)


# %% [markdown] id="jobs-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *6 minutes in pairs, 4 together.* Usual errors: accuracy and ROC AUC are struck out
# because the data are imbalanced; F1 is let through for the same reason. Ask of each: what is done with
# the output, and what is paid for?

# %% [markdown] id="ex-6-5-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 6.5 · Macro and micro recall ★
#
# *No points, for those who want more; about 8 minutes.*
#
# The next cell holds a function to write. What it must do stands below the function's name. Replace the `...`, run it, then run the check below it. Use its parameters and what the lesson imported, none of the notebook's variables. Stuck? Run `hint("6.5")`.

# %% id="ex-6-5" slideshow={"slide_type": "skip"}
def macro_and_micro_recall(y_true, y_pred):
    """Return the macro and the micro recall of a classifier with any number of classes.

    The recall of a class is the share of its rows that get its name. Macro recall is the mean
    of the recalls of the classes that occur in `y_true`, each class counting alike. Micro
    recall pools all rows first: the rows that get their own name, out of all. Write the two
    means out, without scikit-learn's metrics.

    Parameters: `y_true` and `y_pred`, two arrays of class names of equal length; the names are
    words or numbers, such as 1.5. `y_pred` may hold a name that `y_true` does not, and the
    other way round. Returns: a pair, `(macro, micro)`.
    """
    ...


# %% id="ex-6-5-check" slideshow={"slide_type": "skip"}
check("6.5", macro_and_micro_recall)

# %% [markdown] id="macro-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# For home, with the ten classes of `yeast` and the honest exception. Usual errors: a class
# that only `y_pred` names gets a recall of 0 or of 0/0; precision in place of recall. Usual opinion: "macro
# is the fair one". Fair to classes, not to rows.

# %% [markdown] id="ex-6-quiz-prompt" slideshow={"slide_type": "slide"}
# ### Quiz 6
#
# Four questions on this lesson. They give no points; each answer has its reason.
#
# **A.** Four rows. One scores 0.9 and is positive; three score 0.6, two of them positive. What is the average precision?
#
# - **a**: 1: the positives of the three equal rows come first
# - **b**: 0.875: the mean of the precisions at the two cuts, 1 and 3/4
# - **c**: 0.806: the negative of the three equal rows comes first
# - **d**: 0.833: 1/3 of the recall at a precision of 1, 2/3 at 3/4
#
# **B.** `roc_auc_score(y_true, model.predict(X))` rises by a quarter when the classes are weighted. What do you know of a change in the ranking?
#
# - **a**: It has become much better.
# - **b**: Nothing: labels were scored, and weights alone push more rows over 0.5.
# - **c**: It is better, though by less than a quarter.
# - **d**: It is worse, since weights spoil probabilities.
#
# **C.** The same model has an average precision three times as high in one town as in another. In the first, nine times as many rows are positive. In which does it rank better?
#
# - **a**: It cannot be said from these numbers; it needs ROC AUC, or AP at a prevalence that you name.
# - **b**: In the first: more is better.
# - **c**: In the second, because its positives are rarer.
# - **d**: In both alike, since the model is the same.
#
# **D.** Ten classes, the smallest of five rows. A changed model gets three more of these five right, and a hundred fewer of the fifteen hundred rows in all. What do macro and micro recall do?
#
# - **a**: Both fall.
# - **b**: Both rise.
# - **c**: Micro falls. Macro gains 0.06 from the smallest class alone, and may rise.
# - **d**: Macro falls, micro rises.
#
# Put a letter in quotes, such as `"a"`, in place of each `...` in the next cell, and run it (Shift+Enter).

# %% id="ex-6-quiz" slideshow={"slide_type": "skip"}
check("6.quiz", a=..., b=..., c=..., d=...)

# %% [markdown] id="quiz-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# For home. Usual wrong answers: A b, the mean of the precisions at the cuts; B c; C c,
# "rarer is harder, so it must be better there".

# %% [markdown] id="recap" slideshow={"slide_type": "slide"} tags=["takeaway"]
# ## Recap and decision card
#
# Labels have no curve: the area under their "curve" is balanced accuracy. While each class stays as it is,
# one classifier keeps its ROC AUC at any prevalence; precision, F1 and average precision move. A good
# ranking says nothing about probabilities. Every number needs a baseline and an interval, and the
# positives carry it. The metric follows from what will be done with the output.
#
# | What will be done with the output | Report |
# | --- | --- |
# | a list is worked off from the top | precision or recall at k; AP beside the prevalence |
# | each row gets a yes or no | cost at the cut; precision and recall with intervals |
# | the risk is multiplied or shown | Brier skill, calibration curve, mean risk over prevalence |
# | places are compared: where is the order worse? | ROC AUC; or AP at a prevalence that you name |
# | every error costs the same | accuracy, beside always-the-largest-class |
# | several classes | each class's recall first; macro for classes, micro for rows |
#
# **Next:** lesson 5 put the dropped negatives back. Here no row was dropped. Can a weight be taken back too,
# and from which prior? ([lesson 7](07_class_weights.ipynb))

# %% [markdown] id="recap-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Leave the card on screen. Closing question: which line is your project?
# Answers: warm-up b, a; 6.4 a, c, e with p; quiz d, b, a, c. Usual wrong answer to the last line: "train
# without weights", which is one way; lesson 7 has the other.

# %% [markdown] id="reading" slideshow={"slide_type": "skip"}
# ## Further reading
#
# - Davis, J. and Goadrich, M. (2006). *The relationship between precision-recall and ROC curves.* ICML.
#   A curve lies above another everywhere in one space if and only if it does in the other; straight
#   lines between points are wrong in precision-recall space; the model that is best by one area need
#   not be by the other.
# - Saito, T. and Rehmsmeier, M. (2015). *The precision-recall plot is more informative than the ROC plot
#   when evaluating binary classifiers on imbalanced datasets.* PLoS ONE 10, e0118432. Shows how readers
#   of a ROC plot misjudge the alarms at low prevalence: our table.
# - McDermott, M. B. A. et al. (2024). *A closer look at AUROC and AUPRC under class imbalance.* NeurIPS.
#   Proves which mistakes each area favours (the last lines of our cell `deeper-run` show their theorem 1 on ten rows), shows
#   that choosing by the area under the precision-recall curve can favour groups with many positives,
#   and reviews where the claim of its superiority comes from. It does not say that ROC AUC is always
#   the better one.
# - Boyd, K. et al. (2012). *Unachievable region in precision-recall space and its effect on empirical
#   evaluation.* ICML. The part of the plot that no ranking can reach depends on prevalence alone.
# - Opitz, J. and Burst, S. (2019). *Macro F1 and macro F1.* arXiv 1911.03347. Two formulas share one
#   name, and can differ by up to 0.5.
# - Lipton, Z. C., Elkan, C. and Naryanaswamy, B. (2014). *Optimal thresholding of classifiers to
#   maximize F1 measure.* ECML PKDD. The cut behind F1.
# - Chicco, D. and Jurman, G. (2020). *The advantages of the Matthews correlation coefficient (MCC) over F1
#   score and accuracy in binary classification evaluation.* BMC Genomics 21, 6. Prefer MCC, since it is high
#   only when all four cells of the confusion matrix are good. It moves with prevalence as well: our table.
# - Hand, D. J. (2009). *Measuring classifier performance: a coherent alternative to the area under the ROC
#   curve.* Machine Learning 77. Read as a mean cost, the area weighs costs in another way for each
#   classifier; he proposes a measure that weighs them alike. (We read what later papers report of it.)
# - scikit-learn, reference page of `roc_auc_score`: for two classes its second argument is *target
#   scores*, not labels. (The slide gives "scikit-learn documentation" as the source of its code.)
#
# **Next:** [lesson 7](07_class_weights.ipynb). What does `class_weight="balanced"` do to a probability?
