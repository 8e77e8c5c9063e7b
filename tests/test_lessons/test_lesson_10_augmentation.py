"""Lesson 10: right answers in other forms pass; near misses get words that fit."""

import numpy as np
import pytest
from scipy.ndimage import shift

from course_utils.lessons import check

# 10.2


def with_scipy(images, labels, n_copies, seed):
    rng = np.random.default_rng(seed)
    rounds = [
        np.stack([shift(image, rng.integers(-2, 3, size=2), order=0) for image in images])
        for _ in range(n_copies)
    ]
    return np.concatenate([images, *rounds]), np.tile(labels, n_copies + 1).tolist()


def with_loops_and_floats(images, labels, n_copies, seed):
    rng = np.random.default_rng(seed)
    height, width = images.shape[1:]
    found = [image.astype(float) for image in images]
    for _ in range(n_copies):
        for image in images:
            down, right = rng.integers(-2, 3, size=2)
            copy = np.zeros((height, width))
            for row in range(height):
                for column in range(width):
                    if 0 <= row - down < height and 0 <= column - right < width:
                        copy[row, column] = image[row - down, column - right]
            found.append(copy)
    return np.array(found), np.concatenate([labels] * (n_copies + 1))


@pytest.mark.parametrize("answer", [with_scipy, with_loops_and_floats])
def test_moved_copies_made_in_another_way_are_right(answer):
    assert check("10.2", answer).outcome == "right"


def moves_down_and_right_only(images, labels, n_copies, seed):
    rng = np.random.default_rng(seed)
    rounds = [
        np.stack([shift(image, rng.integers(0, 3, size=2), order=0) for image in images])
        for _ in range(n_copies)
    ]
    return np.concatenate([images, *rounds]), np.tile(labels, n_copies + 1)


def shuffles_the_rows(images, labels, n_copies, seed):
    found, told = with_scipy(images, labels, n_copies, seed)
    order = np.random.default_rng(seed).permutation(len(found))
    return found[order], np.array(told)[order]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (moves_down_and_right_only, "different moves turn up"),
        (shuffles_the_rows, "as they are"),
    ],
)
def test_near_miss_with_moved_copies_is_told_what_differs(answer, words):
    report = check("10.2", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


# 10.3


def inside_a_model(images, training):
    import keras

    model = keras.Sequential(
        [keras.layers.Input(images.shape[1:]), keras.layers.RandomTranslation(0.2, 0.2)]
    )
    return model(images, training=training).numpy()


def only_in_training(images, training):
    import keras

    if not training:
        return images
    return np.asarray(keras.layers.RandomTranslation(0.2, 0.2)(images))


@pytest.mark.parametrize("answer", [inside_a_model, only_in_training])
def test_switch_of_the_layer_in_another_form_is_right(answer):
    assert check("10.3", answer).outcome == "right"


def returns_the_tensor(images, training):
    import keras

    return keras.layers.RandomTranslation(0.2, 0.2)(images, training=training)


def test_tensor_instead_of_an_array_is_not_yet_right():
    assert check("10.3", returns_the_tensor).outcome == "not yet right"
