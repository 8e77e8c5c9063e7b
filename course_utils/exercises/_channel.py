"""The check's side of the wire: one request out, one reply back, and what it said."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from course_utils.exercises._axes import read_axes
from course_utils.exercises._codec import Walk, decode, encode
from course_utils.exercises._crash import clean
from course_utils.exercises._faults import (
    AnswerCrashed,
    CheckBreaksContract,
    DamagedMessage,
    UnsuitableResult,
)
from course_utils.exercises._frames import join_parts, split_parts
from course_utils.exercises._handle import Handle
from course_utils.exercises._library import write_library
from course_utils.exercises._surroundings import MAX_PRINTED
from course_utils.exercises._wire import Node, Place, field


class Transport(Protocol):
    """Whatever carries a request to the learner's side and brings the reply."""

    def exchange(self, request: bytes) -> bytes:
        """Return the reply to a request."""
        ...


class Channel:
    """Ask the learner's side, and keep what its last reply said beside the result.

    Parameters
    ----------
    transport : Transport
        What carries the bytes.
    seed : int
        For the learner's global sources of chance, before every call.
    """

    def __init__(self, transport: Transport, *, seed: int) -> None:
        self._transport = transport
        self._seed = seed
        self.printed = ""
        self.mutated: tuple[int | str, ...] = ()

    def ask(
        self,
        do: str,
        args: Sequence[Any] = (),
        keywords: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> Any:
        """Send a request and return its result.

        Parameters
        ----------
        do : {'call', 'method', 'describe'}
            What to do.
        args, keywords
            The arguments.
        **more
            What else the header says.

        Returns
        -------
        object
            Plain data, a Handle or the facts of a plot.

        Raises
        ------
        LearnerFault
            When the answer raised, or returned what cannot cross.
        CheckBreaksContract
            When an argument cannot cross.
        """
        keywords = keywords or {}
        header = {"id": secrets.token_hex(8), "do": do, "seed": self._seed}
        header |= {"positional": len(args), "keywords": list(keywords), **more}
        named = [(f"argument {place}", value) for place, value in enumerate(args)]
        named += [(f"the argument {name!r}", value) for name, value in keywords.items()]
        parts = [self._encode(place, value) for place, value in named]
        reply = self._transport.exchange(join_parts([encode(header), *parts]))
        return self._read(split_parts(reply), header)

    def _encode(self, place: str, value: Any) -> bytes:
        def extra(part: Any, inner: Place, walk: Walk) -> Node:
            if isinstance(part, Handle):
                return part._node(self, inner)
            return write_library(part, inner, walk)

        try:
            return encode(value, place=(place,), extra=extra)
        except UnsuitableResult as fault:
            where = fault.place or place
            cure = fault.cure.replace("Return", "Send", 1)
            raise CheckBreaksContract(
                f"{where[0].upper() + where[1:]} is {fault.what}, which cannot cross to the "
                f"answer. {cure}"
            ) from None

    def _read(self, parts: list[bytes], header: Mapping[str, Any]) -> Any:
        facts = decode(parts[0]) if parts else None
        if field(facts, "id", str) != header["id"]:
            raise DamagedMessage("The reply belongs to another request.")
        self.printed = field(facts, "printed", str)[:MAX_PRINTED]
        self.mutated = tuple(field(facts, "mutated", list))
        if not set(map(repr, self.mutated)) <= set(
            map(repr, [*range(header["positional"]), *header["keywords"]])
        ):
            raise DamagedMessage("The reply names arguments that were not sent.")
        outcome = field(facts, "outcome", str)
        if outcome == "crashed":
            raise _crash(facts)
        if outcome == "unsuitable":
            raise UnsuitableResult(*_texts(facts, "place", "what", "cure"))
        if outcome != "returned" or len(parts) != 1 + header.get("want_result", True):
            raise DamagedMessage("The reply has an unknown outcome, or lacks its result.")
        return self._decode(parts[1]) if len(parts) == 2 else None

    def _decode(self, part: bytes) -> Any:
        def read_handle(node: Node, read: Any) -> Handle:
            return Handle(self, field(node, "number", int), *_texts(node, "class_name"))

        return decode(part, extra={"handle": read_handle, "axes": read_axes})


def _texts(facts: Any, *names: str) -> list[str]:
    """Return texts for people, cut on this side too: a hostile worker does not cut them."""
    return [clean(field(facts, name, str)) for name in names]


def _crash(facts: Any) -> AnswerCrashed:
    line = facts.get("line")
    bases = field(facts, "bases", list)
    if type(line) not in (int, type(None)) or not all(type(base) is str for base in bases):
        raise DamagedMessage("The reply describes an exception that is none.")
    type_, text, code = _texts(facts, "type", "text", "code")
    return AnswerCrashed(type_, text, line=line, code=code, bases=tuple(bases))
