"""The figures of the cards: drawn from the data, and shown in the card with their words.

The datasets package may not draw, so that this is done here, after a build or on its own. A
picture carries its words within itself: other fonts give other pixels for the same numbers, so
that a check compares words and no pixels.
"""

import io
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from course_utils.datasets import BuildReport, Dataset, list_datasets, load_dataset
from course_utils.errors import CourseError
from course_utils.files import need_repository, write_whole

_BEGIN, _END = "<!-- figure: drawn by course data draw -->", "<!-- end of figure -->"
_FACTS_END = "<!-- end of facts -->"
_COLOURS = 64
_PICTURE = re.compile(r"^!\[(.*)\]\(figures/(\w+)\.png\)$", re.MULTILINE)


def draw_card_figures(names: Iterable[str] = (), *, check: bool = False) -> BuildReport:
    """Draw the figure of each data set, and show it with its words in the set's card.

    Parameters
    ----------
    names : iterable of str, optional
        The sets to draw; all of them when none is named.
    check : bool, default=False
        Write nothing; tell which pictures or cards say other numbers than the data.

    Returns
    -------
    BuildReport
        A line for each changed file, and the exit status of the command.

    Raises
    ------
    CourseError
        When there is no set of that name, or a card lacks the end of its facts.

    Examples
    --------
    >>> draw_card_figures(["crash_deaths"], check=True).messages
    []
    """
    folder = need_repository("course data draw") / "data" / "cards"
    known = list_datasets()["name"].tolist()
    report = BuildReport()
    for name in list(names) or known:
        dataset = load_dataset(name)
        words, picture = draw_picture(dataset)
        # Sets that share a file share its card: it is known by its text.
        card = next(
            path for path in folder.glob("*.md") if path.read_text("utf-8") == dataset.DESCR
        )
        path = card.parent / "figures" / f"{name}.png"
        stale = words_of(path) != words if check else _bytes(path) != picture
        _settle(path, picture, report, stale=stale, check=check)
        shown = _show(dataset.DESCR, name, words, known, card.name)
        stale = shown != dataset.DESCR
        _settle(card, shown.encode("utf-8"), report, stale=stale, check=check)
    return report


def draw_picture(dataset: Dataset) -> tuple[str, bytes]:
    """Return a set's figure in words, and as a PNG that carries them."""
    from matplotlib import pyplot as plt
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    from course_utils.plots import plot_dataset

    figure: Any = plot_dataset(dataset)[0].get_figure(root=True)
    words = str(figure.get_label())
    drawn, packed = io.BytesIO(), io.BytesIO()
    figure.savefig(drawn, format="png")
    plt.close(figure)
    said = PngInfo()
    said.add_itxt("Description", words)
    # A few flat colours and their edges: a palette of them makes a third of the size.
    few = Image.open(drawn).convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    few.save(packed, format="png", optimize=True, pnginfo=said)
    return words, packed.getvalue()


def words_of(picture: Path) -> str | None:
    """Return the words that a drawn picture carries; None where there is no such picture."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(picture) as image:
            return str(image.info.get("Description"))
    except (OSError, UnidentifiedImageError):
        return None


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _settle(path: Path, wanted: bytes, report: BuildReport, *, stale: bool, check: bool) -> None:
    """Write a file that is stale, or only say so."""
    if not stale:
        return
    name = f"data/cards/{'figures/' if path.suffix == '.png' else ''}{path.name}"
    if check:
        report.tell(
            f"{name}: says other numbers than the data; run 'course data draw'", wrong=True
        )
        return
    path.parent.mkdir(exist_ok=True)
    write_whole(path, wanted)
    report.tell(f"{name}: written")


def _show(card: str, name: str, words: str, known: list[str], file: str) -> str:
    """Return a card that shows a set's picture after its facts, beside those of other sets."""
    before, facts_end, after = card.partition(_FACTS_END)
    if not facts_end:
        raise CourseError(
            f"The card 'data/cards/{file}' lacks the line '{_FACTS_END}', after which its figure "
            "stands. Run 'course data build' first."
        )
    shown, rest = "", after
    if _BEGIN in after:
        shown, _, rest = after.partition(_BEGIN)[2].partition(_END)
    pictures = {other: alt for alt, other in _PICTURE.findall(shown) if other in known}
    lines = [
        f"![{alt}](figures/{other}.png)"
        for other, alt in sorted({**pictures, name: words}.items())
    ]
    return "\n\n".join([before + facts_end, _BEGIN, *lines, _END + rest])
