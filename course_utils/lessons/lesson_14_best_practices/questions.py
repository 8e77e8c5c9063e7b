"""Lesson 14: what is recalled from earlier lessons, and the quiz."""

from course_utils.exercises import Question

RECALL = {
    "a": Question(
        prompt="A missed case costs as much as 30 false alarms, and right decisions cost nothing. "
        "The risks are calibrated; 2 % of the rows are positive. From which risk on do you flag?",
        options={
            "a": "0.5",
            "b": "1/31",
            "c": "0.02",
            "d": "whatever risk gives the best F1",
        },
        right="b",
        feedback={
            "a": "At 0.5 a miss would cost one false alarm. What does a row with a risk of 0.4 "
            "cost, flagged and not flagged?",
            "c": "The prevalence is not a price. It is in the calibrated risk already.",
            "d": "F1 has costs of its own, which nobody named. Yours are given.",
        },
        right_text="Flagging costs 1 - p in false alarms, passing 30 p; they are equal at 1/31. "
        "Today the costs stand first.",
    ),
    "b": Question(
        prompt="Scans of many patients, several each, over five years. The model is for **new** "
        "patients of next year. How do you split?",
        options={
            "a": "five shuffled folds, stratified",
            "b": "five folds by patient",
            "c": "the last year tests; scans of its patients are taken out of training",
            "d": "the last year tests, all earlier scans train",
        },
        right="c",
        feedback={
            "a": "Then scans of one patient stand on both sides, and next year helps to predict "
            "this one.",
            "b": "No patient on both sides, good. But later years would train for earlier ones.",
            "d": "In time it is right. A patient of last year may have been scanned before; is "
            "she new to the model?",
        },
        right_text="The split plays what will happen: later, and strangers. In today's crashes "
        "the year does both, since no crash spans two.",
    ),
}

QUIZ = {
    "a": Question(
        prompt="25 models were scored on one test set with 20 positives; the best has an average "
        "precision of 0.42 [0.24, 0.61], where the bracket comes from a bootstrap of its test "
        "rows. What do you expect on new rows from the same place?",
        options={
            "a": "0.42, give or take the bracket",
            "b": "Nothing at all: the number is worthless.",
            "c": "Less than 0.42: the test rows have chosen, and part of the lead was luck.",
            "d": "More than 0.42: with more rows average precision rises.",
        },
        right="c",
        feedback={
            "a": "The bracket is that of a model that was fixed beforehand. This one was picked "
            "*because* its number came out high.",
            "b": "You know in which direction it errs, and that the error shrinks with the number "
            "of positives.",
            "d": "What moves average precision is the share of positives, and that stays.",
        },
        right_text="The bracket does not know that 24 others were tried. Report their number.",
    ),
    "b": Question(
        prompt="Ten folds give p = 0.03 by a plain t test. Somebody repeats them with 50 other "
        "shuffles, and now has p = 0.000001. What happened?",
        options={
            "a": "No row was added. The plain test takes repetitions for new experiments; the "
            "corrected one does not go down like that.",
            "b": "500 folds are more evidence than 10.",
            "c": "The corrected p has shrunk just as much.",
            "d": "A one-sided test was used where a two-sided one belongs.",
        },
        right="a",
        feedback={
            "b": "Evidence of what? All 500 folds are cut from the same rows.",
            "c": "Its variance has a part, n_test / n_train, that no repetition makes smaller.",
            "d": "That would be a factor of two, and p fell by far more.",
        },
        right_text="Repetition removes the luck of the shuffle, and only that.",
    ),
    "c": Question(
        prompt="2 % of the rows are positive. A vendor's prediction sets hold the truth for 90 % "
        "of all rows, as promised. What is promised of positives?",
        options={
            "a": "90 % of them are covered.",
            "b": "At least 45 % of them are covered.",
            "c": "90 % of them are covered, if the model is calibrated.",
            "d": "Nothing: they may all be among the 10 %.",
        },
        right="d",
        feedback={
            "a": "Averaged over all rows it is 90 %. How many rows may miss, and how many are "
            "positive?",
            "b": "All positives together are a fifth of the rows that may miss.",
            "c": "A calibrated model gives rare positives low risks, and a set that always says "
            "negative already covers 98 %.",
        },
        right_text="Ask for the promise class by class, and for the share of sets that hold both.",
    ),
    "d": Question(
        prompt="A fraud model flags as many purchases a day as ever, and its mean risk is what it "
        "was. Labels come six weeks late. Does it still find the frauds?",
        options={
            "a": "Yes: nothing has moved.",
            "b": "That cannot be known from these two numbers.",
            "c": "No: it must have got worse by now.",
            "d": "Yes, if it was calibrated when it was fitted.",
        },
        right="b",
        feedback={
            "a": "Both numbers are about what the model *says*. Frauds that look like customers "
            "are not in them.",
            "c": "It may have; nothing here says so.",
            "d": "It was calibrated for the frauds of then.",
        },
        right_text="What tells is labels, late as they are, and some from rows that were not "
        "flagged.",
    ),
}
