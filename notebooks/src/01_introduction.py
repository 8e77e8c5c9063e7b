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
# # 1 · Introduction: what rare means
#
# **The question:** *my model is right 95 times in 100. Is it any good?*
#
# About 70 minutes · needs pandas and a first scikit-learn model
#
# After this lesson you can
#
# - say which accuracy a model gets for nothing (exercise 1.1),
# - read a confusion matrix: recall, precision, two kinds of error (1.2),
# - tell a rare class from a costly one (1.3),
# - describe the classes of any table, two or many (1.4).

# %% [markdown] id="title-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Ask: who has a class in their own data that makes up less than a tenth, and what is
# their accuracy? Write the numbers on the board; they are needed at the end. Timing, 70 in all:
# title and recall 5, outline and crash 4, exercise 1.1 and its run 6, ten people and exercise 1.2 10,
# headline and textbook 8, the sentence tested 9, question and costs 7, exercise 1.3 6, prevalence 4,
# three classes 2, three numbers and scoreboard 5, tour 2, myth and recap 2. For home: 1.4, quiz.

# %% id="setup" slideshow={"slide_type": "skip"} tags=["setup"]
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (
    accuracy_score,
    average_precision_score,
    confusion_matrix,
    d2_brier_score,
    f1_score,
    precision_score,
    recall_score,
    roc_auc_score,
)
from sklearn.model_selection import (
    StratifiedGroupKFold,
    StratifiedKFold,
    TunedThresholdClassifierCV,
    cross_val_predict,
    train_test_split,
)
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from course_utils.datasets import list_datasets, load_dataset, make_card_fraud
from course_utils.evaluation import fold_interval, scoreboard
from course_utils.lessons import check, hint, solution
from course_utils.plots import plot_dataset, plot_intervals, show

crash = load_dataset("crash_deaths")  # who dies in a car crash?

# %% [markdown] id="helpers" slideshow={"slide_type": "skip"}
# Splits, pipelines, models and metrics below are scikit-learn in the open. `load_dataset`,
# `list_datasets` and `make_card_fraud` bring the data. Five helpers of the course do the rest:
# `scoreboard` and `fold_interval` put an interval on every score; `plot_dataset`, `plot_intervals`
# and `show` draw. `fold_interval??` in a cell of its own shows a helper's source.
#
# <details><summary><b>Foundations:</b> classifier, probability, cut, folds</summary>
#
# - A **classifier** learns from rows with known **labels** to name the label of new rows. With two
#   labels, the one that is asked for is called **positive** and written 1, the other **negative**, 0.
#   In this course the positive class is nearly always the rare one.
# - Most classifiers give a **probability** of the positive class (`predict_proba`). `predict` then
#   calls a row positive when that is above one half. One half is a **cut** (or *threshold*), and it
#   may be moved.
# - **Five-fold cross-validation** cuts the rows into five parts. Each part is tested once by a model
#   that was fitted to the other four. `cross_val_predict` returns, for each row, the answer of the
#   model that had not seen it: an **out-of-fold** answer. *Stratified* folds keep the share of the
#   positives, *grouped* ones keep together what belongs together, here the people of one crash.
# - **[Brackets]** hold 95 % intervals: how far the number may be off because the table is finite. Over
#   five folds they are rough.
#
# The [glossary](#Glossary) at the end of this lesson has every word of the course that a first book
# on scikit-learn may lack.
# </details>

# %% [markdown] id="ex-1-recall-prompt" slideshow={"slide_type": "slide"}
# ### Recall 1
#
# What the course takes for granted. No points; each answer has its reason.
#
# **A.** A classifier is fitted to a table and scored on the same rows. What does the score tell?
#
# - **a**: How good it will be on new rows.
# - **b**: How well it remembers rows it has seen.
# - **c**: The same as five-fold cross-validation.
#
# **B.** For a new row `model.predict_proba` gives 0.7 for class 0 and 0.3 for class 1. In the training data one row in twenty was of class 1. What does `model.predict` say of a logistic regression?
#
# - **a**: class 1, since 0.3 is six times what is usual
# - **b**: class 0, since 0.7 is the larger of the two
# - **c**: 0.3
# - **d**: class 1 in three cases of ten, by a throw of dice

# %% id="ex-1-recall" slideshow={"slide_type": "skip"}
check("1.recall", a=..., b=...)

# %% [markdown] id="outline" slideshow={"slide_type": "slide"}
# ## A published slide
#
# This course follows an outline of fourteen slides; each lesson takes one of them at its word. Slide
# 1 has no code, only two sentences:
#
# > Imbalanced datasets occur when the distribution of classes in a dataset is heavily skewed, with
# > one or more classes being significantly underrepresented compared to others. This can lead to
# > biased models that perform poorly on minority classes.
#
# A statement can be run too. Three things are claimed: it is the **dataset** that is imbalanced, the
# rare class is **under-represented**, and the models become **biased**. Which would you sign?

# %% [markdown] id="outline-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Take a vote on each of the three by raised hands and write it down. Most sign all of
# them. Do not comment; each is tested below, and none survives as it stands.

# %% [markdown] id="crash-title" slideshow={"slide_type": "slide"}
# ## A real question: who dies in a car crash?
#
# One row per person in a front seat; crashes in the United States, 1997 to 2002, of which at least
# one car was towed away. Eleven columns: speed class, age, belt, airbag and so on. `dead` is the
# label, 1 for those who died.

# %% id="crash" slideshow={"slide_type": "-"}
died = crash.target.to_numpy()
print(crash)
print("people in the table:", len(died), "· died:", died.sum())

# %% [markdown] id="crash-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* The running example of the course: real, public, and each row is a person. Say so.
# Then exercise 1.1, 3 minutes. Usual wrong answers: 0.5 ("it guesses"), 0 ("it finds nobody").

