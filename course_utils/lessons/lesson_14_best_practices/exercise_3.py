"""Exercise 14.3: prediction sets with a promise to each class."""

import math

import numpy as np
import pandas as pd

from course_utils.exercises import Exercise, expect


def class_sets(p_held, y_held, p_new, level):
    """Return for each new row which labels its prediction set holds, class by class.

    A label's strangeness is `p` for label 0 and `1 - p` for label 1, where `p` is the probability
    of class 1. For each class, take the held-out rows of that class and the strangeness of their
    own label; of these n values the ceil(level * (n + 1))-th smallest is the limit. A label
    belongs to a new row's set when it is no stranger than its class's limit. If a class has too
    few rows for that place to exist, its label belongs to every set.

    Parameters: `p_held` and `p_new`, arrays of probabilities; `y_held`, an array of labels 0 and
    1; `level`, the promise, such as 0.9. Returns: an array of True and False with a row for each
    new row and two columns, label 0 and label 1.
    """
    sets = np.ones((len(p_new), 2), dtype=bool)
    for label in (0, 1):
        own = p_held[y_held == label]
        strangeness = np.sort(own if label == 0 else 1 - own)
        place = int(np.ceil(level * (len(strangeness) + 1)))
        if place <= len(strangeness):
            strange = p_new if label == 0 else 1 - p_new
            sets[:, label] = strange <= strangeness[place - 1]
    return sets


def check(answer):
    for n_negatives, n_positives, level in ((60, 15, 0.9), (150, 23, 0.75)):
        y, p = held_out(answer.rng, n_negatives, n_positives)
        # The held-out values themselves are asked for too: no stranger than the limit is inside.
        p_new = np.concatenate([p, exact(answer.rng.uniform(0, 1, 200))])
        sets = as_sets(answer(p, y, p_new, level), len(p_new))
        expect(not answer.mutated, "Your function changes the arrays it was given; copy first.")
        compare(sets, p, y, p_new, level)
    check_few(answer)


def held_out(rng, n_negatives, n_positives):
    y = rng.permutation(np.repeat([0, 1], [n_negatives, n_positives]))
    return y, exact(rng.beta(1 + 2 * y, 8 - 4 * y))


def exact(p):
    """Round so that 1 - (1 - p) is p: a limit may then be taken on either side."""
    return np.clip(np.round(4096 * p), 1, 4095) / 4096


def compare(sets, p, y, p_new, level):
    """Meet each known slip with its reason."""
    n = [int((y == label).sum()) for label in (0, 1)]
    if np.array_equal(sets, in_sets(p, y, p_new, level)):
        return
    meet_slips(sets, p, y, p_new, level)
    seen = sets.mean(axis=0)
    wanted = in_sets(p, y, p_new, level).mean(axis=0)
    expect(
        False,
        f"From {n[0]} held-out rows of class 0 and {n[1]} of class 1, at {level:.0%}, label 0 is "
        f"in {seen[0]:.3f} of your sets ({wanted[0]:.3f} would be right) and label 1 in "
        f"{seen[1]:.3f} ({wanted[1]:.3f}). Print both limits, and count the places by hand.",
    )


def meet_slips(sets, p, y, p_new, level):
    """Compare with what known slips give."""
    right = in_sets(p, y, p_new, level)
    for wrong, feedback in (
        (
            together(p, y, p_new, level),
            "One limit for all rows: the rare class has no say in it. Each class has its own "
            "limit, from its own rows.",
        ),
        *slips_of_quantile(p, y, p_new, level),
        *slips_of_place(p, y, p_new, level),
        (
            as_p(p, y, p_new, level),
            "For both labels you take p as the strangeness. For label 1 a *low* p is strange.",
        ),
        (
            other_side(p, y, p_new, level),
            "For held-out deaths and for new rows you measure strangeness in different ways. A "
            "label 1 is 1 - p strange in both.",
        ),
        (
            as_p(1 - p, y, 1 - p_new, level),
            "For label 0 a *high* p is strange: its strangeness is p, and 1 - p that of label 1.",
        ),
        (
            exchanged(p, y, p_new, level),
            "The strangeness of the two labels is exchanged: p is that of label 0.",
        ),
        (right[:, ::-1], "The two columns have changed places: label 0 comes first."),
        (~right, "True where a label is *stranger* than its limit: those are left out."),
    ):
        expect(not np.array_equal(sets, wrong), feedback)


