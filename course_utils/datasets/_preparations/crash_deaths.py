"""Give the occupants of one crash a key that they share."""

import pandas as pd


def prepare(frame: pd.DataFrame) -> pd.DataFrame:
    """Split ``caseid`` (sampling unit, case, vehicle; unique within a year) into two keys.

    ``crash`` is the year, the sampling unit and the case: what the occupants of one crash share.
    ``vehicle`` numbers the vehicle within it.
    """
    parts = frame["caseid"].str.rsplit(":", n=1, expand=True)
    keys = {
        "crash": frame["yearacc"].astype(str) + ":" + parts[0],
        "vehicle": parts[1].astype("int64"),
    }
    return frame.drop(columns=["rownames", "caseid"]).assign(**keys)
