"""Lesson 12: what is recalled from lessons 3 and 6, and the quiz."""

from course_utils.exercises import Question

RECALL = {
    "a": Question(
        prompt="A ranking knows nothing; 2 % of the rows are positive. What are its average "
        "precision and its ROC AUC, about?",
        options={"a": "0.5 and 0.5", "b": "0.02 and 0.5", "c": "0.02 and 0.02", "d": "0 and 0"},
        right="b",
        feedback={
            "a": "The ROC AUC is right. Average precision is made of precision: how clean is a "
            "random list?",
            "c": "The average precision is right. ROC AUC compares positive and negative: how "
            "often does a coin put the positive first?",
            "d": "Zero would be a ranking that is wrong with great skill.",
        },
        right_text="So an average precision has to be read beside the share of positives, today "
        "more than ever: the four sets have four different ones.",
    ),
    "b": Question(
        prompt="The rows of `satimage` are pixels beside each other. Why are its folds made of "
        "whole tiles?",
        options={
            "a": "Tiles have equally many positives.",
            "b": "It is faster.",
            "c": "Without labels nothing leaks, but scikit-learn asks for groups.",
            "d": "Neighbouring pixels are alike, so a test row would have twins in training.",
        },
        right="d",
        feedback={
            "a": "They do not; that is why the splitter also stratifies.",
            "b": "It is slower. What do two neighbouring rows share?",
            "c": "A detector looks at neighbours most of all: a twin in training makes a row look "
            "usual.",
        },
    ),
}

QUIZ = {
    "a": Question(
        prompt="`KNN(contamination=0.05)` was fitted. You call `predict` on "
        "10,000 new rows. How many does `predict` flag?",
        options={
            "a": "500",
            "b": "As many as there are outliers.",
            "c": "At most 500.",
            "d": "Those above the value that 5 % of the *training* scores exceed: any number from "
            "none to all.",
        },
        right="d",
        feedback={
            "a": "That holds for the training rows (`labels_`). New rows may be stranger, or less "
            "strange.",
            "b": "The detector does not know which rows are outliers.",
            "c": "On a bad day all new rows may lie above the threshold.",
        },
    ),
    "b": Question(
        prompt="Why does `decision_function(X_train)` of a KNN detector differ from its "
        "`decision_scores_`?",
        options={
            "a": "When the training rows are asked again, each finds itself as its own nearest "
            "neighbour.",
            "b": "It is a rounding error.",
            "c": "`decision_scores_` are probabilities.",
            "d": "The detector is random.",
        },
        right="a",
        feedback={
            "b": "Nearly all values differ, and all in the same direction.",
            "c": "They are scores; `predict_proba` stretches them.",
            "d": "KNN draws nothing. What is the nearest training row to a training row?",
        },
        right_text="Use `decision_scores_` for training rows, `decision_function` for new ones.",
    ),
    "c": Question(
        prompt="On a benchmark of twelve sets detector A has the best mean rank. You have a new "
        "set, no labels, and time for one. What do you know?",
        options={
            "a": "A will be the best on your set.",
            "b": "A will at least beat a coin on your set.",
            "c": "A did well on average. Whether it looks where your rare class lies is open.",
            "d": "The contamination to use.",
        },
        right="c",
        feedback={
            "a": "In this lesson the leader of one set is far down on another.",
            "b": "On `satimage` nearly all detectors rank below a coin: the rare class lies in "
            "the middle.",
            "d": "A rank says nothing about the share of outliers.",
        },
    ),
    "d": Question(
        prompt="A miss costs 50 times a false alarm, and you have 400 labelled validation rows. "
        "Where does the cut of a detector come from?",
        options={
            "a": "`contamination=1/51`",
            "b": "The cut that costs least on the validation rows, reported on others.",
            "c": "`predict_proba` above 1/51",
            "d": "`threshold_`, since it was learned from the data.",
        },
        right="b",
        feedback={
            "a": "Contamination is a share of rows, not a ratio of costs.",
            "c": "1/51 is right for a calibrated probability (lesson 9). This is none.",
            "d": "It follows from the `contamination` that somebody chose.",
        },
    ),
}
