"""Lesson 13's slow comparisons: ways to represent a remark, and ways to train on few shirts."""

from functools import cache
from typing import Any

import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, f1_score
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import Normalizer, StandardScaler

from course_utils.datasets import load_dataset
from course_utils.studies import Study

FOLDS, TOPICS = 5, 100
WAYS = ("words", "characters", "LSA", "sentence vectors")
POSITIVES = {"bird_strikes": (10, 50, 400), "bird_strikes_shutdown": (10, 25, 50)}
BALANCE = {"none": {}, "weights": {"class_weight": "balanced"}, "larger C": {"C": 5.0}}
SHARE = 40 / 2_040  # of the shop's own training part
ALARMS = 0.02  # of the T-shirts, where recalls are compared
DAYS, DELAY, CALLS = 45, 14, 200  # to learn from, until a fraud is told, alarms looked at
FASTER: dict[str, Any] = {"jit_compile": False, "steps_per_execution": 32}


def texts(*, data: str, way: str, fold: int, random_state: int) -> list[dict[str, Any]]:
    """Rank one fold's remarks after learning from few labelled ones of the four others."""
    remarks, y, vectors, folds = strikes(data, random_state)
    pool, test = folds[fold]
    maker = maker_of(way)
    if way == "LSA":
        maker.fit(remarks[pool])  # remarks without labels: all of the four folds
    found = []
    for positives in POSITIVES[data]:
        train = labelled(pool, y, positives, (random_state, fold, positives))
        if way == "sentence vectors":
            X, X_test = vectors[train], vectors[test]
        else:
            X = (maker if way == "LSA" else maker.fit(remarks[train])).transform(remarks[train])
            X_test = maker.transform(remarks[test])
        for balance, settings in BALANCE.items():
            scores = ranked(X, y[train], X_test, y[test], settings)
            found.append({"positives": positives, "balance": balance} | scores)
    return found


def maker_of(way: str) -> Any:
    """Return what makes columns of remarks; sentence vectors were made elsewhere."""
    if way == "LSA":
        return topics()
    if way == "characters":
        return TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    return TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)


def topics() -> Any:
    """Return latent semantic analysis: what words mean by the company they keep."""
    return make_pipeline(
        TfidfVectorizer(sublinear_tf=True, min_df=2),
        TruncatedSVD(TOPICS, random_state=0),
        Normalizer(),
    )


def labelled(pool: np.ndarray, y: np.ndarray, positives: int, seed: tuple[int, ...]) -> np.ndarray:
    """Draw rows that somebody labels: so many positives, and negatives at the natural share."""
    rng = np.random.default_rng(seed)
    negatives = round(positives * (1 - y.mean()) / y.mean())
    drawn = [
        rng.permutation(pool[y[pool] == label])[:n]
        for label, n in ((1, positives), (0, negatives))
    ]
    return np.sort(np.concatenate(drawn))


def ranked(X: Any, y: Any, X_test: Any, y_test: Any, settings: dict[str, Any]) -> dict[str, float]:
    """Return how a logistic regression ranks the test rows, and what its 0.5 finds."""
    solver = "newton-cholesky" if isinstance(X, np.ndarray) else "lbfgs"
    model = LogisticRegression(solver=solver, max_iter=1_000, tol=1e-6, **settings)
    p = model.fit(X, y).predict_proba(X_test)[:, 1]
    return {
        "ap": average_precision_score(y_test, p),
        "f1": f1_score(y_test, p > 0.5, zero_division=0),
        "recall": (p[y_test == 1] > 0.5).mean(),
        "share": y_test.mean(),
    }


@cache
def strikes(data: str, random_state: int) -> tuple[Any, ...]:
    """Return remarks, labels, sentence vectors, and folds that keep equal wordings together."""
    found = load_dataset(data)
    remarks, y = found.data.to_numpy(dtype=object), found.target.to_numpy()
    splitter = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=random_state)
    folds = list(splitter.split(remarks, y, found.groups))
    return remarks, y, found.vectors.astype("float64"), folds


def images(*, start: str, loss: str, shirts: int, random_state: int) -> list[dict[str, Any]]:
    """Learn from so many shirts and 2,000 T-shirts; tell how 1,000 of each are ranked."""
    if start in ("pixels", "frozen"):
        return [linear(start, shirts, random_state)]
    return trained(start, loss, shirts, random_state, readings=(8, 24))


def longer(*, start: str, shirts: int, random_state: int) -> list[dict[str, Any]]:
    """Train a network three times as long, and read it before and after."""
    if start == "pixels":
        return [linear(start, shirts, random_state)]
    return trained(start, "plain", shirts, random_state, readings=(24, 72))


