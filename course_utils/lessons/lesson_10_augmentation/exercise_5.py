"""Exercise 10.5: a win after three passes."""

from course_utils.exercises import Question

EXERCISE = Question(
    prompt="""\
A report (numbers made up). 50 rare and 2,500 usual training images; the copies were made after
the split. The same network, trained for three passes over its rows, 64 images a step:

| training rows | rows a pass | average precision |
| --- | --- | --- |
| as they are | 2,550 | 0.24 |
| with 20 randomly moved copies of each rare image | 3,550 | 0.33 |

Its conclusion: *"Augmenting the rare class adds information: +0.09."* **What do you say?** Choose,
then say why.""",
    options={
        "a": "Agreed: the test images were not touched, so the gain is due to the moves.",
        "b": "The gain is noise: 50 rare images can tell nothing.",
        "c": "The network above may not have finished learning; the moves are not tested yet.",
        "d": "The gain is a leak: copies of test images were trained on.",
    },
    right="c",
    feedback={
        "a": "The gain may be real. But two things differ between the rows besides the moves: "
        "count how often each network has met a rare image, and how many steps it made.",
        "b": "With some spread they can. Before you ask whether a gain is noise, ask what else "
        "differs between the two rows.",
        "d": "The copies were made after the split. Nothing of the test was seen.",
    },
    why=Question(
        prompt="Which comparison would tell what the *moves* do?",
        options={
            "p": "The same two rows, with ROC AUC instead of average precision.",
            "q": "Exact copies of the rare images, as many, trained for equally many steps, both "
            "until the scores stop rising; over several seeds.",
            "r": "The same two rows, with a cut tuned on training folds.",
            "s": "The second row against the second row with 40 copies.",
        },
        right="q",
        feedback={
            "p": "Another number for the same unequal networks.",
            "r": "A cut moves recall and precision, not the ranking; the networks stay unequal.",
            "s": "Both are moved. What is compared with what?",
        },
    ),
    right_text="In three passes one network has met each rare image 3 times, the other each 63 "
    "times, as it came or moved, and made more steps. A network that has not finished learning "
    "gains from seeing the rare class more often, by whatever means: weights, copies, moves. In "
    "the lesson's study moved shirts look harmless against *none* early in training; against "
    "copies, the fair pair, they lose from early on.",
    points=1,
    starred=True,
    hints=[
        "How often has each of the two networks met a rare image when it stops?",
        "Three passes over 2,550 rows in batches of 64 are about 120 steps. Is the first network "
        "done by then?",
        "Copies and moved copies differ in one thing only. That is the fair pair.",
    ],
    minutes=5,
)
