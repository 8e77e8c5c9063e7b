"""Lesson 1: imbalance belongs to the question, not to the data."""
