"""The same questions to every data set that the course ships."""

import gzip
import io
import re
import shutil
import subprocess

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import roc_auc_score

from course_utils.datasets import (
    DamagedFile,
    _bundled,
    _verify,
    build_data,
    list_datasets,
    load_dataset,
    verify_data,
)
from course_utils.datasets._cards import renew_card
from course_utils.datasets._dataset import count_features
from course_utils.datasets._manifest import digest, read_manifest
from course_utils.datasets._overview import overview_text
from course_utils.datasets._sources import read_sources
from course_utils.files import repository, shipped_folder

FOLDER = shipped_folder("data")
SOURCES = read_sources(FOLDER)
OWNERS = [name for name in SOURCES if not SOURCES[name].same_file]
MANIFEST = read_manifest(FOLDER)

SECTIONS = [
    "At a glance",
    "Who collected it, when and why",
    "One row",
    "The label",
    "How the prevalence arises",
    "What was changed",
    "Rows that belong together",
    "Leaks and traps",
    "Groups that may be treated unfairly",
    "Licence",
    "How to cite",
    "Columns",
]

every_set = pytest.mark.parametrize("name", SOURCES)
two_class_sets = pytest.mark.parametrize("name", [n for n in SOURCES if SOURCES[n].positives])
sets_with_groups = pytest.mark.parametrize("name", [n for n in SOURCES if SOURCES[n].groups])


@pytest.fixture(scope="module")
def dataset():
    """Load each set once for the tests that only look."""
    loaded = {}
    return lambda name: loaded.setdefault(name, load_dataset(name))


def as_one_line(text):
    return " ".join(text.split())


def test_every_file_in_the_folder_is_in_the_manifest_and_belongs_to_a_set():
    apart = {"sources.toml", "MANIFEST.json", "README.md", "cards", "studies"}
    paths = [path.relative_to(FOLDER) for path in FOLDER.rglob("*") if path.is_file()]
    files = {path.as_posix() for path in paths if path.parts[0] not in apart}
    assert files == set(MANIFEST.files)
    assert set(MANIFEST.sets) == set(SOURCES)
    for file in files:
        assert len([name for name in OWNERS if SOURCES[name].owns(file)]) == 1, file
    cards = {path.stem for path in (FOLDER / "cards").glob("*.md")}
    assert cards == {*OWNERS, "card_fraud"}  # made by make_card_fraud, from no source


def test_table_of_sets_is_up_to_date():
    assert (FOLDER / "README.md").read_text(encoding="utf-8") == overview_text(SOURCES, MANIFEST)


def test_list_names_every_set():
    assert list_datasets()["name"].tolist() == list(SOURCES)


@pytest.mark.skipif(repository() is None, reason="an installed copy has no git attributes")
def test_git_leaves_every_file_of_the_folder_as_it_is_on_windows_too():
    files = [path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()]
    ask = ["git", "check-attr", "-z", "--stdin", "text", "eol"]
    told = subprocess.run(
        ask, cwd=FOLDER, input="\0".join(files), capture_output=True, text=True, check=True
    ).stdout.split("\0")
    attributes: dict[str, list[str]] = {}
    for file, _, value in zip(told[::3], told[1::3], told[2::3], strict=False):
        attributes.setdefault(file, []).append(value)
    loose = [
        file
        for file in files
        if attributes[file][0] != "unset"
        and attributes[file][1] != "lf"
        and not file.endswith(".gitkeep")
    ]
    assert loose == []


def test_data_folder_stays_small():
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) < 15e6


@every_set
def test_file_is_the_one_in_the_manifest(name):
    assert verify_data([name]) == []


@every_set
def test_shape_and_prevalence_are_the_published_ones(name, dataset):
    loaded, expected = dataset(name), SOURCES[name].expected
    assert len(loaded.data) == len(loaded.target) == expected["n"]
    assert count_features(loaded.data) == expected["p"]
    counts = expected.get("classes") or {
        "0": expected["n"] - expected["positives"],
        "1": expected["positives"],
    }
    assert loaded.target.astype(str).value_counts().to_dict() == counts
    entry = MANIFEST.sets[name]
    assert (entry.n, entry.p) == (expected["n"], expected["p"])
    assert (entry.classes, entry.minority) == (len(counts), min(counts.values()))


@two_class_sets
def test_positive_class_is_the_rare_one(name, dataset):
    assert set(dataset(name).target.unique()) == {0, 1}
    assert dataset(name).target.mean() < 0.5
    assert len(dataset(name).target_names) == 2


