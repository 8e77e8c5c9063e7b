"""Exercise 2.2: predict the recall after a new fit."""

from course_utils.exercises import Prediction

EXERCISE = Prediction(
    prompt="""\
A table of 100 people who died and 100 who lived. The columns tell three kinds of people apart, and
a model gives each kind its share of deaths as the risk:

| kind | died | lived | risk |
| --- | --- | --- | --- |
| fast, no belt | 45 | 5 | 0.90 |
| fast, belt | 30 | 20 | 0.60 |
| slow | 25 | 75 | 0.25 |

At the cut 0.5 it finds 75 of the 100 deaths: recall 0.75.

A second table has the same deaths and, of each kind, **three times as many** who lived: half the
share of deaths, a quarter instead of one half. The old model, left as it is, still finds 75 of
100. Now the model is **fitted again**, to the second table: each kind gets its new share of
deaths. The cut stays at 0.5. Which recall?""",
    right=0.45,
    tolerance=0.005,
    between=(0, 1),
    misconceptions={
        0.75: "So it is for the old model: nobody who died has changed. But the new fit counts "
        "anew: what share of the 'fast, belt' people died in the second table?",
        0.375: "Half the share of deaths does not halve the recall. Work out the three new risks, "
        "then see which of them are above 0.5.",
        0.25: "Recall does not go with the share of deaths. Work out the three new risks, then "
        "see which of them are above 0.5.",
        1.0: "Every risk becomes smaller, so no more people are flagged than before.",
        0.0: "Some kind stays above 0.5: take 'fast, no belt', 45 who died and 15 who lived.",
    },
    right_text="The risks become 45/60, 30/90 and 25/250. One kind is left above 0.5, and with it "
    "45 of the 100 deaths. The order of the three kinds is the same, and so is the ROC AUC: in "
    "each kind the odds, died to lived, were divided by three. Nobody who died looks any "
    "different; the new model is right to give lower risks, and 0.5 is the same old cut.",
    points=2,
    hints=[
        "Write the second table down: the deaths stay, the third column is multiplied.",
        "The new risk of a kind is died / (died + lived). For 'fast, no belt' that is 45 / 60.",
        "Two of the three new risks are below 0.5. Add up the deaths of the kinds that are above.",
    ],
    minutes=5,
)
