"""Comparisons too slow for a lesson: declared beside it, computed once, kept in data/studies."""

from course_utils.studies._study import Study, written
from course_utils.studies._table import StudyTable, load_study, read_table

__all__ = ["Study", "StudyTable", "load_study", "read_table", "written"]
