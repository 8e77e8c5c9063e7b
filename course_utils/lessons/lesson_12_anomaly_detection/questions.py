"""Lesson 12: what is recalled from lessons 6 and 11, and the quiz."""

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
        prompt="Lesson 11 fitted detectors to the normal rows of `satimage`, and their ROC AUC "
        "came out clearly below 0.5. What did that say?",
        options={
            "a": "There were too few training rows, so the ranking was chance.",
            "b": "The score was turned round: take it times minus one, as for every detector.",
            "c": "The threshold was in the wrong place, so most flags were false alarms.",
            "d": "The rare rows lie among the others, and look more usual than most.",
        },
        right="d",
        feedback={
            "a": "Chance gives a ROC AUC near 0.5, above or below. This was clearly below.",
            "b": "The same turn would spoil the detector on every other set. Without labels, how "
            "would you know when to turn?",
            "c": "ROC AUC has no threshold: it looks at the order of the rows only.",
        },
        right_text="Rare is not outlying. Today's lesson draws the picture of it.",
    ),
}

QUIZ = {
    "a": Question(
        prompt="`KNN(contamination=0.05)` was fitted. You call `predict` on "
        "10,000 new rows. How many does `predict` flag?",
        options={
            "a": "500, since it was told that 5 % of the rows are outliers, and `predict` "
            "holds to it.",
            "b": "As many as there are outliers.",
            "c": "At most 500: the training rows hold the strangest rows, so new ones score "
            "lower.",
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
            "b": "`decision_scores_` hold the distances after they were stretched to 0 … 1.",
            "c": "`decision_function` scales the rows that it is given by their own mean and "
            "spread.",
            "d": "A KNN detector keeps a random part of the training rows, and judges by these.",
        },
        right="a",
        feedback={
            "b": "They are plain distances; only `predict_proba` stretches them.",
            "c": "It scales nothing: a new row would then depend on its company.",
            "d": "KNN draws nothing, and keeps all. Which training row is nearest to a training "
            "row?",
        },
        right_text="Use `decision_scores_` for training rows, `decision_function` for new ones.",
    ),
    "c": Question(
        prompt="On a benchmark of twelve sets detector A has the best mean rank. You have a new "
        "set, no labels, and time for one. What do you know?",
        options={
            "a": "A will be the best on your set, or so near to the best that it does not matter.",
            "b": "A will at least beat a coin on your set.",
            "c": "A did well on average. Whether it looks where your rare class lies is open.",
            "d": "Which share of rows to flag, namely the mean share of the twelve sets.",
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
        prompt="A miss costs 20 times a false alarm, and you have 4,000 labelled validation rows, "
        "200 of them outliers. Where does the cut of a detector come from?",
        options={
            "a": "`contamination=1/21`",
            "b": "The cut that costs least on the validation rows, reported on others.",
            "c": "`predict_proba` above 1/21, as the costs ask of a probability (lesson 9).",
            "d": "`threshold_`, since the detector learned it from all of the training rows.",
        },
        right="b",
        feedback={
            "a": "Contamination is a share of rows, not a ratio of costs.",
            "c": "1/21 is right for a calibrated probability (lesson 9). This is none.",
            "d": "It follows from the `contamination` that somebody chose.",
        },
        right_text="And put the bill of the default beside it: a cut that few outliers chose may "
        "gain nothing, as at 50:1 in this lesson.",
    ),
}
