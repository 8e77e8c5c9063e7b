"""The command line: one group, one sentence for each error, one meaning for each exit status."""

from collections.abc import Sequence

import click

from course_utils import __version__
from course_utils.cli._authors import build, data, present, slides
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


for _command in (lab, status, doctor, build, slides, present, data):
    course.add_command(_command)


def run(arguments: Sequence[str] | None) -> int:
    """Run a command line and return its exit status."""
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
