import copy
import html
import pickle
import re
import shutil

import pandas as pd
import pytest

from course_utils.datasets import (
    DamagedFile,
    UnknownDataset,
    _manifest,
    list_datasets,
    load_dataset,
    verify_data,
)


def test_file_comes_back_value_for_value_with_its_dtypes(herons):
    dataset = load_dataset("herons")
    assert dataset.frame["wing"].tolist()[:2] == [0.1, 0.30000000000000004]
    assert dataset.frame["nest"].tolist()[2:] == [
        'the "tall" elm',
        "low hedge",
        "low hedge",
        "été",
    ]
    assert dataset.data.isna().sum().to_dict() == {"year": 0, "wing": 1, "colour": 0, "size": 0}
    assert dataset.data["size"].cat.ordered
    assert dataset.data["size"].min() == "small"
    assert not dataset.data["colour"].cat.ordered


def test_what_a_model_may_not_see_is_handed_out_apart(herons):
    dataset = load_dataset("herons")
    assert list(dataset.data) == ["year", "wing", "colour", "size"]
    assert dataset.target.tolist() == [0, 1, 0, 0, 1, 0]
    assert dataset.groups.name == "nest"
    assert dataset.sample_weight.tolist() == [2.5, 0.5, 3, 3, 1, 0]
    assert dataset.time.is_monotonic_increasing
    assert dataset.categorical == ["colour", "size"]
    assert dataset.numeric == ["year", "wing"]
    assert dataset.columns.loc["ring", "role"] == "key"
    assert dataset.columns.loc["wing", ["role", "unit"]].tolist() == ["feature", "cm"]


def test_frames_know_their_name_and_whether_they_are_synthetic(herons):
    X, y = load_dataset("herons", return_X_y=True)
    assert X.attrs == y.attrs == {"name": "herons", "synthetic": False}
    herons.edit('kind = "tabular"', 'kind = "simulated"\nsynthetic = true')
    assert load_dataset("herons").frame.attrs["synthetic"] is True


def test_repr_says_what_a_learner_asks_first(herons):
    assert repr(load_dataset("herons")) == (
        "Dataset('herons': 6 rows × 4 features; rare = 1 for 2 rows (33.33%))"
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("target_name", r"has no 'target_name'\. Did you mean .*'target"),
        ("X", "has no 'X'. Choose from .*'data'"),
    ],
)
def test_attribute_that_a_set_lacks_is_answered_with_what_it_has(herons, name, words):
    with pytest.raises(AttributeError, match=words):
        getattr(load_dataset("herons"), name)


def test_set_stays_a_set_when_it_is_copied_or_pickled(herons):
    dataset = load_dataset("herons")
    for other in (copy.copy(dataset), copy.deepcopy(dataset), pickle.loads(pickle.dumps(dataset))):
        assert repr(other) == repr(dataset)
        pd.testing.assert_frame_equal(other.frame, dataset.frame)
        assert other.frame.attrs == dataset.frame.attrs
    assert {"data", "target", "DESCR"} <= set(dir(dataset))


def test_list_has_a_row_for_each_set(herons):
    table = list_datasets()
    assert table.loc[0, ["name", "n", "p", "minority"]].tolist() == ["herons", 6, 4, 2]
    assert table.loc[0, "prevalence"] == pytest.approx(1 / 3)


@pytest.mark.parametrize("view", [lambda table: table, lambda table: table.sort_values("n")])
def test_notebook_shows_each_story_and_licence_whole(view):
    table = list_datasets()
    shown = html.unescape(view(table)._repr_html_())
    assert [text for text in [*table["story"], *table["licence"]] if text not in shown] == []
    assert "..." not in shown


def test_unknown_name_is_answered_with_the_nearest():
    with pytest.raises(UnknownDataset) as caught:
        load_dataset("crash_death")
    assert str(caught.value) == (
        "There is no data set 'crash_death'. Did you mean 'crash_deaths'?"
    )


@pytest.mark.parametrize("damage", ["truncated", "emptied", "swapped", "one bit"])
def test_damaged_file_is_refused_with_expected_found_and_a_cure(herons, damage):
    path = herons.folder / "herons.csv.gz"
    whole = path.read_bytes()
    path.write_bytes(
        {
            "truncated": whole[:-7],
            "emptied": b"",
            "swapped": (herons.folder / "cards" / "herons.md").read_bytes(),
            "one bit": whole[:-1] + bytes([whole[-1] ^ 1]),
        }[damage]
    )
    with pytest.raises(DamagedFile) as caught:
        load_dataset("herons")
    sentence = str(caught.value)
    assert "'data/herons.csv.gz' is not the committed one" in sentence
    assert _manifest.digest(whole)[:12] in sentence
    assert _manifest.digest(path.read_bytes())[:12] in sentence
    assert "'git checkout -- data/herons.csv.gz'" in sentence
    assert "'course data build herons'" in sentence
    assert [str(fault) for fault in verify_data(["herons"])] == [sentence]


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("herons.csv.gz", "'data/herons.csv.gz' cannot be read .* bytes were expected"),
        ("MANIFEST.json", "The manifest 'data/MANIFEST.json' is missing"),
        ("cards/herons.md", "'data/cards/herons.md' cannot be read"),
    ],
)
def test_missing_file_is_told_with_a_cure(herons, file, words):
    (herons.folder / file).unlink()
    with pytest.raises(DamagedFile, match=words) as caught:
        load_dataset("herons")
    assert f"git checkout -- data/{file}" in str(caught.value)
    assert [str(fault) for fault in verify_data()] == [str(caught.value)]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"sets": 3}', '{"files": {}, "sets": {"herons": {"n": 1}}}']
)
def test_damaged_manifest_is_told_with_a_cure(herons, text):
    (herons.folder / "MANIFEST.json").write_text(text)
    for call in (lambda: load_dataset("herons"), list_datasets):
        with pytest.raises(
            DamagedFile, match=r"manifest 'data/MANIFEST.json' is damaged .*git checkout"
        ):
            call()


