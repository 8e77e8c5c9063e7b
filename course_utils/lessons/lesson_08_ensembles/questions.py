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
        prompt="In `satimage` each row is a pixel with its eight neighbours, and rows of one tile "
        "overlap. Boosting scores far higher in shuffled folds than in folds of whole tiles. Why?",
        options={
            "a": "Folds of tiles have too few positives to learn from.",
            "b": "Shuffled folds are stratified better.",
            "c": "Folds of tiles are unfair, since a tile may be unlike the others.",
            "d": "In shuffled folds nearly the same pixels are trained on and tested.",
        },
        right="d",
        feedback={
            "a": "Both train on four fifths of the positives.",
            "b": "Both are stratified, and a slightly other share moves no score so far.",
            "c": "New ground is unlike the old one too. That is what shall be measured.",
        },
        right_text="Neighbours are near copies: a leak by group, as in lesson 3.",
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
        right_text="Ask what it repairs, and whether that can be repaired directly.",
    ),
}