@pytest.mark.parametrize("file", [file for file in MANIFEST.files if file.endswith(".gz")])
def test_file_says_neither_when_nor_where_it_was_made(file):
    # gzip: magic, deflate, no flags (so no file name), time 0, best compression, unknown system.
    content = (FOLDER / file).read_bytes()
    assert content[:10] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
    assert not file.endswith(".csv.gz") or b"\r" not in gzip.decompress(content)


@every_set
def test_no_value_gets_lost_on_the_way_into_its_dtype(name, dataset):
    content = (FOLDER / SOURCES[name].file_name).read_bytes()
    raw = pd.read_csv(io.BytesIO(gzip.decompress(content)), dtype=str, keep_default_na=False)
    frame = dataset(name).frame
    assert frame.isna().sum().to_dict() == (raw == "").sum().to_dict()
    assert {column: frame[column].dtype for column in frame} == {
        column: pd.Series(dtype=dtype).dtype for column, dtype in SOURCES[name].dtypes.items()
    }


@every_set
def test_what_no_model_may_see_is_not_among_the_features(name, dataset):
    loaded, source = dataset(name), SOURCES[name]
    apart = {source.target, source.groups, source.sample_weight, *source.keys, *source.dropped}
    assert not apart & set(loaded.feature_names)
    assert not set(source.dropped) & set(loaded.frame)
    if source.is_table:
        assert sorted([*loaded.categorical, *loaded.numeric]) == sorted(loaded.data)


@pytest.mark.parametrize(
    "name", [n for n in SOURCES if SOURCES[n].positives and SOURCES[n].is_table]
)
def test_feature_that_alone_nearly_gives_the_answer_is_told_among_the_traps(name, dataset):
    loaded = dataset(name)
    traps = loaded.DESCR.split("## Leaks and traps")[1].split("\n## ")[0]
    for column, feature in loaded.data.items():
        if column in loaded.categorical:
            feature = loaded.target.groupby(feature, observed=True).transform("mean")
        auc = roc_auc_score(loaded.target, feature.fillna(feature.mean()))
        assert max(auc, 1 - auc) < 0.9 or f"`{column}`" in traps, (column, auc)


@every_set
def test_every_part_has_the_rows_of_the_features(name, dataset):
    loaded = dataset(name)
    parts = [loaded.target, loaded.groups, loaded.sample_weight, loaded.time]
    for part in (part for part in parts if part is not None):
        pd.testing.assert_index_equal(part.index, loaded.frame.index)
        assert part.notna().all()


@sets_with_groups
def test_groups_are_small_and_many_enough_for_folds(name, dataset):
    loaded = dataset(name)
    assert loaded.groups.value_counts().max() < len(loaded.data) / 50
    assert loaded.groups[loaded.target == 1].nunique() > 30


@pytest.mark.parametrize("name", [n for n in SOURCES if SOURCES[n].sample_weight])
def test_weights_can_be_weights(name, dataset):
    weight = dataset(name).sample_weight
    assert np.isfinite(weight).all()
    assert weight.min() >= 0


@every_set
def test_rows_with_equal_features_are_counted_in_the_card(name, dataset):
    repeats = len(dataset(name).target) - len(set(row_keys(dataset(name).data)))
    assert f"| Rows with the features of an earlier row | {repeats:,} (" in dataset(name).DESCR


def row_keys(data):
    """Return one value a row, equal where all features are."""
    if isinstance(data, np.ndarray):
        return [row.tobytes() for row in data]
    return pd.util.hash_pandas_object(data, index=False).to_numpy()


@every_set
def test_loading_twice_gives_the_same_and_shares_nothing_that_can_be_changed(name):
    first, second = load_dataset(name), load_dataset(name)
    pd.testing.assert_frame_equal(first.frame, second.frame)
    assert list(first) == list(second)
    for key, value in first.items():
        if isinstance(value, (list, dict, pd.DataFrame)):
            assert value is not second[key], key
        if isinstance(value, np.ndarray):
            assert not np.shares_memory(value, second[key]), key
    for column in first.frame.select_dtypes("number"):
        assert not np.shares_memory(first.frame[column], second.frame[column])


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory):
    """Copy the data folder, to spoil files in."""
    return shutil.copytree(FOLDER, tmp_path_factory.mktemp("spoilt") / "data")


