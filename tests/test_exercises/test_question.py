from dataclasses import replace
from pathlib import Path

import pytest

from course_utils.exercises import DefinitionError, Question

ONE = Question(
    prompt="Which class is rare?",
    options={"a": "the one called 1", "b": "the one with fewer rows", "c": "the smaller number"},
    right="b",
    feedback={"a": "A name is no count.", "c": "Labels have no size."},
    right_text="Counts decide.",
)
SEVERAL = replace(
    ONE,
    right={"a", "b"},
    several=True,
    feedback={"c": "Labels have no size.", "a": "It may be."},
)
WHY = replace(ONE, right={"a", "b"}, feedback={"c": "No."}, why=ONE)
LINES = Question.lines(
    prompt="Mark the faulty lines.",
    code="X = load()\nX = scale(X)\n\nfit(X)\nscore(X)",
    faulty={2: "It sees the test rows.", 5: "It scores training rows."},
    innocent={4: "A fit is fine."},
    right_text="Split first.",
)


def test_right_option_is_right_and_says_why():
    verdict = ONE.judge("b")
    assert (verdict.outcome, verdict.share) == ("right", 1)
    assert verdict.text == "Counts decide."


@pytest.mark.parametrize("answer", ["B", " b ", {"b"}, ["b"]])
def test_form_of_a_clear_answer_does_not_matter(answer):
    assert ONE.judge(answer).outcome == "right"


def test_wrong_option_gets_its_own_feedback_and_not_the_answer():
    verdict = ONE.judge("a")
    assert verdict.outcome == "not yet right"
    assert verdict.text == "A name is no count."


@pytest.mark.parametrize("answer", ["e", "", 3, None, True, {"a", "b"}, [], {}, "b" * 500, object])
def test_answer_that_is_no_option_is_told_the_options_and_counts_as_no_attempt(answer):
    verdict = ONE.judge(answer)
    assert verdict.outcome == "not yet right"
    assert 'Give one of `"a"`, `"b"`, `"c"`.' in verdict.text
    assert verdict.digest == ""
    assert len(verdict.text) < 200


def test_unanswered_question_is_not_attempted():
    assert ONE.judge().outcome == "not attempted"
    assert ONE.judge(...).outcome == "not attempted"


@pytest.mark.parametrize("choice", ["a", "b"])
def test_every_defensible_option_is_accepted(choice):
    assert replace(ONE, right={"a", "b"}, feedback={"c": "No."}).judge(choice).outcome == "right"


@pytest.mark.parametrize(
    ("answer", "share"),
    [({"a"}, 0.5), ({"a", "c"}, 0), ({"a", "b", "c"}, 0.5), ({"c"}, 0), ("b", 0.5)],
)
def test_part_of_the_set_earns_part_of_the_points(answer, share):
    verdict = SEVERAL.judge(answer)
    assert verdict.outcome == "not yet right"
    assert verdict.share == share


def test_set_names_what_is_wrong_in_it_but_not_what_is_missing():
    text = SEVERAL.judge({"b", "c"}).text
    assert "1 found, 1 still to find, 1 too many." in text
    assert "Labels have no size." in text
    assert "It may be." not in text


def test_exact_set_is_right_whatever_its_order():
    assert SEVERAL.judge(["b", "a"]).outcome == "right"


def test_choice_without_a_reason_is_asked_for_one():
    verdict = WHY.judge("a")
    assert verdict.outcome == "not yet right"
    assert "Now say why." in verdict.text


def test_choice_with_a_wrong_reason_gets_the_feedback_on_the_reason():
    verdict = WHY.judge("a", "c")
    assert verdict.outcome == "not yet right"
    assert "Labels have no size." in verdict.text


def test_wrong_choice_is_told_that_its_reason_waits_and_not_whether_it_is_right():
    assert WHY.judge("c").text == "No."
    told = {WHY.judge("c", reason).text for reason in ("a", "b", "c")}
    assert told == {"No. Your reason is looked at once the choice is right."}


