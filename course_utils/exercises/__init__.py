"""The exercise engine: exercises, questions, predictions, and what checks them.

An author writes one file per exercise with an `Exercise`, a `Question` or a `Prediction`;
a check receives an `Answer` and speaks through `expect`. A notebook calls the methods of a
`Course`. The cells of a notebook that come from exercise files are written by
`answer_source`, `check_source`, `prompt_markdown` and their siblings.
"""

from course_utils.exercises._answer import Answer
from course_utils.exercises._attempts import Attempts, state_path
from course_utils.exercises._catalog import UnknownExercise
from course_utils.exercises._course import Course
from course_utils.exercises._definition import DefinitionError
from course_utils.exercises._entry import Entry
from course_utils.exercises._exercise import Exercise
from course_utils.exercises._expect import NotYetRight, expect
from course_utils.exercises._faults import CheckBreaksContract, LearnerFault
from course_utils.exercises._judge import CheckFault
from course_utils.exercises._outcome import Outcome
from course_utils.exercises._prediction import Prediction
from course_utils.exercises._progress import LessonProgress, Progress
from course_utils.exercises._question import Question
from course_utils.exercises._report import Note, Report
from course_utils.exercises._stub import (
    answer_source,
    check_source,
    function_source,
    prompt_markdown,
    questions_markdown,
    questions_source,
    stub_source,
)

__all__ = [
    "Answer",
    "Attempts",
    "CheckBreaksContract",
    "CheckFault",
    "Course",
    "DefinitionError",
    "Entry",
    "Exercise",
    "LearnerFault",
    "LessonProgress",
    "NotYetRight",
    "Note",
    "Outcome",
    "Prediction",
    "Progress",
    "Question",
    "Report",
    "UnknownExercise",
    "answer_source",
    "check_source",
    "expect",
    "function_source",
    "prompt_markdown",
    "questions_markdown",
    "questions_source",
    "state_path",
    "stub_source",
]
