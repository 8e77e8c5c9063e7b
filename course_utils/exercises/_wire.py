"""The two ends of one encoded value: strict JSON for its shape, blobs for its bulk.

A value becomes a tree of nodes. Plain scalars stand in the JSON as themselves; everything else
is an object with a ``kind``. Bulk (arrays, text columns) goes into blobs, which
the reader takes in the order in which the writer added them, each exactly once: a small message
cannot name one large blob a thousand times.
"""

import json
from typing import Any

from course_utils.exercises._faults import DamagedMessage, UnsuitableResult
from course_utils.exercises._frames import MAX_BYTES, join_parts, split_parts

Node = Any
Place = tuple[str, ...]

MAX_DEPTH = 40
MAX_JSON = 32 * 2**20
MAX_NODES = 1_000_000


def _one_value_per_key(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise DamagedMessage("An object of the message gives one key twice.")
    return found


def _no_constant(name: str) -> float:
    raise DamagedMessage(f"The message holds the constant {name}, which strict JSON lacks.")


# Bound once, at import: code that replaces json.dumps later does not reach these.
_dumps = json.JSONEncoder(allow_nan=False, ensure_ascii=False, separators=(",", ":")).encode
_loads = json.JSONDecoder(object_pairs_hook=_one_value_per_key, parse_constant=_no_constant).decode


def say_place(place: Place) -> str:
    """Return a place in words, the innermost first.

    Examples
    --------
    >>> say_place(("item 0", "the value of 'a'"))
    "the value of 'a' in item 0"
    """
    return " in ".join(reversed(place))


def said_type(value: object) -> str:
    """Return the name of the value's type with its article.

    Examples
    --------
    >>> said_type(set()), said_type(iter([]))
    ('a set', 'a list_iterator')
    """
    name = type(value).__name__
    return f"{'an' if name[:1].lower() in set('aeiou') else 'a'} {name}"


class Writer:
    """Collect the blobs of one value, and count its nodes against the caps."""

    def __init__(self) -> None:
        self._blobs: list[bytes] = []
        self._bytes = 0
        self._nodes = 0

    def require_room(self, size: int, place: Place) -> None:
        """Refuse what is too large before its bytes are made: a view may be of any size."""
        if self._bytes + size > MAX_BYTES:
            raise UnsuitableResult(
                say_place(place),
                f"a value of over {MAX_BYTES // 2**20} MB",
                "Return only what the exercise asks for.",
            )

    def blob(self, data: bytes, place: Place) -> None:
        """Add a blob."""
        self.require_room(len(data), place)
        self._bytes += len(data)
        self._blobs.append(data)

    def count(self, nodes: int, place: Place) -> None:
        """Count nodes of the JSON tree."""
        self._nodes += nodes
        if self._nodes > MAX_NODES:
            raise UnsuitableResult(
                say_place(place),
                f"a collection of over {MAX_NODES:,} items",
                "Return an array, or only what the exercise asks for.",
            )

    def message(self, node: Node) -> bytes:
        """Return the whole message: the tree, then the blobs."""
        tree = _dumps(node).encode()
        if len(tree) > MAX_JSON or len(tree) + self._bytes > MAX_BYTES:
            raise UnsuitableResult(
                "",
                f"a value of over {MAX_BYTES // 2**20} MB",
                "Return only what the exercise asks for.",
            )
        return join_parts([tree, *self._blobs])


class Reader:
    """Give the blobs of one message in their order, and check the nodes against the caps."""

    def __init__(self, data: bytes) -> None:
        if len(data) > MAX_BYTES:
            raise DamagedMessage(f"The message has {len(data)} bytes, {MAX_BYTES} are allowed.")
        parts = split_parts(data)
        if not parts or len(parts[0]) > MAX_JSON:
            raise DamagedMessage("The message has no tree, or one that is too large.")
        try:
            self.tree: Node = _loads(parts[0].decode())
        except (ValueError, RecursionError) as error:
            raise DamagedMessage(f"The message's tree is no JSON: {error}") from None
        self._blobs = iter(parts[1:])

    def blob(self) -> bytes:
        """Return the next blob."""
        blob = next(self._blobs, None)
        if blob is None:
            raise DamagedMessage("The message has fewer blobs than its tree needs.")
        return blob

    def close(self) -> None:
        """Refuse a message that holds blobs which nothing needed."""
        if next(self._blobs, None) is not None:
            raise DamagedMessage("The message has more blobs than its tree needs.")


def field(node: Node, name: str, kind: type) -> Any:
    """Return one field of an object, or refuse the message when it is of another type.

    Examples
    --------
    >>> field({"name": "a"}, "name", str)
    'a'
    """
    value = node.get(name) if type(node) is dict else None
    if type(value) is not kind:
        raise DamagedMessage(f"A field {name!r} of the message is missing or of the wrong type.")
    return value
