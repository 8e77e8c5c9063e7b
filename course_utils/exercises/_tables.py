"""Frames, Series and Indexes, column by column, as plain arrays and texts.

pandas is imported inside the functions. What has no plain form (a MultiIndex, a time zone, a
period, an interval, a sparse column) is refused with what to do instead; a frame's ``attrs`` and
an index's ``freq`` are left behind.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from course_utils.exercises._arrays import (
    from_npy,
    read_array,
    read_items,
    to_npy,
    write_array,
    write_items,
)
from course_utils.exercises._faults import DamagedMessage, UnsuitableResult
from course_utils.exercises._scalars import NOT_PLAIN, as_scalar, read_scalar, scalar_node
from course_utils.exercises._wire import Node, Place, Reader, Writer, field, say_place

if TYPE_CHECKING:
    import pandas as pd

_MAX_ROWS = 2**27
_NULLABLE = {
    f"{name}{bits}": f"{name.lower()}{bits}"
    for name, sizes in (("Int", (8, 16, 32, 64)), ("UInt", (8, 16, 32, 64)), ("Float", (32, 64)))
    for bits in sizes
} | {"boolean": "bool"}
_CURES = {
    "DatetimeTZDtype": ("times with a time zone", "Return x.dt.tz_localize(None)."),
    "PeriodDtype": ("periods", "Return x.dt.to_timestamp()."),
    "IntervalDtype": ("intervals", "Return their text: x.astype(str)."),
    "SparseDtype": ("sparse columns", "Return x.sparse.to_dense()."),
    "ArrowDtype": ("Arrow columns", "Return x.convert_dtypes(dtype_backend='numpy_nullable')."),
}


def write_table(table: Any, writer: Writer, place: Place) -> Node:
    """Return the node of a DataFrame, Series or Index, and give its bulk to the writer.

    Parameters
    ----------
    table : DataFrame, Series or Index
        Any that has a plain form.
    writer : Writer
        What takes the blobs.
    place : tuple of str
        Where the table was found, for a refusal.

    Returns
    -------
    node
        What goes into the JSON.

    Raises
    ------
    UnsuitableResult
        For a table without a plain form, with the cure.

    Examples
    --------
    >>> import pandas as pd
    >>> node = write_table(pd.DataFrame({"amount": [1.0, 2.0]}), Writer(), ())
    >>> node["kind"], node["index"]
    ('frame', {'kind': 'range', 'start': 0, 'stop': 2, 'step': 1, 'name': None})
    """
    import pandas as pd

    if isinstance(table, pd.Index):
        return _write_index(table, writer, place)
    index = _write_index(table.index, writer, (*place, "the index"))
    if isinstance(table, pd.Series):
        values = _write_values(table, writer, place)
        return {
            "kind": "series",
            "index": index,
            "values": values,
            "name": _write_name(table.name, place),
        }
    columns = _write_index(table.columns, writer, (*place, "the columns"))
    writer.count(10 * table.shape[1], place)
    values = [
        _write_values(table.iloc[:, position], writer, (*place, f"column {label!r}"))
        for position, label in enumerate(table.columns)
    ]
    return {"kind": "frame", "index": index, "columns": columns, "values": values}


def read_table(node: Node, reader: Reader) -> Any:
    """Return the DataFrame, Series or Index of a node, its bulk taken from the reader."""
    try:
        kind = field(node, "kind", str)
        if kind in ("index", "range"):
            return _read_index(node, reader)
        index = _read_index(field(node, "index", dict), reader)
        if kind == "series":
            return _series(
                _read_values(field(node, "values", dict), reader), index, _read_name(node)
            )
        return _read_frame(node, index, reader)
    except DamagedMessage:
        raise
    except Exception as error:  # pandas refuses odd parts with exceptions of many classes
        raise DamagedMessage(f"A table of the message is none: {error}") from None


def _read_frame(node: Node, index: pd.Index, reader: Reader) -> pd.DataFrame:
    import pandas as pd

    columns = _read_index(field(node, "columns", dict), reader)
    parts = [_read_values(part, reader) for part in field(node, "values", list)]
    if len(parts) != len(columns) or any(len(part) != len(index) for part in parts):
        raise DamagedMessage("A frame of the message has columns that do not fit.")
    # By position, then named: so two columns of one name stay two.
    frame = pd.DataFrame(
        {position: _series(part, index, None) for position, part in enumerate(parts)}, index=index
    )
    frame.columns = columns
    return frame


def _series(values: Any, index: pd.Index, name: Any) -> pd.Series:
    import pandas as pd

    # Without dtype, objects would be guessed to be texts.
    series: pd.Series = pd.Series(values, index=index, name=name, dtype=values.dtype, copy=False)
    return series


def _write_index(index: pd.Index, writer: Writer, place: Place) -> Node:
    import pandas as pd

    if isinstance(index, pd.MultiIndex):
        raise UnsuitableResult(
            say_place(place), "a MultiIndex", "Return the table after .reset_index()."
        )
    name = _write_name(index.name, place)
    if isinstance(index, pd.RangeIndex):
        node = {"kind": "range", "start": index.start, "stop": index.stop, "step": index.step}
        return {**node, "name": name}
    return {"kind": "index", "values": _write_values(index, writer, place), "name": name}


def _read_index(node: Node, reader: Reader) -> pd.Index:
    import pandas as pd

    name = _read_name(node)
    if field(node, "kind", str) == "range":
        steps = range(*(field(node, part, int) for part in ("start", "stop", "step")))
        if max(abs(steps.start), abs(steps.stop), abs(steps.step)) > 2**62:
            raise DamagedMessage("A range of the message is too long.")
        if len(steps) > _MAX_ROWS:
            raise DamagedMessage("A range of the message is too long.")
        return pd.RangeIndex(steps, name=name)
    if node["kind"] != "index":
        raise DamagedMessage("An index of the message has an unknown kind.")
    values = _read_values(field(node, "values", dict), reader)
    index: pd.Index = pd.Index(values, dtype=values.dtype, name=name)
    return index


def _write_name(name: object, place: Place) -> Node:
    scalar = as_scalar(name)
    if scalar is NOT_PLAIN:
        raise UnsuitableResult(
            say_place(place), f"a table with the name {name!r}", "Name it with a text."
        )
    return scalar_node(scalar, place)


def _read_name(node: Node) -> Any:
    return read_scalar(node.get("name"))


def _write_values(column: Any, writer: Writer, place: Place) -> Node:
    """Return the node of one column: an array of numpy's, or one of the three kinds of pandas."""
    import numpy as np
    import pandas as pd

    dtype, array = column.dtype, column.array
    if isinstance(dtype, np.dtype):
        return write_array(np.asarray(array), writer, place)
    if isinstance(dtype, pd.StringDtype):
        missing = "nan" if dtype.na_value is not pd.NA else "NA"
        plain = np.asarray(array.astype(object))
        plain[np.asarray(array.isna())] = None
        items = write_items(plain, writer, place)
        return {"kind": "text", "items": items, "missing": missing, "storage": dtype.storage}
    if isinstance(dtype, pd.CategoricalDtype):
        writer.blob(to_npy(np.asarray(array.codes)), place)
        categories = _write_index(dtype.categories, writer, (*place, "the categories"))
        return {"kind": "category", "categories": categories, "ordered": bool(dtype.ordered)}
    if dtype.name in _NULLABLE:
        gaps = np.asarray(array.isna())
        plain = array.to_numpy(dtype=_NULLABLE[dtype.name], na_value=_zero(dtype.name))
        writer.blob(to_npy(plain), place)
        writer.blob(to_npy(gaps), place)
        return {"kind": "nullable", "dtype": dtype.name}
    what, cure = _CURES.get(type(dtype).__name__, (f"values of type {dtype}", "Return numbers."))
    raise UnsuitableResult(say_place(place), f"a column of {what}", cure)


