"""Exercise 1.4: choose a metric, then say why."""

from course_utils.exercises import Question

EXERCISE = Question(
    prompt="One row in 100 is positive, and you rank rows for an expert. Which metric decides?",
    options={
        "a": "accuracy",
        "b": "average precision",
        "c": "precision at the 20 rows an expert can read",
    },
    right={"b", "c"},
    feedback={"a": "Always-no has an accuracy of 0.99 here."},
    why=Question(
        prompt="What settles it?",
        options={"a": "The number is small.", "b": "It looks at the top of the ranking."},
        right="b",
        feedback={"a": "A small number is no reason: what does it count?"},
    ),
    right_text="Both look at the top of the ranking, where the expert looks.",
    points=2,
    hints=["Who uses the ranking?", "Which rows does the expert see?", "Only the top ones."],
)