# %% [markdown] id="ex-1-1-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 1.1 · Predict the accuracy of saying no to everybody
#
# *1 point; about 3 minutes.*
#
# `crash_deaths` has 26,217 people who sat in the front of a car that crashed; 1,180 of them died.
#
# Somebody hands in a "model" of one line. It looks at nobody and says of each of the 26,217: *this
# person lives*.
#
# How accurate is it? **Accuracy** is the share of rows on which the answer is right. Give a fraction
# with three decimals. Answer before you run the next cell.
#
# Replace the `...` by a number. Stuck? Run `hint("1.1")`.

# %% id="ex-1-1" slideshow={"slide_type": "skip"}
answer_1_1 = ...

# %% id="ex-1-1-check" slideshow={"slide_type": "skip"}
check("1.1", answer_1_1)


# %% [markdown] id="first-title" slideshow={"slide_type": "slide"}
# ## Run it: a model that has learned, and a line that has not
#
# Logistic regression on all columns, out-of-fold, crashes kept whole. Beside it the line that says
# *this person lives* of everybody. **Recall** is the share of the deaths that are found.

# %% id="first-result" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
def logistic_for(table):
    """Return an unfitted logistic regression for the columns of a data set."""
    encode = make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore"), table.categorical),
        (make_pipeline(SimpleImputer(), StandardScaler()), table.numeric),
    )
    return make_pipeline(encode, LogisticRegression(solver="newton-cholesky"))


by_crash = StratifiedGroupKFold(5, shuffle=True, random_state=0)
folds = list(by_crash.split(crash.data, died, crash.groups))
risk = cross_val_predict(
    logistic_for(crash), crash.data, died, cv=folds, method="predict_proba"
)[:, 1]

answers = {
    "everybody lives": np.zeros(len(died)),
    "logistic regression": risk > 0.5,  # what predict does
}
for name, flagged in answers.items():
    accuracy, recall = accuracy_score(died, flagged), recall_score(died, flagged)
    print(f"{name:20} accuracy {accuracy:.3f}, recall {recall:.3f}")
nobody, model = answers.values()
assert abs(accuracy_score(died, model) - accuracy_score(died, nobody)) < 0.001
assert recall_score(died, model) < 0.1

# %% [markdown] id="first-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Let it sink in: eleven columns and 26,000 people, and the first three decimals hardly
# move. Ask: is the model bad? Usual answer: yes, it finds almost nobody. Keep that answer; the next
# slides take it apart.

# %% [markdown] id="ten-title" slideshow={"slide_type": "slide"}
# ## Ten people by hand, sorted by their risk
#
# | | a | b | c | d | e | f | g | h | i | j |
# | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
# | **risk** | .90 | .60 | .40 | .30 | .20 | .10 | .10 | .05 | .05 | .02 |
# | **died** | yes | | yes | | | | | | | |
#
# At the cut 0.5, *a* and *b* are flagged. **Recall**: 1 of the 2 who died. **Precision**: 1 of the 2
# flagged. Accuracy: 8/10, as for "everybody lives". Now the cut 0.35: recall 2/2, precision 2/3,
# accuracy 9/10. The same model; only the cut has moved.

# %% id="ten" slideshow={"slide_type": "-"} tags=["claim"]
ten_risks = np.array([0.9, 0.6, 0.4, 0.3, 0.2, 0.1, 0.1, 0.05, 0.05, 0.02])
ten_died = np.array([1, 0, 1, 0, 0, 0, 0, 0, 0, 0])
for cut in (0.5, 0.35):
    (tn, fp), (fn, tp) = confusion_matrix(ten_died, ten_risks > cut)
    print(f"cut {cut:.2f}: {tp} found, {fn} missed, {fp} false alarm, {tn} left alone")
    assert tp / (tp + fn) == recall_score(ten_died, ten_risks > cut)
    assert tp / (tp + fp) == precision_score(ten_died, ten_risks > cut)

# %% [markdown] id="ten-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Do the cut 0.5 together, let them do 0.35 alone. Point out scikit-learn's order: rows
# are the truth, columns the prediction, 0 before 1; other books turn it round. Then exercise 1.2, 6
# minutes. Usual wrong answer: c, "wrong about 70", which forgets the missed.

# %% [markdown] id="ex-1-2-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 1.2 · Read a confusion matrix
#
# *2 points; about 6 minutes.*
#
# A model was tried on 1,000 people who were in a crash. `confusion_matrix(died, flagged)` gives
#
# | | not flagged | flagged |
# | --- | --- | --- |
# | **lived** | 885 | 70 |
# | **died** | 15 | 30 |
#
# Which of these statements hold? There are several; give a set, such as `{"a", "b"}`.
#
# - **a**: The recall is 2/3.
# - **b**: The precision is 0.30.
# - **c**: The model is wrong about 70 people.
# - **d**: About 7 of 100 alarms are false.
# - **e**: Saying no to everybody would be more accurate.
# - **f**: So saying no to everybody is the better model.
#
# Replace the `...` by a set, such as `{"a", "b"}`. Stuck? Run `hint("1.2")`.

# %% id="ex-1-2" slideshow={"slide_type": "skip"}
answer_1_2 = ...

# %% id="ex-1-2-check" slideshow={"slide_type": "skip"}
check("1.2", answer_1_2)

# %% [markdown] id="ranking-title" slideshow={"slide_type": "slide"}
# ## Has the model learned anything? Ask its ranking
#
# **ROC AUC**: take one person who died and one who lived, at random. How often has the one who died
# the higher risk? A coin gets 0.5, a perfect ranking 1. No cut is needed.
#
# Among the ten: *a* is above all eight who lived, *c* above seven, so 15 of 16 pairs.
#
# Below, four tables: accuracy of always saying no, accuracy of a logistic regression, its recall at
# the cut 0.5, and its ROC AUC. How far apart can they be?

