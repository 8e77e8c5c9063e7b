"""The cells that exercises write: prompt, answer and check of each, the quiz, the recall."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from course_utils.authoring._cells import digest, is_generated
from course_utils.authoring._lesson import Lesson
from course_utils.errors import CourseError
from course_utils.exercises import (
    Course,
    Entry,
    Question,
    answer_source,
    check_source,
    prompt_markdown,
    questions_markdown,
    questions_source,
)

_BEFORE = "recap"
_SETS = ("recall", "quiz")


@dataclass(frozen=True)
class Group:
    """Cells that stand together, and what to edit to change them."""

    cells: tuple[NotebookNode, ...]
    source: str

    @property
    def ids(self) -> list[str]:
        """Return the ids of the group's cells, in order."""
        return [str(cell.metadata.id) for cell in self.cells]


def generate(course: Course, number: int) -> list[Group]:
    """Return the groups of a lesson: one per exercise, then recall and quiz."""
    if number not in course.lessons():
        return []
    groups = [_exercise(entry) for entry in course.exercises(number)]
    for kind in _SETS:
        questions = course.questions(number, kind)
        if questions:
            groups.append(_questions(number, kind, questions))
    return groups


def _exercise(entry: Entry) -> Group:
    name = f"ex-{entry.lesson}-{entry.number}"
    answer = _code(name, answer_source(entry))
    check = _code(f"{name}-check", check_source(entry))
    if entry.points:
        answer.metadata["nbgrader"] = _grading(name, solution=True)
        check.metadata["nbgrader"] = _grading(f"{name}-check", points=entry.points)
    check.metadata.update(editable=False, deletable=False)
    prompt = _prompt(f"{name}-prompt", prompt_markdown(entry))
    return Group((prompt, answer, check), "/".join(entry.path.parts[-4:]))


def _questions(number: int, kind: str, questions: Mapping[str, Question]) -> Group:
    name = f"ex-{number}-{kind}"
    cells = (
        _prompt(f"{name}-prompt", questions_markdown(number, kind, questions)),
        _code(name, questions_source(number, kind, questions)),
    )
    return Group(cells, f"questions.py of lesson {number}")


def _code(identity: str, source: str) -> NotebookNode:
    return _cell(new_code_cell(source.strip("\n")), identity, "skip")


def _prompt(identity: str, source: str) -> NotebookNode:
    return _cell(new_markdown_cell(source.strip("\n")), identity, "slide")


def _cell(cell: NotebookNode, identity: str, slide_type: str) -> NotebookNode:
    cell.metadata.update(id=identity, slideshow=NotebookNode(slide_type=slide_type))
    return cell


def _grading(identity: str, *, solution: bool = False, points: float = 0) -> NotebookNode:
    """Return nbgrader's metadata, schema 3."""
    grading = NotebookNode(
        grade=not solution,
        grade_id=identity,
        locked=not solution,
        schema_version=3,
        solution=solution,
        task=False,
    )
    if not solution:
        grading.points = points
    return grading


def settle(
    groups: Sequence[Group],
    base: Mapping[str, str],
    cells: Sequence[NotebookNode],
) -> tuple[list[NotebookNode], list[str]]:
    """Put the generated text into one side's cells.

    Returns
    -------
    list of cells
        The side, each generated cell as its exercise writes it now.
    list of str
        Ids of generated cells that somebody edited by hand, or that no exercise writes.
    """
    fresh = {cell.metadata.id: cell for group in groups for cell in group.cells}
    settled, touched = [], []
    for cell in cells:
        identity = cell.metadata.id
        if not is_generated(identity):
            settled.append(cell)
            continue
        wanted = fresh.get(identity)
        known = {base.get(identity), wanted and digest(wanted)}
        unwritten = wanted is None and identity not in base
        if unwritten or (cell.source and digest(cell) not in known):
            touched.append(identity)
        if wanted is not None:
            settled.append(_with_results(wanted, cell))
    return settled, touched


def _with_results(wanted: NotebookNode, old: NotebookNode) -> NotebookNode:
    """Return a copy of the generated cell; it keeps the outputs if its source is the same."""
    cell = NotebookNode(wanted)
    cell.metadata = NotebookNode(wanted.metadata)
    if cell.cell_type == old.cell_type == "code" and cell.source == old.source:
        cell.outputs = old.outputs
        cell.execution_count = old.execution_count
    return cell


def insert_missing(groups: Sequence[Group], cells: Sequence[NotebookNode]) -> list[NotebookNode]:
    """Return the cells with each group whole: beside its siblings, else before the recap."""
    whole = list(cells)
    for group in groups:
        for cell in group.cells:
            ids = [str(other.metadata.id) for other in whole]
            if cell.metadata.id not in ids:
                whole.insert(_place(group.ids, str(cell.metadata.id), ids), _copy(cell))
    return whole


def _copy(cell: NotebookNode) -> NotebookNode:
    return _with_results(cell, cell)


def _place(siblings: list[str], identity: str, ids: list[str]) -> int:
    position = siblings.index(identity)
    for before in reversed(siblings[:position]):
        if before in ids:
            return ids.index(before) + 1
    for after in siblings[position + 1 :]:
        if after in ids:
            return ids.index(after)
    return ids.index(_BEFORE) if _BEFORE in ids else len(ids)


def edited_by_hand(
    groups: Sequence[Group], identity: str, edited: Sequence[str], lesson: Lesson
) -> CourseError:
    """Return the error that names the file to edit instead of a generated cell."""
    for group in groups:
        if identity in group.ids:
            return lesson.refuse(
                f"cell {identity!r} is generated, and was edited in {' and '.join(edited)}. "
                f"Edit {group.source}; empty the cell (or put its old text back) "
                f"and run 'course build {lesson.number}'."
            )
    return lesson.refuse(
        f"cell {identity!r} has the name of a generated cell, and no exercise writes it. "
        f"Add the exercise's file, or delete the cell."
    )
