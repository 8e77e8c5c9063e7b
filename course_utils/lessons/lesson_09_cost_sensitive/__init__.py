"""Lesson 9: put the cost into the decision, once."""
