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
# # 13 · Domain-specific approaches: represent first, balance last
#
# **The question:** *I have forty examples of the rare class, and a pre-trained model. What will it buy me?*
#
# About 90 minutes · needs lessons 3, 6 and 7
#
# After this lesson you can
#
# - keep near-duplicates on one side of a split (exercise 13.1),
# - learn from rows that nobody labelled (13.2),
# - say what focal loss turns down, and what it does not know (13.3; starred, at home: 13.5),
# - choose between representation, weights and losses from a table of results (13.4).

# %% [markdown] id="title-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Ask: who has fine-tuned a network, and what was the baseline? The usual answer is silence.
# Timing, 90 in all, with the answers gone through: title and warm-up 5, slide and remarks 5, failure 4, ten
# remarks 5, four ways and headline 9, balancing 4, twins and exercise 13.1 13, exercise 13.2 10, scoreboard 5,
# images, freezing and figure 10, losses with 13.3 8, fraud 4, medicine 4, language models 2, myth 2. For home:
# exercises 13.4 and 13.5, the quiz, the exception.

# %% id="setup" slideshow={"slide_type": "skip"} tags=["setup"]
import os
import re
from dataclasses import replace

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # else TensorFlow greets at import

import keras
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.decomposition import TruncatedSVD
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.frozen import FrozenEstimator
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, f1_score
from sklearn.metrics.pairwise import cosine_similarity
from sklearn.model_selection import (
    StratifiedGroupKFold,
    StratifiedKFold,
    cross_val_score,
    train_test_split,
)
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import Normalizer, StandardScaler

from course_utils.datasets import load_dataset, make_card_fraud
from course_utils.evaluation import fold_interval, prior_correction, scoreboard
from course_utils.lessons import check, hint, solution
from course_utils.plots import plot_intervals, show
from course_utils.studies import load_study

strikes = load_dataset("bird_strikes")  # remarks on collisions of aircraft with birds
remarks, y = strikes.data.to_numpy(dtype=object), strikes.target.to_numpy()

# %% [markdown] id="helpers" slideshow={"slide_type": "skip"}
# Vectorisers, models, splits and metrics below are scikit-learn's, networks Keras', all in the open. Five
# helpers of the course do the rest: `fold_interval` and `scoreboard` put an interval on a score,
# `prior_correction` moves a risk to another share of positives, `plot_intervals` and `show` draw. `load_study`
# reads a comparison that was computed once. Lines that begin with `assert` prove a claim of the text; they may
# be skipped.
#
# <details><summary><b>Foundations:</b> representation, TF-IDF, n-gram, LSA, network, epoch, transfer</summary>
#
# - A **representation** is the table of numbers that a text or an image is turned into before a model sees it.
# - **TF-IDF**: a column per word. A word counts more the oftener it stands in the text, and less the more texts
#   have it. Each row is scaled to length 1.
# - A **character n-gram** is a piece of n letters in a row: "LAND" has the 3-grams LAN and AND.
# - **LSA** (latent semantic analysis) squeezes the thousands of word columns into a hundred, so that words which
#   keep the same company come to lie close. It needs texts and no labels.
# - A **sentence vector** is what a network that was trained on other texts makes of a remark: here 512 numbers.
# - A **network** is a chain of layers with weights. One **epoch** of training shows it every training row once.
#   Its last number before the probability is the **logit**, $z$; the probability is $1 / (1 + e^{-z})$.
# - **Transfer learning** takes the first layers of a network that was trained for another question. They are
#   **frozen** (kept as they are) or **fine-tuned** (trained on). The last layer, the **head**, is always new.
# - **AP** is the average precision: how clean the top of the ranking is; knowing nothing gets the share of
#   positives. **Cut**, **Brier skill**, **prior** and the rest: see the
#   [glossary](01_introduction.ipynb#Glossary). [Brackets] hold 95 % intervals over folds, rough ones; two ways
#   are compared by the interval of their *difference* on the same folds.
# </details>

# %% [markdown] id="ex-13-recall-prompt" slideshow={"slide_type": "slide"}
# ### Warm-up 13
#
# What you know from earlier lessons. No points; each answer has its reason.
#
# **A.** 11 % of the remarks are positive. At the cut of 0.5 a model flags none of them: F1 is 0. Its average precision is 0.5. What do you know?
#
# - **a**: It has learned nothing.
# - **b**: It ranks far better than chance; no risk reaches 0.5.
# - **c**: Average precision is wrong when nothing is flagged.
# - **d**: It needs balanced classes to learn at all.
#
# **B.** A study examined as many ill people as healthy ones. In the clinic 3 in 100 are ill, and ill and healthy people look as in the study. The model says 0.5 for a patient. What is the patient's risk?
#
# - **a**: 0.50
# - **b**: 0.25
# - **c**: 0.03
# - **d**: 0.015
#
# Put a letter in quotes, such as `"a"`, in place of each `...` in the next cell, and run it (Shift+Enter).

# %% id="ex-13-recall" slideshow={"slide_type": "skip"}
check("13.recall", a=..., b=...)

# %% [markdown] id="outline" slideshow={"slide_type": "slide"}
# ## A published slide, without code
#
# > Depending on the domain and type of data, there may be specific techniques or algorithms tailored for
# > handling imbalanced datasets. For example, in natural language processing, techniques like oversampling with
# > text augmentation or transfer learning can be effective.
#
# *Can be effective*: compared with what? Three things may change at once, and they are seldom told apart:
#
# 1. the **representation**: what the model looks at,
# 2. the **model**: start with a logistic regression on each representation,
# 3. the **balancing**: weights, losses, copies, invented rows (lesson 10).
#
# This lesson changes one at a time.

# %% [markdown] id="outline-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Ask which of the three the room would try first on its own data. Usual answer: a bigger model, or
# balancing. Take a show of hands and come back to it at the end.

# %% [markdown] id="remarks-title" slideshow={"slide_type": "slide"}
# ## Read the rows: remarks on bird strikes
#
# One remark in nine tells of a strike after which the crew broke off the take-off, landed as a precaution or
# shut an engine down. The remark is written *after* the event: this is **coding** (what a clerk does), not
# forecasting.

# %% id="remarks" slideshow={"slide_type": "-"}
short = strikes.data[strikes.data.str.len().between(30, 60)]
for label in (1, 0):
    for text in short[y[short.index] == label].sample(4, random_state=1):
        print(label, text)

# %% [markdown] id="remarks-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Let the room guess a few before you point at the labels. Point at RETD, T/O, ENG: nobody writes
# like this outside aviation. Ask: what will a model that was trained on web pages make of it?

