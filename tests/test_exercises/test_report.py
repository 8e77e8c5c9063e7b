import re
from html.parser import HTMLParser

import pytest

from course_utils.exercises import Note, Outcome, Report
from course_utils.exercises._markup import COLOURS, NEUTRAL, SIGNS
from course_utils.exercises._outcome import Part


def report(**change):
    fields = {
        "title": "Exercise 3.1",
        "outcome": Outcome.NOT_YET_RIGHT,
        "points": 0.0,
        "max_points": 2.0,
        "feedback": "Look at `y_test` & <b>its</b> share.",
        "help": 'Stuck? `hint("3.1")`',
    }
    return Report(**{**fields, **change})


def test_text_is_one_line_with_sign_outcome_points_and_feedback():
    assert report().text == (
        "→ Exercise 3.1: not yet right, 0 of 2 points. "
        'Look at `y_test` & <b>its</b> share. Stuck? `hint("3.1")`'
    )


def test_single_point_is_no_points():
    assert "0.5 of 1 point. " in report(points=0.5, max_points=1.0).text


def test_several_lines_of_feedback_stay_one_line_of_text():
    assert "a b" in report(feedback="a\n\n b").text
    assert "\n" not in report(feedback="a\n\n b").text


@pytest.mark.parametrize("outcome", Outcome)
def test_outcome_is_told_in_words_and_sign_not_in_colour_alone(outcome):
    html = report(outcome=outcome)._repr_html_()
    assert f"Exercise 3.1: {outcome}" in html
    assert SIGNS[outcome] in html
    assert COLOURS[outcome] in html
    assert len(set(SIGNS.values())) == len(set(COLOURS.values())) == 4


def test_html_escapes_what_comes_from_the_learner_and_shows_code():
    html = report(feedback="`<script>alert(1)</script>` <img src=x>")._repr_html_()
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html
    assert re.search(r"<code[^>]*>&lt;script", html)


def test_html_is_well_formed_and_has_nothing_that_changes_between_runs():
    html = report(parts=(Part("a", Outcome.RIGHT, "Yes."),), note="A note.")._repr_html_()
    assert html == report(parts=(Part("a", Outcome.RIGHT, "Yes."),), note="A note.")._repr_html_()
    assert not re.search(r"\bid=|http|<script|0x[0-9a-f]+", html)
    assert _open_tags(html) == []


def _open_tags(html):
    """Return the tags that are opened and not closed."""
    tags = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag, attrs):
            if tag != "br":
                tags.append(tag)

        def handle_endtag(self, tag):
            assert tags.pop() == tag

    Tags().feed(html)
    return tags


def test_quiz_shows_a_line_for_each_part():
    html = report(parts=(Part("a", Outcome.RIGHT, "Yes."), Part("b", Outcome.CRASHED, "x")))
    assert SIGNS[Outcome.RIGHT] in html._repr_html_()
    assert "✗ b: crashed. x" in html.text


@pytest.mark.parametrize(
    ("points", "max_points", "shown"),
    [(2, 2, "2.0"), (5, 2, "2.0"), (-1, 2, "0.0"), (0, 0, "0.0")],
)
def test_nbgrader_reads_points_within_their_bounds(monkeypatch, points, max_points, shown):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert repr(report(points=points, max_points=max_points)) == shown
    monkeypatch.delenv("NBGRADER_EXECUTION")
    assert repr(report(points=points, max_points=max_points)).startswith("→ Exercise")


def test_note_shows_code_and_its_message():
    note = Note(
        "Exercise 3.1, solution", "Because `x`.", code="def f(x):\n    return x < 1  # why"
    )
    assert note.text.endswith("\n\ndef f(x):\n    return x < 1  # why")
    html = note._repr_html_()
    assert "<pre" in html
    assert "return" in html
    assert "&lt;" in html
    assert _open_tags(html) == []


def _luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(first, second):
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", [*COLOURS.values(), NEUTRAL])
def test_sign_is_readable_on_its_disc(colour):
    assert _contrast("#000000", colour) >= 4.5


def test_text_is_readable_where_the_page_defines_no_colours():
    html = report()._repr_html_()
    fallbacks = re.findall(r"#[0-9a-f]{6}(?=\)\))", html)
    assert {"#212121", "#ffffff", "#eeeeee"} <= set(fallbacks)
    assert _contrast("#212121", "#ffffff") >= 4.5
    assert _contrast("#212121", "#eeeeee") >= 4.5


def test_code_has_no_colour_of_its_own_so_that_dark_themes_can_read_it():
    html = Note("t", "m", code="import x  # why\ns = 'text'")._repr_html_()
    inside = html[html.index("<pre") :]
    assert not re.search(r"<span[^>]*color:", inside)
