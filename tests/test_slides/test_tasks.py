"""Exercises on slides: the class sees the task, not how to work in a notebook."""

import pytest
from bs4 import BeautifulSoup

from course_utils.slides import build_decks

PROMPT = '### Exercise 4.1 · A task\n\n*2 points.*\n\nMend the cell. Stuck? Run `hint("4.1")`.'


@pytest.fixture
def slides(tmp_path, deck_cells, notebook_file):
    """Return a function that builds a lesson and returns its slides after the title."""

    def build(*cells):
        notebook_file(tmp_path / "04_lesson.ipynb", [deck_cells.markdown("# Title"), *cells])
        (path,) = build_decks([4], folder=tmp_path / "out", notebooks=tmp_path)
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        return soup.select(".slides > section > section")[1:]

    return build


def exercise(deck_cells, source):
    return (
        deck_cells.markdown(PROMPT, name="ex-4-1-prompt"),
        deck_cells.code(source, "skip", name="ex-4-1"),
        deck_cells.code('check("4.1", f)', "skip", name="ex-4-1-check"),
    )


def test_task_of_a_function_is_told_from_its_docstring(slides, deck_cells):
    stub = 'def f(y):\n    """Count `y`.\n\n    Ties count once.\n    """\n    ...'
    (slide,) = slides(*exercise(deck_cells, stub))
    assert [part.get_text() for part in slide.select("h2, p")] == [
        "Exercise 4.1 · A task",
        "2 points.",
        "Count y.",
        "Ties count once.",
    ]
    assert slide.select_one("pre").get_text().strip() == "def f(y):\n    ..."


def test_starter_is_shown_since_its_fault_is_the_task(slides, deck_cells):
    starter = 'def f(y):\n    """Count."""\n    return len(y) + 1'
    (slide,) = slides(*exercise(deck_cells, starter))
    assert "return len(y) + 1" in slide.select_one("pre").get_text()


def test_starter_too_long_for_a_slide_shows_its_head(slides, deck_cells):
    starter = 'def f(y):\n    """Count."""\n' + "    y = y\n" * 12 + "    return y"
    (slide,) = slides(*exercise(deck_cells, starter))
    assert slide.select_one("pre").get_text().strip() == "def f(y):\n    ..."


def test_each_question_of_a_quiz_has_its_slide_under_the_same_heading(slides, deck_cells):
    quiz = "### Quiz 4\n\nNo points.\n\n**A.** One?\n\n- **a**: yes\n\n**B.** Two?\n\n- **a**: no"
    first, second = slides(deck_cells.markdown(quiz, name="ex-4-quiz-prompt"))
    assert first.h2.text == second.h2.text == "Quiz 4"
    assert "No points." in first.text
    assert "One?" in first.text
    assert "Two?" in second.text


def test_how_to_answer_a_quiz_in_the_notebook_stays_there(slides, deck_cells):
    quiz = "### Quiz 4\n\n**A.** One?\n\n- **a**: yes\n\nPut a letter in place of each `...`."
    (slide,) = slides(deck_cells.markdown(quiz, name="ex-4-quiz-prompt"))
    assert "yes" in slide.text
    assert "place of each" not in slide.text


def test_second_step_of_a_question_waits_on_the_next_slide(slides, deck_cells):
    prompt = '### Exercise 4.2\n\nWhich?\n\n**And why?** Because?\n\nRun `hint("4.2")`.'
    first, second = slides(
        deck_cells.markdown(prompt, name="ex-4-2-prompt"),
        deck_cells.code("answer_4_2 = ...\nwhy_4_2 = ...", "skip", name="ex-4-2"),
    )
    assert "Because?" not in first.text
    assert "Because?" in second.text
    assert "answer_4_2" not in first.text + second.text


def test_exercise_that_is_no_slide_stays_off_the_deck(slides, deck_cells):
    cells = exercise(deck_cells, 'def f(y):\n    """Count."""\n    ...')
    cells[0]["metadata"]["slideshow"]["slide_type"] = "skip"
    assert slides(*cells) == []
