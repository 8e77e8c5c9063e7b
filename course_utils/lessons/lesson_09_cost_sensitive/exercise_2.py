"""Exercise 9.2: an audit: cost-sensitive throughout?"""

from course_utils.exercises import Question

EXERCISE = Question(
    prompt="""\
A miss costs as much as 20 false alarms, right decisions cost nothing, and the model fits
well. The report says: *"We are cost-sensitive throughout."*

```text
1  weights = {0: 1, 1: 20}
2  model = LogisticRegression(class_weight=weights)
3  model.fit(X_train, y_train)
4  p = model.predict_proba(X_test)[:, 1]
5  cut = 1 / (1 + 20)
6  flagged = p >= cut
```

**What is wrong, and which mend is right?**""",
    options={
        "a": "Nothing: weights teach the model the cost, the cut applies it.",
        "b": "Lines 2 and 5 both hold the cost. Drop `class_weight`, *or* cut at 0.5.",
        "c": "Line 5: after weighting, the cut must rise to 20 / 21.",
        "d": 'Line 1: write `"balanced"`, which takes the cost from the data.',
    },
    right="b",
    feedback={
        "a": "Follow one row with a plain risk of 0.01. What does the model of line 2 say of "
        "it, and "
        "what happens in line 6?",
        "c": "The direction is right: the weights have raised all risks. Take a row whose "
        "plain risk "
        "is 1 / 21, where both decisions cost the same: what does line 4 say of it?",
        "d": "The data tell how many negatives there are for each positive. Do they tell what "
        "a miss "
        "costs?",
    },
    why=Question(
        prompt="As it stands, the code decides as a plain model would if a miss cost how many "
        "false "
        "alarms?",
        options={"p": "20", "q": "21", "r": "40", "s": "400"},
        right="s",
        feedback={
            "p": "That is what either line alone would do.",
            "q": "1 + 20 stands in the cut, which is a probability. Think in odds.",
            "r": "The two are not added. Weights *multiply* the odds, and the cut asks for "
            "odds of "
            "1 to 20.",
        },
    ),
    right_text="The weight multiplies the odds by 20, and the cut asks for odds of 1 to 20 "
    "only: a "
    "plain risk with odds of 1 to 400 is flagged. Counted twice, a ratio is squared.",
    points=2,
    hints=[
        "Lesson 7: what does a class weight do to the odds of every row?",
        "Take a row whose plain odds are 1 to 20, where both decisions cost the same. What are "
        "its "
        "odds after line 4? Which cut treats it rightly then?",
        "For the second part: which plain odds, times 20, reach odds of 1 to 20?",
    ],
    minutes=5,
)
