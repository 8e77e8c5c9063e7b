"""Solve imbalanced datasets in Python: the course's shared helper library."""

__version__ = "0.1.0"
