"""An estimate with its interval, and Wilson's interval for a share."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from course_utils.evaluation._inputs import share, whole_number


@dataclass(frozen=True, repr=False)
class Interval:
    """An estimate, the ends of its interval, and the positives it rests on.

    Parameters
    ----------
    estimate, low, high : float
        The value and the ends of its interval.
    n_pos : int or None, default=None
        How many positives it rests on, where that is known.

    Examples
    --------
    >>> print(Interval(0.302, 0.270, 0.338, n_pos=238))
    0.302 [0.270, 0.338]
    """

    estimate: float
    low: float
    high: float
    n_pos: int | None = None

    def __str__(self) -> str:
        return f"{decimals(self.estimate)} [{decimals(self.low)}, {decimals(self.high)}]"

    def __repr__(self) -> str:
        # A cell's last line and a dict of intervals print as `print` does.
        return str(self)


def decimals(value: float) -> str:
    """Write a number with the course's three decimals, and zero without a sign.

    Examples
    --------
    >>> decimals(-0.0001), decimals(0.5)
    ('0.000', '0.500')
    """
    text = f"{value:.3f}"
    return "0.000" if text == "-0.000" else text


def wilson_interval(k: int, n: int, *, confidence_level: float = 0.95) -> Interval:
    """Return Wilson's score interval for a share, such as recall or precision.

    Parameters
    ----------
    k : int
        Successes: positives found (recall) or right alerts (precision).
    n : int
        Trials: all positives (recall) or all alerts (precision).
    confidence_level : float, default=0.95
        The share of such intervals that hold the truth.

    Returns
    -------
    Interval
        ``k / n`` with the interval's ends, all from 0 to 1. `n_pos` is None: what `n`
        counts is known to the caller only.

    Raises
    ------
    ValueError
        When `k` is not a whole number from 0 to `n`, or `n` is below 1.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical
    inference. Journal of the American Statistical Association 22, 209-212.

    Examples
    --------
    Forty of fifty positives found:

    >>> print(wilson_interval(40, 50))
    0.800 [0.670, 0.888]
    """
    trials = whole_number(n, "n", low=1)
    successes = whole_number(k, "k", low=0, high=trials)
    level = share(confidence_level, "confidence_level")
    low, high = wilson_ends(np.array(successes), np.array(trials), level)
    return Interval(successes / trials, float(low), float(high))


def wilson_ends(
    k: NDArray[np.int64] | NDArray[np.float64], n: NDArray[np.int64], level: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the ends of Wilson's interval for many shares at once; NaN where `n` is 0."""
    z2 = float(stats.norm.ppf((1 + level) / 2)) ** 2
    trials = np.where(n > 0, n, np.nan)
    centre = (k + z2 / 2) / (trials + z2)
    half = np.sqrt(z2 * (k * (trials - k) / trials + z2 / 4)) / (trials + z2)
    # None and all found end at 0 and 1 to the last digit.
    low = np.where(k == 0, 0 * centre, centre - half)
    return low, np.where((k == n) & (n > 0), 1.0, centre + half)
