import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.figure import Figure

from course_utils.exercises._answer import Answer
from course_utils.exercises._axes import AxesFacts, read_axes
from course_utils.exercises._codec import decode, encode
from course_utils.exercises._faults import CheckBreaksContract, DamagedMessage, UnsuitableResult


def draws():
    axes = Figure().subplots()
    axes.plot([0, 1, 2], [3, 4, np.nan], label="recall")
    axes.axhline(0.5)
    axes.scatter([1, 2], [3, 4], label="cases")
    axes.bar(["a", "b"], [5, 7], width=0.5, label="classes")
    axes.set(title="PR", xlabel="recall", ylabel="precision", yscale="log", xlim=(0, 3))
    axes.legend()
    return axes


def test_axes_come_back_as_facts():
    facts = Answer(draws)()
    assert (facts.title, facts.xlabel, facts.ylabel) == ("PR", "recall", "precision")
    assert (facts.xscale, facts.yscale) == ("linear", "log")
    assert facts.xlim == (0.0, 3.0)
    assert facts.legend == ("recall", "cases", "classes")
    assert [line.label for line in facts.lines] == ["recall", ""]
    np.testing.assert_array_equal(facts.lines[0].y, [3, 4, np.nan])
    np.testing.assert_array_equal(facts.points[0].x, [1, 2])
    assert facts.points[0].label == "cases"
    assert [(bar.label, bar.height, bar.width) for bar in facts.bars] == [
        ("classes", 5.0, 0.5),
        ("classes", 7.0, 0.5),
    ]


def test_empty_axes_have_empty_facts():
    facts = Answer(lambda: Figure().subplots())()
    assert facts.legend is None
    assert facts.title == ""
    assert facts.lines == facts.points == facts.bars == ()


def test_title_at_the_left_is_a_title():
    def titled():
        axes = Figure().subplots()
        axes.set_title("left", loc="left")
        return axes

    assert Answer(titled)().title == "left"


def test_histogram_has_bars():
    def counts():
        axes = Figure().subplots()
        axes.hist([1, 1, 2, 3], bins=[0.5, 1.5, 2.5, 3.5])
        return axes

    assert [bar.height for bar in Answer(counts)().bars] == [2.0, 1.0, 1.0]


def test_figure_of_one_axes_is_that_axes_and_one_of_two_is_refused():
    assert Answer(lambda: draws().figure)().title == "PR"

    def two():
        figure = Figure()
        figure.subplots(1, 2)
        return figure

    with pytest.raises(UnsuitableResult, match=r"a Figure with 2 Axes\. Return the one Axes"):
        Answer(two)()


def test_array_of_axes_is_refused():
    with pytest.raises(UnsuitableResult, match="Item 0 of the returned value is an Axes"):
        Answer(lambda: Figure().subplots(1, 2))()


def test_axes_have_no_methods_and_the_fact_is_named():
    facts = Answer(draws)()
    with pytest.raises(CheckBreaksContract, match=r"\.get_xlabel is none of them. Use \.xlabel\."):
        facts.get_xlabel()
    with pytest.raises(CheckBreaksContract, match="There are title, xlabel, ylabel"):
        facts.spines  # noqa: B018


def test_figures_that_an_answer_opens_are_closed_and_others_stay():
    kept = plt.figure()

    def opens():
        _, axes = plt.subplots()
        axes.set_title("mine")
        return axes

    try:
        assert Answer(opens)().title == "mine"
        assert plt.get_fignums() == [kept.number]
    finally:
        plt.close(kept)


GOOD = {
    "title": "", "xlabel": "", "ylabel": "", "xscale": "linear", "yscale": "linear",
    "xlim": (0.0, 1.0), "ylim": (0.0, 1.0), "legend": None,
    "lines": [("a", np.zeros(2), np.ones(2))], "points": [], "bars": [("", 0.0, 0.0, 1.0, 2.0)],
}  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {"title": 5},
        {"xlim": (0.0,)},
        {"xlim": ("a", "b")},
        {"legend": [5]},
        {"lines": [("a", np.zeros(2), np.ones(3))]},
        {"lines": [("a", 1, 2)]},
        {"lines": 5},
        {"points": [("a", np.array(["x"]), np.array(["y"]))]},
        {"bars": [("a", 1.0)]},
        {"bars": [()]},
    ],
)
def test_forged_facts_of_a_plot_are_refused(change):
    node = {"kind": "axes", "facts": GOOD}
    assert isinstance(read_axes(node, lambda part: part), AxesFacts)
    with pytest.raises(DamagedMessage):
        read_axes({"kind": "axes", "facts": decode(encode(GOOD | change))}, lambda part: part)
