"""What is the same around every call of an answer: chance, output, open figures.

Whatever the call changes is put back, so that a check leaves no trace in the notebook.
"""

import contextlib
import io
import random
import sys
from collections.abc import Iterator
from typing import Any

MAX_PRINTED = 100_000


class Printed(io.StringIO):
    """Keep what was printed, up to a cap: a print in an endless loop must not fill the memory."""

    def write(self, text: str) -> int:
        """Keep the text while there is room."""
        room = MAX_PRINTED - self.tell()
        if room > 0:
            super().write(text[:room])
        return len(text)


@contextlib.contextmanager
def own_surroundings(seed: int) -> Iterator[Printed]:
    r"""Seed the sources of chance, catch what is printed, close the figures that are opened.

    Parameters
    ----------
    seed : int
        For ``random``, and for numpy and keras when they are loaded.

    Yields
    ------
    Printed
        What goes to standard output; standard error is dropped.

    Examples
    --------
    >>> with own_surroundings(0) as printed:
    ...     print("seen")
    >>> printed.getvalue()
    'seen\n'
    """
    printed = Printed()
    figures = _open_figures()
    with (
        _own_chance(seed),
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(Printed()),
    ):
        try:
            yield printed
        finally:
            _close_figures(figures)


@contextlib.contextmanager
def _own_chance(seed: int) -> Iterator[None]:
    before = random.getstate()
    numpy = sys.modules.get("numpy")
    numpy_before = numpy.random.get_state(legacy=False) if numpy else None
    keras: Any = getattr(sys.modules.get("keras"), "utils", None)
    if keras is not None:
        keras.set_random_seed(seed)
    random.seed(seed)
    if numpy:
        numpy.random.seed(seed)
    try:
        yield
    finally:
        random.setstate(before)
        if numpy:
            numpy.random.set_state(numpy_before)


def _open_figures() -> set[int]:
    pyplot = sys.modules.get("matplotlib.pyplot")
    return set(pyplot.get_fignums()) if pyplot is not None else set()


def _close_figures(before: set[int]) -> None:
    for number in _open_figures() - before:
        sys.modules["matplotlib.pyplot"].close(number)
