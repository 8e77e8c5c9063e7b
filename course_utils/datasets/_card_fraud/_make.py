"""The function that a notebook calls, and the frame that it gets."""

import numpy as np
import pandas as pd
from numpy.random import Generator
from numpy.typing import NDArray

from course_utils.datasets._card_fraud import _habits
from course_utils.datasets._card_fraud._dials import (
    FEWEST,
    Dial,
    Dials,
    check_count,
    check_size,
    read_dials,
    read_seed,
)
from course_utils.datasets._card_fraud._episodes import COMPROMISED, EVE, STOLEN, draw_episodes
from course_utils.datasets._card_fraud._habits import KINDS, NONE, SECONDS, Looks
from course_utils.datasets._card_fraud._places import Places, draw_places
from course_utils.datasets._card_fraud._purchases import Purchases, draw_purchases
from course_utils.datasets._card_fraud._truth import fraud_probability
from course_utils.datasets._manifest import read_card
from course_utils.files import shipped_folder

FEATURES = ["amount", "usual_amount", "hour", "distance", "terminal_visits", "terminal_cases"]
DAY = 86_400  # seconds


def make_card_fraud(
    n_customers: int = 1000,
    n_terminals: int = 1000,
    n_days: int = 90,
    *,
    prevalence: Dial = 0.01,
    overlap: Dial = 0.5,
    random_state: int | Generator | None = None,
) -> pd.DataFrame:
    """Make SYNTHETIC card purchases, some of them frauds, each with its true probability.

    Customers live near shops and buy at the terminals within 5 km of their home. Frauds are of
    three kinds: large amounts; purchases at a terminal that is compromised for 28 days; purchases
    with a card that is stolen for 14 days. The card of the set, ``data/cards/card_fraud.md``
    (also ``attrs["DESCR"]``), tells how each is made, and all numbers in it.

    Parameters
    ----------
    n_customers : int, default=1000
        Number of cards, 100 or more.
    n_terminals : int, default=1000
        Number of terminals, on a square of 100 km × 100 km; 100 or more.
    n_days : int, default=90
        Number of days. The frame has ``n_customers * n_days`` rows: a purchase per customer and
        day on average, for some customers more and for some fewer.
    prevalence : float or pair of float, default=0.01
        Expected share of frauds, above 0 and at most 0.5. A pair is **drift**: the share on the
        first and on the last day, with a straight line between. The share that comes out wanders
        by chance, more than if frauds were independent: they come in episodes.
    overlap : float or pair of float, default=0.5
        How much frauds look like other purchases: at 0 the features tell them apart without
        error, at 1 they tell nothing, and the Bayes AUC falls from 1 to 0.5 between. A pair is
        **drift**: fraudsters who learn to hide, or the reverse, from the first to the last day.
    random_state : int, numpy.random.Generator or None, default=None
        Seed. The same seed gives the same bytes on each Python and processor.

    Returns
    -------
    pandas.DataFrame of shape (n_customers * n_days, 14)
        One row per purchase, sorted by time. All columns are int64 or float64 but ``kind``.

        ======================  ========================================================
        ``transaction_id``      0, 1, 2, … in order of time
        ``day``                 day, from 0 to n_days − 1
        ``time``                seconds since the beginning of day 0
        ``customer``            whose card it is: the groups, since frauds come in series
        ``terminal``            where it was used
        ``amount``              currency units, to the cent
        ``usual_amount``        the customer's median amount, in currency units
        ``hour``                time of day in hours, from 0 to 24
        ``distance``            km from the customer's home to the terminal, to the metre
        ``terminal_visits``     purchases at the terminal in 28 days, which ended a week ago
        ``terminal_cases``      frauds among these that were traced to the terminal
        ``fraud``               1 for a fraud, else 0
        ``kind``                category: ``none``, ``amount``, ``terminal`` or ``card``
        ``fraud_probability``   P(fraud | the features and the day)
        ======================  ========================================================

        ``attrs`` hold ``name``, ``synthetic`` (True), ``features`` (the names of the six columns
        that a model may see), ``target``, ``arguments``, and the card as ``DESCR``.

    Raises
    ------
    BadArgument
        When an argument is of the wrong type or out of its range, or when fewer than 10 frauds
        would be expected, or more than 20 million rows (customers or terminals times days).
    DamagedFile
        When the card is missing or cannot be read.

    Notes
    -----
    ``fraud_probability`` is Bayes' rule on the model that made the data. Given are the six
    features and the day, and nothing else: who bought where, and the other rows, may tell more
    (a card that was misused yesterday). No model of the six features has a better log-loss or
    ranking in expectation on new customers. Split at random, a flexible model can know customers
    again by ``usual_amount``, and whose card was stolen: split by ``customer`` or ``day``.

    References
    ----------
    Le Borgne, Y.-A., Siblini, W., Lebichot, B. and Bontempi, G. (2022). Reproducible Machine
    Learning for Credit Card Fraud Detection: Practical Handbook. Université Libre de Bruxelles.
    https://fraud-detection-handbook.github.io/fraud-detection-handbook/
    Chapter 3, "Transaction data simulator": the design of customers, terminals and the three
    kinds of fraud. Code, dials, drift and probabilities are this course's own.

    Examples
    --------
    >>> from course_utils.datasets import make_card_fraud
    >>> purchases = make_card_fraud(n_customers=200, n_days=30, random_state=0)
    >>> X, y = purchases[purchases.attrs["features"]], purchases["fraud"]
    >>> X.shape
    (6000, 6)
    >>> drifting = make_card_fraud(prevalence=(0.005, 0.02), random_state=0)
    """
    check_count("n_customers", n_customers, FEWEST)
    check_count("n_terminals", n_terminals, FEWEST)
    check_count("n_days", n_days, 1)
    check_size(n_customers, n_terminals, n_days)
    dials = read_dials(n_customers * n_days, n_days, prevalence, overlap)
    frame = _simulate(n_customers, n_terminals, dials, read_seed(random_state))
    frame.attrs.update(
        name="card_fraud",
        synthetic=True,
        features=[*FEATURES],
        target="fraud",
        arguments={
            "n_customers": n_customers,
            "n_terminals": n_terminals,
            "n_days": n_days,
            "prevalence": prevalence,
            "overlap": overlap,
            "random_state": None if isinstance(random_state, Generator) else random_state,
        },
        DESCR=read_card(shipped_folder("data"), "card_fraud"),
    )
    return frame


