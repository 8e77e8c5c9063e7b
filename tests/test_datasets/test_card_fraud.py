"""The simulator: what it promises to a lesson, and that its probabilities are true."""

import hashlib
import inspect
import itertools
import os
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score, log_loss, roc_auc_score

from course_utils.datasets import BadArgument, DamagedFile, make_card_fraud
from course_utils.datasets._card_fraud import _episodes, _habits, _make, _places
from course_utils.files import shipped_folder

MANY_FRAUDS = {"prevalence": 0.1}
DIALS = {
    "default": {},
    "frequent": {"prevalence": 0.2, "overlap": 0.3},
    "rare and hidden": {"prevalence": 0.003, "overlap": 0.7},
    "drifting": {"prevalence": (0.005, 0.05), "overlap": (0.2, 0.7)},
}


@pytest.fixture(scope="module")
def made():
    """Make a frame once for the tests that only look."""
    kept = {}

    def make(seed=0, **arguments):
        key = (seed, *sorted(arguments.items()))
        if key not in kept:
            kept[key] = make_card_fraud(**arguments, random_state=seed)
        return kept[key]

    return make


def several(made, **arguments):
    """Return frames of four seeds, of 60,000 purchases each."""
    return [
        made(seed, n_customers=1500, n_terminals=1500, n_days=40, **arguments) for seed in range(4)
    ]


def digest(frame):
    columns = [*frame.drop(columns="kind").items(), ("kind", frame["kind"].cat.codes)]
    return hashlib.sha256(
        b"".join(values.to_numpy().tobytes() for _, values in columns)
    ).hexdigest()


def test_frame_has_the_documented_columns_and_dtypes(made):
    frame = made(n_customers=500, n_days=40)
    assert frame.shape == (20_000, 14)
    real = {"amount", "usual_amount", "hour", "distance", "fraud_probability"}
    for column in frame.columns.drop("kind"):
        assert frame[column].dtype == ("float64" if column in real else "int64")
        assert f"``{column}``" in make_card_fraud.__doc__
        assert f"| `{column}` |" in frame.attrs["DESCR"]
    assert frame["kind"].cat.categories.tolist() == ["none", "amount", "terminal", "card"]
    assert not frame.isna().any(axis=None)


