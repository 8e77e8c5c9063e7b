from dataclasses import replace
from pathlib import Path

import pytest

from course_utils.errors import CourseError
from course_utils.exercises import DefinitionError, Exercise


def double(x):
    """Return twice the number."""
    return 2 * x


def check(answer):
    answer(1)


def adds_two(x):
    return x + 2


def squares(x):
    return x**2


def takes_more(x, y):
    return x + y


def no_docstring(x):
    return x


def two_parameters(answer, other): ...


GOOD = {
    "solution": double,
    "check": check,
    "mistakes": {adds_two: "for 5", squares: "for 3"},
    "hints": ["Direction.", "Line.", "Code."],
    "right": "Because.",
}


def test_good_definition_is_taken():
    exercise = Exercise(**GOOD)
    assert exercise.points == 2
    assert not exercise.starred


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"solution": no_docstring}, "no docstring; write the prompt there"),
        ({"solution": lambda x: x}, "must be a function written with def"),
        ({"solution": "double"}, "must be a function written with def, got 'double'"),
        ({"check": two_parameters}, "let it take one parameter"),
        ({"mistakes": {adds_two: "for 5"}}, "two or more typical wrong answers"),
        ({"mistakes": {adds_two: "same", squares: "same"}}, "share the feedback 'same'"),
        ({"mistakes": {adds_two: "", squares: "b"}}, "must be a non-empty text"),
        ({"hints": ["one", "two"]}, "hints has 2 entries; give three"),
        ({"hints": ["one", "two", " "]}, "Each hint must be a non-empty text"),
        ({"right": ""}, "right .* must be a non-empty text"),
        ({"points": 0}, "points must be a number above 0, got 0"),
        ({"minutes": "5"}, "minutes must be a number above 0, got '5'"),
        ({"starter": double}, "starter must be one of the mistakes"),
        (
            {"mistakes": {adds_two: "a", takes_more: "b"}, "starter": takes_more},
            "give them one signature",
        ),
    ],
)
def test_faulty_definition_names_the_cure(change, words):
    with pytest.raises(DefinitionError, match=words):
        Exercise(**{**GOOD, **change})


def test_faulty_definition_names_file_and_line():
    with pytest.raises(DefinitionError) as caught:
        replace(Exercise(**GOOD), hints=())
    assert f"test_exercises/{Path(__file__).name}, line" in str(caught.value)
    assert isinstance(caught.value, CourseError)
