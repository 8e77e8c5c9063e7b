"""What `course_utils.evaluation` offers."""

import inspect

from course_utils import evaluation


def test_every_public_name_is_listed():
    public = {
        name
        for name, value in vars(evaluation).items()
        if not name.startswith("_") and not inspect.ismodule(value)
    }
    assert set(evaluation.__all__) == public
