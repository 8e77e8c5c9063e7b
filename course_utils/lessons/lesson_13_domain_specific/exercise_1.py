"""Exercise 13.1: put remarks of one wording into one group."""

import re
from itertools import combinations

import numpy as np
import pandas as pd

from course_utils.exercises import Exercise, expect

WORDS = ("BIRD", "STRUCK", "LEFT", "ENG", "ON", "CLIMB", "RETD", "TO", "LAND", "PILOT", "GULLS")
SHORT = ("L ENG", "R ENG")  # the left engine, and the right one


def wording_groups(remarks):
    """Return a number for each remark, the same for all remarks of one wording.

    The wording of a remark is its **set of words**. A word is an unbroken run of the letters A to
    Z; capital and small letters count as equal. Digits, punctuation, the order of the words and
    how often each stands there do not matter: "NO DAMAGE. FLT 213" and "Flt 1178: no damage" are
    one wording. Remarks without any word are one wording too.

    Parameters: `remarks`, a list of texts. Returns: an array with a whole number per remark, equal
    for equal wordings and different for different ones. Which numbers they are does not matter.
    """
    wordings = [" ".join(sorted(set(re.findall("[a-z]+", text.lower())))) for text in remarks]
    return pd.factorize(np.array(wordings, dtype=object))[0]


def check(answer):
    for _ in range(2):
        words = [str(word) for word in answer.rng.permutation(WORDS)]
        remarks = written(words, answer.rng)
        groups = groups_of(answer(list(remarks)), len(remarks))
        expect(not answer.mutated, "Your function changes the list it was given; copy first.")
        kept = dict(zip(remarks, groups, strict=True))
        compare_strangers(words, kept)
        compare_twins(words[:5], kept)
        compare_borders(kept)
        compare_all({text: group for text, group in kept.items() if text not in SHORT})
        one, other = SHORT
        slip = "are in one group. A word may have one letter."
        expect(kept[one] != kept[other], f"{one!r} and {other!r} {slip}")
        compare_all(kept)
    compare_long(answer)


def written(words, rng):
    """Return remarks in some order: the twins, and others of one, two and no wordings."""
    remarks = [" ".join(words[:5]), *twins(words[:5])]
    remarks += [
        " ".join(words[:4]),
        " ".join(words[:6]),
        " ".join(words[5:8]),
        words[0] + words[1],
    ]
    remarks += [f"{words[0]}2 {words[1]}", f"2{words[1]} {words[0]}", "213", "12-04 / 7"]
    remarks += ["NO DAMAGE. FLT 213", "Flt 1178: no damage", " ".join(words[1:6])]
    remarks += ["ABTD T/O", "ABTD TO", "SHUT DOWN", "DOWNSHUT", *SHORT]
    remarks += ["CAPT'S SIDE", "CAPT S SIDE", "NO_DAMAGE SEEN", "NO DAMAGE SEEN"]
    remarks += ["BLÄTTER FOUND", "BL TTER FOUND", "RETD ON TIME", "RETD NO TIME"]
    return [remarks[i] for i in rng.permutation(len(remarks))]


def twins(words):
    """Return remarks of the same words by what sets them apart, the simplest first."""
    plain = " ".join(words)
    return {
        plain.lower(): "They differ in capital and small letters only.",
        " ".join(reversed(words)): "They have the same words in another order.",
        ", ".join(words) + " 1178.": "What stands in the second one beside the words?",
        f"{plain} {words[0]}": "They have the same words, one of them twice.",
    }


def wording(text):
    return frozenset(re.findall("[a-z]+", text.lower()))


def groups_of(groups, size):
    if isinstance(groups, pd.Series):
        groups = groups.to_numpy()
    if type(groups) in (list, tuple):
        whole = all(isinstance(group, int | np.integer) for group in groups)
        expect(whole, "Return whole numbers, one for each remark.")
        groups = np.array(groups)
    expect(
        isinstance(groups, np.ndarray) and groups.shape == (size,) and groups.dtype.kind in "iu",
        f"Return an array of {size} whole numbers, one for each remark.",
    )
    return groups.tolist()


def compare_strangers(words, kept):
    one, other = " ".join(words[:5]), " ".join(words[5:8])
    expect(
        kept[one] != kept[other] or len(set(kept.values())) > 1,
        f"{one!r} and {other!r} are in one group, and share no word; so are all others.",
    )


