"""Exercise 11.2: predict how many normal rows are flagged."""

from course_utils.exercises import Prediction

EXERCISE = Prediction(
    prompt="""\
`OneClassSVM(nu=0.1)` learns 4,000 rows. All of them are normal, and the border that it draws is
smooth. The border leaves out about the share `nu` of the rows it learnt from. Then it judges
10,000 new rows, drawn from the same source: **not one of these is positive either.**

How many of the 10,000 does it flag, to about two hundred? It can be derived from what is written
here. Answer before you go on.""",
    right=1_000,
    tolerance=200,
    between=(0, 10_000),
    misconceptions={
        0: "There is nothing to find, true. But it does not look for anything: it draws a border "
        "around part of the rows it has learnt. Around which part?",
        400: "That is the count among the 4,000 rows it learnt. The new ones are 10,000.",
        5_000: "A border in the middle? That would be `nu=0.5`. What does 0.1 say?",
        9_000: "That many lie inside. Which of them does it flag?",
        10_000: "Then it would have learnt nothing. Which share of the rows it learnt may lie "
        "outside?",
    },
    right_text="About a tenth of the training rows lie outside, since `nu` says so, and new "
    "normal rows are like them. Nobody is ill, and a thousand are called in. `nu` is a budget of "
    "false alarms, not a share of positives.",
    points=1,
    hints=[
        "What is `nu` a share of?",
        "The border leaves out about that share of the rows it has learnt. Are the new rows "
        "different from these?",
        "They are not, so about the same share of 10,000 falls outside.",
    ],
    minutes=4,
)
