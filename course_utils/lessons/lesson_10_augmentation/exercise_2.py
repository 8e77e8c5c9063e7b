"""Exercise 10.2: move copies of images, in both classes."""

import numpy as np

from course_utils.exercises import Exercise, expect

FARTHEST, HEIGHT, WIDTH = 2, 9, 11


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
    rng = np.random.default_rng(seed)
    height, width = images.shape[1:]
    padded = np.pad(images, ((0, 0), (2, 2), (2, 2)))
    parts = [images]
    for _ in range(n_copies):
        starts = rng.integers(0, 5, size=(len(images), 2))
        moved = [
            image[down : down + height, right : right + width]
            for image, (down, right) in zip(padded, starts, strict=True)
        ]
        parts.append(np.stack(moved))
    return np.concatenate(parts), np.tile(labels, 1 + n_copies)


def check(answer):
    for n, n_copies in ((40, 2), (25, 3)):
        images = answer.rng.integers(1, 256, size=(n, HEIGHT, WIDTH)).astype("uint8")
        labels = answer.rng.permutation(np.repeat([0, 1], [n - 5, 5]))
        found, told = arrays_of(answer(images, labels, n_copies, answer.seed), labels, n_copies)
        expect(not answer.mutated, "Your function changes the arrays it was given; copy first.")
        expect(
            np.array_equal(found[:n], images) and np.array_equal(told[:n], labels),
            f"The first {n} images and labels should be the given ones, as they are.",
        )
        expect(
            np.array_equal(told, np.tile(labels, 1 + n_copies)),
            "The labels do not belong to the images: each round holds every image once, in the "
            "order of the first round.",
        )
        for turn in range(1, 1 + n_copies):
            check_round(images, found[turn * n : (turn + 1) * n])


def check_round(images, copies):
    """Find out by which numbers of pixels each image of a round was moved."""
    moves = [move_of(image, copy, by_padding) for image, copy in zip(images, copies, strict=True)]
    if None in moves:
        wrapped = [
            move_of(image, copy, np.roll) for image, copy in zip(images, copies, strict=True)
        ]
        expect(
            None in wrapped,
            "What is pushed over one edge comes in again at the other (`np.roll` does that). "
            "Fill with 0 what a move leaves free.",
        )
        expect(
            None not in moves,
            "Not every copy is its image, moved by -2 to 2 whole pixels along each axis, with 0 "
            f"where the move leaves room: copy {moves.index(None)} of a round is not.",
        )
    expect(
        len(set(moves)) > 1,
        f"All images of a round are moved by the same {moves[0]} pixels. Draw anew for each copy.",
    )
    expect(
        len(set(moves)) > 8,
        f"In a round of {len(moves)} images only {len(set(moves))} different moves turn up. Along "
        "each axis -2, -1, 0, 1 and 2 are to be drawn.",
    )


def by_padding(image, move, axis=(0, 1)):
    down, right = FARTHEST - move[0], FARTHEST - move[1]
    padded = np.pad(image, FARTHEST)
    return padded[down : down + HEIGHT, right : right + WIDTH]


def move_of(image, copy, moved):
    """Return the move that makes this copy of an image, None when there is none."""
    steps = range(-FARTHEST, FARTHEST + 1)
    for move in ((down, right) for down in steps for right in steps):
        if np.array_equal(moved(image, move, axis=(0, 1)), copy):
            return move
    return None


def arrays_of(both, labels, n_copies):
    """Return images and labels as arrays of the right shapes, however the answer holds them."""
    expect(
        isinstance(both, tuple | list) and len(both) == 2,
        "Return two things: the images and their labels.",
    )
    images, told = both
    if isinstance(told, list) and all(type(label) is int for label in told):
        told = np.array(told)
    total = len(labels) * (1 + n_copies)
    expect(
        isinstance(images, np.ndarray) and images.dtype.kind in "uif",
        "The first thing you return should be an array of images.",
    )
    expect(
        isinstance(told, np.ndarray) and told.ndim == 1 and told.dtype.kind in "uif",
        "The second thing you return should be an array with one label for each image.",
    )
    expect(
        len(images) != len(labels) + n_copies * int(labels.sum()),
        f"{len(labels)} images, {n_copies} rounds: you return {len(images)}. It looks as if only "
        "the rare class were moved. Then a network learns that *moved* means *rare*.",
    )
    expect(
        images.shape == (total, HEIGHT, WIDTH),
        f"{len(labels)} images of {HEIGHT} × {WIDTH} and {n_copies} rounds of copies make the "
        f"shape {(total, HEIGHT, WIDTH)}; yours is {images.shape}.",
    )
    expect(
        told.shape == (total,),
        f"There are {total} images and {len(told)} labels. A copy has its image's label.",
    )
    return images, told


def moves_the_rare_class_only(images, labels, n_copies, seed):
    rare = images[labels == 1]
    moved, ones = with_moved_copies(rare, labels[labels == 1], n_copies, seed)
    copies = moved[len(rare) :]
    return np.concatenate([images, copies]), np.append(labels, ones[len(rare) :])


def rolls_round_the_edge(images, labels, n_copies, seed):
    rng = np.random.default_rng(seed)
    parts = [images]
    for _ in range(n_copies):
        moves = rng.integers(-2, 3, size=(len(images), 2))
        parts.append(
            np.stack(
                [
                    np.roll(image, move, axis=(0, 1))
                    for image, move in zip(images, moves, strict=True)
                ]
            )
        )
    return np.concatenate(parts), np.tile(labels, 1 + n_copies)


def moves_all_alike(images, labels, n_copies, seed):
    rng = np.random.default_rng(seed)
    height, width = images.shape[1:]
    padded = np.pad(images, ((0, 0), (2, 2), (2, 2)))
    parts = [images]
    for _ in range(n_copies):
        down, right = rng.integers(0, 5, size=2)
        parts.append(padded[:, down : down + height, right : right + width])
    return np.concatenate(parts), np.tile(labels, 1 + n_copies)


def forgets_the_labels(images, labels, n_copies, seed):
    return with_moved_copies(images, labels, n_copies, seed)[0], labels


EXERCISE = Exercise(
    solution=with_moved_copies,
    check=check,
    points=3,
    hints=[
        "`np.pad` can lay a frame of zeros, two pixels wide, around every image. What is a moved "
        "copy then, in terms of the framed image?",
        "`padded = np.pad(images, ((0, 0), (2, 2), (2, 2)))`. A copy is the window of the old "
        "height and width that begins at row `down` and column `right`, each from 0 to 4.",
        "Per round and image: `down, right = rng.integers(0, 5, size=2)`, then "
        "`image[down : down + height, right : right + width]` of the padded image. "
        "`np.concatenate` joins the rounds, `np.tile(labels, 1 + n_copies)` the labels.",
    ],
    mistakes={
        moves_the_rare_class_only: "only the rare class were moved",
        rolls_round_the_edge: "comes in again at the other",
        moves_all_alike: "Draw anew for each copy",
        forgets_the_labels: "has its image's label",
    },
    right="Such copies are *made once*, before training. `keras.layers.RandomTranslation` in the "
    "model draws new ones in every pass instead, and needs no memory for them. Either way the "
    "images come from training rows, and from both classes.",
    minutes=10,
)
