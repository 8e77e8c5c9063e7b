"""The fourteen lessons: exercises, figures and studies of each."""