def test_rows_are_in_order_of_time_and_times_agree(made):
    frame = made()
    assert frame["time"].is_monotonic_increasing
    assert frame["transaction_id"].tolist() == list(range(len(frame)))
    assert frame["day"].min() == 0
    assert frame["day"].max() == 89
    assert (frame["time"] // 86_400 == frame["day"]).all()
    np.testing.assert_allclose(frame["time"] % 86_400 / 3600, frame["hour"], atol=1e-4)


def test_values_are_rounded_to_cents_and_metres(made):
    frame = made()
    for column, unit in {"amount": 100, "usual_amount": 100, "distance": 1000}.items():
        assert (frame[column] == (frame[column] * unit).round() / unit).all()
    assert (frame["amount"] > 0).all()


def test_frame_says_that_it_is_synthetic_and_how_it_was_made(made):
    attrs = made(prevalence=0.02).attrs
    assert attrs["synthetic"] is True
    assert "SYNTHETIC" in attrs["DESCR"]
    assert "SYNTHETIC" in make_card_fraud.__doc__.splitlines()[0]
    assert set(attrs["features"]).isdisjoint({"fraud", "kind", "fraud_probability"})
    again = make_card_fraud(**attrs["arguments"])
    pd.testing.assert_frame_equal(again, made(prevalence=0.02))


def test_frames_can_be_put_together_and_compared(made):
    both = pd.concat([made(), made(1)])
    assert len(both) == 180_000
    assert both.attrs.get("synthetic", True)


def test_label_and_kind_agree(made):
    frame = made()
    assert ((frame["kind"] != "none") == (frame["fraud"] == 1)).all()


def test_customers_keep_their_habits(made):
    frame = made()
    assert (frame.groupby("customer")["usual_amount"].nunique() == 1).all()
    honest = frame[frame["fraud"] == 0]
    ratio = honest["amount"] / honest["usual_amount"]
    assert ratio.median() == pytest.approx(1, abs=0.03)
    assert honest["usual_amount"].between(5, 100).all()
    counts = frame["customer"].value_counts()
    assert counts.max() > 3 * counts.median() / 2
    assert counts.sum() == 90_000


def test_distance_belongs_to_customer_and_terminal(made):
    frame = made()
    assert frame.groupby(["customer", "terminal"])["distance"].nunique().max() == 1


def test_purchases_follow_a_poisson_law_given_the_customer():
    frame = make_card_fraud(n_customers=200, n_days=400, random_state=0)
    daily = frame.groupby(["customer", "day"]).size().unstack(fill_value=0)
    dispersion = daily.var(axis=1) / daily.mean(axis=1)
    assert dispersion.mean() == pytest.approx(1, abs=0.02)


def test_every_customer_has_terminals_in_reach_and_all_in_reach_are_known():
    places = _places.draw_places(np.random.default_rng(0), 300, 150)
    way = places.homes[:, None] - places.terminals[None]
    in_reach = (way**2).sum(axis=2) <= _places.REACH**2
    assert in_reach.any(axis=1).all()
    for customer, known in enumerate(np.split(places.near, places.first[1:-1])):
        assert known.tolist() == np.flatnonzero(in_reach[customer]).tolist()


@pytest.mark.parametrize("far", [False, True])
def test_each_terminal_in_reach_and_each_out_of_reach_is_drawn_equally_often(far):
    rng = np.random.default_rng(0)
    places = _places.draw_places(rng, 100, 100)
    who = int(np.argmax(np.diff(places.first)))
    customer = np.full(50_000, who)
    drawn = places.choose_terminals(rng, customer, np.full(len(customer), far))
    near = places.near[places.first[who] : places.first[who + 1]]
    wanted = np.setdiff1d(np.arange(100), near) if far else near
    counts = np.bincount(drawn, minlength=100)
    assert np.flatnonzero(counts).tolist() == wanted.tolist()
    expected = len(customer) / len(wanted)
    assert np.abs(counts[wanted] - expected).max() < 5 * np.sqrt(expected)


def test_honest_purchases_out_of_reach_are_as_rare_as_documented(made):
    honest = made().query("fraud == 0")
    assert (honest["distance"] > 5).mean() == pytest.approx(0.06 * 0.5, abs=0.003)


def test_amount_frauds_are_large_and_strike_anywhere(made):
    frame = made(**MANY_FRAUDS)
    frauds = frame.query("kind == 'amount'")
    assert (frauds["amount"] / frauds["usual_amount"]).median() == pytest.approx(9, rel=0.1)
    assert frauds["customer"].value_counts().max() < 15
    assert (frauds["distance"] > 5).mean() < 0.06
    assert (frauds["hour"] < 6).mean() < 0.03


def test_terminal_frauds_strike_half_of_the_purchases_for_four_weeks(made):
    frame = made()
    struck = frame.query("kind == 'terminal'").groupby("terminal")["day"]
    span = struck.max() - struck.min() + 1
    assert span.median() <= 28
    single = span[(span > 14) & (span <= 28)].index[:50]
    for terminal in single:
        first, last = struck.min()[terminal], struck.max()[terminal]
        there = frame[(frame["terminal"] == terminal) & frame["day"].between(first, last)]
        assert 0.2 < (there["kind"] == "terminal").mean() < 0.9
    frauds = frame.query("kind == 'terminal'")
    assert (frauds["amount"] / frauds["usual_amount"]).median() == pytest.approx(1, abs=0.15)
    assert (frauds["hour"] < 6).mean() == pytest.approx(0.5, abs=0.09)


def test_stolen_cards_are_used_far_away_for_a_fortnight_with_larger_amounts(made):
    frame = made()
    frauds = frame.query("kind == 'card'")
    by_card = frauds.groupby("customer")["day"]
    assert (by_card.max() - by_card.min()).median() < 14
    assert (frauds["amount"] / frauds["usual_amount"]).median() == pytest.approx(6, rel=0.15)
    assert (frauds["distance"] > 5).mean() == pytest.approx(0.515, abs=0.08)
    assert frauds.groupby("customer").size().mean() > 2.5


def test_window_counts_what_happened_at_the_terminal():
    frame = make_card_fraud(n_customers=300, n_terminals=100, n_days=80, overlap=0, random_state=0)
    for row in frame.query("day >= 35").sample(40, random_state=0).itertuples():
        window = frame[
            (frame["terminal"] == row.terminal) & frame["day"].between(row.day - 35, row.day - 8)
        ]
        assert row.terminal_visits == len(window)
        # At overlap 0 every case is traced.
        assert row.terminal_cases == (window["kind"] == "terminal").sum()


def test_first_days_are_like_any_other(made):
    frame = made(n_customers=2000, n_terminals=1000)
    early, late = frame.query("day < 10"), frame.query("day >= 80")
    assert early["terminal_visits"].mean() == pytest.approx(
        late["terminal_visits"].mean(), rel=0.02
    )
    assert early["terminal_cases"].mean() == pytest.approx(late["terminal_cases"].mean(), rel=0.5)


@pytest.mark.parametrize("dials", DIALS.values(), ids=DIALS)
def test_probabilities_are_calibrated(made, dials):
    frames = several(made, **dials)
    edges = np.quantile(pd.concat(frames)["fraud_probability"], [0, 0.5, 0.8, 0.9, 0.97, 0.99, 1])
    for low, high in itertools.pairwise(edges):
        excess, spread = 0.0, 0.0
        expected = 0.0
        for frame in frames:
            part = frame[frame["fraud_probability"].between(low, high)]
            # Frauds of one card or terminal come together: their errors are summed first.
            residual = part["fraud"] - part["fraud_probability"]
            excess += residual.sum()
            expected += part["fraud_probability"].sum()
            spread += max(
                (residual.groupby(part[group]).sum() ** 2).sum()
                for group in ("customer", "terminal")
            )
        assert abs(excess) < 3.5 * np.sqrt(spread), (low, high, excess, expected)
        assert abs(excess) < 0.2 * expected + 15


@pytest.mark.parametrize("column", ["terminal_cases", "terminal_visits", "usual_amount", "day"])
def test_probabilities_are_calibrated_along_each_feature(made, column):
    frame = pd.concat(several(made, **DIALS["frequent"]))
    part = pd.cut(frame[column], 6)
    residual = frame["fraud"] - frame["fraud_probability"]
    for excess, expected in zip(
        residual.groupby(part, observed=True).sum(),
        frame["fraud_probability"].groupby(part, observed=True).sum(),
        strict=True,
    ):
        assert abs(excess) < 6 * np.sqrt(expected)


def test_no_model_of_the_same_features_does_better():
    train = make_card_fraud(3000, 3000, 50, prevalence=0.1, random_state=0)
    test = make_card_fraud(2000, 2000, 50, prevalence=0.1, random_state=1)
    features, y, truth = train.attrs["features"], test["fraud"], test["fraud_probability"]
    model = HistGradientBoostingClassifier(
        learning_rate=0.1, min_samples_leaf=100, early_stopping=True, random_state=0
    )
    score = model.fit(train[features], train["fraud"]).predict_proba(test[features])[:, 1]
    assert log_loss(y, truth) < log_loss(y, score)
    assert average_precision_score(y, truth) > average_precision_score(y, score)
    assert roc_auc_score(y, truth) > roc_auc_score(y, score)
    # It comes near: what the truth uses is in the features.
    assert log_loss(y, score) < 1.05 * log_loss(y, truth)
    assert roc_auc_score(y, score) > roc_auc_score(y, truth) - 0.02


@pytest.mark.parametrize("prevalence", [0.001, 0.01, 0.1, 0.5])
def test_prevalence_is_hit(made, prevalence):
    shares = [frame["fraud"].mean() for frame in several(made, prevalence=prevalence)]
    # A series brings about five frauds, so the error is that of a fifth as many draws.
    error = np.sqrt(5 * prevalence / 240_000)
    assert np.mean(shares) == pytest.approx(prevalence, abs=4 * error)


def test_kinds_have_their_documented_shares(made):
    frames = pd.concat(several(made, prevalence=0.1))
    shares = frames.query("fraud == 1")["kind"].value_counts(normalize=True)
    for kind, share in {"amount": 0.25, "terminal": 0.35, "card": 0.40}.items():
        assert shares[kind] == pytest.approx(share, abs=0.02)


def test_frauds_show_without_error_at_overlap_0(made):
    frame = made(overlap=0)
    assert set(frame["fraud_probability"]) == {0, 1}
    assert (frame["fraud_probability"] == frame["fraud"]).all()


def test_nothing_tells_frauds_apart_at_overlap_1(made):
    frame = made(overlap=1)
    assert frame["fraud_probability"].between(0.0099, 0.0101).all()
    assert (frame["terminal_cases"] == 0).all()


def test_bayes_auc_falls_with_the_overlap(made):
    aucs = []
    for overlap in np.linspace(0, 1, 9):
        frame = made(overlap=float(overlap), prevalence=0.1)
        # Of the population: from probabilities, not from the labels that came out.
        p = frame["fraud_probability"]
        aucs.append(
            roc_auc_score(
                np.repeat([1, 0], len(p)), np.tile(p, 2), sample_weight=np.append(p, 1 - p)
            )
        )
    assert np.all(np.diff(aucs) < 0)
    assert aucs[0] == pytest.approx(1)
    assert aucs[-1] == pytest.approx(0.5, abs=0.001)


def test_prevalence_leaves_the_bayes_auc_alone(made):
    aucs = []
    for prevalence in (0.005, 0.02, 0.1):
        frame = pd.concat(several(made, prevalence=prevalence))
        aucs.append(roc_auc_score(frame["fraud"], frame["fraud_probability"]))
    assert max(aucs) - min(aucs) < 0.02


def test_days_are_alike_without_drift_and_follow_the_line_with_it(made):
    steady = pd.concat(several(made, prevalence=0.02))
    drifting = pd.concat(several(made, prevalence=(0.01, 0.05)))
    for frame, first, last in ((steady, 0.02, 0.02), (drifting, 0.01, 0.05)):
        by_five_days = frame.groupby(frame["day"] // 5)["fraud"].mean()
        line = np.linspace(first, last, 40).reshape(8, 5).mean(axis=1)
        np.testing.assert_allclose(by_five_days, line, rtol=0.25)


def test_drift_of_the_overlap_makes_late_frauds_harder_to_see(made):
    frame = made(prevalence=0.05, overlap=(0.2, 0.8))
    early, late = frame.query("day < 30"), frame.query("day >= 60")
    scores = [roc_auc_score(part["fraud"], part["fraud_probability"]) for part in (early, late)]
    assert scores[0] > scores[1] + 0.05


def test_law_of_the_window_is_that_of_drawn_episodes():
    rng = np.random.default_rng(0)
    episodes = _episodes.draw_episodes(rng, 20_000, np.linspace(0.1, 0.3, 80), 28)
    law = _episodes.window_law(episodes.chance)
    for day in (0, len(law) - 1):
        now = _episodes.EVE + day
        within = episodes.active[:, now - 35 : now - 7].sum(axis=1)
        for state in (0, 1):
            seen = np.bincount(within[episodes.active[:, now] == state], minlength=29) / 20_000
            np.testing.assert_allclose(law[day, state], seen, atol=0.006)
        assert law[day].sum() == pytest.approx(1)
        assert law[day, 1].sum() == pytest.approx(episodes.share[now])


def test_likelihoods_are_those_of_the_drawn_values():
    rng = np.random.default_rng(0)
    n, overlap = 400_000, 0.6
    blur = np.full(n, overlap)
    cells = _habits.Looks(
        amount=np.arange(_habits.GRID),
        quarter=np.full(_habits.GRID, 50),
        far=np.zeros(_habits.GRID, dtype=bool),
    ).likelihoods(np.full(_habits.GRID, overlap))
    for kind in range(4):
        drawn = _habits.draw_amounts(rng, np.full(n, kind, dtype=np.int8), blur)
        seen = np.bincount(drawn, minlength=_habits.GRID) / n
        np.testing.assert_allclose(cells[kind] / cells[kind].sum(), seen, atol=0.001)
    cells = _habits.Looks(
        amount=np.full(96, 90), quarter=np.arange(96), far=np.zeros(96, dtype=bool)
    ).likelihoods(np.full(96, overlap))
    for kind in range(4):
        drawn = _habits.draw_quarters(rng, np.full(n, kind, dtype=np.int8), blur)
        seen = np.bincount(drawn, minlength=96) / n
        np.testing.assert_allclose(cells[kind] / cells[kind].sum(), seen, atol=0.001)


@settings(max_examples=15, deadline=None)
@given(
    n_customers=st.integers(100, 400),
    n_terminals=st.integers(100, 400),
    n_days=st.integers(1, 30),
    prevalence=st.floats(0.1, 0.5),
    overlap=st.floats(0, 1),
    seed=st.integers(0, 2**32),
)
def test_any_allowed_arguments_give_a_sound_frame(
    n_customers, n_terminals, n_days, prevalence, overlap, seed
):
    frame = make_card_fraud(
        n_customers,
        n_terminals,
        n_days,
        prevalence=prevalence,
        overlap=overlap,
        random_state=seed,
    )
    assert len(frame) == n_customers * n_days
    assert frame["fraud_probability"].between(0, 1).all()
    assert frame["customer"].between(0, n_customers - 1).all()
    assert frame["terminal"].between(0, n_terminals - 1).all()
    assert (frame["terminal_cases"] <= frame["terminal_visits"]).all()
    assert frame["hour"].between(0, 24, inclusive="left").all()


def test_seed_decides_all_and_generators_move_on():
    small = {"n_customers": 200, "n_days": 30}
    one, same, other = (make_card_fraud(**small, random_state=seed) for seed in (1, 1, 2))
    assert digest(one) == digest(same) != digest(other)
    rng = np.random.default_rng(1)
    first, second = (make_card_fraud(**small, random_state=rng) for _ in range(2))
    assert digest(first) == digest(one) != digest(second)
    assert digest(make_card_fraud(**small)) != digest(make_card_fraud(**small))


# Numpy 2.4 on each Python and processor; a change of the simulator changes it, and the lessons.
EXPECTED = "8c9dc45544c65905ef7453e71f1f1c6bcd8df9ada640fdbffec61c0e5947c658"
IMPORTS = "import hashlib\nfrom course_utils.datasets import make_card_fraud"


def made_for_digest():
    """Return the digest of a frame in which every dial moves."""
    return digest(
        make_card_fraud(800, 500, 60, prevalence=(0.01, 0.1), overlap=(0.3, 0.6), random_state=20)
    )


def test_bytes_are_the_known_ones():
    assert made_for_digest() == EXPECTED


def test_bytes_do_not_hang_on_the_processor():
    from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

    found = [name for name in __cpu_dispatch__ if __cpu_features__.get(name)]
    parts = map(inspect.getsource, (digest, made_for_digest))
    program = "\n".join([IMPORTS, *parts, "print(made_for_digest())"])
    run = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "NPY_DISABLE_CPU_FEATURES": " ".join(found)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == EXPECTED


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"n_customers": 0}, "'n_customers' is a whole number, 100 or more; got 0."),
        ({"n_customers": -5}, "got -5"),
        ({"n_customers": 1000.0}, "got 1000.0"),
        ({"n_customers": True}, "got True"),
        ({"n_terminals": 99}, "'n_terminals' is a whole number, 100 or more; got 99."),
        ({"n_terminals": "many"}, "got 'many'"),
        ({"n_days": 0}, "'n_days' is a whole number, 1 or more; got 0."),
        ({"prevalence": 0}, "above 0 and at most 0.5; got 0"),
        ({"prevalence": 0.51}, "above 0 and at most 0.5; got 0.51"),
        ({"prevalence": float("nan")}, "got nan"),
        ({"prevalence": "1 %"}, "one number, or two for the first and the last day; got '1 %'"),
        ({"prevalence": (0.1, 0.2, 0.3)}, "one number, or two"),
        ({"prevalence": (0.1, 0.9)}, "at most 0.5; got (0.1, 0.9)"),
        ({"prevalence": 1e-5}, "means 0.9 frauds among 90,000 purchases"),
        ({"overlap": -0.1}, "from 0 (frauds show) to 1 (frauds look like any purchase); got -0.1"),
        ({"overlap": 1.5}, "got 1.5"),
        ({"overlap": None}, "'overlap' is one number, or two"),
        ({"random_state": -1}, "'random_state' is a whole number, 0 or more; got -1"),
        ({"random_state": "seed"}, "got 'seed'"),
        ({"random_state": np.random.RandomState(0)}, "a numpy Generator or None; got RandomState"),
        (
            {"n_customers": 10**9},
            "at most 20,000,000, for memory's sake; got 1,000,000,000 times 90",
        ),
        ({"n_terminals": 10**6}, "'n_terminals' times 'n_days' is at most 20,000,000"),
    ],
)
def test_bad_argument_is_told_in_a_sentence_with_a_way_out(arguments, sentence):
    with pytest.raises(BadArgument) as told:
        make_card_fraud(**arguments)
    assert sentence in str(told.value)
    assert str(told.value).endswith(".")
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("content", [None, b"\xff\xfe\xfa"], ids=["missing", "not text"])
def test_lost_card_is_told_in_a_sentence(content, tmp_path, monkeypatch):
    (tmp_path / "cards").mkdir()
    if content:
        (tmp_path / "cards" / "card_fraud.md").write_bytes(content)
    monkeypatch.setattr(_make, "shipped_folder", lambda name: tmp_path)
    with pytest.raises(DamagedFile, match=r"The card 'data/cards/card_fraud\.md' cannot be read"):
        make_card_fraud(n_customers=100, n_terminals=100, prevalence=0.1)


def test_card_tells_the_numbers_that_the_simulator_uses(made):
    card = " ".join(
        (shipped_folder("data") / "cards" / "card_fraud.md").read_text("utf-8").split()
    )
    frame = made()
    auc = roc_auc_score(frame["fraud"], frame["fraud_probability"])
    assert auc == pytest.approx(0.95, abs=0.015)
    best = average_precision_score(frame["fraud"], frame["fraud_probability"])
    assert best == pytest.approx(0.5, abs=0.05)
    assert "ROC AUC near .95, average precision near .5 |" in card
    factor = {kind: np.exp(_habits.STEP * shift) for kind, shift in _habits.SHIFT.items()}
    assert f"{factor[_habits.AMOUNT]:.0f} times as large at overlap 0" in card
    assert f"{factor[_habits.CARD]:.0f} times as large at overlap 0" in card
    assert round(np.sqrt(factor[_habits.AMOUNT])) == 9
    assert round(np.sqrt(factor[_habits.CARD])) == 6
