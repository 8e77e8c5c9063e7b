"""Exercise 8.3: compare two models fairly, each at its own cut."""

import numpy as np
from sklearn.metrics import balanced_accuracy_score

from course_utils.exercises import Exercise, expect


def fair_gain(y_held, plain_held, balanced_held, y_test, plain_test, balanced_test):
    """Return how much the balanced model gains over the plain one, each at its own cut.

    The gain is balanced accuracy of the balanced model minus that of the plain model, on the test
    rows. A model flags a row when its score is at least the model's cut. Its cut is the one with
    the highest balanced accuracy on the rows held back, where neither model was fitted. Any score
    may be a cut: scores may be tiny, or squeezed together.

    Parameters: labels (0 or 1) and the scores of both models, arrays, for the rows held back and
    for the test rows. Returns: one number.
    """
    found = []
    for held, test in ((plain_held, plain_test), (balanced_held, balanced_test)):
        cuts = np.unique(held)
        cut = max(cuts, key=lambda cut: balanced_accuracy_score(y_held, held >= cut))
        found.append(balanced_accuracy_score(y_test, test >= cut))
    return found[1] - found[0]


def check(answer):
    for scales in ((0.9, 0.9), (0.4, 1.0), (0.009, 1.0), (0.5, 0.004)):
        rows = example(answer.rng, *scales)
        seen = gain_of(answer(*rows))
        expect(not answer.mutated, "Your function changes the arrays it was given; copy first.")
        compare(seen, rows, scales)


def example(rng, plain_scale, balanced_scale):
    """Return rows of two models on which each slip gives another number than the right way.

    Both models' best cuts are unique, and held back and test rows share one lattice of scores, so
    that any cut between two neighbouring scores is right.
    """
    while True:
        y_held, y_test = (rng.permutation(np.repeat([0, 1], [90, 14])) for _ in range(2))
        held, test = [], []
        for scale, start in ((plain_scale, 0.0), (balanced_scale, (1 - balanced_scale) / 2)):
            lattice = start + scale * (np.arange(30) + 0.4) / 30
            for y, parts in ((y_held, held), (y_test, test)):
                places = np.clip(rng.normal(10 + 8 * y, 5), 0, 29).astype(int)
                parts.append(lattice[places])
        rows = (y_held, *held, y_test, *test)
        clear = all(is_clear(y_held, *parts) for parts in zip(held, test, strict=True))
        if clear and can_be_told_apart(rows, slips(plain_scale)):
            return rows


def can_be_told_apart(rows, wrong_ways):
    """Tell whether the right way and each wrong way end in a number of its own."""
    gains = sorted(way(*rows) for way in (right_gain, *wrong_ways))
    return bool(np.diff(gains).min() > 1e-6)


def is_clear(y, held, test):
    """Tell whether one cut is best, and every cut that is as good flags the same test rows."""
    cuts = np.unique(held)
    values = balanced_accuracies(y, held, cuts)
    best = int(np.argmax(values))
    below = cuts[best - 1] if best else -np.inf
    between = (test > below) & (test < cuts[best])
    return np.sort(values)[-1] - np.sort(values)[-2] > 1e-3 and not between.any()


def balanced_accuracies(y, scores, cuts):
    """Return the balanced accuracy at each cut."""
    flagged = scores >= np.asarray(cuts)[:, None]
    return (flagged[:, y == 1].mean(axis=1) + 1 - flagged[:, y == 0].mean(axis=1)) / 2


def best_cut(y, scores):
    cuts = np.unique(scores)
    return cuts[np.argmax(balanced_accuracies(y, scores, cuts))]


def at_cuts(y_test, plain_test, balanced_test, plain_cut, balanced_cut):
    plain = balanced_accuracies(y_test, plain_test, [plain_cut])[0]
    return float(balanced_accuracies(y_test, balanced_test, [balanced_cut])[0] - plain)


def right_gain(y_held, plain_held, balanced_held, y_test, plain_test, balanced_test):
    cuts = best_cut(y_held, plain_held), best_cut(y_held, balanced_held)
    return at_cuts(y_test, plain_test, balanced_test, *cuts)


def slips(plain_scale):
    """Return the wrong ways; all can be told apart only where the plain scores are wide."""
    ways = (
        compares_at_one_half,
        chooses_the_cut_on_the_test_rows,
        gives_both_the_plain_cut,
        tunes_accuracy,
        tunes_f1,
        subtracts_the_wrong_way,
        flags_above_the_cut_only,
        gives_both_the_balanced_cut,
        gives_both_one_cut,
        tunes_the_plain_model_only,
        cuts_the_plain_at_the_prevalence,
        flags_as_many_as_are_positive,
    )
    return ways if plain_scale == 0.9 else ways[:7]