def slips_of_place(p, y, p_new, level):
    """Return what limits at a place nearby give, with what there is to say."""

    def at(place_of):
        return in_sets(p, y, p_new, level, place_of=place_of)

    return [
        (
            at(lambda n: n),
            "Your limit is the largest value of each class, whatever the level. Asked for is the "
            "value at the place ceil(level * (n + 1)).",
        ),
        (
            at(lambda n: math.ceil(level * n)),
            "The limit is that of the plain quantile. The new row is one more: of n values take "
            "place ceil(level * (n + 1)).",
        ),
        (
            at(lambda n: math.ceil(level * (n + 1)) + 1),
            "Your limits are one place too far. Counting from zero, the k-th smallest has the "
            "index k - 1.",
        ),
        (
            at(lambda n: math.ceil(level * (n + 1)) + (math.ceil(level * (n + 1)) == n)),
            "Of 15 values the 15th exists: it is the largest. Only a place beyond the last one "
            "lets a label into every set.",
        ),
        (
            in_sets(p, y, p_new, level, strict=True),
            "A label exactly at the limit is left out. No stranger than the limit means ≤.",
        ),
    ]


def slips_of_quantile(p, y, p_new, level):
    """Return what `np.quantile` gives in three common calls, with what there is to say."""
    plain = interpolated(p, y, p_new, [level, level])
    places = [math.ceil(level * ((y == label).sum() + 1)) for label in (0, 1)]
    shares = [place / (y == label).sum() for label, place in enumerate(places)]
    slips = [
        (
            plain,
            "The limit lies between two values. Take the value at the place itself, sorted; no "
            "averaging.",
        )
    ]
    if max(shares) > 1:
        return slips
    return [
        *slips,
        (
            interpolated(p, y, p_new, shares, "linear"),
            "Your limit lies between the value at the place and the next, as `np.quantile` puts "
            "it. Sort, and take the value at the place itself.",
        ),
        (
            interpolated(p, y, p_new, shares, "higher"),
            "Your limit is the next value after the place, except at the end. Counting from zero, "
            'the k-th smallest has the index k - 1. (`np.quantile` with method "higher" does the '
            "same.) Sort, and take the value at the place itself.",
        ),
    ]


def check_few(answer):
    y, p = held_out(answer.rng, 60, 7)
    # The first row is a stranger positive than any that was held out.
    p_new = exact(np.append(0, answer.rng.uniform(0, 1, 50)))
    crash = answer.error(p, y, p_new, 0.9)
    expect(
        crash is None or crash.type != "IndexError",
        "With 7 rows of class 1 and 90 % the place is the 8th of 7, and your function looks for "
        "it. What does the task say when there is no such place?",
    )
    sets = as_sets(answer(p, y, p_new, 0.9), len(p_new))
    expect(
        bool(sets[:, 1].all()),
        "With 7 rows of class 1 a promise of 90 % cannot be kept by leaving anybody out: the "
        f"place does not exist. Yet you leave label 1 out of {np.mean(~sets[:, 1]):.0%} of the "
        "sets.",
    )
    compare(sets, p, y, p_new, 0.9)


def in_sets(p, y, p_new, level, *, place_of=None, strict=False):
    """Return the right sets, or those of another place or a strict limit."""
    columns = []
    for label in (0, 1):
        own = np.sort(p[y == 0] if label == 0 else 1 - p[y == 1])
        place = math.ceil(level * (own.size + 1)) if place_of is None else place_of(own.size)
        limit = own[place - 1] if place <= own.size else np.inf
        strange = p_new if label == 0 else 1 - p_new
        columns.append(strange < limit if strict else strange <= limit)
    return np.column_stack(columns)


def together(p, y, p_new, level):
    own = np.sort(np.where(y == 1, 1 - p, p))
    limit = own[math.ceil(level * (own.size + 1)) - 1]
    return np.column_stack([p_new <= limit, 1 - p_new <= limit])


def interpolated(p, y, p_new, shares, method="linear"):
    limits = [
        np.quantile(own, share, method=method)
        for own, share in zip((p[y == 0], 1 - p[y == 1]), shares, strict=True)
    ]
    return np.column_stack([p_new <= limits[0], 1 - p_new <= limits[1]])


def as_p(p, y, p_new, level):
    columns = []
    for label in (0, 1):
        own = np.sort(p[y == label])
        place = math.ceil(level * (own.size + 1))
        columns.append(p_new <= (own[place - 1] if place <= own.size else np.inf))
    return np.column_stack(columns)


def other_side(p, y, p_new, level):
    """Take p for held-out deaths, and 1 - p for the new rows."""
    right = in_sets(p, y, p_new, level)
    return np.column_stack(
        [right[:, 0], in_sets(np.where(y == 1, 1 - p, p), y, p_new, level)[:, 1]]
    )


def exchanged(p, y, p_new, level):
    """Take 1 - p for label 0 and p for label 1, held out and new."""
    return in_sets(1 - p, y, 1 - p_new, level)


