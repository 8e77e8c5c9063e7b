"""What `course_utils.plots` offers."""

import inspect

from course_utils import plots


def test_every_public_name_is_listed():
    public = {
        name
        for name, value in vars(plots).items()
        if not name.startswith("_") and not inspect.ismodule(value)
    }
    assert set(plots.__all__) == public
