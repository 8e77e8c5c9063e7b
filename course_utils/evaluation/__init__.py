"""Scores of rare classes with honest uncertainty."""

from course_utils.evaluation._bootstrap import bootstrap_interval
from course_utils.evaluation._folds import PairedDifference, corrected_difference, fold_interval
from course_utils.evaluation._inputs import checked_scores
from course_utils.evaluation._interval import Interval, wilson_interval
from course_utils.evaluation._scoreboard import Scoreboard, scoreboard

__all__ = [
    "Interval",
    "PairedDifference",
    "Scoreboard",
    "bootstrap_interval",
    "checked_scores",
    "corrected_difference",
    "fold_interval",
    "scoreboard",
    "wilson_interval",
]
