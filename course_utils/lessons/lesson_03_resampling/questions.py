"""Lesson 3: what is recalled from lessons 1 and 2, and the quiz."""

from course_utils.exercises import Question

RECALL = {
    "a": Question(
        prompt="In `crash_deaths` 4.5 % of the people die. How accurate is the sentence "
        '"nobody dies"?',
        options={"a": "4.5 %", "b": "50 %", "c": "95.5 %", "d": "It cannot be said."},
        right="c",
        feedback={
            "a": "That is the share of rows it gets wrong.",
            "b": "A coin would be right half of the time; this sentence errs on the deaths only.",
            "d": "It can: it is right for everybody who lives.",
        },
        right_text="And useless. That is why this course does not score with accuracy.",
    ),
    "b": Question(
        prompt="A fitted model and its cut stay as they are. In a new town only half as many "
        "people are positive; positives and negatives each look as before. Which of these "
        "numbers moves?",
        options={
            "a": "recall",
            "b": "the share of the negatives that are flagged",
            "c": "ROC AUC",
            "d": "precision",
        },
        right="d",
        feedback={
            "a": "Recall looks at the positives only, one by one; there are fewer of them, but "
            "the same share is found.",
            "b": "It looks at the negatives only, and each is flagged or not as before.",
            "c": "It compares one positive with one negative; how many there are does not matter.",
        },
        right_text="Precision mixes both classes: fewer true alarms, as many false ones.",
    ),
}

QUIZ = {
    "a": Question(
        prompt="A colleague over-samples at random, then splits, then scores a forest: ROC AUC "
        "0.99. What do you know?",
        options={
            "a": "The forest is excellent.",
            "b": "Nothing yet about new rows: copies of the test rows were in training.",
            "c": "The ROC AUC is right, only precision is inflated.",
            "d": "The forest needs more trees.",
        },
        right="b",
        feedback={
            "a": "On pure noise the same procedure scores just as high.",
            "c": "That is so for random under-sampling. Copies let a forest remember, and "
            "remembering lifts the ranking too.",
            "d": "No number of trees tells remembering from predicting.",
        },
    ),
    "b": Question(
        prompt="A cut finds 60 % of the positives and flags 20 % of the negatives. In the data "
        "one row in ten is positive. What is the precision on a test set that was balanced to "
        "half and half, and on the data as they are?",
        options={
            "a": "0.75 and 0.25",
            "b": "0.75 and 0.75",
            "c": "0.60 and 0.20",
            "d": "0.25 and 0.75",
        },
        right="a",
        feedback={
            "b": "Count in 1,000 rows: 500 and 500 in the balanced set, 100 and 900 in the data. "
            "The false alarms come from the negatives.",
            "c": "These are recall and false-positive rate; precision is the share of true alarms "
            "among all alarms.",
            "d": "Which set has more negatives, and therefore more false alarms?",
        },
        right_text="300 of 400 alarms are true in the balanced set, 60 of 240 in the data.",
    ),
    "c": Question(
        prompt="What does a sampler in an imbalanced-learn pipeline do in "
        "`pipeline.predict(X_new)`?",
        options={
            "a": "It balances `X_new` first.",
            "b": "It drops majority rows from `X_new`.",
            "c": "It raises an error, since it has no labels.",
            "d": "Nothing: samplers act in `fit` only.",
        },
        right="d",
        feedback={
            "a": "It could not: new rows have no labels to balance by.",
            "b": "Then some rows would have no prediction. Compare the lengths: they are equal.",
            "c": "Pipelines from imbalanced-learn know samplers and skip them when predicting.",
        },
    ),
    "d": Question(
        prompt="Each patient has several scans in your table; the model is for new patients. "
        "Which splitter do you take?",
        options={
            "a": "`StratifiedKFold`: every fold then has its positives.",
            "b": "`KFold(shuffle=True)`: shuffling removes what rows share.",
            "c": "`StratifiedGroupKFold` with the patient as group.",
            "d": "Any, once the sampler is inside the pipeline.",
        },
        right="c",
        feedback={
            "a": "It stratifies, but scans of one patient land on both sides.",
            "b": "Shuffling spreads a patient's scans over all folds: the opposite of what is "
            "needed.",
            "d": "The pipeline keeps the sampler honest. Whether a patient is cut in two is the "
            "splitter's business.",
        },
    ),
}
