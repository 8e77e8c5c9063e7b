"""Exercise 8.1: predict what the average of balanced trees says."""

from course_utils.exercises import Prediction

EXERCISE = Prediction(
    prompt="""\
1,000 training rows, 100 of them positive. One kind of row occurs 200 times; these 200 look all
alike, and 40 of them are positive. The other 800 rows look quite different from them.

A balanced bagging is fitted: each of its 50 trees sees **all 100 positives and 100 of the 900
negatives**, drawn at random, for each tree anew. A tree gives a row the share of positives among
those of its training rows that look alike. `predict_proba` is the mean of the 50 trees.

Which risk does the ensemble give to a row of that kind, to two decimals, on average over the
draws? It can be derived from what is written here. Answer before you run the next cell.""",
    right=0.692,
    tolerance=0.005,
    between=(0, 1),
    misconceptions={
        0.2: "That is the risk in the table: 40 of 200. No tree has seen it: each was "
        "given all of "
        "the 40, but of the negatives only some. Does a mean of numbers that are all too high "
        "come down?",
        0.5: "One half of *all* rows that a tree sees are positive. Of this kind there are 40 "
        "positives; how many of its 160 negatives does a tree see?",
        0.7: "Near. Two decimals, please: 160 / 9 negatives are left, not quite 18.",
        0.31: "That is the share of the negatives. Which share is positive?",
        0.18: "You dropped positives of this kind instead of negatives. Who is drawn from?",
        0.8: "Of 160 negatives one in nine stays, that is about 18; you took 10.",
        0.67: "Count anew: 40 positives stay. Of the 160 negatives, one in nine.",
    },
    right_text="Of 900 negatives 100 are drawn, one in nine: of the 160 about 17.8 stay. "
    "So a tree "
    "says about 40 / 57.8 instead of 40 / 200, and each of the fifty does. **A mean takes "
    "away what "
    "differs between trees, the chance of the draw. It keeps what they have in common, "
    "the shift.** "
    "It is the shift of lesson 7: odds of 1 : 4, times nine, are 9 : 4.",
    points=1,
    hints=[
        "How many of the 900 negatives does one tree see? So which part of the 160?",
        "Of this kind a tree sees 40 positives and about 160 / 9 negatives. Which share "
        "is positive?",
        "All fifty trees draw the same number; they differ by chance only. Their mean is what one "
        "tree says on average.",
    ],
    minutes=5,
)
