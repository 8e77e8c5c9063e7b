"""A small lesson with one of everything that a slide can hold."""

import base64
import io
import json
from types import SimpleNamespace

import pytest

EXPLORER = """
<div class="sample-explorer">
  <label>Share of positives in the test set (%)
    <input type="range" min="1" max="50" value="5"></label>
  <p>Precision: <output>0.180</output></p>
  <script>
  (() => {
    const root = document.currentScript.parentElement;
    const input = root.querySelector("input");
    input.addEventListener("input", () => {
      const share = input.value / 100;
      const precision = 0.8 * share / (0.8 * share + 0.2 * (1 - share));
      root.querySelector("output").textContent = precision.toFixed(3);
    });
  })();
  </script>
</div>"""

TWELVE_LINES = """\
from imblearn.over_sampling import RandomOverSampler
from imblearn.pipeline import make_pipeline
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import StratifiedGroupKFold, cross_val_score

folds = StratifiedGroupKFold(n_splits=5, shuffle=True, random_state=0)
model = make_pipeline(  # the sampler acts in fit only
    RandomOverSampler(random_state=0),
    RandomForestClassifier(min_samples_leaf=5, n_jobs=-1, random_state=0),
)
scores = cross_val_score(model, X, y, groups=groups, cv=folds, scoring="roc_auc")
print(f"ROC AUC {scores.mean():.3f}, by fold {scores.min():.3f} to {scores.max():.3f}")"""


STUB = '''\
def split_and_resample(X, y):
    """Split, then over-sample the training set.

    The test set stays as it was.
    """
    ...'''


def cell(kind, source, slide_type, *, tags=(), outputs=None, name=None, **metadata):
    """Return a cell as a file holds it."""
    written = {
        "cell_type": kind,
        "id": name or f"{kind}-{abs(hash(source)) % 10_000}",
        "metadata": {"slideshow": {"slide_type": slide_type}, "tags": list(tags), **metadata},
        "source": source.splitlines(keepends=True),
    }
    if kind == "code":
        written |= {"execution_count": 1, "outputs": outputs or []}
    return written


def markdown(source, slide_type="slide", **more):
    return cell("markdown", source, slide_type, **more)


def code(source, slide_type="-", **more):
    return cell("code", source, slide_type, **more)


def shown(data, **metadata):
    return {"output_type": "display_data", "data": data, "metadata": metadata}


def printed(text):
    return {"output_type": "stream", "name": "stdout", "text": text.splitlines(keepends=True)}


