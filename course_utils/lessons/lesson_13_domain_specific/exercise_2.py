"""Exercise 13.2: learn what words mean from unlabelled remarks, and the label from a few."""

import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.frozen import FrozenEstimator
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import Normalizer

from course_utils.exercises import Exercise, expect

# Two topics. Some of their words stand in remarks that nobody labelled, and only there.
TROUBLE = ["returned", "precautionary", "vibration", "shutdown"]
CALM = ["inspected", "no", "b737", "b747"]
NEW_TROUBLE, NEW_CALM = "retd", "okay"
ONCE = "gull"  # stands in one remark of the pool, beside words of trouble


def transfer_model(pool, texts, y, n_topics):
    """Return a fitted pipeline that ranks remarks, with what it learned from unlabelled ones.

    First the **representation**: `TfidfVectorizer()`, then
    `TruncatedSVD(n_topics, random_state=0)`, then `Normalizer()`. It is fitted to the unlabelled
    `pool` and then stays as it is: it is *frozen*. On top comes the **head**, a
    `LogisticRegression()`, fitted to the labelled `texts` alone.

    Parameters: `pool`, a list of remarks without labels; `texts`, a list of labelled remarks; `y`,
    an array of 0 and 1, one for each of `texts`; `n_topics`, a whole number. Returns: a fitted
    scikit-learn pipeline (no class of your own) whose `predict_proba` takes a list of remarks.
    """
    representation = make_pipeline(
        TfidfVectorizer(), TruncatedSVD(n_topics, random_state=0), Normalizer()
    )
    representation.fit(pool)
    model = make_pipeline(FrozenEstimator(representation), LogisticRegression())
    return model.fit(texts, y)


def check(answer):
    for n_topics in (4, 3):
        pool, texts, y = corpus(answer.rng)
        model = answer(list(pool), list(texts), y, n_topics)
        expect(not answer.mutated, "Your function changes what it was given; copy first.")
        expect(
            hasattr(model, "predict_proba"),
            "Return the fitted model itself: something with `predict_proba`.",
        )
        twice = f"{TROUBLE[0]} {TROUBLE[0]} {CALM[0]}"
        new = [NEW_TROUBLE, NEW_CALM, "zzz", ONCE, twice, *texts[:4], *pool[:4]]
        seen = risks(model, new)
        compare(seen, new, pool, texts, y, n_topics)


def corpus(rng):
    """Return unlabelled remarks, labelled ones and labels; words go together by topic."""

    def remark(words):
        said = " ".join(rng.permutation(words)[:3])
        return said.upper() if rng.random() < 0.5 else said

    pool = [remark([*TROUBLE, NEW_TROUBLE]) for _ in range(60)]
    pool += [remark([*CALM, NEW_CALM]) for _ in range(140)]
    pool += [f"{TROUBLE[0]} {TROUBLE[1]} {ONCE}"]
    pool = [pool[i] for i in rng.permutation(len(pool))]
    texts = [remark(TROUBLE) for _ in range(6)] + [remark(CALM) for _ in range(30)]
    order = rng.permutation(len(texts))
    return pool, [texts[i] for i in order], np.repeat([1, 0], [6, 30])[order]


def risks(model, texts):
    try:
        p = model.predict_proba(list(texts))
    except Exception as error:  # whatever the learner's model raises
        told = str(error).splitlines()[0] if str(error) else type(error).__name__
        expect(False, f"`predict_proba` does not take a list of remarks: {told}")
    expect(
        isinstance(p, np.ndarray) and p.shape == (len(texts), 2) and p.dtype.kind == "f",
        f"`predict_proba` of {len(texts)} remarks must give {len(texts)} rows and two columns.",
    )
    return p[:, 1]


def fitted(words_of, head_of, y, n_topics):
    steps = make_pipeline(TfidfVectorizer(), TruncatedSVD(n_topics, random_state=0), Normalizer())
    steps.fit(words_of)
    return make_pipeline(FrozenEstimator(steps), LogisticRegression()).fit(head_of, y)


def compare(seen, new, pool, texts, y, n_topics):
    right = risks(fitted(pool, texts, y, n_topics), new)
    if np.allclose(seen, right, atol=1e-4):
        return
    on_labelled = risks(fitted(texts, texts, y, n_topics), new)
    on_both = risks(fitted([*pool, *texts], texts, y, n_topics), new)
    told = f"The word {NEW_TROUBLE!r} stands in the pool only, always beside words of trouble. "
    expect(
        not np.allclose(seen, on_labelled, atol=1e-4),
        f"{told}Your model gives it {seen[0]:.3f}, as much as a word nobody ever wrote. The "
        "representation has met the labelled remarks only: to which texts was it fitted last?",
    )
    expect(
        not np.allclose(seen, on_both, atol=1e-4),
        "The representation was fitted to the pool and the labelled remarks together. That is no "
        "crime, but here it is to learn from `pool` alone.",
    )
    expect(
        not np.allclose(seen, 1 - right, atol=1e-4),
        "The risks stand in the wrong column. Has `y` been turned round?",
    )
    compare_steps(seen, new, pool, texts, y, n_topics)
    compare_words(seen, new, pool, texts, y, n_topics)
    worst = int(np.argmax(np.abs(seen - right)))
    expect(
        False,
        f"For the remark {new[worst]!r} the risk should come out as {right[worst]:.3f}; your "
        f"model says {seen[worst]:.3f}. Are the three steps of the representation there, in their "
        "order and with the settings given, and is the head a `LogisticRegression()` fitted to "
        "`texts`?",
    )


