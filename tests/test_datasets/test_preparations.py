import numpy as np
import pandas as pd
import pytest

from course_utils.datasets._faults import SourceChanged
from course_utils.datasets._preparations import crash_deaths, page_blocks, satimage


def test_crash_key_joins_the_vehicles_of_one_crash_and_parts_the_years():
    frame = pd.DataFrame(
        {
            "rownames": [1, 2, 3, 4],
            "yearacc": [1997, 1997, 1997, 1998],
            "caseid": ["2:13:1", "2:13:2", "2:131:2", "2:13:1"],
        }
    )
    keys = crash_deaths.prepare(frame)
    assert keys["crash"].tolist() == ["1997:2:13", "1997:2:13", "1997:2:131", "1998:2:13"]
    assert keys["vehicle"].tolist() == [1, 2, 2, 1]
    assert list(keys) == ["yearacc", "crash", "vehicle"]


def windows_of(scene):
    """Cut every 3 x 3 neighbourhood out of a scene, with its place."""
    places = np.array(list(np.ndindex(scene.shape[0] - 2, scene.shape[1] - 2)))
    return np.array([scene[a : a + 3, b : b + 3] for a, b in places]), places


def scene_of(rows, columns):
    return np.random.default_rng(0).integers(0, 256, (rows, columns, 4)).astype("uint8")


def test_shuffled_neighbourhoods_find_their_places_in_the_scene():
    windows, places = windows_of(scene_of(9, 12))
    order = np.random.default_rng(1).permutation(len(windows))
    np.testing.assert_array_equal(satimage.find_places(windows[order]), places[order])


def test_neighbourhood_without_one_beside_it_finds_its_place_among_the_pixels():
    windows, places = windows_of(scene_of(9, 12))
    kept = np.abs(places - (3, 5)).sum(axis=1) != 1
    np.testing.assert_array_equal(satimage.find_places(windows[kept]), places[kept])


def test_neighbourhood_of_another_scene_is_refused():
    windows, _ = windows_of(scene_of(9, 12))
    windows[7] = 255 - windows[7]
    with pytest.raises(SourceChanged, match="no longer fit together"):
        satimage.find_places(windows)


def test_parts_of_satimage_are_joined_and_their_soils_named():
    windows, _ = windows_of(scene_of(5, 5))
    lines = [" ".join(map(str, [*window.ravel(), 4])).encode() for window in windows]
    frame = satimage.prepare(
        {"a/sat.trn.txt": b"\n".join(lines[:6]), "a/sat.tst.txt": b"\n".join(lines[6:])}
    )
    assert frame["split"].tolist() == ["train"] * 6 + ["test"] * 3
    assert set(frame["soil"]) == {"damp grey soil"}
    assert frame["row"].tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert frame.loc[4, "green_22"] == windows[4][1, 1, 0]


KEEL = b"""@relation page-blocks
@data
6, 3, 18, 500.0, 0.5, 0.944, 2.25, 9, 17, 4, 1
6, 7, 42, 1.167, 0.405, 0.881, 4.25, 1, 737, 4, 1
3, 304, 912, 101.33, 0.555, 0.686, 42.17, 506, 626, 12, 2
"""


def test_page_blocks_that_contradict_themselves_are_mended_and_no_others():
    frame = page_blocks.prepare({"page-blocks.dat": KEEL})
    assert frame["eccen"].tolist() == [0.5, 1.167, 101.33]
    assert frame["blackpix"].tolist() == [9, 17, 506]
    assert frame["blackand"].tolist() == [17, 37, 626]
    assert frame["block"].tolist() == ["text", "text", "horizontal line"]
