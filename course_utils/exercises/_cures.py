"""What to return instead: one sentence for each thing that is not plain data."""

import types
from typing import Any, Final

from course_utils.exercises._wire import said_type

_ITERATORS = {"map", "filter", "zip", "range", "enumerate", "reversed", "dict_keys", "dict_values"}
_BY_NAME: Final = {
    "set": "Return a list, such as sorted(...).",
    "frozenset": "Return a list, such as sorted(...).",
    "complex": "Return a real number.",
    "bytes": "Return text, such as x.decode().",
    "Timestamp": "Return text, such as x.isoformat().",
    "datetime": "Return text, such as x.isoformat().",
    "date": "Return text, such as x.isoformat().",
    "datetime64": "Return text, such as str(x).",
    "timedelta64": "Return a number, such as x / np.timedelta64(1, 's').",
    "Timedelta": "Return a number, such as x.total_seconds().",
    "timedelta": "Return a number, such as x.total_seconds().",
    "NAType": "Return None or float('nan').",
    "NaTType": "Return None.",
    "Decimal": "Return float(x).",
    "Fraction": "Return float(x).",
    "ellipsis": "Replace the ... by your code.",
    "EagerTensor": "Return x.numpy().",
    "Figure": "Return the one Axes that holds the plot.",
    "Generator": "Return the numbers that it gives, not the source of chance itself.",
    "RandomState": "Return the numbers that it gives, not the source of chance itself.",
    "coroutine": "Define the function with def, not async def.",
    "DataFrameGroupBy": "Return what you compute of the groups, such as x.mean().",
    "SeriesGroupBy": "Return what you compute of the groups, such as x.mean().",
}


def cure(value: Any) -> tuple[str, str]:
    """Return what the value is, with its article, and what to return instead.

    Examples
    --------
    >>> cure(n for n in [1])
    ('a generator', 'Collect what it gives one by one: list(...).')
    >>> cure(len)
    ('the function len', 'Return its result: are the brackets missing?')
    >>> cure({1})
    ('a set', 'Return a list, such as sorted(...).')
    """
    if isinstance(value, types.GeneratorType):
        return "a generator", "Collect what it gives one by one: list(...)."
    if isinstance(value, type):
        return f"the class {value.__name__}", f"Return an object of it: {value.__name__}(...)."
    if isinstance(value, types.FunctionType | types.BuiltinFunctionType | types.MethodType):
        name = "a lambda" if value.__name__ == "<lambda>" else f"the function {value.__name__}"
        return name, "Return its result: are the brackets missing?"
    if isinstance(value, types.ModuleType):
        return f"the module {value.__name__}", "Return what you computed."
    name = type(value).__name__
    if name in _ITERATORS or name.endswith("iterator"):
        return said_type(value), "Return a list: list(...)."
    if name.endswith("Display"):
        return said_type(value), "Return its Axes: display.ax_."
    if name in ("FacetGrid", "JointGrid", "PairGrid"):
        return said_type(value), "Return one of its Axes, such as grid.ax."
    return said_type(value), _BY_NAME.get(
        name, "Return plain data: numbers, texts, lists, tables."
    )
