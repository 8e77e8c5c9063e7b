"""Exercise 10.2: scores that change at every call."""

import numpy as np

from course_utils.exercises import Exercise, expect

N_IMAGES, N_POINTS, SIDE = 12, 40, 10


def scores_in_use(images, weights):
    """Return the scores that a model gives to images in use.

    The model: a layer that augments, then one score for each image, its pixels times `weights`.
    In use an image gets **its own** score: that of the image as it came, the same at every call.

    Parameters: `images`, float32 of shape (n, height, width, 1); `weights`, height * width
    numbers. Returns: an array of shape (n,).
    """
    import keras

    layer = keras.layers.RandomTranslation(0.2, 0.2)
    seen = np.asarray(layer(images, training=False))
    return seen.reshape(len(images), -1) @ weights


def check(answer):
    check_points(answer)
    images = answer.rng.uniform(size=(N_IMAGES, SIDE, SIDE, 1)).astype("float32")
    weights = answer.rng.normal(size=SIDE * SIDE)
    scores = scores_of(answer(images, weights), N_IMAGES)
    expect(not answer.mutated, "Your function changes the arrays it was given; copy first.")
    wrong = int((np.abs(scores - images.reshape(N_IMAGES, -1) @ weights) > 1e-3).sum())
    expect(
        wrong == 0,
        f"{wrong} of {N_IMAGES} scores are not the image's pixels times the weights.",
    )


def check_points(answer):
    """Find out by images of one bright point, and weights that look there, what was moved."""
    images = np.zeros((N_POINTS, SIDE, SIDE, 1), dtype="float32")
    weights = np.zeros(SIDE * SIDE)
    images[:, SIDE // 2, SIDE // 2] = 1
    weights[SIDE // 2 * SIDE + SIDE // 2] = 1
    scores = scores_of(answer(images, weights), N_POINTS)
    gone = int((np.abs(scores) < 1e-6).sum())
    expect(
        gone < 0.4 * N_POINTS,
        f"{N_POINTS} equal images, each with one bright point where the weights look: for {gone} "
        "the point has left its place. They were moved. A seed lets the moves repeat, and the "
        "scores are still those of moved images.",
    )
    expect(
        bool((np.abs(scores - 1) < 1e-3).all()),
        f"{N_POINTS} equal images, whose own score is 1, get scores from {scores.min():.2f} to "
        f"{scores.max():.2f}: a mean over moved images, which only jumps less.",
    )


def scores_of(scores, n):
    if isinstance(scores, list):
        scores = np.array(scores)
    expect(
        isinstance(scores, np.ndarray) and scores.dtype.kind == "f" and scores.size == n,
        f"Return an array of {n} floats for {n} images, one score for each.",
    )
    expect(bool(np.isfinite(scores).all()), "Some of your scores are not finite numbers.")
    return scores.reshape(n)


def averages_ten_calls(images, weights):
    import keras

    layer = keras.layers.RandomTranslation(0.2, 0.2)
    calls = []
    for _ in range(10):  # the scores jumped from call to call, so take the mean
        seen = np.asarray(layer(images))
        calls.append(seen.reshape(len(images), -1) @ weights)
    return np.mean(calls, axis=0)


def gives_the_layer_a_seed(images, weights):
    import keras

    layer = keras.layers.RandomTranslation(0.2, 0.2, seed=0)
    seen = np.asarray(layer(images))
    return seen.reshape(len(images), -1) @ weights


EXERCISE = Exercise(
    solution=scores_in_use,
    check=check,
    starter=averages_ten_calls,
    points=2,
    hints=[
        "The cell runs. Call it twice with the same images, and compare. Then compare one score "
        "with the pixels times the weights.",
        "A layer is called like a function. Which of its arguments says whether this is "
        "training? `help(keras.layers.RandomTranslation.call)` shows them.",
        "`layer(images, training=False)`, once: then nothing is left that a mean could smooth.",
    ],
    mistakes={
        averages_ten_calls: "a mean over moved images",
        gives_the_layer_a_seed: "A seed lets the moves repeat",
    },
    right="`model.fit` passes True and `model.predict` False to every layer for you; that is why "
    "augmentation belongs in the model. A seed or a mean hides the jumping; neither brings the "
    "image's own score back.",
    minutes=5,
)
