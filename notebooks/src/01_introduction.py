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
# **The question:** *my model is nearly always right. Is it any good?*
#
# About 70 minutes · needs pandas and a first scikit-learn model
#
# After this lesson you can
#
# - say which accuracy a model gets for nothing (exercise 1.1),
# - read a confusion matrix: recall, precision, two kinds of error (1.2),
# - tell a rare class from a costly one, and take the cut from the costs (1.3),
# - tell a poor ranking from a poor cut (quiz),
# - describe the classes of any table, two or many (1.4).

# %% [markdown] id="title-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Ask: who has a class in their own data that makes up less than a tenth, and what is
# their accuracy? Write the numbers on the board; they are needed at the end. Timing, 70 in all, with
# the answers gone through: title and recall 5, outline and crash 5, exercise 1.1 and its run 6, ten
# people and exercise 1.2 12, ranking and headline 6, biased and truth 6, question and costs 6,
# exercise 1.3 9, prevalence 3, three classes 2, the sentence mended 2, what the scoreboard shows 5,
# myth and recap 3. For home: the textbook, exercise 1.4, the tour and the quiz.

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
from course_utils.evaluation import bootstrap_interval, fold_interval, scoreboard
from course_utils.lessons import check, hint, solution
from course_utils.plots import plot_intervals, show

crash = load_dataset("crash_deaths")  # who dies in a car crash?

# %% [markdown] id="helpers" slideshow={"slide_type": "skip"}
# Splits, pipelines, models and metrics below are scikit-learn in the open. `load_dataset`,
# `list_datasets` and `make_card_fraud` bring the data. Five helpers of the course do the rest:
# `scoreboard`, `bootstrap_interval` and `fold_interval` put an interval on every score;
# `plot_intervals` and `show` draw. `fold_interval??` in a cell of its own shows a helper's source.
#
# **Open this first** unless you can say what a cut, an out-of-fold answer and a grouped fold are. Lines
# that begin with `assert` prove a claim of the text; they may be skipped. The [glossary](#Glossary) that
# ends this lesson has the words that lessons share, and says where each is explained.
#
# <details><summary><b>Foundations:</b> classifier, probability, cut, folds</summary>
#
# - A **classifier** learns from rows with known **labels** to name the label of new rows. With two
#   labels, the one that is asked for is called **positive** and written 1, the other **negative**, 0.
#   In this course the positive class is nearly always the rare one.
# - Most classifiers give a **probability** of the positive class (`predict_proba`); of something bad,
#   such as a death, it is called a **risk** here. `predict` then calls a row positive when that is above
#   one half. One half is a **cut** (or *threshold*), and it may be moved.
# - **Five-fold cross-validation** cuts the rows into five parts. Each part is tested once by a model
#   that was fitted to the other four. `cross_val_predict` returns, for each row, the answer of the
#   model that had not seen it: an **out-of-fold** answer. *Stratified* folds keep the share of the
#   positives, *grouped* ones keep together what belongs together, here the people of one crash.
# - **[Brackets]** hold 95 % intervals: how far the number may be off because the table is finite. Two
#   kinds: `bootstrap_interval` draws the rows anew, again and again, and sees how the number varies;
#   `fold_interval` looks at how it varies between the folds, which is rough with five of them. The
#   latter wants to know how many parts learn and how many test (`n_train=4, n_test=1`); only the ratio
#   counts.
# - Who is called positive is **flagged**. A positive that is not flagged is a **miss**, a negative that
#   is flagged is a **false alarm**.
# </details>

# %% [markdown] id="ex-1-recall-prompt" slideshow={"slide_type": "slide"}
# ### Warm-up 1
#
# What the course takes for granted. No points; each answer has its reason.
#
# **A.** A classifier is fitted to a table and scored on the same rows. What does the score tell?
#
# - **a**: How good it will be on new rows.
# - **b**: The same as five-fold cross-validation.
# - **c**: How well it remembers rows it has seen.
#
# **B.** For a new row `model.predict_proba` gives 0.7 for class 0 and 0.3 for class 1. In the training data one row in twenty was of class 1. What does `model.predict` say of a logistic regression?
#
# - **a**: class 1, since 0.3 is six times what is usual
# - **b**: class 0, since 0.7 is the larger of the two
# - **c**: 0.3
# - **d**: class 1 in three cases of ten, by a throw of dice
#
# Put a letter in quotes, such as `"a"`, in place of each `...` in the next cell, and run it (Shift+Enter).

# %% id="ex-1-recall" slideshow={"slide_type": "skip"}
check("1.recall", a=..., b=...)

# %% [markdown] id="recall-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* By raised hands. Usual wrong answer: A a; B a, "it is far above what is usual". Do not
# correct B at length: the lesson does.

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
# A statement can be tested, too. Three things are claimed: it is the **dataset** that is imbalanced, the
# rare class is **under-represented**, and the models become **biased**. Which would you sign?

# %% [markdown] id="outline-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Take a vote on each of the three by raised hands and write it down. Most sign all of
# them. Do not comment; each is tested below, and none survives as it stands.

# %% [markdown] id="crash-title" slideshow={"slide_type": "slide"}
# ## A real question: who dies in a car crash?
#
# *A car reports a crash by itself. Should a rescue helicopter start?* A **miss** is somebody who dies
# and for whom nobody flew; a **false alarm** is a flight for nothing.
#
# One row per person in a front seat; crashes in the United States, 1997 to 2002, from which at least
# one car was towed. The label `dead` is 1 for the **positive** class, those who died.

