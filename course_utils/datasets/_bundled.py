"""Load the data sets that lie in the data folder."""

import gzip
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, overload

import pandas as pd

from course_utils.datasets._faults import DamagedFile, SourceTableFault
from course_utils.datasets._manifest import how_to_mend, read_checked, read_committed
from course_utils.datasets._sources import Source, find_source, pick_sources, read_sources
from course_utils.files import shipped_folder


@dataclass(frozen=True, eq=False, repr=False)
class Dataset:
    """A data set, split into what a model may see and what it may not.

    Attributes
    ----------
    name : str
        The name that `load_dataset` takes.
    frame : pandas.DataFrame
        Every column of the file, the target and the keys included.
    X : pandas.DataFrame
        The features. Named levels are of dtype ``category``, ordered where they have an order.
    y : pandas.Series
        The target: 1 is the minority class, 0 the majority. (A set with more than two classes
        keeps its labels.)
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
    card : str
        Who collected the data, when, why and how, as Markdown.
    """

    name: str
    frame: pd.DataFrame
    X: pd.DataFrame
    y: pd.Series
    groups: pd.Series | None
    sample_weight: pd.Series | None
    time: pd.Series | None
    categorical: list[str]
    numeric: list[str]
    columns: pd.DataFrame
    card: str

    def __repr__(self) -> str:
        rows, features = self.X.shape
        label, rarest = rarest_class(self.y)
        return (
            f"Dataset({self.name!r}: {rows:,} rows × {features} features; "
            f"{self.y.name} is {label} in {rarest:,} rows = {rarest / rows:.2%})"
        )


@overload
def load_dataset(name: str, *, return_X_y: Literal[False] = False) -> Dataset: ...
@overload
def load_dataset(name: str, *, return_X_y: Literal[True]) -> tuple[pd.DataFrame, pd.Series]: ...
def load_dataset(
    name: str, *, return_X_y: bool = False
) -> Dataset | tuple[pd.DataFrame, pd.Series]:
    """Load one of the course's data sets.

    The file is compared with the manifest first: what is loaded is what was committed.

    Parameters
    ----------
    name : str
        A name from `list_datasets`.
    return_X_y : bool, default=False
        Return only the features and the target, as scikit-learn's loaders do.

    Returns
    -------
    Dataset or (pandas.DataFrame, pandas.Series)
        The data set, or its ``X`` and ``y``.

    Raises
    ------
    UnknownDataset
        When there is no set of that name; the nearest one is named.
    DamagedFile
        When the file is missing or is not the committed one.

    Examples
    --------
    >>> crash_deaths = load_dataset("crash_deaths")
    >>> crash_deaths
    Dataset('crash_deaths': 26,217 rows × 11 features; dead is 1 in 1,180 rows = 4.50%)
    >>> crash_deaths.categorical
    ['dvcat', 'airbag', 'seatbelt', 'sex', 'abcat', 'occRole']
    >>> X, y = load_dataset("caravan", return_X_y=True)
    >>> X.shape, y.sum()
    ((5822, 85), np.int64(348))
    """
    folder = shipped_folder("data")
    dataset = read_dataset(find_source(read_sources(folder), name), folder)
    return (dataset.X, dataset.y) if return_X_y else dataset


def list_datasets() -> pd.DataFrame:
    """Return a table of the course's data sets.

    Returns
    -------
    pandas.DataFrame
        One row a set: its name, kind, rows ``n``, features ``p``, minority rows ``positives``,
        their share ``prevalence``, the question it answers and its licence.

    Raises
    ------
    DamagedFile
        When the manifest, which has the counts, is missing, empty or damaged.

    Examples
    --------
    >>> list_datasets().set_index("name").loc["caravan", ["n", "p", "positives"]].tolist()
    [5822, 85, 348]
    """
    folder = shipped_folder("data")
    manifest = read_committed(folder)
    rows = [
        {
            "name": name,
            "kind": source.kind,
            "n": manifest[name].n,
            "p": manifest[name].p,
            "positives": manifest[name].positives,
            "prevalence": manifest[name].positives / manifest[name].n,
            "story": source.story,
            "licence": source.licence,
        }
        for name, source in read_sources(folder).items()
        if name in manifest
    ]
    return pd.DataFrame(rows)


def verify_data(names: Iterable[str] = ()) -> list[str]:
    """Return a sentence for each data file that is not as it was committed.

    Parameters
    ----------
    names : iterable of str, optional
        The sets to look at; all of them when none is named.

    Returns
    -------
    list of str
        The findings, each with the command that mends it; empty when all is well.

    Examples
    --------
    >>> verify_data()
    []
    """
    folder = shipped_folder("data")
    try:
        sources = read_sources(folder)
        read_committed(folder)
    except (SourceTableFault, DamagedFile) as fault:
        return [str(fault)]
    findings = []
    for source in pick_sources(sources, names):
        try:
            read_checked(folder, source.name)
            _read_card(source, folder)
        except DamagedFile as fault:
            findings.append(str(fault))
    return findings


def read_dataset(source: Source, folder: Path) -> Dataset:
    """Read one data set from a data folder."""
    frame = read_frame(read_checked(folder, source.name), source)
    return split_frame(frame, source, card=_read_card(source, folder))


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


def split_frame(frame: pd.DataFrame, source: Source, *, card: str = "") -> Dataset:
    """Split a whole frame into features, target, groups, weights and time."""
    named = [source.columns[name] for name in source.features]
    return Dataset(
        name=source.name,
        frame=frame,
        X=frame[source.features],
        y=_target(frame, source),
        groups=_optional(frame, source.groups),
        sample_weight=_optional(frame, source.sample_weight),
        time=_optional(frame, source.time),
        categorical=[column.name for column in named if column.is_categorical],
        numeric=[column.name for column in named if column.type in {"integer", "real"}],
        columns=_describe(source),
        card=card,
    )


def rarest_class(y: pd.Series) -> tuple[object, int]:
    """Return the label of the smallest class and its number of rows."""
    counts = y.value_counts()
    return counts.index[-1], int(counts.iloc[-1])


def _target(frame: pd.DataFrame, source: Source) -> pd.Series:
    """Return 1 for the positive label and 0 for the rest, or the labels of several classes."""
    labels = frame[source.target]
    if source.positive is None:
        return labels
    return (labels == source.positive).astype("int64")


def _optional(frame: pd.DataFrame, name: str) -> pd.Series | None:
    """Return a column, or nothing where the set has none."""
    return frame[name] if name else None


def _describe(source: Source) -> pd.DataFrame:
    """Return the table of columns: role, type, unit, meaning."""
    roles = {
        source.target: "target",
        source.groups: "groups",
        source.sample_weight: "sample_weight",
        **dict.fromkeys(source.keys, "key"),
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


def _read_card(source: Source, folder: Path) -> str:
    """Return the text of a set's card."""
    file = f"cards/{source.name}.md"
    try:
        return (folder / file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DamagedFile(
            f"The card 'data/{file}' cannot be read ({error}). {how_to_mend(file)}"
        ) from error
