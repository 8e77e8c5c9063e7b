"""Give each call of the bank its date: the source has day, month and the order of the years."""

import gzip
import io
from collections.abc import Mapping

import pandas as pd

FIRST_YEAR = 2008
MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}


def prepare(members: Mapping[str, bytes]) -> pd.DataFrame:
    """Read the file of UCI and add ``date``.

    The rows are ordered by date from May 2008 on, so that a year begins wherever the month is an
    earlier one than in the row before.
    """
    (content,) = members.values()
    frame = pd.read_csv(io.BytesIO(gzip.decompress(content)), sep=";")
    month = frame["month"].map(MONTHS)
    year = FIRST_YEAR + (month < month.shift()).cumsum()
    date = pd.to_datetime(pd.DataFrame({"year": year, "month": month, "day": frame["day"]}))
    return frame.assign(date=date.dt.strftime("%Y-%m-%d"))