@pytest.mark.parametrize(
    ("answer", "reason", "share"),
    [("a", ..., 0.5), ("a", "c", 0.5), ("c", "b", 0), ("a", "b", 1)],
)
def test_choice_earns_half_of_the_points_and_its_reason_the_other_half(answer, reason, share):
    assert WHY.judge(answer, reason).share == share


def test_better_set_never_earns_less_than_a_worse_one_with_the_same_reason():
    asked = replace(SEVERAL, why=ONE)
    shares = [asked.judge(chosen, "c").share for chosen in ({"c"}, {"a"}, {"a", "b"})]
    assert shares == [0, 0.25, 0.5]
    assert asked.judge({"a", "b", "c"}, "c").share == 0.25


def test_one_exact_set_is_called_right_and_one_of_several_defensible():
    assert "The choice is right" in replace(SEVERAL, why=ONE).judge({"a", "b"}, "c").text
    assert "can be defended" in WHY.judge("a", "c").text


def test_part_of_the_set_is_told_where_to_look_on():
    assert SEVERAL.judge({"b"}).text.endswith("Look again at what you left out.")
    assert "left out" not in SEVERAL.judge({"a", "b", "c"}).text


def test_choice_and_reason_are_right_together():
    verdict = WHY.judge("a", "b")
    assert verdict.outcome == "right"
    assert WHY.judge("b", "b").digest != verdict.digest


@pytest.mark.parametrize("answer", [{2, 5}, [5, 2], ("2", "5")])
def test_faulty_lines_are_right_by_number(answer):
    verdict = LINES.judge(answer)
    assert verdict.outcome == "right"
    assert "It sees the test rows." in verdict.text
    assert "Split first." in verdict.text


@pytest.mark.parametrize(
    ("answer", "share"), [({2}, 0.5), (2, 0.5), ({2, 4}, 0), ({1, 2, 5}, 0.5), ({1, 4}, 0)]
)
def test_false_alarm_takes_back_a_hit(answer, share):
    assert LINES.judge(answer).share == share


def test_marked_line_that_is_fine_says_why():
    text = LINES.judge({1, 4}).text
    assert "Line `4`: A fit is fine." in text
    assert "Line `1`: Fine as it stands." in text


def test_blank_line_cannot_be_marked():
    assert LINES.judge({3}).digest == ""


def test_solution_names_the_right_options_and_the_reason():
    assert "`b`: the one with fewer rows" in ONE.solution_text()
    assert "Why?" in WHY.solution_text()
    assert "It scores training rows." in LINES.solution_text()


def test_solution_ends_with_one_stop_where_an_option_has_its_own():
    stopped = replace(ONE, options={key: f"{text}." for key, text in ONE.options.items()})
    assert stopped.solution_text() == ONE.solution_text()
    assert ".." not in ONE.solution_text()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"feedback": {"a": "x"}}, "wrong option 'c' has no feedback"),
        ({"feedback": {"a": "x", "c": "x"}}, "share the feedback"),
        ({"feedback": {"a": "x", "c": "y", "d": "z"}}, r"names \['d'\]; the options are"),
        ({"right": "d"}, r"names \['d'\]"),
        ({"right": set()}, "right is empty"),
        ({"options": {"b": "only"}, "feedback": {}}, "two options or more"),
        ({"options": {"A": "x", "b": "y", "c": "z"}}, "must be a short lower-case text"),
        ({"prompt": ""}, "prompt must be a non-empty text"),
        ({"hints": ["one"]}, "give three"),
        ({"why": SEVERAL}, "must ask for one option"),
    ],
)
def test_faulty_question_names_file_and_cure(change, words):
    with pytest.raises(DefinitionError, match=words) as caught:
        replace(ONE, **change)
    assert Path(__file__).name in str(caught.value)


def test_line_that_does_not_exist_is_refused():
    with pytest.raises(DefinitionError, match=r"no lines \[9\]"):
        Question.lines(prompt="Mark.", code="a\nb", faulty={1: "x", 9: "y"})
