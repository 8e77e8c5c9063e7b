"""Exercise 12.4: the cut that costs least on validation rows."""

import numbers

import numpy as np

from course_utils.exercises import Exercise, expect

ALL_CUTS = (
    "Do you try every score as a cut, flag what is *the cut or higher*, and weigh both kinds of "
    "error?"
)
CROWDED = (
    "Here most scores lie close together and a few far out, as distances do. How many of your "
    "cuts lie among the many?"
)
TIED = (
    "Here many rows share a score, and a cut flags all of them or none. Can yours stand between "
    "two equal scores?"
)


def cheapest_cut(scores, y, cost_fp, cost_fn):
    """Return the cut at which the validation rows cost least.

    A row is flagged when its score is the cut or higher. Each false alarm costs `cost_fp`, each
    outlier that is not flagged costs `cost_fn`. When flagging nothing costs least, return
    `np.inf`. Where two cuts cost the same, either is right.

    Parameters: `scores`, an array, the higher the more unusual; `y`, an array of 0 and 1 (1 is
    an outlier), of equal length; two costs above 0. Returns: a number.
    """
    cuts = np.append(np.unique(scores), np.inf)
    flagged = scores >= cuts[:, np.newaxis]
    cost = cost_fp * (flagged & (y == 0)).sum(axis=1) + cost_fn * (~flagged & (y == 1)).sum(axis=1)
    return float(cuts[np.argmin(cost)])


def check(answer):
    rng = answer.rng
    y = rng.permutation(np.repeat([0, 1], [180, 20]))
    good = y * 2.0 + rng.normal(size=200)
    for cost_fn in (1, 5, 20):
        compare(answer, good, y, 1, cost_fn)
    compare(answer, good, y, 3, 2)
    compare(answer, good, y, 0.5, 2.5)
    compare(answer, good, (good == good.max()).astype(int), 1, 1)  # the top row alone
    compare(answer, -50 + 0.01 * good, y, 1, 5)
    for cost_fn in (1, 5, 20):
        compare(answer, np.exp(3 * good), y, 1, cost_fn, ask=CROWDED)
    compare(answer, -good, y, 10, 1)  # worse than nothing
    compare(answer, rng.normal(size=200), y, 1, 2_000)  # flag all
    for order in (np.argsort(y), np.argsort(-y), *(rng.permutation(200) for _ in range(4))):
        tied = np.round(y * 2.0 + rng.normal(size=200))
        for cost_fn in (1, 5, 20):
            compare(answer, tied[order], y[order], 1, cost_fn, ask=TIED)


def cost_at(cut, scores, y, cost_fp, cost_fn):
    flagged = scores >= cut
    cost = cost_fp * int((flagged & (y == 0)).sum()) + cost_fn * int((~flagged & (y == 1)).sum())
    return int(cost) if cost == int(cost) else cost


def compare(answer, scores, y, cost_fp, cost_fn, ask=ALL_CUTS):
    cut = number_of(answer(scores, y, cost_fp, cost_fn))
    expect(not answer.mutated, "Your function changes the arrays it was given; copy first.")
    expect(
        cut == np.inf or cut <= scores.max(),
        f"Your cut, {cut:.3f}, is above every score of these rows, and a later row may score "
        "higher still. Is it a place in the order, or a bill? To flag nothing, return `np.inf`.",
    )
    costs = {c: cost_at(c, scores, y, cost_fp, cost_fn) for c in [*np.unique(scores), np.inf]}
    least, none = min(costs.values()), costs[np.inf]
    seen = cost_at(cut, scores, y, cost_fp, cost_fn)
    told = f"A false alarm costs {cost_fp}, a miss {cost_fn}: at your cut, {cut:.3f}, "
    swapped = cost_at(cut, scores, y, cost_fn, cost_fp)
    by_swap = min(cost_at(c, scores, y, cost_fn, cost_fp) for c in costs)
    expect(
        seen == least or none > least or seen <= none,
        f"{told}all rows together cost {seen}, and flagging nothing would cost {none}. A detector "
        "may be worth less than silence: is that among your candidates?",
    )
    expect(
        seen == least or cost_fp == cost_fn or swapped > by_swap,
        f"{told}the rows cost {seen}; {least} can be had. It would be the best cut if the two "
        "costs changed places. Which of them belongs to the rows that are flagged?",
    )
    expect(seen == least, f"{told}the rows cost {seen}, and {least} can be had. {ask}")


