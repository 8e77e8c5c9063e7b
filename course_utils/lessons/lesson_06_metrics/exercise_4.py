"""Exercise 6.4: the metric for five jobs."""

from course_utils.exercises import Question

EXERCISE = Question(
    prompt="""\
Five jobs, and for each the metric that somebody proposes. **Which proposals answer the job's
question?** Give every one that does, as a set; then the one letter that says what is wrong with
the others.""",
    options={
        "a": "A clinic can see 200 people a month and invites those with the highest scores; it "
        "wants to find as many of the ill as it can. Proposed: recall among the 200 highest "
        "scores.",
        "b": "An insurer's premium is the predicted risk times the sum insured. Proposed: ROC "
        "AUC.",
        "c": "One model, unchanged, runs in ten hospitals; in some 1 % are ill, in others 20 %. "
        "Where does it most often put a well person above an ill one? Proposed: ROC AUC, the "
        "lowest is the worst.",
        "d": "A payment is stopped or let through. A missed fraud costs 100 euros, a false alarm "
        "costs 1. Proposed: F1 at the cut that will be used.",
        "e": "Letters go to one of ten departments, of very different size. Whichever "
        "department it is, a wrong letter costs two minutes. Proposed: accuracy.",
    },
    right={"a", "c", "e"},
    several=True,
    feedback={
        "a": "What counts is who is found among 200, and that is what it counts.",
        "b": "The premium uses the size of the risk, not only its order: double every risk, and "
        "the ROC AUC stays while every premium doubles.",
        "c": "It counts pairs of one ill and one well person, however many there are of each.",
        "d": "F1 takes a miss and a false alarm for errors of one kind. What does the job say "
        "that each one costs?",
        "e": "If every wrong letter costs the same, the share of wrong letters is the cost.",
    },
    why=Question(
        prompt="What is wrong with the others?",
        options={
            "p": "The metric can get better while the job is done worse, since what the job pays "
            "for is not in it.",
            "q": "The metric moves with the share of positives, so it misleads where positives "
            "are rare.",
            "r": "The metric looks at the order of the rows only, while the job needs a "
            "probability.",
            "s": "The metric looks at one cut only, while the job needs the ranking as a whole.",
        },
        right="p",
        feedback={
            "q": "One of the two does move. The other stands still at any share, and does not "
            "answer its job all the same.",
            "r": "That is what ails one of them. The other sees no order at all, only who is "
            "flagged at a cut.",
            "s": "One of the two has no cut. And does the other job need a ranking, once its cut "
            "is fixed?",
        },
    ),
    right_text="For the premium: Brier skill or log-loss, and a calibration curve. For the "
    "payments: cost per 1,000 at the cut in use. Accuracy and ROC AUC are right where their "
    "question is the job's. A low ROC AUC in a hospital says that ordering is hard *there*, for "
    "instance since its patients are much alike; it does not say that the model has got worse.",
    points=2,
    hints=[
        "Say for each job in one sentence what will be done with the model's output. Which number "
        "would tell that it is done better?",
        "Two tests: does the proposed metric change when the job's success does? Does it stay "
        "when the job's success stays?",
        "Double all risks (b); let ten times as many be ill (c); trade one miss for two false "
        "alarms (d); send a letter astray, once to a small and once to a large department (e).",
    ],
    minutes=7,
)
