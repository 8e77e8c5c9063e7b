"""`course doctor`: what is installed, what is missing, and the command that mends it."""

import importlib.metadata
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from course_utils.errors import CourseError
from course_utils.files import repository
from course_utils.workspace._notebook import DamagedNotebook, sources_digest
from course_utils.workspace._versions import DISTRIBUTION, PackageVersion, compare_versions
from course_utils.workspace._workspace import Workspace, shell_word

_GIGABYTE = 1024**3
# The lessons with TensorFlow take about 1.5 GB beside JupyterLab and a browser.
_MEMORY_FREE, _DISK_FREE = 2 * _GIGABYTE, _GIGABYTE // 2
_BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "firefox",
    "firefox-esr",
    "microsoft-edge",
    "brave-browser",
    "epiphany",
)

Level = Literal["ok", "warn", "fail"]


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: how it is, and what mends it.

    Parameters
    ----------
    level : {'ok', 'warn', 'fail'}
        ``fail`` keeps lessons from running, ``warn`` may.
    subject : str
        What was looked at.
    text : str
        What was found.
    mend : str, default=""
        The exact command, or what to do where no command helps.
    """

    level: Level
    subject: str
    text: str
    mend: str = ""


def diagnose(workspace: Workspace) -> list[Finding]:
    """Look at everything that the lessons need.

    Parameters
    ----------
    workspace : Workspace
        The learner's folder.

    Returns
    -------
    list of Finding
        In the order in which they are mended best.

    Examples
    --------
    >>> from course_utils.workspace import find_workspace
    >>> [finding.subject for finding in diagnose(find_workspace())][:2]
    ['Python', 'Packages']
    """
    probes: list[tuple[str, Callable[[], Iterator[Finding]]]] = [
        ("Python", _look_at_python),
        ("Packages", _look_at_packages),
        ("Data", _look_at_data),
        ("Lessons", lambda: _look_at_lessons(workspace)),
        ("Kernel", _look_at_kernel),
        ("Machine", lambda: _look_at_machine(workspace)),
        ("Browser", _look_at_browser),
        ("Workspace", lambda: _look_at_workspace(workspace)),
    ]
    return [finding for subject, probe in probes for finding in _look(subject, probe)]


def _look(subject: str, probe: Callable[[], Iterator[Finding]]) -> list[Finding]:
    """Run one probe; what it needs itself may be what is missing."""
    try:
        return list(probe())
    except ImportError as error:
        text = f"could not be looked at: {error}"
        return [Finding("fail", subject, text, _install(error.name or DISTRIBUTION))]
    except CourseError as error:
        return [Finding("fail", subject, str(error))]


def _look_at_python() -> Iterator[Finding]:
    version, own = platform.python_version(), _own_environment()
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        mend = _install(DISTRIBUTION) if own else "install Python 3.11, 3.12 or 3.13"
        yield Finding("fail", "Python", f"{version}; 3.11, 3.12 or 3.13 is needed", mend)
    elif own and own != Path(sys.prefix):
        text = f"{version} of '{sys.prefix}', not the course's own environment '{own}'"
        yield Finding("warn", "Python", text, f"{shell_word(own / _scripts() / 'course')} doctor")
    else:
        yield Finding("ok", "Python", f"{version}, {sys.executable}")


def _look_at_packages() -> Iterator[Finding]:
    try:
        packages = compare_versions()
    except importlib.metadata.PackageNotFoundError:
        text = "the course's own package is not installed"
        yield Finding("fail", "Packages", text, _install(DISTRIBUTION))
        return
    right = [package for package in packages if package.verdict == "right"]
    names = ", ".join(f"{package.name} {package.installed}" for package in right)
    yield Finding("ok", "Packages", f"{len(right)} of {len(packages)} as tested: {names}")
    for package in packages:
        if package.verdict != "right":
            level: Level = "warn" if package.verdict == "newer than tested" else "fail"
            yield Finding(level, package.name, package.sentence, _install_package(package))


def _look_at_data() -> Iterator[Finding]:
    from course_utils.datasets import list_datasets, verify_data

    damaged = verify_data()
    for fault in damaged:
        yield Finding("fail", "Data", *_part_from_mend(fault))
    if not damaged:
        count = len(list_datasets())
        yield Finding("ok", "Data", f"{count} data sets, each as committed")


def _part_from_mend(fault: CourseError) -> tuple[str, str]:
    """Return what is wrong with the data, and what mends it: a command where one helps."""
    from course_utils.datasets import REINSTALL, DamagedFile

    if not isinstance(fault, DamagedFile):
        return str(fault), ""
    if fault.mend == REINSTALL:
        return fault.what, _reinstall()
    return fault.what, fault.mend.command or fault.mend.sentence


def _look_at_lessons(workspace: Workspace) -> Iterator[Finding]:
    lessons = workspace.lessons()
    sound = 0
    for path in lessons.values():
        try:
            sources_digest(path)
            sound += 1
        except CourseError as error:
            yield Finding("fail", "Lessons", str(error), _restore(path))
    if not lessons:
        yield Finding(
            "fail", "Lessons", f"none in '{workspace.originals}'", _install(DISTRIBUTION)
        )
    elif sound:
        version = importlib.metadata.version(DISTRIBUTION)
        yield Finding("ok", "Lessons", f"{sound} of {len(lessons)} readable, course {version}")


def _look_at_kernel() -> Iterator[Finding]:
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    mend = f"{shell_word(sys.executable)} -m ipykernel install --sys-prefix --name python3"
    try:
        command = KernelSpecManager().get_kernel_spec("python3").argv[0]
    except NoSuchKernel:
        yield Finding("fail", "Kernel", "JupyterLab has no kernel 'python3'", mend)
        return
    # A bare name is replaced by the interpreter that JupyterLab itself runs in.
    interpreter = sys.executable if os.sep not in command else str(Path(command).absolute())
    if os.path.normcase(interpreter) != os.path.normcase(sys.executable):
        if not Path(interpreter).exists():
            text = f"the kernel 'python3' starts '{interpreter}', which does not exist"
            yield Finding("fail", "Kernel", text, mend)
            return
        if not _same_environment(interpreter):
            text = f"notebooks would run in '{interpreter}', not in '{sys.executable}'"
            yield Finding("fail", "Kernel", text, mend)
            return
    text = f"notebooks run in {interpreter}; in VS Code and PyCharm choose this interpreter"
    yield Finding("ok", "Kernel", text)


def _look_at_machine(workspace: Workspace) -> Iterator[Finding]:
    import psutil

    memory = psutil.virtual_memory()
    total, free = min(memory.total, _memory_limit()), min(memory.available, _memory_limit())
    text = f"{free / _GIGABYTE:.1f} GB of {total / _GIGABYTE:.1f} GB free"
    if free < _MEMORY_FREE:
        text += f"; lessons with TensorFlow need {_MEMORY_FREE / _GIGABYTE:.0f} GB"
        yield Finding("warn", "Memory", text, "close other programs and other notebooks")
    else:
        yield Finding("ok", "Memory", text)
    cores = _cores()
    if cores < 2:
        text = "1; lessons take about twice the time that they state"
        yield Finding("warn", "Cores", text, "give the machine or the container a second core")
    else:
        yield Finding("ok", "Cores", str(cores))
    disk = shutil.disk_usage(_nearest_folder(workspace.folder)).free
    text = f"{disk / _GIGABYTE:.1f} GB free"
    if disk < _DISK_FREE:
        yield Finding("warn", "Disk", text, f"free some space on the disk of '{workspace.folder}'")
    else:
        yield Finding("ok", "Disk", text)


def _look_at_browser() -> Iterator[Finding]:
    if sys.platform in ("win32", "darwin") or os.environ.get("WSL_DISTRO_NAME"):
        yield Finding("ok", "Browser", "the system's own")
        return
    browser = next((name for name in _BROWSERS if shutil.which(name)), None)
    if browser is None:
        mend = "sudo apt install chromium" if shutil.which("apt-get") else "install Firefox"
        text = "none found; 'course lab' prints an address to open on another machine"
        yield Finding("warn", "Browser", text, mend)
    elif not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        text = f"{browser}, but there is no display: 'course lab' prints the address"
        yield Finding("ok", "Browser", text)
    else:
        yield Finding("ok", "Browser", browser)


def _look_at_workspace(workspace: Workspace) -> Iterator[Finding]:
    folder = _nearest_folder(workspace.folder)
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        text = f"'{folder}' cannot be written to ({error.strerror})"
        yield Finding("fail", "Workspace", text, "course lab --work FOLDER")
        return
    there = "" if workspace.exists else " (made by 'course lab')"
    yield Finding("ok", "Workspace", f"{workspace.folder}{there}")
    for number in workspace.lessons():
        copy = workspace.copy(number)
        if copy.exists():
            try:
                sources_digest(copy)
            except DamagedNotebook as error:
                yield Finding(
                    "warn", "Workspace", str(error), workspace.command(f"lab --reset {number}")
                )


def _own_environment() -> Path | None:
    """Return the clone's `.venv`, where there is one."""
    root = repository()
    environment = root / ".venv" if root else None
    return environment if environment and environment.is_dir() else None


