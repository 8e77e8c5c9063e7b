"""Exercise 10.3: moved, and no sign of the class."""

from collections import Counter

import numpy as np
import pandas as pd
from scipy.stats import fisher_exact

from course_utils.exercises import Exercise, expect

N_USUAL, N_RARE, HEIGHT, WIDTH = 180, 20, 8, 9
FARTHEST = 2


def rows_to_learn_from(images, labels, copies, move, seed):
    """Return images and labels to train on, in any order.

    An image with label 1 stands `copies` times among them, one with label 0 once. At least half
    of the rows are moved, each once, by a draw of its own. And **whether a row was moved tells
    nothing of its label.**

    Parameters: `images`, an array of shape (n, height, width); `labels`, an array of n labels, 0
    or 1; `copies`, 2 or more; `move`, a function: `move(image, rng)` returns one image, moved at
    random; `seed`, for `rng = np.random.default_rng(seed)`. Returns: two arrays, the rows and
    their labels.
    """
    rng = np.random.default_rng(seed)
    usual, rare = np.flatnonzero(labels == 0), np.flatnonzero(labels == 1)
    rows = np.concatenate([usual, np.repeat(rare, copies)])
    return np.stack([move(images[row], rng) for row in rows]), labels[rows]


def move(image, rng):
    """Return the image one or two pixels up or down, and left or right, with 0 in the gap."""
    return move_by(image, *rng.choice([-2, -1, 1, 2], size=2))


def move_by(image, down, right):
    padded = np.pad(image, FARTHEST)
    top, left = FARTHEST - down, FARTHEST - right
    return padded[top : top + image.shape[0], left : left + image.shape[1]]


def check(answer):
    check_seed(answer)
    for copies, times in ((6, 1), (10, 10)):  # many rows, to see a rule that leans a little
        labels = answer.rng.permutation(np.repeat([0, 1], [times * N_USUAL, times * N_RARE]))
        numbers = answer.rng.permutation(len(labels)) + 1
        images = np.ones((1, HEIGHT, WIDTH), "int16") * numbers[:, np.newaxis, np.newaxis]
        rows, told = rows_of(answer(images, labels, copies, move, answer.seed))
        expect(not answer.mutated, "Your function changes the arrays it was given; copy first.")
        label_of = dict(zip(numbers.tolist(), labels.tolist(), strict=True))
        found = rows.max(axis=(1, 2)).tolist()  # every image is a plain area of its own number
        expect(
            all(number in label_of for number in found)
            and bool(((rows == 0) | (rows == rows.max(axis=(1, 2), keepdims=True))).all()),
            "Some of your rows are none of the images, as they are or moved once by `move`.",
        )
        expect(
            [label_of[number] for number in found] == told.tolist(),
            "Some rows have the label of another image. A moved image keeps its label.",
        )
        check_copies(found, label_of, copies)
        check_moves(rows, told, found)


def check_seed(answer):
    """See that the draws follow from the seed: the same for the same, others for another."""
    labels = np.repeat([0, 1], [N_USUAL, N_RARE])
    images = np.ones((len(labels), HEIGHT, WIDTH), "int16")
    once, again, other = (
        rows_of(answer(images, labels, 4, move, answer.seed + more))[0] for more in (0, 0, 1)
    )
    expect(
        np.array_equal(once, again),
        "The same `seed` gives other rows the second time. Make one generator of it, "
        "`rng = np.random.default_rng(seed)`, and draw with that.",
    )
    expect(
        bool((once != 0).all()) or not np.array_equal(once, other),
        "Two seeds give the same rows. Make the generator of `seed`.",
    )


def check_copies(found, label_of, copies):
    """See that each image stands as often as its label asks."""
    often = Counter(found)
    for label, wanted in ((1, copies), (0, 1)):
        times = {often[number] for number, of in label_of.items() if of == label}
        expect(
            times == {wanted},
            f"With copies={copies}, an image with label {label} should stand {wanted} times among "
            f"the rows; yours stand {' or '.join(str(n) for n in sorted(times))} times.",
        )


def check_moves(rows, told, found):
    """See that rows are moved, by draws of their own, and that it gives no label away."""
    moved = (rows == 0).any(axis=(1, 2))
    ones, steps = np.ones((HEIGHT, WIDTH)), (-2, -1, 1, 2)
    once = {(move_by(ones, down, right) == 0).tobytes() for down in steps for right in steps}
    often = sum((row == 0).tobytes() not in once for row in rows[moved])
    expect(
        often == 0,
        f"{often} rows were moved more than once by `move`. How far a row was moved can be a sign "
        "of its class, too.",
    )
    expect(
        bool(moved.any()),
        "No row is moved. Copies alone teach nothing about a camera that moves.",
    )
    table = [[int((moved[told == label] == way).sum()) for way in (0, 1)] for label in (0, 1)]
    if not moved.all():
        said = [f"{told[moved == way].mean():.0%}" for way in (1, 0)]
        expect(
            fisher_exact(table).pvalue > 1e-6,
            f"Of the moved rows {said[0]} have label 1, of the rows left as they are {said[1]}. "
            "A network will take that for a sign.",
        )
    expect(
        moved.mean() > 0.4,
        f"Only {moved.mean():.0%} of the rows are moved; at least half is asked.",
    )
    ways = {number: set() for number in set(found)}
    for number, row in zip(found, rows, strict=True):
        ways[number].add((row == 0).tobytes())
    times = Counter(found)
    alike = all(len(ways[number]) <= 2 for number in ways if times[number] > 1)
    expect(
        not alike,
        "The copies of an image are moved alike: one draw for all of them. Draw for each row.",
    )
    places = {way for ways_of_one in ways.values() for way in ways_of_one}
    expect(
        len(places) > 8,
        "Your rows hardly differ in how they are moved. Make one generator, before the loop.",
    )


