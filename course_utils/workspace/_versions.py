"""Versions of packages: what the course needs, what it was tested with, what is installed."""

import importlib.metadata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from course_utils.files import repository

if TYPE_CHECKING:
    from packaging.requirements import Requirement

DISTRIBUTION = "course-utils"
_LOCK = "requirements.lock"
_PACKAGE = Path(__file__).resolve().parents[1]

Verdict = Literal["right", "missing", "broken", "too old", "too new", "newer than tested"]


@dataclass(frozen=True)
class PackageVersion:
    """One package the course needs, and how what is installed compares."""

    name: str
    needed: str
    installed: str | None
    tested: str | None
    verdict: Verdict

    @property
    def sentence(self) -> str:
        """What is the matter, in a few words."""
        found = {
            "right": f"{self.installed} is installed",
            "missing": "not installed",
            "broken": f"{self.installed} is installed, but its files are missing",
        }.get(self.verdict, f"{self.installed} is {self.verdict}")
        tested = f", {self.tested} was tested" if self.tested else ""
        return f"{found}; {self.needed or 'any version'} is needed{tested}"


def compare_versions() -> list[PackageVersion]:
    """Return how each package that the course needs on this machine compares.

    Raises
    ------
    importlib.metadata.PackageNotFoundError
        When the course itself is not installed.

    Examples
    --------
    >>> next(found.needed for found in compare_versions() if found.name == "imbalanced-learn")
    '<0.15,>=0.14.2'
    """
    tested = locked_versions()
    return [_compare(requirement, tested) for requirement in _needed()]


def locked_versions(lock: Path | None = None) -> dict[str, str]:
    """Return the locked version of each package for this machine; none where no lock is shipped.

    Parameters
    ----------
    lock : pathlib.Path, optional
        The lock to read; without it, the course's own.
    """
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    lock = lock or _find_lock()
    if lock is None:
        return {}
    pins: dict[str, str] = {}
    for line in lock.read_text(encoding="utf-8").splitlines():
        if not line[:1].isalnum():
            continue
        requirement = Requirement(line.rstrip("\\ "))
        if requirement.marker is None or requirement.marker.evaluate():
            pins[canonicalize_name(requirement.name)] = str(requirement.specifier).lstrip("=")
    return pins


def _find_lock() -> Path | None:
    root = repository()
    places = [_PACKAGE / f"_{_LOCK}"] if root is None else [root / _LOCK]
    return next((place for place in places if place.is_file()), None)


def _needed() -> "list[Requirement]":
    from packaging.requirements import Requirement

    stated = [Requirement(line) for line in importlib.metadata.requires(DISTRIBUTION) or ()]
    return [
        needed
        for needed in stated
        if needed.marker is None or needed.marker.evaluate({"extra": ""})
    ]


def _compare(requirement: "Requirement", tested: dict[str, str]) -> PackageVersion:
    from packaging.utils import canonicalize_name

    try:
        found = importlib.metadata.distribution(requirement.name)
    except importlib.metadata.PackageNotFoundError:
        found = None
    installed = found.version if found else None
    pin = tested.get(canonicalize_name(requirement.name))
    return PackageVersion(
        name=requirement.name,
        needed=str(requirement.specifier),
        installed=installed,
        tested=pin,
        verdict=_verdict(requirement, found, pin),
    )


def _verdict(
    requirement: "Requirement", found: importlib.metadata.Distribution | None, pin: str | None
) -> Verdict:
    from packaging.version import Version

    if found is None:
        return "missing"
    if not _is_whole(found):
        return "broken"
    version = Version(found.version)
    if not requirement.specifier.contains(version, prereleases=True):
        floors = [
            Version(part.version)
            for part in requirement.specifier
            if part.operator in (">=", ">", "~=", "==")
        ]
        return "too old" if any(version < floor for floor in floors) else "too new"
    return "newer than tested" if pin and version > Version(pin) else "right"


def _is_whole(found: importlib.metadata.Distribution) -> bool:
    """Tell whether the top-level modules that a package installed are there."""
    tops = [
        file for file in found.files or () if len(file.parts) == 2 and file.name == "__init__.py"
    ]
    return all(Path(str(found.locate_file(top))).exists() for top in tops)
