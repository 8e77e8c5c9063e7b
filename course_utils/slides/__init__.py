"""Decks made from lesson notebooks, their handouts, and upright pictures: all without network."""

from course_utils.slides._deck import build_decks
from course_utils.slides._fresh import fresh_deck
from course_utils.slides._handout import print_handouts
from course_utils.slides._notebook import DeckFault
from course_utils.slides._overview import build_overview
from course_utils.slides._portrait import build_portraits
from course_utils.slides._series import write_series
from course_utils.slides._teaching import teaching_guide, write_guide

__all__ = [
    "DeckFault",
    "build_decks",
    "build_overview",
    "build_portraits",
    "fresh_deck",
    "print_handouts",
    "teaching_guide",
    "write_guide",
    "write_series",
]
