import pytest

from course_utils.exercises import (
    answer_source,
    check_source,
    prompt_markdown,
    questions_markdown,
    questions_source,
)


def test_stub_keeps_the_author_s_lines_down_to_the_docstring(course):
    assert answer_source(course.entry("1.1")) == (
        "def imbalance_ratio(y):\n"
        '    """Return the size of the largest class divided by that of the smallest.\n'
        "\n"
        "    The labels may be numbers or text, and any of them may be the rare one.\n"
        '    """\n'
        "    ..."
    )


def test_starter_does_not_give_its_fault_away_by_its_name(course):
    assert answer_source(course.entry("1.2")) == (
        "def minority_share(y):\n"
        '    """Return the share of the rare class, between 0 and 0.5."""\n'
        "    return float(np.mean(y))"
    )


def test_starter_needs_no_docstring_of_its_own(write_course):
    course = write_course(
        "starter_course",
        {
            "lesson_01_one/exercise_1.py": '''"""Exercise 1.1: do it."""
from course_utils.exercises import Exercise

def right(
    a,
    b=1,
):
    """Add."""
    return a + b

def wrong(
    a,
    b=1,
):
    # A remark stays.
    c = a
    return c

def other(a, b=1):
    return b

def check(answer): ...

EXERCISE = Exercise(solution=right, check=check, starter=wrong, right="So.",
                    mistakes={wrong: "x", other: "y"}, hints=["a", "b", "c"])
''',
        },
    )
    assert answer_source(course.entry("1.1")) == (
        "def right(\n    a,\n    b=1,\n):\n"
        '    """Add."""\n    # A remark stays.\n    c = a\n    return c'
    )


@pytest.mark.parametrize(
    ("name", "answer", "check"),
    [
        ("1.3", "answer_1_3 = ...", 'check("1.3", answer_1_3)'),
        ("1.4", "answer_1_4 = ...\nwhy_1_4 = ...", 'check("1.4", answer_1_4, why_1_4)'),
        ("2.1", "answer_2_1 = ...", 'check("2.1", answer_2_1)'),
    ],
)
def test_question_asks_for_an_assignment(course, name, answer, check):
    assert answer_source(course.entry(name)) == answer
    assert check_source(course.entry(name)) == check


def test_prompt_says_what_it_gives_how_long_it_takes_and_where_help_is(course):
    prompt = prompt_markdown(course.entry("1.1"))
    assert prompt.startswith("### Exercise 1.1 · How many majority rows")
    assert "*2 points; about 5 minutes.*" in prompt
    assert 'hint("1.1")' in prompt
    assert "Replace the `...`" in prompt


def test_prompt_of_a_starter_does_not_ask_to_replace_dots(course):
    assert "The next cell runs, and is wrong." in prompt_markdown(course.entry("1.2"))


def test_prompt_of_a_function_says_where_its_task_stands(course):
    for exercise in ("1.1", "1.2"):
        assert "stands below the function's name" in prompt_markdown(course.entry(exercise))


def test_prompt_of_a_starred_exercise_promises_no_points(course):
    prompt = prompt_markdown(course.entry("2.3"))
    assert "★" in prompt.splitlines()[0]
    assert "No points" in prompt


def test_options_stand_in_a_list_and_the_reason_below(course):
    prompt = prompt_markdown(course.entry("1.4"))
    assert "- **a**: accuracy\n- **b**: average precision\n" in prompt
    assert "**And why?** What settles it?" in prompt
    assert "in quotes" in prompt


def test_lines_are_numbered_and_blank_ones_keep_their_number(course):
    prompt = prompt_markdown(course.entry("2.1"))
    assert "```python\n1  X, y = load_dataset(" in prompt
    assert "\n4\n5  X_train" in prompt
    assert "- **1**" not in prompt
    assert "`{1, 2}`" in prompt


def test_prediction_shows_its_words(course):
    assert 'Choose one of `"up"`, `"same"`, `"down"`.' in prompt_markdown(course.entry("2.2"))
    assert "Replace the `...` by a number." in prompt_markdown(course.entry("1.3"))


def test_quiz_is_one_cell_with_every_answer_open(course):
    questions = course.questions(1, "quiz")
    assert questions_source(1, "quiz", questions) == 'check("1.quiz", a=..., b=...)'
    markdown = questions_markdown(1, "quiz", questions)
    assert markdown.startswith("### Quiz 1")
    assert "**A.** Which class is the minority?" in markdown
    assert "- **b**: the one with fewer rows" in markdown


def test_quiz_ends_with_how_to_answer_it_and_names_no_right_letter(course):
    markdown = questions_markdown(1, "quiz", course.questions(1, "quiz"))
    last = markdown.split("\n\n")[-1]
    assert "in quotes" in last
    assert "each `...`" in last
    assert "a=" not in last


def test_recall_names_earlier_lessons_only_where_there_are_any(course):
    questions = course.questions(1, "quiz")
    assert "takes for granted" in questions_markdown(1, "recall", questions)
    assert "from earlier lessons" in questions_markdown(2, "recall", questions)
    assert "on this lesson" in questions_markdown(1, "quiz", questions)
