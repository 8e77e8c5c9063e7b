"""Small pieces of HTML that look right in JupyterLab, light and dark, and in a deck."""

import html
import re
from collections.abc import Iterable

from course_utils.exercises._outcome import Outcome

# Okabe and Ito's colours, told apart by the colour-blind; black on each has a contrast above 5.
COLOURS = {
    Outcome.RIGHT: "#009e73",
    Outcome.NOT_YET_RIGHT: "#e69f00",
    Outcome.CRASHED: "#d55e00",
    Outcome.NOT_ATTEMPTED: "#999999",
}
SIGNS = {
    Outcome.RIGHT: "✓",
    Outcome.NOT_YET_RIGHT: "→",
    Outcome.CRASHED: "✗",
    Outcome.NOT_ATTEMPTED: "○",
}
NEUTRAL = "#56b4e9"

_TEXT = "var(--jp-content-font-color1, var(--vscode-editor-foreground, #212121))"
_GROUND = "var(--jp-layout-color1, var(--vscode-editor-background, #ffffff))"
_BAND = "var(--jp-layout-color2, var(--vscode-textCodeBlock-background, #eeeeee))"
_CODE_FONT = "var(--jp-code-font-family, ui-monospace, monospace)"
_BOX = (
    f"border-left: 6px solid {{colour}}; padding: 0.4em 0.8em; margin: 0.2em 0; "
    f"max-width: 60em; color: {_TEXT}; background: {_GROUND}; "
    "font-family: var(--jp-content-font-family, system-ui, sans-serif); "
    "font-size: var(--jp-content-font-size1, 1em); line-height: 1.5; text-align: left"
)
_DISC = (
    "display: inline-block; width: 1.4em; height: 1.4em; line-height: 1.4em; "
    "border-radius: 50%; text-align: center; font-weight: bold; "
    "color: #000000; background: {colour}"
)
_CODE = f"font-family: {_CODE_FONT}; color: inherit; background: {_BAND}; padding: 0 0.2em"
_BLOCK = (
    f"font-family: {_CODE_FONT}; font-size: 0.95em; color: inherit; background: {_BAND}; "
    "padding: 0.5em; overflow-x: auto; white-space: pre; line-height: 1.35"
)
CELL = "padding: 0.15em 0.8em; text-align: left; color: inherit; background: transparent"


def inline(text: str) -> str:
    """Return a text as HTML: escaped, backticks as code.

    Examples
    --------
    >>> inline("a < b")
    'a &lt; b'
    """
    escaped = html.escape(text, quote=False)
    return re.sub(r"`([^`]+)`", rf'<code style="{_CODE}">\1</code>', escaped)


def box(colour: str, parts: Iterable[str]) -> str:
    """Return parts of HTML in a box with a coloured edge."""
    return f'<div style="{_BOX.format(colour=colour)}">{"".join(parts)}</div>'


def heading(title: str, *, outcome: Outcome | None = None, aside: str = "") -> str:
    """Return the first line of a box: sign, words, and an aside such as the points."""
    disc = "" if outcome is None else f"{sign(outcome)} "
    tail = f' <span style="margin-left: 0.6em">{html.escape(aside)}</span>' if aside else ""
    return f"<div>{disc}<strong>{html.escape(title)}</strong>{tail}</div>"


def sign(outcome: Outcome) -> str:
    """Return the outcome's sign on a disc of its colour; the words beside it say the same."""
    style = _DISC.format(colour=COLOURS[outcome])
    return f'<span aria-hidden="true" style="{style}">{SIGNS[outcome]}</span>'


def paragraphs(text: str) -> str:
    r"""Return feedback as paragraphs, one for each part between blank lines.

    Examples
    --------
    >>> paragraphs("One.\n\nTwo.").count("<div")
    2
    """
    parts = [part for part in re.split(r"\n\s*\n", text) if part.strip()]
    return "".join(f'<div style="margin-top: 0.3em">{inline(part)}</div>' for part in parts)


def code_block(source: str) -> str:
    """Return Python source with keywords bold and comments in italics, in no colour of its own."""
    from pygments import highlight  # type: ignore[import-untyped]
    from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]
    from pygments.lexers import PythonLexer  # type: ignore[import-untyped]

    formatter = HtmlFormatter(noclasses=True, style="bw", nowrap=True)
    return f'<pre style="{_BLOCK}">{highlight(source, PythonLexer(), formatter).rstrip()}</pre>'


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a small table; head and cells are text, backticks become code."""
    top = "".join(f'<th scope="col" style="{CELL}">{inline(cell)}</th>' for cell in head)
    body = "".join(
        "<tr>" + "".join(f'<td style="{CELL}">{inline(cell)}</td>' for cell in row) + "</tr>"
        for row in rows
    )
    style = "border-collapse: collapse; margin: 0.4em 0; color: inherit; font-size: inherit"
    return f'<table style="{style}"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'
