"""Bring `.venv` in line with requirements.lock: built when missing, mended when broken.

`make` runs this before every target that needs the environment. Nothing remembers an earlier
run: each one looks at what is there, and in the usual case finds nothing to do (under a second).
It needs Python 3.8 or newer and nothing else; the environment itself gets Python 3.11 to 3.13.
"""

import csv
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Iterator, List, Optional, Tuple

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
EXE = ".exe" if os.name == "nt" else ""
PYTHON = BIN / f"python{EXE}"
PROJECT = "course_utils"

OLDEST, NEWEST = (3, 11), (3, 13)
INTERPRETERS = ("python3.13", "python3.12", "python3.11", "python3", "python")
LOCKED = ("--no-deps", "-r", str(LOCK))
EDITABLE = ("--no-deps", "--no-build-isolation", "--editable", ".")


class SetupError(Exception):
    """A sentence for the person: what is missing and the command that brings it."""


def main() -> int:
    """Bring the environment in line; return the exit status."""
    os.chdir(ROOT)  # uv reads its settings from pyproject.toml in the working directory
    try:
        bring_in_line()
    except SetupError as error:
        sys.stderr.write(f"Set-up stopped: {error}\n")
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def bring_in_line() -> None:
    """Build the environment where none works, then install what differs from the lock."""
    if not environment_is_sound():
        if VENV.exists():
            say("The environment .venv does not work any more and is built anew.")
            shutil.rmtree(VENV)
        create_environment()
    if not install():
        raise SetupError(
            "the packages of requirements.lock could not be installed; the lines above say why. "
            "Check the network and the disk (3 GB are needed), then run the same command again; "
            "if that does not help, 'make clean' removes .venv for a fresh start."
        )


def environment_is_sound() -> bool:
    """Tell whether `.venv` has a running Python of a right version and was not moved."""
    version = version_of(str(PYTHON))
    if version is None or not OLDEST <= version <= NEWEST:
        return False
    built_for = (VENV / "pyvenv.cfg").read_text(encoding="utf-8")
    if "{}.{}.".format(*version) not in built_for:  # the machine's Python was upgraded underneath
        return False
    script = BIN / f"course{EXE}"
    return not script.exists() or os.fsencode(str(VENV)) in script.read_bytes()


def install() -> bool:
    """Install what the lock names, then the project itself; tell whether both succeeded."""
    # uv links files from its cache: what is cut here may be cut there, so it is fetched again.
    fresh = ["--no-cache"] if forget_damaged() else []
    return install_lock(fresh) and (project_is_in_line() or install_project())


def install_lock(options: List[str]) -> bool:
    """Install what differs from the lock, with uv where it runs, else with pip."""
    uv = find_uv() or fetch_uv()
    # uv compares the hashes of a lock unasked; asked to require them, it refuses our constraints.
    if uv and run([uv, "pip", "install", "--python", str(PYTHON), *options, *LOCKED]):
        return True
    say("Installing with pip, which takes some minutes the first time.")
    return pip([*options, "--require-hashes", *LOCKED])


def install_project() -> bool:
    """Install the course itself, as a pointer to this folder."""
    uv = find_uv()
    if uv and run([uv, "pip", "install", "--python", str(PYTHON), *EDITABLE]):
        return True
    return pip(EDITABLE)


def project_is_in_line() -> bool:
    """Tell whether the course is installed, points here, and knows the present pyproject.toml."""
    described = (ROOT / "pyproject.toml").stat().st_mtime
    for folder in site_packages():
        for metadata in folder.glob(f"{PROJECT}-*.dist-info/METADATA"):
            points_here = any(
                str(ROOT) in pointer.read_text(encoding="utf-8").splitlines()
                for pointer in folder.glob(f"*{PROJECT}*.pth")
            )
            return points_here and metadata.stat().st_mtime >= described
    return False


# What is there


def site_packages() -> List[Path]:
    """Return the folder of installed packages (none in an emptied environment)."""
    return [*VENV.glob("lib/python3*/site-packages"), *VENV.glob("Lib/site-packages")]


def forget_damaged() -> bool:
    """Remove the record of each package with a missing or cut file: it is then installed anew."""
    found = False
    for folder in site_packages():
        for record in list(folder.glob("*.dist-info")):
            if not is_whole(record):
                say(f"The package {record.stem} is damaged and is installed anew.")
                shutil.rmtree(record)
                found = True
    return found


