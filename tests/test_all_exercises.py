"""The same tests over every exercise there is, those of a toy course included."""

import ast
import math
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from course_utils.exercises import (
    Course,
    Exercise,
    Prediction,
    Question,
    answer_source,
    check_source,
    prompt_markdown,
)
from course_utils.exercises._judge import judge

sys.path.insert(0, str(Path(__file__).parent / "test_exercises"))

COURSES = [Course("course_utils.lessons"), Course("toy_course")]
ALL = [(course, entry) for course in COURSES for entry in course.exercises()]
FUNCTIONS = [pair for pair in ALL if isinstance(pair[1].definition, Exercise)]
CHOICES = [pair for pair in ALL if not isinstance(pair[1].definition, Exercise)]
QUIZZES = [
    (course, f"{lesson}.{kind}", course.questions(lesson, kind))
    for course in COURSES
    for lesson in course.lessons()
    for kind in ("quiz", "recall")
    if course.questions(lesson, kind)
]
MISTAKES = [
    (course, entry, mistake)
    for course, entry in FUNCTIONS
    for mistake in entry.definition.mistakes
]
QUESTIONS = [
    pytest.param(question, id=f"{name}-{key}")
    for course, name, questions in QUIZZES
    for key, question in questions.items()
] + [
    pytest.param(question, id=f"{entry.module}-{step}")
    for _, entry in CHOICES
    for step, question in enumerate((entry.definition, getattr(entry.definition, "why", None)))
    if isinstance(question, Question)
]


def name_of(value):
    if isinstance(value, Course):
        return ""
    return getattr(value, "module", None) or getattr(value, "__name__", None) or str(value)[:20]


def over(pairs):
    names = "course, entry" if not pairs or len(pairs[0]) == 2 else "course, entry, mistake"
    return pytest.mark.parametrize(names, pairs, ids=name_of)


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_STATE", str(tmp_path / "state.json"))
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)


def stub_of(entry):
    """Return the function of a fresh notebook's cell, run where the solution lives."""
    namespace = dict(entry.definition.solution.__globals__)
    exec(answer_source(entry), namespace)
    return namespace[_function_name(answer_source(entry))]


def _function_name(source):
    return next(node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef))


@over(FUNCTIONS)
def test_untouched_cell_is_not_attempted(course, entry):
    report = course.check(entry.id, stub_of(entry))
    assert report.outcome == "not attempted"
    assert report.points == 0


@over(FUNCTIONS)
def test_solution_is_right_and_says_why(course, entry):
    report = course.check(entry.id, entry.definition.solution)
    assert report.outcome == "right", report.text
    assert report.points == report.max_points == entry.points
    assert entry.definition.right in report.feedback


@over(MISTAKES)
def test_mistake_gets_its_feedback(course, entry, mistake):
    verdicts = verdicts_of(entry.module)
    verdict = verdicts[mistake]
    assert verdict.outcome == "not yet right", verdict.text
    assert entry.definition.mistakes[mistake] in verdict.text
    assert [other.text for other in verdicts.values()].count(verdict.text) == 1


@cache
def verdicts_of(module):
    """Judge each mistake of an exercise once; the starter as if the learner had written it."""
    entry = next(entry for _, entry in FUNCTIONS if entry.module == module)
    exercise = entry.definition
    return {
        mistake: judge(
            replace(exercise, starter=None) if mistake is exercise.starter else exercise,
            mistake,
            name=entry.id,
        )
        for mistake in exercise.mistakes
    }


@over([pair for pair in FUNCTIONS if pair[1].definition.starter is not None])
def test_starter_is_shown_with_the_name_that_is_checked(course, entry):
    source = answer_source(entry)
    assert _function_name(source) == entry.definition.solution.__name__
    assert ast.get_docstring(ast.parse(source).body[0])


