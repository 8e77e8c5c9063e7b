"""Lesson 10: what is recalled from lessons 3 and 7, and the quiz."""

from course_utils.exercises import Question

RECALL = {
    "a": Question(
        prompt="Each rare training row is copied until the classes are equal; a logistic "
        "regression is fitted. Compared with the plain fit, what moves most on new rows?",
        options={
            "a": "The probabilities: all rise. The ranking hardly moves.",
            "b": "The ranking: it has more rare rows to learn from.",
            "c": "Nothing at all.",
            "d": "The share of rare rows among the new rows.",
        },
        right="a",
        feedback={
            "b": "The copies say nothing that their originals did not say.",
            "c": "The model now takes half of the world for rare. Does it say so?",
            "d": "Training cannot change the world.",
        },
        right_text="For such a model a shift of the prior, as with class weights. Today's "
        "question is whether *changed* copies can do more.",
    ),
    "b": Question(
        prompt="A test set holds 1,000 shirts and 1,000 T-shirts; in the shop 2 % are shirts. "
        "How do you get the average precision that the shop would see?",
        options={
            "a": "Throw T-shirts away.",
            "b": "Multiply the average precision by 0.02 / 0.5.",
            "c": "It stays the same: average precision is about the ranking.",
            "d": "Weigh the test rows so that shirts count for 2 %.",
        },
        right="d",
        feedback={
            "a": "Then shirts become even more frequent.",
            "b": "Precision does not move in proportion; a perfect ranking has 1 at any share.",
            "c": "ROC AUC would stay. Precision mixes the classes, so their shares matter.",
        },
        right_text="Lesson 3 did it with `sample_weight`. A coin would then get 0.02.",
    ),
}

QUIZ = {
    "a": Question(
        prompt="`RandomRotation` is the first layer of your model. When does it turn images?",
        options={
            "a": "In `fit` and in `predict`.",
            "b": "Once, when the model is built.",
            "c": "In `fit`, anew in every pass; not in `predict`.",
            "d": "Only when the class is rare.",
        },
        right="c",
        feedback={
            "a": "Then the same image would get another score at every call.",
            "b": "Then every pass would see the same turned images. That is *made once*.",
            "d": "The layer never sees a label.",
        },
        right_text="`fit` tells the layer that this is training, `predict` that it is not. Called "
        "by hand, say `training=` yourself.",
    ),
    "b": Question(
        prompt="Only the shirts were moved in training, and T-shirts that are photographed "
        "off-centre are now called shirts. Why?",
        options={
            "a": "In training only shirts were ever off-centre.",
            "b": "The network is too small to learn two classes.",
            "c": "The cut 0.5 is wrong when one class is rare.",
            "d": "The shirts were moved too far, out of the picture.",
        },
        right="a",
        feedback={
            "b": "A larger one can learn a false sign as well. What told the classes "
            "apart in training?",
            "c": "With a rare class it calls few things shirts, not many. Why these T-shirts?",
            "d": "Gentle moves did it too. Who was moved, and who was not?",
        },
        right_text="Off-centre became a sign of a shirt. Move both classes by one rule, and it is "
        "a sign of nothing.",
    ),
    "c": Question(
        prompt="A notebook makes 24 variants of each rare image, shuffles, splits, and reports "
        "an average precision near 1. What do you ask for first?",
        options={
            "a": "More variants.",
            "b": "The ROC AUC.",
            "c": "A larger network.",
            "d": "The same, with the split before the variants.",
        },
        right="d",
        feedback={
            "a": "The variants are the trouble. On which sides of the split do they lie?",
            "b": "It is just as inflated: the ranking itself remembers.",
            "c": "Does the score say anything about new images at all?",
        },
        right_text="Variants of one image lay on both sides, so the model met the test images in "
        "training. Split first, then make variants of the training rows.",
    ),
    "d": Question(
        prompt="You invent texts for the rare class by swaps, deletions and synonyms. Recall "
        "at 0.5 doubles, average precision does not rise. What did the new texts do?",
        options={
            "a": "They taught the model new words.",
            "b": "They shifted the prior, as copies or weights would.",
            "c": "They leaked test rows.",
            "d": "They made the model more certain of its ranking.",
        },
        right="b",
        feedback={
            "a": "Then the ranking of texts with these words would have improved.",
            "c": "A leak would lift the average precision.",
            "d": "The ranking is what average precision measures, and it did not rise.",
        },
        right_text="A lower cut does the same for the recall, without inventing anything.",
    ),
}
