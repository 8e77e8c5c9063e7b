"""nbgrader grades a lesson's notebook as it is."""

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

# Without ClearSolutions: the answer cells hold stubs, no solutions.
CONFIG = """\
c = get_config()
c.CourseDirectory.course_id = "toy"
c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.LockCells",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
"""


def test_metadata_is_valid_for_nbgrader(clone):
    from nbgrader.nbgraderformat.v3 import MetadataValidatorV3

    MetadataValidatorV3().validate_nb(clone.read())


@pytest.mark.slow
def test_learners_get_their_points(unbuilt, tmp_path):
    assert unbuilt.build().exit_status == 0
    course = tmp_path / "course"
    source = course / "source" / "lesson3"
    source.mkdir(parents=True)
    shutil.copy(unbuilt.notebook, source)
    (course / "nbgrader_config.py").write_text(CONFIG)

    def nbgrader(*arguments):
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        environment = {**os.environ, "PYTHONPATH": str(unbuilt.root), "PATH": path}
        command = [sys.executable, "-m", "nbgrader", *arguments]
        done = subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    nbgrader("generate_assignment", "lesson3", "--create")
    released = course / "release" / "lesson3" / "03_toy.ipynb"
    answers = {
        "ada": "def double(x):\n    return 2 * x",
        "bob": "def double(x):\n    return x * x",
        "eve": "def double(x):\n    import warnings\n    warnings.warn('x')\n    return 2 * x",
        "tom": None,
    }
    for name, answer in answers.items():
        notebook = nbformat.read(released, as_version=4)
        cell = unbuilt.cell("ex-3-1", notebook)
        assert cell.source.endswith("...")
        cell.source = answer or cell.source
        folder = course / "submitted" / name / "lesson3"
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / "03_toy.ipynb")
    nbgrader("autograde", "lesson3", "--create")
    nbgrader("export", "--to", "grades.csv")
    with (course / "grades.csv").open() as grades:
        scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(grades)}
    assert scores == {"ada": 2, "bob": 0, "eve": 2, "tom": 0}
