"""Compare what lies in the data folder with what was committed."""

from collections.abc import Iterable
from pathlib import Path

from course_utils.datasets._bundled import read_datasets
from course_utils.datasets._dataset import Dataset, count_features, rarest_class
from course_utils.datasets._faults import DamagedFile, SourceTableFault
from course_utils.datasets._manifest import (
    MANIFEST,
    SetEntry,
    find_set,
    how_to_mend,
    read_committed,
)
from course_utils.datasets._parts import describe_part
from course_utils.datasets._sources import TABLE, Source, pick_sources, read_sources
from course_utils.errors import CourseError
from course_utils.files import shipped_folder


def verify_data(names: Iterable[str] = ()) -> list[CourseError]:
    """Return what is wrong with the data files: each that is not as it was committed.

    Every file is compared with its hash; every set is loaded, and its shape, minority class,
    dtypes, missing values and parts are compared with the manifest. Sets that share a file are
    looked at together.

    Parameters
    ----------
    names : iterable of str, optional
        The sets to look at; all of them when none is named.

    Returns
    -------
    list of DamagedFile or SourceTableFault
        The findings, not raised; empty when all is well. A `DamagedFile` has the command that
        mends it as ``mend.command``.

    Examples
    --------
    >>> verify_data(["caravan"])
    []
    """
    folder = shipped_folder("data")
    try:
        sources = read_sources(folder)
        manifest = read_committed(folder)
    except (SourceTableFault, DamagedFile) as fault:
        return [fault]
    lost: list[CourseError] = [
        DamagedFile(
            f"The table of data sources 'data/{TABLE}' has no entry for {name!r}, which "
            f"'data/{MANIFEST}' has.",
            how_to_mend(TABLE),
        )
        for name in manifest.sets
        if name not in sources
    ]
    if lost:
        return lost
    findings: list[CourseError] = []
    for owner in dict.fromkeys(source.owner for source in pick_sources(sources, names)):
        try:
            _verify_file([s for s in sources.values() if s.owner == owner], folder)
        except DamagedFile as fault:
            findings.append(fault)
    return findings


def describe_set(dataset: Dataset, source: Source) -> SetEntry:
    """Return what the manifest says of a data set."""
    frame = dataset.frame
    missing = frame.isna().sum()
    dtypes = frame.dtypes.map(lambda dtype: dtype.name).value_counts().sort_index()
    return SetEntry(
        n=len(dataset.data),
        p=count_features(dataset.data),
        classes=len(dataset.target_names),
        minority=rarest_class(dataset.target)[1],
        dtypes={str(name): int(count) for name, count in dtypes.items()},
        missing={str(name): int(count) for name, count in missing.items() if count},
        parts={
            name: describe_part(dataset["data" if name == source.data else name])
            for name, part in source.parts.items()
            if not part.is_folder
        },
    )


def _verify_file(sharing: list[Source], folder: Path) -> None:
    """Refuse sets that share a file and do not hold what the manifest says."""
    datasets = read_datasets(sharing, folder, parts=sharing[0].parts)
    for source, dataset in zip(sharing, datasets, strict=True):
        expected = vars(find_set(read_committed(folder), source.name))
        found = vars(describe_set(dataset, source))
        for fact in expected:
            if found[fact] != expected[fact]:
                raise DamagedFile(
                    f"The data set {source.name!r} is not as 'data/MANIFEST.json' has it: "
                    f"expected {fact} = {expected[fact]}, found {found[fact]}.",
                    how_to_mend(TABLE, source.name),
                )