# %% [markdown] id="failure-title" slideshow={"slide_type": "slide"}
# ## A believable failure: fifty positives, and F1 is 0
#
# Somebody labels 441 remarks, 50 of them positive. Words, a logistic regression, and the score that everybody
# reports:

# %% id="failure" slideshow={"slide_type": "-"} tags=["claim"]
splitter = StratifiedGroupKFold(5, shuffle=True, random_state=0)
folds = list(splitter.split(remarks, y, strikes.groups))
pool, test = folds[0]
few, _ = train_test_split(pool, train_size=441, stratify=y[pool], random_state=0)
words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
linear = LogisticRegression(max_iter=1_000, tol=1e-6)
linear.fit(words.fit_transform(remarks[few]), y[few])
p = linear.predict_proba(words.transform(remarks[test]))[:, 1]
print(f"F1 at 0.5: {f1_score(y[test], p > 0.5, zero_division=0):.3f}")
print(f"highest risk: {p.max():.3f}, share of positives: {y[test].mean():.3f}")
print(f"average precision: {average_precision_score(y[test], p):.3f}")
assert p.max() < 0.5 and average_precision_score(y[test], p) > 3 * y[test].mean()

# %% [markdown] id="failure-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Show the first line and wait. "Text is hard", "balance it", "take a transformer": all are said at
# this point in real projects. Then the other two lines. The model ranks; nothing reaches 0.5, because a
# regularised model with few rows stays close to the share of positives. The cut is lesson 9's business.

# %% [markdown] id="ten-title" slideshow={"slide_type": "slide"}
# ## Ten remarks by hand: what two texts have in common
#
# RETD TO LAND and RETURNED FOR LANDING share no word. Cut into pieces of three letters (a blank at each end of a
# word) they have 10 and 18 pieces and share five: ` RE`, `RET`, ` LA`, `LAN`, `AND`. Their cosine is
# $5 / \sqrt{10 \cdot 18} = 0.373$.

# %% id="ten" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
ten = [
    "RETD TO LAND",
    "RETURNED FOR LANDING",
    "ABTD T/O",
    "ABORTED TAKEOFF",
    "NO DAMAGE FOUND",
    "NO DMG",
]
ten += [
    "BIRD REMAINS ON RWY",
    "REMAINS FOUND ON RUNWAY",
    "ENG SHUT DOWN",
    "ENGINE WAS SHUTDOWN",
]
cut_up = {
    "words": CountVectorizer(binary=True),
    "pieces of 3": CountVectorizer(analyzer="char_wb", ngram_range=(3, 3), binary=True),
}
alike = {
    name: cosine_similarity(way.fit_transform(ten)) for name, way in cut_up.items()
}
for a in range(0, 10, 2):
    both = ", ".join(f"{name} {found[a, a + 1]:.3f}" for name, found in alike.items())
    print(f"{ten[a]:20} {ten[a + 1]:24} {both}")
assert np.isclose(alike["pieces of 3"][0, 1], 5 / np.sqrt(10 * 18))
assert alike["words"][0, 1] == 0 == alike["words"][8, 9]

# %% [markdown] id="ten-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* Let the room count the pieces of the first pair. ABTD and ABORTED share one piece; pieces are
# no cure for every abbreviation. Ask how a model could know that T/O is a take-off: by the company it keeps,
# that is LSA.

# %% [markdown] id="ways" slideshow={"slide_type": "slide"}
# ## Four ways to represent a remark
#
# | Way | What it knows beforehand | Columns |
# | --- | --- | --- |
# | words | nothing: words and pairs of words of the labelled remarks | thousands |
# | characters | nothing: pieces of 2 to 5 letters | tens of thousands |
# | LSA | which words go together, from 10,000 remarks **without labels** | 100 |
# | sentence vectors | sentences of the web in 16 languages; **nothing of aviation** | 512 |
#
# The last two transfer: from unlabelled rows of the same kind, or from somewhere else. The head is a logistic
# regression each time. Positives are labelled at their natural share; five folds that keep equal wordings
# together, dealt twice.

# %% [markdown] id="headline-title" slideshow={"slide_type": "slide"}
# ## With 10 labels all are poor; with 400 characters lead

# %% id="headline" slideshow={"slide_type": "-"} tags=["headline", "hide-input"]
texts = load_study("few_texts")


def by_fold(data, scores="ap"):
    """Return a score by labelled positives and fold (rows), way and balancing (columns)."""
    rows = texts[texts.data == data]
    return rows.pivot(
        index=["positives", "random_state", "fold"],
        columns=["way", "balance"],
        values=scores,
    )


ap = by_fold("bird_strikes")
ways = ["words", "characters", "LSA", "sentence vectors"]
series = {
    way: {
        f"{n} positives": fold_interval(ap.loc[n, (way, "none")], n_train=4, n_test=1)
        for n in (10, 50, 400)
    }
    for way in ways
}
ax = plot_intervals(
    series,
    xlabel="average precision, ten folds, 95 % interval",
    reference=texts[texts.data == "bird_strikes"].share.mean(),
    reference_label="knowing nothing",
)
show(ax.figure, alt="Four ways to represent remarks, by labelled positives.")


# %% id="headline-claims" slideshow={"slide_type": "skip"} tags=["claim"]
def gain(better, base, scores):
    """Return the mean paired difference over the ten folds, with its interval."""
    return fold_interval(scores[better] - scores[base], n_train=4, n_test=1)


print("average precision, minus that of words, on the same folds:")
ahead = {
    (n, way): gain((way, "none"), ("words", "none"), ap.loc[n])
    for n in (10, 50, 400)
    for way in ways[1:]
}
for (n, way), found in ahead.items():
    print(f"  {n:3} positives, {way:16} {found}")
spread = ap.loc[10][("words", "none")]
assert ahead[400, "characters"].low > 0 > ahead[400, "sentence vectors"].high
assert ahead[50, "sentence vectors"].high < 0 and ahead[400, "LSA"].high < 0
assert all(ahead[10, way].low < 0 < ahead[10, way].high for way in ways[1:])
print(
    f"words at 10 positives, lowest and highest fold: {spread.min():.3f}, {spread.max():.3f}"
)

