"""Exercise 13.5: focal loss that holds for any logit."""

import numbers

import numpy as np

from course_utils.exercises import Exercise, expect

N_ROWS = 40


def focal_loss(y, logit, gamma):
    """Return the mean focal loss of rows with label `y` and raw output `logit`.

    With $p = 1 / (1 + e^{-z})$ for the logit $z$, the probability of the true class $p_t$ is $p$
    where `y` is 1 and $1 - p$ where it is 0. A row is charged `-(1 - p_t)**gamma * log(p_t)`.
    Right to one millionth, **also for logits like 800 or −800**.

    Parameters: `y`, an array of 0 and 1; `logit`, an array of floats of equal length; `gamma`, a
    number from 0 on. Returns: one number, the mean over the rows.
    """
    toward = np.where(y == 1, logit, -logit)  # the logit of the true class
    log_right = -np.logaddexp(0, -toward)
    log_wrong = -np.logaddexp(0, toward)
    return float(np.mean(-np.exp(gamma * log_wrong) * log_right))


def check(answer):
    rng = answer.rng
    y = rng.permutation(np.repeat([0, 1], [30, 10]))
    for gamma in (2.0, 0.0, 1.0, 0.5):
        compare(answer, y, rng.normal(scale=2, size=N_ROWS), gamma)
    for size in (800.0, -800.0):  # all wrong, or all right
        compare(answer, y, np.where(y == 1, -size, size), 2.0)


def compare(answer, y, logit, gamma):
    seen = answer(y, logit, gamma)
    expect(not answer.mutated, "Your function changes the arrays it was given; copy first.")
    if isinstance(seen, np.ndarray) and seen.shape == ():
        seen = seen.item()
    expect(
        isinstance(seen, numbers.Real) and not isinstance(seen, bool | np.bool_),
        "Return one number: the mean over the rows.",
    )
    expect(
        isinstance(seen, float | np.floating) or -1e300 < seen < 1e300,
        "Your number is larger than any loss here could be.",
    )
    right, large = focal_loss(y, logit, gamma), float(np.abs(logit).max())
    told = f"With gamma {gamma:g} your loss is {seen:.6g}"
    expect(
        np.isfinite(seen),
        f"{told} where logits are as large as {large:.0f}. Which probability became exactly 0 "
        "or 1, and what is its logarithm? Is there a way to the logarithm that skips the "
        "probability?",
    )
    if close(seen, right):
        return
    expect(
        large < 100,
        f"For everyday logits your loss is right. {told} where they are as large as {large:.0f}, "
        f"and {right:.6g} is right: clipping a probability caps what a sure mistake is charged. "
        "Is there a way to the logarithm that skips the probability?",
    )
    for words, value in slips_of(y, logit, gamma, right).items():
        expect(not close(seen, float(value)), f"{told}: {words}")
    expect(
        False,
        f"{told}, and {right:.6g} is right (largest logit {large:.0f}). Take one row with y = "
        "1 and logit 0: p_t is 0.5. What should it be charged?",
    )


def slips_of(y, logit, gamma, right):
    """Return what known slips give, by what is said to each."""
    p = 1 / (1 + np.exp(-np.clip(logit, -30, 30)))
    p_t = np.where(y == 1, p, 1 - p)
    return {
        "the same charge whatever the label says. Which probability is that of the *true* "
        "class?": (np.mean(-((1 - p) ** gamma) * np.log(p))),
        "a power of $p_t$ itself: hard rows are turned down, easy ones kept.": (
            np.mean(-(p_t**gamma) * np.log(p_t))
        ),
        "the sum over the rows; the mean was asked for.": right * N_ROWS,
        "plain cross-entropy. Where does gamma come in?": np.mean(-np.log(p_t)),
        "the right size with the wrong sign: a charge is never negative.": -right,
    }


def close(a, b):
    return abs(a - b) <= 1e-6 * max(1.0, abs(b))


def forgets_the_label(y, logit, gamma):
    p = 1 / (1 + np.exp(-logit))
    return float(np.mean(-((1 - p) ** gamma) * np.log(p)))


def takes_the_power_of_the_right_one(y, logit, gamma):
    p = 1 / (1 + np.exp(-logit))
    p_t = np.where(y == 1, p, 1 - p)
    return float(np.mean(-(p_t**gamma) * np.log(p_t)))


def goes_through_the_probability(y, logit, gamma):
    with np.errstate(all="ignore"):
        p = 1 / (1 + np.exp(-logit))
        p_t = np.where(y == 1, p, 1 - p)
        return float(np.mean(-((1 - p_t) ** gamma) * np.log(p_t)))


def clips_the_probability(y, logit, gamma):
    with np.errstate(all="ignore"):
        p = np.clip(1 / (1 + np.exp(-logit)), 1e-7, 1 - 1e-7)
    p_t = np.where(y == 1, p, 1 - p)
    return float(np.mean(-((1 - p_t) ** gamma) * np.log(p_t)))


def adds_the_rows_up(y, logit, gamma):
    return focal_loss(y, logit, gamma) * len(y)


def forgets_gamma(y, logit, gamma):
    return focal_loss(y, logit, 0)


EXERCISE = Exercise(
    solution=focal_loss,
    check=check,
    starred=True,
    points=1,
    hints=[
        "Turn the sign of the logit where `y` is 0: then every row has the same formula, with $z$ "
        "as the logit of the *true* class.",
        "$\\log p_t = -\\log(1 + e^{-z})$, and $\\log(1 - p_t) = -\\log(1 + e^{z})$. numpy has a "
        "function for the logarithm of a sum of exponentials.",
        "`np.logaddexp(0, -z)` is $\\log(1 + e^{-z})$ for any $z$; and $(1 - p_t)^\\gamma = "
        "e^{\\gamma \\log(1 - p_t)}$.",
    ],
    mistakes={
        forgets_the_label: "of the *true* class",
        takes_the_power_of_the_right_one: "hard rows are turned down",
        goes_through_the_probability: "exactly 0 or 1",
        clips_the_probability: "caps what a sure mistake is charged",
        adds_the_rows_up: "the mean was asked for",
        forgets_gamma: "Where does gamma come in",
    },
    right="Losses are computed from logits, not from probabilities: `from_logits=True` in Keras "
    "means just this. Clipping the probability is the usual repair; it caps what a sure mistake "
    "is charged, and the gradient there becomes 0.",
    minutes=12,
)
