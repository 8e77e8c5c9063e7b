"""The learner's copy of the lessons, and the doctor."""
