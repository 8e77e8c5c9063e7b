"""Of which code a study's rows are, and with which versions on which machine they were made."""

import ast
import hashlib
import inspect
import os
import platform
from collections.abc import Callable, Iterator
from functools import cache
from importlib import metadata
from typing import Any

from course_utils.authoring._freshness import essence

Function = Callable[..., Any]
_FOR_ALL = ("numpy", "scikit-learn")


def code_digest(function: Function) -> str:
    """Return a digest of a function and of what it reaches in its module, comments apart.

    Parameters
    ----------
    function : callable
        A function of a module that has a file.
    """
    source = _source(function)
    lines = source.splitlines()
    defined = {name: node for node in ast.parse(source).body for name in _names_bound_by(node)}
    reached: dict[str, str] = {}
    waiting = [function.__name__]
    while waiting:
        name = waiting.pop()
        if name in defined and name not in reached:
            node = defined[name]
            reached[name] = essence("\n".join(lines[node.lineno - 1 : node.end_lineno]))
            waiting += [part.id for part in ast.walk(node) if isinstance(part, ast.Name)]
    said = "\n".join(reached[name] for name in sorted(reached))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


@cache
def made_with(function: Function) -> str:
    """Return versions of Python and of the packages that a function's module imports, and where.

    Of the machine only what decides about times is told: system, architecture, processors.
    """
    homes = metadata.packages_distributions()
    roots = {name.partition(".")[0] for name in _imported(ast.parse(_source(function)))}
    packages = {home for root in roots for home in homes.get(root, ())} - {"course-utils"}
    versions = ", ".join(
        f"{name} {metadata.version(name)}" for name in sorted({*packages, *_FOR_ALL})
    )
    machine = f"{os.cpu_count()} processors, {platform.system()} {platform.machine()}"
    return f"Python {platform.python_version()}, {versions}; {machine}"


def _source(function: Function) -> str:
    module = inspect.getmodule(function)
    if module is None:
        raise ValueError(f"{function!r} must be a function of a lesson's study.py.")
    return inspect.getsource(module)


def _names_bound_by(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Import | ast.ImportFrom):
        yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)
    else:
        for part in ast.walk(node):
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                yield part.id


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
