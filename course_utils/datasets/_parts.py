"""Further files of a data set: how a thing becomes bytes, and bytes become the thing again.

A part has one of four formats. ``array`` is one array, ``rows_int8`` a matrix of float32 kept as
int8 with one scale a row, ``json`` plain data; ``folder`` is a folder of PNG files, each with a
hash of its own. Packing gives the same bytes at any time.
"""

import gzip
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from course_utils.datasets._faults import DamagedFile, Mend
from course_utils.datasets._manifest import MANIFEST, how_to_mend, read_checked, read_committed
from course_utils.datasets._sources import Part


@dataclass(frozen=True)
class Format:
    """How a thing is packed into bytes, taken out again, and when two of them are the same."""

    pack: Callable[[Any], bytes]
    unpack: Callable[[bytes], Any]
    same: Callable[[Any, Any], bool]


def pack_bytes(content: bytes) -> bytes:
    """Return gzipped bytes: the same for the same content, at any time.

    Examples
    --------
    >>> pack_bytes(b"a,b")[:10].hex()
    '1f8b08000000000002ff'
    """
    packed = io.BytesIO()
    # GzipFile writes the same header on every system; gzip.compress does not.
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=packed, mtime=0) as stream:
        stream.write(content)
    return packed.getvalue()


def unpack_bytes(content: bytes) -> bytes | None:
    """Return what is in a gzipped file, or nothing when it is damaged."""
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, ValueError):
        return None


def pack_part(part: Part, thing: Any, folder: Path) -> dict[str, bytes]:
    """Return the files of a part by their path in the data folder.

    A committed file that holds the same thing stays as it is: another zlib may pack the same
    content into other bytes, and another processor may round a vector by one step of int8.

    Parameters
    ----------
    part : Part
        The entry of the part.
    thing : object
        What its maker made: for a folder, the pixels of each picture by its path in it.
    folder : pathlib.Path
        The data folder.
    """
    if not part.is_folder:
        return {part.file: _pack(FORMATS[part.format], thing, folder / part.file)}
    files = {f"{part.file}/{name}": thing[name] for name in sorted(thing)}
    return {file: _pack(PNG, pixels, folder / file) for file, pixels in files.items()}


def read_part(part: Part, folder: Path, name: str) -> Any:
    """Return a part of a data set, after comparing its files with the manifest.

    Parameters
    ----------
    part : Part
        The entry of the part.
    folder : pathlib.Path
        The data folder.
    name : str
        The name of the set.

    Returns
    -------
    object
        The thing, or the path of a folder.

    Raises
    ------
    DamagedFile
        When a file is missing, is not the committed one, or lies in a folder uninvited.
    """
    if not part.is_folder:
        return FORMATS[part.format].unpack(read_checked(folder, part.file, name))
    place = folder / part.file
    listed = _listed(part, folder)
    for file in listed:
        read_checked(folder, file, name)
    for path in sorted(place.rglob("*")):
        file = path.relative_to(folder).as_posix()
        if path.is_file() and not path.name.startswith(".") and file not in listed:
            raise DamagedFile(
                f"The file 'data/{file}' does not belong to the data set {name!r}.",
                Mend("Remove it: what reads the folder would take it for an example."),
            )
    return place


def describe_part(thing: Any) -> str:
    """Return what a part is, in a few words.

    Examples
    --------
    >>> describe_part(np.zeros((3, 28, 28), dtype=np.uint8))
    'uint8 array of 3 × 28 × 28'
    >>> describe_part({"goose": ["bird"]})
    '1 entries'
    """
    if isinstance(thing, np.ndarray):
        return f"{thing.dtype} array of {' × '.join(map(str, thing.shape))}"
    return f"{len(thing)} entries"


def _pack(form: Format, thing: Any, committed: Path) -> bytes:
    """Return a thing as bytes: the committed ones where they hold the same."""
    packed = form.pack(thing)
    if committed.exists() and _holds(committed.read_bytes(), form.unpack(packed), form):
        return committed.read_bytes()
    return packed


def _holds(content: bytes, thing: Any, form: Format) -> bool:
    """Tell whether a committed file holds the same thing; a damaged one does not."""
    try:
        return form.same(form.unpack(content), thing)
    except (OSError, EOFError, ValueError, SyntaxError):  # Pillow's word for a broken PNG
        return False


def _listed(part: Part, folder: Path) -> list[str]:
    """Return the files of a folder that the manifest names."""
    files = [file for file in read_committed(folder).files if file.startswith(f"{part.file}/")]
    if not files:
        raise DamagedFile(
            f"'data/{MANIFEST}' has no entry for 'data/{part.file}/'.", how_to_mend(MANIFEST)
        )
    return files


def _pack_arrays(*arrays: np.ndarray) -> bytes:
    stream = io.BytesIO()
    for array in arrays:
        np.save(stream, np.ascontiguousarray(array), allow_pickle=False)
    return pack_bytes(stream.getvalue())


def _unpack_array(content: bytes) -> np.ndarray:
    array: np.ndarray = np.load(io.BytesIO(gzip.decompress(content)), allow_pickle=False)
    return array


def _pack_rows(matrix: np.ndarray) -> bytes:
    """Keep each row as whole steps of a 127th of its largest value."""
    scale = np.abs(matrix).max(axis=1) / np.float32(127)
    scale[scale == 0] = 1
    steps = np.rint(matrix / scale[:, np.newaxis]).astype(np.int8)
    return _pack_arrays(scale.astype(np.float32), steps)


def _unpack_rows(content: bytes) -> np.ndarray:
    stream = io.BytesIO(gzip.decompress(content))
    scale = np.load(stream, allow_pickle=False)
    steps = np.load(stream, allow_pickle=False)
    return np.asarray(steps * scale[:, np.newaxis], dtype=np.float32)


def _same_rows(committed: np.ndarray, built: np.ndarray) -> bool:
    """Tell whether two matrices agree within one step of int8 in each row."""
    if committed.shape != built.shape:
        return False
    step = np.abs(committed).max(axis=1, keepdims=True) / 127
    return bool((np.abs(committed - built) <= 1.01 * step).all())


def _pack_json(thing: Any) -> bytes:
    text = json.dumps(thing, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return pack_bytes(text.encode("utf-8"))


def _unpack_json(content: bytes) -> Any:
    return json.loads(gzip.decompress(content))


def _pack_png(pixels: np.ndarray) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, format="PNG", optimize=True)
    return stream.getvalue()


def _unpack_png(content: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(content)) as image:
        return np.asarray(image)


def _equal(committed: Any, built: Any) -> bool:
    return bool(committed == built)


def _same_array(committed: np.ndarray, built: np.ndarray) -> bool:
    return committed.dtype == built.dtype and bool(np.array_equal(committed, built))


FORMATS: Mapping[str, Format] = {
    "array": Format(_pack_arrays, _unpack_array, _same_array),
    "json": Format(_pack_json, _unpack_json, _equal),
    "rows_int8": Format(_pack_rows, _unpack_rows, _same_rows),
}
PNG = Format(_pack_png, _unpack_png, _same_array)
