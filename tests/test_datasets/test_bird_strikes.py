"""The bird-strike remarks: no person is left in them, and their parts are what they say."""

import json
import re

import numpy as np
import pandas as pd
import pytest

from course_utils.datasets import SourceMoved, load_dataset
from course_utils.datasets._archives import cache_folder, fetch_archive, read_members
from course_utils.datasets._preparations import (
    _persons,
    _wordnet,
    bird_strikes,
    bird_strikes_synonyms,
    bird_strikes_vectors,
)
from course_utils.datasets._preparations._persons import scrub_remark
from course_utils.datasets._sources import read_sources
from course_utils.files import shipped_folder

# Written apart from the patterns that scrub, and wider: what they find has been read.
PHONE = re.compile(r"\(?\b\d{3}\)?[ .-]+\d{3}[ .-]+\d{4}\b|\b\d{3}-\d{4}\b(?! AGL| SMALL)")
MAIL = re.compile(r"\S@\S+\.(?:COM|NET|ORG|GOV|EDU)")
TITLE = re.compile(r"\b(?:MR|MRS|MS)\b\.? (?!INLET\b)[A-Z]{3,}")
ROLE_IS = re.compile(r"\b(?:PILOT|CAPT|PIC|INSTRUCTOR|OWNER|NAME) ?= ?(?!MOBIL-)[A-Z]")
GIVEN = re.compile(
    r"(?<!ST )(?<!ST\. )(?<!ST\.)(?<!LAKE )(?<!SAN )(?<!THE )\b(?:JAMES|JOHN|ROBERT|DAVID|THOMAS|"
    r"CHARLES|DANIEL|PAUL|GEORGE|GLENN|DALE|LARRY|GARY|JACK|KEVIN|JEFF|CHRIS|KAREN|JENNIFER|CARLA|"
    r"ROXIE|ROXY|RANDY|BOB|TOM|DAVE|WILLIAM|WALTER|HAROLD|GERRY|CRAIG|ALEX|TRACY|LEON) [A-Z]"
)
ZIP = re.compile(r"\b(?!AT|TO)[A-Z]{2}\.? \d{5}\b(?! EDT|')|\bP\.? ?O\.? ?BOX \d|\bBOX \d+")
TAIL_NUMBER = re.compile(r"\bN\d{3,5}[A-Z]{0,2}\b|\bREG\.? = [A-Z]?\d")


@pytest.fixture(scope="module")
def dataset():
    return load_dataset("bird_strikes")


@pytest.mark.parametrize(
    "pattern", [PHONE, MAIL, TITLE, ROLE_IS, GIVEN, ZIP, TAIL_NUMBER], ids=lambda p: p.pattern[:20]
)
def test_no_remark_has_what_looks_like_a_person(dataset, pattern):
    assert [text for text in dataset.data if pattern.search(text)] == []


