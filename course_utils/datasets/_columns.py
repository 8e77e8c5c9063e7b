"""The columns of a data file: their types, units and meaning."""

from dataclasses import dataclass

import pandas as pd

TYPES = {"integer": "int64", "real": "float64", "code": "int64", "text": "str"}
LEVELLED = {"category", "ordered"}


@dataclass(frozen=True)
class Column:
    """A column of a data file: its name, type, unit and meaning.

    ``type`` is ``integer``, ``real``, ``text``, ``category`` (named levels without an order),
    ``ordered`` (named levels in order) or ``code`` (integers that are names, not quantities).
    """

    name: str
    type: str
    about: str
    unit: str = ""
    levels: tuple[str, ...] = ()

    @property
    def dtype(self) -> str | pd.CategoricalDtype:
        """The pandas dtype of the loaded column."""
        if self.type in LEVELLED:
            return pd.CategoricalDtype(list(self.levels), ordered=self.type == "ordered")
        return TYPES[self.type]

    @property
    def is_categorical(self) -> bool:
        """Whether the values are names, so that a linear model needs them one-hot encoded."""
        return self.type in {*LEVELLED, "code"}
