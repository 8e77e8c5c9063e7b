"""Exercise 12.5: what `predict_proba` of a detector says."""

from course_utils.exercises import Question

EXERCISE = Question(
    prompt="""\
PyOD's `KNN` is fitted to a week of payments. Its `predict_proba` says 0.62 of a payment. A
week later one absurd payment has joined the training rows, ten times as far out as any other; the
detector is fitted again, and says 0.06 of the same payment. A colleague asks: *"Has the payment
become less suspicious?"* **What do you say?** Choose, then say why.""",
    options={
        "a": "Yes: with more rows to learn from, its probability of fraud fell from 62 % to 6 %.",
        "b": "No: the number is its place between the lowest and the highest training score, and "
        "the highest has moved.",
        "c": "Yes: the absurd payment became its neighbour, so it is less alone than before.",
        "d": "Yes: fitted to a clear fraud, it knows frauds better now, and this is none.",
    },
    right="b",
    feedback={
        "a": "Nobody told the detector which payments were frauds. Where could it have a "
        "probability from?",
        "c": "The absurd payment is ten times as far out as any other: it is nobody's near "
        "neighbour. What else does a far point change?",
        "d": "It has no labels: it does not know that the absurd payment was a fraud. What else "
        "does a far point change?",
    },
    why=Question(
        prompt="What would make a probability of fraud out of the score?",
        options={
            "p": '`predict_proba(X, method="unify")`: it uses the error function.',
            "q": "The right `contamination`, since that is the share of frauds.",
            "r": "Labelled rows: a calibrator that is fitted to scores and labels.",
            "s": "Standardised columns, so that all scores are comparable.",
        },
        right="r",
        feedback={
            "p": "Another curve through the same scores. It has seen no label either.",
            "q": "It moves the threshold and nothing else; `predict_proba` does not read it.",
            "s": "It changes the distances and so the scores. None of them becomes a frequency.",
        },
    ),
    right_text="By default the score is stretched so that the lowest training score becomes 0 and "
    "the highest 1, and all beyond it 1 too. The order of the rows is kept up to there, and "
    "nothing else is promised. Probabilities need labels; with some, a calibrator of lesson 7 "
    "makes them from the score.",
    points=1,
    starred=True,
    hints=[
        "Which information about frauds did the detector have? And which about the range of the "
        "scores?",
        "By default: (score − lowest) / (highest − lowest), both over the training rows. What "
        "does one far row do to it?",
        "A probability is a frequency: of the rows with 0.62, how many were frauds? What must be "
        "known to count that?",
    ],
    minutes=5,
)
