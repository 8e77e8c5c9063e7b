"""The `course` command."""

import sys
from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the `course` command and leave with its exit status.

    The status is 0 when all is well, 1 when the command found something wrong, 2 when it was
    asked for something it cannot do, 130 when it was interrupted.

    Parameters
    ----------
    arguments : sequence of str, optional
        What stands after ``course``; without it, the command line of this process.
    """
    try:
        from course_utils.cli._main import run
    except ModuleNotFoundError as error:
        # What would say so in the doctor's words may itself be what is missing.
        sys.stderr.write(
            f"course: The package {error.name!r} is missing from this installation. "
            "In a clone 'make env' brings it; elsewhere install the course again.\n"
        )
        sys.exit(2)
    sys.exit(run(arguments))