def compare_steps(seen, new, pool, texts, y, n_topics):
    weighted = make_pipeline(
        FrozenEstimator(representation_of(pool, n_topics)),
        LogisticRegression(class_weight="balanced"),
    ).fit(texts, y)
    expect(
        not np.allclose(seen, risks(weighted, new), atol=1e-4),
        "The head was balanced: all risks are higher than the labels say. Nobody asked for that.",
    )
    weighing = FrozenEstimator(TfidfVectorizer().fit(pool))
    half = make_pipeline(weighing, TruncatedSVD(n_topics, random_state=0), Normalizer())
    half_frozen = make_pipeline(half, LogisticRegression()).fit(texts, y)
    expect(
        not np.allclose(seen, risks(half_frozen, new), atol=1e-4),
        f"The word {NEW_TROUBLE!r} stands in the pool only. The word weights come from the pool, "
        "and the topics from the labelled remarks alone. Which steps of the representation learn "
        "something, and which of them are frozen?",
    )


def compare_words(seen, new, pool, texts, y, n_topics):
    """Tell settings of the vectoriser that touch few remarks: rare words, words said twice."""
    for settings, told in (
        (
            {"min_df": 2},
            f"The word {ONCE!r} stands in one remark of the pool only, and your model does not "
            "know it. Which setting of the vectoriser drops rare words?",
        ),
        (
            {"sublinear_tf": True},
            "Remarks that say a word twice get another risk than they should. Which setting of "
            "the vectoriser changes how repeats count?",
        ),
    ):
        other = with_words(TfidfVectorizer(**settings), pool, texts, y, n_topics)
        expect(not np.allclose(seen, risks(other, new), atol=1e-4), told)


def with_words(words, pool, texts, y, n_topics):
    steps = make_pipeline(words, TruncatedSVD(n_topics, random_state=0), Normalizer()).fit(pool)
    return make_pipeline(FrozenEstimator(steps), LogisticRegression()).fit(texts, y)


def representation_of(pool, n_topics):
    steps = make_pipeline(TfidfVectorizer(), TruncatedSVD(n_topics, random_state=0), Normalizer())
    return steps.fit(pool)


def refits_it_on_the_labelled(pool, texts, y, n_topics):
    representation = make_pipeline(
        TfidfVectorizer(), TruncatedSVD(n_topics, random_state=0), Normalizer()
    )
    representation.fit(pool)
    model = make_pipeline(representation, LogisticRegression())
    return model.fit(texts, y)


def freezes_the_words_alone(pool, texts, y, n_topics):
    words = FrozenEstimator(TfidfVectorizer().fit(pool))
    steps = [words, TruncatedSVD(n_topics, random_state=0), Normalizer(), LogisticRegression()]
    return make_pipeline(*steps).fit(texts, y)


def balances_the_head(pool, texts, y, n_topics):
    frozen = FrozenEstimator(representation_of(pool, n_topics))
    return make_pipeline(frozen, LogisticRegression(class_weight="balanced")).fit(texts, y)


def forgets_the_length(pool, texts, y, n_topics):
    steps = make_pipeline(TfidfVectorizer(), TruncatedSVD(n_topics, random_state=0)).fit(pool)
    return make_pipeline(FrozenEstimator(steps), LogisticRegression()).fit(texts, y)


def returns_the_head(pool, texts, y, n_topics):
    representation = representation_of(pool, n_topics)
    return LogisticRegression().fit(representation.transform(texts), y)


def drops_the_rare_words(pool, texts, y, n_topics):
    return with_words(TfidfVectorizer(min_df=2), pool, texts, y, n_topics)


def dampens_repeats(pool, texts, y, n_topics):
    return with_words(TfidfVectorizer(sublinear_tf=True), pool, texts, y, n_topics)


def learns_from_all_texts(pool, texts, y, n_topics):
    return fitted([*pool, *texts], texts, y, n_topics)


EXERCISE = Exercise(
    solution=transfer_model,
    check=check,
    points=3,
    hints=[
        "The pipeline's `fit` fits **all** its steps again, the representation too. What keeps a "
        "fitted step as it is?",
        "`sklearn.frozen.FrozenEstimator(representation)` is a step whose `fit` does nothing. It "
        "is imported in the setup cell.",
        "`representation = make_pipeline(TfidfVectorizer(), TruncatedSVD(n_topics, "
        "random_state=0), Normalizer()).fit(pool)`, then a pipeline of its frozen form and the "
        "head.",
    ],
    mistakes={
        refits_it_on_the_labelled: "to which texts was it fitted last",
        freezes_the_words_alone: "and which of them are frozen",
        balances_the_head: "The head was balanced",
        forgets_the_length: "Are the three steps",
        returns_the_head: "does not take a list of remarks",
        learns_from_all_texts: "from `pool` alone",
        drops_the_rare_words: "drops rare words",
        dampens_repeats: "how repeats count",
    },
    right="A word that no label ever touched gets its risk from the company it keeps: the idea "
    "behind pre-trained models. Whether it buys anything is measured, on the same folds as words: "
    "on the rarer label of this lesson it cost a lot. In cross-validation the pool must not hold "
    "the test remarks, unless you will have the new texts at hand when you fit. And a frozen step "
    "is safe from its own pipeline only: whoever fits the same object elsewhere changes it here.",
    minutes=10,
)
