"""Exercise 2.4: choose the panel that stays hard."""

from course_utils.exercises import Question

EXERCISE = Question(
    prompt="""\
The figure shows four tables, two columns each. Positives and negatives:

| panel | positives | negatives |
| --- | --- | --- |
| a | 15 | 1,500 |
| b | 200 | 200 |
| c | 6 | 6 |
| d | 60 | 600 |

You are given a hundred times as many rows of each kind, the ratio as it is, and the best model
there can be. In which panel does its ROC AUC stay lowest? Choose by the figure, then say why.""",
    options={"a": "panel a", "b": "panel b", "c": "panel c", "d": "panel d"},
    right="b",
    feedback={
        "a": "A hundred negatives to each positive, and yet one straight line tells them apart.",
        "c": "Few rows, true. But a hundred times as many are on their way; where would they lie?",
        "d": "Some points lie among those of the other class. Is there a panel where nearly all "
        "of them do?",
    },
    why=Question(
        prompt="Why does it stay lowest there?",
        options={
            "p": "It has the most positives, and a model is distracted by them.",
            "q": "It has too few rows to learn from.",
            "r": "Where the points of both classes lie in the same place, the columns do not tell "
            "them apart, however many rows there are.",
            "s": "Its classes are of equal size, so that there is no class to prefer.",
        },
        right="r",
        feedback={
            "p": "More positives are more to learn from, never less.",
            "q": "So has panel c, and rows are being added. What do they not change?",
            "s": "In panel c they are of equal size too, and the two clouds are apart.",
        },
    ),
    right_text="The balanced panel is the hard one. In panel a the cut at 0.5 or the precision "
    "may need care, in panel c a learner needs more rows; in panel b only better columns help. "
    "That is why 'how imbalanced is it?' is a poor first question.",
    points=2,
    hints=[
        "Neither the ratio nor the number of rows is asked for. Where do the two colours lie?",
        "ROC AUC compares one positive with one negative. In which panel do the two most often "
        "lie at the same place?",
        "Draw in each panel the line that parts the colours best, and count how many points are "
        "on the wrong side, as a share of their class.",
    ],
    minutes=5,
)
