"""Read members of an archive, by their format, into a frame.

What a single set needs beyond its format stands in a module of ``_preparations``.
"""

import io
import lzma
import pickle
import warnings
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

Members = Mapping[str, bytes]


def read_csv(members: Members) -> pd.DataFrame:
    """Read one CSV file."""
    return pd.read_csv(io.BytesIO(_only(members)))


def read_xz_pickle(members: Members) -> pd.DataFrame:
    """Read one pickled frame, compressed with xz.

    A pickle runs code when it is read, so the archive's hash is compared before.
    """
    with warnings.catch_warnings():
        # The pickles name a private module of an older numpy, which still works.
        warnings.simplefilter("ignore", DeprecationWarning)
        frame: pd.DataFrame = pickle.loads(lzma.decompress(_only(members)))
    return frame


def leave_unread(members: Members) -> Members:
    """Hand the members to the preparation of the set as they are."""
    return members


def _only(members: Members) -> bytes:
    """Return the content of the one member."""
    (content,) = members.values()
    return content


READERS: Mapping[str, Callable[[Members], Any]] = {
    "csv": read_csv,
    "members": leave_unread,
    "xz_pickle": read_xz_pickle,
}
