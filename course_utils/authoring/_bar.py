"""A bar in the terminal over the steps of long work, with the step that is under way."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


@contextmanager
def bar_over_steps(
    name: str, total: int, *, done: int = 0, first: str = "", shown: bool = True
) -> Iterator[Callable[[str], None]]:
    """Show a bar; call what it gives with the words for each step when the step starts.

    Parameters
    ----------
    name : str
        What is worked on, before the bar.
    total, done : int
        The steps there are, and those that were done before.
    first : str, default=""
        The words until the first step starts.
    shown : bool, default=True
        False for no bar.
    """
    columns = (
        TextColumn("[bold]{task.fields[name]}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}", markup=False),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), disable=not shown) as bar:
        task = bar.add_task(first, total=total, completed=done, name=name)
        started: list[str] = []

        def on_step(words: str) -> None:
            at = done + len(started)
            bar.update(task, description=words, completed=at, refresh=True)
            started.append(words)

        yield on_step
        bar.update(task, description="done", completed=total)
