"""The deck to present: the one that stands already, unless what it is made of is newer."""

from pathlib import Path

from course_utils.files import need_repository, shipped_folder
from course_utils.slides._deck import build_decks
from course_utils.slides._notebook import find_notebooks
from course_utils.slides._overview import build_overview


def fresh_deck(
    wanted: int | str, *, folder: Path | None = None, notebooks: Path | None = None
) -> Path:
    """Return a deck, built only when a notebook of it, the theme or this package is newer.

    Parameters
    ----------
    wanted : int or 'overview'
        A lesson, or the overview of all lessons.
    folder, notebooks : pathlib.Path, optional
        As for `build_decks`.

    Returns
    -------
    pathlib.Path
        The deck.

    Raises
    ------
    DeckFault
        As for `build_decks` and `build_overview`.

    Examples
    --------
    >>> fresh_deck(99)
    Traceback (most recent call last):
        ...
    course_utils.slides._notebook.DeckFault: There is no ...
    """
    target = folder or need_repository("course present") / "slides" / "build"
    source = notebooks or shipped_folder("notebooks")
    lessons = [wanted] if isinstance(wanted, int) else []
    read = find_notebooks(lessons, source)
    deck = target / f"{read[0].stem if lessons else wanted}.html"
    makers = [*shipped_folder("theme").rglob("*.*"), *Path(__file__).parent.glob("*.py")]
    newest = max(path.stat().st_mtime_ns for path in (*read, *makers))
    if deck.exists() and deck.stat().st_mtime_ns >= newest:
        return deck
    if lessons:
        return build_decks(lessons, folder=target, notebooks=source)[0]
    return build_overview(folder=target, notebooks=source)
