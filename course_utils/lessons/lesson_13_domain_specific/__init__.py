"""Lesson 13: domain-specific approaches."""