# %% id="four-tables" slideshow={"slide_type": "skip"} tags=["claim"]
assert roc_auc_score(ten_died, ten_risks) == 15 / 16
bank, debt = load_dataset("bank_calls"), load_dataset("default")
purchases = make_card_fraud(500, 500, 60, prevalence=0.01, overlap=0.5, random_state=0)
columns, fraud = purchases[purchases.attrs["features"]], purchases["fraud"].to_numpy()
shuffled = StratifiedKFold(5, shuffle=True, random_state=0)
linear = make_pipeline(StandardScaler(), LogisticRegression(solver="newton-cholesky"))


def out_of_fold(model, X, y, pairs):
    return cross_val_predict(model, X, y, cv=pairs, method="predict_proba")[:, 1]


def by_row(table):
    """Return labels, out-of-fold probabilities and folds of a table of unrelated rows."""
    X, y = table.data, table.target.to_numpy()
    pairs = list(shuffled.split(X, y))
    return y, out_of_fold(logistic_for(table), X, y, pairs), pairs


by_customer = list(by_crash.split(columns, fraud, purchases["customer"]))
tables = {
    "default (SYNTHETIC)": by_row(debt),
    "crash_deaths": (died, risk, folds),
    "bank_calls": by_row(bank),
    "card_fraud (SYNTHETIC)": (
        fraud,
        out_of_fold(linear, columns, fraud, by_customer),
        by_customer,
    ),
}

# %% [markdown] id="ranking-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Count two or three of the 16 pairs aloud. Ask for a guess before the slide turns: may a
# model have recall near 0 and ROC AUC near 0.9? The room mostly says no.

# %% [markdown] id="headline-title" slideshow={"slide_type": "slide"}
# ## Accuracy is blind, the ranking good, the cut wrong

# %% id="headline" slideshow={"slide_type": "-"} tags=["headline", "claim", "hide-input"]
measures = {
    "accuracy, always no": lambda y, p: np.mean(y == 0),
    "accuracy, logistic": lambda y, p: np.mean(y == (p > 0.5)),
    "recall at the cut 0.5": lambda y, p: np.mean(p[y == 1] > 0.5),
    "ROC AUC": roc_auc_score,
}


def by_fold(name, measure):
    y, p, pairs = tables[name]
    return np.array([measures[measure](y[test], p[test]) for _, test in pairs])


series = {
    measure: {name: fold_interval(by_fold(name, measure), n_train=4, n_test=1) for name in tables}
    for measure in measures
}
for name in tables:  # the claims of this section, proved again at every run
    no, yes, recall, auc = (series[measure][name].estimate for measure in measures)
    assert abs(yes - no) < 0.015 and recall < 0.35 and auc > 0.75
ax = plot_intervals(
    series,
    xlabel="score, five folds, 95 % interval",
    roles=dict(zip(series, ("baseline", "majority", "minority", "honest"))),
)
ax.set_xlim(-0.02, 1.02)
show(ax.figure, alt="Four tables, and four numbers for each.")

# %% [markdown] id="headline-read" slideshow={"slide_type": "skip"}
# Read one row: the two accuracies lie on top of each other, so accuracy does not tell a model from a
# sentence. Recall is low, so one would call the model poor. ROC AUC is high: whom it gives a high risk
# is indeed more often positive. All three are right. They answer different questions, and only the
# third asks what the model has learned. Recall at 0.5 asks what `predict` made of it.
#
# Two of the tables are made up and say so. `bank_calls` is ordered by date and drifts along the file;
# shuffled folds hide that, so its scores speak of other clients in the same years (lesson 9).
#
# **The same in a textbook.** James et al., *An Introduction to Statistical Learning* (2013), let a
# linear discriminant analysis find who fails to pay. They report an error rate of 2.75 %, against
# 3.33 % for calling nobody, and warn that three in four of those who failed to pay were missed. The
# next cell makes their count again, on the rows that were fitted, as in the book.

# %% [markdown] id="headline-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Go along the row of `crash_deaths`, left to right. Ask: which of these numbers would
# you send to your boss? Then: which one changes when the cut moves? (Recall and accuracy; ROC AUC
# does not.)

# %% id="textbook" slideshow={"slide_type": "skip"} tags=["claim"]
X_debt = debt.data[["balance"]].assign(student=debt.data["student"] == "Yes")
lda = LinearDiscriminantAnalysis().fit(X_debt, debt.target)
counts = confusion_matrix(debt.target, lda.predict(X_debt))
print(counts)
assert counts.tolist() == [[9644, 23], [252, 81]]  # as printed in the book
print(f"error {1 - np.trace(counts) / counts.sum():.4f}, recall {81 / (81 + 252):.3f}")

# %% [markdown] id="biased-title" slideshow={"slide_type": "slide"}
# ## Is the model biased? Compare its risks with what happened
#
# Sort the people of `crash_deaths` by their out-of-fold risk and cut them into five equal parts. A
# model that is biased against the minority would promise too few deaths.

# %% id="biased" slideshow={"slide_type": "-"} tags=["claim"]
fifth = pd.qcut(risk, 5, labels=["lowest", "low", "middle", "high", "highest"])
by_fifth = pd.DataFrame({"died": died, "risk": risk}).groupby(fifth, observed=True)
shares = by_fifth.mean().rename(columns={"died": "share who died", "risk": "mean risk"})
print(shares.map("{:.3f}".format).to_string())
print(f"deaths: {died.sum()} happened, {risk.sum():.0f} promised")
print(f"people with a risk above 0.5: {(risk > 0.5).mean():.3f}")
assert abs(risk.sum() / died.sum() - 1) < 0.02
assert (shares["share who died"] - shares["mean risk"]).abs().max() < 0.02

