"""Lesson 2: Scaling without a leak."""
