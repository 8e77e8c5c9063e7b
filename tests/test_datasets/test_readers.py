import lzma
import pickle

import pandas as pd

from course_utils.datasets._readers import prepare_crash_deaths, read_xz_pickle


def test_crash_key_joins_the_vehicles_of_one_crash_and_parts_the_years():
    frame = pd.DataFrame(
        {
            "rownames": [1, 2, 3, 4],
            "yearacc": [1997, 1997, 1997, 1998],
            "caseid": ["2:13:1", "2:13:2", "2:131:2", "2:13:1"],
        }
    )
    keys = prepare_crash_deaths(frame)
    assert keys["crash"].tolist() == ["1997:2:13", "1997:2:13", "1997:2:131", "1998:2:13"]
    assert keys["vehicle"].tolist() == [1, 2, 2, 1]
    assert list(keys) == ["yearacc", "crash", "vehicle"]


def test_pickled_frame_is_read():
    frame = pd.DataFrame({"a": [1.5, 2.5]})
    packed = lzma.compress(pickle.dumps(frame))
    pd.testing.assert_frame_equal(read_xz_pickle([packed]), frame)
