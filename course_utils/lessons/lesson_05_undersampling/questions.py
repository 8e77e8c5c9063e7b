"""Lesson 5: what is recalled from lessons 1 and 3, and the quiz."""

from course_utils.exercises import Question

RECALL = {
    "a": Question(
        prompt="Somebody under-samples at random *before* the split. Which of these scores goes "
        "up although the model has learned nothing more?",
        options={
            "a": "ROC AUC",
            "b": "average precision",
            "c": "recall at a fixed cut",
            "d": "none of them",
        },
        right="b",
        feedback={
            "a": "It compares one positive with one negative; how many there are does not matter, "
            "and no row was copied.",
            "c": "It looks at the positives only, and none of them was dropped.",
            "d": "Half of the test rows are positive then. Which of the scores mixes both "
            "classes?",
        },
        right_text="The test set is half positive, so alarms are right more often. A sampler "
        "belongs in the pipeline (lesson 3).",
    ),
    "b": Question(
        prompt="The risks of a model are about right, and at the cut of one half it flags almost "
        "nobody. What is to be changed first?",
        options={
            "a": "the training rows: drop negatives until both classes are equal",
            "b": "the learner",
            "c": "the cut: put it where the costs of the two errors say",
        },
        right="c",
        feedback={
            "a": "That makes the model flag more, by making right risks wrong. This lesson shows "
            "how wrong.",
            "b": "Its risks are right. No learner gives a risk above one half where there is "
            "none.",
        },
        right_text="Lesson 1: the ranking and the risks were fine; what failed was the cut.",
    ),
}

QUIZ = {
    "a": Question(
        prompt="One negative in ten was kept at random, all positives were kept. The model gives "
        "a new row 0.5. What is its risk in the world?",
        options={"a": "0.5", "b": "0.05", "c": "about 0.09", "d": "about 0.91"},
        right="c",
        feedback={
            "a": "That holds in the thinned table. In the world there are ten negatives for each "
            "one that was kept.",
            "b": "You divided the probability by ten. It is the odds that are divided: 1 : 1 "
            "becomes 1 : 10.",
            "d": "The wrong way: the negatives that were dropped make the risk smaller.",
        },
        right_text="Odds of 1 : 1 become 1 : 10, that is 1 in 11.",
    ),
    "b": Question(
        prompt="Which majority rows does `NearMiss()` keep, with nothing in the brackets?",
        options={
            "a": "a random half of them",
            "b": "those with the smallest mean distance to their three nearest minority rows",
            "c": "those with the smallest mean distance to their three farthest minority rows",
            "d": "those that a classifier gets wrong",
        },
        right="b",
        feedback={
            "a": "Nothing is random in NearMiss, and both classes end equally large.",
            "c": "That is `version=2`. What is the default?",
            "d": "NearMiss asks no classifier; it measures distances.",
        },
        right_text="Version 1 is the default: the negatives that look most like positives.",
    ),
    "c": Question(
        prompt="A colleague applies the correction to scores of a NearMiss-3 model. The mean risk "
        "now fits the share of positives. Are the risks right?",
        options={
            "a": "Yes: the mean fits, so the correction worked.",
            "b": "Yes, since the number of dropped rows was put right.",
            "c": "No: the negatives that are left are no fair sample, so no single factor leads "
            "back; high and low risks may both be wrong.",
            "d": "It cannot be known without new data.",
        },
        right="c",
        feedback={
            "a": "One number may fit by luck while every part of the curve is off. Look at the "
            "reliability curve.",
            "b": "How many were dropped is known; where they were dropped is the trouble.",
            "d": "The reliability curve on the test folds tells.",
        },
    ),
    "d": Question(
        prompt="2,000 rows, 60 positives, a fit takes a second. Someone wants to under-sample to "
        "half and half, “so that the model sees the rare class”. What do you say?",
        options={
            "a": "Good: a model needs equal classes.",
            "b": "Use NearMiss, it keeps the informative rows.",
            "c": "There is no cost to save, and 1,880 rows of knowledge about negatives to lose; "
            "move the cut instead.",
            "d": "Use Tomek links, they balance more gently.",
        },
        right="c",
        feedback={
            "a": "The rows of the rare class are seen either way; what is missing afterwards is "
            "what negatives look like.",
            "b": "In this lesson its rows trained the clearly poorer model in most cases, and "
            "never a better one than a random sample.",
            "d": "They do not balance at all: they drop a handful of rows.",
        },
    ),
}
