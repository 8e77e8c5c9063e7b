"""The explorers in Chromium: moved by keys, right to the last digit shown, open to everyone."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import confusion_matrix, f1_score, precision_score, recall_score

from course_utils.plots import explore_learning

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Explorers</title>
<style>:root {{ color-scheme: light dark; }} body {{ font: 14px sans-serif; margin: 1em; }}</style>
</head><body><main><h1>Explorers</h1>{}</main></body></html>"""


@pytest.fixture
def open_page(browser, tmp_path):
    contexts = []

    def open_one(*explorers, **options):
        file = tmp_path / "page.html"
        body = "".join(explorer._repr_html_() for explorer in explorers)
        file.write_text(PAGE.format(body), encoding="utf-8")
        contexts.append(browser.new_context(offline=True, **options))
        page = contexts[-1].new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("request", lambda request: page.faults.append(request.url))
        page.goto(file.as_uri())
        page.faults.remove(file.as_uri())
        return page

    yield open_one
    for context in contexts:
        context.close()


def press(page, slider, keys):
    """Press keys on a slider; return where all sliders stand."""
    sliders = page.locator("input[type=range]")
    sliders.nth(slider).focus()
    for key in keys:
        page.keyboard.press(key)
    return [int(one.input_value()) for one in sliders.all()]


def number(text):
    return float(text.replace(",", "").replace("−", "-").replace("%", ""))


def shown(root, attribute):
    """Return the numbers of the cells that carry this attribute, by its value."""
    cells = root.locator(f"[data-{attribute}]").all()
    texts = {cell.get_attribute(f"data-{attribute}"): cell.inner_text() for cell in cells}
    return {name: number(text) for name, text in texts.items()}


MOVES = [[], ["End"], ["Home"], ["ArrowLeft"] * 7, ["ArrowRight"] * 5]


@pytest.mark.parametrize("keys", MOVES)
def test_threshold_moves_to_numbers_that_scikit_learn_confirms(open_page, explorers, sample, keys):
    explorer = explorers["threshold"]
    page = open_page(explorer)
    [at] = press(page, 0, keys)
    assert (at != explorer.data["start"]) == bool(keys)
    y, p = sample
    flags = p >= explorer.data["thresholds"][at]
    tn, fp, fn, tp = confusion_matrix(y, flags).ravel()
    assert shown(page, "count") == {"tp": tp, "fn": fn, "fp": fp, "tn": tn}
    assert shown(page, "metric") == {
        "precision": pytest.approx(precision_score(y, flags), abs=6e-4),
        "recall": pytest.approx(recall_score(y, flags), abs=6e-4),
        "f1": pytest.approx(f1_score(y, flags), abs=6e-4),
        "fpr": pytest.approx(fp / (fp + tn), abs=6e-4),
        "cost": pytest.approx(1000 * (fp + 10 * fn) / y.size, abs=0.06),
    }
    assert page.faults == []


def test_point_wanders_along_both_curves(open_page, explorers):
    page = open_page(explorers["threshold"])
    places = []
    for keys in ([], ["ArrowLeft"] * 30):
        press(page, 0, keys)
        now = shown(page, "metric")
        points = page.locator("svg[role=img] circle:last-of-type").all()
        places.append([[float(p.get_attribute(axis)) for axis in ("cx", "cy")] for p in points])
        # The charts are 216 wide and so many high between 0 and 1.
        (x, y), (u, v) = places[-1]
        top, height = 24, 270 - 40 - 24
        assert [x, y] == pytest.approx(
            [34 + 216 * now["fpr"], top + height * (1 - now["recall"])], abs=0.3
        )
        assert [u, v] == pytest.approx(
            [34 + 216 * now["recall"], top + height * (1 - now["precision"])], abs=0.3
        )
    assert places[0] != places[1]


def test_buttons_find_the_highest_f1_and_the_lowest_cost(open_page, explorers):
    page = open_page(explorers["threshold"])
    everywhere = []
    press(page, 0, ["Home"])
    for _ in explorers["threshold"].data["thresholds"]:
        everywhere.append(shown(page, "metric"))
        page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="highest F1").click()
    assert shown(page, "metric")["f1"] == max(one["f1"] for one in everywhere)
    button = page.get_by_role("button", name="lowest cost")
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert shown(page, "metric")["cost"] == min(one["cost"] for one in everywhere)


