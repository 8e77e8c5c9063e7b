"""Lesson 10's slow comparisons: networks with augmented images, and words with augmented texts."""

from functools import cache
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import GroupShuffleSplit

from course_utils.datasets import load_dataset
from course_utils.studies import Study

N_SHIRTS, N_TSHIRTS, COPIES, SHIFT = 40, 2_000, 25, 2
SHARE = N_SHIRTS / (N_SHIRTS + N_TSHIRTS)
STEPS = (160, 480)  # batches of 64: five and fifteen passes over 2,040 images
TESTED_AFTER = (80, 160, 240, 320, 480, 720, 960, 1_440)
PIXELS = "logistic regression on pixels"
ARMS = {  # name: (settings, which classes, copies of each shirt)
    PIXELS: (None, None, 1),
    "none": (None, None, 1),
    "class weights": (None, None, 1),
    "copies": (None, None, COPIES),
    "gentle, both classes, no copies": ("gentle", "both", 1),
    "gentle, shirts only": ("gentle", "minority", COPIES),
    "gentle, both classes": ("gentle", "both", COPIES),
    "outline's, shirts only": ("outline", "minority", COPIES),
    "outline's, both classes": ("outline", "both", COPIES),
}


def augmenter(settings: str, random_state: int) -> Any:
    """Return random moves as layers: gentle ones, or the outline's (its shear is .2 degrees)."""
    import keras

    turn, shift, fill = (5, 0.08, "constant") if settings == "gentle" else (20, 0.2, "nearest")
    moves = {"fill_mode": fill, "seed": random_state}
    layers = [
        keras.layers.RandomFlip("horizontal", seed=random_state),
        keras.layers.RandomRotation(turn / 360, **moves),
        keras.layers.RandomTranslation(shift, shift, **moves),
    ]
    if settings == "outline":
        layers.append(keras.layers.RandomZoom(0.2, 0.2, **moves))
    return keras.Sequential(layers)


