"""The outline that the course implements: one title and one snippet per slide."""

import re

from course_utils.files import need_repository

_SLIDE = re.compile(r"^Slide (\d+): (.+?)\s*$", re.MULTILINE)
_CODE = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def outline_titles() -> dict[int, str]:
    """Return the outline's titles by slide number.

    Examples
    --------
    >>> outline_titles()[3]
    'Resampling Techniques'
    """
    return {int(number): title for number, title in _SLIDE.findall(_outline())}


def published_snippet(number: int) -> str | None:
    """Return a slide's code as it was published, None for a slide without code.

    Examples
    --------
    >>> published_snippet(3).splitlines()[0]
    'from sklearn.utils import resample'
    >>> published_snippet(1) is None
    True
    """
    text = _outline()
    starts = {int(match[1]): match.end() for match in _SLIDE.finditer(text)}
    if number not in starts:
        return None
    rest = _SLIDE.split(text[starts[number] :], maxsplit=1)[0]
    code = _CODE.search(rest)
    return code[1].rstrip("\n") if code else None


def _outline() -> str:
    return (need_repository("course build") / "slides" / "outline.md").read_text("utf-8")
