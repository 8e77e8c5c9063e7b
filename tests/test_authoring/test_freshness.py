"""A lesson is executed again when, and only when, its outputs could be different."""

import pytest

from course_utils.authoring._freshness import essence


@pytest.fixture
def runs(clone, monkeypatch):
    """Build, and tell whether the lesson was executed."""
    from course_utils.authoring import _draft

    calls = []
    play = _draft.execute

    def execute(*arguments):
        calls.append(1)
        play(*arguments)

    monkeypatch.setattr(_draft, "execute", execute)

    def build(**options):
        calls.clear()
        assert clone.build(**options).exit_status == 0
        return bool(calls)

    return build


def test_nothing_changed_nothing_runs(runs):
    assert not runs()
    assert runs(force=True)


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [("print(1 + 1)", "print(1 + 2)", True), ("Sums are sums.", "Sums are certain.", False)],
)
def test_code_runs_again_and_prose_does_not(clone, runs, old, new, again):
    clone.edit_text(old, new)
    assert runs() is again


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [
        ('"Three twice is six."', '"Six is wanted."', True),
        ('"""Exercise 3.1: double a number."""', '"""Exercise 3.1: double one number."""', False),
        ("    expect(answer(3) == 6", "    # Six it is.\n    expect(answer(3) == 6", False),
    ],
)
def test_exercise_runs_again_unless_only_words_about_it_changed(clone, runs, old, new, again):
    source = clone.exercise.read_text()
    assert old in source
    clone.write(clone.exercise, source.replace(old, new))
    assert runs() is again


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("MANIFEST.json", '{"seeds": {"n": 1}}', '{"seeds": {"n": 2}}'),
        ("sources.toml", "[seeds]\npositive = 1\n", "[seeds]\npositive = 2\n"),
        ("studies/seeds.csv", "a\n1\n", "a\n2\n"),
    ],
)
def test_only_data_and_studies_that_the_lesson_names_count(clone, runs, file, before, after):
    clone.write(clone.root / "data" / "MANIFEST.json", '{"seeds": {"n": 1}}')
    clone.write(clone.root / "data" / file, before)
    assert not runs()
    clone.edit_text("print(1 + 1)", 'print("seeds")')
    assert runs()
    clone.write(clone.root / "data" / file, after)
    assert runs()


def test_cell_that_has_never_run_runs(clone, runs):
    notebook = clone.read()
    clone.cell("sum", notebook).execution_count = None
    clone.save(notebook)
    assert runs()


def test_essence_keeps_strings_that_are_no_docstrings():
    source = (
        'x = """# no comment"""  # one\ny = f"{x}#"\n\nclass A:\n    """Doc."""\n\n    z = 1\n'
    )
    assert essence(source) == 'x = """# no comment"""\ny = f"{x}#"\nclass A:\n    z = 1'


def test_lesson_that_lists_the_sets_runs_again_for_any_of_them(clone, runs):
    clone.write(clone.root / "data" / "MANIFEST.json", '{"seeds": {"n": 1}}')
    clone.edit_text("print(1 + 1)", "from course_utils.datasets import list_datasets")
    assert runs()
    clone.write(clone.root / "data" / "MANIFEST.json", '{"seeds": {"n": 2}}')
    assert runs()
