import os
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def tracked(root) -> list[str]:
    """The files that git knows, as paths from the root."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True)
    names = listed.stdout.decode().split("\0")
    return [name for name in names if name and (root / name).is_file()]


@pytest.fixture(scope="session")
def pyproject(root) -> dict:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def run():
    """Run a command as a person would in a new terminal, outside any other make."""

    def run(command, **options) -> subprocess.CompletedProcess[str]:
        extra = options.pop("env", {})
        environment = {
            key: value for key, value in os.environ.items() if not key.startswith("MAKE")
        }
        environment |= extra
        return subprocess.run(
            [str(part) for part in command],
            env=environment,
            text=True,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            **options,
        )

    return run
