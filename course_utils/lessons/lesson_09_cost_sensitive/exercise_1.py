"""Exercise 9.1: predict the threshold from four costs."""

from course_utils.exercises import Prediction

EXERCISE = Prediction(
    prompt="""\
A machine may be about to fail. Opening it costs 300. If it was about to fail, it is also repaired:
1,000 in all. A machine that fails unopened costs 4,300. One that is left alone and runs on costs
nothing.

| | about to fail | sound |
| --- | --- | --- |
| **opened** | 1,000 | 300 |
| **left alone** | 4,300 | 0 |

From which probability of failure is opening the cheaper decision, to three decimals? The
probabilities are right.""",
    right=1 / 12,
    tolerance=0.001,
    between=(0, 1),
    misconceptions={
        0.08: "Right to two decimals. Give three.",
        0.5: "0.5 would be right if a false alarm lost as much as a miss. Compare the two "
        "columns: "
        "what does the wrong decision lose in each?",
        0.065: "You count a failure in time as free. It costs 1,000 too: what does opening *save* "
        "on a machine that is about to fail?",
        0.07: "300 of 4,300 compares one cell with another. Compare within a column: what does "
        "the "
        "wrong decision cost more than the right one?",
        0.091: "300 to 3,300: these are odds. A probability is the part of the whole.",
        0.231: "300 of 1,300 goes along a row. Both of its cells belong to one decision; compare "
        "down a column: what does the wrong decision cost more than the right one?",
        0.077: "The 1,000 hold the fee and the repair already. What does a failure that is not "
        "prevented cost more than one that is?",
        0.14: "700 is 1,000 less 300, a difference along a row: both belong to one decision. "
        "Compare down a column.",
        0.163: "700 is 1,000 less 300, a difference along a row: both belong to one decision. "
        "Compare down a column.",
        0.189: "Opening a sound machine costs 300; the 1,000 belong to the other column.",
        0.233: "1,000 of 4,300 leaves the sound machines out. What do they lose when opened?",
        0.917: "That is the probability of being *sound* at which both decisions are equal.",
    },
    right_text="A needless opening loses 300 − 0, a failure that is not prevented 4,300 − "
    "1,000. At "
    "p = 300 / (300 + 3,300) both decisions lose as much on average. Only differences *within a "
    "column* count: a cost that falls on both decisions alike drops out.",
    points=1,
    hints=[
        "Take one column at a time: there is a right and a wrong decision. What does the wrong "
        "one "
        "cost more?",
        "At probability p, opening is expected to lose (1 − p) times the first difference, "
        "leaving "
        "alone p times the second. Where are they equal?",
        "The differences are 300 − 0 and 4,300 − 1,000. The threshold is the first over their "
        "sum.",
    ],
    minutes=5,
)
