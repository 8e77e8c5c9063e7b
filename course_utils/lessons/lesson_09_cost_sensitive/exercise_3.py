"""Exercise 9.3: the bill of a day, with amounts."""

import numpy as np

from course_utils.exercises import Exercise, expect


def day_bill(fraud, flagged, amount, fee):
    """Return what a day's decisions cost in money, all payments together.

    A flagged payment costs the `fee` of a call to the card's owner, fraud or not; the call
    stops a fraud. A fraud that is not flagged costs its own amount. Nothing else costs
    anything. There are days without a fraud, and days on which nothing is flagged.

    Parameters: `fraud` and `flagged`, arrays of 0 and 1; `amount`, an array of amounts in the
    same order; `fee`, a number. Returns: one number.
    """
    return float(np.where(flagged == 1, fee, fraud * amount).sum())


def check(answer):
    usual(answer)
    quiet(answer)


def day(rng, n=60):
    fraud = np.repeat([1, 1, 0, 0], n // 4)
    flagged = np.tile([1, 0, 0], n // 3)
    return fraud, flagged, np.round(rng.uniform(10, 400, n), 2)


def usual(answer):
    """Meet each known slip with its reason, on a day with every outcome."""
    for fee in (5, 12.5):
        fraud, flagged, amount = day(answer.rng)
        seen = number(answer(fraud, flagged, amount, fee))
        expect(not answer.mutated, "Your function changes the arrays it was given; copy first.")
        missed, alarms = (fraud == 1) & (flagged == 0), (fraud == 0) & (flagged == 1)
        right = fee * flagged.sum() + amount[missed].sum()
        if near(seen, right):
            continue
        slips(seen, fee, fraud, flagged, amount, missed, alarms, right)
        expect(
            False,
            f"A day with {flagged.sum()} flagged payments at {fee:g} each, and missed frauds of "
            f"{amount[missed].sum():.2f} together, costs {seen:.2f} in your version. Which "
            "payments cost the fee, and which their amount?",
        )


def slips(seen, fee, fraud, flagged, amount, missed, alarms, right):
    expect(
        seen >= 0,
        f"Your bill is {seen:.2f}, below 0, and nothing here earns money. On 0 and 1 the sign `~` "
        "gives -1 and -2, not the other decision; write `flagged == 0` or `1 - flagged`.",
    )
    expect(
        not near(seen, fee * alarms.sum() + amount[missed].sum()),
        "You charge the fee for false alarms only. Does the call to a card's owner cost nothing "
        "when it was a fraud?",
    )
    expect(
        not near(seen, fee * flagged.sum() + missed.sum() * amount.mean())
        and not near(seen, fee * flagged.sum() + missed.sum() * amount[fraud == 1].mean()),
        "You charge an average amount for every missed fraud. Each has an amount of its own.",
    )
    expect(
        not near(seen, fee * flagged.sum() + amount[fraud == 1].sum()),
        "You charge the amounts of all frauds. What happens to those that were flagged?",
    )
    expect(
        not near(seen, fee * flagged.sum() + missed.sum()),
        "You count the missed frauds; each costs its amount.",
    )
    expect(
        not near(seen, fee * flagged.sum() + amount[missed.astype(int)].sum()),
        "An array of 0 and 1 in square brackets picks payment 0 and payment 1 again and again. "
        "Compare with 1 first (`== 1`): True and False pick rows.",
    )
    expect(
        not near(seen, amount[missed].sum()),
        "The missed frauds are right. What do the flagged payments cost?",
    )
    expect(
        not near(seen * fraud.size, right) and not near(seen * fraud.size, right * 1000),
        "Right per payment. Return the cost of all payments together.",
    )


def quiet(answer):
    """Ask for days on which a class or a decision is missing."""
    none, amount = np.zeros(4, dtype=int), np.array([10.0, 20.0, 30.0, 40.0])
    one = np.array([1, 0, 0, 0])
    for fraud, flagged, right, told in (
        (none, one, 5, "without a fraud, with one call"),
        (none, none, 0, "without a fraud and without a call"),
        (one, none, 10, "with one fraud of 10 and no call"),
        (one, one, 5, "with one fraud, which was flagged"),
    ):
        crash = answer.error(fraud, flagged, amount, 5)
        expect(
            crash is None,
            f"On a day {told} your function stops: {crash and crash.text}. A table of four counts "
            "has four cells only if both classes are there; add up by row instead.",
        )
        seen = number(answer(fraud, flagged, amount, 5), day=f" on a day {told}")
        expect(
            near(seen, right),
            f"A day {told}, at a fee of 5, costs {right}; your function says {seen:.2f}.",
        )


def near(seen, right):
    return bool(np.isclose(seen, right, rtol=0, atol=1e-6))


def number(seen, day=""):
    """Return one finite number, however the answer holds it."""
    if isinstance(seen, np.ndarray) and seen.shape == () and seen.dtype.kind in "fiu":
        seen = seen.item()
    expect(
        type(seen) in (int, float) or isinstance(seen, np.integer | np.floating),
        "Return one number: the cost of all payments together.",
    )
    expect(bool(abs(seen) < 1e15), f"Your bill is not a finite number{day}.")
    return float(seen)


def charges_false_alarms_only(fraud, flagged, amount, fee):
    missed, alarms = (fraud == 1) & (flagged == 0), (fraud == 0) & (flagged == 1)
    return fee * alarms.sum() + amount[missed].sum()


def charges_an_average_amount(fraud, flagged, amount, fee):
    missed = (fraud == 1) & (flagged == 0)
    return fee * flagged.sum() + missed.sum() * amount.mean()


def charges_flagged_frauds_too(fraud, flagged, amount, fee):
    return fee * flagged.sum() + (fraud * amount).sum()


def counts_the_missed(fraud, flagged, amount, fee):
    return fee * flagged.sum() + ((fraud == 1) & (flagged == 0)).sum()


def picks_by_zeros_and_ones(fraud, flagged, amount, fee):
    return fee * flagged.sum() + amount[fraud & ~flagged].sum()


def turns_zeros_and_ones_by_tilde(fraud, flagged, amount, fee):
    return fee * flagged.sum() + (amount * fraud * ~flagged).sum()


def unpacks_a_table(fraud, flagged, amount, fee):
    from sklearn.metrics import confusion_matrix

    _, false_alarms, _, found = confusion_matrix(fraud, flagged).ravel()
    missed, *_ = confusion_matrix(fraud, flagged, sample_weight=amount)[1:, 0]
    return float(fee * (false_alarms + found) + missed)


EXERCISE = Exercise(
    solution=day_bill,
    check=check,
    points=2,
    hints=[
        "Write the cost matrix first: flagged or not, fraud or not. Which cell depends on the "
        "amount?",
        "Go by row: a flagged payment costs the fee, whatever it was. Of the others, only frauds "
        "cost something.",
        "`np.where(flagged == 1, fee, ...)` gives each row's cost; for the rest, 0 or 1 times the "
        "amount.",
    ],
    mistakes={
        charges_false_alarms_only: "fee for false alarms only",
        charges_an_average_amount: "an average amount",
        charges_flagged_frauds_too: "amounts of all frauds",
        counts_the_missed: "You count the missed frauds",
        picks_by_zeros_and_ones: "again and again",
        turns_zeros_and_ones_by_tilde: "gives -1 and -2",
        unpacks_a_table: "your function stops",
    },
    right="A cost per row, added up: no average amount, no table of four counts, and a day "
    "without "
    "fraud has a bill too. With such a vector per rule, two rules are compared row by row: "
    "take the "
    "difference, then its interval.",
    minutes=7,
)
