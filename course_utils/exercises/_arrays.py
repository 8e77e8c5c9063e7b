"""Arrays as ``.npy`` blobs, text as one UTF-8 blob with lengths, sparse matrices as csr.

numpy and scipy are imported inside the functions: the engine loads neither by itself.
The reader accepts only headers as the writer makes them, and only when they fit the data.
"""

from __future__ import annotations

import io
import math
import re
from typing import TYPE_CHECKING, Any

from course_utils.exercises._faults import DamagedMessage, UnsuitableResult
from course_utils.exercises._scalars import NOT_PLAIN, as_scalar, read_scalar, scalar_node
from course_utils.exercises._wire import Node, Place, Reader, Writer, field, said_type, say_place

if TYPE_CHECKING:
    import numpy as np

_HEADER = re.compile(
    r"\{'descr': '([<|])([biufMmU])(\d{1,9})(\[(?:[1-9]\d{0,5})?(?:[YMWDhms]|[munpfa]s)\])?', "
    r"'fortran_order': (True|False), 'shape': \(((?:\d{1,18}, ?)*(?:\d{1,18})?)\), \} *\n"
)
_SIZES = {"b": {1}, "i": {1, 2, 4, 8}, "u": {1, 2, 4, 8}, "f": {2, 4, 8}, "M": {8}, "m": {8}}
_MAX_CELLS = 2**30  # over the largest message in bytes, so that what may be sent is received
_CURES = {
    "c": ("complex numbers", "Return real numbers."),
    "S": ("bytes", "Return text: array.astype(str)."),
    "V": ("records of several fields", "Return a DataFrame."),
    "f": ("numbers of over 64 bits", "Return array.astype(float)."),
}


def write_array(array: np.ndarray[Any, Any], writer: Writer, place: Place) -> Node:
    """Return the node of an array, and give its bulk to the writer.

    Parameters
    ----------
    array : ndarray
        Of bool, int, float, datetime, timedelta or text; or of objects that are plain scalars.
    writer : Writer
        What takes the blobs.
    place : tuple of str
        Where the array was found, for a refusal.

    Returns
    -------
    node
        What goes into the JSON.

    Raises
    ------
    UnsuitableResult
        For any other array, with the cure.

    Examples
    --------
    >>> import numpy as np
    >>> write_array(np.arange(3), Writer(), ())
    {'kind': 'array'}
    """
    import numpy as np

    if isinstance(array, np.ma.MaskedArray):
        raise UnsuitableResult(say_place(place), "a masked array", "Return array.filled(...).")
    array = np.asarray(array)
    writer.require_room(array.size * max(array.itemsize, 1), place)
    if array.dtype.kind == "U" and not array.dtype.itemsize:
        array = array.astype("<U1")  # no .npy holds texts of no length
    if array.dtype.kind in "OT":
        shape = list(array.shape)
        return {"kind": "objects", "shape": shape, "items": write_items(array, writer, place)}
    if not _suits(array.dtype):
        what, cure = _CURES.get(array.dtype.kind, (str(array.dtype), "Return numbers or text."))
        raise UnsuitableResult(say_place(place), f"an array of {what}", cure)
    if array.dtype.kind == "U" and not _whole_characters(array):
        raise UnsuitableResult(
            say_place(place), "an array with half a character", "Read the text rightly."
        )
    writer.blob(to_npy(array), place)
    return {"kind": "array"}


def read_array(node: Node, reader: Reader) -> np.ndarray[Any, Any]:
    """Return the array of a node, its bulk taken from the reader."""
    import numpy as np

    if field(node, "kind", str) == "array":
        return from_npy(reader.blob())
    shape = _sizes(field(node, "shape", list))
    items = read_items(field(node, "items", dict), reader)
    if math.prod(shape) != len(items):
        raise DamagedMessage("An array of objects has a shape that does not fit its items.")
    array = np.empty(len(items), dtype=object)
    array[:] = items
    return array.reshape(shape)