def rows_of(both):
    """Return rows and labels as arrays, however the answer holds them."""
    expect(
        isinstance(both, tuple | list) and len(both) == 2,
        "Return two things: the rows and their labels.",
    )
    rows, told = (np.array(part) if is_list_of_numbers(part) else part for part in both)
    if isinstance(told, pd.Series):
        told = told.to_numpy()
    if isinstance(told, np.ndarray) and told.dtype.kind == "b":
        told = told.astype(int)
    expect(
        isinstance(rows, np.ndarray)
        and rows.dtype.kind in "uif"
        and rows.shape[1:] == (HEIGHT, WIDTH),
        f"The first thing you return should be an array of images of {HEIGHT} × {WIDTH} pixels.",
    )
    expect(
        isinstance(told, np.ndarray) and told.dtype.kind in "uif" and told.shape == (len(rows),),
        "The second thing you return should be an array with one label for each row.",
    )
    return rows, told


def is_list_of_numbers(part):
    if not isinstance(part, list) or not part:
        return False
    same = all(isinstance(one, np.ndarray) and one.shape == (HEIGHT, WIDTH) for one in part)
    return same or all(isinstance(one, int | np.integer) for one in part)


def moves_the_extra_copies(images, labels, copies, move, seed):
    rng = np.random.default_rng(seed)
    rare = np.flatnonzero(labels == 1)
    extra = [move(images[row], rng) for row in np.repeat(rare, copies - 1)]
    return np.concatenate([images, extra]), np.append(labels, np.ones(len(extra), dtype=int))


def moves_all_of_the_rare_class(images, labels, copies, move, seed):
    rng = np.random.default_rng(seed)
    usual, rare = np.flatnonzero(labels == 0), np.flatnonzero(labels == 1)
    moved = [move(images[row], rng) for row in np.repeat(rare, copies)]
    told = np.repeat([0, 1], [len(usual), len(moved)])
    return np.concatenate([images[usual], moved]), told


def moves_every_image_and_then_copies(images, labels, copies, move, seed):
    rng = np.random.default_rng(seed)
    moved = np.stack([move(image, rng) for image in images])
    rows = np.repeat(np.arange(len(labels)), np.where(labels == 1, copies, 1))
    return moved[rows], labels[rows]


def copies_both_classes(images, labels, copies, move, seed):
    rng = np.random.default_rng(seed)
    rows = np.repeat(np.arange(len(labels)), copies)
    return np.stack([move(images[row], rng) for row in rows]), labels[rows]


def moves_the_rare_class_more_often(images, labels, copies, move, seed, usual=0.55):
    rng = np.random.default_rng(seed)
    rows = np.repeat(np.arange(len(labels)), np.where(labels == 1, copies, 1))
    goes = rng.uniform(size=len(rows)) < np.where(labels[rows] == 1, 0.75, usual)
    found = [
        move(images[row], rng) if go else images[row] for row, go in zip(rows, goes, strict=True)
    ]
    return np.stack(found), labels[rows]


def moves_nothing(images, labels, copies, move, seed):
    rows = np.repeat(np.arange(len(labels)), np.where(labels == 1, copies, 1))
    return images[rows], labels[rows]


EXERCISE = Exercise(
    solution=rows_to_learn_from,
    check=check,
    points=3,
    hints=[
        "Take the ten rows by hand: which rows must be moved as well, so that four of eight moved "
        "rows are shirts and not four of four?",
        "First choose the rows, as numbers: each 0 once, each 1 `copies` times "
        "(`np.repeat(np.flatnonzero(labels == 1), copies)`). Then one rule for all, which does "
        "not look at the label.",
        "With `rows` such numbers, `np.stack([move(images[row], rng) for row in rows])` moves "
        "every row by a draw of its own; the labels are `labels[rows]`.",
    ],
    mistakes={
        moves_the_extra_copies: "Of the moved rows 100% have label 1, of the rows left as",
        moves_all_of_the_rare_class: "of the rows left as they are 0%",
        moves_every_image_and_then_copies: "moved alike",
        copies_both_classes: "an image with label 0 should stand 1 times",
        moves_the_rare_class_more_often: "A network will take that for a sign",
        moves_nothing: "No row is moved",
    },
    right="One rule for every row, whatever its label: move all of them, or toss a coin for each. "
    "The `copies` shift the prior, the moves teach what may change: two decisions. These "
    "moves are *made once*; a layer of the model draws new ones in every pass.",
    minutes=6,
)
