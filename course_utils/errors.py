"""What a person is told when something is not as it must be.

The tree, one base per audience::

    CourseError        the person at the keyboard: one sentence, no traceback, exit status 2

Packages derive their own from it (``datasets.DamagedFile``, ``workspace.PortInUse``, …).
Faults of a learner's answer have a tree of their own in ``exercises``.
"""

import difflib
from collections.abc import Iterable


class CourseError(Exception):
    """A sentence for the person: the value, what was allowed, what to do next."""

    def _render_traceback_(self) -> list[str]:
        """Give IPython the sentence alone; the way it came is no help to the person."""
        return [str(self)]


def did_you_mean(value: object, allowed: Iterable[str]) -> str:
    """Return the nearest allowed names as a question, or the whole list.

    Parameters
    ----------
    value : object
        What was given.
    allowed : iterable of str
        What would have been right.

    Returns
    -------
    str
        A sentence to end an error message with.

    Examples
    --------
    >>> did_you_mean("caravann", ["caravan", "crash_deaths"])
    "Did you mean 'caravan'?"
    >>> did_you_mean("zzz", ["caravan", "crash_deaths"])
    "Choose from 'caravan', 'crash_deaths'."
    >>> did_you_mean("CRASH", ["caravan", "crash_deaths"])
    "Did you mean 'crash_deaths'?"
    """
    names = sorted(allowed)
    text = str(value).casefold()
    plain = {name.casefold(): name for name in names}
    near = [plain[name] for name in difflib.get_close_matches(text, plain, n=2, cutoff=0.6)]
    if not near and len(text) > 2:
        near = [plain[name] for name in plain if name.startswith(text)][:2]
    if near:
        return f"Did you mean {' or '.join(repr(name) for name in near)}?"
    return f"Choose from {', '.join(repr(name) for name in names)}."
