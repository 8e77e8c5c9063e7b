import json
from pathlib import Path
from typing import Any

import pytest

from course_utils.workspace import Workspace


@pytest.fixture(autouse=True)
def own_jupyter_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test signs notebooks in the person's Jupyter, nor keeps points in their workspace."""
    home = tmp_path / "jupyter"
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(home / "data"))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(home / "runtime"))
    monkeypatch.setenv("JUPYTERLAB_SETTINGS_DIR", str(home / "settings"))
    monkeypatch.setenv("COURSE_STATE", str(tmp_path / "state.json"))
    return home


def code(source: str, output: dict[str, str] | None = None) -> dict[str, Any]:
    outputs = []
    if output is not None:
        shown = {"data": output, "metadata": {}, "execution_count": 1}
        outputs = [{"output_type": "execute_result", **shown}]
    return {
        "cell_type": "code",
        "id": f"cell-{abs(hash(source)) % 10**8}",
        "metadata": {},
        "source": source,
        "outputs": outputs,
        "execution_count": 1 if outputs else None,
    }


def write_notebook(path: Path, *cells: dict[str, Any], **metadata: Any) -> None:
    notebook = {
        "cells": list(cells),
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}, **metadata},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Two lessons that nobody has opened yet."""
    originals = tmp_path / "notebooks"
    write_notebook(originals / "01_introduction.ipynb", code("1 + 1", {"text/plain": "2"}))
    write_notebook(
        originals / "03_resampling.ipynb",
        code("def answer(X):\n    ..."),
        code("answer(1)"),
        course={"cells": {}},
        jupytext={"formats": "ipynb,py:percent"},
    )
    return Workspace(tmp_path / "work", originals)
