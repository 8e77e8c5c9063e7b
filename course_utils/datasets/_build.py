"""Rebuild the committed data files from their pinned sources."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from course_utils.datasets._archives import cache_folder
from course_utils.datasets._cards import renew_card
from course_utils.datasets._dataset import Dataset, split_frame
from course_utils.datasets._faults import DamagedFile, SourceChanged
from course_utils.datasets._making import Made, Progress, make_set
from course_utils.datasets._manifest import (
    MANIFEST,
    FileEntry,
    Manifest,
    SetEntry,
    digest,
    how_to_mend,
    manifest_text,
    read_manifest,
)
from course_utils.datasets._sources import Source, pick_sources, read_sources
from course_utils.datasets._verify import describe_set
from course_utils.files import need_repository, write_whole


@dataclass
class BuildReport:
    """What a build did: a line for each file, and the exit status of the command."""

    messages: list[str] = field(default_factory=list)
    exit_status: int = 0


def build_data(
    names: Iterable[str] = (),
    *,
    check: bool = False,
    progress: Progress | None = None,
    folder: Path | None = None,
    cache: Path | None = None,
) -> BuildReport:
    """Build data files, the computed parts of their cards and the manifest from the sources.

    Archives are fetched once and kept. A file whose content did not change is not written. Sets
    that share a file are built together.

    Parameters
    ----------
    names : iterable of str, optional
        The sets to build; all of them when none is named.
    check : bool, default=False
        Write nothing; report what a build would change, with exit status 1.
    progress : callable, optional
        Called with a line of text before each step.
    folder : pathlib.Path, optional
        The data folder; by default that of the clone.
    cache : pathlib.Path, optional
        Where fetched archives are kept; by default the user's cache folder.

    Returns
    -------
    BuildReport
        A line for each file, and the exit status.

    Raises
    ------
    CourseError
        When a source cannot be had, or does not hold what the table of sources expects.
    """
    folder = folder or need_repository("course data build") / "data"
    cache = cache or cache_folder()
    tell = progress or (lambda line: None)
    report = BuildReport()
    sources = read_sources(folder)
    for owner in dict.fromkeys(source.owner for source in pick_sources(sources, names)):
        made = make_set(sources[owner], folder, cache, tell)
        tell(f"{owner}: comparing with the committed files")
        sharing = [source for source in sources.values() if source.owner == owner]
        for file, wanted in _plan(made, sharing, folder).items():
            _settle(file, wanted, report, folder, check=check)
    return report


def _plan(made: Made, sharing: list[Source], folder: Path) -> dict[str, bytes]:
    """Return what a set's files, its card and the manifest must hold; nothing is written yet."""
    datasets = [split_frame(made.frame, source, parts=made.parts) for source in sharing]
    sets = {
        source.name: _describe(source, dataset)
        for source, dataset in zip(sharing, datasets, strict=True)
    }
    card = f"cards/{sharing[0].owner}.md"
    manifest = _merge(read_manifest(folder), made, sharing[0], sets)
    return {
        card: renew_card(_card_text(folder, card), *datasets).encode("utf-8"),
        **made.files,
        MANIFEST: manifest_text(manifest).encode("utf-8"),
    }


def _merge(
    manifest: Manifest, made: Made, source: Source, sets: Mapping[str, SetEntry]
) -> Manifest:
    """Return the manifest with what was made in place of what it said of these sets."""
    folders = tuple(f"{part.file}/" for part in source.parts.values() if part.is_folder)
    kept = {file: entry for file, entry in manifest.files.items() if not file.startswith(folders)}
    files = {
        file: FileEntry(digest(content), len(content)) for file, content in made.files.items()
    }
    return Manifest({**kept, **files}, {**manifest.sets, **sets})


def _describe(source: Source, dataset: Dataset) -> SetEntry:
    """Count what a set holds and compare it with what the table of sources expects."""
    entry = describe_set(dataset, source)
    counts = dataset.target.value_counts().sort_index()
    found: dict[str, object] = {"n": entry.n, "p": entry.p}
    if source.positives:
        found["positives"] = int(dataset.target.sum())
    else:
        found["classes"] = {str(label): int(count) for label, count in counts.items()}
    if found != dict(source.expected):
        raise SourceChanged(
            f"The source of {source.name!r} gives {found}, and data/sources.toml expects "
            f"{dict(source.expected)}. Find out which of the two is right before you build."
        )
    return entry


def _settle(file: str, wanted: bytes, report: BuildReport, folder: Path, *, check: bool) -> None:
    """Write a file unless it is as it must be (or only say so), and add a line to the report."""
    path = folder / file
    if path.exists() and path.read_bytes() == wanted:
        state = "unchanged"
    elif check:
        report.exit_status = 1
        state = "not what its source gives; 'course data build' renews it"
    else:
        write_whole(path, wanted)
        state = "written"
    line = f"data/{file}: {state}"
    if line not in report.messages:
        report.messages.append(line)


def _card_text(folder: Path, file: str) -> str:
    """Return the card as it lies in the folder."""
    try:
        return (folder / file).read_text(encoding="utf-8")
    except OSError as error:
        raise DamagedFile(
            f"The card 'data/{file}' cannot be read ({error.strerror}). "
            f"Write it by its neighbours' example. {how_to_mend(file)}"
        ) from error
