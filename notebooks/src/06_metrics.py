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
# **The question:** *five metrics, five winners. Which of them may I believe?*
#
# About 90 minutes · needs lessons 1 to 3 and a first scikit-learn model
#
# After this lesson you can
#
# - compute average precision by hand, ties and all (exercise 6.1),
# - give each metric what it judges: labels, scores or probabilities (6.2),
# - put an interval on any of them (6.3),
# - name the metric that a job asks for, accuracy and ROC AUC included (6.4),
# - tell macro from micro with ten classes (6.5 starred).

# %% [markdown] id="title-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Ask: which number stood on the last report about a rare class that you saw, and what
# was done because of it? The usual answer names the number and not the decision. Timing, 90 in all:
# title and recall 5, snippet 7, exercise 6.2 6, failure 5, four questions 4, ten rows 5, exercise
# 6.1 10, curves 5, headline 7, table 6, explorer 4, calibration 6, interval 4, scoreboard 3, classes
# 6, myths 6, recap 1. For home: 6.3, 6.4, 6.5 and the quiz (discuss 6.4 next time).

# %% id="setup" slideshow={"slide_type": "skip"} tags=["setup"]
import warnings

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from scipy.integrate import quad
from scipy.stats import binomtest, norm
from sklearn.calibration import CalibrationDisplay, calibration_curve
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (
    DetCurveDisplay,
    PrecisionRecallDisplay,
    RocCurveDisplay,
    accuracy_score,
    average_precision_score,
    balanced_accuracy_score,
    brier_score_loss,
    d2_brier_score,
    f1_score,
    log_loss,
    matthews_corrcoef,
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
# Models, splits, metrics and curves below are scikit-learn in the open. Five helpers of the course do the
# rest: `bootstrap_interval`, `fold_interval` and `scoreboard` put an interval on every score;
# `explore_threshold` and `show` draw. `fold_interval??` in a cell of its own shows a helper's source.
#
# <details><summary><b>Foundations:</b> the confusion matrix and its children; scores, cuts, folds</summary>
#
# - A model gives each row a **score**; a **probability** is a score that claims to be the chance of
#   being positive. The **cut** turns scores into **labels**: rows that score so much or more are
#   *flagged*. `predict` of scikit-learn uses 0.5 of the probability.
# - The **confusion matrix** counts four kinds of rows: true positives (TP, flagged and positive), false
#   positives (FP, flagged in vain), false negatives (FN, missed), true negatives (TN).
# - **Recall**, or true-positive rate (TPR): TP / (TP + FN), how many positives are found. **Precision**:
#   TP / (TP + FP), how many alarms are true. **False-positive rate** (FPR): FP / (FP + TN).
# - **F1**: the harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN). **Fβ** counts recall β
#   times as important as precision. **MCC** is the correlation of labels and truth, from −1 to 1.
#   **Balanced accuracy**: the mean of TPR and 1 − FPR.
# - **Prevalence**, π: the share of positives. The **dummy** gives every row the same score.
# - **ROC AUC**: the share of pairs, one positive and one negative, in which the positive scores higher.
#   **Average precision** (AP): the precision down to each positive of the ranking, averaged. **At k**:
#   of the k highest scores. This lesson computes both areas by hand.
# - **Brier skill**: how much smaller the squared error of the probabilities is than the dummy's: 1 is
#   perfect, 0 is no better than the dummy. **Log-loss**: −log of the probability that was given to what
#   happened, averaged; 0 is perfect.
# - **Folds, leak, pipeline**: see lesson 3. Rows of one crash stay in one fold throughout.
# - **Brackets** hold 95 % intervals. Two models are compared by the interval of their *difference*,
#   never by overlap. A bootstrap interval draws other *test* rows for the same fitted models; how much
#   other training rows would change them is not in it. The differences by fold take in some of that.
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
# **B.** A model was trained on under-sampled data. Its ranking is as before. What happened to its probabilities?
#
# - **a**: They are too high.
# - **b**: They are too low.
# - **c**: They are as before, like the ranking.
#
# Put a letter in quotes, such as `"a"`, in place of each `...` in the next cell, and run it (Shift+Enter).

# %% id="ex-6-recall" slideshow={"slide_type": "skip"}
check("6.recall", a=..., b=...)

# %% [markdown] id="outline" slideshow={"slide_type": "slide"}
# ## A published slide, and its code
#
# Slide 6 of the outline that this course takes at its word:
#
# > Traditional evaluation metrics like accuracy can be misleading for imbalanced datasets. Instead,
# > metrics like precision, recall, F1-score, and area under the ROC curve (AUC-ROC) are more
# > appropriate.
#
# More appropriate *for what*? And what is wrong with the code that comes next? Take two minutes.

# %% id="published" slideshow={"slide_type": "subslide"} tags=["published"]
snippet = """
from sklearn.metrics import precision_score, recall_score, f1_score, roc_auc_score

precision = precision_score(y_true, y_pred)
recall = recall_score(y_true, y_pred)
f1 = f1_score(y_true, y_pred)
auc = roc_auc_score(y_true, y_pred)
"""

# %% [markdown] id="outline-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* The code runs, prints four numbers, and looks tidy; that is the trouble. The room finds
# "no data, no model" and "no interval". Ask: what does the area under a curve need that `y_pred` does
# not have? Usual wrong answer: "it is fine, scikit-learn would complain otherwise".

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
    "logistic regression": logistic(),
    "the same, weighted": logistic(class_weight="balanced"),
    "boosting": make_pipeline(columns, boosting),
}
probability = {
    name: cross_val_predict(model, X, y, cv=folds, method="predict_proba")[:, 1]
    for name, model in models.items()
}
p = probability["logistic regression"]

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
# *4 minutes.* Stay with the first three printed lines. Why exactly balanced accuracy? Labels have one
# cut, so the ROC curve has one corner, and the area under (0, 0), (FPR, TPR), (1, 1) is
# (TPR + 1 − FPR) / 2. Draw the two triangles on the board.