# %% [markdown] id="biased-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* "Biased" has a meaning: wrong in one direction, on average. Let them find the
# direction. There is none. Objection: "a forest would be." Forests and boosters can be off, by
# over-fitting; lesson 7 measures it. It is not the rarity that does it.

# %% [markdown] id="truth-title" slideshow={"slide_type": "slide"}
# ## At one half, not even the truth finds many
#
# The risks are right, and seldom above one half: few people in a crash are more likely to die than
# to live. So a cut at one half flags almost nobody, *however good the model*.
#
# `make_card_fraud` makes SYNTHETIC card purchases and keeps the **true** probability of fraud given
# their six columns. No model of these columns can be better. The same test:

# %% id="truth" slideshow={"slide_type": "-"} tags=["claim"]
truth = purchases["fraud_probability"].to_numpy()
contestants = {"always no": np.zeros(len(fraud)), "the truth": truth}
for name, p in contestants.items():
    accuracy, recall = accuracy_score(fraud, p > 0.5), recall_score(fraud, p > 0.5)
    print(f"{name:10} accuracy {accuracy:.3f}, recall {recall:.3f}", end=", ")
    print(f"ROC AUC {roc_auc_score(fraud, p):.3f}")
assert recall_score(fraud, truth > 0.5) < 0.35
assert roc_auc_score(fraud, truth) > 0.9

# %% [markdown] id="truth-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* The slide that convinces. Ask: what would "balance the data" improve here? Nothing: it
# would have to make the truth truer. What is left to change? The cut, or better columns.

# %% [markdown] id="mended-title" slideshow={"slide_type": "slide"}
# ## The sentence, mended
#
# > A class is rare among the cases that a **question** is asked of. Rarity makes accuracy
# > uninformative and the cut at one half a poor one, and it leaves few positives to learn from. It does
# > not by itself bias a model's probabilities. What to do depends on what each error costs.
#
# The same risks of `crash_deaths`, cut lower:

# %% id="mended" slideshow={"slide_type": "-"} tags=["mended", "claim"]
for cut in (0.5, 0.1, 0.05):
    flagged = risk > cut
    print(f"cut {cut:.2f}: recall {recall_score(died, flagged):.3f},", end=" ")
    print(f"precision {precision_score(died, flagged):.3f},", end=" ")
    print(f"accuracy {accuracy_score(died, flagged):.3f}")
assert recall_score(died, risk > 0.05) > 0.75
assert accuracy_score(died, risk > 0.05) < np.mean(died == 0)

# %% [markdown] id="mended-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Go back to the three votes. "Biased": no. The other two come next. A sceptic: "so is
# everything about imbalance wrong?" No: the metric, the cut and small numbers are real; the rest of
# the course measures when a remedy helps.

# %% [markdown] id="question-title" slideshow={"slide_type": "slide"}
# ## "Imbalanced dataset": which question do you mean?
#
# One table, four questions. The rows do not change:

# %% id="question" slideshow={"slide_type": "-"} tags=["claim"]
questions = {
    "Was the impact at 55 km/h or more?": crash.data["dvcat"] == "55+",
    "Did the person die?": crash.target == 1,
    "Was the person without a belt?": crash.data["seatbelt"] == "none",
    "Did an airbag deploy?": crash.data["deploy"] == 1,
}
for question, yes in sorted(questions.items(), key=lambda pair: pair[1].mean()):
    print(f"{question:36} yes: {yes.mean():.3f}")
assert crash.target.mean() < 0.05 and questions["Did an airbag deploy?"].mean() > 0.3


# %% [markdown] id="question-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* So "the dataset is imbalanced" is no statement about a table. Ask for a second question
# to the participants' own tables. The other half of a question is what its errors cost: next slide.

# %% [markdown] id="costs-title" slideshow={"slide_type": "slide"}
# ## The other half of the question: what do errors cost?
#
# Cut lower, the model that found almost nobody finds most deaths, and pays with false alarms. Which
# cut is best? No metric can tell. Let a missed death cost as much as *k* false alarms. Cost per 1,000
# people, in false alarms; the last line flags whoever has a risk above $1 / (1 + k)$:

# %% id="costs" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
def cost_per_1000(flagged, k):
    missed, alarms = (died == 1) & ~flagged, (died == 0) & flagged
    return 1000 * (k * missed.mean() + alarms.mean())


everybody = np.ones(len(died), dtype=bool)
costs = pd.DataFrame(
    {
        f"k = {k}": {
            "flag nobody": cost_per_1000(~everybody, k),
            "flag everybody": cost_per_1000(everybody, k),
            "cut at 0.5": cost_per_1000(risk > 0.5, k),
            "cut at 1 / (1 + k)": cost_per_1000(risk > 1 / (1 + k), k),
        }
        for k in (1, 10, 50)
    }
)
print(costs.map("{:.1f}".format).to_string())
best = costs.loc["cut at 1 / (1 + k)"]
assert (costs.min() == best).all()
assert best["k = 10"] < 0.7 * costs.loc["cut at 0.5", "k = 10"]
assert costs.loc["cut at 0.5", "k = 50"] > costs.loc["flag everybody", "k = 50"]

