"""Lesson 2: the ratio, the number of positives and the overlap, kept apart."""
