"""What purchases look like: amounts, times of day and places, of customers and of fraudsters.

All densities are tables, so that a value can be drawn from one, and its likelihood read from it.
Tables are computed by the math module and rounded: they are the same on every processor.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

KINDS = ("none", "amount", "terminal", "card")
NONE, AMOUNT, TERMINAL, CARD = range(4)

STRAY = 0.06  # times the overlap: share of purchases whose amount (time, place) may be anything
STEP = 0.02  # of the grid of log amount over usual amount
LOWEST = -1.8  # of that grid
SPREAD = 0.6  # standard deviation of a customer's log amount, cut at three of them
BULK = 180  # steps that a customer's own amounts take up
SHIFT = {AMOUNT: 220, CARD: 180}  # steps by which a fraud's amount is larger at overlap 0
QUARTERS, SECONDS = 96, 900  # of an hour in a day, and in each


def _table(weights: list[float]) -> NDArray[np.float64]:
    """Return probabilities that are proportional to the weights."""
    total = math.fsum(weights)
    return np.array([round(weight / total, 12) for weight in weights])


def _bell(size: int, centre: float, spread: float) -> NDArray[np.float64]:
    """Return a normal law on the grid of log amounts."""
    places = (LOWEST + STEP * (i + 0.5) for i in range(size))
    return _table([math.exp(-(((place - centre) / spread) ** 2) / 2) for place in places])


def _hours(corners: dict[int, float]) -> NDArray[np.float64]:
    """Return a law of the time of day, from its height at some hours."""
    middle = (np.arange(QUARTERS) + 0.5) / 4
    return _table(np.interp(middle, [*corners], [*corners.values()]).tolist())


GRID = BULK + max(SHIFT.values())
OWN_AMOUNT = _bell(BULK, 0.0, SPREAD)
STRAY_AMOUNT = _bell(GRID, 1.2, 1.0)
DAYTIME = _hours({6: 0, 8: 4, 12: 9, 14: 7, 17: 10, 20: 6, 22: 2, 24: 0})
NIGHT = _hours({0: 0, 3: 1, 6: 0})
FACTOR = np.array([round(math.exp(LOWEST + STEP * i), 6) for i in range(GRID + 1)])


@dataclass(frozen=True)
class Looks:
    """What a purchase looks like, on the grids on which its likelihood is known.

    Attributes
    ----------
    amount : ndarray of int, shape (n,)
        The step of the log of the amount over the customer's usual amount.
    quarter : ndarray of int, shape (n,)
        The quarter of an hour of the day.
    far : ndarray of bool, shape (n,)
        Whether the terminal is out of the customer's reach.
    """

    amount: NDArray[np.int64]
    quarter: NDArray[np.int64]
    far: NDArray[np.bool_]

    def likelihoods(self, overlap: NDArray[np.float64]) -> dict[int, NDArray[np.float64]]:
        """Return the likelihood under each kind, given the overlap at each purchase."""
        stray = STRAY * overlap
        amounts = {
            kind: (1 - stray) * _look_up(OWN_AMOUNT, self.amount - shift_of(kind, overlap))
            + stray * STRAY_AMOUNT[self.amount]
            for kind in (NONE, AMOUNT, CARD)
        }
        hour = (1 - stray) * DAYTIME[self.quarter] + stray / QUARTERS
        at_night = overlap * hour + (1 - overlap) * NIGHT[self.quarter]
        far_own, far_card = far_rate(overlap)
        place = np.where(self.far, far_own, 1 - far_own)
        away = np.where(self.far, far_card, 1 - far_card)
        return {
            NONE: amounts[NONE] * hour * place,
            AMOUNT: amounts[AMOUNT] * hour * place,
            TERMINAL: amounts[NONE] * at_night * place,
            CARD: amounts[CARD] * hour * away,
        }


def far_rate(overlap: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return how often a purchase is out of reach: any purchase, one with a stolen card."""
    stray = STRAY * overlap
    return stray, stray + (1 - overlap) * (1 - stray)


def shift_of(kind: int, overlap: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return by how many steps the amounts of a kind are larger than a customer's own."""
    steps: NDArray[np.int64] = np.rint(SHIFT.get(kind, 0) * (1 - overlap)).astype(np.int64)
    return steps


def draw_amounts(
    rng: np.random.Generator, kind: NDArray[np.int8], overlap: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Draw the step of each amount on the grid of log amount over usual amount."""
    u, stray = rng.random(len(kind)), rng.random(len(kind)) < STRAY * overlap
    step = _draw(OWN_AMOUNT, u)
    for shifted in SHIFT:
        those = kind == shifted
        step[those] += shift_of(shifted, overlap[those])
    step[stray] = _draw(STRAY_AMOUNT, u[stray])
    return step


def draw_quarters(
    rng: np.random.Generator, kind: NDArray[np.int8], overlap: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Draw the quarter of an hour of each purchase."""
    u, stray = rng.random(len(kind)), rng.random(len(kind)) < STRAY * overlap
    quarter = _draw(DAYTIME, u)
    quarter[stray] = (u[stray] * QUARTERS).astype(np.int64)
    at_night = (kind == TERMINAL) & (rng.random(len(kind)) >= overlap)
    quarter[at_night] = _draw(NIGHT, u[at_night])
    return quarter


def draw_cents(
    rng: np.random.Generator, usual: NDArray[np.int64], step: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Draw each amount within its step of the grid, in cents."""
    low, high = FACTOR[step], FACTOR[step + 1]
    factor = low + (high - low) * rng.random(len(step))
    return np.asarray(np.rint(usual * factor).astype(np.int64))


def _draw(table: NDArray[np.float64], u: NDArray[np.float64]) -> NDArray[np.int64]:
    """Turn uniform numbers into places in a table of probabilities."""
    places: NDArray[np.int64] = np.searchsorted(np.cumsum(table)[:-1], u, side="right")
    return places


def _look_up(table: NDArray[np.float64], place: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return a table's values, and 0 beside it."""
    inside = (place >= 0) & (place < len(table))
    return np.where(inside, table[np.where(inside, place, 0)], 0.0)
