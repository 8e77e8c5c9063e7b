"""The outline's code stands on its slide as code, under a heading."""

from bs4 import BeautifulSoup

from course_utils.slides import build_decks


def test_published_snippet_is_shown_as_code_under_a_heading(tmp_path, deck_cells, notebook_file):
    source = 'snippet = """\nfrom sklearn.utils import resample\n\nresample([1])\n"""'
    cells = [
        deck_cells.markdown("# Title"),
        deck_cells.code(source, "subslide", name="published", tags=["published"]),
    ]
    notebook_file(tmp_path / "04_lesson.ipynb", cells)
    (path,) = build_decks([4], folder=tmp_path / "out", notebooks=tmp_path)
    soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    slide = soup.select(".slides > section > section")[-1]
    assert slide.h2.text == "The code, as published"
    shown = slide.select_one("pre").get_text()
    assert shown.strip() == "from sklearn.utils import resample\n\nresample([1])"
    assert slide.select(".k, .kn"), "the code has no colours"
