import pytest

from course_utils.exercises import Course, DefinitionError, UnknownExercise

PREDICTION = '''"""Exercise {id}: guess."""
from course_utils.exercises import Prediction

EXERCISE = Prediction(prompt="?", right=1, misconceptions={{2: "no"}}, right_text="So.",
                      hints={hints})
'''
THREE = '["a", "b", "c"]'


def test_lessons_and_exercises_are_found_in_their_order(write_course):
    files = {
        f"lesson_02_two/exercise_{n}.py": PREDICTION.format(id=f"2.{n}", hints=THREE)
        for n in (10, 2)
    }
    course = write_course("order_course", {**files, "lesson_01_one/figures.py": ""})
    assert course.lessons() == [1, 2]
    assert [entry.id for entry in course.exercises()] == ["2.2", "2.10"]
    assert course.exercises(1) == []


def test_entry_says_all_that_a_notebook_needs(course):
    entry = course.entry("1.1")
    assert (entry.id, entry.lesson, entry.number, entry.kind) == ("1.1", 1, 1, "exercise")
    assert entry.title == "How many majority rows come with each minority row"
    assert entry.path.name == "exercise_1.py"
    assert entry.module == "toy_course.lesson_01_counting.exercise_1"
    assert [course.entry(name).kind for name in ("1.3", "1.4")] == ["prediction", "question"]


def test_starred_exercise_gives_no_points(course):
    entry = course.entry("2.3")
    assert entry.starred
    assert entry.points == 0


def test_lesson_has_a_title_from_its_docstring_or_its_name(course, write_course):
    assert course.title(1) == "Counting classes"
    bare = write_course("bare_course", {"lesson_07_class_weights/questions.py": ""})
    assert bare.title(7) == "Class weights"


def test_modules_load_when_they_are_asked_for(write_course):
    course = write_course(
        "lazy_course",
        {
            "lesson_01_one/exercise_1.py": PREDICTION.format(id="1.1", hints=THREE),
            "lesson_01_one/exercise_2.py": "raise RuntimeError('loaded')",
        },
    )
    assert course.entry("1.1").id == "1.1"
    with pytest.raises(DefinitionError, match="loaded"):
        course.entry("1.2")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("1.11", "There is no exercise '1.11'. Did you mean '1.1'"),
        ("1.quizz", "Did you mean '1.quiz'?"),
        ("9.1", "There is no exercise '9.1'."),
        ("1.²", "There is no exercise '1.²'. Did you mean '1."),
        ("1." + "1" * 5000, f"There is no exercise '1.{'1' * 38}'. Choose from '1.1'"),
        (1.1, 'Put the exercise\'s number in quotes: "1.1".'),
        (None, 'Name the exercise first, in quotes, such as "1.1".'),
        (len, 'Name the exercise first, in quotes, such as "1.1".'),
        (1, 'Name the exercise first, in quotes, such as "1.1".'),
        ("2.quiz", "There is no exercise '2.quiz'. Did you mean"),
    ],
)
@pytest.mark.parametrize("call", ["check", "hint", "solution", "entry"])
def test_unknown_name_is_told_the_nearest(course, call, name, words):
    with pytest.raises(UnknownExercise) as caught:
        getattr(course, call)(name)
    assert words in str(caught.value)


@pytest.mark.parametrize("call", ["check", "hint", "solution"])
def test_call_without_a_name_is_told_to_give_one(course, call):
    with pytest.raises(UnknownExercise, match="Name the exercise first, in quotes"):
        getattr(course, call)()


def test_unknown_name_shows_no_traceback_in_a_notebook(course):
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell()
    shown = []
    shell._showtraceback = lambda kind, error, lines: shown.extend(lines)
    shell.user_ns["check"] = course.check
    shell.run_cell("check('1.11', len)")
    assert shown == ["There is no exercise '1.11'. Did you mean '1.1'?"]


def test_lesson_that_does_not_exist_is_told_those_that_do(course):
    with pytest.raises(UnknownExercise, match=r"no lesson 9; the lessons are: 1, 2\."):
        course.exercises(9)


def test_kind_of_questions_that_does_not_exist_is_told_the_nearest(course):
    with pytest.raises(UnknownExercise, match="Did you mean 'quiz'"):
        course.questions(1, "quis")
    assert course.questions(2, "quiz") == {}


