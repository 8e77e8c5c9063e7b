"""Unpack the shuttle file and name its two classes."""

import io
from collections.abc import Mapping

import pandas as pd


def prepare(members: Mapping[str, bytes]) -> pd.DataFrame:
    """Read the rows as they are, with names for the 0 and 1 of the last column."""
    (content,) = members.values()
    frame = pd.read_csv(io.BytesIO(content), compression="gzip")
    return frame.assign(anomaly=frame["anomaly"].map({0: "normal", 1: "outlier"}))
