"""Lesson 4: SMOTE moves the operating point; a tuned cut does the same."""
