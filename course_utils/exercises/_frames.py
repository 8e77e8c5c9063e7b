"""Parts and frames: how byte strings are put together, taken apart and sent.

A message is a number of parts behind a head that gives each part's length::

    magic (4 bytes) | count (u32) | length of each part (u64) … | the parts, end to end

A frame is a message behind its own length (u64), as it goes through a pipe. Every length is
checked against a cap before anything of that size is read or made.
"""

import struct
from collections.abc import Sequence
from typing import BinaryIO

from course_utils.exercises._faults import DamagedMessage

MAX_BYTES = 128 * 2**20
_MAX_PARTS = 100_000
_MAGIC = b"CRS1"
_HEAD = struct.Struct("<4sI")
_LENGTH = struct.Struct("<Q")


def join_parts(parts: Sequence[bytes]) -> bytes:
    """Put byte strings together, so that `split_parts` gives them back.

    Examples
    --------
    >>> split_parts(join_parts([b"one", b"", b"three"]))
    [b'one', b'', b'three']
    """
    lengths = struct.pack(f"<{len(parts)}Q", *map(len, parts))
    return b"".join([_HEAD.pack(_MAGIC, len(parts)), lengths, *parts])


def split_parts(data: bytes) -> list[bytes]:
    """Take a message apart.

    Parameters
    ----------
    data : bytes
        A whole message.

    Returns
    -------
    list of bytes
        Its parts.

    Raises
    ------
    DamagedMessage
        When the lengths in the head do not add up to the data.

    Examples
    --------
    >>> split_parts(b"not a message")
    Traceback (most recent call last):
    course_utils.exercises._faults.DamagedMessage: The message does not begin with a head of ours.
    """
    if len(data) < _HEAD.size or data[:4] != _MAGIC:
        raise DamagedMessage("The message does not begin with a head of ours.")
    count = _HEAD.unpack_from(data)[1]
    start = _HEAD.size + count * _LENGTH.size
    if count > _MAX_PARTS or start > len(data):
        raise DamagedMessage(f"The message's head promises {count} parts, which cannot be.")
    lengths = struct.unpack_from(f"<{count}Q", data, _HEAD.size)
    if start + sum(lengths) != len(data):
        raise DamagedMessage(
            f"The message's head promises {start + sum(lengths)} bytes, there are {len(data)}."
        )
    parts = []
    for length in lengths:
        parts.append(data[start : start + length])
        start += length
    return parts


def write_frame(stream: BinaryIO, message: bytes) -> None:
    r"""Write a message behind its length.

    Examples
    --------
    >>> import io
    >>> stream = io.BytesIO()
    >>> write_frame(stream, b"hello")
    >>> stream.getvalue()
    b'\x05\x00\x00\x00\x00\x00\x00\x00hello'
    """
    stream.write(_LENGTH.pack(len(message)))
    stream.write(message)
    stream.flush()


def read_frame(stream: BinaryIO, *, max_bytes: int = MAX_BYTES) -> bytes:
    r"""Read one message that `write_frame` wrote.

    Parameters
    ----------
    stream : binary file
        What to read from; it may give fewer bytes than asked for.
    max_bytes : int, default=MAX_BYTES
        The longest message to accept; a longer one is refused before it is read.

    Returns
    -------
    bytes
        The message.

    Raises
    ------
    DamagedMessage
        When the stream ends early or the length is over the cap.

    Examples
    --------
    >>> import io
    >>> read_frame(io.BytesIO(b"\x05\x00\x00\x00\x00\x00\x00\x00hello"))
    b'hello'
    """
    length = _LENGTH.unpack(_read_exactly(stream, _LENGTH.size))[0]
    if length > max_bytes:
        raise DamagedMessage(
            f"A message of {length} bytes was announced, {max_bytes} are allowed."
        )
    return _read_exactly(stream, length)


def _read_exactly(stream: BinaryIO, size: int) -> bytes:
    pieces: list[bytes] = []
    missing = size
    while missing:
        # A megabyte at a time: a sender that promises much and sends little costs little.
        piece = stream.read(min(missing, 2**20))
        if not piece:
            raise DamagedMessage(f"The message ends after {size - missing} of {size} bytes.")
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces)
