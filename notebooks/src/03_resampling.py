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
# # 3 · Resampling: split first, then resample
#
# **The question:** *my resampled model scores 0.99. May I believe it?*
#
# About 70 minutes · needs lessons 1 and 2 and a first scikit-learn model
#
# After this lesson you can
#
# - foresee what copied rows do to a score (exercise 3.1),
# - put a sampler where it cannot see test rows (3.2, 3.3),
# - keep rows that belong together on one side of the split (3.4),
# - audit someone else's demonstration of the leak (3.5, starred).

# %% [markdown] id="title-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Ask: who has seen a score of 0.99 on a rare class, and what did you do next? The
# usual answer is "I was pleased". By the end of the hour it should be "I looked for the leak".
# Timing: snippet 8, noise 12, three leaks 15, pipeline 8, crashes 8, scoreboard 6, exercises the
# rest.

# %% id="setup" slideshow={"slide_type": "skip"} tags=["setup"]
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from imblearn.over_sampling import RandomOverSampler
from imblearn.pipeline import make_pipeline
from imblearn.under_sampling import NearMiss, RandomUnderSampler
from sklearn.compose import make_column_transformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import (
    KFold,
    StratifiedGroupKFold,
    StratifiedKFold,
    cross_val_predict,
    cross_val_score,
    cross_validate,
    train_test_split,
)
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.tree import DecisionTreeClassifier
from sklearn.utils import resample, shuffle

from course_utils.datasets import load_dataset
from course_utils.evaluation import fold_interval, scoreboard
from course_utils.lessons import check, hint, solution
from course_utils.plots import explore_prevalence, plot_intervals, show

insurance = load_dataset("caravan")  # who buys insurance for a caravan?
data = insurance.X.assign(target=insurance.y)  # what the outline's slide calls `data`

# %% [markdown] id="helpers" slideshow={"slide_type": "skip"}
# Splits, pipelines, samplers, fits and metrics below are scikit-learn and imbalanced-learn in the
# open. Five helpers of the course do the rest: `scoreboard` and `fold_interval` put an interval on
# every score, `plot_intervals`, `show` and `explore_prevalence` draw. `fold_interval??` in a cell
# of its own shows a helper's source.
#
# <details><summary><b>Foundations:</b> pipeline, folds, the three numbers we use</summary>
#
# - A **pipeline** chains steps and behaves like one model: `fit` runs the steps in order,
#   `predict` sends new rows through them.
# - **Five-fold cross-validation** cuts the rows into five parts. Each part is the test set once,
#   while the other four train: five scores, none from a row that was trained on. *Stratified*
#   folds keep the share of the rare class.
# - **ROC AUC**: take one positive and one negative at random; how often does the positive get the
#   higher score? 0.5 is a coin, and the share of positives does not matter.
# - **Average precision** (AP): how clean the top of the ranking is. A model that knows nothing
#   scores the share of positives, so 0.2 is poor in one table and excellent in another.
# - **Brier skill**: how much better the predicted probabilities are than saying the share of
#   positives to everybody. 1 is perfect, 0 is no better, below 0 is worse than saying nothing.
#
# Lesson 6 takes these numbers apart. Numbers in brackets are 95 % intervals.
# </details>

# %% [markdown] id="ex-3-recall-prompt" slideshow={"slide_type": "slide"}
# ### Recall 3
#
# What you know from earlier lessons. No points; each answer has its reason.
#
# **A.** In `crash_deaths` 4.5 % of the people die. How accurate is the sentence "nobody dies"?
#
# - **a**: 4.5 %
# - **b**: 50 %
# - **c**: 95.5 %
# - **d**: It cannot be said.
#
# **B.** A fitted model and its cut stay as they are. In the new town only half as many people are positive. Which of these numbers moves?
#
# - **a**: recall
# - **b**: false-positive rate
# - **c**: precision
# - **d**: ROC AUC

# %% id="ex-3-recall" slideshow={"slide_type": "skip"}
check("3.recall", a=..., b=...)

# %% [markdown] id="outline" slideshow={"slide_type": "slide"}
# ## The outline's snippet
#
# > Resampling either over-samples the minority class or under-samples the majority class, to
# > create a more balanced distribution.
#
# True as a definition. What does the slide's code do?

# %% id="published" slideshow={"slide_type": "subslide"} tags=["published"]
snippet = """
from sklearn.utils import resample

# Separate majority and minority classes
majority = data[data.target==0]
minority = data[data.target==1]

# Undersample majority class
majority_downsampled = resample(majority,
                                 replace=False,
                                 n_samples=len(minority),
                                 random_state=123)

# Combine minority and downsampled majority
resampled_data = pd.concat([majority_downsampled, minority])
"""

# %% id="published-run" slideshow={"slide_type": "subslide"}
try:
    exec(snippet, {"data": data})  # only the name that the slide assumes
except Exception as error:
    print(f"{type(error).__name__}: {error}")