# %% id="crash" slideshow={"slide_type": "-"}
died = crash.target.to_numpy()
print(f"{crash.data.shape[0]:,} people, {crash.data.shape[1]} columns; five of them:")
seen = crash.data[["dvcat", "ageOFocc", "seatbelt", "airbag", "deploy"]].head(3)
seen.assign(dead=died[:3])  # speed class in km/h, age, belt, airbag, did it open

# %% [markdown] id="crash-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* The running example of the course: real, public, and each row is a person. Say so. The
# use is ours: a car would have to measure the speed and the belt, which investigators judged
# afterwards here, and to be told age and sex. So the scores are those of the best case.

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
# with three decimals, and answer before you go on.
#
# Replace the `...` by a number. Stuck? Run `hint("1.1")`.

# %% id="ex-1-1" slideshow={"slide_type": "skip"}
answer_1_1 = ...

# %% id="ex-1-1-check" slideshow={"slide_type": "skip"}
check("1.1", answer_1_1)


# %% [markdown] id="accuracy-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Alone, a number on paper. Usual wrong answers: 0.5 ("it guesses"), 0 ("it finds nobody").

# %% [markdown] id="first-title" slideshow={"slide_type": "slide"}
# ## Run it: a model that has learned, and a line that has not
#
# Logistic regression on all columns; each person's answer comes from a model that had seen nobody of
# the same crash. Beside it the line that says *this person lives* of everybody. **Recall** is the share
# of the deaths that are found.

# %% id="first-result" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
def logistic_for(table):
    """Return an unfitted logistic regression for the columns of a data set."""
    encode = make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore"), table.categorical),
        (make_pipeline(SimpleImputer(), StandardScaler()), table.numeric),
    )
    return make_pipeline(encode, LogisticRegression(solver="newton-cholesky"))


grouped = StratifiedGroupKFold(5, shuffle=True, random_state=0)
folds = list(grouped.split(crash.data, died, crash.groups))
risk = cross_val_predict(
    logistic_for(crash), crash.data, died, cv=folds, method="predict_proba"
)[:, 1]

answers = {
    "everybody lives": np.zeros(len(died)),
    "logistic regression": risk > 0.5,  # what predict does
}
found = pd.DataFrame(
    {
        name: {"accuracy": accuracy_score(died, flagged), "recall": recall_score(died, flagged)}
        for name, flagged in answers.items()
    }
).T
nobody, model = found.index
assert abs(found.loc[model, "accuracy"] - found.loc[nobody, "accuracy"]) < 0.001
assert found.loc[model, "recall"] < 0.1
found.map("{:.3f}".format)

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
# **Flag** whoever has a risk above a **cut**. At 0.5 these are *a* and *b*. **Recall**: 1 of the 2 who
# died. **Precision**: 1 of the 2 flagged. Accuracy: 8/10, as for "everybody lives".
#
# Now you: the cut 0.35. The same model; only the cut moves. (`confusion_matrix` has the truth in its
# rows, the prediction in its columns, 0 first: `tn fp`, then `fn tp`, where `t` and `f` say whether the call is
# true or false, `n` and `p` what was called.)

# %% id="ten" slideshow={"slide_type": "fragment"} tags=["claim", "hide-input"]
ten_risks = np.array([0.9, 0.6, 0.4, 0.3, 0.2, 0.1, 0.1, 0.05, 0.05, 0.02])
ten_died = np.array([1, 0, 1, 0, 0, 0, 0, 0, 0, 0])
for cut in (0.5, 0.35):
    (tn, fp), (fn, tp) = confusion_matrix(ten_died, ten_risks > cut)
    print(f"cut {cut:.2f}: {tp} found, {fn} missed, {fp} false alarm, {tn} left alone")
    assert tp / (tp + fn) == recall_score(ten_died, ten_risks > cut)
    assert tp / (tp + fp) == precision_score(ten_died, ten_risks > cut)

# %% [markdown] id="ten-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Do the cut 0.5 together, let them do 0.35 alone before the next fragment: recall 2/2,
# precision 2/3, accuracy 9/10. Point out scikit-learn's order; other books turn it round.

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
# Which of these statements hold? Several do. A wrong one takes away what a right one brings.
#
# - **a**: The recall is 2/3.
# - **b**: The precision is 0.30.
# - **c**: The model is wrong about 70 people.
# - **d**: About 7 of 100 alarms are false.
# - **e**: Saying no to everybody would be more accurate.
# - **f**: So saying no to everybody is the better model, whatever a miss costs.
#
# Replace the `...` by a set, such as `{"a", "b"}`. Stuck? Run `hint("1.2")`.

# %% id="ex-1-2" slideshow={"slide_type": "skip"}
answer_1_2 = ...

# %% id="ex-1-2-check" slideshow={"slide_type": "skip"}
check("1.2", answer_1_2)

# %% [markdown] id="matrix-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *6 minutes, and 2 to go through.* Usual wrong answer: c, "wrong about 70", which forgets the missed;
# then d, which divides by the living. On f ask: better for whom?

# %% [markdown] id="ranking-title" slideshow={"slide_type": "slide"}
# ## Has the model learned anything? Ask its ranking
#
# **ROC AUC**: take one person who died and one who lived, at random. How often has the one who died
# the higher risk? (Ties count half.) A coin gets 0.5, a perfect ranking 1. No cut is needed.
#
# Among the ten: *a* is above all eight who lived, *c* above seven, so 15 of 16 pairs.
#
# Next: four tables, and for each the accuracy of always saying no, the accuracy of a logistic
# regression, its recall at the cut 0.5, and its ROC AUC. How far apart can they be?

# %% id="four-tables" slideshow={"slide_type": "skip"} tags=["claim"]
# Four tables: two real, two made up. Out-of-fold probabilities for each.
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


