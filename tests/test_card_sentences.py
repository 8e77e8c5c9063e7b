"""Numbers in the prose of the cards of sets from UCI are measured on the data."""

import numpy as np
import pandas as pd
import pytest
from scipy.ndimage import label
from sklearn.ensemble import HistGradientBoostingClassifier, IsolationForest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from course_utils.datasets import load_dataset


def card_of(loaded):
    return " ".join(loaded.DESCR.split())


def two_digits(share):
    """Write a share as the cards do: .84."""
    return f"{share:.2f}".removeprefix("0")


def shares_pixels(loaded, test, train):
    """Return the share of test rows that show a pixel which a training row shows too."""
    near = np.zeros((84, 102), dtype=bool)
    place = loaded.frame[["row", "column"]].to_numpy()
    near[tuple(place[train].T + 2)] = True
    reach = [near[tuple((place[test] + (a, b)).T)] for a in range(5) for b in range(5)]
    return np.any(reach, axis=0).mean()


def satimage_sentences(loaded):
    """Measure what the prose of the satimage card says."""
    frame, positive = loaded.frame, loaded.target == 1
    test = (loaded.split == "test").to_numpy()
    assert shares_pixels(loaded, test, ~test) == 1
    scene = frame.pivot_table(index="row", columns="column", values="soil", aggfunc="first")
    beside = [scene.to_numpy()[:, :-1].ravel(), scene.to_numpy()[:, 1:].ravel()]
    below = [scene.to_numpy()[:-1].ravel(), scene.to_numpy()[1:].ravel()]
    pairs = pd.DataFrame(np.hstack([beside, below]).T).dropna()
    patches = label((scene == "damp grey soil").to_numpy())[1]
    means = frame.groupby("soil", observed=True)[loaded.feature_names].mean()
    assert (means.loc["damp grey soil"] < means.loc["grey soil"]).all()
    assert (means.loc["damp grey soil"] > means.loc["very damp grey soil"]).all()
    for _, part in frame.groupby("split", observed=True):
        assert (part["row"] * 98 + part["column"]).is_monotonic_increasing
    aucs = [roc_auc_score(loaded.target, column) for _, column in loaded.data.items()]
    green = loaded.data["green_22"]
    distance = roc_auc_score(loaded.target, -(green - green[positive].median()).abs())
    return [
        f"{(pairs[0] == pairs[1]).mean() * 100:.0f} % of the pairs that lie side by side",
        f"The {positive.sum()} positive rows form {patches} patches of ground",
        f"{loaded.groups[positive].nunique()} of which hold a positive row",
        f"AUC at most {two_digits(max(*aucs, 1 - min(aucs)))}",
        f"does better ({two_digits(distance)})",
        "No row repeats another's features",
    ]


def page_blocks_sentences(loaded):
    """Measure what the prose of the page_blocks card says."""
    frame, measures = loaded.frame, loaded.feature_names
    repeated = frame[loaded.data.duplicated(keep=False)].assign(binary=loaded.target)
    unlike = {
        question: (repeated.groupby(measures)[question].transform("nunique") > 1).sum()
        for question in ("block", "binary")
    }
    counts, ink = frame["block"].value_counts(), frame.groupby("block", observed=True)["p_black"]
    lines = counts["horizontal line"] + counts["vertical line"]
    assert round(lines / loaded.target.sum() * 4) == 3
    tail = frame["mean_tr"].max() / frame["mean_tr"].median()
    trial = roc_auc_score(loaded.target, frame["mean_tr"])
    return [
        f"text ({counts['text']:,} rows), horizontal line ({counts['horizontal line']}), "
        f"graphic ({counts['graphic']}), vertical line ({counts['vertical line']}) and picture "
        f"({counts['picture']})",
        f"half of the blocks of class 3 are at least {ink.median()['picture'] * 100:.0f} % black",
        f"of class 5 at least {ink.median()['graphic'] * 100:.0f} %",
        f"the largest `mean_tr` is {tail:,.0f} times its median",
        f"{loaded.data.duplicated().sum()} rows have the features of an earlier row",
        f"{unlike['binary']} rows for two classes, {unlike['block']} for five",
        f"`mean_tr` alone has an AUC of {two_digits(trial)}",
    ]


