"""The outline that the course implements: a title, a statement and perhaps code for each slide."""

import re
from pathlib import Path

from course_utils.files import need_repository

_SLIDE = re.compile(r"^Slide (\d+): (.+?)\s*$", re.MULTILINE)
_CODE = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
_META = "## Meta:"


def outline_titles(root: Path | None = None) -> dict[int, str]:
    """Return the outline's titles by slide number.

    Parameters
    ----------
    root : pathlib.Path, optional
        The clone; by default the one this package lies in.

    Examples
    --------
    >>> outline_titles()[3]
    'Resampling Techniques'
    """
    return {int(number): title for number, title in _SLIDE.findall(_outline(root))}


def published_snippet(number: int, root: Path | None = None) -> str | None:
    """Return a slide's code as it was published, None for a slide without code.

    Parameters
    ----------
    number : int
        The slide, which is the lesson.
    root : pathlib.Path, optional
        The clone; by default the one this package lies in.

    Examples
    --------
    >>> published_snippet(3).splitlines()[0]
    'from sklearn.utils import resample'
    >>> published_snippet(1) is None
    True
    """
    code = _CODE.search(_slide(number, root))
    return code[1].rstrip("\n") if code else None


def series_text(root: Path | None = None) -> tuple[str, str, str]:
    """Return what the outline says of the series of short videos: title, description, hashtags.

    Parameters
    ----------
    root : pathlib.Path, optional
        The clone; by default the one this package lies in.

    Examples
    --------
    >>> series_text()[0]
    'Solving Imbalanced Datasets with Python'
    """
    _, title, *description, hashtags = _outline(root).partition(_META)[2].strip().split("\n\n")
    return title, "\n\n".join(description), hashtags


def _slide(number: int, root: Path | None) -> str:
    """Return what the outline says on a slide, below its title."""
    text = _outline(root).partition(_META)[0]
    start = next((m.end() for m in _SLIDE.finditer(text) if int(m[1]) == number), len(text))
    return re.split(_SLIDE.pattern, text[start:], maxsplit=1, flags=re.MULTILINE)[0]


def _outline(root: Path | None) -> str:
    path = (root or need_repository("course build")) / "slides" / "outline.md"
    return path.read_text("utf-8") if path.exists() else ""
