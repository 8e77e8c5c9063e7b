"""What the evaluation functions accept; everything else gets one sentence."""

import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

FEW_POSITIVES = 10
"""Below this an interval says little, and the functions warn."""


def checked_scores(
    y_true: ArrayLike, y_score: ArrayLike
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return labels and scores as arrays, or say what is wrong with them.

    Parameters
    ----------
    y_true : array-like of shape (n,)
        Labels, 1 for the minority and 0 for the majority, two or more of each.
    y_score : array-like of shape (n,)
        A finite score for each row.

    Returns
    -------
    tuple of numpy.ndarray
        The labels as integers, the scores as floats.

    Raises
    ------
    ValueError
        With the value, what is allowed, and what to do.

    Examples
    --------
    >>> checked_scores([0, 0, 1, 1], [0.1, 0.2, 0.3, float("nan")])
    Traceback (most recent call last):
        ...
    ValueError: y_score has 1 value that is NaN or infinite; ...
    """
    labels = binary_labels(y_true)
    return labels, finite_scores(y_score, labels.size)


def binary_labels(y_true: ArrayLike) -> NDArray[np.int64]:
    """Return `y_true` as integers 0 and 1, with two or more of each."""
    labels = _flat(_array(y_true), "y_true", "label")
    missing = pd.isna(labels)
    known = labels[~missing]
    if not ((known == 0) | (known == 1)).all():
        shown = ", ".join(sorted({repr(value) for value in known.tolist()})[:4])
        raise ValueError(
            f"y_true must hold 0 (majority) and 1 (minority); it holds {shown}. "
            "Convert it first, for example with (y == name_of_the_minority).astype(int)."
        )
    if missing.any():
        raise ValueError(
            f"y_true has {missing.sum()} missing values; drop those rows from "
            "y_true and y_score alike."
        )
    positives = int(np.sum(labels == 1))
    if min(positives, labels.size - positives) < 2:
        raise ValueError(
            f"y_true has {positives} positives and {labels.size - positives} negatives; "
            "two or more of each are needed. Check the split, and that 1 is the minority."
        )
    return labels.astype(np.int64)


def finite_scores(y_score: ArrayLike, n: int, *, name: str = "y_score") -> NDArray[np.float64]:
    """Return one finite score for each of `n` rows."""
    given = _array(y_score)
    if given.shape[1:] == (2,):
        raise ValueError(
            f"{name} has shape {given.shape}; take the minority's column, "
            "model.predict_proba(X)[:, 1]."
        )
    scores = _flat(given, name, "score", n)
    try:
        scores = scores.astype(np.float64)
    except (TypeError, ValueError):
        raise ValueError(
            f"{name} must hold numbers; it holds {scores[:1].tolist()[0]!r}. "
            "Pass predict_proba(X)[:, 1] or decision_function(X)."
        ) from None
    bad = int(np.sum(~np.isfinite(scores)))
    if bad:
        raise ValueError(
            f"{name} has {bad} {'value that is' if bad == 1 else 'values that are'} NaN or "
            f"infinite; find the rows with np.flatnonzero(~np.isfinite({name})) and mend them."
        )
    return scores


def probabilities(y_score: ArrayLike, n: int, *, name: str = "y_score") -> NDArray[np.float64]:
    """Return one probability for each of `n` rows."""
    scores = finite_scores(y_score, n, name=name)
    low, high = scores.min(), scores.max()
    if low < 0 or high > 1:
        raise ValueError(
            f"{name} must hold probabilities from 0 to 1; it runs from {low:.3f} to {high:.3f}. "
            "Pass predict_proba(X)[:, 1], or ask only for metrics that rank."
        )
    return scores


def group_codes(groups: ArrayLike | None, n: int) -> NDArray[np.int64] | None:
    """Return the groups numbered from 0, or None when there are none."""
    if groups is None:
        return None
    keys = _flat(_array(groups), "groups", "group", n)
    missing = pd.isna(keys)
    if missing.any():
        raise ValueError(
            f"groups has {missing.sum()} missing values; give a row that belongs "
            "to no other a group of its own."
        )
    return pd.factorize(keys, sort=True)[0].astype(np.int64)


def share(value: float, name: str) -> float:
    """Return a number that lies strictly between 0 and 1."""
    if not isinstance(value, float | np.floating) or not 0 < value < 1:
        raise ValueError(
            f"{name} must lie between 0 and 1, such as 0.95 for 95 %; it is {value!r}."
        )
    return float(value)


def whole_number(value: int, name: str, *, low: int, high: int | None = None) -> int:
    """Return an integer from `low` to `high`."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer):
        raise ValueError(f"{name} must be a whole number; it is {value!r}.")
    if value < low or (high is not None and value > high):
        allowed = f"{low} or more" if high is None else f"from {low} to {high}"
        raise ValueError(f"{name} must be {allowed}; it is {value!r}.")
    return int(value)


def warn_about_few(count: int, what: str, *, stacklevel: int = 3) -> None:
    """Warn that an interval on fewer than ten says little."""
    if count < FEW_POSITIVES:
        warnings.warn(
            f"With {count} {what} the interval says little; "
            "pool repeated folds or collect more of the minority.",
            UserWarning,
            stacklevel=stacklevel,
        )


def by_name(given: Any, name: str) -> Any:
    """Return what is named by keys, as a dict or a DataFrame is."""
    if not isinstance(given, Mapping | pd.DataFrame):
        raise ValueError(
            f"{name} must be given by name, as in {{'name': value}}; its type is "
            f"{type(given).__name__}."
        )
    return given


def _array(values: ArrayLike) -> NDArray[Any]:
    # From a list of texts numpy would take NaN as the text "nan".
    return np.asarray(values, dtype=None if hasattr(values, "dtype") else object)


def _flat(array: NDArray[Any], name: str, what: str, n: int | None = None) -> NDArray[Any]:
    """Return the array when it is one column, of `n` rows where that is known."""
    if array.ndim != 1 or n not in (None, array.size):
        rows = f"one {what} for each of the {n} rows of y_true" if n else f"one column of {what}s"
        flat = " Flatten a column with np.ravel." if array.ndim > 1 else ""
        raise ValueError(f"{name} must be {rows}; its shape is {array.shape}.{flat}")
    return array