def abalone_sentences(loaded):
    """Measure what the prose of the abalone_19 card says."""
    frame, rings = loaded.frame, loaded.frame["rings"]
    neighbours = {name: frame[name].autocorr() for name in ("length", "rings")}
    quarters = [int(part.sum()) for part in np.array_split(loaded.target.to_numpy(), 4)]
    aucs = [roc_auc_score(loaded.target, frame[name]) for name in loaded.numeric]
    inside = frame["shucked_weight"] + frame["viscera_weight"] + frame["shell_weight"]
    heavy = frame["shucked_weight"] > frame["whole_weight"]
    infants = (frame["sex"][loaded.target == 1] == "I").sum()
    assert (rings.min(), rings.max()) == (1, 29)
    assert quarters[0] == 17
    assert quarters[1] == 0
    assert (frame["height"] == 0).sum() == 2
    assert frame["height"].nlargest(3).iloc[1] > 2 * frame["height"].nlargest(3).iloc[2]
    assert heavy.sum() == 4
    assert frame[loaded.numeric].corr().min().min() > 0.77
    return [
        f"{(rings == 18).sum()} animals have 18 rings and {(rings == 20).sum()} have 20",
        f"{two_digits(neighbours['length'])} for length and "
        f"{two_digits(neighbours['rings'])} for rings",
        f"of the {loaded.target.sum()} positives {quarters[0]} stand in the first quarter",
        f"best AUC {two_digits(max(aucs))}, `shell_weight`",
        f"in {(inside > frame['whole_weight']).sum()} meat, gut and shell weigh more",
        f"{infants} of the {loaded.target.sum()} positives carry it",
        "No row repeats another's features",
    ]


def yeast_sentences(loaded):
    """Measure what the prose of the yeast card says, for both of its questions."""
    frame, scores = loaded.frame, loaded.feature_names
    twice = frame[frame["name"].duplicated(keep=False)].groupby("name")
    assert (twice[scores].nunique() == 1).all().all()
    assert (twice["site"].nunique() == 1).all()
    repeats = loaded.data.duplicated()
    alike = frame[loaded.data.duplicated(keep=False)]
    assert (alike.groupby(scores)["site"].nunique() == 1).all()
    assert "ME2" not in set(alike["site"])

    def auc(site, score):
        value = roc_auc_score(frame["site"] == site, frame[score])
        return two_digits(max(value, 1 - value))

    erl = frame["erl"] == 1
    assert auc("ME1", "mcg") == auc("ME1", "gvh") == ".97"
    assert max(auc("ME2", score) for score in scores) == auc("ME2", "mcg")
    return [
        f"{twice.ngroups} names occur twice",
        f"Another {repeats.sum() - twice.ngroups} rows repeat the scores of an earlier row",
        f"`alm` has an AUC of {auc('ME3', 'alm')} for ME3",
        f"For ME2 the best is `mcg`, with {auc('ME2', 'mcg')}",
        f"`erl` is 1 for all {(frame['site'][erl] == 'ERL').sum()} rows of ERL and for "
        f"{(frame['site'][erl] != 'ERL').sum()} others",
        f"constant but for {erl.sum()} and {(frame['pox'] > 0).sum()} rows",
        f"{repeats.sum()} rows have the scores of an earlier row, always with the same label",
    ]


def shuttle_sentences(loaded):
    """Measure what the prose of the shuttle card says."""
    frame, data = loaded.frame, loaded.data
    assert max(abs(data[name].autocorr()) for name in data) < 0.01
    rule = data["f1"] > 68
    assert not (rule & (loaded.target == 0)).any()
    auc = {
        name: f"{max(value, 1 - value):.3f}".removeprefix("0")
        for name in ("f1", "f7", "f9")
        for value in [roc_auc_score(loaded.target, data[name])]
    }
    assert ((data["f3"] - data["f1"] - data["f7"]).abs() <= 1).all()
    near = ((data["f8"] - data["f7"] - data["f9"]).abs() <= 1).mean()
    assert data["f2"].abs().quantile(0.99) == 8
    return [
        f"`f9` has an AUC of {auc['f9']}, `f7` of {auc['f7']} (low values are outliers) and `f1` "
        f"of {auc['f1']}",
        f"alone finds {rule.sum():,} of the {loaded.target.sum():,} outliers",
        f"`f9` is `f8` - `f7` up to 1 in {near * 100:.0f} %",
        f"its largest value is {data['f2'].max():,}",
        f"{(frame['anomaly'] == 'normal').sum():,} are in state 1",
        "No row repeats another's features",
    ]


