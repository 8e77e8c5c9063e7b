from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from course_utils import authoring, datasets, slides, workspace
from course_utils.cli import _arguments, main
from course_utils.workspace import Finding

Calls = list[tuple[tuple[Any, ...], dict[str, Any]]]


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as leaving:
        main(arguments)
    assert isinstance(leaving.value.code, int)
    return leaving.value.code


@pytest.fixture(autouse=True)
def one_lesson(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "03_resampling.ipynb").touch()
    monkeypatch.setattr(_arguments, "shipped_folder", lambda kind: tmp_path)


@pytest.fixture
def record(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Calls]:
    """Replace a function by one that remembers how it was called."""

    def replace(module: Any, name: str, result: Any = None) -> Calls:
        calls: Calls = []

        def remember(*arguments: Any, **options: Any) -> Any:
            calls.append((arguments, options))
            return result

        monkeypatch.setattr(module, name, remember)
        return calls

    return replace


def test_lab_opens_the_lesson_asked_for_in_the_folder_asked_for(
    record: Callable[..., Calls], tmp_path: Path
) -> None:
    calls = record(workspace, "open_lab")
    assert run("lab", "03_resampling", "--work", str(tmp_path), "--port", "9999") == 0
    (arguments, options) = calls[0]
    assert arguments[0].folder == tmp_path
    assert arguments[1] == 3
    assert (options["port"], options["browser"], options["reset"]) == (9999, None, False)


def test_lab_without_a_lesson_leaves_the_choice_to_the_learners_progress(
    record: Callable[..., Calls],
) -> None:
    calls = record(workspace, "open_lab")
    run("lab", "--no-browser")
    assert calls[0][0][1] is None
    assert calls[0][1]["browser"] is False


@pytest.mark.parametrize(
    ("option", "function"), [("--check", "check_lab"), ("--author", "open_author_lab")]
)
def test_lab_has_a_test_mode_and_a_mode_for_authors(
    record: Callable[..., Calls], option: str, function: str
) -> None:
    calls = record(workspace, function)
    assert run("lab", option, "3") == 0
    assert 3 in calls[0][0]


def test_status_shows_what_the_workspace_says(
    record: Callable[..., Calls], capsys: pytest.CaptureFixture[str]
) -> None:
    record(workspace, "status", "5 of 10 points.")
    assert run("status") == 0
    assert capsys.readouterr().out == "5 of 10 points.\n"


def test_doctor_names_each_fault_and_its_cure_and_leaves_with_1(
    record: Callable[..., Calls], capsys: pytest.CaptureFixture[str]
) -> None:
    cure = "/a/very/long/path/" + "x" * 120 + "/python -m pip install pandas"
    findings = [
        Finding("ok", "Python", "3.11.7"),
        Finding("warn", "Memory", "1.0 GB free", "close other programs"),
        Finding("fail", "pandas", "not installed " * 20, cure),
    ]
    record(workspace, "diagnose", findings)
    assert run("doctor") == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "ok    Python      3.11.7"
    assert lines[1].startswith("WARN  Memory")
    assert f"mend it: {cure}" in "\n".join(lines)
    assert lines[-1] == "1 to mend before the lessons run, 1 to look at."
    assert max(len(line) for line in lines if cure not in line) <= 100


def test_doctor_that_only_warns_leaves_with_0(
    record: Callable[..., Calls], capsys: pytest.CaptureFixture[str]
) -> None:
    record(workspace, "diagnose", [Finding("warn", "Memory", "low", "close other programs")])
    assert run("doctor") == 0
    assert "The lessons can run; 1 to look at." in capsys.readouterr().out


def test_build_hands_over_its_options_and_the_status(
    record: Callable[..., Calls], capsys: pytest.CaptureFixture[str]
) -> None:
    result = SimpleNamespace(exit_status=1, messages=["Lesson 3 disagrees: course build 3"])
    calls = record(authoring, "build_lessons", result)
    assert run("build", "3", "--check", "--take", "py", "--cell", "intro") == 1
    assert calls[0][1]["check"] is True
    assert calls[0][1]["take"] == "py"
    assert calls[0][1]["take_cells"] == ("intro",)
    assert list(calls[0][0][0]) == [3]
    assert "course build 3" in capsys.readouterr().err


def test_build_of_studies_leaves_the_notebooks_alone(
    record: Callable[..., Calls], capsys: pytest.CaptureFixture[str]
) -> None:
    notebooks = record(authoring, "build_lessons")
    result = SimpleNamespace(exit_status=0, messages=["Wrote data/studies/coins.csv."])
    calls = record(authoring, "build_studies", result)
    assert run("build", "3", "--studies", "--force") == 0
    assert calls == [(((3,),), {"check": False, "force": True})]
    assert notebooks == []
    assert capsys.readouterr().out == "Wrote data/studies/coins.csv.\n"
    assert run("build", "--studies", "--take", "py") == 2
    assert "leave out --take" in capsys.readouterr().err


def test_slides_build_lessons_the_overview_or_all_of_them(
    record: Callable[..., Calls], capsys: pytest.CaptureFixture[str]
) -> None:
    lessons = record(slides, "build_decks", [Path("3.html")])
    overview = record(slides, "build_overview", Path("overview.html"))
    for words in (("3",), ("overview",), ("3", "overview"), ("all",), ()):
        assert run("slides", *words) == 0
    assert capsys.readouterr().out.split() == [
        *("3.html", "overview.html"),
        *("3.html", "overview.html") * 3,
    ]
    assert [list(call[0][0]) for call in lessons] == [[3], [3], [], []]
    assert len(overview) == 4