@pytest.mark.parametrize(
    ("remark", "scrubbed"),
    [
        ("NO INJURIES. PILOT = AMOS HERON.", "NO INJURIES. PILOT = [NAME]."),
        ("PILOT =AMOS HERON NO INJURIES.", "PILOT =[NAME] NO INJURIES."),
        ("INSTRUCTOR: A EGRET,.PIC: J HERON,", "INSTRUCTOR: [NAME],.PIC: [NAME],"),
        ("PILOT = DR AMOS Q. HERON", "PILOT = [NAME]"),
        ("PILOT - DON HERON", "PILOT - [NAME]"),
        ("CAPT. J. HERON - BIRD HIT WING", "CAPT. [NAME] - BIRD HIT WING"),
        ("PILOT BOB HERON HIT 2 GEESE", "PILOT [NAME] HIT 2 GEESE"),
        ("CAPT WILSON SAW BIRD", "CAPT [NAME] SAW BIRD"),
        ("CALLED MR HERON RE GULLS", "CALLED [NAME] RE GULLS"),
        ("DR. HERON HIT A DEER", "[NAME] HIT A DEER"),
        ("BIRD ID BY C HERON AT MUSEUM", "BIRD ID BY [NAME] AT MUSEUM"),
        ("REPT TAKEN BY STEVE HERON.", "REPT TAKEN BY [NAME]."),
        ("INFO FROM BILL AT MAINT", "INFO FROM [NAME] AT MAINT"),
        ("SMITH FOUND 28 DEAD BIRDS", "[NAME] FOUND 28 DEAD BIRDS"),
        ("AERO CLUB 555 274-6322", "AERO CLUB [PHONE]"),
        ("PHONE (555) 528-8943. OK", "PHONE [PHONE]. OK"),
        ("PILOT = AMOS HERON 26 REED TRAIL, MARSH NJ.", "PILOT = [NAME] [ADDRESS]"),
        ("PILOT = AMOS HERON, RT7 BOX 10, MARSH, AL. 35565", "PILOT = [NAME], [ADDRESS]"),
        ("PILOT = AMOS HERON, GREAT MARSH, MI. OK", "PILOT = [NAME], [ADDRESS]. OK"),
        ("OWNED BY A CLUB, P.O. BOX 12, MARSH, PA 17901", "OWNED BY A CLUB, [ADDRESS]"),
        ("N4321Q DECLARED AN EMERG.", "[REG] DECLARED AN EMERG."),
        ("A/C REG = N4321Q. OK", "A/C REG = [REG]. OK"),
        ("N# REPTD AS 4321Q", "N# REPTD AS [REG]"),
        ("TAIL # 362. GULLS", "TAIL # [REG]. GULLS"),
    ],
)
def test_person_is_taken_out(remark, scrubbed):
    assert scrub_remark(remark) == scrubbed


@pytest.mark.parametrize(
    "remark",
    [
        "CAPT REPTD STRIKE.",
        "PILOT - CONTINUED ON HIS WAY.",
        "FLT 578 HIT A BIRD AT 1106 PDT. TIME = 1512Z",
        "BIRD HIT BELOW CAPT'S FRONT FWD WINDOW.",
        "WAS STRUCK BY A PIGEON. INGESTED BY L ENG.",
        "JUST ABOVE F/O B SCREEN.",
        "LEFT A HIT MARK. DON'T KNOW IF DAMAGE. PURPLE MARTIN",
        "A/C CONTD TO ST. THOMAS ARPT. ABEAM THE GEORGE WASHINGTON BRIDGE. LAKE CHARLES AREA",
        "JUST N OF MIKE TWY OF 16/34",
        "CAPT FLEW THRU 500-1000 SMALL BIRDS.",
        "N# SHOWS DC-9-83. A/C REG = POLICE",
        "FOUND AT N92 AND N14. CLIMBED TO 10000",
        "BIRD STRIKE PASCO, WA TO PORTLAND,OR. COST $12345 IN PARTS",
        "RIGHT RAM MR INLET",
        "DR OR DOOR",
    ],
)
def test_what_is_no_person_stays(remark):
    assert scrub_remark(remark) == remark


def test_name_found_by_reading_is_taken_out_as_a_whole(monkeypatch):
    known = {_persons.digest_words(["GREY", "HERON"]), _persons.digest_words(["EGRET"])}
    monkeypatch.setattr(_persons, "BY_READING", known)
    assert scrub_remark("GREY HERON SAW EGRET. GREY GULL") == "[NAME] SAW [NAME]. GREY GULL"


def test_tokens_stand_where_the_card_counts_them(dataset):
    card = " ".join(dataset.DESCR.split())
    count = {token: dataset.data.str.count(rf"\[{token}\]") for token in ("NAME", "ADDRESS")}
    count |= {token: dataset.data.str.count(rf"\[{token}\]") for token in ("PHONE", "REG")}
    rows = dataset.data.str.contains(r"\[[A-Z]+\]").sum()
    assert f"taken out of {rows} remarks: {count['NAME'].sum()} names" in card
    assert f"{count['ADDRESS'].sum()} addresses `[ADDRESS]`, {count['PHONE'].sum()} phone" in card
    assert f"and {count['REG'].sum()} registrations" in card
    named = count["NAME"] > 0
    share = round(100 * dataset.target[named].mean())
    assert f"`[NAME]` stands in {named.sum()} remarks, of which {share} % are positive" in card


