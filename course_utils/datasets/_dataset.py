"""A loaded data set: what a model may see, what it may not, and what the columns mean."""

import gzip
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.utils import Bunch

from course_utils.datasets._sources import Source
from course_utils.errors import did_you_mean


class Dataset(Bunch):  # type: ignore[misc]
    """A data set, split into what a model may see and what it may not.

    Like what scikit-learn's loaders return, it is a `sklearn.utils.Bunch`: ``dataset.target`` and
    ``dataset["target"]`` are the same. A set with further parts, such as ``vectors``, or the
    ``image_dir``, ``test_images`` and ``pretrain_images`` of `fashion_rare`, has these as well;
    its card says what they are.

    Attributes
    ----------
    name : str
        The name that `load_dataset` takes.
    frame : pandas.DataFrame
        Every column of the file, the target and the keys included.
    data : pandas.DataFrame, pandas.Series or numpy.ndarray
        The features: a table, in which named levels are of dtype ``category`` (ordered where they
        have an order); a series of texts; or uint8 images of shape (n, height, width).
    target : pandas.Series
        1 is the minority class, 0 the majority. A set of several classes keeps its labels.
    feature_names : list of str
        The names of the columns of ``data``; empty for images.
    target_names : list of str
        What 0 and 1 mean, in this order; or the classes.
    groups : pandas.Series or None
        What the rows share, for splitters that take ``groups``.
    sample_weight : pandas.Series or None
        The survey weight: how many members of the population a row stands for.
    time : pandas.Series or None
        What the rows are ordered by.
    categorical, numeric : list of str
        The features whose values are names, and the others: ready for a ``ColumnTransformer``.
    columns : pandas.DataFrame
        Each column's role, type, unit and meaning.
    telling : list of str
        The two columns that its figure shows, or for texts the words; empty for images.
    DESCR : str
        The card: who collected the data, when, why and how, as Markdown.

    """

    name: str
    frame: pd.DataFrame
    data: Any
    target: pd.Series
    feature_names: list[str]
    target_names: list[str]
    groups: pd.Series | None
    sample_weight: pd.Series | None
    time: pd.Series | None
    categorical: list[str]
    numeric: list[str]
    columns: pd.DataFrame
    telling: list[str]
    DESCR: str

    def __getattr__(self, key: str) -> Any:
        try:
            return self[key]
        except KeyError:
            # Python itself asks for names with two underscores, and needs no advice.
            near = "" if key.startswith("__") else f". {did_you_mean(key, self)}"
            raise AttributeError(f"A data set has no {key!r}{near}") from None

    def __repr__(self) -> str:
        rows = len(self.target)
        label, rarest = rarest_class(self.target)
        number = f"{rarest:,} rows ({rarest / rows:.2%})"
        if len(self.target_names) > 2:
            told = f"{self.target.name} has {len(self.target_names)} classes"
            rare = f"{told}, the rarest {label} with {number}"
        else:
            rare = f"{self.target.name} = {label} for {number}"
        return f"Dataset({self.name!r}: {describe_shape(self.data)}; {rare})"


def describe_shape(data: Any) -> str:
    """Return the size of the features in words.

    Examples
    --------
    >>> describe_shape(np.zeros((1200, 28, 28)))
    '1,200 images of 28 × 28 pixels'
    """
    if isinstance(data, pd.DataFrame):
        return f"{len(data):,} rows × {data.shape[1]} features"
    if isinstance(data, pd.Series):
        return f"{len(data):,} texts"
    return f"{len(data):,} images of {' × '.join(map(str, data.shape[1:]))} pixels"


def count_features(data: Any) -> int:
    """Return the number of features: columns, pixels, or 1 for a text."""
    return int(np.prod(data.shape[1:]))


def rarest_class(target: pd.Series) -> tuple[object, int]:
    """Return the label of the smallest class and its number of rows."""
    counts = target.value_counts()
    return counts.index[-1], int(counts.iloc[-1])


def read_frame(content: bytes, source: Source) -> pd.DataFrame:
    """Turn the bytes of a data file into a frame with the dtypes of its source."""
    frame = pd.read_csv(
        io.BytesIO(gzip.decompress(content)),
        dtype=source.dtypes,
        na_values=[""],
        keep_default_na=False,
    )
    frame.attrs.update(name=source.name, synthetic=source.synthetic)
    return frame


def split_frame(
    frame: pd.DataFrame,
    source: Source,
    *,
    card: str = "",
    parts: Mapping[str, Any | Path] | None = None,
) -> Dataset:
    """Split a whole frame into features, target, groups, weights and time."""
    parts = dict(parts or {})
    named = [source.columns[name] for name in source.features] if source.is_table else []
    return Dataset(
        name=source.name,
        frame=frame,
        data=_data(frame, source, parts),
        target=_target(frame, source),
        feature_names=[] if source.data else source.features,
        target_names=_target_names(frame, source),
        groups=_optional(frame, source.groups),
        sample_weight=_optional(frame, source.sample_weight),
        time=_optional(frame, source.time),
        categorical=[column.name for column in named if column.is_categorical],
        numeric=[column.name for column in named if column.type in {"integer", "real"}],
        columns=_describe(source),
        telling=list(source.telling),
        DESCR=card,
        **parts,
    )


def _data(frame: pd.DataFrame, source: Source, parts: dict[str, Any]) -> Any:
    """Return the features; the part that holds them is taken out of the parts."""
    if source.data:
        return parts.pop(source.data)
    if source.kind == "text":
        return frame[source.features[0]]
    return frame[source.features]


def _target(frame: pd.DataFrame, source: Source) -> pd.Series:
    """Return 1 for the positive labels and 0 for the rest, or the labels of several classes."""
    labels = frame[source.target]
    if not source.positives:
        return labels.astype("str") if labels.dtype == "category" else labels.copy()
    return labels.isin(source.positives).astype("int64")


def _target_names(frame: pd.DataFrame, source: Source) -> list[str]:
    """Return the names of the classes: majority and minority, or all of several."""
    if source.target_names:
        return list(source.target_names)
    labels = source.columns[source.target].levels or sorted(frame[source.target].unique())
    if not source.positives:
        return [str(label) for label in labels]
    rest = [str(label) for label in labels if label not in source.positives]
    positive = " or ".join(map(str, source.positives))
    return [rest[0] if len(rest) == 1 else f"not {positive}", positive]


def _optional(frame: pd.DataFrame, name: str) -> pd.Series | None:
    """Return a column, or nothing where the set has none."""
    return frame[name] if name else None


def _describe(source: Source) -> pd.DataFrame:
    """Return the table of columns: role, type, unit, meaning."""
    roles = {
        **dict.fromkeys(source.keys, "key"),
        source.target: "target",
        source.groups: "groups",
        source.sample_weight: "sample_weight",
    }
    rows = [
        {
            "column": column.name,
            "role": roles.get(column.name, "feature"),
            "type": column.type,
            "unit": column.unit,
            "about": column.about,
        }
        for column in source.columns.values()
    ]
    return pd.DataFrame(rows).set_index("column")
