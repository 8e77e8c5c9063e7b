"""Make the files of a data set from its pinned archives; nothing is written here."""

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd

from course_utils.datasets import _preparations
from course_utils.datasets._archives import fetch_archive, read_members
from course_utils.datasets._dataset import read_frame
from course_utils.datasets._faults import SourceChanged, SourceTableFault
from course_utils.datasets._parts import FORMATS, pack_bytes, pack_part, unpack_bytes
from course_utils.datasets._readers import READERS
from course_utils.datasets._sources import Part, Pin, Source
from course_utils.errors import did_you_mean

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Made:
    """A set as a learner will load it, and its files by their path in the data folder."""

    frame: pd.DataFrame
    parts: Mapping[str, Any]
    files: Mapping[str, bytes]


def make_set(source: Source, folder: Path, cache: Path, tell: Tell) -> Made:
    """Make the file of a set and its parts.

    Parameters
    ----------
    source : Source
        The entry of the set.
    folder : pathlib.Path
        The data folder: a committed file that holds the same content stays as it is.
    cache : pathlib.Path
        Where fetched archives are kept.
    tell : callable
        Called with a line of text before each step.

    Raises
    ------
    CourseError
        When a source cannot be had, or does not hold what the table of sources expects.
    """
    frame = make_frame(_read_pins(source.pins, cache, tell), source)
    content = _pack_frame(frame, folder / source.file_name)
    loaded = _load_back(content, frame, source)
    files, parts = {source.file_name: content}, {}
    for part in source.parts.values():
        members = _read_pins(part.pins, cache, tell)
        tell(f"making {part.file}")
        packed = _make_part(part, members, loaded, folder, source.name)
        files |= packed
        parts[part.name] = _open_part(part, packed, folder)
    return Made(loaded, parts, files)


def make_frame(members: Mapping[str, bytes], source: Source) -> pd.DataFrame:
    """Read the members of an archive into a frame that holds the described columns only.

    Raises
    ------
    SourceChanged
        When a column is missing, or is there and neither described nor dropped.
    """
    if source.reader not in READERS:
        raise SourceTableFault(
            f"In 'data/sources.toml', [{source.name}] has reader = {source.reader!r}. "
            f"{did_you_mean(source.reader, READERS)} "
            "(They stand in course_utils/datasets/_readers.py.)"
        )
    frame = READERS[source.reader](members)
    if source.prepare:
        frame = find_preparation("prepare", source.prepare, source.name).prepare(frame)
    frame = frame.drop(columns=[name for name in source.dropped if name in frame])
    _check_columns(frame, source)
    described: pd.DataFrame = frame[list(source.columns)].astype(source.dtypes)
    return described.reset_index(drop=True)


def find_preparation(key: str, name: str, place: str) -> ModuleType:
    """Return the module of a preparation or of a maker, or say which there are.

    Raises
    ------
    SourceTableFault
        When there is no module of that name; the nearest one is named.
    """
    known = [path.stem for place in _preparations.__path__ for path in Path(place).glob("*.py")]
    known = [stem for stem in known if not stem.startswith("_")]
    if name not in known:
        raise SourceTableFault(
            f"In 'data/sources.toml', [{place}] has {key} = {name!r}. "
            f"{did_you_mean(name, known)} (They stand in course_utils/datasets/_preparations.)"
        )
    return importlib.import_module(f"{_preparations.__name__}.{name}")


def _read_pins(pins: tuple[Pin, ...], cache: Path, tell: Tell) -> dict[str, bytes]:
    """Return the members of several archives by name."""
    members: dict[str, bytes] = {}
    for pin in pins:
        tell(f"fetching {pin.package} {pin.version}")
        archive = fetch_archive(pin, cache)
        tell(f"reading {archive.name}")
        members |= read_members(archive, pin.members)
    return members


def _pack_frame(frame: pd.DataFrame, committed: Path) -> bytes:
    """Return a frame as gzipped CSV; the committed bytes where they hold the same."""
    text = frame.to_csv(index=False, lineterminator="\n").encode("utf-8")
    if committed.exists() and unpack_bytes(committed.read_bytes()) == text:
        # Another zlib may pack the same content into other bytes: the committed ones stay.
        return committed.read_bytes()
    return pack_bytes(text)


def _load_back(content: bytes, frame: pd.DataFrame, source: Source) -> pd.DataFrame:
    """Return the frame as a learner will load it, after making sure that it is the same."""
    try:
        loaded = read_frame(content, source)
        same = loaded.equals(frame)
    except (ValueError, TypeError):
        same = False
    if not same:
        raise SourceChanged(
            f"The frame of {source.name!r} does not survive being written as CSV. Empty texts "
            "come back as missing and carriage returns break rows: let a module in "
            "_preparations mend them."
        )
    return loaded


def _make_part(
    part: Part, members: Mapping[str, bytes], frame: pd.DataFrame, folder: Path, name: str
) -> dict[str, bytes]:
    """Run the maker of a part and return its files by their path in the data folder."""
    place = f"{name}.parts.{part.name}"
    module, _, function = part.maker.partition(".")
    make = getattr(find_preparation("maker", module, place), function or "make", None)
    if make is None:
        raise SourceTableFault(
            f"In 'data/sources.toml', [{place}] has maker = {part.maker!r}, and there is no "
            f"function {function or 'make'!r} in course_utils/datasets/_preparations/{module}.py."
        )
    return pack_part(part, make(members, frame.copy()), folder)


def _open_part(part: Part, packed: Mapping[str, bytes], folder: Path) -> Any:
    """Return a part as a learner will load it."""
    if part.is_folder:
        return folder / part.file
    return FORMATS[part.format].unpack(packed[part.file])


def _check_columns(frame: pd.DataFrame, source: Source) -> None:
    """Refuse a frame whose columns or levels the table of sources does not describe."""
    for name in frame:
        if name not in source.columns:
            raise SourceChanged(
                f"The source of {source.name!r} has a column {name!r} that data/sources.toml "
                "neither describes nor drops. Add it to 'columns', or to 'dropped' with a reason."
            )
    for name, column in source.columns.items():
        if name not in frame:
            raise SourceChanged(
                f"The source of {source.name!r} has no column {name!r}. "
                f"{did_you_mean(name, map(str, frame.columns))}"
            )
        strangers = set(frame[name].dropna()) - set(column.levels) if column.levels else set()
        if strangers:
            raise SourceChanged(
                f"The column {name!r} of {source.name!r} holds {sorted(map(str, strangers))}, "
                f"and data/sources.toml names the levels {list(column.levels)}."
            )
