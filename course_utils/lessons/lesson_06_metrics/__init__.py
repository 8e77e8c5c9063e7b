"""Lesson 6: say which question a metric answers, and put an interval on it."""
