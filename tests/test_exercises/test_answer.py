import inspect
import random
import sys

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp
from imblearn.over_sampling import SMOTE
from imblearn.pipeline import Pipeline
from sklearn.base import BaseEstimator, clone
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GridSearchCV
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import FunctionTransformer

from course_utils.exercises._answer import Answer
from course_utils.exercises._faults import (
    AnswerCrashed,
    CheckBreaksContract,
    DamagedMessage,
    LearnerFault,
    UnsuitableResult,
)

X = np.array([[0.0], [1.0], [2.0], [3.0]])
Y = np.array([0, 0, 0, 1])


def echo(*args, **params):
    return (*args, params) if params else args[0] if len(args) == 1 else args


# Arguments and results


def test_answer_gets_copies_and_gives_copies():
    kept = []

    def keeps_its_argument(array):
        kept.append(array)
        return array

    sent = np.zeros(3)
    back = Answer(keeps_its_argument)(sent)
    back += 1
    kept[0] += 5
    np.testing.assert_array_equal(sent, np.zeros(3))
    np.testing.assert_array_equal(back, np.ones(3))


def test_answer_takes_arguments_by_position_and_by_name():
    assert Answer(echo)(1, b=[2], do="call") == (1, {"b": [2], "do": "call"})


def test_tables_and_sparse_matrices_go_there_and_back():
    frame = pd.DataFrame({"a": [1.0, None], "b": ["x", "y"]})
    pd.testing.assert_frame_equal(Answer(echo)(frame), frame)
    matrix = sp.csr_matrix(np.eye(3))
    assert (Answer(echo)(matrix) != matrix).nnz == 0


@pytest.mark.parametrize(
    "estimator",
    [
        LogisticRegression(C=0.5, class_weight={0: 1.0, 1: 9.0}),
        Pipeline([("smote", SMOTE(random_state=3)), ("model", LogisticRegression())]),
        GridSearchCV(LogisticRegression(), {"C": [0.1, 1.0]}, scoring="roc_auc"),
        FunctionTransformer(np.log1p, inverse_func=np.expm1),
    ],
    ids=lambda estimator: type(estimator).__name__,
)
def test_unfitted_estimator_arrives_with_its_class_and_parameters(estimator):
    def describe(received):
        return repr(received)

    assert Answer(describe)(estimator) == repr(estimator)
    assert Answer(describe)(clone(estimator)) == repr(estimator)


@pytest.mark.parametrize(
    "function", [roc_auc_score, np.mean, np.log1p, SMOTE, pd.concat, sp.csr_array]
)
def test_function_or_class_of_a_library_arrives_as_itself(function):
    arrived = []
    Answer(lambda received: arrived.append(received))(function)
    assert arrived == [function]


def own_score(y_true, y_score):
    return 0.0


class OwnEstimator(BaseEstimator):
    def fit(self, X, y=None):
        return self


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (np.random.default_rng(0), "Argument 0 is a Generator, which cannot cross.*answer.seed"),
        (np.random.RandomState(0), "is a RandomState, .* Send a seed"),
        (lambda x: x, "is the function <lambda>, which the answer cannot import by name"),
        (own_score, "is the function own_score, which the answer cannot import by name"),
        (OwnEstimator, "is the class OwnEstimator, which the answer cannot import by name"),
        (OwnEstimator(), "is an OwnEstimator, whose class .* a module of course_utils"),
        (LogisticRegression().fit(X, Y), r"is a fitted LogisticRegression \(.*Send it unfitted"),
        (
            Pipeline([("model", DummyClassifier().fit(X, Y))]),
            "Item 1 in item 0 in the value of 'steps' in the parameters in argument 0 is a fitted",
        ),
        (SMOTE(random_state=np.random.RandomState(0)), "is a RandomState"),
        ([1, {2}], "Item 1 in argument 0 is a set, .* Send a list"),
        (Answer(echo), "is an Answer, .* Call it, and send what it returned"),
        (object(), "is an object, .* Send plain data"),
        (np.ma.masked_array([1], [1]), "Argument 0 is a masked array, .* Send array.filled"),
        (pd.DataFrame({"a": [1]}).set_index([[1], [2]]), "The index in argument 0 is a MultiInd"),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, str) else "",
)
def test_argument_that_cannot_cross_breaks_the_contract_and_says_the_cure(value, words):
    with pytest.raises(CheckBreaksContract, match=words):
        Answer(echo)(value)


def test_named_argument_that_cannot_cross_is_named():
    with pytest.raises(CheckBreaksContract, match="The argument 'rng' is a Generator"):
        Answer(echo)(rng=np.random.default_rng(0))


