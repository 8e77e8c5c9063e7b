"""Exercise 10.2: build an augmenter."""

import numpy as np

from course_utils.exercises import Exercise, expect

N_IMAGES, HEIGHT, WIDTH = 100, 40, 50
TOP, LEFT = 10, 12  # the middle of a dark patch, near enough to one corner to tell which
FARTHEST = 0.08


def augmented(images, training):
    """Return images as a network should meet them: changed in training, as they came in use.

    In training each image is, by draws of its own, mirrored left for right or not, each as
    likely, and moved by up to 8 % of its height and 8 % of its width; edges that become empty are
    white (0). Nothing else. In use each image stays as it came.

    Parameters: `images`, float32 of shape (n, height, width, 1), from 0 to 1; `training`, True in
    training, False in use. Returns: an array of the same shape.
    """
    import keras

    flip = keras.layers.RandomFlip("horizontal")
    move = keras.layers.RandomTranslation(0.08, 0.08, fill_mode="constant")
    return np.asarray(move(flip(images, training=training), training=training))


def check(answer):
    some = answer.rng.uniform(size=(N_IMAGES, HEIGHT, WIDTH, 1)).astype("float32")
    kept = images_of(answer(some, False), some)
    expect(not answer.mutated, "Your function changes the array it was given; copy first.")
    changed = int((np.abs(kept - some) > 1e-3).any(axis=(1, 2, 3)).sum())
    expect(
        changed == 0,
        f"In use (training=False) {changed} of {N_IMAGES} images come back changed. Called by "
        "hand, a layer augments unless it is told that this is no training.",
    )
    patches = np.zeros_like(some)
    patches[:, TOP - 1 : TOP + 2, LEFT - 1 : LEFT + 2] = 1
    found = images_of(answer(patches, True), patches)
    expect(not answer.mutated, "Your function changes the array it was given; copy first.")
    check_draws(found, patches)
    down, right, mirrored = places_of(found)
    check_flips(mirrored)
    check_moves(down, right)
    check_edges(images_of(answer(np.ones_like(some), True), some))


def images_of(found, images):
    """Return what the answer returned as an array, if it holds as many images of that size."""
    expect(
        hasattr(found, "shape") or isinstance(found, list),
        "Return an array of images, of the shape that you were given.",
    )
    found = np.asarray(found)
    expect(
        found.shape == images.shape,
        f"For images of shape {images.shape} you return the shape {found.shape}; it should stay.",
    )
    expect(
        found.dtype.kind in "uif" and bool(np.isfinite(found).all()),
        "Your images should hold finite numbers, from 0 to 1.",
    )
    return found


def check_draws(found, patches):
    """See that equal images are changed in training, and not all alike."""
    expect(
        bool((np.abs(found - patches) > 1e-3).any()),
        "In training (training=True) no image is changed. Then nothing is augmented.",
    )
    expect(
        not np.allclose(found, found[:1], atol=1e-3),
        "All images are changed alike. Each needs a draw of its own.",
    )


def places_of(images):
    """Return how far each patch went down and right, mirrored back, and which were mirrored."""
    mass = images.sum(axis=(1, 2, 3))
    expect(
        bool((np.abs(mass - 9) < 0.5).all()),
        "A dark patch of 9 pixels on white (0): when it is mirrored or moved by up to 8 %, with 0 "
        f"in the gap, the sum over the image stays 9; yours lie from {mass.min():.1f} "
        f"to {mass.max():.1f}.",
    )
    row = images.sum(axis=(2, 3)) @ np.arange(HEIGHT) / mass
    column = images.sum(axis=(1, 3)) @ np.arange(WIDTH) / mass
    upturned = int((row > HEIGHT / 2).sum())
    expect(
        upturned == 0,
        f"{upturned} of {len(images)} images stand on their heads. In this shop no garment hangs "
        "upside down; mirror left for right only.",
    )
    mirrored = column > WIDTH / 2
    column = np.where(mirrored, WIDTH - 1 - column, column)
    return row - TOP, column - LEFT, mirrored


