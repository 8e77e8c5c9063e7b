"""Name the blocks of scanned pages, and mend two rows that contradict themselves."""

import io
from collections.abc import Mapping

import pandas as pd

MEASURES = [
    *("height", "length", "area", "eccen", "p_black", "p_and"),
    *("mean_tr", "blackpix", "blackand", "wb_trans"),
]
BLOCKS = {1: "text", 2: "horizontal line", 3: "picture", 4: "vertical line", 5: "graphic"}


def prepare(members: Mapping[str, bytes]) -> pd.DataFrame:
    """Read the rows below the header of a KEEL file."""
    (content,) = members.values()
    rows = content.partition(b"@data")[2]
    frame = pd.read_csv(io.BytesIO(rows), names=[*MEASURES, "block"], skipinitialspace=True)
    return mend(frame).assign(block=frame["block"].map(BLOCKS))


def mend(frame: pd.DataFrame) -> pd.DataFrame:
    """Make measures agree with the others that they follow from, where they do not.

    Eccentricity is length over height; the shares of black pixels are counts over the area. The
    source is exact to three decimals except in two rows: 500 stands for .500, and "1, 737" for
    "17, 37".
    """
    shape = (frame["length"] / frame["height"]).round(3)
    black = (frame["p_black"] * frame["area"]).round().astype("int64")
    smoothed = (frame["p_and"] * frame["area"]).round().astype("int64")
    shifted = (frame["blackpix"] / frame["area"] - frame["p_black"]).abs() > 0.01
    return frame.assign(
        eccen=frame["eccen"].mask((frame["eccen"] - shape).abs() > 0.01, shape),
        blackpix=frame["blackpix"].mask(shifted, black),
        blackand=frame["blackand"].mask(shifted, smoothed),
    )
