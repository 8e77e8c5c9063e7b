"""Decks made from lesson notebooks: one HTML file each, which needs no network."""

from course_utils.slides._deck import build_decks, fresh_deck
from course_utils.slides._handout import print_handouts
from course_utils.slides._notebook import DeckFault
from course_utils.slides._teaching import teaching_guide, write_guide

__all__ = [
    "DeckFault",
    "build_decks",
    "fresh_deck",
    "print_handouts",
    "teaching_guide",
    "write_guide",
]