# %% [markdown] id="costs-read" slideshow={"slide_type": "skip"}
# With *k* = 1 both errors weigh the same, and the cost is the error rate in thousandths: there accuracy
# is the right score, one half the right cut, and flagging nobody is hardly worse than the model. The
# class is as rare as before, and there is no problem to solve. With larger *k* the same model, cut
# lower, saves a good part of the cost; left at 0.5 it can cost more than flagging everybody.
#
# <details><summary><b>Deeper:</b> why 1 / (1 + k), and why one half is best for accuracy</summary>
#
# Flag a person of risk $p$, and you lose 1 with probability $1 - p$. Do not, and you lose $k$ with
# probability $p$. Flagging is cheaper when $1 - p < k p$, which is $p > 1 / (1 + k)$ (Elkan 2001 has
# the general form with four costs; lesson 9 uses it). The share of positives does not appear: it is
# already in $p$. That is why a rare class alone asks for nothing.
#
# Accuracy counts both errors as 1, so $k = 1$ and the cut is one half. When no $p$ is above one half,
# saying no to everybody *is* the most accurate classifier there is, however good the model. All of
# this takes the probabilities to be right; a score that only ranks needs a cut that is tuned.
# </details>

# %% [markdown] id="costs-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* Column by column. k = 1: nothing to win, whatever one does. k = 10: the cut alone saves
# more than a third. k = 50: the default cut is worse than flagging all. Ask what k is in the
# participants' work; few know, and that is the finding. Then exercise 1.3, 6 minutes. Usual wrong
# answers: d (the rarest), b (the dearest miss).

# %% [markdown] id="ex-1-3-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 1.3 · Find the problem that is both imbalanced and costly
#
# *2 points; about 7 minutes.*
#
# Six problems: how many of 1,000 cases are positive, what a miss costs, and what a false alarm
# costs, in one currency per problem. A correct answer costs nothing.
#
# In one of them "no" for everybody is right more than 95 times in 100 **and yet** costs more than
# "yes" for everybody. There a model chosen for its accuracy does the most harm. Which one?
#
# - **a**: letters typed wrongly: 20 of 1,000; a miss costs 1, a false alarm 1
# - **b**: patients suspected of blood poisoning: 450 of 1,000; 200 and 1
# - **c**: a cancer, looked for in everybody: 6 of 1,000; 200 and 1
# - **d**: light bulbs that fail in a year: 1 of 1,000; 100 and 1
# - **e**: e-mails that are spam: 300 of 1,000; 1 and 20
# - **f**: customers who cancel a contract: 150 of 1,000; 4 and 1
#
# **And why?** What makes this problem the one?
#
# - **p**: It has the fewest positives.
# - **q**: A miss costs more than in the other problems.
# - **r**: A no for everybody is most accurate there.
# - **s**: Positives are rare, and still positives × cost of a miss is more than negatives × cost of a false alarm.
#
# Replace the `...` by your choice in quotes. Stuck? Run `hint("1.3")`.

# %% id="ex-1-3" slideshow={"slide_type": "skip"}
answer_1_3 = ...
why_1_3 = ...

# %% id="ex-1-3-check" slideshow={"slide_type": "skip"}
check("1.3", answer_1_3, why_1_3)

# %% [markdown] id="prevalence-title" slideshow={"slide_type": "slide"}
# ## "Under-represented": where does a share come from?
#
# The **prevalence** is the share of positives. In `crash_deaths` it was made by a *sampling design*:
# severe crashes were drawn far more often than slight ones. Each row has a survey weight, the number
# of people on the road for whom it stands.

# %% id="prevalence" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
weight = crash.sample_weight.to_numpy()
on_the_road = np.average(died, weights=weight)
print(f"share who died, in the table {died.mean():.4f}, on the road {on_the_road:.4f}")
by_speed = crash.sample_weight.groupby(crash.data["dvcat"], observed=True).mean()
slowest, fastest = by_speed.iloc[[0, -1]]
print(f"mean weight of the slowest impacts {slowest:.0f}, of the fastest {fastest:.0f}")
print(f"mean risk on the road, by the model {np.average(risk, weights=weight):.4f}")
assert died.mean() > 8 * on_the_road and by_speed.is_monotonic_decreasing
assert np.average(risk, weights=weight) > 3 * on_the_road

tenth = np.arange(len(bank.target)) * 10 // len(bank.target)  # the file is ordered by date
said_yes = bank.target.groupby(tenth).mean()
print(f"bank_calls: yes in the first tenth of the file {said_yes.iloc[0]:.3f},", end=" ")
print(f"in the last {said_yes.iloc[-1]:.3f}")
assert said_yes.iloc[-1] > 10 * said_yes.iloc[0]

# %% [markdown] id="prevalence-read" slideshow={"slide_type": "skip"}
# The rare class is not under-represented here: it is **over-represented**, about eight times, on
# purpose, so that there are deaths to learn from. It is rare all the same. And a model that was fitted
# to the table speaks about the table's world; for the road its risks are more than three times too
# high. So ask of every share where it comes from:
#
# | Where the share comes from | Example here | What a model's risk speaks of |
# | --- | --- | --- |
# | the population, drawn as it is | rows of a register | the population |
# | a sampling design | `crash_deaths`: severe crashes drawn more often | the drawn rows; weights lead back |
# | somebody's choice, over time | `bank_calls`: whom the bank chose to call | those chosen then, not tomorrow's |
# | an author's dial | `make_card_fraud(prevalence=…)`, `default` | a world that was made up |
#
# The weights are rough and rest on few rows; the data card says how few. Lesson 7 turns them into
# corrected risks.

# %% [markdown] id="prevalence-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* The third vote: under-represented? The opposite. Usual wrong answer: "then the data are
# wrong". They are what they were drawn to be; what is wrong is to take 4.5 % for the road. Ask where
# the shares in the participants' tables come from.