# %% id="published-faults" slideshow={"slide_type": "-"} tags=["claim"]
names = {"data": data, "pd": pd}
exec(snippet, names)
resampled = names["resampled_data"]
print("rows kept:", len(resampled), "of", len(data))
shares = [resampled.target.iloc[test].mean() for _, test in KFold(5).split(resampled)]
print("share of positives in five plain folds:", [f"{s:.3f}" for s in shares])
assert shares[0] == 0 and shares[-1] == 1  # two sorted blocks
try:
    exec(snippet, {"data": data.assign(target=1 - data.target), "pd": pd})
except ValueError as error:
    print("when class 0 is the rare one:", error)

# %% [markdown] id="four-faults" slideshow={"slide_type": "skip"}
# Four faults, the last one the costliest:
#
# 1. `pd` is not imported.
# 2. The result is two sorted blocks; folds that are cut without shuffling hold one class only.
# 3. It takes for granted that class 1 is the rare one.
# 4. **Nothing was split off.** Whatever is scored on `resampled_data` is scored on a table that was
#    made with the test rows in hand, and that is half positive. The rest of the lesson is about
#    this.
#
# The slide gives "scikit-learn documentation" as its source. The reference page of
# `sklearn.utils.resample` describes the function as one step of the bootstrap; balancing classes
# and what must come before it stand in imbalanced-learn's user guide, page *Common pitfalls and
# recommended practices*.

# %% [markdown] id="outline-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* Let the room find the faults before you show them. They find the import at once, the
# sorted blocks with a nudge ("what does `KFold` do with this?"), and seldom the missing split: the
# code looks like preparation, and preparation comes first. Say that this order is the whole lesson.

# %% [markdown] id="mended-title" slideshow={"slide_type": "slide"}
# ## The same function, mended
#
# Split off the test rows first. Then count the classes instead of assuming them, resample in
# either direction, and shuffle.

# %% id="mended" slideshow={"slide_type": "-"} tags=["mended"]
train, test = train_test_split(data, stratify=data.target, random_state=0)
counts = train.target.value_counts()
for direction, size in {"under": counts.min(), "over": counts.max()}.items():
    parts = [
        resample(rows, replace=len(rows) < size, n_samples=size, random_state=123)
        for _, rows in train.groupby("target")
    ]
    balanced = shuffle(pd.concat(parts), random_state=123)
    share = balanced.target.mean()
    print(f"{direction:5}: {len(balanced)} training rows, {share:.3f} positive")
    assert not balanced.index.isin(test.index).any()
print(f"test : {len(test)} rows, {test.target.mean():.3f} positive, as in the data")

# %% [markdown] id="mended-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* One loop for both directions: `size` is the smaller count to under-sample, the
# larger one to over-sample. Point at the last line: the test set keeps its rarity. Ask why. Because
# it stands for the world in which the model will work.

# %% [markdown] id="ex-3-1-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 3.1 · Predict the ROC AUC of a forest on pure noise
#
# *1 point; about 4 minutes.*
#
# A table of pure noise: its columns are random numbers, its labels are dealt out at random, and one
# row in twenty is positive. **Nothing can be learned from it**, so an honest ROC AUC is near 0.5.
#
# Someone copies positive rows until both classes are equally large
# (`RandomOverSampler().fit_resample(X, y)`), and only then runs a five-fold cross-validation of a
# random forest on the balanced table.
#
# Is the ROC AUC that comes out clearly above 0.5 (`"up"`), about 0.5 (`"same"`), or clearly below
# (`"down"`)? Answer before you run the next cell.
#
# Choose one of `"up"`, `"same"`, `"down"`.
#
# Replace the `...` by your choice in quotes. Stuck? Run `hint("3.1")`.

# %% id="ex-3-1" slideshow={"slide_type": "skip"}
answer_3_1 = ...

# %% id="ex-3-1-check" slideshow={"slide_type": "skip"}
check("3.1", answer_3_1)


# %% [markdown] id="noise-title" slideshow={"slide_type": "slide"}
# ## Run it: pure noise, copied before and after the split

# %% id="noise" slideshow={"slide_type": "skip"}
def noise(seed):
    rng = np.random.default_rng(seed)
    labels = rng.permutation(np.repeat([0, 1], [950, 50]))
    return rng.normal(size=(1_000, 10)), labels


sampler = RandomOverSampler(random_state=0)
five = StratifiedKFold(5, shuffle=True, random_state=0)
forest = RandomForestClassifier(n_estimators=50, random_state=0)
pipeline = make_pipeline(sampler, forest)

# %% id="noise-result" slideshow={"slide_type": "-"} tags=["claim"]
for X, y in map(noise, range(3)):
    X_copied, y_copied = sampler.fit_resample(X, y)
    before = cross_val_score(forest, X_copied, y_copied, cv=five, scoring="roc_auc")
    inside = cross_val_score(pipeline, X, y, cv=five, scoring="roc_auc")
    print(f"ROC AUC: {before.mean():.3f} copied first, {inside.mean():.3f} in folds")
    assert before.mean() > 0.99  # perfect, about nothing
    assert 0.35 < inside.mean() < 0.65  # the truth is 0.5

# %% [markdown] id="noise-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *6 minutes.* Take a vote on exercise 3.1 before you run this. Most rooms vote "same". The honest
# values scatter around 0.5, because fifty positives are few; none of them is near the leaky score.
# Dwell on it: a perfect score, about nothing at all.

