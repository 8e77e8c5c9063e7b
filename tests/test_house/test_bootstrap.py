"""The set-up script, on a toy project with a lock of one package and no network."""

import base64
import hashlib
import os
import shutil
import sys
import zipfile
from pathlib import Path

import pytest

PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[tool.uv]
constraint-dependencies = ["toy<9", "numpy==2.4.*"]
"""
BACKEND = """
import zipfile
from pathlib import Path

METADATA = "Metadata-Version: 2.1\\nName: course-utils\\nVersion: 0.1.0\\n"
WHEEL = "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"
SCRIPTS = "[console_scripts]\\ncourse = course_utils:main\\n"

def build_editable(folder, config_settings=None, metadata_directory=None):
    name = "course_utils-0.1.0-py3-none-any.whl"
    info = "course_utils-0.1.0.dist-info"
    with zipfile.ZipFile(Path(folder, name), "w") as wheel:
        wheel.writestr("_course_utils.pth", str(Path.cwd()))
        wheel.writestr(f"{info}/METADATA", METADATA)
        wheel.writestr(f"{info}/WHEEL", WHEEL)
        wheel.writestr(f"{info}/entry_points.txt", SCRIPTS)
        wheel.writestr(f"{info}/RECORD", f"{info}/RECORD,,\\n")
    return name
"""


def make_wheel(folder: Path, version: str) -> str:
    """Write the wheel of the package `toy` and return its line for a lock."""
    info = f"toy-{version}.dist-info"
    files = {
        "toy/__init__.py": f"version = {version!r}\n",
        "toy/data.txt": "whole\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: toy\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    wheel = folder / f"toy-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
        rows = [f"{name},{_digest(text)},{len(text)}\n" for name, text in files.items()]
        archive.writestr(f"{info}/RECORD", "".join([*rows, f"{info}/RECORD,,\n"]))
    return f"toy=={version} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"


def _digest(text: str) -> str:
    raw = hashlib.sha256(text.encode()).digest()
    return "sha256=" + base64.urlsafe_b64encode(raw).decode().rstrip("=")


class Clone:
    """A toy clone of the course, set up by the real script."""

    def __init__(self, folder: Path, script: Path, run, *, uv: bool) -> None:
        self.folder, self.uv, self._run = folder, uv, run
        self.wheels = folder.parent / "wheels"
        self.wheels.mkdir()
        (folder / "course_utils").mkdir(parents=True)
        shutil.copy(script, folder)
        (folder / "pyproject.toml").write_text(PYPROJECT)
        (folder / "backend.py").write_text(BACKEND)
        (folder / "course_utils" / "__init__.py").write_text("def main(): print('course')\n")
        self.lock("1.0")

    def lock(self, version: str) -> None:
        (self.folder / "requirements.lock").write_text(make_wheel(self.wheels, version))

    def set_up(self, **environment: str):
        """Run the script; nothing but the toy wheels can be reached."""
        tools = self.folder.parent / "tools"
        tools.mkdir(exist_ok=True)
        if self.uv and not (tools / "uv").exists():
            (tools / "uv").symlink_to(Path(sys.executable).with_name("uv"))
        offline = {
            "PATH": f"{tools}{os.pathsep}/usr/bin{os.pathsep}/bin",
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.wheels),
            "UV_OFFLINE": "1",
            "UV_NO_INDEX": "1",
            "UV_FIND_LINKS": str(self.wheels),
            "UV_CACHE_DIR": str(self.folder.parent / "cache"),
        }
        command = [sys.executable, self.folder / "bootstrap.py"]
        return self._run(command, env=offline | environment, cwd=self.folder.parent)

    def ask(self, code: str) -> str:
        """Run code in the environment and return what it prints."""
        return self._run([self.folder / ".venv/bin/python", "-c", code]).stdout.strip()

    @property
    def toy(self) -> str:
        return self.ask("import toy, course_utils; print(toy.version)")

    def call(self) -> str:
        """Return what the course's own command prints."""
        return self._run([self.folder / ".venv/bin/course"]).stdout

    @property
    def packages(self) -> Path:
        return next((self.folder / ".venv").glob("lib/*/site-packages"))


@pytest.fixture(scope="module", params=["uv", pytest.param("pip", marks=pytest.mark.slow)])
def clone(request, tmp_path_factory, root, run) -> Clone:
    """One environment for all tests: each of them ends with a set-up that mends what it broke."""
    folder = tmp_path_factory.mktemp(request.param) / "clone"
    made = Clone(folder, root / "bootstrap.py", run, uv=request.param == "uv")
    first = made.set_up()
    assert first.returncode == 0, first.stderr
    return made


def test_set_up_builds_an_environment_with_the_lock_and_the_course(clone):
    assert clone.toy == "1.0"
    assert clone.call() == "course\n"


def test_second_set_up_changes_nothing(clone):
    before = {path: path.stat().st_mtime_ns for path in clone.packages.rglob("*.dist-info/*")}
    again = clone.set_up()
    assert again.returncode == 0
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_changed_pyproject_installs_the_course_anew(clone):
    script = clone.folder / ".venv/bin/course"
    before = script.stat().st_mtime_ns
    os.utime(clone.folder / "pyproject.toml")
    assert clone.set_up().returncode == 0
    assert script.stat().st_mtime_ns > before


@pytest.mark.parametrize(
    "damage", ["lost lib", "lost file", "cut file", "lost record", "lost python"]
)
def test_broken_environment_is_mended(clone, damage):
    toy = clone.packages / "toy"
    {
        "lost lib": lambda: shutil.rmtree(clone.folder / ".venv" / "lib"),
        "lost file": (toy / "data.txt").unlink,
        "cut file": lambda: (toy / "data.txt").write_text(""),
        "lost record": next(clone.packages.glob("toy-*.dist-info/RECORD")).unlink,
        "lost python": (clone.folder / ".venv/bin/python").unlink,
    }[damage]()
    mended = clone.set_up()
    assert mended.returncode == 0, mended.stderr
    assert clone.toy == "1.0"
    assert (clone.packages / "toy" / "data.txt").read_text() == "whole\n"


def test_new_lock_is_followed(clone):
    clone.lock("2.0")
    assert clone.set_up().returncode == 0
    assert clone.toy == "2.0"


def test_moved_clone_gets_an_environment_of_its_own(clone):
    clone.folder = clone.folder.rename(clone.folder.with_name("moved"))
    moved = clone.set_up()
    assert moved.returncode == 0, moved.stderr
    assert clone.call() == "course\n"


def test_package_that_is_not_the_locked_one_is_refused(clone):
    clone.lock("3.0")
    with zipfile.ZipFile(clone.wheels / "toy-3.0-py3-none-any.whl", "a") as archive:
        archive.writestr("toy/evil.py", "")
    refused = clone.set_up()
    assert refused.returncode == 2
    assert "hash" in refused.stderr.lower()
    assert "Set-up stopped: the packages of requirements.lock could not be" in refused.stderr


def test_machine_without_a_right_python_gets_one_sentence(tmp_path, root, run):
    clone = Clone(tmp_path / "clone", root / "bootstrap.py", run, uv=False)
    script = clone.folder / "bootstrap.py"
    script.write_text(script.read_text().replace("(3, 11), (3, 13)", "(3, 98), (3, 99)"))
    stopped = clone.set_up()
    assert stopped.returncode == 2
    assert stopped.stderr.startswith("Set-up stopped: the course needs Python 3.11, 3.12 or 3.13")
    assert stopped.stderr.count("\n") == 1