@pytest.mark.parametrize(
    ("slider", "keys"), [(0, []), (0, ["End"]), (0, ["ArrowLeft"] * 7), (1, ["ArrowRight"] * 5)]
)
def test_prevalence_moves_to_numbers_that_scikit_learn_confirms(
    open_page, explorers, sample, slider, keys
):
    data = explorers["prevalence"].data
    page = open_page(explorers["prevalence"])
    at = press(page, slider, keys)
    assert (at != [data["natural"], data["start"]]) == bool(keys)
    y, p = sample
    share, flags = data["prevalences"][at[0]], p >= data["thresholds"][at[1]]
    weight = np.where(y == 1, share / y.sum(), (1 - share) / (y == 0).sum())
    scores = {"precision": precision_score, "recall": recall_score, "f1": f1_score}
    want = {name: score(y, flags, sample_weight=weight) for name, score in scores.items()}
    want["fpr"] = flags[y == 0].mean()
    assert shown(page, "metric") == pytest.approx(want, abs=6e-4)
    assert page.faults == []


def test_balancing_the_test_set_moves_precision_and_leaves_recall(open_page, explorers):
    page = open_page(explorers["prevalence"])
    before = shown(page, "metric")
    button = page.get_by_role("button", name="after balancing the test set: 50 %")
    button.click()
    after = shown(page, "metric")
    assert button.get_attribute("aria-pressed") == "true"
    assert after["precision"] > before["precision"] + 0.3
    assert (after["recall"], after["fpr"]) == (before["recall"], before["fpr"])
    assert f"precision {after['precision']:.3f}" in page.locator(".ce-said").inner_text()


@pytest.mark.parametrize("kind", ["prevalence", "costs"])
def test_cells_and_shapes_add_up_to_1000(open_page, explorers, kind):
    page = open_page(explorers[kind])
    press(page, 0, ["ArrowLeft"] * 9)
    cells = page.locator("table").first.locator("tbody td").all_inner_texts()
    assert sum(map(float, cells)) == pytest.approx(1000, abs=0.21)
    drawn = page.locator("svg[role=img]").first.locator("g")
    # Each triangle or dot begins with one move.
    count = "(group) => group.innerHTML.split('M').length - 1"
    counts = [group.evaluate(count) for group in drawn.all()]
    want = [float(cells[i]) for i in (0, 2, 1, 3)]
    assert counts == pytest.approx(want, abs=1)
    assert sum(counts) == 1000


@pytest.mark.parametrize("keys", MOVES)
def test_costs_move_to_bills_that_scikit_learn_confirms(open_page, explorers, sample, keys):
    data = explorers["costs"].data
    page = open_page(explorers["costs"])
    [at] = press(page, 0, keys)
    assert (at != data["start"]) == bool(keys)
    y, p = sample
    ratio = data["ratios"][at]

    def bill(flags):
        (_, fp), (fn, _) = confusion_matrix(y, flags)
        return 1000 * (fp + ratio * fn) / y.size

    want = {
        "none": bill(p > 1), "all": bill(p >= 0), "half": bill(p >= 0.5),
        "elkan": bill(p >= 1 / (1 + ratio)),
    }  # fmt: skip
    cost = {name: number(page.locator(cell("cost", name)).inner_text()) for name in want}
    assert cost == pytest.approx(want, abs=0.06)
    flagged = number(page.locator(cell("flagged", "elkan")).inner_text())
    assert flagged == pytest.approx(1000 * (p >= 1 / (1 + ratio)).mean(), abs=0.06)
    for name in ("none", "all", "half"):
        saved = number(page.locator(cell("saved", name)).inner_text())
        assert saved == pytest.approx(100 * (1 - want["elkan"] / want[name]), abs=0.06)
    assert page.faults == []


def cell(field, policy):
    return f"[data-field={field}][data-policy={policy}]"


@pytest.mark.parametrize("button", ["equal costs: 1", 'class_weight="balanced": 17.9'])
def test_marked_ratios_lie_under_a_button(open_page, explorers, button):
    page = open_page(explorers["costs"])
    page.get_by_role("button", name=button, exact=True).click()
    threshold = number(page.locator(cell("threshold", "elkan")).inner_text())
    # Balanced weights cut at the share of positives.
    y = explorers["costs"].data
    share = y["n_pos"] / (y["n_pos"] + y["n_neg"])
    assert threshold == pytest.approx(0.5 if "equal" in button else share, abs=6e-4)


