"""Lesson 10: right answers in other forms pass; near misses get words that fit."""

import numpy as np
import pytest

from course_utils.lessons import check
from course_utils.lessons.lesson_10_augmentation.exercise_3 import moves_the_rare_class_more_often

# 10.2


def inside_a_model(images, weights):
    import keras

    layer = keras.layers.RandomTranslation(0.2, 0.2)
    model = keras.Sequential([keras.layers.Input(images.shape[1:]), layer])
    return model.predict(images, verbose=0).reshape(len(images), -1) @ weights


def a_model_called_by_hand(images, weights):
    import keras

    layer = keras.layers.RandomTranslation(0.2, 0.2)
    model = keras.Sequential([keras.layers.Input(images.shape[1:]), layer])
    return (model(images, training=False).numpy().reshape(len(images), -1) @ weights).reshape(
        -1, 1
    )


def without_the_layer(images, weights):
    return [float((image.ravel() * weights).sum()) for image in images]


@pytest.mark.parametrize("answer", [inside_a_model, a_model_called_by_hand, without_the_layer])
def test_score_of_the_image_itself_is_right_however_it_is_found(answer):
    assert check("10.2", answer).outcome == "right"


def averages_many_calls(images, weights):
    import keras

    layer = keras.layers.RandomTranslation(0.2, 0.2)
    views = [np.asarray(layer(images)).reshape(len(images), -1) @ weights for _ in range(60)]
    return np.mean(views, axis=0)


def calls_a_whole_model_by_hand(images, weights):
    import keras

    layer = keras.layers.RandomTranslation(0.2, 0.2)
    model = keras.Sequential([keras.layers.Input(images.shape[1:]), layer])
    return model(images).numpy().reshape(len(images), -1) @ weights


def freezes_the_layer(images, weights):
    import keras

    layer = keras.layers.RandomTranslation(0.2, 0.2)
    layer.trainable = False
    return np.asarray(layer(images)).reshape(len(images), -1) @ weights


def scores_only_the_first_column(images, weights):
    return images[:, :, 0, 0].astype(float) @ weights[: images.shape[1]]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (averages_many_calls, "a mean over moved images"),
        (calls_a_whole_model_by_hand, "They were moved"),
        (freezes_the_layer, "They were moved"),
        (scores_only_the_first_column, "the point has left its place"),
    ],
)
def test_score_of_a_moved_image_is_told_from_its_own(answer, words):
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
