"""Read the Landsat pixels, and find out where in the scene each of them lies.

The source calls its order random and does not say where a row lies. But the 3 x 3 neighbourhoods
of two adjoining pixels share six pixels, so the scene can be laid like a jigsaw puzzle.
"""

import io
from collections.abc import Mapping

import numpy as np
import pandas as pd

from course_utils.datasets._faults import SourceChanged

SOILS = {
    1: "red soil",
    2: "cotton crop",
    3: "grey soil",
    4: "damp grey soil",
    5: "vegetation stubble",
    7: "very damp grey soil",
}
SPLITS = {"sat.trn.txt": "train", "sat.tst.txt": "test"}
BANDS = ("green", "red", "nir1", "nir2")
PIXELS = [f"{band}_{row}{column}" for row in "123" for column in "123" for band in BANDS]
TILE = 8


def prepare(members: Mapping[str, bytes]) -> pd.DataFrame:
    """Join the two parts of the source, name the soils, and add each row's place in the scene."""
    parts = [
        pd.read_csv(io.BytesIO(content), sep=" ", names=[*PIXELS, "soil"]).assign(
            split=SPLITS[name.rpartition("/")[2]]
        )
        for name, content in members.items()
    ]
    frame = pd.concat(parts, ignore_index=True)
    places = find_places(frame[PIXELS].to_numpy("uint8").reshape(-1, 3, 3, len(BANDS)))
    row, column = places.T
    tile = [f"{a}:{b}" for a, b in places // TILE]
    soil = frame["soil"].map(SOILS)
    return frame.assign(soil=soil, row=row, column=column, tile=tile)


def find_places(windows: np.ndarray) -> np.ndarray:
    """Return row and column of each window in the scene that they were all cut from.

    Parameters
    ----------
    windows : numpy.ndarray of shape (n, 3, 3, bands)
        Square windows; adjoining ones share two of their three rows or columns.

    Returns
    -------
    numpy.ndarray of shape (n, 2)
        Row and column, both counted from 0 at the upper left.

    Raises
    ------
    SourceChanged
        When a window fits nowhere, or where another one lies.
    """
    chained = _follow(_adjoining(windows))
    corner = np.min(list(chained.values()), axis=0)
    # -1 marks what no window of the chain shows.
    scene = np.full((*np.ptp(list(chained.values()), axis=0) + 3, windows.shape[-1]), -1)
    for index, (row, column) in chained.items():
        row, column = row - corner[0], column - corner[1]
        scene[row : row + 3, column : column + 3] = windows[index]
    views = np.lib.stride_tricks.sliding_window_view(scene, (3, 3), axis=(0, 1))
    views = views.transpose(0, 1, 3, 4, 2).astype(windows.dtype)
    seen = {views[place].tobytes(): place for place in np.ndindex(views.shape[:2])}
    places = [seen.get(window.tobytes()) for window in windows]
    if None in places or len(set(places)) < len(places):
        raise SourceChanged(
            "The neighbourhoods of 'satimage' no longer fit together into one scene. "
            "Compare the source with the one that data/sources.toml pins."
        )
    return np.array(places)


def _adjoining(windows: np.ndarray) -> dict[int, list[tuple[int, int, int]]]:
    """Return for each window the ones beside it: their index, and the step in row and column."""
    neighbours: dict[int, list[tuple[int, int, int]]] = {i: [] for i in range(len(windows))}
    halves = {
        (0, 1): (windows[:, :, 1:], windows[:, :, :2]),
        (1, 0): (windows[:, 1:], windows[:, :2]),
    }
    for (down, right), (ends, starts) in halves.items():
        by_start = {start.tobytes(): index for index, start in enumerate(starts)}
        for index, end in enumerate(ends):
            other = by_start.get(end.tobytes())
            if other is not None:
                neighbours[index].append((other, down, right))
                neighbours[other].append((index, -down, -right))
    return neighbours


def _follow(neighbours: dict[int, list[tuple[int, int, int]]]) -> dict[int, tuple[int, int]]:
    """Return the place of every window that can be reached from the first one, step by step."""
    places, waiting = {0: (0, 0)}, [0]
    while waiting:
        row, column = places[waiting[-1]]
        for other, down, right in neighbours[waiting.pop()]:
            if other not in places:
                places[other] = (row + down, column + right)
                waiting.append(other)
    return places