def write_items(array: np.ndarray[Any, Any], writer: Writer, place: Place) -> Node:
    """Return the node of plain scalars in an object array; texts go into one blob.

    A column of texts with gaps (None, NaN) is text too: the length of a None is -1, of a NaN -2.
    """
    import numpy as np

    items = array.ravel().tolist()
    texts, lengths = [], np.empty(len(items), dtype=np.int64)
    for position, item in enumerate(items):
        if type(item) is str:
            texts.append(item)
            lengths[position] = len(item)
        elif item is None:
            lengths[position] = -1
        elif type(item) is float and item != item:
            lengths[position] = -2
        else:
            return _write_mixed(items, writer, place)
    text = scalar_node("".join(texts), place)
    writer.blob(text.encode(), place)
    writer.blob(to_npy(lengths), place)
    return {"kind": "texts"}


def _write_mixed(items: list[Any], writer: Writer, place: Place) -> Node:
    writer.count(len(items), place)
    nodes = []
    for position, item in enumerate(items):
        scalar = as_scalar(item)
        if scalar is NOT_PLAIN:
            raise UnsuitableResult(
                say_place((*place, f"item {position}")),
                said_type(item),
                "An array or a column may hold numbers, texts, booleans and None.",
            )
        nodes.append(scalar_node(scalar, place))
    return {"kind": "scalars", "items": nodes}


def read_items(node: Node, reader: Reader) -> list[Any]:
    """Return the plain scalars of a node that `write_items` made."""
    if field(node, "kind", str) == "scalars":
        return [read_scalar(item) for item in field(node, "items", list)]
    if node["kind"] != "texts":
        raise DamagedMessage("A column of the message has an unknown kind.")
    try:
        text = reader.blob().decode()
    except UnicodeDecodeError:
        raise DamagedMessage("A text of the message is no UTF-8.") from None
    lengths = from_npy(reader.blob())
    if lengths.ndim != 1 or lengths.dtype.kind != "i" or (lengths < -2).any():
        raise DamagedMessage("The lengths of a text column are none.")
    items: list[Any] = []
    start = 0
    for length in lengths.tolist():
        if length < 0:
            items.append(None if length == -1 else math.nan)
        else:
            items.append(text[start : start + length])
            start += length
    if start != len(text):
        raise DamagedMessage("The lengths of a text column do not add up to its text.")
    return items


def write_csr(matrix: Any, writer: Writer, place: Place) -> Node:
    """Return the node of a sparse matrix or array of two dimensions, of any format."""
    if matrix.ndim != 2:
        raise UnsuitableResult(
            say_place(place), f"a sparse array of {matrix.ndim} dimension", "Return x.toarray()."
        )
    # At least so much: its numbers, and four bytes a row.
    writer.require_room(matrix.nnz * matrix.dtype.itemsize + 4 * matrix.shape[0], place)
    csr = matrix.tocsr()
    if csr.dtype.kind not in "biuf" or not _suits(csr.dtype):
        raise UnsuitableResult(
            say_place(place), f"a sparse matrix of {csr.dtype}", "Return real numbers."
        )
    for array in (csr.data, csr.indices, csr.indptr):
        writer.blob(to_npy(array), place)
    # A matrix multiplies with *, an array does not: the learner must get what the check sent.
    container = "matrix" if type(matrix).__name__.endswith("matrix") else "array"
    return {"kind": "csr", "container": container, "shape": list(csr.shape)}


def read_csr(node: Node, reader: Reader) -> Any:
    """Return the csr matrix or array of a node, its indices checked."""
    import scipy.sparse

    shape = tuple(_sizes(field(node, "shape", list)))
    make = {"matrix": scipy.sparse.csr_matrix, "array": scipy.sparse.csr_array}.get(
        field(node, "container", str)
    )
    parts = tuple(from_npy(reader.blob()) for _ in range(3))
    if (
        make is None
        or len(shape) != 2
        or any(part.ndim != 1 for part in parts)
        or parts[0].dtype.kind not in "biuf"
    ):
        raise DamagedMessage("A sparse matrix of the message is none.")
    if any(part.dtype not in ("int32", "int64") for part in parts[1:]):
        raise DamagedMessage("The indices of a sparse matrix are not whole numbers.")
    try:
        csr = make(parts, shape=shape)
        csr.check_format(full_check=True)
    except (ValueError, IndexError, OverflowError) as error:
        raise DamagedMessage(f"A sparse matrix of the message is none: {error}") from None
    return csr


