"""What a deck's file holds, without a browser."""

import json
import os
import re
import subprocess
import sys

import pytest
from bs4 import BeautifulSoup

from course_utils.errors import CourseError
from course_utils.slides import DeckFault, build_decks, fresh_deck


@pytest.fixture(scope="module")
def html(sample_lesson, tmp_path_factory):
    folder = tmp_path_factory.mktemp("deck")
    (path,) = build_decks([3], folder=folder, notebooks=sample_lesson)
    assert path == folder / "03_resampling.html"
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def soup(html):
    return BeautifulSoup(html, "html.parser")


def test_page_says_its_language_and_title(soup):
    assert soup.html["lang"] == "en"
    assert soup.title.text == "Resampling – Solve imbalanced datasets in Python"


def test_nothing_is_left_to_fetch(soup):
    fetching = soup.select("link, iframe, script[src], img:not([src^='data:'])")
    assert fetching == []
    styles = " ".join(style.text for style in soup.select("style"))
    assert "@import" not in styles
    places = re.findall(r"url\(\s*[\"']?([^\"')]*)", styles)
    assert [place for place in places if not place.startswith(("data:", "%23"))] == []


def test_links_lead_to_the_decks_beside_it(soup):
    nav = soup.select(".contents nav[aria-labelledby=contents-course] a")
    assert [(a["href"], a.get("aria-current")) for a in nav] == [("03_resampling.html", "page")]


def test_link_to_a_notebook_becomes_one_to_its_deck(lesson, tmp_path):
    folder = lesson("# One\n\nGo on to [lesson 4](04_oversampling.ipynb#SMOTE).")
    (path,) = build_decks([1], folder=tmp_path, notebooks=folder)
    assert '<a href="04_oversampling.html">lesson 4</a>' in path.read_text("utf-8")


def test_number_stays_with_its_per_cent_sign_and_code_as_it_is(lesson, tmp_path):
    folder = lesson("# One\n\nAt 2 % shirts, `5 % 2` is 1.")
    (path,) = build_decks([1], folder=tmp_path, notebooks=folder)
    text = path.read_text("utf-8")
    assert "At 2\N{NO-BREAK SPACE}% shirts" in text
    assert "<code>5 % 2</code>" in text


def test_function_in_a_formula_stands_apart_from_what_it_is_taken_of(lesson, tmp_path):
    folder = lesson(r"# One" "\n\n" r"$-\log p_t + \log(x)$")
    (path,) = build_decks([1], folder=tmp_path, notebooks=folder)
    formula = BeautifulSoup(path.read_text("utf-8"), "html.parser").select_one("math")
    assert [tag.name for tag in formula.find_all("mspace")] == ["mspace"]
    assert formula.mspace.find_next().name == "msub"


def test_fresh_deck_is_built_again_only_when_its_notebook_is_newer(lesson, tmp_path):
    folder = lesson("# One")
    deck = fresh_deck(1, folder=tmp_path, notebooks=folder)
    deck.write_text("as it was", "utf-8")
    assert fresh_deck(1, folder=tmp_path, notebooks=folder).read_text("utf-8") == "as it was"
    later = deck.stat().st_mtime + 10
    os.utime(lesson("# Two") / "01_lesson.ipynb", (later, later))
    assert "<h1" in fresh_deck(1, folder=tmp_path, notebooks=folder).read_text("utf-8")


def test_slides_and_fragments_nest_as_the_slide_types_say(soup):
    stacks = soup.select(".slides > section")
    assert [len(stack.find_all("section", recursive=False)) for stack in stacks] == [
        1,
        2,
        2,
        1,
        1,
        1,
        2,
    ]
    assert [fragment.get_text(strip=True) for fragment in soup.select("div.fragment")] == [
        "A test set balanced to 50\N{NO-BREAK SPACE}% is another world.",
        "Recall andfstay; precision doesnot.",
    ]


def test_prose_and_setup_are_not_in_the_file_and_hidden_code_is_not_either(html):
    assert "Long prose for those who read alone." not in html
    assert "import numpy" not in html
    assert "draw(curve)" not in BeautifulSoup(html, "html.parser").get_text()


def test_notes_belong_to_the_slide_not_to_its_last_fragment(soup):
    notes = soup.select("aside.notes")
    assert [note.get_text(strip=True) for note in notes] == [
        "Ask the room for a guess.",
        "Write the numbers on the board first.",
    ]
    assert all(note.find_parent(class_="fragment") is None for note in notes)


def test_figure_carries_the_alt_text_of_its_output(soup):
    assert [image["alt"] for image in soup.select(".figure img")] == [
        "Precision falls with recall."
    ]


def test_heading_that_code_displays_is_the_title_of_its_slide(tmp_path, deck_cells, notebook_file):
    shown = deck_cells.shown({"text/markdown": "#### Found", "text/plain": "Markdown"})
    code = deck_cells.code("found()", slide_type="slide", outputs=[shown])
    first = deck_cells.markdown("# One", name="title")
    notebook_file(tmp_path / "01_lesson.ipynb", [first, code])
    (path,) = build_decks([1], folder=tmp_path, notebooks=tmp_path)
    assert "<h2" in path.read_text("utf-8").partition('class="output prose"')[2]


def test_formulas_become_mathml_that_keeps_its_source_for_screen_readers(soup):
    display = soup.select_one("math[display=block]")
    assert display.find("mfrac")
    assert "\\frac" in display["aria-label"]
    assert "\\" not in display.get_text()
    assert "$" not in soup.select_one("#formula").get_text()


def test_empty_corner_of_a_table_is_no_header(soup):
    assert [cell for cell in soup.select(".slides th") if not cell.get_text(strip=True)] == []
    assert len(soup.select("#table thead td, #myth thead td")) == 2


