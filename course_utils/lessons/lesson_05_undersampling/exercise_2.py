"""Exercise 5.2: find NearMiss-2 among three pictures."""

from course_utils.exercises import Question

EXERCISE = Question(
    prompt="""\
The three panels show the same rows. In each another version of NearMiss chose the 40 majority
rows that stay (filled dots). **Which panel is NearMiss-2?** Choose, then say why.""",
    options={"a": "panel A", "b": "panel B", "c": "panel C"},
    right="c",
    feedback={
        "a": "The rows that stayed lie on and around both patches, a few close ones per minority "
        "row. That is a short-list made by each minority row. Version 2 makes no short-list.",
        "b": "The rows that stayed hug the two patches: each has some minority rows very near. "
        "But from either patch the other patch is far away. Which distances does version 2 "
        "average?",
    },
    why=Question(
        prompt="What makes these rows the choice of version 2?",
        options={
            "p": "They have the smallest distance to their nearest minority rows.",
            "q": "Even their farthest minority rows are not very far away.",
            "r": "They are the rows that a classifier finds hardest to tell apart.",
            "s": "They lie as far from the minority as possible.",
        },
        right="q",
        feedback={
            "p": "That is version 1, and rows inside a patch would win by it. Are the rows of "
            "your panel the nearest to any triangle?",
            "r": "No classifier was asked; NearMiss only measures distances. And a row between "
            "the patches, with no triangle near it, is not a hard one.",
            "s": "Then the corners of the picture would stay. Version 2 looks at the farthest "
            "minority rows, and wants the distance to them to be small.",
        },
    ),
    right_text="A row inside one patch is close to half of the minority and far from the other "
    "half; only a row between the patches is not far from anybody. Nothing makes such rows "
    "informative: where the minority is in several places, they are where it is not. Panel A is "
    "version 3, a few rows around each triangle; panel B is version 1, rows with several "
    "triangles near.",
    points=2,
    hints=[
        "Go back to the ten rows: which number does version 2 sort by?",
        "Stand on a row in the middle of the left patch. How far away are the farthest triangles? "
        "Now stand half-way between the patches.",
        "The mean distance to the three farthest triangles is smallest for rows from which no "
        "triangle is far. In which panel do they lie?",
    ],
    minutes=5,
)
