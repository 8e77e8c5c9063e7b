"""What tests share: a real browser for those marked `browser` (Chromium, driven by Playwright)."""

import shutil
from dataclasses import dataclass, field

import pytest
from hypothesis import settings

# A busy machine is slow now and then: what is wrong fails a test, the clock does not.
settings.register_profile("course", deadline=None)
settings.load_profile("course")

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"]

# What of the current slide lies outside the slide, or under the line at its foot.
OUTSIDE = """() => {
  const slide = Reveal.getCurrentSlide();
  const box = slide.getBoundingClientRect();
  const scale = box.width / 1280;
  const scrolls = (element) => getComputedStyle(element).overflowY === "auto";
  const outside = [];
  for (const element of slide.querySelectorAll("*")) {
    if (element.closest("aside.notes, script, style")) continue;
    const scroller = element.parentElement.closest("details[open]");
    if (scroller && scrolls(scroller)) continue;
    const { left, right, top, bottom, width, height } = element.getBoundingClientRect();
    if (!width || !height || getComputedStyle(element).visibility === "hidden") continue;
    const edges = [left - box.left, box.left + 1280 * scale - right,
                   top - box.top, box.top + 684 * scale - bottom];
    if (Math.min(...edges) < -1 || (element.tagName === "PRE"
        && element.scrollWidth > element.clientWidth + 1)) {
      outside.push(element.outerHTML.slice(0, 120));
    }
  }
  if (slide.scrollHeight > 721) outside.push(`${slide.scrollHeight} px of content`);
  return outside;
}"""

SEEN = """() => {
  const slide = Reveal.getCurrentSlide();
  const size = (element) => parseFloat(getComputedStyle(element).fontSize);
  return {
    code: [...slide.querySelectorAll("pre")].map(size),
    figures: [...slide.querySelectorAll(".figure img")].map(
      (image) => ({ alt: image.alt, height: image.getBoundingClientRect().height,
        wider: image.offsetWidth / image.offsetHeight
          * image.naturalHeight / image.naturalWidth })),
    nameless: [...slide.querySelectorAll("img")].filter((image) => !image.alt.trim()
      || image.alt.startsWith("No description has been provided")).length,
    text: slide.innerText.trim(),
  };
}"""

# How the current slide's text looks, as far as its contrast goes: colour, ground, large or not.
LOOKS = """() => {
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (!/, 0\\)$|transparent/.test(colour)) return colour;
    }
    return "";
  };
  const says = (element) => [...element.childNodes].some(
    (node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  return [...Reveal.getCurrentSlide().querySelectorAll("*")].filter(says).map((element) => {
    const { color, fontSize, fontWeight } = getComputedStyle(element);
    const large = parseFloat(fontSize) >= (fontWeight >= 700 ? 18.66 : 24);
    return `${color} on ${ground(element)}, ${large ? "large" : "small"}`;
  });
}"""

# axe looks at each node of a page before it looks at the part asked for: the other slides are
# taken out meanwhile, which takes half the time.
AXE_OF_SLIDE = """async (options) => {
  const slide = Reveal.getCurrentSlide();
  const others = [...document.querySelectorAll(".slides section.sheet")]
    .filter((other) => other !== slide)
    .map((other) => {
      const content = document.createDocumentFragment();
      content.append(...other.childNodes);
      return [other, content];
    });
  try { return await axe.run(slide, options); }
  finally { for (const [other, content] of others) other.append(content); }
}"""


@dataclass
class Deck:
    """A deck in a browser, and what the browser noticed while it was looked at."""

    page: object
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    looked_at: set[str] = field(default_factory=set)

    def __post_init__(self):
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on(
            "console",
            lambda line: self.errors.append(line.text) if line.type == "error" else None,
        )

    def open(self, path):
        self.page.goto(path.as_uri())
        self.page.wait_for_function("window.Reveal && Reveal.isReady()")
        # What is still fading in has less contrast than it will have.
        self.page.add_style_tag(content=".fragment { transition: none !important; }")
        return self

    @property
    def fetched(self):
        """Return what was asked for besides the file itself and what it carries."""
        own = self.page.url.partition("#")[0]
        return [
            url
            for url in self.requests
            if url.partition("#")[0] != own and not url.startswith(("data:", "about:", "blob:"))
        ]

    def states(self, key=None):
        """Go through every slide and every fragment; yield "slide/fragment" as they are shown."""
        self.page.evaluate("Reveal.slide(0, 0, -1)")
        seen = set()
        while (where := self._state()) not in seen:
            yield where
            seen.add(where)
            if self.shows_whole_slide() and self.page.evaluate("Reveal.isLastSlide()"):
                return
            self.page.keyboard.press(key) if key else self.page.evaluate("Reveal.next()")
        raise AssertionError(f"{key or 'next'} does not lead on from slide {where}")

    def whole_slides(self):
        """Go through every slide, each with all its fragments; yield "slide" as it is shown."""
        places = "Reveal.getSlides().map(Reveal.getIndices).map(({ h, v }) => [h, v ?? 0])"
        for number, place in enumerate(self.page.evaluate(places), 1):
            self.page.evaluate("([h, v]) => Reveal.slide(h, v, 99)", place)
            assert self.shows_whole_slide()
            yield str(number)

    def _state(self):
        return self.page.evaluate(
            "`${Reveal.getSlidePastCount() + 1}/${(Reveal.getIndices().f ?? -1) + 1}`"
        )

    def shows_whole_slide(self):
        """Tell whether no fragment is left to come."""
        return self.page.evaluate("!Reveal.availableFragments().next")

    def close(self):
        self.page.context.close()

    def outside(self):
        return self.page.evaluate(OUTSIDE)

    def seen(self):
        return self.page.evaluate(SEEN)

    def looks_new(self):
        """Tell whether some text of the slide has a look that no slide asked for had before."""
        looks = set(self.page.evaluate(LOOKS)) - self.looked_at
        self.looked_at |= looks
        return bool(looks)

    def axe(self, *, rules=None, whole=False, contrast=True):
        """Return what axe-core finds wrong with the slide shown, or with the whole page."""
        from axe_playwright_python.base import AXE_SCRIPT

        if not self.page.evaluate("typeof axe === 'object'"):
            self.page.evaluate(AXE_SCRIPT)
        options = {
            "resultTypes": ["violations"],
            "rules": {"color-contrast": {"enabled": contrast}},
        }
        if rules:
            options["runOnly"] = rules
        run = "options => axe.run(document, options)" if whole else AXE_OF_SLIDE
        found = self.page.evaluate(run, options)["violations"]
        return [
            f"{violation['id']}: {node['html'][:160]} ({violation['help']})"
            for violation in found
            for node in violation["nodes"]
        ]


@pytest.fixture(scope="module")
def browser():
    """Return Chromium, or skip.

    It lives as long as a module's tests: Playwright keeps an event loop running, in which other
    tests could not start one of their own.
    """
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("there is no Chromium on the PATH (Debian: apt install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def new_deck(browser):
    """Return a function that opens a deck from disk, 1280×720, in a fresh profile."""

    def open_one(path, *, theme="light"):
        context = browser.new_context(
            viewport={"width": 1280, "height": 720}, color_scheme=theme, offline=True
        )
        return Deck(context.new_page()).open(path)

    return open_one


@pytest.fixture
def open_deck(new_deck):
    """Return a function that opens a deck until the test ends."""
    decks = []

    def open_one(path, **options):
        decks.append(new_deck(path, **options))
        return decks[-1]

    yield open_one
    for deck in decks:
        deck.close()
