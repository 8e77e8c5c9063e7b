"""Lesson 10: right answers in other forms pass; near misses get words that fit."""

import numpy as np
import pytest

from course_utils.lessons import check
from course_utils.lessons.lesson_10_augmentation.exercise_3 import moves_the_rare_class_more_often

# 10.2


def as_a_model(images, training):
    import keras

    layers = keras.Sequential(
        [
            keras.layers.Input(images.shape[1:]),
            keras.layers.RandomFlip("horizontal", seed=0),
            keras.layers.RandomTranslation(0.08, 0.08, fill_mode="constant", seed=1),
        ]
    )
    return layers(images, training=training).numpy()


def only_where_asked(images, training):
    import keras

    if not training:
        return images
    moved = keras.layers.RandomTranslation(0.08, 0.08, fill_mode="constant")(images)
    return np.asarray(keras.layers.RandomFlip("horizontal")(moved))


def predicts_in_use(images, training):
    import keras

    layers = keras.Sequential(
        [
            keras.layers.RandomTranslation(0.08, 0.08, fill_mode="constant"),
            keras.layers.RandomFlip("horizontal"),
        ]
    )
    if training:
        return layers(images, training=True).numpy()
    return layers.predict(images, verbose=0)


def by_hand(images, training):
    rng, found = np.random.default_rng(), []
    for image in images:
        if training:
            far = [int(0.08 * size) for size in image.shape[:2]]
            down, right = (rng.integers(-most, most + 1) for most in far)
            image = np.roll(np.pad(image, [(9, 9), (9, 9), (0, 0)]), (down, right), axis=(0, 1))
            image = image[9:-9, 9:-9][:, :: rng.choice([-1, 1])]
        found.append(image)
    return found


@pytest.mark.parametrize("answer", [as_a_model, only_where_asked, predicts_in_use, by_hand])
def test_augmenter_is_right_however_it_is_built(answer):
    report = check("10.2", answer)
    assert report.outcome == "right", report.text


def forgets_the_switch(images, training):
    import keras

    flip = keras.layers.RandomFlip("horizontal")
    move = keras.layers.RandomTranslation(0.08, 0.08, fill_mode="constant")
    return np.asarray(move(flip(images)))


def mean_of_many_views_in_use(images, training):
    views = [np.asarray(as_a_model(images, True)) for _ in range(1 if training else 20)]
    return np.mean(views, axis=0)


def switched_the_wrong_way(images, training):
    return as_a_model(images, not training)


def freezes_the_layers(images, training):
    import keras

    layers = [
        keras.layers.RandomFlip("horizontal"),
        keras.layers.RandomTranslation(0.08, 0.08, fill_mode="constant"),
    ]
    for layer in layers:
        layer.trainable = training
        images = layer(images)
    return np.asarray(images)


def turns_as_well(images, training):
    import keras

    turn = keras.layers.RandomRotation(20 / 360, fill_mode="constant")
    return np.asarray(turn(as_a_model(images, training), training=training))


def zooms_as_well(images, training):
    import keras

    zoom = keras.layers.RandomZoom(0.2, fill_mode="constant")
    return np.asarray(zoom(as_a_model(images, training), training=training))


def moved(images, training, down=0.08, right=0.08, fill=0.0, mirror=True):
    import keras

    move = keras.layers.RandomTranslation(down, right, fill_mode="constant", fill_value=fill)
    flip = keras.layers.RandomFlip("horizontal")
    seen = flip(images, training=training) if mirror else images
    return np.asarray(move(seen, training=training))


def never_mirrors(images, training):
    return moved(images, training, mirror=False)


def always_mirrors(images, training):
    return moved(images, training, mirror=False)[:, :, ::-1] if training else images


def moves_sideways_only(images, training):
    return moved(images, training, down=0)


def moves_by_pixels_as_if_they_were_shares(images, training):
    return moved(images, training, down=0.02, right=0.02)


def fills_with_grey(images, training):
    return moved(images, training, fill=0.5)


def cuts_the_edge_off(images, training):
    return images[:, 2:-2, 2:-2] if training else images


