"""Nothing of the author's machine stays in an output that everybody sees."""

import pytest
from nbformat.v4 import new_code_cell, new_output

from course_utils.authoring._outputs import unwanted_outputs


def found(output):
    return list(unwanted_outputs([new_code_cell("x", metadata={"id": "it"}, outputs=[output])]))


def printed(text):
    return new_output("stream", name="stdout", text=text)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("saved in /home/ada/figures/a.png", "a path of this machine"),
        ('File "/tmp/ipykernel_42/1.py", line 2', "a path of this machine"),
        (r"C:\Users\ada\a.png", "a path of this machine"),
        ("<object object at 0x7f0c1b2a3d40>", "an address in memory"),
        ("Wall time: 3.2 s", "a live timing"),
    ],
)
def test_trace_of_the_machine_is_named(text, what):
    (sentence,) = found(printed(text))
    assert "cell 'it'" in sentence
    assert what in sentence


@pytest.mark.parametrize(
    "text", ["0.302 [0.270, 0.338]", "https://x.org/home/page", "a </var> b/tmp", "and/or /"]
)
def test_ordinary_text_is_left_alone(text):
    assert found(printed(text)) == []
    assert found(new_output("display_data", data={"text/html": f"<p>{text}</p>"})) == []


def test_html_is_searched_as_well():
    assert found(new_output("display_data", data={"text/html": "<b>/root/a.csv</b>"}))


def test_error_is_named():
    error = new_output("error", ename="KeyError", evalue="'a'", traceback=[])
    (sentence,) = found(error)
    assert "an error" in sentence
    assert "KeyError" in sentence
