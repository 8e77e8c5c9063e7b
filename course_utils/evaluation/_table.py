"""A data frame that prints as the course prints: three decimals, an interval in one cell."""

from math import isnan

import pandas as pd
from pandas.api.types import is_integer_dtype

from course_utils.evaluation._interval import Interval, decimals

_MOST_ROWS = 60
"""A longer table is printed in part, as pandas does."""


class ScoreTable(pd.DataFrame):
    """A pandas data frame whose print is rounded; its values are not.

    Parameters
    ----------
    data, index, columns, dtype, copy
        As for `pandas.DataFrame`. Columns ``m``, ``m_low`` and ``m_high`` are printed as one.

    Examples
    --------
    >>> recall = {"recall": [0.8], "recall_low": [0.67], "recall_high": [0.888]}
    >>> table = ScoreTable({"n": [50], **recall})
    >>> table
     n               recall
    50 0.800 [0.670, 0.888]
    >>> float(table["recall_low"].iloc[0])
    0.67
    """

    @property
    def _constructor(self) -> type["ScoreTable"]:
        return ScoreTable

    def __repr__(self) -> str:
        return printed(self).to_string(index=False, max_rows=_MOST_ROWS, min_rows=10)

    def _repr_html_(self) -> str:
        return html(printed(self))


def printed(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table as texts: three decimals, and an interval in its estimate's cell."""
    frame = pd.DataFrame(table)
    # Numbers without a name only count the rows; names, as of a transposed table, are shown.
    if any(frame.index.names) or not is_integer_dtype(frame.index):
        frame = frame.reset_index()
    shown = {}
    for name in frame.columns:
        ends = [f"{name}_low", f"{name}_high"]
        if frame.columns.isin(ends).sum() == 2:
            rows = frame[[name, *ends]].itertuples(index=False, name=None)
            shown[name] = [_text(row[0]) if isnan(row[1]) else str(Interval(*row)) for row in rows]
        elif not _is_end(name, frame.columns):
            shown[name] = [_text(value) for value in frame[name].tolist()]
    return pd.DataFrame(shown)


def html(texts: pd.DataFrame) -> str:
    """Return a table of texts in HTML, without the index.

    The index has an empty header cell, which a screen reader stumbles on.
    """
    return str(
        texts.to_html(
            index=False, border=0, justify="right", classes="scoreboard", max_rows=_MOST_ROWS
        )
    )


def _is_end(name: object, columns: pd.Index) -> bool:
    estimate = str(name).removesuffix("_low").removesuffix("_high")
    return {estimate, f"{estimate}_low", f"{estimate}_high"} <= {*columns} and estimate != name


def _text(value: object) -> str:
    return decimals(value) if isinstance(value, float) else str(value)
