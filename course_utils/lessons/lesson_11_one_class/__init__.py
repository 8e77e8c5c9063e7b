"""Lesson 11: learn the normal rows, and when a few labels do better."""
