"""Lesson 13: what is recalled from lessons 6 and 7, and the quiz."""

from course_utils.exercises import Question

RECALL = {
    "a": Question(
        prompt="11 % of the remarks are positive. At the cut of 0.5 a model flags none of them: "
        "F1 is 0. Its average precision is 0.5. What do you know?",
        options={
            "a": "It has learned nothing.",
            "b": "It ranks far better than chance; no risk reaches 0.5.",
            "c": "Average precision is wrong when nothing is flagged.",
            "d": "It needs balanced classes to learn at all.",
        },
        right="b",
        feedback={
            "a": "A ranking that knows nothing has an average precision of about 0.11 here.",
            "c": "Average precision looks at the order of the rows and needs no cut.",
            "d": "It has learned: compare its average precision with the share of positives.",
        },
        right_text="Ranking and cut are two things. Remember it when a table shows F1 alone.",
    ),
    "b": Question(
        prompt="A study examined as many ill people as healthy ones. In the clinic 3 in 100 are "
        "ill, and ill and healthy people look as in the study. The model says 0.5 for a patient. "
        "What is the patient's risk?",
        options={"a": "0.50", "b": "0.25", "c": "0.03", "d": "0.015"},
        right="c",
        feedback={
            "a": "That holds where half of the people are ill.",
            "b": "Try it with odds: the model found nothing that speaks for or against, so which "
            "odds does the patient start and end with?",
            "d": "0.5 in the study means odds of 1 to 1, the odds everybody there had. So what "
            "does the model say about this patient, compared with the average?",
        },
        right_text="0.5 was the study's prior: the model has learned nothing about this patient. "
        "`prior_correction` of lesson 7 does it for any risk.",
    ),
}

QUIZ = {
    "a": Question(
        prompt="A colleague reports: with 10 images, after 8 epochs, a pre-trained network ranks "
        "far better than one from nothing; after 24 epochs the difference is small. What did "
        "transfer buy?",
        options={
            "a": "A cure for imbalance.",
            "b": "Calibrated risks.",
            "c": "Recall at 0.5.",
            "d": "Mostly training time.",
        },
        right="d",
        feedback={
            "a": "The classes are as unequal as before, and trained long enough the plain network "
            "nearly catches up.",
            "b": "Neither comparison says anything about risks.",
            "c": "The comparison is one of rankings.",
        },
    ),
    "b": Question(
        prompt="A language model wrote 2,000 remarks of the rare class. Which rows test the model "
        "that was trained with them?",
        options={
            "a": "A stratified part of all rows, written ones included.",
            "b": "Real rows only, which were neither shown to the language model nor used in "
            "training.",
            "c": "Written rows, since they are many.",
            "d": "The real rows that served as examples in the prompt: they are the best known.",
        },
        right="b",
        feedback={
            "a": "Then the score says how well the classifier knows the writer's style.",
            "c": "Nobody will send you remarks of that writer.",
            "d": "The written rows are variations of these: copies of test rows in training "
            "(lesson 3).",
        },
    ),
    "c": Question(
        prompt="A network is trained until its ranking settles, once with plain cross-entropy and "
        "once with the logit adjusted. What do you expect of the second?",
        options={
            "a": "About the same ranking, more positives above 0.5, more false alarms.",
            "b": "A clearly better ranking.",
            "c": "Better calibrated risks.",
            "d": "The same recall at 0.5.",
        },
        right="a",
        feedback={
            "b": "The lesson's figures show no such gain once training is long enough.",
            "c": "Its risks are those of a world with equal classes.",
            "d": "The offset is there to move just this.",
        },
        right_text="That is what moving the cut of the first one does, too.",
    ),
    "d": Question(
        prompt="You have 50 labelled remarks of the rare class and 100,000 without labels. What "
        "comes first?",
        options={
            "a": "Over-sample the 50.",
            "b": "Fine-tune the largest network at hand.",
            "c": "Words and a logistic regression on grouped folds, as the baseline; then other "
            "representations on the same folds.",
            "d": "A loss that turns easy rows down.",
        },
        right="c",
        feedback={
            "a": "In this lesson balancing moved the ranking by next to nothing.",
            "b": "Compared with what? Without a baseline you will not know what it bought.",
            "d": "A loss is the third question. What does the model look at?",
        },
    ),
}
