"""Lesson 10: augment for the invariance that deployment needs, in both classes."""