@pytest.mark.parametrize(("slider", "keys"), [(0, []), (0, ["End"]), (1, ["Home"]), (1, ["End"])])
def test_learning_shows_what_was_measured(open_page, explorers, results, slider, keys):
    data = explorers["learning"].data
    page = open_page(explorers["learning"])
    overlap, place = press(page, slider, keys)
    at = results.set_index(["overlap", "n_positives", "learner"]).loc[
        data["overlaps"][overlap], data["places"][place]
    ]
    most = results.set_index(["overlap", "n_positives", "learner"]).loc[
        data["overlaps"][overlap], data["places"][-1]
    ]
    for name, row in at.iterrows():
        texts = page.locator(f"[data-learner={name}]").all_inner_texts()
        band = f"{row['low']:.3f}–{row['high']:.3f}"
        assert texts == [f"{row['score']:.3f}", band, f"{most.loc[name, 'score']:.3f}"]
    assert page.faults == []


def test_two_on_one_page_move_apart(open_page, explorer):
    page = open_page(explorer, explorer)
    first, second = page.locator(".course-explorer").all()
    sliders = explorer._repr_html_().count("= slider(")
    assert page.locator("input").count() == 2 * sliders
    before = [one.inner_text() for one in (first, second)]
    first.locator("input").first.focus()
    page.keyboard.press("End")
    after = [one.inner_text() for one in (first, second)]
    assert after[0] != before[0]
    assert after[1] == before[1]


def test_unlike_ones_on_one_page_all_live(open_page, explorers):
    page = open_page(*explorers.values())
    assert page.locator("[data-live]").count() == len(explorers)
    assert page.locator(".ce-still").count() == 0
    assert page.faults == []


def test_every_slider_is_named_and_says_its_value(open_page, explorer):
    page = open_page(explorer)
    for slider in page.locator("input[type=range]").all():
        name = slider.locator("xpath=..").locator("span").first.inner_text()
        assert page.get_by_role("slider", name=name).count() == 1
        said = [slider.get_attribute("aria-valuetext")]
        for key in ("Home", "End"):
            slider.press(key)
            said.append(slider.get_attribute("aria-valuetext"))
        assert len(set(said)) >= 2
        assert said[-1] == slider.locator("xpath=..").locator(".ce-value").inner_text()


def test_result_is_spoken_once_the_slider_rests(open_page, explorer):
    page = open_page(explorer)
    page.evaluate(
        """() => { window.spoken = [];
        const status = document.querySelector("[role=status]");
        const listener = new MutationObserver(() => spoken.push(status.textContent));
        listener.observe(status, {childList: true});
        const slider = document.querySelector("input");
        const other = (Number(slider.value) + 1) % (Number(slider.max) + 1);
        for (let step = 0; step < 20; step += 1) {
          slider.value = step < 19 ? step % Number(slider.max) : other;
          slider.dispatchEvent(new Event("input"));
        } }"""
    )
    page.wait_for_function("spoken.length")
    assert page.evaluate("spoken") == [page.locator(".ce-said").inner_text()]


def test_keys_are_kept_from_the_deck_around_it(open_page, explorer):
    page = open_page(explorer)
    page.evaluate("() => { window.heard = []; document.onkeydown = e => { heard.push(e.key); }; }")
    page.locator("input").first.focus()
    for key in ("ArrowRight", "ArrowUp", "Home", "End", "Escape", "PageDown"):
        page.keyboard.press(key)
    # A clicker's keys turn the slide from here too.
    assert page.evaluate("heard") == ["Escape", "PageDown"]


def test_opening_a_page_speaks_nothing_and_still_holds_the_sentence(open_page, explorer):
    page = open_page()
    page.evaluate(
        """() => { window.spoken = [];
        const listener = new MutationObserver((changes) => spoken.push(...changes
          .map((change) => change.target).filter((node) => node.closest("[role=status]"))));
        listener.observe(document.body, {childList: true, subtree: true}); }"""
    )
    page.evaluate(
        """(html) => document.querySelector("main")
        .append(document.createRange().createContextualFragment(html))""",
        explorer._repr_html_(),
    )
    # As long as a rest lasts until it is spoken of, and longer.
    page.wait_for_timeout(600)
    assert page.locator("[role=status]").inner_text() == page.locator(".ce-said").inner_text()
    assert page.evaluate("spoken.length") == 0


