"""Authoring: one source for a lesson's text, its notebook, its exercise cells and outputs."""

from course_utils.authoring._build import BuildResult, build_lessons
from course_utils.authoring._card_figures import draw_card_figures
from course_utils.authoring._studies import build_studies

__all__ = ["BuildResult", "build_lessons", "build_studies", "draw_card_figures"]
