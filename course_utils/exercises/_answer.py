"""The learner's function, as a check sees it (thin version)."""

from collections.abc import Callable
from typing import Any

from course_utils.exercises._faults import AnswerCrashed


class Answer:
    """Call the learner's function as if it ran elsewhere."""

    mutated: tuple[int | str, ...] = ()
    printed: str = ""

    def __init__(self, function: Callable[..., Any], *, seed: int | str = 0) -> None:
        self._function = function
        self.seed = 0

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the function."""
        try:
            return self._function(*args, **kwargs)
        except Exception as error:
            raise AnswerCrashed(type(error).__name__, str(error)) from None

    @property
    def rng(self) -> Any:
        """A numpy Generator for hidden inputs."""
        import numpy as np

        return np.random.default_rng(self.seed)

    def error(self, *args: Any, **kwargs: Any) -> AnswerCrashed | None:
        """Return the exception of a call, or None."""
        try:
            self(*args, **kwargs)
        except AnswerCrashed as crash:
            return crash
        return None


def notebook_names_read(function: Callable[..., Any]) -> tuple[str, ...]:
    """Return the notebook's variables that the function reads."""
    return ()
