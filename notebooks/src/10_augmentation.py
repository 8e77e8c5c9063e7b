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
# # 10 · Data augmentation: change what may change
#
# **The question:** *I have forty pictures of the rare class. May I make a thousand of them?*
#
# About 75 minutes · needs lessons 3 and 7
#
# After this lesson you can
#
# - say which changes keep a label (exercise 10.1),
# - make moved copies, in both classes (10.2),
# - switch augmentation off when the model is used (10.3),
# - find what spoils an experiment with augmented rows (10.4),
# - tell a head start from a gain (10.5 starred, at home).

# %% [markdown] id="title-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Ask: who has turned and mirrored images to fill up a rare class, and what did it win? The usual
# answer is "recall went up". By the end the question back should be "and the ranking, on images as they will
# come?" Timing, 75 in all: title and recall 5, snippet and mend 9, layers with exercise 10.3 9, labels with
# 10.1 8, failure and ten rows 9, exercise 10.2 10, leak 4, headline 7, training time 3, pixels 3, texts 5,
# myth 3. For home: 10.4, 10.5 and the quiz.

# %% id="setup" slideshow={"slide_type": "skip"} tags=["setup"]
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"  # before Keras: no messages of its engine
import keras
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from scipy.ndimage import shift
from sklearn.datasets import load_digits
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import StratifiedKFold, train_test_split
from sklearn.neighbors import KNeighborsClassifier

from course_utils.datasets import load_dataset
from course_utils.evaluation import bootstrap_difference, fold_interval, scoreboard
from course_utils.lessons import check, hint, solution
from course_utils.plots import plot_intervals, show
from course_utils.studies import load_study

shop = load_dataset("fashion_rare")  # 2,000 T-shirts, 40 shirts: small grey pictures
X, y = shop.data[..., np.newaxis] / np.float32(255), shop.target.to_numpy()
X_test, y_test = shop.test_images[..., np.newaxis] / np.float32(255), shop.test_target

# %% [markdown] id="helpers" slideshow={"slide_type": "skip"}
# Networks and layers below are Keras', splits, models and metrics scikit-learn's, all in the open. Five helpers
# of the course do the rest: `fold_interval`, `bootstrap_difference` and `scoreboard` put an interval on a score; `plot_intervals` and
# `show` draw. `load_study` reads a comparison that was computed once. Lines that begin with `assert` prove a
# claim of the text; they may be skipped. The first cell takes a while: TensorFlow, which computes for Keras, is large.
#
# <details><summary><b>Foundations:</b> image, layer, network, step, augmentation, invariance</summary>
#
# - An **image** is here a table of 28 by 28 numbers from 0 (background) to 1 (dark cloth). A batch of images has
#   the shape (images, 28, 28, 1); the last 1 says "one colour".
# - A **network** is a chain of **layers**, each of which turns numbers into numbers. A *convolution* looks at
#   small patches everywhere; a *dense* layer at the end makes one score of everything, and `sigmoid` a
#   probability of it.
# - Training goes in **steps**: a few images (here 64) are scored, and every weight moves a little to lower the
#   log-loss. A **pass** or epoch is as many steps as it takes to see every row once.
# - **Augmentation** shows the network changed images instead of, or beside, the originals: mirrored, turned, moved.
# - A model is **invariant** to a change when its score stays the same under it. Augmentation teaches an
#   invariance: "moved or not, it is a shirt".
# - **Average precision (AP)**, **cut**, **calibration**, **dummy** and the other words: see the
#   [glossary](01_introduction.ipynb#Glossary) that ends lesson 1.
# - **[Brackets]** hold 95 % intervals. Two ways are compared by the interval of their *difference*.
# </details>

# %% [markdown] id="ex-10-recall-prompt" slideshow={"slide_type": "slide"}
# ### Warm-up 10
#
# What you know from earlier lessons. No points; each answer has its reason.
#
# **A.** Each rare training row is copied until the classes are equal; a logistic regression is fitted. Compared with the plain fit, what moves most on new rows?
#
# - **a**: The probabilities: all rise. The ranking hardly moves.
# - **b**: The ranking: it has more rare rows to learn from.
# - **c**: Nothing at all.
# - **d**: The share of rare rows among the new rows.
#
# **B.** A test set holds 1,000 shirts and 1,000 T-shirts; in the shop 2 % are shirts. How do you get the average precision that the shop would see?
#
# - **a**: Throw T-shirts away.
# - **b**: Multiply the average precision by 0.02 / 0.5.
# - **c**: It stays the same: average precision is about the ranking.
# - **d**: Weigh the test rows so that shirts count for 2 %.
#
# Put a letter in quotes, such as `"a"`, in place of each `...` in the next cell, and run it (Shift+Enter).

# %% id="ex-10-recall" slideshow={"slide_type": "skip"}
check("10.recall", a=..., b=...)

# %% [markdown] id="outline" slideshow={"slide_type": "slide"}
# ## A published slide, and its code
#
# Slide 10 of the outline says:
#
# > Data augmentation techniques like image transformations (for image data) or text augmentation (for text
# > data) can be used to generate synthetic instances of the minority class.
#
# They can be used. What does it win? And what will this code do? Take two minutes.

# %% id="published" slideshow={"slide_type": "subslide"} tags=["published"]
snippet = """
from keras.preprocessing.image import ImageDataGenerator

datagen = ImageDataGenerator(
    rotation_range=20,
    width_shift_range=0.2,
    height_shift_range=0.2,
    shear_range=0.2,
    zoom_range=0.2,
    horizontal_flip=True)

# Generate augmented data
augmented_data = datagen.flow_from_directory('data/minority_class', batch_size=32)
"""

# %% [markdown] id="outline-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* The room doubts the path. Nobody doubts the import, which fails first, and nobody asks the two questions that matter: why only the
# minority class, and is a mirrored image still of its class?

