import collections
import datetime
import decimal
import enum
import json
import random
import subprocess
import sys
import tracemalloc

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course_utils.exercises._codec import decode, encode
from course_utils.exercises._faults import DamagedMessage, UnsuitableResult
from course_utils.exercises._frames import join_parts, split_parts


class Colour(enum.IntEnum):
    RED = 3


Pair = collections.namedtuple("Pair", "a b")
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**80), 2**80)
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs"]))
)
PLAIN = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(SCALARS, inner, max_size=4)
    ),
    max_leaves=20,
)


def there_and_back(value):
    return decode(encode(value))


def types_of(value):
    if isinstance(value, dict):
        return {key: types_of(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value), [types_of(item) for item in value]
    return type(value)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PLAIN)
def test_plain_python_data_comes_back_equal_and_of_the_same_types(value):
    back = there_and_back(value)
    assert back == value
    assert types_of(back) == types_of(value)
    assert encode(back) == encode(value)


def test_not_a_number_and_the_infinities_come_back():
    assert repr(there_and_back([float("nan"), float("inf"), float("-inf"), -0.0])) == (
        "[nan, inf, -inf, -0.0]"
    )


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (np.float32(0.5), 0.5),
        (np.float64(0.1), 0.1),
        (np.int64(3), 3),
        (np.uint64(2**64 - 1), 2**64 - 1),
        (np.bool_(True), True),
        (np.str_("a"), "a"),
        (Colour.RED, 3),
        (collections.Counter("aab"), {"a": 2, "b": 1}),
        (Pair(1, 2), (1, 2)),
        (collections.OrderedDict(a=1), {"a": 1}),
        ({np.int64(1): 2}, {1: 2}),
        ({(1, "a"): 2}, {(1, "a"): 2}),
    ],
)
def test_carriers_of_plain_data_come_back_plain(value, plain):
    back = there_and_back(value)
    assert back == plain
    assert types_of(back) == types_of(plain)


ARRAYS = {
    **{name: np.array([0, 1, 2], dtype=name) for name in "bBhHiIlLqQefd?"},
    "text": np.array([["a", "grün"], ["", "𝄞"]]),
    "no text": np.array([], dtype=str),
    "text of no length": np.array(["", ""], dtype="<U0"),
    "nothing": np.empty((0, 3)),
    "one number": np.array(5.0),
    "by columns": np.asfortranarray(np.arange(6.0).reshape(2, 3)),
    "strided": np.arange(20)[::3],
    "days": np.array(["2020-01-01", "NaT"], dtype="M8[D]"),
    "nanoseconds": np.array(["2020-01-01T00:00:01"], dtype="M8[ns]"),
    "durations": np.array([5, 7], dtype="m8[25s]"),
    "gaps": np.array([np.nan, np.inf, -0.0]),
    "objects": np.array([[None, True, 3], [0.5, "a", float("nan")]], dtype=object),
    "texts with gaps": np.array(["a", None, float("nan"), "grün", ""], dtype=object),
}


@pytest.mark.parametrize("array", ARRAYS.values(), ids=ARRAYS)
def test_array_comes_back_equal_and_may_be_written_to(array):
    back = there_and_back(array)
    assert repr(back.tolist()) == repr(
        array.tolist()
    )  # where NaN is like NaN, and -0.0 unlike 0.0
    assert back.shape == array.shape
    assert back.dtype == array.dtype or array.dtype == "<U0"
    assert back.flags.writeable
    assert not np.shares_memory(back, array)
    assert encode(back) == encode(array)


def test_object_array_of_texts_keeps_none_apart_from_nan():
    back = there_and_back(np.array(["a", None, float("nan")], dtype=object))
    assert back[1] is None
    assert back[2] != back[2]


@pytest.mark.filterwarnings("ignore:the matrix subclass")
def test_big_endian_matrix_and_string_dtype_arrays_become_common_ones():
    np.testing.assert_array_equal(there_and_back(np.array([1, 2], dtype=">i4")), [1, 2])
    np.testing.assert_array_equal(there_and_back(np.array(["ä"], dtype=">U1")), ["ä"])
    texts = there_and_back(np.array(["a", "bc"], dtype=np.dtypes.StringDType()))
    assert texts.dtype == object
    assert texts.tolist() == ["a", "bc"]
    assert type(there_and_back(np.asmatrix([[1, 2]]))) is np.ndarray


