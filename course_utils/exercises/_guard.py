"""Keep the learner's global settings out of a check, and the check out of the learner's."""

import contextlib
import io
import os
import random
import sys
import warnings
from collections.abc import Iterator
from typing import Any

# The defaults of what can change a result; the rest only changes how things are printed.
_SKLEARN = {
    "assume_finite": False,
    "working_memory": 1024,
    "transform_output": "default",
    "enable_metadata_routing": False,
    "array_api_dispatch": False,
    "skip_parameter_validation": False,
}
_NUMPY = {"divide": "warn", "over": "warn", "under": "ignore", "invalid": "warn"}
_PANDAS = {
    "compute.use_bottleneck": True,
    "compute.use_numexpr": True,
    "compute.use_numba": False,
    "mode.string_storage": "auto",
}


def under_nbgrader() -> bool:
    """Tell whether nbgrader runs this notebook; it reads the report's text as points."""
    return bool(os.environ.get("NBGRADER_EXECUTION"))


@contextlib.contextmanager
def default_settings() -> Iterator[None]:
    """Run a check under the libraries' defaults, then put everything back.

    A library that is not imported has no settings; it is left alone, so that the engine
    imports none.

    Examples
    --------
    >>> with default_settings():
    ...     warnings.warn("not shown", stacklevel=1)
    """
    with contextlib.ExitStack() as stack:
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        stack.enter_context(_same_random_state())
        stack.enter_context(_no_new_figures())
        if (sklearn := sys.modules.get("sklearn")) is not None:
            stack.enter_context(sklearn.config_context(**_SKLEARN))
        if (numpy := sys.modules.get("numpy")) is not None:
            stack.enter_context(numpy.errstate(**_NUMPY))
            stack.enter_context(numpy.printoptions())
        if (pandas := sys.modules.get("pandas")) is not None:
            pairs = [part for option in _PANDAS.items() for part in option]
            stack.enter_context(pandas.option_context(*pairs))
        if under_nbgrader():
            # A single line on stderr makes nbgrader give zero points.
            stack.enter_context(contextlib.redirect_stderr(io.StringIO()))
        yield


@contextlib.contextmanager
def _same_random_state() -> Iterator[None]:
    """Let no check move the learner's global random generators."""
    numpy: Any = sys.modules.get("numpy")
    python_state = random.getstate()
    numpy_state = numpy.random.get_state() if numpy is not None else None
    try:
        yield
    finally:
        random.setstate(python_state)
        if numpy_state is not None:
            numpy.random.set_state(numpy_state)


@contextlib.contextmanager
def _no_new_figures() -> Iterator[None]:
    """Close figures that an answer drew, or JupyterLab would show them below the report."""
    pyplot: Any = sys.modules.get("matplotlib.pyplot")
    before = set(pyplot.get_fignums()) if pyplot is not None else set()
    try:
        yield
    finally:
        pyplot = sys.modules.get("matplotlib.pyplot")
        if pyplot is not None:
            for number in set(pyplot.get_fignums()) - before:
                pyplot.close(number)