# %% [markdown] id="faults" slideshow={"slide_type": "slide"}
# ## Five faults, the last two without a message
#
# 1. `ImageDataGenerator` is gone from `keras.preprocessing.image`.
# 2. Given the folder of one class, the old class finds no image: it wants a folder of class *folders*.
# 3. `augmented_data` is no data but an endless stream.
# 4. A horizontal flip is taken for harmless. On digits it is not.
# 5. **Only the minority class is changed.** The rest of the lesson is about this.

# %% id="published-run" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
try:
    exec(snippet, {})
    raise AssertionError("The published snippet runs now; say so in the text.")
except ImportError as error:
    print("as published:", type(error).__name__ + ":", str(error).split(" (")[0])

legacy = snippet.replace("from keras", "from tensorflow.keras")  # where the old class survives
print("the old class, given the folder of the shirts:")
names = {}
exec(legacy.replace("data/minority_class", str(shop.image_dir / "minority_class")), names)
assert names["augmented_data"].samples == 0
print("given the folder above it:")
exec(legacy.replace("data/minority_class", str(shop.image_dir)), names)
assert names["augmented_data"].samples == 40

# %% [markdown] id="faults-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* "Found 0 images" is no error: training would fail later, or not at all. The old class survives for
# old code and is marked as deprecated; do not build on it.

# %% [markdown] id="mended-title" slideshow={"slide_type": "slide"}
# ## The same code, mended
#
# Layers do the changing, `image_dataset_from_directory` reads a folder of class folders. The old `shear_range=0.2` meant 0.2 *degrees*, next to nothing;
# `RandomShear(0.2)` would be far more. It is left out.

# %% id="mended" slideshow={"slide_type": "-"} tags=["mended"]
stream = keras.utils.image_dataset_from_directory(
    shop.image_dir, image_size=(28, 28), color_mode="grayscale", shuffle=False
)
shirts = np.concatenate([images for images, _ in stream]) / np.float32(255)
fill = {"fill_mode": "nearest", "seed": 0}
moves = [
    keras.layers.RandomFlip("horizontal", seed=0),
    keras.layers.RandomRotation(20 / 360, **fill),
    keras.layers.RandomTranslation(0.2, 0.2, **fill),
    keras.layers.RandomZoom(0.2, 0.2, **fill),
]
outline = keras.Sequential(moves)


# %% [markdown] id="mended-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* A turn is given as a share of a full turn: 20 degrees are 20 / 360. Ask: which of the four
# changes would you allow for garments? All keep the class; whether any *helps* is another question.

# %% [markdown] id="seen-title" slideshow={"slide_type": "slide"}
# ## What the network sees
#
# Framed: six of the forty shirts. Beside each, three variants of a **gentle** set (mirrored, turned by up to 5 degrees, moved
# by up to 8 %) and three of the outline's settings.

# %% id="seen" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
def gentle_moves():
    return keras.Sequential(
        [
            keras.layers.RandomFlip("horizontal", seed=0),
            keras.layers.RandomRotation(5 / 360, fill_mode="constant", seed=0),
            keras.layers.RandomTranslation(0.08, 0.08, fill_mode="constant", seed=0),
        ]
    )