@pytest.mark.parametrize("make", [sp.csr_matrix, sp.csr_array, sp.coo_matrix, sp.csc_array])
def test_sparse_matrix_comes_back_as_csr_of_its_own_kind(make):
    matrix = make(np.array([[0.0, 1.5], [0.0, 0.0], [2.0, 0.0]]))
    back = there_and_back(matrix)
    assert back.format == "csr"
    assert isinstance(back, sp.sparray) == isinstance(matrix, sp.sparray)
    np.testing.assert_array_equal(back.toarray(), matrix.toarray())


def two_columns_of_one_name():
    frame = pd.DataFrame({"a": [1, 2], "b": ["x", "y"]})
    frame.columns = ["a", "a"]
    return frame


COLUMNS = {
    "text": pd.Series(["a", "grün", None]),
    "text with NA": pd.Series(["a", None], dtype="string"),
    "text as objects": pd.Series(["a", None, float("nan")], dtype=object),
    "mixed objects": pd.Series([1, "a", None, 2.5, True], dtype=object),
    "category": pd.Series(pd.Categorical(["lo", "hi", None], ["lo", "mid", "hi"], ordered=True)),
    "category of numbers": pd.Series([3, 1, 3], dtype="category"),
    "whole numbers with gaps": pd.Series([1, None, 3], dtype="Int64"),
    "small numbers with gaps": pd.Series([1, None], dtype="UInt8"),
    "numbers with gaps": pd.Series([0.5, None], dtype="Float32"),
    "booleans with gaps": pd.Series([True, None, False], dtype="boolean"),
    "booleans": pd.Series([True, False]),
    "dates": pd.Series(pd.to_datetime(["2020-01-01", None])),
    "durations": pd.Series(pd.to_timedelta([1, 2], unit="s")),
    "named": pd.Series([1.0, np.nan], name="amount", index=["r1", "r2"]),
    "numbered": pd.Series([1, 2], name=3, index=pd.Index([5, 7], name="id")),
    "by date": pd.Series([1, 2], index=pd.date_range("2020-01-01", periods=2)),
    "by category": pd.Series([1, 2], index=pd.CategoricalIndex(["a", "b"])),
    "by mixed labels": pd.Series([1, 2], index=pd.Index(["a", 1], dtype=object)),
    "nothing": pd.Series([], dtype=float),
    "range from three": pd.Series(range(3), index=range(3, 9, 2)),
}


@pytest.mark.parametrize("column", COLUMNS.values(), ids=COLUMNS)
def test_series_comes_back_equal(column):
    back = there_and_back(column)
    pd.testing.assert_series_equal(back, column, check_freq=False, check_index_type="exact")
    assert encode(back) == encode(column)
    pd.testing.assert_frame_equal(
        there_and_back(column.to_frame()), column.to_frame(), check_freq=False
    )


def test_frame_of_many_kinds_comes_back_equal_and_may_be_written_to():
    frame = pd.DataFrame({name: column.reset_index(drop=True) for name, column in COLUMNS.items()})
    back = there_and_back(frame)
    pd.testing.assert_frame_equal(back, frame)
    assert isinstance(back.columns, type(frame.columns))
    back.loc[0, "booleans"] = False
    back["new"] = 1.0
    assert encode(back) != encode(frame)


@pytest.mark.parametrize(
    "frame",
    [
        two_columns_of_one_name(),
        pd.DataFrame(index=range(3)),
        pd.DataFrame({"a": []}),
        pd.DataFrame(np.zeros((2, 3))),
        pd.DataFrame({"a": [1]}).rename_axis("fold", axis=1),
    ],
    ids=["two of one name", "no columns", "no rows", "numbered", "named columns"],
)
def test_odd_frame_comes_back_equal(frame):
    pd.testing.assert_frame_equal(there_and_back(frame), frame, check_column_type="exact")


@pytest.mark.parametrize("index", [pd.Index(["a", "b"], name="n"), pd.RangeIndex(3), pd.Index([])])
def test_index_comes_back_equal(index):
    pd.testing.assert_index_equal(there_and_back(index), index, exact=True)