# %% [markdown] id="headline-read" slideshow={"slide_type": "skip"}
# With 10 positives no way can be told from another: which ten remarks happen to be labelled moves the average
# precision more than the representation does (last line). LSA may be a little ahead there. With 400, pieces of
# words are clearly ahead of words, LSA falls behind (a hundred columns are too few for what 400 labels could teach),
# and **the pre-trained sentence vectors are last from 50 on**. They were trained on sentences of the web; RETD,
# ABTD and T/O do not stand there. A representation is good *for* something.
#
# **What a study like this cannot say.** Ten folds of one set are one set, and this encoder is a small one of 2019; a
# larger one may do better. The point is the procedure: the same labels, the same head, the same folds, a paired
# interval. `study.py` in this lesson's folder computes it; the positives that are labelled are drawn anew in each
# fold. Fold intervals with such small training sets are rough (lesson 6 says how rough).

# %% [markdown] id="headline-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* Read upwards: ask which way the room would have bet on. Usual answer: the sentence vectors, "they are
# pre-trained". Ask what they were trained on. Then the claims: at 10 positives every interval holds 0. Lead over: so
# the representation matters, once there are labels. And balancing?

# %% [markdown] id="balance-title" slideshow={"slide_type": "slide"}
# ## And balancing? The same folds, weights minus none
#
# `class_weight="balanced"` on each representation, as a paired difference of average precision; below it, the
# recall at 0.5 without and with weights.

# %% id="balance" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
budgets = (10, 50, 400)
found = {
    way: [gain((way, "weights"), (way, "none"), ap.loc[n]) for n in budgets]
    for way in ways
}
head = "".join(f"{n:>10} positives   " for n in budgets)
print(f"AP, weights minus none\n{'':17}{head}")
for way, parts in found.items():
    print(f"{way:16} " + " ".join(f"{part!s:>22}" for part in parts))
recall = by_fold("bird_strikes", "recall").groupby("positives").mean()
print("\nrecall at 0.5, none to weights")
for way in ways:
    pairs = [
        (recall.loc[n, (way, "none")], recall.loc[n, (way, "weights")]) for n in budgets
    ]
    print(f"{way:16} " + " ".join(f"{a:.3f} to {b:.3f}".rjust(22) for a, b in pairs))
    assert all(b > a + 0.1 for a, b in pairs)
assert all(part.high < 0.02 for parts in found.values() for part in parts)

# %% [markdown] id="balance-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* No weight adds to a ranking; several take a little. All of them add recall at 0.5. Ask: how else could
# you have that recall? By a cut (lesson 9). Usual wrong answer: "so weights help". They moved the operating point.

# %% [markdown] id="twins-title" slideshow={"slide_type": "slide"}
# ## Near-duplicates: the leak that text is full of
#
# In `bird_strikes` one remark in eight shares its words with another; folds by row and by wording score alike
# here, since twins are mostly "NO DAMAGE". So we plant some: 530 remarks, each entered three times with another flight number.
# The texts differ, every one.

# %% id="twins" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
rng = np.random.default_rng(0)
drawn = [
    rng.permutation(np.flatnonzero(y == label))[:n] for label, n in ((1, 60), (0, 470))
]
rows = np.tile(np.concatenate(drawn), 3)
planted = np.array([f"{remarks[row]} FLT {rng.integers(100, 10_000)}" for row in rows])
reader = make_pipeline(words, LogisticRegression(max_iter=1_000))
by_row = StratifiedKFold(5, shuffle=True, random_state=0).split(planted, y[rows])
by_wording = splitter.split(planted, y[rows], strikes.groups.to_numpy()[rows])
scores = {}
for name, cv in {"by row": by_row, "by wording": by_wording}.items():
    scores[name] = cross_val_score(
        reader, planted, y[rows], cv=list(cv), scoring="average_precision"
    )
    print(f"AP, folds {name:10}: {fold_interval(scores[name], n_train=4, n_test=1)}")
assert scores["by row"].mean() > scores["by wording"].mean() + 0.2


# %% [markdown] id="twins-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes, then 8 for the exercise.* Ask: would `drop_duplicates` have helped? No text is there twice. Where do
# twins come from in the room's own data: templates, forwarded mails, reposts, copies of a form. Usual error in the
# exercise: digits stay in.

# %% [markdown] id="ex-13-1-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 13.1 · Put remarks of one wording into one group
#
# *2 points; about 8 minutes.*
#
# The next cell runs, and is wrong. What it must do stands below the function's name. Mend it, run it, then run the check below it. Use its parameters and what the lesson imported, none of the notebook's variables. Stuck? Run `hint("13.1")`.

# %% id="ex-13-1" slideshow={"slide_type": "skip"}
def wording_groups(remarks):
    """Return a number for each remark, the same for all remarks of one wording.

    The wording of a remark is its **set of words**. A word is an unbroken run of the letters A to
    Z; capital and small letters count as equal. Digits, punctuation, the order of the words and
    how often each stands there do not matter: "NO DAMAGE. FLT 213" and "Flt 1178: no damage" are
    one wording. Remarks without any word are one wording too.

    Parameters: `remarks`, a list of texts. Returns: an array with a whole number per remark, equal
    for equal wordings and different for different ones. Which numbers they are does not matter.
    """
    return pd.factorize(np.array(remarks, dtype=object))[0]


# %% id="ex-13-1-check" slideshow={"slide_type": "skip"}
check("13.1", wording_groups)

# %% [markdown] id="frozen-title" slideshow={"slide_type": "slide"}
# ## Learn from rows without labels: fit, freeze, put a head on
#
# Transfer learning in three lines of scikit-learn. The trap is the pipeline itself: its `fit` fits *every* step
# again, and what was learned from 10,000 remarks is gone, replaced by what fifty can teach.

# %% id="frozen" slideshow={"slide_type": "-"} tags=["claim"]
lsa = make_pipeline(
    TfidfVectorizer(min_df=2), TruncatedSVD(100, random_state=0), Normalizer()
)
lsa.fit(remarks[pool])  # no label is read here
print("words it knows:", len(lsa[0].vocabulary_))
kept = make_pipeline(FrozenEstimator(lsa), LogisticRegression())
kept.fit(remarks[few], y[few])
before = lsa.transform(remarks[test[:5]])
forgot = make_pipeline(lsa, LogisticRegression()).fit(remarks[few], y[few])
after = lsa.transform(remarks[test[:5]])
print("after the other fit:", len(lsa[0].vocabulary_))
assert not np.allclose(before, after)


# %% [markdown] id="frozen-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes, then 8 for the exercise.* The second pipeline has overwritten `lsa` itself. Ask which other steps of
# a pipeline hold something learned elsewhere.