assert stream.class_names == ["minority_class"] and np.array_equal(shirts, X[y == 1])
some = shirts[[0, 5, 11, 17, 23, 31]]
gentle = gentle_moves()
columns = [some] + [np.asarray(gentle(some, training=True)) for _ in range(3)]
columns += [np.asarray(outline(some, training=True)) for _ in range(3)]
figure, axes = plt.subplots(3, 14, figsize=(12, 3.1), layout="constrained")
for place, ax in enumerate(axes.ravel()):
    row, column = divmod(place, 14)
    ax.imshow(columns[column % 7][row + 3 * (column // 7), ..., 0], cmap="gray_r", vmin=0, vmax=1)
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_visible(column % 7 == 0)
for half in (0, 7):
    for start, title in ((0, "as it is"), (2, "gentle"), (5, "outline's")):
        axes[0, half + start].set_title(title, fontsize=11)
show(
    figure,
    alt="Six shirts. Beside each three gently changed variants, which look like the original, and three "
    "with the outline's settings: turned, cut at the edge, smeared where the edge was stretched.",
)

# %% [markdown] id="seen-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Let the room find what the strong changes add: smears at the edge, cut sleeves. No photograph of the
# shop has them. Ask: what will a network make of a smear that only shirts have?

# %% [markdown] id="inside-title" slideshow={"slide_type": "slide"}
# ## In the model: on in training, off in use
#
# As the first layer of the model, augmentation draws new changes in every pass, `fit` switches it on, and `predict`
# switches it off. By hand, the default is *on*:

# %% id="inside" slideshow={"slide_type": "-"} tags=["claim"]
keras.utils.set_random_seed(0)
model = keras.Sequential([gentle, keras.layers.Flatten(), keras.layers.Dense(1)])
predicted = [model.predict(some, verbose=0) for _ in range(2)]
trained = [np.asarray(model(some, training=True)) for _ in range(2)]
by_hand = np.asarray(gentle.layers[1](some))
print("predict twice, equal:", np.array_equal(*predicted))
print("training=True twice, equal:", np.array_equal(*trained))
print("a layer by hand leaves images alone:", np.array_equal(by_hand, some))
assert np.array_equal(*predicted) and not np.allclose(*trained)
assert not np.allclose(by_hand, some)


# %% [markdown] id="inside-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes, then 6 for exercise 10.3.* Ask before the last line: what will it print? Most say True. A single layer
# called by hand takes training for granted; a whole model does not.

# %% [markdown] id="ex-10-3-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 10.3 · Scores that change at every call
#
# *2 points; about 6 minutes.*
#
# The next cell runs, and is wrong. What it must do stands below the function's name. Mend it, run it, then run the check below it. Use its parameters and what the lesson imported, none of the notebook's variables. Stuck? Run `hint("10.3")`.

# %% id="ex-10-3" slideshow={"slide_type": "skip"}
def after_augmentation(images, training):
    """Return the images as they leave a layer that augments.

    The layer is `keras.layers.RandomTranslation(0.2, 0.2)`. In training (`training` is True) it
    moves each image at random; otherwise (`training` is False) the images pass unchanged.

    Parameters: `images`, an array of shape (n, height, width, 1), of float32; `training`, True
    or False. Returns: an array of the same shape.
    """
    import keras

    layer = keras.layers.RandomTranslation(0.2, 0.2)
    return np.asarray(layer(images))


# %% id="ex-10-3-check" slideshow={"slide_type": "skip"}
check("10.3", after_augmentation)

# %% [markdown] id="digits-title" slideshow={"slide_type": "slide"}
# ## Does the label survive? Mirrored digits
#
# A nearest-neighbour model that knows handwritten digits well looks at mirrored ones. Which share of each digit does it
# still call by its name?

# %% id="digits" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
digits = load_digits()
D_train, D_test, d_train, d_test = train_test_split(
    digits.images, digits.target, stratify=digits.target, random_state=0
)
reader = KNeighborsClassifier(1).fit(D_train.reshape(len(D_train), -1), d_train)
shares = pd.DataFrame(
    {
        name: pd.Series(
            reader.predict(seen.reshape(len(seen), -1)) == d_test
        ).groupby(d_test).mean()
        for name, seen in {
            "as written": D_test,
            "mirrored": D_test[:, :, ::-1],
            "half a turn": D_test[:, ::-1, ::-1],
        }.items()
    }
).T
print(shares.rename_axis(columns="digit").to_string(float_format="{:.3f}".format))
turned = reader.predict(D_test[:, ::-1, ::-1].reshape(len(D_test), -1))
print(f"sixes that half a turn makes nines: {(turned[d_test == 6] == 9).mean():.3f}")
assert shares.loc["as written"].min() > 0.9 and shares.loc["mirrored", 0] > 0.9
assert shares.loc["mirrored", [2, 3, 7]].max() < 0.5
assert (turned[d_test == 6] == 9).mean() > 0.5

# %% [markdown] id="digits-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes, then 5 for exercise 10.1.* Ask for a digit that survives both. 0 does, 8 mostly. "Harmless" is a fact about the label: a garment may be
# mirrored, a digit may not. Whom do you ask in your own field?

# %% [markdown] id="ex-10-1-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 10.1 · Which changes keep the label?
#
# *1 point; about 4 minutes.*
#
# A change may be used for augmentation only when the label stays true. **Which of these keep it?**
# Choose all that do, such as `{"a", "b"}`.
#
# - **a**: Mirror the picture of a garment, left for right. Label: shirt or T-shirt.
# - **b**: Turn a handwritten digit by half a turn. Label: which digit.
# - **c**: Move the picture of a garment by two pixels. Label: shirt or T-shirt.
# - **d**: Mirror an X-ray of a chest. Label: the heart lies on the right side.
# - **e**: Make the photo of a leaf a little brighter. Label: the species.
# - **f**: Delete one word, drawn at random, of "no damage to engine". Label: damaged or not.
#
# Replace the `...` by a set, such as `{"a", "b"}`. Stuck? Run `hint("10.1")`.

# %% id="ex-10-1" slideshow={"slide_type": "skip"}
answer_10_1 = ...

# %% id="ex-10-1-check" slideshow={"slide_type": "skip"}
check("10.1", answer_10_1)


# %% [markdown] id="failure-title" slideshow={"slide_type": "slide"}
# ## A believable failure: only the shirts are moved
#
# Every shirt gets 24 gently changed copies, no T-shirt gets any; the test images are real. Then the same with all images
# changed. **Predict first:** the photographer moves the camera, and all test images sit two pixels lower and to the right. Which of
# the two networks will call T-shirts shirts?

# %% id="network" slideshow={"slide_type": "skip"}
def network(*first):
    """Return a small untrained network; layers that augment may come first."""
    model = keras.Sequential(
        [
            keras.layers.Input((28, 28, 1)),
            *first,
            keras.layers.Conv2D(16, 3, strides=2, activation="relu"),
            keras.layers.Conv2D(32, 3, strides=2, activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model


X_moved = np.zeros_like(X_test)
X_moved[:, 2:, 2:] = X_test[:, :-2, :-2]  # two pixels lower, two to the right
copies = np.repeat(shirts, 24, axis=0)
labels = np.append(y, np.ones(len(copies)))
changed = np.asarray(gentle_moves()(copies, training=True))
called_shirts = {}
for name, rows, first in (
    ("shirts only", changed, []),
    ("both classes", copies, [gentle_moves()]),
):
    keras.utils.set_random_seed(1)
    trained = network(*first)
    trained.fit(np.concatenate([X, rows]), labels, epochs=4, batch_size=64, verbose=0)
    for place, images in (("as they are", X_test), ("moved", X_moved)):
        p = trained.predict(images[y_test == 0], batch_size=500, verbose=0)[:, 0]
        called_shirts[name, place] = (p >= 0.5).mean()

# %% id="failure" slideshow={"slide_type": "-"} tags=["claim"]
print("T-shirts, moved by two pixels, that are called shirts:")
for name in ("shirts only", "both classes"):
    many = called_shirts[name, "moved"] > 1 / 3
    print(f"  {name:12} changed:", "more than a third" if many else "up to a third")
only = called_shirts["shirts only", "moved"]
assert only > 1 / 3 and only > 2 * called_shirts["shirts only", "as they are"]
assert only > 2 * called_shirts["both classes", "moved"]

# %% [markdown] id="failure-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Collect votes first. Usual wrong answer: "the shirts-only network has seen more shirts, so it knows
# them better". The printed words are coarse because networks differ a little from computer to computer; the study
# below has the figures. Ask for the reason before you turn the slide.

# %% [markdown] id="ten-title" slideshow={"slide_type": "slide"}
# ## Ten rows by hand: *moved* becomes a sign
#
# Five T-shirts and five rows of one shirt: itself and four moved copies. Among the moved rows, what is the share of shirts? 4 of 4: **being moved is proof**.
#
# Now four of the five T-shirts are moved as well. Among the moved rows: 4 of 8, as in the whole table. Being moved tells nothing any more,
# so the network has to look at the garment.

# %% id="ten" slideshow={"slide_type": "-"} tags=["claim"]
ten = pd.DataFrame({"shirt": [0] * 5 + [1] * 5, "shirts_only": [0] * 6 + [1] * 4})
ten["both_classes"] = [0, 1, 1, 1, 1] * 2
for moved in ("shirts_only", "both_classes"):
    share = ten.groupby(moved).shirt.mean()
    print(f"{moved:12} shirts if upright {share[0]:.3f}, if moved {share[1]:.3f}")
assert ten.groupby("shirts_only").shirt.mean()[1] == 1
assert (ten.groupby("both_classes").shirt.mean() == 0.5).all()


# %% [markdown] id="ten-deeper" slideshow={"slide_type": "skip"}
# <details><summary><b>Deeper:</b> which distribution a network is trained on</summary>
#
# Training fits $P(y \mid x)$ of the *training* rows. Write $t$ for what a change leaves behind in an image: an empty
# border, a blur, a tilt. When both classes are changed by the same random rule, $t$ and $y$ are independent, and
# $P(y \mid x, t)$ has no use for $t$ beyond reading $x$ through it. When one class only is changed, $P(t \mid y)$
# differs by class, and by Bayes' rule the odds of the rare class are multiplied by
# $P(t \mid y = 1) / P(t \mid y = 0)$: enormous where only the rare class has such a $t$, below 1 where $t$ is "none". So
# the rare class loses on upright images, too: upright has become a sign *against* it. SMOTE has the same
# trouble in a milder form, since its points lie between points (lesson 4).
#
# Even whole-pixel moves leave a trace, and interpolation leaves a second one: moved by a fraction of a pixel,
# an image is a little blurred.
# </details>

# %% [markdown] id="ten-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes, then 10 for exercise 10.2.* Let somebody count aloud. Then: and if the shirts are *copied* instead of moved? Then nothing but the
# prior moves (lesson 7).

# %% [markdown] id="ex-10-2-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 10.2 · Move copies of images, in both classes
#
# *3 points; about 10 minutes.*
#
# The next cell holds a function to write. What it must do stands below the function's name. Replace the `...`, run it, then run the check below it. Use its parameters and what the lesson imported, none of the notebook's variables. Stuck? Run `hint("10.2")`.

# %% id="ex-10-2" slideshow={"slide_type": "skip"}
def with_moved_copies(images, labels, n_copies, seed):
    """Return the images and their moved copies, and the labels of all of them.

    First come the images as they are, in their order. Then follow `n_copies` rounds; in each
    round every image, **of both classes**, stands once, in the same order, moved by a whole
    number of pixels from -2 to 2 along each axis. The two numbers are drawn anew for each
    copy. What a move leaves free is filled with 0; what it pushes over the edge is lost.

    Parameters: `images`, an array of shape (n, height, width); `labels`, an array of n labels;
    `n_copies`, 1 or more; `seed`, a whole number for `np.random.default_rng(seed)`, which has
    `integers(-2, 3, size=2)`. Returns: two arrays, (n + n * n_copies, height, width) and
    (n + n * n_copies,).
    """
    ...


# %% id="ex-10-2-check" slideshow={"slide_type": "skip"}
check("10.2", with_moved_copies)


# %% [markdown] id="leak-title" slideshow={"slide_type": "slide"}
# ## Augment, then split: the leak of lesson 3 in new clothes
#
# Each shirt and 24 copies of it, moved by up to two pixels. `before`: copy, then cut into five folds. `inside`: cut, then copy the
# training shirts of each fold. A forest, and average precision as if 2 % of the test rows were shirts:

# %% id="leak-run" slideshow={"slide_type": "skip"}
def moved_shirts(images, seed):
    """Return 24 copies of each image, moved by up to two pixels along each axis."""
    rng = np.random.default_rng(seed)
    return np.stack(
        [shift(image, rng.integers(-2, 3, size=2), order=0) for image in np.repeat(images, 24, axis=0)]
    )


def ap_at_2_percent(labels, scores):
    share = labels.mean()
    weight = np.where(labels == 1, 0.02 / share, 0.98 / (1 - share))
    return average_precision_score(labels, scores, sample_weight=weight)


def forest_scores(rows, labels, new):
    forest = RandomForestClassifier(n_estimators=25, random_state=0)
    forest.fit(rows.reshape(len(rows), -1), labels)
    return forest.predict_proba(new.reshape(len(new), -1))[:, 1]


five = StratifiedKFold(5, shuffle=True, random_state=0)
flat = shop.data
everything = np.concatenate([flat, moved_shirts(flat[y == 1], 0)])
all_labels = np.append(y, np.ones(len(everything) - len(y), dtype=int))
before = [
    ap_at_2_percent(all_labels[b], forest_scores(everything[a], all_labels[a], everything[b]))
    for a, b in five.split(everything, all_labels)
]
inside = []
for a, b in five.split(flat, y):
    more = moved_shirts(flat[a][y[a] == 1], 0)
    rows, told = np.concatenate([flat[a], more]), np.append(y[a], np.ones(len(more)))
    inside.append(ap_at_2_percent(y[b], forest_scores(rows, told, flat[b])))

# %% id="leak" slideshow={"slide_type": "-"} tags=["claim"]
truth = ap_at_2_percent(y_test, forest_scores(everything, all_labels, shop.test_images))
print("copied before the folds:", fold_interval(before, n_train=4, n_test=1))
print("copied inside the folds:", fold_interval(inside, n_train=4, n_test=1))
print(f"on 2,000 new images:     {truth:.3f}")
assert np.mean(before) > 0.8 and truth < 0.6 and np.mean(inside) < 0.7

# %% [markdown] id="leak-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *4 minutes.* Ask what the difference to lesson 3 is: the copies are not equal, only alike. That is enough for a forest. The interval of the
# first line measures scatter, not truth.

# %% [markdown] id="study-read" slideshow={"slide_type": "skip"}
# **The comparison.** Training a network takes time, and one network is no evidence, so the comparison was
# computed once, by `study.py` in this lesson's folder. All 3,000 T-shirts and 1,040 shirts of the set are dealt anew
# four times: 2,000 and 40 to learn from, 1,000 and 1,000 to test. The same small network learns from
#
# - **none**: the rows as they are; **class weights**; **copies**: each shirt 25 times, unchanged;
# - **gentle** moves: of the shirts only, of both classes (each with every shirt 25 times), and of both classes without the copies;
# - **the outline's** settings: of the shirts only, of both classes.
#
# Every network makes 480 steps of 64 images, about fifteen passes over 2,040 rows: equal steps for all. A logistic
# regression on the pixels stands beside them. Test images come as they are, and moved by two pixels along both axes. Average precision is weighed to the
# 2 % of the shop; a coin gets 0.02. Two deals have about one shirt in 26 in common, so the four deals count as nearly
# independent in the intervals; with four of them the intervals are wide.

# %% [markdown] id="headline-title" slideshow={"slide_type": "slide"}
# ## Both classes, or not at all

# %% id="headline" slideshow={"slide_type": "-"} tags=["headline", "hide-input"]
study = load_study("augmentation")
PIXELS = "logistic regression on pixels"
late = study[study.steps.isin([0, 480])]
ap = late.pivot(index="random_state", columns=["images", "arm"], values="ap")
arms = list(study.arm.unique())
series = {
    title: {arm: fold_interval(ap[images, arm], n_train=1_000, n_test=40) for arm in arms}
    for images, title in {"upright": "test images as they are", "shifted": "moved by two pixels"}.items()
}
ax = plot_intervals(
    series,
    xlabel="average precision at 2 % shirts, four deals, 95 % interval",
    roles=dict(zip(series, ("honest", "highlight"))),
    reference=0.02,
    reference_label="coin",
)
show(ax.figure, alt="Nine ways to learn from forty shirts, tested on images as they are and moved.")


# %% id="headline-claims" slideshow={"slide_type": "skip"} tags=["claim"]
def gain(images, better, base, table=ap):
    """Return the paired difference over the four deals, with its interval."""
    return fold_interval(
        table[images, better] - table[images, base], n_train=1_000, n_test=40
    )


GENTLE, SHIRTS = "gentle, both classes", "gentle, shirts only"
print("average precision at 2 %, paired over the deals:")
pairs = {
    (images, better, base): gain(images, better, base)
    for images in ("upright", "shifted")
    for better, base in [
        ("copies", "none"),
        ("class weights", "none"),
        (SHIRTS, "copies"),
        (GENTLE, "copies"),
        (GENTLE, "none"),
        ("outline's, shirts only", "copies"),
        ("outline's, both classes", "copies"),
        (GENTLE, PIXELS),
    ]
}
for (images, better, base), difference in pairs.items():
    print(f"  {images:8} {better:24} minus {base:29} {difference}")
rates = late.pivot_table(index="arm", columns="images", values=["recall", "false_alarms"])
print("at the cut 0.5, means of the four deals:")
print(rates.loc[arms].rename_axis(None).to_string(float_format="{:.3f}".format))
for base in ("none", "copies"):  # shirts only: worse, whatever comes
    for images in ("upright", "shifted"):
        assert gain(images, SHIRTS, base).high < 0
    assert gain("shifted", GENTLE, base).low > 0 > gain("upright", GENTLE, base).estimate
assert pairs["upright", "copies", "none"].low < 0 < pairs["upright", "copies", "none"].high
assert pairs["upright", "outline's, both classes", "copies"].high < 0
assert rates.false_alarms.shifted[SHIRTS] > 5 * rates.false_alarms.shifted[GENTLE]
assert rates.recall.upright["class weights"] > rates.recall.upright["none"] + 0.2

# %% [markdown] id="headline-read" slideshow={"slide_type": "skip"}
# **Images as they are.** Nothing beats "none" here. Weights and copies move recall at 0.5, and in four deals no gain in
# ranking shows. Moving only the shirts loses clearly, gently or strongly. Moving both classes gently is behind "none" as well, and with
# the outline's settings far behind: an invariance that nobody needs takes room in a small network.
#
# **Moved images.** Everything falls, and least where *both* classes were moved. There, gentle moves win clearly against "none",
# copies and the pixels. Moved shirts alone are now worse than nothing, and the table shows how: about half of the moved T-shirts or more are
# called shirts. Without copies, gentle moves of both classes rank between "none" and the same moves with copies, but hardly anything is called a shirt at 0.5:
# the copies shift the prior, the moves teach the invariance. They are two things.
#
# A note on "none": a network that meets moved images for the first time ranks poorly, and it says nothing about how good
# it is on upright ones. **Which test set is yours?** Ask that before you choose an augmentation.

# %% [markdown] id="headline-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *7 minutes.* Walk down the rows, first the dots for images as they are. Then the moved ones. Ask: which row would you take for the shop as it
# is, which for an app in which customers take the pictures? Usual wrong answer: one row for both.

# %% [markdown] id="early-title" slideshow={"slide_type": "slide"}
# ## The trap: after five passes the damage does not show
#
# The same networks after a third of the steps, test images as they are. Average precision at 2 %, mean of the deals. A
# network that is not trained yet gains from whatever shows it shirts more often; moved shirts even look a little better than "none":

# %% id="early" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
upright = study[(study.images == "upright") & (study.steps > 0)]
curve = upright.pivot_table(index="arm", columns="steps", values="ap")
few = ["none", "class weights", "copies", SHIRTS, GENTLE]
print(curve.loc[few].rename_axis(None).to_string(float_format="{:.3f}".format))
by_steps = upright.pivot(index="random_state", columns=["steps", "arm"], values="ap")
for steps in (160, 480):
    for base in ("none", "copies"):
        print(f"after {steps} steps, {SHIRTS} minus {base:6}:", gain(steps, SHIRTS, base, by_steps))
early, late_loss = gain(160, SHIRTS, "none", by_steps), gain(480, SHIRTS, "none", by_steps)
assert early.estimate > 0 and early.low < 0 < early.high  # not to be told from a small win
assert late_loss.high < 0  # with three times the steps: a clear loss


# %% [markdown] id="early-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Ask what "none" lacks after 160 steps: it has met each shirt five times only. Whatever shows shirts more often gives
# a head start. Exercise 10.5, for home, is about this.

# %% [markdown] id="board-title" slideshow={"slide_type": "slide"}
# ## Scoreboard: forty shirts, and no network at all
#
# Out-of-fold probabilities of a logistic regression on the pixels: the rows as they are; each training shirt copied; its copies moved;
# and all training rows moved.

# %% id="board-run" slideshow={"slide_type": "skip"}
def moved(images, rng):
    return np.stack([shift(image, rng.integers(-2, 3, size=2), order=0) for image in images])


def training_rows(way, rows, told):
    """Return a fold's training rows as one of the four ways wants them."""
    rng = np.random.default_rng(0)
    if way == "logistic regression":
        return rows, told
    more = np.repeat(rows[told == 1], 24, axis=0)
    if way == "copies, shirts moved":
        more = moved(more, rng)
    both = np.concatenate([rows, more])
    if way == "copies, all moved":
        both = moved(both, rng)
    return both, np.append(told, np.ones(len(more)))


ways = ["logistic regression", "copies", "copies, shirts moved", "copies, all moved"]
said = {way: np.empty(len(y)) for way in ways}
for learned, tested in five.split(X, y):
    for way in ways:
        rows, told = training_rows(way, X[learned, ..., 0], y[learned])
        linear = LogisticRegression(solver="newton-cholesky")
        linear.fit(rows.reshape(len(rows), -1), told)
        said[way][tested] = linear.predict_proba(X[tested].reshape(len(tested), -1))[:, 1]

# %% id="board" slideshow={"slide_type": "-"} tags=["scoreboard", "on-fashion_rare", "hide-input"]
board = scoreboard(y, said, recall_at_k=40, n_resamples=500)
board

# %% id="board-claims" slideshow={"slide_type": "skip"} tags=["claim"]
against_plain = {}
for way in ways[1:]:
    against_plain[way] = bootstrap_difference(
        y, said[way], said["logistic regression"], average_precision_score, n_resamples=200
    )
    print(f"images as they are, {way:20} minus plain: {against_plain[way]}")
seen = {}
for way in ("logistic regression", "copies, all moved"):
    rows, told = training_rows(way, X[..., 0], y)
    linear = LogisticRegression(solver="newton-cholesky").fit(rows.reshape(len(rows), -1), told)
    seen[way] = linear.predict_proba(X_moved.reshape(len(X_moved), -1))[:, 1]
when_moved = bootstrap_difference(
    y_test, *list(seen.values())[::-1], average_precision_score, n_resamples=200
)
print(f"2,000 test images, half of them shirts, moved by two pixels: {when_moved}")
assert against_plain["copies, shirts moved"].high < 0
assert against_plain["copies, all moved"].high < 0 < when_moved.low
assert against_plain["copies"].low < 0 < against_plain["copies"].high
assert board.intervals("brier_skill")["copies, shirts moved"].high < 0

# %% [markdown] id="board-read" slideshow={"slide_type": "skip"}
# As long as all images are upright, moving costs: on average precision, paired row by row, both moved ways lose clearly
# against the plain fit, and unchanged copies change nothing that these rows can tell. A logistic regression has one coefficient per pixel; what
# it learns from moved images is partly about other pixels. Then the camera moves (last line), and the way that
# has seen moved images of both classes wins clearly. The training rows are the same; the question has changed.
#
# The Brier skill tells the other half: every way with copies was trained in a world that is one third shirts.

# %% [markdown] id="board-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Forty positives: read the intervals, not the digits. Then the Brier column: what do copies do to probabilities? (Lesson 7.)

# %% [markdown] id="text-title" slideshow={"slide_type": "slide"}
# ## Texts: swaps, deletions, synonyms
#
# Remarks on bird strikes; did the strike end the flight? Each new text has about a tenth of its words changed: a synonym, a swap or a deletion. For example:

# %% id="text-example" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
strikes = load_dataset("bird_strikes")
remark = next(text for text in strikes.data[strikes.target == 1] if 9 < len(text.split()) < 14)
words, rng = remark.split(), np.random.default_rng(3)
one, other = rng.choice(len(words), size=2, replace=False)
swapped = words.copy()
swapped[one], swapped[other] = swapped[other], swapped[one]
known = [word for word in words if word in strikes.synonyms]
print("as written:", remark)
print("a swap:    ", " ".join(swapped))
print("a deletion:", " ".join(words[:one] + words[one + 1 :]))
print("synonyms known in it:", {word: strikes.synonyms[word][0] for word in known})
print("synonyms are known for", len(strikes.synonyms), "words")
risky = strikes.data.str.contains(r"\bNO\b").mean()
print(f"remarks with the word NO, which a deletion may turn round: {risky:.3f}")

# %% [markdown] id="text-title-2" slideshow={"slide_type": "subslide"}
# ### Words and a logistic regression, with 10, 50 and 400 positives
#
# Average precision minus "none", six deals by wording. The study gives augmentation its best case, too: vocabulary and weights
# of words (the *vectoriser*) from the real rows only, and new texts for *both* classes.

# %% id="text" slideshow={"slide_type": "-"} tags=["claim", "hide-input"]
texts = load_study("text_augmentation")
word_ap = texts.pivot(index="random_state", columns=["positives", "arm"], values="ap")
text_arms = [arm for arm in texts.arm.unique() if arm != "none"]


def text_gain(positives, better, base="none"):
    """Return the paired difference over six deals: 70 % of the wordings to learn from."""
    difference = word_ap[positives, better] - word_ap[positives, base]
    return fold_interval(difference, n_train=7, n_test=3)


none = ", ".join(f"{word_ap[n, 'none'].mean():.3f} with {n}" for n in (10, 50, 400))
print(f"average precision of none: {none} positives")
pd.DataFrame({n: {arm: str(text_gain(n, arm)) for arm in text_arms} for n in (10, 50, 400)})

# %% id="text-claims" slideshow={"slide_type": "skip"} tags=["claim"]
best = text_gain(400, "new texts, both classes", "none, C = 5")
print("400 positives, new texts for both classes minus C = 5 without new texts:", best)
recall = texts[texts.positives == 400].groupby("arm").recall.mean()
print("recall at 0.5, 400 positives:")
print(recall.loc[["none", *text_arms]].rename_axis(None).to_string(float_format="{:.3f}".format))
for n in (10, 50):
    assert max(text_gain(n, arm).low for arm in text_arms) < 0  # nothing beats the plain model
for n in (10, 50, 400):
    even = text_gain(n, "new texts, both classes", "none, C = 5")
    assert even.low < 0 < even.high
    assert text_gain(n, "copies").estimate < text_gain(n, "copies, words of real rows").estimate
assert text_gain(400, "new texts, both classes").low > 0 and text_gain(400, "none, C = 5").low > 0

# %% [markdown] id="text-read" slideshow={"slide_type": "skip"}
# With 10 and 50 positives nothing here beats the plain model. New texts for the rare class lift recall at 0.5 as class weights do:
# a shift of the prior. On average their ranking is worse than "none", like that of plain copies, and most of that comes from the vectoriser: repeated rows count as
# if their words were common, so the weights of words are spoilt. Fit it to the real rows, and the loss is gone.
#
# With 400 positives new texts for both classes win clearly, and so does `C = 5` without a single new text; their difference
# cannot be told from 0. Five times as many rows weigh the data five times as much against the penalty,
# which is just what a larger `C` does. Small networks, for which EDA was published, may gain more; these words do not.
# More than half of the remarks hold the word NO: a deletion can turn those round.

# %% [markdown] id="text-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *5 minutes.* Read one new remark aloud and ask whether a pilot would have written it. Then the table: which row would you defend? Ask what `C = 5`
# does in it: it is the plain model, told to trust its rows more.

# %% [markdown] id="ex-10-4-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 10.4 · Mark the lines that spoil an experiment
#
# *3 points; about 7 minutes.*
#
# A notebook (made up), complete but for imports and helpers. `shifted` moves each image by up
# to two pixels; the letters of tomorrow are scanned straight. **Four lines spoil the
# experiment.** Mark those in which a mistake is *made*, not those that only suffer from one. A hit
# counts +1, a false alarm -1.
#
# ```python
#  1  X, y = digits_of("letters")  # y is 1 for a handwritten 5: 40 of 2,000
#  2  rare = np.concatenate([shifted(X[y == 1]) for _ in range(24)])
#  3  X_all, y_all = np.concatenate([X, rare]), np.append(y, np.ones(len(rare)))
#  4  X_train, X_test, y_train, y_test = train_test_split(X_all, y_all, stratify=y_all)
#  5  augment = keras.layers.RandomFlip("horizontal")
#  6  model = keras.Sequential([augment, *layers])
#  7  model.compile(optimizer="adam", loss="binary_crossentropy")
#  8  model.fit(X_train, y_train, epochs=20, verbose=0)
#  9  p = np.mean([model(X_test, training=True) for _ in range(10)], axis=0)
# 10  print(average_precision_score(y_test, p))
# ```
#
# Replace the `...` by a set of line numbers, such as `{1, 2}`. Stuck? Run `hint("10.4")`.

# %% id="ex-10-4" slideshow={"slide_type": "skip"}
answer_10_4 = ...

# %% id="ex-10-4-check" slideshow={"slide_type": "skip"}
check("10.4", answer_10_4)

# %% [markdown] id="myth" slideshow={"slide_type": "slide"}
# ## Myth and fact
#
# **Myth:** "Augment the minority class until the classes are balanced; any flip is harmless."
#
# **Fact:** What is changed in one class only becomes a sign of that class. Whether a change is harmless depends on the
# label. Balancing moves the prior, and copies or a cut do that more cheaply.
#
# **The honest exception:** images will come moved. Then gentle moves of *both* classes pay, by a wide margin, for networks and for the
# plain logistic regression. Augment for the
# invariance that deployment needs.

# %% [markdown] id="myth-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *3 minutes.* Let the room answer the myth. Then the exception: ask for one change that *their* images will meet in use, and one that they never will.

# %% [markdown] id="ex-10-5-prompt" slideshow={"slide_type": "slide"}
# ### Exercise 10.5 · A win after three passes ★
#
# *No points, for those who want more; about 5 minutes.*
#
# A report (numbers made up). 50 rare and 2,500 usual images; the same network, trained for three
# passes over its rows:
#
# | training rows | rows a pass | average precision |
# | --- | --- | --- |
# | as they are | 2,550 | 0.24 |
# | with 24 randomly moved copies of each rare image | 3,750 | 0.33 |
#
# Its conclusion: *"Augmenting the rare class adds information: +0.09."* **What do you say?** Choose,
# then say why.
#
# - **a**: Agreed: the test images were not touched, so the gain is due to the moves.
# - **b**: The gain is noise: 50 rare images can tell nothing.
# - **c**: The network above may not have finished learning; the moves are not tested yet.
# - **d**: The gain is a leak: copies of test images were trained on.
#
# **And why?** Which comparison would tell what the *moves* do?
#
# - **p**: The same two rows, with ROC AUC instead of average precision.
# - **q**: Exact copies of the rare images, as many, trained for equally many steps, both until the scores stop rising; over several seeds.
# - **r**: The same two rows, with a cut tuned on training folds.
# - **s**: The second row against the second row with 49 copies.
#
# Replace the `...` by your choice in quotes. Stuck? Run `hint("10.5")`.

# %% id="ex-10-5" slideshow={"slide_type": "skip"}
answer_10_5 = ...
why_10_5 = ...

# %% id="ex-10-5-check" slideshow={"slide_type": "skip"}
check("10.5", answer_10_5, why_10_5)

# %% [markdown] id="ex-10-quiz-prompt" slideshow={"slide_type": "slide"}
# ### Quiz 10
#
# Four questions on this lesson. They give no points; each answer has its reason.
#
# **A.** `RandomRotation` is the first layer of your model. When does it turn images?
#
# - **a**: In `fit` and in `predict`.
# - **b**: Once, when the model is built.
# - **c**: In `fit`, anew in every pass; not in `predict`.
# - **d**: Only when the class is rare.
#
# **B.** Only the shirts were moved in training, and T-shirts that are photographed off-centre are now called shirts. Why?
#
# - **a**: In training only shirts were ever off-centre, so the network took that for a sign of a shirt.
# - **b**: The network is too small.
# - **c**: The threshold of 0.5 is wrong for rare classes.
# - **d**: The shirts were moved too far.
#
# **C.** A notebook makes 24 variants of each rare image, shuffles, splits, and reports an average precision near 1. What do you ask for first?
#
# - **a**: More variants.
# - **b**: The ROC AUC.
# - **c**: A larger network.
# - **d**: The same, with the split before the variants.
#
# **D.** You invent texts for the rare class by swaps, deletions and synonyms. Recall at 0.5 doubles, average precision does not rise. What did the new texts do?
#
# - **a**: They taught the model new words.
# - **b**: They shifted the prior, as copies or weights would.
# - **c**: They leaked test rows.
# - **d**: They made the model more certain of its ranking.
#
# Put a letter in quotes, such as `"a"`, in place of each `...` in the next cell, and run it (Shift+Enter).

# %% id="ex-10-quiz" slideshow={"slide_type": "skip"}
check("10.quiz", a=..., b=..., c=..., d=...)

# %% [markdown] id="recap" slideshow={"slide_type": "slide"} tags=["takeaway"]
# ## Recap and decision card
#
# Augmentation teaches a model what may change without changing the label. Changed in one class only, it teaches
# that change means class. It belongs into the model, where `fit` switches it on and `predict` off, or at least behind the
# split. It is no balancing tool: weights, copies or a cut move recall, and none of them the ranking for certain.
# Texts made of old texts win little here that a setting of the plain model does not win as well.
#
# | When you see | Do |
# | --- | --- |
# | only the rare class augmented | augment both, by the same random rule |
# | a flip, a turn, a deleted word | ask somebody who knows the label |
# | variants made before the split | split first |
# | scores that change at every call | look for `training=True` |
# | a gain over "none" after few passes | compare with copies, at equal steps, trained to the end |
# | images in use that differ from those in training | augment by that difference, and test on it |
#
# **Next:** no labels for the rare class at all? ([lesson 11](11_one_class.ipynb))

# %% [markdown] id="recap-notes" slideshow={"slide_type": "notes"} tags=["remove-cell"]
# *2 minutes.* Leave the card on screen: which change will your images meet in use? Answers: 10.1 a, c, e; 10.4 lines 2, 4, 5, 9;
# 10.5 c, q; recall a, d; quiz c, a, d, b.

# %% [markdown] id="reading" slideshow={"slide_type": "skip"}
# ## Further reading
#
# - Shorten, C. and Khoshgoftaar, T. M. (2019). *A survey on image data augmentation for deep learning.* Journal of
#   Big Data 6, 60. Geometric changes, colour, erasing, mixing, generative networks, and augmentation at test time.
# - Balestriero, R., Bottou, L. and LeCun, Y. (2022). *The effects of regularization and data augmentation are class
#   dependent.* Advances in Neural Information Processing Systems 35. Random crops that are best on average hurt single classes of
#   ImageNet badly: one falls from 68 % to 46 % accuracy.
# - Wei, J. and Zou, K. (2019). *EDA: Easy data augmentation techniques for boosting performance on text classification
#   tasks.* EMNLP-IJCNLP, 6382-6388. Synonyms, insertions, swaps, deletions, for all classes; on average over five sets, half of the
#   training texts with EDA reached the accuracy of all texts without. Those models were small networks, not words with a logistic regression.
# - Keras documentation, *Image augmentation layers*: each layer says what it does in training and in inference. (The
#   slide gives "Keras documentation" as the source of its code; TensorFlow's reference marks the old functions as deprecated.)
# - Our cards of `fashion_rare` and `bird_strikes` say where images, remarks and synonyms come from.
#
# **Next:** [lesson 11](11_one_class.ipynb). No labels for the rare class at all?
