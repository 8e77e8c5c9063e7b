"""Exercise 8.2: a balanced bagging by hand."""

import numpy as np
import pandas as pd
from imblearn.ensemble import BalancedBaggingClassifier, EasyEnsembleClassifier
from sklearn.base import clone
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.neighbors import KNeighborsClassifier
from sklearn.tree import DecisionTreeClassifier

from course_utils.exercises import Exercise, expect

N_RARE, N_COMMON, N_BAGS = 24, 36, 60


def balanced_bags(X, y, X_new, estimator, n_bags, random_state):
    """Return the risk of each new row: the mean of models fitted to balanced bags.

    Each bag holds *every* row of the rarer class and as many rows of the other, drawn at random
    without putting any back; each bag draws anew. The rarer class may be 0 or 1. Fit a `clone` of
    the estimator to each bag and take the mean of what the clones say. Write the loop yourself,
    without the ensembles of imbalanced-learn.

    Parameters: `X`, `y` and `X_new`, arrays, `y` of 0 and 1; `estimator`, unfitted, with
    `predict_proba`; `n_bags`, a whole number; `random_state`, a whole number from which all draws
    follow. Returns: an array, for each new row the probability of class 1.
    """
    rng = np.random.default_rng(random_state)
    rare_label = int((y == 1).sum() <= (y == 0).sum())
    rare, common = np.flatnonzero(y == rare_label), np.flatnonzero(y != rare_label)
    risks = []
    for _ in range(n_bags):
        bag = np.concatenate([rare, rng.choice(common, size=len(rare), replace=False)])
        risks.append(clone(estimator).fit(X[bag], y[bag]).predict_proba(X_new)[:, 1])
    return np.mean(risks, axis=0)


def check(answer):
    for rare in (1, 0):
        X, y = rows_of(answer, rare)
        check_the_loop(answer, X, y, rare)
        check_the_estimator(answer, X, y)
        check_the_shares(answer, X, y, rare)
        check_the_draws(answer, X, y, rare)
    check_the_clones(answer, X, y)
    check_the_seed(answer, X, y)


def seed_of(answer):
    """Return a seed from which others can be made: `random_state * 1_000 + bag` is one as well."""
    return answer.seed % 100_000


def rows_of(answer, rare):
    """Return rows in random order; next to each row of the larger class is one of the rarer."""
    near = 10.0 * (np.arange(N_COMMON) % N_RARE) + np.where(np.arange(N_COMMON) < N_RARE, 3, -3)
    X = np.concatenate([10.0 * np.arange(N_RARE), near]).reshape(-1, 1)
    order = answer.rng.permutation(len(X))
    return X[order], np.repeat([rare, 1 - rare], [N_RARE, N_COMMON])[order]


def check_the_loop(answer, X, y, rare):
    """Meet a library's ensemble by its very numbers, and an answer that takes 1 for rare."""
    nearest = KNeighborsClassifier(1)
    crash = answer.error(X, y, X, nearest, 5, seed_of(answer))
    expect(
        crash is None or rare == 1,
        f"Where 1 is the rarer class your function runs. Here class 0 is, with {N_RARE} of "
        f"{y.size} rows, and it ends with {crash}. Which label is rare, count it.",
    )
    if crash is None:
        seen = risks_of(answer(X, y, X, nearest, 5, seed_of(answer)), y.size)
        expect(
            not any(
                np.array_equal(seen, known) for known in of_the_library(X, y, seed_of(answer))
            ),
            "These are the numbers of an ensemble of imbalanced-learn. Write the loop yourself: "
            "draw a bag, fit a clone, collect what it says, take the mean.",
        )


def of_the_library(X, y, seed):
    nearest = KNeighborsClassifier(1)
    options = {"n_estimators": 5, "random_state": seed}
    for ensemble in (
        BalancedBaggingClassifier(nearest, **options),
        BalancedBaggingClassifier(nearest, bootstrap=False, **options),
        EasyEnsembleClassifier(estimator=nearest, **options),
    ):
        yield ensemble.fit(X, y).predict_proba(X)[:, 1]


def check_the_estimator(answer, X, y):
    """Meet an answer that fits a model of its own."""
    always = [DummyClassifier(strategy="constant", constant=label) for label in (0, 1)]
    no, yes = (risks_of(answer(X, y, X, each, 3, seed_of(answer)), y.size) for each in always)
    expect(
        not np.allclose(no, yes),
        "An estimator that always says 0 and one that always says 1 get the same risks from you. "
        "Do you fit the `estimator` that your function is given?",
    )


