"""Exercise 1.2: read a confusion matrix."""

from course_utils.exercises import Question

EXERCISE = Question(
    prompt="""\
A model was tried on 1,000 people who were in a crash. `confusion_matrix(died, flagged)` gives

| | not flagged | flagged |
| --- | --- | --- |
| **lived** | 885 | 70 |
| **died** | 15 | 30 |

Which of these statements hold? Several do. A wrong one takes away what a right one brings.""",
    options={
        "a": "The recall is 2/3.",
        "b": "The precision is 0.30.",
        "c": "The model is wrong about 70 people.",
        "d": "About 7 of 100 alarms are false.",
        "e": "Saying no to everybody would be more accurate.",
        "f": "So saying no to everybody is the better model, whatever a miss costs.",
    },
    right={"a", "b", "e"},
    several=True,
    feedback={
        "a": "30 of the 45 who died were flagged.",
        "b": "30 of the 100 who were flagged died.",
        "c": "70 is one kind of error. Which other cell of the table holds errors?",
        "d": "Of whom is that a share? An alarm is somebody in the right-hand column; 70 / 955 is "
        "a share of those who lived.",
        "e": "It errs 45 times, the model 85 times.",
        "f": "More accurate, and it finds nobody. The model finds 30 more deaths for 70 "
        "false alarms: the no is better only if a miss costs less than 70 / 30, or about 2.3, of "
        "them.",
    },
    right_text="Recall reads along a row, precision down a column. Accuracy adds both kinds of "
    "errors as if they weighed the same, and there are many more people in the upper row: a model "
    "that finds two deaths in three loses to one that finds none.",
    points=2,
    hints=[
        "Take the table row by row: who are the 955, and who are the 45? Then column by column: "
        "who are the 100?",
        "Recall is a share of those who died, precision a share of those who were flagged. Errors "
        "stand in two cells.",
        "Recall 30 / 45, precision 30 / 100; the model errs 70 + 15 times, and saying no to "
        "everybody 45 times.",
    ],
    minutes=6,
)
