"""Exercise 9.4: decide about each payment."""

import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.dummy import DummyClassifier
from sklearn.neighbors import KNeighborsClassifier

from course_utils.exercises import Exercise, expect

FEE = 5


def flag_payments(estimator, X, y, X_new, amount_new, fee):
    """Return which of the new payments to flag, so that the expected cost is lowest.

    A flagged payment costs `fee`, fraud or not; a missed fraud costs its own amount. Of two
    decisions that cost the same, flag. `estimator` has `predict_proba` and suits the data;
    fit it to `X` and `y`. Some payments are for less than the fee, some for nothing.

    Parameters: an unfitted `estimator`; `X`, an array, and `y`, 0 or 1, the known payments;
    `X_new`, an array, and `amount_new`, the payments to decide on; `fee`, a number above 0.
    Returns: an array of True and False, one for each new payment.
    """
    model = clone(estimator).fit(X, y)
    return model.predict_proba(X_new)[:, 1] * amount_new >= fee


def check(answer):
    prior(answer)
    neighbours(answer)


def prior(answer):
    """Ask by a model that says the share of frauds, as it is weighted."""
    y = answer.rng.permutation(np.repeat([0, 1], [90, 10]))
    X = np.zeros((100, 1))
    amount_new = np.array([400.0, 200.0, 60.0, 47.0, 12.0, 6.0, 4.0, 1.0, 0.0])
    seen = flags(answer, DummyClassifier(), X, y, np.zeros((9, 1)), amount_new)
    right = 0.1 * amount_new >= FEE
    expect(
        not seen.all(),
        "Nine payments of 400 down to 0 with the same risk, and each is flagged, whatever its "
        "amount. Does your decision look at `amount_new` payment by payment?",
    )
    expect(
        not seen[-1],
        "You flag a payment of 0. A fraud of it would cost nothing, and the fee is lost.",
    )
    expect(
        not np.array_equal(seen, amount_new >= 45),
        "With a risk of 0.1 and a fee of 5 you flag a payment of 47, on which 4.70 is lost on "
        "average. "
        "You compare with fee / (fee + amount). Does the call cost nothing when it was a fraud?",
    )
    expect(
        not np.array_equal(seen, (10 / 19) * amount_new >= FEE) and seen.sum() <= right.sum(),
        f"Every one of nine payments has a risk of 0.1, and a call costs {FEE}. You flag "
        f"{seen.sum()}, down to an amount of {amount_new[seen].min(initial=400):g}. What is "
        "lost on average if that one is let through? Is the cost in your model and in your cut?",
    )
    expect(
        seen.any(),
        f"A payment of 400 with a risk of 0.1 loses 40 on average, and a call costs {FEE}; you "
        "let it through. Which risk is enough, at this amount?",
    )
    expect(
        np.array_equal(seen, right),
        f"Payments of 400, 200 and 60 with a risk of 0.1 should be flagged at a fee of {FEE}, the "
        f"others not; you flag {seen.sum()}. Is your cut made of each payment's own amount?",
    )


def neighbours(answer):
    """Ask by a model that takes no weights, and knows each payment."""
    X = answer.rng.normal(size=(60, 2))
    y = answer.rng.permutation(np.repeat([0, 1], [40, 20]))
    amount_new = answer.rng.permutation(np.repeat([5.0, 80.0, 3.0], 20))
    model = KNeighborsClassifier(1)
    crash = answer.error(model, X, y, X, amount_new, FEE)
    said = crash.text if crash is not None else ""
    expect(
        "sample_weight" not in said,
        "Your function passes weights to a model that takes none. Where else can the cost go?",
    )
    seen = flags(answer, model, X, y, X, amount_new)
    expect(
        np.array_equal(seen, (y == 1) & (amount_new >= FEE)),
        "A model that is sure of every payment should lead to a flag on each fraud of at least "
        "the "
        f"fee ({FEE}), and on nothing else. Do you fit the `estimator` that is passed in, and "
        f"flag "
        "where both decisions cost the same?",
    )


def flags(answer, *arguments):
    """Return the decisions as an array of True and False, however the answer holds them."""
    seen, amount_new = answer(*arguments, FEE), arguments[-1]
    if isinstance(seen, pd.Series):
        seen = seen.to_numpy()
    if type(seen) is list:
        seen = np.array(seen)
    expect(
        isinstance(seen, np.ndarray)
        and seen.shape == amount_new.shape
        and (seen.dtype.kind == "b" or (seen.dtype.kind in "iuf" and set(seen) <= {0, 1})),
        f"Return an array of {amount_new.size} decisions, True or False, one for each new "
        f"payment.",
    )
    return seen.astype(bool)


def cuts_a_weighted_model_by_the_mean(estimator, X, y, X_new, amount_new, fee):
    weights = np.where(y == 1, np.mean(amount_new) / fee, 1)
    model = estimator.fit(X, y, sample_weight=weights)
    return model.predict_proba(X_new)[:, 1] >= fee / np.mean(amount_new)


def counts_twice(estimator, X, y, X_new, amount_new, fee):
    weights = np.where(y == 1, np.mean(amount_new) / fee, 1)
    model = estimator.fit(X, y, sample_weight=weights)
    return model.predict_proba(X_new)[:, 1] * amount_new >= fee


def cuts_at_one_half(estimator, X, y, X_new, amount_new, fee):
    return estimator.fit(X, y).predict_proba(X_new)[:, 1] >= 0.5


def forgets_that_calls_cost_for_frauds_too(estimator, X, y, X_new, amount_new, fee):
    p = estimator.fit(X, y).predict_proba(X_new)[:, 1]
    return p >= fee / (fee + amount_new)


def weights_for_nothing(estimator, X, y, X_new, amount_new, fee):
    model = estimator.fit(X, y, sample_weight=np.ones(len(y)))
    return model.predict_proba(X_new)[:, 1] * amount_new >= fee


EXERCISE = Exercise(
    solution=flag_payments,
    check=check,
    starter=cuts_a_weighted_model_by_the_mean,
    points=2,
    hints=[
        "The cell runs. Ask for two payments with the same risk, one of 400 and one of 4: which "
        "line could tell them apart? And in how many lines does the cost stand?",
        "Costs belong into the decision alone: fit as the data are. Then take one payment: what "
        "is lost on average if it is let through, and what does a call cost?",
        "`p * amount_new` is lost on average without a call, `fee` with one. Written as a product "
        "it holds for an amount of 0 as well.",
    ],
    mistakes={
        cuts_a_weighted_model_by_the_mean: "whatever its amount",
        counts_twice: "in your model and in your cut",
        cuts_at_one_half: "you let it through",
        forgets_that_calls_cost_for_frauds_too: "cost nothing when it was a fraud",
        weights_for_nothing: "takes none",
    },
    right="The model estimates risks, the decision holds the costs: each once. The cut, fee over "
    "amount, differs from payment to payment, so no single threshold of a library can hold it; "
    "above 1 it says that no risk makes the call worth its fee.",
    minutes=8,
)
