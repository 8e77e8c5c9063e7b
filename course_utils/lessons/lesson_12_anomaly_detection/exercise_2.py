"""Exercise 12.2: one fit, several shares: mark the lines."""

from course_utils.exercises import Question

CODE = """\
detector = KNN(contamination=0.05).fit(X_train)
scores = detector.decision_function(X_new)
flags_5 = detector.predict(X_new)
flags_1 = detector.set_params(contamination=0.01).predict(X_new)
cut_2 = np.quantile(detector.decision_function(X_train), 1 - 0.02)
flags_2 = scores > cut_2
cut_3 = np.quantile(detector.decision_scores_, 1 - 0.03)
flags_3 = scores > cut_3
cut_10 = np.quantile(scores, 1 - 0.10)
flags_10 = scores > cut_10
flags_20 = detector.predict_proba(X_new)[:, 1] > 1 - 0.20"""

EXERCISE = Question.lines(
    prompt="""\
A colleague fits once, for several shares: `flags_5` should be true for the new rows above the cut
which 5 % of the **training** rows exceed, `flags_1` likewise for 1 %, and so on. The arrays are
scaled. **Four lines are wrong.** Mark those in which a mistake is *made*, not those that only
suffer from one. A hit counts +1, a false alarm -1; the sum is scaled to 2 points.""",
    code=CODE,
    faulty={
        4: "`threshold_` is computed in `fit`. After it `contamination` is a number that nobody "
        "reads: `predict` flags the same rows as in line 3.",
        5: "Asked for its training rows again, KNN finds each as its own nearest neighbour, and "
        "scores them too low. Where does a fitted detector keep their scores?",
        9: "The share is that of the *new* rows: a tenth of them is flagged, whether all of them "
        "are strange or none. The task says training rows.",
        11: "`predict_proba` is a place between the lowest and the highest training score. 0.80 "
        "is not a height that a fifth of the training rows exceed.",
    },
    innocent={
        1: "It sets the share for `threshold_`, before the fit. Line 3 uses it.",
        2: "New rows, so `decision_function`: right. Every cut below can share these scores.",
        3: "`predict` flags above `threshold_`, the cut that 5 % of the training rows exceed.",
        6: "It flags above the cut that it is given. The cut is what is wrong, in line 5.",
        7: "The stored scores of the training rows, and the quantile that 3 % of them exceed. Is "
        "that not what the task asks for?",
        8: "It flags above the cut of line 7. Is anything wrong with that cut?",
        10: "It flags above the cut that it is given. The cut is what is wrong, in line 9.",
    },
    right_text="One fit is enough, since the scores are the same for every share: "
    "`np.quantile(detector.decision_scores_, 1 - share)` is the cut for any of them, as in line "
    "7. Of new rows any number may lie above it, from none to all.",
    points=2,
    hints=[
        "Ask of each cut: of which rows are the scores that it is made from, and when was it "
        "computed?",
        "The share must be one of the *training* rows' own scores, those of the fit. Which lines "
        "read them, and which read something else?",
        "One of the first four lines is wrong, one of the next four, and two of the last three.",
    ],
    minutes=6,
)