def test_slides_pictures_lessons_upright_instead_of_building_decks(
    record: Callable[..., Calls], capsys: pytest.CaptureFixture[str]
) -> None:
    decks = record(slides, "build_decks")
    calls = record(slides, "build_portraits", [Path("03_resampling")])
    assert run("slides", "3", "--portrait") == 0
    assert list(calls[0][0][0]) == [3]
    assert decks == []
    assert capsys.readouterr().out == "03_resampling\n"
    assert run("slides", "--portrait", "--pdf") == 2
    assert "Choose one" in capsys.readouterr().err


def test_slides_write_the_texts_made_from_the_lessons(
    record: Callable[..., Calls], capsys: pytest.CaptureFixture[str]
) -> None:
    record(slides, "write_guide", Path("TEACHING.md"))
    record(slides, "write_series", Path("series.md"))
    assert run("slides", "--texts") == 0
    assert capsys.readouterr().out.split() == ["TEACHING.md", "series.md"]
    assert run("slides", "--texts", "--pdf") == 2
    assert "Choose one" in capsys.readouterr().err


def test_slides_prints_each_deck_it_wrote(
    record: Callable[..., Calls], capsys: pytest.CaptureFixture[str]
) -> None:
    calls = record(slides, "build_decks", [Path("slides/build/03_resampling.html")])
    assert run("slides", "3", "resampling") == 0
    assert list(calls[0][0][0]) == [3, 3]
    assert capsys.readouterr().out == f"{Path('slides/build/03_resampling.html')}\n"


def test_slides_all_are_printed_when_paper_is_asked_for(
    record: Callable[..., Calls], capsys: pytest.CaptureFixture[str]
) -> None:
    decks = [Path("slides/build/03_resampling.html")]
    record(slides, "build_decks", decks)
    printed = record(slides, "print_handouts")
    assert run("slides", "3", "--pdf", "--notes") == 0
    assert printed[0][0] == (decks,)
    assert printed[0][1]["notes"] is True
    assert run("slides", "--notes") == 2
    assert "--pdf --notes" in capsys.readouterr().err


def test_present_opens_the_deck_or_says_where_it_is(
    record: Callable[..., Calls],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    deck = tmp_path / "03_resampling.html"
    asked = record(slides, "fresh_deck", deck)
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda url: opened.append(url) or True)
    assert run("present", "3") == 0
    assert opened == [deck.as_uri()]
    assert run("present", "overview") == 0
    assert [arguments for arguments, _ in asked] == [(3,), ("overview",)]
    assert run("present", "all") == 2
    assert "Or say 'overview'." in capsys.readouterr().err
    monkeypatch.setattr("webbrowser.open", lambda url: False)
    capsys.readouterr()
    assert run("present", "3") == 0
    assert "no browser" in capsys.readouterr().out


def test_data_verify_leaves_with_1_when_a_file_is_damaged(
    record: Callable[..., Calls], capsys: pytest.CaptureFixture[str]
) -> None:
    record(datasets, "verify_data", ["'caravan' is cut short."])
    assert run("data", "verify", "caravan") == 1
    assert capsys.readouterr().err == "'caravan' is cut short.\n"


def test_data_verify_says_when_all_is_well(
    record: Callable[..., Calls], capsys: pytest.CaptureFixture[str]
) -> None:
    record(datasets, "verify_data", [])
    assert run("data", "verify") == 0
    assert "as it was committed" in capsys.readouterr().out


def test_data_list_shows_each_set(
    record: Callable[..., Calls], capsys: pytest.CaptureFixture[str]
) -> None:
    record(
        datasets,
        "list_datasets",
        pd.DataFrame(
            {
                "name": ["caravan"],
                "n": [5822],
                "prevalence": [0.05977],
                "story": ["Who insures? " * 9],
                "licence": ["long"],
            }
        ),
    )
    assert run("data", "list") == 0
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) < 80
    assert " ".join(out.split()).count("Who insures?") == 9
    assert "caravan 5822      5.98%" in out
    assert "long" not in out


def test_data_build_shows_a_bar_and_hands_over_the_status(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def build(names: tuple[str, ...], *, check: bool, progress: Callable[..., None]) -> object:
        assert (names, check) == (("caravan",), True)
        progress("caravan: fetching", 0, 1)
        return datasets.BuildReport(messages=["caravan.csv.gz would change"], exit_status=1)

    monkeypatch.setattr(datasets, "build_data", build)
    assert run("data", "build", "caravan", "--check") == 1
    out, err = capsys.readouterr()
    assert out == "caravan.csv.gz would change\n"
    assert "1/1" in err


def test_bar_waits_for_work(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("data", "build", "caravann") == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "course: There is no data set 'caravann'. Did you mean 'caravan'?\n"


def test_data_draw_tells_what_it_wrote_and_complains_where_it_only_looked(
    record: Callable[..., Calls], capsys: pytest.CaptureFixture[str]
) -> None:
    report = datasets.BuildReport()
    calls = record(authoring, "draw_card_figures", report)
    report.tell("data/cards/caravan.md: written")
    assert run("data", "draw", "caravan") == 0
    assert capsys.readouterr().out == "data/cards/caravan.md: written\n"
    report.tell("data/cards/caravan.md: says other numbers", wrong=True)
    assert run("data", "draw", "--check") == 1
    assert "says other numbers" in capsys.readouterr().err
    assert calls == [((("caravan",),), {"check": False}), (((),), {"check": True})]


def test_unknown_data_set_is_told_the_nearest_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("data", "verify", "caravann") == 2
    assert "Did you mean 'caravan'?" in capsys.readouterr().err