# %% [markdown] id="ex-13-2-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 13.2 · Learn what words mean from unlabelled remarks, and the label from a few
#
# *3 points; about 10 minutes.*
#
# The next cell holds a function to write. What it must do stands below the function's name. Replace the `...`, run it, then run the check below it. Use its parameters and what the lesson imported, none of the notebook's variables. Stuck? Run `hint("13.2")`.

# %% id="ex-13-2" slideshow={"slide_type": "skip"}
def transfer_model(pool, texts, y, n_topics):
    """Return a fitted model that ranks remarks, with what it learned from unlabelled ones.

    First the **representation**: `TfidfVectorizer()`, then
    `TruncatedSVD(n_topics, random_state=0)`, then `Normalizer()`. It is fitted to the unlabelled
    `pool` and then stays as it is: it is *frozen*. On top comes the **head**, a
    `LogisticRegression()`, fitted to the labelled `texts` alone.

    Parameters: `pool`, a list of remarks without labels; `texts`, a list of labelled remarks; `y`,
    an array of 0 and 1, one for each of `texts`; `n_topics`, a whole number. Returns: a fitted
    model whose `predict_proba` takes a list of remarks.
    """
    ...


# %% id="ex-13-2-check" slideshow={"slide_type": "skip"}
check("13.2", transfer_model)

# %% [markdown] id="board-title" slideshow={"slide_type": "slide"}
# ## Scoreboard: all labels, folds by wording
#
# Now with all 13,098 labels. Words; words with weights; sentence vectors; and both side by side, the mean of the
# two logits.

# %% id="board" slideshow={"slide_type": "-"} tags=["scoreboard", "on-bird_strikes", "hide-input"]
names = ["words", "words, weights", "sentence vectors", "words and vectors"]
said = {name: np.empty(len(y)) for name in names}
for learn, tested in folds:
    a, b = words.fit_transform(remarks[learn]), words.transform(remarks[tested])
    for name, weight in (("words", None), ("words, weights", "balanced")):
        model = LogisticRegression(max_iter=1_000, class_weight=weight).fit(a, y[learn])
        said[name][tested] = model.predict_proba(b)[:, 1]
    model = LogisticRegression(solver="newton-cholesky").fit(
        strikes.vectors[learn], y[learn]
    )
    said["sentence vectors"][tested] = model.predict_proba(strikes.vectors[tested])[
        :, 1
    ]
logits = [
    np.log(said[name] / (1 - said[name])) for name in ("words", "sentence vectors")
]
said["words and vectors"] = 1 / (1 + np.exp(-np.mean(logits, axis=0)))
board = scoreboard(y, said, groups=strikes.groups, recall_at_k=1_500, n_resamples=300)
board

# %% id="board-claims" slideshow={"slide_type": "skip"} tags=["claim"]
scores = {
    name: np.array([average_precision_score(y[t], p[t]) for _, t in folds])
    for name, p in said.items()
}
more = {}
print("average precision, minus that of words, on the same folds:")
for name in names[1:]:
    more[name] = fold_interval(scores[name] - scores["words"], n_train=4, n_test=1)
    print(f"  {name:18} {more[name]}")
skill = board.intervals("brier_skill")
assert (
    abs(more["words, weights"].estimate) < 0.005 and more["sentence vectors"].high < 0
)
assert skill["words, weights"].high < 0.1 < 0.3 < skill["words"].low
assert more["words and vectors"].low < 0  # two representations add nothing here

# %% [markdown] id="board-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* Two rows have the same average precision and quite different Brier skill: say why (lesson 7). The
# mean of both representations adds nothing to words: what the vectors know, the words know. Ask what the room would
# put into use. Words: it fits in a second, and each coefficient can be read.

# %% [markdown] id="images-title" slideshow={"slide_type": "slide"}
# ## Images: a shirt among T-shirts
#
# `fashion_rare`: small grey pictures of a shop. T-shirts above, shirts below. 2,000 T-shirts to learn from, and
# 10 or 40 shirts. Does a network help that knows trousers, bags and boots?

# %% id="images" slideshow={"slide_type": "-"} tags=["hide-input"]
shop = load_dataset("fashion_rare")
figure, axes = plt.subplots(2, 8, figsize=(8, 2.2), layout="constrained")
for ax, image in zip(
    axes.ravel(), [*shop.data[shop.target == 0][:8], *shop.data[shop.target == 1][:8]]
):
    ax.imshow(image, cmap="gray_r")
    ax.set_axis_off()
show(
    figure,
    alt="Eight T-shirts above, eight shirts below: grey pictures, several hard to tell apart.",
)


# %% [markdown] id="images-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Ask which of the lower row the room would have called T-shirts. Overlap is no matter of balance.

# %% [markdown] id="freeze-title" slideshow={"slide_type": "slide"}
# ## Transfer in Keras: train elsewhere, freeze, new head
#
# The body learns to tell eight other garments apart (3,200 images). Then its weights are frozen, and only a head
# of 33 weights learns the shirts.

# %% id="freeze-body" slideshow={"slide_type": "skip"}
def scale(images):
    """Return grey values from 0 to 1, with the channel that a network asks for."""
    return images[..., np.newaxis].astype("float32") / 255


keras.utils.set_random_seed(0)
layers = keras.layers
body = keras.Sequential(
    [
        layers.Input((28, 28, 1)),
        layers.Conv2D(16, 3, strides=2, activation="relu"),
        layers.Conv2D(32, 3, strides=2, activation="relu"),
        layers.Flatten(),
        layers.Dropout(0.25),
        layers.Dense(32, activation="relu"),
    ]
)
garments, kinds = np.unique(shop.pretrain_target, return_inverse=True)

# %% id="freeze" slideshow={"slide_type": "-"} tags=["claim"]
other = keras.Sequential([body, layers.Dense(len(garments), activation="softmax")])
other.compile("adam", "sparse_categorical_crossentropy", jit_compile=False)
other.fit(scale(shop.pretrain_images), kinds, epochs=4, batch_size=64, verbose=0)

body.trainable = False  # before compile, else it has no effect
shirts = keras.Sequential([body, layers.Dense(1, activation="sigmoid")])
shirts.compile(keras.optimizers.Adam(0.01), "binary_crossentropy", jit_compile=False)
known = body.get_weights()[0].copy()
shirts.fit(scale(shop.data), shop.target, epochs=12, batch_size=64, verbose=0)
print("weights:", shirts.count_params(), "of which the head trains 33")

# %% [markdown] id="freeze-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Ask what happens when `trainable` is set after `compile`: nothing, until the next `compile`.

