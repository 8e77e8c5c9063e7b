"""Whether a learner's function is still the one that the notebook came with."""

import dis
from collections.abc import Callable, Iterator
from types import CodeType
from typing import Any

from course_utils.exercises._exercise import Exercise
from course_utils.exercises._outcome import digest_of
from course_utils.exercises._reach import functions_reached
from course_utils.exercises._stub import stub_source

# Python's own bookkeeping: where it stands differs between versions and says nothing.
_BOOKKEEPING = frozenset({"RESUME", "NOP", "CACHE", "PUSH_NULL", "EXTENDED_ARG"})
# Which of the two a call becomes depends on where in the file its module was imported.
_SAME = {"LOAD_METHOD": "LOAD_ATTR"}
_JUMPS = frozenset({*dis.hasjrel, *dis.hasjabs})


def untouched(exercise: Exercise, function: Callable[..., Any]) -> bool:
    """Tell whether the function does what the cell of a fresh notebook does.

    Instructions are compared, not text: a comment, a deleted docstring or ``pass`` instead
    of ``...`` is no attempt, ``return X`` is one.

    Parameters
    ----------
    exercise : Exercise
        The exercise; its stub, or starter, is what is compared.
    function : function
        The learner's.

    Returns
    -------
    bool
    """
    return list(_instructions(function.__code__)) == list(_instructions(_stub_code(exercise)))


def fingerprint(function: Callable[..., Any]) -> str:
    """Return a digest of what the function and its helpers do, the same for the same twice."""
    codes = [one.__code__ for one in functions_reached(function)]
    return digest_of(repr([list(_instructions(code)) for code in codes]))


def _stub_code(exercise: Exercise) -> CodeType:
    """Compile the stub and return the code of its function, without running anything."""
    module = compile(stub_source(exercise), "<stub>", "exec")
    name = exercise.solution.__name__
    codes = (constant for constant in module.co_consts if isinstance(constant, CodeType))
    return next(code for code in codes if code.co_name == name)


def _instructions(code: CodeType) -> Iterator[tuple[str, str]]:
    """Yield name and argument of each instruction, nested functions included."""
    for instruction in dis.get_instructions(code):
        if instruction.opname in _BOOKKEEPING:
            continue
        name = _SAME.get(instruction.opname, instruction.opname)
        if isinstance(instruction.argval, CodeType):
            yield name, instruction.argval.co_name
            yield from _instructions(instruction.argval)
        elif instruction.opcode in _JUMPS:
            # How far it jumps depends on the bookkeeping in between.
            yield name, ""
        else:
            yield name, repr(instruction.argval)
