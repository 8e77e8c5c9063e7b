"""The table of sources: where each data set comes from and what its columns mean."""

import dataclasses
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_origin, get_type_hints

import pandas as pd

from course_utils.datasets._columns import LEVELLED, TYPES, Column
from course_utils.datasets._faults import DamagedFile, SourceTableFault, UnknownDataset
from course_utils.datasets._manifest import how_to_mend
from course_utils.errors import did_you_mean

TABLE = "sources.toml"
KINDS = ("tabular", "text", "images", "simulated")

FOLDER = "folder"
FORMAT_NAMES = ("array", FOLDER, "json", "rows_int8")

Label = str | int
# How a field is written in the table, by its type.
_WRITTEN: Mapping[Any, tuple[tuple[type, ...], str]] = {
    str: ((str,), "a text in quotation marks"),
    bool: ((bool,), "true or false"),
    tuple: ((list, tuple), "a list in brackets"),
    Mapping: ((dict,), "a table in braces"),
}
# What a second question about the same file says for itself; the rest is the file's.
_OWN = {"title", "story", "target", "positive", "target_names", "expected", "keys", "telling"}


@dataclass(frozen=True)
class Pin:
    """A pinned archive, and the members that are read from it."""

    package: str
    version: str
    artefact: str
    sha256: str
    members: tuple[str, ...]
    packager: str = "pip"


@dataclass(frozen=True)
class Part:
    """A further file of a set, or a folder of files."""

    name: str
    file: str
    format: str
    maker: str
    about: str
    pins: tuple[Pin, ...]

    @property
    def is_folder(self) -> bool:
        """Whether the part is a folder of PNG files, handed out as its path."""
        return self.format == FOLDER


@dataclass(frozen=True)
class Source:
    """One entry of ``data/sources.toml``."""

    name: str
    title: str
    story: str
    kind: str
    pins: tuple[Pin, ...]
    reader: str
    target: str
    expected: Mapping[str, Any]
    licence: str
    citation: tuple[str, ...]
    columns: Mapping[str, Column]
    positive: Label | tuple[Label, ...] | None = None
    target_names: tuple[str, ...] = ()
    prepare: str = ""
    groups: str = ""
    sample_weight: str = ""
    time: str = ""
    data: str = ""
    keys: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()
    dropped: Mapping[str, str] = dataclasses.field(default_factory=dict)
    parts: Mapping[str, Part] = dataclasses.field(default_factory=dict)
    synthetic: bool = False
    same_file: str = ""

    @property
    def owner(self) -> str:
        """The name of the set whose file and card this one uses: its own, or another's."""
        return self.same_file or self.name

    @property
    def file_name(self) -> str:
        """The name of the committed file."""
        return f"{self.owner}.csv.gz"

    def owns(self, file: str) -> bool:
        """Tell whether a path in the data folder is one of the set's files."""
        parts = self.parts.values()
        return file in {self.file_name, *(part.file for part in parts)} or any(
            file.startswith(f"{part.file}/") for part in parts
        )

    @property
    def positives(self) -> tuple[Label, ...]:
        """The labels that count as 1; none where the set has several classes."""
        if self.positive is None:
            return ()
        return self.positive if isinstance(self.positive, tuple) else (self.positive,)

    @property
    def is_table(self) -> bool:
        """Whether the features are columns of several types, and neither texts nor images."""
        return self.kind not in {"text", "images"}

    @property
    def features(self) -> list[str]:
        """The names of the columns that a model may see, in the order of the file."""
        if self.data:
            return []
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

    Raises
    ------
    DamagedFile
        When the table is missing, empty or no TOML.
    SourceTableFault
        When an entry lacks what it must say, or says what means nothing.

    Examples
    --------
    >>> from course_utils.files import shipped_folder
    >>> read_sources(shipped_folder("data"))["caravan"].file_name
    'caravan.csv.gz'
    """
    path = folder / TABLE
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DamagedFile(
            f"The table of data sources 'data/{TABLE}' cannot be read ({error}).",
            how_to_mend(TABLE),
        ) from error
    if not table:
        raise DamagedFile(
            f"The table of data sources 'data/{TABLE}' has no entries.", how_to_mend(TABLE)
        )
    return {name: _source(name, _whole_entry(name, table)) for name in sorted(table)}


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


def _whole_entry(name: str, table: dict[str, Any]) -> dict[str, Any]:
    """Return an entry with what it takes from the set whose file it shares.

    The other set's target is no feature: it may give the answer away.
    """
    entry: dict[str, Any] = table[name]
    _check_table(name, entry)
    owner = entry.get("same_file")
    if owner is None:
        return entry
    owners = [key for key, other in table.items() if "same_file" not in other]
    if owner not in owners:
        raise _fault(name, f"has same_file = {owner!r}. {did_you_mean(owner, owners)}")
    for key in entry:
        if key not in {*_OWN, "same_file"}:
            raise _fault(
                name,
                f"has the key {key!r}, which it takes from [{owner}]. {did_you_mean(key, _OWN)}",
            )
    apart = {"positive", "target_names"}
    shared = {key: value for key, value in table[owner].items() if key not in apart}
    whole = {**shared, **entry}
    answer = {shared.get("target")} - {whole.get("target")}
    return {**whole, "keys": [*whole.get("keys", []), *answer]}


def _source(name: str, entry: dict[str, Any]) -> Source:
    """Turn one table of the file into an entry, refusing what the loader could not use."""
    rest, pins = _take_pins(name, entry)
    _check_keys(name, rest, Source, given={"name", "pins"})
    columns = {key: _column(name, key, line) for key, line in rest["columns"].items()}
    parts = {key: _part(name, key, line, pins) for key, line in rest.get("parts", {}).items()}
    source = Source(
        **{**_tuples(rest), "name": name, "pins": pins, "columns": columns, "parts": parts}
    )
    _check_names(source)
    _check_kind(source)
    _check_classes(source)
    return source


def _check_names(source: Source) -> None:
    """Refuse an entry that uses a column or a part which it does not describe."""
    named = [source.target, source.groups, source.sample_weight, source.time]
    for column in filter(None, [*named, *source.keys]):
        if column not in source.columns:
            near = did_you_mean(column, source.columns)
            raise _fault(source.name, f"uses the column {column!r}. {near}")
    for column in source.telling if source.is_table else ():
        if column not in source.features:
            near = did_you_mean(column, source.features)
            raise _fault(source.name, f"has telling = {column!r}, which is no feature. {near}")
    if source.data and source.data not in source.parts:
        near = did_you_mean(source.data, source.parts)
        raise _fault(source.name, f"has data = {source.data!r}. {near}")


def _check_kind(source: Source) -> None:
    """Refuse an entry that is not as its kind must be."""
    if source.kind not in KINDS:
        near = did_you_mean(source.kind, KINDS)
        raise _fault(source.name, f"has kind = {source.kind!r}. {near}")
    if source.synthetic != (source.kind == "simulated"):
        raise _fault(source.name, "must be kind = 'simulated' if and only if synthetic = true")
    if bool(source.data) != (source.kind == "images"):
        raise _fault(source.name, "must name its images with 'data' if and only if it has any")
    types = [source.columns[feature].type for feature in source.features]
    if source.kind == "text" and types != ["text"]:
        raise _fault(
            source.name,
            f"is text and has the features {source.features}; let it have one, of type 'text', "
            "and name the other columns under 'keys'",
        )


def _check_classes(source: Source) -> None:
    """Refuse an entry that does not say which classes it has and expects."""
    levels = source.columns[source.target].levels
    for label in source.positives if levels else ():
        if label not in levels:
            near = did_you_mean(label, levels)
            raise _fault(source.name, f"has positive = {label!r}. {near}")
    counts = "positives" if source.positives else "classes"
    if set(source.expected) != {"n", "p", counts}:
        raise _fault(source.name, f"has expected = {dict(source.expected)}; name n, p, {counts}")
    if counts == "classes" and len(source.expected["classes"]) < 3:
        raise _fault(source.name, "has two classes; say with 'positive' which one counts as 1")


def _take_pins(place: str, entry: dict[str, Any]) -> tuple[dict[str, Any], tuple[Pin, ...]]:
    """Part an entry into the archives that it pins and the rest of its keys."""
    known = [field.name for field in dataclasses.fields(Pin)]
    first = {key: entry[key] for key in known if key in entry}
    rest = {key: value for key, value in entry.items() if key not in {*known, "more"}}
    pins = [first, *entry.get("more", [])]
    for pin in pins:
        _check_keys(place, pin, Pin, given=set())
    return rest, tuple(Pin(**_tuples(pin)) for pin in pins)


def _part(name: str, part: str, entry: dict[str, Any], pins: tuple[Pin, ...]) -> Part:
    """Turn the table of a part into a part; without a package, it is read from the set's."""
    place = f"{name}.parts.{part}"
    _check_table(place, entry)
    if "package" not in entry:
        entry = {**dataclasses.asdict(pins[0]), **entry}
    rest, own = _take_pins(place, entry)
    _check_keys(place, rest, Part, given={"name", "pins"})
    if rest["format"] not in FORMAT_NAMES:
        near = did_you_mean(rest["format"], FORMAT_NAMES)
        raise _fault(place, f"has format = {rest['format']!r}. {near}")
    return Part(**rest, name=part, pins=own)