# %% [markdown] id="shirts-title" slideshow={"slide_type": "slide"}
# ## What transfer buys here is mostly time
#
# The pixels with a logistic regression are the baseline. The test part is half shirts; weights give the average
# precision as if 2 % were, as in the shop's training part (lesson 3 did the same).

# %% id="shirts" slideshow={"slide_type": "-"} tags=["hide-input"]
images = load_study("few_shirts")
deals = images.pivot(
    index=["shirts", "random_state"], columns=["start", "loss", "epochs"], values="ap"
)
first, last = sorted(images.epochs.unique())[1:]


def spread(values):
    """Return the mean of the three deals, and the lowest and the highest as its ends."""
    mean = fold_interval(values, n_train=2, n_test=1)
    return replace(mean, low=min(values), high=max(values))


ways = {
    "logistic regression on pixels": ("pixels", "plain", 0),
    "frozen body, logistic regression": ("frozen", "plain", 0),
    f"from nothing, {first} epochs": ("from nothing", "plain", first),
    f"fine-tuned, {first} epochs": ("fine-tuned", "plain", first),
    f"from nothing, {last} epochs": ("from nothing", "plain", last),
    f"fine-tuned, {last} epochs": ("fine-tuned", "plain", last),
}
series = {
    f"{n} shirts": {name: spread(deals.loc[n, way]) for name, way in ways.items()}
    for n in (10, 40)
}
ax = plot_intervals(
    series,
    xlabel="AP at 2 % shirts; ends: range of three deals",
    reference=0.02,
    reference_label="knowing nothing",
)
show(ax.figure, alt="Six ways to learn shirts, from 10 and from 40.")

# %% id="shirts-claims" slideshow={"slide_type": "skip"} tags=["claim"]
p = shirts.predict(scale(shop.test_images), verbose=0)[:, 0]
assert np.array_equal(known, body.get_weights()[0])  # frozen indeed
assert average_precision_score(shop.test_target, p) > 0.7


def gained(better, base, n):
    """Return the difference of average precision on the same three deals."""
    return spread(deals.loc[n][better] - deals.loc[n][base])


print("average precision, minus another way on the same deals [lowest, highest]:")
plain = {n: ("from nothing", "plain", n) for n in (first, last)}
tuned = {n: ("fine-tuned", "plain", n) for n in (first, last)}
found = {}
for n in (10, 40):
    for epochs in (first, last):
        found["tuned", n, epochs] = gained(tuned[epochs], plain[epochs], n)
        print(
            f"  {n} shirts, {epochs:2} epochs: fine-tuned minus from nothing ", end=""
        )
        print(found["tuned", n, epochs])
    for name in ("frozen body, logistic regression", f"from nothing, {last} epochs"):
        found[name, n] = gained(ways[name], ("pixels", "plain", 0), n)
        print(f"  {n} shirts: {name} minus pixels {found[name, n]}")
for epochs in (first, last):
    for loss in ("weights", "focal", "logit adjustment"):
        found[loss, epochs] = gained(("from nothing", loss, epochs), plain[epochs], 10)
        print(
            f"  10 shirts, {epochs:2} epochs: {loss} minus plain {found[loss, epochs]}"
        )
assert found["tuned", 10, first].low > 0.02
assert found["tuned", 10, last].estimate < 0.5 * found["tuned", 10, first].estimate
assert found[f"from nothing, {last} epochs", 40].low > 0  # better than pixels
assert found["logit adjustment", first].low > 0.02
for loss in ("weights", "focal", "logit adjustment"):
    assert found[loss, last].estimate < 0.01 < 0.03 < found[loss, first].estimate

recall = (
    images[images.loss == "plain"].groupby(["shirts", "epochs", "start"]).recall.mean()
)
for n in (10, 40):
    for epochs in (first, last):
        both = recall[n, epochs]
        print(f"recall at 0.5, {n} shirts, {epochs:2} epochs: ", end="")
        print(
            f"from nothing {both['from nothing']:.3f}, fine-tuned {both['fine-tuned']:.3f}"
        )
assert recall[40, first, "fine-tuned"] > 0.3 > 0.1 > recall[40, first, "from nothing"]

# %% [markdown] id="shirts-read" slideshow={"slide_type": "skip"}
# Three deals tell directions and no more: shirts, T-shirts and first weights are drawn anew in each; the ends are the
# lowest and the highest of the three, no interval.
#
# - **10 shirts, few epochs.** The pre-trained start is far ahead of the one from nothing, in each deal. A report that stops
#   here says "transfer learning found the shirts".
# - **10 shirts, three times as long.** Most of the lead is gone; what is left is small beside the scatter of the deals,
#   and a logistic regression on the pixels is about as good as either.
# - **40 shirts.** Now the networks are ahead of the pixels, and the one from nothing nearly as much as the fine-tuned one.
# - **Frozen**, the body is no better than the pixels: what tells a boot from a bag is not what tells a shirt from a T-shirt.
# - **Recall at 0.5** (last lines) is another story: a network from nothing says "T-shirt" to everything for a long time.
#
# That is one small network, pre-trained on 3,200 small pictures. A large one that has seen millions may do much better,
# or not (Raghu 2019). Ask of any such claim: minus which baseline, after how many steps?

# %% [markdown] id="shirts-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* Show the rows with few epochs first and let the room conclude. Then the longer ones. Usual remark: "so
# transfer is useless". No: time is money, and with ten images and a large network it may be all you can afford. But it is
# no cure for imbalance. Ask for a case where pixels would fail (moved, turned, in front of a background).

# %% [markdown] id="ex-13-3-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 13.3 · Predict by how much focal loss turns an easy image down
#
# *1 point; about 3 minutes.*
#
# A network looks at a T-shirt and gives the *right* class a probability of 0.9. Call the probability
# of the true class $p_t$. Cross-entropy charges $-\log p_t$ for this image.
#
# **Focal loss** charges $-(1 - p_t)^\gamma \, \log p_t$. Take $\gamma = 2$, the usual value.
#
# How many **times less** does focal loss charge for this image than cross-entropy does? It can be
# derived from what is written here. Answer before you go on.
#
# Replace the `...` by a number. Stuck? Run `hint("13.3")`.

# %% id="ex-13-3" slideshow={"slide_type": "skip"}
answer_13_3 = ...

# %% id="ex-13-3-check" slideshow={"slide_type": "skip"}
check("13.3", answer_13_3)

