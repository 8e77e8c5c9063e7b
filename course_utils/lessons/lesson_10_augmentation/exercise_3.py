"""Exercise 10.3: scores that change at every call."""

import numpy as np

from course_utils.exercises import Exercise, expect

N_IMAGES, SIDE = 12, 10


def after_augmentation(images, training):
    """Return the images as they leave a layer that augments.

    The layer is `keras.layers.RandomTranslation(0.2, 0.2)`. In training (`training` is True) it
    moves each image at random; otherwise (`training` is False) the images pass unchanged.

    Parameters: `images`, an array of shape (n, height, width, 1), of float32; `training`, True
    or False. Returns: an array of the same shape.
    """
    import keras

    layer = keras.layers.RandomTranslation(0.2, 0.2)
    return np.asarray(layer(images, training=training))


def check(answer):
    for _ in range(2):
        images = answer.rng.uniform(size=(N_IMAGES, SIDE, SIDE, 1)).astype("float32")
        served = images_of(answer(images, False))
        expect(not answer.mutated, "Your function changes the array it was given; copy first.")
        trained = images_of(answer(images, True))
        kept = [near(one, image) for one, image in zip(served, images, strict=True)]
        moved = [not near(one, image) for one, image in zip(trained, images, strict=True)]
        expect(
            all(kept) or any(moved),
            "It is the wrong way round: images are moved when `training` is False, and pass "
            "unchanged when it is True.",
        )
        expect(
            all(kept),
            f"With `training=False`, {N_IMAGES - sum(kept)} of {N_IMAGES} images come out "
            "changed. Called without a word, does the layer know that this is not training?",
        )
        expect(
            sum(moved) > N_IMAGES / 2,
            f"With `training=True`, {sum(moved)} of {N_IMAGES} images come out changed. Then "
            "nothing is augmented in training either.",
        )
        check_moves(images, trained)


def check_moves(images, trained):
    """Moving an image puts no value into it that was not there."""
    expect(
        bool(trained.min() >= images.min() - 1e-4 and trained.max() <= images.max() + 1e-4),
        "In training your images hold values outside the range of the given ones.",
    )


def near(one, image):
    return bool(np.allclose(one, image, atol=1e-5))


def images_of(images):
    expect(
        isinstance(images, np.ndarray)
        and images.shape == (N_IMAGES, SIDE, SIDE, 1)
        and images.dtype.kind == "f",
        f"Return an array of the given shape, ({N_IMAGES}, {SIDE}, {SIDE}, 1), of floats; "
        "`np.asarray` makes one of what a layer returns.",
    )
    expect(bool(np.isfinite(images).all()), "Some of your pixels are not finite numbers.")
    return images


def lets_the_layer_guess(images, training):
    import keras

    layer = keras.layers.RandomTranslation(0.2, 0.2)
    return np.asarray(layer(images))


def switches_it_off(images, training):
    import keras

    layer = keras.layers.RandomTranslation(0.2, 0.2)
    return np.asarray(layer(images, training=False))


def turns_it_round(images, training):
    import keras

    layer = keras.layers.RandomTranslation(0.2, 0.2)
    return np.asarray(layer(images, training=not training))


EXERCISE = Exercise(
    solution=after_augmentation,
    check=check,
    starter=lets_the_layer_guess,
    points=2,
    hints=[
        "The cell runs. Call it twice with the same images and `training=False`, and compare.",
        "A layer is called like a function. Which of its arguments says whether this is training? "
        "`keras.layers.RandomTranslation.call` has the answer in its signature.",
        "`layer(images, training=training)`: pass on what you were given.",
    ],
    mistakes={
        lets_the_layer_guess: "does the layer know that this is not training",
        switches_it_off: "nothing is augmented in training either",
        turns_it_round: "the wrong way round",
    },
    right="`model.fit` passes True and `model.predict` False to every layer for you; that is why "
    "augmentation belongs into the model. Called by hand, an augmenting layer of Keras takes "
    "`training=True` for granted, while a whole model called by hand takes False.",
    minutes=6,
)