def _column(name: str, column: str, fields: dict[str, Any]) -> Column:
    """Turn one line of a columns table into a column."""
    place = f"{name}.columns.{column}"
    _check_table(place, fields)
    _check_keys(place, fields, Column, given={"name"})
    known = {*TYPES, *LEVELLED}
    if fields["type"] not in known:
        raise _fault(
            place, f"has the type {fields['type']!r}. {did_you_mean(fields['type'], known)}"
        )
    if (fields["type"] in LEVELLED) != bool(fields.get("levels")):
        raise _fault(
            place, "must name its levels if and only if its type is 'category' or 'ordered'"
        )
    return Column(**_tuples(fields), name=column)


def _tuples(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields with tuples for lists, so that an entry cannot be changed."""
    return {
        key: tuple(value) if isinstance(value, list) else value for key, value in fields.items()
    }


def _check_table(place: str, entry: Any) -> None:
    """Refuse what is no table."""
    if not isinstance(entry, dict):
        raise _fault(place, f"is {entry!r}, and must be a table with the keys of its neighbours")


def _check_keys(place: str, entry: dict[str, Any], kind: type, *, given: set[str]) -> None:
    """Refuse an entry that lacks a key, has an unknown one, or another type of value."""
    fields = [field for field in dataclasses.fields(kind) if field.name not in given]
    known, hints = {field.name for field in fields}, get_type_hints(kind)
    for key, value in entry.items():
        if key not in known:
            raise _fault(place, f"has the unknown key {key!r}. {did_you_mean(key, known)}")
        types, words = _WRITTEN.get(get_origin(hints[key]) or hints[key], ((object,), ""))
        if not isinstance(value, types):
            raise _fault(place, f"has {key} = {value!r}, which must be {words}")
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