# %% [markdown] id="several-title" slideshow={"slide_type": "slide"}
# ## "One or more classes": three of them
#
# Blocks of scanned pages (`page_blocks_five`), put into three classes: text, lines, pictures. Two are
# rare. One number cannot tell how each of them fares:

# %% id="several" slideshow={"slide_type": "-"} tags=["claim"]
blocks, classes = load_dataset("page_blocks_five"), ["text", "line", "picture"]
named = {"horizontal line": "line", "vertical line": "line", "graphic": "picture"}
kind = blocks.target.replace(named)
guess = cross_val_predict(linear, blocks.data, kind, cv=shuffled)
found = recall_score(kind, guess, labels=classes, average=None)
for name, recall in zip(classes, found):
    print(f"{name:8} {np.mean(kind == name):.3f} of the rows, recall {recall:.3f}")
right = accuracy_score(kind, guess)
print(f"accuracy {right:.3f}, always text {np.mean(kind == 'text'):.3f}")
print(f"mean of the three recalls {found.mean():.3f}")
assert found[0] > 0.95 > 0.8 > found[1] > 0.6 > found[2]


# %% [markdown] id="several-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Report recall class by class; the mean of the recalls is what scikit-learn calls
# balanced accuracy. Lesson 6 has ten classes. Exercise 1.4 is for home: usual error, "the rare class
# is 1".

# %% [markdown] id="ex-1-4-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 1.4 · Describe how the classes of a table are balanced
#
# *3 points; about 10 minutes.*
#
# Replace the `...` in the next cell, run it, then run the check below it. Use its parameters and what the lesson imported, none of the notebook's variables. Stuck? Run `hint("1.4")`.

# %% id="ex-1-4" slideshow={"slide_type": "skip"}
def describe_imbalance(y):
    """Describe how the labels of a table are balanced.

    `y` is a Series of labels, numbers or texts, of two classes or more, in any order and with
    any index. Return a dict with four keys:

    - `"counts"`: a dict from each label to its number of rows,
    - `"minority"`: a sorted list of the labels of the smallest class; it holds several labels
      when several classes are equally small,
    - `"share"`: the smallest class's share of the rows, between 0 and 1 (one class's share, also
      when several are equally small),
    - `"dummy_accuracy"`: the accuracy of naming the most frequent label every time.

    Raise a `ValueError` when `y` holds one class only: there is nothing to balance.
    """
    ...


# %% id="ex-1-4-check" slideshow={"slide_type": "skip"}
check("1.4", describe_imbalance)

# %% [markdown] id="numbers" slideshow={"slide_type": "slide"}
# ## The three numbers we use
#
# 1. **Average precision (AP)**: how clean the top of the ranking is. Walk down the ranking, note the
#    precision at each positive, take the mean. The ten people: $(1/1 + 2/3) / 2$. Knowing nothing gets
#    about the *share of positives*, so read AP against that.
# 2. **Brier skill**: are the probabilities right? Their squared error, against giving everybody the
#    share of positives. 1 is perfect, 0 no better than that, below 0 worse.
# 3. **A score at a tuned cut**: recall, F1 or cost at the cut that was best *on the training rows*,
#    instead of at 0.5.
#
# Lesson 6 takes them apart; until then they are enough.

# %% id="numbers-run" slideshow={"slide_type": "skip"} tags=["claim"]
ap, skill = average_precision_score(ten_died, ten_risks), d2_brier_score(ten_died, ten_risks)
print(f"ten people: AP {ap:.3f}, Brier skill {skill:.3f}")
assert np.isclose(ap, (1 / 1 + 2 / 3) / 2)

# The third number in scikit-learn's words: the cut is chosen by cross-validation on training rows.
X_train, X_test, y_train, y_test = train_test_split(
    X_debt, debt.target, stratify=debt.target, random_state=0
)
tuned = TunedThresholdClassifierCV(linear, scoring="f1", thresholds=50, random_state=0).fit(X_train, y_train)
f1 = {
    "at the cut 0.5": f1_score(y_test, tuned.estimator_.predict(X_test)),
    "at the tuned cut": f1_score(y_test, tuned.predict(X_test)),
}
for where, score in f1.items():
    print(f"default (SYNTHETIC), F1 on the test rows {where:16} {score:.3f}")
assert f1["at the tuned cut"] > f1["at the cut 0.5"]

# %% [markdown] id="numbers-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Work out the AP of the ten on the board. Ask for the AP of knowing nothing among them
# (0.2). Usual wrong answer: 0.5, carried over from ROC AUC.

# %% [markdown] id="board-title" slideshow={"slide_type": "slide"}
# ## The scoreboard: always with a dummy
#
# The dummy gives everybody the same risk. Beside it: a model that sees the speed class alone, and
# one that sees all columns. Recall at 1000: the deaths found among the thousand highest risks.

# %% id="board" slideshow={"slide_type": "-"} tags=["scoreboard", "claim", "hide-input"]
encoder = make_column_transformer((OneHotEncoder(handle_unknown="ignore"), ["dvcat"]))
by_speed_alone = make_pipeline(encoder, LogisticRegression(solver="newton-cholesky"))
methods = {
    "speed class alone": out_of_fold(by_speed_alone, crash.data, died, folds),
    "logistic regression": risk,
}
ap = {
    name: np.array([average_precision_score(died[test], p[test]) for _, test in folds])
    for name, p in methods.items()
}
gain = fold_interval(
    ap["logistic regression"] - ap["speed class alone"], n_train=4, n_test=1
)
print(f"average precision, all columns minus speed class, fold by fold: {gain}")
assert gain.low > 0
board = scoreboard(died, methods, groups=crash.groups, recall_at_k=1_000, n_resamples=500)
assert board.intervals("average_precision")["speed class alone"].low > 2 * died.mean()
board

