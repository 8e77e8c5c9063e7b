"""Lesson 13: right answers in other forms pass; odd ones get words that fit."""

import numpy as np
import pandas as pd
import pytest
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import Normalizer

from course_utils.lessons import check

# 13.1


def with_a_vectoriser(remarks):
    found = CountVectorizer(binary=True, token_pattern="[a-z]+").fit_transform(remarks).toarray()
    return np.unique(found, axis=0, return_inverse=True)[1].ravel()


def with_a_dict(remarks):
    import re

    seen = {}
    keys = (frozenset(re.findall("[A-Z]+", text.upper())) for text in remarks)
    return [seen.setdefault(key, len(seen)) for key in keys]


def with_a_series(remarks):
    words = pd.Series(remarks).str.lower().str.findall("[a-z]+")
    return words.map(lambda found: " ".join(sorted(set(found)))).astype("category").cat.codes


@pytest.mark.parametrize("answer", [with_a_vectoriser, with_a_dict, with_a_series])
def test_wordings_in_another_form_are_right(answer):
    assert check("13.1", answer).outcome == "right"


def whole_words_only(remarks):
    found = CountVectorizer(binary=True).fit_transform(remarks).toarray()
    return np.unique(found, axis=0, return_inverse=True)[1].ravel()


def test_tokens_with_digits_are_named_by_a_pair_of_remarks():
    report = check("13.1", whole_words_only)
    assert report.outcome == "not yet right"
    assert "in two groups" in report.text


# 13.2


def steps_of(n_topics):
    return make_pipeline(TfidfVectorizer(), TruncatedSVD(n_topics, random_state=0), Normalizer())


def with_two_fitted_steps_in_a_pipeline(pool, texts, y, n_topics):
    steps = steps_of(n_topics).fit(pool)
    head = LogisticRegression().fit(steps.transform(texts), y)
    return make_pipeline(steps, head)


def scaled_by_hand(pool, texts, y, n_topics):
    from sklearn.preprocessing import FunctionTransformer

    steps = make_pipeline(TfidfVectorizer(), TruncatedSVD(n_topics, random_state=0)).fit(pool)
    steps = make_pipeline(*[step for _, step in steps.steps], FunctionTransformer(unit_length))
    return make_pipeline(steps, LogisticRegression().fit(steps.transform(texts), y))


def unit_length(rows):
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(length == 0, 1, length)


@pytest.mark.parametrize("answer", [with_two_fitted_steps_in_a_pipeline, scaled_by_hand])
def test_transfer_in_another_form_is_right(answer):
    assert check("13.2", answer).outcome == "right"


def returns_two_things(pool, texts, y, n_topics):
    steps = steps_of(n_topics).fit(pool)
    return steps, LogisticRegression().fit(steps.transform(texts), y)


