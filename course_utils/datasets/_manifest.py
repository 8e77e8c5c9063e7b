"""The manifest: what each committed data file must be, byte for byte, and what each set holds."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from course_utils.datasets._faults import DamagedFile, Mend
from course_utils.files import repository

MANIFEST = "MANIFEST.json"
REINSTALL = Mend("Install the course again: the file came with it.")


@dataclass(frozen=True)
class FileEntry:
    """What one data file must be: its hash and its size."""

    sha256: str
    bytes: int


@dataclass(frozen=True)
class SetEntry:
    """What a data set holds.

    ``n`` rows, ``p`` features, ``minority`` rows of the smallest of ``classes`` classes, the
    number of columns of each dtype, the missing values of the columns that have some, and what
    its parts are.
    """

    n: int
    p: int
    classes: int
    minority: int
    dtypes: Mapping[str, int]
    missing: Mapping[str, int]
    parts: Mapping[str, str]


@dataclass(frozen=True)
class Manifest:
    """The entries of the manifest: files by their path in the data folder, sets by name."""

    files: Mapping[str, FileEntry] = field(default_factory=dict)
    sets: Mapping[str, SetEntry] = field(default_factory=dict)


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a data folder; an empty one when there is none yet.

    Raises
    ------
    DamagedFile
        When the manifest is there and cannot be read.
    """
    path = folder / MANIFEST
    if not path.exists():
        return Manifest()
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        return Manifest(
            {name: FileEntry(**entry) for name, entry in table["files"].items()},
            {name: SetEntry(**entry) for name, entry in table["sets"].items()},
        )
    except (OSError, ValueError, TypeError, AttributeError, KeyError) as error:
        raise DamagedFile(
            f"The manifest 'data/{MANIFEST}' is damaged ({error!r}).", how_to_mend(MANIFEST)
        ) from error


def read_committed(folder: Path) -> Manifest:
    """Return a manifest that must be there.

    Raises
    ------
    DamagedFile
        When the manifest is missing, empty or damaged.
    """
    manifest = read_manifest(folder)
    if not manifest.sets:
        what = "has no entries" if (folder / MANIFEST).exists() else "is missing"
        raise DamagedFile(f"The manifest 'data/{MANIFEST}' {what}.", how_to_mend(MANIFEST))
    return manifest


def manifest_text(manifest: Manifest) -> str:
    """Return the manifest as text, sorted, a line for each entry, so that diffs are short."""
    blocks = []
    for kind in ("files", "sets"):
        entries = getattr(manifest, kind)
        lines = [
            f'  "{name}": {json.dumps(asdict(entries[name]), ensure_ascii=False)}'
            for name in sorted(entries)
        ]
        blocks.append(f' "{kind}": {{\n' + ",\n".join(lines) + "\n }")
    return "{\n" + ",\n".join(blocks) + "\n}\n"


def find_set(manifest: Manifest, name: str) -> SetEntry:
    """Return what a set must hold.

    Raises
    ------
    DamagedFile
        When the manifest has no entry of that name.
    """
    if name not in manifest.sets:
        raise _no_entry(name, name)
    return manifest.sets[name]


def read_checked(folder: Path, file: str, name: str) -> bytes:
    """Return the bytes of a data file after comparing them with the manifest.

    Parameters
    ----------
    folder : pathlib.Path
        The data folder.
    file : str
        The path of the file in it.
    name : str
        The name of the data set that it belongs to.

    Raises
    ------
    DamagedFile
        When the file or its entry is missing, or when the hash differs: the sentence has the
        file, what was expected, what was found and the command that mends it.
    """
    entry = read_committed(folder).files.get(file)
    if entry is None:
        raise _no_entry(file, name)
    try:
        content = (folder / file).read_bytes()
    except OSError as error:
        raise DamagedFile(
            f"The data file 'data/{file}' cannot be read ({error.strerror}); "
            f"{entry.bytes:,} bytes were expected.",
            how_to_mend(file, name),
        ) from error
    found = digest(content)
    if found != entry.sha256:
        raise DamagedFile(
            f"The data file 'data/{file}' is not the committed one: expected sha256 "
            f"{entry.sha256[:12]}… ({entry.bytes:,} bytes), found {found[:12]}… "
            f"({len(content):,} bytes).",
            how_to_mend(file, name),
        )
    return content


def read_card(folder: Path, name: str) -> str:
    """Return the text of the card of that name.

    Raises
    ------
    DamagedFile
        When the card is missing or is not UTF-8 text.
    """
    file = f"cards/{name}.md"
    try:
        return (folder / file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise DamagedFile(
            f"The card 'data/{file}' cannot be read ({reason}).", how_to_mend(file)
        ) from error


def digest(content: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def how_to_mend(file: str, name: str = "") -> Mend:
    """Return what brings a file of the data folder back."""
    if repository() is None:
        return REINSTALL
    rebuild = f", or build it anew with 'course data build {name}'" if name else ""
    command = f"git checkout -- data/{file}"
    return Mend(f"Bring it back with '{command}'{rebuild}.", command)


def _no_entry(what: str, name: str) -> DamagedFile:
    return DamagedFile(
        f"'data/{MANIFEST}' has no entry for {what!r}.", how_to_mend(MANIFEST, name)
    )
