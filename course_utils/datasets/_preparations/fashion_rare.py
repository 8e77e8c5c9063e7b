"""Take a rare class, a test part and images for pre-training from Fashion-MNIST."""

import gzip
from collections.abc import Mapping

import numpy as np
import pandas as pd

from course_utils.datasets._faults import SourceChanged

LABELS = np.array(
    [
        "T-shirt/top",
        "Trouser",
        "Pullover",
        "Dress",
        "Coat",
        "Sandal",
        "Shirt",
        "Sneaker",
        "Bag",
        "Ankle boot",
    ]
)
TAKEN = {"T-shirt/top": 2000, "Shirt": 40}
PRETRAIN = 400
NEAR = 15
_SPARE = 20


def prepare(members: Mapping[str, bytes]) -> pd.DataFrame:
    """Return the training images to take: the first of each class without a near copy in the test.

    The position in the source's training file names an image.
    """
    images, labels = _read(members, "train")
    tests = held_out_images(members)
    rows: list[int] = []
    for name, count in TAKEN.items():
        first = np.flatnonzero(labels == name)[: count + _SPARE]
        apart = first[nearest(images[first], tests) > NEAR][:count]
        if len(apart) < count:
            raise SourceChanged(
                f"Only {len(apart)} of the first {len(first)} images of {name!r} have no near "
                f"copy in the test part, and {count} are needed. Compare the source with the one "
                "that data/sources.toml pins."
            )
        rows.extend(apart)
    rows.sort()
    return pd.DataFrame({"row": rows, "label": labels[rows]})


def nearest(images: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return how far each image is from the nearest of some others.

    Parameters
    ----------
    images, others : numpy.ndarray of shape (n, height, width)
        Grey levels from 0 to 255.

    Returns
    -------
    numpy.ndarray of shape (n,)
        Root mean square of the differences of the pixels, in grey levels.

    Examples
    --------
    >>> grey = np.full((1, 2, 2), 100)
    >>> nearest(grey, np.concatenate([grey + 50, grey - 7]))
    array([7.])
    """
    a, b = (np.reshape(part, (len(part), -1)).astype(np.float64) for part in (images, others))
    squares = (a**2).sum(axis=1)[:, np.newaxis] + (b**2).sum(axis=1) - 2 * a @ b.T
    distances: np.ndarray = np.sqrt(squares.min(axis=1) / a.shape[1])
    return distances


def train_images(members: Mapping[str, bytes], frame: pd.DataFrame) -> np.ndarray:
    """Return the images of the frame."""
    return _read(members, "train")[0][frame["row"]]


def image_dir(members: Mapping[str, bytes], frame: pd.DataFrame) -> dict[str, np.ndarray]:
    """Return the images of the minority by the names of their files."""
    rare = frame[frame["label"] == "Shirt"]
    return {
        f"minority_class/shirt_{row:05d}.png": image
        for row, image in zip(rare["row"], train_images(members, rare), strict=True)
    }


def held_out_images(members: Mapping[str, bytes], _: object = None) -> np.ndarray:
    """Return all images of the two classes in the source's test part."""
    images, labels = _read(members, "t10k")
    return images[np.isin(labels, list(TAKEN))]


def held_out_target(members: Mapping[str, bytes], _: object) -> np.ndarray:
    """Return 1 for each shirt of the test part, 0 for each T-shirt."""
    _images, labels = _read(members, "t10k")
    return np.asarray(labels[np.isin(labels, list(TAKEN))] == "Shirt", dtype=np.int64)


def pretrain_images(members: Mapping[str, bytes], _: object) -> np.ndarray:
    """Return the first images of each of the other eight classes."""
    images, labels = _read(members, "train")
    return np.asarray(images[_pretrain(labels)])


def pretrain_target(members: Mapping[str, bytes], _: object) -> np.ndarray:
    """Return the names of the classes that the images for pre-training show."""
    _images, labels = _read(members, "train")
    return np.asarray(labels[_pretrain(labels)])


def _pretrain(labels: np.ndarray) -> np.ndarray:
    """Return the positions of the images for pre-training, in the order of the source."""
    others = LABELS[~np.isin(LABELS, list(TAKEN))]
    rows = [np.flatnonzero(labels == name)[:PRETRAIN] for name in others]
    return np.sort(np.concatenate(rows))


def _read(members: Mapping[str, bytes], part: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the images of a part of the source, and the names of what they show."""
    files = {name.rpartition("/")[2]: content for name, content in members.items()}
    images = read_idx(files[f"{part}-images-idx3-ubyte.gz"])
    return images, LABELS[read_idx(files[f"{part}-labels-idx1-ubyte.gz"])]


def read_idx(content: bytes) -> np.ndarray:
    """Return the array in a gzipped IDX file of bytes, the format of MNIST.

    Raises
    ------
    SourceChanged
        When the file is not one of unsigned bytes, or has fewer or more than it says.
    """
    raw = gzip.decompress(content)
    if raw[:3] != b"\x00\x00\x08":
        raise SourceChanged(
            f"An IDX file of bytes starts with 00 00 08, this with {raw[:3].hex()}."
        )
    start = 4 + 4 * raw[3]
    shape = np.frombuffer(raw[4:start], dtype=">u4").tolist()
    if len(raw) - start != np.prod(shape):
        raise SourceChanged(f"An IDX file says {shape} and holds {len(raw) - start:,} bytes.")
    return np.frombuffer(raw, dtype=np.uint8, offset=start).reshape(shape)
