import numpy as np
import pytest

from course_utils.studies import Study, written


def count(a, b, random_state):
    return {"sum": a + b}


def test_calls_combine_all_arguments_and_seeds_in_the_order_they_are_given():
    study = Study(count, {"b": [1, 2], "a": [3]}, random_states=[0, 1])
    assert [tuple(call.values()) for call in study.calls()] == [
        (1, 3, 0),
        (1, 3, 1),
        (2, 3, 0),
        (2, 3, 1),
    ]
    assert list(next(study.calls())) == ["b", "a", "random_state"]


def test_several_grids_follow_each_other():
    study = Study(count, [{"a": [1], "b": [1]}, {"a": [2], "b": [3, 4]}])
    assert [(call["a"], call["b"]) for call in study.calls()] == [(1, 1), (2, 3), (2, 4)]


def test_one_call_may_give_several_rows():
    study = Study(lambda a, random_state: [{"fold": k, "ap": a / k} for k in (1, 2)], {"a": [1]})
    assert [row["ap"] for row in study.rows(a=1, random_state=0)] == ["1.0", "0.5"]


@pytest.mark.parametrize(
    ("result", "said"),
    [({"a": 3}, "returns the column 'a', which is one of its arguments"), ([], "returns no row")],
)
def test_result_that_no_table_can_hold_is_refused(result, said):
    study = Study(lambda a, random_state: result, {"a": [1]})
    with pytest.raises(ValueError, match=said):
        study.rows(a=1, random_state=0)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (np.float64(2) / 3, "0.666667"),
        (np.int64(5), "5"),
        (np.bool_(True), "True"),
        (np.nan, "nan"),
        (1e-9, "1e-09"),
        ("ä, b", "ä, b"),
        (None, "None"),
    ],
)
def test_value_has_one_written_form(value, text):
    assert written(value) == text