belong = {"crash_deaths": crash.groups, "card_fraud (SYNTHETIC)": purchases["customer"]}
of_customers = list(grouped.split(columns, fraud, purchases["customer"]))
tables = {
    "default (SYNTHETIC)": by_row(debt),
    "crash_deaths": (died, risk, folds),
    "bank_calls": by_row(bank),
    "card_fraud (SYNTHETIC)": (
        fraud,
        out_of_fold(linear, columns, fraud, of_customers),
        of_customers,
    ),
}

# %% [markdown] id="ranking-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Count two or three of the 16 pairs aloud. Ask for a guess before the slide turns: may a
# model have recall near 0 and ROC AUC near 0.9? Likely answer: no.

# %% [markdown] id="headline-title" slideshow={"slide_type": "slide"}
# ## Accuracy hardly moves, recall is low, the ranking is good

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


def pooled_recall(name):
    """Return recall over the rows of all folds; whole crashes or customers are drawn anew."""
    y, p, _ = tables[name]
    recall = measures["recall at the cut 0.5"]
    return bootstrap_interval(y, p, recall, groups=belong.get(name), n_resamples=300)


series = {
    measure: {name: fold_interval(by_fold(name, measure), n_train=4, n_test=1) for name in tables}
    for measure in measures
}
panels = {
    "accuracy": ("accuracy, always no", "accuracy, logistic"),
    "recall at the cut 0.5": ("recall at the cut 0.5",),
    "ROC AUC (a coin: 0.5)": ("ROC AUC",),
}
roles = dict(zip(series, ("baseline", "majority", "minority", "honest")))
series["accuracy, always no"] = {name: np.mean(tables[name][0] == 0) for name in tables}
series["recall at the cut 0.5"] = {name: pooled_recall(name) for name in tables}
with plt.rc_context({"font.size": 14, "axes.labelsize": 14, "xtick.labelsize": 12}):
    figure, axes = plt.subplots(1, 3, figsize=(13, 4.4), sharey=True, layout="constrained")
    for ax, (label, names) in zip(axes, panels.items()):
        shown = {name: series[name] for name in names}
        line = {"reference": 0.5, "reference_label": "a coin"} if "AUC" in label else {}
        plot_intervals(shown, xlabel=label, roles=roles, ax=ax, **line)
        ax.set_xlim({"accuracy": 0.86, "ROC AUC (a coin: 0.5)": 0.45}.get(label, 0), None)
        ax.locator_params(axis="x", nbins=4)
    marks, names = axes[0].containers, panels["accuracy"]
    figure.legend(marks, names, loc="outside lower center", ncols=2, frameon=False)
    for ax in (axes[0], axes[2]):  # one legend, below, where it lies beside no point
        ax.get_legend().remove()
show(figure, alt="Four tables: accuracy with and without a model, recall, ROC AUC.", upright=True)
print("of the errors of always no, the model saves:")
for name in tables:  # the claims of this section, proved again at every run
    errors, recall = 1 - series["accuracy, always no"][name], series["recall at the cut 0.5"][name]
    gained = series["accuracy, logistic"][name].estimate - 1 + errors
    print(f"  {name:22} {gained / errors:6.3f}")
    assert -0.1 < gained / errors < 0.3 and recall.high < 0.5
    assert series["ROC AUC"][name].low > 0.7

# %% [markdown] id="headline-read" slideshow={"slide_type": "skip"}
# Read one row: the accuracy of the model hardly differs from that of a sentence, clearly in two tables
# and not measurably in the others. Recall is low, so one would call the model poor. ROC AUC is well
# above a coin's: whom it gives a high risk is indeed more often positive. All three are right. They
# answer different questions, and only the third asks what the model has learned. Recall at 0.5 asks
# what `predict` made of it. Bars of recall come from drawing whole crashes and whole customers anew
# (rows, in the other two tables), all other bars from the five folds. Both hold the number of
# positives fixed, or nearly so; the accuracy of always no then cannot vary and has no bar.
#
# Two of the tables are made up and say so. `bank_calls` is ordered by date and drifts along the file;
# shuffled folds hide that, so its scores speak of other clients in the same years (lesson 14 splits by
# time).
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
print(pd.DataFrame(counts, ["paid", "failed"], ["called paid", "called failed"]))
assert counts.tolist() == [[9644, 23], [252, 81]]  # as printed in the book
print(f"error {1 - np.trace(counts) / counts.sum():.4f}, recall {81 / (81 + 252):.3f}")

# %% [markdown] id="biased-title" slideshow={"slide_type": "slide"}
# ## Is the model biased? Compare its risks with what happened
#
# A model that is biased against the minority expects too few deaths. Sort the people by the risk that
# a model gave them which had not seen them, and cut them into five equal parts. The last row holds
# those whom `predict` flags.

# %% id="biased" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
fifths = pd.qcut(risk, 5, labels=["lowest fifth", "low", "middle", "high", "highest fifth"])
people = pd.DataFrame({"people": 1, "died": died, "mean risk": risk, "share who died": died})
rules = dict.fromkeys(people, "mean") | {"people": "sum", "died": "sum"}
shares = people.groupby(fifths, observed=True).agg(rules)
shares.index = shares.index.astype(str)
shares.loc["risk above 0.5"] = people[risk > 0.5].agg(rules)
shares = shares.astype({"people": int, "died": int})
three = "{:.3f}".format
print(f"predict says of {np.sum(risk > 0.5):,} people that they die; {died.sum():,} did.")
assert shares["mean risk"].div(shares["share who died"]).between(0.8, 1.8).all()
over = np.array([(risk - died)[test][risk[test] > 0.5].mean() for _, test in folds])
gap = fold_interval(over, n_train=4, n_test=1)  # five folds: 4 parts to learn, 1 to test
print(f"above 0.5, mean risk minus share who died, over the folds: {gap}")
assert gap.low > 0  # too high, if anything
shares["people"] = shares["people"].map("{:,}".format)
shares.assign(**{name: shares[name].map(three) for name in ("mean risk", "share who died")})

