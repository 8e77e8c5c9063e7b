"""pyproject.toml, requirements.lock and environment.yml say the same, and name no host."""

import re

import pytest
import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

PLATFORMS = {
    "Linux": {"sys_platform": "linux", "platform_machine": "x86_64"},
    "Linux on ARM": {"sys_platform": "linux", "platform_machine": "aarch64"},
    "macOS": {"sys_platform": "darwin", "platform_machine": "arm64"},
    "Windows": {"sys_platform": "win32", "platform_machine": "AMD64"},
}
PYTHONS = ("3.11", "3.12", "3.13")


@pytest.fixture(scope="module")
def lock_lines(root) -> list[str]:
    return (root / "requirements.lock").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def locked(lock_lines) -> list[Requirement]:
    return [Requirement(line.rstrip("\\ ")) for line in lock_lines if re.match(r"[a-z0-9]", line)]


@pytest.fixture(scope="module")
def stated(pyproject) -> list[Requirement]:
    groups = pyproject["dependency-groups"].values()
    lines = [*pyproject["project"]["dependencies"], *(line for group in groups for line in group)]
    return [Requirement(line) for line in lines]


@pytest.fixture(scope="module")
def conda(root) -> dict[str, str]:
    """Each package of environment.yml, with what it says of versions and machines."""
    listed = yaml.safe_load((root / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    from_pip = next(entry["pip"] for entry in listed if isinstance(entry, dict))
    lines = [entry for entry in [*listed, *from_pip] if isinstance(entry, str)]
    lines = [line for line in lines if not re.match(r"(python=|pip$|-e )", line)]
    return {re.split(r"[<>=;]", line)[0]: line for line in lines}


def _environment(platform: str, python: str) -> dict[str, str]:
    versions = {"python_version": python, "python_full_version": f"{python}.0"}
    return {**PLATFORMS[platform], **versions, "extra": ""}


def _applies(marker: Marker | None, environment: dict[str, str]) -> bool:
    return marker is None or marker.evaluate(environment)


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("platform", PLATFORMS)
def test_each_package_that_pyproject_states_is_locked_at_an_allowed_version(
    platform, python, stated, locked
):
    environment = _environment(platform, python)
    pins = {
        canonicalize_name(pin.name): str(pin.specifier).removeprefix("==")
        for pin in locked
        if _applies(pin.marker, environment)
    }
    wanted = [needed for needed in stated if _applies(needed.marker, environment)]
    wrong = [
        f"{needed} (locked: {pins.get(canonicalize_name(needed.name))})"
        for needed in wanted
        if canonicalize_name(needed.name) not in pins
        or not needed.specifier.contains(pins[canonicalize_name(needed.name)])
    ]
    assert not wrong, f"run 'make lock': {wrong}"


def test_the_lock_keeps_numpy_and_scipy_at_one_version_on_all_machines(pyproject, locked):
    constraints = [
        Requirement(line) for line in pyproject["tool"]["uv"]["constraint-dependencies"]
    ]
    assert {constraint.name for constraint in constraints} == {"numpy", "scipy"}
    for constraint in constraints:
        (pin,) = [pin for pin in locked if pin.name == constraint.name]
        assert constraint.specifier.contains(str(pin.specifier).removeprefix("=="))


def test_each_locked_package_has_a_hash(lock_lines):
    blocks = re.split(r"\n(?=[a-z0-9])", "\n".join(lock_lines))
    assert len(blocks) > 100
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_the_lock_names_no_host_and_no_path(lock_lines):
    suspicious = re.compile(r"https?:|file:|--(extra-)?index|--find-links| @ |^\.|^/")
    assert [line for line in lock_lines if suspicious.search(line)] == []


def test_conda_gets_the_packages_of_pyproject(pyproject, conda):
    stated = {Requirement(line).name for line in pyproject["project"]["dependencies"]}
    assert set(conda) == stated


def test_conda_allows_what_pyproject_allows(pyproject, conda):
    constraints = pyproject["tool"]["uv"]["constraint-dependencies"]
    held = {
        Requirement(line).name: line.replace("==", "=").removesuffix(".*") for line in constraints
    }
    for line in pyproject["project"]["dependencies"]:
        name = Requirement(line).name
        assert conda[name] == held.get(name, line)


def test_conda_gets_a_python_that_the_course_supports(root, pyproject):
    listed = yaml.safe_load((root / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    (python,) = [entry for entry in listed if str(entry).startswith("python=")]
    supported = Requirement(f"python{pyproject['project']['requires-python']}").specifier
    assert supported.contains(Version(python.removeprefix("python=")))


def test_conda_installs_the_course_itself(root):
    listed = yaml.safe_load((root / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    assert "-e ." in listed[-1]["pip"]


def test_the_set_up_looks_for_the_pythons_that_the_course_supports(root, pyproject):
    stated = (root / "bootstrap.py").read_text(encoding="utf-8")
    assert "OLDEST, NEWEST = (3, 11), (3, 13)" in stated
    assert pyproject["project"]["requires-python"] == ">=3.11,<3.14"
