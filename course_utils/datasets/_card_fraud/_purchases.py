"""Who buys where on which day, which purchases are frauds, and which of these are reported."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from course_utils.datasets._card_fraud._dials import CARD_RATE, TERMINAL_RATE, Dials
from course_utils.datasets._card_fraud._episodes import DELAY, EVE, HISTORY, WINDOW, Episodes
from course_utils.datasets._card_fraud._habits import AMOUNT, CARD, NONE, TERMINAL, far_rate
from course_utils.datasets._card_fraud._places import Places


@dataclass(frozen=True)
class Purchases:
    """Purchases in no order, those before day 0 first.

    Attributes
    ----------
    day : ndarray of int, shape (n,)
        The day, counted from the first for which episodes are drawn: day 0 is EVE.
    customer, terminal : ndarray of int, shape (n,)
        Who bought, and where.
    far : ndarray of bool, shape (n,)
        Whether the terminal is out of the customer's reach.
    kind : ndarray of int8, shape (n,)
        NONE, AMOUNT, TERMINAL or CARD.
    visits, cases : ndarray of int, shape (n,)
        The purchases at the terminal in the WINDOW days that ended DELAY days before, and those
        of them that were traced to it as frauds. For purchases before day 0 they mean nothing.
    """

    day: NDArray[np.int64]
    customer: NDArray[np.int64]
    terminal: NDArray[np.int64]
    far: NDArray[np.bool_]
    kind: NDArray[np.int8]
    visits: NDArray[np.int64]
    cases: NDArray[np.int64]

    def since_day_0(self) -> "Purchases":
        """Return the purchases from day 0 on."""
        kept = self.day >= EVE
        return Purchases(*(values[kept] for values in vars(self).values()))


def draw_purchases(
    rng: np.random.Generator, places: Places, cards: Episodes, terminals: Episodes, dials: Dials
) -> Purchases:
    """Draw all purchases, one per customer and day on average; some customers buy more often."""
    day, customer = _draw_customers(rng, len(places.homes), len(dials.overlap))
    kind = _draw_kinds(rng, cards.active[customer, day], dials.amount_rate[day])
    overlap = dials.overlap[day]
    far_own, far_card = far_rate(overlap)
    far = rng.random(len(day)) < np.where(kind == CARD, far_card, far_own)
    terminal = places.choose_terminals(rng, customer, far)
    struck = terminals.active[terminal, day] & (rng.random(len(day)) < TERMINAL_RATE)
    kind[(kind == NONE) & struck] = TERMINAL
    traced = (kind == TERMINAL) & (rng.random(len(day)) >= overlap)
    shape = terminals.active.shape
    visits = _count_in_window(terminal, day, shape)
    cases = _count_in_window(terminal[traced], day[traced], shape)
    return Purchases(
        day, customer, terminal, far, kind, visits[terminal, day], cases[terminal, day]
    )


def _draw_customers(
    rng: np.random.Generator, n_customers: int, n_days: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Draw day and customer of each purchase.

    Given their total, Poisson numbers per customer and day are these independent draws; the total
    is fixed, so that the number of rows is known beforehand.
    """
    eagerness = np.cumsum(rng.integers(1, 2001, size=n_customers))
    n_recorded = n_customers * (n_days - EVE)
    day = np.concatenate(
        [
            rng.integers(EVE - HISTORY, EVE, size=n_customers * HISTORY),
            rng.integers(EVE, n_days, size=n_recorded),
        ]
    )
    ticket = rng.integers(eagerness[-1], size=len(day))
    return day, np.searchsorted(eagerness, ticket, side="right")


def _draw_kinds(
    rng: np.random.Generator, stolen: NDArray[np.bool_], amount_rate: NDArray[np.float64]
) -> NDArray[np.int8]:
    """Draw which purchases are frauds with a stolen card or of a large amount."""
    u = rng.random(len(stolen))
    card_rate = CARD_RATE * stolen
    kind = np.full(len(u), NONE, dtype=np.int8)
    kind[u < card_rate + amount_rate] = AMOUNT
    kind[u < card_rate] = CARD
    return kind


def _count_in_window(
    terminal: NDArray[np.int64], day: NDArray[np.int64], shape: tuple[int, ...]
) -> NDArray[np.int64]:
    """Count the purchases in the window of each terminal and day."""
    n_terminals, n_days = shape
    per_day = np.bincount(terminal * n_days + day, minlength=n_terminals * n_days)
    until = np.cumsum(per_day.reshape(shape), axis=1)
    counts = np.zeros(shape, dtype=np.int64)
    counts[:, HISTORY + 1 :] = until[:, WINDOW : -DELAY - 1] - until[:, : -HISTORY - 1]
    return counts


def reported_rate(dials: Dials, cards: Episodes) -> NDArray[np.float64]:
    """Return how often a visit to a compromised terminal ends as a reported case, by day.

    It is the mean over the window that a purchase of that day looks back on, from day 0 on.
    """
    rate = spared_rate(dials, cards) * TERMINAL_RATE * (1 - dials.overlap)
    until = np.concatenate([[0.0], np.cumsum(rate)])
    total = until[EVE - DELAY : -DELAY - 1] - until[EVE - HISTORY : -HISTORY - 1]
    return np.asarray(total / WINDOW)


def spared_rate(dials: Dials, cards: Episodes) -> NDArray[np.float64]:
    """Return the share of purchases that are frauds neither by card nor by amount, by day."""
    spared: NDArray[np.float64] = 1 - dials.amount_rate - CARD_RATE * cards.share
    return spared