@over(ALL)
def test_learner_finds_prompt_hints_and_time(course, entry):
    definition = entry.definition
    assert len(definition.hints) == 3
    assert len(set(definition.hints)) == 3
    assert entry.title
    assert not entry.title.endswith(".")
    prompt = prompt_markdown(entry)
    assert f"Exercise {entry.id}" in prompt
    assert "minute" in prompt
    if isinstance(definition, Exercise):
        assert len(definition.mistakes) >= 2
    else:
        assert definition.prompt.strip() in prompt


@over(ALL)
def test_cells_of_a_fresh_notebook_run_clean(course, entry):
    namespace = {"check": course.check}
    if isinstance(entry.definition, Exercise):
        namespace |= entry.definition.solution.__globals__ | {"check": course.check}
    exec(answer_source(entry), namespace)
    report = eval(check_source(entry), namespace)
    assert report.outcome == "not attempted", report.text


@pytest.mark.parametrize("question", QUESTIONS)
def test_option_is_right_or_has_its_own_feedback(question):
    reason = (next(iter(question.why.right_keys)),) if question.why else ()
    if question.several:
        assert question.judge(question.right_keys, *reason).outcome == "right"
        wrong_answers = [question.right_keys | {key} for key in question.wrong_keys]
    else:
        for key in question.right_keys:
            assert question.judge(key, *reason).outcome == "right"
        wrong_answers = question.wrong_keys
    for key, answer in zip(question.wrong_keys, wrong_answers, strict=True):
        verdict = question.judge(answer)
        assert verdict.outcome == "not yet right"
        assert question.feedback[key] in verdict.text


@over([pair for pair in CHOICES if isinstance(pair[1].definition, Prediction)])
def test_prediction_knows_its_misconceptions(course, entry):
    prediction = entry.definition
    assert prediction.judge(prediction.right).outcome == "right"
    for wrong, feedback in prediction.misconceptions.items():
        verdict = prediction.judge(wrong)
        assert verdict.outcome == "not yet right"
        assert feedback in verdict.text


@pytest.mark.parametrize(("course", "name", "questions"), QUIZZES, ids=name_of)
def test_quiz_is_right_when_every_answer_is(course, name, questions):
    answers = {
        key: question.right_keys if question.several else next(iter(question.right_keys))
        for key, question in questions.items()
    }
    assert course.check(name, **answers).outcome == "right"
    assert course.check(name).outcome == "not attempted"


def _yields(*args, **kwargs):
    yield 1


def _raises(*args, **kwargs):
    raise ValueError("an <b>odd</b> message")


def _recurses(*args, **kwargs):
    return _recurses(*args, **kwargs)


def _exits(*args, **kwargs):
    sys.exit(3)


def _gives_arguments_back(*args, **kwargs):
    return args[0] if len(args) == 1 else args


def _spoils_arguments(*args, **kwargs):
    for argument in args:
        if isinstance(argument, list):
            argument.clear()
        elif isinstance(argument, np.ndarray):
            argument.fill(0)
    return args


class Agreeable:
    """It claims to be equal to everything."""

    __hash__ = None

    def __eq__(self, other):
        return True

    def __getattr__(self, name):
        return self


ODD_VALUES = [
    None,
    ...,
    True,
    0,
    -1,
    10**400,
    math.nan,
    math.inf,
    1e308,
    "",
    "a",
    "\ud800",
    b"bytes",
    {1, 2},
    [],
    (),
    {},
    (None, None, None, None),
    [[]],
    {"a": object()},
    object(),
    Agreeable(),
    np.array([]),
    np.array(0.5),
    np.array([math.nan] * 10),
    np.zeros((3, 3, 3)),
    np.zeros(300_000),
    np.array([object(), "a"], dtype=object),
    np.array(["a", "b"]),
    pd.DataFrame(),
    pd.DataFrame({"a": [1.0, math.nan]}),
    pd.Series([], dtype=float),
    pd.Series(["a", None]),
    (pd.DataFrame(), pd.DataFrame(), pd.Series(dtype=int), pd.Series(dtype=int)),
    print,
    int,
    lambda *args: None,
    range(10**9),
    iter([1]),
]


