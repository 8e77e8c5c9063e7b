import pytest

from course_utils.datasets import DamagedFile, _bundled, build_data, load_dataset
from course_utils.datasets._cards import renew_card


@pytest.fixture
def herons(aviary, monkeypatch):
    build_data(folder=aviary.folder, cache=aviary.cache)
    monkeypatch.setattr(_bundled, "shipped_folder", lambda kind: aviary.folder)
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
def test_card_states_the_computed_facts(herons, line):
    assert line in herons.DESCR.splitlines()


def test_prose_around_the_computed_parts_stays(herons):
    assert herons.DESCR.startswith("# Herons\n\n<!-- facts: written by course data build -->\n\n|")
    assert "\n\nSeen from a hide; `\\1` is no group.\n\n" in herons.DESCR


def test_renewing_twice_changes_nothing(herons):
    assert renew_card(herons.DESCR, herons) == herons.DESCR


def test_typed_number_is_put_right(herons):
    typed = herons.DESCR.replace("| Rows | 6 |", "| Rows | 7 |")
    assert renew_card(typed, herons) == herons.DESCR


@pytest.mark.parametrize("part", ["facts", "columns"])
def test_card_without_a_mark_is_told_which_lines_to_add(herons, part):
    with pytest.raises(DamagedFile, match=f"<!-- end of {part} -->"):
        renew_card(herons.DESCR.replace(f"<!-- end of {part} -->", ""), herons)
