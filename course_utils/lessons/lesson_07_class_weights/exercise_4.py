"""Exercise 7.4: take the weights back."""

import numpy as np
import pandas as pd

from course_utils.evaluation import prior_correction
from course_utils.exercises import Exercise, expect


def unweighted_risk(p, class_weight, n_negatives, n_positives):
    """Return the risks that a weighted model would have given without its weights.

    The model was fitted with `class_weight` to `n_negatives` rows of class 0 and `n_positives`
    of class 1. Bring its risks back to the share of positives among these rows. You may count
    in odds, or call `prior_correction`: then say which prior the weighted model has seen.

    Parameters: `p`, an array of risks from 0 to 1, both included; `class_weight`, a dict with
    any weights, such as `{0: 1, 1: 12.5}`; `n_negatives` and `n_positives`, whole numbers.
    Returns: an array of as many risks.
    """
    factor = class_weight[0] / class_weight[1]
    return p * factor / (p * factor + 1 - p)


def check(answer):
    n_positives = int(answer.rng.integers(30, 90))
    n_negatives = 1_000 - n_positives
    the_slides = {0: 1, 1: 1_000 / (2 * n_positives)}
    for weights in (the_slides, {0: 0.2, 1: 3}, {0: 4, 1: 0.5}):
        compare(answer, weights, n_negatives, n_positives)
    check_ends(answer)


def compare(answer, weights, n_negatives, n_positives):
    """Meet each known slip with its reason, at one pair of weights."""
    p = np.array([0.5, 0.9, 0.2, 0.75])
    given = dict(weights)
    risks = answer(p, weights, n_negatives, n_positives)
    expect(not answer.mutated and weights == given, "Your function changes what it was given.")
    seen = risks_of(risks, p)
    factor = weights[0] / weights[1]
    if near(seen, moved(p, factor)):
        return
    told = f"With the weights {{0: {weights[0]:g}, 1: {weights[1]:.3g}}} "
    meet_slips_of_the_step(seen, p, factor, told)
    meet_slips_of_the_prior(seen, p, weights, n_negatives, n_positives, told)
    expect(
        False,
        told + f"and {n_negatives} negatives to {n_positives} positives, the risks {show(p)} "
        f"become {show(seen)} in your version. Take 0.5 first: its odds are 1 : 1 by weight. How "
        "many rows to how many is that?",
    )


def meet_slips_of_the_step(seen, p, factor, told):
    """Meet the right factor at the wrong place, or the wrong way round."""
    expect(
        not near(seen, p * factor),
        f"The right factor, multiplied onto the *risk*: 0.9 becomes {seen[1]:.3f}, and no row can "
        f"ever get more than {factor:.3f}, however sure the model is. What is multiplied are the "
        "odds.",
    )
    expect(
        not near(seen, p * factor / (1 - p)),
        "These are the new odds. A risk is odds / (1 + odds).",
    )
    expect(
        not near(seen, moved(p, 1 / factor)),
        told + f"your correction goes the other way: 0.5 becomes {seen[0]:.3f}. Multiplied or "
        "divided: which of the two did the weights do to the odds?",
    )


def meet_slips_of_the_prior(seen, p, weights, n_negatives, n_positives, told):
    """Meet a prior that the model has not seen, and priors taken for odds."""
    share = n_positives / (n_negatives + n_positives)
    positives = weights[1] * n_positives
    by_weight = positives / (positives + weights[0] * n_negatives)
    alone = weights[1] / (weights[0] + weights[1])
    expect(
        not near(seen, prior_correction(p, from_prior=0.5, to_prior=share)),
        told + "your function does as if the model had seen one half. That is so for "
        f'"balanced" only. What do {n_positives} positives weigh here, what {n_negatives} '
        "negatives?",
    )
    expect(
        not near(seen, prior_correction(p, from_prior=alone, to_prior=share)),
        told + f"the weights alone make a share of {alone:.3f} only if both classes have as many "
        "rows. How many rows have each weight?",
    )
    expect(
        not near(seen, moved(p, share / by_weight)),
        told + "you multiply the odds by the ratio of the two *priors*. It is the ratio of their "
        "odds.",
    )
    expect(
        not near(seen, moved(p, 1 / weights[1])),
        told + "your function is right only where a negative weighs 1. What does the other "
        "weight do to the odds?",
    )