def drops_the_colour(images, training):
    return np.asarray(as_a_model(images, training))[..., 0]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (forgets_the_switch, "unless it is told"),
        (mean_of_many_views_in_use, "images come back changed"),
        (switched_the_wrong_way, "images come back changed"),
        (freezes_the_layers, "unless it is told"),
        (turns_as_well, "and no turn"),
        (zooms_as_well, "sum over the image stays 9"),
        (never_mirrors, "No image is mirrored"),
        (always_mirrors, "100% of the images are mirrored"),
        (moves_sideways_only, "not moved up or down by up to 8 % both ways"),
        (moves_by_pixels_as_if_they_were_shares, "-2.0% to 2.0%"),
        (fills_with_grey, "with 0 in the gap"),
        (cuts_the_edge_off, "it should stay"),
        (drops_the_colour, "it should stay"),
    ],
)
def test_near_miss_of_an_augmenter_is_told_what_differs(answer, words):
    report = check("10.2", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


# 10.3


def tosses_a_coin_for_each_row(images, labels, copies, move, seed):
    rng = np.random.default_rng(seed)
    rows = np.repeat(np.arange(len(labels)), np.where(labels == 1, copies, 1))
    moved = rng.uniform(size=len(rows)) < 0.6
    found = [
        move(images[row], rng) if go else images[row] for row, go in zip(rows, moved, strict=True)
    ]
    return np.array(found), labels[rows]


def appends_in_loops(images, labels, copies, move, seed):
    rng = np.random.default_rng(seed)
    rows, told = [], []
    for image, label in zip(images, labels, strict=True):
        for _ in range(copies if label == 1 else 1):
            rows.append(move(image, rng))
            told.append(int(label))
    return rows, told


def shuffles_the_rows(images, labels, copies, move, seed):
    rows, told = appends_in_loops(images, labels, copies, move, seed)
    order = np.random.default_rng(seed).permutation(len(rows))
    return np.array(rows, dtype=float)[order], np.array(told)[order]


@pytest.mark.parametrize(
    "answer", [tosses_a_coin_for_each_row, appends_in_loops, shuffles_the_rows]
)
def test_one_rule_for_all_rows_is_right_in_any_form_and_order(answer):
    assert check("10.3", answer).outcome == "right"


def keeps_one_original_of_each_shirt(images, labels, copies, move, seed):
    rng = np.random.default_rng(seed)
    rare = np.flatnonzero(labels == 1)
    usual = [move(image, rng) for image in images[labels == 0]]
    more = [move(images[row], rng) for row in np.repeat(rare, copies - 1)]
    told = np.repeat([0, 1], [len(usual), len(rare) * copies])
    return np.concatenate([usual, images[rare], more]), told


def moves_one_row_in_five(images, labels, copies, move, seed):
    rng = np.random.default_rng(seed)
    rows = np.repeat(np.arange(len(labels)), np.where(labels == 1, copies, 1))
    found = [move(images[row], rng) if rng.uniform() < 0.2 else images[row] for row in rows]
    return np.stack(found), labels[rows]


def makes_a_generator_for_each_row(images, labels, copies, move, seed):
    rows = np.repeat(np.arange(len(labels)), np.where(labels == 1, copies, 1))
    moved = [move(images[row], np.random.default_rng(seed)) for row in rows]
    return np.stack(moved), labels[rows]


def moves_the_shirts_twice(images, labels, copies, move, seed):
    rng = np.random.default_rng(seed)
    rows = np.repeat(np.arange(len(labels)), np.where(labels == 1, copies, 1))
    found = [
        move(move(images[row], rng), rng) if labels[row] else move(images[row], rng)
        for row in rows
    ]
    return np.stack(found), labels[rows]


def moves_by_coins_of_two_kinds(images, labels, copies, move, seed):
    return moves_the_rare_class_more_often(images, labels, copies, move, seed, usual=0.6)


def leaves_each_first_shirt_upright(images, labels, copies, move, seed):
    rng = np.random.default_rng(seed)
    usual, rare = np.flatnonzero(labels == 0), np.flatnonzero(labels == 1)
    some = [move(images[row], rng) if rng.uniform() < 0.75 else images[row] for row in usual]
    more = [move(images[row], rng) for row in np.repeat(rare, copies - 1)]
    told = np.repeat([0, 1], [len(usual), len(rare) * copies])
    return np.concatenate([some, images[rare], more]), told


def mixes_the_labels_up(images, labels, copies, move, seed):
    rows, told = shuffles_the_rows(images, labels, copies, move, seed)
    return rows, np.sort(told)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (keeps_one_original_of_each_shirt, "left as they are 100%"),
        (moves_by_coins_of_two_kinds, "take that for a sign"),
        (leaves_each_first_shirt_upright, "take that for a sign"),
        (moves_one_row_in_five, "at least half is asked"),
        (makes_a_generator_for_each_row, "moved alike"),
        (moves_the_shirts_twice, "moved more than once"),
        (mixes_the_labels_up, "label of another image"),
    ],
)
def test_near_miss_with_moved_rows_is_told_what_differs(answer, words):
    report = check("10.3", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


def forgets_the_seed(images, labels, copies, move, seed):
    return tosses_a_coin_for_each_row(images, labels, copies, move, None)


def takes_a_seed_of_its_own(images, labels, copies, move, seed):
    return tosses_a_coin_for_each_row(images, labels, copies, move, 0)


@pytest.mark.parametrize(
    ("answer", "words"),
    [(forgets_the_seed, "The same `seed`"), (takes_a_seed_of_its_own, "Two seeds give")],
)
def test_draws_must_follow_from_the_seed(answer, words):
    report = check("10.3", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


def with_labels_of_true_and_false(images, labels, copies, move, seed):
    rows, told = tosses_a_coin_for_each_row(images, labels, copies, move, seed)
    return rows, told == 1


def test_labels_may_be_true_and_false():
    assert check("10.3", with_labels_of_true_and_false).outcome == "right"