# %% [markdown] id="twins-title" slideshow={"slide_type": "slide"}
# ## Why: the test rows have twins in training
#
# Ten rows, two of them positive (`a` and `b`). Over-sampling makes eight of each class; then a
# quarter is split off. By hand, for $c$ copies of a row in five folds: the chance that a copy in the
# test fold has *no* twin among the training folds is about $\left(\tfrac{1}{5}\right)^{c-1}$.

# %% id="twins" slideshow={"slide_type": "-"} tags=["hide-input"]
letters = np.array(list("abcdefghij"))
small_y = np.repeat([1, 0], [2, 8])
rows, labels = RandomOverSampler(random_state=1).fit_resample(letters.reshape(-1, 1), small_y)
trained, tested = train_test_split(
    np.arange(len(rows)), test_size=4, stratify=labels, random_state=3
)
order = np.lexsort((rows.ravel(), -labels))
figure, ax = plt.subplots(figsize=(8, 2.4), layout="constrained")
for place, row in enumerate(order):
    level = 0 if row in tested else 1
    colour = "#D55E00" if labels[row] else "#0072B2"
    ax.scatter(place, level, marker="s", s=560, color=colour)
    ax.text(place, level, rows[row, 0], ha="center", va="center", color="white", fontsize=14)
ax.set(yticks=[0, 1], yticklabels=["test", "training"], xticks=[], ylim=(-0.6, 1.6))
ax.set_title("Each letter is one original row; orange rows are positive", loc="left")
ax.spines[:].set_visible(False)
twins = sorted(set(rows[tested, 0]) & set(rows[trained, 0]))
show(
    figure,
    alt="Sixteen squares in two lines, training above and test below. The test rows "
    f"{', '.join(sorted(rows[tested, 0]))} include copies of {' and '.join(twins)}, which also "
    "stand in training; the negative test rows do not.",
)

# %% id="twins-count" slideshow={"slide_type": "skip"} tags=["claim"]
train_rows, test_rows = next(five.split(X_copied, y_copied))  # the last table of noise
positives = X_copied[test_rows][y_copied[test_rows] == 1]
seen = [(X_copied[train_rows] == row).all(axis=1).any() for row in positives]
copies = 950 / 50
print(f"copies of a positive row: {copies:.0f}, no twin: {0.2 ** (copies - 1):.0e}")
print(f"share of positive test rows with a twin in training: {np.mean(seen):.3f}")
assert all(seen)


# %% [markdown] id="twins-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Cover the test line and ask which test rows the forest has met. Then the exponent: at
# three copies the chance is already one in twenty-five. Usual objection: "but my model is
# regularised". Fair, and the next section shows how much that helps.

# %% [markdown] id="three-title" slideshow={"slide_type": "slide"}
# ## Three ways to be fooled, kept apart
#
# Resampling before the split can do three different things to a score:
#
# 1. **Copies** of test rows are trained on.
# 2. **The test set is half positive**, so precision and everything made of it rises by itself.
# 3. Rows are **chosen with the help of the test rows**: a sampler that looks at distances has
#    looked at both sides.
#
# To see which one is at work, score every leaky model twice: as it stands, and with the test rows
# weighted so that positives have their real share again. Weights undo the second effect, and only
# that one.

# %% id="reweighted" slideshow={"slide_type": "skip"}
def ap_at(prevalence):
    """Return a scorer: average precision as if this were the share of positives."""

    def score(model, X, y):
        share = y.mean()
        weight = np.where(y == 1, prevalence / share, (1 - prevalence) / (1 - share))
        p = model.predict_proba(X)[:, 1]
        return average_precision_score(y, p, sample_weight=weight)

    return score


# %% id="three-trials" slideshow={"slide_type": "skip"}
X, y = insurance.X, insurance.y
scoring = {"AUC": "roc_auc", "AP": "average_precision", "reweighted": ap_at(y.mean())}
forest = RandomForestClassifier(n_estimators=50, random_state=0)
linear = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1_000))
under, over = RandomUnderSampler(random_state=0), RandomOverSampler(random_state=0)
trials = {
    "copies, forest": (over, forest),
    "copies, logistic regression": (over, linear),
    "drops at random, forest": (under, forest),
    "NearMiss-2, forest": (NearMiss(version=2), forest),
}

# %% id="three-leaks" slideshow={"slide_type": "skip"}
leaky, honest = {}, {}
for name, (sampler, model) in trials.items():
    X_made, y_made = sampler.fit_resample(X, y)  # before the split
    leaky[name] = cross_validate(model, X_made, y_made, cv=five, scoring=scoring)
    steps = [sampler, *model] if model is linear else [sampler, model]
    pipeline = make_pipeline(*steps)  # inside it
    honest[name] = cross_validate(pipeline, X, y, cv=five, scoring=scoring)


# %% [markdown] id="three-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *6 minutes.* The weights are the trick of the lesson: they bring the test fold back to the real
# prevalence without touching a single prediction. Ask before the next slide: for which sampler will
# the re-weighted score fall back to the honest one? (Random under-sampling.)

