"""Lesson 7: what is recalled from lessons 5 and 6, and the quiz."""

from course_utils.exercises import Question

RECALL = {
    "a": Question(
        prompt="All positives were kept, and of the negatives one in ten, drawn at random. "
        "Trained on that, a model says 0.5 of a row. In the full data, how many such rows are "
        "positive?",
        options={"a": "1 in 2", "b": "1 in 10", "c": "1 in 20", "d": "1 in 11"},
        right="d",
        feedback={
            "a": "In the thinned data, yes. Ten times as many negatives look like this row in the "
            "full data.",
            "b": "To one positive there is one negative in the thinned data, and ten in the full "
            "data. That makes how many rows?",
            "c": "Dividing 0.5 by ten divides the risk. What grows tenfold are the negatives.",
        },
        right_text="One positive to one negative becomes 1 : 10, which is 1 row in 11. The odds "
        "are divided by ten, not the risk.",
    ),
    "b": Question(
        prompt="Two models have the same ROC AUC and the same average precision. The Brier skill "
        "of one is 0.15, of the other −2. What do you know?",
        options={
            "a": "The second ranks worse.",
            "b": "They rank about as well, and the second's probabilities are worse than giving "
            "everybody the prevalence.",
            "c": "The second has a bad cut.",
            "d": "One of the four numbers must be wrong.",
        },
        right="b",
        feedback={
            "a": "ROC AUC and average precision judge the ranking; both are equal.",
            "c": "Brier skill knows no cut: it judges the probabilities.",
            "d": "A ranking can stay while every probability in it moves.",
        },
        right_text="Today you see how that comes about, and how it is undone.",
    ),
}

QUIZ = {
    "a": Question(
        prompt="One row in twenty is positive: 19 negatives to each. How many times as much as a "
        'negative does a positive weigh under the slide\'s weights, and under "balanced"?',
        options={
            "a": "19 and 19",
            "b": "9.5 and 19",
            "c": "10 and 19",
            "d": "10 and 10",
        },
        right="c",
        feedback={
            "a": "The slide gives a negative the weight 1, and a positive n / (2 n₁) with n = 20 "
            "n₁.",
            "b": "Half of 19 is close. n is 20 times n₁, negatives and positives together.",
            "d": '"Balanced" weighs the negatives too: n / (2 n₀) each, about one half.',
        },
        right_text="20 / 2 = 10, which is (19 + 1) / 2; balanced is 19.",
    ),
    "b": Question(
        prompt='A logistic regression fits well. With `class_weight="balanced"` it says 0.5 of a '
        "patient; 2 % of all patients are ill. What is this patient's risk?",
        options={"a": "0.5", "b": "0.04", "c": "0.01", "d": "0.02"},
        right="d",
        feedback={
            "a": "It would be in a world where half are ill: the one that the weights made.",
            "b": "Doubling the prevalence? Odds of 1, times 2 / 98: which risk is that?",
            "c": "Halving the prevalence? Odds of 1, times 2 / 98: which risk is that?",
        },
        right_text="0.5 of a balanced model means: as likely as the average patient. That is the "
        "prevalence.",
    ),
    "c": Question(
        prompt="The training rows were under-sampled to half and half. On them a model is fitted "
        'with `class_weight="balanced"`. What does the weight do, and which prior has the model '
        "seen?",
        options={
            "a": "It does nothing, and the prior is one half.",
            "b": "It does nothing, and the prior is that of the full data before the "
            "under-sampling.",
            "c": "It doubles the effect, and the prior is above one half.",
            "d": "It undoes the under-sampling.",
        },
        right="a",
        feedback={
            "b": "The weights are 1, so the model sees the rows as they are: half positive.",
            "c": '"Balanced" counts the rows it is given. How do they weigh when both classes are '
            "equally many?",
            "d": "The weights come from the training rows, which do not tell that rows are "
            "missing.",
        },
        right_text="Correct from one half. Weights given as numbers, such as {0: 1, 1: 19}, would "
        "have come on top.",
    ),
    "d": Question(
        prompt="Where is a class weight the right tool?",
        options={
            "a": "Where the risk is multiplied with money.",
            "b": "Where the average precision of logistic regression or boosting must rise.",
            "c": "Where only `predict` can be called: the weight says how many false alarms a "
            "miss costs.",
            "d": "Wherever less than a tenth of the rows are positive.",
        },
        right="c",
        feedback={
            "a": "A weighted model says too much, by a factor that nobody has chosen.",
            "b": "In no comparison of this lesson did it clearly rise. (ROC AUC did once, where "
            "the model could not fit.)",
            "d": "The share alone decides nothing: with probabilities at hand the cut can be "
            "moved.",
        },
        right_text="The weight then stands in for a cut that cannot be moved. It is right, too, "
        "where the classes were sampled at known rates and the weight leads back to the world.",
    ),
}
