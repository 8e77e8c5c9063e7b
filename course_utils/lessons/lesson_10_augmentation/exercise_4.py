"""Exercise 10.4: mark the lines that spoil an experiment."""

from course_utils.exercises import Question

CODE = """\
X, y = digits_of("envelopes")  # y is 1 for a handwritten 5: 40 of 2,000
rare = np.concatenate([shifted(X[y == 1]) for _ in range(24)])
X_all, y_all = np.concatenate([X, rare]), np.append(y, np.ones(len(rare)))
X_train, X_test, y_train, y_test = train_test_split(X_all, y_all, stratify=y_all)
augment = keras.layers.RandomFlip("horizontal")
model = keras.Sequential([augment, *layers])
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(X_train, y_train, epochs=20, verbose=0)
p = np.mean([model(X_test, training=True) for _ in range(10)], axis=0)
print(average_precision_score(y_test, p))"""

EXERCISE = Question.lines(
    prompt="""\
A notebook (made up), complete but for imports and three helpers: `digits_of` reads scanned
digits, `shifted` moves each image by up to two pixels, `layers` are the rest of a network.
Tomorrow's digits will come upright and centred, as all of today's do. **Four lines spoil the
experiment.** Mark those in which a mistake is *made*, not those that only suffer from one. A hit
counts +1, a false alarm -1; the sum is scaled to 3 points.""",
    code=CODE,
    faulty={
        2: "Only the rare digit is moved. *Moved* becomes a sign of a 5, and *centred*, as all of "
        "tomorrow's digits are, a sign against it.",
        4: "The split comes after the copies: variants of one handwritten 5 lie in training and "
        "in test, and with them a third of the test rows are fives.",
        5: "A mirrored 5 is no 5; it looks much like a 2. The label does not survive.",
        9: "`training=True` augments the test images too: the model is scored on mirrored digits "
        "that nobody will send.",
    },
    innocent={
        1: "A rare digit, and how rare it is: that is the question.",
        3: "It joins what line 2 made. The mistake was made there.",
        6: "The augmenting layer inside the model: that is where it belongs, so that `fit` uses "
        "it and `predict` does not.",
        7: "A usual loss, which needs no change for rare classes.",
        8: "Twenty passes are no fault in themselves; the rows came from line 4.",
        10: "Average precision is the right kind of number. That a third of its rows are fives, "
        "not 2 %, came in with the split; with line 4 mended it needs no `sample_weight`.",
    },
    right_text="One class only, variants on both sides of the split, a change that does not keep "
    "the label, and augmentation at test time. The split is lesson 3 in new clothes; the other "
    "three come with augmentation. (Averaging over augmented views of a test image is a method of "
    "its own; it needs changes that keep the label.)",
    points=3,
    hints=[
        "Ask of each line: which rows does it touch, of which class, and does the label stay "
        "true? And what will tomorrow's digits look like?",
        "One line each is about: a single class, the order of copying and splitting, a change "
        "that makes another digit, and what happens at test time.",
        "The first five lines hold three of them, the last five lines one.",
    ],
    minutes=6,
)