# %% [markdown] id="headline-title" slideshow={"slide_type": "slide"}
# ## One figure, three mechanisms

# %% id="headline" slideshow={"slide_type": "-"} tags=["headline", "hide-input"]
def intervals(results, metric):
    # Five folds: four parts train, one tests.
    return {
        name: fold_interval(result[f"test_{metric}"], n_train=4, n_test=1)
        for name, result in results.items()
    }


series = {
    "before the split": intervals(leaky, "AP"),
    "the same, re-weighted": intervals(leaky, "reweighted"),
    "inside the pipeline": intervals(honest, "AP"),
}
roles = dict(zip(series, ("leaky", "highlight", "honest")))
ax = plot_intervals(
    series,
    xlabel="average precision, five folds, 95 % interval",
    roles=roles,
    reference=y.mean(),
    reference_label="dummy",
)
show(
    ax.figure,
    alt="Average precision on the insurance data for four ways of resampling. "
    + " ".join(
        f"{name}: " + ", ".join(f"{label} {part[name]}" for label, part in series.items()) + "."
        for name in trials
    ),
)

# %% id="three-claims" slideshow={"slide_type": "skip"} tags=["claim"]
mean = {
    (when, name, metric): result[f"test_{metric}"].mean()
    for when, results in (("leaky", leaky), ("honest", honest))
    for name, result in results.items()
    for metric in scoring
}
copies, copies_linear, at_random, by_distance = trials
# 1. Copies: a forest ranks "unseen" rows almost perfectly, and the weights do not help.
assert mean["leaky", copies, "AUC"] > 0.98 > 0.75 > mean["honest", copies, "AUC"]
assert mean["leaky", copies, "reweighted"] > 5 * mean["honest", copies, "AP"]
# A linear model cannot remember single rows: most of its gain was the share of positives.
assert mean["leaky", copies_linear, "AP"] > 4 * mean["honest", copies_linear, "AP"]
assert mean["leaky", copies_linear, "reweighted"] < 1.5 * mean["honest", copies_linear, "AP"]
# 2. Dropping at random: the ranking is honest, precision is not; the weights bring it back.
assert abs(mean["leaky", at_random, "AUC"] - mean["honest", at_random, "AUC"]) < 0.03
assert mean["leaky", at_random, "AP"] > 4 * mean["honest", at_random, "AP"]
assert abs(mean["leaky", at_random, "reweighted"] - mean["honest", at_random, "AP"]) < 0.05
# 3. Dropping by distance: no row is copied, and yet the ranking is a fiction.
assert mean["leaky", by_distance, "AUC"] > 0.95 > 0.7 > mean["honest", by_distance, "AUC"]
assert mean["leaky", by_distance, "reweighted"] > 5 * mean["honest", by_distance, "AP"]

pd.DataFrame(
    {
        (title, when): intervals(results, metric)
        for metric, title in {"AUC": "ROC AUC", "reweighted": "AP, real share"}.items()
        for when, results in {"before the split": leaky, "in the pipeline": honest}.items()
    }
).map(str)

# %% [markdown] id="three-read" slideshow={"slide_type": "skip"}
# Read the figure row by row:
#
# - **Copies, forest.** Reported near 1, and still far too high after the weights: the forest
#   remembers. Honest, it is little better than the dummy.
# - **Copies, logistic regression.** Nearly the whole gap closes with the weights. A model with one
#   coefficient per column cannot remember single rows, so it leaks little. A little is left.
# - **Drops at random.** The weights close the gap; ROC AUC, which does not look at the share of
#   positives, was never inflated. Random under-sampling before the split flatters precision, F1 and
#   AP by the *test set* it makes, not by what the model has seen.
# - **Drops by distance.** NearMiss-2 keeps the majority rows that lie nearest to the minority, test
#   rows included. No row was copied, yet the score is a fiction: the sampler has drawn the border
#   that the model then "finds". Lesson 5 looks at NearMiss itself.

# %% [markdown] id="headline-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *6 minutes.* Walk down the rows. The question for the room: "which of these would your reviewer
# have caught?" The usual wrong answer is that under-sampling is safe because nothing is copied:
# true for the random kind and the ROC AUC, false for NearMiss, and false for every metric with
# precision in it.

# %% [markdown] id="precision-title" slideshow={"slide_type": "slide"}
# ## What a half-positive test set does to precision
#
# $$\text{precision} = \frac{\pi \cdot \text{TPR}}{\pi \cdot \text{TPR} + (1 - \pi) \cdot \text{FPR}}$$
#
# Recall (the true-positive rate, TPR) and the false-positive rate (FPR) look at one class each. Only
# the share of positives $\pi$ mixes them. Move it from the real value to one half and watch
# precision, with one and the same model.

# %% id="explorer" slideshow={"slide_type": "subslide"} tags=["hide-input"]
p = cross_val_predict(linear, X, y, cv=five, method="predict_proba")[:, 1]
cut = np.quantile(p, 0.9)  # call the most promising tenth
title = "Who buys? Logistic regression, honest folds"
explore_prevalence(y, p, threshold=cut, title=title)

