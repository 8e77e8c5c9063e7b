"""Exercise 2.2: predict the recall after a new fit."""

from course_utils.exercises import Prediction

EXERCISE = Prediction(
    prompt="""\
A table of 100 people who died and 200 who lived. The columns tell three kinds of people apart, and
a model gives each kind its share of deaths as the risk:

| kind | died | lived | risk |
| --- | --- | --- | --- |
| fast, no belt | 45 | 10 | 0.82 |
| fast, belt | 30 | 40 | 0.43 |
| slow | 25 | 150 | 0.14 |

At the cut 0.5 it finds 45 of the 100 deaths: recall 0.45.

Now half of those who lived are thrown away, of each kind alike. The model is **fitted again**, to
the rows that are left: each kind gets its new share of deaths. The cut stays at 0.5. What is the
recall now?""",
    right=0.75,
    tolerance=0.005,
    between=(0, 1),
    misconceptions={
        0.45: "So it is for the old model: nobody who died has changed. But the new fit counts "
        "anew: what share of the 'fast, belt' people died in the second table?",
        0.9: "Half of those who lived, twice the recall? Work out the three new risks, then see "
        "which of them are above 0.5.",
        0.5: "That is the share of deaths in the second table. Recall asks: of those who died, "
        "how many are flagged?",
        0.6: "That is the new risk of the 'fast, belt' people. Recall asks how many of those who "
        "died are flagged, of all kinds together.",
        0.675: "The share of deaths rises by half; recall does not go with it. Work out the three "
        "new risks, then see which of them are above 0.5.",
        0.3: "Those are the deaths that are newly found. The others above 0.5 count as well.",
        0.25: "Those are the deaths that are missed. Recall is the share that is found.",
        0.55: "Those are the deaths that the old model misses. Work out the three new risks, then "
        "add up the deaths of the kinds above 0.5.",
        1.0: "One kind stays below 0.5: take 'slow', 25 who died and 75 who lived.",
    },
    right_text="The risks become 45/50, 30/50 and 25/100. Two kinds are above 0.5 now, and with "
    "them 75 of the 100 deaths. The order of the three kinds is the same, and so is the ROC AUC: "
    "in each kind the odds, died to lived, were multiplied by two. Nobody who died looks any "
    "different, and nothing was learned: the same could be had by a lower cut.",
    points=2,
    hints=[
        "Write the second table down: the deaths stay, the third column is halved.",
        "The new risk of a kind is died / (died + lived). For 'fast, no belt' that is 45 / 50.",
        "Two of the three new risks are above 0.5. Add up the deaths of these two kinds.",
    ],
    minutes=5,
)
