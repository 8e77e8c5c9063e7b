import pytest

from course_utils.errors import CourseError


def answers(course, name):
    """Return the solution and the mistakes of an exercise."""
    exercise = course.entry(name).definition
    return exercise.solution, list(exercise.mistakes)


def test_right_answer_gives_full_points_and_is_remembered(course):
    solution, _ = answers(course, "1.1")
    report = course.check("1.1", solution)
    assert (report.outcome, report.points, report.max_points) == ("right", 2, 2)
    assert course.progress().points == 2


def test_starred_exercise_is_checked_without_points(course):
    solution, _ = answers(course, "2.3")
    report = course.check("2.3", solution)
    assert (report.outcome, report.points, report.max_points) == ("right", 0, 0)
    assert "points" not in report.text


def test_part_of_the_points_is_kept(course):
    assert course.check("2.1", {2}).points == 1
    assert course.progress().points == 1
    assert course.progress().lessons[1].open[0].id == "2.1"


@pytest.mark.parametrize(
    ("arguments", "by_key", "outcome", "words"),
    [
        ((), {}, "not attempted", 'got no answer; call it as `check("1.1", imbalance_ratio)`'),
        ((len, len), {}, "not yet right", "got 2 answers"),
        ((), {"y": len}, "not attempted", "got the names y"),
    ],
)
def test_wrong_call_is_told_the_right_one(course, arguments, by_key, outcome, words):
    report = course.check("1.1", *arguments, **by_key)
    assert report.outcome == outcome
    assert words in report.feedback


def test_choice_alone_is_asked_for_its_reason_and_both_are_right(course):
    assert "Now say why" in course.check("1.4", "b").feedback
    assert course.check("1.4", "b", "b").outcome == "right"
    assert 'call it as `check("1.4", answer_1_4, why_1_4)`' in course.check("1.4").feedback


def test_quiz_has_a_line_for_each_question(course):
    report = course.check("1.quiz", a="a", b=...)
    assert report.outcome == "not yet right"
    assert report.max_points == 0
    lines = report.text.splitlines()
    assert lines[0] == "→ Quiz 1: not yet right. 0 of 2 right."
    assert lines[1] == "  → a: not yet right. A name does not make a class rare."
    assert lines[2].startswith("  ○ b: not attempted. Give a set")


def test_quiz_is_right_when_all_of_it_is_and_is_remembered_without_points(course):
    assert course.check("1.quiz", a="b", b={"a", "b"}).outcome == "right"
    assert course.progress().points == 0
    assert "also passed: quiz" in course.progress().lessons[0].remark


def test_answers_of_a_quiz_that_belong_to_no_question_are_named(course):
    report = course.check("1.recall", "a", d="a")
    assert "There is no question `d`." in report.feedback
    assert "Name each answer, as in `a=...`." in report.feedback


def test_each_hint_goes_one_step_deeper(course):
    hints = course.entry("1.1").definition.hints
    shown = [course.hint("1.1") for _ in range(4)]
    assert [note.message for note in shown] == [*hints, hints[2]]
    assert shown[1].title == "Exercise 1.1, hint 2 of 3"


def test_hint_can_be_asked_for_by_its_number(course):
    assert course.hint("1.1", 1).message == course.entry("1.1").definition.hints[0]
    for number in (4, 0, 2.0, True, "2"):
        with pytest.raises(CourseError, match=f"no hint {number!r}; choose from 1 to 3"):
            course.hint("1.1", number)


def test_quiz_has_no_hints_and_says_so(course):
    assert "no hints" in course.hint("1.quiz").message


def test_solution_stays_closed_until_three_different_real_attempts(course):
    _, (first, second) = answers(course, "1.1")

    def crashes(y):
        return y.no_such

    course.check("1.1", ...)
    course.check("1.1", "text")
    assert "after 3 more different attempts" in course.solution("1.1").message
    for attempt in (first, first, first):
        course.check("1.1", attempt)
    assert "after 2 more different attempts" in course.solution("1.1").message
    course.check("1.1", second)
    assert "after 1 more attempt." in course.solution("1.1").message
    assert course.solution("1.1").code == ""
    course.check("1.1", crashes)
    assert "max(counts.values())" in course.solution("1.1").code


def test_solution_opens_after_a_pass_and_says_why_it_is_right(course):
    solution, _ = answers(course, "1.1")
    course.check("1.1", solution)
    note = course.solution("1.1")
    assert note.code.startswith("def imbalance_ratio(y):")
    assert "The ratio needs no label" in note.message


def test_solution_of_a_question_names_the_right_options(course):
    course.check("1.4", "c", "b")
    assert "`b`: average precision" in course.solution("1.4").message


def test_solution_of_a_quiz_opens_like_any_other(course):
    assert "It opens after a pass" in course.solution("1.quiz").message
    course.check("1.quiz", a="b", b={"a", "b"})
    assert "a. Right: `b`" in course.solution("1.quiz").message


def test_quiz_left_half_empty_opens_no_solution(course):
    for key in "abc":
        course.check("1.quiz", b={key})
    assert "after 3 more different attempts at all questions." in course.solution("1.quiz").message
    for key in "abc":
        course.check("1.quiz", a="a", b={key})
    assert "b. Right: `a`" in course.solution("1.quiz").message


def test_check_says_so_when_points_cannot_be_stored(course, tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("COURSE_STATE", str(tmp_path / "file" / "state.json"))
    solution, _ = answers(course, "1.1")
    report = course.check("1.1", solution)
    assert report.outcome == "right"
    assert "Your points were not stored." in report.text
    hint = course.hint("1.1").message
    assert "cannot be read" in hint or "Cannot write" in hint


def test_session_goes_on_when_nothing_can_be_stored(course, tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("COURSE_STATE", str(tmp_path / "file" / "state.json"))
    assert [course.hint("1.1").title[-6:] for _ in range(3)] == ["1 of 3", "2 of 3", "3 of 3"]
    assert "points" not in course.hint("1.1").message.partition("Cannot")[0]
    for answer in (lambda y: 1, lambda y: 2, lambda y: y):
        course.check("1.1", answer)
    assert course.solution("1.1").code


def test_check_says_that_a_damaged_state_was_laid_aside(course, state):
    state.parent.mkdir()
    state.write_text("{")
    solution, _ = answers(course, "1.1")
    assert "was damaged; it was laid aside" in course.check("1.1", solution).note
    assert course.check("1.1", solution).note == ""


def test_check_without_an_attempt_writes_nothing(course, state):
    course.check("1.1", ...)
    course.check("1.quiz")
    course.check("1.3", "text")
    assert not state.parent.exists()


def test_nbgrader_s_run_leaves_no_state_and_reads_points(course, state, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    solution, (wrong, _) = answers(course, "1.1")
    assert repr(course.check("1.1", solution)) == "2.0"
    assert repr(course.check("1.1", wrong)) == "0.0"
    assert repr(course.check("2.1", {2})) == "1.0"
    assert not state.exists()