def itself_in_a_list():
    value = []
    value.append(value)
    return value


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ((n for n in [1]), "returned a generator. Collect what it gives one by one: list(...)."),
        ({1, 2}, "returned a set. Return a list, such as sorted"),
        (len, "returned the function len. Return its result: are the brackets missing?"),
        (lambda: 1, "returned a lambda. Return its result"),
        (dict, "returned the class dict. Return an object of it: dict(...)."),
        (map(str, []), "returned a map. Return a list: list(...)."),
        ({}.keys(), "returned a dict_keys. Return a list"),
        (range(3), "returned a range. Return a list"),
        (b"abc", "returned a bytes. Return text"),
        (1j, "returned a complex. Return a real number."),
        (decimal.Decimal(1), "returned a Decimal. Return float(x)."),
        (pd.Timestamp("2020-01-01"), "returned a Timestamp. Return text, such as x.isoformat()."),
        (datetime.date(2020, 1, 1), "returned a date. Return text"),
        (np.datetime64("2020-01-01"), "returned a datetime64. Return text"),
        (np.timedelta64(1, "s"), "returned a timedelta64. Return a number"),
        (pd.NA, "returned a NAType. Return None"),
        (..., "returned an ellipsis. Replace the ... by your code."),
        (np.random.default_rng(0), "returned a Generator. Return the numbers that it gives"),
        (object(), "returned an object. Return plain data"),
        ("\ud800", "returned a text with half a character"),
        (10**2000, "returned a whole number of 6,644 bits"),
        (itself_in_a_list(), "returned a value nested too deeply"),
        ([1, {2}], "Item 1 of the returned value is a set."),
        ({"a": (1, {2})}, "Item 1 in the value of 'a' of the returned value is a set."),
        ({frozenset(): 1}, "A key of the returned value is a frozenset. Use texts or numbers"),
        (np.ma.masked_array([1, 2], [0, 1]), "returned a masked array. Return array.filled"),
        (np.array([1j]), "returned an array of complex numbers"),
        (np.array([b"a"]), "returned an array of bytes. Return text"),
        (np.array([1], dtype=np.longdouble), "returned an array of numbers of over 64 bits"),
        (np.zeros(2, dtype="i4,f8"), "returned an array of records of several fields"),
        (np.array([{}, 1], dtype=object), "Item 0 of the returned value is a dict."),
        (pd.DataFrame({"a": [[1], 2]}), "Item 0 in column 'a' of the returned value is a list."),
        (
            pd.DataFrame({"a": [1]}).set_index([[1], [2]]),
            "is a MultiIndex. Return the table after",
        ),
        (pd.Series([1], index=pd.MultiIndex.from_tuples([(1, 2)])), "The index of the returned"),
        (pd.Series([1], name=("a", "b")), "with the name ('a', 'b'). Name it with a text."),
        (
            pd.DataFrame({"t": pd.to_datetime(["2020-01-01"]).tz_localize("UTC")}),
            "Column 't' of the returned value is a column of times with a time zone.",
        ),
        (pd.Series(pd.period_range("2020", periods=1, freq="M")), "a column of periods"),
        (pd.Series(pd.interval_range(0, 2)), "a column of intervals"),
        (pd.Series(pd.arrays.SparseArray([0, 1])), "a column of sparse columns"),
        (sp.coo_array(np.array([0, 1])), "a sparse array of 1 dimension. Return x.toarray()."),
        (sp.csr_matrix(np.array([[1j]])), "a sparse matrix of complex128"),
    ],
)
def test_what_is_no_plain_data_is_refused_with_its_place_and_cure(value, words):
    with pytest.raises(UnsuitableResult) as refusal:
        encode(value)
    assert words in str(refusal.value)


def test_value_over_the_cap_is_refused():
    with pytest.raises(UnsuitableResult, match="a value of over 128 MB"):
        encode(np.zeros((2**24, 9), dtype=np.int8))
    with pytest.raises(UnsuitableResult, match="a collection of over 1,000,000 items"):
        encode([0] * 1_000_001)


def message(tree, *blobs):
    text = tree if isinstance(tree, bytes) else json.dumps(tree).encode()
    return join_parts([text, *blobs])