def is_whole(dist_info: Path) -> bool:
    """Tell whether each file that a package installed is there, at its full size."""
    try:
        with (dist_info / "RECORD").open(encoding="utf-8", newline="") as lines:
            for name, _, size in csv.reader(lines):
                if name.endswith(".pyc"):
                    continue
                found = os.stat(f"{dist_info.parent}/{name}")  # noqa: PTH116 (40,000 of them)
                if size and int(size) != found.st_size:
                    return False
    except (OSError, ValueError):
        return False
    return True


def version_of(python: str) -> Optional[Tuple[int, int]]:
    """Return the version of an interpreter, or None when it does not run."""
    command = [python, "-I", "-c", "import sys; print(*sys.version_info[:2])"]
    try:
        answer = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True
        )
        major, minor = answer.stdout.split()
    except (OSError, ValueError, subprocess.CalledProcessError):
        return None
    return int(major), int(minor)


def find_interpreters() -> Iterator[str]:
    """Yield the interpreters of a right version; the one that runs this comes first."""
    for name in (sys.executable, *INTERPRETERS):
        path = shutil.which(name)
        version = version_of(path) if path else None
        if path and version and OLDEST <= version <= NEWEST:
            yield path


def find_uv() -> Optional[str]:
    """Return uv from the PATH, else from the environment, or None where neither runs."""
    for candidate in (shutil.which("uv"), str(BIN / f"uv{EXE}")):
        if candidate and run([candidate, "--version"], quiet=True):
            return candidate
    return None


# What is made


def create_environment() -> None:
    """Make an empty `.venv`; where no Python fits, uv fetches one."""
    for python in find_interpreters():
        say("Building the environment .venv with Python {}.{}.".format(*version_of(python) or ()))
        if run([python, "-m", "venv", "--without-pip", str(VENV)]):
            return
    uv = shutil.which("uv")
    wanted = "{}.{}".format(*NEWEST)
    if uv and run([uv, "venv", "--python", wanted, str(VENV)]):
        return
    raise SetupError(
        "the course needs Python 3.11, 3.12 or 3.13, and none was found that can make an "
        "environment. Install one (on Debian or Ubuntu: apt install python3 python3-venv), "
        "or install uv, which fetches one by itself."
    )


def fetch_uv() -> Optional[str]:
    """Let pip install the locked uv, which does the rest with a fifteenth of pip's work."""
    blocks = LOCK.read_text(encoding="utf-8").replace("\n ", "\0").splitlines()
    wanted = [block.replace("\0", "\n ") for block in blocks if block.startswith("uv==")]
    with tempfile.TemporaryDirectory() as folder:
        lock_of_uv = Path(folder, "uv.lock")
        lock_of_uv.write_text("\n".join(wanted) + "\n", encoding="utf-8")
        only_uv = ["--require-hashes", "--no-deps", "-r", str(lock_of_uv)]
        return find_uv() if wanted and pip(only_uv) else None


def pip(arguments: "Tuple[str, ...] | List[str]") -> bool:
    """Run `pip install` for the environment, with its own pip, ensurepip's, or the machine's."""
    quiet = [] if sys.stderr.isatty() else ["--quiet"]
    install_with = ["install", "--disable-pip-version-check", *quiet, *arguments]
    own = [str(PYTHON), "-m", "pip"]
    if run([*own, "--version"], quiet=True) or run([str(PYTHON), "-m", "ensurepip"], quiet=True):
        return run([*own, *install_with])
    for python in find_interpreters():
        outer = [python, "-m", "pip"]
        if run([*outer, "--version"], quiet=True):
            return run([*outer, "--python", str(PYTHON), *install_with])
    raise SetupError(
        "this Python has neither pip nor ensurepip. On Debian or Ubuntu, run "
        "'apt install python3-venv', then the same command again."
    )


def run(command: List[str], quiet: bool = False) -> bool:
    """Run a command and tell whether it succeeded."""
    where = subprocess.DEVNULL if quiet else None
    try:
        return subprocess.run(command, stdout=where, stderr=where).returncode == 0
    except OSError:
        return False


def say(sentence: str) -> None:
    """Tell the person what happens now."""
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
