import pytest

from course_utils.datasets import DamagedFile, build_data, load_dataset
from course_utils.datasets._cards import renew_card
from course_utils.datasets._sources import read_sources


@pytest.fixture
def source(herons):
    return read_sources(herons.folder)["herons"]


@pytest.fixture
def dataset(herons):
    return load_dataset("herons")


@pytest.mark.parametrize(
    "line",
    [
        "| Rows | 6 |",
        "| Features | 4 (2 categorical, 2 numeric) |",
        "| Minority class | `rare` is 1 (yes): 2 rows = 33.33% |",
        # (0.5 + 1) / (2.5 + 0.5 + 3 + 3 + 1 + 0)
        "| Minority class weighted by `count` | 15.00% of the population |",
        # 10² / (2.5² + 0.5² + 3² + 3² + 1²)
        "| Effective sample size under the weights (Kish) | 4 rows |",
        "| Rows of weight 0 | 1 |",
        "| Missing values | `wing` 1 |",
        "| Rows with the features of an earlier row | 1 (16.7%) |",
        "| Groups (`nest`) | 4, of 1 to 2 rows; 66.7% of the rows share theirs with another row |",
        "| Time (`year`) | 2019 to 2021 |",
        "| `wing` | feature | real | cm | Length of the wing |",
        "| `nest` | groups | text | | The nest |",
    ],
)
def test_card_states_the_computed_facts(dataset, line):
    assert line in dataset.DESCR.splitlines()


def test_prose_around_the_computed_parts_stays(dataset):
    assert dataset.DESCR.startswith(
        "# Herons\n\n<!-- facts: written by course data build -->\n\n|"
    )
    assert "\n\nSeen from a hide; `\\1` is no group.\n\n" in dataset.DESCR


def test_renewing_twice_changes_nothing(dataset, source):
    assert renew_card(dataset.DESCR, source, dataset) == dataset.DESCR


def test_typed_number_is_put_right(dataset, source):
    typed = dataset.DESCR.replace("| Rows | 6 |", "| Rows | 7 |")
    assert renew_card(typed, source, dataset) == dataset.DESCR


@pytest.mark.parametrize("part", ["facts", "columns"])
def test_card_without_a_mark_is_told_which_lines_to_add(dataset, source, part):
    with pytest.raises(DamagedFile, match=f"<!-- end of {part} -->"):
        renew_card(dataset.DESCR.replace(f"<!-- end of {part} -->", ""), source, dataset)


def card_of(name):
    return load_dataset(name).DESCR.splitlines()


def test_card_of_a_shared_file_has_the_numbers_of_each_question(flock):
    assert load_dataset("heron_years").DESCR == load_dataset("herons").DESCR
    lines = card_of("herons")
    assert lines.index("`heron_years`") > lines.index("`herons`")
    assert "| Minority class | `rare` is 1 (yes): 2 rows = 33.33% |" in lines
    thirds = ", ".join(f"{year} 2 (33.33%)" for year in (2019, 2020, 2021))
    assert f"| Classes (`year`) | {thirds} |" in lines


def test_card_names_the_further_files(flock):
    assert "| `synonyms` | `herons.synonyms.json.gz` | Words for herons |" in card_of("herons")


def test_card_of_pictures_counts_pixels(gallery):
    lines = card_of("herons")
    assert "| Pixels | 2 × 2 = 4, uint8, 0 to 23 |" in lines
    assert "| Missing values | none |" in lines


def test_card_of_texts_counts_words(aviary, ours):
    aviary.edit('kind = "tabular"', 'kind = "text"')
    aviary.edit('groups = "nest"\n', "")
    aviary.edit('keys = ["ring"]', 'keys = ["ring", "year", "wing", "colour", "size"]')
    aviary.edit("p = 4", "p = 1")
    build_data(folder=aviary.folder, cache=aviary.cache)
    lines = card_of("herons")
    assert "| Words in a text | 2.5 in the middle, 1 to 3; 14 in all |" in lines
    assert "| Rows with the features of an earlier row | 2 (33.3%) |" in lines
