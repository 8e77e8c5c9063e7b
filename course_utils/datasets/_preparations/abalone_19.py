"""Name the columns of the abalone file, which has no header."""

import io
from collections.abc import Mapping

import pandas as pd

COLUMNS = [
    *("sex", "length", "diameter", "height"),
    *("whole_weight", "shucked_weight", "viscera_weight", "shell_weight", "rings"),
]


def prepare(members: Mapping[str, bytes]) -> pd.DataFrame:
    """Read the rows as they are."""
    (content,) = members.values()
    return pd.read_csv(io.BytesIO(content), names=COLUMNS)
