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
# **The question:** *my score shot up when I balanced the data. May I believe it?*
#
# About 70 minutes · needs lessons 1 and 2
#
# After this lesson you can
#
# - foresee what copied rows do to a score (exercise 3.1),
# - put a sampler where it cannot see test rows (3.2, 3.3),
# - tell a leak from a test set that flatters (3.5 starred, quiz),
# - keep rows that belong together on one side of the split (3.4).

# %% [markdown] id="title-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Ask: whose score on a rare class ever shot up overnight, and what did you do next?
# The usual answer is "I was pleased". By the end it should be "I looked for the leak". Timing, 70
# in all: title and recall 4, snippet 6, exercise 3.1 and noise 6, twins 3, three ways and figure
# 10, precision 5, pipeline 2, exercise 3.2 8, crashes and exercise 3.4 13, scoreboard 5, myth 5,
# recap 3. For home: 3.3, 3.5 and the quiz.

# %% id="setup" slideshow={"slide_type": "skip"} tags=["setup"]
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from imblearn.over_sampling import RandomOverSampler
from imblearn.pipeline import make_pipeline
from imblearn.under_sampling import NearMiss, RandomUnderSampler
from sklearn.base import clone
from sklearn.compose import make_column_transformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import (
    KFold,
    RepeatedStratifiedKFold,
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
data = insurance.data.assign(target=insurance.target)  # what the published slide calls `data`

# %% [markdown] id="helpers" slideshow={"slide_type": "skip"}
# Splits, pipelines, samplers, fits and metrics below are scikit-learn and imbalanced-learn in the
# open. Five helpers of the course do the rest: `scoreboard` and `fold_interval` put an interval on
# every score; `plot_intervals`, `show` and `explore_prevalence` draw. `fold_interval??` in a cell
# of its own shows a helper's source.
#
# <details><summary><b>Foundations:</b> pipeline, folds, leak, and how to read the intervals</summary>
#
# - A **pipeline** chains steps and behaves like one model: `fit` runs the steps in order, `predict`
#   sends new rows through them. A **sampler** is a step that changes which rows there are.
# - A **random forest** averages many decision trees. Each is grown on rows drawn at random, until
#   its leaves hold one class only, unless it is told to stop before.
# - A **leak** is whatever lets training know something of the test rows that it would not know of
#   new rows. In five-fold cross-validation no score comes from a row that was trained on, unless the
#   row has a copy.
# - **Fold, cut, dummy, Brier skill** and the other words: see the
#   [glossary](01_introduction.ipynb#Glossary) that ends lesson 1.
# - **[Brackets]** hold 95 % intervals, by folds or by bootstrap, as in lesson 1. New here: an interval over
#   folds is symmetric, so it may pass 1, and around a leaky score it measures scatter, not truth. Two
#   models are compared by the interval of their *difference*, never by overlap.
# </details>

# %% [markdown] id="ex-3-recall-prompt" slideshow={"slide_type": "slide"}
# ### Warm-up 3
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
# **B.** A fitted model and its cut stay as they are. In a new town only half as many people are positive; positives and negatives each look as before. Which of these numbers moves?
#
# - **a**: recall
# - **b**: the share of the negatives that are flagged
# - **c**: ROC AUC
# - **d**: precision
#
# Put a letter in quotes, such as `"a"`, in place of each `...` in the next cell, and run it (Shift+Enter).

# %% id="ex-3-recall" slideshow={"slide_type": "skip"}
check("3.recall", a=..., b=...)

# %% [markdown] id="outline" slideshow={"slide_type": "slide"}
# ## A published slide, and its code
#
# Slide 3 of the outline says:
#
# > One of the most common approaches to handling imbalanced datasets is resampling, which involves
# > either oversampling the minority class or undersampling the majority class to create a more
# > balanced distribution.
#
# True, and popular. What is wrong with the code that comes next? Take two minutes before you read on.

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

# %% [markdown] id="outline-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Let the room find the faults before you turn the slide. They find the import at once,
# the sorted blocks with a nudge ("what does `KFold` do with this?"), and seldom the missing split:
# the code looks like preparation, and preparation comes first.

# %% [markdown] id="four-faults" slideshow={"slide_type": "slide"}
# ## Four faults, the last one the costliest
#
# 1. `pd` is not imported.
# 2. The result is two sorted blocks: folds cut without shuffling hold one class only.
# 3. It takes for granted that class 1 is the rare one.
# 4. **Nothing was split off.** Every score from here on comes from a table that was made with the
#    test rows in hand, and that is half positive. The rest of the lesson is about this.

# %% id="published-run" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
try:
    exec(snippet, {"data": data})  # runs the text with the one name that the slide assumes
    raise AssertionError("The published snippet runs now; say so in the text.")
except NameError as error:
    print(f"as published: {type(error).__name__}: {error}")

names = {"data": data, "pd": pd}
exec(snippet, names)
balanced = names["resampled_data"]
shares = [balanced.target.iloc[test].mean() for _, test in KFold(5).split(balanced)]
print("share of positives in five plain folds:", " ".join(f"{share:.3f}" for share in shares))
assert shares[0] == 0 and shares[-1] == 1  # two sorted blocks

try:
    exec(snippet, {"data": data.assign(target=1 - data.target), "pd": pd})
    raise AssertionError("The published snippet now copes with a rare class 0; say so.")
except ValueError as error:
    print("class 0 rare:", error)

# %% [markdown] id="faults-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* The three lines below the list are the evidence for faults 1 to 3. For fault 4 there
# is no error message: that is why it is the costliest.

# %% [markdown] id="mended-title" slideshow={"slide_type": "slide"}
# ## The same function, mended
#
# Split off the test rows first. Then count the classes instead of assuming them, resample in either
# direction (*under*: draw fewer rows of the larger class; *over*: draw rows of the smaller one again),
# and shuffle.

# %% id="mended" slideshow={"caption": "Split first: only training rows are resampled, and the test set keeps its rarity.", "frame": "train, test = train_test_split(data, stratify=data.target, random_state=0)", "slide_type": "-"} tags=["mended"]
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
# *1 minute.* One loop for both directions: `size` is the smaller count to under-sample, the larger
# one to over-sample. Point at the last line: the test set keeps its rarity. Ask why. Because it
# stands for the world in which the model will work. imbalanced-learn's samplers, from the next slides
# on, do the counting for you. Set exercise 3.3 for home.

# %% [markdown] id="numbers" slideshow={"slide_type": "slide"}
# ## Two numbers for a ranking, once more
#
# From lesson 1, for what follows:
#
# - **ROC AUC**: how often a positive scores above a negative. A coin gets 0.5, *whatever* the share of
#   positives.
# - **Average precision (AP)**: how clean the top of the ranking is. Knowing nothing gets about the
#   *share of positives*, so 0.2 is poor in one table and excellent in another.
#
# So a test set with another share of positives moves one of them.

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
# Which ROC AUC comes out, to about one tenth? It can be derived from what is written here. Answer
# before you go on.
#
# Replace the `...` by a number. Stuck? Run `hint("3.1")`.

# %% id="ex-3-1" slideshow={"slide_type": "skip"}
answer_3_1 = ...

# %% id="ex-3-1-check" slideshow={"slide_type": "skip"}
check("3.1", answer_3_1)


# %% [markdown] id="predict-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Collect numbers from the room and write them on the board. Expect 0.5. Ask: a
# positive row now exists about nineteen times; into how many folds does it fall? Then turn the
# slide.

# %% [markdown] id="noise-title" slideshow={"slide_type": "slide"}
# ## Run it: pure noise, copied before and after the split
#
# `before`: copy, then cut into folds. `inside`: cut, then copy within each fold's training rows, by
# `pipeline = make_pipeline(sampler, forest)`. Three tables of noise.

# %% id="noise" slideshow={"slide_type": "skip"}
def noise(seed):
    rng = np.random.default_rng(seed)
    labels = rng.permutation(np.repeat([0, 1], [950, 50]))
    return rng.normal(size=(1_000, 10)), labels


sampler = RandomOverSampler(random_state=0)
five = StratifiedKFold(5, shuffle=True, random_state=0)
forest = RandomForestClassifier(n_estimators=25, random_state=0)
pipeline = make_pipeline(sampler, forest)

# %% id="noise-result" slideshow={"slide_type": "-"} tags=["claim"]
for X_noise, y_noise in map(noise, range(3)):
    X_copied, y_copied = sampler.fit_resample(X_noise, y_noise)
    before = cross_val_score(forest, X_copied, y_copied, cv=five, scoring="roc_auc")
    inside = cross_val_score(pipeline, X_noise, y_noise, cv=five, scoring="roc_auc")
    print(f"ROC AUC: {before.mean():.3f} before, {inside.mean():.3f} inside")
    assert before.mean() > 0.99  # perfect, about nothing
    assert 0.35 < inside.mean() < 0.65  # the truth is 0.5

# %% [markdown] id="noise-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Dwell on it: a perfect score, about nothing at all. A sceptic may ask why the honest
# values are not 0.5 exactly: chance; with fifty positives single folds stray far, and other tables
# fall a little higher or lower.

# %% [markdown] id="twins-title" slideshow={"slide_type": "slide"}
# ## Why: the test rows have twins in training
#
# Ten rows, two of them positive (`a` and `b`). Over-sampling makes eight of each class; then a
# quarter is split off.
#
# In five folds, a row has *no* twin in training only if all its other copies fall into its own fold: a
# chance of about 1/5 for each of them. A row that stands three times: 1 in 25.

# %% id="twins" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
letters = np.array(list("abcdefghij"))
small_y = np.repeat([1, 0], [2, 8])
rows, labels = RandomOverSampler(random_state=1).fit_resample(letters.reshape(-1, 1), small_y)
trained, tested = train_test_split(
    np.arange(len(rows)), test_size=4, stratify=labels, random_state=3
)
figure, ax = plt.subplots(figsize=(8, 2), layout="constrained")
for place, row in enumerate(np.lexsort((rows.ravel(), -labels))):
    level, colour = int(row not in tested), "#D55E00" if labels[row] else "#0072B2"
    ax.scatter(place, level, marker="s", s=560, color=colour)
    ax.text(place, level, rows[row, 0], ha="center", va="center", color="white", fontsize=14)
ax.set(yticks=[0, 1], yticklabels=["test", "training"], xticks=[], ylim=(-0.6, 1.6))
ax.set_title("Each letter is one original row; orange rows are positive", loc="left", fontsize=12)
ax.tick_params(length=0, labelsize=12)
ax.spines[:].set_visible(False)
twins = sorted(set(rows[tested, 0]) & set(rows[trained, 0]))
show(
    figure,
    alt="Sixteen squares in two lines, training above and test below. The test rows "
    f"{', '.join(sorted(rows[tested, 0]))} include copies of {' and '.join(twins)}, which also "
    "stand in training; the negative test rows do not.",
)
train_rows, test_rows = next(five.split(X_copied, y_copied))  # the last table of noise
positives = X_copied[test_rows][y_copied[test_rows] == 1]
seen = [(X_copied[train_rows] == row).all(axis=1).any() for row in positives]
print(f"the last table of noise, positive test rows with a twin in training: {np.mean(seen):.3f}")
assert all(seen)


# %% [markdown] id="twins-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Point at the test line: which of these rows has the forest met? The two orange ones,
# and they are all the positives there are to test. Objection "but my model is regularised": row 2 of
# the next figure answers it.

# %% [markdown] id="three-title" slideshow={"slide_type": "slide"}
# ## Three ways to be fooled, kept apart
#
# Resampling before the split can do three different things to a score:
#
# 1. **Copies** of test rows are trained on (random over-sampling).
# 2. **The test set becomes half positive**, so precision and whatever is made of it rises by itself
#    (every sampler that balances).
# 3. **Easy test rows are chosen**: a sampler that drops rows by distance also decides which negatives
#    are left to be tested (NearMiss-2, which keeps those with the smallest mean distance to the
#    *farthest* positives).
#
# To see which one is at work, score twice: as it stands, and with the test rows weighted so that
# positives have their real share again. Weights undo the second effect, and only that one.

# %% id="three-trials" slideshow={"slide_type": "skip"}
def ap_at(prevalence):
    """Return a scorer: average precision as if this were the share of positives."""

    def score(model, X, y):
        share = y.mean()
        weight = np.where(y == 1, prevalence / share, (1 - prevalence) / (1 - share))
        p = model.predict_proba(X)[:, 1]
        return average_precision_score(y, p, sample_weight=weight)

    return score


X, y = insurance.data, insurance.target
scoring = {"AUC": "roc_auc", "AP": "average_precision", "reweighted": ap_at(y.mean())}
logistic = LogisticRegression(solver="newton-cholesky")
linear = make_pipeline(StandardScaler(), logistic)
under, over = RandomUnderSampler(random_state=0), RandomOverSampler(random_state=0)
near_miss = NearMiss(version=2)
trials = {
    "copies, forest": (over, forest),
    "copies, logistic regression": (over, linear),
    "drops at random, forest": (under, forest),
    "NearMiss-2, forest": (near_miss, forest),
}

# %% id="three-leaks" slideshow={"slide_type": "skip"}
leaky, honest = {}, {}
for name, (sampler, model) in trials.items():
    X_made, y_made = sampler.fit_resample(X, y)  # before the split
    leaky[name] = cross_validate(model, X_made, y_made, cv=five, scoring=scoring)
    inside = make_pipeline(sampler, model)  # inside the folds
    honest[name] = cross_validate(inside, X, y, cv=five, scoring=scoring, return_estimator=True)


# %% [markdown] id="three-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* The weights are the trick of the lesson: they bring the test fold back to the real
# share without touching a single prediction. Ask before you turn the slide: for which sampler will
# the re-weighted score fall back to the honest one? (Random under-sampling.)

# %% [markdown] id="headline-title" slideshow={"slide_type": "slide"}
# ## Re-weighting mends the test set, not the leak

# %% id="headline" slideshow={"slide_type": "-"} tags=["headline", "hide-input"]
def intervals(results, metric):
    """Return an interval per trial; five folds: four parts train, one tests."""
    return {
        name: fold_interval(result[f"test_{metric}"], n_train=4, n_test=1)
        for name, result in results.items()
    }


series = {
    "before the split": intervals(leaky, "AP"),
    "the same, re-weighted": intervals(leaky, "reweighted"),
    "inside the pipeline": intervals(honest, "AP"),
}
ax = plot_intervals(
    series,
    xlabel="average precision, five folds, 95 % interval",
    roles=dict(zip(series, ("leaky", "highlight", "honest"))),
    reference=y.mean(),
    reference_label="dummy, real share",
)
show(ax.figure, alt="Four ways of resampling the insurance data.", upright=True)

# %% id="three-claims" slideshow={"slide_type": "skip"} tags=["claim"]
# The claims of this section, proved again at every run; the table below shows the numbers.
mean = {
    (when, name, metric): result[f"test_{metric}"].mean()
    for when, results in (("leaky", leaky), ("honest", honest))
    for name, result in results.items()
    for metric in scoring
}
copies, copies_linear, at_random, by_distance = trials
for name in (copies, by_distance):  # 1 and 3: even re-weighted, far from the truth
    assert mean["leaky", name, "AUC"] > 0.95 > 0.75 > mean["honest", name, "AUC"]
    assert mean["leaky", name, "reweighted"] > 5 * mean["honest", name, "AP"]
for name in (copies_linear, at_random):  # 2: the share of positives explains nearly all
    assert mean["leaky", name, "AP"] > 4 * mean["honest", name, "AP"]
    assert abs(mean["leaky", name, "reweighted"] - mean["honest", name, "AP"]) < 0.08
assert abs(mean["leaky", at_random, "AUC"] - mean["honest", at_random, "AUC"]) < 0.06

pd.DataFrame(
    {
        (title, when): intervals(results, metric)
        for metric, title in {"AUC": "ROC AUC", "reweighted": "AP, real share"}.items()
        for when, results in {"before the split": leaky, "in the pipeline": honest}.items()
    }
).map(str)

# %% id="easy-rows" slideshow={"slide_type": "skip"} tags=["claim"]
near_miss.fit_resample(X, y)  # on the whole table, as in the leak
left = near_miss.sample_indices_
aucs = {
    "trained honestly, tested on all rows": [],
    "trained honestly, tested on the rows NearMiss-2 left": [],
    "trained on the rows it left, tested on all rows": [],
}
fitted_inside = honest[by_distance]["estimator"]
for (train_rows, test_rows), honest_model in zip(five.split(X, y), fitted_inside):
    left_train, left_test = np.intersect1d(train_rows, left), np.intersect1d(test_rows, left)
    leaky_model = clone(forest).fit(X.loc[left_train], y[left_train])
    models = (honest_model, honest_model, leaky_model)
    for scores, model, rows in zip(aucs.values(), models, (test_rows, left_test, test_rows)):
        scores.append(roc_auc_score(y[rows], model.predict_proba(X.loc[rows])[:, 1]))
for name, scores in aucs.items():
    print(f"ROC AUC, {name}: {fold_interval(scores, n_train=4, n_test=1)}")
honestly, easy_test, leaky_training = (np.mean(scores) for scores in aucs.values())
assert easy_test > 0.95 > 0.75 > max(honestly, leaky_training)

# %% [markdown] id="three-read" slideshow={"slide_type": "skip"}
# Read the figure row by row. Before the split half of the rows are positive, so there a dummy would
# score about one half, not the dashed line.
#
# - **Copies, forest.** Near 1, and still far too high after the weights: the forest remembers. Honest,
#   it reaches about twice the dummy.
# - **Copies, logistic regression.** Nearly the whole gap closes with the weights. With one coefficient
#   per column and many more rows than columns, this model can remember little. With more columns than
#   rows it would remember all.
# - **Drops at random.** The weights close nearly all of the gap, and the ROC AUC was not inflated.
#   Random under-sampling before the split flatters precision, F1 and AP by the *test set* it makes,
#   not by what the model has seen.
# - **NearMiss-2.** No row was copied, and yet both numbers are a fiction. The cell above takes the leak
#   apart: train honestly and test on the negatives that NearMiss-2 left, and the fiction is there;
#   train on its rows and test on all, and it is gone. The sampler keeps a tight cluster of negatives
#   that a forest knows at once, and nothing else is left to test it. Lesson 5 looks at NearMiss itself.

# %% [markdown] id="headline-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *6 minutes.* Walk down the rows, three dots each: before, re-weighted, in the pipeline. Row 1 stays
# right: it remembers. Rows 2 and 3 fall back: only the test set was at fault. Row 4 stays right
# although nothing was copied: easy test rows. Ask: which of these would your reviewer have caught?
# Usual wrong answer: "under-sampling is safe, nothing is copied".

# %% [markdown] id="precision-title" slideshow={"slide_type": "slide"}
# ## What a half-positive test set does to precision
#
# $$\text{precision} = \frac{\pi \cdot \text{TPR}}{\pi \cdot \text{TPR} + (1 - \pi) \cdot \text{FPR}}$$
#
# Recall (the true-positive rate, TPR) and the false-positive rate (FPR) look at one class each. Only
# the share of positives $\pi$ mixes them. **What will precision do when that share goes from the real value to one
# half, with one and the same model?**
#
# Next, move it. (The second slider there, *threshold*, is the cut. Leave it.)

# %% [markdown] id="explorer-title" slideshow={"slide_type": "subslide"}
# ### Move the share: precision rises, recall stands still

# %% id="explorer" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
p = cross_val_predict(linear, X, y, cv=five, method="predict_proba")[:, 1]
cut = np.quantile(p, 0.9)  # call the most promising tenth
tpr, fpr, real = (p > cut)[y == 1].mean(), (p > cut)[y == 0].mean(), y.mean()
assert np.isclose(real * tpr / (real * tpr + (1 - real) * fpr), y[p > cut].mean())
assert 0.5 * tpr / (0.5 * tpr + 0.5 * fpr) > 3 * y[p > cut].mean()
explore_prevalence(y, p, threshold=cut, title="Who buys? Logistic regression, honest folds")

# %% [markdown] id="precision-deeper" slideshow={"slide_type": "skip"}
# <details><summary><b>Deeper:</b> the formula, the weights, and where they end</summary>
#
# Of $n$ rows, $\pi n$ are positive, and $\pi n \cdot \text{TPR}$ of them are flagged; of the
# $(1-\pi) n$ negatives, $(1-\pi) n \cdot \text{FPR}$ are. Precision is the first over the sum of
# both, and $n$ cancels.
#
# In a test set with share $\pi'$, a weight $\pi/\pi'$ on each positive and $(1-\pi)/(1-\pi')$ on each
# negative turns the counts into those of a set with share $\pi$. TPR and FPR are ratios within a
# class, so the weights cancel there and the ROC curve does not move. Precision and F1 take their real
# values up to chance; average precision comes close, on average a little too high when few negatives
# are left. All this holds *provided the test rows of each class are a fair sample of that class*. After
# random under-sampling they are. After NearMiss the negatives are not, which is why its re-weighted
# score stays wrong.
#
# A *sampling design* can be like NearMiss here: the crashes of `crash_deaths` were drawn by severity
# (its card says how), so its survivors are no fair sample of the road's, and only the survey weight of
# each row leads back. After *random* resampling the probabilities can be led back: lessons 5 and 7.
# </details>

# %% [markdown] id="precision-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* Ask for the precision at one half before you press the second button. Let someone say
# why recall stands still. Usual wrong answer: "the model has become better on balanced data". Lead
# over: now we know what goes wrong; one line of code prevents it.

# %% [markdown] id="pipeline-title" slideshow={"slide_type": "slide"}
# ## The cure: the sampler lives in the pipeline
#
# `imblearn.pipeline.make_pipeline` takes samplers as steps (scikit-learn's own refuses them). In
# `fit` they resample; in `predict` they are skipped. Every fold, every grid search then splits first
# by itself.

# %% id="pipeline" slideshow={"slide_type": "-"} tags=["claim"]
X_train, X_test, y_train, y_test = train_test_split(X, y, stratify=y, random_state=0)
pipeline = make_pipeline(under, forest).fit(X_train, y_train)
kept = pipeline[0].sample_indices_
predicted = pipeline.predict(X_test)
print(f"given to fit: {len(X_train)} rows, trained on: {len(kept)}")
print(f"given to predict: {len(X_test)} rows, predictions: {len(predicted)}")
assert len(kept) == 2 * y_train.sum() and len(predicted) == len(X_test)


# %% [markdown] id="pipeline-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* A question that keeps coming back in imbalanced-learn's issue tracker (numbers 122, 444
# and 1103): "what happens to my test rows in the pipeline?" Nothing, and the two lengths prove it.

# %% [markdown] id="ex-3-2-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 3.2 · Move the sampler into the pipeline
#
# *2 points; about 8 minutes.*
#
# The next cell runs, and is wrong. What it must do stands below the function's name. Mend it, run it, then run the check below it. Use its parameters and what the lesson imported, none of the notebook's variables. Stuck? Run `hint("3.2")`.

# %% id="ex-3-2" slideshow={"slide_type": "skip"}
def balanced_scores(X, y, estimator, scoring):
    """Return the five scores of a classifier that is trained on balanced data.

    The training rows of every fold are balanced by random resampling. The test rows stay as
    they are: no copies, and the share of positives of the real data.

    Parameters: the features `X` and the labels `y` (0 or 1), as arrays, an unfitted
    `estimator`, and the name of a metric, `scoring`, as `cross_val_score` takes it. Returns:
    an array of five scores.
    """
    X_balanced, y_balanced = RandomOverSampler(random_state=0).fit_resample(X, y)
    return cross_val_score(estimator, X_balanced, y_balanced, cv=5, scoring=scoring)


# %% id="ex-3-2-check" slideshow={"slide_type": "skip"}
check("3.2", balanced_scores)


# %% [markdown] id="fix-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *8 minutes, alone.* Usual errors: dropping the sampler, returning the mean, scikit-learn's own
# pipeline. Exercise 3.3 on the next slide is for home; usual errors there: no `stratify=`, class 1
# taken as the rare one.

# %% [markdown] id="ex-3-3-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 3.3 · Split, then balance the training set only
#
# *3 points; about 10 minutes.*
#
# The next cell holds a function to write. What it must do stands below the function's name. Replace the `...`, run it, then run the check below it. Use its parameters and what the lesson imported, none of the notebook's variables. Stuck? Run `hint("3.3")`.

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
# `crash_deaths` has one row per front-seat occupant. People in one crash share the speed, the other
# car, often the fate. A split by *rows* puts one of them into training and the other into the test
# set: a twin again, this time one that nobody copied.

# %% id="crash-share" slideshow={"slide_type": "-"} tags=["claim"]
crash = load_dataset("crash_deaths")
in_company = crash.groups.duplicated(keep=False)
others_died = crash.target.groupby(crash.groups).transform("sum") - crash.target > 0
somebody, nobody = crash.target[others_died], crash.target[in_company & ~others_died]
print(f"rows that share their crash with another row: {in_company.mean():.3f}")
print(f"deaths among them, when somebody else died: {somebody.mean():.3f}")
print(f"deaths among them, when nobody else died: {nobody.mean():.3f}")
assert somebody.mean() > 3 * nobody.mean()


# %% [markdown] id="crash-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Ask what rows share in the participants' own data; collect answers on the board
# (patient, customer, machine, day, author). Usual wrong answer: "I shuffled, so it is random".
# Shuffling is what spreads a crash over both sides. Then exercise 3.4, 8 minutes; usual error:
# `GroupKFold`, which forgets the deaths.

# %% [markdown] id="ex-3-4-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 3.4 · Keep every crash on one side of the split
#
# *2 points; about 8 minutes.*
#
# The next cell holds a function to write. What it must do stands below the function's name. Replace the `...`, run it, then run the check below it. Use its parameters and what the lesson imported, none of the notebook's variables. Stuck? Run `hint("3.4")`.

# %% id="ex-3-4" slideshow={"slide_type": "skip"}
def crash_folds(y, groups):
    """Return five folds that never cut a crash in two.

    All rows of a crash (equal values in `groups`) lie on the same side of every fold, each
    row is tested once, and deaths are spread over the folds as evenly as crashes allow.

    Parameters: labels `y` (0 or 1) and `groups`, two arrays of equal length. Returns: a list
    of five pairs `(train, test)`, each an array of row positions. (There are no features
    here: a splitter's `split` looks only at the length of its first argument.)
    """
    ...


# %% id="ex-3-4-check" slideshow={"slide_type": "skip"}
check("3.4", crash_folds)

# %% [markdown] id="lot-title" slideshow={"slide_type": "slide"}
# ## A random number per crash, and nothing else
#
# Give a tree one column: a *lot*, a random number drawn for each crash. It knows nothing of crashes.
# Yet if another occupant of the same crash is in training, the tree can look up the number and repeat
# that occupant's fate. Split by rows, and by whole crashes:

# %% id="crash-folds" slideshow={"slide_type": "skip"}
by_crash = StratifiedGroupKFold(5, shuffle=True, random_state=0)
folds = {
    "rows": list(five.split(crash.data, crash.target)),
    "whole crashes": list(by_crash.split(crash.data, crash.target, crash.groups)),
}
numbers = np.random.default_rng(0).permutation(crash.groups.nunique())
lot = pd.DataFrame({"lot": numbers[pd.factorize(crash.groups)[0]]})
encode = make_column_transformer(
    (OneHotEncoder(handle_unknown="ignore"), crash.categorical),
    (make_pipeline(SimpleImputer(), StandardScaler()), crash.numeric),
)

# %% id="crash-leak" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
tree, real_model = DecisionTreeClassifier(random_state=0), make_pipeline(encode, logistic)
trials = {
    "a tree on the lot": (tree, lot),
    "logistic regression": (real_model, crash.data),
}
gap = {
    (name, by): fold_interval(
        cross_val_score(model, columns, crash.target, cv=pairs, scoring="roc_auc"),
        n_train=4,
        n_test=1,
    )
    for name, (model, columns) in trials.items()
    for by, pairs in folds.items()
}
for (name, by), auc in gap.items():
    print(f"ROC AUC of {name:19} split by {by:13} {auc}")
by_rows, by_crashes, real_rows, real_crashes = gap.values()
assert by_rows.low > 0.5 and by_crashes.low < 0.5 < by_crashes.high
assert abs(real_rows.estimate - real_crashes.estimate) < 0.01


# %% [markdown] id="crash-read" slideshow={"slide_type": "skip"}
# Two findings, and both belong to the truth. The lot ranks better than a coin when rows are split, and
# stops doing so when whole crashes are: the leak is real. With the real columns and logistic
# regression no gain from the leak shows in five folds. You know that only after splitting by crash
# once. Other data are less kind: several scans of a patient, frames of a film, transactions of a
# card. (The insurance table hides groups too: half of its columns describe the postcode area,
# customers of one area share them, and no key is published. Its scores speak of new customers in
# known areas.) **Ask what your rows share before you split; from here on this course splits
# `crash_deaths` by crash.**
#
# Time is the other thing rows share. When a model is to work tomorrow, test it on rows from after the
# training rows (lessons 9 and 14).

# %% [markdown] id="lot-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Say plainly that the leak does not show for the real model: credibility is worth more
# than drama. Lead over: with both cures in place, does resampling help at all?

# %% [markdown] id="board-title" slideshow={"slide_type": "slide"}
# ## Scoreboard: what honest resampling does
#
# Split by crash, sampler inside the pipeline; each leaf of the forests holds five rows or more. **The
# ranking of logistic regression hardly moves; its probabilities are spoilt.** A Brier skill below 0 is
# worse than giving everybody the share of deaths.

# %% id="board" slideshow={"slide_type": "-"} tags=["scoreboard", "on-crash_deaths", "claim", "hide-input"]
def out_of_fold(*steps):
    """Return each row's probability from the fold in which its crash was tested."""
    model, pairs = make_pipeline(*steps), folds["whole crashes"]
    return cross_val_predict(
        model, crash.data, crash.target, cv=pairs, method="predict_proba"
    )[:, 1]


leafy = RandomForestClassifier(n_estimators=25, min_samples_leaf=5, random_state=0)
methods = {
    "logistic regression": out_of_fold(encode, logistic),
    "logistic, under-sampled": out_of_fold(under, encode, logistic),
    "logistic, over-sampled": out_of_fold(over, encode, logistic),
    "forest, leaves of 5": out_of_fold(encode, leafy),
    "forest, under-sampled": out_of_fold(under, encode, leafy),
}
board = scoreboard(
    crash.target, methods, groups=crash.groups, recall_at_k=1_000, n_resamples=500
)
board


# %% id="board-claims" slideshow={"slide_type": "skip"} tags=["claim"]
def ap_by_fold(name):
    return np.array(
        [
            average_precision_score(crash.target[tested], methods[name][tested])
            for _, tested in folds["whole crashes"]
        ]
    )


print("average precision, resampled minus plain, on the same folds:")
for resampled, plain in {
    "logistic, under-sampled": "logistic regression",
    "logistic, over-sampled": "logistic regression",
    "forest, under-sampled": "forest, leaves of 5",
}.items():
    gain = fold_interval(ap_by_fold(resampled) - ap_by_fold(plain), n_train=4, n_test=1)
    print(f"  {resampled:24} {gain}")
    assert gain.low < 0 and gain.estimate < 0.005  # nothing is won
    assert board.intervals("brier_skill")[resampled].high < 0
    assert board.intervals("brier_skill")[plain].low > 0

# %% [markdown] id="board-read" slideshow={"slide_type": "skip"}
# Resampled honestly, logistic regression ranks almost as before; the small differences above are
# paired, fold by fold, and none is a gain. The under-sampled forest wins a little ROC AUC and loses a
# little average precision. What really changes is the Brier skill: it falls far below zero. The model
# was trained in a world where half of the people die, and it says so. Rebalancing is a **shift of the
# prior**, the share of deaths that a model takes for granted; lessons 5 and 7 show how to shift it back.
#
# The intervals are bootstrapped by crash, since rows of one crash are not independent; by sampling
# unit, which the data card describes, they would be wider still. And the share of deaths here is the
# sampling design's number, not the road's: severe crashes were drawn more often.

# %% [markdown] id="board-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* Dwell on the Brier column. A sceptic: "the under-sampled forest has the better ROC
# AUC." So it has; look at its average precision. Ask: why then does everybody resample? Because they
# look at recall at the cut of 0.5, which a shifted prior moves. Lesson 4 takes that up.

# %% [markdown] id="myth" slideshow={"slide_type": "slide"}
# ## Myth and fact
#
# **Myth:** "Balance the data first, then split: the model needs equal classes, and so does the test."
#
# **Fact:** Split first; the test set stands for the world and keeps its rarity. Nor does the model need
# equal classes: on the scoreboard logistic regression ranks as well without them. If you resample,
# resample training rows only, inside the pipeline.
#
# **The honest exception:** a model that over-fits may rank better when it is resampled.

# %% [markdown] id="exception-title" slideshow={"slide_type": "subslide"}
# ### The honest exception, and a direct repair
#
# A forest of fully grown trees on the insurance data; the same forest, under-sampled in the pipeline;
# and the same forest with twenty rows in each leaf. Ten folds, gains over the plain forest:

# %% id="exception" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
ten = RepeatedStratifiedKFold(n_splits=5, n_repeats=2, random_state=0)
tamed = RandomForestClassifier(n_estimators=25, min_samples_leaf=20, random_state=0)
both = ["average_precision", "d2_brier_score"]
rivals = {"plain": forest, "under-sampled": make_pipeline(under, forest), "leaves of 20": tamed}
runs = {name: cross_validate(model, X, y, cv=ten, scoring=both) for name, model in rivals.items()}
ap = {name: run["test_average_precision"] for name, run in runs.items()}
skill = {name: run["test_d2_brier_score"] for name, run in runs.items()}
pairs = [("under-sampled", "plain"), ("leaves of 20", "plain"), ("leaves of 20", "under-sampled")]
for better, base in pairs:
    gain = fold_interval(ap[better] - ap[base], n_train=4, n_test=1)
    print(f"average precision, {better:13} minus {base + ':':14} {gain}")
print("Brier skill:", ", ".join(f"{name} {scores.mean():.3f}" for name, scores in skill.items()))
assert ap["plain"].mean() < ap["under-sampled"].mean() < ap["leaves of 20"].mean()
assert skill["under-sampled"].mean() < skill["plain"].mean() < skill["leaves of 20"].mean()

# %% [markdown] id="exception-read" slideshow={"slide_type": "skip"}
# As with the crashes of lesson 2: a balanced sample helps the ranking of the deep forest, which over-fits,
# and twenty rows in each leaf help it at least as much. New here is the price: the sample ruins the
# probabilities, the larger leaves repair them. When resampling helps, ask what it repairs, and whether
# that can be repaired directly. The other good reason to under-sample is cost: a model that trains on a
# tenth of the rows (lesson 5).

# %% [markdown] id="myth-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* Read the myth aloud and let the room answer it. Do not skip the exception: whoever has
# seen under-sampling help will otherwise discount the rest. Ask what the sampler repaired.

# %% [markdown] id="ex-3-5-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 3.5 · Audit a demonstration of the leak ★
#
# *No points, for those who want more; about 6 minutes.*
#
# The user guide of imbalanced-learn warns of resampling before the split, and it is right to. Its
# demonstration (page "Common pitfalls", read in 2026) under-samples at random and reports **balanced
# accuracy** (the mean of the two classes' recalls) over five folds, mean ± standard deviation:
#
# | | five folds | the same models, rows set aside before |
# | --- | --- | --- |
# | `RandomUnderSampler` on the whole table, then folds | 0.724 ± 0.042 | 0.698 ± 0.014 |
# | `RandomUnderSampler` inside the pipeline | 0.732 ± 0.019 | 0.727 ± 0.008 |
#
# It reads the fall from 0.724 to 0.698 as the leak. **What do its own numbers say?** Choose, then
# say why.
#
# - **a**: The first score is inflated by a leak, as the page says.
# - **b**: The fall is within the spread of the folds: no leak can be told from chance.
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
# - **a**: 0.75 and 0.25
# - **b**: 0.75 and 0.75
# - **c**: 0.60 and 0.20
# - **d**: 0.25 and 0.75
#
# **C.** What does a sampler in an imbalanced-learn pipeline do in `pipeline.predict(X_new)`?
#
# - **a**: It balances `X_new` first.
# - **b**: It drops majority rows from `X_new`.
# - **c**: It raises an error, since it has no labels.
# - **d**: Nothing: samplers act in `fit` only.
#
# **D.** Each patient has several scans in your table; the model is for new patients. Which splitter do you take?
#
# - **a**: `StratifiedKFold`: every fold then has its positives.
# - **b**: `KFold(shuffle=True)`: shuffling removes what rows share.
# - **c**: `StratifiedGroupKFold` with the patient as group.
# - **d**: Any, once the sampler is inside the pipeline.
#
# Put a letter in quotes, such as `"a"`, in place of each `...` in the next cell, and run it (Shift+Enter).

# %% id="ex-3-quiz" slideshow={"slide_type": "skip"}
check("3.quiz", a=..., b=..., c=..., d=...)

# %% [markdown] id="recap" slideshow={"slide_type": "slide"} tags=["takeaway"]
# ## Recap and decision card
#
# Resampling before the split lets copies of test rows into training, makes the test set half positive,
# or leaves only easy rows to be tested. Over-sampling before the split gives a forest a perfect score
# on noise; random under-sampling leaves the ranking honest and inflates precision. A sampler inside an
# imbalanced-learn pipeline acts in `fit` only, and rows that belong together must stay on one side.
#
# | When you see | Do |
# | --- | --- |
# | a sampler above the split | move it into the pipeline |
# | a score near 1 on a rare class | shuffle `y`, run everything again: ROC AUC above 0.5 is a leak |
# | … and 0.5 comes out | still look for groups and for a column that tells the answer |
# | a test set with equal classes | ask for the real share, or re-weight |
# | several rows per person, crash, machine | split by group |
# | a model for tomorrow | split by time |
#
# **Next:** if copies add nothing, do synthetic points? ([lesson 4](04_oversampling.ipynb))

# %% [markdown] id="recap-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Leave the card on screen for the closing question: what will you check first in your
# own project? Answers: 3.1 one; 3.5 b, p; recall c, d; quiz b, a, d, c. Next lesson: SMOTE invents new
# points instead of copying old ones. Does that add information?

# %% [markdown] id="reading" slideshow={"slide_type": "skip"}
# ## Further reading
#
# - Vandewiele, G. et al. (2021). *Overly optimistic prediction results on imbalanced data: a case
#   study of flaws and benefits when applying over-sampling.* Artificial Intelligence in Medicine 111,
#   101987. Many studies reported near-perfect prediction of preterm birth on one public data set; the
#   authors rebuild such results and show the flaw: over-sampling before the split.
# - Blagus, R. and Lusa, L. (2015). *Joint use of over- and under-sampling techniques and
#   cross-validation for the development and assessment of prediction models.* BMC Bioinformatics 16,
#   363. Cross-validation must be done correctly on sampled data; the risk of over-estimating is greater
#   with over-sampling.
# - Santos, M. S. et al. (2018). *Cross-validation for imbalanced datasets: avoiding overoptimistic
#   and overfitting approaches.* IEEE Computational Intelligence Magazine 13. Calls over-sampling of
#   the whole data set a frequent flaw.
# - Kapoor, S. and Narayanan, A. (2023). *Leakage and the reproducibility crisis in
#   machine-learning-based science.* Patterns 4, 100804. A survey that finds leakage in 17 fields and
#   294 papers, with a taxonomy of eight kinds.
# - van den Goorbergh, R. et al. (2022): see lesson 1. Our scoreboard shows what they found, on other data.
# - imbalanced-learn user guide, *Common pitfalls and recommended practices*: the page that exercise
#   3.5 audits. Its advice is right. (The slide gives "scikit-learn documentation" as the source of its
#   code; the reference page of `sklearn.utils.resample` describes the function's default as one step
#   of the bootstrap and says nothing of balancing classes.)
#
# **Next:** [lesson 4](04_oversampling.ipynb). If copies add nothing, do synthetic points?