def check_flips(mirrored):
    expect(bool(mirrored.any()), "No image is mirrored left for right.")
    expect(
        0.25 < mirrored.mean() < 0.75,
        f"{mirrored.mean():.0%} of the images are mirrored left for right. Let a fair coin "
        "decide.",
    )


def check_moves(down, right):
    """See that patches went far enough, and not too far, along both axes."""
    for moved, size, axis in ((down, HEIGHT, "up or down"), (right, WIDTH, "left or right")):
        farthest = float(np.abs(moved).max()) / size
        expect(
            farthest < FARTHEST + 0.01,
            f"Some images are moved {axis} by {farthest:.0%} of their size; asked are up to 8 %, "
            "and no turn.",
        )
        expect(
            moved.min() < -0.04 * size and moved.max() > 0.04 * size,
            f"Images are not moved {axis} by up to 8 % both ways: they go by "
            f"{moved.min() / size:.1%} to {moved.max() / size:.1%} of their size.",
        )


def check_edges(dark):
    """See by wholly dark images what fills the edge that a moved image leaves."""
    white = (dark.min(axis=(1, 2, 3)) < 0.01).mean()
    expect(
        white > 0.4,
        "A wholly dark image that is moved should leave a white edge (0). In yours something "
        "else fills it: the image itself, stretched or turned in, or another number.",
    )


def as_the_outline_does(images, training):
    import keras

    flip = keras.layers.RandomFlip()
    move = keras.layers.RandomTranslation(0.2, 0.2)
    return np.asarray(move(flip(images)))


def leaves_out_the_layers(images, training):
    return images.copy()


def turns_them_upside_down(images, training):
    import keras

    flip = keras.layers.RandomFlip()
    move = keras.layers.RandomTranslation(0.08, 0.08, fill_mode="constant")
    return np.asarray(move(flip(images, training=training), training=training))


def moves_by_a_fifth(images, training):
    import keras

    flip = keras.layers.RandomFlip("horizontal")
    move = keras.layers.RandomTranslation(0.2, 0.2, fill_mode="constant")
    return np.asarray(move(flip(images, training=training), training=training))


def fills_edges_with_the_image(images, training):
    import keras

    flip = keras.layers.RandomFlip("horizontal")
    move = keras.layers.RandomTranslation(0.08, 0.08)
    return np.asarray(move(flip(images, training=training), training=training))


def draws_once_for_all(images, training):
    if not training:
        return images
    down, right = np.random.default_rng().integers(-3, 4, size=2)
    return np.roll(images[:, :, ::-1], (down, right), axis=(1, 2))


EXERCISE = Exercise(
    solution=augmented,
    check=check,
    starter=as_the_outline_does,
    points=2,
    hints=[
        "Compare the cell with what stands below its name: which way do images flip, how far do "
        "they move, what fills the edge, and is there a difference between training and use?",
        'The layers of "The same code, mended" flip sideways only and leave edges white. And '
        "`help(keras.layers.RandomTranslation.call)` shows the argument that says whether this is "
        "training.",
        '`RandomFlip("horizontal")`, `RandomTranslation(0.08, 0.08, fill_mode="constant")`, and '
        "`training=training` in both calls.",
    ],
    mistakes={
        as_the_outline_does: "unless it is told that this is no training",
        leaves_out_the_layers: "In training (training=True) no image is changed",
        turns_them_upside_down: "stand on their heads",
        moves_by_a_fifth: "of their size; asked are up to 8 %",
        fills_edges_with_the_image: "should leave a white edge",
        draws_once_for_all: "Each needs a draw of its own",
    },
    right="In a model, `fit` passes True and `predict` False to every layer for you; that is why "
    "augmentation belongs in the model. A mean over many calls in use would only hide that the "
    "images still move.",
    minutes=5,
)
