"""Run a lesson's cells in a fresh kernel of this environment, away from the author's files."""

import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from course_utils.authoring._lesson import Lesson

#: TensorFlow silent, and without the kernels that only some processors have.
QUIET_NETWORKS = {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0"}
_CELL_SECONDS = 600
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


def execute(
    lesson: Lesson,
    cells: Sequence[NotebookNode],
    on_cell: Callable[[str], None] = lambda identity: None,
) -> None:
    """Run the code cells in order and put their outputs into them.

    Parameters
    ----------
    lesson : Lesson
        Named in errors; its clone is imported from.
    cells : sequence of cells
        All cells of the notebook.
    on_cell : callable
        Told the id of each cell before it runs.

    Raises
    ------
    CourseError
        When a cell fails; names the lesson, the cell and its line.
    """
    notebook = nbformat.v4.new_notebook(cells=list(cells))
    with tempfile.TemporaryDirectory(prefix="course-build-") as folder:
        work, home = Path(folder, "work"), Path(folder, "home")
        work.mkdir()
        home.mkdir()
        client = NotebookClient(
            notebook,
            timeout=_CELL_SECONDS,
            record_timing=False,
            coalesce_streams=True,
            store_widget_state=False,
            resources={"metadata": {"path": str(work)}},
        )
        client.km = _kernel()  # after the constructor, so that the client also ends it
        with client.setup_kernel(env=_environment(lesson.root, home)):
            for position, cell in enumerate(cells):
                if cell.cell_type != "code":
                    continue
                cell.outputs, cell.execution_count = [], None
                on_cell(cell.metadata.id)
                with _failures(lesson, cell):
                    client.execute_cell(cell, position)


def _kernel() -> AsyncKernelManager:
    """Return a kernel of this very interpreter, whatever kernels the author has installed."""
    manager = AsyncKernelManager(kernel_name="python3")
    assert manager.kernel_spec is not None
    manager.kernel_spec.argv = [
        *(sys.executable, "-m", "ipykernel_launcher"),
        *("-f", "{connection_file}", "--log-level=40"),
    ]
    return manager


def _environment(root: Path, home: Path) -> dict[str, str]:
    """Return the kernel's environment: this clone, no personal start-up files, quiet libraries.

    One thread: two add up in another order, which moves last digits, and on a busy machine they
    wait for each other (a logistic regression took 18 s instead of 1).
    """
    path = os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH")]))
    return {
        **os.environ,
        "PYTHONPATH": path,
        "IPYTHONDIR": str(home / "ipython"),
        "COURSE_STATE": str(home / "course-state.json"),
        "OMP_NUM_THREADS": "1",
        **QUIET_NETWORKS,
    }


@contextmanager
def _failures(lesson: Lesson, cell: NotebookNode) -> Iterator[None]:
    """Turn what nbclient raises into one sentence for the author."""
    name = cell.metadata.id
    try:
        yield
    except CellExecutionError as error:
        number = _line(cell)
        line = cell.source.splitlines()[number - 1].strip() if number else ""
        where = f", line {number} ({line})" if number else ""
        said = _ANSI.sub("", f"{error.ename}: {error.evalue or ''}").strip().rstrip(":.")
        raise lesson.refuse(f"cell {name!r}{where} raised {said}. Nothing was written.") from None
    except CellTimeoutError:
        raise lesson.refuse(
            f"cell {name!r} ran longer than {_CELL_SECONDS} s. Nothing was written."
        ) from None
    except DeadKernelError:
        raise lesson.refuse(
            f"the kernel died in cell {name!r}, most often for want of memory. "
            "Nothing was written."
        ) from None


def _line(cell: NotebookNode) -> int | None:
    """Return the line of this cell that its error's traceback names."""
    for output in cell.outputs:
        if output.output_type == "error":
            trace = _ANSI.sub("", "\n".join(output.traceback))
            own = re.findall(r"Cell In\[(\d+)\], line (\d+)", trace)
            lines = [int(line) for count, line in own if int(count) == cell.execution_count]
            return lines[0] if lines and lines[0] <= len(cell.source.splitlines()) else None
    return None
