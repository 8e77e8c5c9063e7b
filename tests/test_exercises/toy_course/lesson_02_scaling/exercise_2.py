"""Exercise 2.2: predict what scaling does to a tree."""

from course_utils.exercises import Prediction

EXERCISE = Prediction(
    prompt="You scale the columns before a decision tree. Its accuracy goes …",
    right="same",
    options=("up", "same", "down"),
    misconceptions={
        "up": "A tree asks whether a value is above a cut, whatever its unit.",
        "down": "The order of the rows in a column stays, and so do the cuts.",
    },
    right_text="Cuts move with the scale.",
    hints=["What does a tree ask?", "Is the order of rows changed?", "The order stays."],
)