# %% id="precision-by-hand" slideshow={"slide_type": "skip"} tags=["claim"]
flagged = p > cut
tpr, fpr = flagged[y == 1].mean(), flagged[y == 0].mean()


def precision_at(prevalence):
    return prevalence * tpr / (prevalence * tpr + (1 - prevalence) * fpr)


print(f"recall {tpr:.3f}, false-positive rate {fpr:.3f}, whatever the share of positives")
for share in (y.mean(), 0.5):
    print(f"share of positives {share:.3f}: precision {precision_at(share):.3f}")
assert np.isclose(precision_at(y.mean()), y[flagged].mean())  # the formula is the count
assert precision_at(0.5) > 3 * precision_at(y.mean())

# %% [markdown] id="precision-deeper" slideshow={"slide_type": "skip"}
# <details><summary><b>Deeper:</b> the formula, the weights, and why AUC stays</summary>
#
# Of $n$ rows, $\pi n$ are positive, and $\pi n \cdot \text{TPR}$ of them are flagged; of the
# $(1-\pi) n$ negatives, $(1-\pi) n \cdot \text{FPR}$ are. Precision is the first over the sum of
# both, and $n$ cancels.
#
# In a test set with share $\pi'$, a weight $\pi/\pi'$ on each positive and $(1-\pi)/(1-\pi')$ on
# each negative turns the counts into those of a set with share $\pi$. TPR and FPR are ratios within
# a class, so the weights cancel there: the ROC curve does not move, while precision, F1 and average
# precision take their real values, *provided the test rows of each class are a fair sample of that
# class*. After random under-sampling they are. After NearMiss the negatives are not, which is why
# its re-weighted score stays wrong.
#
# A *sampling design* does the same as a sampler: `crash_deaths` holds 4.5 % deaths because severe
# crashes were drawn more often (its card says how). Lesson 7 turns these weights into corrected
# probabilities.
# </details>

# %% [markdown] id="precision-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* Put the prevalence slider at the value of the data, ask for the precision at one half,
# then move it. Let someone say why recall stands still. Usual wrong answer: "the model has become
# better on balanced data".

# %% [markdown] id="pipeline-title" slideshow={"slide_type": "slide"}
# ## The cure: the sampler lives in the pipeline
#
# `imblearn.pipeline.make_pipeline` takes samplers as steps. In `fit` they resample; in `predict`
# they are skipped. Every fold, every grid search then splits first by itself.

# %% id="pipeline" slideshow={"slide_type": "-"} tags=["claim"]
X_train, X_test, y_train, y_test = train_test_split(X, y, stratify=y, random_state=0)
pipeline = make_pipeline(under, forest).fit(X_train, y_train)
kept = pipeline[0].sample_indices_
predicted = pipeline.predict(X_test)
print(f"given to fit: {len(X_train)} rows, trained on: {len(kept)}")
print(f"given to predict: {len(X_test)} rows, predictions: {len(predicted)}")
assert len(predicted) == len(X_test)


# %% [markdown] id="pipeline-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* The most frequent question in imbalanced-learn's issue tracker: "what happens to my
# test rows in the pipeline?" Nothing, and the two lengths prove it. scikit-learn's own `Pipeline`
# refuses samplers; the import must come from `imblearn.pipeline`.

# %% [markdown] id="ex-3-2-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 3.2 · Move the sampler into the pipeline
#
# *2 points; about 8 minutes.*
#
# The next cell runs, and is wrong. Mend it, run it, then run the check below it. Stuck? Run `hint("3.2")`.

# %% id="ex-3-2" slideshow={"slide_type": "skip"}
def balanced_scores(X, y, estimator, scoring):
    """Return the five scores of a classifier that is trained on balanced data.

    The training rows of every fold are balanced by random over-sampling. The test rows stay
    as they are: no copies, and the share of positives of the real data.

    Parameters: the features `X`, the labels `y` (0 or 1), an unfitted `estimator`, and the
    name of a metric, `scoring`, as `cross_val_score` takes it. Returns: an array of five
    scores.
    """
    X_balanced, y_balanced = RandomOverSampler(random_state=0).fit_resample(X, y)
    return cross_val_score(estimator, X_balanced, y_balanced, cv=5, scoring=scoring)


# %% id="ex-3-2-check" slideshow={"slide_type": "skip"}
check("3.2", balanced_scores)


# %% [markdown] id="ex-3-3-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 3.3 · Split, then balance the training set only
#
# *3 points; about 10 minutes.*
#
# Replace the `...` in the next cell, run it, then run the check below it. Stuck? Run `hint("3.3")`.

# %% id="ex-3-3" slideshow={"slide_type": "skip"}
def split_and_resample(X, y, random_state):
    """Split off a test set, then balance the training set by random resampling.

    The test set is a stratified quarter of all rows and stays as it is. In the training set,
    random over- or under-sampling makes both classes equally large. The rare class may be
    0 or 1: find out which.

    Parameters: a DataFrame `X`, a Series `y` of 0 and 1, and a `random_state` to pass on.
    Returns: `X_train, X_test, y_train, y_test`, in this order.
    """
    ...


