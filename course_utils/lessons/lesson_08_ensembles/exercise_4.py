"""Exercise 8.4: when is a balanced ensemble right?"""

from course_utils.exercises import Question

EXERCISE = Question(
    prompt="""\
Three teams (made up), one table: 400,000 rows, 4,000 positive; own cuts from rows held back.

| | forest, 400,000 rows a tree | balanced, 8,000 a tree | difference, paired |
| --- | --- | --- | --- |
| balanced accuracy at 0.5 | 0.56 | 0.80 | 0.24 [0.22, 0.26] |
| ... each at its own cut | 0.80 | 0.80 | 0.00 [-0.01, 0.01] |
| average precision | 0.41 | 0.39 | -0.02 [-0.04, 0.00] |
| Brier skill | 0.22 | -1.90 | -2.12 [-2.20, -2.04] |

Team 1 tells customers percentages. Team 2 fits hourly, at most 100,000 rows a tree, and works
off a list. Team 3 fits yearly and may choose its cut. **Of these two models, who should
balance?**""",
    options={
        "a": "All three: at 0.5 it gains 0.24.",
        "b": "Teams 2 and 3.",
        "c": "Team 2 only.",
        "d": "None: its Brier skill is below zero.",
    },
    right="c",
    feedback={
        "a": "That line compares both at 0.5. Which team is bound to 0.5, and which needs a right "
        "percentage?",
        "b": "Team 3 may choose its cut. Which line speaks of that, and what would the team win?",
        "d": "Brier skill judges the percentages. Which team uses none? And what can it not "
        "afford?",
    },
    why=Question(
        prompt="What decides?",
        options={
            "p": "The balanced forest finds more positives, which the plain one cannot.",
            "q": "Balancing makes each tree cheap; it costs the risks, and perhaps a little of "
            "the ranking.",
            "r": "Averaging takes the shift of the single trees away.",
            "s": "With 1 % of positives a plain forest cannot learn.",
        },
        right="q",
        feedback={
            "p": "At its own cut the plain forest reaches the same balanced accuracy.",
            "r": "Look at the Brier skill of the average: the shift is all there.",
            "s": "Look at the average precision of the plain forest: 1 % would be knowing "
            "nothing.",
        },
    ),
    right_text="Balancing buys cheap trees: 8,000 rows instead of 400,000. Team 2 needs "
    "that and uses "
    "the order only. Team 1 loses its percentages, team 3 gains nothing that a cut does not give. "
    "(A third model, a plain forest on 100,000 drawn rows a tree, was not measured: before the "
    "team settles, it should be.)",
    points=2,
    hints=[
        "Write behind each team what it uses of the model: a percentage, an order, or a flag.",
        "Which line of the table belongs to each of the three uses? And which line to the hour?",
        "A team that may choose its cut looks at the line with own cuts.",
    ],
    minutes=6,
)
