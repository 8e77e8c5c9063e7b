import numpy as np
import pandas as pd
import pytest

from course_utils.exercises import NotYetRight, expect


@pytest.mark.parametrize("condition", [True, np.True_, np.float64(2) == 2])
def test_true_condition_lets_the_check_go_on(condition):
    expect(condition, "never said")


@pytest.mark.parametrize(
    "condition", [False, None, 1, [1], "yes", pd.NA, np.array([True, True]), np.array(True)]
)
def test_whatever_is_not_plainly_true_is_told_as_feedback(condition):
    with pytest.raises(NotYetRight, match="Look at the shape"):
        expect(condition, "Look at the shape.")
