"""The cells of a notebook that are written from exercise files: prompts, stubs, check calls."""

import ast
import inspect
import textwrap
from collections.abc import Callable, Mapping
from typing import Any

from course_utils.exercises._entry import Entry
from course_utils.exercises._exercise import Exercise
from course_utils.exercises._prediction import Prediction
from course_utils.exercises._question import Question

TITLES = {"quiz": "Quiz", "recall": "Warm-up"}
"""Headings; a share of positives that are found is called recall, too."""
_INTRODUCTIONS = {
    "quiz": "Four questions on this lesson. They give no points; each answer has its reason.",
    "recall": "What you know from earlier lessons. No points; each answer has its reason.",
}
_FIRST_RECALL = "What the course takes for granted. No points; each answer has its reason."
"""In lesson 1, which no lesson comes before."""
_HOW_TO_CHOOSE = (
    'Put a letter in quotes, such as `"a"`, in place of each `...` in the next cell, and run it '
    "(Shift+Enter)."
)


def stub_source(exercise: Exercise) -> str:
    """Return the learner's cell: the solution down to its docstring, then ``...`` or the starter.

    The author's own lines are taken, so the cell looks as it was written. A starter keeps
    its body only: its name would say what is wrong with it.

    Parameters
    ----------
    exercise : Exercise

    Returns
    -------
    str
        Source of one function with the solution's name, signature and docstring.
    """
    head, indent = _head(function_source(exercise.solution))
    body = f"{indent}..." if exercise.starter is None else _body(exercise.starter)
    return f"{head}\n{body}"


def function_source(function: Callable[..., Any]) -> str:
    """Return a function's own lines, as they stand in its file."""
    return textwrap.dedent(inspect.getsource(function)).rstrip()


def _head(source: str) -> tuple[str, str]:
    """Return a function's lines down to its docstring's end, and the indent of its body."""
    docstring = _definition(source).body[0]
    lines = source.splitlines()[: docstring.end_lineno]
    return "\n".join(lines), " " * docstring.col_offset


def _body(function: Callable[..., Any]) -> str:
    """Return a function's lines below signature and docstring."""
    source = function_source(function)
    definition = _definition(source)
    lines = source.splitlines()
    if ast.get_docstring(definition) is not None:
        return "\n".join(lines[definition.body[0].end_lineno :])
    # A remark above the first statement is the author's too: start below the signature.
    ends = [
        part.end_lineno or 0 for part in ast.walk(definition.args) if hasattr(part, "end_lineno")
    ]
    first = max([definition.lineno, *ends]) - 1
    while not lines[first].partition("#")[0].rstrip().endswith(":"):
        first += 1
    return "\n".join(lines[first + 1 :])


def _definition(source: str) -> ast.FunctionDef:
    """Return the parsed function of a source that holds one."""
    function = ast.parse(source).body[0]
    assert isinstance(function, ast.FunctionDef)
    return function


def answer_source(entry: Entry) -> str:
    """Return the code cell that a learner fills in.

    Parameters
    ----------
    entry : Entry
        The exercise.

    Returns
    -------
    str
        A stub or starter of an `Exercise`; ``answer_3_1 = ...`` (and ``why_3_1 = ...``) of
        a `Question` or `Prediction`.
    """
    if isinstance(entry.definition, Exercise):
        return stub_source(entry.definition)
    return "\n".join(f"{name} = ..." for name in _answer_names(entry))


def check_source(entry: Entry) -> str:
    """Return the code cell that checks it, one line."""
    names = ", ".join(_answer_names(entry))
    return f'check("{entry.id}", {names})'


def prompt_markdown(entry: Entry) -> str:
    """Return the markdown cell above it: title, points, time, and the question with its options.

    Parameters
    ----------
    entry : Entry
        The exercise.

    Returns
    -------
    str
        Markdown. An `Exercise` has its prompt in the docstring of the code cell below.
    """
    star = " ★" if entry.starred else ""
    points = (
        "No points, for those who want more" if entry.starred else plural(entry.points, "point")
    )
    parts = [
        f"### Exercise {entry.id} · {entry.title}{star}",
        f"*{points}; about {plural(entry.minutes, 'minute')}.*",
    ]
    if isinstance(entry.definition, Exercise):
        parts.append(_how_to_work(entry))
    else:
        parts.append(definition_markdown(entry.definition))
        parts.append(_how_to_answer(entry))
    return "\n\n".join(parts)


