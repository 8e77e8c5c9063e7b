"""Exercise 13.3: predict by how much focal loss turns an easy image of the rare class down."""

from course_utils.exercises import Prediction

EXERCISE = Prediction(
    prompt="""\
A network looks at a T-shirt and then at a *shirt*, the rare class. Each time it gives the *right*
class a probability of 0.9. Call the probability of the true class $p_t$. Cross-entropy, which is
the log-loss, charges $-\\log\\,p_t$ for an image.

**Focal loss** charges $-(1 - p_t)^\\gamma \\, \\log\\,p_t$. Take $\\gamma = 2$, the usual value.

How many **times less** does focal loss charge **for the shirt** than cross-entropy does? It can be
derived from what is written here. Answer before you go on.""",
    right=100.0,
    tolerance=0.005,
    between=(0, 10_000),
    misconceptions={
        1.0: "You keep the rare class whole. Where does the formula say which class is rare?",
        10.0: "That is $1 / (1 - p_t)$, with $\\gamma = 1$. What does the exponent do?",
        0.01: "That is what the charge is multiplied by. How many times *less* is it?",
        99.0: "That is the percentage saved. How often does the one charge go into the other?",
        81.0: "You squared $p_t$. The factor is a power of what is *missing* to 1.",
        0.81: "You squared $p_t$. The factor is a power of what is *missing* to 1.",
        1.235: "You squared $p_t$. The factor is a power of what is *missing* to 1.",
        0.105: "That is the charge of cross-entropy itself. Divide it by that of focal loss.",
        0.001: "That is the charge of focal loss itself. How often does it go into the other one?",
        5.0: "The exponent does not multiply: it says how often $1 - p_t$ stands as a factor.",
        20.0: "The exponent does not multiply: it says how often $1 - p_t$ stands as a factor.",
        2.0: "That is $\\gamma$ itself. Which number is raised to it?",
    },
    right_text="0.1 squared is one hundredth, and the shirt is turned down as much as the "
    "T-shirt: the formula knows what is *easy*, not what is *rare*. Focal loss was made for "
    "detectors that look at a hundred thousand easy pieces of background per image, whose small "
    "charges add up to more than those of the few objects. An image at $p_t = 0.5$ is charged a "
    "quarter. (The paper also gives each class a weight of its own; it is left out here.)",
    points=1,
    hints=[
        "Divide the one charge by the other. The logarithm cancels.",
        "What is left is $(1 - p_t)^\\gamma$, the share of the charge that stays. Does it ask for "
        "the class?",
        "$1 - p_t$ is 0.1, and $\\gamma$ says to square it. Turn the result round.",
    ],
    minutes=3,
)