# %% [markdown] id="mended-title" slideshow={"slide_type": "slide"}
# ## Mended: labels, scores and probabilities, each judged as what it is

# %% id="mended" slideshow={"slide_type": "-"} tags=["mended"]
cut = 0.2  # named; lesson 9 chooses it by costs
y_pred = (p >= cut).astype(int)
print(
    f"at {cut}: precision {precision_score(y, y_pred):.3f} (prevalence {y.mean():.3f})"
)
print(f"        recall {recall_score(y, y_pred):.3f} (of {y.sum()} deaths)")
print(f"        F1 {f1_score(y, y_pred):.3f}, MCC {matthews_corrcoef(y, y_pred):.3f}")
for metric in ("roc_auc", "average_precision", "brier_skill"):
    score = bootstrap_interval(y, p, metric, groups=crash.groups, n_resamples=300)
    print(f"{metric:17} {score}")


# %% [markdown] id="mended-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Three groups of lines, three kinds of input. Then exercise 6.2, 6 minutes alone. Usual
# errors: column 0, and turning F1 into a metric of probabilities as well.

# %% [markdown] id="ex-6-2-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 6.2 · Score scores where scores are asked for
#
# *2 points; about 6 minutes.*
#
# The next cell runs, and is wrong. What it must do stands below the function's name. Mend it, run it, then run the check below it. Use its parameters and what the lesson imported, none of the notebook's variables. Stuck? Run `hint("6.2")`.

# %% id="ex-6-2" slideshow={"slide_type": "skip"}
def test_report(estimator, X_train, y_train, X_test, y_test):
    """Return four metrics of a classifier on the test rows.

    Parameters: an unfitted `estimator` that has `predict` and `predict_proba`, training rows
    and labels, test rows and labels, as arrays; labels are 0 or 1, 1 is the class of
    interest. Returns: a dict with the keys "roc_auc", "average_precision", "brier_skill" and
    "f1". The first two judge the ranking of the test rows, Brier skill judges their
    probabilities, and F1 judges the labels at the cut of the estimator's `predict`.
    """
    model = estimator.fit(X_train, y_train)
    y_pred = model.predict(X_test)
    return {
        "roc_auc": roc_auc_score(y_test, y_pred),
        "average_precision": average_precision_score(y_test, y_pred),
        "brier_skill": d2_brier_score(y_test, y_pred),
        "f1": f1_score(y_test, y_pred),
    }


# %% id="ex-6-2-check" slideshow={"slide_type": "skip"}
check("6.2", test_report)

# %% [markdown] id="failure-title" slideshow={"slide_type": "slide"}
# ## What it costs: the wrong winner
#
# Three models, out of fold, whole crashes. A colleague reports the "AUC" of labels, and chooses. Which
# model would you take from the first column, and which from the second?

# %% id="failure" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
reported = {
    name: (roc_auc_score(y, scores >= 0.5), roc_auc_score(y, scores))
    for name, scores in probability.items()
}
for name, (of_labels, of_scores) in reported.items():
    print(f"{name:20} 'AUC' of labels {of_labels:.3f}   ROC AUC {of_scores:.3f}")


def paired(metric, better, base):
    """Return the gain of one model over another, on the same folds."""
    gains = [
        metric(y[rows], probability[better][rows])
        - metric(y[rows], probability[base][rows])
        for _, rows in folds
    ]
    return fold_interval(gains, n_train=4, n_test=1)


def on_labels(y_true, scores):
    return roc_auc_score(y_true, scores >= 0.5)


print("weighted minus plain, paired by fold:")
print("  'AUC' of labels", of_labels := paired(on_labels, *list(models)[1::-1]))
print("  ROC AUC        ", of_scores := paired(roc_auc_score, *list(models)[1::-1]))
assert of_labels.low > 0.2 and of_scores.low < 0 < of_scores.high < 0.01
assert reported["boosting"][0] == min(first for first, _ in reported.values())
assert reported["boosting"][1] > reported["logistic regression"][1]

# %% [markdown] id="failure-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* The weighted model wins by a street, boosting comes last, and no ranking is
# clearly better. The weights pushed rows over 0.5; the order hardly changed. Ask who has seen a paper in which balancing "raised the AUC".
# Usual wrong answer: "so weights do help": they help whoever keeps the cut of 0.5.

# %% [markdown] id="questions" slideshow={"slide_type": "slide"}
# ## Four questions, four kinds of metric
#
# | The question | Ask | It takes | Knowing nothing gets | Moves with prevalence |
# | --- | --- | --- | --- | --- |
# | Are the decisions good? | cost, precision and recall, Fβ, MCC | labels at a named cut | depends on the cut | all but recall |
# | Are the rows in order? | ROC AUC | scores | 0.5 | no |
# | Is the top of the list clean? | average precision, precision or recall at k | scores | AP: about π | yes |
# | Are the probabilities right? | Brier skill, log-loss, calibration curve | probabilities | Brier skill: 0 | yes |
#
# A metric is neither good nor bad. It answers a question, and somebody has to ask it first.

