"""What a check can say: four outcomes, and the verdict that carries one."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """The four outcomes of a check, told apart in words, colour and sign.

    Examples
    --------
    >>> Outcome.RIGHT == "right"
    True
    """

    NOT_ATTEMPTED = "not attempted"
    CRASHED = "crashed"
    NOT_YET_RIGHT = "not yet right"
    RIGHT = "right"


@dataclass(frozen=True)
class Verdict:
    """What one definition says about one answer, before points and wording are added.

    ``share`` is the part of the points that was earned; ``digest`` tells one real attempt
    from another and is empty when the answer was no attempt at all.
    """

    outcome: Outcome
    text: str
    share: float = 0.0
    digest: str = ""


@dataclass(frozen=True)
class Part:
    """One line of a quiz's report."""

    label: str
    outcome: Outcome
    text: str


def digest_of(text: str) -> str:
    """Return a short digest that tells one text from another.

    Examples
    --------
    >>> digest_of("a") == digest_of("a")
    True
    """
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:16]