def as_sets(value, n_rows):
    """Return the sets as an array of truth values, however the answer holds them."""
    if isinstance(value, pd.DataFrame):
        value = value.to_numpy()
    if type(value) is list and all(type(row) in (list, tuple) and len(row) == 2 for row in value):
        value = np.array(value)
    expect(
        isinstance(value, np.ndarray)
        and value.shape == (n_rows, 2)
        and value.dtype.kind in "biuf",
        f"Return an array with a row for each of the {n_rows} new rows and two columns.",
    )
    expect(
        bool(np.isin(value, (0, 1)).all()),
        "Return True and False: is the label in the set or not?",
    )
    return value.astype(bool)


def takes_one_limit_for_all(p_held, y_held, p_new, level):
    return together(p_held, y_held, p_new, level)


def takes_the_plain_place(p_held, y_held, p_new, level):
    return in_sets(p_held, y_held, p_new, level, place_of=lambda n: math.ceil(level * n))


def takes_an_interpolated_quantile(p_held, y_held, p_new, level):
    return interpolated(p_held, y_held, p_new, [level, level])


def takes_the_next_higher_value(p_held, y_held, p_new, level):
    columns = []
    for label in (0, 1):
        own = np.abs(label - p_held[y_held == label])
        share = min(np.ceil(level * (own.size + 1)) / own.size, 1)
        columns.append(np.abs(label - p_new) <= np.quantile(own, share, method="higher"))
    return np.column_stack(columns)


def counts_from_one(p_held, y_held, p_new, level):
    return in_sets(p_held, y_held, p_new, level, place_of=lambda n: math.ceil(level * (n + 1)) + 1)


def takes_the_largest_value(p_held, y_held, p_new, level):
    return in_sets(p_held, y_held, p_new, level, place_of=lambda n: n)


def exchanges_the_strangeness(p_held, y_held, p_new, level):
    return exchanged(p_held, y_held, p_new, level)


def gives_the_last_place_up(p_held, y_held, p_new, level):
    sets = np.ones((len(p_new), 2), dtype=bool)
    for label in (0, 1):
        own = np.sort(np.abs(label - p_held[y_held == label]))
        place = math.ceil(level * (own.size + 1))
        if place < own.size:
            sets[:, label] = np.abs(label - p_new) <= own[place - 1]
    return sets


def leaves_the_limit_out(p_held, y_held, p_new, level):
    return in_sets(p_held, y_held, p_new, level, strict=True)


def finds_a_high_p_strange_for_both(p_held, y_held, p_new, level):
    return as_p(p_held, y_held, p_new, level)


def looks_for_the_eighth_of_seven(p_held, y_held, p_new, level):
    columns = []
    for own, strange in ((p_held[y_held == 0], p_new), (1 - p_held[y_held == 1], 1 - p_new)):
        columns.append(strange <= np.sort(own)[int(np.ceil(level * (len(own) + 1))) - 1])
    return np.column_stack(columns)


def takes_the_largest_when_rows_are_few(p_held, y_held, p_new, level):
    return in_sets(
        p_held,
        y_held,
        p_new,
        level,
        place_of=lambda n: min(n, math.ceil(level * (n + 1))),
    )


EXERCISE = Exercise(
    solution=class_sets,
    check=check,
    points=3,
    hints=[
        "Do it for one class first, as in the table of twelve rows: its own rows, the strangeness "
        "of their own label, sorted, one place.",
        "For label 1: `values = np.sort(1 - p_held[y_held == 1])` and "
        "`place = int(np.ceil(level * (len(values) + 1)))`. The place counts from one.",
        "`1 - p_new <= values[place - 1]` is the column of label 1, all True when `place` is "
        "above `len(values)`. The same with `p` for label 0; join by `np.column_stack`.",
    ],
    mistakes={
        takes_one_limit_for_all: "One limit for all rows",
        takes_the_plain_place: "The new row is one more",
        takes_an_interpolated_quantile: "between two values",
        takes_the_next_higher_value: "next value after the place",
        counts_from_one: "one place too far",
        takes_the_largest_value: "largest value of each class",
        exchanges_the_strangeness: "is exchanged",
        gives_the_last_place_up: "Of 15 values the 15th exists",
        leaves_the_limit_out: "exactly at the limit",
        finds_a_high_p_strange_for_both: "For both labels you take p",
        looks_for_the_eighth_of_seven: "8th of 7",
        takes_the_largest_when_rows_are_few: "cannot be kept by leaving anybody out",
    },
    right="Each class gets the promise from its own rows, so the rare one cannot be paid for by "
    "the common one. It holds for any model; a weak one pays with more sets that hold both "
    "labels. And with fewer than about 1 / (1 - level) rows of a class the promise can only be "
    'kept emptily: by saying "perhaps" to everybody.',
    minutes=10,
)