SENTENCES = {
    "abalone_19": abalone_sentences,
    "page_blocks": page_blocks_sentences,
    "satimage": satimage_sentences,
    "shuttle": shuttle_sentences,
    "yeast": yeast_sentences,
}


@pytest.mark.parametrize("name", SENTENCES)
def test_numbers_in_the_prose_of_a_card_are_measured(name):
    loaded = load_dataset(name)
    for sentence in SENTENCES[name](loaded):
        assert sentence in card_of(loaded)


@pytest.mark.parametrize("name", SENTENCES)
def test_card_that_denies_repeated_rows_is_right(name):
    loaded = load_dataset(name)
    denied = "No row repeats another's features" in card_of(loaded)
    assert denied == (not loaded.data.duplicated().any())


def test_measures_of_a_page_block_agree_with_each_other():
    frame = load_dataset("page_blocks").frame
    ratios = {
        "eccen": frame["length"] / frame["height"],
        "p_black": frame["blackpix"] / frame["area"],
        "p_and": frame["blackand"] / frame["area"],
    }
    assert (frame["area"] == frame["height"] * frame["length"]).all()
    for name, ratio in ratios.items():
        # The source cuts ratios above 100 to two decimals, and rounds the others to three.
        assert ((frame[name] - ratio).abs() < 0.006).all(), name


def test_every_place_of_the_scene_holds_one_neighbourhood_at_most():
    frame = load_dataset("satimage").frame
    assert not frame[["row", "column"]].duplicated().any()
    assert (frame["row"].max(), frame["column"].max()) == (79, 97)


def test_neighbourhoods_that_overlap_show_the_same_pixels():
    loaded = load_dataset("satimage")
    windows = loaded.data.to_numpy().reshape(-1, 3, 3, 4)
    scene = np.full((82, 100, 4), -1)
    for window, (row, column) in zip(
        windows, loaded.frame[["row", "column"]].to_numpy(), strict=True
    ):
        seen = scene[row : row + 3, column : column + 3]
        assert ((seen == -1) | (seen == window)).all()
        seen[:] = window


@pytest.mark.slow
@pytest.mark.parametrize(
    ("model", "rows", "tiles", "large"),
    [
        (HistGradientBoostingClassifier(random_state=0), 0.80, (0.63, 0.70), (0.50, 0.58)),
        (
            make_pipeline(StandardScaler(), LogisticRegression(solver="newton-cholesky")),
            *(0.24, (0.17, 0.22), (0.13, 0.18)),
        ),
    ],
    ids=["boosting", "linear"],
)
def test_folds_by_tile_cost_the_models_of_satimage_what_its_card_says(model, rows, tiles, large):
    loaded = load_dataset("satimage")

    def score(cv, groups=None):
        data = {"X": loaded.data, "y": loaded.target, "groups": groups}
        return cross_val_score(model, **data, cv=cv, scoring="average_precision").mean()

    by_group = StratifiedGroupKFold(5, shuffle=True, random_state=0)
    coarse = loaded.frame["row"] // 20 * 100 + loaded.frame["column"] // 20
    assert abs(score(StratifiedKFold(5, shuffle=True, random_state=0)) - rows) < 0.02
    assert tiles[0] < score(by_group, loaded.groups) < tiles[1]
    assert large[0] < score(by_group, coarse) < large[1]


def test_three_in_five_test_rows_of_satimage_touch_a_training_row_when_split_by_tile():
    loaded = load_dataset("satimage")
    folds = StratifiedGroupKFold(5, shuffle=True, random_state=0)
    shares = [
        shares_pixels(loaded, test, train)
        for train, test in folds.split(loaded.data, loaded.target, loaded.groups)
    ]
    assert 0.58 < np.mean(shares) < 0.64


@pytest.mark.slow
def test_detector_of_anomalies_ranks_the_positives_of_satimage_below_chance():
    loaded = load_dataset("satimage")
    detector = IsolationForest(random_state=0).fit(loaded.data)
    assert roc_auc_score(loaded.target, -detector.score_samples(loaded.data)) < 0.45
