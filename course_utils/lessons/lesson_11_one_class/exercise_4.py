"""Exercise 11.4: what to do with eight labels."""

from course_utils.exercises import Question

EXERCISE = Question(
    prompt="""\
A mill (made up) looks for cracked parts, three in a hundred, with a one-class SVM that learnt from
whole parts. After a month eight cracked parts are known by name. On these eight and 400 whole ones
the detector has a ROC AUC of 0.31, 95 % interval [0.20, 0.44]. More labels will come, about eight
a month; next month's cracks are of the same kind. **What do you do now?**""",
    options={
        "a": "Turn the sign of the score: then the ROC AUC is 0.69.",
        "b": "Raise `nu` until the eight are flagged.",
        "c": "Train a regularised classifier on the eight and the whole parts, and compare it "
        "with the detector on the same folds.",
        "d": "Wait: a classifier needs hundreds of positives.",
    },
    right="c",
    feedback={
        "a": "It ranks better than now, by luck of where cracked parts lie, and it would flag the "
        "most ordinary parts first. The sign itself was learnt from eight labels: what else could "
        "they teach?",
        "b": "`nu` moves the border. A part that lies in the middle is outside only when nearly "
        "everything is.",
        "d": "Look at the curves: how many labels did logistic regression need on `thyroid`, and "
        "on `satimage`, to pass a detector?",
    },
    why=Question(
        prompt="Why is the ROC AUC clearly below one half?",
        options={
            "p": "The sign of `decision_function` was mistaken: that alone makes 0.31 of 0.69.",
            "q": "`nu` was too small.",
            "r": "Eight positives are too few to tell 0.31 from 0.5.",
            "s": "Cracked parts lie where whole parts are dense: rare, and not outlying.",
        },
        right="s",
        feedback={
            "p": "It could be, and should be looked at first. But a mistaken sign makes it a good "
            "detector turned round, and then 69 of 100 pairs would be all that it can do. Which "
            "explanation did you see on real data?",
            "q": "`nu` hardly moves a ranking learnt from clean rows.",
            "r": "Read the interval: 0.5 lies outside.",
        },
    ),
    right_text="Rare is not outlying. Keep the detector for cracks of a kind that nobody has "
    "labelled yet, and let the labels say about the known kind. Eight a month make the classifier "
    "better each month; a detector stays what it is.",
    points=2,
    hints=[
        "Which of the four lets all that the labels know come in, and is tested on rows it has "
        "not seen?",
        "Look at `satimage` in the headline figure, from two labels on.",
        "For the why: the class of `satimage` lies between the others. What does a detector say "
        "of a row in the middle?",
    ],
    minutes=6,
)