def check_ends(answer):
    ends = np.array([0.0, 0.5, 1.0])
    risks = answer(ends, {0: 0.5, 1: 4.5}, 900, 100)
    expect(
        not isinstance(risks, np.ndarray)
        or risks.dtype.kind != "f"
        or bool(np.isfinite(risks).all()),
        "Right for all risks below 1. At p = 1 the odds p / (1 - p) divide by zero: multiply "
        "above and below the fraction by (1 - p), and they do not.",
    )
    seen = risks_of(risks, ends)
    expect(
        near(seen, np.array([0.0, 0.1, 1.0])),
        f"The risks 0, 0.5 and 1 become {show(seen)}; 0 and 1 should stay what they are.",
    )


def moved(p, factor):
    return p * factor / (p * factor + 1 - p)


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


def scales_the_risk(p, class_weight, n_negatives, n_positives):
    return p * class_weight[0] / class_weight[1]


def returns_the_odds(p, class_weight, n_negatives, n_positives):
    return p / (1 - p) * class_weight[0] / class_weight[1]


def goes_the_other_way(p, class_weight, n_negatives, n_positives):
    factor = class_weight[1] / class_weight[0]
    return p * factor / (p * factor + 1 - p)


def takes_one_half_for_granted(p, class_weight, n_negatives, n_positives):
    share = n_positives / (n_negatives + n_positives)
    return prior_correction(p, from_prior=0.5, to_prior=share)


def forgets_how_many_rows_have_each_weight(p, class_weight, n_negatives, n_positives):
    share = n_positives / (n_negatives + n_positives)
    seen = class_weight[1] / (class_weight[0] + class_weight[1])
    return prior_correction(p, from_prior=seen, to_prior=share)


def takes_the_ratio_of_shares_for_that_of_odds(p, class_weight, n_negatives, n_positives):
    share = n_positives / (n_negatives + n_positives)
    positive, negative = class_weight[1] * n_positives, class_weight[0] * n_negatives
    factor = share / (positive / (positive + negative))
    return p * factor / (p * factor + 1 - p)


def believes_that_a_negative_weighs_one(p, class_weight, n_negatives, n_positives):
    return p / (p + (1 - p) * class_weight[1])


def divides_by_zero_at_one(p, class_weight, n_negatives, n_positives):
    with np.errstate(divide="ignore", invalid="ignore"):
        odds = p / (1 - p) * class_weight[0] / class_weight[1]
        return odds / (1 + odds)


EXERCISE = Exercise(
    solution=unweighted_risk,
    check=check,
    starter=scales_the_risk,
    points=2,
    hints=[
        "The cell runs and returns smaller risks. Give it p = 1, a model that is certain. What "
        "comes out? And what did the ten people teach about odds?",
        "The weights multiplied all odds by one ratio; divide it out of p / (1 - p), and go back "
        "by odds / (1 + odds). At p = 1 that divides by zero: find a form that does not. (Or: "
        "the prior that the model has seen is the share of positives, by weight.)",
        "With `factor = class_weight[0] / class_weight[1]`: `p * factor / (p * factor + 1 - p)`.",
    ],
    mistakes={
        scales_the_risk: "multiplied onto the *risk*",
        returns_the_odds: "A risk is odds / (1 + odds)",
        goes_the_other_way: "goes the other way",
        takes_one_half_for_granted: "as if the model had seen one half",
        forgets_how_many_rows_have_each_weight: "How many rows have each weight",
        takes_the_ratio_of_shares_for_that_of_odds: "ratio of the two *priors*",
        believes_that_a_negative_weighs_one: "only where a negative weighs 1",
        divides_by_zero_at_one: "Right for all risks below 1",
    },
    right="The order of the rows stays, since the odds of all are multiplied alike. The numbers "
    "of rows cancel: weight 0 / weight 1 is all that is needed. With `prior_correction` they are "
    "needed, for `from_prior`: what the positives weigh, divided by what all rows weigh. One half "
    'is right for "balanced" and for nothing else.',
    minutes=8,
)
