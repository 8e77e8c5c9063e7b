"""Exercise 11.2: predict what a detector finds when nobody scaled."""

from course_utils.exercises import Prediction

ANOTHER = (
    "Take two rows that differ by 10,000 in `A` and by 5 in `B`. What is their distance, and what "
    "is it without `B`? So which rows look alike to the detector?"
)
EXERCISE = Prediction(
    prompt="""\
Two columns (made up), and nobody scaled them: `A` has a standard deviation of 10,000, `B` of 1.
`OneClassSVM(nu=0.1)` learns 4,000 normal rows. Its default, `gamma="scale"`, divides squared
distances by **one** variance, taken over all cells of the table. The check is passed: about a
tenth of the learnt rows is flagged, and a tenth of new normal rows.

Then 100 positives come. In `A` they are like normal rows. In `B` each is moved up by 5, far from
what is normal there. **How many of the 100 are flagged?** Four more or less will do. It can be
derived: how near two rows are depends on their distance. Answer before you go on.""",
    right=10,
    tolerance=4,
    between=(0, 100),
    misconceptions={
        100: "So it would be in `B` alone, or scaled. But the detector sees one distance, of both "
        "columns together. How much does a step of 5 add to differences of some 10,000?",
        95: "Nearly all, as `B` would have it? The detector sees one distance, of both columns "
        "together. Which of them decides it?",
        0: "Then they would be flagged less often than normal rows. What tells the two apart, "
        "for this detector? (And give a number of rows out of 100, not a share.)",
        50: "Half is what a coin gets in a ROC AUC. Here a border was drawn: which share of "
        "normal rows lies outside?",
        90: "That many lie inside the border. Which number is flagged?",
        **dict.fromkeys((5, 18, 26, 34, 42, 58, 66, 74, 82), ANOTHER),
    },
    right_text="Differences of some 10,000 in `A` decide every distance, and 5 in `B` is nothing "
    "beside them. To the detector these are normal rows, so it flags a tenth of them. Both shares "
    "of the check were right: with the default `gamma` no share of normal rows can tell you what "
    "was lost. The columns' standard deviations can. Scale every column first.",
    points=1,
    hints=[
        "Take two rows that differ by 10,000 in `A` and by 5 in `B`. What is their distance? And "
        "without `B`?",
        "So which rows look alike to the detector? What does it do with normal rows?",
        "It flags about the share `nu` of rows that look normal to it. Of 100, that is ...",
    ],
    minutes=4,
)
