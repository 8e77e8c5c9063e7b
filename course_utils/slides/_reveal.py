"""reveal.js and a typeface, out of the wheel of sphinx-revealjs: nothing is downloaded."""

import re
from base64 import b64encode
from importlib.util import find_spec
from pathlib import Path

from course_utils.errors import CourseError

_FILES = {
    "reveal_css": "dist/reveal.css",
    "reveal_js": "dist/reveal.js",
    "notes_js": "plugin/notes/notes.js",
}
_FONTS = "dist/theme/fonts/source-sans-pro"
_FACES = {"regular": (400, "normal"), "italic": (400, "italic"), "semibold": (600, "normal")}


def reveal_files() -> dict[str, str]:
    """Return reveal.js's style sheet, script, notes plugin and typeface, fit to stand in one page.

    The typeface, Source Sans Pro, makes a slide break its lines alike on every system.
    """
    texts = {name: _read(path).decode() for name, path in _FILES.items()}
    return {
        "reveal_css": _without_imports(texts["reveal_css"]),
        "reveal_js": _inside_script(texts["reveal_js"]),
        "notes_js": _inside_script(texts["notes_js"]),
        "fonts_css": font_faces(),
    }


def font_faces() -> str:
    """Return the typeface as a style sheet that holds its files."""
    fonts = {name: _read(f"{_FONTS}/source-sans-pro-{name}.woff") for name in _FACES}
    faces = [_font_face(name, font) for name, font in fonts.items()]
    return "\n".join(["/* Source Sans Pro, SIL Open Font License 1.1 */", *faces])


def _read(path: str) -> bytes:
    file = _reveal_folder() / path
    try:
        return file.read_bytes()
    except OSError as error:
        raise CourseError(
            f"The slides need reveal.js, and '{error.filename}' is missing from this "
            "environment's sphinx-revealjs. Run `make lab` to bring the environment in line."
        ) from error


def _font_face(name: str, font: bytes) -> str:
    weight, style = _FACES[name]
    return (
        '@font-face { font-family: "Source Sans Pro"; '
        f"font-weight: {weight}; font-style: {style}; "
        f"src: url(data:font/woff;base64,{b64encode(font).decode()}) format('woff'); }}"
    )


def _reveal_folder() -> Path:
    # find_spec only looks the package up: importing it would import Sphinx.
    spec = find_spec("sphinx_revealjs")
    if spec is None or not spec.submodule_search_locations:
        raise CourseError(
            "The slides need reveal.js from the package 'sphinx-revealjs', which is not installed "
            "here. Run `make lab` in a clone, or `pip install sphinx-revealjs latex2mathml`."
        )
    return Path(spec.submodule_search_locations[0]) / "_static" / "revealjs"


def _without_imports(css: str) -> str:
    return re.sub(r"@import\s+url\([^)]*\);?|@import\s+['\"][^;]*;?", "", css)


def _inside_script(javascript: str) -> str:
    """Escape what would end a script element early, and drop the pointer to a source map."""
    text = re.sub(r"^//# sourceMappingURL=.*$", "", javascript, flags=re.MULTILINE)
    return text.replace("<!--", r"<\!--").replace("</script", r"<\/script")
