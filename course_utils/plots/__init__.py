"""Figures in one style, and the explorers that a reader can move."""

from course_utils.plots._display import show
from course_utils.plots._explorer import Explorer
from course_utils.plots._intervals import describe_intervals, plot_intervals
from course_utils.plots._prevalence import explore_prevalence
from course_utils.plots._style import COLOURS, MARKERS, title_for, use_course_style

__all__ = [
    "COLOURS",
    "MARKERS",
    "Explorer",
    "describe_intervals",
    "explore_prevalence",
    "plot_intervals",
    "show",
    "title_for",
    "use_course_style",
]