def check_the_shares(answer, X, y, rare):
    prior = DummyClassifier(strategy="prior")
    seen = risks_of(answer(X, y, X[:3], prior, 3, seed_of(answer)), 3)
    expect(not answer.mutated, "Your function changes what it was given; copy first.")
    expect(
        not np.isin(seen, [0.0, 1.0]).all(),
        f"A model that knows only the share of positives says {seen[0]:.0f}: that is a label. "
        "Take the mean of the *probabilities*, not a vote.",
    )
    expect(
        bool((seen <= 1 + 1e-9).all()),
        f"A risk of {seen.max():.3f} is above 1. Is that a sum? Take the mean over the bags.",
    )
    balanced = abs(seen[0] - 0.5) < 1e-6
    said = f"A model that knows only the share of positives says {seen[0]:.3f}"
    expect(
        balanced or rare == 0,
        f"{said}. Your bags are not balanced: from as many rows of both classes it says 0.5.",
    )
    expect(
        balanced,
        f"Where 1 is the rarer class your bags are balanced. Here class 0 is, with {N_RARE} of "
        f"{y.size} rows. {said} instead of 0.5.",
    )


def check_the_draws(answer, X, y, rare):
    """Ask a nearest neighbour for the training rows: it knows those that were in its bag."""
    risks = risks_of(answer(X, y, X, KNeighborsClassifier(1), N_BAGS, seed_of(answer)), y.size)
    known = np.abs(risks - (1 - y))  # how often the row's own label came back
    expect(
        known[y == rare].max() > 1e-9,
        "A nearest neighbour calls every row of class 1 a 0 in your version. The risk is the "
        "column of class 1.",
    )
    missing = 1 - known[y == rare].min()
    expect(
        missing < 1e-9,
        "Some rows of the rarer class are missing from some of your bags: a nearest neighbour "
        f"forgets one of them in {missing:.0%} of the bags. Every bag holds all of them. "
        "(imbalanced-learn's BalancedBaggingClassifier draws a bootstrap of all rows first, "
        "unless it is told not to.)",
    )
    if np.isin(risks, [0.0, 1.0]).all():
        check_the_mean(answer, X, y, risks, known[y != rare])
    expect(
        known[y != rare].min() < 1 - 1e-9,
        "A nearest neighbour knows *all* rows of the larger class. Does each bag leave some out?",
    )
    expect(
        known[y != rare].max() < 1 - 1e-9,
        "Some rows of the larger class are in every bag, others in none. Draw anew for each bag.",
    )
    expect(
        known[y != rare].std() > 0.01,
        f"Every row of the larger class is in equally many of your {N_BAGS} bags. Bags that are "
        "drawn anew do not share rows out so evenly: are they parts of one shuffle?",
    )
    found, expected = known[y != rare].mean(), N_RARE / N_COMMON
    expect(
        abs(found - expected) < 1e-6,
        f"A row of the larger class is in {found:.1%} of your bags on average; {N_RARE} different "
        f"rows of {N_COMMON} in each bag make {expected:.1%}. Does a bag hold a row twice?",
    )


def check_the_mean(answer, X, y, risks, known):
    """Say why a mean of many bags has no value between 0 and 1."""
    once = risks_of(answer(X, y, X, KNeighborsClassifier(1), 1, seed_of(answer)), y.size)
    if np.allclose(risks, once):
        toss = DummyClassifier(strategy="stratified")  # each fitted one says 0 or 1 by chance
        tossed = risks_of(answer(X, y, X, toss, N_BAGS, seed_of(answer)), y.size)
        expect(
            not np.isin(tossed, [0.0, 1.0]).all(),
            f"With {N_BAGS} bags you say what one bag says. How often does your loop run: does "
            "`return` stand inside it, or is `n_bags` not used?",
        )
        return
    expect(
        known.sum() != N_RARE,
        f"With {N_BAGS} bags all that is said comes from the last bag: one object was fitted "
        f"{N_BAGS} times and remembers the last fit only. `clone(estimator)` makes a new one for "
        "each bag.",
    )
    expect(
        False,
        f"Nearest neighbours from {N_BAGS} bags say 0 or 1, and so does your function. The mean "
        f"of {N_BAGS} models that saw unlike rows lies between. Fit one model to each bag, and "
        "take the mean of what they say.",
    )


