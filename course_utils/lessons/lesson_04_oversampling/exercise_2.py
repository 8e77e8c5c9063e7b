"""Exercise 4.2: predict what SMOTE does to the ranking of boosting."""

from course_utils.exercises import Prediction

EXERCISE = Prediction(
    prompt="""\
Boosted trees learn who dies in `crash_deaths`, once from the training rows as they are, once
from the same rows after SMOTE has raised the deaths to half of the table. Both are tested on
whole crashes that neither has seen, five folds. The cut plays no part: **average precision (AP)**
looks at the order of the test rows only.

The 95 % interval of the *difference* "AP with SMOTE minus AP without" lies

- above 0: answer `"up"`,
- around 0, with 0 inside: answer `"same"`,
- below 0: answer `"down"`.

Two things to weigh: no column and no death was added; and where the deaths lie among many
survivors, the new points fill the space between them. Answer before you run the next cells.""",
    right="down",
    options=("up", "same", "down"),
    misconceptions={
        "up": "Where should it come from? Each new point is a blend of two deaths that were there "
        "already. It tells the trees nothing about *who* dies that the two did not tell.",
        "same": "That is what a logistic regression will show: it has one straight direction, and "
        "the new points hardly turn it. Trees can do more: what do they make of a region "
        "that has been filled with made-up deaths, where survivors live too?",
    },
    right_text="Trees fit small regions. SMOTE fills the space between two deaths with points "
    "that are called deaths, also where survivors are many, and trees believe it. That explains "
    "how the ranking can lose; the next cells measure that it does, on these data. Nothing was "
    "added that could make up for it.",
    points=1,
    hints=[
        "What does a synthetic point know that its two parents do not?",
        "Think of a region with one death in ten people. What does the share look like there "
        "after SMOTE has put new deaths between the old ones? Is it so in all regions?",
        "Information cannot come from blending; a distortion can. That leaves two of the three "
        "answers, and trees follow distortions closely.",
    ],
    minutes=4,
)