def compare(seen, rows, scales):
    """Meet each known slip with its reason."""
    known = {
        compares_at_one_half: f"You return {seen:+.3f}: both models at 0.5. One model's scores go "
        f"up to {rows[4].max():.3f}; what can 0.5 mean to it? Each model needs its own cut.",
        chooses_the_cut_on_the_test_rows: "Your cuts are the best ones *for the test rows*: they "
        "were chosen with the answers in hand. Which rows are there for choosing?",
        gives_both_the_plain_cut: "Both models are cut where the *plain* one is best. The "
        "balanced scores live on another scale.",
        gives_both_the_balanced_cut: "Both models are cut where the *balanced* one is best. The "
        "plain scores live on another scale.",
        gives_both_one_cut: "You chose one cut for both models. Their scores live on different "
        "scales: choose for each model apart.",
        tunes_the_plain_model_only: "You gave the plain model its cut and left the balanced one "
        "at 0.5. To treat each alike is what makes the comparison fair: both get a cut.",
        cuts_the_plain_at_the_prevalence: "You cut the plain model at the share of positives, "
        "the balanced one at 0.5. That is lesson 7's rule for risks that are right; here each "
        "model's cut is *looked for* on the rows held back.",
        flags_as_many_as_are_positive: "You cut each model so that it flags as many rows as are "
        "positive. That is a cut of its own, and not the one with the highest balanced accuracy.",
        tunes_accuracy: "Your cuts have the highest accuracy. The score is balanced accuracy, and "
        "so must the choice be.",
        tunes_f1: "Your cuts have the highest F1. The score is balanced accuracy, and so must the "
        "choice be.",
        subtracts_the_wrong_way: "The size is right and the sign is not: balanced minus plain.",
        flags_above_the_cut_only: "A row whose score *is* the cut is flagged too: at least, not "
        "above.",
    }
    for slip in slips(scales[0]):
        expect(abs(seen - slip(*rows)) > 1e-9, known[slip])
    find_the_gain(seen, right_gain(*rows), scales)


def find_the_gain(seen, right, scales):
    """Say which search misses the cut, where no known slip explains the number."""
    squeezed = min(scales) < 0.01
    expect(
        abs(seen - right) < 1e-9 or not squeezed,
        f"You return {seen:+.3f}, and that is not the gain. The scores of one of the models all "
        f"lie within {min(scales):.3f} of each other here, as AdaBoost's do. Does a fixed list of "
        "cuts, such as every hundredth, hold one that parts them? Try the scores themselves.",
    )
    expect(
        abs(seen - right) < 1e-9,
        f"You return {seen:+.3f}, and that is not the gain. Take one model: at which of its held "
        "back scores is balanced accuracy on the held back rows highest? That cut goes to the "
        "test rows.",
    )


def gain_of(gain):
    if isinstance(gain, np.ndarray) and gain.shape == () and gain.dtype.kind in "fiu":
        gain = gain.item()
    expect(
        isinstance(gain, int | float | np.floating) and not isinstance(gain, bool),
        "Return one number, the gain.",
    )
    expect(-2 <= gain <= 2, "Your gain is not a finite number between -1 and 1.")
    return float(gain)


def compares_at_one_half(y_held, plain_held, balanced_held, y_test, plain_test, balanced_test):
    plain = balanced_accuracy_score(y_test, plain_test >= 0.5)
    return balanced_accuracy_score(y_test, balanced_test >= 0.5) - plain


def chooses_the_cut_on_the_test_rows(
    y_held, plain_held, balanced_held, y_test, plain_test, balanced_test
):
    cuts = best_cut(y_test, plain_test), best_cut(y_test, balanced_test)
    return at_cuts(y_test, plain_test, balanced_test, *cuts)


def gives_both_the_plain_cut(y_held, plain_held, balanced_held, y_test, plain_test, balanced_test):
    cut = best_cut(y_held, plain_held)
    return at_cuts(y_test, plain_test, balanced_test, cut, cut)


def gives_both_the_balanced_cut(
    y_held, plain_held, balanced_held, y_test, plain_test, balanced_test
):
    cut = best_cut(y_held, balanced_held)
    return at_cuts(y_test, plain_test, balanced_test, cut, cut)


