"""What a visitor of the repository meets first: README and its neighbours, make, licences."""

import doctest
import re
import runpy
import sys
from pathlib import Path

import nbformat
import pytest
import yaml

import course_utils

EXPECTED = {
    "CHANGELOG.md",
    "CITATION.cff",
    "CONTRIBUTING.md",
    "LICENSE",
    "LICENSE-CONTENT",
    "Makefile",
    "README.md",
    "bootstrap.py",
    "conftest.py",
    "environment.yml",
    "jupytext.toml",
    "pyproject.toml",
    "requirements.lock",
}
FOLDERS = {"benchmarks", "course_utils", "data", "notebooks", "slides", "tests"}
TARGETS = ["bench", "check", "format", "lab", "lock", "slides", "test", "test-all", "test-browser"]


@pytest.fixture(scope="module")
def readme(root) -> str:
    return (root / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def targets(root) -> dict[str, str]:
    """Each target of the Makefile with its line of help."""
    rule = re.compile(r"^([a-z-]+):.*?## (.+)$", re.MULTILINE)
    return dict(rule.findall((root / "Makefile").read_text(encoding="utf-8")))


def _commands(markdown: str) -> list[str]:
    blocks = re.findall(r"^```(?:sh|bat)?\n(.*?)^```$", markdown, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def test_the_top_of_the_repository_holds_what_a_visitor_expects(tracked):
    visible = [name for name in tracked if not name.startswith(".")]
    assert {name for name in visible if "/" not in name} == EXPECTED
    assert {name.split("/")[0] for name in visible if "/" in name} == FOLDERS


def test_the_first_two_commands_are_lab_and_test(readme):
    assert [line for line in _commands(readme) if line.startswith("make")][:2] == [
        "make lab",
        "make test",
    ]


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_each_make_command_of_a_page_is_a_target(page, root, targets):
    named = re.findall(r"\bmake ([a-z][a-z-]+)", _code_of(root / page))
    assert set(named) <= set(targets)


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_each_course_command_of_a_page_exists(page, root):
    from course_utils.cli._main import course

    named = re.findall(r"(?:^|[`/\\])course ([a-z]+)", _code_of(root / page), re.MULTILINE)
    assert named
    assert set(named) <= set(course.commands)


def _code_of(page: Path) -> str:
    """Return what a page shows as code, inline code with its opening mark."""
    text = page.read_text(encoding="utf-8")
    return "\n".join([*_commands(text), *re.findall(r"`[^`\n]+`", text)])


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_each_file_that_a_page_links_to_exists(page, root):
    links = re.findall(r"\]\(([^)#]+)\)", (root / page).read_text(encoding="utf-8"))
    local = [link for link in links if not re.match(r"https?:|mailto:", link)]
    assert [link for link in local if not (root / link).exists()] == []


def test_the_examples_of_the_readme_run(root):
    found = doctest.testfile(
        str(root / "README.md"), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE
    )
    assert found.attempted > 0
    assert found.failed == 0


def test_the_table_of_lessons_lists_the_notebooks_that_exist(root, readme):
    rows = [line for line in readme.splitlines() if line.startswith("| [")]
    assert rows == [_row(path) for path in sorted((root / "notebooks").glob("*.ipynb"))]


def _row(notebook: Path) -> str:
    """Return a lesson's row, from its title card."""
    card = nbformat.read(notebook, as_version=4).cells[0].source
    title = re.search(r"^# (.+)$", card, re.MULTILINE).group(1)
    question = re.search(r"^\*\*The question:\*\* (.+)$", card, re.MULTILINE).group(1)
    minutes = re.search(r"^About (\d+ minutes)", card, re.MULTILINE).group(1)
    return f"| [{title}](notebooks/{notebook.name}) | {question} | {minutes} |"


def test_the_picture_is_the_figure_that_the_lesson_shows(root, readme):
    code = runpy.run_path(str(root / "slides" / "picture.py"))
    is_same = code["PICTURE"].read_bytes() == code["headline"]()
    assert is_same, "run 'make build', which copies it"
    alt, shown = re.search(r"!\[(.+)\]\((.+)\)", readme).groups()
    assert root / shown == code["PICTURE"]
    assert len(alt.split()) > 10


def test_make_alone_prints_a_line_for_each_target(root, targets, run):
    printed = run(["make"], cwd=root).stdout
    assert [line.split(maxsplit=2)[1:] for line in printed.splitlines()] == [
        [name, text] for name, text in targets.items()
    ]
    assert set(TARGETS) <= set(targets)


def test_the_citation_names_the_version_that_is_installed(root):
    citation = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == course_utils.__version__
    assert {"cff-version", "message", "title", "authors"} <= set(citation)


def test_the_version_is_the_same_everywhere(root, pyproject):
    assert pyproject["project"]["version"] == course_utils.__version__
    newest = re.search(r"^## \[(.+?)\]", (root / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert newest.group(1) in {"Unreleased", course_utils.__version__}


def test_the_licences_are_the_published_texts_word_for_word(root):
    from identify.vendor.licenses import LICENSES

    published = dict(LICENSES)
    content = (root / "LICENSE-CONTENT").read_text(encoding="utf-8")
    assert content.endswith(published["CC-BY-4.0"].strip() + "\n")
    code = (root / "LICENSE").read_text(encoding="utf-8")
    conditions = published["BSD-3-Clause"].split("All rights reserved.")[1].strip()
    assert conditions in code


def test_no_file_names_a_path_of_a_machine_or_a_host_of_a_registry(root, tracked):
    own = {str(root), str(Path.home()), sys.base_prefix} - {"/", "/root", "/usr"}
    paths = [re.escape(f"{place}/") for place in own]
    hosts = r"https?://[a-z.]*(pypi|pythonhosted|npmjs)[a-z.]*"
    suspicious = re.compile("|".join([*paths, hosts]))
    found = {name: suspicious.search(_text(root / name)) for name in tracked}
    assert {name: hit.group() for name, hit in found.items() if hit} == {}


def _text(path: Path) -> str:
    """Return a file's text; of a binary one, nothing."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""