def refusal(name, folder, monkeypatch):
    """Return the sentence with which the loader refuses a set."""
    for module in (_bundled, _verify):
        monkeypatch.setattr(module, "shipped_folder", lambda kind: folder)
    with pytest.raises(DamagedFile) as caught:
        load_dataset(name)
    assert [str(fault) for fault in verify_data([name])] == [str(caught.value)]
    return str(caught.value)


# Of a folder of pictures, one: they all go the same way.
ONE_OF_EACH = {
    file if file.endswith(".gz") else file.split("/")[0]: file for file in MANIFEST.files
}


@pytest.mark.parametrize("damage", ["missing", "emptied", "truncated", "swapped"])
@pytest.mark.parametrize("file", ONE_OF_EACH.values())
def test_damaged_file_is_refused_with_expected_found_and_a_cure(file, damage, spoilt, monkeypatch):
    path, (owner,) = spoilt / file, [name for name in OWNERS if SOURCES[name].owns(file)]
    whole, swapped = path.read_bytes(), (spoilt / "README.md").read_bytes()
    found = {"missing": None, "emptied": b"", "truncated": whole[:-1], "swapped": swapped}[damage]
    path.unlink() if found is None else path.write_bytes(found)
    try:
        sentence = refusal(owner, spoilt, monkeypatch)
    finally:
        path.write_bytes(whole)
    assert f"'data/{file}'" in sentence
    assert f"{len(whole):,} bytes" in sentence
    assert f"'course data build {owner}'" in sentence
    assert found is None or f"found {digest(found)[:12]}… ({len(found):,} bytes)" in sentence


def test_pair_of_swapped_sets_is_refused_on_both_sides(spoilt, monkeypatch):
    pair = [spoilt / SOURCES[name].file_name for name in ("caravan", "crash_deaths")]
    whole = [path.read_bytes() for path in pair]
    for path, content in zip(pair, reversed(whole), strict=True):
        path.write_bytes(content)
    try:
        for path in pair:
            name = path.name.removesuffix(".csv.gz")
            assert f"'data/{path.name}' is not the" in refusal(name, spoilt, monkeypatch)
    finally:
        for path, content in zip(pair, whole, strict=True):
            path.write_bytes(content)


@every_set
def test_card_has_every_section_in_order(name, dataset):
    assert re.findall(r"^## (.+)$", dataset(name).DESCR, re.MULTILINE) == SECTIONS


def test_card_of_the_simulated_purchases_has_the_same_sections():
    card = (FOLDER / "cards" / "card_fraud.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", card, re.MULTILINE) == SECTIONS


@every_set
def test_no_section_of_a_card_is_empty(name, dataset):
    for section in re.split(r"^## ", dataset(name).DESCR, flags=re.MULTILINE)[1:]:
        heading, _, text = section.partition("\n")
        assert len(text.split()) > 5, heading


@pytest.mark.parametrize("name", OWNERS)
def test_computed_parts_of_the_card_agree_with_the_file(name, dataset):
    names = [name, *(n for n in SOURCES if SOURCES[n].same_file == name)]
    card = dataset(name).DESCR
    assert renew_card(card, SOURCES[name], *map(dataset, names)) == card


@every_set
def test_card_cites_what_the_table_of_sources_cites(name, dataset):
    card = as_one_line(dataset(name).DESCR).replace("*", "").replace('"', "'")
    for citation in SOURCES[name].citation:
        assert citation.replace(" & ", " and ") in card


@every_set
def test_card_explains_every_dropped_column_that_leaks(name, dataset):
    for column, reason in SOURCES[name].dropped.items():
        if "leak" in reason:
            assert f"`{column}`" in dataset(name).DESCR.split("## Leaks and traps")[1]


@every_set
def test_synthetic_data_says_so(name, dataset):
    says_so = "SYNTHETIC" in dataset(name).DESCR
    assert says_so == SOURCES[name].synthetic == dataset(name).frame.attrs["synthetic"]


@pytest.mark.parametrize(
    "path", ["sources.toml", "MANIFEST.json", *(f"cards/{s.owner}.md" for s in SOURCES.values())]
)
def test_no_path_of_somebodys_machine_is_left(path):
    text = (FOLDER / path).read_text(encoding="utf-8")
    assert not re.search(r"(^|[\s'\"(])(/(home|root|tmp|work|Users)/|[A-Z]:\\)", text)


@pytest.mark.slow
@pytest.mark.parametrize("name", OWNERS)
def test_pinned_source_still_gives_the_committed_file(name):
    report = build_data([name], check=True)
    if report.moved:
        pytest.skip(report.messages[0])
    assert report.exit_status == 0, report.messages
