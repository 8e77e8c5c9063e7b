"""Markdown with its formulas as MathML, which browsers draw without any script."""

import re
from html import escape
from pathlib import Path
from typing import Any

from course_utils.slides._notebook import DeckFault

_NAMED = re.compile(r"(<mi>[a-z]{2,}</mi>)(?=<m(?!o|space))")
"""A function by its name, such as log, before what it is taken of."""


def mathml(latex: str, *, display: str) -> str:
    """Return the formula as MathML, or say which part of it cannot be drawn.

    Parameters
    ----------
    latex : str
        The formula without its dollar signs.
    display : {'block', 'inline'}
        Whether it stands on a line of its own.

    Returns
    -------
    str
        A ``<math>`` element.

    Raises
    ------
    DeckFault
        When a command is unknown, or when the dollars look like money.

    Examples
    --------
    >>> mathml("x_1", display="inline").count("msub")
    2
    """
    from latex2mathml.converter import convert

    if display == "inline" and latex != latex.strip():
        raise DeckFault(
            f"reads '${latex}$' as a formula: write a dollar sign of the text as `\\$`, "
            "a formula without spaces at its ends"
        )
    try:
        markup = str(convert(latex.strip(), display=display))
    except Exception as error:  # the converter has no base class for what it raises
        raise DeckFault(f"has a formula that cannot be drawn, '{latex.strip()}'") from error
    unknown = re.findall(r"\\[A-Za-z]*", markup)
    if unknown:
        raise DeckFault(
            f"has a formula with {unknown[0]!r}, which MathML has no sign for: "
            f"say '{latex.strip()}' with other commands"
        )
    markup = _NAMED.sub(r'\1<mspace width="0.17em"/>', markup)
    return markup.replace("<math ", f'<math aria-label="{escape(latex.strip())}" ', 1)


def to_html(text: str, *, folder: Path, attachments: dict[str, Any], raised: int = 0) -> str:
    """Return the markdown as HTML: formulas as MathML, local images inside the page.

    Headings come ``raised`` levels higher.
    """
    from mistune import HTMLRenderer
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    class Renderer(IPythonRenderer):
        """nbconvert's renderer, which would leave formulas to a script."""

        def heading(self, text: str, level: int, **attrs: Any) -> str:
            if "<" not in text:  # a balanced line would break inside a word
                text = re.sub(r"(?<=[a-z])-(?=[a-z])", "\N{NON-BREAKING HYPHEN}", text)
            return str(super().heading(text, max(1, level - raised), **attrs))

        def text(self, text: str) -> str:
            """Keep a number and its per cent sign on one line."""
            return str(super().text(re.sub(r"(?<=\d) %", "\N{NO-BREAK SPACE}%", text)))

        def block_html(self, html: str) -> str:
            # Embedding images here would close a <details> that later Markdown belongs to.
            return HTMLRenderer.block_html(self, html)

        def block_math(self, body: str) -> str:
            return mathml(body, display="block")

        def inline_math(self, body: str) -> str:
            return mathml(body, display="inline")

        def latex_environment(self, name: str, body: str) -> str:
            return mathml(f"\\begin{{{name}}}{body}\\end{{{name}}}", display="block")

    renderer = Renderer(
        escape=False,
        embed_images=True,
        exclude_anchor_links=True,
        path=str(folder),
        attachments=attachments,
    )
    return str(MarkdownWithMath(renderer=renderer).render(text))
