"""A shown figure carries its alternative text where decks read it."""

from base64 import b64decode
from io import BytesIO

import pytest
from IPython.core.formatters import DisplayFormatter
from matplotlib import pyplot as plt
from PIL import Image

from course_utils.evaluation import Interval
from course_utils.plots import plot_intervals, show, use_course_style


@pytest.fixture
def displayed(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    yield shown
    plt.close("all")


def line():
    figure, ax = plt.subplots(figsize=(4, 2))
    ax.plot([0, 1], [0, 1])
    return figure


def test_alt_text_and_size_go_with_the_picture(displayed):
    figure = line()
    show(figure, alt="A line,\n   rising from 0 to 1.")
    data, metadata = DisplayFormatter().format(displayed[0])
    assert set(data) == {"image/png", "text/plain"}
    assert metadata["image/png"] == {
        "alt": "A line, rising from 0 to 1.",
        "width": round(4 * figure.dpi),
        "height": round(2 * figure.dpi),
    }


def test_words_stand_where_pictures_cannot(displayed):
    show(line(), alt="A line.")
    data, _ = DisplayFormatter().format(displayed[0])
    assert data["text/plain"] == repr(displayed[0]) == "A line."


def test_same_figure_gives_the_same_file(displayed):
    for _ in range(2):
        show(line(), alt="A line.")
    one, other = (DisplayFormatter().format(shown)[0]["image/png"] for shown in displayed)
    assert one == other
    assert one.startswith(b"\x89PNG")


def test_figure_is_not_shown_a_second_time_by_the_notebook(displayed):
    figure = line()
    show(figure, alt="A line.")
    assert not plt.fignum_exists(figure.number)


def test_picture_is_sharper_than_the_page_and_as_large_as_it_says(displayed):
    import struct

    with plt.rc_context():
        use_course_style()
        show(line(), alt="A line.")
        data, metadata = DisplayFormatter().format(displayed[0])
    width, height = struct.unpack(">II", data["image/png"][16:24])
    assert width > 1.5 * metadata["image/png"]["width"]
    assert width / height == pytest.approx(2, abs=0.01)


def test_upright_picture_is_kept_beside_the_figure_which_stays_as_it_is(displayed):
    for upright in (False, True):
        show(line(), alt="A line.", upright=upright)
    (plain, none), (same, kept) = (DisplayFormatter().format(shown) for shown in displayed)
    assert "upright" not in none["image/png"]
    assert plain["image/png"] == same["image/png"]
    upright = kept["image/png"]["upright"]
    assert upright["alt"] == "A line."
    assert Image.open(BytesIO(b64decode(upright["png"]))).size == (900, 1100)


def test_other_figure_may_stand_upright_in_place_of_a_full_one(displayed):
    other = line()
    with pytest.raises(ValueError, match="figure without a label"):
        show(line(), alt="Many lines.", upright=other)
    assert not displayed
    other.set_label("One line.")
    show(line(), alt="Many lines.", upright=other)
    _, kept = DisplayFormatter().format(displayed[0])
    assert kept["image/png"]["alt"] == "Many lines."
    assert kept["image/png"]["upright"]["alt"] == "One line."
    assert not plt.fignum_exists(other.number)


@pytest.mark.parametrize("alt", ["", "  \n"])
def test_figure_without_words_is_refused(displayed, alt):
    with pytest.raises(ValueError, match="say in a sentence what a reader learns"):
        show(line(), alt=alt)
    assert not displayed


def test_dot_plot_adds_its_numbers_to_the_words(capsys):
    ax = plot_intervals({"forest": Interval(0.711, 0.690, 0.732)}, xlabel="ROC AUC")
    show(ax.figure, alt="The forest alone.")
    assert capsys.readouterr().out == (
        "The forest alone. Dot plot of ROC AUC with intervals. forest 0.711 [0.690, 0.732].\n"
    )
