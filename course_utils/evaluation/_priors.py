"""Probabilities for another prevalence than the one that a model was fitted on."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from course_utils.evaluation._inputs import share

Priors = ArrayLike | Mapping[Any, float] | pd.Series


def prior_correction(
    p: ArrayLike | pd.Series | pd.DataFrame,
    *,
    from_prior: Priors | None = None,
    to_prior: Priors | None = None,
    beta: float | None = None,
) -> Any:
    """Return probabilities moved from the prior a model has seen to the prior that holds.

    Each class's probability is multiplied by ``to_prior / from_prior`` and the row brought to
    sum 1. That is exact when the classes themselves look the same in both populations, as
    after class weights or random over- or under-sampling; it is not after SMOTE's new rows,
    and means nothing after NearMiss, which picks rows by their place. The order of rows does
    not change. The risks of a model that is too sure, or too timid, are moved too far.

    Parameters
    ----------
    p : float, array-like of shape (n,) or (n, n_classes), Series or DataFrame
        The minority's probability, or one column per class as from ``predict_proba``.
    from_prior, to_prior : float, or one per class, default=None
        The prevalence that the model was fitted on, and the one wanted, each between 0 and 1:
        for one column the minority's; for several one per class in the order of the columns,
        or by name, as ``y.value_counts(normalize=True)`` is, when `p` is a DataFrame.
        ``class_weight="balanced"`` is a `from_prior` of one half, or ``1 / n_classes``.
    beta : float, default=None
        Instead of the two: the share of the majority that random under-sampling kept, above 0
        and at most 1. The minority is kept whole.

    Returns
    -------
    float, numpy.ndarray, Series or DataFrame
        Of the form of `p`, with its index and columns.

    Raises
    ------
    ValueError
        When a probability or a prior is not one, priors do not fit the columns, or both the
        priors and `beta` are given, or neither.

    References
    ----------
    King, G. and Zeng, L. (2001). Logistic regression in rare events data. Political Analysis
    9, 137-163 (prior correction; there as a shift of the intercept).
    Saerens, M., Latinne, P. and Decaestecker, C. (2002). Adjusting the outputs of a classifier
    to new a priori probabilities. Neural Computation 14, 21-41 (several classes).
    Dal Pozzolo, A. et al. (2015). Calibrating probability with undersampling for unbalanced
    classification. IEEE SSCI, 159-166 (`beta`).

    Examples
    --------
    A balanced model says .5; 4 % of the population are positive:

    >>> round(prior_correction(0.5, from_prior=0.5, to_prior=0.04), 3)
    0.04
    >>> prior_correction([0.2, 0.9], beta=0.1).round(3)
    array([0.024, 0.474])
    >>> equal, true = [1 / 3] * 3, [0.9, 0.07, 0.03]
    >>> prior_correction([[0.2, 0.5, 0.3]], from_prior=equal, to_prior=true).round(3)
    array([[0.804, 0.156, 0.04 ]])
    """
    values = _probabilities(p)
    if (beta is None) == (from_prior is None and to_prior is None):
        raise ValueError(
            "Give from_prior and to_prior, or beta alone; given were "
            f"from_prior={from_prior!r}, to_prior={to_prior!r}, beta={beta!r}."
        )
    if beta is not None:
        return _like(p, _by_odds(values, _kept(beta, values)))
    if values.ndim < 2:
        old, new = _prevalence(from_prior, "from_prior"), _prevalence(to_prior, "to_prior")
        return _like(p, _by_odds(values, new / (1 - new) * (1 - old) / old))
    k = values.shape[1]
    ratio = _priors(to_prior, p, k, "to_prior") / _priors(from_prior, p, k, "from_prior")
    weighted = values * ratio
    return _like(p, weighted / weighted.sum(axis=1, keepdims=True))


def _by_odds(p: NDArray[np.float64], odds: float) -> NDArray[np.float64]:
    """Multiply the odds; 0 stays 0 and 1 stays 1."""
    return np.asarray(odds * p / (odds * p + (1 - p)))


def _probabilities(p: object) -> NDArray[np.float64]:
    try:
        values = np.asarray(p, dtype=np.float64)
    except (TypeError, ValueError):
        raise ValueError(f"p must hold probabilities; it is {p!r}.") from None
    if values.ndim > 2 or (values.ndim == 2 and values.shape[1] < 2):
        raise ValueError(
            f"p must be one column of probabilities, or one column per class; "
            f"its shape is {values.shape}."
        )
    missing = int(np.isnan(values).sum())
    if missing:
        raise ValueError(f"p has {missing} missing values; mend or drop those rows.")
    if not ((values >= 0) & (values <= 1)).all():
        raise ValueError(
            f"p must hold probabilities from 0 to 1; it runs from {values.min():.3f} to "
            f"{values.max():.3f}. Pass predict_proba(X), or its column of the minority."
        )
    if values.ndim == 2 and not np.allclose(values.sum(axis=1), 1, atol=1e-3):
        low, high = values.sum(axis=1).min(), values.sum(axis=1).max()
        raise ValueError(
            "p must have one column per class, which add up to 1 in each row; they add up to "
            f"{low:.3f} to {high:.3f}. Pass predict_proba(X) whole."
        )
    return values


def _kept(beta: float, values: NDArray[np.float64]) -> float:
    if values.ndim == 2:
        raise ValueError(
            "beta corrects one column, the minority's; "
            f"p has shape {values.shape}. Pass p[:, 1], or from_prior and to_prior."
        )
    if not isinstance(beta, int | float | np.number) or not 0 < beta <= 1:
        raise ValueError(
            f"beta must be above 0 and at most 1, the share of the majority kept; it is {beta!r}."
        )
    return float(beta)


def _prevalence(prior: object, name: str) -> float:
    if prior is None or isinstance(prior, str | Mapping) or np.ndim(prior):  # type: ignore[arg-type]
        raise ValueError(
            f"{name} must be one prevalence, the minority's, as p is one column; it is {prior!r}."
        )
    return share(prior, name)  # type: ignore[arg-type]


def _priors(prior: object, p: object, k: int, name: str) -> NDArray[np.float64]:
    """Return one prior per column; a prior by name is put in the columns' order."""
    if isinstance(prior, pd.Series | Mapping):
        if not isinstance(p, pd.DataFrame) or set(prior.keys()) != set(p.columns):
            raise ValueError(
                f"{name} names the classes {sorted(prior.keys(), key=str)}, which must be the "
                "columns of p: pass pd.DataFrame(model.predict_proba(X), "
                "columns=model.classes_), or the priors as a list in the order of "
                "model.classes_."
            )
        prior = [prior[column] for column in p.columns]
    try:
        priors = np.asarray(prior, dtype=np.float64)
    except (TypeError, ValueError):
        raise ValueError(f"{name} must hold numbers, one per class; it is {prior!r}.") from None
    if priors.shape != (k,) or not (priors > 0).all() or abs(priors.sum() - 1) > 1e-3:
        raise ValueError(
            f"{name} must be {k} priors, one per column of p, above 0 and adding up to 1; "
            f"it is {prior!r}."
        )
    return priors


def _like(p: object, values: NDArray[np.float64]) -> Any:
    if isinstance(p, pd.DataFrame):
        return pd.DataFrame(values, index=p.index, columns=p.columns)
    if isinstance(p, pd.Series):
        return pd.Series(values, index=p.index, name=p.name)
    return float(values) if values.ndim == 0 else values
