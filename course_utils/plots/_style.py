"""One look for every figure: fixed roles for colours and markers, sizes for a projector.

The colours are Okabe and Ito's, which colour-blind readers tell apart; a role has a marker
too, so that no figure speaks by colour alone. The background is white on purpose: a figure
keeps its contrast in JupyterLab's dark theme and on a dark slide.

References
----------
Okabe, M. and Ito, K. (2008). Color universal design: how to make figures and presentations
that are friendly to colorblind people.
"""

import itertools
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import matplotlib as mpl
from matplotlib.rcsetup import cycler

from course_utils.errors import did_you_mean

COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "majority": "#0072B2",
        "minority": "#D55E00",
        "honest": "#00865F",
        "leaky": "#CC79A7",
        "baseline": "#4A4A4A",
        "highlight": "#E69F00",
    }
)
"""The colour of each role: blue, vermillion, bluish green, reddish purple, grey, orange.

The green is darkened and the grey is dark, so that for colour-blind readers the green keeps its
distance from the purple and from the grey.
"""

MARKERS: Mapping[str, str] = MappingProxyType(
    {
        "majority": "o",
        "minority": "^",
        "honest": "P",
        "leaky": "X",
        "baseline": "s",
        "highlight": "D",
    }
)
"""The marker of each role, as matplotlib names it; no two roles share one."""

_SPARE_ROLES = ("majority", "minority", "leaky", "highlight", "honest", "baseline")
_LINES = ("-", "--", "-.", ":", (0, (6, 1.5)), (0, (3, 1, 1, 1, 1, 1)))


@dataclass(frozen=True)
class Look:
    """How a series is drawn: told apart by colour, by marker and by line."""

    colour: str
    marker: str
    line: Any


_RC: dict[Any, Any] = {
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.grid.axis": "both",
    "axes.labelsize": 13,
    "axes.prop_cycle": cycler(
        color=[COLOURS[role] for role in ("majority", "minority", "honest", "leaky", "baseline")]
    ),
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 14,
    "axes.titleweight": "bold",
    # Room for the half of a label that reaches over the end of its axis.
    "figure.constrained_layout.h_pad": 0.06,
    "figure.constrained_layout.use": True,
    "figure.constrained_layout.w_pad": 0.12,
    "figure.dpi": 100,
    "figure.facecolor": "white",
    "figure.figsize": (8.0, 4.0),
    "font.size": 12,
    "grid.color": "#DDDDDD",
    "legend.fontsize": 12,
    "legend.frameon": False,
    "lines.linewidth": 2.0,
    "lines.markersize": 8,
    "savefig.facecolor": "white",
    "xtick.labelsize": 12,
    "ytick.labelsize": 12,
}


def use_course_style() -> None:
    """Set matplotlib's defaults to the course's style, once at a notebook's start.

    Examples
    --------
    >>> import matplotlib
    >>> with matplotlib.rc_context():
    ...     use_course_style()
    ...     matplotlib.rcParams["font.size"]
    12.0
    """
    mpl.rcParams.update(_RC)


def course_style() -> AbstractContextManager[None]:
    """Return a context in which figures are drawn in the course's style, and no others are."""
    return mpl.rc_context(_RC)


def looks_for(names: Iterable[str], roles: Mapping[str, str] | None = None) -> dict[str, Look]:
    """Give each series the look of its role, or of one that is left.

    Parameters
    ----------
    names : iterable of str
        The series; one that is named like a role has it.
    roles : mapping of str to str, default=None
        The roles of others.

    Raises
    ------
    ValueError
        When a role does not exist.
    """
    names = list(names)
    roles = {name: name for name in names if name in COLOURS} | dict(roles or {})
    left = [role for role in _SPARE_ROLES if role not in roles.values()] or list(_SPARE_ROLES)
    spare = itertools.cycle(left)
    looks = {}
    for name, line in zip(names, itertools.cycle(_LINES), strict=False):
        role = roles[name] if name in roles else next(spare)
        if role not in COLOURS:
            raise ValueError(
                f"There is no role {role!r} for {name!r}. {did_you_mean(role, COLOURS)}"
            )
        looks[name] = Look(COLOURS[role], MARKERS[role], line)
    return looks


def title_for(text: str, data: Any = None) -> str:
    """Return a figure's title, marked SYNTHETIC when the data is.

    Parameters
    ----------
    text : str
        The title.
    data : object with ``attrs``, such as a DataFrame, default=None
        What is drawn; its ``attrs["synthetic"]`` decides.

    Returns
    -------
    str
        The title, with "SYNTHETIC data" before it where it applies.

    Examples
    --------
    >>> import pandas as pd
    >>> made = pd.DataFrame({"amount": [1.0]})
    >>> made.attrs["synthetic"] = True
    >>> title_for("Amounts by class", made)
    'SYNTHETIC data: Amounts by class'
    """
    synthetic = bool(getattr(data, "attrs", {}).get("synthetic", False))
    return ": ".join(filter(None, ["SYNTHETIC data" if synthetic else "", text]))
