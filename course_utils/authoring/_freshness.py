"""What a lesson's outputs depend on, as one digest."""

import ast
import hashlib
import io
import json
import tokenize
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from nbformat import NotebookNode

import course_utils
from course_utils.authoring._lesson import Lesson
from course_utils.authoring._reach import reached_files

_PACKAGE = Path(course_utils.__file__).parent


def outputs_digest(lesson: Lesson, cells: Sequence[NotebookNode], lessons: Path) -> str:
    """Return the digest of code cells, the modules they reach, data and studies.

    Parameters
    ----------
    lesson : Lesson
    cells : sequence of cells
        The notebook's cells, in order.
    lessons : pathlib.Path
        The folder of the package of lessons.
    """
    codes = [cell.source for cell in cells if cell.cell_type == "code" and cell.source]
    exercises = sorted(lessons.glob(f"lesson_{lesson.name[:2]}_*/*.py"))
    own = {path: path.read_text("utf-8") for path in [*lessons.glob("__init__.py"), *exercises]}
    shared = reached_files([*codes, *own.values()], _PACKAGE)
    parts = [json.dumps(codes)]
    parts += [f"{path.name}\n{_said(path)}" for path in dict.fromkeys([*own, *shared])]
    words = "\n".join([*codes, *own.values()])
    parts += _data(lesson.root / "data", words)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


@cache
def essence(source: str) -> str:
    r"""Return Python code without comments, docstrings and empty lines: what is run.

    Examples
    --------
    >>> print(essence('def f():  # why\n    "Doc."\n\n    return 1\n'))
    def f():
        return 1
    """
    lines = source.splitlines()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column]
    for first, last in _docstrings(ast.parse(source)):
        lines[first - 1 : last] = [""] * (last - first + 1)
    return "\n".join(line.rstrip() for line in lines if line.strip())


def _docstrings(tree: ast.Module) -> Iterator[tuple[int, int]]:
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(tree):
        if isinstance(node, owners) and ast.get_docstring(node, clean=False) is not None:
            first = node.body[0]
            if len(node.body) > 1 and node.body[1].lineno == first.end_lineno:
                continue  # "doc"; code on one line
            yield first.lineno, first.end_lineno or first.lineno


def _said(path: Path) -> str:
    """Return what of a source file can change an output."""
    text = path.read_text("utf-8")
    return essence(text) if path.suffix == ".py" else text


def _data(data: Path, words: str) -> list[str]:
    """Return what the data sets and the studies are whose names stand in the lesson's code."""
    manifest, table = data / "MANIFEST.json", data / "sources.toml"
    sets = json.loads(manifest.read_text("utf-8")) if manifest.exists() else {}
    sources = tomllib.loads(table.read_text("utf-8")) if table.exists() else {}
    listed = "list_datasets" in words
    found = [
        json.dumps({name: [sets[name], sources.get(name)]})
        for name in sorted(sets)
        if listed or f'"{name}"' in words
    ]
    for study in sorted((data / "studies").glob("*.*")):
        if study.name in words or f'"{study.stem}"' in words:
            content = study.read_bytes().replace(b"\r\n", b"\n")
            found.append(f"{study.name} {hashlib.sha256(content).hexdigest()}")
    return found