# %% [markdown] id="questions-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Let participants put their own last metric into a row. Ask: what was done with the
# output? A list worked off from the top, a yes or no, or a number that is multiplied with money?

# %% [markdown] id="hand-title" slideshow={"slide_type": "slide"}
# ## Ten rows by hand
#
# Ten rows from the highest score down, three of them positive. **ROC AUC**: for each positive, which
# share of the negatives stands below? Take the mean. **Average precision**: at each positive, which
# share of the rows so far is positive? Take the mean.

# %% id="hand" slideshow={"slide_type": "-"} tags=["claim"]
ranking = np.array([1, 0, 0, 1, 0, 1, 0, 0, 0, 0])
ranks = np.flatnonzero(ranking) + 1
below = np.array([(ranking[rank:] == 0).sum() for rank in ranks]) / 7
precision = np.array([ranking[:rank].mean() for rank in ranks])
print("ranks of the positives  ", ranks)
print("share of negatives below", below.round(3), f"mean {below.mean():.3f} = ROC AUC")
print(
    "precision down to there ", precision.round(3), f"mean {precision.mean():.3f} = AP"
)
falling = -np.arange(10)  # any scores in this order
assert np.isclose(below.mean(), roc_auc_score(ranking, falling))
assert np.isclose(precision.mean(), average_precision_score(ranking, falling))


# %% [markdown] id="hand-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* Do it on the board before the cell is shown. Then ask what happens when the second and
# the third row have the same score as the first: exercise 6.1, 10 minutes. Usual error: rows with
# equal scores taken one by one in the order of the table.

# %% [markdown] id="ex-6-1-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 6.1 · Average precision by hand
#
# *3 points; about 10 minutes.*
#
# The next cell holds a function to write. What it must do stands below the function's name. Replace the `...`, run it, then run the check below it. Use its parameters and what the lesson imported, none of the notebook's variables. Stuck? Run `hint("6.1")`.

# %% id="ex-6-1" slideshow={"slide_type": "skip"}
def area_by_hand(y_true, y_score):
    """Return the average precision of a ranking.

    Go through the different values of `y_score` from the highest down. At each, flag every
    row that scores so much or more: rows with equal scores are flagged together, whatever
    their order. Average precision is the sum, over these cuts, of the precision times what
    recall has gained since the cut before (since 0 at the first).

    Parameters: `y_true`, an array of 0 and 1 with a positive or more, and `y_score`, an array
    of as many numbers, in any order. Returns: a number between 0 and 1.
    """
    ...


# %% id="ex-6-1-check" slideshow={"slide_type": "skip"}
check("6.1", area_by_hand)

# %% [markdown] id="curves-title" slideshow={"slide_type": "slide"}
# ## The two curves: every cut at once
#
# Let the cut wander from high to low. **ROC**: recall against false-positive rate. **Precision-recall**:
# precision against recall. The areas belong to all cuts together; you will use one.

# %% id="curves" slideshow={"slide_type": "-"} tags=["hide-input"]
figure, axes = plt.subplots(1, 2, figsize=(9, 4), layout="constrained")
RocCurveDisplay.from_predictions(
    y, p, ax=axes[0], name="logistic", plot_chance_level=True
)
PrecisionRecallDisplay.from_predictions(
    y, p, ax=axes[1], name="logistic", plot_chance_level=True
)
axes[0].legend(loc="lower right")
axes[1].legend(loc="upper right")
show(
    figure,
    alt=f"Two curves of logistic regression on {len(y)} crash rows. Left, ROC: well above the "
    f"diagonal, area {roc_auc_score(y, p):.3f}. Right, precision-recall: falls from left to "
    f"right, average precision {average_precision_score(y, p):.3f}; the level of a ranking that "
    f"knows nothing is the prevalence, {y.mean():.3f}.",
)

# %% [markdown] id="curves-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* One model, one set of rows: left it looks excellent, right modest. Neither is wrong. Ask
# where on each curve the first hundred alarms are. On the left they are squeezed into the corner.
# Later lessons draw both by `plot_roc_pr`, with the same numbers.

# %% [markdown] id="predict" slideshow={"slide_type": "slide"}
# ## Predict, then run
#
# Negatives have scores around 0, positives around 1.5, both normal with spread 1. **The classifier never
# changes.** Now positives become rarer: one row in two, in ten, in a hundred, in a thousand.
#
# What happens to its ROC AUC, and what to its average precision? Up, same or down, and about how far?
# Write both down before you go on.

# %% id="prevalences" slideshow={"slide_type": "skip"}
shift = 1.5


def ap_in_theory(prevalence, shift=shift):
    """Return average precision of the two normal distributions: precision averaged over positives."""

    def integrand(cut):
        found, alarms = (
            prevalence * norm.sf(cut - shift),
            (1 - prevalence) * norm.sf(cut),
        )
        return norm.pdf(cut - shift) * found / (found + alarms)

    return quad(integrand, -8, 10, limit=200)[0]