def linear(start: str, shirts: int, random_state: int) -> dict[str, Any]:
    """Fit a logistic regression to pixels, or to what the frozen network makes of them."""
    X, y, X_test, y_test = dealt(shirts, random_state)
    model = LogisticRegression(solver="newton-cholesky", max_iter=1_000)
    if start == "frozen":
        body = pretrained(random_state)
        X, X_test = (np.asarray(body(part, training=False)) for part in (X, X_test))
        model = make_pipeline(StandardScaler(), model)
    flat, flat_test = (part.reshape(len(part), -1).astype("float64") for part in (X, X_test))
    p = model.fit(flat, y).predict_proba(flat_test)[:, 1]
    return {"epochs": 0, **marks(y_test, p, y.mean())}


def frozen_at(*, way: str, shirts: int, random_state: int) -> dict[str, Any]:
    """Fit one logistic regression to pixels, or to what a layer of a frozen network says."""
    X, y, X_test, y_test = dealt(shirts, random_state)
    source = way.split(",")[0]
    if source != "pixels":
        X, X_test = (said_by(source, part, random_state) for part in (X, X_test))
    model = LogisticRegression(solver="newton-cholesky", max_iter=1_000)
    if way.endswith("scaled"):
        model = make_pipeline(StandardScaler(), model)
    flat, flat_test = (part.reshape(len(part), -1).astype("float64") for part in (X, X_test))
    return marks(y_test, model.fit(flat, y).predict_proba(flat_test)[:, 1], y.mean())


def said_by(source: str, images: np.ndarray, random_state: int) -> np.ndarray:
    """Return what a frozen network's last layer says, or its convolutions, or random ones."""
    import keras

    keras.utils.set_random_seed(random_state)
    network = body() if source == "random convolutions" else pretrained(random_state)
    depth = len(network.layers) if source == "last layer" else 2
    said = images
    for layer in network.layers[:depth]:
        said = layer(said, training=False) if "dropout" in layer.name else layer(said)
    return np.asarray(said)


def trained(
    start: str, loss: str, shirts: int, random_state: int, readings: tuple[int, ...]
) -> list[dict[str, Any]]:
    """Train a network, and score it after so many epochs."""
    import keras

    X, y, X_test, y_test = dealt(shirts, random_state)
    keras.utils.set_random_seed(random_state)
    network = body()
    if start == "fine-tuned":
        network.set_weights(pretrained(random_state).get_weights())
    model = keras.Sequential([network, keras.layers.Dense(1)])
    model.compile("adam", loss_of(loss, y.mean()), **FASTER)
    weight = {0: 0.5 / (1 - y.mean()), 1: 0.5 / y.mean()} if loss == "weights" else None
    rows, done = [], 0
    for epochs in readings:
        model.fit(X, y, batch_size=64, epochs=epochs - done, class_weight=weight, verbose=0)
        done = epochs
        logit = np.asarray(model(X_test, training=False))[:, 0].astype("float64")
        rows.append({"epochs": epochs, **marks(y_test, 1 / (1 + np.exp(-logit)), y.mean())})
    return rows


def body() -> Any:
    """Return a small convolutional network without its last layer."""
    from keras import Sequential, layers

    return Sequential(
        [
            layers.Input((28, 28, 1)),
            layers.Conv2D(16, 3, strides=2, activation="relu"),
            layers.Conv2D(32, 3, strides=2, activation="relu"),
            layers.Flatten(),
            layers.Dropout(0.25),
            layers.Dense(32, activation="relu"),
        ]
    )


@cache
def pretrained(random_state: int) -> Any:
    """Return the network, trained to tell the eight other garments apart."""
    import keras

    shop = load_dataset("fashion_rare")
    names, labels = np.unique(shop.pretrain_target, return_inverse=True)
    keras.utils.set_random_seed(random_state)
    network = body()
    model = keras.Sequential([network, keras.layers.Dense(len(names), activation="softmax")])
    model.compile("adam", "sparse_categorical_crossentropy", **FASTER)
    model.fit(scaled(shop.pretrain_images), labels, batch_size=64, epochs=15, verbose=0)
    return network


def loss_of(name: str, share: float) -> Any:
    """Return a loss of label and logit: cross-entropy, focal, or with the logit adjusted."""
    import keras

    if name == "focal":
        return keras.losses.BinaryFocalCrossentropy(gamma=2, from_logits=True)
    plain = keras.losses.BinaryCrossentropy(from_logits=True)
    offset = float(np.log(share / (1 - share)))
    return (lambda y, z: plain(y, z + offset)) if name == "logit adjustment" else plain


@cache
def garments() -> tuple[np.ndarray, np.ndarray]:
    """Return all 3,000 T-shirts and 1,040 shirts of the set, and their labels."""
    shop = load_dataset("fashion_rare")
    images = scaled(np.concatenate([shop.data, shop.test_images]))
    return images, np.concatenate([shop.target, shop.test_target])


