"""Exercise 8.1: predict the mean of balanced trees."""

from course_utils.exercises import Prediction

EXERCISE = Prediction(
    prompt="""\
1,000 training rows, 100 of them positive. One kind of row occurs 200 times; these 200 look all
alike, and 40 of them are positive. The other 800 rows look quite different from them.

A balanced bagging is fitted: each of its 50 trees sees **all 100 positives and 100 of the 900
negatives**, drawn at random, for each tree anew. A tree gives a row the share of positives among
those of its training rows that look alike. `predict_proba` is the mean of the 50 trees.

Which risk does the ensemble give to a row of that kind, on average over the draws? Two decimals
are enough. It can be derived from what is written here. Answer before you read on.""",
    right=0.695,
    tolerance=0.006,
    between=(0, 1),
    misconceptions={
        0.2: "That is the risk in the table: 40 of 200. No tree has seen it: each was "
        "given all of "
        "the 40, but of the negatives only some. Does a mean of numbers that are all too high "
        "come down?",
        0.5: "One half of *all* rows that a tree sees are positive. Of this kind there are 40 "
        "positives; how many of its 160 negatives does a tree see?",
        0.4: "40 of the 100 positives are of this kind, yes. The tree divides by the rows *of "
        "this kind* that it sees, of both classes.",
        0.29: "You let all 100 drawn negatives be of this kind. They come from 900, of which 160 "
        "are of this kind.",
        0.64: "Above one half: the right side. How many in a hundred negatives are drawn, and so "
        "how many of the 160?",
        0.31: "That is the share of the negatives. Which share is positive?",
        0.18: "You dropped positives of this kind instead of negatives. Who is drawn from?",
        0.8: "Above one half: the right side. You left 10 of the 160 negatives; 100 of 900 are "
        "drawn.",
        0.71: "Above one half: the right side. 100 negatives are drawn, of how many? Not of all "
        "1,000 rows: those hold the positives as well.",
        0.67: "Above one half: the right side. You left 20 of the 160 negatives; 100 of 900 are "
        "drawn.",
    },
    right_text="Of 900 negatives 100 are drawn, one in nine: of the 160 about 17.8 stay. "
    "So a tree "
    "says about 40 / 57.8 instead of 40 / 200, and each of the fifty about that. **A mean takes "
    "away what "
    "differs between trees, the chance of the draw. It keeps what they have in common, "
    "the shift.** "
    "It is the shift of lesson 7: odds of 1 : 4, times nine, are 9 : 4. (The number of "
    "negatives varies a little from tree to tree, which lifts the exact mean from 0.692 to "
    "0.695: Deeper 2.)",
    points=1,
    hints=[
        "How many of the 900 negatives does one tree see? So which part of the 160?",
        "Of this kind a tree sees all 40 positives. Count the negatives of this kind that it "
        "sees, on average; then take the share.",
        "All fifty trees draw the same number; they differ by chance only. Their mean is what one "
        "tree says on average.",
    ],
    minutes=5,
)
