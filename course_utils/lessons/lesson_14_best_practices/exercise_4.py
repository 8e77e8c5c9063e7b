"""Exercise 14.4: a model card that checks itself."""

import numpy as np

from course_utils.exercises import Exercise, expect

COUNTS = ("rows", "positives", "flagged", "found")
SHARES = ("prevalence", "recall", "precision", "false positive rate")


def card_faults(rows, positives, flagged, found, stated):
    """Return the names of the shares on a model card that cannot be true.

    Four counts are right: `rows`, `positives`, `flagged` (rows that were flagged) and `found`
    (positives that were flagged). The card also states shares, rounded to three decimals:
    `"prevalence"`, `"recall"`, `"precision"` and `"false positive rate"`. A share is a fault when
    it is not what the counts give, rounded like that.

    Parameters: the four counts, none of which makes a share divide by zero, and `stated`, a dict
    from the name of a share to its number. Returns: a list of the names that are faults, in any
    order.
    """
    shares = {"prevalence": positives / rows, "recall": found / positives}
    shares["precision"] = found / flagged
    shares["false positive rate"] = (flagged - found) / (rows - positives)
    return [name for name in stated if abs(stated[name] - shares[name]) > 0.00051]


def check(answer):
    counts, stated = honest_card(answer.rng)
    faults = names_of(answer(*counts, dict(stated)))
    expect(not answer.mutated, "Your function changes the card it was given.")
    meet_slips(faults, counts, stated)
    expect(
        not faults,
        f"On a card that agrees you find {told(faults)}. The counts are {written(counts)}, and "
        f"the card states {', '.join(f'{name} {stated[name]:.3f}' for name in sorted(faults))}.",
    )
    for spoilt in ({SHARES[0]}, {SHARES[1]}, {SHARES[2]}, {SHARES[3]}, set(SHARES[1:])):
        check_spoilt(answer, spoilt)


def check_spoilt(answer, spoilt):
    """Spoil some shares by two in the third decimal, in either direction."""
    counts, stated = honest_card(answer.rng)
    for name in spoilt:
        stated[name] = round(stated[name] + float(answer.rng.choice([-0.002, 0.002])), 3)
    faults = names_of(answer(*counts, dict(stated)))
    missed, too_many = spoilt - faults, faults - spoilt
    expect(
        not missed,
        f"On a card with the counts {written(counts)} you do not find {told(missed)}: "
        f"{', '.join(f'{stated[name]:.3f}' for name in sorted(missed))} is stated. Rounding to "
        "three decimals moves a share by half a thousandth at most.",
    )
    expect(not too_many, f"On a spoilt card you find {told(too_many)} as well, which agrees.")


def meet_slips(faults, counts, stated):
    """Name the share that was computed from the wrong counts."""
    expect(
        len(faults) < 3,
        f"On a card that agrees you find {len(faults)} of four shares. The card states three "
        "decimals, the counts give many: equal they hardly ever are.",
    )
    reasons = {
        "false positive rate": "The false positive rate is a share of the *negatives*: how many "
        "of them were flagged?",
        "precision": "Precision is a share of what was *flagged*.",
        "recall": "Recall is a share of the *positives*.",
    }
    for name, reason in reasons.items():
        expect(
            faults != {name},
            f"On a card that agrees you find a fault in the {name}, stated as {stated[name]:.3f}. "
            f"{reason} The counts are {written(counts)}.",
        )


def honest_card(rng):
    """Draw four counts, and state their shares to three decimals."""
    rows, positives = int(rng.integers(4_001, 6_000)), int(rng.integers(180, 260))
    found = int(rng.integers(100, 160))
    flagged = found + int(rng.integers(300, 700))
    shares = exact_shares(rows, positives, flagged, found)
    return (rows, positives, flagged, found), {k: round(v, 3) for k, v in shares.items()}


def exact_shares(rows, positives, flagged, found):
    return {
        "prevalence": positives / rows,
        "recall": found / positives,
        "precision": found / flagged,
        "false positive rate": (flagged - found) / (rows - positives),
    }


def written(counts):
    return ", ".join(f"{name} {count}" for name, count in zip(COUNTS, counts, strict=True))


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
    unknown = set(value) - set(SHARES)
    expect(not unknown, f"{told(unknown)}: not the name of a share on the card.")
    return set(value)


def divides_false_alarms_by_flags(rows, positives, flagged, found, stated):
    shares = {"prevalence": positives / rows, "recall": found / positives}
    shares["precision"] = found / flagged
    shares["false positive rate"] = (flagged - found) / flagged
    return [name for name in stated if abs(stated[name] - shares[name]) > 0.00051]


def divides_the_found_by_all_positives(rows, positives, flagged, found, stated):
    shares = exact_shares(rows, positives, flagged, found) | {"precision": found / positives}
    return [name for name in stated if abs(stated[name] - shares[name]) > 0.00051]


def takes_flags_for_hits(rows, positives, flagged, found, stated):
    shares = exact_shares(rows, positives, flagged, found) | {"recall": flagged / positives}
    return [name for name in stated if abs(stated[name] - shares[name]) > 0.00051]


def asks_for_equal_numbers(rows, positives, flagged, found, stated):
    shares = exact_shares(rows, positives, flagged, found)
    return [name for name in stated if stated[name] != shares[name]]


def is_too_lenient(rows, positives, flagged, found, stated):
    shares = exact_shares(rows, positives, flagged, found)
    return [name for name in stated if not np.isclose(stated[name], shares[name], atol=0.005)]


EXERCISE = Exercise(
    solution=card_faults,
    check=check,
    starter=divides_false_alarms_by_flags,
    points=2,
    hints=[
        "The cell runs, and accuses cards that agree. Draw the table of flagged and not flagged, "
        "positive and negative, and look for the row or column that each share divides by.",
        "Flagged less found are the false alarms. Which rows could have become false alarms?",
        "Three of the four shares are right as they stand. The false positive rate divides by "
        "`rows - positives`.",
    ],
    mistakes={
        divides_false_alarms_by_flags: "share of the *negatives*",
        divides_the_found_by_all_positives: "share of what was *flagged*",
        takes_flags_for_hits: "share of the *positives*",
        asks_for_equal_numbers: "equal they hardly ever are",
        is_too_lenient: "half a thousandth",
    },
    right="Four counts fix every share, so a card can be proved wrong without the data, by a "
    "reviewer with a pocket calculator. What was divided by the flags is one minus precision, the "
    "share of false alarms among alarms, which many reports call by the other name. State counts "
    "on your cards.",
    minutes=6,
)
