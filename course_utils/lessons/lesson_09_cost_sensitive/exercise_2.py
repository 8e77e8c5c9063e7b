"""Exercise 9.2: an audit: cost-sensitive throughout?"""

from course_utils.exercises import Question

CODE = """\
model = LogisticRegression(class_weight={0: 1, 1: 20})
model.fit(X_train, y_train)
p = model.predict_proba(X_test)[:, 1]
cut = 1 / (1 + 20)
flagged = p >= cut
bill = np.where(flagged, 1 - y_test, 20 * y_test).sum()
"""

EXERCISE = Question.lines(
    prompt="""\
A miss costs as much as 20 false alarms, right decisions cost nothing, and the model fits
well. The report says: *"We are cost-sensitive throughout."*

**Mark the two lines by which the cost enters the decision, and so is counted twice.**""",
    code=CODE,
    faulty={
        1: "The weight puts the cost into the risks: it multiplies the odds of every row by 20.",
        4: "The cut puts the cost into the decision: plain odds of 1 to 20 are enough.",
    },
    innocent={
        2: "It fits the model of line 1 as it is told. What is it told?",
        3: "It takes the risks as the model gives them.",
        5: "It compares, and holds no cost of its own. Where do its two sides get theirs?",
        6: "A bill must hold the cost. It decides nothing.",
    },
    why=Question(
        prompt="As it stands, the code decides as a plain model would if a miss cost how many "
        "false alarms?",
        options={"p": "20", "q": "21", "r": "40", "s": "400"},
        right="s",
        feedback={
            "p": "That is what either line alone would do.",
            "q": "1 + 20 stands in the cut, which is a probability. Think in odds.",
            "r": "The two are not added. Weights *multiply* the odds, and the cut asks for "
            "odds of 1 to 20.",
        },
    ),
    right_text="A plain risk with odds of 1 to 400 is flagged: counted twice, a ratio is "
    "squared. The mend: drop `class_weight`, or keep it and cut at 0.5, not at 20 / 21.",
    points=2,
    hints=[
        "Lesson 7: what does a class weight do to the odds of every row?",
        "Take a row whose plain odds are 1 to 20, where both decisions cost the same. What are "
        "its odds after line 3? Which cut treats it rightly then?",
        "For the second part: which plain odds, times 20, reach odds of 1 to 20?",
    ],
    minutes=5,
)
