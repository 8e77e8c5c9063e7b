"""The fourteen lessons, and the calls that their notebooks make.

>>> from course_utils.lessons import check, hint, solution, progress
"""

from course_utils.exercises import Course

course = Course(__name__)
check = course.check
hint = course.hint
solution = course.solution
progress = course.progress

__all__ = ["check", "course", "hint", "progress", "solution"]
