"""Rebuild the committed data files from their pinned sources."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from course_utils.datasets import _stamps
from course_utils.datasets._archives import cache_folder
from course_utils.datasets._cards import renew_card
from course_utils.datasets._dataset import Dataset, split_frame
from course_utils.datasets._faults import DamagedFile, SourceChanged, SourceMoved
from course_utils.datasets._making import Made, make_set
from course_utils.datasets._manifest import (
    MANIFEST,
    FileEntry,
    Manifest,
    SetEntry,
    digest,
    manifest_text,
    read_card,
    read_manifest,
)
from course_utils.datasets._overview import OVERVIEW, overview_text
from course_utils.datasets._sources import Source, pick_sources, read_sources
from course_utils.datasets._verify import describe_set
from course_utils.files import need_repository, write_whole

_RENEWS = "'course data build' renews it"


@dataclass
class BuildReport:
    """What a build did: a line for each set and each changed file, and the exit status."""

    messages: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    exit_status: int = 0

    def tell(self, message: str, *, wrong: bool = False) -> None:
        """Add a line; a wrong one makes the command fail."""
        self.messages.append(message)
        self.exit_status = max(self.exit_status, int(wrong))


def build_data(
    names: Iterable[str] = (),
    *,
    check: bool = False,
    progress: Callable[[str, int, int], None] | None = None,
    folder: Path | None = None,
    cache: Path | None = None,
) -> BuildReport:
    """Build data files, the computed parts of their cards, the manifest and the table of sets.

    Archives are fetched once and kept. A file whose content did not change is not written, and a
    set that is as its last build left it is not built again, so that an interrupted build goes
    on where it was. Sets that share a file are built together. A source that moved is told, and
    the next set is built.

    Parameters
    ----------
    names : iterable of str, optional
        The sets to build; all of them when none is named.
    check : bool, default=False
        Build everything, write nothing; report what a build would change, with exit status 1.
    progress : callable, optional
        Called before each step with its name, and how many files of how many are done.
    folder : pathlib.Path, optional
        The data folder; by default that of the clone.
    cache : pathlib.Path, optional
        Where fetched archives are kept; by default the user's cache folder.

    Returns
    -------
    BuildReport
        A line for each set and each changed file, the sets whose source moved, and the exit
        status.

    Raises
    ------
    CourseError
        When a source does not hold what the table of sources expects.
    """
    folder = folder or need_repository("course data build") / "data"
    cache = cache or cache_folder()
    report, sources = BuildReport(), read_sources(folder)
    owners = list(dict.fromkeys(source.owner for source in pick_sources(sources, names)))
    for done, owner in enumerate(owners):

        def tell(step: str, owner: str = owner, done: int = done) -> None:
            if progress:
                progress(f"{owner}: {step}", done, len(owners))

        others = [source for source in sources.values() if source.same_file == owner]
        _build_set([sources[owner], *others], folder, cache, report, tell, check=check)
    overview = overview_text(sources, read_manifest(folder)).encode("utf-8")
    _settle(OVERVIEW, overview, report, folder, check=check)
    return report


def _build_set(
    sharing: list[Source],
    folder: Path,
    cache: Path,
    report: BuildReport,
    tell: Callable[[str], None],
    *,
    check: bool,
) -> None:
    """Build the file that some sets share, unless it is as the last build left it."""
    name = sharing[0].name
    if not check and _stamps.is_as_built(sharing, folder, cache):
        report.tell(f"{name}: as its last build left it")
        return
    try:
        made = make_set(sharing[0], folder, cache, tell)
    except SourceMoved as fault:
        report.moved.append(name)
        report.tell(f"{name}: {fault}", wrong=True)
        return
    tell("comparing with the committed files")
    plan = _plan(made, sharing, folder)
    _remove_stale(made, sharing[0], report, folder, check=check)
    same = [_settle(file, plan[file], report, folder, check=check) for file in plan].count(True)
    if same:
        report.tell(f"{name}: {same} files built, the same byte for byte")
    if not check:
        _stamps.remember(sharing, folder, cache)


def _plan(made: Made, sharing: list[Source], folder: Path) -> dict[str, bytes]:
    """Return what a set's files, its card and the manifest must hold; nothing is written yet."""
    owner = sharing[0]
    datasets = [split_frame(made.frame, source, parts=made.parts) for source in sharing]
    sets = {
        source.name: _describe(source, dataset)
        for source, dataset in zip(sharing, datasets, strict=True)
    }
    card = f"cards/{owner.name}.md"
    manifest = _merge(read_manifest(folder), made, owner, sets)
    return {
        card: renew_card(_card_to_renew(folder, owner.name), owner, *datasets).encode("utf-8"),
        **made.files,
        MANIFEST: manifest_text(manifest).encode("utf-8"),
    }


def _merge(
    manifest: Manifest, made: Made, owner: Source, sets: Mapping[str, SetEntry]
) -> Manifest:
    """Return the manifest with what was made in place of what it said of these sets."""
    kept = {file: manifest.files[file] for file in manifest.files if not owner.owns(file)}
    files = {
        file: FileEntry(digest(content), len(content)) for file, content in made.files.items()
    }
    return Manifest({**kept, **files}, {**manifest.sets, **sets})


def _describe(source: Source, dataset: Dataset) -> SetEntry:
    """Count what a set holds and compare it with what the table of sources expects."""
    entry = describe_set(dataset, source)
    found: dict[str, object] = {"n": entry.n, "p": entry.p}
    if source.positives:
        found["positives"] = int(dataset.target.sum())
    else:
        counts = dataset.target.value_counts().sort_index()
        found["classes"] = {str(label): int(count) for label, count in counts.items()}
    if found != dict(source.expected):
        raise SourceChanged(
            f"The source of {source.name!r} gives {found}, and data/sources.toml expects "
            f"{dict(source.expected)}. Find out which of the two is right before you build."
        )
    return entry


def _remove_stale(
    made: Made, owner: Source, report: BuildReport, folder: Path, *, check: bool
) -> None:
    """Remove the files of a set that the manifest names and that are no longer made."""
    for file in read_manifest(folder).files:
        path = folder / file
        if owner.owns(file) and file not in made.files and path.exists():
            if check:
                report.tell(
                    f"data/{file}: no longer made; 'course data build' removes it", wrong=True
                )
            else:
                path.unlink()
                report.tell(f"data/{file}: removed")


def _settle(file: str, wanted: bytes, report: BuildReport, folder: Path, *, check: bool) -> bool:
    """Write a file unless it is as it must be (or only say so); tell whether it was."""
    path = folder / file
    if path.exists() and path.read_bytes() == wanted:
        return True
    if check:
        report.tell(f"data/{file}: not what its source gives; {_RENEWS}", wrong=True)
    else:
        write_whole(path, wanted)
        report.tell(f"data/{file}: written")
    return False


def _card_to_renew(folder: Path, name: str) -> str:
    """Return the card as it lies in the folder; who adds a set has to write one."""
    try:
        return read_card(folder, name)
    except DamagedFile as fault:
        what = f"{fault.what} Write it by its neighbours' example."
        raise DamagedFile(what, fault.mend) from fault
