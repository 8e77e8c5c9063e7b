"""Exercise 9.4: decide about each payment."""

import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.dummy import DummyClassifier
from sklearn.neighbors import KNeighborsClassifier
from sklearn.tree import DecisionTreeClassifier

from course_utils.exercises import Exercise, expect


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
    prior(answer, DummyClassifier(), 5)
    prior(answer, DummyClassifier(), 12.5)
    prior(answer, DecisionTreeClassifier(max_depth=1), 5)
    neighbours(answer, 5)
    neighbours(answer, 0.5)


def prior(answer, model, fee):
    """Ask by a model that says the share of frauds, as it is weighted."""
    y = answer.rng.permutation(np.repeat([0, 1], [90, 10]))
    X = np.zeros((100, 1))
    amount_new = np.array([400.0, 200.0, 60.0, 47.0, 12.0, 6.0, 4.0, 1.0, 0.0]) * fee / 5
    seen = flags(answer, model, X, y, np.zeros((9, 1)), amount_new, fee)
    right = 0.1 * amount_new >= fee
    expect(
        not seen.all(),
        f"Nine payments of {amount_new[0]:g} down to 0 with the same risk, and each is flagged, "
        "whatever its amount. Does your decision look at `amount_new` payment by payment?",
    )
    expect(
        not seen[-1],
        "You flag a payment of 0. A fraud of it would cost nothing, and the fee is lost.",
    )
    expect(
        fee == 5 or not np.array_equal(seen, 0.1 * amount_new >= 5),
        f"At a fee of {fee:g} you decide as if it were 5. Where does `fee` enter?",
    )
    raised(seen, right, model, amount_new, fee)
    expect(
        seen.any(),
        f"A payment of {amount_new[0]:g} with a risk of 0.1 loses {amount_new[0] / 10:g} on "
        f"average, and a call costs {fee:g}; you let it through. Which risk is enough, at this "
        "amount?",
    )
    expect(
        np.array_equal(seen, right),
        f"Payments of {', '.join(f'{one:g}' for one in amount_new[right])} with a risk of 0.1 "
        f"should be flagged at a fee of {fee:g}, the others not; you flag {seen.sum()}. Is your "
        "cut made of each payment's own amount?",
    )


def raised(seen, right, model, amount_new, fee):
    """Meet decisions that flag too many with what may have raised the risk or lowered the cut."""
    told = (
        f"Every one of nine payments has a risk of 0.1, and a call costs {fee:g}. You flag "
        f"{seen.sum()}, down to an amount of {amount_new[seen].min(initial=amount_new[0]):g}. "
    )
    expect(
        not np.array_equal(seen, amount_new >= 9 * fee),
        f"With a risk of 0.1 and a fee of {fee:g} you flag a payment of {amount_new[3]:g}, on "
        f"which {amount_new[3] / 10:.2f} is lost on average. Do you compare with fee / (fee + "
        "amount), as if the call cost nothing when it was a fraud? Or are the risks not those of "
        "`estimator`, fitted to `X` and `y`?",
    )
    expect(
        not np.array_equal(seen, 0.9 * amount_new >= fee),
        told + "So it would be at a risk of 0.9. Which column of `predict_proba` is the risk of "
        "fraud, and is it used at all?",
    )
    expect(
        "class_weight" not in model.get_params() or seen.sum() <= right.sum(),
        told + "The model is a tree, which has a `class_weight`; models without one you treated "
        "rightly. Do you set it? The cut holds the cost already.",
    )
    expect(
        seen.sum() <= right.sum(),
        told + "What is lost on average if that one is let through? Is the cost in your model "
        "and in your cut?",
    )


def neighbours(answer, fee):
    """Ask by a model that takes no weights, about payments that resemble the known ones."""
    X = answer.rng.normal(size=(60, 2))
    y = answer.rng.permutation(np.repeat([0, 1], [40, 20]))
    order = answer.rng.permutation(60)
    X_new, fraud_new = X[order] + 1e-6, y[order] == 1
    amount_new = answer.rng.permutation(np.repeat([fee, 16 * fee, 0.6 * fee], 20))
    model = KNeighborsClassifier(1)
    crash = answer.error(model, X, y, X_new, amount_new, fee)
    said = crash.text if crash is not None else ""
    expect(
        "sample_weight" not in said,
        "Your function passes weights to a model that takes none. Where else can the cost go?",
    )
    seen = flags(answer, model, X, y, X_new, amount_new, fee)
    expect(
        not np.array_equal(seen, (y == 1) & (amount_new >= fee)),
        "You take the risks of the known payments, in the order of `X`. The decisions are about "
        "`X_new`.",
    )
    expect(
        not seen[amount_new < fee].any(),
        f"You flag a payment of {0.6 * fee:g}. However sure the model is, the call costs {fee:g} "
        f"and saves {0.6 * fee:g}.",
    )
    expect(
        not np.array_equal(seen, fraud_new & (amount_new > fee)),
        f"A sure fraud of {fee:g} at a fee of {fee:g} costs the same with a call and without. The "
        "text says what to do where both decisions cost the same.",
    )
    expect(
        np.array_equal(seen, fraud_new & (amount_new >= fee)),
        "A model that is sure of every payment should lead to a flag on each fraud of at least "
        f"the fee ({fee:g}), and on nothing else. Are the risks those of the `estimator` that is "
        "passed in, fitted to `X` and `y`, and the amounts as they are?",
    )


def flags(answer, *arguments):
    """Return the decisions as an array of True and False, however the answer holds them."""
    seen, amount_new = answer(*arguments), arguments[-2]
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


def counts_twice_by_class_weight(estimator, X, y, X_new, amount_new, fee):
    model = clone(estimator)
    if "class_weight" in model.get_params():
        model.set_params(class_weight="balanced")
    return model.fit(X, y).predict_proba(X_new)[:, 1] * amount_new >= fee


def takes_the_fee_of_the_lesson(estimator, X, y, X_new, amount_new, fee):
    return estimator.fit(X, y).predict_proba(X_new)[:, 1] * amount_new >= 5


def decides_on_the_known_payments(estimator, X, y, X_new, amount_new, fee):
    return estimator.fit(X, y).predict_proba(X)[:, 1][: len(X_new)] * amount_new >= fee


def lets_no_cut_exceed_one(estimator, X, y, X_new, amount_new, fee):
    p = estimator.fit(X, y).predict_proba(X_new)[:, 1]
    return p >= np.minimum(fee / np.maximum(amount_new, 1e-9), 1)


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
        counts_twice_by_class_weight: "has a `class_weight`",
        takes_the_fee_of_the_lesson: "Where does `fee` enter",
        decides_on_the_known_payments: "risks of the known payments",
        lets_no_cut_exceed_one: "However sure the model is",
    },
    right="The model estimates risks, the decision holds the costs: each once. The cut, fee over "
    "amount, differs from payment to payment, so no single threshold of a library can hold it; "
    "above 1 it says that no risk makes the call worth its fee.",
    minutes=8,
)