def _returning(value):
    def odd_answer(*args, **kwargs):
        return value

    return odd_answer


ODD_ANSWERS = [
    *(_returning(value) for value in ODD_VALUES),
    _yields,
    _raises,
    _recurses,
    _exits,
    _gives_arguments_back,
    _spoils_arguments,
    lambda: 1,
    *(value for value in ODD_VALUES if not callable(value)),
    print,
    int,
    Agreeable,
]


@over(ALL)
def test_odd_answer_gets_feedback_and_is_never_right(course, entry):
    for number, odd in enumerate(ODD_ANSWERS):
        if not isinstance(entry.definition, Exercise) and _is_right(entry.definition, odd):
            continue
        report = course.check(entry.id, odd)
        assert report.outcome != "right", (number, report.text)
        assert report.feedback
        assert report.points < max(report.max_points, 1e-9)
        report._repr_html_().encode("utf-8", "surrogatepass")


def _is_right(definition, odd):
    """Tell a right answer that happens to be among the odd ones."""
    if isinstance(odd, bool) or type(odd) not in (str, int, float):
        return False
    right = definition.right_keys if isinstance(definition, Question) else {str(definition.right)}
    return str(odd) in right


# An isinstance with these asks about plain data, which crosses to a check as it is.
PLAIN = {
    *("bool", "int", "float", "str", "list", "tuple", "dict", "Number", "Real", "Integral"),
    *("ndarray", "DataFrame", "Series", "Index", "integer", "floating", "number", "NoneType"),
}


def faults_of_check(source):
    """Return what an exercise file does that a check must not."""
    tree = ast.parse(source)
    faults = []
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and function.name.startswith("check"):
            for node in ast.walk(function):
                faults += _faults_of_node(node)
    return faults + [
        f"line {node.lineno}: sets a global seed; take `rng` from the answer"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("np.random.seed", "random.seed")
    ]


def _faults_of_node(node):
    if isinstance(node, ast.Try | ast.ExceptHandler):
        return [f"line {node.lineno}: catches exceptions; use `answer.error(...)`"]
    if isinstance(node, ast.Compare) and any(
        isinstance(operator, ast.Is | ast.IsNot) and not _is_constant(right)
        for operator, right in zip(node.ops, node.comparators, strict=True)
    ):
        return [f"line {node.lineno}: `is` on an answer; results are copies, use `==`"]
    if isinstance(node, ast.Attribute | ast.Name) and ast.unparse(node).endswith(
        "redirect_stdout"
    ):
        return [f"line {node.lineno}: redirects stdout; use `answer.printed`"]
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "isinstance":
        kinds = {ast.unparse(kind).rpartition(".")[2] for kind in _kinds(node.args[1])}
        if kinds - PLAIN:
            return [f"line {node.lineno}: isinstance with {sorted(kinds - PLAIN)}; use `is_a`"]
    return []


def _is_constant(node):
    return isinstance(node, ast.Constant)


def _kinds(node):
    if isinstance(node, ast.Tuple):
        return node.elts
    if isinstance(node, ast.BinOp):
        return [*_kinds(node.left), *_kinds(node.right)]
    return [node]


@over(FUNCTIONS)
def test_check_keeps_to_what_works_in_grading_too(course, entry):
    assert faults_of_check(entry.path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("expect(isinstance(answer(), Pipeline), 'no')", "use `is_a`"),
        ("expect(isinstance(answer(), dict | sklearn.base.BaseEstimator), 'no')", "use `is_a`"),
        ("expect(answer(X) is not X, 'no')", "use `==`"),
        ("try:\n        answer()\n    except ValueError:\n        pass", "answer.error"),
        ("with redirect_stdout(s):\n        answer()", "answer.printed"),
        ("np.random.seed(0)", "take `rng`"),
    ],
)
def test_lint_names_the_habit_and_the_cure(line, words):
    faults = faults_of_check(f"def check(answer):\n    {line}\n")
    assert faults
    assert all(words in fault for fault in faults)