def to_npy(array: np.ndarray[Any, Any]) -> bytes:
    """Return an array as the bytes of an ``.npy`` file, little-endian."""
    import numpy as np

    stream = io.BytesIO()
    array = array.astype(array.dtype.newbyteorder("<"), copy=False)
    np.lib.format.write_array(stream, array, version=(1, 0), allow_pickle=False)
    return stream.getvalue()


def from_npy(blob: bytes) -> np.ndarray[Any, Any]:
    """Return the array of an ``.npy`` blob; nothing of it is evaluated or unpickled.

    Raises
    ------
    DamagedMessage
        When the header is not as `to_npy` writes it, or does not fit the data.

    Examples
    --------
    >>> import numpy as np
    >>> from_npy(to_npy(np.array([[1, 2], [3, 4]])))
    array([[1, 2],
           [3, 4]])
    """
    import numpy as np

    if blob[:8] != b"\x93NUMPY\x01\x00" or len(blob) < 10:
        raise DamagedMessage("An array of the message does not begin as an .npy does.")
    start = 10 + int.from_bytes(blob[8:10], "little")
    header = _HEADER.fullmatch(blob[10:start].decode("latin-1"))
    if header is None or len(blob) < start:
        raise DamagedMessage("An array of the message has a header that is not ours.")
    order, kind, size, unit, fortran, shape_text = header.groups()
    shape = [int(number) for number in shape_text.split(",") if number.strip()]
    itemsize = int(size) * (4 if kind == "U" else 1)
    if (unit and kind not in "Mm") or int(size) not in _SIZES.get(kind, {int(size)}):
        raise DamagedMessage("An array of the message is of a type that is not allowed.")
    if not itemsize or math.prod(shape) * itemsize != len(blob) - start or len(shape) > 8:
        raise DamagedMessage("An array of the message does not have the size its header says.")
    if _cells(shape) > _MAX_CELLS:
        raise DamagedMessage("An array of the message has a dimension too large to walk along.")
    try:
        dtype = np.dtype(f"{order}{kind}{size}{unit or ''}")
    except (TypeError, ValueError, OverflowError):
        raise DamagedMessage("An array of the message is of an unknown type.") from None
    # A copy, because the learner may write into what was sent.
    flat = np.frombuffer(blob, dtype=dtype, offset=start).copy()
    if kind == "b" and (flat.view(np.uint8) > 1).any():
        raise DamagedMessage("A boolean of the message is neither true nor false.")
    if kind == "U" and not _whole_characters(flat):
        raise DamagedMessage("A text array of the message holds no characters.")
    return flat.reshape(shape, order="F" if fortran == "True" else "C")


def _suits(dtype: np.dtype[Any]) -> bool:
    if dtype.kind == "U":
        return True
    return dtype.itemsize in _SIZES.get(dtype.kind, ())


def _whole_characters(array: np.ndarray[Any, Any]) -> bool:
    import numpy as np

    flat = np.ascontiguousarray(array).ravel()
    points = flat.astype(flat.dtype.newbyteorder("<"), copy=False).view(np.uint32)
    halves = (points >= 0xD800) & (points <= 0xDFFF)
    return not bool(((points > 0x10FFFF) | halves).any())


def _cells(shape: list[int]) -> int:
    """Count cells, an empty dimension taken as one: a million empty rows are a million rows."""
    return math.prod(max(size, 1) for size in shape)


def _sizes(values: list[Any]) -> list[int]:
    sizes = [size for size in values if type(size) is int and size >= 0]
    if len(sizes) != len(values) or len(sizes) > 8 or _cells(sizes) > 4 * _MAX_CELLS:
        raise DamagedMessage("An array of the message has a shape that is none.")
    return sizes
