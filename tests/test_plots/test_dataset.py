"""The figure of a set that is no table: its words, or its images, below its classes."""

import numpy as np
import pandas as pd
import pytest

from course_utils.datasets import Dataset
from course_utils.plots import COLOURS, plot_dataset

REMARKS = ["ENG OUT", "ENGINE FINE", "eng hot", "NO DAMAGE", "NO ENGLISH", "T/O"]


def toy(data, telling=()):
    """Return six rows, two of them positive, as `load_dataset` would."""
    target = pd.Series([1, 0, 0, 1, 0, 0], name="rare")
    frame = pd.DataFrame({"row": range(6)})
    frame.attrs["synthetic"] = False
    return Dataset(
        name="toy",
        frame=frame,
        data=data,
        target=target,
        target_names=["usual", "rare"],
        telling=list(telling),
    )


def dots(ax):
    """Return the dots of each series, by its colour."""
    return {lines[0].get_color(): lines[0].get_xdata().tolist() for lines in ax.containers}


def test_texts_are_counted_that_have_the_whole_word_in_either_case():
    _, ax = plot_dataset(toy(pd.Series(REMARKS), ["eng", "t/o"]))
    assert dots(ax) == {COLOURS["majority"]: [0.25, 0.25], COLOURS["minority"]: [0.5, 0.0]}
    assert "usual: eng 0.250 [0.046, 0.699]" in ax.figure.get_label()


def test_telling_word_is_no_pattern():
    _, ax = plot_dataset(toy(pd.Series(REMARKS), ["n.", "e.g"]))
    assert dots(ax) == {COLOURS["majority"]: [0.0, 0.0], COLOURS["minority"]: [0.0, 0.0]}


@pytest.mark.parametrize("colours", [(), (3,)])
def test_images_of_the_minority_stand_below_those_of_the_majority(colours):
    images = np.stack([np.full((4, 4, *colours), value / 5) for value in range(6)])
    _, ax = plot_dataset(toy(images))
    assert [label.get_text() for label in ax.get_yticklabels()] == ["usual", "rare"]
    assert [image.get_array().mean() for image in ax.get_images()] == pytest.approx(
        [0.2, 0.4, 0.8, 1.0, 0.0, 0.6]
    )
    assert ax.figure.get_label().endswith(
        "Images of 4 × 4 pixels in rows: 4 of usual (mean pixel 0.600), "
        "2 of rare (mean pixel 0.300)."
    )


def test_ten_images_of_each_class_are_enough():
    dataset = toy(np.zeros((60, 4, 4)))
    dataset.target = pd.Series([0] * 40 + [1] * 20)
    _, ax = plot_dataset(dataset)
    assert len(ax.get_images()) == 20