def number_of(cut):
    if isinstance(cut, np.ndarray) and cut.shape == ():
        cut = cut.item()
    expect(
        isinstance(cut, numbers.Real) and not isinstance(cut, bool | np.bool_),
        "Return one number: the cut.",
    )
    expect(
        cut in (np.inf, -np.inf) or -1e300 < cut < 1e300,
        "Your cut is not a number that a score could reach; to flag nothing, return `np.inf`.",
    )
    return float(cut)


def changes_the_costs(scores, y, cost_fp, cost_fn):
    return cheapest_cut(scores, y, cost_fn, cost_fp)


def takes_the_share_of_outliers(scores, y, cost_fp, cost_fn):
    return float(np.quantile(scores, 1 - y.mean()))


def never_stays_silent(scores, y, cost_fp, cost_fn):
    from sklearn.metrics import precision_recall_curve

    precision, recall, cuts = precision_recall_curve(y, scores)
    found = recall[:-1] * y.sum()
    flagged = found / np.maximum(precision[:-1], 1e-12)
    cost = cost_fp * (flagged - found) + cost_fn * (y.sum() - found)
    return float(cuts[np.argmin(cost)])


def tries_even_steps(scores, y, cost_fp, cost_fn):
    cuts = np.append(np.linspace(scores.min(), scores.max(), 1_000), np.inf)
    return float(cuts[np.argmin([cost_at(cut, scores, y, cost_fp, cost_fn) for cut in cuts])])


def cuts_between_equal_scores(scores, y, cost_fp, cost_fn):
    order = np.argsort(-scores, kind="stable")
    found = np.append(0, np.cumsum(y[order]))
    cost = cost_fp * (np.arange(len(y) + 1) - found) + cost_fn * (y.sum() - found)
    return float(np.append(np.inf, scores[order])[np.argmin(cost)])


def believes_in_probabilities(scores, y, cost_fp, cost_fn):
    return cost_fp / (cost_fp + cost_fn)


def returns_the_cost(scores, y, cost_fp, cost_fn):
    return np.array([cost_at(cut, scores, y, cost_fp, cost_fn) for cut in np.unique(scores)])


EXERCISE = Exercise(
    solution=cheapest_cut,
    check=check,
    points=3,
    hints=[
        "Between two neighbouring scores nothing changes. So which cuts need to be tried, and "
        "which one flags no row at all?",
        "For one cut: `flagged = scores >= cut`; count `flagged & (y == 0)` and "
        "`~flagged & (y == 1)`, and weigh each with its cost.",
        "`cuts = np.append(np.unique(scores), np.inf)`; compute the cost of each; take the cut "
        "with the least (`np.argmin`).",
    ],
    mistakes={
        changes_the_costs: "changed places",
        takes_the_share_of_outliers: "Do you try every score",
        never_stays_silent: "worth less than silence",
        tries_even_steps: "lie close together",
        cuts_between_equal_scores: "all of them or none",
        believes_in_probabilities: "can be had",
        returns_the_cost: "Return one number",
    },
    right="Every cut that makes a difference was tried, and silence too. Even steps from the "
    "lowest score to the highest would miss some, for distances crowd at one end. `roc_curve` and "
    "`precision_recall_curve` are shorter, but the second has no cut above the highest score: it "
    "can never stay silent. Choose on validation rows, judge on others: the least of many costs "
    "flatters (lesson 9).",
    minutes=10,
)
