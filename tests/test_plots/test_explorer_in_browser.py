"""The explorers in Chromium: moved by keys, open to everyone, at home in a page and in a deck."""

import pytest

pytestmark = pytest.mark.browser


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