# %% [markdown] id="board-read" slideshow={"slide_type": "skip"}
# Every number that accuracy hid is here. One column already beats the dummy clearly, all columns beat
# the one, and the difference was measured fold by fold on the same rows. The intervals draw whole
# crashes anew, since people in one crash are not independent. Such a table closes most lessons; ask of
# every new method how it changes these columns.
#
# **F1** is the harmonic mean of precision and recall; it is high only when both are. The model
# whose cut was tuned above is one and the same, fitted once; only its cut was moved.
#
# <details><summary><b>Deeper:</b> why these three</summary>
#
# A classifier that gives probabilities can be wrong in three ways: it orders the rows badly, its
# probabilities are off, or they are cut in the wrong place. AP (and ROC AUC) see the first only: any
# increasing change of the scores leaves them as they are. The Brier score is *proper*: its mean is
# smallest when one says the true probability, so that no exaggeration pays. The tuned cut takes the
# third fault out, so that a remedy is not praised for what moving the cut does for nothing. Most
# claims about balancing fall apart once the three are kept apart, which is what lessons 3 to 8 do.
# </details>

# %% [markdown] id="board-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Read AP against the dummy's line, Brier skill against 0. Ask which row they would have
# picked by accuracy: none, all three are equal to the third decimal or nearly so.

# %% [markdown] id="tour-title" slideshow={"slide_type": "slide"}
# ## A tour of the course's data
#
# The *share* and the *number* of positives do not go together. Each set has a card:
# `print(load_dataset("thyroid").DESCR)`.

# %% id="tour" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
tour = list_datasets().sort_values("prevalence", ignore_index=True)
figure, ax = plt.subplots(figsize=(10, 0.9 + 0.29 * len(tour)), layout="constrained")
looks = [("#0072B2", "o"), ("#D55E00", "^"), ("#007A5E", "P"), ("#6B6B6B", "s")]
for (kind_of_set, rows), (colour, marker) in zip(tour.groupby("kind"), looks):
    ax.plot(rows["prevalence"], rows.index, marker, color=colour, ms=9, label=kind_of_set)
for place, row in tour.iterrows():
    text = f"{row.minority:,} of {row.n:,} rows"
    ax.annotate(text, (row.prevalence, place), (10, 0), textcoords="offset points", va="center")
ax.set(xscale="log", xlim=(0.002, 0.6), xlabel="share of the smallest class (log scale)")
ax.set_xticks([0.003, 0.01, 0.03, 0.1, 0.3], ["0.3 %", "1 %", "3 %", "10 %", "30 %"])
ax.minorticks_off()
several = tour["name"].where(tour["classes"] == 2, tour["name"] + " (several classes)")
ax.set_yticks(tour.index, several)
ax.legend(loc="lower right")
ax.grid(axis="x", alpha=0.4)
said = ", ".join(f"{row['name']} {row.prevalence:.3f}" for _, row in tour.iterrows())
show(figure, alt=f"Dots on a log scale, one a data set: share of its smallest class. {said}.")
assert tour["minority"].max() > 100 * tour["minority"].min()

# %% id="figures" slideshow={"slide_type": "skip"}
# The question each set answers, and a figure for each file: its classes, two telling columns.
for _, row in tour.iterrows():
    print(f"{row['name']:17} {row.n:6} rows, {row.p:3} columns: {row.story}")
for name in tour.drop_duplicates(["n", "p"])["name"]:
    axes = plot_dataset(load_dataset(name))
    axes[0].figure.set_dpi(60)  # small, for there are many
    show(axes[0].figure, alt=f"The data set {name}.")

# %% [markdown] id="tour-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Let everybody pick the set nearest to their own work and look at its figure and card in
# the notebook later. Point out that the share and the number of positives do not go together.

# %% [markdown] id="myth" slideshow={"slide_type": "slide"}
# ## Myth and fact
#
# **Myth:** "99 % accuracy is good." Its twin: "my data are imbalanced, so my model is biased."
#
# **Fact:** On a rare class, saying no gets a high accuracy for nothing. A model no more accurate than
# that can have right probabilities and a good ranking; what fails is the cut at one half.
#
# **The honest exception:** when both errors cost the same, accuracy is the right score, with the dummy
# taken off. Accuracy of the logistic regression minus that of always no, on the same five folds:

# %% id="exception" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
gains = {}
for name in tables:
    gain = by_fold(name, "accuracy, logistic") - by_fold(name, "accuracy, always no")
    gains[name] = fold_interval(gain, n_train=4, n_test=1)
    print(f"{name:22} {gains[name]}")
assert gains["default (SYNTHETIC)"].low > 0 and gains["bank_calls"].low > 0
assert gains["crash_deaths"].low < 0.0005
assert max(gain.estimate for gain in gains.values()) < 0.015

# %% [markdown] id="myth-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *1 minute.* Go back to the accuracies on the board from the beginning: who can now subtract the
# dummy? Do not skip the exception: two gains are small and clear, and at
# equal costs they are real; in `crash_deaths` there is next to nothing to win at equal costs, and that
# too is a correct answer.

