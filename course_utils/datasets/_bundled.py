"""Load the data sets that lie in the data folder."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal, overload

import pandas as pd

from course_utils.datasets._cards import END_OF_CARD
from course_utils.datasets._dataset import Dataset, read_frame, split_frame
from course_utils.datasets._faults import DamagedFile
from course_utils.datasets._manifest import how_to_mend, read_card, read_checked, read_committed
from course_utils.datasets._parts import read_part
from course_utils.datasets._sources import Source, find_source, read_sources
from course_utils.files import shipped_folder


@overload
def load_dataset(name: str, *, return_X_y: Literal[False] = False) -> Dataset: ...
@overload
def load_dataset(name: str, *, return_X_y: Literal[True]) -> tuple[Any, pd.Series]: ...
def load_dataset(name: str, *, return_X_y: bool = False) -> Dataset | tuple[Any, pd.Series]:
    """Load one of the course's data sets.

    Its files are compared with the manifest first: what is loaded is what was committed.

    Parameters
    ----------
    name : str
        A name from `list_datasets`.
    return_X_y : bool, default=False
        Return only the features and the target, as scikit-learn's loaders do.

    Returns
    -------
    Dataset or (data, target)
        The data set, or its ``data`` and ``target``.

    Raises
    ------
    UnknownDataset
        When there is no set of that name; the nearest one is named.
    DamagedFile
        When a file is missing or is not the committed one.

    Examples
    --------
    >>> crash_deaths = load_dataset("crash_deaths")
    >>> crash_deaths
    Dataset('crash_deaths': 26,217 rows × 11 features; dead = 1 for 1,180 rows (4.50%))
    >>> crash_deaths.categorical
    ['dvcat', 'airbag', 'seatbelt', 'sex', 'abcat', 'occRole']
    >>> X, y = load_dataset("caravan", return_X_y=True)
    >>> X.shape, y.sum()
    ((5822, 85), np.int64(348))
    """
    folder = shipped_folder("data")
    source = find_source(read_sources(folder), name)
    if return_X_y:
        (dataset,) = read_datasets([source], folder, parts=[source.data] if source.data else [])
        return dataset.data, dataset.target
    (dataset,) = read_datasets([source], folder, parts=source.parts)
    return dataset


def list_datasets() -> pd.DataFrame:
    """Return a table of the course's data sets.

    Returns
    -------
    pandas.DataFrame
        One row a set: its ``name`` and ``kind``, rows ``n``, features ``p``, number of
        ``classes``, rows of the ``minority`` (the smallest class), their share ``prevalence``,
        the ``story`` (the question it answers) and its ``licence``. A notebook shows the texts
        whole, which pandas would cut at 50 letters.

    See Also
    --------
    make_card_fraud : Card purchases, simulated when you call it: of any size, so not in the table.

    Raises
    ------
    DamagedFile
        When the manifest, which has the counts, is missing, empty or damaged.

    Examples
    --------
    >>> list_datasets().set_index("name").loc["caravan", ["n", "p", "minority"]].tolist()
    [5822, 85, 348]
    """
    folder = shipped_folder("data")
    sets = read_committed(folder).sets
    rows = [
        {
            "name": name,
            "kind": source.kind,
            "n": sets[name].n,
            "p": sets[name].p,
            "classes": sets[name].classes,
            "minority": sets[name].minority,
            "prevalence": sets[name].minority / sets[name].n,
            "story": source.story,
            "licence": source.licence,
        }
        for name, source in read_sources(folder).items()
        if name in sets
    ]
    return _Listing(rows)


class _Listing(pd.DataFrame):
    """A table that a notebook shows whole."""

    @property
    def _constructor(self) -> type["_Listing"]:
        return _Listing

    def _repr_html_(self) -> str | None:
        with pd.option_context("display.max_colwidth", None, "display.max_columns", None):
            shown: str | None = super()._repr_html_()  # type: ignore[misc]
        return shown


def read_datasets(
    sharing: Sequence[Source], folder: Path, *, parts: Iterable[str]
) -> list[Dataset]:
    """Read data sets that share a file from a data folder, with some of their parts."""
    source = sharing[0]
    frame = read_frame(read_checked(folder, source.file_name, source.owner), source)
    things = {name: read_part(source.parts[name], folder, source.owner) for name in parts}
    card = _read_card(source, folder)
    return [split_frame(frame, source, card=card, parts=things) for source in sharing]


def _read_card(source: Source, folder: Path) -> str:
    """Return the text of a set's card, which must be whole."""
    card = read_card(folder, source.owner)
    if END_OF_CARD not in card:
        file = f"cards/{source.owner}.md"
        raise DamagedFile(
            f"The card 'data/{file}' is cut short: it lacks its line '{END_OF_CARD}'.",
            how_to_mend(file),
        )
    return card