# %% [markdown] id="biased-read" slideshow={"slide_type": "fragment"}
# The answers of `predict` are lopsided; the risks are nearly right, and at the very top too **high**:
# the opposite of a bias against the rare class. So it is the cut that leaves the deaths out.

# %% [markdown] id="biased-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* "Biased" means wrong in one direction, on average. Let them find the direction; point
# to the last row. An expert: "the total fits by construction, the intercept sees to it." True, and so
# the slide shows parts, not the total. "A forest would be biased." Forests and boosters can be off,
# by over-fitting: make this table for yours. It is not the rarity that does it.

# %% [markdown] id="truth-title" slideshow={"slide_type": "slide"}
# ## At one half, even the true probability finds few
#
# Of 100 purchases that are a fraud with a probability of 0.3, about 30 are frauds. None is above one
# half, so a cut there flags none of the 100, and all 30 are missed.
#
# `make_card_fraud` makes SYNTHETIC card purchases and keeps the **true probability** of fraud given
# their six columns. No model of these columns can be more accurate or rank better:

# %% id="truth" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
truth = purchases["fraud_probability"].to_numpy()
contestants = {
    "always no": np.zeros(len(fraud)),
    "logistic regression": tables["card_fraud (SYNTHETIC)"][1],
    "the true probability": truth,
}
compared = pd.DataFrame(
    {
        name: {
            "accuracy": accuracy_score(fraud, p > 0.5),
            "recall": recall_score(fraud, p > 0.5),
            "ROC AUC": roc_auc_score(fraud, p),
        }
        for name, p in contestants.items()
    }
).T.rename_axis(columns="card_fraud (SYNTHETIC)")
assert compared.loc["the true probability", "recall"] < 0.35
assert compared.loc["the true probability", "ROC AUC"] > 0.9
assert compared["ROC AUC"].is_monotonic_increasing
compared.map("{:.3f}".format)

# %% [markdown] id="truth-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* The slide that convinces. Ask: what would "balance the data" improve in the last row?
# Nothing: it would have to make the truth truer. Be fair: on *these* purchases the logistic regression
# is poor as well, in ranking and in recall (a straight model, few frauds), so both the model and the
# cut are to blame; on `crash_deaths` it is the cut. The share found by the truth depends on how far
# the classes overlap: `overlap=0.5` is the author's dial. What is left to change? The cut, a better
# model, better columns.

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
# cut is best? Let a missed death cost as much as *k* false alarms. Flag a person of risk *p*: 1 − *p* is
# lost on average. Do not: *k p*. The two are equal at *p* = 1 / (1 + *k*): **cut there**. Cost per
# 1,000 people of the table, in false alarms:

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
best = costs.loc["cut at 1 / (1 + k)"]
assert (costs.min() == best).all()
assert best["k = 10"] < 0.7 * costs.loc["cut at 0.5", "k = 10"]
assert costs.loc["cut at 0.5", "k = 50"] > costs.loc["flag everybody", "k = 50"]
costs.map("{:,.1f}".format)

# %% [markdown] id="costs-read" slideshow={"slide_type": "skip"}
# With *k* = 1 both errors weigh the same, and the cost is the error rate in thousandths: there accuracy
# is the right score, one half the right cut, and flagging nobody is hardly worse than the model. The
# class is as rare as before, and there is nothing to win by accuracy. With larger *k* the same model, cut
# lower, saves a good part of the cost; left at 0.5 it can cost more than flagging everybody.
#
# <details><summary><b>Deeper:</b> why 1 / (1 + k), and why one half is best for accuracy</summary>
#
# Flag a person of risk $p$, and you lose 1 with probability $1 - p$. Do not, and you lose $k$ with
# probability $p$. Flagging is cheaper when $1 - p < k p$, which is $p > 1 / (1 + k)$ (Elkan 2001 has
# the general form with four costs). The share of positives does not appear: it is
# already in $p$. That is why a rare class alone asks for nothing.
#
# Accuracy counts both errors as 1, so $k = 1$ and the cut is one half. When no $p$ is above one half,
# saying no to everybody *is* the most accurate classifier there is, however good the model. All of
# this takes the probabilities to be right; a score that only ranks needs a cut that is tuned.
# </details>

# %% [markdown] id="costs-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Column by column. k = 1: nothing to win, whatever one does. k = 10: the cut alone saves
# about a third or more. k = 50: the default cut is worse than flagging all. Ask what k is in the
# participants' work; few know, and that is the finding.

# %% [markdown] id="ex-1-3-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 1.3 · Find the problem that is both imbalanced and costly
#
# *2 points; about 7 minutes.*
#
# Six problems: how many of 1,000 cases are positive, what a miss costs, and what a false alarm
# costs, in false alarms of that problem. A correct answer costs nothing.
#
# In one of them "no" for everybody is right more than 95 times in 100 **and yet** costs more than
# "yes" for everybody: the answer that accuracy prefers is the dearer one. Which problem is it?
#
# - **a**: letters typed wrongly: 20 of 1,000; a miss costs 1, a false alarm 1
# - **b**: patients suspected of blood poisoning: 450 of 1,000; 200 and 1
# - **c**: a cancer, looked for in everybody: 6 of 1,000; 200 and 1
# - **d**: light bulbs that fail in a year: 1 of 1,000; 100 and 1
# - **e**: e-mails that are spam: 300 of 1,000; 1 and 20
# - **f**: customers who cancel a contract: 150 of 1,000; 4 and 1
#
# **And why?** Why is a no for everybody dearer than a yes in the problem you chose?
#
# - **p**: It has the fewest positives.
# - **q**: A miss costs more than a false alarm.
# - **r**: A no for everybody is most accurate there.
# - **s**: One miss costs more false alarms than there are negatives to one positive.
#
# Replace the `...` by your choice in quotes. Stuck? Run `hint("1.3")`.

