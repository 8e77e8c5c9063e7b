"""Lesson 2: what is recalled from lesson 1, and the quiz."""

from course_utils.exercises import Question

RECALL = {
    "a": Question(
        prompt="A model has a ROC AUC of 0.88 and a recall of 0.09 at the cut 0.5. You lower the "
        "cut. What happens to the two?",
        options={
            "a": "both rise",
            "b": "recall rises, ROC AUC stays",
            "c": "recall stays, ROC AUC rises",
            "d": "neither moves: the model is the same",
        },
        right="b",
        feedback={
            "a": "ROC AUC looks at the order of the scores. Does a cut change the order?",
            "c": "Recall is the share of the positives that are flagged, and more rows are now.",
            "d": "The model is the same, its answers are not: more rows are flagged now.",
        },
        right_text="Order and cut are two things. This lesson asks which of them rarity harms.",
    ),
    "b": Question(
        prompt="A dummy gives every row the same score. In table P one row in two is positive, in "
        "table Q one in fifty. About which average precision does it get?",
        options={
            "a": "0.50 in both",
            "b": "0.50 in P, 0.02 in Q",
            "c": "0.50 in P, 0.98 in Q",
            "d": "0 in both: it knows nothing",
        },
        right="b",
        feedback={
            "a": "That is its ROC AUC. Average precision begins at another place in each table.",
            "c": "0.98 is the accuracy of always saying no on Q.",
            "d": "Flag anybody at random: how many of those are positive?",
        },
        right_text="Average precision is read against the share of positives. Keep it in mind for "
        "the figure of this lesson.",
    ),
}

QUIZ = {
    "a": Question(
        prompt="A blog takes 5,000 rows with 20 % positives, then 5,000 with 0.2 %. "
        "The ROC AUC of its model falls. What does that show?",
        options={
            "a": "The ratio spoils the ranking.",
            "b": "Nothing about the ratio alone: the positives fell from 1,000 to 10 as well.",
            "c": "ROC AUC depends on the share of positives in the test set.",
            "d": "The model should have been fitted to balanced classes.",
        },
        right="b",
        feedback={
            "a": "It may be the ratio. What else became a hundred times smaller?",
            "c": "It compares one positive with one negative; how many there are moves its "
            "scatter, not its value.",
            "d": "Balancing would drop negatives, and the ten positives would still be ten.",
        },
    ),
    "b": Question(
        prompt="Where does accuracy enter when a logistic regression is fitted and used?",
        options={
            "a": "In `fit`: the coefficients are those with the highest accuracy.",
            "b": "In `predict`: the cut 0.5 gives the highest accuracy, if the risks are right.",
            "c": "In `predict_proba`: a risk is the accuracy of its row.",
            "d": "In `fit`: it stops when the accuracy no longer rises.",
        },
        right="b",
        feedback={
            "a": "`fit` minimises the log-loss, not the number of wrong answers. Shift the fitted "
            "intercept, and the log-loss rises at once.",
            "c": "A risk is how often the answer is expected to be yes among rows like this one.",
            "d": "It stops when the log-loss no longer falls. In the lesson a shift of the "
            "intercept hardly moved the accuracy, and moved the log-loss at once.",
        },
        right_text="So the cut can be changed without fitting anything again.",
    ),
    "c": Question(
        prompt="In a test set of 4,000 rows with 12 positives a model finds 10 of the 12. What "
        "can be said about its recall?",
        options={
            "a": "0.83, give or take one point: there are 4,000 rows.",
            "b": "Nothing: the classes must be balanced first.",
            "c": "0.83, and the interval goes from about 0.55 to about 0.95.",
            "d": "It is between 0.81 and 0.85, by 0.83 times one minus 0.83, divided by 12.",
        },
        right="c",
        feedback={
            "a": "Only the positives tell anything about recall. How many are there?",
            "b": "Recall does not look at the negatives at all, whatever their number.",
            "d": "That would be the variance. An interval takes about two of its square roots on "
            "either side, and Wilson's is not symmetric.",
        },
    ),
    "d": Question(
        prompt="40,000 positives, as many negatives. Logistic regression, a forest and boosting "
        "all reach a ROC AUC of about 0.62; ten times fewer rows gave the same. What helps?",
        options={
            "a": "more rows of the same kind",
            "b": "a balancing method",
            "c": "columns that tell the classes apart",
            "d": "a lower cut",
        },
        right="c",
        feedback={
            "a": "Ten times as many rows have just changed nothing.",
            "b": "The classes are as balanced as can be.",
            "d": "A cut changes who is flagged, not the order of the scores.",
        },
        right_text="Learners of three kinds that agree and do not gain from more rows point to "
        "overlap in the columns. It is no proof: a fourth may see what they all miss.",
    ),
}
