"""Lesson 1: what the course takes for granted, and the quiz."""

from course_utils.exercises import Question

RECALL = {
    "a": Question(
        prompt="A classifier is fitted to a table and scored on the same rows. What does the "
        "score tell?",
        options={
            "a": "How good it will be on new rows.",
            "b": "The same as five-fold cross-validation.",
            "c": "How well it remembers rows it has seen.",
        },
        right="c",
        feedback={
            "a": "New rows were not asked. A tree that remembers every row would score 1 here.",
            "b": "There each row is scored by a model that was fitted without it.",
        },
        right_text="Scores in this course come from rows that the model was not fitted to.",
    ),
    "b": Question(
        prompt="For a new row `model.predict_proba` gives 0.7 for class 0 and 0.3 for class 1. In "
        "the training data one row in twenty was of class 1. What does `model.predict` say of a "
        "logistic regression?",
        options={
            "a": "class 1, since 0.3 is six times what is usual",
            "b": "class 0, since 0.7 is the larger of the two",
            "c": "0.3",
            "d": "class 1 in three cases of ten, by a throw of dice",
        },
        right="b",
        feedback={
            "a": "A sensible thought, and one that `predict` does not have: it does not compare "
            "with the share of the class.",
            "c": "That is `predict_proba`; `predict` names a class.",
            "d": "`predict` throws no dice; equal rows get equal answers.",
        },
        right_text="With two classes that is a cut at 0.5. Keep it in mind; it will explain much.",
    ),
}

QUIZ = {
    "a": Question(
        prompt="A vendor says: on your own purchases, of which 0.8 % are frauds, our model is "
        "99.2 % accurate. What do you know?",
        options={
            "a": "It finds nearly all frauds.",
            "b": "It errs on 0.8 % of the frauds.",
            "c": "It is as accurate as a model that never says fraud.",
            "d": "It is worthless.",
        },
        right="c",
        feedback={
            "a": "A model that finds none of them has the same accuracy.",
            "b": "Accuracy counts errors among all purchases; it does not say of which class.",
            "d": "Nor that: it may rank frauds high. Ask for the recall and the precision, or for "
            "the scores themselves.",
        },
    ),
    "b": Question(
        prompt="A logistic regression finds 9 % of the deaths at the cut of 0.5. Its ROC AUC is "
        "0.88, and in every tenth of its risks about as many died as it "
        "expected. What should be changed first?",
        options={
            "a": "the data: balance the classes",
            "b": "the model: it is biased against the minority",
            "c": "the cut: 0.5 is not what the question asks for",
            "d": "nothing: the accuracy is high",
        },
        right="c",
        feedback={
            "a": "What would balancing repair here? The ranking is good, the "
            "risks are about right.",
            "b": "In every tenth about as many died as it expected. Where is the bias?",
            "d": "As high as that of saying no to everybody.",
        },
        right_text="Few people have a risk above one half, so few are flagged. Ask what a miss "
        "and a false alarm cost, and cut there.",
    ),
    "c": Question(
        prompt="A study takes 200 patients with a rare disease and 200 without it. In the "
        "population 1 in 100 has it. A model fitted to the study says 0.5 of a new person. What "
        "does that mean?",
        options={
            "a": "The person is ill with a probability of one half.",
            "b": "It is a risk in the study's world; in the population the risk is far lower.",
            "c": "In the population the risk is higher, since the disease is rare there.",
            "d": "Nothing: a balanced study cannot be learned from.",
        },
        right="b",
        feedback={
            "a": "In a world where half of the people are ill. Is it the person's world?",
            "c": "The other way round: the study has more ill people than the world.",
            "d": "The ranking can be learned, and the risk be moved to the "
            "real share (lessons 5 and 7).",
        },
        right_text="The share of positives here is the design's, as in `crash_deaths`.",
    ),
    "d": Question(
        prompt="Two tables of 10,000 rows. On P one row in fifty is positive, and a model has an "
        "average precision of 0.20. On Q one row in two is, and a model has 0.55. Which one has "
        "learned more about the ranking?",
        options={
            "a": "Q, since 0.55 is more than 0.20.",
            "b": "P: compared with knowing nothing, and with the room above that.",
            "c": "Neither: both are far from 1.",
            "d": "It cannot be said without the accuracy.",
        },
        right="b",
        feedback={
            "a": "Compare each with what knowing nothing gets on its own table.",
            "c": "An average precision begins at the share of positives, not at 0 or at one half.",
            "d": "Accuracy adds nothing about the ranking.",
        },
        right_text="Average precision is read against its baseline, the share "
        "of positives: 0.20 is "
        "0.18 above 0.02, of 0.98 that were to be won; 0.55 is 0.05 above 0.50, of 0.50.",
    ),
}