def write_notebook(path, cells):
    content = {
        "cells": cells,
        "metadata": {"language_info": {"name": "python", "pygments_lexer": "ipython3"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def figure():
    """Return a plot as the base64 of its PNG."""
    from matplotlib.figure import Figure

    plot = Figure(figsize=(9, 4.2), dpi=150, layout="constrained")
    axes = plot.subplots()
    axes.plot([0, 0.2, 0.5, 1], [1, 0.6, 0.35, 0.045], color="#0072B2", lw=2, label="pipeline")
    axes.axhline(0.045, color="#D55E00", ls="--", label="prevalence")
    axes.set(xlabel="Recall", ylabel="Precision", title="Honest precision falls with recall")
    axes.legend(frameon=False)
    stored = io.BytesIO()
    plot.savefig(stored, format="png")
    return base64.b64encode(stored.getvalue()).decode()


def table():
    import pandas as pd

    rows = {
        "AP": [0.045, 0.366, 0.352],
        "95 % interval": ["–", "0.331 to 0.402", "0.318 to 0.389"],
        "ROC AUC": [0.5, 0.88, 0.879],
        "Brier skill": [0.0, 0.112, -0.931],
    }
    return pd.DataFrame(rows, index=["dummy", "forest", "forest, over-sampled"]).to_html()


def sample_cells():
    picture = {"image/png": figure(), "text/plain": "<Figure size 900x420 with 1 Axes>"}
    return [
        markdown(
            "# Resampling\n\n**Why does a model on pure noise reach an AUC of 1?**\n\n"
            "65 minutes · after lessons 1 and 2\n\n"
            "1. Split first, then resample (exercise 3.1)\n"
            "2. Put a sampler into a pipeline (exercise 3.2)\n"
            "3. Say what a balanced test set does to precision (exercise 3.3)\n",
            name="title",
        ),
        markdown("Ask the room for a guess.", "notes", tags=["remove-cell"], name="title-notes"),
        markdown("Long prose for those who read alone.", "skip", name="prose"),
        code("import numpy as np", "skip", tags=["setup"], name="setup"),
        markdown(
            "## Precision depends on the prevalence\n\n"
            "With recall $r$, false-positive rate $f$ and prevalence $\\pi$:\n\n"
            "$$\\text{precision} = \\frac{r\\,\\pi}{r\\,\\pi + f\\,(1 - \\pi)}$$\n",
            name="formula",
        ),
        markdown("- A test set balanced to 50 % is another world.\n", "fragment", name="first"),
        markdown("- Recall and $f$ stay; precision does **not**.\n", "fragment", name="second"),
        markdown(
            "Write the numbers on the board first.", "notes", tags=["remove-cell"], name="board"
        ),
        markdown("## The sampler belongs in the pipeline\n", "subslide", name="pipeline"),
        code(TWELVE_LINES, outputs=[printed("ROC AUC 0.871, by fold 0.852 to 0.889\n")],
             name="twelve"),
        markdown("## Honest precision\n", "slide", name="figure-title"),
        code("draw(curve)", tags=["hide-input"], name="figure",
             outputs=[shown(picture, **{"image/png": {"alt": "Precision falls with recall."}})]),
        markdown("## Three rows of the scoreboard\n", "subslide", name="table-title"),
        code("scoreboard", name="table",
             outputs=[{"output_type": "execute_result", "execution_count": 1, "metadata": {},
                       "data": {"text/html": table(), "text/plain": "…"}}]),
        markdown("## Move the prevalence\n", "slide", name="explorer-title"),
        code("explore()", tags=["hide-input"], name="explorer",
             outputs=[shown({"text/html": EXPLORER})]),
        markdown(
            "## Myth and fact\n\n> “Resample, then split.”\n\n"
            "| | leaky | honest |\n|---|---|---|\n| forest | 1.000 | 0.512 |\n\n"
            "The test rows are copies of training rows: `RandomOverSampler` draws with "
            "replacement.\n\n"
            "<details><summary>Deeper: why a linear model leaks little</summary>\n\n"
            "It cannot remember single rows.\n\n</details>\n",
            name="myth",
        ),
        markdown(
            "### Exercise 3.1 · Split and resample\n\n*2 points; about 8 minutes.*\n\n"
            'Replace the `...` in the next cell, run it. Stuck? Run `hint("3.1")`.\n',
            "slide", name="ex-3-1-prompt",
        ),
        code(STUB, "skip", name="ex-3-1"),
        code('check("3.1", split_and_resample)', "skip", name="ex-3-1-check"),
        markdown(
            "### Quiz 3\n\nNo points; each answer has its reason.\n\n"
            "**A.** What may a test set not be?\n\n- **a**: small\n- **b**: resampled\n\n"
            "**B.** When does a sampler act?\n\n- **a**: in `fit`\n- **b**: in `predict`\n",
            "slide", name="ex-3-quiz-prompt",
        ),
        code('check("3.quiz", a=..., b=...)', "skip", name="ex-3-quiz"),
    ]  # fmt: skip


@pytest.fixture(scope="session")
def sample_lesson(tmp_path_factory):
    """Return the folder with the sample notebook, whose lesson number is 3."""
    folder = tmp_path_factory.mktemp("notebooks")
    write_notebook(folder / "03_resampling.ipynb", sample_cells())
    return folder


@pytest.fixture
def deck_cells():
    """Return the makers of cells: markdown(text, slide_type), code(text, slide_type), …"""
    return SimpleNamespace(markdown=markdown, code=code, shown=shown, figure=figure)


@pytest.fixture
def notebook_file():
    return write_notebook


@pytest.fixture
def lesson(tmp_path):
    """Return a function that writes a lesson of one slide and returns the notebooks' folder."""
    folder = tmp_path / "notebooks"
    folder.mkdir()

    def write(text, *, number=1):
        write_notebook(folder / f"{number:02d}_lesson.ipynb", [markdown(text, name="first")])
        return folder

    return write
