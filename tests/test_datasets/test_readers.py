import lzma
import pickle

import pandas as pd

from course_utils.datasets._readers import read_xz_pickle


def test_pickled_frame_is_read():
    frame = pd.DataFrame({"a": [1.5, 2.5]})
    packed = lzma.compress(pickle.dumps(frame))
    pd.testing.assert_frame_equal(read_xz_pickle({"a.pkl": packed}), frame)
