"""Exercise 5.1: predict how the share of flagged rows moves."""

from course_utils.exercises import Prediction

EXERCISE = Prediction(
    prompt="""\
In a table of 10,000 calls one client in ten says yes. A logistic regression, fitted to all
training rows, flags a client when it gives a probability above one half.

Now negatives are dropped **at random** from the training rows until both classes are equally
large, and the same model is fitted again. The test rows stay as they are, and so does the cut of
one half.
What happens to the **share of test rows that are flagged**: does it go `"up"`, stay about the
`"same"`, or go `"down"`? It can be derived: think of twelve clients who look alike, of whom
three say yes.""",
    right="up",
    options=("up", "same", "down"),
    misconceptions={
        "same": "The test rows are the same, yes, but the model is not: its probabilities come "
        "from the rows it was given. Of 9,000 no, 1,000 stay, one in nine. Among the twelve "
        "clients, three yes and nine no: how many of the no are still there?",
        "down": "It has seen fewer rows, but not fewer of every kind. Count the group again "
        "after the drop: as many yes as before, and hardly any no.",
    },
    right_text="Of 9,000 no, 1,000 stay, one in nine. Of the twelve clients three yes and one no "
    "remain, and the model says three in four instead of one in four. "
    "Every probability is pushed up, and at a cut that stays where it is more rows are flagged. "
    "That looks like a better recall, and is a moved cut.",
    points=1,
    hints=[
        "The model learns shares: of the training rows that look like this one, how many were "
        "positive?",
        "Of 9,000 no, 1,000 stay: one in nine. How many of the nine no among the twelve clients "
        "stay, and which share of yes is that?",
        "Three yes and one no are left: the model says three in four. It said one in four before. "
        "On which side of one half was the group, and on which is it now?",
    ],
    minutes=4,
)
