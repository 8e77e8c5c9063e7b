"""Lesson 11: what is recalled from earlier lessons, and the quiz."""

from course_utils.exercises import Question

RECALL = {
    "a": Question(
        prompt="A ranking has a ROC AUC of 0.3. How often does a positive score above a negative?",
        options={
            "a": "in 30 of 100 pairs",
            "b": "in 70 of 100 pairs",
            "c": "in 50 of 100 pairs, as a ROC AUC below 0.5 is chance",
            "d": "That depends on the share of positives.",
        },
        right="a",
        feedback={
            "b": "So it would be with the sign of the score turned round.",
            "c": "Chance is near 0.5. With enough rows, 0.3 is no chance: the ranking knows "
            "something, and has it the wrong way round.",
            "d": "ROC AUC compares one positive with one negative; how many there are does not "
            "matter.",
        },
    ),
    "b": Question(
        prompt="Several rows of your table are neighbours on one image. What do random folds do?",
        options={
            "a": "They take the positives apart.",
            "b": "They make training slower.",
            "c": "They put near-copies of training rows into the test fold.",
            "d": "Nothing, if the model is fitted without labels.",
        },
        right="c",
        feedback={
            "a": "That is what stratifying prevents. Ask what a pixel and its neighbour share.",
            "b": "They are as fast as any. Look at which rows are tested.",
            "d": "Where a classifier is compared with a detector, the classifier remembers "
            "neighbours, and the comparison is unfair.",
        },
        right_text="So `satimage` is split by tile, as in lesson 3 the crashes by crash.",
    ),
}

QUIZ = {
    "a": Question(
        prompt="`IsolationForest().fit(X).decision_function(X_new)` gives 0.2 and -0.1. Which row "
        "is more unusual?",
        options={
            "a": "The first: the score is higher.",
            "b": "It depends on `contamination`.",
            "c": "Neither: scores of a forest are never negative.",
            "d": "The second: in scikit-learn low is unusual.",
        },
        right="d",
        feedback={
            "a": "In PyOD it would be so. In scikit-learn an inlier is +1, and its score is high.",
            "b": "`contamination` shifts all scores alike; the order stays.",
            "c": "They are shifted so that 0 is the border. What does a score below it mean?",
        },
    ),
    "b": Question(
        prompt="A one-class SVM flags 10 % of the rows it learnt and 60 % of new normal rows. "
        "What do you change first?",
        options={
            "a": "`nu`: make it smaller.",
            "b": "The scale of the columns and `gamma`: the border hugs the training rows.",
            "c": "Nothing: 60 % of the new rows are positive.",
            "d": "The labels: turn -1 and +1 round.",
        },
        right="b",
        feedback={
            "a": "`nu` was kept where it can be kept: on the rows that were learnt.",
            "c": "They are normal, it says. The two shares should agree.",
            "d": "Then 40 % of them would be flagged, and 90 % of those that were learnt.",
        },
        right_text="And you found it without one label of a positive.",
    ),
    "c": Question(
        prompt='The "normal" rows to learn from are last year\'s log, with all its positives. '
        "What does that do to a detector?",
        options={
            "a": "Where positives form a crowd, it may learn that they are normal.",
            "b": "Nothing: positives are rare.",
            "c": "It gets better, since it has seen positives.",
            "d": "It must be trained with `nu` equal to their share; then all is as before.",
        },
        right="a",
        feedback={
            "b": "One row in fifteen was enough on `shuttle` to halve the average precision of "
            "the one-class SVM, and more.",
            "c": "It has seen them among the rows that it was told are normal.",
            "d": "A border that leaves out as many rows need not leave out *those*: see the table "
            "of hidden positives.",
        },
    ),
    "d": Question(
        prompt="When is a one-class model the first choice?",
        options={
            "a": "Whenever the minority is below one per cent.",
            "b": "When there are too many rows to label them all.",
            "c": "When there is no label of a positive yet, or new kinds of them are to be "
            "expected, and rare means outlying.",
            "d": "When classes overlap.",
        },
        right="c",
        feedback={
            "a": "One per cent of a million are ten thousand labels. It is the number of labels "
            "that counts.",
            "b": "Label some: on `thyroid` two positives did better than any detector that had "
            "learnt the rows as they come.",
            "d": "Then positives lie among the normal rows, where a detector finds nothing.",
        },
    ),
}
