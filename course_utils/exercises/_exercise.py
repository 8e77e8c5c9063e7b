"""An exercise whose answer is one function: solution, check, mistakes and hints in one place."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from course_utils.exercises._definition import (
    HINTS,
    require,
    require_amounts,
    require_hints,
    require_text,
)

Function = Callable[..., Any]


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """An exercise that asks for one function.

    The solution's signature and docstring are what the learner sees; the docstring is the
    prompt.

    Parameters
    ----------
    solution : function
        The reference solution, with a docstring.
    check : function
        Takes an ``Answer``, calls it on fresh data, speaks through ``expect``.
    mistakes : mapping of function to str
        Two or more typical wrong answers, and words that the feedback on each contains.
    hints : sequence of str
        Three: the direction, the line, nearly the code.
    right : str
        Shown on success: why it is right, an alternative, what it is for.
    points : float, default=2
    starter : function, optional
        One of the mistakes; the learner's cell starts from its source ("fix the bug").
    starred : bool, default=False
        A task for those who want more; it gives no points.
    minutes : float, default=8
        How long it takes.

    Examples
    --------
    See ``course_utils/lessons`` for exercises that are run.
    """

    solution: Function
    check: Function
    mistakes: Mapping[Function, str]
    hints: Sequence[str]
    right: str
    points: float = 2
    starter: Function | None = None
    starred: bool = False
    minutes: float = 8

    def __post_init__(self) -> None:
        _require_function(self.solution, "solution")
        require(
            bool((self.solution.__doc__ or "").strip()),
            f"The solution {self.solution.__name__!r} has no docstring; write the prompt there.",
        )
        _require_function(self.check, "check")
        parameters = list(inspect.signature(self.check).parameters)
        require(
            len(parameters) == 1,
            f"check takes {parameters}; let it take one parameter, the answer.",
        )
        self._require_mistakes()
        require(
            len(self.hints) == HINTS,
            f"hints has {len(self.hints)} entries; "
            "give three: the direction, the line, nearly the code.",
        )
        require_hints(self.hints)
        require_text(self.right, "right (shown on success)")
        require_amounts(self.points, self.minutes)

    def _require_mistakes(self) -> None:
        """Refuse fewer than two mistakes, shared feedback, and a starter that is none of them."""
        require(
            len(self.mistakes) >= 2,
            f"mistakes has {len(self.mistakes)} entries; "
            "give two or more typical wrong answers, each with words of its feedback.",
        )
        words = list(self.mistakes.values())
        for mistake, text in self.mistakes.items():
            _require_function(mistake, "Each mistake")
            require_text(text, f"The feedback on the mistake {mistake.__name__!r}")
            require(words.count(text) == 1, f"Two mistakes share the feedback {text!r}.")
        require(
            self.starter is None or self.starter in self.mistakes,
            "starter must be one of the mistakes; add it to mistakes with its feedback.",
        )
        if self.starter is not None:
            wanted, given = inspect.signature(self.solution), inspect.signature(self.starter)
            require(
                wanted == given,
                f"The starter takes {given}, the solution {wanted}; give them one signature.",
            )


def _require_function(value: object, what: str) -> None:
    """Refuse what has no Python source that a learner could be shown."""
    require(
        inspect.isfunction(value) and value.__name__ != "<lambda>",
        f"{what} must be a function written with def, got {value!r}.",
    )
