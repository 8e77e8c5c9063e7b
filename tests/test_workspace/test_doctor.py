import importlib.metadata
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

from course_utils import datasets
from course_utils.datasets import REINSTALL, DamagedFile, Mend, SourceTableFault
from course_utils.workspace import Finding, Workspace, diagnose
from course_utils.workspace import _doctor as module
from course_utils.workspace._versions import PackageVersion


@pytest.fixture
def look(workspace: Workspace) -> Callable[[str], list[Finding]]:
    """Return the findings on one subject."""
    return lambda subject: [found for found in diagnose(workspace) if found.subject == subject]


def test_sound_installation_has_nothing_to_mend(workspace: Workspace) -> None:
    findings = diagnose(workspace)
    assert [found for found in findings if found.level == "fail"] == []
    assert [found.subject for found in findings] == [
        "Python",
        "Packages",
        "Data",
        "Lessons",
        "Kernel",
        "Memory",
        "Cores",
        "Disk",
        "Browser",
        "Workspace",
    ]


def test_every_finding_that_is_not_ok_has_its_cure(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.update()
    workspace.original(1).write_text("", encoding="utf-8")
    workspace.copy(3).write_text("", encoding="utf-8")
    monkeypatch.setattr(module.sys, "version_info", (3, 9, 1))
    monkeypatch.setattr(module.shutil, "which", lambda name: None)
    monkeypatch.setattr(module, "_cores", lambda: 1)
    monkeypatch.setattr(module, "_memory_limit", lambda: 2**30)
    monkeypatch.setattr(module.shutil, "disk_usage", lambda path: SimpleNamespace(free=2**20))
    monkeypatch.setattr(module, "compare_versions", _packages_with_every_fault)
    findings = [found for found in diagnose(workspace) if found.level != "ok"]
    assert {found.subject for found in findings} == {
        "Python",
        "Lessons",
        "Memory",
        "Cores",
        "Disk",
        "Browser",
        "Workspace",
        "pandas",
        "pyod",
        "numpy",
    }
    assert [found.subject for found in findings if not found.mend] == []


def _packages_with_every_fault() -> list[PackageVersion]:
    return [
        PackageVersion("pandas", ">=3", None, "3.1", "missing"),
        PackageVersion("pyod", ">=3", "2.0", "3.1", "too old"),
        PackageVersion("numpy", ">=2", "2.9", "2.4", "newer than tested"),
        PackageVersion("click", ">=8", "8.3", "8.3", "right"),
    ]


def test_missing_package_fails_and_a_newer_one_warns(
    look: Callable[[str], list[Finding]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "compare_versions", _packages_with_every_fault)
    monkeypatch.setattr(module, "_own_environment", lambda: None)
    (pandas,), (numpy,), (packages,) = look("pandas"), look("numpy"), look("Packages")
    assert pandas.level == "fail"
    assert "pandas==3.1" in pandas.mend
    assert numpy.level == "warn"
    assert "1 of 4 as tested: click 8.3" in packages.text


def test_in_a_clone_the_environment_is_mended_as_a_whole(
    look: Callable[[str], list[Finding]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "compare_versions", _packages_with_every_fault)
    monkeypatch.setattr(module, "_own_environment", lambda: Path(sys.prefix))
    assert look("pandas")[0].mend == "make env"


def test_course_that_was_never_installed_fails(
    look: Callable[[str], list[Finding]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent() -> list[PackageVersion]:
        raise importlib.metadata.PackageNotFoundError("course-utils")

    monkeypatch.setattr(module, "compare_versions", absent)
    assert look("Packages")[0].level == "fail"


def test_package_that_the_doctor_needs_itself_is_a_finding_not_a_crash(
    look: Callable[[str], list[Finding]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "psutil", None)
    (finding,) = look("Machine")
    assert finding.level == "fail"
    assert "psutil" in finding.text


@pytest.mark.parametrize(
    ("mend", "line"),
    [
        (Mend("Bring it back with 'git checkout -- data/x'.", "git checkout -- data/x"), None),
        (Mend("Remove it."), "Remove it."),
        (REINSTALL, "pip install --force-reinstall course-utils"),
    ],
)
def test_damaged_data_file_fails_and_its_mend_stands_apart_to_be_copied(
    look: Callable[[str], list[Finding]],
    monkeypatch: pytest.MonkeyPatch,
    mend: Mend,
    line: str | None,
) -> None:
    fault = DamagedFile("The data file 'x' is cut short.", mend)
    monkeypatch.setattr(datasets, "verify_data", lambda: [fault])
    monkeypatch.setattr(module, "_install", lambda requirement: f"pip install {requirement}")
    (finding,) = look("Data")
    assert (finding.level, finding.text) == ("fail", "The data file 'x' is cut short.")
    assert finding.mend == (line or mend.command)


def test_table_of_data_that_an_author_broke_is_told_without_a_command(
    look: Callable[[str], list[Finding]], monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = SourceTableFault("In 'data/sources.toml', [x] lacks the key 'n'")
    monkeypatch.setattr(datasets, "verify_data", lambda: [fault])
    (finding,) = look("Data")
    assert (finding.text, finding.mend) == (str(fault), "")


def test_kernel_of_another_interpreter_fails_with_the_one_to_choose(
    look: Callable[[str], list[Finding]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    elsewhere = str(tmp_path / "python")
    _serve_kernel(monkeypatch, elsewhere)
    (finding,) = look("Kernel")
    assert finding.level == "fail"
    assert elsewhere in finding.text
    assert finding.mend.startswith(sys.executable)
    assert "ipykernel install --sys-prefix" in finding.mend


def test_kernel_that_names_no_path_runs_in_this_interpreter(
    look: Callable[[str], list[Finding]], monkeypatch: pytest.MonkeyPatch
) -> None:
    _serve_kernel(monkeypatch, "python")
    (finding,) = look("Kernel")
    assert finding.level == "ok"
    assert f"notebooks run in {sys.executable}; in VS Code" in finding.text


def test_kernel_under_another_name_of_the_same_interpreter_is_right(
    look: Callable[[str], list[Finding]], monkeypatch: pytest.MonkeyPatch
) -> None:
    other_names = [
        path
        for path in Path(sys.executable).parent.glob("python*")
        if str(path) != sys.executable and path.samefile(sys.executable)
    ]
    if not other_names:
        pytest.skip("this interpreter has one name only")
    _serve_kernel(monkeypatch, str(other_names[0]))
    assert look("Kernel")[0].level == "ok"


def _serve_kernel(monkeypatch: pytest.MonkeyPatch, interpreter: str) -> None:
    spec = SimpleNamespace(argv=[interpreter, "-m", "ipykernel_launcher"])
    monkeypatch.setattr(KernelSpecManager, "get_kernel_spec", lambda self, name: spec)


def test_missing_kernel_fails(
    look: Callable[[str], list[Finding]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(self: KernelSpecManager, name: str) -> None:
        raise NoSuchKernel(name)

    monkeypatch.setattr(KernelSpecManager, "get_kernel_spec", absent)
    assert look("Kernel")[0].level == "fail"


def test_little_free_memory_warns(
    look: Callable[[str], list[Finding]], monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = SimpleNamespace(total=4 * 2**30, available=2**30)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: memory)
    (finding,) = look("Memory")
    assert finding.level == "warn"
    assert "1.0 GB of 4.0 GB free" in finding.text


def test_workspace_that_cannot_be_written_to_fails(
    look: Callable[[str], list[Finding]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(dir: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(module.tempfile, "TemporaryFile", refuse)
    (finding,) = look("Workspace")
    assert finding.level == "fail"
    assert "Permission denied" in finding.text


def test_another_python_than_the_clones_own_warns(
    look: Callable[[str], list[Finding]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(module, "_own_environment", lambda: tmp_path)
    (finding,) = look("Python")
    assert finding.level == "warn"
    assert finding.mend.startswith(str(tmp_path))
