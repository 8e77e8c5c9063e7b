"""Lesson 13: what is recalled from lessons 3, 6 and 7, and the quiz."""

from course_utils.exercises import Question

RECALL = {
    "a": Question(
        prompt="On the same ten folds model A has an average precision of 0.48 [0.42, 0.54], and "
        "model B 0.51 [0.45, 0.57]; the difference of the pairs, B minus A, is 0.03 [0.01, 0.05]. "
        "What do you know?",
        options={
            "a": "Nothing: the two intervals overlap.",
            "b": "B ranks better than A, as far as these folds tell.",
            "c": "B ranks better than A on any data.",
            "d": "B is better calibrated than A.",
        },
        right="b",
        feedback={
            "a": "What makes a fold hard is hard for both models. Which of the three intervals "
            "takes that out?",
            "c": "The folds are all of one data set.",
            "d": "Average precision looks at the order of the rows, not at the size of the risks.",
        },
        right_text="Pairs are compared by the interval of their difference (lessons 3 and 6). "
        "Nearly all figures of this lesson are such differences.",
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
        prompt="A paper reports: with 10 images and after 8 epochs a new loss ranks better than "
        "plain cross-entropy, in 12 of 12 deals. What has it shown?",
        options={
            "a": "That the loss cures imbalance, since no deal speaks against it.",
            "b": "Nothing: ten images are too few to show anything at all.",
            "c": "That more shirts are found at the cut of 0.5.",
            "d": "A lead at 8 epochs; it may turn round when both train longer.",
        },
        right="d",
        feedback={
            "a": "Twelve deals that agree speak for an early lead. Do they say what comes later?",
            "b": "Twelve deals that agree are something. What was kept fixed in all of them?",
            "c": "The comparison is one of rankings. Where 0.5 lies is another matter.",
        },
        right_text="In this lesson just that lead turned round by 24 epochs. Ask for several "
        "readings.",
    ),
    "b": Question(
        prompt="A language model wrote 2,000 remarks of the rare class. Which rows test the model "
        "that was trained with them?",
        options={
            "a": "A stratified part of all rows, so that real and written ones stand in the test "
            "part as they do in training.",
            "b": "Real rows that neither the language model nor the training has seen.",
            "c": "Written rows, since they are many and their labels are certain.",
            "d": "The real rows that served as examples in the prompt: they are the best known.",
        },
        right="b",
        feedback={
            "a": "Then the score says how well the classifier knows the writer's style.",
            "c": "Nobody will send you remarks of that writer.",
            "d": "The written rows are variations of these: copies of test rows in training "
            "(lesson 3).",
        },
        right_text="The model will be used on real rows, so it is real rows that it must be "
        "tried on.",
    ),
    "c": Question(
        prompt="Two networks are trained equally long on few shirts: one with cross-entropy, one "
        "with the logit adjusted. What do you expect of the second, by this lesson's figures?",
        options={
            "a": "No better ranking; above 0.5 more positives, and more false alarms.",
            "b": "A clearly better ranking, since it looks at the rare class more often.",
            "c": "Better calibrated risks, since the share of shirts was taken into account.",
            "d": "The same recall at 0.5, and a higher one at 2 % false alarms.",
        },
        right="a",
        feedback={
            "b": "At 24 epochs no score of the lesson told such a gain, at 8 neither.",
            "c": "Its risks are those of a world with equal classes.",
            "d": "It is the other way round: the offset moves recall at 0.5.",
        },
        right_text="Moving the cut of the first one does that too. Compare at equal false alarms.",
    ),
    "d": Question(
        prompt="You have 50 labelled remarks of the rare class and 100,000 without labels. What "
        "comes first?",
        options={
            "a": "Over-sample the 50, so that the model sees enough of the rare class.",
            "b": "Fine-tune the largest network at hand: it has read the most.",
            "c": "Words with a logistic regression on grouped folds: the baseline.",
            "d": "A loss that turns easy rows down, since nearly all rows are easy.",
        },
        right="c",
        feedback={
            "a": "Balancing moves recall at 0.5. Which ranking is it to improve, and by how much?",
            "b": "Compared with what? Without a baseline you will not know what it bought.",
            "d": "A loss is the third question. What does the model look at?",
        },
        right_text="Then other representations on the same folds, those from the 100,000 rows "
        "among them.",
    ),
}
