"""The command line: one group, one sentence for each error, one meaning for each exit status."""

import sys
from collections.abc import Sequence

import click

from course_utils import __version__
from course_utils.cli._authors import build, data, slides
from course_utils.cli._group import CommandGroup
from course_utils.cli._learners import doctor, lab, status
from course_utils.errors import CourseError

_USAGE_FAULT, _INTERRUPTED = 2, 130


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="course", message="%(prog)s %(version)s")
def course() -> None:
    """Solve imbalanced datasets in Python: lessons, checked exercises, offline decks.

    Learners need 'course lab' and 'course status'; 'course doctor' helps when something fails.
    """


for _command in (lab, status, doctor, build, slides, data):
    course.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the `course` command and leave with its exit status.

    The status is 0 when all is well, 1 when the command found something wrong, 2 when it was
    asked for something it cannot do, 130 when it was interrupted.

    Parameters
    ----------
    arguments : sequence of str, optional
        What stands after ``course``; without it, the command line of this process.
    """
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    try:
        result = course.main(
            list(arguments) if arguments is not None else None,
            prog_name="course",
            standalone_mode=False,
        )
    except CourseError as error:
        return _complain(str(error))
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
        return 0
    except click.ClickException as error:
        return _complain(error.format_message())
    except (KeyboardInterrupt, click.Abort):
        click.echo(err=True)
        return _INTERRUPTED
    return result if isinstance(result, int) else 0


def _complain(sentence: str) -> int:
    click.echo(f"course: {sentence}", err=True)
    return _USAGE_FAULT
