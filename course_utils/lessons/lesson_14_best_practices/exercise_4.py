"""Exercise 14.4: a model card that checks itself."""

import numpy as np

from course_utils.exercises import Exercise, expect

KNOWN = ("rows", "positives", "flagged", "found", "miss", "brier")
PLAIN = ("prevalence", "recall", "precision")
FOLLOW = (*PLAIN, "false positive rate", "cost per 1,000", "Brier skill")
NAMES = (*FOLLOW, "average precision")
ROUNDED = "Rounding to three decimals moves a number by half a thousandth at most."
REASONS = {
    "false positive rate": "The false positive rate is a share of the *negatives*: how many of "
    "them were flagged?",
    "cost per 1,000": "What costs are false alarms and misses. A flag that finds a positive is a "
    "right decision, and costs nothing here.",
    "Brier skill": "Compare with the dummy that gives every row the prevalence q: its Brier score "
    "is q (1 - q).",
    "precision": "Precision is a share of what was *flagged*.",
    "recall": "Recall is a share of the *positives*.",
    "average precision": "Its estimate lies within its interval.",
}


def card_faults(rows, positives, flagged, found, miss, brier, stated):
    """Return a list of the names of the numbers on a model card that cannot be true.

    Six numbers are right: `rows`, `positives`, `flagged`, `found` (positives that were flagged),
    `miss` (what a positive not flagged costs; a false alarm costs 1) and `brier` (the Brier
    score). `stated` holds what the card says, to three decimals: four shares, what misses and
    false alarms cost per 1,000 rows, and the Brier skill against giving every row the prevalence.
    What does not follow is a fault. So is an `"average precision"`, stated as (estimate, low,
    high), whose estimate lies outside its interval.
    """
    share = positives / rows
    right = {"prevalence": share, "recall": found / positives, "precision": found / flagged}
    right["false positive rate"] = (flagged - found) / (rows - positives)
    right["cost per 1,000"] = 1_000 * (flagged - found + miss * (positives - found)) / rows
    right["Brier skill"] = 1 - brier / (share * (1 - share))
    faults = [name for name in right if abs(stated[name] - right[name]) > 0.00051]
    estimate, low, high = stated["average precision"]
    return faults + ["average precision"] * (not low <= estimate <= high)


def check(answer):
    known, stated = honest_card(answer.rng)
    faults = names_of(answer(*known, dict(stated)))
    expect(not answer.mutated, "Your function changes the card it was given.")
    meet_slips(faults, known, stated)
    expect(not faults, f"On a card that agrees you find {told(faults)}. {written(known, stated)}")
    for spoilt in (*({name} for name in FOLLOW), {*FOLLOW[1:]}):
        check_spoilt(answer, spoilt)
    for side in (-1, 1):
        check_interval(answer, side)


def check_spoilt(answer, spoilt):
    """Move some numbers by one in the third decimal, further from the truth."""
    known, stated = honest_card(answer.rng)
    right = exact_numbers(*known)
    for name in spoilt:
        away = 0.001 if stated[name] >= right[name] else -0.001
        stated[name] = round(stated[name] + away, 3)
    compare(names_of(answer(*known, dict(stated))), spoilt, known, stated)


def check_interval(answer, side):
    """Put the estimate just outside its interval, on one side."""
    known, stated = honest_card(answer.rng)
    _, low, high = stated["average precision"]
    outside = round(high + 0.001 if side > 0 else low - 0.001, 3)
    stated["average precision"] = (outside, low, high)
    compare(names_of(answer(*known, dict(stated))), {"average precision"}, known, stated)


def compare(faults, spoilt, known, stated):
    missed, too_many = spoilt - faults, faults - spoilt
    interval_only = missed == {"average precision"}
    expect(
        not missed,
        f"You do not find {told(missed)} on a spoilt card. {written(known, stated)} "
        + ("Compare the estimate with both ends." if interval_only else ROUNDED),
    )
    expect(not too_many, f"On a spoilt card you find {told(too_many)} as well, which agrees.")


def meet_slips(faults, known, stated):
    """Name the number that was computed in another way."""
    expect(
        len(faults & set(PLAIN)) < 2,
        f"On a card that agrees you find {told(faults)}. The card states three decimals, the "
        "counts give many: equal they hardly ever are.",
    )
    for name, reason in REASONS.items():
        expect(
            name not in faults,
            f"On a card that agrees you find a fault in the {name}. {reason} "
            f"{written(known, stated)}",
        )


def honest_card(rng):
    """Draw six numbers, and state what follows to three decimals."""
    rows, positives = int(rng.integers(4_001, 6_000)), int(rng.integers(180, 260))
    found = int(rng.integers(100, 160))
    flagged = found + int(rng.integers(300, 700))
    share = positives / rows
    brier = round(float(share * (1 - share) * rng.uniform(0.7, 0.95)), 6)
    known = rows, positives, flagged, found, int(rng.integers(5, 40)), brier
    stated = {name: round(value, 3) for name, value in exact_numbers(*known).items()}
    low = round(float(rng.uniform(0.2, 0.3)), 3)
    stated["average precision"] = (round(low + 0.05, 3), low, round(low + 0.12, 3))
    return known, stated