def test_letters_on_a_control_are_no_shortcuts_of_jupyterlab(open_page, explorer):
    # Lab (Lumino) asks the element in focus first: around it, the attribute comes too late, and
    # "x" or "d d" on a slider deletes the cell.
    page = open_page(explorer)
    controls = page.locator(".course-explorer :is(input, button)").all()
    assert [one.get_attribute("data-lm-suppress-shortcuts") for one in controls] == [""] * len(
        controls
    )


# The left, or right where the text is, and the top of all that a reader looks at or presses, at
# every place of every slider: those with more than one.
JUMPS = """() => {
  const nodes = [...document.querySelectorAll(
    ".course-explorer :is(button, input, table, th, td, p:not(.ce-heard), svg[role=img])")];
  const seen = nodes.map(() => new Set());
  for (const slider of document.querySelectorAll("input")) {
    const start = slider.value;
    for (let place = 0; place <= slider.max; place += 1) {
      slider.value = place;
      slider.dispatchEvent(new Event("input"));
      nodes.forEach((node, i) => {
        const { left, right, top } = node.getBoundingClientRect();
        const side = getComputedStyle(node).textAlign === "right" ? right : left;
        seen[i].add(`${Math.round(side)}, ${Math.round(top)}`);
      });
    }
    slider.value = start;
    slider.dispatchEvent(new Event("input"));
  }
  return nodes.flatMap((node, i) => (seen[i].size > 1
    ? [`${node.tagName} ${node.textContent} ${[...seen[i]]}`] : []));
}"""


@pytest.mark.parametrize("width", [400, 640, 1200])
def test_nothing_jumps_while_a_slider_moves(open_page, explorer, width):
    page = open_page(explorer, viewport={"width": width, "height": 700})
    assert page.evaluate(JUMPS) == []


def test_words_and_dotted_lines_are_explained_in_place(open_page, explorers):
    page = open_page(*explorers.values())
    text = page.locator("main").inner_text()
    assert "A false alarm costs 1, a miss 10. Dotted: guessing." in text
    assert "In hindsight: cheapest on these rows, chosen with their labels." in text
    assert page.get_by_role("row", name="dummy 0.100 0.100").count() == 1


def test_ticks_of_many_places_do_not_overlap(open_page, results, scores):
    few = results[results["n_positives"] == 10]
    many = pd.concat(few.assign(n_positives=n) for n in range(10, 400, 30))
    page = open_page(explore_learning(many, scores))
    texts = page.locator("svg[role=img]").last.locator("text[text-anchor=middle]").all()
    boxes = [text.bounding_box() for text in texts[:-1]]
    assert len(boxes) > 2
    ends = sorted((box["x"], box["x"] + box["width"]) for box in boxes)
    assert all(right < left for (_, right), (left, _) in pairwise(ends))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(open_page, explorers, theme):
    from axe_playwright_python.base import AXE_SCRIPT

    page = open_page(*explorers.values(), explorers["costs"], color_scheme=theme)
    ink = page.locator(".ce-title").first.evaluate("(node) => getComputedStyle(node).color")
    assert ink == ("rgb(0, 0, 0)" if theme == "light" else "rgb(255, 255, 255)")
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    assert [(violation["id"], violation["help"]) for violation in found] == []


@pytest.mark.parametrize("width", [400, 640, 1200])
def test_explorer_stays_inside_its_column(open_page, explorer, width):
    page = open_page(explorer, viewport={"width": width, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if width == 1200:
        assert page.locator(".course-explorer").bounding_box()["height"] < 520


def test_table_stands_where_scripts_do_not_run(open_page, explorer):
    page = open_page(explorer, java_script_enabled=False)
    assert page.locator("input").count() == 0
    cells = page.locator(".ce-still td").all_inner_texts()
    assert cells == [str(value) for row in explorer.table.values for value in row]
    assert not page.locator(".ce-ask").is_visible()


def test_print_shows_the_figure_and_no_controls(open_page, explorer):
    page = open_page(explorer)
    page.emulate_media(media="print")
    assert page.locator("svg[role=img]").first.is_visible()
    assert page.locator(".ce-value").first.is_visible()
    hidden = page.locator("input, button, .ce-ask").all()
    assert not any(control.is_visible() for control in hidden)
