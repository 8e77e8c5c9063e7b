"""Exercise 1.1: predict the accuracy of saying no to everybody."""

from course_utils.exercises import Prediction

EXERCISE = Prediction(
    prompt="""\
`crash_deaths` has 26,217 people who sat in the front of a car that crashed; 1,180 of them died.

Somebody hands in a "model" of one line. It looks at nobody and says of each of the 26,217: *this
person lives*.

How accurate is it? **Accuracy** is the share of rows on which the answer is right. Give a fraction
with three decimals, and answer before you go on.""",
    right=1 - 1180 / 26217,
    tolerance=0.0006,
    between=(0, 1),
    misconceptions={
        0.045: "That is the share of people on whom it is wrong.",
        0.5: "A coin would be right half of the time. This line is right about everybody who "
        "lives; how many is that?",
        0.0: "It finds no death at all, true; yet accuracy counts every row on which the answer "
        "is right, those of the living too.",
        0.95: "Close. Rounded to two decimals it hides what a model may gain; give three.",
        0.96: "Close. Rounded to two decimals it hides what a model may gain; give three.",
        1.0: "It is wrong about somebody. About how many of the 26,217?",
    },
    right_text="It is wrong about the 1,180 who died and right about everybody else. So much for "
    "nothing: no column was read. On a rare class a high accuracy is where a model starts.",
    points=1,
    hints=[
        "About whom is the line right, and about whom is it wrong?",
        "It is right about everybody who lives. Count them.",
        "26,217 − 1,180 people live; divide their number by that of all rows.",
    ],
    minutes=3,
)
