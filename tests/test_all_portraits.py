"""Every upright frame, in a real browser: what a telephone would show."""

from base64 import b64decode
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from course_utils.files import shipped_folder
from course_utils.slides._frames import read_portraits
from course_utils.slides._portrait import open_frames, picture_frames

NOTEBOOKS = sorted(shipped_folder("notebooks").glob("[0-9][0-9]_*.ipynb"))

pytestmark = pytest.mark.browser

# Text under 40 px, and what lies where a telephone's apps have their buttons, frame by frame.
FAULTS = """() => [...document.querySelectorAll(".frame")].flatMap((frame, place) => {
  const box = frame.getBoundingClientRect();
  const faults = [];
  const inside = (rect, what) => {
    if (rect.width && rect.height && (rect.left < box.left + 59 || rect.right > box.right - 119
        || rect.top < box.top + 119 || rect.bottom > box.bottom - 319)) {
      faults.push(`frame ${place + 1}: ${what} is outside the safe area`);
    }
  };
  const texts = document.createTreeWalker(frame, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (!text.data.trim()) continue;
    if (parseFloat(getComputedStyle(text.parentElement).fontSize) < 39.9) {
      faults.push(`frame ${place + 1}: '${text.data.trim()}' is less than 40 px high`);
    }
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const rect of range.getClientRects()) inside(rect, `'${text.data.trim()}'`);
  }
  for (const image of frame.querySelectorAll("img, .line")) {
    inside(image.getBoundingClientRect(), image.tagName);
  }
  for (const part of frame.querySelectorAll("*")) {
    if (part.closest("math, svg")) continue;
    if (part.scrollWidth > part.clientWidth + 1 && part.clientWidth) {
      faults.push(`frame ${place + 1}: ${part.className || part.tagName} overflows`);
    }
  }
  if (!frame.innerText.trim()) faults.push(`frame ${place + 1} is empty`);
  return faults;
})"""


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def portrait(request):
    (portrait,) = read_portraits([int(request.param.name[:2])], request.param.parent)
    return portrait


@pytest.fixture(scope="module")
def page(browser, portrait):
    page = open_frames(browser, portrait)
    yield page
    page.context.close()


def test_text_can_be_read_on_a_telephone_and_nothing_is_cut_or_under_its_buttons(page):
    assert page.locator(".frame").count() == 5
    assert page.evaluate(FAULTS) == []


def test_figure_is_drawn_for_a_telephone_and_nothing_of_it_is_cut(portrait):
    figure = Image.open(BytesIO(b64decode(portrait.figure.png))).convert("L")
    assert figure.size == (900, 1100)
    grey = np.asarray(figure)
    assert np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]]).min() > 250
    assert ink(figure) > 1


def test_pictures_show_the_whole_figure_at_its_own_size(page, portrait):
    pictures = [Image.open(BytesIO(png)).convert("L") for png in picture_frames(page)]
    assert [picture.size for picture in pictures] == [(1080, 1920)] * 5
    assert all(ink(picture) > 1 for picture in pictures)
    box = page.locator("figure img").bounding_box()
    assert (box["width"], box["height"]) == (900, 1100)
    left, top = box["x"], box["y"] - page.locator(".frame").nth(2).bounding_box()["y"]
    shown = pictures[2].crop((round(left), round(top), round(left) + 900, round(top) + 1100))
    stored = Image.open(BytesIO(b64decode(portrait.figure.png))).convert("L")
    for upper in range(0, 1100, 110):  # a browser that is in a hurry may leave out a part
        part = (0, upper, 900, upper + 110)
        assert ink(shown.crop(part)) == pytest.approx(ink(stored.crop(part)), rel=0.1, abs=0.5)


def ink(picture):
    """Return how far a grey picture is from white, on average."""
    return 255 - float(np.asarray(picture).mean())
