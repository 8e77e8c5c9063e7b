"""What the card of `fashion_rare` says: which images were taken, and how hard they are."""

import gzip

import numpy as np
import pytest
from PIL import Image
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.neighbors import KNeighborsClassifier

from course_utils.datasets import SourceChanged, load_dataset
from course_utils.datasets._preparations import fashion_rare
from course_utils.datasets._preparations.fashion_rare import nearest, read_idx
from course_utils.evaluation import bootstrap_interval, wilson_interval


@pytest.fixture(scope="module")
def fashion():
    return load_dataset("fashion_rare")


@pytest.fixture(scope="module")
def raw(raw_members):
    """Read the training part of the source: images and their labels' names."""
    return fashion_rare._read(raw_members("fashion_rare"), "train")


@pytest.fixture(scope="module")
def baseline(fashion):
    """Score the test part by a logistic regression on the pixels."""
    return score(fashion.data, fashion.target, fashion.test_images)


def score(images, target, tests):
    model = LogisticRegression(solver="newton-cholesky").fit(pixels(images), target)
    return model.predict_proba(pixels(tests))[:, 1]


def pixels(images):
    return images.reshape(len(images), -1) / 255


def ap_at_2_percent(y_true, y_score):
    weight = np.where(y_true == 1, 40 / 2000, 1)
    return average_precision_score(y_true, y_score, sample_weight=weight)


def in_words(interval):
    return f"{interval.estimate:.2f} ({interval.low:.2f} to {interval.high:.2f})".replace(
        "0.", "."
    )


def test_parts_are_what_their_table_says(fashion):
    assert np.bincount(fashion.test_target).tolist() == [1000, 1000]
    names, counts = np.unique(fashion.pretrain_target, return_counts=True)
    assert set(names) == set(fashion_rare.LABELS) - {"T-shirt/top", "Shirt"}
    assert set(counts) == {400}
    for images, target in (
        (fashion.test_images, fashion.test_target),
        (fashion.pretrain_images, fashion.pretrain_target),
    ):
        assert images.shape == (len(target), 28, 28)
        assert images.dtype == np.uint8


def test_no_image_to_learn_from_is_nearly_one_of_the_test(fashion, says):
    for images in (fashion.data, fashion.pretrain_images):
        for turned in (images, images[:, :, ::-1]):
            assert nearest(turned, fashion.test_images).min() > fashion_rare.NEAR
    closest = nearest(fashion.data, fashion.test_images).min()
    assert says(fashion, f"The closest pair that is left differs by {closest:.1f} grey levels")


def test_folder_holds_the_shirts_of_the_rows_in_one_class(fashion):
    shirts = fashion.target == 1
    (folder,) = fashion.image_dir.iterdir()
    assert folder.name == "minority_class"
    files = sorted(folder.iterdir())
    names = [f"shirt_{row:05d}.png" for row in fashion.frame["row"][shirts]]
    assert [file.name for file in files] == names
    for file, image in zip(files, fashion.data[shirts], strict=True):
        with Image.open(file) as picture:
            np.testing.assert_array_equal(np.asarray(picture), image)


@pytest.mark.slow
def test_keras_finds_the_shirts_in_the_folder_and_none_in_the_class_folder_itself(fashion):
    import keras

    settings = {"image_size": (28, 28), "color_mode": "grayscale", "batch_size": None}
    found = keras.utils.image_dataset_from_directory(fashion.image_dir, **settings)
    assert found.class_names == ["minority_class"]
    assert len(found) == 40
    images = {np.asarray(image, np.uint8).tobytes() for image, _ in found}
    assert images == {image.tobytes() for image in fashion.data[fashion.target == 1]}
    with pytest.raises(ValueError, match="No images found"):
        keras.utils.image_dataset_from_directory(fashion.image_dir / "minority_class", **settings)
    flat = keras.utils.image_dataset_from_directory(
        fashion.image_dir / "minority_class", labels=None, **settings
    )
    assert len(flat) == 40


def test_brightness_alone_tells_nothing(fashion, says):
    auc = roc_auc_score(fashion.test_target, fashion.test_images.mean(axis=(1, 2)))
    assert says(fashion, f"how dark an image is tells nothing (AUC {auc:.2f}".replace("0.", "."))


def test_baseline_is_the_one_in_the_card(fashion, baseline, says):
    balanced = bootstrap_interval(fashion.test_target, baseline, "average_precision")
    assert says(fashion, f"average precision of {in_words(balanced)} where half are shirts")
    found = (baseline[fashion.test_target == 1] >= 0.5).sum()
    recall = wilson_interval(int(found), 1000)
    assert says(fashion, f"At the threshold .5 it finds {in_words(recall)} of the shirts")
    false = (baseline[fashion.test_target == 0] >= 0.5).sum()
    assert says(fashion, f"and takes {false} of the 1,000 T-shirts for one")