# %% id="ex-1-3" slideshow={"slide_type": "skip"}
answer_1_3 = ...
why_1_3 = ...

# %% id="ex-1-3-check" slideshow={"slide_type": "skip"}
check("1.3", answer_1_3, why_1_3)

# %% [markdown] id="costly-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *7 minutes, and 2 to go through.* Usual wrong answers: d (the rarest), b (the dearest miss). Do c
# on the board: 6 misses at 200 against 994 false alarms.

# %% [markdown] id="prevalence-title" slideshow={"slide_type": "slide"}
# ## "Under-represented": where does a share come from?
#
# The **prevalence** is the share of positives. In `crash_deaths` it was made by a *sampling design*:
# severe crashes were drawn far more often than slight ones. Each row has a survey weight: the number
# of people in the country for whom it stands. **So is the rare class under-represented?**

# %% id="prevalence" slideshow={"slide_type": "fragment"} tags=["claim", "hide-input"]
weight = crash.sample_weight.to_numpy()
in_the_country = np.average(died, weights=weight)
print("No: over-represented, many times.")
print(f"died of 1,000: in the table {1000 * died.mean():.0f},", end=" ")
print(f"in the country {1000 * in_the_country:.0f}")
print(f"of 1,000 in the country, by the model's risks: {1000 * np.average(risk, weights=weight):.0f}")
dead_weight, living_weight = weight[died == 1].mean(), weight[died == 0].mean()
print(f"one row stands for {dead_weight:.0f} dead people, or {living_weight:.0f} living ones")
assert died.mean() > 5 * in_the_country and living_weight > 5 * dead_weight
assert np.average(risk, weights=weight) > 2 * in_the_country

tenth = np.arange(len(bank.target)) * 10 // len(bank.target)  # the file is ordered by date
said_yes = bank.target.groupby(tenth).mean()
print(f"bank_calls: yes in the first tenth of the file {said_yes.iloc[0]:.3f},", end=" ")
print(f"in the last {said_yes.iloc[-1]:.3f}")
assert said_yes.iloc[-1] > 10 * said_yes.iloc[0]

# %% [markdown] id="prevalence-read" slideshow={"slide_type": "skip"}
# The rare class is not under-represented here: it is **over-represented**, many times, on purpose, so
# that there are deaths to learn from. It is rare all the same. And a model that was fitted to the
# table speaks about the table's world: its risks are nearly right there and too high for the country.
# That comes from the drawing, not from the rarity. (The two factors differ since part of the drawing
# went by the speed of the crash, which the model sees.) A cut of $1 / (1 + k)$ needs probabilities of
# the world in which one decides. So ask of every share where it comes from:
#
# | Where the share comes from | Example here | What a model's risk speaks of |
# | --- | --- | --- |
# | the population, drawn as it is | rows of a register | the population |
# | a sampling design | `crash_deaths`: severe crashes drawn more often | the drawn rows; weights lead back |
# | somebody's choice, over time | `bank_calls`: whom the bank chose to call | those chosen then, not tomorrow's |
# | an author's dial | `make_card_fraud(prevalence=…)`, `default` | a world that was made up |
#
# "The country" means what the survey stands for: people of 16 and more in a front seat, in crashes that
# the police reported and from which a car was towed. The weights are rough and rest on few rows; the
# data card says how few. Lesson 7 corrects the risks with them.

# %% [markdown] id="prevalence-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* The third vote: under-represented? The opposite. Usual wrong answer: "then the data are
# wrong". They are what they were drawn to be; what is wrong is to take 4.5 % for the country. Ask where
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
# balanced accuracy. Lesson 6 has ten classes. Usual wrong answer to "is 0.955 good here?": yes;
# two of the three classes hardly count in it.

# %% [markdown] id="mended-title" slideshow={"slide_type": "slide"}
# ## The sentence, mended
#
# > A class is rare among the cases that a **question** is asked of. Rarity makes accuracy
# > uninformative and often puts the cut in the wrong place, and it leaves few positives to learn from.
# > With enough of them it does not by itself bias a model's probabilities. What to do depends on what
# > each error costs.
#
# With it falls a **myth**: "my data are imbalanced, so my model is biased." An objection: "but
# `class_weight="balanced"`, which lets a death weigh as much as many survivors, finds most deaths." So
# does a lower cut. The same folds, both flagging equally many people:

# %% id="mended" slideshow={"caption": "A lower cut on the plain risks flags as many people as balanced weights do, and leaves every risk as it is.", "frame": "cut = np.sort(risk)[-n_flagged - 1]  # so that as many risks lie above it", "slide_type": "-"} tags=["mended", "claim", "hide-input"]
balanced = logistic_for(crash).set_params(logisticregression__class_weight="balanced")
heavy = out_of_fold(balanced, crash.data, died, folds)
n_flagged = np.sum(heavy > 0.5)
cut = np.sort(risk)[-n_flagged - 1]  # so that as many risks lie above it
rivals = {"balanced, cut at 0.5:": (heavy, 0.5), f"plain, cut at {cut:.3f}:": (risk, cut)}
for name, (p, where) in rivals.items():
    found, right = recall_score(died, p > where), precision_score(died, p > where)
    print(f"{name:21} recall {found:.3f}, precision {right:.3f},", end=" ")
    print(f"its risks add up to {p.sum():,.0f} deaths")
