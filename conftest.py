"""What holds for every test, and for the kernels of nbval, which inherit this environment."""

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

# No test may read or write a learner's attempts.
_attempts = tempfile.mkdtemp(prefix="course-")
atexit.register(shutil.rmtree, _attempts, ignore_errors=True)
os.environ["COURSE_STATE"] = str(Path(_attempts, "state.json"))
# Logs of TensorFlow's C++ side would stand in a cell's outputs, and kernels that only some
# processors have move last digits; set before anything imports it.
os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", TF_ENABLE_ONEDNN_OPTS="0")
# As many threads as pytest has workers: more would fight over the cores.
os.environ.setdefault("OMP_NUM_THREADS", "1")
# As in the stored outputs: an environment that sends figures elsewhere would change them.
os.environ.pop("MPLBACKEND", None)


@pytest.fixture(autouse=True)
def _figures_end_with_their_test() -> Iterator[None]:
    """Close what a test or a docstring's example drew; matplotlib is not imported for it."""
    yield
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")
