"""Compare the course's decks with stock `jupyter nbconvert --to slides`: time, size, network.

Run `.venv/bin/python benchmarks/decks.py`; it writes benchmarks/decks.md.
"""

import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "decks.md"
BIN = Path(sys.executable).parent
FETCHED = re.compile(
    r"""<(?:script|link|img)\b[^>]*?(?:src|href)=["'](https?://[^"']+)|["'](https?://[^"']+\.m?js)["']"""
)
HEAD = """\
# Decks, ours and stock

Written by `benchmarks/decks.py`. Each deck is built by a command of its own, from the notebook
as committed, once. Stock is `jupyter nbconvert --to slides`, which leaves reveal.js, MathJax and
more to a content delivery network: without one its deck does not start. Ours asks for nothing.

All of ours in one command: {count} decks in {seconds:.1f} s, {megabytes:.1f} MB.

| Deck | Seconds | Stock | Kilobytes | Stock | Fetched | Stock |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
"""


def main() -> None:
    """Build all decks in both ways, print the table and write it."""
    with tempfile.TemporaryDirectory() as folder:
        rows = [_row(path, Path(folder)) for path in sorted(ROOT.glob("notebooks/[0-9]*.ipynb"))]
    seconds = _timed([str(BIN / "course"), "slides"])
    decks = list((ROOT / "slides" / "build").glob("*.html"))
    megabytes = sum(deck.stat().st_size for deck in decks) / 1e6
    page = HEAD.format(count=len(decks), seconds=seconds, megabytes=megabytes) + "".join(rows)
    print(page)
    RESULTS.write_text(page, encoding="utf-8")


def _row(notebook: Path, folder: Path) -> str:
    ours = ROOT / "slides" / "build" / f"{notebook.stem}.html"
    stock = folder / f"{notebook.stem}.slides.html"
    seconds = _timed([str(BIN / "course"), "slides", notebook.stem])
    convert = [str(BIN / "jupyter"), "nbconvert", "--to", "slides", "--output-dir", str(folder)]
    stock_seconds = _timed([*convert, str(notebook)])
    sizes = [f"{path.stat().st_size / 1000:,.0f}" for path in (ours, stock)]
    fetched = [str(len(_hosts(path))) for path in (ours, stock)]
    cells = [notebook.stem, f"{seconds:.1f}", f"{stock_seconds:.1f}", *sizes, *fetched]
    return f"| {' | '.join(cells)} |\n"


def _hosts(deck: Path) -> set[str]:
    """Return the files that a page names and that lie on other machines."""
    return {first or second for first, second in FETCHED.findall(deck.read_text("utf-8"))}


def _timed(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