prevalences = (0.5, 0.1, 0.01, 0.001)
auc, ap = {}, {}
for prevalence in prevalences:
    rng = np.random.default_rng(6)
    n, n_pos = 200_000, int(200_000 * prevalence)
    drawn = np.repeat([1, 0], [n_pos, n - n_pos])
    scores = rng.normal(size=n) + shift * drawn
    auc[prevalence] = bootstrap_interval(drawn, scores, "roc_auc", n_resamples=200)
    ap[prevalence] = bootstrap_interval(
        drawn, scores, "average_precision", n_resamples=200
    )

# %% [markdown] id="headline-title" slideshow={"slide_type": "slide"}
# ## One classifier: ROC AUC stays, average precision melts

# %% id="headline" slideshow={"slide_type": "-"} tags=["headline", "claim", "hide-input"]
theory = {prevalence: ap_in_theory(prevalence) for prevalence in prevalences}


def draw(ax, intervals, style, **look):
    """Draw estimates with their intervals against prevalence."""
    middle = [interval.estimate for interval in intervals.values()]
    below = [interval.estimate - interval.low for interval in intervals.values()]
    above = [interval.high - interval.estimate for interval in intervals.values()]
    ax.errorbar(
        list(intervals), middle, [below, above], fmt=style, capsize=5, ms=9, **look
    )


figure, ax = plt.subplots(figsize=(8, 4.2), layout="constrained")
draw(ax, auc, "o-", color="#0072B2", label="ROC AUC")
draw(ax, ap, "^", color="#D55E00", label="average precision (AP), simulated")
ax.plot(prevalences, list(theory.values()), "-", color="#D55E00", label="AP in theory")
ax.plot(prevalences, prevalences, ":s", color="#6B6B6B", label="AP of knowing nothing")
ax.set(xscale="log", xlabel="prevalence", ylabel="score", ylim=(0, 1))
ax.set_xticks(prevalences, [f"{prevalence:g}" for prevalence in prevalences])
ax.legend(loc="center left", bbox_to_anchor=(0.02, 0.6))
told = "; ".join(
    f"at {prevalence:g} ROC AUC {auc[prevalence]}, AP {ap[prevalence]}, "
    f"in theory {theory[prevalence]:.3f}"
    for prevalence in prevalences
)
show(
    figure,
    alt=f"One classifier at four prevalences: {told}. The AP of knowing nothing is the prevalence.",
)
for prevalence in prevalences:
    assert auc[prevalence].low < norm.cdf(shift / 2**0.5) < auc[prevalence].high
    assert ap[prevalence].low < theory[prevalence] < ap[prevalence].high
assert theory[0.5] > 0.8 and theory[0.001] < 0.02
assert theory[0.001] / 0.001 > 5 * theory[0.5] / 0.5  # as a multiple of its baseline
assert auc[0.001].high - auc[0.001].low > 5 * (auc[0.5].high - auc[0.5].low)

# %% [markdown] id="headline-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *7 minutes with the prediction.* Usual wrong prediction: "both fall". Ask which line a vendor would
# print and which one the people who work off the alarms would. Then: is the classifier worse on the
# left? No. The job is harder.

# %% [markdown] id="table-title" slideshow={"slide_type": "slide"}
# ## "ROC AUC 0.90, so it can be used"
#
# Scores of both classes normal with equal spread, ROC AUC 0.90, and the cut that finds 80 % of the
# positives: computed, no chance involved. Which rows stand still, and which do you need when you count alarms?

# %% id="table" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
wide = norm.ppf(0.9) * 2**0.5  # the distance of the means that gives ROC AUC .90
at = wide - norm.ppf(0.8)  # the cut above which 80 % of the positives lie
tpr, fpr, pi = 0.8, norm.sf(at), np.array(prevalences)
tp, fn, fp, tn = pi * tpr, pi * (1 - tpr), (1 - pi) * fpr, (1 - pi) * (1 - fpr)
table = pd.DataFrame(
    {
        "recall": tpr,
        "FPR": fpr,
        "balanced accuracy": (tpr + 1 - fpr) / 2,
        "precision": tp / (tp + fp),
        "false alarms per true one": fp / tp,
        "F1": 2 * tp / (2 * tp + fp + fn),
        "F1 of flagging all": 2 * pi / (1 + pi),
        "MCC": (tp * tn - fp * fn)
        / np.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)),
        "accuracy": tp + tn,
        "accuracy of 'no'": 1 - pi,
    },
    index=pd.Index(pi, name="prevalence"),
)
assert (
    table.precision.iloc[0] > 0.8 and table["false alarms per true one"].iloc[-1] > 100
)
assert table.F1.iloc[0] > 0.8 and table.F1.iloc[-1] < 0.01  # F1 is not prevalence-proof
assert table["F1 of flagging all"].iloc[0] > 0.6 and table.MCC.iloc[-1] < 0.1
table.T.round(3)

# %% [markdown] id="table-read" slideshow={"slide_type": "skip"}
# ROC AUC compares one positive with one negative; how many there are of each does not enter. Average
# precision asks how clean the list is, and with a thousand negatives to one positive it is not. So
#
# - an average precision means nothing without its baseline beside it: the prevalence;
# - two average precisions can be compared on the same rows, not across prevalences. As a multiple of
#   its baseline this classifier's even grows as positives become rarer: divide one by the other;
# - a ROC AUC can be carried to another place, as long as each class looks there as it does here, and it
#   tells nothing about the alarms you will have there.
#
# On the left of the figure the interval of ROC AUC is widest, although there are 200,000 rows: 200
# positives carry it.
#
# Now the table. Recall, FPR and what is made of them alone stand still. Whatever mixes the classes moves: precision,
# **F1**, MCC and accuracy. F1 is often recommended "for imbalanced data"; it is not proof against
# prevalence, flagging everybody gets an F1 of two thirds when classes are equal, and it never looks at
# the true negatives. Balanced accuracy stands still, which is the reason to use it and the reason not to: it
# is the same with one false alarm to five true ones as with hundreds to one.
#
# **Myth:** "ROC AUC .90 means usable." **Fact:** usable is a question to precision:
# in this table, at one positive in a thousand, more than a hundred alarms are false for each true one.
# Another shape of scores, or another recall, gives another number; ROC AUC does not tell which. Whether that is
# much depends on what an alarm costs.