def test_numbers_in_the_prose_of_the_card_are_measured(dataset):
    frame, target = dataset.frame, dataset.target
    shut = load_dataset("bird_strikes_shutdown").target == 1
    says = dataset.data.str.contains("SHUT ?-?DOWN|SHUT .{0,20}DOWN|SHUTTING ?-?DOWN")
    shared = dataset.groups.duplicated(keep=False)
    equal, other = dataset.data.duplicated(), frame["effect"] == "Other"
    mixed = target.groupby(dataset.data).transform("nunique") > 1
    yearly = target.groupby(dataset.time.str[:4]).mean()
    owners = target.groupby(frame["operator"]).mean()
    known = dataset.data.str.extractall("([A-Z]+)")[0].isin(list(dataset.synonyms))
    assert 0.09 < known.mean() < 0.11
    assert dataset.time.is_monotonic_increasing
    assert dataset.time.max().startswith("1999-10")
    card = " ".join(dataset.DESCR.split())
    for sentence in [
        f'{other.sum()} reports say "Other"',
        f"prevalence would be {(target | other).mean():.1%}".replace("%", " %"),
        f"{says[shut].sum()} of the {shut.sum()} shut-downs speak of shutting down, and so do "
        f"{says[~shut].sum()} remarks",
        f"from {yearly['1990']:.1%} in 1990 to {yearly['1995']:.1%} in 1995 and "
        f"{yearly['1997']:.1%} in 1997".replace("%", " %"),
        f"{owners['PRIVATELY OWNED']:.1%} for private owners, "
        f"{owners['AMERICAN AIRLINES']:.1%} for American Airlines".replace("%", " %"),
        f"{equal.sum()} remarks are now equal to an earlier one",
        f"{mixed.sum()} remarks are equal to another that has the other label",
        f"{shared.mean():.1%} of the rows share theirs with another row, and "
        f"{shared[target == 1].mean():.1%} of the positives".replace("%", " %"),
        f"`synonyms` has synonyms for {len(dataset.synonyms)} words",
    ]:
        assert sentence in card


def test_record_that_follows_a_remark_is_cut_off():
    remark = "WEIGHED 1.5 LBS.,,,,,,AMOS HERON,PILOT,,Other\r\n68474,JAL"
    assert bird_strikes.tidy_remark(remark) == "WEIGHED 1.5 LBS."


def test_remarks_are_one_of_each_longer_than_twelve_characters_and_by_date():
    days = ["2/1/1991", "1/1/1991", "1/1/1991", "1/3/1991", "1/3/1991"]
    frame = pd.DataFrame(
        {
            "remarks": [(twice := "NO DAMAGE. FLT 12"), None, "SHORT", twice, "FLT 3 NO DAMAGE"],
            "date": [f"{day} 0:00:00" for day in days],
            "effect": [None, None, None, "Other", "Other"],
        }
    )  # fmt: skip
    prepared = bird_strikes.prepare(frame)
    assert prepared["remark"].tolist() == ["FLT 3 NO DAMAGE", "NO DAMAGE. FLT 12"]
    assert prepared["date"].tolist() == ["1991-01-03", "1991-02-01"]
    assert prepared["effect"].tolist() == ["Other", "none"]
    assert prepared["wording"].tolist() == [0, 0]


def test_vectors_have_a_row_of_length_one_for_each_remark(dataset):
    assert dataset.vectors.shape == (len(dataset.data), 512)
    assert dataset.vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(dataset.vectors, axis=1), 1, atol=0.005)


def test_vectors_of_the_two_questions_are_the_same(dataset):
    other = load_dataset("bird_strikes_shutdown")
    assert np.array_equal(dataset.vectors, other.vectors)
    assert dataset.synonyms == other.synonyms
    assert (other.target <= dataset.target).all()


def test_equal_remarks_have_equal_vectors(dataset):
    equal = dataset.data[dataset.data.duplicated(keep=False)]
    for rows in equal.groupby(equal).groups.values():
        assert np.ptp(dataset.vectors[rows], axis=0).max() < 0.002