def exact_numbers(rows, positives, flagged, found, miss, brier):
    share, alarms = positives / rows, flagged - found
    return {
        "prevalence": share,
        "recall": found / positives,
        "precision": found / flagged,
        "false positive rate": alarms / (rows - positives),
        "cost per 1,000": 1_000 * (alarms + miss * (positives - found)) / rows,
        "Brier skill": 1 - brier / (share * (1 - share)),
    }


def written(known, stated):
    """Write what is known and what is stated."""
    right = ", ".join(f"{name} {value}" for name, value in zip(KNOWN, known, strict=True))
    card = ", ".join(f"{name} {stated[name]}" for name in NAMES)
    return f"Right are {right}; the card states {card}."


def told(names):
    return " and ".join(sorted(names))


def names_of(value):
    """Return the names as a set, however the answer holds them."""
    if isinstance(value, np.ndarray) and (value.dtype.kind == "U" or value.shape == (0,)):
        value = value.ravel().tolist()
    expect(
        type(value) in (list, tuple) and all(type(name) is str for name in value),
        "Return a list of names, such as `['recall']`; `[]` for a card that agrees.",
    )
    unknown = set(value) - set(NAMES)
    expect(not unknown, f"{told(unknown)}: not the name of a number on the card.")
    return set(value)


def divides_and_counts_as_many_reports(rows, positives, flagged, found, miss, brier, stated):
    share = positives / rows
    right = {"prevalence": share, "recall": found / positives, "precision": found / flagged}
    right["false positive rate"] = (flagged - found) / flagged
    right["cost per 1,000"] = 1_000 * (flagged + miss * (positives - found)) / rows
    right["Brier skill"] = 1 - brier / share
    faults = [name for name in right if abs(stated[name] - right[name]) > 0.00051]
    _, low, high = stated["average precision"]
    return faults + ["average precision"] * (low > high)


def faults_by(card, wrong=(), tolerance=0.00051):
    """Return the faults that a card has for somebody who takes some numbers for others."""
    *known, stated = card
    right = exact_numbers(*known) | dict(wrong)
    faults = [name for name in right if abs(stated[name] - right[name]) > tolerance]
    estimate, low, high = stated["average precision"]
    return faults + ["average precision"] * (not low <= estimate <= high)


def counts_every_flag_as_a_cost(*card):
    rows, positives, flagged, found, miss, _, _ = card
    cost = 1_000 * (flagged + miss * (positives - found)) / rows
    return faults_by(card, {"cost per 1,000": cost})


def compares_with_the_prevalence_itself(*card):
    rows, positives, _, _, _, brier, _ = card
    return faults_by(card, {"Brier skill": 1 - brier / (positives / rows)})


def divides_the_found_by_all_positives(*card):
    _, positives, _, found, *_ = card
    return faults_by(card, {"precision": found / positives})


def takes_flags_for_hits(*card):
    _, positives, flagged, *_ = card
    return faults_by(card, {"recall": flagged / positives})


def asks_for_equal_numbers(*card):
    return faults_by(card, tolerance=0)


def is_too_lenient(*card):
    return faults_by(card, tolerance=0.0015)


def never_looks_at_the_interval(*card):
    return [name for name in faults_by(card) if name in FOLLOW]


EXERCISE = Exercise(
    solution=card_faults,
    check=check,
    starter=divides_and_counts_as_many_reports,
    points=2,
    hints=[
        "The cell runs, and accuses cards that agree. Four of its lines are wrong. Draw the table "
        "of flagged and not flagged, positive and negative, and look for the box that each number "
        "divides by or counts.",
        "Flagged less found are the false alarms. Which rows could have become false alarms? "
        "Which flags cost something? What is the Brier score of giving everybody the prevalence?",
        "The last line asks whether the interval is upside down; `low <= estimate <= high` asks "
        "for more. And a dummy that says q to all pays (1 - q)² for each positive and q² for each "
        "negative.",
    ],
    mistakes={
        divides_and_counts_as_many_reports: "share of the *negatives*",
        counts_every_flag_as_a_cost: "costs nothing here",
        compares_with_the_prevalence_itself: "q (1 - q)",
        divides_the_found_by_all_positives: "share of what was *flagged*",
        takes_flags_for_hits: "share of the *positives*",
        asks_for_equal_numbers: "equal they hardly ever are",
        is_too_lenient: "half a thousandth",
        never_looks_at_the_interval: "Compare the estimate with both ends",
    },
    right="A few counts fix most of a card, so it can be proved wrong without the data, by a "
    "reviewer with a pocket calculator. What was divided by the flags is one minus precision, the "
    "share of false alarms among alarms, which many reports call by the other name. The card "
    "above states its counts; `card_faults(*counts, MISS, brier, stated)` with its variables "
    "finds nothing, unless somebody types over a number.",
    minutes=7,
)