# %% [markdown] id="table-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *6 minutes.* Cover the table, give recall and FPR, and let the room work out precision at one in a
# thousand: 0.8 true alarms and about 166 false ones per thousand rows. A sceptic: "then use F1". Point
# at its row. MCC? It moves as well. No single number of a decision is free of prevalence and useful.

# %% [markdown] id="explorer-title" slideshow={"slide_type": "slide"}
# ## Move the cut: the curves stand still, your decision moves
#
# Logistic regression on crashes. Say a false alarm costs 1 and a missed death 20, for the sake of it.

# %% id="explorer" slideshow={"slide_type": "-"} tags=["hide-input"]
explore_threshold(
    y, p, cost_fp=1, cost_fn=20, title="Who dies? Logistic regression, by crash"
)

# %% [markdown] id="explorer-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Ask for the cut that finds nine deaths in ten, then read precision. Then press "highest
# F1" and "lowest cost": two cuts, far from each other and from 0.5. F1 has a price list of its own,
# and it is not yours. Lesson 9 computes the cut from the costs.

# %% [markdown] id="calibration-title" slideshow={"slide_type": "slide"}
# ## Are the probabilities right?
#
# **Calibrated**: of the rows with a risk of 10 %, about 10 % are positive. **Brier score**: the mean of
# $(p - y)^2$. **Brier skill** sets it against giving everybody the prevalence $\pi$:
# $1 - \text{Brier} / (\pi (1 - \pi))$. No ranking metric sees any of this.

# %% id="calibration" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
both = {name: probability[name] for name in list(models)[:2]}
figure, ax = plt.subplots(figsize=(5.5, 4), layout="constrained")
for (name, risk), style in zip(both.items(), ("-", "--")):
    CalibrationDisplay.from_predictions(
        y, risk, n_bins=10, strategy="quantile", ax=ax, name=name, linestyle=style
    )
ax.set(xlabel="predicted risk, mean of a tenth of the rows", ylabel="share that died")
ax.legend(loc="upper left")
for name, risk in both.items():
    brier = np.mean((risk - y) ** 2)
    skill = 1 - brier / (y.mean() * (1 - y.mean()))
    assert np.isclose(brier, brier_score_loss(y, risk))
    assert np.isclose(skill, d2_brier_score(y, risk))
    print(f"{name:20} mean risk / prevalence {risk.mean() / y.mean():.3f}, ", end="")
    print(f"Brier skill {skill:.3f}, log-loss {log_loss(y, risk):.3f}")
show(
    figure,
    alt="Reliability curves. Plain logistic regression lies close to the diagonal; the weighted one far "
    "below it: its risks are too high everywhere.",
)
plain, weighted = both.values()
assert 0.9 < plain.mean() / y.mean() < 1.1 and weighted.mean() / y.mean() > 5
assert d2_brier_score(y, weighted) < 0 < d2_brier_score(y, plain)
died, said = calibration_curve(y, plain, n_bins=10, strategy="quantile")
assert np.abs(died - said).max() < 0.03  # close to the diagonal
died, said = calibration_curve(y, weighted, n_bins=10, strategy="quantile")
assert (died < said).all()  # too high everywhere

# %% [markdown] id="calibration-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *6 minutes.* Two models, the same ROC AUC. One says on average what happens, the other several times
# as much. Ask who in the room uses `predict_proba` as a probability, and whether the training was
# weighted. A raw Brier score of 0.04 sounds good; so does the dummy's. That is why skill is reported.

# %% [markdown] id="interval-title" slideshow={"slide_type": "slide"}
# ## Put an interval on it: the positives carry it
#
# The same predictions, but only a part of the crashes had been there to test on. How sure is average
# precision then?

# %% id="interval" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
rng = np.random.default_rng(0)
key = pd.factorize(crash.groups)[0]
order = rng.permutation(key.max() + 1)
width = {}
for share in (0.02, 0.1, 1.0):
    some = np.isin(key, order[: int(share * len(order))])
    score = bootstrap_interval(
        y[some], p[some], "average_precision", groups=key[some], n_resamples=500
    )
    width[share] = score.high - score.low
    print(f"{some.sum():6} rows, {y[some].sum():5} deaths: average precision {score}")
by_rows = bootstrap_interval(y, p, "average_precision", n_resamples=500)
print(f"all rows, as if each row were a crash of its own:  {by_rows}")
assert width[0.02] > 3 * width[1.0]