def test_words_and_their_synonyms_stand_in_the_remarks(dataset):
    words = set(re.findall("[A-Z]+", " ".join(dataset.data)))
    for word, synonyms in dataset.synonyms.items():
        assert {word, *synonyms} <= words
        assert word not in synonyms
        assert synonyms == sorted(set(synonyms))


@pytest.mark.parametrize(
    ("word", "synonym"),
    [
        ("HIT", "STRUCK"),
        ("WINDSHIELD", "WINDSCREEN"),
        ("DENTED", "INDENTED"),
        ("PARTS", "PORTIONS"),
    ],
)
def test_word_has_its_synonym(dataset, word, synonym):
    assert synonym in dataset.synonyms[word]


@pytest.mark.parametrize(
    "word",
    ["NO", "BIRD", "WING", "FLARE", "GEAR", "FINAL", "MAIN", "THRESHOLD", "STAGE", "ABORTED"],
)
def test_word_of_the_trade_has_no_synonym(dataset, word):
    assert word not in dataset.synonyms


def test_wordnet_is_read_by_senses_and_forms():
    files = {
        f"{kind}.{part}": b"" for part in _wordnet.PARTS_OF_SPEECH for kind in ("data", "index")
    }
    files |= {f"{part}.exc": b"" for part in _wordnet.PARTS_OF_SPEECH}
    files |= {
        "cntlist.rev": b"hit%2:35:01:: 1 21\nstrike%2:35:01:: 2 16\n",
        "data.verb": b"  1 a licence\n00000001 35 v 03 hit 0 strike 0 run_into 0 000 | to touch\n",
        "index.verb": b"hit v 1 0 1 1 00000001  \nstrike v 1 0 1 1 00000001  \n",
        "verb.exc": b"struck strike\n",
    }  # fmt: skip
    remarks = pd.DataFrame({"remark": ["A/C STRUCK DEER", "IT WAS HIT", "STRUCK BY [HIT]", "HIT"]})
    made = bird_strikes_synonyms.make(
        {f"./wordnet/{name}": files[name] for name in files}, remarks
    )
    assert made == {"HIT": ["STRUCK"], "STRUCK": ["HIT"]}
    assert json.dumps(made) == json.dumps(bird_strikes_synonyms.make(files, remarks))


def members_of(part):
    (pin,) = read_sources(shipped_folder("data"))["bird_strikes"].parts[part].pins
    try:
        return read_members(fetch_archive(pin, cache_folder()), pin.members)
    except SourceMoved as fault:
        pytest.skip(str(fault))


@pytest.mark.slow
def test_encoder_gives_the_committed_vectors_within_one_step(dataset):
    rows = np.linspace(0, len(dataset.data) - 1, 300).astype(int)
    built = bird_strikes_vectors.make(members_of("vectors"), dataset.frame.iloc[rows])
    kept = dataset.vectors[rows]
    step = np.abs(kept).max(axis=1, keepdims=True) / 127
    assert (np.abs(built - kept) <= 1.01 * step).all()


@pytest.mark.slow
def test_wordnet_gives_the_committed_synonyms(dataset):
    assert bird_strikes_synonyms.make(members_of("synonyms"), dataset.frame) == dataset.synonyms


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "words", "vectors"),
    [("bird_strikes", ".662", ".584"), ("bird_strikes_shutdown", ".414", ".400")],
)
def test_average_precision_on_the_card_is_measured(name, words, vectors):
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_score
    from sklearn.pipeline import make_pipeline

    loaded = load_dataset(name)
    counts = make_pipeline(TfidfVectorizer(ngram_range=(1, 2)), LogisticRegression(max_iter=1000))
    linear = LogisticRegression(C=10, solver="newton-cholesky")
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    card = " ".join(loaded.DESCR.split())
    for model, data, told in ((counts, loaded.data, words), (linear, loaded.vectors, vectors)):
        scores = cross_val_score(model, data, loaded.target, cv=folds, scoring="average_precision")
        assert scores.mean() == pytest.approx(float(told), abs=0.0015)
        assert told in card
