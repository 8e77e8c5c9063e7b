"""The theme's colours, computed from its style sheets."""

import re

import pytest

from course_utils.files import shipped_folder

THEMES = ("light", "dark")
CODE = ("ink", "code-keyword", "code-name", "code-string", "code-number", "code-comment")


def colours(theme):
    """Return the theme's colour variables; the dark theme overrides the light one."""
    folder = shipped_folder("theme") / "course_reveal"
    found = {}
    for sheet in ("theme.css", "code.css"):
        text = (folder / sheet).read_text(encoding="utf-8")
        for selector, block in re.findall(r"(:root[^{]*)\{([^}]*)\}", text):
            if theme == "dark" or "dark" not in selector:
                found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})\b", block))
    return found


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_contrast_of_black_and_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", CODE)
def test_code_can_be_read_on_its_panel(theme, name):
    found = colours(theme)
    assert contrast(found[name], found["panel"]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", ["ink", "quiet", "accent", "good", "bad"])
def test_text_can_be_read_on_the_page(theme, name):
    found = colours(theme)
    assert contrast(found[name], found["page"]) >= 4.5


def test_dark_theme_is_dark():
    assert luminance(colours("dark")["page"]) < 0.05 < luminance(colours("light")["page"])
