"""Exercise 5.4: Tomek links, random, or none for three goals."""

from course_utils.exercises import Question

EXERCISE = Question(
    prompt="""\
Made up: 4,000,000 rows, 40,000 positive. Which choice serves the three goals?
**Choose, then say why.**

| training rows | rows kept | AP | AP minus none | Brier skill |
| --- | --- | --- | --- | --- |
| none dropped | 4,000,000 | 0.48 | | 0.31 |
| Tomek links | 3,990,000 | 0.48 | 0.00 [-0.01, 0.01] | 0.31 |
| random, 1 in 10 negatives | 436,000 | 0.47 | -0.01 [-0.02, 0.00] | -0.53, corrected (5.3) 0.29 |

1. Each customer is told the risk in percent. Training may take all night.
2. The model is fitted anew every hour, where half a million rows fit. A list is worked off from
   the top.
3. Some negatives right beside a positive are mislabelled: remove the most doubtful, leave the
   rest.""",
    options={
        "a": "1 none, 2 random, 3 Tomek",
        "b": "1 random, 2 random, 3 none",
        "c": "1 none, 2 Tomek, 3 random",
    },
    right="a",
    feedback={
        "b": "Goal 1: the corrected random sample comes close, yet never ahead, and there is no "
        "cost to be saved. Goal 3: none leaves the doubtful rows in. What does each goal lack?",
        "c": "Goal 2: look at the rows that Tomek links keep. Do they fit the machine? Goal 3: a "
        "random sample drops sound and doubtful rows alike.",
    },
    why=Question(
        prompt="What decides?",
        options={
            "p": "What the dropping is for, against what it costs in ranking and probability.",
            "q": "Whether the interval of AP minus none holds 0: if it does, fewer rows are free.",
            "r": "How near the kept rows come to equal classes; only the price differs.",
            "s": "Whether the raw Brier skill is below 0: such a sample is of no use.",
        },
        right="p",
        feedback={
            "q": "The ranking may be about as good. But in goal 1 a percentage is told: which "
            "column speaks of that, and what is there to be saved?",
            "r": "None of the three comes near, and that is no fault. Which goal cannot be "
            "reached without dropping rows?",
            "s": "The correction mends most of it, and a list that is worked off from the top "
            "needs the order of the rows only.",
        },
    ),
    right_text="Under-sampling at random is a way to afford a fit. Tomek links remove single "
    "doubtful negatives; they neither balance nor save. Where neither is needed, keep the rows.",
    points=2,
    hints=[
        "Write down for each goal what must not be lost, and what must fit.",
        "Goal 2 has a limit on rows. Which lines of the table stay below it?",
        "Goal 3 wants particular rows removed, not many. Which method looks at single pairs of "
        "neighbours?",
    ],
    minutes=6,
)
