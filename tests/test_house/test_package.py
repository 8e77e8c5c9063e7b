"""What holds for the whole package: light imports, complete `__all__`, short modules."""

import ast
import importlib
import json
import pkgutil
import subprocess
import sys
from types import ModuleType

import pytest

import course_utils

PACKAGES = [found.name for found in pkgutil.iter_modules(course_utils.__path__) if found.ispkg]
HEAVY = ["tensorflow", "keras", "pyod", "imblearn", "seaborn"]
NUMERIC = [*HEAVY, "sklearn", "scipy", "pandas", "numpy", "matplotlib"]


def _loaded_by(*modules: str) -> set[str]:
    """Return the modules in memory after a fresh Python has imported these."""
    code = f"import json, sys, {', '.join(modules)}; print(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    return set(json.loads(run.stdout))


@pytest.mark.parametrize("module", ["course_utils", "course_utils.lessons", "course_utils.cli"])
def test_learners_commands_start_without_numeric_packages(module):
    assert _loaded_by(module).isdisjoint(NUMERIC)


def test_heavy_packages_wait_until_they_are_needed():
    loaded = _loaded_by(*(f"course_utils.{package}" for package in PACKAGES))
    assert loaded.isdisjoint(HEAVY)


def test_benchmarks_take_the_name_of_no_library(root):
    # A script's folder comes first in the path: one named coverage.py once kept PyOD away.
    code = "import sys; sys.path.insert(0, 'benchmarks'); import pyod.models.knn, keras"
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True, capture_output=True)


def test_benchmarks_weigh_a_process_without_the_one_that_started_it(root):
    pytest.importorskip("resource")
    large = b"x" * 300_000_000
    code = "from peak_memory import peak_memory; print(peak_memory())"
    child = subprocess.run(
        [sys.executable, "-c", code], cwd=root / "benchmarks", capture_output=True, check=True
    )
    assert int(child.stdout) < len(large) / 3


@pytest.mark.parametrize("package", PACKAGES)
def test_all_public_names_stand_in_all(package):
    module = importlib.import_module(f"course_utils.{package}")
    own = {
        name
        for name, value in vars(module).items()
        if not name.startswith("_")
        and not isinstance(value, ModuleType)
        and str(getattr(value, "__module__", "")).startswith(module.__name__)
    }
    assert own <= set(module.__all__)
    assert [name for name in module.__all__ if not hasattr(module, name)] == []


def test_no_module_is_long_or_named_after_nothing(root, tracked):
    modules = [
        name for name in tracked if name.startswith("course_utils/") and name.endswith(".py")
    ]
    lengths = {
        name: len((root / name).read_text(encoding="utf-8").splitlines()) for name in modules
    }
    assert {name: length for name, length in lengths.items() if length > 400} == {}
    vague = {"utils", "common", "helpers", "misc"}
    assert [
        name for name in tracked if name.rsplit("/", 1)[-1].strip("_").split(".")[0] in vague
    ] == []


def test_no_function_is_longer_than_a_screen(root, tracked):
    """A screen is 40 lines; the docstring does not count."""
    long = {}
    for name in tracked:
        if not (name.startswith("course_utils/") and name.endswith(".py")):
            continue
        for node in ast.walk(ast.parse((root / name).read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                first = node.body[1:2] if ast.get_docstring(node) else node.body[:1]
                length = node.end_lineno - first[0].lineno + 1 if first else 0
                if length > 40:
                    long[f"{name}:{node.name}"] = length
    assert long == {}
