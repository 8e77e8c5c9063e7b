"""What a lesson keeps to, told in sentences with lesson, cell and mend."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from course_utils.authoring._lesson import Lesson
from course_utils.authoring._lint import lint


def told(tmp_path, *cells):
    return list(lint(Lesson(tmp_path, "03_toy"), cells))


def slide(source, kind="slide", tags=(), new=new_markdown_cell, **more):
    metadata = {"id": "it", "slideshow": {"slide_type": kind}, "tags": list(tags)}
    return new(source, metadata=metadata, **more)


def code(source, kind="skip", tags=(), outputs=()):
    more = {"execution_count": 1, "outputs": list(outputs)}
    return slide(source, kind, tags, new_code_cell, **more)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (new_markdown_cell("x", metadata={"id": "it"}), "slide_type None"),
        (slide("Say hello.", "notes"), "tag it 'remove-cell'"),
        (slide("x", tags=["headlime"]), "Did you mean 'headline'?"),
        (slide("x", tags=["on-toys"]), "the tag 'on-toys', which nothing reads"),
        (slide("It costs $5 or $6."), "'$5 or $6' as mathematics"),
        (slide("![](figure.png)"), "without alt text"),
        (code("RandomForestClassifier(n_estimators=50, n_jobs=2)"), "gives a model n_jobs"),
        (code("from imblearn import *"), "import by name"),
        (code("x = 1\n" * 13, "slide"), "13 lines of code on a slide; at most 12"),
        (code("x = '" + 90 * "a" + "'", "fragment"), "more than 88 characters"),
    ],
)
def test_fault_of_a_cell_is_named(tmp_path, cell, words):
    (sentence,) = told(tmp_path, cell)
    assert sentence.startswith("Lesson 3, cell 'it': ")
    assert words in sentence


@pytest.mark.parametrize(
    "cell",
    [
        slide("Say hello.", "notes", ["remove-cell"]),
        slide(r"It costs \$5 or \$6, `$5 or $6`, and $p = 0.5$, $F_1$; $2^n$ and $$a \n= b$$"),
        slide("A board.", tags=["scoreboard", "on-toys"]),
        slide("![ten dots](figure.png)", "-"),
        code("x = 1\n" * 13),
        code("x = 1\n" * 13, "slide", ["hide-input"]),
        code("x = 1\n" * 12, "slide"),
    ],
)
def test_cell_in_order_is_left_alone(tmp_path, cell):
    assert told(tmp_path, cell) == []


@pytest.mark.parametrize(
    "output",
    [
        new_output("display_data", data={"image/png": "iVBO"}),
        new_output("display_data", data={"text/html": "<img src='data:,'>"}),
    ],
)
def test_figure_without_alt_text_is_named(tmp_path, output):
    (sentence,) = told(tmp_path, code("x", outputs=[output]))
    assert "without alt text" in sentence


def test_figure_with_alt_text_is_left_alone(tmp_path):
    metadata = {"image/png": {"alt": "two curves, the upper one leaks"}}
    output = new_output("display_data", data={"image/png": "iVBO"}, metadata=metadata)
    assert told(tmp_path, code("x", outputs=[output])) == []


def test_long_lesson_is_named(tmp_path):
    notes = [slide("n", "notes", ["remove-cell"]) for _ in range(9)]
    assert told(tmp_path, *notes, *[slide("x") for _ in range(45)]) == []
    (sentence,) = told(tmp_path, *[slide("x") for _ in range(46)])
    assert "46 hand-written cells; at most 45" in sentence


def test_too_many_helpers_are_named(tmp_path):
    usual = "from course_utils.lessons import check, hint, solution\n"
    usual += "from course_utils.datasets import list_datasets, load_dataset, make_card_fraud\n"
    five = "from course_utils.plots import a, b, c\nfrom course_utils.evaluation import d, e\n"
    assert told(tmp_path, code(usual + five)) == []
    (sentence,) = told(tmp_path, code(usual + five + "from course_utils.plots import f"))
    assert "imports 6 helpers of course_utils (a, b, c, d, e, f)" in sentence


def test_cells_run_out_of_order_are_named(tmp_path):
    (sentence,) = told(tmp_path, code("x"), code("y"))
    assert "run 'course build 3 --force'" in sentence


def test_published_code_is_compared_with_the_outline(tmp_path):
    outline = tmp_path / "slides" / "outline.md"
    outline.parent.mkdir()
    outline.write_text("Slide 3: A\n\n```python\nx = 1\ny = 2\n```\n\nSlide 4: B\n")
    assert told(tmp_path, code("x = 1\ny = 2", tags=["published"])) == []
    (sentence,) = told(tmp_path, code("x = 1\ny = 3", tags=["published"]))
    assert "slide 3 of slides/outline.md" in sentence
