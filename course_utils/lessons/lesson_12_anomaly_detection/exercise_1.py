"""Exercise 12.1: predict the precision of a perfect detector at its default."""

from course_utils.exercises import Prediction

EXERCISE = Prediction(
    prompt="""\
5,000 rows, 50 of them outliers. A detector of PyOD is fitted to all of them with its default,
`contamination=0.1`, and its scores are perfect: every outlier scores above every other row. No two
scores are equal.

What is the **precision** among the training rows that it flags (`labels_` is 1)? It can be derived
from what is written here. Answer before you go on.""",
    right=0.1,
    tolerance=0.001,
    between=(0, 1),
    misconceptions={
        1.0: "The *ranking* is perfect. But how many rows are flagged, and who decided that?",
        0.01: "That is the share of outliers in the table. Among the flagged rows they are more "
        "frequent: how many rows are flagged?",
        0.9: "That is the share of false alarms among what is flagged. Precision is the other "
        "part.",
        0.5: "Count: a tenth of 5,000 rows is flagged. How many of those can be outliers?",
    },
    right_text="A tenth of 5,000 rows is 500, and only 50 outliers exist: nine of ten alarms are "
    "false, although no ranking could be better. Nothing in the data said 0.1. The number was "
    "there before the data came.",
    points=1,
    hints=[
        "`contamination` is the share of the training rows that will be flagged. How many rows is "
        "that here?",
        "The 500 highest scores are flagged. All 50 outliers are among them.",
        "Precision is the number of outliers among the flagged rows, divided by the number of "
        "flagged rows.",
    ],
    minutes=3,
)
