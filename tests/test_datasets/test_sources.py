import pytest

from course_utils.datasets import DamagedFile, SourceTableFault, UnknownDataset
from course_utils.datasets._sources import find_source, pick_sources, read_sources


def test_features_are_the_columns_that_a_model_may_see(aviary):
    source = read_sources(aviary.folder)["herons"]
    assert source.features == ["year", "wing", "colour", "size"]


@pytest.mark.parametrize("name", ["heron", "HERONS", "", None, 3, ["herons"]])
def test_unknown_name_is_answered_with_the_nearest(aviary, name):
    with pytest.raises(UnknownDataset, match="'herons'") as caught:
        find_source(read_sources(aviary.folder), name)
    assert repr(name) in str(caught.value)


def test_one_name_need_not_be_in_a_list(aviary):
    sources = read_sources(aviary.folder)
    assert pick_sources(sources, "herons") == pick_sources(sources, []) == [sources["herons"]]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('licence = "CC0"', "", "lacks the key 'licence'"),
        ('licence = "CC0"', 'license = "CC0"', "unknown key 'license'. Did you mean 'licence'?"),
        ('groups = "nest"', 'groups = "nests"', "uses the column 'nests'. Did you mean 'nest'?"),
        ('type = "ordered"', 'type = "order"', "has the type 'order'. Did you mean 'ordered'?"),
        (', levels = ["no", "yes"]', "", "must name its levels"),
        ('type = "text"', 'type = "text", levels = ["a"]', "must name its levels"),
        ('kind = "tabular"', 'kind = "table"', "has kind = 'table'. Did you mean 'tabular'?"),
        ('kind = "tabular"', 'kind = "simulated"', "if and only if synthetic = true"),
        ('kind = "tabular"', 'kind = "images"', "must name its images with 'data'"),
        ('kind = "tabular"', 'kind = "text"', r"has the features \['year', .* let it have one"),
        ('kind = "tabular"', 'kind = "tabular"\ndata = "pixels"', "has data = 'pixels'"),
        ("positives = 2", "minority = 2", "name n, p, positives"),
        ('positive = "yes"', "", "name n, p, classes"),
        ('title = "Herons"', "title = 3", "title = 3, which must be a text in quotation marks"),
        ('keys = ["ring"]', 'keys = "ring"', "keys = 'ring', which must be a list in brackets"),
        (
            "dropped]",
            "dropped]\n[herons.parts]\nmap = 3",
            r"parts.map\] is 3, and must be",
        ),
        ("year = {", 'year = "" # ', r"columns.year\] is '', and must be a table"),
        ("expected = {", "expected = 3 # {", "expected = 3, which must be a table in braces"),
        ('positive = "yes"', 'positive = "yess"', "has positive = 'yess'. Did you mean 'yes'?"),
        ("[herons]", "owls = 3\n[herons]", r"\[owls\] is 3"),
    ],
)
def test_fault_in_the_table_is_named_with_its_place(aviary, old, new, words):
    aviary.edit(old, new)
    with pytest.raises(SourceTableFault, match=words) as caught:
        read_sources(aviary.folder)
    assert "data/sources.toml" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"), [("", "has no entries"), ("[herons", "cannot be read .*Expected")]
)
def test_table_that_is_damaged_is_told_with_a_cure(aviary, text, words):
    (aviary.folder / "sources.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DamagedFile, match=words) as caught:
        read_sources(aviary.folder)
    assert caught.value.mend.command == "git checkout -- data/sources.toml"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            'same_file = "herons"',
            'same_file = "heron"',
            "same_file = 'heron'. Did you mean 'heron",
        ),
        ('same_file = "herons"', 'same_file = "herons"\nreader = "csv"', r"takes from \[herons\]"),
        ('format = "json"', 'format = "yaml"', "format = 'yaml'"),
        ('maker = "heron_synonyms"', "", "lacks the key 'maker'"),
    ],
)
def test_fault_in_a_second_question_or_a_part_is_named_with_its_place(flock, old, new, words):
    flock.edit(old, new)
    with pytest.raises(SourceTableFault, match=words):
        read_sources(flock.folder)


def test_two_classes_need_to_say_which_one_is_positive(aviary):
    aviary.edit('positive = "yes"', "")
    aviary.edit("positives = 2", "classes = { no = 4, yes = 2 }")
    with pytest.raises(SourceTableFault, match="which one counts as 1"):
        read_sources(aviary.folder)


def test_second_question_takes_the_rest_from_the_first_and_hides_its_answer(flock):
    years = read_sources(flock.folder)["heron_years"]
    assert years.file_name == "herons.csv.gz"
    assert years.positives == ()
    assert years.features == ["wing", "colour", "size"]
    assert years.groups == "nest"


def test_part_without_a_package_is_read_from_the_archive_of_its_set(flock):
    source = read_sources(flock.folder)["herons"]
    assert source.parts["vectors"].pins == source.pins


def test_several_labels_may_count_as_positive(aviary, ours):
    aviary.edit('target = "rare"\npositive = "yes"', 'target = "year"\npositive = [2020, 2021]')
    source = read_sources(aviary.folder)["herons"]
    assert source.positives == (2020, 2021)