def npy(header, data=b""):
    text = header.ljust(63).encode() + b"\n"
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text + data


def described(descr, shape, data=b"", order="False"):
    return npy(f"{{'descr': '{descr}', 'fortran_order': {order}, 'shape': {shape}, }}", data)


ARRAY = {"kind": "array"}
CSR = {"kind": "csr", "container": "array", "shape": [2, 2]}
RANGE = {"kind": "range", "start": 0, "stop": 1, "step": 1, "name": None}
ONE = described("<f8", "(1,)", bytes(8))


def csr_parts(indices, indptr):
    data = encode(np.ones(len(indices)))
    parts = [data, encode(np.array(indices, "i4")), encode(np.array(indptr, "i4"))]
    return [split_parts(part)[1] for part in parts]


FORGED = {
    "no tree": join_parts([]),
    "no JSON": message(b"{"),
    "no UTF-8": message(b'"\xff"'),
    "two values": message(b"1 2"),
    "NaN": message(b"NaN"),
    "Infinity": message(b"-Infinity"),
    "float over range": message(b"1e999"),
    "float of a word": message({"kind": "float", "text": "1e5"}),
    "one key twice": message(b'{"kind": "list", "kind": "list", "items": []}'),
    "half character": message(b'"\\ud800"'),
    "deep": message(b"[" * 100_000),
    "nested": message(b'{"kind":"list","items":[' * 60 + b"1" + b"]}" * 60),
    "endless digits": message(b"1" * 10_000),
    "too many digits": message(b"1" * 2_000),
    "bare list": message([1]),
    "unknown kind": message({"kind": "pickle"}),
    "kind is no text": message({"kind": 1}),
    "no kind": message({}),
    "estimator": message({"kind": "estimator", "module": "os", "name": "system", "params": []}),
    "library": message({"kind": "library", "module": "os", "name": "system"}),
    "items are no list": message({"kind": "list", "items": {}}),
    "keys and values differ": message({"kind": "dict", "keys": [1], "values": []}),
    "key twice": message({"kind": "dict", "keys": [1, 1.0], "values": [1, 2]}),
    "key cannot be": message(
        {"kind": "dict", "keys": [{"kind": "list", "items": []}], "values": [1]}
    ),
    "no blob": message(ARRAY),
    "a blob too many": message(1, b""),
    "one blob twice": message({"kind": "list", "items": [ARRAY, ARRAY]}, ONE),
    "empty npy": message(ARRAY, b""),
    "other version": message(ARRAY, b"\x93NUMPY\x02\x00" + ONE[8:]),
    "header over the end": message(ARRAY, b"\x93NUMPY\x01\x00\xff\xff{"),
    "pickled npy": message(ARRAY, described("|O", "(1,)", b"cos\nsystem\n(S'true'\ntR.")),
    "header is code": message(ARRAY, npy("__import__('os').system('true')")),
    "npy bomb": message(ARRAY, described("<f8", "(1000000000000,)")),
    "too few bytes": message(ARRAY, described("<f8", "(2,)", bytes(8))),
    "too many bytes": message(ARRAY, described("<f8", "(2,)", bytes(24))),
    "negative": message(ARRAY, described("<f8", "(-1,)", bytes(8))),
    "a billion empty rows": message(ARRAY, described("<f8", "(10000000000, 0)")),
    "nine dimensions": message(ARRAY, described("|b1", "(1, 1, 1, 1, 1, 1, 1, 1, 1)", b"\1")),
    "zero size": message(ARRAY, described("<U0", "(5,)")),
    "void": message(ARRAY, described("|V8", "(1,)", bytes(8))),
    "bytes": message(ARRAY, described("|S1", "(1,)", b"a")),
    "complex": message(ARRAY, described("<c8", "(1,)", bytes(8))),
    "long double": message(ARRAY, described("<f16", "(1,)", bytes(16))),
    "three byte number": message(ARRAY, described("<i3", "(1,)", bytes(3))),
    "unit of a float": message(ARRAY, described("<f8[s]", "(1,)", bytes(8))),
    "unknown unit": message(ARRAY, described("<M8[zz]", "(1,)", bytes(8))),
    "no multiple": message(ARRAY, described("<M8[0s]", "(1,)", bytes(8))),
    "boolean of two": message(ARRAY, described("|b1", "(2,)", b"\1\2")),
    "no character": message(ARRAY, described("<U1", "(1,)", b"\xff\xff\xff\xff")),
    "half a character": message(ARRAY, described("<U1", "(1,)", b"\x00\xd8\0\0")),
    "huge texts": message(ARRAY, described("<U999999999", "(0,)")),
    "objects do not fit": message(
        {"kind": "objects", "shape": [2], "items": {"kind": "scalars", "items": [1]}}
    ),
    "objects without end": message(
        {"kind": "objects", "shape": [0, 10**12], "items": {"kind": "scalars", "items": []}}
    ),
    "objects of lists": message(
        {"kind": "objects", "shape": [1], "items": {"kind": "scalars", "items": [[]]}}
    ),
    "texts too long": message(
        {"kind": "objects", "shape": [1], "items": {"kind": "texts"}},
        b"abc",
        described("<i8", "(1,)", (99).to_bytes(8, "little")),
    ),
    "texts too short": message(
        {"kind": "objects", "shape": [0], "items": {"kind": "texts"}},
        b"abc",
        described("<i8", "(0,)"),
    ),
    "texts no UTF-8": message(
        {"kind": "objects", "shape": [0], "items": {"kind": "texts"}}, b"\xff", ONE
    ),
    "lengths are floats": message(
        {"kind": "objects", "shape": [1], "items": {"kind": "texts"}}, b"", ONE
    ),
    "csr column outside": message(CSR, *csr_parts([5], [0, 1, 1])),
    "csr rows backwards": message(CSR, *csr_parts([0], [0, 3, 1])),
    "csr of no shape": message({**CSR, "shape": [2]}, *csr_parts([0], [0, 1, 1])),
    "csr of a huge shape": message({**CSR, "shape": [1, 10**15]}, *csr_parts([0], [0, 1])),
    "csr of another container": message({**CSR, "container": "x"}, *csr_parts([0], [0, 1, 1])),
    "range of all": message({**RANGE, "stop": 10**18}),
    "range beyond": message({**RANGE, "stop": 10**30, "step": 10**29}),
    "range of no step": message({**RANGE, "step": 0}),
    "frame without columns": message({"kind": "frame", "index": RANGE, "values": []}),
    "frame of unequal columns": message(
        {"kind": "frame", "index": {**RANGE, "stop": 2}, "columns": RANGE, "values": [ARRAY]}, ONE
    ),
    "series of unequal length": message(
        {"kind": "series", "index": {**RANGE, "stop": 2}, "values": ARRAY, "name": None}, ONE
    ),
    "category outside": message(
        {
            "kind": "series",
            "index": RANGE,
            "name": None,
            "values": {"kind": "category", "categories": RANGE, "ordered": False},
        },
        described("|i1", "(1,)", b"\x07"),
    ),
    "nullable of another type": message(
        {
            "kind": "series",
            "index": RANGE,
            "name": None,
            "values": {"kind": "nullable", "dtype": "Int64"},
        },
        ONE,
        described("|b1", "(1,)", b"\0"),
    ),
    "text of numbers": message(
        {
            "kind": "series",
            "index": RANGE,
            "name": None,
            "values": {
                "kind": "text",
                "missing": "nan",
                "storage": "python",
                "items": {"kind": "scalars", "items": [1]},
            },
        }
    ),
}


