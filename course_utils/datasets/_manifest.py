"""The manifest: what each committed data file must be, byte for byte."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from course_utils.datasets._faults import DamagedFile
from course_utils.files import repository

MANIFEST = "MANIFEST.json"


@dataclass(frozen=True)
class ManifestEntry:
    """What is known of one data file: its hash and size, its rows, features and positives."""

    file: str
    sha256: str
    bytes: int
    n: int
    p: int
    positives: int


def read_manifest(folder: Path) -> dict[str, ManifestEntry]:
    """Return the entries of the manifest in a data folder; none when there is no manifest yet.

    Raises
    ------
    DamagedFile
        When the manifest is there and cannot be read.
    """
    path = folder / MANIFEST
    if not path.exists():
        return {}
    try:
        return {
            name: ManifestEntry(**entry)
            for name, entry in json.loads(path.read_text(encoding="utf-8")).items()
        }
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise DamagedFile(
            f"The manifest 'data/{MANIFEST}' is damaged ({error}). {how_to_mend(MANIFEST)}"
        ) from error


def read_committed(folder: Path) -> dict[str, ManifestEntry]:
    """Return the entries of a manifest that must be there.

    Raises
    ------
    DamagedFile
        When the manifest is missing, empty or damaged.
    """
    entries = read_manifest(folder)
    if not entries:
        what = "has no entries" if (folder / MANIFEST).exists() else "is missing"
        raise DamagedFile(f"The manifest 'data/{MANIFEST}' {what}. {how_to_mend(MANIFEST)}")
    return entries


def manifest_text(entries: Mapping[str, ManifestEntry]) -> str:
    """Return the manifest as text, sorted, so that a diff shows only what changed."""
    table = {name: asdict(entries[name]) for name in sorted(entries)}
    return json.dumps(table, indent=2) + "\n"


def read_checked(folder: Path, name: str) -> bytes:
    """Return the bytes of a data file after comparing them with the manifest.

    Parameters
    ----------
    folder : pathlib.Path
        The data folder.
    name : str
        The name of the data set.

    Raises
    ------
    DamagedFile
        When the file or its entry is missing, or when the hash differs: the sentence has the
        file, what was expected, what was found and the command that mends it.
    """
    entry = read_committed(folder).get(name)
    if entry is None:
        raise DamagedFile(
            f"'data/{MANIFEST}' has no entry for {name!r}. {how_to_mend(MANIFEST, name)}"
        )
    try:
        content = (folder / entry.file).read_bytes()
    except OSError as error:
        raise DamagedFile(
            f"The data file 'data/{entry.file}' cannot be read ({error.strerror}); "
            f"{entry.bytes:,} bytes were expected. {how_to_mend(entry.file, name)}"
        ) from error
    found = digest(content)
    if found != entry.sha256:
        raise DamagedFile(
            f"The data file 'data/{entry.file}' is not the committed one: expected sha256 "
            f"{entry.sha256[:12]}… ({entry.bytes:,} bytes), found {found[:12]}… "
            f"({len(content):,} bytes). {how_to_mend(entry.file, name)}"
        )
    return content


def digest(content: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def how_to_mend(file: str, name: str = "") -> str:
    """Return the sentence that says which command brings a file of the data folder back."""
    if repository() is None:
        return "Install the course again: the file came with it."
    rebuild = f", or build it anew with 'course data build {name}'" if name else ""
    return f"Bring it back with 'git checkout -- data/{file}'{rebuild}."
