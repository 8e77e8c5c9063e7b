"""The average precision that no ranking falls below."""

import numpy as np

from course_utils.evaluation._inputs import share, whole_number


def expected_min_ap(
    prevalence: float | None = None, *, n_pos: int | None = None, n: int | None = None
) -> float:
    """Return the minimum of average precision: that of the worst ranking there is.

    With every positive below every negative, recall is still paid for with some precision,
    the more the commoner positives are; so a low average precision at a high prevalence may be
    no achievement. This is the minimum, not what chance gives: random scores are expected to
    have about the prevalence.

    Parameters
    ----------
    prevalence : float, default=None
        The share of positives, between 0 and 1, for a large number of rows.
    n_pos, n : int, default=None
        Instead: how many of how many rows are positive, for the exact minimum.

    Returns
    -------
    float
        For a prevalence π ``1 + (1 - π) ln(1 - π) / π``, the limit for many rows; for counts
        the mean of ``i / (i + n - n_pos)`` over i from 1 to `n_pos`.

    Raises
    ------
    ValueError
        When neither or both are given, or they lie out of range.

    References
    ----------
    Boyd, K., Santos Costa, V., Davis, J. and Page, C. D. (2012). Unachievable region in
    precision-recall space and its effect on empirical evaluation. ICML, from Theorem 1.

    Examples
    --------
    >>> round(expected_min_ap(0.5), 3), round(expected_min_ap(0.01), 3)
    (0.307, 0.005)
    >>> round(expected_min_ap(n_pos=1, n=100), 3)
    0.01
    """
    counts = n_pos is not None and n is not None
    if (prevalence is None) != counts or (prevalence is not None and (n_pos or n)):
        raise ValueError(
            "Give the prevalence alone, or n_pos and n; given were "
            f"prevalence={prevalence!r}, n_pos={n_pos!r}, n={n!r}."
        )
    if prevalence is not None:
        pi = share(prevalence, "prevalence")
        return float(1 + (1 - pi) * np.log1p(-pi) / pi)
    rows = whole_number(n, "n", low=2)  # type: ignore[arg-type]
    positives = whole_number(n_pos, "n_pos", low=1, high=rows - 1)  # type: ignore[arg-type]
    found = np.arange(1, positives + 1)
    return float(np.mean(found / (found + rows - positives)))
