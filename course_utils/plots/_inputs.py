"""What several plot functions accept, and how they say shares and counts."""

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from course_utils.evaluation import Interval, checked_scores

Scores = ArrayLike | Mapping[str, ArrayLike]
Measured = Mapping[Any, Interval | float]


def scores_by_method(
    y_true: ArrayLike, y_score: Scores, name: str
) -> tuple[NDArray[np.int64], dict[str, NDArray[np.float64]]]:
    """Return the labels, and every method's scores by its name.

    Parameters
    ----------
    y_true : array-like of shape (n,)
        Labels, 1 for the minority and 0 for the majority.
    y_score : array-like of shape (n,), or mapping of str to such arrays
        The scores of one method, or of several.
    name : str
        What a single method is called.
    """
    named = dict(y_score) if isinstance(y_score, Mapping) else {name: y_score}
    if not named:
        raise ValueError(f"There is no method in {y_score!r}; give {{'its name': scores}}.")
    checked = {method: checked_scores(y_true, scores) for method, scores in named.items()}
    (labels, _), *_ = checked.values()
    return labels, {method: scores for method, (_, scores) in checked.items()}


def labels_of(y: ArrayLike) -> NDArray[Any]:
    """Return a column of labels without gaps, of two classes or more."""
    labels = np.asarray(y)
    if labels.ndim != 1 or not labels.size:
        raise ValueError(f"y must be one column of labels; its shape is {labels.shape}.")
    missing = [label is None or label != label for label in labels.tolist()]
    if any(missing):
        raise ValueError(f"y has {sum(missing)} missing values; drop those rows first.")
    if len(set(labels.tolist())) < 2:
        raise ValueError(
            f"y has one class, {labels[0].item() if labels.dtype.kind != 'O' else labels[0]!r}; "
            "two or more are needed. Check the split."
        )
    return labels


def as_interval(value: Any, where: str) -> Interval:
    """Return a score with its interval; a plain number is its own."""
    if isinstance(value, int | float | np.number):
        value = Interval(float(value), float(value), float(value))
    if not isinstance(value, Interval):
        raise ValueError(f"The value {where} must be an Interval or a number; it is {value!r}.")
    if not np.isfinite([value.estimate, value.low, value.high]).all():
        raise ValueError(f"The value {where} is {value}; leave out what could not be computed.")
    return value


def measured_series(
    series: Measured | Mapping[str, Measured], keys: str
) -> dict[str, dict[Any, Interval]]:
    """Return the series by name, every score as an interval; a single one has no name.

    Parameters
    ----------
    series : mapping to Interval or float, or mapping of str to such mappings
        What was measured; a pandas Series is as good as a mapping.
    keys : str
        What the scores stand at, for an error.

    Examples
    --------
    >>> measured_series({"forest": 0.5}, "methods")
    {'': {'forest': 0.500 [0.500, 0.500]}}
    """
    given = {
        name: dict(part) if isinstance(part, Mapping | pd.Series) else part
        for name, part in dict(series).items()
    }
    nested = bool(given) and all(isinstance(part, dict) for part in given.values())
    parts: dict[str, Any] = given if nested else {"": given}
    if not all(parts.values()):
        raise ValueError(
            f"series must map {keys} to Intervals or numbers, or names to such mappings with "
            f"something in each; it is {given!r}."
        )
    return {
        name: {key: as_interval(value, f"at {key!r}") for key, value in part.items()}
        for name, part in parts.items()
    }


def score_words(interval: Interval) -> str:
    """Write a score with its interval, or alone where it has none.

    Examples
    --------
    >>> score_words(Interval(0.5, 0.4, 0.6)), score_words(Interval(0.5, 0.5, 0.5))
    ('0.500 [0.400, 0.600]', '0.500')
    """
    alone = interval.low == interval.estimate == interval.high
    return str(interval).split()[0] if alone else str(interval)


def names_of_classes(classes: list[Any], display_labels: Sequence[str] | None) -> list[str]:
    """Return a name for each class: the given ones, or the labels themselves."""
    if display_labels is None:
        return [f"class {label}" if isinstance(label, int) else str(label) for label in classes]
    if len(display_labels) != len(classes):
        raise ValueError(
            f"display_labels must name the {len(classes)} classes {classes!r} in this order; "
            f"it holds {list(display_labels)!r}."
        )
    return list(map(str, display_labels))


def wrapped(name: str, width: int) -> str:
    """Break a long name into lines, so that what is drawn keeps its room."""
    return "\n".join(textwrap.wrap(name, width)) or name


def percent(share: float) -> str:
    """Write a share in percent with two digits that say something, or more where it is large.

    Examples
    --------
    >>> percent(0.955), percent(0.045), percent(0.00087)
    ('95.5 %', '4.5 %', '0.087 %')
    """
    digits = 1 if share >= 0.01 or share == 0 else 1 - int(np.floor(np.log10(share * 100)))
    return f"{100 * share:.{digits}f} %"
