"""Lesson 9: what is recalled from earlier lessons, and the quiz."""

from course_utils.exercises import Question

RECALL = {
    "a": Question(
        prompt="A model's risks are right. A miss costs as much as four false alarms, a right "
        "decision nothing. From which risk do you flag?",
        options={"a": "0.5", "b": "0.2", "c": "0.25", "d": "It depends on the prevalence."},
        right="b",
        feedback={
            "a": "Right if both errors cost the same (lesson 1).",
            "c": "One to four: these are the odds. The risk is 1 of 5.",
            "d": "The prevalence is in the risk already. Ask what each decision loses at risk p.",
        },
        right_text="1 / (1 + 4), from lesson 1. Today right decisions cost something too.",
    ),
    "b": Question(
        prompt='A logistic regression is fitted with `class_weight="balanced"`; one row in ten is '
        "positive. Its order of the rows hardly changes. What happens to its risks?",
        options={
            "a": "They stay.",
            "b": "They are multiplied by 9.",
            "c": "Their sum is halved.",
            "d": "Their odds are multiplied by about 9.",
        },
        right="d",
        feedback={
            "a": "Lesson 7: mean risk is several times too high afterwards.",
            "b": "A risk of 0.5 would become 4.5. What can be multiplied without end?",
            "c": "They grow: the model takes half of the rows for positive.",
        },
        right_text="Nine negatives per positive. Keep this: today the weight will be a cost.",
    ),
}

QUIZ = {
    "a": Question(
        prompt='A colleague says: `class_weight="balanced"` makes the model cost-sensitive. At '
        "which costs are its decisions at 0.5 about right?",
        options={
            "a": "At any costs: it finds the best compromise.",
            "b": "When both errors cost the same.",
            "c": "When a miss costs as many false alarms as there are negatives per positive.",
            "d": "At none.",
        },
        right="c",
        feedback={
            "a": "It was told no costs. Which ratio has it taken instead?",
            "b": "Then the plain model at 0.5 would be right.",
            "d": "At one ratio it is right by luck: which?",
        },
        right_text="It weighs each positive by the negatives per positive: that many false "
        "alarms count as one miss at 0.5. If this is your price, it is luck.",
    ),
    "b": Question(
        prompt="A call costs 6 and is made for frauds and for false alarms; it stops a fraud. A "
        "missed fraud costs its amount. A payment of 60 has a risk of 0.12. And one of 40 with "
        "the "
        "same risk?",
        options={
            "a": "Call about the payment of 60, let the one of 40 through.",
            "b": "Let both through: 0.12 is far below 0.5.",
            "c": "Call about both: fraud is dear.",
            "d": "Call about the one of 40 only.",
        },
        right="a",
        feedback={
            "b": "Let 60 through a hundred times: twelve frauds. What do they cost, and what do a "
            "hundred calls?",
            "c": "Forty times 0.12: is that more than a call?",
            "d": "The more is at stake, the lower the risk that justifies a call.",
        },
        right_text="0.12 · 60 = 7.2 is more than 6, 0.12 · 40 = 4.8 is less.",
    ),
    "c": Question(
        prompt="You know only that a miss costs between 5 and 20 false alarms. What do you "
        "report?",
        options={
            "a": "Nothing, before the costs are known.",
            "b": "Only the cost at 12.5, the middle.",
            "c": "The cut with the highest F1, which needs no costs.",
            "d": "The costs at both ends, for a cut from the middle and for its rivals.",
        },
        right="d",
        feedback={
            "a": "Often one decision is the better at both ends; then the costs need not be known "
            "better.",
            "b": "12.5 may be a fair guess for the cut. But who reads one number cannot see "
            "what happens at 5, and at 20.",
            "c": "F1 has a price list as well; nobody asked you whether it is yours.",
        },
        right_text="Both ends say what not knowing costs. A rule that is better at both needs no "
        "closer price; else take the cut whose larger regret is smallest.",
    ),
    "d": Question(
        prompt="A naive Bayes model ranks well and is far too sure of itself. Costs are known. "
        "What "
        "do you do about its cut?",
        options={
            "a": "Take Elkan's threshold: it is optimal.",
            "b": "Tune the cut for cost on held-out rows, or calibrate first.",
            "c": "Weigh the classes by cost and take Elkan's threshold.",
            "d": "Leave it at 0.5, since its probabilities are wrong.",
        },
        right="b",
        feedback={
            "a": "Optimal if the probabilities are right. Are they?",
            "c": "That counts the cost twice and mends no probability.",
            "d": "A wrong probability is no reason for 0.5.",
        },
        right_text="A tuned cut needs the right order only, calibration mends the risks "
        "themselves; both need rows that the model has not seen.",
    ),
}
