"""A data folder with one small set, its wheel, and two helpers to compare cards with sources."""

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from course_utils.datasets import SourceMoved, _bundled, _making, _verify, build_data
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

VARIANT = """
[heron_years]
same_file = "herons"
title = "Years of herons"
story = "When was the heron seen?"
target = "year"
expected = { n = 6, p = 3, classes = { 2019 = 2, 2020 = 2, 2021 = 2 } }
"""

PARTS = """
[herons.parts.vectors]
file = "herons.vectors.npy.gz"
format = "rows_int8"
maker = "heron_vectors"
about = "One vector a heron"
members = ["herons/herons.csv"]

[herons.parts.synonyms]
file = "herons.synonyms.json.gz"
format = "json"
maker = "heron_synonyms"
about = "Words for herons"
members = ["herons/herons.csv"]

[herons.parts.image_dir]
file = "herons"
format = "folder"
maker = "heron_pictures"
about = "Pictures of the rare ones"
members = ["herons/herons.csv"]
"""

IMAGES = """
[herons.parts.images]
file = "herons.images.npy.gz"
format = "array"
maker = "heron_images"
about = "The pictures"
members = ["herons/herons.csv"]
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

    def add(self, table: str) -> None:
        """Append to the table of sources."""
        path = self.folder / "sources.toml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text + table, encoding="utf-8")

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


@pytest.fixture
def herons(aviary, ours):
    """Build the herons and make them the course's data."""
    build_data(folder=aviary.folder, cache=aviary.cache)
    return aviary


@pytest.fixture
def flock(aviary, makers, ours):
    """Build the herons with a second question and further parts."""
    aviary.add(VARIANT + PARTS)
    build_data(folder=aviary.folder, cache=aviary.cache)
    return aviary


@pytest.fixture
def gallery(aviary, makers, ours):
    """Build the herons as a set of pictures."""
    aviary.edit('kind = "tabular"', 'kind = "images"\ndata = "images"')
    aviary.add(IMAGES)
    build_data(folder=aviary.folder, cache=aviary.cache)
    return aviary


@pytest.fixture
def ours(aviary, monkeypatch):
    """Make the folder of the herons the course's data folder."""
    for module in (_bundled, _verify):
        monkeypatch.setattr(module, "shipped_folder", lambda kind: aviary.folder)


MAKERS = {
    "heron_vectors": lambda members, frame: np.eye(len(frame), 4, dtype=np.float32),
    "heron_synonyms": lambda members, frame: {"heron": ["reiher", "héron"]},
    "heron_pictures": lambda members, frame: {
        f"rare/{ring}.png": np.full((2, 2), ring, np.uint8)
        for ring in frame.loc[frame["rare"] == "yes", "ring"]
    },
    "heron_images": lambda members, frame: np.arange(24, dtype=np.uint8).reshape(6, 2, 2),
}


@pytest.fixture
def makers(monkeypatch):
    """Stand in for the modules that make the parts of the herons."""
    modules = {name: SimpleNamespace(make=make) for name, make in MAKERS.items()}
    monkeypatch.setattr(_making, "find_preparation", lambda key, name, place: modules[name])
    return modules
