"""Scores of rare classes with honest uncertainty."""
