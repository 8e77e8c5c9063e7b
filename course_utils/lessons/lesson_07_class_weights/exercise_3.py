"""Exercise 7.3: weighted at 0.5 against plain at the prevalence."""

from course_utils.exercises import Question

EXERCISE = Question(
    prompt="""\
A rescue service compares two logistic regressions on the same 10,000 test rows, 450 of them
deaths:

| model | cut | rows flagged | deaths found | ROC AUC |
| --- | --- | --- | --- | --- |
| plain | 0.5 | 90 | 45 | 0.880 |
| `class_weight="balanced"` | 0.5 | 2,250 | 368 | 0.880 |
| plain | 0.045 | 2,290 | 372 | 0.880 |

Nearly every row gets the same label from the last two lines. The report: *"The weights taught the
model to see deaths: eight times as many. We take it, and multiply its risks by what a flight
saves."* **What do you tell them?**""",
    options={
        "a": "Agreed: the weighted model has learned what the plain one missed.",
        "b": "It is the plain model's list at another cut. Take the plain model, at the cut you "
        "need.",
        "c": "Take the weighted model: 0.5 is the natural cut, and a cut of 0.045 is arbitrary.",
        "d": "Take the plain model at 0.5: half of its alarms are true.",
    },
    right="b",
    feedback={
        "a": "Compare the second line with the third. What did the third model learn?",
        "c": "And the weight, is it less arbitrary? It moved every risk, and the risks are to be "
        "multiplied.",
        "d": "It finds a tenth of the deaths. Whether few alarms or many are wanted depends on "
        "what a miss costs; nobody has to stay at 0.5.",
    },
    why=Question(
        prompt="Why do the last two lines flag nearly the same rows?",
        options={
            "p": "The weights multiply all odds by negatives per positive, so what lies above 0.5 "
            "afterwards lay above the prevalence before.",
            "q": "It is chance: other test rows would tell them apart.",
            "r": "Both have the same ROC AUC, and models of equal ROC AUC flag the same rows.",
            "s": "Both were fitted to the same rows, so they must agree.",
        },
        right="p",
        feedback={
            "q": "Nearly ten thousand labels agree. Work out which plain risk becomes 0.5 when "
            "its odds are multiplied by 9,550 / 450.",
            "r": "Two rankings can have equal areas and differ in every row.",
            "s": "The first line was fitted to the same rows too.",
        },
    ),
    right_text="Odds of 450 to 9,550, times 9,550 / 450, are 1: a risk of 0.045 becomes 0.5. It "
    "is not exact, because the weighted fit is another fit; the few rows that differ lie near "
    "the cut. Which cut is wanted follows from costs (lesson 9).",
    points=2,
    hints=[
        "Three lines, two models. What differs between the second line and the third, in what "
        "they flag and in what they find?",
        "The report compares the first line with the second: two things changed there at once, "
        "the model and how easily it says yes.",
        "Take a row with a plain risk of 0.045. Its odds are 450 to 9,550. What does the weight "
        "make of them?",
    ],
    minutes=6,
)
