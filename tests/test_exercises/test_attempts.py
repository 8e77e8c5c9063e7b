import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from course_utils.errors import CourseError
from course_utils.exercises import Attempts, state_path


def test_state_is_where_the_variable_says(state):
    assert state_path() == state


def test_state_lies_in_the_workspace_of_the_current_folder(tmp_path, monkeypatch):
    monkeypatch.delenv("COURSE_STATE")
    inner = tmp_path / "work" / "deep"
    inner.mkdir(parents=True)
    (tmp_path / "work" / ".course-workspace").touch()
    monkeypatch.chdir(inner)
    assert state_path() == tmp_path / "work" / "course-state.json"


def test_state_outside_a_workspace_is_the_user_s_own(tmp_path, monkeypatch):
    monkeypatch.delenv("COURSE_STATE")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "xdg"))
    monkeypatch.chdir(tmp_path)
    assert "course-utils" in state_path().parts
    assert not state_path().exists()


def test_same_attempt_twice_counts_once():
    attempts = Attempts()
    for digest in ("a", "b", "a"):
        record = attempts.add_attempt("1.1", digest=digest, share=0)
    assert sorted(record.attempts) == ["a", "b"]
    assert attempts.get("1.1") == record


def test_pass_and_best_points_stay_when_a_later_attempt_is_wrong():
    attempts = Attempts()
    attempts.add_attempt("1.1", digest="a", share=1, passed="v1")
    record = attempts.add_attempt("1.1", digest="b", share=0.5)
    assert (record.share, record.passed) == (1, "v1")


def test_hint_depth_never_goes_back():
    attempts = Attempts()
    attempts.open_hint("1.1", 2)
    assert attempts.open_hint("1.1", 1).hints == 2


def test_reading_writes_nothing(state):
    assert Attempts().records() == {}
    assert not state.parent.exists()


def test_same_state_is_not_written_again(state):
    attempts = Attempts()
    attempts.open_hint("1.1", 1)
    before = state.stat().st_mtime_ns
    attempts.open_hint("1.1", 1)
    assert state.stat().st_mtime_ns == before


def record_of(*, share="0", passed='""', attempts="[]", hints="0"):
    """Return the text of a state with one record, its parts in JSON."""
    parts = f'"share": {share}, "passed": {passed}, "attempts": {attempts}, "hints": {hints}'
    return f'{{"version": 1, "exercises": {{"1.1": {{{parts}}}}}}}'


def test_whole_record_is_read(state):
    state.parent.mkdir()
    state.write_text(record_of(share="1", passed='"v1"', attempts='["a"]', hints="2"))
    record = Attempts().get("1.1")
    assert (record.share, record.passed, record.attempts, record.hints) == (1, "v1", ("a",), 2)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"version": 2, "exercises": {}}',
        '{"version": 1, "exercises": {"1.1": {"share": "much"}}}',
        '{"version": 1, "exercises": {"1.1": 3}}',
        record_of(hints="Infinity"),
        record_of(hints="-5"),
        record_of(hints="1e3"),
        record_of(share="NaN"),
        record_of(share="1e999"),
        record_of(share="true"),
        record_of(attempts='"abc"'),
        record_of(attempts="[3]"),
        record_of(passed="null"),
        "[" * 100_000,
        "\x00\x01",
    ],
)
def test_damaged_state_is_laid_aside_and_kept(state, text):
    state.parent.mkdir()
    state.write_text(text)
    attempts = Attempts()
    record = attempts.add_attempt("1.1", digest="a", share=1, passed="v1")
    assert record.passed == "v1"
    aside = state.with_name("course-state.damaged-1.json")
    assert aside.read_text() == text
    notice = attempts.take_notice()
    assert str(aside) in notice
    assert "damaged" in notice
    assert attempts.take_notice() == ""
    assert Attempts().get("1.1").passed == "v1"


def test_second_damaged_state_does_not_replace_the_first(state):
    state.parent.mkdir()
    for text in ("first", "second"):
        state.write_text(text)
        Attempts().records()
    asides = sorted(path.read_text() for path in state.parent.glob("*.damaged-*"))
    assert asides == ["first", "second"]


