"""The style: colours that colour-blind readers tell apart, sizes that a projector shows."""

from itertools import combinations

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgb

from course_utils.plots import COLOURS, MARKERS, title_for, use_course_style
from course_utils.plots._style import looks_for

# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
BLINDNESS = {
    "none": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
TO_XYZ = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]


def linear(colour):
    rgb = np.array(to_rgb(colour))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    light, dark = sorted((linear(c) @ TO_XYZ[1] for c in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(colour, blindness):
    seen = np.clip(BLINDNESS[blindness] @ linear(colour), 0, 1)
    x, y, z = np.cbrt((TO_XYZ @ seen) / [0.9505, 1.0, 1.089])
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(one, other, blindness):
    return np.linalg.norm(lab(COLOURS[one], blindness) - lab(COLOURS[other], blindness))


@pytest.mark.parametrize("pair", [("majority", "minority"), ("honest", "leaky")])
@pytest.mark.parametrize("blindness", BLINDNESS)
def test_colours_that_are_compared_differ_for_colour_blind_readers(pair, blindness):
    # A difference of 20 in CIE Lab is seen at once, side by side or not.
    assert distance(*pair, blindness) > 20


@pytest.mark.parametrize("pair", list(combinations(COLOURS, 2)), ids="-".join)
@pytest.mark.parametrize("blindness", BLINDNESS)
def test_roles_that_meet_in_a_figure_are_told_apart_by_colour_blind_readers(pair, blindness):
    one, other = (looks_for(COLOURS)[role] for role in pair)
    far = distance(*pair, blindness) > 20
    assert far or (one.marker != other.marker and one.line != other.line)
    # Filled areas have neither marker nor line: side by side they must differ still.
    assert distance(*pair, blindness) > 10


@pytest.mark.parametrize("role", [role for role in COLOURS if role != "highlight"])
def test_marks_stand_out_from_a_white_figure(role):
    assert contrast(COLOURS[role], "white") >= 3


def test_no_two_roles_share_a_colour():
    assert all(COLOURS[a] != COLOURS[b] for a, b in combinations(COLOURS, 2))
    assert COLOURS.keys() == MARKERS.keys()


def test_style_is_readable_from_the_back_row():
    with mpl.rc_context():
        use_course_style()
        sizes = [v for k, v in mpl.rcParams.items() if k.endswith(("labelsize", "titlesize"))]
        numbers = [size for size in sizes if isinstance(size, int | float)]
        assert min([*numbers, mpl.rcParams["font.size"]]) >= 11
        assert mpl.rcParams["legend.fontsize"] >= 11
        assert mpl.rcParams["figure.facecolor"] == mpl.rcParams["savefig.facecolor"] == "white"


def test_title_says_synthetic_for_synthetic_data_only():
    made, found = pd.DataFrame({"x": [1]}), pd.DataFrame({"x": [1]})
    made.attrs["synthetic"], found.attrs["synthetic"] = True, False
    assert title_for("Scores", made[["x"]]) == "SYNTHETIC data: Scores"
    assert title_for("Scores", found) == title_for("Scores") == "Scores"
