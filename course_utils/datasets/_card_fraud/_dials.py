"""What may be asked of the simulator, day by day, and what is refused."""

import numbers
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from course_utils.datasets._card_fraud._episodes import EVE
from course_utils.datasets._faults import BadArgument

Dial = float | tuple[float, float]

FEWEST = 100
FEWEST_FRAUDS = 10
MOST = 20_000_000
HIGHEST_PREVALENCE = 0.5

# Of all frauds; of the purchases with a stolen card or at a compromised terminal.
AMOUNT_SHARE, TERMINAL_SHARE, CARD_SHARE = 0.25, 0.35, 0.40
TERMINAL_RATE, CARD_RATE = 1 / 2, 1 / 3


@dataclass(frozen=True)
class Dials:
    """The dials of each day, the days before day 0 included; day d stands at d + EVE.

    Attributes
    ----------
    prevalence, overlap : ndarray of shape (EVE + n_days,)
        What the arguments of the same names ask for.
    """

    prevalence: NDArray[np.float64]
    overlap: NDArray[np.float64]

    @property
    def amount_rate(self) -> NDArray[np.float64]:
        """Return the share of purchases that are frauds of a large amount."""
        return self.prevalence * AMOUNT_SHARE

    @property
    def stolen(self) -> NDArray[np.float64]:
        """Return the share of cards that must be stolen for the prevalence."""
        return self.prevalence * CARD_SHARE / CARD_RATE

    @property
    def compromised(self) -> NDArray[np.float64]:
        """Return the share of terminals that must be compromised for the prevalence."""
        others = self.prevalence * (AMOUNT_SHARE + CARD_SHARE)
        return self.prevalence * TERMINAL_SHARE / TERMINAL_RATE / (1 - others)


def read_dials(rows: int, n_days: int, prevalence: Dial, overlap: Dial) -> Dials:
    """Check both dials and lay them out day by day."""
    first, last = _pair("prevalence", prevalence)
    if not all(0 < value <= HIGHEST_PREVALENCE for value in (first, last)):
        raise BadArgument(
            f"'prevalence' is the share of frauds, above 0 and at most {HIGHEST_PREVALENCE}; "
            f"got {prevalence!r}. Give 0.01 for one purchase in a hundred."
        )
    expected = rows * (first + last) / 2
    if expected < FEWEST_FRAUDS:
        raise BadArgument(
            f"A prevalence of {prevalence!r} means {expected:.2g} frauds among {rows:,} purchases "
            f"(customers times days), and {FEWEST_FRAUDS} are the fewest. "
            "Ask for more customers, more days or a higher prevalence."
        )
    blur = _pair("overlap", overlap)
    if not all(0 <= value <= 1 for value in blur):
        raise BadArgument(
            f"'overlap' goes from 0 (frauds show) to 1 (frauds look like any purchase); "
            f"got {overlap!r}. Give a number between, such as 0.5."
        )
    return Dials(_by_day((first, last), n_days), _by_day(blur, n_days))


def check_count(name: str, value: object, fewest: int) -> int:
    """Return a whole number that is large enough."""
    if isinstance(value, bool) or not isinstance(value, numbers.Integral) or value < fewest:
        raise BadArgument(
            f"'{name}' is a whole number, {fewest} or more; got {value!r}. "
            f"Give for example {2 * fewest or 42}."
        )
    return int(value)


def check_size(n_customers: int, n_terminals: int, n_days: int) -> None:
    """Refuse what would not fit into the memory of a laptop."""
    for name, count in (("n_customers", n_customers), ("n_terminals", n_terminals)):
        if count * n_days > MOST:
            raise BadArgument(
                f"'{name}' times 'n_days' is at most {MOST:,}, for memory's sake; got {count:,} "
                f"times {n_days:,}. Ask for fewer of one of them."
            )


def read_seed(random_state: object) -> np.random.Generator:
    """Return a generator of random numbers, for a seed or as it was given."""
    if random_state is None or isinstance(random_state, np.random.Generator):
        return np.random.default_rng(random_state)
    if isinstance(random_state, np.random.RandomState):
        raise BadArgument(
            f"'random_state' is a whole number, a numpy Generator or None; got {random_state!r}. "
            "Give a seed such as 42, or numpy.random.default_rng(42)."
        )
    return np.random.default_rng(check_count("random_state", random_state, 0))


def _pair(name: str, value: object) -> tuple[float, float]:
    """Return the values on the first and on the last day."""
    ends = value if isinstance(value, tuple | list) else (value, value)
    real = [end for end in ends if isinstance(end, numbers.Real) and not isinstance(end, bool)]
    if len(real) != 2 or len(ends) != 2:
        raise BadArgument(
            f"'{name}' is one number, or two for the first and the last day; got {value!r}. "
            "Give for example 0.1 or (0.1, 0.3)."
        )
    return float(real[0]), float(real[1])


def _by_day(ends: tuple[float, float], n_days: int) -> NDArray[np.float64]:
    """Return the dial of each day: as on the first day before it, then along a straight line."""
    return np.concatenate([np.full(EVE, ends[0]), np.linspace(*ends, n_days)])
