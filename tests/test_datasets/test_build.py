import gzip
import json
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from course_utils.datasets import (
    DamagedFile,
    SourceChanged,
    SourceMoved,
    SourceTableFault,
    UnknownDataset,
    _archives,
    _making,
    build_data,
)
from course_utils.datasets._bundled import read_datasets
from course_utils.datasets._sources import read_sources
from course_utils.errors import CourseError


def build(aviary, **options):
    return build_data(folder=aviary.folder, cache=aviary.cache, **options)


def load(aviary, name="herons"):
    (dataset,) = read_datasets([read_sources(aviary.folder)[name]], aviary.folder, parts=[])
    return dataset


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_second_build_is_byte_identical_and_writes_nothing(aviary):
    assert build(aviary).messages == [
        "data/cards/herons.md: written",
        "data/herons.csv.gz: written",
        "data/MANIFEST.json: written",
        "data/README.md: written",
    ]
    first = contents(aviary.folder)
    stamps = {path: path.stat().st_mtime_ns for path in aviary.folder.rglob("*")}
    assert build(aviary).messages == ["herons: as its last build left it"]
    shutil.rmtree(aviary.cache / "built")
    assert build(aviary).messages == ["herons: 3 files built, the same byte for byte"]
    assert {path: path.stat().st_mtime_ns for path in aviary.folder.rglob("*")} == stamps
    for name in ("herons.csv.gz", "MANIFEST.json"):
        (aviary.folder / name).unlink()
    build(aviary)
    assert contents(aviary.folder) == first


def test_manifest_says_what_the_file_holds(aviary):
    build(aviary)
    manifest = json.loads((aviary.folder / "MANIFEST.json").read_text())
    size = (aviary.folder / "herons.csv.gz").stat().st_size
    assert manifest["files"]["herons.csv.gz"]["bytes"] == size
    assert manifest["sets"]["herons"] == {
        "n": 6,
        "p": 4,
        "classes": 2,
        "minority": 2,
        "dtypes": {"category": 3, "float64": 2, "int64": 2, "str": 1},
        "missing": {"wing": 1},
        "parts": {},
    }


def test_leak_is_not_in_the_file(aviary):
    build(aviary)
    text = gzip.decompress((aviary.folder / "herons.csv.gz").read_bytes()).decode()
    assert text.splitlines()[0] == "year,wing,colour,size,rare,nest,count,ring"


def test_same_content_packed_by_another_zlib_stays(aviary):
    build(aviary)
    path = aviary.folder / "herons.csv.gz"
    repacked = gzip.compress(gzip.decompress(path.read_bytes()), compresslevel=1, mtime=0)
    path.write_bytes(repacked)
    build(aviary)
    assert path.read_bytes() == repacked
    assert build(aviary, check=True).exit_status == 0


def test_damaged_file_is_built_anew(aviary):
    build(aviary)
    path = aviary.folder / "herons.csv.gz"
    whole = path.read_bytes()
    path.write_bytes(whole[:50])
    build(aviary)
    assert path.read_bytes() == whole


def test_check_writes_nothing_and_fails_where_a_build_would_write(aviary):
    before = contents(aviary.folder)
    report = build(aviary, check=True)
    assert report.exit_status == 1
    assert report.messages[1] == (
        "data/herons.csv.gz: not what its source gives; 'course data build' renews it"
    )
    assert contents(aviary.folder) == before
    build(aviary)
    assert build(aviary, check=True).exit_status == 0


def test_each_step_is_told_with_the_name_of_the_set(aviary):
    steps = []
    build(aviary, progress=lambda *step: steps.append(step))
    assert len(steps) == 3
    assert all(step.startswith("herons: ") and counts == [0, 1] for step, *counts in steps)