def test_unsuitable_result_says_its_place_and_cure():
    with pytest.raises(UnsuitableResult, match="returned a generator"):
        Answer(lambda: (n for n in [1]))()
    with pytest.raises(UnsuitableResult, match="Item 1 of the returned value is a set"):
        Answer(lambda: (1, {2}))()


def test_spies_of_scikit_learn_tell_what_they_were_fitted_on():
    def fits_on_all_rows(estimator, X_train, y_train, X_test, y_test):
        X_all, y_all = np.concatenate([X_train, X_test]), np.concatenate([y_train, y_test])
        return clone(estimator).fit(X_all, y_all).predict_proba(X_test)[:, 1]

    answer = Answer(fits_on_all_rows)
    share = answer(DummyClassifier(strategy="prior"), X, Y, X + 10, np.array([1, 1, 1, 1]))
    np.testing.assert_allclose(share, 5 / 8)
    known = answer(KNeighborsClassifier(1), X, Y, X + 10, np.array([1, 0, 1, 1]))
    np.testing.assert_array_equal(known, [1, 0, 1, 1])


# What a call leaves behind


def test_changed_arguments_are_named_by_position_or_name():
    def changes_some(a, b, c, *, table, names):
        a.sort()
        table["new"] = 1
        names.append(lambda: 1)
        return len(b)

    answer = Answer(changes_some)
    answer([2, 1], [2, 1], np.zeros(2), table=pd.DataFrame({"a": [1]}), names=["x"])
    assert answer.mutated == (0, "table", "names")
    answer([1, 2], [2, 1], np.zeros(2), table=pd.DataFrame({"a": [1]}), names=["x"])
    assert answer.mutated == ("table", "names")


def test_array_and_frame_that_are_only_read_are_not_changed():
    frame = pd.DataFrame({"a": [1.0, None], "b": ["x", None]}).astype({"b": "category"})
    answer = Answer(lambda X, y: (X.describe(include="all"), y.mean(), X["a"].sum())[1])
    answer(frame, np.asfortranarray(np.eye(3)))
    assert answer.mutated == ()


def test_estimator_that_was_fitted_is_not_among_the_changed_arguments():
    answer = Answer(lambda estimator, X, y: estimator.fit(X, y).predict(X))
    answer(LogisticRegression(), X, Y)
    assert answer.mutated == ()


def test_changes_are_seen_when_the_answer_crashes_afterwards():
    def sorts_and_crashes(values):
        values.sort()
        raise ValueError

    answer = Answer(sorts_and_crashes)
    assert answer.error([2, 1]).type == "ValueError"
    assert answer.mutated == (0,)


def test_printed_text_is_kept_apart_from_the_notebook(capfd):
    def talks():
        print("half: \ud800")
        print("aside", file=sys.stderr)

    answer = Answer(talks)
    assert answer() is None
    assert answer.printed == "half: ?\n"
    assert capfd.readouterr() == ("", "")


def test_printing_without_end_is_cut():
    answer = Answer(lambda: [print("x" * 1000) for _ in range(1000)])
    answer()
    assert len(answer.printed) == 100_000


# Chance


def test_hidden_inputs_repeat_for_a_seed_and_move_on_within_a_check():
    first, again, other = Answer(echo, seed="3.1"), Answer(echo, seed="3.1"), Answer(echo, seed=1)
    numbers = first.rng.random(3).tolist()
    assert again.rng.random(3).tolist() == numbers
    assert first.rng.random(3).tolist() != numbers
    assert other.rng.random(3).tolist() != numbers


def test_seed_to_send_fits_a_random_state_and_does_not_give_the_hidden_inputs_away():
    answer = Answer(echo, seed=5)
    assert Answer(echo, seed=5).seed == answer.seed != Answer(echo, seed=6).seed
    assert 0 <= answer.seed < 2**31
    assert np.random.default_rng(answer.seed).random() != answer.rng.random()


def test_global_chance_is_the_same_in_every_call_and_the_notebooks_is_left_alone():
    legacy = np.random.mtrand  # the global source that many notebooks use

    def draw():
        return random.random(), legacy.random()

    random.seed(7)
    legacy.seed(7)
    expected = draw()
    random.seed(7)
    legacy.seed(7)
    answer = Answer(draw)
    assert answer() == answer()
    assert draw() == expected


# Exceptions of the answer


def test_crash_names_the_class_the_message_and_the_learners_line():
    def divides(n):
        return np.array([1]).reshape(n)

    with pytest.raises(AnswerCrashed) as crash:
        Answer(divides)(5)
    assert crash.value.type == "ValueError"
    assert "cannot reshape" in crash.value.text
    assert crash.value.line == inspect.getsourcelines(divides)[1] + 1
    assert crash.value.code == "return np.array([1]).reshape(n)"
    assert isinstance(crash.value, LearnerFault)


