"""Exercise 3.5: audit a demonstration of the leak."""

from course_utils.exercises import Question

EXERCISE = Question(
    prompt="""\
The user guide of imbalanced-learn warns of resampling before the split, and it is right to. Its
demonstration (page "Common pitfalls", read in 2026) under-samples at random and reports **balanced
accuracy** (the mean of the two classes' recalls) over five folds, mean ± standard deviation:

| | five folds | the same models, rows set aside before |
| --- | --- | --- |
| `RandomUnderSampler` on the whole table, then folds | 0.724 ± 0.042 | 0.698 ± 0.014 |
| `RandomUnderSampler` inside the pipeline | 0.732 ± 0.019 | 0.727 ± 0.008 |

It reads the fall from 0.724 to 0.698 as the leak. **What do its own numbers say?** Choose, then
say why.""",
    options={
        "a": "The first score is inflated by a leak, as the page says.",
        "b": "The fall is within the spread of the folds: no leak can be told from chance.",
        "c": "Resampling before the split does no harm.",
        "d": "The pipeline is the better model.",
    },
    right="b",
    feedback={
        "a": "It fell by less than the five folds differ among themselves, and it never was above "
        "the honest score.",
        "c": "From one demonstration in which nothing shows? Remember what over-sampling did on "
        "pure noise.",
        "d": "Both rows train the same kind of model on equally many balanced rows; the scores in "
        "folds differ by a fraction of their spread.",
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
    "classes' recalls cannot see that the test set was balanced. Average precision would have "
    "risen by itself, as the third row of the lesson's figure shows. A demonstration must be able "
    "to show what it is made to show.",
    points=1,
    starred=True,
    hints=[
        "Compare the fall with the ± beside it, and the two scores in folds with each other.",
        "This lesson keeps three mechanisms apart: copies, the share of positives in the test "
        "set, and easy test rows. Which of them can random under-sampling have?",
        "One is left: the share of positives. Does balanced accuracy, the mean of the two "
        "recalls, move when only that share changes?",
    ],
    minutes=6,
)