# %% [markdown] id="losses-title" slideshow={"slide_type": "slide"}
# ## Three losses and a cut
#
# With $z$ the logit, $\pi$ the share of shirts, cross-entropy $\ell$, and $p_t$ the probability of the true class:
#
# - **weights**: $\ell$ times $1/\pi$ for shirts, times $1/(1-\pi)$ for T-shirts (halved);
# - **focal**: $\ell \cdot (1 - p_t)^2$, easy images count less;
# - **logit adjustment**: $\ell$ at $z + \log\frac{\pi}{1-\pi}$ in training, $z$ alone afterwards;
# - **the cut**: nothing in training; afterwards flag above $\pi$ instead of 0.5.
#
# All from nothing, the same images and the same steps, 10 shirts, means of three deals:

# %% id="losses" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
net = images[(images.start == "from nothing") & (images.shirts == 10)]
columns = ["ap", "recall", "false_alarms", "recall_moved", "false_alarms_moved"]
table = net.groupby(["loss", "epochs"])[columns].mean()
print(f"{'':19}{first:2} epochs{'':23}{last} epochs")
print(f"{'':19}" + ("AP     recall  false alarms     " * 2).rstrip())
for loss in ("plain", "weights", "focal", "logit adjustment"):
    both = [table.loc[loss, epochs] for epochs in (first, last)]
    lines = {loss: [(row.ap, row.recall, row.false_alarms) for row in both]}
    if loss == "plain":
        lines["plain, cut moved"] = [
            (row.ap, row.recall_moved, row.false_alarms_moved) for row in both
        ]
    for name, blocks in lines.items():
        parts = [f"{a:.3f}  {r:.3f}   {f:.3f}            " for a, r, f in blocks]
        print(f"{name:18} " + "".join(parts).rstrip())

# %% [markdown] id="losses-deeper" slideshow={"slide_type": "skip"}
# Read each block by its first column, then by the two others. Early, every loss ranks better than the plain one: it gets
# the network to look at the shirts sooner. Three times as long, none does any more (the paired differences are in the cell
# before exercise 13.3). What stays is recall at 0.5: weights and logit adjustment find many shirts and flag some T-shirts;
# moving the cut of the plain network to the share of shirts in training does so for nothing (at its own exchange of recall
# for false alarms). Focal loss leaves recall near 0: it does not know which class is rare.
#
# <details><summary><b>Deeper:</b> why logit adjustment is a prior correction</summary>
#
# Cross-entropy, fitted well enough, makes the logit $\log\frac{P(1|x)}{P(0|x)}$, which is the logit of a world with
# equal classes plus $\log\frac{\pi}{1-\pi}$. If that constant is added in training, the network need not learn it:
# $z$ itself is then the logit of the world with equal classes, and $z > 0$ flags whatever is more typical of shirts.
# Weights aim at the same $z$ by another way. All three differ from the plain logit by a constant only, *if* the
# network can fit both and is trained to the end: a constant changes no ranking. Then the whole family equals the
# cut at $\pi$. Before the end they differ, since the plain network first spends its steps on learning that shirts
# are rare.
#
# Focal loss is no such shift. Its minimum is not at the true probability: it pulls all probabilities towards 0.5,
# by a rising curve that leaves the ranking of its own $p$ as it is, and the risks too timid.
# </details>

# %% [markdown] id="losses-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes, after exercise 13.3.* Let the room find the line that costs nothing in training. Ask: which column did the
# losses move, early and late? Usual wrong answer: "logit adjustment found the shirts". It found them sooner; later the
# cut finds them, too. This is the trap of many papers: equal steps, but too few.

# %% [markdown] id="fraud-title" slideshow={"slide_type": "slide"}
# ## Another domain: fraud. Time, money, late labels
#
# - **Time**: train on the past, test on the days after (lesson 9).
# - **Money**: 200 alarms are worth what they save. Rank by risk, or by risk times amount?
# - **Late labels**: a fraud is known when the customer complains, here 14 days later. Until then its row says
#   "no fraud", and a model that believes this learns risks that are too low.
#
# Three SYNTHETIC worlds, 45 days to learn, 30 days to test:

# %% id="fraud" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
booster = HistGradientBoostingClassifier(
    learning_rate=0.05, max_leaf_nodes=8, early_stopping=True, random_state=0
)
for world in range(3):
    card = make_card_fraud(300, 300, 75, random_state=world)
    X, past, later = card[card.attrs["features"]], card.day < 45, card.day >= 45
    told = card.fraud.where(card.day < 45 - 14, 0)  # what is known on day 45
    risk = {
        name: booster.fit(X[past], label[past]).predict_proba(X[later])[:, 1]
        for name, label in {"all known": card.fraud, "as told": told}.items()
    }
    fraud, money = (
        card.fraud[later].to_numpy(),
        (card.fraud * card.amount)[later].to_numpy(),
    )
    amount = card.amount[later].to_numpy()
    saved = {}
    for name, order in {
        "risk": risk["all known"],
        "risk x amount": risk["all known"] * amount,
    }.items():
        top = np.argsort(-order, kind="stable")[:200]
        saved[name] = money[top].sum() / money.sum(), fraud[top].sum() / fraud.sum()
    lower = risk["as told"].mean() / risk["all known"].mean()
    print(
        f"world {world}: saved by risk {saved['risk'][0]:.3f}, by risk x amount {saved['risk x amount'][0]:.3f} of the money;"
    )
    print(
        f"         frauds found {saved['risk'][1]:.3f} and {saved['risk x amount'][1]:.3f}; late labels: mean risk times {lower:.3f}"
    )
    assert saved["risk x amount"][0] > saved["risk"][0] and lower < 0.9

# %% [markdown] id="fraud-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Ask before you show it: rank by risk or by risk times amount? Many say "risk, of course". Fewer frauds
# may be found, and more money is saved. Late labels: the ranking may survive, the sum of the risks does not. Ask who
# adds up risks: whoever sets money aside. The repair: leave the last 14 days out, or correct for the delay.

# %% [markdown] id="clinic-title" slideshow={"slide_type": "slide"}
# ## Another domain: medicine. The clinic is not the study
#
# A study examines as many ill people as healthy ones. The model is good, and its risks are those of a world where
# every second patient is ill. `thyroid`: the study drawn from one half of the reports, the clinic is the other half.