print(f"deaths that happened: {died.sum():,}")
assert recall_score(died, risk > cut) > recall_score(died, heavy > 0.5) - 0.01
assert heavy.sum() > 5 * died.sum()


# %% [markdown] id="mended-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Put the sentence beside the three votes: "dataset": it is the question. "Under-
# represented": over-represented here. "Biased": no, and the word *balanced* is what makes the risks
# wrong. A sceptic: "so is
# everything about imbalance wrong?" No: the metric, the cut and small numbers are real (with very
# few positives a logistic regression is biased too, a little: lesson 2); lesson 7 has the weights.

# %% [markdown] id="ex-1-4-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 1.4 · Describe how the classes of a table are balanced
#
# *3 points; about 10 minutes.*
#
# The next cell holds a function to write. What it must do stands below the function's name. Replace the `...`, run it, then run the check below it. Use its parameters and what the lesson imported, none of the notebook's variables. Stuck? Run `hint("1.4")`.

# %% id="ex-1-4" slideshow={"slide_type": "skip"}
def describe_imbalance(y):
    """Return a dict with four keys that describes the labels `y` of a table:

    - `"counts"`: a dict from each label to its number of rows,
    - `"minority"`: a sorted list of the labels of the smallest class, or of several equally small,
    - `"share"`: the smallest class's share of the rows (of one, if several), between 0 and 1,
    - `"dummy_accuracy"`: the accuracy of naming the most frequent label every time.

    `y` is a Series of numbers or texts, of two classes or more, in any order and with any index.
    It may be categorical; a category that no row has is no class. Raise a `ValueError` when `y`
    holds one class only: there is nothing to balance.
    """
    ...


# %% id="ex-1-4-check" slideshow={"slide_type": "skip"}
check("1.4", describe_imbalance)

# %% [markdown] id="describe-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# For home, 10 minutes. Usual error: "the rare class is 1"; then, with three classes, the dummy's
# accuracy as one minus the share.

# %% [markdown] id="numbers" slideshow={"slide_type": "slide"}
# ## What the scoreboard shows
#
# 1. **Average precision (AP)**: how clean the top of the ranking is. Walk down the ranking, note the
#    precision at each positive, take the mean. The ten people: $(1/1 + 2/3) / 2$. Knowing nothing gets
#    about the *share of positives*, so read AP against that.
# 2. **Brier skill**: are the probabilities right? The mean squared error of the ten is $0.0885$, that of
#    giving everybody the share of positives $0.2 \cdot 0.8 = 0.16$: skill $1 - 0.0885 / 0.16$. 1 is
#    perfect, 0 no better than the share, below 0 worse.
# 3. **A score at a chosen cut**: the recall when a fixed number is flagged, or the cost or **F1** (the
#    harmonic mean of precision and recall) at the cut that was best in cross-validation inside the
#    training rows.

# %% id="numbers-run" slideshow={"slide_type": "skip"} tags=["claim"]
ap, skill = average_precision_score(ten_died, ten_risks), d2_brier_score(ten_died, ten_risks)
print(f"ten people: AP {ap:.3f}, Brier skill {skill:.3f}")
assert np.isclose(ap, (1 / 1 + 2 / 3) / 2)
assert np.isclose(np.mean((ten_risks - ten_died) ** 2), 0.0885, atol=1e-4)
assert np.isclose(skill, 1 - 0.0885 / 0.16, atol=1e-3)

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

# %% id="board" slideshow={"slide_type": "-"} tags=["scoreboard", "on-crash_deaths", "claim", "hide-input"]
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
print(f"AP, all columns minus speed class, mean over the folds: {gain}")
print("The table pools the rows of all folds; its differences are slightly others.")
assert gain.low > 0
board = scoreboard(died, methods, groups=crash.groups, recall_at_k=1_000, n_resamples=500)
assert board.intervals("average_precision")["speed class alone"].low > 2 * died.mean()
board

# %% [markdown] id="board-read" slideshow={"slide_type": "skip"}
# Every number that accuracy hid is here. One column already beats the dummy clearly, all columns beat
# the one, and the difference was measured fold by fold on the same rows. The intervals draw whole
# crashes anew, since people in one crash are not independent. Such a table stands in most lessons, mostly on
# these rows; ask of every new method how it changes these columns.
#
# F1 is high only when precision and recall both are. The two F1 above belong to the same model, fitted
# to all training rows; its cut was chosen by further fits to parts of them.
#
# <details><summary><b>Deeper:</b> why these three</summary>
#
# A classifier that gives probabilities can be wrong in three ways: it orders the rows badly, its
# probabilities are off, or they are cut in the wrong place. AP (and ROC AUC) see the first only: any
# increasing change of the scores leaves them as they are. The Brier score is *proper*: its mean is
# smallest when one says the true probability, so that no exaggeration pays. The tuned cut takes the
# third fault out, so that a remedy is not praised for what moving the cut does for nothing. Most
# claims about balancing fall apart once the three are kept apart, which is what the course does.
# </details>

# %% [markdown] id="board-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Read AP against the dummy's line, Brier skill against 0. Ask which row they would have
# picked by accuracy: none, all three are equal to the third decimal or nearly so.

# %% [markdown] id="tour-title" slideshow={"slide_type": "skip"}
# ## For home: a tour of the course's data
#
# Pick the set nearest to your own work. A share does not tell a number: `yeast_me2` and `default` have
# about the same share of positives, and very different numbers to learn from. Each set has a card and
# a picture:
#
# ```python
# from course_utils.plots import plot_dataset
#
# print(load_dataset("thyroid").DESCR)
# plot_dataset(load_dataset("thyroid"))
# ```

