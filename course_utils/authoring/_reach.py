"""Which source files a lesson's code reaches: followed through imports, name by name.

``from course_utils.plots import plot_intervals`` reaches the module that defines the function
and what that module imports, not the whole of ``plots``. So a new figure does not make every
lesson run again.
"""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from IPython.core.inputtransformer2 import TransformerManager

_ASSETS = (".js", ".css")


def reached_files(codes: Iterable[str], package: Path) -> list[Path]:
    """Return the files of a package that code can reach, sorted.

    Parameters
    ----------
    codes : iterable of str
        Code of modules, or of notebook cells.
    package : pathlib.Path
        The folder of the package; its name is the package's.

    Returns
    -------
    list of pathlib.Path
        Modules, and the scripts and styles whose names stand as strings in one of them.

    Examples
    --------
    >>> import course_utils
    >>> package = Path(course_utils.__file__).parent
    >>> code = "from course_utils.evaluation import wilson_interval"
    >>> [path.name for path in reached_files([code], package)][-2:]
    ['_inputs.py', '_interval.py']
    """
    waiting = [path for code in codes for path in _imported(ast.parse(_plain(code)), package)]
    reached: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path not in reached:
            reached.add(path)
            waiting += _imported(_tree(path, path.stat().st_mtime_ns), package)
    return sorted([*reached, *_assets(reached)])


def _plain(code: str) -> str:
    """Return a cell's code as Python: a notebook also knows ``%magic`` and ``name??``."""
    return str(TransformerManager().transform_cell(code))  # type: ignore[no-untyped-call]


@cache
def _tree(path: Path, changed: int) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _imported(tree: ast.AST, package: Path) -> Iterator[Path]:
    """Yield the files that a piece of code imports by itself."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from _found(node.module, [alias.name for alias in node.names], package)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield from _found(alias.name, ["*"], package)
        elif isinstance(node, ast.Constant) and _names_module(node.value, package):
            yield from _found(str(node.value), ["*"], package)


def _names_module(value: object, package: Path) -> bool:
    """Tell whether a string is the dotted name of a module, which is imported later on."""
    return isinstance(value, str) and "." in value and _module(value, package) is not None


def _found(module: str, names: Iterable[str], package: Path) -> Iterator[Path]:
    """Yield the files that define names of a module; ``*`` stands for all of them."""
    path = _module(module, package)
    if path is None:
        return
    if path.name != "__init__.py":
        yield path
        return
    handed_on = _handed_on(path)
    for name in handed_on if "*" in names else names:
        submodule = _module(f"{module}.{name}", package)
        if name in handed_on:
            yield from _found(handed_on[name], [name], package)
        else:
            yield submodule or path


def _handed_on(init: Path) -> dict[str, str]:
    """Return the module that each name of a package's ``__init__`` is imported from."""
    tree = _tree(init, init.stat().st_mtime_ns)
    return {
        alias.asname or alias.name: str(node.module)
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def _module(name: str, package: Path) -> Path | None:
    """Return the file of a module of the package, if there is one of that name."""
    first, *rest = name.split(".")
    if first != package.name or not name.replace(".", "_").isidentifier():
        return None
    place = package.joinpath(*rest)
    files = (place.with_suffix(".py"), place / "__init__.py")
    return next((path for path in files if path.is_file()), None)


def _assets(modules: Iterable[Path]) -> Iterator[Path]:
    """Yield the scripts and styles beside modules that name them, with or without the ending."""
    for folder in {path.parent for path in modules}:
        here = [path for path in modules if path.parent == folder]
        said = {
            node.value
            for path in here
            for node in ast.walk(_tree(path, path.stat().st_mtime_ns))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        found = (path for ending in _ASSETS for path in folder.glob(f"*/*{ending}"))
        yield from (path for path in found if said & {path.name, path.stem})
