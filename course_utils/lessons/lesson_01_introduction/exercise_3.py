"""Exercise 1.3: find the problem that is both imbalanced and costly."""

from course_utils.exercises import Question

EXERCISE = Question(
    prompt="""\
Six problems: how many of 1,000 cases are positive, what a miss costs, and what a false alarm
costs, in false alarms of that problem. A correct answer costs nothing.

In one of them "no" for everybody is right more than 95 times in 100 **and yet** costs more than
"yes" for everybody: the answer that accuracy prefers is the dearer one. Which problem is it?""",
    options={
        "a": "letters typed wrongly: 20 of 1,000; a miss costs 1, a false alarm 1",
        "b": "patients suspected of blood poisoning: 450 of 1,000; 200 and 1",
        "c": "a cancer, looked for in everybody: 6 of 1,000; 200 and 1",
        "d": "light bulbs that fail in a year: 1 of 1,000; 100 and 1",
        "e": "e-mails that are spam: 300 of 1,000; 1 and 20",
        "f": "customers who cancel a contract: 150 of 1,000; 4 and 1",
    },
    right="c",
    feedback={
        "a": "Rare, yes. Now the costs: 20 misses at 1 each against 980 false alarms at 1 each.",
        "b": "Misses are dear here. But how accurate is a no for everybody, when almost half are "
        "ill? Nobody would be fooled.",
        "d": "The rarest of all, and rarity alone costs little: one miss at 100 against 999 "
        "false alarms at 1.",
        "e": "Here the false alarm is the dear error, and a no for everybody raises none.",
        "f": "A no for everybody is right 85 times in 100, and costs 600; a yes costs 850.",
    },
    why=Question(
        prompt="Why is a no for everybody dearer than a yes in the problem you chose?",
        options={
            "p": "It has the fewest positives.",
            "q": "A miss costs more than a false alarm.",
            "r": "A no for everybody is most accurate there.",
            "s": "One miss costs more false alarms than there are negatives to one positive.",
        },
        right="s",
        feedback={
            "p": "The light bulbs have fewer. Rare alone does no harm.",
            "q": "So it does for the light bulbs, 100 to 1, and there a no is the cheaper answer. "
            "Dear, but dear enough?",
            "r": "With the light bulbs it is still more accurate, and also the cheaper answer.",
        },
    ),
    right_text="Neither the share of positives nor the costs alone make a problem hard to judge: "
    "it takes both, and both belong to the question, not to the table. In most of the six one "
    "sentence for everybody is a poor answer anyway; a model that ranks may do better than both.",
    points=2,
    hints=[
        "Two conditions. Cross out first where a no for everybody is wrong too often.",
        "Of 1,000: a no costs positives × miss; a yes costs negatives × false alarm.",
        "a 20 against 980; c 1,200 against 994; d 100 against 999.",
    ],
    minutes=7,
)