# %% id="ex-3-3-check" slideshow={"slide_type": "skip"}
check("3.3", split_and_resample)

# %% [markdown] id="crash-title" slideshow={"slide_type": "slide"}
# ## The fourth way: rows that belong together
#
# `crash_deaths` has one row per front-seat occupant. People in one crash share the speed, the
# other car, often the fate. A split by *rows* puts one of them into training and the other into
# the test set: a twin again, this time one that nobody copied.

# %% id="crash-share" slideshow={"slide_type": "-"} tags=["claim"]
crash = load_dataset("crash_deaths")
in_company = crash.groups.duplicated(keep=False)
others_died = crash.y.groupby(crash.groups).transform("sum") - crash.y > 0
somebody, nobody = crash.y[others_died], crash.y[in_company & ~others_died]
print(f"rows that share their crash with another row: {in_company.mean():.3f}")
print(f"deaths among them, when somebody else died: {somebody.mean():.3f}")
print(f"deaths among them, when nobody else died: {nobody.mean():.3f}")
assert somebody.mean() > 3 * nobody.mean()

# %% id="crash-folds" slideshow={"slide_type": "skip"}
by_crash = StratifiedGroupKFold(5, shuffle=True, random_state=0)
folds = {
    "rows": list(five.split(crash.X, crash.y)),
    "whole crashes": list(by_crash.split(crash.X, crash.y, crash.groups)),
}
lots = np.random.default_rng(0).permutation(crash.groups.nunique())
lot = pd.DataFrame({"lot": lots[pd.factorize(crash.groups)[0]]})  # one number a crash

# %% id="crash-leak" slideshow={"slide_type": "subslide"} tags=["claim"]
tree, lot_auc = DecisionTreeClassifier(random_state=0), {}
for name, pairs in folds.items():
    scores = cross_val_score(tree, lot, crash.y, cv=pairs, scoring="roc_auc")
    lot_auc[name] = fold_interval(scores, n_train=4, n_test=1)
    print(f"ROC AUC from the lot alone, split by {name}: {lot_auc[name]}")
assert lot_auc["rows"].low > 0.5 > lot_auc["whole crashes"].low

# %% id="crash-size" slideshow={"slide_type": "skip"} tags=["claim"]
encode = make_column_transformer(
    (OneHotEncoder(handle_unknown="ignore"), crash.categorical),
    (make_pipeline(SimpleImputer(), StandardScaler()), crash.numeric),
)
logistic = LogisticRegression(max_iter=1_000)
gap = {}
for name, pairs in folds.items():
    model = make_pipeline(encode, logistic)
    scores = cross_val_score(
        model, crash.X, crash.y, cv=pairs, scoring="average_precision"
    )
    gap[name] = fold_interval(scores, n_train=4, n_test=1)
    print(f"average precision of logistic regression, split by {name}: {gap[name]}")
assert gap["rows"].low < gap["whole crashes"].estimate < gap["rows"].high


# %% [markdown] id="crash-read" slideshow={"slide_type": "skip"}
# Two findings, and both belong to the truth. The lot, a random number that only says *which crash*,
# ranks better than a coin when rows are split, and stops doing so when whole crashes are: the leak
# is real. With the real columns and logistic regression, the two scores cannot be told apart here:
# this model does not use the leak. You know that only after splitting by crash once. Other data are
# less kind: several scans of a patient, frames of a film, transactions of a card. (The insurance
# table hides groups too: half of its columns describe the postcode area, customers of one area share
# them, and no key is published. Its scores speak of new customers in known areas.) **Ask what your
# rows share before you split, and from here on this course splits `crash_deaths` by crash.**
#
# Time is the other thing rows share. When a model is to work tomorrow, test it on rows from after
# the training rows (lessons 9 and 14).

# %% [markdown] id="crash-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *6 minutes.* Ask what rows share in the participants' own data; collect answers on the board
# (patient, customer, machine, day, author). Usual wrong answer: "I shuffled, so it is random".
# Shuffling is what spreads a crash over both sides. Say plainly that the leak is small for the real
# model: credibility is worth more than drama.

# %% [markdown] id="ex-3-4-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 3.4 · Keep every crash on one side of the split
#
# *2 points; about 8 minutes.*
#
# Replace the `...` in the next cell, run it, then run the check below it. Stuck? Run `hint("3.4")`.

# %% id="ex-3-4" slideshow={"slide_type": "skip"}
def crash_folds(y, groups):
    """Return five folds that never cut a crash in two.

    All rows of a crash (equal values in `groups`) lie on the same side of every fold, each
    row is tested once, and deaths are spread over the folds as evenly as crashes allow.

    Parameters: labels `y` (0 or 1) and `groups`, two arrays of equal length. Returns: a list
    of five pairs `(train, test)`, each an array of row positions.
    """
    ...


# %% id="ex-3-4-check" slideshow={"slide_type": "skip"}
check("3.4", crash_folds)


# %% [markdown] id="board-title" slideshow={"slide_type": "slide"}
# ## Scoreboard: what honest resampling does
#
# Split by crash, sampler inside the pipeline.