def counts_instead_of_weighing(pool, texts, y, n_topics):
    steps = make_pipeline(CountVectorizer(), TruncatedSVD(n_topics, random_state=0), Normalizer())
    steps.fit(pool)
    return make_pipeline(steps, LogisticRegression().fit(steps.transform(texts), y))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (returns_two_things, "Return the fitted model itself"),
        (counts_instead_of_weighing, "Are the three steps"),
    ],
)
def test_near_miss_of_the_transfer_is_met_with_its_words(answer, words):
    report = check("13.2", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


# 13.5


def with_expit(y, logit, gamma):
    from scipy.special import expit, log_expit

    toward = (2 * y - 1) * logit
    return np.mean(-(expit(-toward) ** gamma) * log_expit(toward))


def with_softplus(y, logit, gamma):
    z = np.where(y == 1, logit, -logit)
    charge = np.log1p(np.exp(-np.abs(z))) + np.maximum(-z, 0)
    return np.array((np.exp(-gamma * (charge + z)) * charge).mean())


def test_focal_loss_in_another_form_is_right():
    for answer in (with_expit, with_softplus):
        report = check("13.5", answer)
        assert report.outcome == "right", report.text


def test_loss_per_row_is_told_from_the_mean():
    report = check("13.5", lambda y, logit, gamma: logit * 0)
    assert "Return one number" in report.text


def test_focal_loss_agrees_with_that_of_keras():
    import keras

    from course_utils.lessons.lesson_13_domain_specific.exercise_5 import focal_loss

    rng = np.random.default_rng(0)
    y, logit = rng.integers(0, 2, 50), rng.normal(scale=2, size=50)
    theirs = keras.losses.BinaryFocalCrossentropy(gamma=2, from_logits=True)
    assert np.isclose(float(theirs(y, logit)), focal_loss(y, logit, 2), atol=1e-6)


def with_a_freshly_pasted_slide(pool, texts, y, n_topics):
    words = TfidfVectorizer(min_df=2)
    steps = make_pipeline(words, TruncatedSVD(n_topics, random_state=0), Normalizer()).fit(pool)
    return make_pipeline(steps, LogisticRegression()).fit(texts, y)


def test_pipeline_of_the_slide_is_told_that_it_forgot():
    report = check("13.2", with_a_freshly_pasted_slide)
    assert report.outcome == "not yet right"
    assert "stands in the pool only" in report.text


# 13.3


@pytest.mark.parametrize(
    ("number", "words"), [(1, "which class is rare"), (0.105, "cross-entropy itself")]
)
def test_number_of_focal_loss_is_met_with_its_own_words(number, words):
    assert words in check("13.3", number).text


def keys(remarks, pattern):
    import re

    wordings = [" ".join(sorted(set(re.findall(pattern, text.lower())))) for text in remarks]
    return pd.factorize(np.array(wordings, dtype=object))[0]


def takes_the_apostrophe_in(remarks):
    return keys(remarks, "[a-z']+")


def takes_the_underscore_in(remarks):
    return keys(remarks, "[a-z_]+")


def takes_any_alphabet(remarks):
    return keys(remarks, r"[^\W\d_]+")


def one_group_for_all(remarks):
    return np.zeros(len(remarks), dtype=int)


def adds_the_letters_up(remarks):
    import re

    found = [set(re.findall("[a-z]+", text.lower())) for text in remarks]
    return np.array([sum(map(ord, "".join(sorted(words)))) for words in found])


def leaves_the_set_unsorted(remarks):
    import re

    # As in a kernel where equal sets, filled in another order, come out in another order.
    found = [dict.fromkeys(re.findall("[a-z]+", text.lower())) for text in remarks]
    short = [" ".join(sorted(words) if len(words) < 9 else words) for words in found]
    return pd.factorize(np.array(short, dtype=object))[0]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (takes_the_apostrophe_in, "CAPT'S SIDE"),
        (takes_the_underscore_in, "NO_DAMAGE SEEN"),
        (takes_any_alphabet, "BLÄTTER FOUND"),
        (one_group_for_all, "share no word"),
        (adds_the_letters_up, "are in one group"),
        (leaves_the_set_unsorted, "`sorted` puts them into one"),
    ],
)
def test_key_of_a_wording_that_is_nearly_right_is_told_on_which_remarks(answer, words):
    report = check("13.1", answer)
    assert report.outcome == "not yet right"
    assert words in report.text


def with_settings(pool, texts, y, n_topics, **settings):
    from sklearn.frozen import FrozenEstimator

    words = TfidfVectorizer(**settings)
    steps = make_pipeline(words, TruncatedSVD(n_topics, random_state=0), Normalizer()).fit(pool)
    return make_pipeline(FrozenEstimator(steps), LogisticRegression()).fit(texts, y)


def drops_stop_words(pool, texts, y, n_topics):
    return with_settings(pool, texts, y, n_topics, stop_words="english")


def tells_capitals_apart(pool, texts, y, n_topics):
    return with_settings(pool, texts, y, n_topics, lowercase=False)


def takes_letters_only(pool, texts, y, n_topics):
    return with_settings(pool, texts, y, n_topics, token_pattern="[a-z]+")


@pytest.mark.parametrize("answer", [drops_stop_words, tells_capitals_apart, takes_letters_only])
def test_other_setting_of_the_vectoriser_is_not_passed(answer):
    assert check("13.2", answer).outcome == "not yet right"


def test_transfer_is_never_told_to_say_what_it_says():
    import re

    text = check("13.2", counts_instead_of_weighing).text
    wanted, said = re.search(r"come out as (\S+); your model says (\S+)\.", text).groups()
    assert wanted != said
