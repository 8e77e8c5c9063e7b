"""Lesson 4: what is recalled from lessons 1 and 3, and the quiz."""

from course_utils.exercises import Question

RECALL = {
    "a": Question(
        prompt="On a table of pure noise somebody copies the rare rows first and splits "
        "afterwards. A forest then scores a ROC AUC near 1. What has it learned?",
        options={
            "a": "Who is positive: the noise was not quite pure.",
            "b": "To remember rows: copies of the test rows were in training.",
            "c": "That balanced data are easier.",
        },
        right="b",
        feedback={
            "a": "The labels were dealt out at random; inside the pipeline the same forest falls "
            "back to a coin.",
            "c": "The balance is not what does it: random *under*-sampling before the split "
            "leaves the ROC AUC honest.",
        },
        right_text="So in this lesson, wherever a score is measured, the sampler sees training "
        "rows only, and the folds keep whole crashes together.",
    ),
    "b": Question(
        prompt="A model's probabilities are right, and the highest of a thousand is 0.4. What "
        "does `predict` say of the thousand rows, and what may be changed?",
        options={
            "a": "No to all of them; the cut may be moved.",
            "b": "No to all of them; so the model has learned nothing.",
            "c": "Yes to about 400 of them.",
        },
        right="a",
        feedback={
            "b": "It may rank them very well. What `predict` does with the probabilities is "
            "another step, and it can be changed.",
            "c": "`predict` throws no dice: it compares each probability with one half.",
        },
        right_text="The cut of 0.5 is a setting that nobody chose. Remember it: half of this "
        "lesson is about it.",
    ),
}

QUIZ = {
    "a": Question(
        prompt="After SMOTE a logistic regression's F1 in `predict` has nearly doubled; its AP "
        "is as before. What has happened?",
        options={
            "a": "The model has learned more about the rare class.",
            "b": "All its risks have risen, so more rows pass 0.5; the order is nearly the same.",
            "c": "AP is the wrong metric for resampled data.",
            "d": "The test rows were balanced too.",
        },
        right="b",
        feedback={
            "a": "Then the order of the test rows would be better, and AP would have seen it.",
            "c": "AP was computed on test rows that nobody resampled; it asks about their order, "
            "which is what learning would change.",
            "d": "The sampler stood in the pipeline: it acts in `fit` only.",
        },
        right_text="A lower cut does the same to the plain model, and leaves its probabilities "
        "right.",
    ),
    "b": Question(
        prompt='A paper compares "no sampling, cut 0.5" with "SMOTE, cut 0.5" and reports F1. '
        "What is missing before you believe that SMOTE helps?",
        options={
            "a": "The plain model at a cut that was tuned on training rows.",
            "b": "A larger test set, balanced to half and half.",
            "c": "SMOTE with other numbers of neighbours.",
            "d": "The accuracy of both.",
        },
        right="a",
        feedback={
            "b": "A balanced test set is not the world, and it flatters F1 (lesson 3). The "
            "rival is missing, not rows.",
            "c": "More variants of the one side do not make the other side's cut fair.",
            "d": "Accuracy would prefer the plain model, for a reason that has nothing to do with "
            "what was learned.",
        },
        right_text="Compare each method at its own best cut, chosen where the test rows cannot be "
        "seen.",
    ),
    "c": Question(
        prompt="A table has 60 rows of the rare class. Ten-fold comparisons of SMOTE with nothing "
        "give a gain in AP of 0.02 with an interval from -0.04 to 0.08. What do you write?",
        options={
            "a": "SMOTE helps: the gain is positive.",
            "b": "SMOTE does not help: the interval holds 0.",
            "c": "These data cannot tell; gains and losses of several hundredths both remain "
            "possible.",
            "d": "SMOTE does harm: the interval reaches below 0.",
        },
        right="c",
        feedback={
            "a": "The sign of an estimate says little when the interval is much wider than the "
            "estimate.",
            "b": "An interval that holds 0 does not prove 0. It also holds 0.06, which would "
            "matter.",
            "d": "It also reaches above 0, and farther.",
        },
        right_text="Read the two ends of an interval: what lies between them is what the data "
        "leave open.",
    ),
    "d": Question(
        prompt="When is it reasonable to try SMOTE?",
        options={
            "a": "Whenever a class is rarer than one in ten.",
            "b": "When the model is too simple for the data and must stay so.",
            "c": "When there are fewer than six rare rows, since then it is needed most.",
            "d": "When the probabilities themselves are used, for instance as prices.",
        },
        right="b",
        feedback={
            "a": "Rarity alone asks for nothing: at a tuned cut no gain was seen on "
            "`crash_deaths`.",
            "c": "Then it raises an error: by default it looks for five neighbours beside the "
            "row itself. And with fewer, all it could tell is what those few rows tell.",
            "d": "These it spoils: the mean risk rises far above the share of positives.",
        },
        right_text="Even then judge it by a paired comparison at tuned cuts, and ask first "
        "whether a better column repairs the same fault directly.",
    ),
}
