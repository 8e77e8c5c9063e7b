"""Every upright frame, in a real browser: what a telephone would show."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from course_utils.files import shipped_folder
from course_utils.slides._frames import read_portraits
from course_utils.slides._portrait import open_frames, picture_frames, upright

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


def test_pictures_are_upright_and_show_the_whole_figure(page, portrait):
    pictures = [Image.open(BytesIO(png)).convert("L") for png in picture_frames(page)]
    assert [picture.size for picture in pictures] == [(1080, 1920)] * 5
    assert all(ink(picture) > 1 for picture in pictures)
    stored = Image.open(BytesIO(upright(portrait.figure))).convert("L")
    left, upper, width, height = place_of(page, stored)
    shown = pictures[2].crop((left, upper, left + width, upper + height))
    stored = stored.resize((width, height))
    for band in range(8):  # a browser that is in a hurry may leave out a part
        part = (0, height * band // 8, width, height * (band + 1) // 8)
        assert ink(shown.crop(part)) == pytest.approx(ink(stored.crop(part)), rel=0.1, abs=0.5)


def place_of(page, stored):
    """Return left, top, width and height of the figure on its frame; it lies amid its box."""
    box = page.locator("figure img").bounding_box()
    top = page.locator(".frame").nth(2).bounding_box()["y"]
    scale = min(box["width"] / stored.width, box["height"] / stored.height)
    width, height = stored.width * scale, stored.height * scale
    left = box["x"] + (box["width"] - width) / 2
    upper = box["y"] - top + (box["height"] - height) / 2
    return round(left), round(upper), round(width), round(height)


def ink(picture):
    """Return how far a grey picture is from white, on average."""
    return 255 - float(np.asarray(picture).mean())