def _read_values(node: Node, reader: Reader) -> Any:
    kind = field(node, "kind", str)
    read = {"text": _read_text, "category": _read_category, "nullable": _read_nullable}.get(kind)
    if read is not None:
        return read(node, reader)
    array = read_array(node, reader)
    if array.ndim != 1 or array.dtype.kind == "U":
        raise DamagedMessage("A column of the message is no column.")
    return array


def _read_text(node: Node, reader: Reader) -> Any:
    import numpy as np
    import pandas as pd

    missing: Any = {"nan": math.nan, "NA": pd.NA}.get(field(node, "missing", str))
    storage: Any = field(node, "storage", str)
    items = read_items(field(node, "items", dict), reader)
    if missing is None or storage not in ("python", "pyarrow"):
        raise DamagedMessage("A text column of the message is of an unknown type.")
    if any(item is not None and type(item) is not str for item in items):
        raise DamagedMessage("A text column of the message holds something else.")
    try:
        dtype = pd.StringDtype(storage, na_value=missing)
    except ImportError:
        raise DamagedMessage("A text column of the message needs pyarrow.") from None
    array = np.empty(len(items), dtype=object)
    array[:] = items
    return pd.array(array, dtype=dtype)


def _read_category(node: Node, reader: Reader) -> Any:
    import pandas as pd

    codes = from_npy(reader.blob())
    categories = _read_index(field(node, "categories", dict), reader)
    if codes.dtype.kind != "i" or codes.ndim != 1:
        raise DamagedMessage("A categorical column of the message has no codes.")
    dtype = pd.CategoricalDtype(categories, ordered=field(node, "ordered", bool))
    return pd.Categorical.from_codes(codes, dtype=dtype)


def _read_nullable(node: Node, reader: Reader) -> Any:
    import pandas as pd

    name = field(node, "dtype", str)
    values, missing = from_npy(reader.blob()), from_npy(reader.blob())
    if values.dtype != _NULLABLE.get(name) or missing.dtype != bool or values.ndim != 1:
        raise DamagedMessage("A column with gaps in the message is none.")
    if name == "boolean":
        return pd.arrays.BooleanArray(values, missing)
    kind = pd.arrays.FloatingArray if name.startswith("Float") else pd.arrays.IntegerArray
    return kind(values, missing)


def _zero(name: str) -> Any:
    return False if name == "boolean" else 0
