"""List synonyms of the words of the bird-strike remarks, from WordNet's pinned package."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

import pandas as pd

from course_utils.datasets._preparations._wordnet import WordNet, read_wordnet

# A word must stand in this many remarks to have synonyms or to be one.
_ENOUGH = 2
# Two lemmas count as synonyms if they share a synset that is among the first two senses of one
# and the first three of the other.
_NEAR, _FAR = 2, 3

# Pairs that WordNet joins and a report on a flight does not, found by reading all pairs: the
# word is a part of an aircraft, a phase of a flight or a place of an airport (a WING does not
# fly, a FLARE does not flame, a THRESHOLD is no door), a preposition here, or another thing.
_PAIRS = """
    about~around action~activity affect~involve after~afterwards after~later after~subsequently
    ahead~before almost~most alone~only always~ever answer~respond apply~use attack~snipe
    attract~pull avoid~deflect away~off away~out bad~big band~circle band~lot barbed~pungent
    become~get become~turn before~earlier best~better bind~stick bird~fowl bit~moment
    blast~boom bottom~seat broadcast~program bump~find but~just but~only care~like case~event
    chase~trail chief~main chief~primary circle~lot climb~mount close~shut compass~range
    compass~scope complete~dispatch concern~relate continue~keep count~weigh cut~reduce
    cut~swerve cut~veer decide~settle degree~level degree~stage departure~deviation
    departure~difference departure~exit departure~going depart~deviate descent~origin
    determination~purpose determine~set deviate~divert deviation~difference die~exit
    difficult~hard directly~immediately directly~instantly discard~dispose discover~hear
    dispatcher~starter door~threshold encounter~find entire~intact estimate~gauge exactly~just
    examine~probe exit~going exit~outlet expect~require extend~run file~register final~last
    find~regain fix~secure flame~flare flat~unconditional flesh~frame flesh~shape flock~lot
    fly~wing fog~haze force~push foreign~strange form~kind form~pattern gauge~guess guess~think
    guide~lead guide~maneuver guide~steer guide~take guts~sand handle~treat hare~rabbit
    hold~keep hover~vibrate however~still inbound~inward incur~obtain ingestion~intake
    insect~worm instead~rather jump~startle just~only late~recent lead~result lead~take
    level~stage limit~specify main~primary maneuver~steer mark~tag mechanics~mechanism
    minute~moment minute~second mode~way moment~second most~nearly non~not number~routine
    obtain~receive origin~root outbound~outward pair~yoke pant~puff pattern~practice
    phase~stage photo~pic place~property place~spot pop~protrude position~view present~show
    range~scope realize~see recover~regain reduce~trim regain~retrieve remainder~residue
    residue~rest road~route root~source rub~scratch say~tell state~submit state~tell stay~stick
    test~try
"""
_REFUSED = frozenset(_PAIRS.split())


def make(members: Mapping[str, bytes], frame: pd.DataFrame) -> dict[str, list[str]]:
    """Return the synonyms of each word that has any, in capitals like the remarks.

    A word is taken as the lemma and part of speech that WordNet met most often, its synonyms are
    put into the same form (DENTED, INDENTED), and only those stay that stand in the remarks
    themselves.

    Parameters
    ----------
    members : mapping of str to bytes
        WordNet's files.
    frame : pandas.DataFrame
        A frame with the column ``remark``.
    """
    wordnet, frequent = read_wordnet(members), _count_words(frame["remark"])
    readings = _read_words(wordnet, frequent)
    found = {}
    for word, reading in readings.items():
        lemma, part, inflection = reading
        synonyms = {
            form
            for other in _related(wordnet, lemma, part)
            for form in wordnet.forms(other, part)[inflection]
            if form != word and readings.get(form) == (other, part, inflection)
        }
        if synonyms:
            found[word.upper()] = sorted(form.upper() for form in synonyms)
    return found


def _count_words(remarks: pd.Series) -> Counter[str]:
    """Count in how many remarks each word stands; what stands for a name is no word."""
    words = (set(re.findall("[A-Z]+", re.sub(r"\[[A-Z]+\]", "", text))) for text in remarks)
    return Counter(word.lower() for text in words for word in text)


def _read_words(wordnet: WordNet, frequent: Counter[str]) -> dict[str, tuple[str, str, str]]:
    """Return the lemma, part of speech and inflection that each word most probably is."""
    readings = defaultdict(list)
    for lemma, part in wordnet.senses:
        for inflection, forms in wordnet.forms(lemma, part).items():
            for form in forms:
                if frequent[form] >= _ENOUGH:
                    rank = (wordnet.tags[lemma, part], inflection == "base")
                    readings[form].append((*rank, lemma, part, inflection))
    return {word: max(known)[2:] for word, known in readings.items()}


def _related(wordnet: WordNet, lemma: str, part: str) -> Iterator[str]:
    """Return the lemmas that share a common sense with this one."""
    for rank, synset in enumerate(wordnet.senses[lemma, part][:_FAR]):
        for other in wordnet.words[synset, part]:
            ranks = sorted((rank, _rank(wordnet, other, part, synset)))
            pair = "~".join(sorted((lemma, other)))
            if other != lemma and pair not in _REFUSED and ranks[0] < _NEAR and ranks[1] < _FAR:
                yield other


def _rank(wordnet: WordNet, lemma: str, part: str, synset: str) -> int:
    """Return how common a sense of a lemma is: 0 is the most common."""
    senses = wordnet.senses.get((lemma, part), [])
    return senses.index(synset) if synset in senses else _FAR
