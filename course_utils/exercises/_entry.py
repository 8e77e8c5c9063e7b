"""Where an exercise stands in the course: its id, its lesson, its file."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from course_utils.exercises._exercise import Exercise
from course_utils.exercises._prediction import Prediction
from course_utils.exercises._question import Question

Definition = Exercise | Question | Prediction


@dataclass(frozen=True)
class Entry:
    """A numbered exercise of a lesson.

    Attributes
    ----------
    id : str
        What a notebook calls it, such as ``"3.1"``.
    lesson, number : int
        Its two parts.
    title : str
        From the first line of the module's docstring.
    definition : Exercise, Question or Prediction
    path : pathlib.Path
        The file to edit.
    module : str
        The full name of the module.
    """

    id: str
    lesson: int
    number: int
    title: str
    definition: Definition
    path: Path
    module: str

    @property
    def kind(self) -> str:
        """One of 'exercise', 'question', 'prediction'."""
        return type(self.definition).__name__.lower()

    @property
    def starred(self) -> bool:
        """Whether it is for those who want more, without points."""
        return self.definition.starred

    @property
    def points(self) -> float:
        """The points it gives; 0 when it is starred."""
        return 0 if self.starred else self.definition.points

    @property
    def minutes(self) -> float:
        """How long it takes."""
        return self.definition.minutes

    @property
    def digest(self) -> str:
        """A digest of the exercise's file, stored with a pass."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()[:16]