def test_crash_in_a_helper_names_the_helpers_line():
    def helper():
        raise KeyError("amount")

    crash = Answer(lambda: helper()).error()
    assert str(crash) == f"KeyError: 'amount' (line {crash.line}: raise KeyError(\"amount\"))"
    assert crash.is_a("LookupError")
    assert not crash.is_a("ValueError")


def test_call_with_the_wrong_number_of_arguments_has_no_line():
    crash = Answer(lambda X: X).error(1, 2)
    assert crash.type == "TypeError"
    assert "takes 1 positional argument but 2 were given" in str(crash)
    assert crash.line is None


class Unprintable(Exception):
    def __str__(self):
        raise RuntimeError


def raises(error):
    def answer():
        raise error

    return answer


def endless(n=0):
    return endless(n + 1)


@pytest.mark.parametrize(
    ("function", "type_", "text"),
    [
        (raises(SystemExit(3)), "SystemExit", "The function ends Python"),
        (raises(Unprintable()), "Unprintable", "(its message cannot be printed)"),
        (raises(ValueError("\ud800" + "x" * 999)), "ValueError", "?xxx"),
        (raises(MemoryError()), "MemoryError", ""),
        (raises(GeneratorExit()), "GeneratorExit", ""),
        (endless, "RecursionError", "maximum recursion depth"),
    ],
)
def test_odd_exception_is_described_too(function, type_, text):
    crash = Answer(function).error()
    assert crash.type == type_
    assert crash.text.startswith(text)
    assert len(crash.text) < 510


def test_learner_may_interrupt():
    with pytest.raises(KeyboardInterrupt):
        Answer(raises(KeyboardInterrupt()))()


def test_error_is_none_when_the_answer_returns_whatever_it_returns():
    assert Answer(lambda: {1, 2}).error() is None


# The contract


@pytest.mark.parametrize(
    "use",
    [
        lambda answer: answer.__code__,
        lambda answer: answer.__globals__,
        lambda answer: answer.__name__,
        lambda answer: answer.function,
        lambda answer: hasattr(answer, "calls"),
        inspect.getsource,
        inspect.signature,
    ],
)
def test_looking_into_an_answer_breaks_the_contract(use):
    with pytest.raises(CheckBreaksContract, match=r"It may use answer\(\*args\), answer.error"):
        use(Answer(echo))


def test_answer_can_be_shown():
    assert repr(Answer(echo)) == "<Answer>"


# Replies that were forged


class Forging:
    """A learner's side that changes what the honest one replies."""

    def __init__(self, change):
        from course_utils.exercises._loopback import Loopback

        self.honest, self.change = Loopback(echo), change

    def exchange(self, request):
        from course_utils.exercises._codec import decode, encode
        from course_utils.exercises._frames import join_parts, split_parts

        header, *result = split_parts(self.honest.exchange(request))
        facts = decode(header)
        self.change(facts, result)
        return join_parts([encode(facts), *result])


@pytest.mark.parametrize(
    "change",
    [
        lambda facts, result: facts.update(id="0" * 16),
        lambda facts, result: facts.pop("id"),
        lambda facts, result: facts.update(outcome="right"),
        lambda facts, result: facts.update(printed=5),
        lambda facts, result: facts.update(mutated=[7]),
        lambda facts, result: facts.update(mutated=[[]]),
        lambda facts, result: facts.update(outcome="crashed"),
        lambda facts, result: facts.update(outcome="unsuitable"),
        lambda facts, result: facts.update(
            outcome="crashed", type="A", text="b", code="", line="1", bases=[]
        ),
        lambda facts, result: result.clear(),
        lambda facts, result: result.append(result[0]),
        lambda facts, result: result.__setitem__(0, b"forged"),
        lambda facts, result: facts.clear(),
    ],
)
def test_forged_reply_is_a_damaged_message(change):
    assert Answer.through(Forging(lambda facts, result: None))(1) == 1
    with pytest.raises(DamagedMessage):
        Answer.through(Forging(change))(1)


def test_texts_of_a_forged_reply_are_cut():
    def boast(facts, result):
        crash = {"type": "A" * 9_999, "text": "b" * 9_999, "line": 1, "code": "c" * 9_999}
        facts.update(outcome="crashed", printed="p" * 999_999, bases=[], **crash)

    answer = Answer.through(Forging(boast))
    assert len(str(answer.error(1))) < 2_000
    assert len(answer.printed) == 100_000


def fails_many_times(_):
    raise ValueError(
        "All the 5 fits failed.\n" + "  a traceback\n" * 80 + "TypeError: the cause\n"
    )


def test_long_message_keeps_the_cause_that_stands_last():
    crash = Answer(fails_many_times).error(1)
    assert crash.text == "All the 5 fits failed. … TypeError: the cause"
