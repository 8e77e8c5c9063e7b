import io
import struct

import pytest

from course_utils.exercises._faults import DamagedMessage
from course_utils.exercises._frames import join_parts, read_frame, split_parts, write_frame


class Dribble(io.BytesIO):
    """A stream that gives three bytes at most, as a busy pipe may."""

    def read(self, size=-1):
        return super().read(min(size, 3))


@pytest.mark.parametrize("parts", [[], [b""], [b"a"], [b"a", b"", b"bc" * 1000]])
def test_parts_come_back_as_they_were_joined(parts):
    assert split_parts(join_parts(parts)) == parts


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"CRS1",
        b"XXXX" + bytes(4),
        join_parts([b"abc"])[:-1],
        join_parts([b"abc"]) + b"x",
        struct.pack("<4sI", b"CRS1", 2**32 - 1),
        struct.pack("<4sIQ", b"CRS1", 1, 2**64 - 1),
        struct.pack("<4sIQQ", b"CRS1", 2, 2**64 - 1, 1),
    ],
)
def test_parts_with_a_forged_head_are_refused(data):
    with pytest.raises(DamagedMessage):
        split_parts(data)


def test_frames_follow_each_other_in_a_stream_that_gives_little_at_a_time():
    stream = io.BytesIO()
    for message in (b"first", b"", b"third" * 100):
        write_frame(stream, message)
    reader = Dribble(stream.getvalue())
    assert [read_frame(reader) for _ in range(3)] == [b"first", b"", b"third" * 100]


def test_frame_over_the_cap_is_refused_before_it_is_read():
    stream = io.BytesIO(struct.pack("<Q", 2**63) + b"x")
    with pytest.raises(DamagedMessage, match="9223372036854775808 bytes was announced"):
        read_frame(stream)
    assert stream.tell() == 8


@pytest.mark.parametrize("cut", [0, 3, 8, 10])
def test_frame_that_ends_early_is_refused(cut):
    stream = io.BytesIO()
    write_frame(stream, b"whole")
    with pytest.raises(DamagedMessage, match="ends after"):
        read_frame(io.BytesIO(stream.getvalue()[:cut]))
