"""Exercise 13.4: choose from a table of measured results."""

from course_utils.exercises import Question

EXERCISE = Question(
    prompt="""\
An insurer has 6,000 labelled letters, 60 of them frauds. Five folds by customer, pairs compared:

| logistic regression on … | AP | minus the first [95 %] | recall at 0.5 | mean risk |
| --- | --- | --- | --- | --- |
| words | 0.31 | | 0.02 | 0.010 |
| frozen sentence vectors | 0.40 | 0.09 [0.03, 0.15] | 0.05 | 0.010 |
| frozen sentence vectors, balanced | 0.40 | 0.09 [0.02, 0.16] | 0.71 | 0.180 |
| words, and 3,000 written frauds | 0.29 | −0.02 [−0.07, 0.03] | 0.55 | 0.240 |

The written frauds come from a language model. Each week inspectors read the 50 riskiest letters,
and all risks are added up to set money aside. **Which row do you take?** Choose, then say why.""",
    options={
        "a": "words: the simplest",
        "b": "frozen sentence vectors",
        "c": "frozen sentence vectors, balanced: 71 % recall",
        "d": "the written frauds: 60 are too few for anything else",
    },
    right="b",
    feedback={
        "a": "It is the baseline to beat, and one row beats it by more than chance.",
        "c": "Look at the AP beside the row above: the ranking is the same. Where does the recall "
        "come from, and what would the sum of its risks say?",
        "d": "The folds say what they bought: nothing that can be told from chance, and risks "
        "that are many times too high.",
    },
    why=Question(
        prompt="Why not the row with the best recall?",
        options={
            "p": "Recall is never a good measure.",
            "q": "The inspectors read the top 50 of a ranking, and both rank alike; its recall "
            "comes from where 0.5 lies, and its risks no longer add up.",
            "r": "Weights make a model slower.",
            "s": "Its interval is a little wider.",
        },
        right="q",
        feedback={
            "p": "It is, at a cut that you chose. Who chose 0.5 here?",
            "r": "They do not. Compare the columns AP and mean risk of the two rows.",
            "s": "By a hair. Compare the columns AP and mean risk of the two rows.",
        },
    ),
    right_text="Representation bought a better ranking, with an interval that says so. Balancing "
    "bought a recall at 0.5, which a cut gives for nothing, and paid for it with the risks. If "
    "you must have 0.5, correct the prior afterwards (lesson 7).",
    points=2,
    hints=[
        "Which two columns say how good the ranking is, and which say where the risks lie?",
        "One row in a hundred is a fraud. Which mean risks can be added up?",
        "Two rows have the best ranking. What do they differ in, and who needs that?",
    ],
    minutes=6,
)
