"""A question with options: choose one or several, choose and say why, mark faulty lines."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from course_utils.exercises._definition import (
    require,
    require_amounts,
    require_feedback,
    require_hints,
    require_text,
)
from course_utils.exercises._outcome import Outcome, Verdict, digest_of

# Exact types: a learner's own iterable may never end.
_COLLECTIONS = (set, frozenset, list, tuple)


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question whose options each have feedback of their own.

    Parameters
    ----------
    prompt : str
        Markdown; the facts that decide stand here.
    options : mapping of str to str
        What to choose from, by key.
    right : str or set of str
        The right option, or every option that can be defended; with ``several`` the exact set.
    feedback : mapping of str to str
        One text per wrong option: why it is tempting and wrong. Right options may have one.
    several : bool, default=False
        Whether a set of options is asked for; then a part of them earns a part of the points.
    why : Question, optional
        A second step: choose, then say why. Each step earns half of the points, the second one
        only when the choice is right.
    code : str, default=""
        Code that is shown between prompt and options.
    right_text : str, default=""
        Shown on success.
    points : float, default=1
    hints : sequence of str, default=()
        Three for a numbered exercise, none in a quiz.
    starred : bool, default=False
    minutes : float, default=5

    Examples
    --------
    >>> question = Question(
    ...     prompt="Which rows may a sampler see?",
    ...     options={"a": "the training rows", "b": "all rows"},
    ...     right="a",
    ...     feedback={"b": "Then the test set is no longer like the real data."},
    ... )
    >>> question.judge("b").text
    'Then the test set is no longer like the real data.'
    """

    prompt: str
    options: Mapping[str, str]
    right: str | Collection[str]
    feedback: Mapping[str, str]
    several: bool = False
    why: "Question | None" = None
    code: str = ""
    right_text: str = ""
    points: float = 1
    hints: Sequence[str] = ()
    starred: bool = False
    minutes: float = 5
    marks_lines: bool = field(default=False, repr=False)

    def __post_init__(self) -> None:
        require_text(self.prompt, "prompt")
        require(len(self.options) >= 2, "A question needs two options or more.")
        for key, option in self.options.items():
            is_plain = isinstance(key, str) and key == key.strip().lower() != ""
            require(is_plain, f"The option's key {key!r} must be a short lower-case text.")
            require_text(option, f"The option {key!r}")
        unknown = sorted({*self.right_keys, *self.feedback} - set(self.options))
        require(
            not unknown,
            f"right or feedback names {unknown}; the options are {list(self.options)}.",
        )
        require(bool(self.right_keys), "right is empty; name the right option.")
        require_feedback(self.feedback, self.wrong_keys, distinct=not self.marks_lines)
        require(
            self.why is None or not self.why.several,
            "The second step, why, must ask for one option.",
        )
        require_hints(self.hints)
        require_amounts(self.points, self.minutes)

    @property
    def right_keys(self) -> frozenset[str]:
        """The keys of the right options."""
        return frozenset({self.right} if isinstance(self.right, str) else self.right)

    @property
    def wrong_keys(self) -> list[str]:
        """The keys of the wrong options, in their order."""
        return [key for key in self.options if key not in self.right_keys]

    @classmethod
    def lines(
        cls,
        *,
        prompt: str,
        code: str,
        faulty: Mapping[int, str],
        innocent: Mapping[int, str] | None = None,
        **others: Any,
    ) -> Self:
        r"""Return a question that asks for the faulty lines of a piece of code.

        A hit counts +1, a false alarm −1, and the sum is never below 0.

        Parameters
        ----------
        prompt : str
            Markdown, shown above the code.
        code : str
            The code; its lines are numbered from 1.
        faulty : mapping of int to str
            Why each faulty line is faulty.
        innocent : mapping of int to str, optional
            Why a line that looks faulty is fine.
        **others
            ``right_text``, ``points``, ``hints``, ``starred``, ``minutes``.

        Returns
        -------
        Question

        Examples
        --------
        >>> question = Question.lines(
        ...     prompt="Mark the faulty line.",
        ...     code="X, y = load()\nX, y = resample(X, y)\nsplit(X, y)",
        ...     faulty={2: "It resamples before the split."},
        ... )
        >>> str(question.judge({2}).outcome)
        'right'
        """
        numbered = {
            str(number): line.strip()
            for number, line in enumerate(code.strip("\n").splitlines(), start=1)
            if line.strip()
        }
        asked = {*faulty, *(innocent or {})}
        missing = sorted(number for number in asked if str(number) not in numbered)
        require(not missing, f"The code has no lines {missing}; it has {len(numbered)}.")
        feedback = dict.fromkeys(numbered, "Fine as it stands.")
        feedback |= {str(number): text for number, text in (innocent or {}).items()}
        feedback |= {str(number): text for number, text in faulty.items()}
        return cls(
            prompt=prompt,
            code=code.strip("\n"),
            options=numbered,
            right={str(number) for number in faulty},
            feedback=feedback,
            several=True,
            marks_lines=True,
            **others,
        )

    def judge(self, answer: object = ..., why: object = ...) -> Verdict:
        """Return the verdict on a choice, and on its reason where one is asked for."""
        choice = self._judge_choice(answer)
        if self.why is None:
            return choice
        if choice.outcome is not Outcome.RIGHT:
            waits = " Your reason is looked at once the choice is right."
            text = choice.text if why is ... or answer is ... else choice.text + waits
            return replace(choice, text=text, share=choice.share / 2)
        reason = self.why._judge_choice(why)
        digest = f"{choice.digest}+{reason.digest}"
        if reason.outcome is Outcome.RIGHT:
            text = " ".join(part for part in (choice.text, reason.text) if part)
            return Verdict(Outcome.RIGHT, text, share=1.0, digest=digest)
        asked = reason.outcome is Outcome.NOT_ATTEMPTED
        text = f"{self._granted}{'. Now say why.' if asked else ', but not for this reason.'}"
        text = f"{text} {reason.text}"
        return Verdict(Outcome.NOT_YET_RIGHT, text, share=0.5, digest=digest)

    @property
    def _granted(self) -> str:
        """Return how a right choice is granted before its reason is looked at."""
        alone = self.several or len(self.right_keys) == 1
        return "The choice is right" if alone else "A choice that can be defended"

    def solution_text(self) -> str:
        """Return the right options in words, with what there is to say about them."""
        keys = [key for key in self.options if key in self.right_keys]
        chosen = "; ".join(f"`{key}`: {self.options[key].rstrip('.')}" for key in keys)
        text = f"{'Lines' if self.marks_lines else 'Right'}: {chosen}. {self._praise(keys)}"
        return text if self.why is None else f"{text} Why? {self.why.solution_text()}"

    def _judge_choice(self, answer: object) -> Verdict:
        """Return the verdict on the choice alone."""
        if answer is ...:
            return Verdict(Outcome.NOT_ATTEMPTED, f"{self._how_to_answer()}")
        chosen = self._keys(answer)
        if chosen is None:
            text = f"{_shown(answer)} is not an answer here. {self._how_to_answer()}"
            return Verdict(Outcome.NOT_YET_RIGHT, text)
        digest = digest_of(repr(sorted(chosen)))
        wrong = [key for key in self.options if key in chosen - self.right_keys]
        if self.several:
            return self._judge_several(chosen, wrong, digest)
        if wrong:
            return Verdict(Outcome.NOT_YET_RIGHT, self.feedback[wrong[0]], digest=digest)
        return Verdict(Outcome.RIGHT, self._praise(chosen), share=1.0, digest=digest)

    def _judge_several(self, chosen: frozenset[str], wrong: list[str], digest: str) -> Verdict:
        """Count hits and false alarms; a part of the right options earns a part of the points."""
        hits = [key for key in self.options if key in chosen & self.right_keys]
        if chosen == self.right_keys:
            return Verdict(Outcome.RIGHT, self._praise(hits), share=1.0, digest=digest)
        share = max(0, len(hits) - len(wrong)) / len(self.right_keys)
        found = f"{len(hits)} found, {len(self.right_keys) - len(hits)} still to find"
        alarms = f", {len(wrong)} too many" if wrong else ""
        told = " ".join(self._told(key) for key in [*hits, *wrong] if self.feedback.get(key))
        rest = "" if self.right_keys <= chosen else "Look again at what you left out."
        text = " ".join(part for part in (f"{found}{alarms}.", told, rest) if part)
        return Verdict(Outcome.NOT_YET_RIGHT, text, share=share, digest=digest)

    def _told(self, key: str) -> str:
        """Return the feedback on one of several options, led by its key."""
        return f"{'Line ' if self.marks_lines else ''}`{key}`: {self.feedback[key]}"

    def _praise(self, chosen: Collection[str]) -> str:
        """Return what is said on success."""
        if self.several:
            told = [
                self._told(key) for key in self.options if key in chosen & self.feedback.keys()
            ]
        else:
            told = [self.feedback[key] for key in chosen if key in self.feedback]
        return " ".join([*told, self.right_text]).strip()

    def _keys(self, answer: object) -> frozenset[str] | None:
        """Return the option keys that an answer names, or None when it names none."""
        named = answer if type(answer) in _COLLECTIONS else [answer]
        if not isinstance(named, Collection) or len(named) > len(self.options):
            return None
        if not self.several and len(named) != 1:
            return None
        keys = set()
        for name in named:
            if type(name) not in (str, int):
                return None
            keys.add(str(name).strip().lower()[:80])
        return frozenset(keys) if keys and keys <= set(self.options) else None

    def _how_to_answer(self) -> str:
        """Say which form of answer is wanted."""
        if self.marks_lines:
            return "Give the numbers of the faulty lines as a set, such as `{1, 2}`."
        keys = ", ".join(f'`"{key}"`' for key in self.options)
        if self.several:
            return f"Give a set of one or more of {keys}, in braces."
        return f"Give one of {keys}."


def _shown(value: object) -> str:
    """Return a short, harmless picture of an odd answer."""
    if type(value) in (str, int, float, bool) or value is None:
        return f"`{value!r}`" if len(repr(value)) <= 40 else f"`{repr(value)[:37]}...`"
    return f"A value of type `{type(value).__name__}`"
