"""Quiz and recall of lesson 1."""

from course_utils.exercises import Question

QUIZ = {
    "a": Question(
        prompt="Which class is the minority?",
        options={"a": "the one called `1`", "b": "the one with fewer rows"},
        right="b",
        feedback={"a": "A name does not make a class rare."},
        right_text="Counts decide.",
    ),
    "b": Question(
        prompt="Which describe an imbalance?",
        options={"a": "a ratio", "b": "a share", "c": "an accuracy"},
        right={"a", "b"},
        several=True,
        feedback={"c": "An accuracy describes a model."},
    ),
}

RECALL = {
    "a": Question(
        prompt="What does `Counter` do?",
        options={"a": "It counts.", "b": "It sorts."},
        right="a",
        feedback={"b": "`sorted` does that."},
    ),
}
