import pytest

from course_utils.datasets import SourceTableFault, UnknownDataset
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
        ("[herons]", "[herons", "cannot be read"),
        ("[herons]", "owls = 3\n[herons]", r"\[owls\] is 3"),
    ],
)
def test_fault_in_the_table_is_named_with_its_place(aviary, old, new, words):
    aviary.edit(old, new)
    with pytest.raises(SourceTableFault, match=words) as caught:
        read_sources(aviary.folder)
    assert "data/sources.toml" in str(caught.value)
