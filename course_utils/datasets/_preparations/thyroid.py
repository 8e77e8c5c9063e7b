"""Name the columns of UCI's file, which has no header."""

import io
from collections.abc import Mapping

import pandas as pd

FLAGS = [
    "on_thyroxine",
    "query_on_thyroxine",
    "on_antithyroid_medication",
    "thyroid_surgery",
    "query_hypothyroid",
    "query_hyperthyroid",
    "pregnant",
    "sick",
    "tumor",
    "lithium",
    "goitre",
]
TESTS = ["TSH", "T3", "TT4", "T4U", "FTI", "TBG"]


def prepare(members: Mapping[str, bytes]) -> pd.DataFrame:
    """Read the file; a question mark is a missing value."""
    (content,) = members.values()
    tests = [column for test in TESTS for column in (f"{test}_measured", test)]
    names = ["class", "age", "sex", *FLAGS, *tests]
    return pd.read_csv(io.BytesIO(content), header=None, names=names, na_values="?")
