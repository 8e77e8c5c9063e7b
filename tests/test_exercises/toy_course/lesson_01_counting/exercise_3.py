"""Exercise 1.3: predict the accuracy of always-no."""

from course_utils.exercises import Prediction

EXERCISE = Prediction(
    prompt="Of 400 rows, 16 are positive. What is the accuracy of a model that always says no?",
    right=0.96,
    tolerance=0.001,
    misconceptions={
        0.5: "Half would be a coin; this model errs on the positives alone.",
        0.0: "It finds no positive, but accuracy counts the negatives too.",
        0.04: "That is the share it gets wrong.",
    },
    right_text="It errs on the 16 positives alone.",
    hints=["Which rows does it get right?", "Count them.", "384 of 400."],
)