def _same_environment(interpreter: str) -> bool:
    """Tell whether another name of an interpreter, such as python3, leads to this environment."""
    ask = [interpreter, "-I", "-c", "import sys; print(sys.prefix)"]
    answer = subprocess.run(ask, capture_output=True, text=True, check=False)
    return os.path.normcase(answer.stdout.strip()) == os.path.normcase(sys.prefix)


def _scripts() -> str:
    return "Scripts" if os.name == "nt" else "bin"


def _install_package(package: PackageVersion) -> str:
    return _install(f"{package.name}=={package.tested}" if package.tested else package.name)


def _install(requirement: str) -> str:
    """Return the command that installs a package in this environment."""
    own = _own_environment()
    if own and own == Path(sys.prefix):
        return "python bootstrap.py" if os.name == "nt" else "make env"
    python = shell_word(sys.executable)
    # Not find_spec: a look for the module pip makes setuptools unusable in this process.
    if not any(importlib.metadata.distributions(name="pip")) and shutil.which("uv"):
        return f"uv pip install --python {python} {shell_word(requirement)}"
    return f"{python} -m pip install {shell_word(requirement)}"


def _reinstall() -> str:
    """Return the command that installs the course again, with its files."""
    return _install(DISTRIBUTION).replace("install", "install --force-reinstall", 1)


def _restore(path: Path) -> str:
    root = repository()
    if root and path.is_relative_to(root):
        return f"git checkout -- {path.relative_to(root).as_posix()}"
    return _reinstall()


def _memory_limit() -> int:
    """Return what a container may use at most; on other machines a number past all memory."""
    try:
        return int(Path("/sys/fs/cgroup/memory.max").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return sys.maxsize


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _nearest_folder(folder: Path) -> Path:
    return next(parent for parent in (folder, *folder.parents) if parent.is_dir())
