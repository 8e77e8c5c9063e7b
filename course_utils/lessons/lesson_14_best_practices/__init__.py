"""Lesson 14: a report that holds, from the question to monitoring."""
