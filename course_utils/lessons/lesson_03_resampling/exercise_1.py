"""Exercise 3.1: predict the ROC AUC of a forest on pure noise."""

from course_utils.exercises import Prediction

A_LITTLE = (
    "Above 0.5, yes: some test rows were seen in training. But how many? Follow one positive row: "
    "with its nineteen copies dealt into five folds, how often has the forest seen none of them?"
)

EXERCISE = Prediction(
    prompt="""\
A table of pure noise: its columns are random numbers, its labels are dealt out at random, and one
row in twenty is positive. **Nothing can be learned from it**, so an honest ROC AUC is near 0.5.

Someone copies positive rows until both classes are equally large
(`RandomOverSampler().fit_resample(X, y)`), and only then runs a five-fold cross-validation of a
random forest on the balanced table.

Which ROC AUC comes out, to about one tenth? It can be derived from what is written here. Answer
before you go on.""",
    right=1.0,
    tolerance=0.05,
    between=(0, 1),
    misconceptions={
        0.5: "That holds as long as the forest has never seen the test rows. "
        "Follow one positive row: it now exists about nineteen times. Into how many of the "
        "five folds do its copies fall?",
        0.6: A_LITTLE,
        0.7: A_LITTLE,
        0.8: A_LITTLE,
        0.9: A_LITTLE,
        0.0: "Balancing does not turn the ranking round. Follow one positive row: it now "
        "exists about nineteen times. Where do its copies go when the table is cut into folds?",
    },
    right_text="Nearly every positive test row has identical twins among the training rows, and "
    "a forest remembers what it has seen. The score says how well it remembers, not how well it "
    "predicts. Noise is a good alarm for a procedure: run all of it on shuffled labels, and a ROC "
    "AUC clearly above 0.5 is a leak. It is silent about rows that belong together.",
    points=1,
    hints=[
        "A forest can remember single training rows. Which test rows could it remember here?",
        "Count the copies of one positive row after balancing, then deal them into five folds.",
        "With about nineteen copies in five folds, the chance that all of them land in one fold "
        "is practically zero. So what has the forest seen of nearly every positive test row?",
    ],
    minutes=4,
)