def network() -> Any:
    """Return a small convolutional network that is not trained yet."""
    import keras

    model = keras.Sequential(
        [
            keras.layers.Input((28, 28, 1)),
            keras.layers.Conv2D(16, 3, strides=2, activation="relu"),
            keras.layers.Conv2D(32, 3, strides=2, activation="relu"),
            keras.layers.Dropout(0.25),
            keras.layers.Flatten(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss="binary_crossentropy")
    return model


@cache
def garments() -> tuple[np.ndarray, np.ndarray]:
    """Return the set's 3,000 T-shirts and 1,040 shirts, and the labels."""
    shop = load_dataset("fashion_rare")
    images = np.concatenate([shop.data, shop.test_images]).astype("float32")[..., np.newaxis] / 255
    return images, np.concatenate([shop.target.to_numpy(), shop.test_target])


def dealt(random_state: int) -> tuple[np.ndarray, ...]:
    """Deal all images anew: 2,000 T-shirts and 40 shirts to learn from, 1,000 of each to test."""
    images, y = garments()
    rng = np.random.default_rng(random_state)
    shirts, others = (rng.permutation(np.flatnonzero(y == label)) for label in (1, 0))
    train = np.concatenate([others[:N_TSHIRTS], shirts[:N_SHIRTS]])
    test = np.concatenate([others[N_TSHIRTS:], shirts[N_SHIRTS:]])
    return images[train], y[train], images[test], y[test]


def shifted(images: np.ndarray, random_state: int) -> np.ndarray:
    """Return each image moved by two pixels along both axes; the background is black."""
    rng = np.random.default_rng(random_state)
    padded = np.pad(images, ((0, 0), (SHIFT, SHIFT), (SHIFT, SHIFT), (0, 0)))
    corners = rng.choice([0, 2 * SHIFT], size=(len(images), 2))
    return np.stack(
        [image[a : a + 28, b : b + 28] for image, (a, b) in zip(padded, corners, strict=True)]
    )


def marks(y: np.ndarray, p: np.ndarray) -> dict[str, float]:
    """Return the scores, average precision as if 2 % were shirts and as half and half."""
    weight = np.where(y == 1, SHARE / y.mean(), (1 - SHARE) / (1 - y.mean()))
    return {
        "ap": average_precision_score(y, p, sample_weight=weight),
        "ap_half": average_precision_score(y, p),
        "auc": roc_auc_score(y, p),
        "recall": (p[y == 1] >= 0.5).mean(),
        "false_alarms": (p[y == 0] >= 0.5).mean(),
    }


def batches(X: np.ndarray, y: np.ndarray, arm: str, random_state: int) -> Any:
    """Return an endless stream of batches in which an arm's images are copied and moved."""
    import tensorflow as tf

    settings, which, copies = ARMS[arm]
    rows = np.concatenate([np.flatnonzero(y == 0), np.repeat(np.flatnonzero(y == 1), copies)])
    X, y = X[rows], y[rows].astype("float32")
    move = augmenter(settings, random_state) if settings else None
    stream = tf.data.Dataset.from_tensor_slices((X, y))
    stream = stream.shuffle(len(y), seed=random_state).repeat().batch(64)
    if not move:
        return stream

    def moved(images: Any, labels: Any) -> tuple[Any, Any]:
        chosen = tf.reshape((labels == 1) | (which == "both"), (-1, 1, 1, 1))
        return tf.where(chosen, move(images, training=True), images), labels

    return stream.map(moved)


def images(*, arm: str, random_state: int) -> list[dict[str, Any]]:
    """Train one way, and test on images as they are and moved, early and late in training."""
    X, y, X_test, y_test = dealt(random_state)
    tests = {"upright": X_test, "shifted": shifted(X_test, random_state)}
    if arm == PIXELS:
        pixels = LogisticRegression(solver="newton-cholesky").fit(X.reshape(len(X), -1), y)
        scores = {
            name: pixels.predict_proba(test.reshape(len(test), -1))[:, 1]
            for name, test in tests.items()
        }
        return [{"steps": 0, "images": name, **marks(y_test, p)} for name, p in scores.items()]

    import keras

    keras.utils.set_random_seed(random_state)
    model = network()
    rows: list[dict[str, Any]] = []

    def test_now(epoch: int, logs: Any = None) -> None:
        if (steps := STEPS[0] * (epoch + 1)) in STEPS:
            for name, test in tests.items():
                p = np.concatenate([model(part) for part in np.array_split(test, 4)])[:, 0]
                rows.append({"steps": steps, "images": name, **marks(y_test, p)})

    balanced = {0: len(y) / (2 * N_TSHIRTS), 1: len(y) / (2 * N_SHIRTS)}
    model.fit(
        batches(X, y, arm, random_state),
        epochs=STEPS[-1] // STEPS[0],
        steps_per_epoch=STEPS[0],
        class_weight=balanced if arm == "class weights" else None,
        callbacks=[keras.callbacks.LambdaCallback(on_epoch_end=test_now)],
        shuffle=False,  # the stream is shuffled already
        verbose=0,
    )
    return rows


def images_by_steps(*, arm: str, random_state: int) -> list[dict[str, Any]]:
    """Train one way for long, and test again and again on images as they are and moved."""
    if arm == PIXELS:
        return images(arm=arm, random_state=random_state)

    import keras

    X, y, X_test, y_test = dealt(random_state)
    tests = {"upright": X_test, "shifted": shifted(X_test, random_state)}
    keras.utils.set_random_seed(random_state)
    model = network()
    rows: list[dict[str, Any]] = []
    stream = batches(X, y, arm, random_state).take(TESTED_AFTER[-1])
    for steps, (some, labels) in enumerate(stream, 1):
        model.train_on_batch(some, labels)
        if steps in TESTED_AFTER:
            for name, test in tests.items():
                p = np.concatenate([model(part) for part in np.array_split(test, 4)])[:, 0]
                rows.append({"steps": steps, "images": name, **marks(y_test, p)})
    return rows


def texts(*, positives: int, random_state: int) -> list[dict[str, Any]]:
    """Rank 3,000 remarks by their words, learned from few labels with and without new texts."""
    strikes = load_dataset("bird_strikes")
    rng = np.random.default_rng(random_state)
    remarks, y = strikes.data.to_numpy(dtype=object), strikes.target.to_numpy()
    apart = GroupShuffleSplit(1, test_size=0.3, random_state=random_state)
    pool, test = next(apart.split(remarks, groups=strikes.groups))
    test = rng.permutation(test)[:3_000]
    negatives = round(positives * (1 - y.mean()) / y.mean())
    train = np.concatenate(
        [
            rng.permutation(pool[y[pool] == label])[:n]
            for label, n in ((1, positives), (0, negatives))
        ]
    )
    rows, labels = remarks[train], y[train]
    factor = round(negatives / positives)
    rare = np.repeat(np.flatnonzero(labels == 1), factor - 1)
    everywhere = np.repeat(np.arange(len(labels)), 4)

    def changed(which: np.ndarray) -> np.ndarray:
        return np.array([vary(text, strikes.synonyms, rng) for text in rows[which]], dtype=object)

    copies = (np.append(rows, rows[rare]), np.append(labels, labels[rare]))
    new_rare = (np.append(rows, changed(rare)), copies[1])
    new_both = (np.append(rows, changed(everywhere)), np.append(labels, labels[everywhere]))
    arms: dict[str, Any] = {  # name: (texts and labels, real rows for the vectoriser, settings)
        "none": ((rows, labels), None, {}),
        "class weights": ((rows, labels), None, {"class_weight": "balanced"}),
        "none, C = 5": ((rows, labels), None, {"C": 5}),
        "copies": (copies, None, {}),
        "copies, words of real rows": (copies, rows, {}),
        "new texts, rare class only": (new_rare, None, {}),
        "new texts, rare class only, words of real rows": (new_rare, rows, {}),
        "new texts, both classes": (new_both, None, {}),
    }
    return [
        {"arm": name, **ranked(*learned, real, settings, remarks[test], y[test])}
        for name, (learned, real, settings) in arms.items()
    ]


def ranked(
    rows: np.ndarray,
    labels: np.ndarray,
    real: np.ndarray | None,
    settings: dict[str, Any],
    test: np.ndarray,
    y_test: np.ndarray,
) -> dict[str, float]:
    """Return what words and a logistic regression reach on the test remarks."""
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    words.fit(rows if real is None else real)
    model = LogisticRegression(max_iter=1_000, tol=1e-6, **settings)
    p = model.fit(words.transform(rows), labels).predict_proba(words.transform(test))[:, 1]
    return {
        "ap": average_precision_score(y_test, p),
        "recall": (p[y_test == 1] >= 0.5).mean(),
        "share": y_test.mean(),
    }


def vary(text: str, synonyms: dict[str, list[str]], rng: np.random.Generator) -> str:
    """Change about a tenth of a text's words: a synonym, or a swap of two, or a deletion."""
    words = text.split()
    for _ in range(max(1, round(0.1 * len(words)))):
        at, kind = rng.integers(len(words)), rng.choice(3)
        known = [place for place, word in enumerate(words) if word in synonyms]
        if kind == 0 and known:
            place = rng.choice(known)
            words[place] = str(rng.choice(synonyms[words[place]]))
        elif kind == 1:
            other = rng.integers(len(words))
            words[at], words[other] = words[other], words[at]
        elif len(words) > 1:
            del words[at]
    return " ".join(words)


STUDIES = {
    "augmentation": Study(
        images, {"arm": list(ARMS)}, random_states=range(8), quick={"arm": PIXELS}
    ),
    "augmentation_by_steps": Study(
        images_by_steps,
        {"arm": [PIXELS, "none", "copies", "gentle, shirts only", "gentle, both classes"]},
        random_states=range(4),
        quick={"arm": PIXELS},
    ),
    "text_augmentation": Study(
        texts, {"positives": [10, 50, 400]}, random_states=range(6), quick={"positives": 10}
    ),
}
