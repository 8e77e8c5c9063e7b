"""What a study is: a function, the grid of its arguments, and the seeds."""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

SEED = "random_state"

Call = Mapping[str, Any]
Grid = Mapping[str, Sequence[Any]]


@dataclass(frozen=True)
class Study:
    """A comparison that a lesson's ``study.py`` declares in its dict ``STUDIES``, by name.

    Parameters
    ----------
    function : callable
        Called with one combination of arguments and with ``random_state``; returns a mapping of
        column to number or text, or a sequence of such mappings (one row each).
    grid : mapping of str to sequence, or sequence of such mappings
        The values of each argument, which are combined: numbers, texts or bools. A sequence of
        grids holds the combinations of each.
    random_states : sequence of int, default=(0,)
        The seeds; each combination is computed with each.
    measured : sequence of str, default=()
        Columns of times, memory and the like: as the machine gave them, and not proved again.
    quick : mapping of str to object, default={}
        Arguments of the combinations that take a second or two; a test computes one of them
        again. All of them by default.

    Examples
    --------
    >>> def toss(bias, random_state):
    ...     return {"heads": bias * random_state}
    >>> study = Study(toss, {"bias": [0.25, 0.5]}, random_states=[1, 2])
    >>> list(study.calls())[1]
    {'bias': 0.25, 'random_state': 2}
    >>> study.rows(bias=0.25, random_state=2)
    [{'bias': '0.25', 'random_state': '2', 'heads': '0.5'}]
    """

    function: Callable[..., Any]
    grid: Grid | Sequence[Grid]
    random_states: Sequence[int] = (0,)
    measured: Sequence[str] = ()
    quick: Mapping[str, Any] = field(default_factory=dict)

    def calls(self) -> Iterator[Call]:
        """Yield the arguments of each call, in the order of the table."""
        for grid in [self.grid] if isinstance(self.grid, Mapping) else self.grid:
            whole = {**grid, SEED: self.random_states}
            for values in itertools.product(*whole.values()):
                yield dict(zip(whole, values, strict=True))

    def rows(self, **call: Any) -> list[dict[str, str]]:
        """Compute one call; return its rows as the table holds them.

        Raises
        ------
        ValueError
            When no row comes back, or a column of it is named like an argument.
        """
        found = self.function(**call)
        results: Iterable[Call] = [found] if isinstance(found, Mapping) else found
        rows = []
        for result in results:
            if taken := sorted(call.keys() & result.keys()):
                raise ValueError(
                    f"{self.function.__name__} returns the column {taken[0]!r}, which is one of "
                    "its arguments; give the column another name."
                )
            rows.append({name: written(value) for name, value in {**call, **result}.items()})
        if not rows:
            raise ValueError(f"{self.function.__name__} returns no row for {call}.")
        return rows

    def is_quick(self, call: Call) -> bool:
        """Tell whether a test may compute this call."""
        return all(call.get(name) == value for name, value in self.quick.items())


def written(value: Any) -> str:
    """Return a value as the table holds it: floats with six significant digits.

    Examples
    --------
    >>> [written(value) for value in (2 / 3, 1234567.8, 5, True, "none", float("nan"))]
    ['0.666667', '1234570.0', '5', 'True', 'none', 'nan']
    """
    if hasattr(value, "item"):  # a number of numpy
        value = value.item()
    return repr(float(f"{value:.6g}")) if isinstance(value, float) else str(value)
