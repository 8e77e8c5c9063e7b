"""Judge a learner's function: run the check on it and name the outcome."""

import inspect
from collections.abc import Sequence
from typing import Any

from course_utils.exercises._answer import Answer
from course_utils.exercises._exercise import Exercise
from course_utils.exercises._expect import NotYetRight
from course_utils.exercises._faults import AnswerCrashed, LearnerFault
from course_utils.exercises._guard import default_settings
from course_utils.exercises._outcome import Outcome, Verdict
from course_utils.exercises._reach import notebook_names_read
from course_utils.exercises._untouched import fingerprint, untouched

# A learner's value may be quoted in a feedback; a report stays readable all the same.
_LONGEST_TEXT = 1000
_LONGEST_MESSAGE = 300
_LONGEST_PRINTED = 200


class CheckFault(RuntimeError):
    """The course's check failed, not the answer; its cause is the exception of the check."""


def judge(exercise: Exercise, function: Any, *, name: str = "") -> Verdict:
    """Return the verdict on a function.

    Parameters
    ----------
    exercise : Exercise
        What is asked.
    function : object
        What the learner passed to ``check``; a function when all is well.
    name : str, default=""
        The exercise's id; it seeds the hidden inputs.

    Returns
    -------
    Verdict

    Raises
    ------
    CheckFault
        When the check itself fails.
    """
    wrong_kind = _wrong_kind(exercise, function, name)
    if wrong_kind is not None:
        return wrong_kind
    if untouched(exercise, function):
        return Verdict(Outcome.NOT_ATTEMPTED, _where_to_start(exercise))
    digest = fingerprint(function)
    outcome, text = _run_check(exercise, function, name)
    names = notebook_names_read(function)
    if names:
        text = f"{_told(names)} {text}" if outcome is not Outcome.RIGHT else _told(names)
        outcome = Outcome.NOT_YET_RIGHT if outcome is Outcome.RIGHT else outcome
    share = 1.0 if outcome is Outcome.RIGHT else 0.0
    return Verdict(outcome, text, share=share, digest=digest)


def _run_check(exercise: Exercise, function: Any, name: str) -> tuple[Outcome, str]:
    """Run the check and turn whatever ends it into an outcome and a text."""
    answer = Answer(function, seed=name)
    try:
        with default_settings():
            exercise.check(answer)
    except NotYetRight as feedback:
        outcome, text = Outcome.NOT_YET_RIGHT, str(feedback)
    except AnswerCrashed as crash:
        outcome, text = Outcome.CRASHED, _crash_text(crash)
    except LearnerFault as fault:
        outcome, text = Outcome.NOT_YET_RIGHT, str(fault)
    except Exception as error:
        raise CheckFault(
            f"The check of exercise {name or exercise.solution.__name__!r} failed by itself; this "
            f"is a fault of the course, not of your answer ({type(error).__name__}: {error})."
        ) from error
    else:
        return Outcome.RIGHT, _shortened(exercise.right, _LONGEST_TEXT)
    return outcome, _shortened(text, _LONGEST_TEXT) + _printed_text(answer.printed)


def _printed_text(printed: str) -> str:
    """Return a paragraph with the start of what the last call printed, or nothing."""
    plain = "".join(char if char.isprintable() else " " for char in printed).replace("`", "'")
    shown = _shortened(" ".join(plain.split()), _LONGEST_PRINTED)
    return f"\n\nIt printed: `{shown}`." if shown else ""


def _crash_text(crash: AnswerCrashed) -> str:
    """Return the error and the learner's line."""
    message = _shortened(crash.text.replace("`", "'"), _LONGEST_MESSAGE)
    said = f"`{crash.type}`: {message}" if message else f"`{crash.type}`"
    said = said if said.endswith((".", "!", "?", "…")) else f"{said}."
    if crash.line is None:
        return said
    code = crash.code.replace("`", "'")
    where = f"line {crash.line}: `{code}`" if code else f"line {crash.line}"
    return f"{said}\n\nIt happened in {where}."


def _shortened(text: str, longest: int) -> str:
    """Return a text that can be shown: no stray code points, not too long."""
    shown = text.encode("utf-8", "backslashreplace").decode("utf-8").strip()
    return shown if len(shown) <= longest else f"{shown[: longest - 1]}…"


def _wrong_kind(exercise: Exercise, value: Any, name: str) -> Verdict | None:
    """Return a verdict on what is no Python function, None for a function."""
    if inspect.isfunction(value):
        return None
    wanted = exercise.solution.__name__
    define = f"Define it with `def {wanted}(...):`."
    how = f'Pass the function itself, without parentheses: `check("{name}", {wanted})`.'
    if value is ...:
        return Verdict(Outcome.NOT_ATTEMPTED, f"{_where_to_start(exercise)} {how}")
    if value is None:
        text = f"`check` got `None`, which is what a function without `return` gives. {how}"
    elif isinstance(value, type):
        text = f"`check` got the class `{value.__name__[:40]}`, not a function. {define}"
    elif isinstance(value, str):
        text = f"`check` got a text. {how}"
    else:
        kind = f"`check` got a value of type `{type(value).__name__[:40]}`"
        text = f"{kind}, not a function. {how}"
        if callable(value):
            text = f"{kind}, not a plain function. {define}"
    return Verdict(Outcome.NOT_YET_RIGHT, text)


def _where_to_start(exercise: Exercise) -> str:
    """Say what to do with an untouched cell."""
    if exercise.starter is not None:
        return "The function is as the notebook came. Mend it, run its cell, then check again."
    return "Replace the `...` in the function by your code, run its cell, then check again."


def _told(names: Sequence[str]) -> str:
    """Tell the learner that the function leans on the notebook."""
    listed = ", ".join(f"`{name}`" for name in names)
    noun, pronoun = ("variable", "it") if len(names) == 1 else ("variables", "them")
    return (
        f"Your function reads the notebook's {noun} {listed}, so it only works in this notebook; "
        f"use its parameters instead, or make {pronoun} inside the function."
    )
