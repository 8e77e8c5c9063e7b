"""Figures in one style, and the explorers that a reader can move."""

from course_utils.plots._balance import plot_class_balance
from course_utils.plots._calibration import plot_calibration
from course_utils.plots._cost_ratio import explore_costs
from course_utils.plots._costs import plot_costs
from course_utils.plots._curves import plot_curves
from course_utils.plots._dataset import plot_dataset
from course_utils.plots._display import show
from course_utils.plots._explorer import Explorer
from course_utils.plots._images import plot_images
from course_utils.plots._intervals import plot_intervals
from course_utils.plots._learning import explore_learning
from course_utils.plots._prevalence import explore_prevalence
from course_utils.plots._ranks import plot_ranks
from course_utils.plots._regions import plot_decision_regions
from course_utils.plots._roc_pr import plot_roc_pr
from course_utils.plots._scores import plot_scores
from course_utils.plots._style import COLOURS, MARKERS, title_for, use_course_style
from course_utils.plots._threshold import explore_threshold

__all__ = [
    "COLOURS",
    "MARKERS",
    "Explorer",
    "explore_costs",
    "explore_learning",
    "explore_prevalence",
    "explore_threshold",
    "plot_calibration",
    "plot_class_balance",
    "plot_costs",
    "plot_curves",
    "plot_dataset",
    "plot_decision_regions",
    "plot_images",
    "plot_intervals",
    "plot_ranks",
    "plot_roc_pr",
    "plot_scores",
    "show",
    "title_for",
    "use_course_style",
]
