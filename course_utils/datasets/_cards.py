"""The parts of a card that are computed: its numbers and its table of columns.

The rest of a card is written by hand. The two parts stand between marks, and
``course data build`` rewrites them, so that a card never disagrees with its file.
"""

import re

import pandas as pd

from course_utils.datasets._bundled import Dataset, rarest_class
from course_utils.datasets._faults import DamagedFile


def renew_card(card: str, dataset: Dataset) -> str:
    """Return a card with its computed parts brought in line with the data.

    Parameters
    ----------
    card : str
        The card as it lies in the folder.
    dataset : Dataset
        What it describes.

    Raises
    ------
    DamagedFile
        When the marks of a part are missing.
    """
    for name, text in (("facts", state_facts(dataset)), ("columns", state_columns(dataset))):
        mark = re.compile(rf"(<!-- {name}: [^\n]*-->\n).*?(<!-- end of {name} -->)", re.DOTALL)
        found = mark.search(card)
        if found is None:
            raise DamagedFile(
                f"The card 'data/cards/{dataset.name}.md' lacks the lines "
                f"'<!-- {name}: written by course data build -->' and '<!-- end of {name} -->'. "
                "Put them where that part belongs."
            )
        card = f"{card[: found.start()]}{found[1]}\n{text}\n\n{found[2]}{card[found.end() :]}"
    return card


def state_facts(dataset: Dataset) -> str:
    """Return the table of numbers that a reader should know first."""
    repeats = dataset.X.duplicated()
    facts = {
        "Rows": f"{len(dataset.X):,}",
        "Features": f"{dataset.X.shape[1]} "
        f"({len(dataset.categorical)} categorical, {len(dataset.numeric)} numeric)",
        "Minority class": _state_minority(dataset.y),
        **_state_weighted(dataset),
        "Missing values": _state_missing(dataset.X),
        "Rows with the features of an earlier row": f"{repeats.sum():,} ({repeats.mean():.1%})",
        **_state_groups(dataset),
        **_state_time(dataset),
    }
    return _table(["Fact", "Value"], [[name, value] for name, value in facts.items()])


def state_columns(dataset: Dataset) -> str:
    """Return the table of columns, with their units and what they mean."""
    header = ["Column", "Role", "Type", "Unit", "Meaning"]
    rows = [[f"`{row[0]}`", *row[1:]] for row in dataset.columns.itertuples(name=None)]
    return _table(header, rows)


def _state_minority(y: pd.Series) -> str:
    label, rarest = rarest_class(y)
    return f"`{y.name}` is {label}: {rarest:,} rows = {rarest / len(y):.2%}"


def _state_weighted(dataset: Dataset) -> dict[str, str]:
    weight = dataset.sample_weight
    if weight is None:
        return {}
    label, _ = rarest_class(dataset.y)
    share = float(weight[dataset.y == label].sum() / weight.sum())
    effective = float(weight.sum() ** 2 / (weight**2).sum())
    return {
        f"Minority class weighted by `{weight.name}`": f"{share:.2%} of the population",
        "Effective sample size under the weights (Kish)": f"{effective:,.0f} rows",
        "Rows of weight 0": f"{(weight == 0).sum():,}",
    }


def _state_missing(X: pd.DataFrame) -> str:
    missing = X.isna().sum()
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


def _table(header: list[str], rows: list[list[str]]) -> str:
    """Return a Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cells)} |".replace("|  |", "| |") for cells in lines)
