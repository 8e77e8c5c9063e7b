import dataclasses

import numpy as np
import pytest

from course_utils.datasets._parts import FORMATS, pack_part
from course_utils.datasets._sources import Part

PART = Part("vectors", "herons.vectors.npy.gz", "rows_int8", "vectors", "Vectors", ())


def test_matrix_comes_back_within_half_a_step_of_its_row():
    rng = np.random.default_rng(0)
    matrix = rng.normal(size=(50, 16)).astype(np.float32) * rng.uniform(0.01, 100, (50, 1))
    matrix[7] = 0
    form = FORMATS["rows_int8"]
    back = form.unpack(form.pack(matrix.astype(np.float32)))
    assert back.dtype == np.float32
    step = np.abs(matrix).max(axis=1, keepdims=True) / 127
    assert (np.abs(back - matrix) <= 0.501 * step).all()
    assert not back[7].any()


@pytest.mark.parametrize(
    ("form", "thing"),
    [
        ("array", np.arange(12, dtype=np.uint8).reshape(3, 2, 2)),
        ("json", {"goose": ["gänse", "bird"], "a": []}),
    ],
)
def test_thing_comes_back_as_it_was_from_the_same_bytes(form, thing):
    form = FORMATS[form]
    assert form.pack(thing) == form.pack(thing)
    assert form.same(form.unpack(form.pack(thing)), thing)


def test_vectors_that_another_processor_rounds_by_one_step_leave_the_committed_file(tmp_path):
    matrix = np.array([[1.27, 0.5, -0.3]], dtype=np.float32)
    (committed,) = pack_part(PART, matrix, tmp_path).values()
    (tmp_path / PART.file).write_bytes(committed)
    assert pack_part(PART, matrix + np.array([0, 0.0051, 0]), tmp_path) == {PART.file: committed}
    assert pack_part(PART, matrix + np.array([0, 0.025, 0]), tmp_path) != {PART.file: committed}


def test_files_of_a_folder_are_packed_by_their_path(tmp_path):
    folder = dataclasses.replace(PART, file="herons", format="folder")
    files = {"rare/2.png": b"2", "rare/1.png": b"1"}
    assert pack_part(folder, files, tmp_path) == {
        "herons/rare/1.png": b"1",
        "herons/rare/2.png": b"2",
    }
