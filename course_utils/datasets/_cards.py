"""The parts of a card that are computed: its numbers and its table of columns.

The rest of a card is written by hand. The two parts stand between marks, and
``course data build`` rewrites them, so that a card never disagrees with its file. Sets that share
a file share its card, which has the numbers of each.
"""

import re
from typing import Any

import numpy as np
import pandas as pd

from course_utils.datasets._dataset import Dataset, count_features, rarest_class
from course_utils.datasets._faults import DamagedFile, Mend
from course_utils.datasets._sources import Source

END_OF_CARD = "<!-- end of columns -->"


def renew_card(card: str, owner: Source, *datasets: Dataset) -> str:
    """Return a card with its computed parts brought in line with the data.

    Parameters
    ----------
    card : str
        The card as it lies in the folder.
    owner : Source
        The entry of the set that gives the card its name.
    *datasets : Dataset
        What it describes: that set, and those that share its file.

    Raises
    ------
    DamagedFile
        When the marks of a part are missing.
    """
    columns = [state_columns(datasets[0]), *_state_parts(owner)]
    parts = {"facts": _state_all(datasets), "columns": "\n\n".join(columns)}
    for name, text in parts.items():
        mark = re.compile(rf"(<!-- {name}: [^\n]*-->\n).*?(<!-- end of {name} -->)", re.DOTALL)
        found = mark.search(card)
        if found is None:
            raise DamagedFile(
                f"The card 'data/cards/{owner.name}.md' lacks the lines "
                f"'<!-- {name}: written by course data build -->' and '<!-- end of {name} -->'.",
                Mend("Put them where that part belongs."),
            )
        card = f"{card[: found.start()]}{found[1]}\n{text}\n\n{found[2]}{card[found.end() :]}"
    return card


def _state_all(datasets: tuple[Dataset, ...]) -> str:
    """Return the numbers of a set, or of each of several that share a file."""
    if len(datasets) == 1:
        return state_facts(datasets[0])
    return "\n\n".join(f"`{dataset.name}`\n\n{state_facts(dataset)}" for dataset in datasets)


def state_facts(dataset: Dataset) -> str:
    """Return the table of numbers that a reader should know first."""
    repeats = _repeats(dataset.data)
    facts = {
        "Rows": f"{len(dataset.data):,}",
        **_state_features(dataset),
        **_state_classes(dataset),
        **_state_weighted(dataset),
        "Missing values": _state_missing(dataset.data),
        "Rows with the features of an earlier row": f"{repeats.sum():,} ({repeats.mean():.1%})",
        **_state_groups(dataset),
        **_state_time(dataset),
    }
    return markdown_table(["Fact", "Value"], [[name, value] for name, value in facts.items()])


def state_columns(dataset: Dataset) -> str:
    """Return the table of columns, with their units and what they mean."""
    header = ["Column", "Role", "Type", "Unit", "Meaning"]
    rows = [[f"`{row[0]}`", *row[1:]] for row in dataset.columns.itertuples(name=None)]
    return markdown_table(header, rows)


def _state_parts(owner: Source) -> list[str]:
    """Return the table of further files, where there are any."""
    rows = [[f"`{part.name}`", f"`{part.file}`", part.about] for part in owner.parts.values()]
    return [markdown_table(["Part", "File", "What it is"], rows)] if rows else []


def _repeats(data: Any) -> np.ndarray:
    """Tell for each row whether an earlier one has the same features."""
    if isinstance(data, np.ndarray):
        data = pd.Series([row.tobytes() for row in data])
    return np.asarray(data.duplicated())


def _state_features(dataset: Dataset) -> dict[str, str]:
    if isinstance(dataset.data, pd.DataFrame):
        kinds = f"{len(dataset.categorical)} categorical, {len(dataset.numeric)} numeric"
        return {"Features": f"{dataset.data.shape[1]} ({kinds})"}
    if isinstance(dataset.data, pd.Series):
        words = dataset.data.map(lambda text: len(text.split()))
        return {
            "Words in a text": f"{words.median():g} in the middle, {words.min()} to "
            f"{words.max()}; {words.sum():,} in all"
        }
    height, width = dataset.data.shape[1:3]
    return {
        "Pixels": f"{height} × {width} = {count_features(dataset.data)}, "
        f"{dataset.data.dtype}, {dataset.data.min()} to {dataset.data.max()}"
    }


def _state_classes(dataset: Dataset) -> dict[str, str]:
    label, rarest = rarest_class(dataset.target)
    n = len(dataset.target)
    share = f"{rarest:,} rows = {rarest / n:.2%}"
    if len(dataset.target_names) == 2:
        minority = dataset.target_names[1]
        telling = minority not in {str(label), dataset.target.name}
        named = f" ({minority})" if telling else ""
        return {"Minority class": f"`{dataset.target.name}` is {label}{named}: {share}"}
    counts = dataset.target.value_counts()
    return {
        f"Classes (`{dataset.target.name}`)": ", ".join(
            f"{name} {count:,} ({count / n:.2%})" for name, count in counts.items()
        ),
        "Smallest class": f"{label}: {share}",
    }


def _state_weighted(dataset: Dataset) -> dict[str, str]:
    weight = dataset.sample_weight
    if weight is None:
        return {}
    label, _ = rarest_class(dataset.target)
    share = float(weight[dataset.target == label].sum() / weight.sum())
    effective = float(weight.sum() ** 2 / (weight**2).sum())
    return {
        f"Minority class weighted by `{weight.name}`": f"{share:.2%} of the population",
        "Effective sample size under the weights (Kish)": f"{effective:,.0f} rows",
        "Rows of weight 0": f"{(weight == 0).sum():,}",
    }


def _state_missing(data: Any) -> str:
    missing = pd.DataFrame(data).isna().sum() if data.ndim < 3 else pd.Series(dtype=int)
    where = [f"`{name}` {count:,}" for name, count in missing.items() if count]
    return ", ".join(where) or "none"


def _state_groups(dataset: Dataset) -> dict[str, str]:
    if dataset.groups is None:
        return {}
    sizes = dataset.groups.value_counts()
    shared = dataset.groups.map(sizes).gt(1).mean()
    return {
        f"Groups (`{dataset.groups.name}`)": f"{len(sizes):,}, of {sizes.min()} to "
        f"{sizes.max()} rows; {shared:.1%} of the rows share theirs with another row"
    }


def _state_time(dataset: Dataset) -> dict[str, str]:
    if dataset.time is None:
        return {}
    return {f"Time (`{dataset.time.name}`)": f"{dataset.time.min()} to {dataset.time.max()}"}


def markdown_table(header: list[str], rows: list[list[str]]) -> str:
    """Return a Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cells)} |".replace("|  |", "| |") for cells in lines)
