"""Find the lessons of a package and load their exercises, each when it is asked for."""

import importlib
import pkgutil
import re
import traceback
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

from course_utils.errors import CourseError, did_you_mean
from course_utils.exercises._definition import DefinitionError
from course_utils.exercises._entry import Definition, Entry
from course_utils.exercises._exercise import Exercise
from course_utils.exercises._prediction import Prediction
from course_utils.exercises._question import Question
from course_utils.exercises._stub import TITLES

_LESSON = re.compile(r"lesson_(\d{2})_\w+")
_EXERCISE = re.compile(r"exercise_(\d+)")
_ID = re.compile(r"(\d{1,4})\.(\d{1,4})", re.ASCII)


class UnknownExercise(CourseError):
    """No lesson, exercise or quiz has the given name."""


class Catalog:
    """The lessons below a package, found by their names; no registry to keep."""

    def __init__(self, package: str) -> None:
        self.package = package

    def lessons(self) -> list[int]:
        """Return the numbers of the lessons that exist."""
        return sorted(self._folders())

    def title(self, lesson: int) -> str:
        """Return a lesson's title from the first line of its package's docstring."""
        name = self._folder(lesson)
        first = (self._import(name).__doc__ or "").strip().partition("\n")[0]
        title = re.sub(r"^Lesson \d+: ", "", first).rstrip(".")
        if not title:
            title = name.rpartition(".")[2][len("lesson_00_") :].replace("_", " ")
        return title[0].upper() + title[1:]

    def numbers(self, lesson: int) -> list[int]:
        """Return the numbers of a lesson's exercises."""
        names = self._modules(self._folder(lesson))
        return sorted(int(match[1]) for name in names if (match := _EXERCISE.fullmatch(name)))

    def entry(self, name: str | None) -> Entry:
        """Return one exercise, its module loaded."""
        match = _ID.fullmatch(name) if isinstance(name, str) else None
        if match is None:
            raise self._unknown(name)
        lesson, number = int(match[1]), int(match[2])
        if lesson not in self.lessons() or number not in self.numbers(lesson):
            raise self._unknown(name)
        return self._entry(lesson, number)

    def questions(self, lesson: int, kind: str) -> Mapping[str, Question]:
        """Return a lesson's quiz or recall questions; empty when it has none."""
        folder = self._folder(lesson)
        if kind not in TITLES:
            raise UnknownExercise(f"There is no kind {kind!r}. {did_you_mean(kind, TITLES)}")
        if "questions" not in self._modules(folder):
            return {}
        module = self._import(f"{folder}.questions")
        questions: Mapping[str, Question] = getattr(module, kind.upper(), {})
        for key, question in questions.items():
            if not isinstance(question, Question) or not str(key).isidentifier():
                raise DefinitionError(
                    f"{_short(module)}: {kind.upper()} has {key!r}: {type(question).__name__}; "
                    'give a dict such as {"a": Question(...)}.'
                )
            if question.why is not None:
                raise DefinitionError(
                    f"{_short(module)}: {kind.upper()} {key!r} asks why; a quiz has one step, "
                    "make it a numbered exercise."
                )
        return questions

    def ids(self) -> list[str]:
        """Return every name that a check knows, without loading an exercise."""
        names = []
        for lesson in self.lessons():
            names += [f"{lesson}.{number}" for number in self.numbers(lesson)]
            names += [f"{lesson}.{kind}" for kind in TITLES if self.questions(lesson, kind)]
        return names

    def _entry(self, lesson: int, number: int) -> Entry:
        """Load one exercise's module and read its title and definition."""
        module = self._import(f"{self._folder(lesson)}.exercise_{number}")
        name = f"{lesson}.{number}"
        first = (module.__doc__ or "").strip().partition("\n")[0]
        start = f"Exercise {name}: "
        if not first.startswith(start) or len(first) <= len(start):
            raise DefinitionError(
                f"{_short(module)}: the docstring starts with {first[:60]!r}; "
                f"let its first line be '{start}what to do.'"
            )
        title = first.removeprefix(start).rstrip(".")
        return Entry(
            id=name,
            lesson=lesson,
            number=number,
            title=title[0].upper() + title[1:],
            definition=_definition(module),
            path=_path(module),
            module=module.__name__,
        )

    def _folders(self) -> dict[int, str]:
        """Return the lesson packages by number."""
        found: dict[int, str] = {}
        for name in self._modules(self.package):
            if match := _LESSON.fullmatch(name):
                number = int(match[1])
                if number in found:
                    raise DefinitionError(
                        f"{self.package}: two packages claim lesson {number}, "
                        f"{found[number].rpartition('.')[2]} and {name}; rename one."
                    )
                found[number] = f"{self.package}.{name}"
        return found

    def _folder(self, lesson: int) -> str:
        """Return a lesson's package, or say which lessons exist."""
        folders = self._folders()
        if lesson not in folders:
            listed = ", ".join(str(number) for number in sorted(folders)) or "none yet"
            raise UnknownExercise(f"There is no lesson {lesson!r}; the lessons are: {listed}.")
        return folders[lesson]

    def _modules(self, package: str) -> list[str]:
        """Return the names of the modules in a package, without importing them."""
        return [module.name for module in pkgutil.iter_modules(self._import(package).__path__)]

    def _import(self, name: str) -> ModuleType:
        """Import a module by its full name, or say where a lesson's file fails and how."""
        try:
            return importlib.import_module(name)
        except CourseError:
            raise
        except Exception as error:
            place = _failing_place(error, f"{self.package}.")
            if not place:
                raise
            said = f"{type(error).__name__}: {error}".strip().rstrip(":.")
            raise DefinitionError(f"{place}: importing it raised {said}.") from error

    def _unknown(self, name: object) -> UnknownExercise:
        """Return the sentence on a name that no exercise has."""
        ids = self.ids()
        if not ids:
            return UnknownExercise(f"There is no exercise {name!r}; no lesson has exercises yet.")
        if isinstance(name, float):
            return UnknownExercise(f'Put the exercise\'s number in quotes: "{name}".')
        if not isinstance(name, str):
            return UnknownExercise(f'Name the exercise first, in quotes, such as "{ids[0]}".')
        return UnknownExercise(f"There is no exercise {name[:40]!r}. {did_you_mean(name, ids)}")


