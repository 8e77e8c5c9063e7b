"""Write the README's picture: the headline figure of lesson 3, as its notebook stores it.

Run by `make build`; a test compares the two.
"""

import base64
import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOK = ROOT / "notebooks" / "03_resampling.ipynb"
PICTURE = ROOT / "slides" / "picture.png"


def headline() -> bytes:
    """Return the picture of the cell tagged `headline`."""
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    (shown,) = (
        output["data"]["image/png"]
        for cell in cells
        if "headline" in cell["metadata"].get("tags", [])
        for output in cell["outputs"]
        if "image/png" in output.get("data", {})
    )
    return base64.b64decode(shown)


if __name__ == "__main__":
    PICTURE.write_bytes(headline())