def test_course_without_lessons_says_so(write_course):
    course = write_course("empty_course", {})
    assert course.lessons() == []
    assert course.first_open_lesson() is None
    assert "no lessons" in course.progress().text
    with pytest.raises(UnknownExercise, match="no lesson has exercises yet"):
        course.check("1.1", len)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (PREDICTION.format(id="1.2", hints=THREE), "let its first line be 'Exercise 1.1: what"),
        (PREDICTION.format(id="1.1", hints="()"), "a numbered exercise needs three hints"),
        ('"""Exercise 1.1: nothing."""', "EXERCISE is NoneType; set EXERCISE ="),
        ("", "let its first line be"),
        (PREDICTION.format(id="1.1", hints='["a"]'), "hints has 1 entries; give three"),
    ],
)
def test_faulty_file_is_named_with_its_cure(write_course, source, words, request):
    name = f"faulty_course_{abs(hash(request.node.name))}"
    course = write_course(name, {"lesson_01_one/exercise_1.py": source})
    with pytest.raises(DefinitionError) as caught:
        course.exercises()
    assert words in str(caught.value)
    assert "lesson_01_one/exercise_1.py" in str(caught.value)


START = '"""Exercise 1.1: guess."""\nfrom course_utils.exercises import Prediction\n'


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (
            f"{START}EXERCISE = Prediction(\n    title='Guess')",
            r"exercise_1\.py, line 3: importing it raised TypeError: .*'title'\.$",
        ),
        (
            f"{START}EXERCISE = Prediction(prompt='?')",
            r"exercise_1\.py, line 3: importing it raised TypeError: .* missing .*\.$",
        ),
        (f"{START}EXERCISE =", r"exercise_1\.py, line 3: importing it raised SyntaxError: "),
        (f"{START}import nope", r"exercise_1\.py, line 3: .*ModuleNotFoundError: .*'nope'\.$"),
        ("raise ValueError", r"exercise_1\.py, line 1: importing it raised ValueError\.$"),
    ],
)
def test_file_that_cannot_be_imported_is_named_with_its_line(write_course, source, words, request):
    name = f"broken_course_{abs(hash(request.node.name))}"
    course = write_course(name, {"lesson_01_one/exercise_1.py": source})
    with pytest.raises(DefinitionError, match=f"^lesson_01_one/{words}") as caught:
        course.exercises()
    assert caught.value.__cause__ is not None


def test_fault_in_a_module_that_an_exercise_imports_is_named_there(write_course):
    files = {"helper.py": "def give():\n    return int('x')"}
    exercise = "from broken_helper_course.lesson_01_one.helper import give\n\ngive()"
    files["exercise_1.py"] = exercise
    course = write_course(
        "broken_helper_course", {f"lesson_01_one/{file}": text for file, text in files.items()}
    )
    with pytest.raises(DefinitionError, match=r"helper\.py, line 2: .*ValueError: invalid"):
        course.entry("1.1")


def test_package_that_does_not_exist_fails_as_python_does():
    with pytest.raises(ModuleNotFoundError, match="no_such_package"):
        Course("no_such_package").lessons()


QUESTION = """from course_utils.exercises import Question

STEP = Question(prompt="?", options={"a": "x", "b": "y"}, right="a", feedback={"b": "no"})
TWO_STEPS = Question(prompt="?", options={"a": "x", "b": "y"}, right="a", feedback={"b": "no"},
                     why=STEP)
"""


@pytest.mark.parametrize(
    ("quiz", "words"),
    [
        ('QUIZ = {"a": "b"}', "QUIZ has 'a': str; give a dict"),
        ('QUIZ = {"1": STEP}', "QUIZ has '1': Question"),
        ('QUIZ = {"a": TWO_STEPS}', "a quiz has one step"),
    ],
)
def test_faulty_quiz_is_named_with_its_cure(write_course, quiz, words, request):
    name = f"faulty_quiz_{abs(hash(request.node.name))}"
    course = write_course(name, {"lesson_01_one/questions.py": QUESTION + quiz})
    with pytest.raises(DefinitionError, match=words) as caught:
        course.questions(1, "quiz")
    assert "lesson_01_one/questions.py" in str(caught.value)


def test_two_packages_for_one_lesson_are_refused(write_course):
    course = write_course("twin_course", {"lesson_01_a/x.py": "", "lesson_01_b/x.py": ""})
    with pytest.raises(DefinitionError, match="two packages claim lesson 1"):
        course.lessons()


def test_lessons_of_the_course_are_a_course():
    from course_utils.lessons import check, course, hint, progress, solution

    assert isinstance(course, Course)
    assert check.__self__ is hint.__self__ is progress.__self__ is solution.__self__ is course