# %% [markdown] id="interval-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Width falls with the square root of the number of positives; ten times as many negatives
# would hardly help. Ask: how many positives has your test set? Exercise 6.3 for home; usual errors:
# resampling all rows alike, labels and scores apart. Rows of one crash are drawn together; it makes
# little difference here, and one cannot know that beforehand.

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
    the interval goes from the 2.5 to the 97.5 percentile of these values.

    Parameters: `y_true`, an array of 0 and 1; `y_score`, an array of as many scores; `metric`,
    a function `metric(y_true, y_score)`; `n_resamples`, a whole number; and `rng`, a seed or a
    generator, of which `np.random.default_rng(rng)` makes a generator. Returns: a pair,
    `(low, high)`.
    """
    ...


# %% id="ex-6-3-check" slideshow={"slide_type": "skip"}
check("6.3", stratified_interval)

# %% [markdown] id="board-title" slideshow={"slide_type": "slide"}
# ## Scoreboard: one column per question
#
# Recall at 1000: the deaths found among the thousand highest scores. **Three models that hardly differ as
# rankings; one of them has lost its probabilities.** The differences are paired, fold by fold. The
# share of deaths is the sampling design's (see the data card): on the road AP would be far lower.

# %% id="board" slideshow={"slide_type": "-"} tags=["scoreboard", "claim", "hide-input"]
board = scoreboard(
    y, probability, groups=crash.groups, recall_at_k=1_000, n_resamples=500
)
base, weighted_too, boosted = models
for metric in (roc_auc_score, average_precision_score, d2_brier_score):
    for better in (weighted_too, boosted):
        gain = paired(metric, better, base)
        print(f"{metric.__name__:24} {better} minus {base}: {gain}")
        if metric is d2_brier_score and better == weighted_too:
            assert gain.high < -1  # probabilities spoilt
        else:
            assert abs(gain.estimate) < 0.02 and gain.low < 0  # no clear gain
board

# %% [markdown] id="board-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Read it column by column, not row by row: each column is a question. Ask which model to
# take. All three, if a list is worked off; not the weighted one, if risks are multiplied with money.

# %% [markdown] id="classes-title" slideshow={"slide_type": "slide"}
# ## Ten classes: no single number
#
# `yeast`: where in the cell does a protein belong? From 463 rows down to 5. One recall per class:

# %% id="classes" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
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
    alt=f"Recall of each of ten classes, from the largest to the smallest: {told}.",
)
print(f"macro recall {macro:.3f}, micro recall {micro:.3f}")
assert np.isclose(micro, recall_score(yeast.target, site, average="micro"))
assert np.isclose(micro, accuracy_score(yeast.target, site))
assert (high - low)[-1] > 3 * (high - low)[0]  # five rows against hundreds
assert recall[list(found.index).index("VAC")] == 0


# %% [markdown] id="classes-read" slideshow={"slide_type": "skip"}
# **Micro** pools the rows, so the large classes decide; with one label per row it is accuracy.
# **Macro** averages the classes, so each of the five ERL rows weighs as much as some ninety of CYT,
# and the interval of that class takes nearly half the axis. VAC is never found, and neither average tells you: look at the
# classes first, then choose the average that the job asks for. The same two words stand before
# precision, F1 and AP; "macro F1" even has two definitions (see Opitz and Burst below).

# %% [markdown] id="classes-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *6 minutes.* Ask which class the two averages hide: VAC, never found. Then the smallest class: five of
# five, and what is the interval worth? Usual wrong answer: "macro is the fair one". Fair to classes, not
# to rows.

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
    recall pools all rows first: the rows that get their own name, out of all.

    Parameters: `y_true` and `y_pred`, two arrays of class names of equal length. `y_pred` may
    hold a name that `y_true` does not, and the other way round. Returns: a pair,
    `(macro, micro)`.
    """
    ...


# %% id="ex-6-5-check" slideshow={"slide_type": "skip"}
check("6.5", macro_and_micro_recall)

# %% [markdown] id="myth" slideshow={"slide_type": "slide"}
# ## Myth and fact, twice
#
# **Myth:** "A ROC AUC of 0.90 means that the model can be used."
#
# **Fact:** It means that of pairs of one positive and one negative nine in ten are in order. Ask for precision at the recall you need.
#
# **The twin:** "On imbalanced data average precision is always the better metric."
#
# **Fact:** It answers another question: how clean is the top *here*? It moves with the prevalence, and
# it weighs mistakes at the top most. McDermott et al. (2024) looked where the claim comes from and found
# it often without a citation, or with one that does not support it.

# %% [markdown] id="twin-title" slideshow={"slide_type": "subslide"}
# ### In which crashes does the model rank better?
#
# Fast: 40 km/h and more at impact. Slow: less. One model, the same out-of-fold predictions; the
# differences are paired by fold. "Both at 5 %" weights the rows of each part to one prevalence.

# %% id="twin" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
fast = X.dvcat.isin(["40-54", "55+"]).to_numpy()  # impact speed in km/h


def ap_at_five_percent(y_true, scores):
    """Return average precision with the rows weighted as if 5 % of them were positive."""
    share = y_true.mean()
    weight = np.where(y_true == 1, 0.05 / share, 0.95 / (1 - share))
    return average_precision_score(y_true, scores, sample_weight=weight)


print(
    f"deaths: {y[fast].mean():.3f} in fast crashes, {y[~fast].mean():.3f} in slow ones"
)
gaps = {}
for title, metric in {
    "average precision": average_precision_score,
    "ROC AUC": roc_auc_score,
    "AP, both at 5 %": ap_at_five_percent,
}.items():
    by_fold = [
        [metric(y[rows][part[rows]], p[rows][part[rows]]) for part in (fast, ~fast)]
        for _, rows in folds
    ]
    gaps[title] = fold_interval(-np.diff(by_fold)[:, 0], n_train=4, n_test=1)
    in_fast, in_slow = np.mean(by_fold, axis=0)
    print(
        f"{title:17} fast {in_fast:.3f}, slow {in_slow:.3f}, difference {gaps[title]}"
    )
