"""Plain scalars: None, bool, int, float and str, also when numpy or a subclass carries them."""

import math
import sys
from typing import Any, Final

from course_utils.exercises._faults import DamagedMessage, UnsuitableResult
from course_utils.exercises._wire import Node, Place, field, say_place

Scalar = None | bool | int | float | str

NOT_PLAIN: Final = object()
_MAX_BITS = 3_000
_EXACT = {type(None), bool, int, float, str}


def as_scalar(value: object) -> Any:
    """Return the value as a plain Python scalar, or NOT_PLAIN.

    Parameters
    ----------
    value : object
        Anything.

    Returns
    -------
    None, bool, int, float, str or NOT_PLAIN
        numpy scalars and subclasses (an IntEnum, a numpy.str_) become the plain type.

    Examples
    --------
    >>> import numpy as np
    >>> as_scalar(np.float64(0.5)), as_scalar(np.bool_(True)), as_scalar(np.str_("a"))
    (0.5, True, 'a')
    >>> as_scalar({1, 2}) is NOT_PLAIN
    True
    """
    if type(value) in _EXACT:
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value)
    if isinstance(value, str):
        return str.__str__(value)
    numpy = sys.modules.get("numpy")  # unless it is loaded, no value can be a scalar of it
    if numpy is not None and isinstance(value, numpy.generic):
        for kind, plain in ((numpy.bool_, bool), (numpy.floating, float)):
            if isinstance(value, kind):
                return plain(value)
        # A timedelta64 counts as an integer for numpy; as a number it would lose its unit.
        if isinstance(value, numpy.integer) and not isinstance(value, numpy.timedelta64):
            return int(value)
    return NOT_PLAIN


def scalar_node(value: Scalar, place: Place) -> Node:
    """Return the node of a plain scalar.

    Examples
    --------
    >>> scalar_node(0.5, ()), scalar_node(float("nan"), ())
    (0.5, {'kind': 'float', 'text': 'nan'})
    """
    if type(value) is float and not math.isfinite(value):
        return {"kind": "float", "text": repr(value)}
    if type(value) is int and value.bit_length() > _MAX_BITS:
        raise UnsuitableResult(
            say_place(place),
            f"a whole number of {value.bit_length():,} bits",
            "Return a number of the size that the exercise asks for.",
        )
    if type(value) is str and not _is_whole(value):
        raise UnsuitableResult(
            say_place(place),
            "a text with half a character (a lone surrogate)",
            "Read the text with the right encoding.",
        )
    return value


def read_scalar(node: Node) -> Scalar:
    """Return a plain scalar that was received, or refuse the message.

    Examples
    --------
    >>> read_scalar("a"), read_scalar(None), read_scalar({"kind": "float", "text": "inf"})
    ('a', None, inf)
    """
    if node is None or type(node) is bool:
        return node
    if type(node) is int and node.bit_length() <= _MAX_BITS:
        return node
    if type(node) is float and math.isfinite(node):
        return node
    if type(node) is str and _is_whole(node):
        return node
    if type(node) is dict and field(node, "kind", str) == "float":
        text = field(node, "text", str)
        if text in ("nan", "inf", "-inf"):
            return float(text)
    raise DamagedMessage("A part of the message is no plain scalar.")


def _is_whole(text: str) -> bool:
    """Tell whether every character is whole; a half one can be neither printed nor stored."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