def check_the_clones(answer, X, y):
    """Meet an answer that fits one object again and again: this one keeps what it has learned."""
    keeps = GradientBoostingClassifier(
        n_estimators=1, learning_rate=1, max_depth=None, warm_start=True, random_state=0
    )
    one, many = (
        risks_of(answer(X, y, X, keeps, n_bags, seed_of(answer)), y.size) for n_bags in (1, N_BAGS)
    )
    expect(
        not np.allclose(one, many),
        "You fit one object to every bag. With `warm_start=True` it keeps what the first bag "
        "taught it, and learns nothing from the others. Fit a `clone(estimator)` to each bag.",
    )


def check_the_seed(answer, X, y):
    nearest = KNeighborsClassifier(1)
    once, again, other = (
        risks_of(answer(X, y, X, nearest, 5, seed_of(answer) + more), y.size) for more in (0, 0, 1)
    )
    expect(
        np.allclose(once, again),
        "The same `random_state` gives other risks the second time. Make one generator of it, "
        "`rng = np.random.default_rng(random_state)`, and draw with that.",
    )
    expect(
        not np.allclose(once, other),
        "Two values of `random_state` give the same risks. Pass it on to what draws.",
    )
    one = risks_of(answer(X, y, X, nearest, 1, seed_of(answer)), y.size)
    expect(
        np.isin(one, [0.0, 1.0]).all(),
        "With `n_bags=1` there is one nearest neighbour, and it says 0 or 1. Your "
        "function returns "
        "values between: does it fit `n_bags` models?",
    )


def risks_of(risks, n_rows):
    """Return the risks as an array, however the answer holds them."""
    if isinstance(risks, pd.Series):
        risks = risks.to_numpy()
    if type(risks) in (list, tuple) and all(type(risk) in (int, float) for risk in risks):
        risks = np.array(risks, dtype=float)
    expect(
        not isinstance(risks, np.ndarray) or risks.shape != (n_rows, 2),
        "You return both columns of `predict_proba`; return that of class 1.",
    )
    expect(
        isinstance(risks, np.ndarray) and risks.shape == (n_rows,) and risks.dtype.kind in "fiu",
        f"Return an array with one risk for each of the {n_rows} new rows.",
    )
    expect(bool(np.isfinite(risks).all()), "Some of your risks are not finite numbers.")
    return risks.astype(float)


def calls_the_library(X, y, X_new, estimator, n_bags, random_state):
    bags = BalancedBaggingClassifier(
        estimator, n_estimators=n_bags, bootstrap=False, random_state=random_state
    )
    return bags.fit(X, y).predict_proba(X_new)[:, 1]


def bootstraps_first(X, y, X_new, estimator, n_bags, random_state):
    rng, risks = np.random.default_rng(random_state), []
    for _ in range(n_bags):
        rows = rng.integers(len(y), size=len(y))
        seed = int(rng.integers(1_000_000))
        risks.append(balanced_bags(X[rows], y[rows], X_new, estimator, 1, seed))
    return np.mean(risks, axis=0)


def forgets_to_clone(X, y, X_new, estimator, n_bags, random_state):
    rng = np.random.default_rng(random_state)
    rare_label = int((y == 1).sum() <= (y == 0).sum())
    rare, common = np.flatnonzero(y == rare_label), np.flatnonzero(y != rare_label)
    models = []
    for _ in range(n_bags):
        bag = np.concatenate([rare, rng.choice(common, size=len(rare), replace=False)])
        models.append(estimator.fit(X[bag], y[bag]))
    return np.mean([model.predict_proba(X_new)[:, 1] for model in models], axis=0)


def fits_the_object_it_was_given(X, y, X_new, estimator, n_bags, random_state):
    return bagged(X, y, X_new, estimator, n_bags, random_state, fresh=lambda given: given)


def brings_its_own_tree(X, y, X_new, estimator, n_bags, random_state):
    return balanced_bags(X, y, X_new, DecisionTreeClassifier(), n_bags, random_state)


def returns_inside_the_loop(X, y, X_new, estimator, n_bags, random_state):
    return balanced_bags(X, y, X_new, estimator, 1, random_state)


def takes_the_median(X, y, X_new, estimator, n_bags, random_state):
    seeds = np.random.default_rng(random_state).integers(1_000_000, size=n_bags)
    risks = [balanced_bags(X, y, X_new, estimator, 1, int(seed)) for seed in seeds]
    return np.median(risks, axis=0)


