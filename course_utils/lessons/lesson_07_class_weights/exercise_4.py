"""Exercise 7.4: bring a risk back to the prior that holds."""

import numpy as np
import pandas as pd

from course_utils.evaluation import prior_correction
from course_utils.exercises import Exercise, expect


def corrected_risk(p, from_prior, to_prior):
    """Return risks moved from the prior a model has seen to the prior that holds.

    A model was fitted where the share of positives, by weight, was `from_prior`; in the world
    it is `to_prior`. The positives look the same in both, and so do the negatives. Then the
    odds p / (1 - p) of every row change by one and the same factor, the odds of `to_prior`
    over the odds of `from_prior`.

    Parameters: `p`, an array of risks from 0 to 1, both included; `from_prior` and `to_prior`,
    two shares between 0 and 1. Returns: an array of as many risks.
    """
    factor = to_prior / (1 - to_prior) * (1 - from_prior) / from_prior
    return p * factor / (p * factor + 1 - p)


def check(answer):
    share = float(answer.rng.uniform(0.02, 0.1))
    p = np.array([0.5, 0.9, 0.2, 0.75])
    seen = risks_of(answer(p, 0.5, share), p)
    expect(not answer.mutated, "Your function changes the `p` it was given; copy first.")
    right = prior_correction(p, from_prior=0.5, to_prior=share)
    expect(
        not near(seen, p * share / 0.5),
        f"You multiply the risk itself: 0.9 becomes {seen[1]:.3f}, and no row can ever get more "
        f"than {share / 0.5:.3f}, however sure the model is. What is multiplied are the odds.",
    )
    expect(
        not near(seen, right / (1 - right)),
        "These are the new odds. A risk is odds / (1 + odds).",
    )
    expect(
        not near(seen, prior_correction(p, from_prior=share, to_prior=0.5)),
        f"Your correction goes the other way: 0.5 becomes {seen[0]:.3f}. A model that has seen "
        f"half positives, in a world with {share:.3f}, says too much.",
    )
    expect(
        near(seen, right),
        f"From a prior of 0.5 to {share:.3f}: the risks {show(p)} become {show(seen)} in your "
        f"version; {show(right)} is right. Take 0.5 first: its odds are 1, so what are they "
        f"after?",
    )
    check_other_priors(answer)


def check_other_priors(answer):
    for old, new in ((0.34, 0.045), (0.05, 0.4), (0.2, 0.2)):
        p = answer.rng.uniform(0.01, 0.99, size=50)
        right = prior_correction(p, from_prior=old, to_prior=new)
        seen = risks_of(answer(p, old, new), p)
        half = prior_correction(p, from_prior=0.5, to_prior=new)
        expect(
            old == 0.2 or not near(seen, half),
            f"From {old} to {new} your function does as if the model had seen one half. "
            "Where does `from_prior` enter?",
        )
        expect(
            near(seen, right),
            f"From a prior of {old} to {new}: the risk {p[0]:.3f} becomes {seen[0]:.3f} in your "
            f"version, {right[0]:.3f} is right. Both priors enter by their odds.",
        )
    ends = np.array([0.0, 0.5, 1.0])
    seen = risks_of(answer(ends, 0.5, 0.1), ends)
    expect(
        near(seen, np.array([0.0, 0.1, 1.0])),
        f"The risks 0, 0.5 and 1 become {show(seen)}; 0 and 1 should stay what they are. Which "
        "division goes wrong when p is 1?",
    )


def near(seen, right):
    return bool(np.allclose(seen, right, rtol=0, atol=1e-6))


def show(values):
    return ", ".join(f"{value:.3f}" for value in values)


def risks_of(risks, p):
    """Return the risks as an array of numbers, however the answer holds them."""
    if isinstance(risks, pd.Series):
        risks = risks.to_numpy()
    if type(risks) in (list, tuple) and all(type(risk) in (int, float) for risk in risks):
        risks = np.array(risks, dtype=float)
    expect(
        isinstance(risks, np.ndarray) and risks.shape == p.shape and risks.dtype.kind in "fiu",
        f"Return an array of {p.size} risks, one for each in `p`.",
    )
    expect(
        bool(np.isfinite(risks).all()),
        "Some of your risks are not finite numbers. `p` may hold 0 and 1: which division goes "
        "wrong there?",
    )
    return risks.astype(float)


def scales_the_risk(p, from_prior, to_prior):
    return p * to_prior / from_prior


def returns_the_odds(p, from_prior, to_prior):
    factor = to_prior / (1 - to_prior) * (1 - from_prior) / from_prior
    return p * factor / (1 - p)


def goes_the_other_way(p, from_prior, to_prior):
    factor = from_prior / (1 - from_prior) * (1 - to_prior) / to_prior
    return p * factor / (p * factor + 1 - p)


def takes_one_half_for_granted(p, from_prior, to_prior):
    return p * to_prior / (p * to_prior + (1 - p) * (1 - to_prior))


def divides_by_zero_at_one(p, from_prior, to_prior):
    with np.errstate(divide="ignore", invalid="ignore"):
        odds = p / (1 - p) * to_prior / (1 - to_prior) * (1 - from_prior) / from_prior
        return odds / (1 + odds)


def takes_the_ratio_of_shares_for_that_of_odds(p, from_prior, to_prior):
    factor = to_prior / from_prior
    return p * factor / (p * factor + 1 - p)


EXERCISE = Exercise(
    solution=corrected_risk,
    check=check,
    starter=scales_the_risk,
    points=2,
    hints=[
        "The cell runs and returns smaller risks. Give it p = 1 with the priors 0.5 and 0.1: a "
        "model that is certain. What comes out?",
        "Work with odds: p / (1 - p). The factor is to_prior / (1 - to_prior), divided by "
        "from_prior / (1 - from_prior). Then go back: risk = odds / (1 + odds).",
        "To spare the division by 1 - p: `p * factor / (p * factor + 1 - p)`.",
    ],
    mistakes={
        scales_the_risk: "You multiply the risk itself",
        returns_the_odds: "A risk is odds / (1 + odds)",
        goes_the_other_way: "goes the other way",
        takes_one_half_for_granted: "Where does `from_prior` enter",
        divides_by_zero_at_one: "which division goes wrong there",
        takes_the_ratio_of_shares_for_that_of_odds: "what are they after",
    },
    right="The order of the rows stays, since the odds of all are multiplied alike. For class "
    "weights the factor is simply `weight of class 0 / weight of class 1`; for random "
    "under-sampling it is the share of negatives that was kept. `prior_correction` of this course "
    "does the same, for several classes too.",
    minutes=8,
)
