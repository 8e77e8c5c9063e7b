"""Compare what lies in the data folder with what was committed."""

from collections.abc import Iterable
from pathlib import Path

from course_utils.datasets._bundled import read_dataset
from course_utils.datasets._dataset import Dataset, count_features, rarest_class
from course_utils.datasets._faults import DamagedFile, SourceTableFault
from course_utils.datasets._manifest import (
    SetEntry,
    find_set,
    how_to_mend,
    read_committed,
)
from course_utils.datasets._parts import describe_part
from course_utils.datasets._sources import Source, pick_sources, read_sources
from course_utils.files import shipped_folder


def verify_data(names: Iterable[str] = ()) -> list[str]:
    """Return a sentence for each data set that is not as it was committed.

    Every file is compared with its hash; every set is loaded, and its shape, minority class,
    dtypes, missing values and parts are compared with the manifest.

    Parameters
    ----------
    names : iterable of str, optional
        The sets to look at; all of them when none is named.

    Returns
    -------
    list of str
        The findings, each with the command that mends it; empty when all is well.

    Examples
    --------
    >>> verify_data(["caravan"])
    []
    """
    folder = shipped_folder("data")
    try:
        sources = read_sources(folder)
        read_committed(folder)
    except (SourceTableFault, DamagedFile) as fault:
        return [str(fault)]
    findings = []
    for source in pick_sources(sources, names):
        try:
            _verify_set(source, folder)
        except DamagedFile as fault:
            findings.append(str(fault))
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


def _verify_set(source: Source, folder: Path) -> None:
    """Refuse a set that does not hold what the manifest says."""
    dataset = read_dataset(source, folder)
    expected = find_set(read_committed(folder), source.name)
    found = describe_set(dataset, source)
    for fact, value in vars(expected).items():
        if vars(found)[fact] != value:
            raise DamagedFile(
                f"The data set {source.name!r} is not as 'data/MANIFEST.json' has it: expected "
                f"{fact} = {value}, found {vars(found)[fact]}. "
                f"{how_to_mend('sources.toml', source.name)}"
            )
