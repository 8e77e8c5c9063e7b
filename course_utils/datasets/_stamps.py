"""Know a set that is as its last build left it, so that an interrupted build goes on.

A stamp lies in the cache beside the archives. It is a digest of the set's entries in the table of
sources, of this package's code, and of what lies in the data folder: when any of them changes, the
set is built again.
"""

from pathlib import Path

from course_utils.datasets._manifest import digest, read_manifest
from course_utils.datasets._sources import Source
from course_utils.files import write_whole

_CODE = Path(__file__).parent


def is_as_built(sharing: list[Source], folder: Path, cache: Path) -> bool:
    """Tell whether the sets that share a file are as their last build left them."""
    path = _place(sharing, cache)
    return path.is_file() and path.read_text(encoding="utf-8") == _stamp(sharing, folder)


def remember(sharing: list[Source], folder: Path, cache: Path) -> None:
    """Keep a stamp of the sets that were just built."""
    write_whole(_place(sharing, cache), _stamp(sharing, folder))


def _place(sharing: list[Source], cache: Path) -> Path:
    return cache / "built" / f"{sharing[0].name}.txt"


def _stamp(sharing: list[Source], folder: Path) -> str:
    """Return a digest of all that a built set depends on and consists of."""
    manifest = read_manifest(folder)
    files = [file for file in sorted(manifest.files) if sharing[0].owns(file)]
    paths = [
        *sorted(_CODE.rglob("*.py")),
        folder / "cards" / f"{sharing[0].name}.md",
        *(folder / file for file in files),
    ]
    facts = [repr(sharing), *(repr(manifest.files[file]) for file in files)]
    facts += [repr(manifest.sets.get(source.name)) for source in sharing]
    facts += [digest(path.read_bytes()) if path.is_file() else "missing" for path in paths]
    return digest("\n".join(facts).encode("utf-8"))
