"""Exercise 4.2: predict what SMOTE does to the ranking of boosting."""

from course_utils.exercises import Prediction

EXERCISE = Prediction(
    prompt="""\
Boosted trees learn who dies in `crash_deaths`, once from the training rows as they are, once
from the same rows after SMOTE has raised the deaths to half of the table. Both are tested on
whole crashes that neither has seen: five folds, four times dealt anew. The cut plays no part:
**average precision (AP)** looks at the order of the test rows only.

Where does the 95 % interval of the *difference* "AP with SMOTE minus AP without" lie: above 0
(`"up"`), around 0, with 0 inside (`"same"`), or below 0 (`"down"`)?

To weigh: no column and no real death was added. What else is in the table now that was not
there before? Write down your reason first.""",
    right="down",
    options=("up", "same", "down"),
    misconceptions={
        "up": "Where should it come from? Each new point is a blend of two deaths that were there "
        "already. It tells the trees nothing about *who* dies that the two did not tell.",
        "same": "That is what a logistic regression will show: it has one straight direction, and "
        "the new points hardly turn it. Trees can do more: what do they make of rows "
        "with values that no real person has, or of made-up deaths where survivors live?",
    },
    right_text="Nothing was added that could help, and something that can mislead: rows with "
    "values that nobody has, half a seat belt or part of a year, all of them called deaths. Trees "
    "follow such distortions closely. The next cells measure the loss, and how much of it goes "
    "away when the values are made real.",
    points=1,
    hints=[
        "What does a synthetic point know that its two parents do not?",
        "Blend two people: one with a seat belt and one without, aged 30 and 61. Is the result a "
        "person? And where many survivors live between two deaths, what is put there?",
        "Information cannot come from blending; a distortion can. That leaves two of the three "
        "answers, and trees follow distortions closely.",
    ],
    minutes=4,
)
