"""A damaged or misnamed file gets one sentence with the value and the mend."""

import pytest

from course_utils.authoring._lesson import parse_text, text_of
from course_utils.errors import CourseError


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"not json", "is not a notebook"),
        (b'{"cells": 3}', "is not a notebook"),
        (b"[]", "is not a notebook"),
        (
            b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [3]}',
            "is not a notebook",
        ),
        (b"\xff\xfe\x00", "cannot be read"),
        (b"", "is not a notebook"),
    ],
)
def test_damaged_notebook_is_named_and_left_alone(clone, content, reason):
    clone.notebook.write_bytes(content)
    before = clone.bytes()
    result = clone.build()
    assert result.exit_status == 2
    assert f"notebooks/03_toy.ipynb {reason}" in result.messages[0]
    assert "git" in result.messages[0]
    assert clone.bytes() == before


def test_unknown_lesson_is_answered_with_those_that_exist(clone):
    with pytest.raises(CourseError, match=r"no lesson 4 .* Choose from '3'"):
        clone.build(4)


def test_two_names_for_one_lesson_are_refused(clone):
    clone.write(clone.text.with_name("03_other.py"), "")
    with pytest.raises(CourseError, match="'03_other' has the same number"):
        clone.build()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('id="sum"', 'id="a sum!"', "the id 'a sum!'"),
        ('# %% id="sum"', '# %% A title id="sum"', "the title 'A title'"),
    ],
)
def test_cell_that_cannot_be_kept_is_refused(clone, old, new, words):
    clone.edit_text(old, new)
    before = clone.bytes()
    result = clone.build()
    assert result.exit_status == 2
    assert words in result.messages[0]
    assert clone.bytes() == before


def test_cell_that_would_fall_apart_in_the_text_is_refused(clone):
    clone.edit_cell("sum", "x = 1\n# %% two\ny = 2")
    result = clone.build()
    assert result.exit_status == 2
    assert "cell 'sum' cannot be written as text" in result.messages[0]


@pytest.mark.parametrize(
    "source",
    [
        "%matplotlib inline\nx = 1",
        "# only a comment",
        "",
        '"""A string."""',
        "def f():\n    pass\n\n\nf()",
    ],
)
def test_any_code_comes_back_from_the_text_as_it_was(clone, source):
    clone.edit_cell("sum", source)
    assert clone.build().exit_status == 0
    assert clone.cell("sum").source == source
    assert clone.build().written == ()


def test_keys_of_a_cells_header_are_written_in_the_order_in_which_a_notebook_keeps_them():
    text = '# %% id="mended" slideshow={"slide_type": "-", "frame": "x = 1"}\nx = 1\n'
    written = text_of(parse_text(text).cells)
    assert 'slideshow={"frame": "x = 1", "slide_type": "-"}' in written
