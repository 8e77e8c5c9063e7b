"""What can go wrong between a check and an answer, by whose fault it is.

The tree, one base per audience::

    LearnerFault               the learner's answer; the engine alone catches it
    ├── AnswerCrashed          it raised: type, text, line, code
    ├── UnsuitableResult       it returned no plain data: place, what, cure
    └── DamagedMessage         bytes that are no message of ours (a forged or cut reply)
    CheckBreaksContract        the author's check; raised at its first run, never the learner's

A check catches none of them. `DamagedMessage` cannot happen in a notebook, where no one stands
between the two sides; in grading the reply comes from a process that the learner's code owns.
"""


class LearnerFault(Exception):
    """Something in the learner's answer ended the check; feedback, not a traceback."""


class AnswerCrashed(LearnerFault):
    """The answer raised an exception.

    Parameters
    ----------
    type : str
        Name of the exception's class.
    text : str
        Its message.
    line : int or None
        Line within the learner's cell or file, when the exception passed through it.
    code : str
        That line's text, stripped; empty when it is not known.
    bases : tuple of str
        Names of the exception's class and all its bases.

    Examples
    --------
    >>> print(AnswerCrashed("KeyError", "'amount'", line=3, code='X["amount"]'))
    KeyError: 'amount' (line 3: X["amount"])
    """

    def __init__(
        self,
        type: str,
        text: str,
        *,
        line: int | None = None,
        code: str = "",
        bases: tuple[str, ...] = (),
    ) -> None:
        self.type = type
        self.text = text
        self.line = line
        self.code = code
        self.bases = bases or (type,)
        super().__init__(type, text)

    def __str__(self) -> str:
        said = f"{self.type}: {self.text}" if self.text else self.type
        if self.line is None:
            return said
        return (
            f"{said} (line {self.line}: {self.code})"
            if self.code
            else f"{said} (line {self.line})"
        )

    def is_a(self, name: str) -> bool:
        """Tell whether the exception is of the named class, or of one derived from it.

        Examples
        --------
        >>> AnswerCrashed("KeyError", "", bases=("KeyError", "LookupError")).is_a("LookupError")
        True
        """
        return name in self.bases


class UnsuitableResult(LearnerFault):
    """The answer returned something that is not plain data and not a model or a plot.

    Parameters
    ----------
    place : str
        Where in the returned value, such as ``item 0``; empty for the value itself.
    what : str
        What is there, with its article.
    cure : str
        One sentence: what to return instead.

    Examples
    --------
    >>> print(UnsuitableResult("", "a generator", "Collect what it gives one by one: list(...)."))
    Your function returned a generator. Collect what it gives one by one: list(...).
    >>> print(UnsuitableResult("item 0", "a set", "Return a sorted list."))
    Item 0 of the returned value is a set. Return a sorted list.
    """

    def __init__(self, place: str, what: str, cure: str) -> None:
        self.place = place
        self.what = what
        self.cure = cure
        super().__init__(place, what, cure)

    def __str__(self) -> str:
        if not self.place:
            return f"Your function returned {self.what}. {self.cure}"
        place = self.place[0].upper() + self.place[1:]
        return f"{place} of the returned value is {self.what}. {self.cure}"


class DamagedMessage(LearnerFault):
    """The bytes are not a message of ours: cut, forged, or larger than allowed."""


class CheckBreaksContract(Exception):
    """A check asked for something that cannot cross to the answer; says what to use instead."""
