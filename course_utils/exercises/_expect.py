"""How a check speaks: a condition on the answer, and the feedback when it does not hold."""


class NotYetRight(Exception):
    """The answer ran, and something about it is not as the exercise asks."""


def expect(condition: object, feedback: str) -> None:
    """Go on when the condition is true, else tell the learner the feedback.

    Only a plain true (Python's or NumPy's) counts. Whatever else a comparison with an odd
    answer gives (an array, a missing value, ``None``) is "not yet right", so a check need
    not fear the types that learners return.

    Parameters
    ----------
    condition : object
        Usually a comparison with what the answer returned.
    feedback : str
        What was seen and where to look, never the answer; ```code``` in backticks.

    Raises
    ------
    NotYetRight
        When the condition is not true; only the engine catches it.

    Examples
    --------
    >>> expect(1 + 1 == 2, "Count again.")
    >>> expect(1 + 1 == 3, "Count again.")
    Traceback (most recent call last):
    ...
    course_utils.exercises._expect.NotYetRight: Count again.
    """
    if not _is_true(condition):
        raise NotYetRight(feedback)


def _is_true(condition: object) -> bool:
    """Tell a plain true from everything that merely passes for one."""
    kind = type(condition)
    is_numpy_bool = kind.__module__ == "numpy" and kind.__name__ in ("bool", "bool_")
    return condition is True or (is_numpy_bool and bool(condition))
