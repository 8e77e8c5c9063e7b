"""What an author of exercises is told when a definition cannot work."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from course_utils.errors import CourseError

HINTS = 3
_NOT_THE_AUTHOR = (f"{__package__}._", "dataclasses")


class DefinitionError(CourseError):
    """A sentence for the author of an exercise: file and line, what is wrong, the cure."""


def require(condition: bool, sentence: str) -> None:
    """Refuse a definition, naming the author's file and line.

    Parameters
    ----------
    condition : bool
        What must hold of the definition.
    sentence : str
        What is wrong with it and how to mend it.

    Raises
    ------
    DefinitionError
        When the condition does not hold.

    Examples
    --------
    >>> require(True, "An exercise needs three hints.")
    """
    if not condition:
        raise DefinitionError(f"{_author_place()}: {sentence}")


def _author_place() -> str:
    """Return file and line of the nearest caller outside the engine."""
    frame = sys._getframe(1)
    while frame.f_back and str(frame.f_globals.get("__name__")).startswith(_NOT_THE_AUTHOR):
        frame = frame.f_back
    path = Path(frame.f_code.co_filename)
    return f"{path.parent.name}/{path.name}, line {frame.f_lineno}"


def require_text(value: object, what: str) -> None:
    """Refuse an empty text, or one that is no text."""
    require(isinstance(value, str) and value.strip() != "", f"{what} must be a non-empty text.")


def require_hints(hints: Sequence[str]) -> None:
    """Refuse anything but no hints at all, or three of them."""
    require(
        not isinstance(hints, str) and len(hints) in (0, HINTS),
        f"hints has {len(hints)} entries; give three: the direction, the line, nearly the code.",
    )
    for hint in hints:
        require_text(hint, "Each hint")


def require_amounts(points: float, minutes: float) -> None:
    """Refuse points or minutes that are not positive numbers."""
    for name, value in (("points", points), ("minutes", minutes)):
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        require(is_number and value > 0, f"{name} must be a number above 0, got {value!r}.")


def require_feedback(
    feedback: Mapping[str, str], options: Sequence[str], *, distinct: bool
) -> None:
    """Refuse options without feedback of their own, and feedback without an option."""
    for option in options:
        require(
            bool(str(feedback.get(option, "")).strip()),
            f"The wrong option {option!r} has no feedback; "
            f'add feedback={{"{option}": "why it is tempting and wrong"}}.',
        )
    texts = [feedback[option] for option in options] if distinct else []
    for text in texts:
        require(texts.count(text) == 1, f"Two wrong options share the feedback {text!r}.")