@pytest.mark.parametrize(
    ("old", "new", "fault", "words"),
    [
        ("positives = 2", "positives = 3", SourceChanged, "'positives': 2.*'positives': 3"),
        ('reader = "csv"', 'reader = "cvs"', SourceTableFault, "Did you mean 'csv'"),
        (
            'reader = "csv"',
            'reader = "csv"\nprepare = "owls"',
            SourceTableFault,
            "prepare = 'owls'",
        ),
        ('verdict = "A leak."', "", SourceChanged, "column 'verdict' that .* nor drops"),
        ("\nwing = ", "\nwings = ", SourceChanged, "'wing' that"),
        (
            "[herons.columns]",
            '[herons.columns]\nbeak = { type = "real", about = "b" }',
            SourceChanged,
            "no column 'beak'",
        ),
        ('"grey", "white"', '"gray", "white"', SourceChanged, r"holds \['grey'\]"),
    ],
)
def test_source_that_is_not_as_described_is_refused(aviary, old, new, fault, words):
    before = {name for name in contents(aviary.folder) if name != "sources.toml"}
    aviary.edit(old, new)
    with pytest.raises(fault, match=words):
        build(aviary)
    assert {name for name in contents(aviary.folder) if name != "sources.toml"} == before


def build_with_nests(aviary, monkeypatch, nests):
    """Build the herons after a preparation that names their nests anew."""
    rename = SimpleNamespace(prepare=lambda frame: frame.assign(nest=nests))
    monkeypatch.setattr(_making, "find_preparation", lambda key, name, place: rename)
    aviary.edit('reader = "csv"', 'reader = "csv"\nprepare = "rename"')
    build(aviary)
    return load(aviary).frame


def test_awkward_text_comes_back_as_it_was(aviary, monkeypatch):
    nests = ["NA", "nan", "None", "two\nlines", "été; 3", ' "quoted", ']
    assert build_with_nests(aviary, monkeypatch, nests)["nest"].tolist() == nests


SURVIVES = pytest.mark.skipif(sys.version_info >= (3, 13), reason="csv quotes it since 3.13")


@pytest.mark.parametrize("text", ["", pytest.param("a\rb", marks=SURVIVES)])
def test_text_that_csv_would_change_is_refused(aviary, monkeypatch, text):
    with pytest.raises(SourceChanged, match="does not survive being written as CSV"):
        build_with_nests(aviary, monkeypatch, [text] * 6)
    assert not (aviary.folder / "herons.csv.gz").exists()


def test_card_without_the_marks_is_refused_before_anything_is_written(aviary):
    (aviary.folder / "cards" / "herons.md").write_text("# Herons\n", encoding="utf-8")
    with pytest.raises(DamagedFile, match="end of facts"):
        build(aviary)
    assert not (aviary.folder / "herons.csv.gz").exists()


def test_missing_card_is_told_in_one_sentence(aviary):
    (aviary.folder / "cards" / "herons.md").unlink()
    with pytest.raises(DamagedFile, match="Write it by its neighbours' example"):
        build(aviary)


def test_unknown_name_is_told_before_anything_is_fetched(aviary):
    with pytest.raises(UnknownDataset, match="Did you mean 'herons'"):
        build(aviary, names=["heron"])


def test_building_from_an_installed_copy_says_that_it_needs_a_clone(monkeypatch):
    monkeypatch.setattr("course_utils.files.repository", lambda: None)
    with pytest.raises(CourseError, match="Clone the repository"):
        build_data()


def test_set_of_several_classes_keeps_its_labels(aviary):
    aviary.edit('target = "rare"\npositive = "yes"', 'target = "nest"')
    aviary.edit('groups = "nest"\n', "")
    counts = '"old oak, east" = 2, "the \\"tall\\" elm" = 1, "low hedge" = 2, "été" = 1'
    aviary.edit("positives = 2", f"classes = {{ {counts} }}")
    aviary.edit("p = 4", "p = 5")
    build(aviary)
    dataset = load(aviary)
    assert dataset.target.value_counts()["low hedge"] == 2
    assert dataset.target_names == ["low hedge", "old oak, east", 'the "tall" elm', "été"]
    assert list(dataset.data) == ["year", "wing", "colour", "size", "rare"]


