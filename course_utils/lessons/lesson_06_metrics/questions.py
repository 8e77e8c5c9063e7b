"""Lesson 6: what is recalled from lessons 1 to 5, and the quiz."""

from course_utils.exercises import Question

RECALL = {
    "a": Question(
        prompt="A test set was balanced to half and half by dropping negatives at random. Which "
        "two numbers does that flatter?",
        options={
            "a": "recall and false-positive rate",
            "b": "precision and average precision",
            "c": "ROC AUC and recall",
            "d": "none: the dropped rows were drawn at random",
        },
        right="b",
        feedback={
            "a": "Each looks at one class only; the share of the classes does not enter.",
            "c": "Both compare within or between classes, whatever the share of each.",
            "d": "Within each class the rows are a fair sample. What is not fair any more is how "
            "many there are of each.",
        },
        right_text="They mix the classes, so the share of positives enters. Today you see by how "
        "much.",
    ),
    "b": Question(
        prompt="A model was trained on under-sampled data. Its ranking is nearly as before. "
        "What happened to its probabilities?",
        options={
            "a": "They are too high.",
            "b": "They are too low.",
            "c": "They are nearly as before, like the ranking.",
        },
        right="a",
        feedback={
            "b": "It was trained where positives are common. What does it expect of a new row?",
            "c": "A ranking can stay while every number in it moves.",
        },
        right_text="So two models can rank alike and differ wildly as risks: one metric cannot "
        "see both.",
    ),
}

QUIZ = {
    "a": Question(
        prompt="Four rows. One scores 0.9 and is positive; three score 0.6, two of them positive. "
        "What is the average precision?",
        options={
            "a": "1: the positives of the three equal rows come first",
            "b": "0.875: the mean of the precisions at the two cuts, 1 and 3/4",
            "c": "0.806: the negative of the three equal rows comes first",
            "d": "0.833: 1/3 of the recall at a precision of 1, 2/3 at 3/4",
        },
        right="d",
        feedback={
            "a": "Nothing in the scores puts them first. Who is flagged at a cut of 0.6?",
            "b": "Each cut counts by the recall that it gains. How much does the first one gain?",
            "c": "Nothing in the scores puts it first, either. Who is flagged at a cut of 0.6?",
        },
        right_text="Equal scores are flagged together, so there are two cuts, and the second one "
        "gains two positives of three.",
    ),
    "b": Question(
        prompt="`roc_auc_score(y_true, model.predict(X))` rises by a quarter when the classes are "
        "weighted. What do you know of a change in the ranking?",
        options={
            "a": "It has become much better.",
            "b": "Nothing: labels were scored, and weights alone push more rows over 0.5.",
            "c": "It is better, though by less than a quarter.",
            "d": "It is worse, since weights spoil probabilities.",
        },
        right="b",
        feedback={
            "a": "Scored on labels, the number is the balanced accuracy at 0.5. Does it take "
            "another order to get more rows over 0.5?",
            "c": "In this lesson the ranking did not move clearly at all.",
            "d": "Spoilt probabilities can rank as well as before.",
        },
        right_text="The unweighted model gains as much from a lower cut: score probabilities, and "
        "there is nothing left to explain.",
    ),
    "c": Question(
        prompt="The same model has an average precision three times as high in one town as in "
        "another. In the first, nine times as many rows are positive. In which does it rank "
        "better?",
        options={
            "a": "It cannot be said from these numbers; it needs ROC AUC, or AP at a prevalence "
            "that you name.",
            "b": "In the first: more is better.",
            "c": "In the second, because its positives are rarer.",
            "d": "In both alike, since the model is the same.",
        },
        right="a",
        feedback={
            "b": "Knowing nothing already gets nine times as much there.",
            "c": "The baseline is lower there; that alone does not make the ranking better.",
            "d": "One model can rank well in one population and badly in another.",
        },
        right_text="The two answer different questions, too: ROC AUC weighs all pairs alike, AP "
        "at a named prevalence the top of the list that would come out there.",
    ),
    "d": Question(
        prompt="Ten classes, the smallest of five rows. A changed model gets three more of these "
        "five right, and a hundred fewer of the fifteen hundred rows in all. What do macro and "
        "micro recall do?",
        options={
            "a": "Both fall.",
            "b": "Both rise.",
            "c": "Micro falls. Macro gains 0.06 from the smallest class alone, and may rise.",
            "d": "Macro falls, micro rises.",
        },
        right="c",
        feedback={
            "a": "How much does one row of the smallest class move the mean of ten recalls?",
            "b": "Micro recall is the share of all rows that are right. Did it grow?",
            "d": "Count again which of the two weighs each row alike.",
        },
        right_text="Macro lets five rows outvote a hundred. That is what it is for, and why it "
        "needs an interval.",
    ),
}