def puts_rows_back(X, y, X_new, estimator, n_bags, random_state):
    return bagged(X, y, X_new, estimator, n_bags, random_state, replace=True)


def draws_the_same_rows_each_time(X, y, X_new, estimator, n_bags, random_state):
    once = [balanced_bags(X, y, X_new, estimator, 1, random_state) for _ in range(n_bags)]
    return np.mean(once, axis=0)


def believes_that_one_is_rare(X, y, X_new, estimator, n_bags, random_state):
    rng = np.random.default_rng(random_state)
    ones, zeros, risks = np.flatnonzero(y == 1), np.flatnonzero(y == 0), []
    for _ in range(n_bags):
        bag = np.concatenate([ones, rng.choice(zeros, size=len(ones), replace=False)])
        risks.append(clone(estimator).fit(X[bag], y[bag]).predict_proba(X_new)[:, 1])
    return np.mean(risks, axis=0)


def lets_the_bags_vote(X, y, X_new, estimator, n_bags, random_state):
    return np.round(balanced_bags(X, y, X_new, estimator, n_bags, random_state))


def forgets_to_balance(X, y, X_new, estimator, n_bags, random_state):
    rng = np.random.default_rng(random_state)
    bags = [rng.integers(len(y), size=len(y)) for _ in range(n_bags)]
    risks = [clone(estimator).fit(X[bag], y[bag]).predict_proba(X_new)[:, 1] for bag in bags]
    return np.mean(risks, axis=0)


def returns_both_columns(X, y, X_new, estimator, n_bags, random_state):
    risk = balanced_bags(X, y, X_new, estimator, n_bags, random_state)
    return np.column_stack([1 - risk, risk])


def brings_its_own_seed(X, y, X_new, estimator, n_bags, random_state):
    return balanced_bags(X, y, X_new, estimator, n_bags, 0)


def bagged(X, y, X_new, estimator, n_bags, random_state, *, replace=False, fresh=clone):
    rng = np.random.default_rng(random_state)
    rare_label = int((y == 1).sum() <= (y == 0).sum())
    rare, common = np.flatnonzero(y == rare_label), np.flatnonzero(y != rare_label)
    risks = []
    for _ in range(n_bags):
        bag = np.concatenate([rare, rng.choice(common, size=len(rare), replace=replace)])
        risks.append(fresh(estimator).fit(X[bag], y[bag]).predict_proba(X_new)[:, 1])
    return np.mean(risks, axis=0)


EXERCISE = Exercise(
    solution=balanced_bags,
    check=check,
    points=3,
    hints=[
        "One bag first: the places of all rows of the rarer class, whichever label that is, and "
        "as many places of the others. `np.flatnonzero` gives places.",
        "`rng.choice(common, size=len(rare), replace=False)` draws; `np.concatenate` "
        "joins the two. "
        "Fit `clone(estimator)` to `X[bag], y[bag]`, ask it for column 1 of "
        "`predict_proba(X_new)`, "
        "and collect the answers in a list.",
        "`rng = np.random.default_rng(random_state)` once, before the loop over `range(n_bags)`; "
        "the draw inside it; after it "
        "`np.mean(risks, axis=0)`. Which label is rare, tell from `(y == 1).sum()` and "
        "`(y == 0).sum()`.",
    ],
    mistakes={
        calls_the_library: "Write the loop yourself",
        bootstraps_first: "missing from some of your bags",
        forgets_to_clone: "remembers the last fit only",
        fits_the_object_it_was_given: "keeps what the first bag",
        brings_its_own_tree: "that your function is given",
        returns_inside_the_loop: "you say what one bag says",
        takes_the_median: "models that saw unlike rows",
        puts_rows_back: "hold a row twice",
        draws_the_same_rows_each_time: "Draw anew for each bag",
        believes_that_one_is_rare: "Here class 0 is",
        lets_the_bags_vote: "not a vote",
        forgets_to_balance: "Your bags are not balanced",
        returns_both_columns: "both columns",
        brings_its_own_seed: "Two values of `random_state`",
    },
    right="A balanced bagging of your own. imbalanced-learn's `BalancedBaggingClassifier` draws a "
    "bootstrap of all rows first and balances that, so about a third of the rare rows are missing "
    "from each bag; with `bootstrap=False` it is your function. Keeping every rare row is what "
    "Liu, Wu and Zhou do in EasyEnsemble, with AdaBoost as the estimator.",
    minutes=10,
)
