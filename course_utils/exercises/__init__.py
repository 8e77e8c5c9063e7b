"""The exercise engine: exercises, questions, predictions, and what checks them."""
