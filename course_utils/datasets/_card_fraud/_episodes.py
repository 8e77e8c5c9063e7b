"""Terminals that are compromised for weeks, cards that are stolen for a fortnight.

An episode begins on any day with the same chance for every terminal (or card), and lasts a fixed
number of days; one that begins during another prolongs it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import xlog1py, xlogy

# In days: how long an episode lasts, which reports a bank looks at, how late they reach it.
COMPROMISED, STOLEN, WINDOW, DELAY = 28, 14, 28, 7
HISTORY = WINDOW + DELAY  # purchases begin so many days before day 0
EVE = COMPROMISED + HISTORY  # episodes begin so many days before day 0


@dataclass(frozen=True)
class Episodes:
    """Which places are in an episode on which day, and the law behind it.

    Attributes
    ----------
    active : ndarray of bool, shape (n_places, EVE + n_days)
        Whether the place (a terminal or a card) is in an episode.
    chance : ndarray of shape (EVE + n_days,)
        The chance that an episode begins on a day at a given place.
    length : int
        How many days an episode lasts.
    """

    active: NDArray[np.bool_]
    chance: NDArray[np.float64]
    length: int

    @property
    def share(self) -> NDArray[np.float64]:
        """Return the chance that a given place is in an episode, for each day."""
        quiet = np.cumsum(np.log1p(-self.chance))
        before = np.concatenate([np.zeros(self.length), quiet[: -self.length]])
        share: NDArray[np.float64] = -np.expm1(quiet - before)
        return share


def draw_episodes(
    rng: np.random.Generator, n_places: int, share: NDArray[np.float64], length: int
) -> Episodes:
    """Draw episodes, so that on each day about the wished share of places is in one.

    Their number is spread evenly over the days, which steadies the prevalence; each begins at a
    place drawn at random.
    """
    n_days = len(share)
    # An episode acts for days to come: aim at the share that is wished half its length later.
    ahead = share[np.minimum(np.arange(n_days) + length // 2, n_days - 1)]
    log_spared = np.log1p(-1 / n_places)  # by one episode that begins somewhere
    per_day = np.log1p(-ahead) / log_spared / length
    until = np.floor(np.cumsum(per_day).round(9) + rng.random()).astype(np.int64)
    day = np.repeat(np.arange(n_days), np.diff(until, prepend=0))
    place = rng.integers(n_places, size=len(day))
    change = np.zeros((n_places, n_days + length), dtype=np.int16)
    np.add.at(change, (place, day), 1)
    np.add.at(change, (place, day + length), -1)
    active = np.cumsum(change, axis=1, dtype=np.int16)[:, :n_days] > 0
    return Episodes(active, -np.expm1(per_day * log_spared), length)


def window_law(chance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how compromised days in the window go with the state of the day itself.

    Parameters
    ----------
    chance : ndarray of shape (EVE + n_days,)
        The chance that an episode begins, for each day.

    Returns
    -------
    ndarray of shape (n_days, 2, WINDOW + 1)
        For each day the joint probability of the state (0 clean, 1 compromised) and of the number
        of compromised days among the WINDOW days that ended DELAY days before.
    """
    n_days = len(chance) - EVE
    # By the days since the last beginning (the last place: none that still acts).
    law = np.zeros((n_days, COMPROMISED + 1, WINDOW + 1))
    law[:, COMPROMISED, 0] = 1
    for step in range(EVE + 1):
        begins = chance[step : step + n_days, None]
        aged = (1 - begins[:, None]) * law
        law = np.empty_like(law)
        law[:, 0] = begins * (aged.sum(axis=1) / (1 - begins))
        law[:, 1:] = aged[:, :-1]
        law[:, COMPROMISED] += aged[:, COMPROMISED]
        if COMPROMISED <= step < COMPROMISED + WINDOW:
            law[:, :COMPROMISED, 1:] = law[:, :COMPROMISED, :-1].copy()
            law[:, :COMPROMISED, 0] = 0
    return np.stack([law[:, COMPROMISED], law[:, :COMPROMISED].sum(axis=1)], axis=1)


def believe_compromised(
    law: NDArray[np.float64],
    rate: NDArray[np.float64],
    day: NDArray[np.int64],
    visits: NDArray[np.int64],
    cases: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Return the probability that a terminal is compromised, given what its window shows.

    Given their number, visits fall on the days of the window uniformly and independently. With j
    compromised days, a visit is therefore a reported case with probability rate × j / WINDOW.

    Parameters
    ----------
    law : ndarray of shape (n_days, 2, WINDOW + 1)
        As `window_law` returns it.
    rate : ndarray of shape (n_days,)
        The share of visits to a compromised terminal that end as reported cases.
    day, visits, cases : ndarray of int, shape (n,)
        The day, and the visits and reported cases in its window.
    """
    code = np.ravel_multi_index(
        (day, visits, cases), (len(law), visits.max() + 1, cases.max() + 1)
    )
    distinct, back = np.unique(code, return_index=True, return_inverse=True)[1:]
    day, visits, cases = day[distinct], visits[distinct, None], cases[distinct, None]
    case_rate = rate[day, None] * np.arange(WINDOW + 1) / WINDOW
    log_likelihood = xlogy(cases, case_rate) + xlog1py(visits - cases, -case_rate)
    likelihood = np.exp(log_likelihood - log_likelihood.max(axis=1, keepdims=True))
    clean, compromised = ((law[day, state] * likelihood).sum(axis=1) for state in (0, 1))
    belief: NDArray[np.float64] = (compromised / (clean + compromised))[back]
    return belief