# %% id="tour" slideshow={"slide_type": "skip"} tags=["claim"]
tour = list_datasets().sort_values("prevalence", ignore_index=True)
figure, ax = plt.subplots(figsize=(8, 4.2), layout="constrained")
ax.plot(tour["prevalence"], tour["minority"], "o", color="#6B6B6B", ms=9, alpha=0.6)
named = tour.set_index("name").loc[
    ["yeast", "yeast_me2", "abalone_19", "default", "crash_deaths", "bank_calls", "shuttle"]
]
ax.plot(named["prevalence"], named["minority"], "o", color="#D55E00", ms=11)
for name, row in named.iterrows():
    text = f"{name}: {row.minority:,}"
    ax.annotate(
        text, (row.prevalence, row.minority), (-10, 3), textcoords="offset points", ha="right"
    )
ax.set(xscale="log", yscale="log", xlim=(0.0012, 0.2), ylim=(3, 9000))
ax.set(xlabel="share of the smallest class (log scale)", ylabel="its rows (log scale)")
ax.set_xticks([0.003, 0.01, 0.03, 0.1], ["0.3 %", "1 %", "3 %", "10 %"])
ax.set_yticks([10, 100, 1000], ["10", "100", "1,000"])
ax.minorticks_off()
ax.grid(alpha=0.4)
said = ", ".join(f"{row['name']} {row.prevalence:.3f} ({row.minority})" for _, row in tour.iterrows())
show(figure, alt=f"Dots, one a data set: share and rows of its smallest class. {said}.")
few, many = named.loc["yeast_me2"], named.loc["default"]
assert abs(few.prevalence - many.prevalence) < 0.002 and many.minority > 5 * few.minority
for _, row in tour.iterrows():
    print(f"{row['name']:17} {row.n:6} rows, {row.p:3} columns: {row.story}")

# %% [markdown] id="myth" slideshow={"slide_type": "slide"}
# ## Myth and fact
#
# **Myth:** "99 % accuracy is good."
#
# **Fact:** On a rare class, saying no gets a high accuracy for nothing. A model no more accurate than
# that can have nearly right probabilities and a good ranking; what fails then is the cut at one half.
#
# **The honest exception:** when both errors cost the same, accuracy is the right score: subtract what
# always saying no gets. The rest, on the same five folds:

# %% id="exception" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
no = np.zeros(len(fraud))
print("card_fraud (SYNTHETIC), no to every purchase:", end=" ")
print(f"{100 * accuracy_score(fraud, no):.1f} % right, frauds found: {int(fraud @ no)}")
assert accuracy_score(fraud, no) > 0.98
print("right answers that the logistic regression gains, of 1,000:")
gains = {}
for name, (y, p, pairs) in tables.items():
    saved = ((p > 0.5) == y).astype(float) - (y == 0)  # 1: a right answer gained, -1: one lost
    by_part = 1000 * np.array([saved[test].mean() for _, test in pairs])
    gain = gains[name] = fold_interval(by_part, n_train=4, n_test=1)
    told = "a gain" if gain.low > 0 else "no clear gain"
    print(f"  {name:22} {gain.estimate:6.3f} [{gain.low:6.3f}, {gain.high:6.3f}]  {told}")
assert gains["default (SYNTHETIC)"].low > 0 and gains["bank_calls"].low > 0
assert gains["crash_deaths"].high < 2 and gains["card_fraud (SYNTHETIC)"].high < 2

# %% [markdown] id="myth-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Go back to the accuracies on the board from the beginning: who can now subtract the
# dummy? Do not skip the exception: two gains are small and clear, and at equal costs they are real;
# in `crash_deaths` there is next to nothing to win at equal costs, and that too is a correct answer.
# Usual wrong answer: "so accuracy is always useless".

# %% [markdown] id="ex-1-quiz-prompt" slideshow={"slide_type": "slide"}
# ### Quiz 1
#
# Four questions on this lesson. They give no points; each answer has its reason.
#
# **A.** A vendor says: on your own purchases, of which 0.8 % are frauds, our model is 99.2 % accurate. What do you know?
#
# - **a**: It finds nearly all frauds.
# - **b**: It errs on 0.8 % of the frauds.
# - **c**: It is as accurate as a model that never says fraud.
# - **d**: It is worthless.
#
# **B.** A logistic regression finds 9 % of the deaths at the cut of 0.5. Its ROC AUC is 0.88, and in every tenth of its risks about as many died as it expected. What should be changed first?
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
# **D.** Two tables of 10,000 rows. On P one row in fifty is positive, and a model has an average precision of 0.20. On Q one row in two is, and a model has 0.55. Which one has learned more about the ranking?
#
# - **a**: Q, since 0.55 is more than 0.20.
# - **b**: P: compared with knowing nothing, and with the room above that.
# - **c**: Neither: both are far from 1.
# - **d**: It cannot be said without the accuracy.
#
# Put a letter in quotes, such as `"a"`, in place of each `...` in the next cell, and run it (Shift+Enter).

# %% [markdown] id="quiz-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# For home, or to begin the next session with: 4 minutes, by raised hands. Usual wrong answers: A b,
# B b ("the minority is missed, so the model is biased"), C a, D a.

# %% id="ex-1-quiz" slideshow={"slide_type": "skip"}
check("1.quiz", a=..., b=..., c=..., d=...)

