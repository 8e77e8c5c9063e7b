"""Name the columns of the yeast file, which has no header and stands in columns of blanks."""

import io
from collections.abc import Mapping

import pandas as pd

SCORES = ["mcg", "gvh", "alm", "mit", "erl", "pox", "vac", "nuc"]


def prepare(members: Mapping[str, bytes]) -> pd.DataFrame:
    """Read the rows as they are."""
    (content,) = members.values()
    return pd.read_csv(io.BytesIO(content), sep=r"\s+", names=["name", *SCORES, "site"])
