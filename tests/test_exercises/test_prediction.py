from dataclasses import replace

import numpy as np
import pytest

from course_utils.exercises import DefinitionError, Prediction

NUMBER = Prediction(
    prompt="How accurate is always-no at 4 % positives?",
    right=0.96,
    tolerance=0.005,
    misconceptions={0.5: "That would be a coin.", 0.04: "That is the share of errors."},
    right_text="It errs on the positives alone.",
)
WORDS = Prediction(
    prompt="The AUC goes …",
    right="same",
    options=("up", "same", "down"),
    misconceptions={"up": "Ranks stay.", "down": "Ranks stay as they are."},
    right_text="Ranks do not change.",
)


@pytest.mark.parametrize("value", [0.96, 0.9649, np.float32(0.96), np.float64(0.956)])
def test_number_within_the_tolerance_is_right(value):
    verdict = NUMBER.judge(value)
    assert (verdict.outcome, verdict.text) == ("right", "It errs on the positives alone.")


def test_known_wrong_number_gets_its_misconception():
    assert NUMBER.judge(0.5).text == "That would be a coin."
    assert NUMBER.judge(0.043).text == "That is the share of errors."


SHARE = replace(NUMBER, right=0.99, tolerance=0.05, between=(0, 1))


@pytest.mark.parametrize("value", [1.04, 5, 96, 99, 1e9])
def test_number_above_the_bounds_is_told_so_in_the_same_words_and_never_right(value):
    verdict = SHARE.judge(value)
    words = f"`{value:g}` is not between 0 and 1. Give a fraction, not a percentage or a count."
    assert (verdict.outcome, verdict.text) == ("not yet right", words)


def test_bounds_themselves_are_possible_and_below_them_percent_is_no_matter():
    assert SHARE.judge(1).outcome == "right"
    assert SHARE.judge(0).text == NUMBER.judge(0.04).text
    assert "does not follow" in SHARE.judge(0.3).text
    assert SHARE.judge(-0.1).text == "`-0.1` is not between 0 and 1."


def test_right_number_in_another_unit_is_not_given_away():
    assert NUMBER.judge(96).text.replace("96", "55") == NUMBER.judge(55).text


def test_other_number_is_not_told_the_direction():
    low, high = NUMBER.judge(0.7), NUMBER.judge(0.99)
    assert low.outcome == high.outcome == "not yet right"
    assert low.text.replace("0.7", "") == high.text.replace("0.99", "")
    assert low.digest != high.digest


@pytest.mark.parametrize("value", [None, True, [0.96], float("nan"), 10**400, 1j])
def test_what_is_no_number_counts_as_no_attempt(value):
    verdict = NUMBER.judge(value)
    assert verdict.outcome == "not yet right"
    assert "is not a number here" in verdict.text
    assert verdict.digest == ""


@pytest.mark.parametrize("value", ["0.96", "much"])
def test_text_is_told_to_leave_the_quotes(value):
    verdict = NUMBER.judge(value)
    assert verdict.text == f"`'{value}'` is a text. Give a number, without quotes."
    assert (verdict.outcome, verdict.digest) == ("not yet right", "")


def test_prediction_not_made_is_not_attempted():
    assert NUMBER.judge(...).outcome == WORDS.judge(...).outcome == "not attempted"


def test_words_are_judged_like_options():
    assert WORDS.judge("Same").outcome == "right"
    assert WORDS.judge("up").text == "Ranks stay."
    assert '`"down"`' in WORDS.judge("sideways").text


def test_solution_gives_the_number_and_its_reason():
    assert NUMBER.solution_text() == "Right: `0.96`. It errs on the positives alone."


@pytest.mark.parametrize(
    ("definition", "change", "words"),
    [
        (NUMBER, {"right": "same"}, "give a number, or add options"),
        (NUMBER, {"right": float("nan")}, "give a number"),
        (NUMBER, {"tolerance": -1}, "tolerance must be 0 or more"),
        (NUMBER, {"misconceptions": {}}, "name a likely wrong number"),
        (NUMBER, {"misconceptions": {0.961: "x"}}, "lies within the tolerance"),
        (NUMBER, {"between": (0, 0.5)}, r"right is 0.96, which is not between \(0, 0.5\)"),
        (NUMBER, {"between": (0.1, 1)}, "misconception 0.04 is not between"),
        (NUMBER, {"misconceptions": {"up": "x"}}, "must be a number"),
        (NUMBER, {"right_text": " "}, "right_text must be a non-empty text"),
        (WORDS, {"right": "equal"}, "none of the options"),
        (WORDS, {"misconceptions": {"up": "x"}}, "wrong option 'down' has no feedback"),
    ],
)
def test_faulty_prediction_names_the_cure(definition, change, words):
    with pytest.raises(DefinitionError, match=words):
        replace(definition, **change)