@pytest.mark.parametrize("damage", ["", "# herons: heads\n\n## At a glance\n", "{}"])
def test_card_that_is_not_whole_is_told_with_a_cure(herons, damage):
    (herons.folder / "cards" / "herons.md").write_text(damage, encoding="utf-8")
    with pytest.raises(DamagedFile, match=r"cards/herons\.md' is cut short") as caught:
        load_dataset("herons")
    assert caught.value.mend.command == "git checkout -- data/cards/herons.md"


@pytest.mark.parametrize("file", ["MANIFEST.json", "sources.toml", "cards/herons.md"])
def test_line_ends_of_windows_do_no_harm(herons, file):
    before = load_dataset("herons")
    path = herons.folder / file
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_dataset("herons").DESCR == before.DESCR
    assert verify_data() == []


def test_set_that_the_table_of_sources_lost_is_told_with_a_cure(flock):
    path = flock.folder / "sources.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("[heron_years]")], encoding="utf-8")
    for names in ((), ["herons"], ["heron_years"]):
        (fault,) = verify_data(names)
        assert "no entry for 'heron_years', which 'data/MANIFEST.json' has" in fault.what
        assert fault.mend.command == "git checkout -- data/sources.toml"


def test_damage_can_be_pickled_so_that_it_comes_back_from_another_process(herons):
    (herons.folder / "herons.csv.gz").unlink()
    (fault,) = verify_data()
    back = pickle.loads(pickle.dumps(fault))
    assert (str(back), back.mend) == (str(fault), fault.mend)


def test_set_that_the_manifest_lacks_is_told_with_a_cure(herons):
    path = herons.folder / "MANIFEST.json"
    path.write_text(path.read_text().replace('"herons', '"egrets'))
    with pytest.raises(DamagedFile, match=r"no entry for 'herons.*'course data build herons'"):
        load_dataset("herons")


@pytest.mark.parametrize("text", [None, "", '{"files": {}, "sets": {}}', "{"])
def test_manifest_without_entries_is_told_once_for_all_sets(herons, text):
    table = (herons.folder / "sources.toml").read_text(encoding="utf-8")
    egrets = table.replace("[herons", "[egrets")
    (herons.folder / "sources.toml").write_text(table + egrets, encoding="utf-8")
    manifest = herons.folder / "MANIFEST.json"
    manifest.unlink() if text is None else manifest.write_text(text)
    with pytest.raises(DamagedFile, match=r"git checkout -- data/MANIFEST\.json") as caught:
        list_datasets()
    assert [str(fault) for fault in verify_data()] == [str(caught.value)]


def test_installed_copy_is_told_to_install_again(herons, monkeypatch):
    monkeypatch.setattr(_manifest, "repository", lambda: None)
    (herons.folder / "herons.csv.gz").unlink()
    with pytest.raises(DamagedFile, match="Install the course again"):
        load_dataset("herons")


def test_changing_a_loaded_set_leaves_the_next_load_alone(herons):
    first = load_dataset("herons")
    first.data.loc[0, "wing"] = 99.0
    del first.frame["nest"]
    second = load_dataset("herons")
    assert second.data.loc[0, "wing"] == 0.1
    assert "nest" in second.frame


def test_selected_parts_are_aligned(herons):
    dataset = load_dataset("herons")
    for part in (dataset.target, dataset.groups, dataset.sample_weight, dataset.time):
        pd.testing.assert_index_equal(part.index, dataset.data.index)


def test_folder_without_sources_is_told_in_one_sentence(herons):
    shutil.rmtree(herons.folder)
    with pytest.raises(DamagedFile, match=r"table of data sources 'data/sources\.toml'") as caught:
        load_dataset("herons")
    assert [str(fault) for fault in verify_data()] == [str(caught.value)]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"n": 6', '"n": 7', "expected n = 7, found 6"),
        ('"minority": 2', '"minority": 1', "expected minority = 1, found 2"),
        ('{"wing": 1}', "{}", r"expected missing = \{\}, found \{'wing': 1\}"),
        ('"float64": 2', '"float64": 1', "expected dtypes = "),
        ("float32 array", "float64 array", "found {'vectors': 'float32 array"),
    ],
)
def test_set_that_holds_something_else_than_the_manifest_says_is_found(flock, old, new, words):
    path = flock.folder / "MANIFEST.json"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    (fault,) = verify_data(["heron_years"])
    assert re.search(words, fault.what)
    assert "'course data build heron" in fault.mend.sentence
    assert fault.mend.command == "git checkout -- data/sources.toml"


def test_features_alone_are_loaded_without_the_further_parts(flock):
    (flock.folder / "herons.vectors.npy.gz").unlink()
    X, _ = load_dataset("herons", return_X_y=True)
    assert X.shape == (6, 4)
