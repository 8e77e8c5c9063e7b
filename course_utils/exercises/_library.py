"""What crosses to the answer by name: functions, classes and unfitted estimators of libraries.

The engine imports no machine learning package. An estimator crosses as its class's name and its
parameters, a function as its name; the other side imports what was named.

A spy, to see what an answer does with an estimator, is an ordinary unfitted estimator whose
predictions tell what it was fitted on, because predictions cross in both places and a record
kept on the learner's side would be the learner's to forge. scikit-learn has the two that most
checks need: ``DummyClassifier(strategy="prior")`` predicts the share of each class (and of
``sample_weight``) that it was given; ``KNeighborsClassifier(1)`` knows the rows that it has seen.
A lesson that needs another writes the class in a module of ``course_utils``.
"""

import importlib
from collections.abc import Callable
from typing import Any

from course_utils.exercises._faults import CheckBreaksContract, DamagedMessage
from course_utils.exercises._wire import Node, Place, field, said_type, say_place

_ROOTS = {"course_utils", "imblearn", "keras", "numpy", "pandas", "scipy", "sklearn"}
_CURES = {
    "Generator": "Send a seed, such as answer.seed.",
    "RandomState": "Send a seed, such as answer.seed.",
    "set": "Send a list.",
    "Answer": "Call it, and send what it returned.",
}


def write_library(value: Any, place: Place, walk: Callable[[Any, Place], Node]) -> Node:
    """Return the node of a library's function or class, or of an unfitted estimator.

    Parameters
    ----------
    value : object
        What a check sends and what is not plain data.
    place : tuple of str
        Where in the arguments.
    walk : callable
        Gives the nodes of the estimator's parameters.

    Returns
    -------
    node
        What goes into the JSON.

    Raises
    ------
    CheckBreaksContract
        When the value cannot cross; it says what to send instead.

    Examples
    --------
    >>> write_library(importlib.import_module, (), lambda part, place: part)
    Traceback (most recent call last):
    course_utils.exercises._faults.CheckBreaksContract: The value is the function import_module, \
which the answer cannot import by name. Send data, or a function of sklearn, imblearn, numpy, \
scipy, pandas, keras or course_utils.
    """
    where = say_place(place) or "the value"
    where = where[0].upper() + where[1:]
    if type(value).__name__ in _CURES:
        raise CheckBreaksContract(_refusal(where, value))
    if callable(getattr(value, "get_params", None)) and not isinstance(value, type):
        return _write_estimator(value, where, place, walk)
    name = _name_of(value)
    if name is not None:
        return {"kind": "library", "module": name[0], "name": name[1]}
    raise CheckBreaksContract(_refusal(where, value))


def read_library(node: Node, read: Callable[[Node], Any]) -> Any:
    """Return the function or class that a node names."""
    return _import(field(node, "module", str), field(node, "name", str))


def read_estimator(node: Node, read: Callable[[Node], Any]) -> Any:
    """Return a new estimator of the class and with the parameters that a node names."""
    params = read(node.get("params"))
    if type(params) is not dict:
        raise DamagedMessage("An estimator of the message has no parameters.")
    return read_library(node, read)(**params)


def class_named(path: str) -> str:
    """Return the full name under which a class knows itself.

    Parameters
    ----------
    path : str
        Where a reader would import it from, such as ``sklearn.pipeline.Pipeline``.

    Returns
    -------
    str
        Its own module and name, which may be a private module's.

    Raises
    ------
    CheckBreaksContract
        When there is no such class.

    Examples
    --------
    >>> class_named("collections.Counter")
    'collections.Counter'
    >>> class_named("collections.Countre")
    Traceback (most recent call last):
    course_utils.exercises._faults.CheckBreaksContract: There is no class 'collections.Countre'. \
Give the path it is imported from, such as 'imblearn.pipeline.Pipeline'.
    """
    module, _, name = path.rpartition(".")
    try:
        found = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError):
        found = None
    if not isinstance(found, type):
        raise CheckBreaksContract(
            f"There is no class {path!r}. Give the path it is imported from, "
            "such as 'imblearn.pipeline.Pipeline'."
        )
    return full_name(found)


def full_name(found: type) -> str:
    """Return a class's module and name.

    Examples
    --------
    >>> full_name(int)
    'builtins.int'
    """
    return f"{found.__module__}.{found.__qualname__}"


def _refusal(where: str, value: Any) -> str:
    cure = _CURES.get(type(value).__name__)
    if cure is None and (isinstance(value, type) or hasattr(value, "__name__")):
        noun = "class" if isinstance(value, type) else "function"
        return (
            f"{where} is the {noun} {value.__name__}, which the answer cannot import by name. "
            "Send data, or a function of sklearn, imblearn, numpy, scipy, pandas, keras or "
            "course_utils."
        )
    cure = cure or "Send plain data: numbers, texts, arrays, tables."
    return f"{where} is {said_type(value)}, which cannot cross to the answer. {cure}"


def _write_estimator(
    value: Any, where: str, place: Place, walk: Callable[[Any, Place], Node]
) -> Node:
    name = _name_of(type(value))
    if name is None:
        raise CheckBreaksContract(
            f"{where} is {said_type(value)}, whose class the answer cannot "
            "import by name. Put the class into a module of course_utils."
        )
    # scikit-learn's own rule for "is fitted": an attribute that ends in an underscore.
    fitted = [key for key in vars(value) if key.endswith("_") and not key.startswith("__")]
    if fitted:
        raise CheckBreaksContract(
            f"{where} is a fitted {type(value).__name__} ({fitted[0]} is "
            "set), and what it learned does not cross. Send it unfitted, or send its predictions."
        )
    params = walk(value.get_params(deep=False), (*place, "the parameters"))
    return {"kind": "estimator", "module": name[0], "name": name[1], "params": params}


def _name_of(value: Any) -> tuple[str, str] | None:
    """Return module and name of what can be imported by them, or None."""
    name = getattr(value, "__qualname__", None) or getattr(value, "__name__", None)
    module = getattr(value, "__module__", None) or "numpy"  # a ufunc may not know its module
    if type(name) is not str or module.partition(".")[0] not in _ROOTS:
        return None
    try:
        found = _import(module, name)
    except DamagedMessage:
        return None
    return (module, name) if found is value else None


def _import(module: str, name: str) -> Any:
    if module.partition(".")[0] not in _ROOTS:
        raise DamagedMessage(f"The message names the module {module[:80]!r}.")
    try:
        found = importlib.import_module(module)
        for part in name.split("."):
            found = getattr(found, part)
    except (ImportError, AttributeError, ValueError):
        raise DamagedMessage(f"There is no {name[:80]!r} in {module[:80]!r}.") from None
    return found
