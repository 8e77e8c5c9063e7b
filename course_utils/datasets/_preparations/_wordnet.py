"""Read the database files of WordNet 3.0: senses, how common they are, irregular forms.

The formats are described in the manual pages wndb(5WN) and cntlist(5WN) of WordNet.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

NOUN, VERB, ADJECTIVE, ADVERB = "noun", "verb", "adj", "adv"
PARTS_OF_SPEECH = (NOUN, VERB, ADJECTIVE, ADVERB)
_CODES = {"1": NOUN, "2": VERB, "3": ADJECTIVE, "4": ADVERB, "5": ADJECTIVE}
_VOWELS = "aeiou"
# Verbs whose past has no form of its own; WordNet lists irregular forms only where they differ.
_UNCHANGED = {"cut", "hit", "hurt", "let", "put", "set", "shut", "split", "spread"}

Entry = tuple[str, str]


@dataclass
class WordNet:
    """What is read of WordNet.

    Attributes
    ----------
    senses : dict of (lemma, part of speech) to list of str
        The synsets of a lemma, the most common sense first.
    words : dict of (synset, part of speech) to list of str
        The lemmas of a synset.
    tags : dict of (lemma, part of speech) to int
        How often a lemma was met in the tagged texts, in any sense.
    irregular : dict of (lemma, part of speech) to set of str
        Its irregular forms.
    """

    senses: dict[Entry, list[str]] = field(default_factory=dict)
    words: dict[Entry, list[str]] = field(default_factory=dict)
    tags: dict[Entry, int] = field(default_factory=lambda: defaultdict(int))
    irregular: dict[Entry, set[str]] = field(default_factory=lambda: defaultdict(set))

    def forms(self, lemma: str, part: str) -> dict[str, set[str]]:
        """Return the inflected forms of a lemma by the name of the inflection.

        Examples
        --------
        >>> WordNet().forms("hit", "verb")["past"], sorted(WordNet().forms("dent", "verb")["past"])
        ({'hit'}, ['dented', 'dentted'])
        """
        irregular = self.irregular.get((lemma, part), set())
        if part == NOUN:
            return {"base": {lemma}, "plural": irregular or {_add_s(lemma)}}
        if part == VERB:
            gerunds = {form for form in irregular if form.endswith("ing")}
            unchanged = {lemma} if lemma in _UNCHANGED else set()
            return {
                "base": {lemma} - unchanged,
                "third": {_add_s(lemma)},
                "past": unchanged or (irregular - gerunds) or _add_ed(lemma),
                "gerund": gerunds or _add_ing(lemma),
            }
        return {"base": {lemma}}


def read_wordnet(members: Mapping[str, bytes]) -> WordNet:
    """Read WordNet from its files, given by their paths in the package.

    Words of several parts, and names, are left out.
    """
    files = {path.rsplit("/", 1)[-1]: content.decode("ascii") for path, content in members.items()}
    wordnet = WordNet()
    for part in PARTS_OF_SPEECH:
        for offset, words in _read_data(files[f"data.{part}"]):
            wordnet.words[offset, part] = [word for word in words if _is_plain(word)]
        for lemma, offsets in _read_index(files[f"index.{part}"]):
            if _is_plain(lemma):
                wordnet.senses[lemma, part] = offsets
        for line in files[f"{part}.exc"].splitlines():
            form, *lemmas = line.split()
            for lemma in lemmas:
                wordnet.irregular[lemma, part].add(form)
    for line in files["cntlist.rev"].splitlines():
        key, _, count = line.split()
        lemma, code = key.split("%")
        wordnet.tags[lemma, _CODES[code[0]]] += int(count)
    return wordnet


def _read_data(text: str) -> Iterator[tuple[str, list[str]]]:
    """Return the synsets of a data file: the offset that names each, and its words."""
    for line in text.splitlines():
        if not line.startswith(" "):
            fields = line.split(" ")
            words = fields[4 : 4 + 2 * int(fields[3], 16) : 2]
            # An adjective may carry a mark of its place: "awake(p)".
            yield fields[0], [re.sub(r"\(\w+\)$", "", word) for word in words]


def _read_index(text: str) -> Iterator[tuple[str, list[str]]]:
    """Return the lemmas of an index file with their synsets, the most common first."""
    for line in text.splitlines():
        if not line.startswith(" "):
            fields = line.split()
            yield fields[0], fields[-int(fields[2]) :]


def _is_plain(word: str) -> bool:
    """Whether a word is three small letters or more, and nothing else."""
    return re.fullmatch("[a-z]{3,}", word) is not None


def _add_s(lemma: str) -> str:
    if lemma.endswith(("s", "x", "z", "ch", "sh")):
        return f"{lemma}es"
    return f"{lemma[:-1]}ies" if _ends_in_y(lemma) else f"{lemma}s"


def _add_ed(lemma: str) -> set[str]:
    if lemma.endswith("e"):
        return {f"{lemma}d"}
    if _ends_in_y(lemma):
        return {f"{lemma[:-1]}ied"}
    return {f"{lemma}ed", f"{lemma}{lemma[-1]}ed"}


def _add_ing(lemma: str) -> set[str]:
    if lemma.endswith("e") and not lemma.endswith("ee"):
        return {f"{lemma[:-1]}ing"}
    return {f"{lemma}ing", f"{lemma}{lemma[-1]}ing"}


def _ends_in_y(lemma: str) -> bool:
    """Whether the last letter is a y that turns into an i."""
    return lemma.endswith("y") and lemma[-2:-1] not in _VOWELS