def test_state_that_is_no_utf8_is_laid_aside(state):
    state.parent.mkdir()
    state.write_bytes(b"\xff\xfe")
    assert Attempts().records() == {}
    assert state.with_name("course-state.damaged-1.json").exists()


def test_state_that_is_too_large_is_laid_aside_unread(state):
    state.parent.mkdir()
    state.write_bytes(b" " * 6_000_000)
    assert Attempts().records() == {}
    assert state.with_name("course-state.damaged-1.json").stat().st_size == 6_000_000


def make_pipe(path):
    os.mkfifo(path)


def make_link(path):
    (path.parent / "folder").mkdir()
    path.symlink_to(path.parent / "folder")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
@pytest.mark.parametrize("make", [Path.mkdir, make_pipe, make_link])
def test_state_that_is_no_regular_file_is_refused_and_stays(state, make):
    state.parent.mkdir()
    make(state)
    before = sorted(path.name for path in state.parent.iterdir())
    for use in (Attempts().records, lambda: Attempts().open_hint("1.1", 1)):
        with pytest.raises(CourseError, match="is no regular file"):
            use()
    assert sorted(path.name for path in state.parent.iterdir()) == before
    assert state.exists()
    assert not state.is_file()


def test_tilde_in_the_variable_is_the_learner_s_home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("COURSE_STATE", "~/points.json")
    assert state_path() == tmp_path / "points.json"


def test_home_that_nobody_has_ends_in_a_sentence(monkeypatch):
    monkeypatch.setenv("COURSE_STATE", "~no-such-person/points.json")
    with pytest.raises(CourseError, match="set it to a file of yours"):
        Attempts().records()


def test_place_that_cannot_be_made_ends_in_a_sentence(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("COURSE_STATE", str(tmp_path / "file" / "state.json"))
    attempts = Attempts()
    with pytest.raises(CourseError, match="yours to write in"):
        attempts.open_hint("1.1", 1)


def test_what_cannot_be_stored_is_known_in_the_session_and_stored_once_it_can(
    tmp_path, monkeypatch
):
    (tmp_path / "file").touch()
    monkeypatch.setenv("COURSE_STATE", str(tmp_path / "file" / "state.json"))
    attempts = Attempts()
    for digest in "ab":
        with pytest.raises(CourseError):
            attempts.add_attempt("1.1", digest=digest, share=0.5)
    assert attempts.get("1.1").attempts == ("a", "b")
    monkeypatch.setenv("COURSE_STATE", str(tmp_path / "state.json"))
    attempts.open_hint("1.2", 1)
    assert Attempts().get("1.1").attempts == ("a", "b")
    assert Attempts().get("1.1").share == 0.5
    assert Attempts().get("1.2").hints == 1


def test_lock_that_is_never_given_back_ends_in_a_sentence(state, monkeypatch):
    import filelock

    monkeypatch.setattr("course_utils.exercises._attempts._LOCK_SECONDS", 0.05)
    state.parent.mkdir()
    with (
        filelock.FileLock(state.with_name(f".{state.name}.lock")),
        pytest.raises(CourseError, match="Close other notebooks"),
    ):
        _in_thread(lambda: Attempts().open_hint("1.1", 1))


def _in_thread(function):
    """Run a function where a lock of this thread is another's, and raise what it raised."""
    raised = []

    def run():
        try:
            function()
        except CourseError as error:
            raised.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if raised:
        raise raised[0]


def test_two_kernels_at_once_lose_no_pass(tmp_path):
    path = tmp_path / "state.json"
    source = """if True:
        import pathlib, sys
        from course_utils.exercises import Attempts
        for number in range(15):
            attempts = Attempts(pathlib.Path(sys.argv[1]))
            attempts.add_attempt(f"{sys.argv[2]}.{number}", digest="a", share=1, passed="v1")
    """
    kernels = [
        subprocess.Popen([sys.executable, "-c", source, str(path), lesson]) for lesson in "12"
    ]
    assert [kernel.wait(timeout=60) for kernel in kernels] == [0, 0]
    assert len(Attempts(path).records()) == 30
    assert json.loads(path.read_text())["version"] == 1