def _simulate(n_customers: int, n_terminals: int, dials: Dials, rng: Generator) -> pd.DataFrame:
    """Draw the world, what happens in it, and what it looks like."""
    places = draw_places(rng, n_customers, n_terminals)
    usual = rng.integers(500, 10_001, size=n_customers)  # cents
    cards = draw_episodes(rng, n_customers, dials.stolen, STOLEN)
    terminals = draw_episodes(rng, n_terminals, dials.compromised, COMPROMISED)
    bought = draw_purchases(rng, places, cards, terminals, dials).since_day_0()
    overlap = dials.overlap[bought.day]
    looks = Looks(
        amount=_habits.draw_amounts(rng, bought.kind, overlap),
        quarter=_habits.draw_quarters(rng, bought.kind, overlap),
        far=bought.far,
    )
    second = looks.quarter * SECONDS + rng.integers(SECONDS, size=len(bought.day))
    cents = _habits.draw_cents(rng, usual[bought.customer], looks.amount)
    probability = fraud_probability(bought, looks, cards, terminals, dials)
    return _tabulate(bought, places, usual, second, cents, probability)


def _tabulate(
    bought: Purchases,
    places: Places,
    usual: NDArray[np.int64],
    second: NDArray[np.int64],
    cents: NDArray[np.int64],
    probability: NDArray[np.float64],
) -> pd.DataFrame:
    """Lay the purchases out in order of time."""
    day = bought.day - EVE
    time = day * DAY + second
    order = np.argsort(time, kind="stable")
    customer, terminal = bought.customer[order], bought.terminal[order]
    metres = np.rint(places.distance(customer, terminal))
    return pd.DataFrame(
        {
            "transaction_id": np.arange(len(order)),
            "day": day[order],
            "time": time[order],
            "customer": customer,
            "terminal": terminal,
            "amount": cents[order] / 100,
            "usual_amount": usual[customer] / 100,
            "hour": np.round(second[order] / 3600, 4),
            "distance": metres / 1000,
            "terminal_visits": bought.visits[order],
            "terminal_cases": bought.cases[order],
            "fraud": (bought.kind[order] != NONE).astype(np.int64),
            "kind": pd.Categorical.from_codes(bought.kind[order], pd.Index(KINDS)),
            "fraud_probability": probability[order],
        }
    )