@pytest.mark.parametrize("data", FORGED.values(), ids=FORGED)
def test_forged_message_is_refused(data):
    with pytest.raises(DamagedMessage):
        decode(data)


def mutated(data, chance):
    data = bytearray(data or b" ")
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(len(data))
        match chance.randrange(4):
            case 0:
                data[place] = chance.randrange(256)
            case 1:
                data[place] ^= 1 << chance.randrange(8)
            case 2:
                data[place : place + chance.randint(1, 9)] = b""
            case _:
                data[place:place] = data[: chance.randint(1, 9)]
        if not data:
            break
    return bytes(data)


def decode_all(messages):
    outcomes = collections.Counter()
    for data in messages:
        try:
            decode(data)
        except DamagedMessage:
            outcomes["refused"] += 1
        else:
            outcomes["read"] += 1
    return outcomes


def test_mutated_messages_are_refused_and_raise_nothing_else():
    chance = random.Random(0)
    whole = [encode(value) for value in [*COLUMNS.values(), *ARRAYS.values(), {"a": [1, (2,)]}]]
    outcomes = decode_all(mutated(data, chance) for data in whole * 60)
    assert outcomes.total() > 2_000
    assert outcomes["refused"] > 1_000


ODD = [None, True, -1, 0, 3, 2**40, 2**70, 1.5, "nan", "index", "frame", "texts", [], {}, [0], ""]


