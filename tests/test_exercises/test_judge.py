import functools
from dataclasses import replace

import pytest

from course_utils.exercises import CheckFault, expect
from course_utils.exercises._judge import judge


@pytest.fixture
def ratio(course):
    return course.entry("1.1").definition


def run(source, name="imbalance_ratio"):
    """Return a function as a notebook would define it."""
    namespace = {"threshold": 0.3, "table": [1, 2], "SEED": 1}
    exec(compile(source, "<cell>", "exec"), namespace)
    return namespace[name]


def test_crash_shows_the_error_and_the_learner_s_line(tmp_path, ratio):
    cell = tmp_path / "cell.py"
    cell.write_text("def imbalance_ratio(y):\n    counts = {}\n    return counts['rare']\n")
    namespace = {}
    exec(compile(cell.read_text(), str(cell), "exec"), namespace)
    verdict = judge(ratio, namespace["imbalance_ratio"])
    assert verdict.outcome == "crashed"
    assert "`KeyError`: 'rare'." in verdict.text
    assert "line 3: `return counts['rare']`" in verdict.text
    assert verdict.digest


def test_long_or_odd_error_message_stays_readable(ratio):
    body = "raise ValueError('`' + 'x' * 5000 + chr(0xD800))"
    verdict = judge(ratio, run(f"def imbalance_ratio(y):\n    {body}"))
    assert verdict.outcome == "crashed"
    assert len(verdict.text) < 450
    verdict.text.encode("utf-8")


@pytest.mark.parametrize("last", ["return 7", "raise ValueError('no')"])
def test_what_the_answer_printed_is_shown_beside_what_is_wrong(ratio, last):
    body = f"print('counts', {{1: 2}}, '`\\x1b[31m', sep='\\n'); {last}"
    verdict = judge(ratio, run(f"def imbalance_ratio(y):\n    {body}"))
    assert verdict.text.endswith("\n\nIt printed: `counts {1: 2} ' [31m`.")


def test_long_print_is_cut_and_a_right_answer_s_print_is_not_shown(ratio):
    wrong = judge(ratio, run("def imbalance_ratio(y):\n    print('x' * 9999)"))
    assert len(wrong.text.partition("It printed: ")[2]) == 203
    loud = run(
        "def imbalance_ratio(y):\n    print(y)\n    counts = [y.count(k) for k in set(y)]\n"
        "    return max(counts) / min(counts)"
    )
    right = judge(ratio, loud)
    assert right.outcome == "right"
    assert "printed" not in right.text


def test_answer_that_closes_its_output_is_judged_all_the_same(ratio):
    source = "import sys\ndef imbalance_ratio(y):\n    print('a')\n    sys.stdout.close()"
    verdict = judge(ratio, run(source))
    assert verdict.outcome == "not yet right"
    assert "It printed: `a`" in verdict.text


def test_function_that_yields_is_told_to_return(ratio):
    verdict = judge(ratio, run("def imbalance_ratio(y):\n    yield 9"))
    assert verdict.outcome == "not yet right"
    assert "return" in verdict.text


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "got `None`"),
        ("imbalance_ratio", "got a text"),
        (9.0, "type `float`, not a function"),
    ],
)
def test_wrong_object_is_told_how_to_call(ratio, value, words):
    verdict = judge(ratio, value, name="1.1")
    assert verdict.outcome == "not yet right"
    assert words in verdict.text
    assert 'without parentheses: `check("1.1", imbalance_ratio)`' in verdict.text
    assert verdict.digest == ""


class Judged:
    def method(self, y):
        return y

    def __call__(self, y):
        return y


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (int, "the class `int`"),
        (print, "type `builtin_function_or_method`"),
        (functools.partial(max, 1), "type `partial`"),
        (functools.cache(lambda y: y), "type `_lru_cache_wrapper`"),
        (Judged().method, "type `method`"),
        (Judged(), "type `Judged`"),
    ],
)
def test_what_can_be_called_and_is_no_function_is_told_to_define_one(ratio, value, words):
    verdict = judge(ratio, value, name="1.1")
    assert words in verdict.text
    assert verdict.text.endswith("Define it with `def imbalance_ratio(...):`.")
    assert verdict.digest == ""


def test_function_that_wraps_itself_is_judged(ratio):
    answer = run("def imbalance_ratio(y):\n    return y.no_such")
    answer.__wrapped__ = answer
    assert judge(ratio, answer).outcome == "crashed"


def test_ellipsis_is_not_attempted(ratio):
    assert judge(ratio, ...).outcome == "not attempted"


def test_answer_that_leans_on_the_notebook_is_told_so_even_when_it_works(ratio):
    source = "def imbalance_ratio(y):\n    table\n    return max(map(y.count, y))"
    verdict = judge(ratio, run(source))
    assert verdict.outcome == "not yet right"
    assert "notebook's variable `table`" in verdict.text


def test_failing_answer_is_told_about_the_notebook_s_variables_too(ratio):
    verdict = judge(ratio, run("def imbalance_ratio(y):\n    return table[0] + threshold"))
    assert "variables `table`, `threshold`" in verdict.text
    assert "your function says 1.3" in verdict.text


def test_constant_of_the_notebook_may_be_read(ratio):
    verdict = judge(ratio, run("def imbalance_ratio(y):\n    return SEED / 2"))
    assert "notebook" not in verdict.text


def test_fault_of_the_check_is_raised_and_not_shown_as_the_learner_s(ratio):
    def check(answer):
        expect(answer([1, 2]).shape == (2,), "never said")

    with pytest.raises(CheckFault, match="fault of the course, not of your answer") as caught:
        judge(replace(ratio, check=check), ratio.solution)
    assert isinstance(caught.value.__cause__, AttributeError)


def test_hidden_inputs_are_the_same_at_every_check(course):
    exercise = course.entry("1.2").definition
    seen = []

    def check(answer):
        seen.append(answer.rng.normal())

    for _ in range(2):
        judge(replace(exercise, check=check), exercise.solution, name="1.2")
    judge(replace(exercise, check=check), exercise.solution, name="1.3")
    assert seen[0] == seen[1] != seen[2]


def test_learner_s_interrupt_is_not_swallowed(ratio):
    with pytest.raises(KeyboardInterrupt):
        judge(ratio, run("def imbalance_ratio(y):\n    raise KeyboardInterrupt"))