# %% id="board" slideshow={"slide_type": "-"} tags=["scoreboard", "hide-input"]
def out_of_fold(*steps):
    """Return each row's probability from the fold in which its crash was tested."""
    model, pairs = make_pipeline(*steps), folds["whole crashes"]
    p = cross_val_predict(model, crash.X, crash.y, cv=pairs, method="predict_proba")
    return p[:, 1]


leafy = RandomForestClassifier(n_estimators=40, min_samples_leaf=5, random_state=0)
methods = {
    "logistic regression": out_of_fold(encode, logistic),
    "forest": out_of_fold(encode, leafy),
    "logistic, under-sampled": out_of_fold(under, encode, logistic),
    "logistic, over-sampled": out_of_fold(over, encode, logistic),
    "forest, under-sampled": out_of_fold(under, encode, leafy),
}
board = scoreboard(crash.y, methods, groups=crash.groups, recall_at_k=1_000)
board

# %% id="board-claims" slideshow={"slide_type": "skip"} tags=["claim"]
ap, auc = board.intervals("average_precision"), board.intervals("roc_auc")
skill = board.intervals("brier_skill")
for how in ("under-sampled", "over-sampled"):
    name = f"logistic, {how}"
    assert abs(auc[name].estimate - auc["logistic regression"].estimate) < 0.01
    assert abs(ap[name].estimate - ap["logistic regression"].estimate) < 0.03
    assert skill[name].high < 0 < skill["logistic regression"].low

# %% [markdown] id="board-read" slideshow={"slide_type": "skip"}
# Resampled honestly, logistic regression ranks as it did before. What changes is the last column
# but one: the Brier skill falls below zero. The model was trained in a world where half of the
# people die, and it says so: its probabilities are far too high. Rebalancing is a **shift of the
# prior**; lesson 7 shows how to shift it back. The intervals are bootstrapped by crash, since rows of
# one crash are not independent.
#
# The 4.5 % of deaths are the sampling design's number, not the road's: severe crashes were drawn
# more often. Weighted by the survey weights it is about an eighth of that (the card of the data has
# the figure). The scores here speak of the investigated crashes.

# %% [markdown] id="board-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* Read one column at a time. The dummy's average precision is the share of deaths: that
# is the zero of this scale. Ask: "so why does everybody resample?" Because they look at recall at
# the cut of 0.5, which a shifted prior moves. Lesson 4 takes that up.

# %% [markdown] id="myth" slideshow={"slide_type": "slide"}
# ## Myth and fact
#
# **Myth:** "Balance the data first, then split: the model needs equal classes, and so does the test."
#
# **Fact:** The test set stands for the world. Resample the training rows only, and let the pipeline
# do it. A balanced test set inflates every metric with precision in it; copied rows or rows chosen by
# distance inflate the ranking as well.
#
# **The honest exception:** resampling *inside* the pipeline can help a model that over-fits. Here is
# one, and what helps it more:

# %% id="exception" slideshow={"slide_type": "-"} tags=["claim"]
tamed = RandomForestClassifier(50, min_samples_leaf=20, random_state=0)
deep = cross_val_score(forest, X, y, cv=five, scoring="average_precision")
leaves = cross_val_score(tamed, X, y, cv=five, scoring="average_precision")
sampled = honest["drops at random, forest"]["test_AP"]
for name, scores in {"under-sampled": sampled, "leaves of 20 rows": leaves}.items():
    gain = fold_interval(scores - deep, n_train=4, n_test=1)
    print(f"average precision gained over the deep forest, {name}: {gain}")
assert deep.mean() < sampled.mean() < leaves.mean()

# %% [markdown] id="exception-read" slideshow={"slide_type": "skip"}
# A forest of fully grown trees over-fits the few buyers of caravan insurance. Training each time on a
# small balanced sample tames it; asking for twenty rows per leaf tames it more and keeps the
# probabilities. When resampling helps, ask what it repairs, and whether that can be repaired
# directly. The other good reason to under-sample is cost: a model that trains on a tenth of the
# rows (lesson 5).

# %% [markdown] id="myth-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Read the myth aloud and let the room answer it. Do not skip the exception: whoever
# has seen under-sampling help will otherwise discount the rest. Ask what the sampler repaired.

# %% [markdown] id="ex-3-5-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 3.5 · Audit a demonstration of the leak ★
#
# *No points, for those who want more; about 6 minutes.*
#
# The user guide of imbalanced-learn warns of resampling before the split, and it is right to. Its
# demonstration (page "Common pitfalls", read in 2026) under-samples at random and reports **balanced
# accuracy** over five folds, mean ± standard deviation:
#
# | | balanced accuracy |
# | --- | --- |
# | `RandomUnderSampler` on the whole table, then cross-validation | 0.724 ± 0.042 |
# | `RandomUnderSampler` inside the pipeline | 0.732 ± 0.019 |
#
# It calls the first number over-optimistic. **What do its own numbers say?** Choose, then say
# why.
#
# - **a**: The first score is inflated, as the page says.
# - **b**: The two scores do not differ: this demonstration does not show the leak.
# - **c**: Resampling before the split does no harm.
# - **d**: The pipeline is the better model.
#
# **And why?** Why does the leak not show in these numbers?
#
# - **p**: Under-sampling copies no row, and balanced accuracy does not depend on the share of positives in the test set.
# - **q**: The boosting model of the page is proof against leaks.
# - **r**: Five folds are too few to see anything.
# - **s**: The page forgot to stratify its folds.
#
# Replace the `...` by your choice in quotes. Stuck? Run `hint("3.5")`.

