import subprocess
import sys

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from course_utils.exercises._answer import Answer
from course_utils.exercises._faults import AnswerCrashed, DamagedMessage, UnsuitableResult
from course_utils.exercises._frames import read_frame, write_frame

SOURCE = '''
import os
import sys

import numpy as np


def answer(kind, X, estimator=None):
    """Give one of many kinds of results, or none."""
    print("asked for", kind)
    if kind == "model":
        return estimator.fit(X, X[:, 0] > 0)
    if kind == "plot":
        from matplotlib.figure import Figure

        axes = Figure().subplots()
        axes.plot(X[:, 0], X[:, 1], label="rows")
        return axes
    if kind == "changed":
        X += 1
        return X
    if kind == "generator":
        return (row for row in X)
    if kind == "death":
        os._exit(3)
    if kind == "chance":
        return np.random.random()
    return X[kind]
'''

WORKER = """
from course_utils.exercises._frames import read_frame, write_frame
from course_utils.exercises._worker import Worker

worker = Worker(answer)
stream, replies = sys.stdin.buffer, sys.stdout.buffer
while stream.peek(1):
    write_frame(replies, worker.reply(read_frame(stream)))
"""


class Pipe:
    """The answer in a process of its own, asked through its standard input."""

    def __init__(self):
        command = [sys.executable, "-c", SOURCE + WORKER]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def exchange(self, request):
        write_frame(self.process.stdin, request)
        return read_frame(self.process.stdout)

    def close(self):
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()


def by_loopback():
    names = {}
    exec(compile(SOURCE, "<answer>", "exec"), names)
    return Answer(names["answer"], seed=5)


@pytest.fixture(scope="module")
def piped():
    pipe = Pipe()
    yield Answer.through(pipe, seed=5)
    pipe.close()


X = np.array([[1.0, 2.0], [-3.0, 4.0], [5.0, -6.0]])


def ask(answer, kind):
    """What a check may know of one call, whatever came of it."""
    try:
        result = answer(kind, X, estimator=LogisticRegression())
    except (AnswerCrashed, UnsuitableResult) as fault:
        result = type(fault), str(fault).partition(" (line")[0]
    if kind == "model":
        result = result.predict_proba(X).tolist(), result.class_name
    if kind == "plot":
        result = result.lines[0].label, result.lines[0].x.tolist(), result.xlim
    return np.asarray(result).tolist() if kind == "changed" else result, answer.mutated


@pytest.mark.parametrize(
    "kind", ["model", "plot", "changed", "generator", "chance", "no index", 9]
)
def test_pipe_and_loopback_give_the_same(kind, piped):
    assert ask(piped, kind) == ask(by_loopback(), kind)


def test_pipe_and_loopback_have_the_same_hidden_inputs_and_prints(piped):
    loopback = by_loopback()
    assert piped.rng.random() == loopback.rng.random()
    assert piped.seed == loopback.seed
    piped("chance", X)
    assert piped.printed == "asked for chance\n"


def test_answer_that_ends_its_process_is_a_damaged_message():
    pipe = Pipe()
    with pytest.raises(DamagedMessage, match="ends after 0 of 8 bytes"):
        Answer.through(pipe)("death", X)
    pipe.close()


def test_learners_code_may_replace_what_the_encoding_was_built_on(monkeypatch):
    import json

    def replaces():
        monkeypatch.setattr(json, "dumps", None)
        monkeypatch.setattr(json, "loads", None)
        return 1

    assert Answer(replaces)() == 1
