"""Lesson 7: a class weight is a shift of the prior, and can be taken back."""
