"""What each explorer shows in Chromium, at every place of its sliders: right to the last digit."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import confusion_matrix, f1_score, precision_score, recall_score

from course_utils.plots import explore_learning

pytestmark = pytest.mark.browser


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