def test_several_labels_count_as_one_class_with_a_name(aviary):
    aviary.edit('target = "rare"\npositive = "yes"', 'target = "year"\npositive = [2020, 2021]')
    aviary.edit("positives = 2", "positives = 4")
    build(aviary)
    dataset = load(aviary)
    assert dataset.target.tolist() == [0, 0, 1, 1, 1, 1]
    assert dataset.target_names == ["2019", "2020 or 2021"]
    aviary.edit("positive = ", 'target_names = ["early", "late"]\npositive = ')
    assert load(aviary).target_names == ["early", "late"]


def test_set_is_built_again_when_its_entry_its_card_or_its_file_changed(aviary):
    build(aviary)
    assert build(aviary).messages == ["herons: as its last build left it"]
    aviary.edit('unit = "cm"', 'unit = "mm"')
    assert "data/cards/herons.md: written" in build(aviary).messages
    card = aviary.folder / "cards" / "herons.md"
    card.write_text(card.read_text(encoding="utf-8").replace("| Rows | 6 |", "| Rows | 7 |"))
    assert "data/cards/herons.md: written" in build(aviary).messages
    (aviary.folder / "herons.csv.gz").unlink()
    assert "data/herons.csv.gz: written" in build(aviary).messages
    assert build(aviary).messages == ["herons: as its last build left it"]


def test_interrupted_build_leaves_whole_files_and_goes_on_where_it_was(aviary):
    table = (aviary.folder / "sources.toml").read_text(encoding="utf-8")
    aviary.add(table.replace("[herons", "[egrets"))
    card = (aviary.folder / "cards" / "herons.md").read_text(encoding="utf-8")
    (aviary.folder / "cards" / "egrets.md").write_text(card, encoding="utf-8")

    def stop(step, done, total):
        if (step, done) == ("herons: comparing with the committed files", 1):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(aviary, progress=stop)
    assert {path.name for path in aviary.folder.iterdir()} == {
        "MANIFEST.json",
        "cards",
        "egrets.csv.gz",
        "sources.toml",
    }
    assert build(aviary).messages == [
        "egrets: as its last build left it",
        "data/cards/herons.md: written",
        "data/herons.csv.gz: written",
        "data/MANIFEST.json: written",
        "data/README.md: written",
    ]


def test_build_that_is_interrupted_while_it_writes_leaves_the_old_file(aviary, monkeypatch):
    build(aviary)
    before = contents(aviary.folder)
    aviary.edit('unit = "cm"', 'unit = "mm"')

    def stop(path, target):
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        build(aviary)
    before["sources.toml"] = (aviary.folder / "sources.toml").read_bytes()
    assert contents(aviary.folder) == before


def test_source_that_moved_is_told_and_the_next_set_is_built(aviary, monkeypatch):
    table = (aviary.folder / "sources.toml").read_text(encoding="utf-8")
    aviary.add(table.replace("[herons", "[egrets").replace('"herons-1.0', '"egrets-1.0'))

    def moved(pin, folder):
        raise SourceMoved("Source moved or no network.")

    monkeypatch.setattr(_archives, "_download", moved)
    report = build(aviary)
    assert report.messages[0] == "egrets: Source moved or no network."
    assert "data/herons.csv.gz: written" in report.messages
    assert (report.moved, report.exit_status) == (["egrets"], 1)


def test_table_of_sets_links_each_question_to_its_card(flock):
    page = (flock.folder / "README.md").read_text(encoding="utf-8")
    assert (
        "| [herons](cards/herons.md) | tabular | 6 | 4 | 2 | 2 | 33.33% "
        "| Which heron is rare? | CC0 |"
    ) in page
    assert "| [heron_years](cards/herons.md) | tabular | 6 | 3 | 3 | 2 | 33.33% |" in page
    assert "5 files" in page
