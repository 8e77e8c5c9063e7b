"""The course's scoreboard is gathered from what the lessons printed."""

import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_output

from course_utils.authoring._lesson import Lesson
from course_utils.authoring._scoreboard import update_scoreboard
from course_utils.errors import CourseError
from course_utils.evaluation import scoreboard


def shown(html):
    output = new_output("execute_result", data={"text/html": html, "text/plain": "…"})
    return [
        new_code_cell(
            "board", metadata={"id": "it", "tags": ["scoreboard", "on-toys"]}, outputs=[output]
        )
    ]


@pytest.fixture
def file(tmp_path):
    return tmp_path / "data" / "studies" / "scoreboard.csv"


def test_scoreboard_of_a_lesson_becomes_rows_of_the_course(tmp_path, file):
    y = np.repeat([0, 1], [80, 20])
    board = scoreboard(y, {"perfect, or so": y}, n_resamples=10)
    lesson = Lesson(tmp_path, "03_toy")
    assert update_scoreboard(lesson, shown(board._repr_html_())) == [file]
    lines = file.read_text().splitlines()
    assert lines[0] == "lesson,data,method,measure,estimate,low,high"
    assert lines[1] == "3,toys,dummy,average precision,0.200,0.200,0.200"
    assert '3,toys,"perfect, or so",ROC AUC,1.000,1.000,1.000' in lines
    assert update_scoreboard(lesson, shown(board._repr_html_())) == []


def test_other_lessons_keep_their_rows(tmp_path, file):
    table = "<table><tr><th>method</th><th>AP</th></tr><tr><td>a</td><td>{}</td></tr></table>"
    update_scoreboard(Lesson(tmp_path, "10_b"), shown(table.format("0.5 [0.4, 0.6]")))
    update_scoreboard(Lesson(tmp_path, "03_a"), shown(table.format("0.100")))
    update_scoreboard(Lesson(tmp_path, "10_b"), shown(table.format("-0.7")))
    assert file.read_text().splitlines()[1:] == [
        "3,toys,a,AP,0.100,,",
        "10,toys,a,AP,-0.7,,",
    ]


def test_lesson_without_the_tag_writes_no_file(tmp_path, file):
    assert update_scoreboard(Lesson(tmp_path, "03_toy"), []) == []
    assert not file.exists()


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>none</p>", "shows no table"),
        (
            "<table><tr><th>m</th><th>AP</th></tr><tr><td>a</td><td>good</td></tr></table>",
            "'good'",
        ),
    ],
)
def test_tagged_cell_without_scores_is_refused(tmp_path, file, html, words):
    with pytest.raises(CourseError, match="cell 'it' is tagged 'scoreboard'") as refused:
        update_scoreboard(Lesson(tmp_path, "03_toy"), shown(html))
    assert words in str(refused.value)
    assert not file.exists()


@pytest.mark.parametrize("tags", [[], ["on-toys", "on-games"]])
def test_scoreboard_that_does_not_name_one_data_set_is_refused(tmp_path, file, tags):
    cells = shown("<table></table>")
    cells[0].metadata["tags"] = ["scoreboard", *tags]
    with pytest.raises(CourseError, match=f"names {len(tags)} data sets. Tag it with one"):
        update_scoreboard(Lesson(tmp_path, "03_toy"), cells)
    assert not file.exists()


def test_build_refuses_it_before_anything_is_written(clone):
    clone.edit_text(
        'id="sum" slideshow={"slide_type": "slide"}', 'id="sum" tags=["scoreboard", "on-toys"]'
    )
    before = clone.bytes()
    result = clone.build()
    assert result.exit_status == 2
    assert "cell 'sum' is tagged 'scoreboard' and shows no table" in result.messages[0]
    assert clone.bytes() == before


def test_check_compares_the_file_with_the_notebook(clone):
    notebook = clone.read()
    clone.cell("sum", notebook).metadata["tags"] = ["scoreboard", "on-toys"]
    table = "<table><tr><th>method</th><th>AP</th></tr><tr><td>a</td><td>0.100</td></tr></table>"
    clone.cell("sum", notebook).outputs = shown(table)[0].outputs
    clone.save(notebook)
    clone.build()
    assert clone.build(check=True).exit_status == 0
    studies = clone.root / "data" / "studies" / "scoreboard.csv"
    clone.write(studies, studies.read_text().replace("0.100", "0.900"))
    result = clone.build(check=True)
    assert result.exit_status == 1
    assert "run 'course build 3'" in result.messages[0]
    clone.build()
    assert "0.100" in studies.read_text()
