"""The table of sources: where each data set comes from and what its columns mean."""

import dataclasses
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from course_utils.datasets._faults import SourceTableFault, UnknownDataset
from course_utils.errors import did_you_mean

TABLE = "sources.toml"

_TYPES = {"integer": "int64", "real": "float64", "code": "int64", "text": "str"}
_LEVELLED = {"category", "ordered"}


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
        if self.type in _LEVELLED:
            return pd.CategoricalDtype(list(self.levels), ordered=self.type == "ordered")
        return _TYPES[self.type]

    @property
    def is_categorical(self) -> bool:
        """Whether the values are names, so that a linear model needs them one-hot encoded."""
        return self.type in {*_LEVELLED, "code"}


@dataclass(frozen=True)
class Source:
    """One entry of ``data/sources.toml``."""

    name: str
    title: str
    story: str
    kind: str
    packager: str
    package: str
    version: str
    artefact: str
    sha256: str
    members: tuple[str, ...]
    reader: str
    target: str
    expected: Mapping[str, int]
    licence: str
    citation: tuple[str, ...]
    columns: Mapping[str, Column]
    positive: str | int | None = None
    prepare: str = ""
    groups: str = ""
    sample_weight: str = ""
    time: str = ""
    keys: tuple[str, ...] = ()
    dropped: Mapping[str, str] = dataclasses.field(default_factory=dict)
    synthetic: bool = False

    @property
    def file_name(self) -> str:
        """The name of the committed file."""
        return f"{self.name}.csv.gz"

    @property
    def features(self) -> list[str]:
        """The names of the columns of X, in the order of the file."""
        apart = {self.target, self.groups, self.sample_weight, *self.keys}
        return [name for name in self.columns if name not in apart]

    @property
    def dtypes(self) -> dict[str, str | pd.CategoricalDtype]:
        """The dtype of every column of the file."""
        return {name: column.dtype for name, column in self.columns.items()}


def read_sources(folder: Path) -> dict[str, Source]:
    """Return the entries of the table of sources that lies in a data folder.

    Parameters
    ----------
    folder : pathlib.Path
        The data folder.

    Returns
    -------
    dict of str to Source
        The entries by name, sorted.

    Examples
    --------
    >>> from course_utils.files import shipped_folder
    >>> sorted(read_sources(shipped_folder("data")))[:2]
    ['caravan', 'crash_deaths']
    """
    path = folder / TABLE
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceTableFault(
            f"The table of data sources 'data/{TABLE}' cannot be read ({error}). "
            f"In a clone, 'git checkout -- data/{TABLE}' brings it back."
        ) from error
    return {name: _source(name, table[name]) for name in sorted(table)}


def pick_sources(sources: Mapping[str, Source], names: Iterable[str]) -> list[Source]:
    """Return the named entries, or all of them when no name is given.

    Raises
    ------
    UnknownDataset
        For the first name that is not in the table, with the nearest one.
    """
    names = [names] if isinstance(names, str) else names
    return [find_source(sources, name) for name in names] or list(sources.values())


def find_source(sources: Mapping[str, Source], name: str) -> Source:
    """Return the entry of that name, or say which name is near."""
    if not isinstance(name, str) or name not in sources:
        raise UnknownDataset(f"There is no data set {name!r}. {did_you_mean(name, sources)}")
    return sources[name]


def _source(name: str, entry: Any) -> Source:
    """Turn one table of the file into an entry, refusing what the loader could not use."""
    if not isinstance(entry, dict):
        raise _fault(name, f"is {entry!r}, and must be a table with the keys of its neighbours")
    _check_keys(name, entry, Source, given={"name"})
    fields: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()
    }
    columns = {key: _column(name, key, line) for key, line in entry["columns"].items()}
    source = Source(**{**fields, "name": name, "columns": columns})
    named = [source.target, source.groups, source.sample_weight, source.time, *source.keys]
    for column in filter(None, named):
        if column not in columns:
            raise _fault(name, f"uses the column {column!r}. {did_you_mean(column, columns)}")
    return source


def _column(name: str, column: str, fields: dict[str, Any]) -> Column:
    """Turn one line of a columns table into a column."""
    _check_keys(f"{name}.columns.{column}", fields, Column, given={"name"})
    known = {*_TYPES, *_LEVELLED}
    if fields["type"] not in known:
        raise _fault(
            f"{name}.columns.{column}",
            f"has the type {fields['type']!r}. {did_you_mean(fields['type'], known)}",
        )
    if (fields["type"] in _LEVELLED) != bool(fields.get("levels")):
        raise _fault(
            f"{name}.columns.{column}",
            "must name its levels if and only if its type is 'category' or 'ordered'",
        )
    return Column(**{**fields, "name": column, "levels": tuple(fields.get("levels", ()))})


def _check_keys(place: str, entry: dict[str, Any], kind: type, *, given: set[str]) -> None:
    """Refuse an entry that lacks a key or has an unknown one."""
    fields = [field for field in dataclasses.fields(kind) if field.name not in given]
    known = {field.name for field in fields}
    for key in entry:
        if key not in known:
            raise _fault(place, f"has the unknown key {key!r}. {did_you_mean(key, known)}")
    for field in fields:
        optional = (
            field.default is not dataclasses.MISSING
            or field.default_factory is not dataclasses.MISSING
        )
        if field.name not in entry and not optional:
            raise _fault(place, f"lacks the key {field.name!r}; its neighbours show one")


def _fault(place: str, what: str) -> SourceTableFault:
    """Name the place in the table, then say what is wrong there."""
    return SourceTableFault(f"In 'data/{TABLE}', [{place}] {what}")
