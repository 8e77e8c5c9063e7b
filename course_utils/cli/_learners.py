"""The commands for learners: lab, status, doctor."""

import textwrap
from pathlib import Path

import click

from course_utils.cli._arguments import LESSON, PORT

_work = click.option(
    "--work",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Your folder, where it is not the usual one.",
)
_COLOURS = {"ok": "green", "warn": "yellow", "fail": "red"}


@click.command()
@click.argument("lesson", type=LESSON, required=False)
@_work
@click.option("--reset", is_flag=True, help="Lay your copy aside and start LESSON afresh.")
@click.option("--port", type=PORT, help="Where JupyterLab listens.")
@click.option("--browser/--no-browser", default=None, help="Whether to open a browser.")
@click.option("--check", is_flag=True, help="Start, open the lesson, stop: a test.")
@click.option("--author", is_flag=True, help="Open the course's own notebooks, to edit them.")
def lab(
    lesson: int | None,
    *,
    work: Path | None,
    reset: bool,
    port: int | None,
    browser: bool | None,
    check: bool,
    author: bool,
) -> None:
    """Open a lesson in JupyterLab.

    Without LESSON, the first one that you have not finished. You work in copies: updates of the
    course renew those that you have not changed; the others stay, and the new version is laid
    beside them.
    """
    from course_utils.workspace import check_lab, find_workspace, open_author_lab, open_lab

    if sum((reset, check, author)) > 1:
        raise click.UsageError("Choose one of --reset, --check and --author.")
    if reset and lesson is None:
        raise click.UsageError("Say which lesson to start afresh: course lab --reset 3.")
    if author:
        open_author_lab(lesson, port=port, browser=browser, say=click.echo)
    elif check:
        check_lab(find_workspace(work), lesson, port=port, say=click.echo)
    else:
        open_lab(
            find_workspace(work), lesson, reset=reset, port=port, browser=browser, say=click.echo
        )


@click.command()
@_work
def status(*, work: Path | None) -> None:
    """Show your points, what is open, and where to go on."""
    from course_utils.workspace import find_workspace
    from course_utils.workspace import status as describe

    click.echo(describe(find_workspace(work)))


@click.command()
@_work
@click.pass_context
def doctor(ctx: click.Context, *, work: Path | None) -> None:
    """Say what is wrong and what mends it."""
    from course_utils.workspace import diagnose, find_workspace

    findings = diagnose(find_workspace(work))
    for finding in findings:
        _print_finding(finding.level, finding.subject, finding.text, finding.mend)
    levels = [finding.level for finding in findings]
    click.echo(_verdict(levels.count("fail"), levels.count("warn")))
    ctx.exit(1 if "fail" in levels else 0)


def _print_finding(level: str, subject: str, text: str, mend: str) -> None:
    label = level if level == "ok" else level.upper()
    margin = " " * 18
    # Names, paths and commands are never cut: they are there to be copied.
    body = textwrap.wrap(
        text, _width() - len(margin), break_long_words=False, break_on_hyphens=False
    )
    head = f"{click.style(f'{label:<5}', fg=_COLOURS[level], bold=True)} {subject:<12}"
    click.echo(head + f"\n{margin}".join(body))
    if mend:
        click.echo(f"{margin}mend it: {mend}")


def _width() -> int:
    import shutil

    return min(shutil.get_terminal_size().columns, 100)


def _verdict(failed: int, warned: int) -> str:
    if failed:
        return f"\n{failed} to mend before the lessons run, {warned} to look at."
    return f"\nThe lessons can run; {warned} to look at." if warned else "\nAll is well."
