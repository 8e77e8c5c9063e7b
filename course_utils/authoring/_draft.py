"""A lesson as a build will write it: merged, whole, with the outputs that still hold."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from nbformat import NotebookNode

from course_utils.authoring._cells import digest, is_generated
from course_utils.authoring._execute import execute
from course_utils.authoring._freshness import outputs_digest
from course_utils.authoring._generated import Group, edited_by_hand, insert_missing, settle
from course_utils.authoring._lesson import (
    Lesson,
    notebook_of,
    parse_text,
    read_notebook,
    read_text,
    text_of,
)
from course_utils.authoring._merge import Side, merge
from course_utils.authoring._outputs import unwanted_outputs
from course_utils.files import write_whole


@dataclass
class Draft:
    """A lesson as a build will write it.

    Attributes
    ----------
    cells : list of cells
        Merged, whole, with the outputs that are still true.
    stale : bool
        Whether the outputs must be made again.
    """

    lesson: Lesson
    cells: list[NotebookNode]
    executed: str
    stale: bool
    remembered: str = field(default="", repr=False)

    def run(self, on_cell: Callable[[str], None]) -> None:
        """Execute the cells."""
        execute(self.lesson, self.cells, on_cell)
        self.stale = False

    def refuse_unwanted(self) -> None:
        """Refuse outputs that must not be published."""
        for sentence in unwanted_outputs(self.cells):
            raise self.lesson.refuse(f"{sentence} Mend the cell; nothing was written.")

    def files(self) -> dict[Path, str]:
        """Return the content of both files, the text first."""
        base = [f"{cell.metadata.id} {digest(cell)}" for cell in self.cells]
        executed = self.remembered if self.stale else self.executed
        course = {"cells": base, "executed": executed}
        return {
            self.lesson.text: text_of(self.cells),
            self.lesson.notebook: notebook_of(self.cells, course),
        }

    def differing(self) -> list[Path]:
        """Return the files that a build would change."""
        return [path for path, content in self.files().items() if _content(path) != content]

    def changed_cells(self, path: Path) -> list[str]:
        """Return the ids of the cells that one of the files shows otherwise, or not at all."""
        read = read_text if path == self.lesson.text else read_notebook
        on_disk = read(self.lesson)
        before = {cell.metadata.id: digest(cell) for cell in on_disk.cells} if on_disk else {}
        after = {cell.metadata.id: digest(cell) for cell in self.cells}
        return [name for name in {**before, **after} if before.get(name) != after.get(name)]

    def write(self) -> list[Path]:
        """Write the files that differ; the notebook last, so that a next build mends a half."""
        files = self.files()
        changed = self.differing()
        for path in changed:
            write_whole(path, files[path])
        return changed


def draft(
    lesson: Lesson,
    groups: Sequence[Group],
    lessons: Path,
    *,
    take: Side | None = None,
    take_cells: Iterable[str] = (),
    force: bool = False,
) -> Draft:
    """Merge the two forms of a lesson and its generated cells; write nothing.

    Raises
    ------
    CourseError
        When both sides changed a cell, a generated cell was edited by hand, or a file is damaged.
    """
    text, notebook = read_text(lesson), read_notebook(lesson)
    course = notebook.metadata.get("course", {}) if notebook else {}
    base = dict(str(line).split(" ", 1) for line in course.get("cells", ()))
    sides = [side.cells for side in (text or notebook, notebook or text) if side]
    only = set(take_cells)

    def taken(identity: str) -> Side | None:
        return take if not only or identity in only else None

    ours, theirs = _settle(lesson, groups, base, sides, taken)
    fresh = {cell.metadata.id: digest(cell) for group in groups for cell in group.cells}
    base = {name: fresh.get(name, old) for name, old in base.items()}
    cells, conflicts = merge(base, ours, theirs, taken)
    if conflicts:
        raise lesson.refuse(_conflict_text(lesson, conflicts))
    cells = insert_missing(groups, cells)
    _keep_results(cells, notebook)
    _refuse_unwritable(lesson, cells)
    executed = outputs_digest(lesson, cells, lessons)
    remembered = str(course.get("executed", ""))
    stale = force or executed != remembered or not all(map(_has_run, cells))
    return Draft(lesson, cells, executed, stale, remembered)


def _settle(
    lesson: Lesson,
    groups: Sequence[Group],
    base: dict[str, str],
    sides: Sequence[Sequence[NotebookNode]],
    taken: Callable[[str], Side | None],
) -> list[list[NotebookNode]]:
    """Put the generated text into both sides; refuse what was edited there by hand."""
    (text, text_touched), (notebook, notebook_touched) = (
        settle(groups, base, cells) for cells in sides
    )
    forms: tuple[tuple[Side, Path, list[str]], ...] = (
        ("py", lesson.text, text_touched),
        ("ipynb", lesson.notebook, notebook_touched),
    )
    for identity in (*text_touched, *notebook_touched):
        edited = [
            lesson.shown(path)
            for side, path, touched in forms
            if identity in touched and taken(identity) in (None, side) and path.exists()
        ]
        if edited:
            raise edited_by_hand(groups, identity, edited, lesson)
    return [text, notebook]


def _conflict_text(lesson: Lesson, conflicts: Sequence[object]) -> str:
    shown = "\n\n".join(str(conflict) for conflict in conflicts)
    command = f"course build {lesson.number} --take"
    return (
        f"{lesson.shown(lesson.text)} and {lesson.shown(lesson.notebook)} disagree; "
        f"nothing was written.\n\n{shown}\n\n"
        f"Keep one side with '{command} py' or '{command} ipynb' (with '--cell ID' for one cell "
        "only), or make the cells equal by hand and build again."
    )


def _keep_results(cells: Sequence[NotebookNode], notebook: NotebookNode | None) -> None:
    """Give cells that came from the text the outputs that the notebook has for them."""
    old = {cell.metadata.id: cell for cell in notebook.cells} if notebook else {}
    for cell in cells:
        before = old.get(cell.metadata.id)
        if before is None or before.cell_type != cell.cell_type:
            continue
        if "jupyter" in before.metadata and not is_generated(cell.metadata.id):
            cell.metadata["jupyter"] = before.metadata["jupyter"]
        if cell.cell_type == "code" and cell.source == before.source:
            cell.outputs, cell.execution_count = before.outputs, before.execution_count


def _refuse_unwritable(lesson: Lesson, cells: Sequence[NotebookNode]) -> None:
    """Refuse a cell that would not come back from the text as it was."""
    back = parse_text(text_of(cells)).cells
    for position, cell in enumerate(cells):
        if position >= len(back) or digest(back[position]) != digest(cell):
            raise lesson.refuse(
                f"cell {cell.metadata.id!r} cannot be written as text and read back. "
                "Look for a line that starts with '# %%', or a magic that is commented out."
            )


def _has_run(cell: NotebookNode) -> bool:
    return cell.cell_type != "code" or not cell.source or cell.execution_count is not None


def _content(path: Path) -> str | None:
    return path.read_bytes().decode("utf-8", "replace") if path.exists() else None
