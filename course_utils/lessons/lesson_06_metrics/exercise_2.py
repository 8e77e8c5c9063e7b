"""Exercise 6.2: predict a precision where positives are rarer."""

from course_utils.exercises import Prediction

EXERCISE = Prediction(
    prompt="""\
A model and its cut were tested where every second row is positive. The cut flags 80 % of the
positives (its **recall**) and 10 % of the negatives (its **false-positive rate**). So 8 of 9
alarms were true: a **precision** of 0.889.

The same model with the same cut is put to work where **one row in a thousand** is positive. Within
each class nothing has changed: positives look like those of the test, and so do negatives.

Which precision will it have there? Give a fraction with three decimals, before you go on.""",
    right=0.0008 / (0.0008 + 0.0999),
    tolerance=0.0005,
    between=(0, 1),
    misconceptions={
        0.889: "That is the precision of the test. There a positive and a negative were equally "
        "common; here negatives are a thousand times as many. How many of them are flagged?",
        0.8: "That is the recall: of the positives, how many are flagged. Precision asks it the "
        "other way round: of the flagged, how many are positive?",
        0.9: "10 % of the *negatives* are flagged. That does not say that 10 % of the *alarms* "
        "are false.",
        0.001: "That is what flagging everybody gets, or the true alarms as a share of all rows. "
        "Divide by the rows that are flagged.",
        0.1: "That is the false-positive rate, a share of the negatives. Count alarms.",
        0.444: "Positives are not half as common as before: they are one in a thousand.",
        0.5: "Recall and false-positive rate stay, but they are shares of two classes of very "
        "different size. Count rows.",
    },
    right_text="Of 100,000 rows 100 are positive; 80 of them are flagged, and so are 9,990 "
    "negatives: fewer than one alarm in a hundred is true. It is lesson 3's formula, further from "
    "one half. Nothing about the model has changed, and its ROC AUC, which is made of these two "
    "shares at every cut, is what it was. Precision and all that is made of it must be measured, "
    "or computed, at the prevalence where it will be used.",
    points=2,
    hints=[
        "Think of a number of rows, such as 100,000, and count four kinds of them.",
        "100 of 100,000 are positive, and 80 % of these are flagged. The other 99,900 are "
        "negative, and 10 % of these are flagged.",
        "80 true alarms, 9,990 false ones: divide the true ones by all alarms.",
    ],
    minutes=5,
)
