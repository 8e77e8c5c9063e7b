"""`course build --check` compares, writes nothing, and names the command that mends."""

import pytest


def check(clone):
    before = clone.bytes()
    result = clone.build(check=True)
    assert clone.bytes() == before
    assert result.written == ()
    return result


def test_clone_in_line_passes(clone):
    result = check(clone)
    assert (result.exit_status, result.messages) == (0, ())


def test_edited_text_is_named_with_the_command(clone):
    clone.edit_text("Sums are sums.", "Sums are certain.")
    result = check(clone)
    assert result.exit_status == 1
    assert "notebooks/03_toy.ipynb" in result.messages[0]
    assert "cell 'recap'" in result.messages[0]
    assert result.messages[0].endswith("run 'course build 3'.")


def test_text_laid_out_otherwise_is_named_with_the_command(clone):
    clone.edit_text("print(1 + 1)\n", "print(1 + 1)\n\n\n\n")
    result = check(clone)
    assert result.exit_status == 1
    assert "03_toy.py is not laid out as a build writes it" in result.messages[0]
    assert clone.build().written == (clone.text,)


def test_edited_exercise_is_named_with_the_command(clone):
    clone.write(clone.exercise, clone.exercise.read_text().replace("Return twice", "Give twice"))
    result = check(clone)
    assert result.exit_status == 1
    assert "run 'course build 3'." in result.messages[0]


def test_stale_outputs_are_named_with_the_command(clone):
    source = clone.exercise.read_text()
    clone.write(clone.exercise, source.replace("Three twice is six.", "Six is wanted."))
    result = check(clone)
    assert result.exit_status == 1
    assert len(result.messages) == 1
    assert "changed since notebooks/03_toy.ipynb was executed" in result.messages[0]
    clone.build()
    assert check(clone).exit_status == 0


def test_conflict_is_shown(clone):
    clone.edit_text("Sums are sums.", "Sums are certain.")
    clone.edit_cell("recap", "Sums are small.")
    result = check(clone)
    assert result.exit_status == 2
    assert "+Sums are small." in result.messages[0]


def test_lint_fails_the_check_and_not_the_build(clone):
    clone.edit_text(' slideshow={"slide_type": "skip"} tags=["setup"]', "")
    assert clone.build().exit_status == 0
    result = check(clone)
    assert result.exit_status == 1
    assert "Lesson 3, cell 'setup': has the slide_type None" in result.messages[0]


def test_one_refused_lesson_does_not_stop_the_others(clone):
    clone.write(clone.text.with_name("04_other.py"), '# %% id="one"\nprint(1)\n')
    clone.edit_cell("ex-3-1", "def double(x):\n    return 2 * x")
    result = clone.build()
    assert result.exit_status == 2
    assert [path.name for path in result.written] == ["04_other.py", "04_other.ipynb"]


def test_broken_exercise_is_told_in_a_sentence(clone):
    clone.write(clone.exercise, clone.exercise.read_text().replace("hints=[", "hints=['more', "))
    result = clone.build()
    assert result.exit_status == 2
    assert "hints has 4 entries" in result.messages[0]


def test_bar_names_lesson_and_cell(clone, capsys, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
    clone.build(force=True, progress=True)
    shown = capsys.readouterr().err
    assert "03_toy" in shown
    assert "cell ex-3-1-check" in shown


@pytest.mark.parametrize("order", [(3,), ()])
def test_lessons_are_chosen_by_number(clone, order):
    assert clone.build(*order).exit_status == 0
