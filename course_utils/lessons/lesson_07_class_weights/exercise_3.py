"""Exercise 7.3: a better model, or a moved cut?"""

from course_utils.exercises import Question

EXERCISE = Question(
    prompt="""\
Two rescue services (made up) each compare logistic regressions on 10,000 test rows of their own,
450 of them deaths. Deaths found, of so many rows flagged:

| service | plain, cut 0.5 | `"balanced"`, cut 0.5 | plain, cut 0.045 | ROC AUC, plain | balanced |
| --- | --- | --- | --- | --- | --- |
| A | 45 of 90 | 368 of 2,250 | 372 of 2,290 | 0.880 | 0.880 |
| B | 38 of 90 | 380 of 2,250 | 330 of 2,300 | 0.846 | 0.907 |

The 95 % interval of the difference in ROC AUC, paired, is [-0.004, 0.005] in A and [0.045, 0.077]
in B. Both report: *"The weights taught the model to see deaths."* **Who is right?**""",
    options={
        "a": "Both: deaths found rose eightfold and more.",
        "b": "Neither: weights never do more than move the cut.",
        "c": "A has only moved its cut. B's weighted model does rank better: B should ask what "
        "its plain model could not fit.",
        "d": "A is right, since it lost nothing in ROC AUC. B's gain is that of a lower cut.",
    },
    right="c",
    feedback={
        "a": "Two things changed there at once, the model and how easily it says yes. Compare "
        "models that flag about as many rows: the second column with the third.",
        "b": "Mostly, yes. But ROC AUC knows no cut; look at B's.",
        "d": "A lower cut cannot move a ROC AUC, which knows no cut. And in A, what does the "
        "second column find that the third does not?",
    },
    why=Question(
        prompt="Why do the second and third column of A come out so much alike?",
        options={
            "p": "The weights multiply all risks by 0.5 / 0.045, so 0.045 becomes 0.5.",
            "q": "Both have the same ROC AUC, and models of equal ROC AUC flag the same rows.",
            "r": "The weights multiply all odds by 9,550 / 450, so what lies above 0.5 afterwards "
            "lay above 0.045 before.",
            "s": "Both were fitted to the same rows, so they must agree.",
        },
        right="r",
        feedback={
            "p": "Try a plain risk of 0.2: times 0.5 / 0.045 it is more than 2. What can be "
            "multiplied without end?",
            "q": "Two rankings can have equal areas and differ in every row.",
            "s": "The first column was fitted to the same rows too.",
        },
    ),
    right_text="Odds of 450 to 9,550, times 9,550 / 450, are 1: a risk of 0.045 becomes 0.5. The "
    "lists are not quite the same, because the weighted fit is another fit. Which cut is wanted "
    "follows from costs (lesson 9).",
    points=2,
    hints=[
        "A model is better if it finds more deaths among as many flagged rows. Which columns "
        "can be compared so?",
        "ROC AUC judges the order of the rows, at no cut. Where does it move, and is that more "
        "than chance?",
        "Take a row with a plain risk of 0.045. Its odds are 450 to 9,550. What does the weight "
        "make of them?",
    ],
    minutes=6,
)
