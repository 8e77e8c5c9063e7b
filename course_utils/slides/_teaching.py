"""The teacher's guide: fourteen meetings, made from the lessons' title cards and notes."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from course_utils.files import need_repository, shipped_folder, write_whole
from course_utils.slides._notebook import (
    Cell,
    DeckFault,
    find_notebooks,
    heading_of,
    is_shown,
    lesson_number,
    read_notebook,
    slide_type,
    title_of,
)

_PROMPT = re.compile(r"ex-\d+-\w+-prompt")
_EXERCISE = re.compile(r"Exercise (\d+\.\d+) · (.+)")
_WORTH = re.compile(r"^\*([^*\n]+?\d+ minutes?)\.?\*", re.MULTILINE)
_MINUTES = re.compile(r"^\*([^*]*\bminutes?\b[^*]*?)\.?\*\s*")
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z\"“(`*])|(?<=[.?!][\"”)])\s+(?=[A-Z\"“(`*])")
_TO_ASK = re.compile(r"^(Ask|Let|Collect|Take|Closing|Usual|Popular|The usual|Hands)\b|\?")

_OPENING = """\
# Teaching the course

Fourteen meetings, {minutes} minutes in all. This page is made from the lessons' title cards and \
notes: change them there, and run `make build`.

**Before the first meeting.** `make slides` writes one deck per lesson to `slides/build`; each \
opens from disk, with the network unplugged. `course present 3` opens lesson 3; `course slides \
all --pdf --notes` prints all, the notes below each slide. Let participants run `make lab` once \
at home: it fetches what the course needs, and nothing is fetched later.

**In the room.** The deck leads; key S opens the notes, which tell minutes, what to ask and the \
usual wrong answer, key C the contents. Ask first and show afterwards: results wait for the next \
key. Exercises are done in JupyterLab, in `work/`. Their checks say which misconception is \
behind a wrong answer: walk about and read them.

**Between meetings.** The exercises marked "home", and the quiz. Participants see their points \
with `progress()`, or with `.venv/bin/course status`.

**Where the answers are.** To questions with options: in the notes of each lesson's last slide. \
For the others, solution, checks and known wrong answers are one file, named below. Participants \
get `solution("3.1")` after they have passed, or after three tries.
"""


@dataclass
class Meeting:
    """What a teacher needs of one lesson."""

    number: int
    name: str
    title: str
    card: str
    plan: str = ""
    pages: list[tuple[str, str, str]] = field(default_factory=list)
    """Heading, minutes, and what to ask, for each slide with a note."""
    exercises: list[tuple[str, str, str]] = field(default_factory=list)
    """Number, title, and points with minutes."""

    @property
    def minutes(self) -> int:
        """Return how long the title card says that the lesson takes."""
        found = re.search(r"About (\d+) minutes", self.card)
        if found is None:
            raise DeckFault(
                f"Lesson {self.number}: its title card does not say how long it takes: write a "
                "line such as 'About 75 minutes · needs lessons 1 and 2'."
            )
        return int(found[1])


def teaching_guide(notebooks: Path | None = None) -> str:
    """Return the teacher's guide, as ``slides/TEACHING.md`` holds it.

    Parameters
    ----------
    notebooks : pathlib.Path, optional
        Where the notebooks are; the course's own by default.

    Returns
    -------
    str
        Markdown: an opening, then a part for each lesson that exists.

    Raises
    ------
    DeckFault
        When a title card names no minutes, or a lesson has no note on its title.

    Examples
    --------
    >>> teaching_guide().splitlines()[0]
    '# Teaching the course'
    """
    meetings = [
        _meeting(path) for path in find_notebooks([], notebooks or shipped_folder("notebooks"))
    ]
    opening = _OPENING.format(minutes=sum(meeting.minutes for meeting in meetings))
    return "\n".join([opening, *map(_part, meetings)])


def write_guide() -> Path:
    """Write the teacher's guide to ``slides/TEACHING.md`` of the clone, and return its path."""
    path = need_repository("course slides --texts") / "slides" / "TEACHING.md"
    write_whole(path, teaching_guide())
    return path


def _meeting(path: Path) -> Meeting:
    notebook = read_notebook(path)
    shown = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    card = next((cell["source"] for cell in shown if is_shown(cell)), "")
    meeting = Meeting(lesson_number(path), path.stem, title_of(notebook, path), card)
    heading = meeting.title
    for cell in notebook["cells"]:
        if cell["cell_type"] != "markdown":
            continue
        if slide_type(cell) == "notes":
            _note(meeting, heading, cell["source"])
            continue
        heading = heading_of(cell) or heading
        _exercise(meeting, cell)
    if not meeting.plan:
        raise DeckFault(
            f"Lesson {meeting.number}: its title slide has no note with the timing: say in it how "
            "the minutes are spent, what to leave out and what is for home."
        )
    return meeting


def _note(meeting: Meeting, heading: str, source: str) -> None:
    text = " ".join(source.split())
    timed = _MINUTES.match(text)
    said = _SENTENCE.split(text[timed.end() :] if timed else text)
    if not meeting.plan and heading == meeting.title:
        at = next((i for i, part in enumerate(said) if part.startswith("Timing")), len(said))
        meeting.plan = " ".join(said[at:])
        said = said[:at]
    ask = " ".join(part for part in said if _TO_ASK.search(part))
    meeting.pages.append((heading, timed[1] if timed else "", ask))


def _exercise(meeting: Meeting, cell: Cell) -> None:
    found = _EXERCISE.search(cell["source"]) if _PROMPT.fullmatch(str(cell.get("id"))) else None
    if found:
        worth = _WORTH.search(cell["source"])
        meeting.exercises.append((found[1], found[2], worth[1] if worth else ""))


def _part(meeting: Meeting) -> str:
    card = [block for block in meeting.card.split("\n\n") if not block.startswith("#")]
    lines = [f"## {meeting.title}", "", "\n\n".join(card).strip(), "", meeting.plan, ""]
    lines += ["| Slide | Time | What to ask, and what comes |", "| --- | --- | --- |"]
    lines += [
        f"| {_cell(heading)} | {_cell(time)} | {_cell(ask)} |"
        for heading, time, ask in meeting.pages
        if time or ask
    ]
    lines += [
        "",
        f"Exercises, and where their answers are (`course_utils/lessons/lesson_{meeting.name}/`):",
        "",
    ]
    at_home = meeting.plan.partition("For home")[2]
    lines += [
        f"- **{number}** {title} ({worth}; {'home' if number in at_home else 'in class'}): "
        f"`exercise_{number.partition('.')[2]}.py`"
        for number, title, worth in meeting.exercises
    ]
    lines += ["- Warm-up and quiz: `questions.py`", ""]
    return "\n".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", r"\|")
