"""Lesson 12: detectors rank; what is flagged is decided by you."""
