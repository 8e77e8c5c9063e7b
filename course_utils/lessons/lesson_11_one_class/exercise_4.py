"""Exercise 11.4: what to do with twenty labels."""

from course_utils.exercises import Question

EXERCISE = Question(
    prompt="""\
Two plants (made up) each have a one-class SVM that learnt normal rows. Since last week each has 20
labelled positives and 400 labelled normal rows, drawn at random from what was not learnt. The
sign was checked: a row 100 standard deviations out gets the lowest score.

| | mill: cracked parts | pumps: faults |
| --- | --- | --- |
| ROC AUC, about 95 % | 0.31 [0.22, 0.42] | 0.98 [0.84, 1.00] |
| next year's positives | of the same kind | many of new kinds |

**What do you plan?**""",
    options={
        "a": "Mill: turn the sign of the score, no test. Pumps: keep the detector.",
        "b": "Mill: wait for some hundred labels. Pumps: a classifier takes over.",
        "c": "Both: train a classifier on the twenty, and switch the detector off.",
        "d": "Mill: test a classifier and the turned score. Pumps: keep the detector.",
    },
    right="d",
    feedback={
        "a": "On `satimage` the turned score could not be told from regression, so it is a "
        "candidate. But with twenty labels, what did the random forest do there? How could the "
        "mill know?",
        "b": "For the mill, look at `satimage`: where was the random forest with twenty labels? "
        "And what does a classifier say of a kind that it has not seen?",
        "c": "For the mill it is worth a test. For the pumps, look at `shuttle` again: what did "
        "classifiers say of the kind that had no label?",
    },
    why=Question(
        prompt="What decides between the two plants?",
        options={
            "p": "How many positives are known, since a classifier learns from them.",
            "q": "How rare the positives are, since a detector is made for rare ones.",
            "r": "Whether known positives lie outside, and new ones will be like them.",
            "s": "Whether the interval holds 0.5, since such a ranking is useless.",
        },
        right="r",
        feedback={
            "p": "Twenty in both plants, and the plans differ. What else differs?",
            "q": "The table does not say how rare they are; 20 and 400 is what was labelled. What "
            "does it say?",
            "s": "Neither interval holds it. On which side of 0.5 do they lie, and what does that "
            "say of where the positives are?",
        },
    ),
    right_text="Cracked parts lie where whole parts are dense: rare, and not outlying. The turned "
    "score is one candidate there, a classifier another. Compare them on the same folds; the "
    "interval of the difference says whether twenty labels are enough to tell. Faults of pumps "
    "lie outside, and new kinds come: there a classifier may be added for the known kinds, "
    "*beside* the detector. It matters that the twenty were drawn at random: had the detector "
    "found them, its ROC AUC would flatter it, and a classifier would learn the easy ones only. "
    "(The intervals are rough: Hanley and McNeil's formula, on the scale of the logit.)",
    points=2,
    hints=[
        "Read both rows of the table. What does a ROC AUC below 0.5 say of where positives lie, "
        "when the sign is right?",
        "Which data set of the headline figure is like the mill, and which like the pumps?",
        "The mill is like `satimage`: two ways did better there than the detector as it came. "
        "Does the mill know beforehand which is better? For the pumps look at what classifiers "
        "did with the kind of `shuttle` that had no label.",
    ],
    minutes=6,
)
