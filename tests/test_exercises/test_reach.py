import functools
import sys
from math import pi
from string import ascii_lowercase

import numpy as np
import pandas as pd
import pytest
from numpy import absolute, concatenate
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from course_utils.exercises._reach import code_of, functions_reached, notebook_names_read

X_train, y_train = np.zeros((3, 2)), [0, 1, 0]
model = LogisticRegression()
RANDOM_STATE, COLUMNS, Frame = 0, ("a", "b"), pd.DataFrame
TABLE = pd.DataFrame()


def reads_the_training_set(X):
    return X.mean() + X_train.mean() + RANDOM_STATE + len(COLUMNS)


def asks_a_helper(X):
    return helper_that_reads(X)


def helper_that_reads(X):
    return model.predict(X) + asks_a_helper(X)


def reads_inside(X):
    return [y_train for _ in range(3)], (lambda: TABLE)


def reads_nothing(X_train, y_train, *, random_state=RANDOM_STATE):
    model = LogisticRegression(random_state=random_state)
    return model.fit(X_train, y_train), Frame(X_train), np.mean, not_there  # noqa: F821


class Callable:
    def __call__(self):
        return TABLE


# Right answers that were refused


count_in_five = functools.partial(reads_nothing, random_state=5)
index = 1


def uses_what_is_imported(X):
    class Half:
        share = pi / 2

    get_ipython()  # noqa: F821
    return concatenate([absolute(X)]), count_in_five(X, [1]), ascii_lowercase, Half


shortcut = functools.partial(reads_the_training_set)


def calls_a_tool_that_reads(X):
    return shortcut(X)


class CallableModel:
    def fit(self):
        return self

    def __call__(self):
        return 1


callable_model = CallableModel()


def reads_a_callable_model(X):
    return callable_model()


def reads_a_small_number(X):
    return X[index]


# Variables that went unnoticed


def decorating(function):
    @functools.wraps(function)
    def wrapper(*args):
        return function(*args)

    return wrapper


def decorating_without_wraps(function):
    def wrapper(*args):
        return function(*args)

    return wrapper


def decorating_with_data(function):
    @functools.wraps(function)
    def wrapper(*args):
        return function(*args), y_train

    return wrapper


decorated = decorating(reads_the_training_set)
decorated_without_wraps = decorating_without_wraps(reads_the_training_set)
decorator_reads = decorating_with_data(uses_what_is_imported)


@pytest.mark.parametrize(
    ("function", "names"),
    [
        (reads_the_training_set, ("X_train",)),
        (asks_a_helper, ("model",)),
        (reads_inside, ("TABLE", "y_train")),
        (reads_nothing, ()),
        (functools.partial(reads_the_training_set, 1), ("X_train",)),
        (Callable(), ("TABLE",)),
        (Callable().__call__, ("TABLE",)),
        (functools.cache(reads_inside), ("TABLE", "y_train")),
        (decorated, ("X_train",)),
        (decorated_without_wraps, ("X_train",)),
        (decorator_reads, ("y_train",)),
        (uses_what_is_imported, ()),
        (calls_a_tool_that_reads, ("X_train",)),
        (reads_a_callable_model, ("callable_model",)),
        (reads_a_small_number, ("index",)),
        (len, ()),
        (roc_auc_score, ()),
    ],
)
def test_variables_of_the_notebook_that_an_answer_reads_are_named(function, names):
    assert notebook_names_read(function) == names


@pytest.fixture(autouse=True)
def kernel_s_names(monkeypatch):
    """What a kernel puts into a notebook beside what the learner writes."""
    shell = type("Shell", (), {"get": lambda self: self})()
    monkeypatch.setitem(globals(), "get_ipython", shell.get)


def test_other_values_of_a_module_s_name_are_data(monkeypatch):
    monkeypatch.setitem(globals(), "pi", 3.0)
    assert notebook_names_read(uses_what_is_imported) == ("pi",)


def test_modules_that_are_none_do_no_harm(monkeypatch):
    monkeypatch.setitem(sys.modules, "no_module", object())
    assert notebook_names_read(uses_what_is_imported) == ()


def test_function_that_wraps_itself_is_looked_at_once():
    def answer():
        return X_train

    answer.__wrapped__ = answer
    assert notebook_names_read(answer) == ("X_train",)
    assert code_of(answer).co_name == "answer"


def test_functions_are_reached_once_and_in_the_order_of_their_calls():
    names = [one.__name__ for one in functions_reached(asks_a_helper)]
    assert names == ["asks_a_helper", "helper_that_reads"]