assert gaps["average precision"].low > 0 > gaps["ROC AUC"].high
assert gaps["AP, both at 5 %"].high < 0

# %% [markdown] id="myth-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *6 minutes with the exception.* Let the room choose before the numbers: in which crashes does it rank
# better? Usual answer: "in fast ones, AP is almost three times as high". The third line settles it. McDermott
# et al. also show that choosing by AP can favour the group in which positives are common.

# %% [markdown] id="exception-title" slideshow={"slide_type": "subslide"}
# ### The honest exception: accuracy and ROC AUC, when the job asks for them
#
# ROC AUC is right where prevalence differs between the places compared: the last slide. **Accuracy is
# right where every error costs the same.** Say that each protein of `yeast` in a wrong place costs the
# same: weights or no weights?

# %% id="exception" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
ten = RepeatedStratifiedKFold(n_splits=5, n_repeats=2, random_state=0)
runs = {
    name: cross_validate(
        model,
        yeast.data,
        yeast.target,
        cv=ten,
        scoring=["accuracy", "balanced_accuracy"],
    )
    for name, model in {
        "plain": ten_class(),
        "weighted": ten_class(class_weight="balanced"),
    }.items()
}
change = {}
for metric, title in {
    "accuracy": "accuracy",
    "balanced_accuracy": "macro recall",
}.items():
    plain, weighted = (runs[name][f"test_{metric}"] for name in ("plain", "weighted"))
    change[title] = fold_interval(weighted - plain, n_train=4, n_test=1)
    print(
        f"{title:12} plain {plain.mean():.3f}, weighted {weighted.mean():.3f}, ", end=""
    )
    print(f"difference {change[title]}")
assert change["accuracy"].high < -0.05
assert change["macro recall"].low < 0 < change["macro recall"].high

# %% [markdown] id="exception-read" slideshow={"slide_type": "skip"}
# Average precision finds the model far better in fast crashes: more people die there, so any list is
# cleaner. ROC AUC finds it better in slow ones, and so does average precision once both parts are
# weighted to one prevalence. To ask *where does the model tell the dead from the living*, ROC AUC is the
# right number; to ask *where does a list of a hundred names hold most deaths*, average precision is.
#
# With weights about a tenth of all proteins fewer are put in the right place. What is gained for it in
# macro recall cannot be told from chance. If each wrong place costs the same, accuracy *is* the cost, up
# to a factor, and the plain model is better; imbalance alone is no reason against it. It becomes the
# wrong number when errors differ in price, which with rare classes they mostly do.

# %% [markdown] id="deeper" slideshow={"slide_type": "skip"}
# <details><summary><b>Deeper:</b> AP as a weighted sum, its minimum, lift, DET, and what F1 optimises</summary>
#
# **AP is a weighted sum.** With the cuts $t_1 > t_2 > \dots$ at the different scores,
# $\text{AP} = \sum_i (R_i - R_{i-1})\, P_i$: precision, weighted by what recall gains. For continuous
# scores that is the mean of the precision at the score of a random positive, the integral of the cell
# `prevalences`. ROC AUC is the mean of $1 - \text{FPR}$ there: the same positives, the same cuts, and
# precision in its place. Straight lines between the points of a precision-recall curve are wrong, since
# precision does not move in straight lines (Davis and Goadrich 2006).
#
# **The worst AP is not 0.** With all positives at the bottom it is about
# $1 + (1 - \pi) \ln(1 - \pi) / \pi$ (Boyd et al. 2012; `expected_min_ap` of `course_utils.evaluation`, for counts too). At $\pi = 0.5$ that is near 0.31, so an AP of 0.6
# is no achievement there; for rare classes it is about $\pi / 2$.
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
cuts = np.unique(p)
best = cuts[np.argmax(scores := [f1_score(y, p >= cut) for cut in cuts[::200]]) * 200]
print(
    f"greatest F1: {max(scores):.3f}, at the cut {best:.3f}; half of it: {max(scores) / 2:.3f}"
)
assert np.isclose(worst, boyd, atol=1e-4)
assert abs(best - max(scores) / 2) < 0.06

figure, ax = plt.subplots(figsize=(5.5, 4), layout="constrained")
for name, scores in probability.items():
    DetCurveDisplay.from_predictions(y, scores, ax=ax, name=name)
ax.set(xlabel="false-positive rate", ylabel="false-negative rate")
show(
    figure,
    alt="DET curves of three models: nearly straight falling lines, close together.",
)

# Mend one mistake: let a positive and the negative just above it change places.
before = np.array([0, 1, 0, 1, 0, 0, 0, 0, 1, 0])
gains = []
for rank in np.flatnonzero((before[:-1] == 0) & (before[1:] == 1)):
    after = before.copy()
    after[[rank, rank + 1]] = 1, 0
    gains.append(
        [
            metric(after, falling) - metric(before, falling)
            for metric in (roc_auc_score, average_precision_score)
        ]
    )
    print(f"ranks {rank + 1} and {rank + 2} mended: ", end="")
    print("ROC AUC +{:.3f}, average precision +{:.3f}".format(*gains[-1]))
