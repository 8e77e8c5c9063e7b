"""Lesson 3: split first, then resample inside the pipeline."""
