"""Measure the speeds that the course promises, print them, and keep them with the machine's name.

Run by `make bench`; `make bench ARGS=--whole` also times `make test`, which takes minutes.
"""

import argparse
import datetime
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "README.md"
LESSON = 3
# Seconds: the limits of a lesson, of one that trains networks, and the sum of all lessons' aims.
LIMIT, LIMIT_WITH_NETWORKS, AIMS = 60.0, 90.0, 400.0
NETWORKS = (10, 13)


@dataclass(frozen=True)
class Row:
    """One measurement, in seconds unless written otherwise, beside what was promised."""

    what: str
    how: str
    measured: float
    limit: float
    written: Callable[[float], str] = field(default_factory=lambda: _duration)

    @property
    def cells(self) -> list[str]:
        kept = "yes" if self.measured <= self.limit else "**no**"
        return [
            self.what,
            self.written(self.measured),
            f"under {self.written(self.limit)}",
            kept,
            self.how,
        ]


def main() -> int:
    """Print the table and write it; return 1 when a promise is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--whole", action="store_true", help="also time `make test`")
    whole = parser.parse_args().whole
    os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", TF_ENABLE_ONEDNN_OPTS="0")
    rows = [
        time_import(),
        *time_data(),
        *time_checks(),
        *time_lessons(),
        time_deck(),
        *time_intervals(),
        time_scoreboard(),
        *time_explorers(),
        *time_card_fraud(),
        *(time_tests() if whole else []),
    ]
    page = describe(rows)
    print(page)
    RESULTS.write_text(page, encoding="utf-8")
    return int(any(row.measured > row.limit for row in rows))


def time_import() -> Row:
    """Time `import course_utils` against a Python that starts and ends."""
    bare = _median(lambda: _python("pass"), 15)
    with_course = _median(lambda: _python("import course_utils"), 15)
    how = "median of 15 fresh processes, less the median of 15 that import nothing"
    return Row("`import course_utils`", how, max(with_course - bare, 0.0), 0.05)


def time_checks() -> list[Row]:
    """Time the check of every exercise with its reference answer, as a notebook shows it."""
    from course_utils.lessons import check, course

    _forget_attempts()
    taken: list[float] = []
    for entry in course.exercises():
        answers = reference_answers(entry.definition)
        for _ in range(5):
            started = time.perf_counter()
            check(entry.id, *answers)._repr_html_()
            taken.append(time.perf_counter() - started)
    how = f"reference answers to {len(course.exercises())} exercises, 5 times each, one process"
    return [
        Row("a check, median", how, statistics.median(taken), 0.1),
        Row("a check, slowest", f"{how}; the first one loads the libraries", max(taken), 3.0),
    ]


def reference_answers(definition: object) -> list[object]:
    """Return what a learner who is right passes to `check`."""
    from course_utils.exercises import Exercise, Prediction, Question

    if isinstance(definition, Exercise):
        return [definition.solution]
    if isinstance(definition, Prediction):
        return [definition.right]
    assert isinstance(definition, Question)
    right = definition.right_keys if definition.several else min(definition.right_keys)
    return [right, *(reference_answers(definition.why) if definition.why else [])]


def time_data() -> list[Row]:
    """Time the loading of the slowest set of each kind, and the comparison of all files."""
    from course_utils.datasets import list_datasets, load_dataset, verify_data

    verifying = _once(verify_data)
    sets = list_datasets()
    sets["seconds"] = [_median(partial(load_dataset, name), 5) for name in sets["name"]]
    rows = [
        Row(
            f"`load_dataset`, slowest of {kind} sets (`{some['name'].iloc[-1]}`)",
            f"median of 5 loads, slowest of {len(some)} sets, libraries loaded before",
            some["seconds"].iloc[-1],
            2.0 if kind in {"text", "images"} else 1.0,
        )
        for kind, some in sets.sort_values("seconds").groupby("kind")
    ]
    how = f"all files of {len(sets)} sets, once, without the start of Python"
    return [*rows, Row("`course data verify`", how, verifying, 5.0)]


def time_lessons() -> list[Row]:
    """Time every lesson from a cold kernel; of those with networks weigh the memory too."""
    _forget_attempts()
    rows, total = [], 0.0
    for path in sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb")):
        number = int(path.name[:2])
        seconds, processor, peak = _lesson(path)
        total += seconds
        limit = LIMIT_WITH_NETWORKS if number in NETWORKS else LIMIT
        how = f"all cells, once; {_duration(processor)} of a processor, {_memory(peak)} at most"
        rows.append(Row(f"lesson {number} from a cold kernel", how, seconds, limit))
        if number in NETWORKS:
            rows.append(Row(f"lesson {number}, memory", "its kernel", peak, 2e9, _memory))
    return [*rows, Row("all lessons", "one after the other", total, AIMS)]


def _lesson(path: Path) -> tuple[float, float, float]:
    """Return the seconds, the processor's seconds and the bytes that a whole lesson takes."""
    import nbclient
    import nbformat

    notebook = nbformat.read(path, as_version=4)
    asked = (
        f"import sys, time\nsys.path.append({str(ROOT / 'benchmarks')!r})\n"
        "from peak_memory import peak_memory\nprint(time.process_time(), peak_memory())"
    )
    notebook.cells.append(nbformat.v4.new_code_cell(asked))
    with tempfile.TemporaryDirectory() as folder:
        run = nbclient.NotebookClient(notebook, resources={"metadata": {"path": folder}})
        seconds = _once(run.execute)
    processor, peak = notebook.cells[-1].outputs[0].text.split()
    return seconds, float(processor), float(peak)


