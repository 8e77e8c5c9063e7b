"""A data folder with one small set, its wheel, and two helpers to compare cards with sources."""

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from course_utils.datasets import SourceMoved
from course_utils.datasets._archives import cache_folder, fetch_archive, read_members
from course_utils.datasets._sources import read_sources
from course_utils.files import shipped_folder

TABLE = """
[herons]
title = "Herons"
story = "Which heron is rare?"
kind = "tabular"
packager = "pip"
package = "herons"
version = "1.0"
artefact = "herons-1.0-py3-none-any.whl"
sha256 = "{sha256}"
members = ["herons/herons.csv"]
reader = "csv"
target = "rare"
positive = "yes"
groups = "nest"
sample_weight = "count"
time = "year"
keys = ["ring"]
expected = {{ n = 6, p = 4, positives = 2 }}
licence = "CC0"
citation = ["Heron, A. (2020). Herons."]

[herons.dropped]
verdict = "A leak."

[herons.columns]
year = {{ type = "integer", unit = "year", about = "Year of the sighting" }}
wing = {{ type = "real", unit = "cm", about = "Length of the wing" }}
colour = {{ type = "category", levels = ["grey", "white"], about = "Colour" }}
size = {{ type = "ordered", levels = ["small", "large"], about = "Size" }}
rare = {{ type = "category", levels = ["no", "yes"], about = "Whether it is rare" }}
nest = {{ type = "text", about = "The nest" }}
count = {{ type = "real", unit = "birds", about = "How many birds the row stands for" }}
ring = {{ type = "integer", about = "Number of the ring" }}
"""

ROWS = """year,wing,colour,size,rare,nest,count,ring,verdict
2019,0.1,grey,small,no,"old oak, east",2.5,1,no
2019,0.30000000000000004,white,large,yes,"old oak, east",0.5,2,yes
2020,,grey,small,no,"the ""tall"" elm",3,3,no
2020,41.25,grey,large,no,low hedge,3,4,no
2021,41.25,grey,large,yes,low hedge,1,5,yes
2021,41.25,grey,large,no,été,0,6,no
"""

CARD = """# Herons

<!-- facts: written by course data build -->
<!-- end of facts -->

Seen from a hide; `\\1` is no group.

<!-- columns: written by course data build -->
<!-- end of columns -->
"""


@dataclass
class Aviary:
    """The data folder of the herons, and the cache that holds their wheel."""

    folder: Path
    cache: Path
    wheel: Path

    def pack(self, rows: str = ROWS, table: str = TABLE) -> "Aviary":
        """Put rows into the wheel, and the hash of the wheel into the table of sources."""
        with zipfile.ZipFile(self.wheel, "w") as wheel:
            wheel.writestr(zipfile.ZipInfo("herons/herons.csv"), rows)
        sha256 = hashlib.sha256(self.wheel.read_bytes()).hexdigest()
        (self.folder / "sources.toml").write_text(table.format(sha256=sha256), encoding="utf-8")
        return self

    def edit(self, old: str, new: str) -> None:
        """Change one thing in the table of sources."""
        path = self.folder / "sources.toml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def aviary(tmp_path):
    """Lay out the herons; nothing is built yet."""
    folder, cache = tmp_path / "data", tmp_path / "cache"
    (folder / "cards").mkdir(parents=True)
    cache.mkdir()
    (folder / "cards" / "herons.md").write_text(CARD, encoding="utf-8")
    return Aviary(folder, cache, cache / "herons-1.0-py3-none-any.whl").pack()


@pytest.fixture(scope="session")
def says():
    """Tell whether the card of a loaded set holds a sentence, wherever its lines break."""
    return lambda loaded, sentence: sentence in " ".join(loaded.DESCR.split())


@pytest.fixture(scope="session")
def raw_members():
    """Read the members of a set's pinned archive; skip where it cannot be had."""

    def read(name):
        (pin,) = read_sources(shipped_folder("data"))[name].pins
        try:
            archive = fetch_archive(pin, cache_folder())
        except SourceMoved as fault:
            pytest.skip(str(fault))
        return read_members(archive, pin.members)

    return read
