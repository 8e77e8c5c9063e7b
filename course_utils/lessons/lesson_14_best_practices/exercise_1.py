"""Exercise 14.1: audit a report."""

from dataclasses import replace

from course_utils.exercises import Question

REPORT = """\
QUESTION Which patients come back within 30 days? A nurse calls those flagged.
DATA     12,000 stays, 7,900 patients, 2015 to 2019; 5 % of stays end with a return.
COLUMNS  Age, diagnosis, blood values, the nurse's calls in the 30 days after.
SPLIT    Stays were shuffled; 80 % train, 20 % test, stratified by the label.
PIPELINE Imputer, scaler, classifier in one; fit sees training stays only.
CHOICE   Of 40 settings the one with the best average precision on the test stays.
CUT      A call costs 5 minutes, a missed return 150: tuned so on training folds.
RESULT   The accuracy is 0.96. So the model is ready for use.
RISK     class_weight="balanced"; the nurse reads predict_proba as the risk.
RIVAL    Better than the old model: plain t test, 10 x 10 folds, one-sided p = 0.01.
GROUPS   Recall: women 0.62 [0.50, 0.73], men 0.66 [0.54, 0.76]. A gap could hide.
IN USE   A random tenth is called by nobody; hits and misses in it count monthly."""
NUMBERED = "\n".join(f"{i:>2}  {line}" for i, line in enumerate(REPORT.splitlines(), start=1))

_MARKED = Question.lines(
    prompt=f"""\
A hospital's report (made up). **Six of its twelve lines contain a fault.** Mark those in which a
mistake is *made*, not those that only suffer from one. A hit counts +1, a false alarm -1. Two
faults are explained on the next pages only: mark what you suspect, and come back to them.

```text
{NUMBERED}
```""",
    code=REPORT,
    faulty={
        3: "The calls in the 30 days *after* the stay are not known when the model is asked, and "
        "they follow from the risk that it should predict.",
        4: "A patient with several stays lies on both sides, and later years help to predict "
        "earlier ones. The model is for tomorrow's patients.",
        6: "The test rows did the choosing. The best of 40 on them is partly the luckiest.",
        8: "Always-no has an accuracy of 0.95 here. Without a baseline the number says nothing.",
        9: "Balanced weights shift the prior to one half: what the nurse reads is many times too "
        "high.",
        10: "A hundred folds of the same stays are no hundred experiments; uncorrected, the t "
        "test makes chance look like proof.",
    },
    innocent={
        1: "A question and what is done with the answer: that is how a report should begin.",
        2: "Says how many rows, whose, when, and how rare the label is.",
        5: "What is fitted is fitted inside, so test stays are not looked at.",
        7: "Costs are named, and the cut was chosen away from the test stays. (That the risks are "
        "inflated by another line is that line's fault; a cut tuned on folds bears it.)",
        11: "Two intervals, and the honest remark that they leave room. No gap is claimed.",
        12: "Nobody in this tenth is called, so no call changes how a stay ends, and misses are "
        "seen as well as hits. (Elsewhere whoever a call has helped looks like a false alarm.)",
    },
    right_text="A column from the future, a split that ignores patients and years, test rows that "
    "choose, a number without a baseline, risks of a world that does not exist, and folds counted "
    "as experiments. None of them raises an error; each is a line that a protocol, written first, "
    "would have forbidden.",
    points=3,
    hints=[
        "Go line by line and ask what a reader with bad luck would be misled by: what is known "
        "when, who is on both sides, who chose, compared with what?",
        "One line uses what is known only afterwards. One counts folds that share their rows as "
        "experiments. Four more are of other kinds.",
        "The first half of the report holds three, the second half three. A line that admits a "
        "weakness is not faulty for that.",
    ],
    minutes=8,
)
EXERCISE = replace(_MARKED, code="")  # the report is no Python: it stands in the prompt as text
