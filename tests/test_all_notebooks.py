"""The same tests over every lesson's notebook."""

import os
import platform
import re
import subprocess
import sys
import warnings
from pathlib import Path

import nbformat
import pytest

from course_utils.authoring._cells import clean
from course_utils.authoring._execute import execute
from course_utils.authoring._lesson import Lesson, find_lessons
from course_utils.authoring._lint import lint
from course_utils.authoring._outputs import output_texts, unwanted_outputs
from course_utils.authoring._scoreboard import update_scoreboard
from course_utils.datasets import list_datasets
from course_utils.exercises import Course, Exercise, Question, function_source
from course_utils.outline import outline_titles
from course_utils.studies import load_study

ROOT = Path(__file__).parents[1]
COURSE = Course("course_utils.lessons")
TITLES = {
    "01_introduction": "Introduction to Imbalanced Datasets",
    "02_problem": "Why Imbalanced Datasets are a Problem",
    "03_resampling": "Resampling Techniques",
    "04_oversampling": "Oversampling Techniques",
    "05_undersampling": "Undersampling Techniques",
    "06_metrics": "Evaluation Metrics for Imbalanced Datasets",
    "07_class_weights": "Class Weight Adjustment",
    "08_ensembles": "Ensemble Methods",
    "09_cost_sensitive": "Cost-Sensitive Learning",
    "10_augmentation": "Data Augmentation",
    "11_one_class": "One-Class Classification",
    "12_anomaly_detection": "Anomaly Detection",
    "13_domain_specific": "Domain-Specific Approaches",
    "14_best_practices": "Best Practices and Conclusion",
}
NBVAL_IGNORES = {"nbval-ignore-output", "nbval-skip", "raises-exception"}
LESSONS = [lesson for lesson in find_lessons(ROOT) if lesson.notebook.exists()]
over_lessons = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)


def cells_of(lesson: Lesson):
    notebook = nbformat.read(lesson.notebook, as_version=4)
    return notebook.cells


def test_outline_has_the_fourteen_titles():
    titles = {int(name[:2]): title for name, title in TITLES.items()}
    assert outline_titles() == titles


def test_every_file_of_the_notebooks_folder_is_a_lesson_of_the_outline():
    folder = ROOT / "notebooks"
    found = {path.stem for path in [*folder.glob("*.ipynb"), *folder.glob("src/*.py")]}
    assert found <= set(TITLES)


@over_lessons
def test_lesson_has_both_forms_and_a_package_of_its_name(lesson):
    assert lesson.text.exists()
    assert (ROOT / "course_utils" / "lessons" / f"lesson_{lesson.name}").is_dir()


@over_lessons
def test_lesson_opens_with_its_number(lesson):
    first = cells_of(lesson)[0]
    assert first.cell_type == "markdown"
    assert first.source.startswith(f"# {lesson.number} · ")


@over_lessons
def test_lesson_keeps_to_the_rules(lesson):
    assert list(lint(lesson, cells_of(lesson))) == []


@over_lessons
def test_outputs_show_nothing_of_a_machine(lesson):
    assert list(unwanted_outputs(cells_of(lesson))) == []


@over_lessons
def test_links_to_other_files_lead_somewhere(lesson):
    text = "\n".join(cell.source for cell in cells_of(lesson))
    linked = set(re.findall(r"\]\(([\w./-]+\.\w+)[)#]", text))
    assert [name for name in linked if not (lesson.notebook.parent / name).exists()] == []


@over_lessons
def test_cells_of_the_file_are_named_by_their_ids(lesson):
    assert [cell.id for cell in cells_of(lesson)] == [
        cell.metadata.id for cell in cells_of(lesson)
    ]


@over_lessons
def test_nearly_every_output_is_compared(lesson):
    code = [cell for cell in cells_of(lesson) if cell.cell_type == "code"]
    ignored = [
        cell.id
        for cell in code
        if NBVAL_IGNORES & {*cell.metadata.get("tags", ())} or "NBVAL_" in cell.source
    ]
    assert len(ignored) <= 0.1 * len(code), f"{ignored} of {len(code)} code cells are ignored"


@over_lessons
def test_scoreboard_of_the_course_is_what_the_lesson_printed(lesson):
    assert update_scoreboard(lesson, cells_of(lesson), write=False) == []


def test_scoreboard_of_the_course_names_data_sets_of_the_course():
    assert {*load_study("scoreboard")["data"]} <= {*list_datasets()["name"], "card_fraud"}


@over_lessons
def test_every_exercise_stands_in_its_lesson(lesson):
    ids = {cell.id for cell in cells_of(lesson)}
    names = [f"ex-{entry.lesson}-{entry.number}" for entry in COURSE.exercises(lesson.number)]
    kinds = [kind for kind in ("quiz", "recall") if COURSE.questions(lesson.number, kind)]
    assert {*names, *(f"ex-{lesson.number}-{kind}" for kind in kinds)} <= ids


