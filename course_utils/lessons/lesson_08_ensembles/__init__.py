"""Lesson 8: an ensemble steadies; balancing its members moves the cut and costs the risks."""
