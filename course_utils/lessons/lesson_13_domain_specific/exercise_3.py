"""Exercise 13.3: predict by how much focal loss turns an easy image down."""

from course_utils.exercises import Prediction

EXERCISE = Prediction(
    prompt="""\
A network looks at a T-shirt and gives the *right* class a probability of 0.9. Call the probability
of the true class $p_t$. Cross-entropy charges $-\\log p_t$ for this image.

**Focal loss** charges $-(1 - p_t)^\\gamma \\, \\log p_t$. Take $\\gamma = 2$, the usual value.

How many **times less** does focal loss charge for this image than cross-entropy does? It can be
derived from what is written here. Answer before you go on.""",
    right=100.0,
    tolerance=0.3,
    between=(0, 10_000),
    misconceptions={
        10.0: "That is $1 / (1 - p_t)$, with $\\gamma = 1$. What does the exponent do?",
        0.01: "That is the factor by which the charge is multiplied. How many times *less* is it?",
        1.2: "You took the power of $p_t$. The factor is a power of what is *missing* to 1.",
        5.0: "The exponent does not multiply: it says how often $1 - p_t$ stands as a factor.",
        20.0: "The exponent does not multiply: it says how often $1 - p_t$ stands as a factor.",
        2.0: "That is $\\gamma$ itself. Which number is raised to it?",
    },
    right_text="0.1 squared is one hundredth. Focal loss was made for detectors that look at a "
    "hundred thousand easy pieces of background per image, whose small charges add up to more "
    "than those of the few objects. An image at $p_t = 0.5$ is charged a quarter. Note what the "
    "factor does *not* know: which class is rare.",
    points=1,
    hints=[
        "Divide the one charge by the other. The logarithm cancels.",
        "What is left is $(1 - p_t)^\\gamma$, the share of the charge that stays.",
        "$1 - p_t$ is 0.1, and $\\gamma$ says to square it. Turn the result round.",
    ],
    minutes=3,
)
