"""Exercise 13.4: choose from a table of measured results."""

from course_utils.exercises import Question

EXERCISE = Question(
    prompt="""\
An insurer reads letters. 60 of 6,000 labelled letters are frauds. Five folds by customer, each way
on the same folds; AP with its paired difference to the first row [95 % interval]:

| | AP | minus the first row | recall at 0.5 | mean risk |
| --- | --- | --- | --- | --- |
| words, logistic regression | 0.31 | | 0.02 | 0.010 |
| frozen sentence vectors, logistic regression | 0.40 | 0.09 [0.03, 0.15] | 0.05 | 0.010 |
| frozen sentence vectors, balanced weights | 0.40 | 0.09 [0.02, 0.16] | 0.71 | 0.180 |
| fine-tuned network, focal loss | 0.37 | 0.06 [−0.02, 0.14] | 0.00 | 0.120 |
| words, and 3,000 frauds written by a language model | 0.29 | −0.02 [−0.07, 0.03] | 0.55 | 0.240 |

Inspectors can read 50 letters a week, and each week's risks are added up to tell how much money
to set aside. **Which row do you take?** Choose, then say why.""",
    options={
        "a": "words, logistic regression: the simplest",
        "b": "frozen sentence vectors, logistic regression",
        "c": "frozen sentence vectors, balanced weights: it finds 71 % of the frauds",
        "d": "the fine-tuned network: it will win when it is trained longer",
        "e": "the written frauds: 60 examples are too few for anything else",
    },
    right="b",
    feedback={
        "a": "It is the baseline to beat, and one row beats it by more than chance.",
        "c": "Look at the AP beside the row above: the ranking is the same. Where does the recall "
        "come from, and what would the sum of its risks say?",
        "d": "It may. Today its interval holds 0, and a promise is no measurement.",
        "e": "The folds say what they bought: nothing that can be told from chance, and risks "
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
