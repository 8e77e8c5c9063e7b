"""The frame of an explorer: HTML that lives in JupyterLab and in a deck, without a kernel.

An explorer is one piece of HTML: a table that stands where scripts do not run (an
untrusted notebook, a reader without a browser), and a script that puts something to move
in its place. It asks for nothing from anywhere. Nothing in it has an id, so several may
stand on one page, and its text depends on its data alone, so that a notebook's output can
be compared.
"""

import hashlib
import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import pandas as pd


@dataclass(frozen=True)
class Explorer:
    """Something to move, with a table for where nothing can.

    Parameters
    ----------
    scripts : tuple of str
        The names of its scripts in ``explorers/``, the shared ones first.
    title : str
        What it shows.
    data : mapping
        The arrays that the script draws, as plain numbers and lists.
    table : pandas.DataFrame
        A few of its values as text, shown where scripts do not run.
    invitation : str, default=""
        What to try first, one sentence beside the title.

    Examples
    --------
    >>> import numpy as np
    >>> from course_utils.plots import explore_prevalence
    >>> explorer = explore_prevalence([0, 0, 0, 1, 1], [0.1, 0.2, 0.7, 0.4, 0.8])
    >>> "<script>" in explorer._repr_html_()
    True
    """

    scripts: tuple[str, ...]
    title: str
    data: Mapping[str, Any]
    table: pd.DataFrame
    invitation: str = ""

    def __repr__(self) -> str:
        return f"{self.title}\n{self.table.to_string(index=False)}"

    def _repr_html_(self) -> str:
        # "<" is escaped, so that no text of the data can end the script.
        data = json.dumps(dict(self.data), separators=(",", ":")).replace("<", "\\u003c")
        key = hashlib.sha256(f"{self.scripts}{self.title}{data}".encode()).hexdigest()[:12]
        title = html.escape(self.title)
        return _FRAME.format(
            key=key,
            title=title,
            ask=f' <span class="ce-ask">{html.escape(self.invitation)}</span>'
            * bool(self.invitation),
            style=_asset("explorer.css"),
            table=self.table.to_html(index=False, border=0, justify="right"),
            script="".join(_asset(f"{name}.js") for name in ("explorer", *self.scripts)),
            data=data,
        )


_FRAME = """\
<div class="course-explorer" data-explorer="{key}" role="group" aria-label="Explorer: {title}" \
data-prevent-swipe>
<style>
{style}</style>
<p class="ce-title">{title}{ask}</p>
<div class="ce-still">{table}<p>Run this cell to get sliders in place of the table.</p></div>
<script>
(() => {{
{script}
for (const root of document.querySelectorAll('[data-explorer="{key}"]:not([data-live])')) {{
  root.setAttribute("data-live", "");
  root.querySelector(".ce-still").remove();
  start(root, {data});
  keepKeys(root);
}}
}})();
</script>
</div>"""


def _asset(name: str) -> str:
    """Return a file of the explorers without its comments and indents, which need room."""
    text = (resources.files(__package__) / "explorers" / name).read_text(encoding="utf-8")
    return re.sub(r"^\s*(//.*\n)?|^\n", "", text, flags=re.MULTILINE)
