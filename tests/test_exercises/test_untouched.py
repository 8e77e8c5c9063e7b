import pytest

from course_utils.exercises import stub_source
from course_utils.exercises._untouched import fingerprint, untouched


def run(source):
    namespace = {}
    exec(compile(source, "<cell>", "exec"), namespace)
    return next(value for name, value in namespace.items() if not name.startswith("__"))


HEAD = "def imbalance_ratio(y):\n"


@pytest.mark.parametrize(
    "source",
    [
        HEAD + "    ...\n",
        HEAD + "    pass\n",
        HEAD + "    return\n",
        HEAD + "    return None\n",
        HEAD + '    """Another text."""\n',
        HEAD + "    # a remark\n    ...\n",
        "def other_name(y):\n    ...\n",
        "def imbalance_ratio(labels):\n    ...\n",
    ],
)
def test_cell_that_does_nothing_is_untouched(course, source):
    assert untouched(course.entry("1.1").definition, run(source))


@pytest.mark.parametrize(
    "body", ["return y", "return ...", "print(y)", "raise NotImplementedError", "yield", "y = 1"]
)
def test_cell_that_does_something_is_touched(course, body):
    assert not untouched(course.entry("1.1").definition, run(f"{HEAD}    {body}\n"))


def test_starter_is_untouched_until_its_code_changes(course):
    exercise = course.entry("1.2").definition
    source = stub_source(exercise)
    assert untouched(exercise, run(source))
    assert untouched(exercise, run(source.replace('"""', '"""Mine. ', 1)))
    assert not untouched(exercise, run(source.replace("np.mean", "np.median")))


def test_starter_is_untouched_where_its_import_stands_in_the_same_cell(course):
    # There Python compiles the call of a module's function in another way.
    namespace = {}
    exercise = course.entry("1.2").definition
    exec("import numpy as np\n" + stub_source(exercise), namespace)
    assert untouched(exercise, namespace["minority_share"])


def test_nested_function_counts(course):
    source = f"{HEAD}    def inner():\n        return {{}}\n"
    first, second = (run(source.format(value)) for value in (1, 2))
    assert fingerprint(first) != fingerprint(second)


def test_same_answer_has_the_same_fingerprint_wherever_it_stands(course):
    source = f"{HEAD}    return len(y)\n"
    assert fingerprint(run(source)) == fingerprint(run("\n\n# a remark\n" + source))
    assert fingerprint(run(source)) != fingerprint(run(source.replace("len", "sum")))


def test_helper_that_changes_makes_another_answer():
    source = "def answer(y):\n    return helper(y)\n\ndef helper(y):\n    return len(y)\n"
    first, again, other = (run(text) for text in (source, source, source.replace("len", "sum")))
    assert fingerprint(first) == fingerprint(again) != fingerprint(other)


def test_decorated_answer_counts_by_what_it_does():
    source = (
        "import functools\n"
        "def decorating(function):\n"
        "    return functools.wraps(function)(lambda y: function(y))\n"
        "@decorating\ndef answer(y):\n    return len(y)\n"
    )
    digests = set()
    for text in (source, source.replace("len", "sum")):
        namespace = {}
        exec(text, namespace)
        digests.add(fingerprint(namespace["answer"]))
    assert len(digests) == 2


def test_starter_with_branches_is_untouched_too(write_course):
    # The same branch jumps another distance where a module's import is not seen.
    file = '''"""Exercise 1.1: mend it."""
import math

from course_utils.exercises import Exercise


def good(y):
    """Say it."""
    return [math.sqrt(value) for value in y if value > 0]


def bad(y):
    try:
        first = math.floor(y[0])
    except ValueError:
        first = (lambda value: math.ceil(value))(y[0])
    return [math.sqrt(value) for value in y if value > first]


def other(y):
    return y


def check(answer): ...


EXERCISE = Exercise(solution=good, check=check, starter=bad, right="So.",
                    mistakes={bad: "x", other: "y"}, hints=["a", "b", "c"])
'''
    exercise = write_course("branch_course", {"lesson_01_one/exercise_1.py": file}).entry("1.1")
    source = stub_source(exercise.definition)
    for cell in (source, "import math\n" + source):
        namespace = {}
        exec(cell, namespace)
        assert untouched(exercise.definition, namespace["good"])
    assert not untouched(exercise.definition, exercise.definition.solution)