# %% id="clinic" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
thyroid = load_dataset("thyroid")
columns = thyroid.data[[name for name in thyroid.numeric if name != "TBG"]]
columns, ill = (
    columns.fillna(columns.median()).to_numpy(dtype=float),
    thyroid.target.to_numpy(),
)
here, clinic = train_test_split(
    np.arange(len(ill)), test_size=0.5, stratify=ill, random_state=0
)
cases, healthy = here[ill[here] == 1], here[ill[here] == 0]
study = np.r_[
    cases, np.random.default_rng(0).choice(healthy, len(cases), replace=False)
]
model = make_pipeline(StandardScaler(), LogisticRegression(solver="newton-cholesky"))
risk = model.fit(columns[study], ill[study]).predict_proba(columns[clinic])[:, 1]
moved = prior_correction(risk, from_prior=0.5, to_prior=ill[here].mean())
print(
    f"share of ill people: study {ill[study].mean():.3f}, clinic {ill[clinic].mean():.3f}"
)
for name, p in {"as the study says": risk, "moved to the clinic": moved}.items():
    flagged = p > 0.5
    print(
        f"{name:19}: mean risk {p.mean():.3f}, above 0.5 are ill {ill[clinic][flagged].mean():.3f}, ",
        end="",
    )
    print(f"recall {flagged[ill[clinic] == 1].mean():.3f}")
assert risk.mean() > 2 * ill[clinic].mean()
assert abs(moved.mean() - ill[clinic].mean()) < 0.02

# %% [markdown] id="clinic-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* In the study nearly everybody above 0.5 was ill; in the clinic, about half. Nothing is wrong with the model:
# the warm-up's formula. Add what the formula cannot mend: a study likes clear cases, a clinic sees the doubtful ones,
# so the classes themselves look different. Then only data from the clinic help (Van Calster 2019).

# %% [markdown] id="llm" slideshow={"slide_type": "slide"}
# ## Language models: as labellers, as writers of rare rows
#
# | Use | What was found | What to check |
# | --- | --- | --- |
# | **label** rows | on tweets and news, zero-shot labels agreed with trained annotators better than crowd workers did, by 25 points on average (Gilardi 2023) | label a few hundred rows by hand yourself, rare class on purpose, and measure precision and recall of the labeller |
# | **write** rows | models trained on human labels were as good or better; written rows helped rare classes of many-class tasks (Møller 2024); less on subjective tasks (Li 2023) | diversity: near-duplicates of your examples; on the same folds: does it beat a larger C? |
# | **test** on public data | the model may have read the test rows with their labels (Sainz 2023) | rows from after its training, or never published |
#
# **Test rows stay real**, and none of them goes into a prompt. A written row belongs to the fold of the examples
# it was written from.

# %% [markdown] id="llm-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Everything in this box is quoted, nothing measured here. `bird_strikes` is public: a language model has
# probably read it. Ask: which of the three checks could the room do on Monday?

# %% [markdown] id="myth" slideshow={"slide_type": "slide"}
# ## Myth and fact
#
# **Myth:** "Transfer learning cures imbalance, and a new loss finds the rare class."
#
# **Fact:** A representation can buy a better ranking, where it fits the domain; compare it with words, or with pixels,
# on the same folds and after enough steps. Weights, losses and offsets move recall at 0.5, which a cut does for nothing.
#
# **The honest exception:** with few labels weights *can* better a ranking. They did for the sentence vectors on the rarer
# label, engines shut down, with 25 positives. What did they repair?

# %% id="exception" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
rare, vectors = by_fold("bird_strikes_shutdown"), "sentence vectors"
print("engine shut down, average precision of sentence vectors, minus none:")
for n in (10, 25, 50):
    scores = rare.loc[n]
    weights = gain((vectors, "weights"), (vectors, "none"), scores)
    larger = gain((vectors, "larger C"), (vectors, "none"), scores)
    print(f"  {n} positives: weights {weights}, larger C {larger}")
    if n == 25:
        assert weights.low > 0 < larger.low
more = gain((vectors, "larger C"), (vectors, "weights"), rare.loc[25])
print(f"  25 positives, larger C minus weights: {more}")
mean = rare.loc[25].mean()
best, plain_words = mean[vectors, "larger C"], mean["words", "none"]
print(f"25 positives: vectors with the larger C {best:.3f}, words {plain_words:.3f}")
assert more.low > -0.02 and best < plain_words

# %% [markdown] id="myth-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Read the myth aloud and let the room answer. Then the exception: weights make 25 rows count for more, and a
# larger C (a weaker penalty) does the same for all rows. With C = 1 the model was held back too much. And plain words are
# ahead of both. Exercise 13.4 and the quiz are for home.

# %% [markdown] id="ex-13-4-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 13.4 · Choose from a table of measured results
#
# *2 points; about 6 minutes.*
#
# An insurer has 6,000 labelled letters, 60 of them frauds. Five folds by customer, pairs compared:
#
# | logistic regression on … | AP | minus the first [95 %] | recall at 0.5 | mean risk |
# | --- | --- | --- | --- | --- |
# | words | 0.31 | | 0.02 | 0.010 |
# | frozen sentence vectors | 0.40 | 0.09 [0.03, 0.15] | 0.05 | 0.010 |
# | frozen sentence vectors, balanced | 0.40 | 0.09 [0.02, 0.16] | 0.71 | 0.180 |
# | words, and 3,000 written frauds | 0.29 | −0.02 [−0.07, 0.03] | 0.55 | 0.240 |
#
# The written frauds come from a language model. Each week inspectors read the 50 riskiest letters,
# and all risks are added up to set money aside. **Which row do you take?** Choose, then say why.
#
# - **a**: words: the simplest
# - **b**: frozen sentence vectors
# - **c**: frozen sentence vectors, balanced: 71 % recall
# - **d**: the written frauds: 60 are too few for anything else
#
# **And why?** Why not the row with the best recall?
#
# - **p**: Recall is never a good measure.
# - **q**: The inspectors read the top 50 of a ranking, and both rank alike; its recall comes from where 0.5 lies, and its risks no longer add up.
# - **r**: Weights make a model slower.
# - **s**: Its interval is a little wider.
#
# Replace the `...` by your choice in quotes. Stuck? Run `hint("13.4")`.

# %% id="ex-13-4" slideshow={"slide_type": "skip"}
answer_13_4 = ...
why_13_4 = ...

# %% id="ex-13-4-check" slideshow={"slide_type": "skip"}
check("13.4", answer_13_4, why_13_4)


# %% [markdown] id="ex-13-5-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 13.5 · Focal loss that holds for any logit ★
#
# *No points, for those who want more; about 12 minutes.*
#
# The next cell holds a function to write. What it must do stands below the function's name. Replace the `...`, run it, then run the check below it. Use its parameters and what the lesson imported, none of the notebook's variables. Stuck? Run `hint("13.5")`.