# %% [markdown] id="recap" slideshow={"slide_type": "slide"} tags=["takeaway"]
# ## Recap and decision card
#
# Rare is a property of the question, and one table holds many questions. Saying no to everybody is as
# accurate as the negatives are frequent, so accuracy means nothing without that dummy. A model can
# rank well and have nearly right probabilities while `predict` finds almost nobody, because few risks are
# above one half; the right cut follows from what the errors cost, not from how rare the class is.
#
# | When you see | Do |
# | --- | --- |
# | an accuracy | subtract that of always saying no; at equal costs the rest counts |
# | a low recall at 0.5 | look at the ranking and at the probabilities before you blame the model |
# | "the data are imbalanced" | ask: for which question, at which costs? |
# | a share of positives | ask where it comes from: a model's risks, and cuts, speak of that world only |
# | more than two classes | report the recall of each |
#
# **Next:** if the share is not the problem, what is? ([lesson 2](02_problem.ipynb))

# %% [markdown] id="recap-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *1 minute.* Leave the card on screen. Answers: recall c, b; 1.1 .955; 1.2 a, b, e; 1.3 c, s; quiz c,
# c, b, b. Next lesson: if the share is not the problem, what is? Few positives, overlap, or both.

# %% [markdown] id="glossary" slideshow={"slide_type": "skip"}
# ## Glossary
#
# The last column names the lessons that explain the word.
#
# **Classes, shares and costs**
#
# | Word | Meaning | Lesson |
# | --- | --- | --- |
# | positive, negative | the class that is asked for (1; here nearly always the rare one), and the other (0) | 1 |
# | minority, majority | the class with the fewest, and with the most rows | 1 |
# | prevalence, base rate | the share of positives among the rows one speaks of, often written $\pi$ | 1 |
# | prior | the share of positives that a model takes for granted. Without weights or sampling it is that of the training rows; then it may still differ from the prevalence where the model is used | 3, 7 |
# | prior shift | training and use differ in the prevalence only: within each class all is as before | 3, 7 |
# | imbalance ratio | rows of the majority for each row of the minority (imbalanced-learn's samplers count the other way round) | 2, 4 |
# | overlap | rows with the same values may be of either class, so that no model can tell them apart | 2 |
# | risk | the probability of being positive, first of something bad, such as a death | 1, 9 |
# | odds | a probability over its complement: 0.25 is 1 to 3 | 2 |
# | survey weight | how many members of the population a row stands for | 1, 7 |
# | cost of a miss, of a false alarm | what a wrong no, and a wrong yes, costs | 1 |
#
# **From a score to a decision**
#
# | Word | Meaning | Lesson |
# | --- | --- | --- |
# | cut, threshold | the score above which (from lesson 6 on: from which) a row is called positive; `predict` takes 0.5 | 1 |
# | flagged | called positive | 1 |
# | miss, false alarm | a positive that is not flagged; a negative that is | 1 |
# | tuned cut | a cut that was chosen for a score or a cost, on training rows only | 1, 4 |
# | operating point | where a classifier stands with its cut: its recall and its precision | 4 |
# | confusion matrix | counts of truth (rows) by prediction (columns): TN, FP; FN, TP | 1 |
#
# **Numbers for a model**
#
# | Word | Meaning | Lesson |
# | --- | --- | --- |
# | accuracy | share of rows that are called rightly | 1 |
# | recall, true-positive rate (TPR), sensitivity | share of the positives that are found | 1 |
# | false-positive rate (FPR) | share of the negatives that are flagged; 1 minus specificity | 3 |
# | precision | share of the flagged that are positive | 1 |
# | F1 | harmonic mean of precision and recall | 1, 6 |
# | balanced accuracy | mean of the recalls of the classes | 1, 6 |
# | macro, micro | a mean over the classes, each counting alike; the same number over all rows pooled | 6 |
# | ROC AUC | how often a positive scores above a negative, both taken at random | 1, 6 |
# | average precision (AP) | mean precision at the places of the positives in the ranking | 1, 6 |
# | Brier score, Brier skill | mean squared error of probabilities; how much smaller that is than when everybody gets the prevalence (1 is perfect, 0 no better) | 1, 6 |
# | log-loss | minus the logarithm of the probability that was given to what happened, averaged | 2 |
# | calibrated | of those given a risk of 20 %, about 20 % are positive, and so on | 6 |
# | calibration curve | the share of positives drawn against the predicted risk, group by group; others say reliability curve | 5, 6 |
# | dummy | a model that knows nothing and gives every row the same score | 1 |
#
# **Models and samplers**
#
# | Word | Meaning | Lesson |
# | --- | --- | --- |
# | forest | the average of many decision trees, each grown on rows drawn at random | 2, 3 |
# | boosting | many small trees, each correcting the sum of those before it | 4 |
# | ensemble, bag | a model made of models; the rows that one of its members is fitted to | 8 |
# | detector, anomaly score | a model of what is usual, fitted without labels; how unusual it finds a row | 11, 12 |
# | class weight | how much an error on a row of a class counts in training | 7 |
# | sampler, resampling | a step that drops, copies or invents training rows | 3 |
# | over-sampling, under-sampling | more rows of the minority; fewer of the majority | 3, 4, 5 |
# | SMOTE | over-sampling by new points on the lines between neighbours of the minority | 4 |
# | NearMiss | under-sampling that keeps the negatives near to positives, in three versions | 5 |
#
# **Testing**
#
# | Word | Meaning | Lesson |
# | --- | --- | --- |
# | fold, out-of-fold | a part of the rows that is tested once; an answer by a model that had not seen the row | 1 |
# | leak | whatever lets training know of the test rows what it would not know of new ones | 3 |
# | group | what rows share (a crash, a customer); kept on one side of a split | 1, 3 |
# | 95 % interval | by the method that makes it, 95 of 100 such intervals hold the truth | 1, 2 |
# | bootstrap | rows drawn anew with replacement, many times, to see how a number varies | 6 |
# | paired difference | two methods compared on the same rows or folds, one minus the other | 1 |
#
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
# **Next:** [lesson 2](02_problem.ipynb). If the share is not the problem, what is?
