"""Learners see the libraries at work: the course's own code does not work in their place."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "course_utils"
MODULES = sorted(
    path for path in PACKAGE.rglob("*.py") if "lessons" not in path.relative_to(PACKAGE).parts
)
KEPT_FOR_NOTEBOOKS = {"fit", "fit_resample", "fit_predict", "fit_transform", "train_test_split"}


def calls(source):
    """Yield the last name of everything that is called, with its line."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", None))
            yield name, node.lineno


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_module_leaves_fitting_and_splitting_to_the_notebook(path):
    found = [(name, line) for name, line in calls(path.read_text()) if name in KEPT_FOR_NOTEBOOKS]
    assert found == []


def test_calls_are_seen_however_they_are_written():
    source = "model.fit(X)\ntrain_test_split(X)\nmake()(a).fit_resample(X)\n"
    assert [name for name, _ in calls(source) if name in KEPT_FOR_NOTEBOOKS] == [
        "fit",
        "train_test_split",
        "fit_resample",
    ]
