"""Lesson 5: what is recalled from earlier lessons, and the quiz."""

from course_utils.exercises import Question

RECALL = {
    "a": Question(
        prompt="A model is fitted, its cut is fixed, and both stay as they are. Now negatives are "
        "dropped at random from the *test* rows. Which of these scores goes up?",
        options={
            "a": "ROC AUC",
            "b": "average precision",
            "c": "recall at a fixed cut",
            "d": "none of them",
        },
        right="b",
        feedback={
            "a": "It compares one positive with one negative; how many there are does not matter, "
            "and chance draws from easy and hard negatives alike.",
            "c": "It looks at the positives only, and none of them was dropped.",
            "d": "A larger share of the test rows is positive then. Which of the scores mixes "
            "both classes?",
        },
        right_text="With fewer negatives in the test, alarms are right more often, though the "
        "model is the same. So a sampler belongs in the pipeline, where no test row passes it "
        "(lesson 3).",
    ),
    "b": Question(
        prompt="The risks of a model are about right, and at the cut of one half it flags almost "
        "nobody. What is to be changed first?",
        options={
            "a": "the cut: put it where the costs of the two errors say",
            "b": "the learner, since it misses nearly all of the rare class",
            "c": "the training rows: drop negatives until both classes are equal",
        },
        right="a",
        feedback={
            "c": "That changes the risks, and they were right. What was wrong?",
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
        options={"a": "0.5", "b": "about 0.09", "c": "0.05", "d": "about 0.91"},
        right="b",
        feedback={
            "a": "That holds in the thinned table. In the world there are ten negatives for each "
            "one that was kept.",
            "c": "You divided the probability by ten. It is the odds that are divided: 1 : 1 "
            "becomes 1 : 10.",
            "d": "The wrong way: the negatives that were dropped make the risk smaller.",
        },
        right_text="Odds of 1 : 1 become 1 : 10, that is 1 in 11.",
    ),
    "b": Question(
        prompt="Which majority rows does `NearMiss()` keep, with nothing in the brackets?",
        options={
            "a": "those with the smallest mean distance to their three nearest minority rows",
            "b": "a random half of them",
            "c": "those with the smallest mean distance to their three farthest minority rows",
            "d": "those that a classifier gets wrong",
        },
        right="a",
        feedback={
            "b": "Nothing is random in NearMiss, and both classes end equally large.",
            "c": "That is `version=2`. What is the default?",
            "d": "NearMiss asks no classifier; it measures distances.",
        },
        right_text="Version 1 is the default: negatives that have several positives near.",
    ),
    "c": Question(
        prompt="A colleague multiplies the odds of a NearMiss-2 model by one factor, chosen so "
        "that the mean risk fits the share of positives. Are the risks right now?",
        options={
            "a": "Yes: the mean fits, so high and low risks fit as well.",
            "b": "Yes, since the number of dropped rows was put right.",
            "c": "It cannot be known before next year's rows have come in.",
            "d": "No: the negatives that stayed are no fair sample; no one factor leads back.",
        },
        right="d",
        feedback={
            "a": "The mean may fit while low risks are too low and high ones too high: think of "
            "the two ends of the curve.",
            "b": "How many were dropped is known; where they were dropped is the trouble.",
            "c": "The calibration curve on the test folds tells today.",
        },
        right_text="One number, the mean, can be made to fit. The low risks would have to rise "
        "and the high ones to fall; a calibrator fitted on untouched rows may do that (lesson 7).",
    ),
    "d": Question(
        prompt="2,000 rows, 60 positives, a fit takes a second. Someone wants to under-sample to "
        'half and half, "so that the model sees the rare class". What do you say?',
        options={
            "a": "Good: a model needs equal classes before it can learn the rare one.",
            "b": "Use NearMiss, which keeps the informative rows instead of any.",
            "c": "There is no cost to save: keep the 1,940 negatives, move the cut.",
            "d": "Use Tomek links, which balance more gently than a random draw.",
        },
        right="c",
        feedback={
            "a": "The rows of the rare class are seen either way; what is missing afterwards is "
            "what negatives look like.",
            "b": "In this lesson its rows trained the clearly poorer model in most cases, and "
            "never a clearly better one than a random sample.",
            "d": "They do not balance at all: they drop a handful of rows.",
        },
        right_text="Half and half would leave 60 of 1,940 negatives. What they knew about the "
        "other class would be lost, to save a part of a second.",
    ),
}
