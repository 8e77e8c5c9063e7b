"""Lesson 6: what is recalled from lesson 3, and the quiz."""

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
        prompt="A model was trained on under-sampled data. Its ranking is as before. What "
        "happened to its probabilities?",
        options={
            "a": "They are too high.",
            "b": "They are too low.",
            "c": "They are as before, like the ranking.",
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
        prompt="A report says: ROC AUC 0.90, one row in a thousand is positive. What do you know "
        "about the alarms?",
        options={
            "a": "Nine alarms in ten are true.",
            "b": "Little: most of them may be false. Ask for precision at the recall that is "
            "needed.",
            "c": "The cut of 0.5 is right.",
            "d": "The ROC AUC must be wrong at so low a prevalence.",
        },
        right="b",
        feedback={
            "a": "The ROC AUC is about pairs of one positive and one negative; alarms are drawn "
            "from a thousand times as many negatives.",
            "c": "The ROC AUC knows no cut.",
            "d": "It is the same at any prevalence: that is its strength, and why it says nothing "
            "of alarms.",
        },
    ),
    "b": Question(
        prompt="`roc_auc_score(y_true, model.predict(X))` rises from 0.54 to 0.81 when the "
        "classes are weighted. What do you know of a change in the ranking?",
        options={
            "a": "It has become much better.",
            "b": "Nothing: labels were scored, and weights alone push more rows over 0.5.",
            "c": "It is better, though not by 0.27.",
            "d": "It is worse, since weights spoil probabilities.",
        },
        right="b",
        feedback={
            "a": "Scored on labels, the number is the balanced accuracy at 0.5. Does it take "
            "another order to get more rows over 0.5?",
            "c": "In this lesson the ranking did not move clearly at all.",
            "d": "Spoilt probabilities can rank as well as before.",
        },
    ),
    "c": Question(
        prompt="The same model has average precision 0.38 in one town and 0.13 in another. In "
        "the first, nine times as many rows are positive. In which does it rank better?",
        options={
            "a": "In the first: 0.38 is more.",
            "b": "In the second, because its positives are rarer.",
            "c": "It cannot be said from these numbers: compare ROC AUC, or AP at one prevalence.",
            "d": "In both alike, since the model is the same.",
        },
        right="c",
        feedback={
            "a": "Knowing nothing already gets nine times as much there.",
            "b": "The baseline is lower there; that alone does not make the ranking better.",
            "d": "One model can rank well in one population and badly in another.",
        },
    ),
    "d": Question(
        prompt="Ten classes; a change of the model puts 3 more of the 5 rows of the smallest "
        "class right, and 100 of 1,484 rows fewer in all. What do macro and micro recall say?",
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
