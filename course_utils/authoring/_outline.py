"""The outline that the course implements: one title and one snippet per slide."""

import re
from pathlib import Path

from course_utils.files import need_repository

_SLIDE = re.compile(r"^Slide (\d+): (.+?)\s*$", re.MULTILINE)
_CODE = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


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
    text = _outline(root)
    starts = {int(match[1]): match.end() for match in _SLIDE.finditer(text)}
    if number not in starts:
        return None
    rest = _SLIDE.split(text[starts[number] :], maxsplit=1)[0]
    code = _CODE.search(rest)
    return code[1].rstrip("\n") if code else None


def _outline(root: Path | None) -> str:
    path = (root or need_repository("course build")) / "slides" / "outline.md"
    return path.read_text("utf-8") if path.exists() else ""
