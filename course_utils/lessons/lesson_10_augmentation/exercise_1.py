"""Exercise 10.1: which changes keep the label?"""

from course_utils.exercises import Question

EXERCISE = Question(
    prompt="""\
A change may be used for augmentation only when the label stays true. **Which of these keep it?**
Choose all that do, such as `{"a", "b"}`.""",
    options={
        "a": "Mirror the picture of a garment, left for right. Label: shirt or T-shirt.",
        "b": "Turn a handwritten digit by half a turn. Label: which digit.",
        "c": "Move the picture of a garment by two pixels. Label: shirt or T-shirt.",
        "d": "Mirror an X-ray of a chest. Label: the heart lies on the right side.",
        "e": "Make the photo of a leaf a little brighter. Label: the species.",
        "f": 'Delete one word, drawn at random, of "no damage to engine". Label: damaged or not.',
    },
    right={"a", "c", "e"},
    several=True,
    feedback={
        "b": "Write a 6, and turn the page round.",
        "d": "The label is about the side itself. What does a mirror do to sides?",
        "f": "Four words, each as likely to go. What does the text say without its first?",
    },
    right_text="A garment stays what it is when it is mirrored or moved, and a leaf in brighter "
    "light. Turn a 6 and it reads 9; mirror a chest and its heart changes sides; drop *no*, and "
    "the engine is damaged. Whether a change is harmless is a fact about the label, not about "
    "the change. Somebody who knows the subject must say it, image by image if need be.",
    points=1,
    hints=[
        "For each: would an expert who sees only the changed picture, or text, give the same "
        "label?",
        "Look for labels that are about sides, about which way is up, or that hang on one word.",
        "Three of the six keep the label.",
    ],
    minutes=3,
)
