"""The table of all data sets that stands in the data folder, for those who look there."""

from collections.abc import Mapping

from course_utils.datasets._cards import markdown_table
from course_utils.datasets._manifest import Manifest
from course_utils.datasets._sources import Source

OVERVIEW = "README.md"

_HEAD = """# Data sets

Written by `course data build` from [sources.toml](sources.toml), which says where each set comes
from, and [MANIFEST.json](MANIFEST.json), which says what each file must be. The loader compares
every file with its hash; `course data verify` looks at all of them.

"""
_SIMULATOR = """One more is made when you ask for it, of any size, and is SYNTHETIC:
[card_fraud](cards/card_fraud.md), by `make_card_fraud`.
"""
_HEADER = [
    "Set",
    "Kind",
    "Rows",
    "Features",
    "Classes",
    "Minority",
    "Share",
    "Question",
    "Licence",
]


def overview_text(sources: Mapping[str, Source], manifest: Manifest) -> str:
    """Return the table of the sets that are built, as Markdown."""
    rows = []
    for name, source in sources.items():
        if name in manifest.sets:
            entry = manifest.sets[name]
            rows.append(
                [
                    f"[{name}](cards/{source.owner}.md)",
                    source.kind,
                    f"{entry.n:,}",
                    f"{entry.p:,}",
                    f"{entry.classes}",
                    f"{entry.minority:,}",
                    f"{entry.minority / entry.n:.2%}",
                    source.story,
                    source.licence,
                ]
            )
    files = manifest.files.values()
    size = f"{len(files)} files, {sum(file.bytes for file in files) / 1e6:.1f} MB.\n"
    return f"{_HEAD}{markdown_table(_HEADER, rows)}\n\n{_SIMULATOR}\n{size}"
