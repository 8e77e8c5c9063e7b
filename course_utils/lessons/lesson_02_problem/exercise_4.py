"""Exercise 2.4: choose the panel that stays hard."""

from course_utils.exercises import Question

EXERCISE = Question(
    prompt="""\
The figure before this exercise shows four tables, two columns each. Above each panel stands how
many positives and how many negatives it has.

You are given a hundred times as many rows of each kind, the ratio as it is, and the best model
there can be. In which panel does its ROC AUC stay lowest? Choose by the figure, then say why.""",
    options={
        "a": "panel a, with 15 positives and 1,500 negatives",
        "b": "panel b, with 200 and 200",
        "c": "panel c, with 6 and 6",
        "d": "panel d, with 60 and 600",
    },
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
            "p": "Its two columns would have to be brought to one scale first.",
            "q": "It has too few rows to learn from.",
            "r": "The points of both classes lie in the same place.",
            "s": "Its classes are of equal size, so that there is no class to prefer.",
        },
        right="r",
        feedback={
            "p": "Another scale moves the points of both classes alike. Do those that lie at one "
            "place part?",
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
        "Go panel by panel: of the triangles, how many lie among the dots? None in two of the "
        "panels, a few in one, most of them in one.",
    ],
    minutes=5,
)