of_auc, of_ap = np.array(gains).T
assert np.allclose(of_auc, of_auc[0])  # every pair counts alike
assert of_ap[0] > 3 * of_ap[1] / 2 > 3 * of_ap[2]  # the top counts most

# %% [markdown] id="ex-6-4-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 6.4 · The metric for five jobs
#
# *2 points; about 7 minutes.*
#
# Five jobs, and for each the metric that somebody proposes. **Which proposals answer the job's
# question?** Choose every one that does; then say what is wrong with the others.
#
# - **a**: A clinic can see 200 people a month and invites those with the highest scores; it wants to find as many of the ill as it can. Proposed: recall among the 200 highest scores.
# - **b**: An insurer multiplies the predicted risk by the sum insured, and that is the premium. Proposed: ROC AUC.
# - **c**: One model, unchanged, runs in ten hospitals; in some 1 % are ill, in others 20 %. Where does it tell the ill from the well least? Proposed: average precision, the lowest is the worst.
# - **d**: A payment is stopped or let through. A missed fraud costs 100 euros, a false alarm costs 1. Proposed: cost per 1,000 payments at the cut that will be used.
# - **e**: Letters go to one of ten departments, of very different size. Whichever department it is, a wrong letter costs two minutes. Proposed: macro recall.
#
# **And why?** What is wrong with the other proposals?
#
# - **p**: Each answers another question than the job asks: order where the size of the risk counts, a number that moves with prevalence where prevalence differs, classes where letters count.
# - **q**: They are all metrics for balanced data.
# - **r**: They need a threshold, and the jobs name none.
# - **s**: Each should be replaced by F1, which balances precision and recall.
#
# Replace the `...` by a set, such as `{"a", "b"}`. Stuck? Run `hint("6.4")`.

# %% id="ex-6-4" slideshow={"slide_type": "skip"}
answer_6_4 = ...
why_6_4 = ...

# %% id="ex-6-4-check" slideshow={"slide_type": "skip"}
check("6.4", answer_6_4, why_6_4)

# %% [markdown] id="ex-6-quiz-prompt" slideshow={"slide_type": "slide"}
# ### Quiz 6
#
# Four questions on this lesson. They give no points; each answer has its reason.
#
# **A.** A report says: ROC AUC 0.90, one row in a thousand is positive. What do you know about the alarms?
#
# - **a**: Nine alarms in ten are true.
# - **b**: Little: most of them may be false. Ask for precision at the recall that is needed.
# - **c**: The cut of 0.5 is right.
# - **d**: The ROC AUC must be wrong at so low a prevalence.
#
# **B.** `roc_auc_score(y_true, model.predict(X))` rises from 0.54 to 0.81 when the classes are weighted. What do you know of a change in the ranking?
#
# - **a**: It has become much better.
# - **b**: Nothing: labels were scored, and weights alone push more rows over 0.5.
# - **c**: It is better, though not by 0.27.
# - **d**: It is worse, since weights spoil probabilities.
#
# **C.** The same model has average precision 0.38 in one town and 0.13 in another. In the first, nine times as many rows are positive. In which does it rank better?
#
# - **a**: In the first: 0.38 is more.
# - **b**: In the second, because its positives are rarer.
# - **c**: It cannot be said from these numbers: compare ROC AUC, or AP at one prevalence.
# - **d**: In both alike, since the model is the same.
#
# **D.** Ten classes; a change of the model puts 3 more of the 5 rows of the smallest class right, and 100 of 1,484 rows fewer in all. What do macro and micro recall say?
#
# - **a**: Both fall.
# - **b**: Both rise.
# - **c**: Micro falls. Macro gains 0.06 from the smallest class alone, and may rise.
# - **d**: Macro falls, micro rises.
#
# Put a letter in quotes, such as `"a"`, in place of each `...` in the next cell, and run it (Shift+Enter).

# %% id="ex-6-quiz" slideshow={"slide_type": "skip"}
check("6.quiz", a=..., b=..., c=..., d=...)

# %% [markdown] id="recap" slideshow={"slide_type": "slide"} tags=["takeaway"]
# ## Recap and decision card
#
# Labels have no curve: the area under their "curve" is balanced accuracy. One classifier keeps its ROC
# AUC at any prevalence, while precision, F1 and average precision move. A ranking that is good says
# nothing about probabilities. Every number needs a baseline and an interval, and the positives carry
# it. The metric follows from what will be done with the output.
#
# | What will be done with the output | Report |
# | --- | --- |
# | a list is worked off from the top | precision or recall at k; AP beside the prevalence |
# | each row gets a yes or no | cost at the cut; precision and recall with intervals |
# | the risk is multiplied or shown | Brier skill, calibration curve, mean risk over prevalence |
# | places of different prevalence are compared | ROC AUC, or all at one prevalence |
# | every error costs the same | accuracy, beside always-the-largest-class |
# | several classes | each class's recall first; macro for classes, micro for rows |

# %% [markdown] id="recap-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Leave the card on screen. Closing question: which line is your project? Answers: recall b,
# a; 6.4 a and d, p; quiz b, b, c, c. Next lesson: class weights, and how to undo what they did to the
# probabilities.

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
# - scikit-learn, reference page of `roc_auc_score`: for two classes its second argument is *target
#   scores*, not labels. (The slide gives "scikit-learn documentation" as the source of its code.)
#
# **Next:** lesson 7. What does `class_weight="balanced"` do to a probability, and can it be undone?
