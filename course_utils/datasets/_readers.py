"""Turn members of an archive into a frame: first the format, then what one set needs."""

import io
import lzma
import pickle
import warnings
from collections.abc import Callable, Mapping

import pandas as pd


def read_csv(members: list[bytes]) -> pd.DataFrame:
    """Read one CSV file."""
    return pd.read_csv(io.BytesIO(members[0]))


def read_xz_pickle(members: list[bytes]) -> pd.DataFrame:
    """Read one pickled frame, compressed with xz.

    A pickle runs code when it is read, so the archive's hash is compared before.
    """
    with warnings.catch_warnings():
        # The pickles name a private module of an older numpy, which still works.
        warnings.simplefilter("ignore", DeprecationWarning)
        frame: pd.DataFrame = pickle.loads(lzma.decompress(members[0]))
    return frame


def prepare_crash_deaths(frame: pd.DataFrame) -> pd.DataFrame:
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


READERS: Mapping[str, Callable[[list[bytes]], pd.DataFrame]] = {
    "csv": read_csv,
    "xz_pickle": read_xz_pickle,
}

PREPARATIONS: Mapping[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "crash_deaths": prepare_crash_deaths,
}