def test_each_slide_has_one_title_whatever_its_level_in_the_lesson(soup):
    slides = soup.select(".slides > section > section")
    titles = [slide.find(re.compile("^h[1-6]$")).name for slide in slides]
    assert titles == ["h1", *["h2"] * (len(slides) - 1)]


def test_markdown_inside_a_folded_block_stays_inside(soup):
    assert soup.select_one("details > p").text == "It cannot remember single rows."


def test_explorer_keeps_its_script(soup):
    assert "addEventListener" in soup.select_one("#explorer script").text


def test_building_twice_gives_the_same_bytes(html, sample_lesson, tmp_path):
    (path,) = build_decks([3], folder=tmp_path, notebooks=sample_lesson)
    assert path.read_text(encoding="utf-8") == html


def test_local_picture_comes_along(tmp_path, lesson):
    picture = "<svg xmlns='http://www.w3.org/2000/svg'/>"
    notebooks = lesson("# Title\n\n![A plan](plan.svg)\n")
    (notebooks / "plan.svg").write_text(picture)
    (path,) = build_decks([1], folder=tmp_path, notebooks=notebooks)
    assert 'alt="A plan" src="data:image/svg+xml;base64,' in path.read_text(encoding="utf-8")


def test_no_numbers_means_all_lessons(tmp_path, lesson):
    notebooks = lesson("# One\n", number=1)
    lesson("# Two\n", number=2)
    decks = build_decks([], folder=tmp_path, notebooks=notebooks)
    assert [deck.name for deck in decks] == ["01_lesson.html", "02_lesson.html"]


def test_fault_in_one_lesson_leaves_every_deck_as_it_was(tmp_path, lesson):
    notebooks = lesson("# One\n", number=1)
    lesson("# Two\n\n$\\unknowable{x}$\n", number=2)
    decks = tmp_path / "decks"
    decks.mkdir()
    (decks / "01_lesson.html").write_text("as it was")
    with pytest.raises(DeckFault, match=r"Lesson 2, cell 'first' has a formula.*\\unknowable"):
        build_decks([1, 2], folder=decks, notebooks=notebooks)
    assert {path.name: path.read_text() for path in decks.iterdir()} == {
        "01_lesson.html": "as it was"
    }


def test_lesson_without_a_notebook_is_named_with_the_nearest(tmp_path, lesson):
    notebooks = lesson("# One\n", number=1)
    with pytest.raises(DeckFault, match=r"no notebook of lesson 7 .* Choose from '1'"):
        build_decks([7], folder=tmp_path, notebooks=notebooks)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{ not", "is not JSON"),
        (json.dumps([1]), "is not a notebook of nbformat 4"),
        (json.dumps({"nbformat": 3, "worksheets": []}), "is not a notebook of nbformat 4"),
        (json.dumps({"cells": [], "nbformat": 4}), "whole notebook .*'metadata' is a required"),
        (json.dumps({"cells": 5, "metadata": {}, "nbformat": 4}), "whole notebook"),
    ],
)
def test_damaged_notebook_gets_a_sentence_and_a_cure(tmp_path, content, words):
    path = tmp_path / "05_damaged.ipynb"
    path.write_text(content)
    with pytest.raises(DeckFault, match=f"Lesson 5: .*{words}.*git checkout -- {path}'\\.$"):
        build_decks([5], folder=tmp_path / "out", notebooks=tmp_path)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("source", 5, "cells/0/source: 5 is not valid"),
        ("metadata", [], "cells/0/metadata: \\[\\] is not of type 'object'"),
        ("cell_type", None, "a cell_type .* is no text"),
        ("cell_type", "prose", "cells/0: .*'prose'"),
        ("metadata", {"slideshow": 5}, "cell 'first' has no slide type"),
    ],
)
def test_malformed_cell_is_named_and_nothing_is_written(
    tmp_path, deck_cells, notebook_file, key, value, words
):
    cell = {**deck_cells.markdown("# Title", name="first"), key: value}
    notebook_file(tmp_path / "05_damaged.ipynb", [cell])
    with pytest.raises(DeckFault, match=f"Lesson 5.*{words}"):
        build_decks([5], folder=tmp_path / "out", notebooks=tmp_path)
    assert not (tmp_path / "out").exists()


def test_damaged_notebook_of_the_clone_is_named_as_git_knows_it(tmp_path, monkeypatch):
    monkeypatch.setattr("course_utils.slides._notebook.repository", lambda: tmp_path)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "05_damaged.ipynb").write_text("{ not")
    with pytest.raises(DeckFault, match="'git checkout -- notebooks/05_damaged.ipynb'"):
        build_decks([5], folder=tmp_path / "out", notebooks=tmp_path / "notebooks")


def test_missing_wheel_of_reveal_is_named(monkeypatch, tmp_path, sample_lesson):
    monkeypatch.setattr("course_utils.slides._reveal.find_spec", lambda name: None)
    with pytest.raises(CourseError, match=r"'sphinx-revealjs'.*not installed"):
        build_decks([3], folder=tmp_path, notebooks=sample_lesson)


def test_deck_imports_neither_sphinx_nor_the_grammar_of_addresses(sample_lesson, tmp_path):
    folders = f"folder=Path({str(tmp_path)!r}), notebooks=Path({str(sample_lesson)!r})"
    program = (
        "import sys; from pathlib import Path; from course_utils.slides import build_decks\n"
        f"build_decks([3], {folders})\n"
        "print(sorted({'sphinx', 'sphinx_revealjs', 'rfc3987_syntax'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("[]\n", "")
