import random
import sys
import warnings

import numpy as np
import pandas as pd
import pytest
import sklearn

from course_utils.exercises._guard import default_settings


@pytest.fixture
def odd_settings():
    """Settings that a learner may have left behind, put back after the test."""
    with (
        sklearn.config_context(transform_output="pandas", assume_finite=True),
        np.errstate(all="raise"),
        pd.option_context("mode.string_storage", "python"),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("error")
        yield


@pytest.mark.usefixtures("odd_settings")
def test_learner_s_settings_do_not_reach_the_check():
    with default_settings():
        assert sklearn.get_config()["transform_output"] == "default"
        assert not sklearn.get_config()["assume_finite"]
        assert np.geterr()["divide"] == "warn"
        assert pd.get_option("mode.string_storage") == "auto"
        warnings.warn("a warning of a library", stacklevel=1)
        assert np.isinf(np.array([1.0]) / 0).all()


@pytest.mark.usefixtures("odd_settings")
def test_learner_s_settings_are_back_after_a_check_that_changed_them():
    def check():
        with default_settings():
            sklearn.set_config(transform_output="polars")
            np.seterr(all="ignore")
            pd.set_option("mode.string_storage", "auto")
            np.set_printoptions(precision=1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        check()
    assert sklearn.get_config()["transform_output"] == "pandas"
    assert np.geterr()["divide"] == "raise"
    assert pd.get_option("mode.string_storage") == "python"
    assert np.get_printoptions()["precision"] == 8
    with pytest.raises(UserWarning, match="mine"):
        warnings.warn("mine", stacklevel=1)


def test_check_does_not_move_the_learner_s_random_numbers():
    random.seed(1)
    np.random.seed(1)
    expected = random.random(), np.random.random()
    random.seed(1)
    np.random.seed(1)
    with default_settings():
        random.seed(7)
        np.random.seed(7)
    assert (random.random(), np.random.random()) == expected


def test_figure_of_an_answer_is_closed_and_the_learner_s_own_stays():
    import matplotlib as mpl

    mpl.use("agg")
    import matplotlib.pyplot as plt

    mine = plt.figure()
    with default_settings():
        plt.figure()
    assert plt.get_fignums() == [mine.number]
    plt.close(mine)


@pytest.mark.parametrize("name", ["sklearn", "pandas", "numpy", "matplotlib.pyplot"])
def test_library_that_is_not_imported_is_left_alone(name, monkeypatch):
    monkeypatch.delitem(sys.modules, name, raising=False)
    with default_settings():
        assert name not in sys.modules


def test_nbgrader_sees_nothing_on_stderr(monkeypatch, capsys):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    with default_settings():
        sys.stderr.write("a library complains")
    assert capsys.readouterr().err == ""
