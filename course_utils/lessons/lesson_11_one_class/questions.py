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
        right_text="That is what a ROC AUC counts, with ties as halves.",
    ),
    "b": Question(
        prompt="Two models were scored on the same folds, and their intervals overlap. What "
        "follows?",
        options={
            "a": "They are equally good, as far as anybody can tell.",
            "b": "Nothing yet: ask for the interval of their difference.",
            "c": "The one with the higher mean is better all the same.",
            "d": "There were too few folds, so take more of them.",
        },
        right="b",
        feedback={
            "a": "Folds that are hard for one model are hard for the other. What stays when you "
            "take the difference fold by fold?",
            "c": "It may be, and it may be luck. Which interval would show it?",
            "d": "More folds make other intervals, of the same wrong thing. What do you want to "
            "know an interval of?",
        },
        right_text="Learners and detectors are compared that way today.",
    ),
}

QUIZ = {
    "a": Question(
        prompt="`IsolationForest().fit(X).decision_function(X_new)` gives 0.2 and -0.1. Which row "
        "is more unusual?",
        options={
            "a": "The first: the score is higher.",
            "b": "It depends on `contamination`.",
            "c": "Neither: scores of an isolation forest are never negative.",
            "d": "The second: in scikit-learn low is unusual.",
        },
        right="d",
        feedback={
            "a": "In PyOD it would be so. In scikit-learn an inlier is +1, and its score is high.",
            "b": "`contamination` shifts all scores alike; the order stays.",
            "c": "They are shifted so that 0 is the border. What does a score below it mean?",
        },
        right_text="Below 0 is outside, and `predict` says -1 of it.",
    ),
    "b": Question(
        prompt="10 % of your rows are positive, so a one-class SVM learns clean rows with "
        "`nu=0.1`. Of 10,000 new rows 1,000 are positive, and all lie outside. How many alarms?",
        options={
            "a": "About 1,000, one for each positive",
            "b": "About 1,900, nearly half of them false",
            "c": "About 100, a tenth of the positives",
            "d": "At most 1,000, as `nu` bounds the alarms",
        },
        right="b",
        feedback={
            "a": "The positives are found. But what does `nu=0.1` do to the 9,000 normal rows?",
            "c": "`nu` is a share of the normal rows that were learnt, not of the positives.",
            "d": "It bounds the flags among the rows that were *learnt*, and those were clean.",
        },
        right_text="About a tenth of 9,000 normal rows are outside as well. `nu` is a budget of "
        "false alarms, not a share of positives.",
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
            "b": "Look at the figure of hidden positives: what did the one-class SVM lose on "
            "`shuttle`, where they are rare as well?",
            "c": "It has seen them among the rows that it was told are normal.",
            "d": "A border that leaves out as many rows need not leave out *those*: see the table "
            "of hidden positives.",
        },
        right_text="A crowd has near neighbours, and looks usual for that reason.",
    ),
    "d": Question(
        prompt="When is a one-class model the first choice?",
        options={
            "a": "Whenever the minority is so rare that it is below one per cent",
            "b": "When the table is large, and nobody can label all of its rows",
            "c": "When positives lie outside, and none is labelled or new kinds come",
            "d": "When the classes overlap, so that no classifier can part them",
        },
        right="c",
        feedback={
            "a": "One per cent of a million are ten thousand labels. It is the number of labels "
            "that counts.",
            "b": "Label some: on `thyroid` five positives, drawn at random, did better than "
            "detectors that had learnt the rows as they come.",
            "d": "Then positives lie among the normal rows, where a detector finds nothing.",
        },
        right_text="Both conditions are needed: and whether positives lie outside, a few labels "
        "tell.",
    ),
}