def _failing_place(error: Exception, package: str) -> str:
    """Return file and line of the lessons where an import failed, or nothing."""
    for frame, line in reversed(list(traceback.walk_tb(error.__traceback__))):
        if str(frame.f_globals.get("__name__")).startswith(package):
            return f"{_short_path(Path(frame.f_code.co_filename))}, line {line}"
    if isinstance(error, SyntaxError) and error.filename:
        return f"{_short_path(Path(error.filename))}, line {error.lineno}"
    return ""


def _definition(module: ModuleType) -> Definition:
    """Return a module's EXERCISE, or say what it must be."""
    definition = getattr(module, "EXERCISE", None)
    if not isinstance(definition, Exercise | Question | Prediction):
        raise DefinitionError(
            f"{_short(module)}: EXERCISE is {type(definition).__name__}; "
            "set EXERCISE = Exercise(...), Question(...) or Prediction(...)."
        )
    if len(definition.hints) == 0:
        raise DefinitionError(
            f"{_short(module)}: a numbered exercise needs three hints; "
            "give the direction, the line, nearly the code."
        )
    return definition


def _path(module: ModuleType) -> Path:
    """Return a module's file."""
    assert module.__file__ is not None
    return Path(module.__file__)


def _short(module: ModuleType) -> str:
    """Return a module's file with its folder, as authors call it."""
    return _short_path(_path(module))


def _short_path(path: Path) -> str:
    """Return a file with its folder."""
    return f"{path.parent.name}/{path.name}"
