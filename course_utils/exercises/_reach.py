"""What an answer reaches in its notebook: the functions it calls, the variables it reads.

Nothing of the answer is run, and none of its own attributes is asked for: it is looked at.
"""

import dis
import functools
import inspect
import sys
from collections.abc import Callable, Iterable, Iterator
from types import CodeType, FunctionType, MethodType, ModuleType
from typing import Any

_CONSTANTS = (type(None), bool, int, float, str)
_MOST_LAYERS = 100  # a wrapper may name itself as what it wraps


def code_of(function: Callable[..., Any]) -> CodeType | None:
    """Return the code that the learner wrote, or None for what is not written in Python.

    Examples
    --------
    >>> code_of(functools.partial(lambda n: n, 1)).co_name, code_of(len)
    ('<lambda>', None)
    """
    layers = _layers(function)
    return layers[-1].__code__ if layers else None


def functions_reached(function: Callable[..., Any]) -> list[FunctionType]:
    """Return the function and those of the same notebook that it calls, by whatever way.

    Parameters
    ----------
    function : callable
        The learner's function, perhaps decorated.

    Returns
    -------
    list of function
        Each once, in an order that depends on their code only.

    Examples
    --------
    >>> def helper(n):
    ...     return n
    >>> def answer(n):
    ...     return helper(n)
    >>> [reached.__name__ for reached in functions_reached(answer)]
    ['answer', 'helper']
    """
    layers = _layers(function)
    notebook = layers[-1].__globals__ if layers else {}
    found: dict[CodeType, FunctionType] = {}
    waiting = layers
    while waiting:
        one = waiting.pop(0)
        if one.__globals__ is notebook and one.__code__ not in found:
            found[one.__code__] = one
            named = (notebook[name] for name in _global_names(one.__code__) if name in notebook)
            for value in (*named, *_closure(one)):
                waiting += _layers(value)
    return list(found.values())


def notebook_names_read(function: Callable[..., Any]) -> tuple[str, ...]:
    """Return the notebook's variables that a function reads, sorted.

    Data count: what a notebook computed. Modules, functions, classes and whatever else is there
    to be called do not, nor what was imported, nor a constant named in capitals: such are
    defined in every run. Functions of the same notebook that it calls are looked into.

    Parameters
    ----------
    function : callable
        The learner's function.

    Returns
    -------
    tuple of str
        Names that the function should get as parameters.

    Examples
    --------
    >>> SHARE = 0.1
    >>> table = [0.4, 0.6]
    >>> def count_alarms(threshold):
    ...     return sum(score > threshold + SHARE for score in table)
    >>> notebook_names_read(count_alarms)
    ('table',)
    """
    read = {
        name
        for one in functions_reached(function)
        for name in _global_names(one.__code__)
        if name in one.__globals__ and _is_data(name, one.__globals__)
    }
    return tuple(sorted(read))


def _layers(value: Any) -> list[FunctionType]:
    """Return the Python functions that a call of the value goes through, the innermost last."""
    found: list[FunctionType] = []
    for _ in range(_MOST_LAYERS):
        if isinstance(value, FunctionType):
            if value in found:
                break
            found.append(value)
        value = _inner(value)
        if value is None:
            break
    return found


def _inner(value: Any) -> Any:
    """Return what a call of the value is passed on to, None at the end."""
    if isinstance(value, functools.partial):
        return value.func
    if isinstance(value, MethodType):
        return value.__func__
    wrapped = inspect.getattr_static(value, "__wrapped__", None)
    if wrapped is not None or isinstance(value, FunctionType | type):
        return wrapped
    # An object that can be called.
    return inspect.getattr_static(type(value), "__call__", None)


def _closure(function: FunctionType) -> Iterator[Any]:
    """Yield what a function kept of the function that made it, such as what it decorates."""
    for cell in function.__closure__ or ():
        try:
            yield cell.cell_contents
        except ValueError:  # it is not set yet
            continue


def _global_names(code: CodeType) -> Iterable[str]:
    names = dict.fromkeys(
        str(instruction.argval)
        for instruction in dis.get_instructions(code)
        if instruction.opname in ("LOAD_GLOBAL", "LOAD_NAME")
    )
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            names |= dict.fromkeys(_global_names(constant))
    return names


def _is_data(name: str, variables: dict[str, Any]) -> bool:
    value = variables[name]
    if name.startswith("__") or isinstance(value, ModuleType | type):
        return False
    # A model of keras can be called; it is data all the same.
    if callable(value) and not hasattr(type(value), "fit"):
        return False
    return not _is_constant(name, value) and not _is_imported(name, variables)


def _is_constant(name: str, value: object) -> bool:
    if not name.isupper():
        return False
    parts = value if isinstance(value, tuple) else (value,)
    return all(isinstance(part, _CONSTANTS) for part in parts)


def _is_imported(name: str, variables: dict[str, Any]) -> bool:
    """Tell whether some module has the very value under this name, as math has pi."""
    value = variables[name]
    if value is None or isinstance(value, int):  # a small number is one object everywhere
        return False
    return any(
        vars(module).get(name) is value
        for module in list(sys.modules.values())
        if isinstance(module, ModuleType) and vars(module) is not variables
    )