def gives_both_one_cut(y_held, plain_held, balanced_held, y_test, plain_test, balanced_test):
    cuts = np.unique(np.concatenate([plain_held, balanced_held]))
    both = (plain_held, balanced_held)
    cut = cuts[np.argmax(sum(balanced_accuracies(y_held, held, cuts) for held in both))]
    return at_cuts(y_test, plain_test, balanced_test, cut, cut)


def tunes_the_plain_model_only(
    y_held, plain_held, balanced_held, y_test, plain_test, balanced_test
):
    return at_cuts(y_test, plain_test, balanced_test, best_cut(y_held, plain_held), 0.5)


def cuts_the_plain_at_the_prevalence(
    y_held, plain_held, balanced_held, y_test, plain_test, balanced_test
):
    return at_cuts(y_test, plain_test, balanced_test, y_held.mean(), 0.5)


def flags_as_many_as_are_positive(
    y_held, plain_held, balanced_held, y_test, plain_test, balanced_test
):
    cuts = [np.quantile(held, 1 - y_held.mean()) for held in (plain_held, balanced_held)]
    return at_cuts(y_test, plain_test, balanced_test, *cuts)


def tunes_accuracy(y_held, plain_held, balanced_held, y_test, plain_test, balanced_test):
    cuts = []
    for held in (plain_held, balanced_held):
        tried = np.unique(held)
        cuts.append(tried[np.argmax([np.mean((held >= cut) == y_held) for cut in tried])])
    return at_cuts(y_test, plain_test, balanced_test, *cuts)


def tunes_f1(y_held, plain_held, balanced_held, y_test, plain_test, balanced_test):
    cuts = []
    for held in (plain_held, balanced_held):
        tried = np.unique(held)
        flagged = held >= tried[:, None]
        f1 = 2 * (flagged & (y_held == 1)).sum(axis=1) / (flagged.sum(axis=1) + y_held.sum())
        cuts.append(tried[np.argmax(f1)])
    return at_cuts(y_test, plain_test, balanced_test, *cuts)


def subtracts_the_wrong_way(y_held, plain_held, balanced_held, y_test, plain_test, balanced_test):
    return -right_gain(y_held, plain_held, balanced_held, y_test, plain_test, balanced_test)


def flags_above_the_cut_only(y_held, plain_held, balanced_held, y_test, plain_test, balanced_test):
    cuts = [np.nextafter(best_cut(y_held, held), 2) for held in (plain_held, balanced_held)]
    return at_cuts(y_test, plain_test, balanced_test, *cuts)


def tries_every_hundredth(y_held, plain_held, balanced_held, y_test, plain_test, balanced_test):
    tried, cuts = np.linspace(0, 1, 101), []
    for held in (plain_held, balanced_held):
        cuts.append(tried[np.argmax(balanced_accuracies(y_held, held, tried))])
    return at_cuts(y_test, plain_test, balanced_test, *cuts)


EXERCISE = Exercise(
    solution=fair_gain,
    check=check,
    starter=compares_at_one_half,
    points=2,
    hints=[
        "The cell runs and cuts both models at 0.5. *Each* of them gets a cut of its own. Which "
        "rows may say where?",
        "For each model: try its own held back scores as cuts (`np.unique`), with "
        "`balanced_accuracy_score(y_held, scores >= cut)`, and keep the best.",
        "`cut = max(np.unique(held), key=lambda cut: balanced_accuracy_score(y_held, held >= "
        "cut))`, once for each model; then both test scores at their cuts, balanced minus plain.",
    ],
    mistakes={
        compares_at_one_half: "Each model needs its own cut",
        chooses_the_cut_on_the_test_rows: "with the answers in hand",
        gives_both_the_plain_cut: "where the *plain* one is best",
        gives_both_the_balanced_cut: "where the *balanced* one is best",
        gives_both_one_cut: "one cut for both",
        tunes_the_plain_model_only: "both get a cut",
        cuts_the_plain_at_the_prevalence: "lesson 7's rule",
        flags_as_many_as_are_positive: "as many rows as are positive",
        tunes_accuracy: "highest accuracy",
        tunes_f1: "highest F1",
        subtracts_the_wrong_way: "balanced minus plain",
        flags_above_the_cut_only: "A row whose score *is* the cut",
        tries_every_hundredth: "a fixed list of cuts",
    },
    right="Now a gain is a gain: two models, each at the cut that suits it, chosen on rows that "
    "neither was fitted to and that are not tested. `TunedThresholdClassifierCV` does "
    "this for one "
    "model in cross-validation, on a hundred evenly spaced cuts between its lowest and highest "
    "score (lesson 9).",
    minutes=9,
)