def time_deck() -> Row:
    """Time the command that writes a lesson's deck."""
    course = Path(sys.executable).with_name("course")
    seconds = _once(lambda: _quietly([str(course), "slides", str(LESSON)]))
    return Row(f"`course slides {LESSON}`", "the whole command, once", seconds, 3.0)


def time_intervals() -> list[Row]:
    """Time the interval of average precision against a loop over scikit-learn's function."""
    return [_interval(share) for share in (0.01, 0.1, 0.5)]


def _interval(share: float) -> Row:
    import numpy as np
    from sklearn.metrics import average_precision_score

    from course_utils.evaluation import bootstrap_interval

    rng, n, resamples, looped = np.random.default_rng(0), 100_000, 1000, 20
    y = (np.arange(n) < share * n).astype(int)
    score = rng.normal(size=n) + 1.5 * y
    classes = [np.flatnonzero(y == label) for label in (0, 1)]

    def loop() -> None:
        for _ in range(looped):
            rows = np.concatenate([rng.choice(own, own.size) for own in classes])
            average_precision_score(y[rows], score[rows])

    slow = _once(loop) * resamples / looped
    fast = _median(
        lambda: bootstrap_interval(y, score, "average_precision", n_resamples=resamples), 3
    )
    how = (
        f"100,000 rows, 1,000 resamples, median of 3; a loop over scikit-learn's function takes "
        f"{_duration(slow)} (from {looped} resamples), {slow / fast:.0f} times as long; "
        "promised is a fiftieth"
    )
    return Row(f"interval of average precision, {share:.0%} positive", how, fast, slow / 50)


def time_scoreboard() -> Row:
    """Time a scoreboard by groups, of the size that the lessons show."""
    import numpy as np

    from course_utils.evaluation import scoreboard

    rng, n = np.random.default_rng(0), 26_000
    groups = rng.integers(0, 11_000, n)
    risk = rng.normal(size=11_000)[groups]
    y = (risk + rng.normal(size=n) > 2.4).astype(int)
    scores = {f"{i}": 1 / (1 + np.exp(3 - risk - rng.normal(size=n))) for i in range(5)}
    seconds = _median(lambda: scoreboard(y, scores, groups=groups), 3)
    how = "26,000 rows in 11,000 groups, 5 methods, 1,000 resamples, median of 3"
    return Row("a scoreboard by groups", how, seconds, 2.0)


# One slider after the other, to every place in turn; what follows a move is laid out too.
MOVES = """() => [...document.querySelectorAll("input[type=range]")].flatMap((slider) =>
  Array.from({length: 100}, (_, step) => {
    slider.value = step % (Number(slider.max) + 1);
    const begun = performance.now();
    slider.dispatchEvent(new Event("input"));
    slider.closest(".course-explorer").getBoundingClientRect();
    return (performance.now() - begun) / 1000;
  }))"""


