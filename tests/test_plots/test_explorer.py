"""What holds for every explorer: small, repeatable, self-contained, plain on mistakes."""

import json
import re

import numpy as np
import pandas as pd
import pytest

from course_utils import plots
from course_utils.plots import (
    Explorer,
    explore_costs,
    explore_prevalence,
    explore_threshold,
    title_for,
)

OF_SCORES = [explore_costs, explore_prevalence, explore_threshold]


def test_every_explorer_is_tested_here(explorers):
    offered = {name for name in plots.__all__ if name.startswith("explore_")}
    assert offered == {f"explore_{kind}" for kind in explorers}


def test_output_is_small_repeatable_and_needs_no_network(explorer):
    html = explorer._repr_html_()
    assert html == explorer._repr_html_()
    assert len(html.encode()) <= 20_000
    assert re.findall(r"https?://[^\"']*", html) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"\bid=|<link|<img|\bsrc=|@import|url\(|fetch\(", html)


def test_nothing_moves_by_itself(explorer):
    assert not re.search(r"transition|animat|keyframes|setInterval", explorer._repr_html_())


def test_script_holds_the_data_as_it_is(explorer):
    embedded = re.search(r"start\(root, (\{.*\})\);", explorer._repr_html_()).group(1)
    assert json.loads(embedded) == json.loads(json.dumps(explorer.data))


def test_comments_and_indents_stay_at_home(explorer):
    script = re.search(r"<script>(.*)</script>", explorer._repr_html_(), re.DOTALL).group(1)
    shared = script[script.index("const SVG") : script.index("for (const root of document")]
    assert not re.search(r"^ +\S|^ *//", shared, re.MULTILINE)


def test_text_says_title_and_table(explorer):
    first, header, *rows = repr(explorer).splitlines()
    assert first == explorer.title
    assert all(name in header for name in explorer.table.columns)
    assert len(rows) == len(explorer.table) >= 3


@pytest.mark.parametrize("text", ["</script><b>x</b>", 'a "quote" & <i>'])
@pytest.mark.parametrize("explore", OF_SCORES)
def test_title_and_invitation_cannot_break_out_of_the_page(explore, sample, text):
    html = explore(*sample, title=text, invitation=text)._repr_html_()
    assert html.count("</script>") == 1
    assert not re.search("<b>|<i>", html)


@pytest.mark.parametrize("explore", OF_SCORES)
def test_invitation_stands_beside_the_title_or_is_left_out(explore, sample):
    assert (
        '<span class="ce-ask">Try 7.</span>' in explore(*sample, invitation="Try 7.")._repr_html_()
    )
    assert 'class="ce-ask"' not in explore(*sample, invitation="")._repr_html_()


@pytest.mark.parametrize("explore", OF_SCORES)
def test_synthetic_data_is_named_so(explore, sample):
    made = pd.DataFrame()
    made.attrs["synthetic"] = True
    explorer = explore(*sample, title=title_for("Amounts", made))
    assert '<p class="ce-title">SYNTHETIC data: Amounts' in explorer._repr_html_()
    assert repr(explorer).startswith("SYNTHETIC data: Amounts\n")


def test_explorers_of_one_kind_but_other_words_are_told_apart():
    table = pd.DataFrame({"a": ["1"]})
    keys = {
        re.search(
            'data-explorer="([^"]*)"', Explorer(("costs",), title, {"n": n}, table)._repr_html_()
        )[1]
        for title in ("One", "Two")
        for n in (1, 2)
    }
    assert len(keys) == 4


@pytest.mark.parametrize("explore", OF_SCORES)
@pytest.mark.parametrize(
    ("y_true", "score", "said"),
    [
        ([0, 0, 1, 1], [[0.5, 0.5]] * 4, r"predict_proba\(X\)\[:, 1\]"),
        ([0, 0, 0, 1], [0.1, 0.2, 0.3, 0.4], "1 positives and 3 negatives"),
        ([0, 0, 1, 1], [0.1, 0.2, float("nan"), 0.4], "1 value that is NaN or infinite"),
        ([0, 0, 1, 1], [0.1, 0.2, 0.3], "one score for each of the 4 rows"),
        (
            ["no", "no", "yes", "yes"],
            [0.1, 0.2, 0.3, 0.4],
            "y_true must hold 0 .* it holds 'no', 'yes'",
        ),
        ([0, 0, 1, 1], ["a", "b", "c", "d"], "must hold numbers; it holds 'a'"),
    ],
)
def test_what_cannot_be_explored_gets_one_sentence(explore, y_true, score, said):
    with pytest.raises(ValueError, match=said):
        explore(y_true, score)


@pytest.mark.parametrize("explore", OF_SCORES)
@pytest.mark.parametrize(
    "score", [[0.5] * 6, [0.0, 0, 0, 1, 1, 1], [0.5, 0.5, 0.5, 0.5, 0.5, 0.6]]
)
def test_scores_with_ties_are_explored_too(explore, score):
    explorer = explore([0, 0, 0, 0, 1, 1], score)
    assert not re.search(r"\bnan\b|NaN|inf\b", repr(explorer) + json.dumps(explorer.data))


@pytest.mark.parametrize("explore", OF_SCORES)
def test_arrays_frames_and_lists_give_the_same_explorer(explore, sample):
    y, p = (values[:500] for values in sample)
    want = explore(y, p)._repr_html_()
    assert explore(y.tolist(), p.tolist())._repr_html_() == want
    index = np.arange(500)[::-1]
    assert explore(pd.Series(y, index), pd.Series(p, index))._repr_html_() == want