def test_mirrored_test_images_are_ranked_slightly_worse(fashion, baseline, says):
    plain = average_precision_score(fashion.test_target, baseline)
    mirrored = average_precision_score(
        fashion.test_target,
        score(fashion.data, fashion.target, fashion.test_images[:, :, ::-1]),
    )
    words = f"ranks the test images with {plain:.3f} as they are and with {mirrored:.3f} mirrored"
    assert says(fashion, words.replace("0.", "."))


@pytest.mark.slow
def test_average_precision_at_the_prevalence_of_the_training_part(fashion, baseline, says):
    rare = bootstrap_interval(fashion.test_target, baseline, ap_at_2_percent)
    assert says(fashion, f"{in_words(rare)} where 2 % are")


@pytest.mark.slow
def test_rows_are_the_first_without_near_copies(fashion, raw, says):
    images, labels = raw
    taken = set(fashion.frame["row"])
    skipped = []
    for name, count in fashion_rare.TAKEN.items():
        rows = np.flatnonzero(labels == name)
        last = max(taken & set(rows))
        skipped += [row for row in rows if row <= last and row not in taken]
        assert len(taken & set(rows)) == count
    assert nearest(images[skipped], fashion.test_images).max() <= fashion_rare.NEAR
    listed = ", ".join(map(str, skipped[:-1]))
    assert says(fashion, f"{len(skipped)} T-shirts (rows {listed} and {skipped[-1]})")


@pytest.mark.slow
def test_no_image_of_the_source_is_there_twice(fashion, raw, raw_members, says):
    tests, _ = fashion_rare._read(raw_members("fashion_rare"), "t10k")
    both = np.concatenate([raw[0], tests])
    assert len({image.tobytes() for image in both}) == len(both)
    assert says(fashion, f"none of the {len(both):,} is there twice")


@pytest.mark.slow
def test_neighbours_among_all_labels_show_how_much_the_classes_overlap(fashion, raw, says):
    images, labels = raw
    both = np.isin(labels, list(fashion_rare.TAKEN))
    model = KNeighborsClassifier(5).fit(pixels(images[both]), labels[both] == "Shirt")
    wrong = model.predict(pixels(fashion.test_images)) != fashion.test_target
    shirts, tops = wrong[fashion.test_target == 1].sum(), wrong[fashion.test_target == 0].sum()
    assert says(fashion, f"mistake {shirts} of the 1,000 shirts and {tops} of the 1,000 T-shirts")


@pytest.mark.slow
def test_forty_other_shirts_give_other_scores(fashion, raw, baseline, says):
    images, labels = raw
    rng = np.random.default_rng(0)
    shirts, tops = np.flatnonzero(labels == "Shirt"), fashion.data[fashion.target == 0]
    target = np.repeat([0, 1], [len(tops), 40])
    found = [
        average_precision_score(
            fashion.test_target,
            score(
                np.concatenate([tops, images[rng.choice(shirts, 40, replace=False)]]),
                target,
                fashion.test_images,
            ),
        )
        for _ in range(10)
    ]
    ours = average_precision_score(fashion.test_target, baseline)
    above = sum(score > ours for score in found)
    words = (
        f"Ten other draws of 40 gave {min(found):.3f} to {max(found):.3f}, {above} of them more "
        f"than the {ours:.3f} of these"
    )
    assert says(fashion, words.replace("0.", "."))


def idx(array, kind=b"\x00\x00\x08"):
    """Return an array of bytes as a gzipped IDX file."""
    shape = np.array(array.shape, dtype=">u4").tobytes()
    return gzip.compress(kind + bytes([array.ndim]) + shape + array.tobytes())


def test_idx_file_comes_back_as_the_array_in_it():
    array = np.arange(24, dtype=np.uint8).reshape(2, 3, 4)
    np.testing.assert_array_equal(read_idx(idx(array)), array)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (idx(np.zeros(3, np.uint8), kind=b"\x00\x00\x0d"), "this with 00000d"),
        (gzip.compress(gzip.decompress(idx(np.zeros((2, 5), np.uint8)))[:-1]), "holds 9 bytes"),
    ],
    ids=["of another kind", "cut"],  # the bytes begin with the time at which they were packed
)
def test_idx_file_of_another_kind_or_length_is_refused(content, complaint):
    with pytest.raises(SourceChanged, match=complaint):
        read_idx(content)


def test_source_with_too_few_images_is_refused():
    images, labels = idx(np.ones((3, 2, 2), np.uint8) * 90), idx(np.zeros(3, np.uint8))
    tests = idx(np.zeros((3, 2, 2), np.uint8))
    members = {
        "train-images-idx3-ubyte.gz": images,
        "train-labels-idx1-ubyte.gz": labels,
        "t10k-images-idx3-ubyte.gz": tests,
        "t10k-labels-idx1-ubyte.gz": labels,
    }
    with pytest.raises(SourceChanged, match="Only 3 of the first 3 images of 'T-shirt/top'"):
        fashion_rare.prepare(members)