def time_explorers() -> list[Row]:
    """Time a slider's move in each explorer, in Chromium; none where there is no Chromium."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        return []
    from playwright.sync_api import sync_playwright

    rows = []
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu"]
        page = playwright.chromium.launch(executable_path=chromium, args=flags).new_page()
        for name, html in _explorers().items():
            page.set_content(html)
            taken = page.evaluate(MOVES)
            how = f"median of {len(taken)} moves in Chromium, {len(html.encode()):,} bytes"
            rows.append(Row(f"a move in `{name}`", how, statistics.median(taken), 0.016))
    return rows


def _explorers() -> dict[str, str]:
    """Return each explorer of scores, on 26,000 rows, and one of stored results."""
    import numpy as np
    import pandas as pd

    from course_utils import plots

    rng = np.random.default_rng(0)
    score = rng.beta(0.5, 9, 26_000)
    y = (rng.random(score.size) < score).astype(int)
    frame = pd.DataFrame({"overlap": np.resize([0.2, 0.5, 0.8], y.size), "y_true": y})
    grid = pd.MultiIndex.from_product(
        [[0.2, 0.5, 0.8], [10, 30, 100, 300, 1000], ["boosting", "forest", "linear"]],
        names=["overlap", "n_positives", "learner"],
    )
    results = pd.DataFrame({"score": 0.5, "low": 0.4, "high": 0.6}, index=grid).reset_index()
    made = {
        "explore_threshold": plots.explore_threshold(y, score, cost_fp=1, cost_fn=10),
        "explore_prevalence": plots.explore_prevalence(y, score),
        "explore_costs": plots.explore_costs(y, score),
        "explore_learning": plots.explore_learning(results, frame.assign(y_score=score)),
    }
    return {name: explorer._repr_html_() for name, explorer in made.items()}


def time_card_fraud() -> list[Row]:
    """Time a million simulated purchases against the handbook's way, and look at the memory."""
    taken = {way: _card_fraud(way) for way in ("course", "handbook")}
    ours, theirs = taken["course"], taken["handbook"]
    how = (
        f"{ours['rows']:,.0f} rows, 10,000 terminals, 183 days, once, processor time; as the "
        f"handbook describes it {_duration(theirs['seconds'])} for {theirs['rows']:,.0f} rows, "
        f"{theirs['seconds'] / ours['seconds']:.0f} times as long; promised is a twentieth"
    )
    peaks = f"whole process; as the handbook describes it {_memory(theirs['peak'])}"
    return [
        Row("a million card purchases", how, ours["seconds"], theirs["seconds"] / 20),
        Row("a million card purchases, memory", peaks, ours["peak"], 1e9, _memory),
    ]


def _card_fraud(way: str) -> dict[str, float]:
    command = [sys.executable, str(ROOT / "benchmarks" / "card_fraud.py"), way]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def time_tests() -> list[Row]:
    """Time `make test`, whole."""
    # Neither make's own words nor ARGS, which make hands down, may reach the inner `make test`.
    outside = {
        key: value
        for key, value in os.environ.items()
        if key != "ARGS" and not key.startswith("MAKE")
    }
    seconds = _once(lambda: _quietly(["make", "test"], env=outside))
    return [Row("`make test`", "the whole command, once", seconds, 480.0)]


def describe(rows: list[Row]) -> str:
    """Return the page: the machine, then the table."""
    head = ["What", "Measured", "Promised", "Kept", "How"]
    lines = [head, ["---", "---:", "---:", "---", "---"], *(row.cells for row in rows)]
    table = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    return f"# Benchmarks\n\nWritten by `make bench`, {_machine()}.\n\n{table}\n"


def _machine() -> str:
    today = datetime.datetime.now(tz=datetime.UTC).date()
    memory = psutil.virtual_memory().total / 2**30
    load = psutil.getloadavg()[0]
    return (
        f"{today:%Y-%m-%d}, on {_processor()}, {psutil.cpu_count()} cores, {memory:.0f} GiB, "
        f"{platform.system()}, Python {platform.python_version()}, load average {load:.1f} after"
    )


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    if listed.is_file():
        for line in listed.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def _forget_attempts() -> None:
    os.environ["COURSE_STATE"] = str(Path(tempfile.mkdtemp(), "state.json"))


def _python(code: str) -> None:
    _quietly([sys.executable, "-c", code])


def _quietly(command: list[str], env: dict[str, str] | None = None) -> None:
    subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)


def _once(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def _median(action: Callable[[], object], times: int) -> float:
    return statistics.median(_once(action) for _ in range(times))


def _memory(size: float) -> str:
    return f"{size / 1e6:.0f} MB"


def _duration(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


if __name__ == "__main__":
    sys.exit(main())
