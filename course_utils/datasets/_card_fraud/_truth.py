"""The probability that a purchase is a fraud, given what the learner sees: Bayes' rule.

Notation: π_k is the probability of kind k before the purchase is looked at, f_k(x) the likelihood
of its amount (relative to the usual one), time of day and place under that kind. Hidden are
whether the terminal is compromised (z), and whether the card is stolen (s). Then

    P(fraud | x, visits, cases, day) = Σ_{k≠none} π_k f_k / Σ_k π_k f_k,

    π_amount   = prevalence × AMOUNT_SHARE
    π_card     = CARD_RATE × P(s), for the learner sees nothing that tells of s but the purchase
    π_terminal = (1 − π_amount − π_card) × TERMINAL_RATE × P(z | visits, cases)
    π_none     = the rest.
"""

import numpy as np
from numpy.typing import NDArray

from course_utils.datasets._card_fraud._dials import CARD_RATE, TERMINAL_RATE, Dials
from course_utils.datasets._card_fraud._episodes import (
    EVE,
    Episodes,
    believe_compromised,
    window_law,
)
from course_utils.datasets._card_fraud._habits import AMOUNT, CARD, NONE, TERMINAL, Looks
from course_utils.datasets._card_fraud._purchases import Purchases, reported_rate, spared_rate


def fraud_probability(
    bought: Purchases, looks: Looks, cards: Episodes, terminals: Episodes, dials: Dials
) -> NDArray[np.float64]:
    """Return the probability of fraud of each purchase since day 0, to nine decimals."""
    compromised = believe_compromised(
        window_law(terminals.chance),
        reported_rate(dials, cards),
        bought.day - EVE,
        bought.visits,
        bought.cases,
    )
    spared = spared_rate(dials, cards)[bought.day]
    struck = spared * TERMINAL_RATE * compromised
    priors = {
        NONE: spared - struck,
        AMOUNT: dials.amount_rate[bought.day],
        TERMINAL: struck,
        CARD: CARD_RATE * cards.share[bought.day],
    }
    likelihoods = looks.likelihoods(dials.overlap[bought.day])
    honest = priors[NONE] * likelihoods[NONE]
    fraud = sum(priors[kind] * likelihoods[kind] for kind in (AMOUNT, TERMINAL, CARD))
    return np.round(fraud / (honest + fraud), 9)
