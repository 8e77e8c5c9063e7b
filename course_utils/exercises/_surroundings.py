"""What is the same around every call of an answer: chance, output, open figures, processes.

Whatever the call changes is put back, so that a check leaves no trace in the notebook.
"""

import contextlib
import io
import random
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any, NoReturn

MAX_PRINTED = 100_000


class Printed(io.StringIO):
    """Keep what was printed, up to a cap: a print in an endless loop must not fill the memory."""

    def write(self, text: str) -> int:
        """Keep the text while there is room."""
        room = MAX_PRINTED - self.tell()
        if room > 0:
            super().write(text[:room])
        return len(text)

    def close(self) -> None:
        """Stay open: an answer that closes its output has printed what it has printed."""


@contextlib.contextmanager
def own_surroundings(seed: int) -> Iterator[Printed]:
    r"""Seed the sources of chance, catch what is printed or shown, close the figures.

    Jobs that joblib would give to new processes, which take seconds to start, run in threads.

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
        _own_kernel(),
        _own_threads(),
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(Printed()),
    ):
        try:
            yield printed
        finally:
            _close_figures(figures)


@contextlib.contextmanager
def _own_kernel() -> Iterator[None]:
    """Let an answer neither show anything below the check's cell nor end the notebook's kernel."""
    if "IPython" not in sys.modules:
        yield
        return
    from IPython.core.getipython import get_ipython
    from IPython.utils.capture import capture_output

    shell: Any = get_ipython()
    with capture_output(stdout=False, stderr=False):
        if shell is not None:
            # A kernel's exit() calls it, and goes on.
            shell.ask_exit = _leave
        try:
            yield
        finally:
            if shell is not None:
                del shell.ask_exit


def _leave() -> NoReturn:
    raise SystemExit


def _own_threads() -> AbstractContextManager[object]:
    joblib = sys.modules.get("joblib")
    if joblib is None:
        return contextlib.nullcontext()
    threads: AbstractContextManager[object] = joblib.parallel_config(backend="threading")
    return threads


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
