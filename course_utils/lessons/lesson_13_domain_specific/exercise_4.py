"""Exercise 13.4: choose from an invented table of results."""

from course_utils.exercises import Question

EXERCISE = Question(
    prompt="""\
6,000 letters to an insurer, 60 of them frauds; folds by customer. The written frauds come from a
language model. Each week inspectors read the 50 riskiest letters, and all risks are added up to
set money aside. **Which row do you take?** (Invented numbers.)

| logistic regression on | AP | minus row above | frauds in top 50 | recall at 0.5 | mean risk |
| --- | --- | --- | --- | --- | --- |
| words, and 3,000 written frauds | 0.29 | | 17 | 0.55 | 0.240 |
| words | 0.31 | 0.02 [−0.03, 0.07] | 18 | 0.02 | 0.010 |
| frozen sentence vectors | 0.40 | 0.09 [0.03, 0.15] | 24 | 0.05 | 0.010 |
| the same, balanced | 0.40 | 0.00 [−0.02, 0.02] | 24 | 0.71 | 0.180 |""",
    options={
        "a": "words: the simplest model, and its risks add up",
        "b": "frozen sentence vectors",
        "c": "frozen sentence vectors, balanced: they find 71 % of the frauds",
        "d": "the written frauds: 60 real ones are too few for anything else",
    },
    right="b",
    feedback={
        "a": "It is the baseline to beat, and another row beats it by more than chance.",
        "c": "Look at the AP beside the row above: the ranking is the same. Where does the recall "
        "come from, and what would the sum of its risks say?",
        "d": "The folds say what they bought: nothing that can be told from chance, and risks "
        "that are many times too high.",
    },
    why=Question(
        prompt="Why not the row with the best recall?",
        options={
            "p": "Its risks are too high, so its ranking of the letters is spoilt, too.",
            "q": "Both rank alike; its recall comes from where 0.5 lies, and its risks no longer "
            "add up.",
            "r": "60 frauds are too few to weigh: each of them would count a hundred times.",
            "s": "Its difference from the row above holds 0, and such a model must not be used.",
        },
        right="q",
        feedback={
            "p": "Compare its AP and its top 50 with those of the row above.",
            "r": "It is done here, and the ranking has not suffered. What has?",
            "s": "Holding 0 forbids nothing: the ranking is as good, as far as one can tell. What "
            "else do the inspectors and the money need?",
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
