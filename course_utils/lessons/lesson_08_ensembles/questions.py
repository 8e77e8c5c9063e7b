"""Lesson 8: what is recalled from earlier lessons, and the quiz."""

from course_utils.exercises import Question

RECALL = {
    "a": Question(
        prompt='A logistic regression with `class_weight="balanced"` says 0.5 of a row. 10 % of '
        "all rows are positive. What would it say without the weight, if it fits well?",
        options={"a": "about 0.1", "b": "0.5", "c": "about 0.05", "d": "about 0.9"},
        right="a",
        feedback={
            "b": "The weight multiplied all odds by nine. What were they before?",
            "c": "Halving is not it: odds of 1 : 1 become 1 : 9.",
            "d": "The wrong way: the weight made the risk larger, not smaller.",
        },
        right_text="Odds of 1 : 1, divided by r = 9, are 1 : 9 (lesson 7).",
    ),
    "b": Question(
        prompt="One row in ten is positive. A forest's `predict` finds one positive in five; its "
        "ROC AUC is 0.93. What is tried first?",
        options={
            "a": "Balanced rows, and a new fit.",
            "b": "A larger forest.",
            "c": "A lower cut, chosen on rows held back.",
            "d": "Nothing: with one in ten a forest cannot rank.",
        },
        right="c",
        feedback={
            "a": 'It would find more, as any step towards "yes" does. What costs no new fit?',
            "b": "It steadies the risks; nearly all of them stay below one half.",
            "d": "A ROC AUC of 0.93 says that it ranks well.",
        },
        right_text="The order is good and 0.5 is the wrong place to cut it (lessons 4 and 6).",
    ),
}

QUIZ = {
    "a": Question(
        prompt="Fifty balanced trees each give risks that are about three times too high. "
        "What does "
        "their mean give?",
        options={
            "a": "Right risks: errors cancel in a mean.",
            "b": "Risks three times too high, with less chance in them.",
            "c": "Risks that are too low, since fifty trees are cautious.",
            "d": "It cannot be said.",
        },
        right="b",
        feedback={
            "a": "Errors that differ from tree to tree cancel. This one is the same in all.",
            "c": "A mean of fifty numbers lies between the lowest and the highest of them.",
            "d": "What holds for each of the fifty holds for their mean.",
        },
        right_text="A mean takes away chance and keeps what is common.",
    ),
    "b": Question(
        prompt="A report: BalancedBagging reaches a balanced accuracy of 0.80, a plain "
        "forest 0.62, "
        "both by `predict`. What is missing before one may say that it is better?",
        options={
            "a": "More trees in the forest.",
            "b": "The ROC AUC of the balanced bagging.",
            "c": "The forest at a cut of its own, chosen on other rows, and a paired interval.",
            "d": "The accuracy of both.",
        },
        right="c",
        feedback={
            "a": "More trees steady the risks; nearly all of them stay below one half.",
            "b": "One number of one model is no comparison.",
            "d": "It prefers the model that says no most often (lesson 1).",
        },
        right_text="`predict` cuts at 0.5, and only one of the two was made for that.",
    ),
    "c": Question(
        prompt="In a stack, what may the last model be fitted to?",
        options={
            "a": "Risks of the members for rows that those members were not fitted to.",
            "b": "Risks of the members for their own training rows.",
            "c": "Risks of the members for the test rows.",
            "d": "The labels of the members.",
        },
        right="a",
        feedback={
            "b": "There a full-grown forest is nearly always right, and the last model "
            "would trust "
            "it blindly.",
            "c": "Then the test rows are used up.",
            "d": "Labels at 0.5 throw the order away.",
        },
        right_text="That is why a stack cross-validates inside, and why its inner folds must keep "
        "groups together, too.",
    ),
    "d": Question(
        prompt="What does a balanced ensemble buy that moving the cut does not?",
        options={
            "a": "Recall.",
            "b": "Better probabilities.",
            "c": "Balanced accuracy at a tuned cut, always.",
            "d": "Cheap members: each sees few rows. Sometimes a better ranking than trees that "
            "over-fit.",
        },
        right="d",
        feedback={
            "a": "A lower cut buys recall for nothing.",
            "b": "It spoils them.",
            "c": "In this lesson no such gain was clear for all three data sets.",
        },
        right_text="Ask what it repairs, and whether that can be repaired directly. Few rows a "
        "tree can be had without balancing, too: `max_samples`.",
    ),
}
