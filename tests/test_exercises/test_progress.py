import shutil

import pytest

from course_utils.exercises import Course


@pytest.fixture
def pass_all():
    def pass_all(course, names):
        for name in names:
            definition = course.entry(name).definition
            if hasattr(definition, "solution"):
                course.check(name, definition.solution)
            elif getattr(definition, "why", None):
                course.check(name, "b", "b")
            else:
                right = getattr(definition, "right_keys", definition.right)
                course.check(name, right)

    return pass_all


def test_progress_names_what_is_open_and_where_to_go_on(course, pass_all):
    pass_all(course, ["1.1", "1.3"])
    progress = course.progress()
    first, second = progress.lessons
    assert (first.points, first.max_points) == (3, 7)
    assert [entry.id for entry in first.open] == ["1.2", "1.4"]
    assert (second.points, second.max_points) == (0, 3)
    assert progress.next.id == "1.2"
    assert "Go on with exercise 1.2, Mend the share of the minority" in progress.text
    assert "open: 1.2, 1.4" in progress.text


def test_first_open_lesson_moves_on_and_stays_at_the_last(course, pass_all):
    assert course.first_open_lesson() == 1
    pass_all(course, ["1.1", "1.2", "1.3", "1.4"])
    assert course.first_open_lesson() == 2
    pass_all(course, ["2.1", "2.2"])
    assert course.first_open_lesson() == 2
    assert course.progress().advice == "Every exercise is passed."


def test_starred_exercise_does_not_keep_a_lesson_open(course, pass_all):
    pass_all(course, ["2.1", "2.2"])
    assert course.progress().lessons[1].finished
    pass_all(course, ["2.3"])
    assert "also passed: 2.3 ★" in course.progress().lessons[1].remark


def test_pass_stays_when_the_exercise_changes_and_is_marked(tmp_path, monkeypatch):
    from pathlib import Path

    folder = tmp_path / "changing_course"
    shutil.copytree(Path(__file__).parent / "toy_course", folder)
    monkeypatch.syspath_prepend(tmp_path)
    course = Course("changing_course")
    course.check("1.3", 0.96)
    assert course.progress().lessons[0].earlier == ()
    file = folder / "lesson_01_counting" / "exercise_3.py"
    file.write_text(file.read_text() + "# moved on\n")
    row = course.progress().lessons[0]
    assert [entry.id for entry in row.earlier] == ["1.3"]
    assert row.points == 1
    assert "1.3" not in [entry.id for entry in row.open]
    assert "passed with an earlier version: 1.3" in row.remark


def test_html_shows_the_same_as_the_text(course, pass_all):
    pass_all(course, ["1.1"])
    progress = course.progress()
    html = progress._repr_html_()
    for words in ("Your points: 2 of 10", "Counting classes", "open: 1.2, 1.3, 1.4", "2 of 7"):
        assert words in html
    assert repr(progress) == progress.text


def test_damaged_state_is_told_with_the_progress(course, state):
    state.parent.mkdir()
    state.write_text("{")
    assert "was damaged" in course.progress().text
