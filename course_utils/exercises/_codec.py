"""Plain data to bytes and back: what crosses between a check and an answer.

None, bool, int, float, str, list, tuple, dict; arrays; frames, Series, Indexes; sparse matrices
as csr. Nothing is pickled, and nothing that was received is evaluated. numpy scalars come back
as Python's, a Counter or Bunch as a dict, a namedtuple as a tuple, a coo matrix as csr.

What is not plain data (an estimator, a library's function, a plot) belongs to one of the two
sides, which gives an `Extra` for it.
"""

import sys
from collections.abc import Callable, Mapping
from typing import Any

from course_utils.exercises._arrays import (
    read_array,
    read_csr,
    write_array,
    write_csr,
)
from course_utils.exercises._cures import cure
from course_utils.exercises._faults import DamagedMessage, UnsuitableResult
from course_utils.exercises._scalars import NOT_PLAIN, as_scalar, read_scalar, scalar_node
from course_utils.exercises._tables import read_table, write_table
from course_utils.exercises._wire import (
    MAX_DEPTH,
    MAX_NODES,
    Node,
    Place,
    Reader,
    Writer,
    field,
    said_type,
    say_place,
)

Walk = Callable[[Any, Place], Node]
WriteExtra = Callable[[Any, Place, Walk], Node | None]
ReadExtra = Callable[[Node, Callable[[Node], Any]], Any]


def encode(value: Any, *, place: Place = (), extra: WriteExtra | None = None) -> bytes:
    """Return plain data as bytes.

    Parameters
    ----------
    value : object
        Plain data.
    place : tuple of str, default=()
        What the value is called in a refusal; empty for a returned value.
    extra : callable, optional
        ``extra(value, place, walk)`` gives the node of something that is not plain data (``walk``
        gives the nodes of its parts), or None.

    Returns
    -------
    bytes
        A message for `decode`.

    Raises
    ------
    UnsuitableResult
        When a part of the value is not plain data; it says which, and what to do instead.

    Examples
    --------
    >>> decode(encode({"recall": 0.5, "counts": (3, 4)}))
    {'recall': 0.5, 'counts': (3, 4)}
    """
    writer = Writer()
    return writer.message(_Encoder(writer, extra, place).node(value, place))


def decode(data: bytes, *, extra: Mapping[str, ReadExtra] | None = None) -> Any:
    """Return the plain data that `encode` made bytes of.

    Parameters
    ----------
    data : bytes
        A message, perhaps a hostile one.
    extra : mapping, optional
        For each further kind of node, the function that reads it.

    Returns
    -------
    object
        The plain data, of its own memory.

    Raises
    ------
    DamagedMessage
        When the bytes are no such message; no other exception leaves this function.

    Examples
    --------
    >>> decode(encode([1, 2.5, None, "a"]))
    [1, 2.5, None, 'a']
    """
    reader = Reader(data)
    value = _Decoder(reader, extra or {}).value(reader.tree, 0)
    reader.close()
    return value


class _Encoder:
    def __init__(self, writer: Writer, extra: WriteExtra | None, root: Place) -> None:
        self._writer = writer
        self._extra = extra
        self._depth = 0
        self._root = root

    def node(self, value: Any, place: Place) -> Node:
        self._writer.count(1, place)
        scalar = as_scalar(value)
        if scalar is not NOT_PLAIN:
            return scalar_node(scalar, place)
        if self._depth > MAX_DEPTH:
            raise UnsuitableResult(
                say_place(self._root), "a value nested too deeply", "Return a flat list or dict."
            )
        self._depth += 1
        node = self._bulk(value, place) or self._collection(value, place)
        if node is None and self._extra is not None:
            node = self._extra(value, place, self.node)
        if node is None:
            raise UnsuitableResult(say_place(place), *cure(value))
        self._depth -= 1
        return node

    def _collection(self, value: Any, place: Place) -> Node | None:
        if isinstance(value, list):
            return {"kind": "list", "items": self._items(value, place)}
        if isinstance(value, tuple):
            return {"kind": "tuple", "items": self._items(value, place)}
        if isinstance(value, dict):
            keys = [self._key(key, place) for key in value]
            labels = [f"the value of {key!r}" for key in value]
            pairs = zip(value.values(), labels, strict=True)
            return {
                "kind": "dict",
                "keys": keys,
                "values": [self.node(item, (*place, label)) for item, label in pairs],
            }
        return None

    def _items(self, values: list[Any] | tuple[Any, ...], place: Place) -> list[Node]:
        return [self.node(item, (*place, f"item {i}")) for i, item in enumerate(values)]

    def _key(self, key: Any, place: Place) -> Node:
        scalar = as_scalar(key)
        if scalar is NOT_PLAIN and not isinstance(key, tuple):
            raise UnsuitableResult(
                say_place((*place, "a key")), said_type(key), "Use texts or numbers as keys."
            )
        return self.node(key, (*place, "a key"))

    def _bulk(self, value: Any, place: Place) -> Node | None:
        # A library that is not loaded cannot have made the value.
        numpy = sys.modules.get("numpy")
        if numpy is not None and isinstance(value, numpy.ndarray):
            return write_array(value, self._writer, place)
        pandas = sys.modules.get("pandas")
        if pandas is not None and isinstance(
            value, pandas.DataFrame | pandas.Series | pandas.Index
        ):
            return write_table(value, self._writer, place)
        sparse = sys.modules.get("scipy.sparse")
        if sparse is not None and sparse.issparse(value):
            return write_csr(value, self._writer, place)
        return None


class _Decoder:
    def __init__(self, reader: Reader, extra: Mapping[str, ReadExtra]) -> None:
        self._reader = reader
        self._extra = extra
        self._nodes = 0

    def value(self, node: Node, depth: int) -> Any:
        self._nodes += 1
        if self._nodes > MAX_NODES or depth > MAX_DEPTH + 1:
            raise DamagedMessage("The message's tree is too large or nested too deeply.")
        if type(node) is not dict or node.get("kind") == "float":
            return read_scalar(node)
        kind = field(node, "kind", str)
        if kind in ("array", "objects"):
            return read_array(node, self._reader)
        if kind in ("frame", "series", "index", "range"):
            return read_table(node, self._reader)
        if kind == "csr":
            return read_csr(node, self._reader)
        if kind in self._extra:
            return self._extra[kind](node, lambda part: self.value(part, depth + 1))
        return self._collection(kind, node, depth)

    def _collection(self, kind: str, node: Node, depth: int) -> Any:
        if kind == "dict":
            return self._dict(node, depth)
        if kind not in ("list", "tuple"):
            raise DamagedMessage(f"A part of the message is of the unknown kind {kind[:20]!r}.")
        items = [self.value(item, depth + 1) for item in field(node, "items", list)]
        return items if kind == "list" else tuple(items)

    def _dict(self, node: Node, depth: int) -> dict[Any, Any]:
        keys = [self.value(key, depth + 1) for key in field(node, "keys", list)]
        values = [self.value(item, depth + 1) for item in field(node, "values", list)]
        try:
            found = dict(zip(keys, values, strict=True))
        except (TypeError, ValueError):
            raise DamagedMessage("A dict of the message has keys that cannot be.") from None
        if len(found) != len(keys):
            raise DamagedMessage("A dict of the message has one key twice.")
        return found