# %% [markdown] id="ex-1-quiz-prompt" slideshow={"slide_type": "slide"}
# ### Quiz 1
#
# Four questions on this lesson. They give no points; each answer has its reason.
#
# **A.** A vendor says: our fraud model is 99.2 % accurate. In your data 0.8 % of the purchases are frauds. What do you know?
#
# - **a**: It finds nearly all frauds.
# - **b**: It errs on 0.8 % of the frauds.
# - **c**: It is as accurate as a model that never says fraud.
# - **d**: It is worthless.
#
# **B.** A logistic regression finds 9 % of the deaths at the cut of 0.5. Its ROC AUC is 0.88, and its mean predicted risk equals the share of deaths. What should be changed first?
#
# - **a**: the data: balance the classes
# - **b**: the model: it is biased against the minority
# - **c**: the cut: 0.5 is not what the question asks for
# - **d**: nothing: the accuracy is high
#
# **C.** A study takes 200 patients with a rare disease and 200 without it. In the population 1 in 100 has it. A model fitted to the study says 0.5 of a new person. What does that mean?
#
# - **a**: The person is ill with a probability of one half.
# - **b**: It is a risk in the study's world; in the population the risk is far lower.
# - **c**: In the population the risk is higher, since the disease is rare there.
# - **d**: Nothing: a balanced study cannot be learned from.
#
# **D.** On table P one row in fifty is positive, and a model has an average precision of 0.20. On table Q one row in two is, and a model has 0.55. Which one has learned to rank?
#
# - **a**: Q, since 0.55 is more than 0.20.
# - **b**: P: 0.20 is ten times what knowing nothing gets, 0.55 hardly more than it.
# - **c**: Neither: both are far from 1.
# - **d**: It cannot be said without the accuracy.

# %% id="ex-1-quiz" slideshow={"slide_type": "skip"}
check("1.quiz", a=..., b=..., c=..., d=...)

# %% [markdown] id="recap" slideshow={"slide_type": "slide"} tags=["takeaway"]
# ## Recap and decision card
#
# Rare is a property of the question, and one table holds many questions. Saying no to everybody is as
# accurate as the negatives are frequent, so accuracy means nothing without that dummy. A model can
# rank well and have right probabilities while `predict` finds almost nobody, because few risks are
# above one half. The right cut follows from what the errors cost, not from how rare the class is. A
# share of positives may come from a sampling design or a choice, and then a model's risks speak of
# that world only.
#
# | When you see | Do |
# | --- | --- |
# | an accuracy | subtract that of always saying no; at equal costs the rest counts |
# | a low recall at 0.5 | look at the ranking and at the probabilities before you blame the model |
# | "the data are imbalanced" | ask: for which question, at which costs? |
# | a share of positives | ask where it comes from |
# | more than two classes | report the recall of each |

# %% [markdown] id="recap-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *1 minute.* Leave the card on screen. Answers: recall b, b; 1.1 .955; 1.2 a, b, e; 1.3 c, s; quiz c,
# c, b, b. Next lesson: if the share is not the problem, what is? Few positives, overlap, or both.

# %% [markdown] id="glossary" slideshow={"slide_type": "skip"}
# ## Glossary
#
# | Word | Meaning |
# | --- | --- |
# | positive, negative | the class that is asked for (1; here nearly always the rare one), and the other (0) |
# | minority, majority | the class with the fewest, and with the most rows |
# | prevalence, base rate, prior | the share of positives, often written $\pi$ |
# | imbalance ratio | rows of the majority for each row of the minority |
# | cut, threshold | the score from which a row is called positive; `predict` takes 0.5 |
# | confusion matrix | counts of truth (rows) by prediction (columns): TN, FP; FN, TP |
# | accuracy | share of rows that are called rightly |
# | recall, true-positive rate (TPR), sensitivity | share of the positives that are found |
# | false-positive rate (FPR) | share of the negatives that are flagged; 1 minus specificity |
# | precision | share of the flagged that are positive |
# | F1 | harmonic mean of precision and recall |
# | ROC AUC | how often a positive scores above a negative, both taken at random |
# | average precision (AP) | mean precision at the places of the positives in the ranking |
# | Brier score, Brier skill | mean squared error of probabilities; how much better that is than giving everybody the prevalence |
# | calibrated | of those given a risk of 20 %, about 20 % are positive, and so on |
# | dummy | a model that knows nothing and gives every row the same score |
# | fold, out-of-fold | a part of the rows that is tested once; an answer by a model that had not seen the row |
# | leak | whatever lets training know of the test rows what it would not know of new ones |
# | group | what rows share (a crash, a customer); kept on one side of a split |
# | sampler, resampling | a step that drops, copies or invents training rows |
# | prior shift | training and use differ in the prevalence only |
# | survey weight | how many members of the population a row stands for |
# | cost of a miss, of a false alarm | what a wrong no, and a wrong yes, costs |
# | 95 % interval | by the method that makes it, 95 of 100 such intervals hold the truth |
# | paired difference | two methods compared on the same rows or folds, one minus the other |

# %% [markdown] id="reading" slideshow={"slide_type": "skip"}
# ## Further reading
#
# - van den Goorbergh, R. et al. (2022). *The harm of class imbalance corrections for risk prediction
#   models.* JAMIA 29, 1525-1534. With logistic regression, correcting the imbalance raised no ROC AUC
#   and spoilt the probabilities; moving the cut did the same for recall. They conclude that imbalance
#   is no problem in itself.
# - James, G. et al. (2013). *An Introduction to Statistical Learning*, section 4.4. The table that is
#   counted again above, and the advice to lower the cut for a bank that fears misses. (Checked against
#   excerpts of the book; the count above is our own.)
# - Elkan, C. (2001). *The foundations of cost-sensitive learning.* IJCAI. When costs differ, it
#   recommends to learn from the data as they are and to decide by the probabilities and the costs;
#   changing the balance has little effect on what standard Bayesian and tree learners produce.
# - Farmer, C. M. (2006). *Another look at Meyer and Finney's "Who wants airbags?"* Chance 19(2), 15-22.
#   Why the crash data need care: more than half of the eligible records had been left out because
#   something was missing. Rows can be lost as systematically as they are drawn.
#
# **Next:** lesson 2. If the share is not the problem, what is?
