"""The learner's side: bytes of a request in, bytes of a reply out.

It runs in the notebook's process behind the loopback, and in grading at the end of a pipe. What
it keeps (the models that an answer returned) stays here; the check gets a number for each.
"""

from collections.abc import Callable
from typing import Any

from course_utils.exercises._axes import write_axes
from course_utils.exercises._codec import Walk, decode, encode
from course_utils.exercises._crash import clean, describe_crash
from course_utils.exercises._faults import UnsuitableResult
from course_utils.exercises._frames import join_parts, split_parts
from course_utils.exercises._library import full_name, read_estimator, read_library
from course_utils.exercises._surroundings import MAX_PRINTED, own_surroundings
from course_utils.exercises._wire import Node, Place, field

Facts = dict[str, Any]


class Worker:
    """Call the learner's function, and the methods of the models it returned.

    Parameters
    ----------
    function : callable
        The answer.

    Examples
    --------
    >>> worker = Worker(lambda n: n + 1)
    >>> request = {"id": "a", "do": "call", "seed": 0, "positional": 1, "keywords": []}
    >>> parts = split_parts(worker.reply(join_parts([encode(request), encode(41)])))
    >>> decode(parts[1])
    42
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function
        self._models: list[Any] = []
        self._numbers: dict[int, int] = {}

    def reply(self, request: bytes) -> bytes:
        """Do what a request asks for.

        Parameters
        ----------
        request : bytes
            A header (id, what to do, seed, names of the arguments), then one part an argument.

        Returns
        -------
        bytes
            A header (id, outcome, what was printed, which arguments were changed), then the
            result, if there is one.
        """
        header_part, *parts = split_parts(request)
        header = decode(header_part)
        with own_surroundings(field(header, "seed", int)) as printed:
            arguments = [_Argument(part, self._read_model) for part in parts]
            facts, result = self._outcome(header, [argument.value for argument in arguments])
            places = [*range(header["positional"]), *header["keywords"]]
            changed = [
                place
                for place, argument in zip(places, arguments, strict=True)
                if argument.has_changed()
            ]
        facts |= {
            "id": header["id"],
            "printed": clean(printed.getvalue(), MAX_PRINTED),
            "mutated": changed,
        }
        return join_parts([encode(facts), result] if result is not None else [encode(facts)])

    def _outcome(self, header: Facts, values: list[Any]) -> tuple[Facts, bytes | None]:
        """Return the reply's facts and the encoded result, whatever the learner's code does."""
        try:
            result = self._do(header, values)
            wanted = header.get("want_result", True)
            part = encode(result, extra=self._write_extra) if wanted else None
        except UnsuitableResult as fault:
            facts = {part: clean(getattr(fault, part)) for part in ("place", "what", "cure")}
            return {"outcome": "unsuitable", **facts}, None
        except KeyboardInterrupt:
            raise  # the learner's own way to stop an endless loop
        except BaseException as error:
            return {"outcome": "crashed", **describe_crash(error, self._function)}, None
        return {"outcome": "returned"}, part

    def _do(self, header: Facts, values: list[Any]) -> Any:
        count = field(header, "positional", int)
        args, keywords = values[:count], dict(zip(header["keywords"], values[count:], strict=True))
        if header["do"] == "call":
            return self._function(*args, **keywords)
        model = self._models[field(header, "number", int)]
        if header["do"] == "describe":
            return _describe(model)
        name = field(header, "name", str)
        member = getattr(model, name)
        result = member(*args, **keywords) if callable(member) else member
        if name == "get_params":
            return {key: self._plain_or_text(value) for key, value in result.items()}
        return model if name == "fit" else result  # keras returns its history

    def _plain_or_text(self, value: Any) -> Any:
        try:
            encode(value, extra=self._write_extra)
        except UnsuitableResult:
            return repr(value)
        return value

    def _write_extra(self, value: Any, place: Place, walk: Walk) -> Node | None:
        """Return the node of a plot or of a model; the model stays here."""
        node = write_axes(value, place, walk)
        if node is not None or isinstance(value, type):
            return node
        if not callable(getattr(value, "fit", None)):
            return None
        number = self._numbers.setdefault(id(value), len(self._models))
        if number == len(self._models):
            self._models.append(value)
        return {"kind": "handle", "number": number, "class_name": type(value).__name__}

    def _read_model(self, node: Node) -> Any:
        return self._models[field(node, "number", int)]


class _Argument:
    """A value that was sent, and whether the learner's code has changed it since."""

    def __init__(self, part: bytes, read_model: Callable[[Node], Any]) -> None:
        self._part = part
        self._is_plain = True

        def note(read: Callable[..., Any]) -> Callable[..., Any]:
            def reading(*arguments: Any) -> Any:
                self._is_plain = False
                return read(*arguments)

            return reading

        extra = {
            "estimator": note(read_estimator),
            "library": note(read_library),
            "handle": note(lambda node, read: read_model(node)),
        }
        self.value = decode(part, extra=extra)

    def has_changed(self) -> bool:
        """Compare the bytes; an estimator among the values is the learner's to fit."""
        if not self._is_plain:
            return False
        try:
            return encode(self.value) != self._part
        except UnsuitableResult:
            return True


def _describe(model: Any) -> Facts:
    steps = model.steps if hasattr(model, "steps") else []
    return {
        **_describe_class(model),
        "steps": [{"name": str(step[0]), **_describe_class(step[1])} for step in steps],
    }


def _describe_class(model: Any) -> Facts:
    if model is None or isinstance(model, str):  # a pipeline's "passthrough"
        return {"class_name": "passthrough", "bases": []}
    bases = [full_name(base) for base in type(model).__mro__ if base is not object]
    return {"class_name": type(model).__name__, "bases": bases}
