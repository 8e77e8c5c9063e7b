"""The explorer in Chromium: moved by keys, right to three decimals, open to everyone."""

import numpy as np
import pytest
from sklearn.metrics import f1_score, precision_score, recall_score

from course_utils.plots import explore_prevalence

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Explorers</title>
<style>body {{ color-scheme: light dark; font: 14px sans-serif; margin: 1em; }}</style></head>
<body><main><h1>Explorers</h1>{}</main></body></html>"""


@pytest.fixture(scope="module")
def sample():
    rng = np.random.default_rng(0)
    y = (rng.random(2000) < 0.06).astype(int)
    return y, 1 / (1 + np.exp(3 - 2 * y - rng.normal(size=y.size)))


@pytest.fixture(scope="module")
def explorer(sample):
    return explore_prevalence(*sample, threshold=0.3, title="A 50 % test set")


@pytest.fixture
def open_page(browser, explorer, tmp_path):
    contexts = []

    def open_one(copies=1, **options):
        file = tmp_path / "page.html"
        file.write_text(PAGE.format(explorer._repr_html_() * copies), encoding="utf-8")
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


def shown(root):
    return {
        name: float(root.locator(f"[data-metric={name}]").inner_text())
        for name in ("precision", "recall", "f1", "fpr")
    }


def expected(sample, prevalence, threshold):
    y, p = sample
    weight = np.where(y == 1, prevalence / y.sum(), (1 - prevalence) / (y == 0).sum())
    flags = p >= threshold
    scores = {"precision": precision_score, "recall": recall_score, "f1": f1_score}
    return {name: score(y, flags, sample_weight=weight) for name, score in scores.items()} | {
        "fpr": flags[y == 0].mean()
    }


@pytest.mark.parametrize(
    ("slider", "keys"), [(0, []), (0, ["End"]), (0, ["ArrowLeft"] * 7), (1, ["ArrowRight"] * 5)]
)
def test_arrow_keys_move_to_numbers_that_scikit_learn_confirms(
    open_page, explorer, sample, slider, keys
):
    page = open_page()
    sliders = page.locator("input[type=range]")
    sliders.nth(slider).focus()
    for key in keys:
        page.keyboard.press(key)
    at = [int(sliders.nth(i).input_value()) for i in range(2)]
    place = [explorer.data["natural"], explorer.data["start"]]
    assert (at != place) == bool(keys)
    prevalence, threshold = explorer.data["prevalences"][at[0]], explorer.data["thresholds"][at[1]]
    assert shown(page) == pytest.approx(expected(sample, prevalence, threshold), abs=6e-4)
    assert page.faults == []


def test_balancing_the_test_set_moves_precision_and_leaves_recall(open_page):
    page = open_page()
    before = shown(page)
    button = page.get_by_role("button", name="after balancing the test set: 50 %")
    button.click()
    after = shown(page)
    assert button.get_attribute("aria-pressed") == "true"
    assert after["precision"] > before["precision"] + 0.3
    assert (after["recall"], after["fpr"]) == (before["recall"], before["fpr"])
    assert f"precision {after['precision']:.3f}" in page.get_by_role("status").inner_text()


def test_cells_of_the_confusion_matrix_add_up_to_1000(open_page):
    page = open_page()
    cells = page.locator("table").first.locator("tbody td").all_inner_texts()
    assert sum(map(float, cells)) == pytest.approx(1000, abs=0.21)
    drawn = page.locator("svg[role=img]").first.locator("path")
    # Each triangle or dot begins with one move.
    counts = [len(path.get_attribute("d").split("M")) - 1 for path in drawn.all()]
    assert sum(counts) == 1000


def test_two_on_one_page_move_apart(open_page):
    page = open_page(copies=2)
    first, second = page.locator(".course-explorer").all()
    before = shown(second)
    first.get_by_role("button", name="after balancing").click()
    assert shown(first) != before
    assert shown(second) == before
    assert page.locator("input").count() == 4


def test_keys_are_kept_from_the_deck_around_it(open_page):
    page = open_page()
    page.evaluate("() => { window.heard = []; document.onkeydown = e => { heard.push(e.key); }; }")
    page.locator("input").first.focus()
    page.keyboard.press("ArrowRight")
    page.locator("button").first.focus()
    page.keyboard.press(" ")
    page.keyboard.press("Escape")
    assert page.evaluate("heard") == ["Escape"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(open_page, theme):
    from axe_playwright_python.base import AXE_SCRIPT

    page = open_page(copies=2, color_scheme=theme)
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    assert [(violation["id"], violation["help"]) for violation in found] == []


@pytest.mark.parametrize("width", [420, 700, 1200])
def test_explorer_stays_inside_its_column(open_page, width):
    page = open_page(viewport={"width": width, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if width == 1200:
        assert page.locator(".course-explorer").bounding_box()["height"] < 560


def test_table_stands_where_scripts_do_not_run(open_page, explorer):
    page = open_page(java_script_enabled=False)
    assert page.locator("input").count() == 0
    cells = page.locator(".ce-still td").all_inner_texts()
    assert cells == [str(value) for row in explorer.table.values for value in row]
