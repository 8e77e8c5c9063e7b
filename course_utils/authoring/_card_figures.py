"""The figures of the cards: drawn from the data, and named in the card with their words.

The datasets package may not draw, so ``course data build`` calls this afterwards. A picture
carries its words within itself: another machine's fonts give other bytes for the same numbers,
so that words are compared and pixels are not.
"""

import io
import re
from collections.abc import Iterable
from pathlib import Path

from course_utils.datasets import Dataset, list_datasets, load_dataset
from course_utils.errors import CourseError
from course_utils.files import shipped_folder, write_whole

_MARKS = ("<!-- figure: written by course data build -->", "<!-- end of figure -->")
_FACTS_END = "<!-- end of facts -->"
