"""Scores of rare classes with honest uncertainty."""

from course_utils.evaluation._bootstrap import bootstrap_difference, bootstrap_interval
from course_utils.evaluation._closed_form import delong_interval, logit_interval
from course_utils.evaluation._folds import PairedDifference, corrected_difference, fold_interval
from course_utils.evaluation._inputs import checked_scores
from course_utils.evaluation._interval import Interval, wilson_interval
from course_utils.evaluation._minimum import expected_min_ap
from course_utils.evaluation._priors import prior_correction
from course_utils.evaluation._scoreboard import Scoreboard, scoreboard
from course_utils.evaluation._table import ScoreTable
from course_utils.evaluation._thresholds import cost_table, threshold_table

__all__ = [
    "Interval",
    "PairedDifference",
    "ScoreTable",
    "Scoreboard",
    "bootstrap_difference",
    "bootstrap_interval",
    "checked_scores",
    "corrected_difference",
    "cost_table",
    "delong_interval",
    "expected_min_ap",
    "fold_interval",
    "logit_interval",
    "prior_correction",
    "scoreboard",
    "threshold_table",
    "wilson_interval",
]
