import subprocess
import sys

import click
import pytest

from course_utils import __version__
from course_utils.cli import main
from course_utils.cli._main import course
from course_utils.errors import CourseError


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as leaving:
        main(arguments)
    assert isinstance(leaving.value.code, int)
    return leaving.value.code


def raising(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command()
    def fail() -> None:
        raise error

    monkeypatch.setitem(course.commands, "fail", fail)


def test_error_of_ours_is_one_sentence_on_stderr_and_status_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    raising(CourseError("The file is damaged."), monkeypatch)
    assert run("fail") == 2
    assert capsys.readouterr() == ("", "course: The file is damaged.\n")


def test_interruption_is_quiet_and_status_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    raising(KeyboardInterrupt(), monkeypatch)
    assert run("fail") == 130
    assert capsys.readouterr().err.strip() == ""


def test_fault_of_ours_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    raising(ZeroDivisionError(), monkeypatch)
    with pytest.raises(ZeroDivisionError):
        main(["fail"])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["docter"], "There is no command 'docter'. Did you mean 'doctor'?"),
        (["lab", "--resett"], "No such option '--resett'. Did you mean '--reset'?"),
        (["lab", "--port", "99999"], "'99999' is no port; give a whole number from 1 to 65535"),
        (["lab", "--port", "abc"], "'abc' is no port; give a whole number from 1 to 65535"),
        (
            ["status", "--work", __file__],
            "is a file, and your copies of the lessons need a folder",
        ),
        (["lab", "--reset"], "Say which lesson to start afresh: course lab --reset 3."),
        (["lab", "--check", "--author"], "Choose one of --reset, --check and --author."),
        (["zzz"], "There is no command 'zzz'. Choose from 'build', 'data', 'doctor',"),
        (["build", "--cell", "a"], "--take py or --take ipynb"),
        (["data", "bild"], "There is no command 'bild'. Did you mean 'build'?"),
    ],
)
def test_command_line_that_means_nothing_gets_one_line(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("course: ")
    assert sentence in err
    assert err.count("\n") == 1


def test_version_is_the_packages_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--version") == 0
    assert capsys.readouterr().out == f"course {__version__}\n"


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"]])
def test_help_names_each_command_with_a_whole_sentence(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 0
    shown = capsys.readouterr().out
    for name in ("lab", "status", "doctor", "build", "slides", "present", "data"):
        line = next(line for line in shown.splitlines() if line.startswith(f"  {name} "))
        assert line.endswith(".")
        assert not line.endswith("...")


def test_help_loads_none_of_the_slow_packages() -> None:
    script = (
        "import sys\nfrom course_utils.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "slow = {'numpy', 'pandas', 'sklearn', 'tensorflow', 'nbformat', 'jupyterlab', 'rich'}\n"
        "print(sorted(slow & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == "[]"


def test_missing_package_is_one_sentence_with_the_command_that_brings_it() -> None:
    script = (
        "import sys\nsys.modules['click'] = None\n"
        "from course_utils.cli import main\nmain(['doctor'])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith("course: The package 'click' is missing")
    assert "make env" in done.stderr
    assert done.stderr.count("\n") == 1
