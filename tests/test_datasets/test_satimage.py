"""What the card of `satimage` says: its rows fit together into one scene."""

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
from course_utils.datasets._faults import SourceChanged
from course_utils.datasets._preparations import satimage as preparation


@pytest.fixture(scope="module")
def satimage():
    return load_dataset("satimage")


@pytest.fixture(scope="module")
def places(satimage):
    return satimage.frame[["row", "column"]].to_numpy()


@pytest.fixture(scope="module")
def share_that_shows_a_training_pixel(places):
    """Measure which share of the test rows shows a pixel that a training row shows too."""

    def share(train, test):
        shown = np.zeros((84, 102), dtype=bool)
        shown[tuple(places[train].T + 2)] = True
        steps = np.ndindex(5, 5)
        return np.any([shown[tuple((places[test] + step).T)] for step in steps], axis=0).mean()

    return share


def windows_of(rows, columns):
    """Cut every 3 x 3 neighbourhood out of a random scene, with its place."""
    scene = np.random.default_rng(0).integers(0, 256, (rows, columns, 4)).astype("uint8")
    places = np.array(list(np.ndindex(rows - 2, columns - 2)))
    return np.array([scene[a : a + 3, b : b + 3] for a, b in places]), places


def test_shuffled_neighbourhoods_find_their_places():
    windows, places = windows_of(9, 12)
    order = np.random.default_rng(1).permutation(len(windows))
    np.testing.assert_array_equal(preparation.find_places(windows[order]), places[order])


def test_neighbourhood_with_none_beside_it_finds_its_place_among_the_pixels():
    windows, places = windows_of(9, 12)
    kept = np.abs(places - (3, 5)).sum(axis=1) != 1
    np.testing.assert_array_equal(preparation.find_places(windows[kept]), places[kept])


def test_neighbourhood_of_another_scene_is_refused():
    windows, _ = windows_of(9, 12)
    windows[7] = 255 - windows[7]
    with pytest.raises(SourceChanged, match="no longer fit together"):
        preparation.find_places(windows)


def test_parts_are_joined_and_soils_named():
    windows, _ = windows_of(5, 5)
    lines = [" ".join(map(str, [*window.ravel(), 4])).encode() for window in windows]
    frame = preparation.prepare(
        {"a/sat.trn.txt": b"\n".join(lines[:6]), "a/sat.tst.txt": b"\n".join(lines[6:])}
    )
    assert frame["split"].tolist() == ["train"] * 6 + ["test"] * 3
    assert set(frame["soil"]) == {"damp grey soil"}
    assert frame["row"].tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert frame.loc[4, "green_22"] == windows[4][1, 1, 0]


def test_rows_that_overlap_show_the_same_pixels(satimage, places):
    windows = satimage.data.to_numpy().reshape(-1, 3, 3, 4)
    scene = np.full((82, 100, 4), -1)
    for window, (row, column) in zip(windows, places, strict=True):
        seen = scene[row : row + 3, column : column + 3]
        assert ((seen == -1) | (seen == window)).all()
        seen[:] = window
    assert len({tuple(place) for place in places}) == len(places)


def test_rows_of_each_part_follow_the_scene_line_by_line(satimage):
    for _, part in satimage.frame.groupby("split", observed=True):
        assert (part["row"] * 98 + part["column"]).is_monotonic_increasing


def test_every_test_row_shows_a_pixel_of_a_training_row(
    satimage, share_that_shows_a_training_pixel, says
):
    test = (satimage.frame["split"] == "test").to_numpy()
    assert share_that_shows_a_training_pixel(~test, test) == 1
    rows = StratifiedKFold(5, shuffle=True, random_state=0)
    assert all(
        share_that_shows_a_training_pixel(*fold) == 1
        for fold in rows.split(satimage.data, satimage.target)
    )
    assert says(satimage, "Each test row of the source's own split shares a pixel with a row")


def test_three_in_five_still_do_when_split_by_tile(
    satimage, share_that_shows_a_training_pixel, says
):
    tiles = StratifiedGroupKFold(5, shuffle=True, random_state=0)
    folds = tiles.split(satimage.data, satimage.target, satimage.groups)
    shares = [share_that_shows_a_training_pixel(*fold) for fold in folds]
    assert 0.58 < np.mean(shares) < 0.64
    assert says(satimage, "about 60 % of the test rows still share a pixel")


def test_labels_come_in_patches(satimage, says):
    scene = satimage.frame.pivot_table(
        index="row", columns="column", values="soil", aggfunc="first"
    ).to_numpy()
    across = np.stack([scene[:, :-1].ravel(), scene[:, 1:].ravel()])
    down = np.stack([scene[:-1].ravel(), scene[1:].ravel()])
    pairs = pd.DataFrame(np.hstack([across, down]).T).dropna()
    same = (pairs[0] == pairs[1]).mean() * 100
    assert says(satimage, f"{same:.0f} % of the pairs that lie side by side carry the same label")
    patches = label(scene == "damp grey soil")[1]
    assert says(satimage, f"The {satimage.target.sum()} positive rows form {patches} patches")
    tiles = satimage.groups[satimage.target == 1].nunique()
    assert says(satimage, f"{tiles} of which hold a positive row")


def test_positive_class_lies_between_two_others(satimage):
    means = satimage.frame.groupby("soil", observed=True)[satimage.feature_names].mean()
    assert (means.loc["damp grey soil"] < means.loc["grey soil"]).all()
    assert (means.loc["damp grey soil"] > means.loc["very damp grey soil"]).all()


def test_what_single_columns_tell(satimage, says):
    aucs = [roc_auc_score(satimage.target, column) for _, column in satimage.data.items()]
    best = max(*aucs, 1 - min(aucs))
    assert says(satimage, f"(AUC at most {best:.2f})".replace("0.", "."))
    green = satimage.data["green_22"]
    distance = -(green - green[satimage.target == 1].median()).abs()
    assert says(
        satimage,
        f"does better ({roc_auc_score(satimage.target, distance):.2f})".replace("0.", "."),
    )


@pytest.mark.slow
def test_detector_of_anomalies_ranks_the_positives_below_chance(satimage):
    detector = IsolationForest(random_state=0).fit(satimage.data)
    assert roc_auc_score(satimage.target, -detector.score_samples(satimage.data)) < 0.45


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
def test_folds_by_tile_cost_what_the_card_says(satimage, model, rows, tiles, large):
    def score(cv, groups=None):
        data = {"X": satimage.data, "y": satimage.target, "groups": groups}
        return cross_val_score(model, **data, cv=cv, scoring="average_precision").mean()

    by_group = StratifiedGroupKFold(5, shuffle=True, random_state=0)
    coarse = satimage.frame["row"] // 20 * 100 + satimage.frame["column"] // 20
    assert abs(score(StratifiedKFold(5, shuffle=True, random_state=0)) - rows) < 0.02
    assert tiles[0] < score(by_group, satimage.groups) < tiles[1]
    assert large[0] < score(by_group, coarse) < large[1]
