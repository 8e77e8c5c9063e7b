"""The kinds of arguments: a lesson (3, 03 and 03_resampling are the same one), a deck, a port."""

import re
from pathlib import PurePath
from typing import Any

import click

from course_utils.errors import CourseError, did_you_mean
from course_utils.files import shipped_folder

_NUMBERED = re.compile(r"\d\d_\w+")


class Lesson(click.ParamType[int]):
    """A lesson's number, given as a number, a name or a file."""

    name = "lesson"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number of the lesson, or name the nearest one."""
        if isinstance(value, int):
            return value
        names = lesson_names()
        wanted = PurePath(value).name.partition(".")[0]
        number = next((int(name[:2]) for name in names if _is_meant(wanted, name)), None)
        if number is None:
            raise CourseError(f"There is no lesson {value!r}. {_nearest(wanted, names)}")
        return number


def lesson_names() -> list[str]:
    """Return the names of the lessons that have a notebook or its text form."""
    folder = shipped_folder("notebooks")
    files = [*folder.glob("*_*.ipynb"), *folder.glob("src/*_*.py")]
    return sorted({file.stem for file in files if _NUMBERED.fullmatch(file.stem)})


def _is_meant(wanted: str, name: str) -> bool:
    return wanted in (name, name[3:]) or (wanted.isdecimal() and int(wanted) == int(name[:2]))


def _nearest(wanted: str, names: list[str]) -> str:
    if not names:
        return "This installation holds none."
    if wanted.isdecimal():
        return f"Choose from {', '.join(str(int(name[:2])) for name in names)}."
    return did_you_mean(wanted, names)


class Port(click.ParamType[int]):
    """A port that a person may listen at."""

    name = "port"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the port, or say what one is."""
        if str(value).isdecimal() and 0 < int(value) < 2**16:
            return int(value)
        raise CourseError(
            f"{value!r} is no port; give a whole number from 1 to 65535, such as 8890."
        )


class Deck(click.ParamType[int | str]):
    """A lesson's number, or one of these words."""

    name = "deck"

    def __init__(self, *words: str) -> None:
        self.words = words

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | str:
        """Return the number of the lesson, or the word."""
        if value in self.words:
            return str(value)
        try:
            return LESSON.convert(value, param, ctx)
        except CourseError as error:
            raise CourseError(f"{error} Or say {' or '.join(map(repr, self.words))}.") from None


LESSON = Lesson()
DECK, DECKS = Deck("overview"), Deck("overview", "all")
PORT = Port()
