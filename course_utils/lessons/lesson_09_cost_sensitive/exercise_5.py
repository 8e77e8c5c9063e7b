"""Exercise 9.5: a scorer that looks for the dearest cut."""

import numpy as np
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import make_scorer
from sklearn.model_selection import TunedThresholdClassifierCV, cross_val_predict
from sklearn.tree import DecisionTreeClassifier

from course_utils.exercises import Exercise, expect


def cheapest_cut(estimator, X, y, cost_fp, cost_fn):
    """Return the cut of an estimator's probability that costs least in cross-validation.

    `TunedThresholdClassifierCV` tries cuts on rows held back from the estimator and keeps the
    one with the highest score. The score must come from the two costs: a false alarm costs
    `cost_fp`, a miss `cost_fn`, a right decision nothing. The estimator's probabilities may be
    wrong.

    Parameters: an unfitted `estimator` with `predict_proba`; `X` and `y` (0 or 1), arrays; two
    numbers. Returns: one number, the cut.
    """

    def cost(labels, called):
        return np.mean(np.where(labels == 1, cost_fn * (called == 0), cost_fp * (called == 1)))

    scorer = make_scorer(cost, greater_is_better=False)
    tuned = TunedThresholdClassifierCV(estimator, scoring=scorer, cv=5)
    return float(tuned.fit(X, y).best_threshold_)


def check(answer):
    x = answer.rng.normal(size=1_500)
    y = (answer.rng.random(1_500) < 1 / (1 + np.exp(1.2 - 2 * x))).astype(int)
    X = x[:, None]
    model = LogisticRegression(solver="newton-cholesky", class_weight={0: 1, 1: 5})
    crash = answer.error(model, X, y, 1, 12)
    expect(
        crash is None or "_score_func" not in crash.text,
        "`TunedThresholdClassifierCV` stops: it needs what `make_scorer` returns, and takes no "
        "plain function, not even one that other tools accept as a scorer.",
    )
    p = clone(model).fit(X, y).predict_proba(X)[:, 1]
    pairs = ((1, 12), (6, 1))
    cuts = [one_number(answer(model, X, y, *pair)) for pair in pairs]
    expect(
        abs(cuts[0] - cuts[1]) > 0.01,
        f"You cut at {cuts[0]:.3f} when a miss is dear and when it is cheap. Where do the costs "
        "enter the score?",
    )
    for cut, pair in zip(cuts, pairs, strict=True):
        not_the_dearest(cut, p, y, *pair)
    expect(
        cuts[0] < cuts[1],
        f"When a miss is dear you cut at {cuts[0]:.3f}, when it is cheap at {cuts[1]:.3f}: the "
        f"other "
        "way round? Which error has which cost?",
    )
    expect(
        abs(cuts[0] - 1 / 13) > 0.001,
        "That is Elkan's threshold, which takes right probabilities for granted. These come "
        "from a "
        "weighted model. Which cut is cheap for *them*?",
    )
    for cut, pair in zip(cuts, pairs, strict=True):
        nearly_the_cheapest(cut, p, y, *pair)
    by_heart(answer)


def by_heart(answer):
    """Ask for a model that is sure of the rows it was fitted to, and of no others."""
    y = answer.rng.permutation(np.repeat([0, 1], [500, 300]))
    X = answer.rng.normal(size=(800, 3))
    tree = DecisionTreeClassifier(min_samples_leaf=5, random_state=0)
    cut = one_number(answer(tree, X, y, 1, 4))
    p = cross_val_predict(tree, X, y, cv=5, method="predict_proba")[:, 1]
    seen, others = bills(cut, p, y, 1, 4)
    expect(
        seen < 1.06 * others.min(),
        f"For a tree that knows its rows by heart you cut at {cut:.3f}, which costs {seen:.0f} "
        f"per 1,000 rows that it has not seen; the cheapest cut costs {others.min():.0f}. On "
        "which rows were the cuts tried: on those the estimator was fitted to?",
    )


