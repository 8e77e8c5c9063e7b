"""Exercise 6.4: the metric for five jobs."""

from course_utils.exercises import Question

EXERCISE = Question(
    prompt="""\
Five jobs, and for each the metric that somebody proposes. **Which proposals answer the job's
question?** Choose every one that does; then say what is wrong with the others.""",
    options={
        "a": "A clinic can see 200 people a month and invites those with the highest scores; it "
        "wants to find as many of the ill as it can. Proposed: recall among the 200 highest "
        "scores.",
        "b": "An insurer multiplies the predicted risk by the sum insured, and that is the "
        "premium. Proposed: ROC AUC.",
        "c": "One model, unchanged, runs in ten hospitals; in some 1 % are ill, in others 20 %. "
        "Where does it tell the ill from the well least? Proposed: average precision, the lowest "
        "is the worst.",
        "d": "A payment is stopped or let through. A missed fraud costs 100 euros, a false alarm "
        "costs 1. Proposed: cost per 1,000 payments at the cut that will be used.",
        "e": "Letters go to one of ten departments, of very different size. Whichever "
        "department it is, a wrong letter costs two minutes. Proposed: macro recall.",
    },
    right={"a", "d"},
    several=True,
    feedback={
        "b": "The premium uses the size of the risk, not only its order: double every risk, and "
        "the ROC AUC stays while every premium doubles.",
        "c": "Average precision rises with the share of the ill, with one and the same model.",
        "e": "Macro recall takes a letter to the smallest department for many letters to the "
        "largest. What does the job say each one costs?",
    },
    why=Question(
        prompt="What is wrong with the other proposals?",
        options={
            "p": "Each answers another question than the job asks: order where the size of the "
            "risk counts, a number that moves with prevalence where prevalence differs, classes "
            "where letters count.",
            "q": "They are all metrics for balanced data.",
            "r": "They need a threshold, and the jobs name none.",
            "s": "Each should be replaced by F1, which balances precision and recall.",
        },
        right="p",
        feedback={
            "q": "Average precision and macro recall are the ones that are usually recommended "
            "for imbalanced data. Which question does each answer?",
            "r": "ROC AUC and average precision need none.",
            "s": "F1 knows neither costs, nor the size of a risk, nor a budget, and it moves with "
            "prevalence.",
        },
    ),
    right_text="A budget of 200 invitations is recall (or precision) at 200; unequal costs are a "
    "cost at the cut in use. For the others: Brier skill or log-loss and a calibration curve "
    "for the premium, ROC AUC (or precision at one common prevalence) across hospitals, accuracy "
    "for the letters. Each choice starts with the job, not with the data.",
    points=2,
    hints=[
        "Say for each job in one sentence what will be done with the model's output. Which number "
        "would tell that it is done better?",
        "Two tests: does the proposed metric change when the job's success does? Does it stay "
        "when the job's success stays?",
        "Double all risks (b); move the same model to another town (c); send ten letters astray, "
        "once to a small and once to a large department (e). What does the metric say?",
    ],
    minutes=7,
)
