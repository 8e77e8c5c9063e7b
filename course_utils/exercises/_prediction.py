"""A prediction, told before the cell that shows the outcome is run."""

import math
import numbers
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from course_utils.exercises._definition import (
    require,
    require_amounts,
    require_hints,
    require_text,
)
from course_utils.exercises._outcome import Outcome, Verdict, digest_of
from course_utils.exercises._question import Question, _shown


@dataclass(frozen=True, kw_only=True)
class Prediction:
    """A number that can be derived, or one of a few words such as up, same or down.

    Parameters
    ----------
    prompt : str
        Markdown; what the derivation needs stands here.
    right : float or str
        The number, or the right one of ``options``.
    tolerance : float, default=0.0
        How far from the number still counts.
    between : pair of float, optional
        The least and the greatest number that can be meant, such as ``(0, 1)`` for a share; what
        lies outside is told so, and is never right.
    options : sequence of str, default=()
        The words to choose from; empty when a number is asked for.
    misconceptions : mapping of float or str to str
        Known wrong answers, and what is said to each; every wrong option has one.
    right_text : str
        Shown on success.
    points : float, default=1
    hints : sequence of str, default=()
    starred : bool, default=False
    minutes : float, default=4

    Examples
    --------
    >>> prediction = Prediction(
    ...     prompt="4 % are positive. How accurate is a model that always says no?",
    ...     right=0.96,
    ...     tolerance=0.001,
    ...     between=(0, 1),
    ...     misconceptions={0.5: "Half would be a coin; always-no errs on the positives only."},
    ...     right_text="It is wrong on the positives alone.",
    ... )
    >>> str(prediction.judge(0.96).outcome)
    'right'
    >>> prediction.judge(96).text
    '`96` is not between 0 and 1. Give a fraction, not a percentage or a count.'
    """

    prompt: str
    right: float | str
    misconceptions: Mapping[float | str, str]
    right_text: str
    tolerance: float = 0.0
    between: tuple[float, float] | None = None
    options: Sequence[str] = ()
    points: float = 1
    hints: Sequence[str] = ()
    starred: bool = False
    minutes: float = 4
    _words: Question | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        require_text(self.prompt, "prompt")
        require_text(self.right_text, "right_text")
        require_hints(self.hints)
        require_amounts(self.points, self.minutes)
        if self.options:
            object.__setattr__(self, "_words", self._question())
        else:
            self._require_numbers()

    def judge(self, answer: object = ...) -> Verdict:
        """Return the verdict on a predicted number or word."""
        if self._words is not None:
            return self._words.judge(answer)
        if answer is ...:
            return Verdict(Outcome.NOT_ATTEMPTED, "Give one number.")
        if isinstance(answer, str):
            text = f"{_shown(answer)} is a text. Give a number, without quotes."
            return Verdict(Outcome.NOT_YET_RIGHT, text)
        value = _number(answer)
        if value is None:
            return Verdict(Outcome.NOT_YET_RIGHT, f"{_shown(answer)} is not a number here.")
        digest = digest_of(repr(value))
        if not self._possible(value):
            return Verdict(Outcome.NOT_YET_RIGHT, self._told_bounds(value), digest=digest)
        if self._near(value, self.right):
            return Verdict(Outcome.RIGHT, self.right_text, share=1.0, digest=digest)
        return Verdict(Outcome.NOT_YET_RIGHT, self._feedback(value), digest=digest)

    def solution_text(self) -> str:
        """Return the right prediction and its reason."""
        return f"Right: `{self.right}`. {self.right_text}"

    def _feedback(self, value: float) -> str:
        """Return the misconception behind a wrong number, or where to look."""
        for wrong, text in self.misconceptions.items():
            if self._near(value, wrong):
                return text
        return (
            f"`{value:g}` does not follow from what is given. Derive the number on paper, "
            "from counts rather than from a feeling."
        )

    def _possible(self, value: float) -> bool:
        """Tell whether a number can be meant at all."""
        return self.between is None or self.between[0] <= value <= self.between[1]

    def _told_bounds(self, value: float) -> str:
        """Say where the number lies, in the same words for every number outside."""
        assert self.between is not None
        low, high = self.between
        unit = " Give a fraction, not a percentage or a count." if high == 1 < value else ""
        return f"`{value:g}` is not between {low:g} and {high:g}.{unit}"

    def _near(self, value: float, wanted: float | str) -> bool:
        """Tell whether a number is within the tolerance, a hair of rounding allowed."""
        return abs(value - float(wanted)) <= self.tolerance + 1e-12 * abs(float(wanted))

    def _question(self) -> Question:
        """Return the words as a question, which also checks that each wrong one has feedback."""
        require(
            self.right in self.options,
            f"right is {self.right!r}, which is none of the options {list(self.options)}.",
        )
        return Question(
            prompt=self.prompt,
            options={option: option for option in self.options},
            right=str(self.right),
            feedback={str(wrong): text for wrong, text in self.misconceptions.items()},
            right_text=self.right_text,
        )

    def _require_numbers(self) -> None:
        """Refuse words without options, and misconceptions that would pass for right."""
        require(
            _number(self.right) is not None,
            f"right is {self.right!r}; give a number, or add options=('up', 'same', 'down').",
        )
        require(self.tolerance >= 0, f"tolerance must be 0 or more, got {self.tolerance!r}.")
        require(
            self._possible(float(self.right)),
            f"right is {self.right!r}, which is not between {self.between}.",
        )
        require(bool(self.misconceptions), "misconceptions is empty; name a likely wrong number.")
        for wrong, text in self.misconceptions.items():
            require(_number(wrong) is not None, f"The misconception {wrong!r} must be a number.")
            require_text(text, f"The feedback on {wrong!r}")
            require(
                self._possible(float(wrong)),
                f"The misconception {wrong!r} is not between {self.between}, so nobody reads it.",
            )
            require(
                not self._near(float(wrong), self.right),
                f"The misconception {wrong!r} lies within the tolerance of the right number.",
            )


def _number(value: object) -> float | None:
    """Return a finite real number, or None for everything else."""
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        return None
    try:
        number = float(value)
    except (OverflowError, TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None
