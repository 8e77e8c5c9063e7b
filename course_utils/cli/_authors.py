"""The commands for authors and teachers: build, slides, present, data."""

import webbrowser
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Literal

import click
from click.formatting import wrap_text

from course_utils.cli._arguments import DECK, DECKS, LESSON
from course_utils.cli._group import CommandGroup


@click.command()
@click.argument("lessons", type=LESSON, nargs=-1)
@click.option("--check", is_flag=True, help="Compare only, and say what disagrees.")
@click.option("--force", is_flag=True, help="Execute even what has not changed.")
@click.option(
    "--take", type=click.Choice(["py", "ipynb"]), help="Which side wins where both changed a cell."
)
@click.option("--cell", "cells", multiple=True, metavar="ID", help="Take this cell only.")
@click.option("--studies", is_flag=True, help="Compute the lessons' stored studies instead.")
@click.pass_context
def build(
    ctx: click.Context,
    lessons: tuple[int, ...],
    *,
    check: bool,
    force: bool,
    take: Literal["py", "ipynb"] | None,
    cells: tuple[str, ...],
    studies: bool,
) -> None:
    """Bring notebooks and their sources in line.

    The text form in notebooks/src, the exercises and the notebook are merged cell by cell; what
    changed is executed. Without LESSONS, all of them. With --studies, what is missing of the
    slow comparisons that a lesson keeps in data/studies is computed; with --check, a sample is
    computed again and compared.
    """
    from course_utils.authoring import build_lessons, build_studies

    if cells and take is None:
        raise click.UsageError("Say which side the cell is taken from: --take py or --take ipynb.")
    if studies and take is not None:
        raise click.UsageError("A study has no two sides: leave out --take and --cell.")
    if studies:
        result = build_studies(lessons, check=check, force=force)
    else:
        result = build_lessons(lessons, take=take, take_cells=cells, check=check, force=force)
    for message in result.messages:
        click.echo(message, err=result.exit_status != 0)
    ctx.exit(result.exit_status)


@click.command()
@click.argument("decks", type=DECKS, nargs=-1)
@click.option("--pdf", is_flag=True, help="Print them, too: a PDF with a page for each slide.")
@click.option("--notes", is_flag=True, help="With --pdf: the teacher's notes below each slide.")
@click.option("--portrait", is_flag=True, help="Instead: upright pictures of the lessons.")
@click.option("--texts", is_flag=True, help="Instead: slides/TEACHING.md and slides/series.md.")
def slides(
    decks: tuple[int | str, ...], *, pdf: bool, notes: bool, portrait: bool, texts: bool
) -> None:
    """Write slide decks that need no network.

    One HTML file for each of DECKS, in slides/build: lessons, 'overview' (the whole course in
    half an hour), or 'all', which is what you get without DECKS.

    A PDF is printed, and pictures are taken, by Chromium, Chrome or Edge: with --portrait five
    of 1080×1920 for each lesson, in slides/build/portrait, for telephones.
    """
    from course_utils import slides as made

    if notes and not pdf:
        raise click.UsageError("Notes stand on paper: say --pdf --notes. A deck has them: key S.")
    if pdf + portrait + texts > 1:
        raise click.UsageError("Choose one of --pdf, --portrait and --texts.")
    everything = not decks or "all" in decks
    lessons = [] if everything else [deck for deck in decks if isinstance(deck, int)]
    if texts:
        written = [made.write_guide(), made.write_series()]
    elif portrait:
        written = made.build_portraits(lessons)
    else:
        of_lessons = made.build_decks(lessons) if everything or lessons else []
        overview = [made.build_overview()] if everything or "overview" in decks else []
        written = [*of_lessons, *overview]
    for path in written:
        click.echo(path)
    if pdf:
        made.print_handouts(written, notes=notes, say=click.echo)


@click.command()
@click.argument("wanted", type=DECK, metavar="DECK")
def present(wanted: int | str) -> None:
    """Open a deck in the browser.

    DECK is a lesson, or 'overview': the whole course in half an hour. It is built anew where
    something changed. In the browser: key S shows the notes, C the contents, F fills the screen,
    D is dark.
    """
    from course_utils.slides import fresh_deck

    deck = fresh_deck(wanted)
    click.echo(deck)
    if not webbrowser.open(deck.as_uri()):
        click.echo("There is no browser to open it with; open that file in one.")


@click.group(cls=CommandGroup)
def data() -> None:
    """List, check or build the data sets."""


@data.command("list")
def list_data() -> None:
    """Show the data sets: rows, features, rarest class, and the question each one answers."""
    from course_utils.datasets import list_datasets

    # A line for the numbers and one for the question: together they are wider than a terminal.
    table = list_datasets().drop(columns="licence")
    stories = table.pop("story")
    numbers = table.to_string(index=False, formatters={"prevalence": "{:.2%}".format})
    head, *rows = numbers.splitlines()
    click.echo(head)
    for row, story in zip(rows, stories, strict=True):
        click.echo(row)
        click.echo(wrap_text(story, 79, initial_indent="    ", subsequent_indent="    "))


@data.command("verify")
@click.argument("names", nargs=-1)
@click.pass_context
def verify_data_files(ctx: click.Context, names: tuple[str, ...]) -> None:
    """Compare the data files, and what they hold, with what was committed."""
    from course_utils.datasets import verify_data

    damaged = verify_data(names)
    for fault in damaged:
        click.echo(fault, err=True)
    if not damaged:
        click.echo("Every data file is as it was committed.")
    ctx.exit(1 if damaged else 0)


@data.command("build")
@click.argument("names", nargs=-1)
@click.option("--check", is_flag=True, help="Build and compare, write nothing.")
@click.pass_context
def build_data_files(ctx: click.Context, names: tuple[str, ...], *, check: bool) -> None:
    """Write data files anew from the pinned archives they come from.

    Archives are kept, and a set that is as its last build left it is not built again: an
    interrupted build goes on where it was. With --check, all are built and nothing is written.
    """
    from course_utils.datasets import build_data

    with _bar() as progress:
        report = build_data(names, check=check, progress=progress)
    for message in report.messages:
        click.echo(message)
    ctx.exit(report.exit_status)


@data.command("draw")
@click.argument("names", nargs=-1)
@click.option("--check", is_flag=True, help="Compare the words of the figures, write nothing.")
@click.pass_context
def draw_data_figures(ctx: click.Context, names: tuple[str, ...], *, check: bool) -> None:
    """Draw the figure of each data set, and show it in the set's card.

    Run it after a build. It needs no network.
    """
    from course_utils.authoring import draw_card_figures

    report = draw_card_figures(names, check=check)
    for message in report.messages:
        click.echo(message, err=report.exit_status != 0)
    ctx.exit(report.exit_status)


@contextmanager
def _bar() -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar over the data sets, with the step that is under way, once there is one."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    step = TextColumn("{task.description}", markup=False)
    bar = Progress(*columns, step, console=Console(stderr=True))
    task = bar.add_task("", total=None)
    with ExitStack() as shown:

        def progress(step: str, done: int, total: int) -> None:
            if not bar.live.is_started:
                shown.enter_context(bar)
            bar.update(task, description=step, completed=done, total=total, refresh=True)

        yield progress
        total = bar.tasks[0].total
        bar.update(task, description="done", completed=total, total=total)
