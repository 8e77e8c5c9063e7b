"""Exercise 7.2: predict the risk of a model that knows nothing."""

from course_utils.exercises import Prediction

EXERCISE = Prediction(
    prompt="""\
1,000 rows, 40 of them positive. The only column is the same number in every row, so **nothing
can be learned from it** and every row gets the same risk. A logistic regression without weights
gives 0.04 to each: log-loss is least at the share of positives.

Now it is fitted with the weights of the slide: a negative weighs 1, and a positive n / (2 n₁),
that is 1,000 / (2 · 40). The loss counts each row as many times as it weighs.

Which risk does `predict_proba` give to every row, to three decimals? It can be derived from what
is written here. Answer before you go on.""",
    right=500 / 1460,
    tolerance=0.001,
    between=(0, 1),
    misconceptions={
        0.34: "Right to two decimals. Give three.",
        0.04: "That is the share of positives when each row counts once. How much do the 40 weigh "
        "now, and how much the 960?",
        0.5: "Half would be right if both classes weighed the same. The 40 positives weigh 500 "
        "together; do the 960 negatives?",
        0.521: "500 against 960: these are odds. A risk is the part of the whole.",
        0.013: "12.5 to 960 compares one positive with all negatives. There are 40 of them.",
        0.08: "The risk does not double: each positive weighs 12.5 times what it did.",
        0.96: "A weight of 24 times 0.04 is no share of anything. Add up what the positives "
        "weigh, then what all rows weigh.",
        0.333: "That is where it goes as positives become very rare. Here they are 40 in 1,000: "
        "add up the weights of both classes.",
    },
    right_text="The positives weigh 40 · 12.5 = 500, the negatives 960, and 500 / 1,460 is the "
    "share of positives that the loss sees. A weight changes the share that the model takes for "
    "granted: its **prior**. Nobody asked whether more than a third of the rows are positive.",
    points=1,
    hints=[
        "Think of copies: a row that weighs 12.5 counts as 12.5 rows. What is the share of "
        "positives then?",
        "One positive weighs 1,000 / (2 · 40). How much do all 40 weigh, and how much all rows?",
        "The weighted share of positives: what the positives weigh, divided by what positives and "
        "negatives weigh together.",
    ],
    minutes=5,
)