# %% id="ex-13-5" slideshow={"slide_type": "skip"}
def focal_loss(y, logit, gamma):
    """Return the mean focal loss of rows with label `y` and raw output `logit`.

    With $p = 1 / (1 + e^{-z})$ for the logit $z$, the probability of the true class $p_t$ is $p$
    where `y` is 1 and $1 - p$ where it is 0. A row is charged $-(1 - p_t)^\\gamma \\log p_t$.
    Right to one millionth, **also for logits like 800 or −800**.

    Parameters: `y`, an array of 0 and 1; `logit`, an array of floats of equal length; `gamma`, a
    number from 0 on. Returns: one number, the mean over the rows.
    """
    ...


# %% id="ex-13-5-check" slideshow={"slide_type": "skip"}
check("13.5", focal_loss)

# %% [markdown] id="ex-13-quiz-prompt" slideshow={"slide_type": "slide"}
# ### Quiz 13
#
# Four questions on this lesson. They give no points; each answer has its reason.
#
# **A.** A colleague reports: with 10 images, after 8 epochs, a pre-trained network ranks far better than one from nothing; after 24 epochs the difference is small. What did transfer buy?
#
# - **a**: A cure for imbalance.
# - **b**: Calibrated risks.
# - **c**: Recall at 0.5.
# - **d**: Mostly training time.
#
# **B.** A language model wrote 2,000 remarks of the rare class. Which rows test the model that was trained with them?
#
# - **a**: A stratified part of all rows, written ones included.
# - **b**: Real rows only, which were neither shown to the language model nor used in training.
# - **c**: Written rows, since they are many.
# - **d**: The real rows that served as examples in the prompt: they are the best known.
#
# **C.** A network is trained until its ranking settles, once with plain cross-entropy and once with the logit adjusted. What do you expect of the second?
#
# - **a**: About the same ranking, more positives above 0.5, more false alarms.
# - **b**: A clearly better ranking.
# - **c**: Better calibrated risks.
# - **d**: The same recall at 0.5.
#
# **D.** You have 50 labelled remarks of the rare class and 100,000 without labels. What comes first?
#
# - **a**: Over-sample the 50.
# - **b**: Fine-tune the largest network at hand.
# - **c**: Words and a logistic regression on grouped folds, as the baseline; then other representations on the same folds.
# - **d**: A loss that turns easy rows down.
#
# Put a letter in quotes, such as `"a"`, in place of each `...` in the next cell, and run it (Shift+Enter).

# %% id="ex-13-quiz" slideshow={"slide_type": "skip"}
check("13.quiz", a=..., b=..., c=..., d=...)

# %% [markdown] id="recap" slideshow={"slide_type": "slide"} tags=["takeaway"]
# ## Recap and decision card
#
# Change one thing at a time: representation, model, balancing. With ten labelled positives chance decides; with
# hundreds the representation does, and a general one may lose to plain words. Weights and losses move recall at 0.5,
# not the ranking, once training is long enough. Near-duplicates belong to one fold, and what was frozen must stay out of
# the pipeline's `fit`. The domain sets the measure: money, delay, the clinic's share.
#
# | When you see | Do |
# | --- | --- |
# | F1 0 on few labels | look at AP beside the share of positives; then choose a cut |
# | a pre-trained model | words or pixels with a logistic regression first, same folds |
# | "the new loss wins" | ask for equal steps, enough steps, and a paired interval |
# | texts, templates, reposts | groups by wording |
# | unlabelled rows | fit the representation there, freeze it |
# | fraud | past to future, money, late labels |
# | a study's model in a clinic | move the prior; then check on the clinic's own rows |
# | rows written by a language model | test on real rows only |
#
# **Next:** the report that all this goes into ([lesson 14](14_best_practices.ipynb))

# %% [markdown] id="recap-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Come back to the show of hands from the beginning. Answers: recall b, c; quiz d, b, a, c; 13.3 100; 13.4 b, q.

# %% [markdown] id="reading" slideshow={"slide_type": "skip"}
# ## Further reading
#
# - Lin, T.-Y. et al. (2017). *Focal loss for dense object detection.* ICCV. Made for one-stage detectors, which see vast
#   numbers of easy background boxes per image. That is the imbalance it answers; a rare class in a table is another.
# - Menon, A. K. et al. (2021). *Long-tail learning via logit adjustment.* ICLR. The offset in the loss or after training,
#   derived for the balanced error (the mean of the classes' error rates): the measure it is made for.
# - Raghu, M. et al. (2019). *Transfusion: understanding transfer learning for medical imaging.* NeurIPS. On two large
#   medical tasks transfer from everyday photographs added little, and small models kept up.
# - Shi, J.-X. et al. (2024). *Long-tail learning with foundation model: heavy fine-tuning hurts.* ICML. With large
#   pre-trained models, training few weights served rare classes better than training all.
# - Yang, Y. et al. (2019). *Multilingual universal sentence encoder for semantic retrieval.* arXiv:1907.04307. The encoder
#   whose vectors come with `bird_strikes`.
# - Dal Pozzolo, A. et al. (2018). *Credit card fraud detection: a realistic modeling and a novel learning strategy.* IEEE
#   Transactions on Neural Networks and Learning Systems 29. Late labels and feedback on alerts, in 75 million purchases.
# - Van Calster, B. et al. (2019). *Calibration: the Achilles heel of predictive analytics.* BMC Medicine 17, 230. How to
#   check a model's risks where it is used, and when to update it.
# - Gilardi, F., Alizadeh, M. and Kubli, M. (2023). *ChatGPT outperforms crowd workers for text-annotation tasks.* PNAS 120,
#   e2305016120. 6,183 tweets and articles; judged by agreement with trained annotators.
# - Møller, A. G. et al. (2024). *The parrot dilemma: human-labeled vs. LLM-augmented data in classification tasks.* EACL.
#   Ten tasks of social science; written rows helped mainly the rare classes of tasks with many classes.
# - Li, Z. et al. (2023). *Synthetic data generation with large language models for text classification: potential and
#   limitations.* EMNLP. The more a label is a matter of opinion, the worse models trained on written rows did.
# - Sainz, O. et al. (2023). *NLP evaluation in trouble: on the need to measure LLM data contamination for each benchmark.*
#   Findings of EMNLP. A position paper: a model that has read the test rows is over-estimated.
#
# **Next:** [lesson 14](14_best_practices.ipynb), the whole project and its report.
