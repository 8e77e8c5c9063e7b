"""A square map of shops and homes, and who shops where.

Places are whole metres and distances are compared as whole numbers, so that no rounding decides
whether a terminal is in reach.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

SIDE, REACH = 100_000, 5_000  # metres


@dataclass(frozen=True)
class Places:
    """Where terminals and customers are, and which terminals each customer reaches.

    Attributes
    ----------
    terminals : ndarray of int, shape (n_terminals, 2)
        Where each terminal stands, in metres.
    homes : ndarray of int, shape (n_customers, 2)
        Where each customer lives, in metres.
    near : ndarray of int
        The terminals in reach of customer 0, then those of customer 1, and so on, each ascending.
    first : ndarray of int, shape (n_customers + 1,)
        Where the terminals of each customer begin in `near`.
    """

    terminals: NDArray[np.int64]
    homes: NDArray[np.int64]
    near: NDArray[np.int64]
    first: NDArray[np.int64]

    def distance(
        self, customer: NDArray[np.int64], terminal: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Return the way from home to the terminal, in metres, not rounded."""
        way = self.homes[customer] - self.terminals[terminal]
        metres: NDArray[np.float64] = np.sqrt((way**2).sum(axis=1))
        return metres

    def choose_terminals(
        self, rng: np.random.Generator, customer: NDArray[np.int64], far: NDArray[np.bool_]
    ) -> NDArray[np.int64]:
        """Draw a terminal in reach of each customer or, where the purchase is far, out of it."""
        in_reach = np.diff(self.first)[customer]
        which = rng.integers(np.where(far, len(self.terminals) - in_reach, in_reach))
        chosen = self.near[self.first[customer] + np.where(far, 0, which)]
        chosen[far] = self._out_of_reach(customer[far], which[far])
        return chosen

    def _out_of_reach(
        self, customer: NDArray[np.int64], which: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Return for each customer the terminal of that rank among those out of reach."""
        # Of the terminals below the one in reach of rank r, near − r are out of reach.
        owner = np.repeat(np.arange(len(self.homes)), np.diff(self.first))
        rank = np.arange(len(self.near)) - self.first[owner]
        stride = len(self.terminals) + 1
        skipped = np.searchsorted(
            owner * stride + self.near - rank, customer * stride + which, side="right"
        )
        return which + skipped - self.first[customer]


def draw_places(rng: np.random.Generator, n_customers: int, n_terminals: int) -> Places:
    """Scatter terminals over the map and settle each customer in reach of one of them."""
    terminals = rng.integers(SIDE + 1, size=(n_terminals, 2))
    local = terminals[rng.integers(n_terminals, size=n_customers)]
    homes = np.clip(local + _draw_offsets(rng, n_customers), 0, SIDE)
    # Not a hair too short for the tree's rounding; then counted in whole metres.
    pairs = cKDTree(homes).sparse_distance_matrix(
        cKDTree(terminals), REACH + 1.0, output_type="ndarray"
    )
    customer, near = pairs["i"].astype(np.int64), pairs["j"].astype(np.int64)
    square = ((homes[customer] - terminals[near]) ** 2).sum(axis=1)
    inside = np.sort((customer * n_terminals + near)[square <= REACH**2], kind="stable")
    first = np.searchsorted(inside, np.arange(n_customers + 1) * n_terminals)
    return Places(terminals, homes, inside % n_terminals, first)


def _draw_offsets(rng: np.random.Generator, n: int) -> NDArray[np.int64]:
    """Draw whole steps, uniformly from the disc of the reach."""
    # A cell of a fine grid, then a place in it: no draw has to be thrown away.
    steps = np.mgrid[-REACH : REACH + 1 : 50, -REACH : REACH + 1 : 50].reshape(2, -1).T
    inside = steps[(steps**2).sum(axis=1) <= (REACH - 50) ** 2]
    jitter = rng.integers(-25, 25, size=(n, 2))
    offsets: NDArray[np.int64] = inside[rng.integers(len(inside), size=n)] + jitter
    return offsets
