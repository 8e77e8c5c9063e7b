import os
import sys

import joblib
import nbformat
import pytest
from joblib import Parallel, delayed
from nbclient import NotebookClient

from course_utils.exercises._answer import Answer
from course_utils.exercises._surroundings import own_surroundings


def in_new_processes():
    return Parallel(n_jobs=2)(delayed(os.getpid)() for _ in range(2))


def test_jobs_of_an_answer_start_no_process():
    assert Answer(in_new_processes)() == [os.getpid()] * 2


def test_learner_s_own_backend_is_back_after_a_call():
    with joblib.parallel_config(backend="multiprocessing", n_jobs=3):
        Answer(in_new_processes)()
        assert Parallel().n_jobs == 3
        assert type(Parallel()._backend).__name__ == "MultiprocessingBackend"


@pytest.mark.parametrize("name", ["joblib", "IPython"])
def test_library_that_is_not_imported_is_left_alone(name, monkeypatch):
    monkeypatch.delitem(sys.modules, name, raising=False)
    with own_surroundings(0):
        assert name not in sys.modules


def test_answer_may_close_its_outputs():
    def answer():
        print("before")
        sys.stdout.close()
        sys.stderr.close()
        print("after")

    spoken = Answer(answer)
    spoken()
    assert spoken.printed == "before\nafter\n"


CELLS = [
    """\
%matplotlib inline
import matplotlib.pyplot as plt
from course_utils.exercises._answer import Answer
from course_utils.exercises._reach import notebook_names_read

def shows(n):
    display(n)
    plt.plot([1, n])
    plt.show()
    get_ipython().display_pub.publish({"text/plain": "mine"})
    return n

def leaves(n):
    exit()
""",
    "Answer(shows)(3)",
    "display('still shown')",
    "print(Answer(leaves).error(3), notebook_names_read(leaves), notebook_names_read(shows))",
    "print('the kernel goes on', 'ask_exit' in vars(get_ipython()), get_ipython().exit_now)",
]


def test_answer_shows_nothing_in_a_notebook_and_does_not_end_its_kernel(tmp_path):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    resources = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, timeout=120, resources=resources).execute()
    shown = [
        [output.get("text") or output["data"]["text/plain"] for output in cell.outputs]
        for cell in notebook.cells
    ]
    assert shown[:3] == [[], ["3"], ["'still shown'"]]
    assert "SystemExit: The function ends Python" in shown[3][0]
    assert shown[3][0].endswith("() ()\n")
    assert shown[4] == ["the kernel goes on False False\n"]
