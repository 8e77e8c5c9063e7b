"""A study is computed once, call by call, and what is stored can be proved again."""

import os

import pytest

from course_utils.authoring import build_studies
from course_utils.errors import CourseError
from course_utils.studies import read_table

STUDY = '''\
"""Studies of the toy lesson."""

from pathlib import Path

from course_utils.studies import Study

LOG = Path(__file__).with_name("log.txt")
FACTOR = 2


def toss(coin, random_state):
    """Toss a coin."""
    with LOG.open("a") as log:
        log.write(f"{coin}{random_state} ")
    if Path(__file__).with_name("stop").exists() and coin == "b":
        raise KeyboardInterrupt
    return {"heads": FACTOR * random_state / 7, "seconds": __import__("time").perf_counter()}


STUDIES = {"coins": Study(toss, {"coin": ["a", "b"]}, random_states=[1, 2], measured=["seconds"])}
'''


class Studied:
    """The toy clone, with a study in its lesson."""

    def __init__(self, clone):
        self.clone = clone
        self.file = clone.lesson / "study.py"
        self.table = clone.root / "data" / "studies" / "coins.csv"
        clone.write(self.file, STUDY)

    def build(self, **options):
        self.clone.forget()
        options = {"root": self.clone.root, "lessons": "toy_lessons", "progress": False, **options}
        return build_studies(**options)

    def edit(self, old, new):
        text = self.file.read_text()
        assert old in text
        self.clone.write(self.file, text.replace(old, new))

    def edit_table(self, old, new):
        text = self.table.read_text()
        assert old in text
        self.clone.write(self.table, text.replace(old, new))

    def calls(self):
        """Return the calls since this was asked last."""
        log = self.clone.lesson / "log.txt"
        made = log.read_text().split() if log.exists() else []
        log.unlink(missing_ok=True)
        return made

    def told(self):
        """Return what a check says."""
        result = self.build(check=True)
        assert result.exit_status == int(bool(result.messages))
        self.calls()
        return list(result.messages)


@pytest.fixture
def studied(unbuilt):
    return Studied(unbuilt)


@pytest.fixture
def built(studied):
    assert studied.build().messages == ("Wrote data/studies/coins.csv.",)
    assert studied.calls() == ["a1", "a2", "b1", "b2"]
    return studied


def test_second_build_computes_and_writes_nothing(built):
    before = built.table.stat()
    result = built.build()
    assert (result.exit_status, result.messages, result.written) == (0, (), ())
    assert built.calls() == []
    assert built.table.stat().st_mtime_ns == before.st_mtime_ns
    assert built.told() == []


def test_table_names_arguments_seed_and_results_and_how_they_were_made(built):
    table = read_table(built.table)
    assert table.columns == ["coin", "random_state", "heads", "seconds"]
    assert [row["heads"] for row in table.rows] == ["0.285714", "0.571429"] * 2
    (made,) = table.made_with
    assert f"{os.cpu_count()} processors" in made
    assert "numpy 2." in made
    assert os.uname().nodename not in built.table.read_text()
    assert str(built.clone.root) not in built.table.read_text()


def test_interrupted_build_loses_nothing_and_goes_on_where_it_was(studied):
    (studied.clone.lesson / "stop").touch()
    with pytest.raises(KeyboardInterrupt):
        studied.build()
    assert studied.calls() == ["a1", "a2", "b1"]
    assert len(read_table(studied.table).rows) == 2
    assert "2 of 4 calls are missing; run 'course build --studies 3'" in studied.told()[0]
    (studied.clone.lesson / "stop").unlink()
    studied.build()
    assert studied.calls() == ["b1", "b2"]
    assert studied.told() == []


@pytest.mark.parametrize(
    ("old", "new", "computed"),
    [
        ("random_states=[1, 2]", "random_states=[1, 2, 3]", ["a3", "b3"]),
        ('["a", "b"]', '["b"]', []),
        ('["a", "b"]', '["b", "a", "c"]', ["c1", "c2"]),
        ("FACTOR = 2", "FACTOR = 3", ["a1", "a2", "b1", "b2"]),
        ("FACTOR = 2", "OTHER, FACTOR = 3, 2", ["a1", "a2", "b1", "b2"]),
        ("Toss a coin.", "Toss it high.", []),
        ("FACTOR = 2", "FACTOR = 2  # sides", []),
        ("STUDIES =", "UNUSED = 3\nSTUDIES =", []),
    ],
)
def test_only_what_a_change_touches_is_computed_again(built, old, new, computed):
    built.edit(old, new)
    told = built.told()
    built.build()
    assert built.calls() == computed
    assert bool(told) == bool(computed or old == '["a", "b"]')
    assert built.told() == []


def test_force_computes_every_call(built):
    built.build(force=True)
    assert built.calls() == ["a1", "a2", "b1", "b2"]


def test_times_of_two_machines_do_not_stand_side_by_side(built):
    built.edit_table("processors", "processors of another kind")
    assert built.told() == []
    built.edit("random_states=[1, 2]", "random_states=[1, 2, 3]")
    built.build()
    assert len(built.calls()) == 6
    assert len(read_table(built.table).made_with) == 1


def test_rows_without_times_may_come_from_several_machines_which_are_named(studied):
    studied.edit(', measured=["seconds"]', "")
    studied.edit(', "seconds": __import__("time").perf_counter()', "")
    studied.build()
    studied.edit_table("processors", "processors of another kind")
    studied.edit("random_states=[1, 2]", "random_states=[1, 2, 3]")
    studied.calls()
    studied.build()
    assert studied.calls() == ["a3", "b3"]
    assert len(read_table(studied.table).made_with) == 2


def test_number_that_is_not_found_again_is_told_with_both_values(built):
    built.edit("measured=", 'quick={"coin": "b", "random_state": 2}, measured=')
    built.edit_table("b,2,0.571429", "b,2,0.580000")
    (sentence,) = built.told()
    assert "coin='b', random_state=2 gives heads = 0.571429" in sentence
    assert "coins.csv holds 0.580000" in sentence
    assert "'course build --studies 3 --force'" in sentence


def test_measured_times_and_last_digits_may_differ(built):
    built.edit_table("0.571429", "0.571431")
    built.edit_table("0.285714", "0.285712")
    assert built.told() == []


@pytest.mark.parametrize("name", ["scoreboard", "coins"])
def test_two_tables_of_one_name_are_refused(studied, name):
    studied.edit('STUDIES = {"coins"', f'STUDIES = {{"{name}"')
    if name == "coins":
        other = studied.clone.root / "toy_lessons" / "lesson_04_toy"
        studied.clone.write(other / "study.py", studied.file.read_text())
        studied.clone.write(studied.clone.text.with_name("04_toy.py"), "# %%\n")
    with pytest.raises(CourseError, match=f"another table is named '{name}'"):
        studied.build()


def test_call_with_other_columns_is_refused_and_the_rows_before_it_are_kept(studied):
    studied.edit("return {", "return {coin: 1, ")
    with pytest.raises(ValueError, match="let every call return the same"):
        studied.build()
    assert len(read_table(studied.table).rows) == 2


def test_lesson_without_studies_has_nothing_to_build(unbuilt):
    result = build_studies(root=unbuilt.root, lessons="toy_lessons")
    assert (result.exit_status, result.messages) == (0, ())
