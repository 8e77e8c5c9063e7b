"""An exception of the answer as facts: its class, its message and the learner's line."""

import linecache
import traceback
from collections.abc import Callable
from typing import Any

from course_utils.exercises._reach import code_of

_MAX_TEXT = 500
_EXIT = "The function ends Python, with exit() or sys.exit(). Let it return instead."


def describe_crash(error: BaseException, function: Callable[..., Any]) -> dict[str, Any]:
    """Return the exception as plain data.

    Parameters
    ----------
    error : BaseException
        What was raised.
    function : callable
        The answer; its file is the learner's.

    Returns
    -------
    dict
        ``type``, ``text``, ``line`` (the innermost in the learner's file, or None), ``code``
        and ``bases``.

    Examples
    --------
    >>> def answer():
    ...     return 1 / 0
    >>> try:
    ...     answer()
    ... except ZeroDivisionError as error:
    ...     facts = describe_crash(error, answer)
    >>> facts["type"], facts["text"], facts["line"], facts["code"]
    ('ZeroDivisionError', 'division by zero', 2, 'return 1 / 0')
    """
    line, code = _learners_line(error, function)
    return {
        "type": type(error).__name__,
        "text": _EXIT if isinstance(error, SystemExit) else _message(error),
        "line": line,
        "code": clean(code.strip()),
        "bases": [base.__name__ for base in type(error).__mro__ if base is not object],
    }


def _learners_line(error: BaseException, function: Callable[..., Any]) -> tuple[int | None, str]:
    code = code_of(function)
    found: tuple[int | None, str] = (None, "")
    for frame, line in traceback.walk_tb(error.__traceback__):
        if code is not None and frame.f_code.co_filename == code.co_filename:
            found = line, linecache.getline(code.co_filename, line, frame.f_globals)
    return found


def _message(error: BaseException) -> str:
    try:
        text = str(error).strip()
    except Exception:
        return "(its message cannot be printed)"
    lines = text.splitlines()
    if len(text) > _MAX_TEXT and len(lines) > 1:
        # Where many fits failed at once, scikit-learn names the cause in the last line.
        text = f"{lines[0]} … {lines[-1].strip()}"
    return clean(text)


def clean(text: str, length: int = _MAX_TEXT) -> str:
    r"""Return a text of the learner's code as it can be shown: not too long, no half characters.

    Examples
    --------
    >>> clean("a" * 9, 5), clean("half: \ud800")
    ('aaaaa …', 'half: ?')
    """
    text = text if len(text) <= length else f"{text[:length]} …"
    return text.encode("utf-8", "replace").decode()