def solved_cells(lesson):
    """Return the lesson's cells with every exercise, quiz and recall answered rightly."""
    sources = {}
    for entry in COURSE.exercises(lesson.number):
        sources[f"ex-{entry.lesson}-{entry.number}"] = solved_source(entry)
    for kind in ("quiz", "recall"):
        answers = {
            key: right_answer(question)
            for key, question in COURSE.questions(lesson.number, kind).items()
        }
        keys = ", ".join(f"{key}={answer!r}" for key, answer in answers.items())
        sources[f"ex-{lesson.number}-{kind}"] = f'check("{lesson.number}.{kind}", {keys})'
    cells = clean(nbformat.read(lesson.notebook, as_version=4)).cells
    for cell in cells:
        cell.source = sources.get(cell.metadata.id, cell.source)
    return cells


def solved_source(entry):
    """Return the answer cell of an exercise, with the reference solution."""
    definition, name = entry.definition, f"{entry.lesson}_{entry.number}"
    if isinstance(definition, Exercise):
        return function_source(definition.solution)
    source = f"answer_{name} = {right_answer(definition)!r}"
    why = getattr(definition, "why", None)
    return f"{source}\nwhy_{name} = {right_answer(why)!r}" if why else source


@pytest.mark.parametrize("number", [10, 13])
def test_networks_load_without_a_word_whatever_the_processor(number):
    """On processors with VNNI, and when told so, TensorFlow says that last digits may differ."""
    lesson = next(lesson for lesson in LESSONS if lesson.number == number)
    setup = next(cell for cell in cells_of(lesson) if "setup" in cell.metadata.get("tags", ()))
    told = {**os.environ, "TF_ENABLE_ONEDNN_OPTS": "1", "TF_CPP_MIN_LOG_LEVEL": "0"}
    found = subprocess.run(
        [sys.executable, "-c", setup.source], cwd=ROOT, env=told, capture_output=True, text=True
    )
    assert found.returncode == 0, found.stderr
    assert "keras" in setup.source
    assert found.stderr == ""


def right_answer(definition):
    if not isinstance(definition, Question):
        return definition.right
    keys = sorted(definition.right_keys)
    return set(keys) if definition.several else keys[0]


@over_lessons
def test_solved_exercises_earn_full_points(lesson, tmp_path, monkeypatch):
    """Only what grading runs is run: setup, answers, checks."""
    import matplotlib

    monkeypatch.setenv("COURSE_STATE", str(tmp_path / "state.json"))
    namespace, earned = {"__name__": "__main__"}, {}
    with matplotlib.rc_context(), warnings.catch_warnings():
        warnings.simplefilter("default")
        for cell in solved_cells(lesson):
            identity = cell.metadata.id
            if "setup" in cell.metadata.get("tags", ()):
                exec(cell.source, namespace)
            elif cell.cell_type == "code" and identity.startswith("ex-"):
                if cell.source.startswith("check("):
                    report = eval(cell.source, namespace)
                    assert report.outcome == "right", report.text
                    earned[identity] = (report.points, report.max_points)
                else:
                    exec(cell.source, namespace)
    points = {entry.id: entry.points for entry in COURSE.exercises(lesson.number)}
    assert sum(maximum for _, maximum in earned.values()) == sum(points.values()) > 0
    assert all(got == maximum for got, maximum in earned.values())


@pytest.mark.slow
@over_lessons
def test_solved_lesson_runs_from_top_to_bottom_with_full_points(lesson):
    cells = solved_cells(lesson)
    execute(lesson, cells)
    for cell in cells:
        if cell.cell_type == "code" and cell.source.startswith("check("):
            shown = cell.outputs[-1].data["text/plain"]
            assert ": right" in shown, f"{cell.metadata.id}: {shown}"
    assert list(unwanted_outputs(cells)) == []


@pytest.mark.slow
@pytest.mark.skipif(platform.machine() not in ("x86_64", "AMD64"), reason="a kernel of x86 CPUs")
@over_lessons
def test_printed_numbers_agree_on_an_older_processor(lesson, monkeypatch):
    """Sums in another order move last digits; a score that hangs on them must not be printed."""
    monkeypatch.setenv("OPENBLAS_CORETYPE", "Haswell")
    cells = clean(nbformat.read(lesson.notebook, as_version=4)).cells
    committed = {cell.metadata.id: numbers(cell) for cell in cells}
    execute(lesson, cells)
    moved = {
        cell.metadata.id: sorted(numbers(cell) ^ committed[cell.metadata.id])
        for cell in cells
        if numbers(cell) != committed[cell.metadata.id]
    }
    assert moved == {}


def numbers(cell):
    """Return the numbers that a cell printed, as they stand there."""
    texts = " ".join(text for output in cell.get("outputs", ()) for text in output_texts(output))
    return set(re.findall(r"-?\d+\.\d+", texts))
