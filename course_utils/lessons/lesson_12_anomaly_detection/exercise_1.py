"""Exercise 12.1: predict the precision of a perfect detector at its default."""

from course_utils.exercises import Prediction

EXERCISE = Prediction(
    prompt="""\
5,000 rows, 20 of them outliers. A detector of PyOD is fitted to all of them with its default,
`contamination=0.1`, and its scores are perfect: every outlier scores above every other row. No two
scores are equal.

What is the **precision** among the training rows that it flags (`labels_` is 1)? It can be derived
from what is written here. Answer before you go on.""",
    right=0.04,
    tolerance=0.001,
    between=(0, 1),
    misconceptions={
        0.1: "0.1 is the share of all rows that is flagged: somebody's setting. Precision asks "
        "how many of the *flagged* rows are outliers.",
        1.0: "The *ranking* is perfect. But how many rows are flagged, and who decided that?",
        0.004: "That is the share of outliers in the table. Among the flagged rows they are more "
        "frequent: how many rows are flagged?",
        0.96: "That is the share of false alarms among what is flagged. Precision is the other "
        "part.",
        0.0: "All 20 outliers score highest, so they are among the flagged rows. How many rows "
        "are flagged with them?",
    },
    right_text="A tenth of 5,000 rows is 500, and only 20 outliers exist: 480 alarms are false, "
    "although no ranking could be better. Nothing in the data said 0.1. The number was there "
    "before the data came.",
    points=1,
    hints=[
        "`contamination` is the share of the training rows that will be flagged. How many rows is "
        "that here?",
        "The highest scores are flagged. How many of the 20 outliers are among them?",
        "Precision is the number of outliers among the flagged rows, divided by the number of "
        "flagged rows.",
    ],
    minutes=3,
)
