"""Exercise 2.1: mark the lines that leak."""

from course_utils.exercises import Question

EXERCISE = Question.lines(
    prompt="Mark the lines that let the test rows into the training.",
    code="""
X, y = load_dataset("crash_deaths", return_X_y=True)
X = StandardScaler().fit_transform(X)
X, y = RandomOverSampler().fit_resample(X, y)

X_train, X_test, y_train, y_test = train_test_split(X, y)
model = LogisticRegression().fit(X_train, y_train)
""",
    faulty={
        2: "The scaler learns the mean of the test rows.",
        3: "Copies of a row end up on both sides of the split.",
    },
    innocent={6: "The fit sees training rows only."},
    right_text="Split first.",
    points=2,
    hints=["Where is the split?", "What is learnt above it?", "Two lines say `fit_`."],
)
