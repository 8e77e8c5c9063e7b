import importlib.metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from course_utils.workspace import _versions as module
from course_utils.workspace._versions import compare_versions, locked_versions


def test_every_package_the_course_names_is_compared() -> None:
    names = {package.name for package in compare_versions()}
    assert {"jupyterlab", "scikit-learn", "imbalanced-learn", "pyod", "nbval", "numpy"} <= names
    assert len({"tensorflow", "tensorflow-cpu"} & names) == 1


def test_this_environment_is_the_locked_one() -> None:
    packages = compare_versions()
    assert [package.sentence for package in packages if package.verdict != "right"] == []
    assert [package.name for package in packages if package.tested is None] == []


def test_lock_is_read_for_this_machine_only(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text(
        "Pandas==3.0.1 \\\n    --hash=sha256:0\n    # via course\n"
        "numpy==9.9 ; python_full_version < '3.0' \\\n    --hash=sha256:0\n"
        "numpy==2.4.6 ; python_full_version >= '3.0' \\\n    --hash=sha256:1\n",
        encoding="utf-8",
    )
    assert locked_versions(lock) == {"pandas": "3.0.1", "numpy": "2.4.6"}


@pytest.mark.parametrize(
    ("requirement", "pin", "verdict"),
    [
        ("pytest", None, "right"),
        ("pytest>=1", "999", "right"),
        ("pytest>=1", "1.0", "newer than tested"),
        ("pytest>=999", None, "too old"),
        ("pytest>=1,<2", "1.5", "too new"),
        ("no-such-package>=1", "1.5", "missing"),
    ],
)
def test_installed_version_is_judged_by_what_is_needed_and_what_was_tested(
    requirement: str, pin: str | None, verdict: str
) -> None:
    wanted = Requirement(requirement)
    found = module._compare(wanted, {wanted.name: pin} if pin else {})
    assert found.verdict == verdict


def test_package_whose_files_were_deleted_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = tmp_path / "toy_package-1.0.dist-info"
    record.mkdir()
    (record / "METADATA").write_text("Name: toy-package\nVersion: 1.0\n", encoding="utf-8")
    (record / "RECORD").write_text("toy_package/__init__.py,,\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    found = module._compare(Requirement("toy-package"), {})
    assert found.verdict == "broken"
    assert "its files are missing" in found.sentence
    (tmp_path / "toy_package").mkdir()
    (tmp_path / "toy_package" / "__init__.py").touch()
    assert module._compare(Requirement("toy-package"), {}).verdict == "right"


def test_sentence_names_found_needed_and_tested() -> None:
    found = module._compare(Requirement("pytest>=999"), {"pytest": "999.1"})
    installed = importlib.metadata.version("pytest")
    assert found.sentence == f"{installed} is too old; >=999 is needed, 999.1 was tested"


def test_without_a_lock_nothing_counts_as_newer_than_tested(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(module, "repository", lambda: tmp_path)
    assert locked_versions() == {}
    assert {package.verdict for package in compare_versions()} == {"right"}
