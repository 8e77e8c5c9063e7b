"""The learner's function, as a check sees it: called with plain data, at arm's length.

In a notebook and in grading alike, arguments and results go through the same bytes. So a check
that asks for more than can cross breaks loudly, at its author's first run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, NoReturn

from course_utils.exercises._channel import Channel, Transport
from course_utils.exercises._faults import AnswerCrashed, CheckBreaksContract
from course_utils.exercises._loopback import Loopback

if TYPE_CHECKING:
    import numpy as np

_ALLOWED: Final = (
    "answer(*args), answer.error(*args), answer.mutated, answer.printed, answer.rng, answer.seed"
)


class Answer:
    r"""The learner's function behind an encoding.

    Parameters
    ----------
    function : callable
        The learner's function.
    seed : int or str, default=0
        What the hidden inputs are derived from; in grading a secret.

    Examples
    --------
    >>> def answer_of_a_learner(scores):
    ...     print("sorting")
    ...     scores.sort()
    ...     return scores[-1]
    >>> answer = Answer(answer_of_a_learner)
    >>> answer([3, 5, 4])
    5
    >>> answer.mutated, answer.printed
    ((0,), 'sorting\n')
    >>> print(answer.error([]))
    IndexError: list index out of range (line 4: return scores[-1])
    """

    def __init__(self, function: Callable[..., Any], *, seed: int | str = 0) -> None:
        self._start(Loopback(function), seed)

    @classmethod
    def through(cls, transport: Transport, *, seed: int | str = 0) -> Answer:
        """Return the answer that a transport reaches, such as one behind a pipe."""
        answer = cls.__new__(cls)
        answer._start(transport, seed)
        return answer

    def _start(self, transport: Transport, seed: int | str) -> None:
        self._secret = str(seed)
        self._rng: np.random.Generator | None = None
        self._channel = Channel(transport, seed=self.seed)

    def __call__(self, *args: Any, **params: Any) -> Any:
        """Call the learner's function.

        Parameters
        ----------
        *args, **params
            Plain data, sparse matrices, unfitted estimators, functions of the libraries, or a
            Handle that this answer returned.

        Returns
        -------
        object
            Plain data, a Handle on a model, or the facts of a plot; always a copy.

        Raises
        ------
        LearnerFault
            When the answer raised, or returned what cannot cross. The engine catches it.
        CheckBreaksContract
            When an argument cannot cross.
        """
        return self._channel.ask("call", args, params)

    def error(self, *args: Any, **params: Any) -> AnswerCrashed | None:
        """Return what the learner's function raises for these arguments, or None.

        Examples
        --------
        >>> answer = Answer(lambda share: 1 / share)
        >>> answer.error(0).type, answer.error(1)
        ('ZeroDivisionError', None)
        """
        try:
            self._channel.ask("call", args, params, want_result=False)
        except AnswerCrashed as crash:
            return crash
        return None

    @property
    def mutated(self) -> tuple[int | str, ...]:
        """Positions and names of the arguments that the last call changed.

        An argument that holds an estimator is never among them: fitting it changes it.
        """
        return self._channel.mutated

    @property
    def printed(self) -> str:
        """What the last call printed."""
        return self._channel.printed

    @property
    def seed(self) -> int:
        """A seed to send to the answer; it tells nothing of the hidden inputs."""
        return int.from_bytes(_digest(self._secret, "seed")[:4], "big") >> 1

    @property
    def rng(self) -> np.random.Generator:
        """The check's own source of hidden inputs: the same numbers at every run of the check."""
        import numpy as np

        if self._rng is None:
            self._rng = np.random.default_rng(int.from_bytes(_digest(self._secret, "rng"), "big"))
        return self._rng

    def __repr__(self) -> str:
        return "<Answer>"

    def __getattr__(self, name: str) -> NoReturn:
        """Tell an author what a check may use; the function itself does not cross."""
        if name.startswith(("_repr_", "_ipython_", "_rng", "_secret", "_channel")):
            raise AttributeError(name)
        raise CheckBreaksContract(
            f"A check cannot use .{name} of an answer, whose function is elsewhere. It may use "
            f"{_ALLOWED}."
        )


def _digest(secret: str, purpose: str) -> bytes:
    """Derive bytes for one purpose, from which neither the secret nor another purpose follows."""
    return hashlib.sha256(f"{purpose}:{secret}".encode()).digest()