def changed_tree(node, chance, pieces):
    """Replace one random node of the tree, by something odd or by a piece of another tree."""
    inner = list(node) if isinstance(node, dict) else list(range(len(node)))
    if not inner or chance.random() < 0.1:
        return chance.choice(pieces + ODD)
    key = chance.choice(inner)
    part = node[key]
    node = node.copy()
    if isinstance(part, dict | list) and chance.random() < 0.7:
        node[key] = changed_tree(part, chance, pieces)
    else:
        node[key] = chance.choice(pieces + ODD)
    return node


def changed_blobs(blobs, chance, others):
    """Swap in a blob of another message, or flip bits behind a blob's header."""
    blobs = list(blobs)
    if blobs and chance.random() < 0.5:
        which = chance.randrange(len(blobs))
        if chance.random() < 0.5:
            blobs[which] = chance.choice(others)
        elif len(blobs[which]) > 128:
            head, data = blobs[which][:128], bytearray(blobs[which][128:])
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            blobs[which] = head + bytes(data)
    return blobs


def test_forged_trees_and_blobs_are_refused_or_read_and_raise_nothing_else():
    chance = random.Random(1)
    table = pd.DataFrame({k: COLUMNS[k].reset_index(drop=True) for k in list(COLUMNS)[:13]})
    values = [
        table,
        *COLUMNS.values(),
        *ARRAYS.values(),
        sp.csr_matrix(np.eye(3)),
        {"a": [1, (2,)]},
    ]
    whole = [split_parts(encode(value)) for value in values]
    trees = [json.loads(parts[0]) for parts in whole]
    blobs = [blob for parts in whole for blob in parts[1:]]

    def broken(tree, parts):
        tree = changed_tree(tree, chance, trees) if chance.random() < 0.7 else tree
        return message(tree, *changed_blobs(parts[1:], chance, blobs))

    outcomes = decode_all(
        broken(tree, parts) for tree, parts in list(zip(trees, whole, strict=True)) * 130
    )
    assert outcomes.total() > 5_000
    assert min(outcomes["refused"], outcomes["read"]) > 1_000


def test_codec_loads_no_library_for_plain_data():
    script = (
        "import sys; from course_utils.exercises._codec import decode, encode; "
        "assert decode(encode([1, {'a': 'b'}])) == [1, {'a': 'b'}]; "
        "print([m for m in ('numpy', 'pandas', 'scipy', 'sklearn') if m in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "[]\n"


# Views of any size


WIDE = (10**6, 10**6)


@pytest.mark.parametrize(
    "make",
    [
        lambda: np.broadcast_to(0.0, WIDE),
        lambda: np.broadcast_to("", WIDE),
        lambda: np.broadcast_to("text", WIDE),
        lambda: np.broadcast_to(np.array(None, dtype=object), WIDE),
        lambda: [np.zeros(9), np.broadcast_to(True, (10**5, 10**5))],
        lambda: pd.Series(np.broadcast_to(0.0, 10**9), copy=False),
        lambda: pd.DataFrame(np.broadcast_to(0.0, (10**6, 10**3)), copy=False),
        lambda: sp.coo_matrix((10**12, 1)),
        lambda: sp.coo_array((10**12, 1)),
    ],
)
def test_view_of_huge_size_is_refused_before_its_bytes_are_made(make):
    value = make()
    tracemalloc.start()
    try:
        with pytest.raises(UnsuitableResult, match="a value of over 128 MB"):
            encode(value)
        assert tracemalloc.get_traced_memory()[1] < 150 * 2**20
    finally:
        tracemalloc.stop()