def bills(cut, p, y, cost_fp, cost_fn):
    """Return what 1,000 rows cost at the cut, and at 201 others."""
    at = np.array([cut, *np.linspace(0, 1, 201)])[:, None]
    costs = 1000 * np.where(y == 1, cost_fn * (p < at), cost_fp * (p >= at)).mean(axis=1)
    return costs[0], costs[1:]


def not_the_dearest(cut, p, y, cost_fp, cost_fn):
    seen, others = bills(cut, p, y, cost_fp, cost_fn)
    expect(
        seen < 0.98 * others.max(),
        f"At costs of {cost_fp} and {cost_fn} you cut at {cut:.3f}, for {seen:.0f} per 1,000; "
        f"no cut "
        "costs clearly more. The highest score wins: is a high cost a high score?",
    )


def nearly_the_cheapest(cut, p, y, cost_fp, cost_fn):
    seen, others = bills(cut, p, y, cost_fp, cost_fn)
    expect(
        seen < 1.1 * others.min() + 1,
        f"At costs of {cost_fp} and {cost_fn} you cut at {cut:.3f}, for {seen:.0f} per 1,000; the "
        f"cheapest cut costs {others.min():.0f}. Does your score hold both costs?",
    )


def one_number(cut):
    if isinstance(cut, np.ndarray) and cut.shape == () and cut.dtype.kind == "f":
        cut = cut.item()
    expect(
        type(cut) in (int, float) or isinstance(cut, np.integer | np.floating),
        "Return one number: the cut that was found, not the model.",
    )
    expect(bool(0 <= cut <= 1), f"A cut of a probability lies between 0 and 1; yours is {cut}.")
    return float(cut)


def looks_for_the_dearest(estimator, X, y, cost_fp, cost_fn):
    def cost(labels, called):
        return np.mean(np.where(labels == 1, cost_fn * (called == 0), cost_fp * (called == 1)))

    tuned = TunedThresholdClassifierCV(estimator, scoring=make_scorer(cost), cv=5)
    return float(tuned.fit(X, y).best_threshold_)


def passes_the_plain_function(estimator, X, y, cost_fp, cost_fn):
    def gain(labels, called):
        return -np.mean(np.where(labels == 1, cost_fn * (called == 0), cost_fp * (called == 1)))

    tuned = TunedThresholdClassifierCV(estimator, scoring=gain, cv=5)
    return float(tuned.fit(X, y).best_threshold_)


def leaves_the_default_score(estimator, X, y, cost_fp, cost_fn):
    return float(TunedThresholdClassifierCV(estimator, cv=5).fit(X, y).best_threshold_)


def trusts_the_probabilities(estimator, X, y, cost_fp, cost_fn):
    return cost_fp / (cost_fp + cost_fn)


def tries_cuts_on_known_rows(estimator, X, y, cost_fp, cost_fn):
    p = clone(estimator).fit(X, y).predict_proba(X)[:, 1]
    return np.linspace(0, 1, 201)[bills(0, p, y, cost_fp, cost_fn)[1].argmin()]


def swaps_the_costs(estimator, X, y, cost_fp, cost_fn):
    return cheapest_cut(estimator, X, y, cost_fn, cost_fp)


EXERCISE = Exercise(
    solution=cheapest_cut,
    check=check,
    starter=looks_for_the_dearest,
    points=2,
    starred=True,
    hints=[
        "The cell runs and warns of nothing. Print the cut for a cheap and for a dear miss: "
        "does it "
        "move the way it should?",
        "`TunedThresholdClassifierCV` keeps the *highest* score. Look at the arguments of "
        "`make_scorer`.",
        "`make_scorer(cost, greater_is_better=False)`, or a function that returns minus the cost.",
    ],
    mistakes={
        looks_for_the_dearest: "is a high cost a high score",
        passes_the_plain_function: "takes no plain function",
        leaves_the_default_score: "Where do the costs enter",
        trusts_the_probabilities: "takes right probabilities for granted",
        tries_cuts_on_known_rows: "on those the estimator was fitted to",
        swaps_the_costs: "Which error has which cost",
    },
    right="A scorer is a promise that higher is better; a cost breaks it in silence. Test a "
    "scorer "
    "on two cuts of which you know the better one, before a search believes it.",
    minutes=8,
)