# %% id="ex-3-5" slideshow={"slide_type": "skip"}
answer_3_5 = ...
why_3_5 = ...

# %% id="ex-3-5-check" slideshow={"slide_type": "skip"}
check("3.5", answer_3_5, why_3_5)

# %% [markdown] id="recap" slideshow={"slide_type": "slide"} tags=["takeaway"]
# ## Recap and decision card
#
# Resampling before the split lets test rows into training, makes the test set half positive, or lets
# the sampler see the border it will be judged by. Random over-sampling gives a forest a perfect score
# on noise. Random under-sampling leaves the ranking honest and inflates precision. A sampler inside
# an imbalanced-learn pipeline acts in `fit` only. Rows that belong together must stay on one side.
#
# | When you see | Do |
# | --- | --- |
# | a sampler above the split | move it into the pipeline |
# | a score near 1 on a rare class | shuffle the labels, run everything again |
# | a test set with equal classes | ask for the real share, or re-weight |
# | several rows per person, crash, machine | split by group |
# | a model for tomorrow | split by time |

# %% [markdown] id="recap-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Leave the card on screen while people do the exercises. Closing question: what will
# you check first in your own project? Next lesson: SMOTE invents new points instead of copying old
# ones. Does that add information?

# %% [markdown] id="ex-3-quiz-prompt" slideshow={"slide_type": "slide"}
# ### Quiz 3
#
# Four questions on this lesson. They give no points; each answer has its reason.
#
# **A.** A colleague over-samples at random, then splits, then scores a forest: ROC AUC 0.99. What do you know?
#
# - **a**: The forest is excellent.
# - **b**: Nothing yet about new rows: copies of the test rows were in training.
# - **c**: The ROC AUC is right, only precision is inflated.
# - **d**: The forest needs more trees.
#
# **B.** A cut finds 60 % of the positives and flags 20 % of the negatives. In the data one row in ten is positive. What is the precision on a test set that was balanced to half and half, and on the data as they are?
#
# - **a**: 0.75 and 0.75
# - **b**: 0.75 and 0.25
# - **c**: 0.60 and 0.20
# - **d**: 0.25 and 0.75
#
# **C.** What does a sampler in an imbalanced-learn pipeline do when you call `pipeline.predict(X_new)`?
#
# - **a**: It balances `X_new` first.
# - **b**: It drops majority rows from `X_new`.
# - **c**: Nothing: samplers act in `fit` only.
# - **d**: It raises an error, since it has no labels.
#
# **D.** Each patient has several scans in your table; the model is for new patients. Which splitter do you take?
#
# - **a**: `StratifiedKFold`: every fold then has its positives.
# - **b**: `KFold(shuffle=True)`: shuffling removes what rows share.
# - **c**: `StratifiedGroupKFold` with the patient as group.
# - **d**: Any, once the sampler is inside the pipeline.

# %% id="ex-3-quiz" slideshow={"slide_type": "skip"}
check("3.quiz", a=..., b=..., c=..., d=...)

# %% [markdown] id="reading" slideshow={"slide_type": "skip"}
# ## Further reading
#
# - Vandewiele, G. et al. (2021). *Overly optimistic prediction results on imbalanced data: a case
#   study of flaws and benefits when applying over-sampling.* Artificial Intelligence in Medicine 111,
#   101987. Many studies reported near-perfect prediction of preterm birth on one public data set; the
#   authors rebuild such results, and they vanish when over-sampling comes after the split.
# - Blagus, R. and Lusa, L. (2015). *Joint use of over- and under-sampling techniques and
#   cross-validation for the development and assessment of prediction models.* BMC Bioinformatics 16,
#   363. Sampling outside cross-validation over-estimates performance, more so when over-sampling.
# - Santos, M. S. et al. (2018). *Cross-validation for imbalanced datasets: avoiding overoptimistic
#   and overfitting approaches.* IEEE Computational Intelligence Magazine 13(4). Names oversampling
#   the whole data set a frequent flaw, and tells over-optimism from over-fitting.
# - Kapoor, S. and Narayanan, A. (2023). *Leakage and the reproducibility crisis in
#   machine-learning-based science.* Patterns 4(9), 100804. A survey that finds leakage in 17 fields
#   and 294 papers, with a taxonomy.
# - van den Goorbergh, R. et al. (2022). *The harm of class imbalance corrections for risk prediction
#   models.* JAMIA 29(9), 1525-1534. Resampling a logistic regression did not improve the ROC AUC and
#   spoilt the probabilities: what our scoreboard shows.
# - imbalanced-learn user guide, *Common pitfalls and recommended practices*: the page that exercise
#   3.5 audits. Its advice is right.
#
# **Next:** lesson 4. If copies add nothing, do synthetic points?
