"""The wheel carries data, notebooks and theme, and works where no clone is."""

import sys
import zipfile

import pytest

SHIPPED = {
    "data/": "course_utils/_data/",
    "notebooks/": "course_utils/_notebooks/",
    "slides/theme/": "course_utils/_theme/",
    "course_utils/": "course_utils/",
}


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory, run):
    folder = tmp_path_factory.mktemp("wheel")
    built = run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=root
    )
    assert built.returncode == 0, built.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory, run):
    """Run Python outside the clone, with the course from the wheel."""
    site = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    elsewhere = tmp_path_factory.mktemp("elsewhere")

    def python(code, *arguments):
        environment = {"PYTHONPATH": str(site), "COURSE_STATE": str(elsewhere / "state.json")}
        return run([sys.executable, "-c", code, *arguments], cwd=elsewhere, env=environment)

    return python


def _course(python, *arguments):
    return python("from course_utils.cli import main; main()", *arguments)


def test_wheel_carries_each_shipped_file_that_git_knows(wheel, tracked):
    carried = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        inside + name.removeprefix(outside)
        for name in tracked
        for outside, inside in SHIPPED.items()
        if name.startswith(outside)
    }
    assert wanted - carried == set()
    assert "course_utils/_requirements.lock" in carried


def test_wheel_carries_neither_tests_nor_a_learners_work(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0].split("-")[0] for name in names} == {"course_utils"}
    assert [name for name in names if {"work", "__pycache__"} & {*name.split("/")}] == []


def test_data_set_is_read_from_the_wheel(python):
    code = """
from course_utils.datasets import load_dataset
from course_utils.files import repository, shipped_folder
print(repository(), shipped_folder("data").name, len(load_dataset("caravan").target))
"""
    answer = python(code)
    assert answer.stdout == "None _data 5822\n", answer.stderr


def test_doctor_runs_from_the_wheel(python):
    answer = _course(python, "doctor")
    assert answer.returncode in (0, 1), answer.stderr
    assert "data" in answer.stdout.lower()


@pytest.mark.parametrize("arguments", [("build",), ("slides", "3"), ("data", "build")])
def test_command_that_writes_the_repository_says_that_it_needs_a_clone(python, arguments):
    answer = _course(python, *arguments)
    assert answer.returncode == 2
    assert "git" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_editable_install_holds_no_copy_of_data_or_notebooks(root, tmp_path, run):
    code = f"from hatchling.build import build_editable; print(build_editable({str(tmp_path)!r}))"
    built = run([sys.executable, "-c", code], cwd=root)
    names = zipfile.ZipFile(tmp_path / built.stdout.strip()).namelist()
    copied = {name for name in names if ".dist-info/" not in name}
    assert copied == {"_course_utils.pth", "course_utils/_requirements.lock"}