def compare_long(answer):
    """Long remarks and their words in another order: a set has no order that a key may keep."""
    letters = list("abcdefghijklmnopqrstuvwxyz")
    known = ["".join(answer.rng.choice(letters, 5)) for _ in range(60)]
    plain = [answer.rng.permutation(known)[:11] for _ in range(40)]
    twin = [answer.rng.permutation(words) for words in plain]
    remarks = [" ".join(words) for words in [*plain, *twin]]
    groups = groups_of(answer(remarks), len(remarks))
    for one, other, text in zip(groups[:40], groups[40:], remarks, strict=False):
        expect(
            one == other,
            f"{text!r} and the same eleven words in another order are in two groups. The words of "
            "a set come in any order: `sorted` puts them into one.",
        )


def compare_twins(words, kept):
    plain = " ".join(words)
    for twin, difference in twins(words).items():
        expect(
            kept[plain] == kept[twin],
            f"{plain!r} and {twin!r} are in two groups, and folds may part them. {difference}",
        )


def compare_borders(kept):
    for one, other, slip in (
        ("ABTD T/O", "ABTD TO", "A mark between letters ends a word."),
        ("SHUT DOWN", "DOWNSHUT", "Where does one word of your key end?"),
    ):
        expect(kept[one] != kept[other], f"{one!r} and {other!r} are in one group. {slip}")


def compare_all(kept):
    for one, other in combinations(kept, 2):
        told = f"{one!r} and {other!r} are in "
        alike = wording(one) == wording(other)
        expect(
            kept[one] == kept[other] or not alike,
            f"{told}two groups, and have the same words: {said(one)}.",
        )
        expect(
            kept[one] != kept[other] or alike,
            f"{told}one group, and their words differ: {said(one)}, and {said(other)}.",
        )


def said(text):
    return " ".join(sorted(wording(text))) or "none"


def deletes_the_marks(remarks):
    kept = [set(re.sub("[^a-z ]", "", text.lower()).split()) for text in remarks]
    return pd.factorize(np.array([" ".join(sorted(words)) for words in kept], dtype=object))[0]


def glues_the_words(remarks):
    kept = ["".join(sorted(set(re.findall("[a-z]+", text.lower())))) for text in remarks]
    return pd.factorize(np.array(kept, dtype=object))[0]


def drops_single_letters(remarks):
    kept = [set(re.findall("[a-z]{2,}", text.lower())) for text in remarks]
    return pd.factorize(np.array([" ".join(sorted(words)) for words in kept], dtype=object))[0]


def takes_equal_texts(remarks):
    return pd.factorize(np.array(remarks, dtype=object))[0]


def keeps_the_digits(remarks):
    return pd.factorize(
        np.array([" ".join(sorted(set(text.lower().split()))) for text in remarks], dtype=object)
    )[0]


def keeps_the_order(remarks):
    kept = [" ".join(re.findall("[a-z]+", text.lower())) for text in remarks]
    return pd.factorize(np.array(kept, dtype=object))[0]


def counts_the_words(remarks):
    kept = [" ".join(sorted(re.findall("[a-z]+", text.lower()))) for text in remarks]
    return pd.factorize(np.array(kept, dtype=object))[0]


def returns_the_wordings(remarks):
    return [" ".join(sorted(set(re.findall("[a-z]+", text.lower())))) for text in remarks]


def counts_different_words(remarks):
    return np.array([len(set(re.findall("[a-z]+", text.lower()))) for text in remarks])


EXERCISE = Exercise(
    solution=wording_groups,
    check=check,
    starter=takes_equal_texts,
    points=2,
    hints=[
        "Write a key for each remark that two remarks share exactly when they have the same "
        "words; then number the keys.",
        '`re.findall("[a-z]+", text.lower())` gives the words of a text (`re` is imported in '
        "the setup cell). What makes order and repetition vanish?",
        '`" ".join(sorted(set(words)))` is a key. `pd.factorize(np.array(keys, dtype=object))[0]` '
        "numbers a list of keys.",
    ],
    mistakes={
        takes_equal_texts: "capital and small letters only",
        keeps_the_digits: "beside the words",
        keeps_the_order: "in another order",
        counts_the_words: "one of them twice",
        returns_the_wordings: "whole numbers",
        counts_different_words: "in one group, and their words differ",
        deletes_the_marks: "A mark between letters ends a word",
        glues_the_words: "Where does one word of your key end",
        drops_single_letters: "A word may have one letter",
    },
    right="Such numbers go as `groups` into `StratifiedGroupKFold`: run the next cell. The set's "
    "own `groups` follow nearly the same rule. It is a judgement: a "
    "wider one (nearly the same words) finds more twins and ties strangers together. For long "
    "texts, compare pieces of them instead of all words.",
    minutes=8,
)