def scaled(images: np.ndarray) -> np.ndarray:
    """Return grey values from 0 to 1, with the channel that a network asks for."""
    return images[..., np.newaxis].astype("float32") / 255


def dealt(shirts: int, random_state: int) -> tuple[np.ndarray, ...]:
    """Deal all images anew: some shirts and 2,000 T-shirts to learn from, 1,000 each to test."""
    images, y = garments()
    rng = np.random.default_rng(random_state)
    rare, others = (rng.permutation(np.flatnonzero(y == label)) for label in (1, 0))
    train = np.concatenate([others[1_000:], rare[1_000 : 1_000 + shirts]])
    test = np.concatenate([others[:1_000], rare[:1_000]])
    return images[train], y[train], images[test], y[test]


def marks(y: np.ndarray, p: np.ndarray, share: float) -> dict[str, float]:
    """Return the scores, average precision as if 2 % were shirts and as half and half."""
    weight = np.where(y == 1, SHARE, 1 - SHARE)
    t_shirts = np.sort(p[y == 0])
    cut = t_shirts[round(len(t_shirts) * (1 - ALARMS)) - 1]
    return {
        "ap": average_precision_score(y, p, sample_weight=weight),
        "ap_half": average_precision_score(y, p),
        "recall": (p[y == 1] > 0.5).mean(),
        "false_alarms": (p[y == 0] > 0.5).mean(),
        "recall_moved": (p[y == 1] > share).mean(),
        "false_alarms_moved": (p[y == 0] > share).mean(),
        "recall_at_alarms": (p[y == 1] > cut).mean(),
    }


def bills(*, random_state: int) -> list[dict[str, Any]]:
    """Learn frauds of 45 days in a world of its own; tell what 200 alarms in the next 30 save."""
    from course_utils.datasets import make_card_fraud

    card = make_card_fraud(300, 300, 75, random_state=random_state)
    X, past, later = card[card.attrs["features"]], card.day < DAYS, card.day >= DAYS
    known = card.day < DAYS - DELAY
    fraud, amount = card.fraud[later].to_numpy(), card.amount[later].to_numpy()
    booster = HistGradientBoostingClassifier(
        learning_rate=0.05, max_leaf_nodes=8, early_stopping=True, random_state=0
    )
    found = []
    for labels, rows, label in (
        ("all known", past, card.fraud),
        ("as told", past, card.fraud.where(known, 0)),
        ("days left out", known, card.fraud),
    ):
        p = booster.fit(X[rows], label[rows]).predict_proba(X[later])[:, 1]
        orders = {"risk": p, "amount": amount, "product": p * amount}
        top = {name: np.argsort(-by, kind="stable")[:CALLS] for name, by in orders.items()}
        lost = fraud * amount
        found.append(
            {"labels": labels, "told": label[past].sum() / card.fraud[past].sum()}
            | {"expected": p.sum(), "happened": fraud.sum()}
            | {"ap": average_precision_score(fraud, p)}
            | {f"saved_by_{name}": lost[rows].sum() / lost.sum() for name, rows in top.items()}
            | {f"found_by_{name}": fraud[rows].mean() for name, rows in top.items()}
        )
    return found


STUDIES = {
    "few_texts": Study(
        texts,
        {"data": list(POSITIVES), "way": WAYS, "fold": range(FOLDS)},
        random_states=range(2),
        quick={"data": "bird_strikes", "way": "words", "fold": 0},
    ),
    "few_shirts": Study(
        images,
        [
            {"start": ["pixels", "frozen"], "loss": ["plain"], "shirts": [10, 40]},
            {"start": ["fine-tuned", "from nothing"], "loss": ["plain"], "shirts": [10]},
            {
                "start": ["from nothing"],
                "loss": ["weights", "focal", "logit adjustment"],
                "shirts": [10],
            },
            {"start": ["fine-tuned", "from nothing"], "loss": ["plain"], "shirts": [20, 40]},
        ],
        random_states=range(12),
        quick={"start": "pixels"},
    ),
    "few_shirts_longer": Study(
        longer,
        {"start": ["pixels", "from nothing", "fine-tuned"], "shirts": [10]},
        random_states=range(6),
        quick={"start": "pixels"},
    ),
    "frozen_layers": Study(
        frozen_at,
        {
            "way": [
                *("pixels", "pixels, scaled", "last layer", "last layer, scaled"),
                *("convolutions", "random convolutions"),
            ],
            "shirts": [10, 20, 40],
        },
        random_states=range(12),
        quick={"way": "pixels"},
    ),
    "late_labels": Study(bills, {}, random_states=range(12), quick={"random_state": 0}),
}
