"""Exercise 3.5: audit a demonstration of the leak."""

from course_utils.exercises import Question

EXERCISE = Question(
    prompt="""\
The user guide of imbalanced-learn warns of resampling before the split, and it is right to. Its
demonstration (page "Common pitfalls", read in 2026) under-samples at random and reports **balanced
accuracy** (the mean of the two classes' recalls) over five folds, mean ± standard deviation:

| | balanced accuracy |
| --- | --- |
| `RandomUnderSampler` on the whole table, then cross-validation | 0.724 ± 0.042 |
| `RandomUnderSampler` inside the pipeline | 0.732 ± 0.019 |

It calls the first number over-optimistic. **What do its own numbers say?** Choose, then say
why.""",
    options={
        "a": "The first score is inflated, as the page says.",
        "b": "The two scores do not differ: this demonstration does not show the leak.",
        "c": "Resampling before the split does no harm.",
        "d": "The pipeline is the better model.",
    },
    right="b",
    feedback={
        "a": "Inflated would mean: higher than the honest score. Compare the two numbers with "
        "their spread.",
        "c": "From one demonstration in which nothing shows? Remember what over-sampling did on "
        "pure noise.",
        "d": "Both rows train the same kind of model on balanced rows; the gap is a fraction of "
        "the spread.",
    },
    why=Question(
        prompt="Why does the leak not show in these numbers?",
        options={
            "p": "Under-sampling copies no row, and balanced accuracy does not depend on the "
            "share of positives in the test set.",
            "q": "The boosting model of the page is proof against leaks.",
            "r": "Five folds are too few to see anything.",
            "s": "The page forgot to stratify its folds.",
        },
        right="p",
        feedback={
            "q": "A strong learner remembers copies best of all; the forest of this lesson did. "
            "What is there to remember when rows are only dropped?",
            "r": "The leak of over-sampling on noise was plain in five folds. Which of the "
            "mechanisms of this lesson can work here at all?",
            "s": "`cross_validate` stratifies a classifier's folds by default. Look at what the "
            "sampler does to rows, and what the metric does with prevalence.",
        },
    ),
    right_text="Dropping rows at random leaves no twin, and a metric that averages the two "
    "classes' recalls cannot see that the test set was balanced. With average precision, or with "
    "over-sampling, the same code would have shown an alarming gap. A demonstration must be able "
    "to fail, and to succeed.",
    points=1,
    starred=True,
    hints=[
        "Is the leaky number higher than the honest one?",
        "This lesson keeps three mechanisms apart: copies, the share of positives in the test "
        "set, and rows chosen with the help of the test rows. Which of them can random "
        "under-sampling have?",
        "One is left: the share of positives. Does balanced accuracy, the mean of the two "
        "recalls, move when only that share changes?",
    ],
    minutes=6,
)
