"""Judge a quiz: several questions in one call, one line of the report each."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from course_utils.errors import did_you_mean
from course_utils.exercises._outcome import Outcome, Part, Verdict, digest_of
from course_utils.exercises._question import Question
from course_utils.exercises._stub import TITLES

_NAME = re.compile(rf"(\d{{1,4}})\.({'|'.join(TITLES)})", re.ASCII)


def quiz_name(exercise: object) -> tuple[int, str] | None:
    """Return lesson and kind of a name such as ``"3.quiz"``, or None.

    Examples
    --------
    >>> quiz_name("3.quiz")
    (3, 'quiz')
    >>> quiz_name("3.1") is None
    True
    """
    match = _NAME.fullmatch(exercise) if isinstance(exercise, str) else None
    return (int(match[1]), match[2]) if match else None


def judge_quiz(
    questions: Mapping[str, Question], answers: Sequence[Any], by_key: Mapping[str, Any]
) -> tuple[Verdict, tuple[Part, ...]]:
    """Return the verdict on a quiz, and one part a question.

    Parameters
    ----------
    questions : mapping of str to Question
    answers : sequence
        Answers without a name; they belong to no question, and the learner is told so.
    by_key : mapping of str to object
        The answers by question; one that is missing was not attempted.
    """
    verdicts = {key: question.judge(by_key.get(key, ...)) for key, question in questions.items()}
    outcomes = [verdict.outcome for verdict in verdicts.values()]
    feedback = [
        f"{outcomes.count(Outcome.RIGHT)} of {len(questions)} right.",
        *_misnamed(questions, answers, by_key),
    ]
    digests = [verdict.digest for verdict in verdicts.values()]
    # All of it or none: a quiz left half empty opens no solution.
    digest = digest_of(repr(digests)) if all(digests) else ""
    parts = tuple(Part(key, verdict.outcome, verdict.text) for key, verdict in verdicts.items())
    return Verdict(_overall(outcomes), " ".join(feedback), digest=digest), parts


def _overall(outcomes: Sequence[Outcome]) -> Outcome:
    """Return the one outcome that all questions share, else that something is still to do."""
    kinds = set(outcomes)
    return kinds.pop() if len(kinds) == 1 else Outcome.NOT_YET_RIGHT


def _misnamed(
    questions: Mapping[str, Question], answers: Sequence[Any], by_key: Mapping[str, Any]
) -> list[str]:
    """Tell about answers that belong to no question."""
    told = [
        f"There is no question `{key}`. {did_you_mean(key, questions)}"
        for key in by_key
        if key not in questions
    ]
    if answers:
        told.append(f"Name each answer, as in `{next(iter(questions))}=...`.")
    return told
