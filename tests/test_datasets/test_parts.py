import dataclasses
import io
import re
import shutil
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from course_utils.datasets import (
    DamagedFile,
    SourceTableFault,
    _making,
    build_data,
    load_dataset,
    verify_data,
)
from course_utils.datasets._parts import FORMATS, pack_part
from course_utils.datasets._sources import Part

PART = Part("vectors", "herons.vectors.npy.gz", "rows_int8", "vectors", "Vectors", ())
FOLDER = dataclasses.replace(PART, file="herons", format="folder")

SONGS = """
[herons.parts.songs]
file = "herons.songs.json.gz"
format = "json"
maker = "heron.songs"
about = "What they call"
"""


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


def test_pictures_are_packed_by_their_path_without_a_word_of_when_or_by_what(tmp_path):
    pictures = {
        "rare/2.png": np.full((2, 3), 2, np.uint8),
        "rare/1.png": np.eye(2, dtype=np.uint8),
    }
    packed = pack_part(FOLDER, pictures, tmp_path)
    assert list(packed) == ["herons/rare/1.png", "herons/rare/2.png"]
    for content in packed.values():
        assert re.findall(rb"[A-Z]{4}|[a-z][A-Za-z]{3}", content[8:]) == [
            b"IHDR",
            b"IDAT",
            b"IEND",
        ]


@pytest.mark.parametrize("change", ["compression", "pixel", "truncation"])
def test_picture_that_another_zlib_packs_otherwise_leaves_the_committed_file(change, tmp_path):
    pixels = np.arange(64, dtype=np.uint8).reshape(8, 8)
    path = tmp_path / "herons" / "rare" / "1.png"
    path.parent.mkdir(parents=True)
    Image.fromarray(pixels).save(path, compress_level=0)
    committed = path.read_bytes()
    if change == "pixel":
        pixels[3, 3] += 1
    if change == "truncation":
        path.write_bytes(committed[:-20])
    (packed,) = pack_part(FOLDER, {"rare/1.png": pixels}, tmp_path).values()
    assert (packed == committed) == (change == "compression")
    with Image.open(io.BytesIO(packed)) as image:
        np.testing.assert_array_equal(np.asarray(image), pixels)


def test_parts_are_handed_out_by_name_with_every_question_to_the_file(flock):
    for name in ("herons", "heron_years"):
        dataset = load_dataset(name)
        np.testing.assert_array_equal(dataset.vectors, np.eye(6, 4))
        assert dataset.synonyms == {"heron": ["reiher", "héron"]}
        assert sorted(path.name for path in dataset.image_dir.rglob("*.png")) == ["2.png", "5.png"]
    assert verify_data() == []


def test_one_module_may_make_several_parts(aviary, ours, monkeypatch):
    module = SimpleNamespace(songs=lambda members, frame: {"heron": ["fraank"]})
    monkeypatch.setattr(_making, "find_preparation", lambda key, name, place: module)
    aviary.add(SONGS)
    build_data(folder=aviary.folder, cache=aviary.cache)
    assert load_dataset("herons").songs == {"heron": ["fraank"]}
    aviary.edit("heron.songs", "heron.calls")
    with pytest.raises(SourceTableFault, match=r"\[herons\.parts\.songs\].*no function 'calls'"):
        build_data(folder=aviary.folder, cache=aviary.cache)


def test_pictures_are_the_data_of_a_set_of_pictures(gallery):
    dataset = load_dataset("herons")
    assert dataset.data.shape == (6, 2, 2)
    assert "images" not in dataset
    assert dataset.feature_names == dataset.categorical == dataset.numeric == []
    assert repr(dataset) == (
        "Dataset('herons': 6 images of 2 × 2 pixels; rare = 1 for 2 rows (33.33%))"
    )


@pytest.mark.parametrize(
    "file", ["herons.vectors.npy.gz", "herons.synonyms.json.gz", "herons/rare/5.png"]
)
@pytest.mark.parametrize("damage", ["missing", "emptied", "another"])
def test_damaged_part_is_refused_with_its_file_and_a_cure(flock, file, damage):
    path = flock.folder / file
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(
            b"" if damage == "emptied" else (flock.folder / "herons.csv.gz").read_bytes()
        )
    with pytest.raises(DamagedFile, match=rf"'data/{file}'.*'course data build herons'") as caught:
        load_dataset("heron_years")
    assert [str(fault) for fault in verify_data(["herons"])] == [str(caught.value)]
    build_data(folder=flock.folder, cache=flock.cache)
    assert verify_data() == []


def test_uninvited_picture_is_refused(flock):
    (flock.folder / "herons" / "rare" / ".hidden").write_bytes(b"")
    assert verify_data() == []
    (flock.folder / "herons" / "rare" / "selfie.png").write_bytes(b"1")
    with pytest.raises(
        DamagedFile, match=r"'data/herons/rare/selfie\.png' does not belong .* Remove"
    ):
        load_dataset("herons")


def test_picture_that_is_no_longer_made_goes_with_the_next_build(flock, makers):
    makers["heron_pictures"].make = lambda members, frame: {
        "rare/2.png": np.full((2, 2), 2, np.uint8)
    }
    build = {"folder": flock.folder, "cache": flock.cache}
    report = build_data(check=True, **build)
    assert "data/herons/rare/5.png: no longer made; 'course data build' removes it" in (
        report.messages
    )
    assert report.exit_status == 1
    assert (flock.folder / "herons" / "rare" / "5.png").exists()
    shutil.rmtree(flock.cache / "built")  # no code changed, so the set would count as built
    assert "data/herons/rare/5.png: removed" in build_data(**build).messages
    assert verify_data() == []