def definition_markdown(definition: Question | Prediction) -> str:
    """Return prompt, code and options of a question as markdown."""
    if isinstance(definition, Prediction):
        options = ", ".join(f'`"{option}"`' for option in definition.options)
        choice = f"Choose one of {options}." if options else ""
        return "\n\n".join(part for part in (definition.prompt.strip(), choice) if part)
    parts = [definition.prompt.strip()]
    if definition.code:
        parts.append(f"```python\n{_code_block(definition)}\n```")
    if not definition.marks_lines:
        parts.append(_options(definition))
    if definition.why is not None:
        parts.append(f"**And why?** {definition_markdown(definition.why)}")
    return "\n\n".join(parts)


def questions_markdown(lesson: int, kind: str, questions: Mapping[str, Question]) -> str:
    """Return the markdown cell of a quiz or of recall questions.

    Parameters
    ----------
    lesson : int
        Number of the lesson.
    kind : {'quiz', 'recall'}
    questions : mapping of str to Question

    Returns
    -------
    str
        Markdown.
    """
    first = (lesson, kind) == (1, "recall")
    introduction = _FIRST_RECALL if first else _INTRODUCTIONS[kind]
    parts = [f"### {TITLES[kind]} {lesson}", introduction]
    for key, question in questions.items():
        markdown = definition_markdown(question)
        parts.append(f"**{key.upper()}.** {markdown}")
    parts.append(_HOW_TO_CHOOSE)
    return "\n\n".join(parts)


def questions_source(lesson: int, kind: str, questions: Mapping[str, Question]) -> str:
    """Return the code cell of a quiz or of recall questions: one call, every answer ``...``."""
    keys = ", ".join(f"{key}=..." for key in questions)
    return f'check("{lesson}.{kind}", {keys})'


def plural(count: float, word: str) -> str:
    """Return a count with its word.

    Examples
    --------
    >>> plural(1, "point"), plural(2.5, "point")
    ('1 point', '2.5 points')
    """
    return f"{count:g} {word}" if count == 1 else f"{count:g} {word}s"


def _answer_names(entry: Entry) -> list[str]:
    """Return the names that the learner's cell defines."""
    definition = entry.definition
    if isinstance(definition, Exercise):
        return [definition.solution.__name__]
    number = entry.id.replace(".", "_")
    has_why = isinstance(definition, Question) and definition.why is not None
    return [f"answer_{number}", f"why_{number}"] if has_why else [f"answer_{number}"]


def _how_to_work(entry: Entry) -> str:
    """Say what to do with the code cell below."""
    assert isinstance(entry.definition, Exercise)
    told = "What it must do stands below the function's name."
    task = (
        f"The next cell holds a function to write. {told} Replace the `...`"
        if entry.definition.starter is None
        else f"The next cell runs, and is wrong. {told} Mend it"
    )
    alone = "Use its parameters and what the lesson imported, none of the notebook's variables."
    return f"{task}, run it, then run the check below it. {alone} {_stuck(entry)}"


def _how_to_answer(entry: Entry) -> str:
    """Say what to do with the assignment below."""
    definition = entry.definition
    if isinstance(definition, Question) and definition.marks_lines:
        form = "a set of line numbers, such as `{1, 2}`"
    elif isinstance(definition, Question) and definition.several:
        form = 'a set, such as `{"a", "b"}`'
    elif isinstance(definition, Prediction) and not definition.options:
        form = "a number"
    else:
        form = "your choice in quotes"
    return f"Replace the `...` by {form}. {_stuck(entry)}"


def _stuck(entry: Entry) -> str:
    """Point to the hints."""
    return f'Stuck? Run `hint("{entry.id}")`.'


def _options(question: Question) -> str:
    """Return the options as a list that also reads well on a slide."""
    return "\n".join(f"- **{key}**: {text}" for key, text in question.options.items())


def _code_block(question: Question) -> str:
    """Return the code, its lines numbered where lines are asked for."""
    lines = question.code.strip("\n").splitlines()
    if not question.marks_lines:
        return "\n".join(lines)
    width = len(str(len(lines)))
    return "\n".join(f"{i:>{width}}  {line}".rstrip() for i, line in enumerate(lines, start=1))
